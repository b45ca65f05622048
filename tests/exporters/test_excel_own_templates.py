"""Templates that an office made itself: placeholders and names are filled, everything else stays as it was."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName

from exporters.excel import fill_excel
from exporters.templates.excel_strings import share_strings
from importers.written_excel import read_written_excel
from model.errors import ExportError
from model.report import Report
from ooxml.package import make_package
from tests.builders import form_of, full_report, layout_of, report_with
from tests.exporters.workbooks import cell_at, opened, parts, saved, template_of, with_parts, with_text

QUOTED = "'申请表 ''三'''"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _filled(template: bytes, report: Report | None = None) -> bytes:
    report = report or full_report(figure="2")
    return fill_excel(template, report, layout_of(report.form.edition))


def _template(cells: dict[str, object], change: Callable[[Workbook], None] | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "汇总"
    for place, value in cells.items():
        sheet[place] = value
    if change:
        change(book)
    return saved(book)


def _shared(data: bytes) -> bytes:
    content = parts(data)
    share_strings(content)
    return make_package(content)


@pytest.mark.parametrize("pack", [lambda data: data, _shared], ids=["inline strings", "shared strings"])
def test_placeholders_are_filled_in_any_cell(pack: Callable[[bytes], bytes]) -> None:
    template = pack(
        _template(
            {
                "A1": "{{unit}}", "B1": "{{year}}", "C1": "{{unit}}{{year}}年收到 {{requests.received.total}} 件",
                "A2": "{{requests.received.natural_person}}", "B2": "｛｛ requests.received.business ｝｝",
                "A3": "{{requests.received.total}}", "B3": "{{requests.received.total}}", "A4": "联系电话：{{contact.phone}}",
                "C4": "{{heading:overview}}", "D4": "不变",
            }
        )
    )  # fmt: skip
    sheet = opened(_filled(template), values=True)["汇总"]
    assert [sheet[place].value for place in ("A1", "B1", "C1", "A2", "B2", "A3", "B3", "A4", "C4", "D4")] == [
        "示例县数据局", 2025, "示例县数据局2025年收到 12 件", 2, 2, 12, 12, "联系电话：", "一、总体情况", "不变",
    ]  # fmt: skip


def test_labels_of_empty_contact_fields_stay_where_something_stands_beside_them() -> None:
    template = _template(
        {
            "A1": "电话：{{contact.phone}}", "B1": "负责人：", "A2": "{{unit}}，电话{{contact.phone}}",
            "A3": "电话：{{contact.phone}}，邮箱：{{contact.email}}", "A4": "邮编：{{contact.postcode}}",
        }
    )  # fmt: skip
    sheet = opened(_filled(template, with_text(full_report(), {}, contact_email="a@b.cn")))["汇总"]
    assert [sheet[f"A{row}"].value for row in range(1, 5)] == [
        "电话：", "示例县数据局，电话", "电话：，邮箱：a@b.cn", None,
    ]  # fmt: skip


def test_rows_and_cells_without_a_number_stand_one_after_another() -> None:
    template = _template({"A1": "{{unit}}", "B1": "{{requests.received.business}}", "A2": "{{year}}", "B2": "不变"})
    sheet = re.sub(rb'(<row|<c) r="[A-Z0-9]+"', rb"\1", parts(template)["xl/worksheets/sheet1.xml"])
    assert b' r="' not in sheet
    filled = opened(_filled(with_parts(template, {"xl/worksheets/sheet1.xml": sheet})))["汇总"]
    assert [[cell.value for cell in row] for row in filled.iter_rows()] == [["示例县数据局", 2], [2025, "不变"]]


def test_a_figure_in_an_own_template_can_be_read_back_by_its_name() -> None:
    form = form_of("2021")
    template = _template({f"A{n}": f"{{{{{cell}}}}}" for n, cell in enumerate(form.cells, 1)})
    report = report_with({cell: str(n) for n, cell in enumerate(form.inputs)})
    back = read_written_excel(_filled(template, report), form)
    assert dict(back.figures) == {cell: report.value(cell) for cell in form.cells}
    assert set(back.formulas) == set(form.totals)


def test_a_total_whose_parts_stand_elsewhere_is_a_value() -> None:
    data = _filled(_template({"B7": "{{requests.received.total}}"}))
    cell = opened(data)["汇总"]["B7"]
    assert (cell.value, cell.data_type) == (12, "n")


def test_a_totals_own_formula_is_kept_and_gets_its_result() -> None:
    def change(book: Workbook) -> None:
        book.defined_names["requests.received.total"] = DefinedName("requests.received.total", attr_text="'汇总'!$C$1")

    data = _filled(_template({"C1": "=SUM(A1:B1)", "A1": "{{unit}}"}, change))
    assert opened(data)["汇总"]["C1"].value == "=SUM(A1:B1)"
    assert opened(data, values=True)["汇总"]["C1"].value == 12


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{requests.received.totl}}", "1 个占位符不能用：“{{requests.received.totl}}”（工作表“汇总”的 B3）.*是不是“{{requests.received.total}}”"),
        ("见{{section:nowhere}}", "“{{section:nowhere}}”（工作表“汇总”的 B3，没有“nowhere”这个部分"),
        ("{{grid:nothing}}", "“{{grid:nothing}}”（工作表“汇总”的 B3，没有“nothing”这个表"),
        ("{{unit}", "汇总”的 B3，括号不成对"),
        ("{{}}", "“{{}}”（工作表“汇总”的 B3，花括号里没有写名称"),
        ("{{单位\n名称}}", "汇总”的 B3，中间有换行或制表符"),
        ("{{表四 总计}}", "有 3 格，要写明是哪一格，如 {{表四 行政复议 总计}}"),
        ("{{unit}} 和 year}}", "汇总”的 B3，括号不成对"),
        ("表：{{grid:requests}}", "“{{grid:requests}}”（工作表“汇总”的 B3，应单独占一个单元格）"),
        ("{{proactive.rules.made}}", "“{{proactive.rules.made}}”（工作表“汇总”的 B3）"),
    ],
)  # fmt: skip
def test_a_wrong_placeholder_is_named_with_its_place(text: str, message: str) -> None:
    with pytest.raises(ExportError, match=message):
        _filled(_template({"B3": text}))


def test_all_wrong_placeholders_are_listed_at_once() -> None:
    def change(book: Workbook) -> None:
        book.active.oddFooter.left.text = "{{foot}}"

    cells = {f"A{n}": f"{{{{wrong{n}}}}}" for n in range(1, 5)}
    with pytest.raises(ExportError) as caught:
        _filled(_template({**cells, "B1": "{{unit}}"}, change))
    message = str(caught.value)
    assert "5 个占位符不能用" in message
    assert all(f"“{{{{wrong{n}}}}}”（工作表“汇总”的 A{n}）" in message for n in range(1, 5))
    assert "“{{foot}}”（工作表“汇总”的 页眉或页脚）" in message


def test_a_template_with_nothing_to_fill_is_refused() -> None:
    with pytest.raises(ExportError, match="没有占位符"):
        _filled(_template({"A1": "空白"}))


def test_text_of_the_report_is_not_read_as_a_placeholder() -> None:
    report = with_text(report_with(), {"overview": "写作 {{unit}} 即可"}, contact_phone="{{nothing}}")
    sheet = opened(_filled(_template({"A1": "{{section:overview}}", "A2": "{{contact.phone}}"}), report))["汇总"]
    assert (sheet["A1"].value, sheet["A2"].value) == ("写作 {{unit}} 即可", "{{nothing}}")


def test_paragraphs_get_rows_of_their_own_and_what_stands_below_moves_down() -> None:
    def change(book: Workbook) -> None:
        sheet = book.active
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("A2:C2")
        sheet.merge_cells("A4:C5")
        sheet["A2"].font = Font(name="楷体", size=14)
        sheet.print_area = "A1:C5"
        sheet.print_title_rows = "1:1"
        book.defined_names["own.note"] = DefinedName("own.note", attr_text="汇总!$A$4")
        book.defined_names["both"] = DefinedName("both", attr_text="'汇总'!$A$2:$B$3,'汇总'!$C$4")

    report = with_text(report_with(), {"overview": "一。\n二。\n三。", "other": "甲。\n乙。"})
    cells = {"A1": "标题", "A2": "{{section:overview}}", "A3": "{{section:other}}", "A4": "附注"}
    book = opened(_filled(_template(cells, change), report))
    sheet = book["汇总"]
    assert [sheet.cell(row, 1).value for row in range(1, 8)] == ["标题", "一。", "二。", "三。", "甲。", "乙。", "附注"]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:C1", "A2:C2", "A3:C3", "A4:C4", "A7:C8"}
    assert sheet["A4"].font.name == "楷体"
    assert sheet.print_area == "'汇总'!$A$1:$C$8"
    assert sheet.print_title_rows == "$1:$1"
    assert book.defined_names["own.note"].attr_text == "汇总!$A$7"
    assert book.defined_names["both"].attr_text == "'汇总'!$A$2:$B$5,'汇总'!$C$7"
    back = read_written_excel(_filled(_template(cells, change), report), report.form)
    assert (back.texts["overview"], back.texts["other"]) == ("一。\n二。\n三。", "甲。\n乙。")


def test_where_rows_cannot_move_a_section_takes_one_cell() -> None:
    report = with_text(report_with(), {"overview": "一。\n二。"})
    template = _template({"A1": "{{section:overview}}", "A2": "=1+1", "A3": "概况：{{section:overview}}"})
    data = _filled(template, report)
    sheet = opened(data)["汇总"]
    assert (sheet["A1"].value, sheet["A2"].value, sheet["A3"].value) == ("一。\n二。", "=1+1", "概况：一。\n二。")
    assert read_written_excel(data, report.form).texts == {"overview": "一。\n二。"}


def test_a_section_too_long_for_one_cell_is_refused_with_its_place() -> None:
    report = with_text(report_with(), {"overview": "\n".join(["长" * 9000] * 4)})
    with pytest.raises(ExportError, match=r"工作表“汇总”的 B9 .*放不下"):
        _filled(_template({"B9": "{{section:overview}}", "A2": "=1+1"}), report)


def test_results_of_the_templates_own_formulas_are_worked_out_anew() -> None:
    template = _template(
        {"A1": "{{requests.received.business}}", "A2": "=A1*2"}, lambda book: book.create_sheet("他表")
    )
    sheet = parts(template)["xl/worksheets/sheet1.xml"].replace(b"<f>A1*2</f><v></v>", b"<f>A1*2</f><v>0</v>")
    assert b"<v>0</v>" in sheet or b"<v />" in sheet
    data = _filled(with_parts(template, {"xl/worksheets/sheet1.xml": sheet}))
    assert b"<f>A1*2</f></c>" in parts(data)["xl/worksheets/sheet1.xml"]
    assert b'fullCalcOnLoad="1"' in parts(data)["xl/workbook.xml"]


def test_a_formula_shared_by_cells_is_not_torn_apart() -> None:
    def change(book: Workbook) -> None:
        book.defined_names["requests.received.business"] = DefinedName(
            "requests.received.business", attr_text="汇总!$A$2"
        )

    template = _template({"A1": 1, "A2": "=A1*2"}, change)
    sheet = parts(template)["xl/worksheets/sheet1.xml"].replace(b"<f>", b'<f t="shared" ref="A2:A9" si="0">')
    with pytest.raises(ExportError, match=r"A2 要填数.*公式"):
        _filled(with_parts(template, {"xl/worksheets/sheet1.xml": sheet}))


def test_a_name_on_a_merged_cell_fills_its_first_place() -> None:
    def change(book: Workbook) -> None:
        book.active.merge_cells("B2:D3")
        book.defined_names["requests.received.business"] = DefinedName(
            "requests.received.business", attr_text="'汇总'!$C$3"
        )

    assert opened(_filled(_template({"A1": "{{unit}}"}, change)))["汇总"]["B2"].value == 2


def test_the_default_template_restyled_in_another_program_still_works() -> None:
    book = opened(template_of("2021"))
    cell_at(book, "requests.received.business").font = Font(name="宋体", size=20, color="FF0000")
    book["表三 申请办理"].title = "申请表 '三'"
    for name in book.defined_names.values():
        name.attr_text = name.attr_text.replace("'表三 申请办理'", QUOTED)
    report = full_report(figure="2")
    data = _filled(saved(book), report)
    assert cell_at(opened(data), "requests.received.business").font.color.rgb == "00FF0000"
    assert dict(read_written_excel(data, report.form).figures) == {c: report.value(c) for c in report.form.cells}


def test_headers_and_footers_are_filled() -> None:
    def change(book: Workbook) -> None:
        book.active.oddHeader.center.text = "{{unit}} &P"

    report = full_report()
    with_text(report, {}, unit="A&B 局")
    template = _template({"A1": "{{year}}"}, change)
    assert b"A&amp;&amp;B" in parts(_filled(template, report))["xl/worksheets/sheet1.xml"]


def test_fonts_within_a_cell_are_kept() -> None:
    template = _shared(_template({"A1": "x", "A2": "{{year}}"}))
    rich = (
        b"<si><r><rPr><b/></rPr><t>{{unit}}</t></r><r><t xml:space='preserve'> \xe4\xbb\xb6\xe6\x95\xb0 </t></r>"
        b"<r><rPr><i/></rPr><t>{{requests.received.total}}</t></r></si>"
    )
    strings = re.sub(rb"<si><t>x</t></si>", rich, parts(template)["xl/sharedStrings.xml"])
    assert rich in strings
    data = _filled(with_parts(template, {"xl/sharedStrings.xml": strings}))
    sheet = parts(data)["xl/worksheets/sheet1.xml"].decode()
    assert "<b/></rPr><t>示例县数据局</t>" in re.sub(r"\s*/>", "/>", sheet)
    assert "<i/></rPr><t>12</t>" in re.sub(r"\s*/>", "/>", sheet)


@pytest.mark.parametrize("edition", ["2021", "2019", "made_up"])
def test_a_whole_grid_is_put_where_its_placeholder_stands(edition: str) -> None:
    form = form_of(edition)
    book = Workbook()
    book.remove(book.active)
    for grid in form.grids:
        sheet = book.create_sheet(grid.name)
        sheet["A1"], sheet["B3"] = "{{unit}}", f"{{{{grid:{grid.id}}}}}"
    report = report_with({cell: str(n) for n, cell in enumerate(form.inputs)}, of=form)
    data = _filled(saved(book), report)
    back = read_written_excel(data, form)
    assert dict(back.figures) == {cell: report.value(cell) for cell in form.cells}
    assert set(back.formulas) == set(form.totals)
    filled = opened(data)
    for grid in form.grids:
        sheet = filled[grid.name]
        texts = {str(cell.value).replace("\n", "") for row in sheet.iter_rows() for cell in row}
        assert {label for block in grid.blocks for row in block.rows for label in row.path} <= texts
        placed = [c for row in sheet.iter_rows(min_row=3, min_col=2) for c in row if not isinstance(c, MergedCell)]
        assert all(cell.border.left.style and cell.border.top.style for cell in placed)


def test_a_template_with_a_chart_sheet_is_filled_and_read_back() -> None:
    def change(book: Workbook) -> None:
        chart = BarChart()
        chart.add_data(Reference(book.active, min_col=1, min_row=1, max_row=2))
        book.create_chartsheet("图").add_chart(chart)

    report = full_report(figure="2")
    template = _template({"A1": "{{requests.received.business}}", "A2": 3}, change)
    data = _filled(template, report)
    assert read_written_excel(data, report.form).figures == {"requests.received.business": 2}
    assert parts(data)["xl/charts/chart1.xml"] == parts(template)["xl/charts/chart1.xml"]


def test_a_grid_without_room_is_refused_with_its_place() -> None:
    with pytest.raises(ExportError, match="A1 处放不下表三：C4 已有内容"):
        _filled(_template({"A1": "{{grid:requests}}", "C4": "占着"}))


DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:absoluteAnchor><xdr:pos x="0" y="0"/>'
    '<xdr:ext cx="900" cy="900"/><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="T"/><xdr:cNvSpPr/>'
    "</xdr:nvSpPr><xdr:spPr/><xdr:txBody><a:bodyPr/><a:p>{runs}</a:p></xdr:txBody></xdr:sp><xdr:clientData/>"
    "</xdr:absoluteAnchor></xdr:wsDr>"
)
SPARKLINES = (
    '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"><x14:sparklineGroups '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup><x14:sparklines><x14:sparkline>'
    "<xm:f>汇总!A1:C1</xm:f><xm:sqref>D1</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup>"
    "</x14:sparklineGroups></ext></extLst>"
)


def _rich_template(runs: str) -> bytes:
    """A workbook with a text box, a picture in the header, an x14 extension, and a list of calculations."""
    template = _template({"A1": "{{requests.received.business}}", "A2": "{{requests.granted.business}}"})
    content = parts(template)
    sheet = content["xl/worksheets/sheet1.xml"].decode()
    tail = f'<drawing r:id="rId1" xmlns:r="{RELATION}"/><legacyDrawingHF r:id="rId2" xmlns:r="{RELATION}"/>{SPARKLINES}'
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATION}/drawing" Target="../drawings/drawing1.xml"/>'
        f'<Relationship Id="rId2" Type="{RELATION}/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/></Relationships>'
    )
    book_relations = content["xl/_rels/workbook.xml.rels"].decode()
    chain = f'<Relationship Id="rIdC" Type="{RELATION}/calcChain" Target="calcChain.xml"/></Relationships>'
    types = content["[Content_Types].xml"].decode()
    override = '<Override PartName="/xl/calcChain.xml" ContentType="application/xml"/></Types>'
    return with_parts(
        template,
        {
            "xl/worksheets/sheet1.xml": sheet.replace("</worksheet>", f"{tail}</worksheet>").encode(),
            "xl/worksheets/_rels/sheet1.xml.rels": relations.encode(),
            "xl/drawings/drawing1.xml": DRAWING.replace("{runs}", runs).encode(),
            "xl/drawings/vmlDrawing1.vml": b"<xml><v:shape xmlns:v='urn:schemas-microsoft-com:vml'/></xml>",
            "xl/media/image1.png": b"\x89PNG not really",
            "xl/calcChain.xml": f'<calcChain xmlns="{MAIN}"><c r="A1"/></calcChain>'.encode(),
            "xl/_rels/workbook.xml.rels": book_relations.replace("</Relationships>", chain).encode(),
            "[Content_Types].xml": types.replace("</Types>", override).encode(),
        },
    )


def test_text_boxes_pictures_and_extensions_survive() -> None:
    template = _rich_template("<a:r><a:t>只是说明</a:t></a:r>")
    before, after = parts(template), parts(_filled(template))
    sheet = after["xl/worksheets/sheet1.xml"].decode()
    for kept in ("drawing ", "legacyDrawingHF ", "x14:sparklineGroup", "汇总!A1:C1"):
        assert kept in sheet
    changed = {"xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}
    assert {name for name in after if after[name] != before[name]} == changed
    assert set(before) - set(after) == {"xl/calcChain.xml"}
    assert b"calcChain" not in after["xl/_rels/workbook.xml.rels"] + after["[Content_Types].xml"]


@pytest.mark.parametrize(
    ("runs", "filled"),
    [
        ("<a:r><a:t>{{unit}}制</a:t></a:r>", "示例县数据局制"),
        ("<a:r><a:t>由{{un</a:t></a:r><a:r><a:t>it}}制</a:t></a:r>", "由示例县数据局制"),
    ],
)
def test_text_boxes_are_filled(runs: str, filled: str) -> None:
    drawing = parts(_filled(_rich_template(runs)))["xl/drawings/drawing1.xml"].decode()
    assert "".join(re.findall(r"<a:t>([^<]*)</a:t>", drawing)) == filled


def test_an_unknown_placeholder_in_a_text_box_is_named() -> None:
    with pytest.raises(ExportError, match=r"“{{nothing}}”（文本框）"):
        _filled(_rich_template("<a:r><a:t>{{nothing}}</a:t></a:r>"))
