"""Excel templates without placeholders: every figure goes where its labels say, on one sheet or several."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from exporters.excel import fill_excel
from exporters.labelled_excel_room import cut_texts
from importers.written_excel import read_written_excel
from importers.written_labels import excel_source, label_differences
from model.edits import Edit
from model.entry import enter
from model.errors import ExportError
from model.form import Form
from model.prepared_template import Prepared
from model.report import Report
from ooxml.package import Package
from tests.builders import FORMS, form_of, layout_of, made_up_form
from tests.exporters.documents import counted_report, write
from tests.exporters.labelled_files import MARKED_WAITING, WAITING, Spot, put_on_sheet, saved, spots
from tests.exporters.test_labelled_word import SIGNED, TEXTS
from tests.exporters.workbooks import opened, written
from tests.importers.own_workbooks import blank_form, without_sheet
from tests.labelled_blocks import drawn_block
from workflows.check_export import check_excel
from workflows.export import export_excel
from workflows.forms import form
from workflows.labelled_templates import _prepare, _wordings, _words, gaps, refuse_loss

WIDE = 15
Places = dict[str, tuple[str, str]]


def report(edition: str = "2021") -> Report:
    return write(counted_report(edition), TEXTS if edition != "made_up" else {"summary": "总结。"}, SIGNED)


def prepare(data: bytes, of: Form | None = None) -> Prepared:
    return _prepare(data, ".xlsx", of or form("2021"))


def made_with(template: bytes, filling: Report) -> tuple[bytes, Prepared]:
    """The finished workbook, which both readers find to be right."""
    ready = prepare(template, filling.form)
    data = fill_excel(ready.data, filling, layout_of(filling.form.edition))
    check_excel(ready.data, data, filling)
    lacking = {cell for found in ready.lacking for cell in found.cells}
    assert list(label_differences(excel_source(data), filling, lacking, _wordings(), _words(), sheets=True)) == []
    return data, ready


def told(ready: Prepared, filling: Report) -> list[str]:
    return [lacking.what for lacking in ready.lacking if lacking.concerns(filling)]


def lowered(places: Places, filling: Report) -> Places:
    """The places on the sheet of the whole form below the first text, which takes a row a paragraph."""
    first = next(section.id for section in filling.form.sections if section.heading)
    return {
        cell: (sheet, _down(place, rows))
        for cell, (sheet, place) in places.items()
        for rows in [max(1, len(filling.text(first))) - 1]
    }


def _down(place: str, rows: int) -> str:
    moved = CellRange(place)
    moved.shift(row_shift=rows)
    return moved.coord


def assert_filled(data: bytes, places: Places, filling: Report) -> None:
    """Each cell of the form holds its figure at its place, read with openpyxl."""
    book = opened(data, values=True)
    found = {cell: book[sheet][place].value for cell, (sheet, place) in places.items()}
    assert found == {cell: filling.value(cell) for cell in places}


def whole_sheet(
    of: Form, *, text: str = WAITING, left: int = 1, title: str = "年度报告格式模板"
) -> tuple[Workbook, Places]:
    """The whole form on one sheet: title, headings and text over the width, grids between them."""
    book = Workbook()
    sheet = book.active
    sheet.title = "年报"
    places: Places = {}
    row = _line(book, 1, title, left)
    for section in of.sections:
        if section.heading:
            row = _line(book, row, section.heading, left)
        if section.grid:
            found = spots(of.grid(section.grid))
            places |= put_on_sheet(book, "年报", found, row, left)
            row += max(r + rs for r, _, rs, *_ in found) + 1
        elif text:
            row = _line(book, row, text, left)
    return book, places


def _line(book: Workbook, row: int, text: str, left: int) -> int:
    sheet = book["年报"]
    sheet.cell(row, left, text)
    sheet.merge_cells(start_row=row, start_column=left, end_row=row, end_column=left + WIDE - 1)
    return row + 1


def sheets(of: Form) -> tuple[Workbook, Places]:
    """A sheet for each grid, and one for the text."""
    book = Workbook()
    text = book.active
    text.title = "文字"
    text.column_dimensions["A"].width = 90
    for row, line in enumerate(_text_lines(of), 1):
        text.cell(row, 1, line)
    places: Places = {}
    for grid in of.grids:
        places |= put_on_sheet(book, grid.sheet, [(0, 0, 1, grid.width, grid.title, ""), *_lowered(spots(grid))])
    return book, places


def _lowered(found: list[Spot]) -> list[Spot]:
    return [(row + 1, *rest) for row, *rest in found]


def _text_lines(of: Form) -> list[str]:
    lines = ["××单位20××年政府信息公开工作年度报告（样表）", "（前言）"]
    for section in of.sections:
        if section.heading:
            lines += [section.heading, *([] if section.grid else [WAITING])]
    return lines


def column(data: bytes, sheet: str) -> list[object]:
    return [row[0].value for row in opened(data)[sheet].iter_rows() if row[0].value not in (None, "")]


@pytest.mark.parametrize("left", [1, 3])
@pytest.mark.parametrize("edition", FORMS)
def test_the_form_on_one_sheet(edition: str, left: int) -> None:
    filling = report(edition)
    book, places = whole_sheet(form_of(edition), left=left)
    data, ready = made_with(saved(book), filling)
    assert set(places) == set(filling.form.cells)
    assert_filled(data, lowered(places, filling), filling)
    assert not any(lacking.cells for lacking in ready.lacking)
    values = [cell.value for row in opened(data)["年报"].iter_rows() for cell in row if isinstance(cell.value, str)]
    assert not any("文字描述" in value or "模板" in value for value in values)


def test_text_and_signature_on_one_sheet() -> None:
    book, _ = whole_sheet(form("2021"))
    data, ready = made_with(saved(book), report())
    sheet = opened(data)["年报"]
    shown = [sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1)]
    overview = shown.index("一、总体情况") + 1
    assert shown[overview : overview + 3] == ["第一段。", "（一）小标题", "第二段。"]
    assert shown[-2:] == ["示例县数据局", "2026年1月20日"]
    assert sheet.cell(len(shown), 1).alignment.horizontal == "right"
    assert f"A{len(shown)}:O{len(shown)}" in {str(area) for area in sheet.merged_cells.ranges}
    assert told(ready, report()) == ["“二、主动公开政府信息情况”表前的文字"]


def test_a_long_text_wraps_and_its_row_grows() -> None:
    book, _ = whole_sheet(form("2021"))
    book["年报"].row_dimensions[4].height = 15
    filling = write(report(), {"overview": "很长的一段话。" * 60})
    data, _ = made_with(saved(book), filling)
    row = opened(data)["年报"].row_dimensions[4]
    assert opened(data)["年报"]["A4"].alignment.wrap_text
    assert row.height
    assert row.height > 40


@pytest.mark.parametrize("edition", FORMS)
def test_the_form_on_several_sheets(edition: str) -> None:
    filling = report(edition)
    book, places = sheets(form_of(edition))
    data, ready = made_with(saved(book), filling)
    assert_filled(data, places, filling)
    assert not any(lacking.cells for lacking in ready.lacking)


def test_text_on_a_sheet_of_its_own_is_a_paragraph_a_row() -> None:
    book, _ = sheets(form("2021"))
    data, ready = made_with(saved(book), report())
    assert column(data, "文字") == [
        "示例县数据局\n2025年政府信息公开工作年度报告",
        "开头一段。",
        "一、总体情况",
        "第一段。",
        "（一）小标题",
        "第二段。",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "问题一段。",
        "六、其他需要报告的事项",
        "其他一段。",
        "示例县数据局",
        "2026年1月20日",
    ]
    assert told(ready, report()) == ["“二、主动公开政府信息情况”表前的文字"]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (1, 2, 3, 0), (3, 2, 0, 1)])
@pytest.mark.parametrize("listed", [False, True])
def test_sheets_may_stand_in_any_order(order: tuple[int, ...], listed: bool) -> None:
    """The text on one sheet, each grid with its heading on another; listed: the text's sheet names those headings, too."""
    of, book, places = form("2021"), Workbook(), {}
    text = [("政府信息公开工作年度报告格式模板",), (None,)]
    for section in of.sections:
        if section.grid:
            name = section.heading.partition("、")[0]
            book.create_sheet(name).append((section.heading,))
            places |= put_on_sheet(book, name, spots(of.grid(section.grid)), top=2)
        if section.heading and (listed or not section.grid):
            text += [(section.heading,)] if section.grid else [(section.heading,), (WAITING,), (None,)]
    report_sheet = book.create_sheet("文字", 0)
    report_sheet.column_dimensions["A"].width = 60
    for row in text:
        report_sheet.append(row)
    del book["Sheet"]
    book._sheets = [book._sheets[number] for number in order]
    data, ready = made_with(saved(book), report())
    assert_filled(data, places, report())
    assert told(ready, report()) == ["“二、主动公开政府信息情况”表前的文字"]
    assert list(ready.notes) == []
    grids = [section.heading for section in of.sections if section.grid] if listed else []
    assert column(data, "文字") == [
        "示例县数据局\n2025年政府信息公开工作年度报告",
        "开头一段。",
        *("一、总体情况", "第一段。", "（一）小标题", "第二段。"),
        *grids,
        *("五、存在的主要问题及改进情况", "问题一段。"),
        *("六、其他需要报告的事项", "其他一段。"),
        *("示例县数据局", "2026年1月20日"),
    ]


def test_formulas_of_totals_are_kept_with_their_values() -> None:
    book, places = sheets(form("2021"))
    sheet, place = places["requests.received.total"]
    row = int("".join(filter(str.isdigit, place)))
    letter = "".join(filter(str.isalpha, place))
    first = get_column_letter(opened(saved(book))[sheet][place].column - 6)
    last = get_column_letter(opened(saved(book))[sheet][place].column - 1)
    book[sheet][place] = f"=SUM({first}{row}:{last}{row})"
    filling = report()
    data, _ = made_with(saved(book), filling)
    assert opened(data)[sheet][f"{letter}{row}"].value == f"=SUM({first}{row}:{last}{row})"
    assert_filled(data, places, filling)


@pytest.mark.parametrize("sample", ["0", 0, "XX", "/", "—"])
def test_what_stands_in_the_cells_goes(sample: object) -> None:
    book, places = sheets(form("2021"))
    for sheet, place in places.values():
        book[sheet][place] = sample
    filling = report()
    data, _ = made_with(saved(book), filling)
    assert_filled(data, places, filling)
    blank = Report.blank(form("2021"), "示例县数据局", 2025)
    data, _ = made_with(saved(book), blank)
    read = opened(data, values=True)
    empty = {read[places[cell][0]][places[cell][1]].value for cell in form("2021").inputs}
    assert empty == {None}


def test_the_cells_keep_their_looks() -> None:
    book, places = sheets(form("2021"))
    sheet, place = places["requests.received.natural_person"]
    book[sheet][place].font = Font(name="楷体", size=14)
    book[sheet][place].alignment = Alignment(horizontal="center")
    data, _ = made_with(saved(book), report())
    cell = opened(data)[sheet][place]
    assert (cell.font.name, cell.font.size, cell.alignment.horizontal) == ("楷体", 14, "center")


def test_a_missing_row_is_told_and_nothing_moves() -> None:
    book, places = sheets(form("2021"))
    sheet, place = places["requests.not_processed_repeat.total"]
    row = int("".join(filter(str.isdigit, place)))
    for cell in book[sheet][row]:
        if type(cell).__name__ == "Cell":
            cell.value = None
    filling = report()
    data, ready = made_with(saved(book), filling)
    assert "表三：“2.重复申请”一行" in told(ready, filling)
    left = {cell: at for cell, at in places.items() if not cell.startswith("requests.not_processed_repeat.")}
    assert_filled(data, left, filling)


def test_a_hidden_sheet_is_left_alone() -> None:
    book, places = sheets(form("2021"))
    hidden = {
        cell: ("旧表", place)
        for cell, place in put_on_sheet(book, "旧表", spots(form("2021").grid("disputes"))).items()
    }
    book["旧表"].sheet_state = "hidden"
    data, _ = made_with(saved(book), report())
    assert {opened(data)[sheet][place[1]].value for sheet, place in hidden.values()} == {None}
    assert_filled(data, places, report())


def test_another_edition_is_refused_with_words() -> None:
    book, _ = whole_sheet(form("2019"))
    with pytest.raises(ExportError, match=r"2019 年版表样.*2021 年版"):
        prepare(saved(book))


def test_a_workbook_that_is_no_form_is_left_as_it_is() -> None:
    book = Workbook()
    book.active["A1"] = "会议签到表"
    ready = prepare(saved(book))
    assert not ready.labelled


def test_placeholders_and_names_win_for_what_they_name() -> None:
    book, places = sheets(form("2021"))
    first = "requests.received.natural_person"
    book["文字"]["C1"] = f"{{{{{first}}}}}"
    sheet, place = places[first]
    filling = report()
    data = fill_excel(prepare(saved(book)).data, filling, layout_of("2021"))
    assert opened(data)["文字"]["C1"].value == filling.value(first)
    assert opened(data)[sheet][place].value is None


def test_sheets_without_places_stay_as_they_are() -> None:
    book, _ = sheets(form("2021"))
    other = book.create_sheet("说明")
    other["A1"] = "填表说明：按实际情况填写，不得空缺。"
    other["B2"] = 5
    template = saved(book)
    data, _ = made_with(template, report())
    part = f"xl/worksheets/sheet{len(book.sheetnames)}.xml"
    assert Package(template).read(part) == Package(data).read(part)


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(("2021", "2019", "made_up")), st.integers(0, 10**6), st.sampled_from(("", "0")))
def test_no_figure_goes_where_its_labels_do_not_say(edition: str, seed: int, sample: str) -> None:
    of = made_up_form() if edition == "made_up" else form(edition)
    book = Workbook()
    drawn = drawn_block(of, seed)
    wanted = [(s.row, s.column, s.row_span, s.column_span, sample if s.cell else s.text, s.cell) for s in drawn.spots]
    places = put_on_sheet(book, "Sheet", wanted)
    try:
        ready = prepare(saved(book), of)
    except ExportError:
        return
    lacking = {cell for found in ready.lacking for cell in found.cells}
    if not ready.labelled:
        return
    found = dict(read_written_excel(ready.data, of).figures)
    names = {name: value.attr_text for name, value in opened(ready.data).defined_names.items()}
    for cell in found:
        sheet, place = places.get(cell, ("", ""))
        assert names[cell].replace("$", "") == f"'{sheet}'!{place}", (seed, cell)
    assert set(found) | lacking == set(of.cells)


def test_figures_with_units_and_digits_are_read_back() -> None:
    filling = report()
    fees = "proactive.fees.amount"
    filling.apply(Edit("填写", enter(filling, fees, "12.50万元")))
    filling.apply(Edit("填写", enter(filling, "disputes.reconsideration.upheld", "待核")))
    book, _ = sheets(form("2021"))
    data, _ = made_with(saved(book), filling)
    assert read_written_excel(data, form("2021")).figures[fees] == filling.value(fees)


def test_headings_with_the_places_of_their_text_beside_them() -> None:
    book = Workbook()
    for row, line in enumerate(("一、总体情况", "五、存在的主要问题及改进情况"), 1):
        book.active.cell(row, 1, line)
        book.active.cell(row, 2, WAITING)
    data, _ = made_with(saved(book), report())
    sheet = opened(data).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=2)]
    assert ["一、总体情况", "第一段。"] in rows
    assert ["五、存在的主要问题及改进情况", "问题一段。"] in rows


def test_a_unit_asked_for_above_a_grid_is_filled_in_on_every_sheet() -> None:
    book, _ = sheets(form("2021"))
    for grid in form("2021").grids:
        sheet = book[grid.sheet]
        sheet.insert_rows(2)
        moved = [area for area in sheet.merged_cells.ranges if area.min_row > 1]
        for area in moved:
            area.shift(row_shift=1)
        sheet["A2"] = "填报单位："
        if grid.id != "proactive":
            sheet["C2"] = "单位：件"
    data, _ = made_with(saved(book), report())
    unit = report().unit
    assert [opened(data)[grid.sheet]["A2"].value for grid in form("2021").grids] == [f"填报单位：{unit}"] * 3
    assert opened(data)["表三 申请办理"]["C2"].value == "单位：件"


def said_by_labels(data: bytes) -> str:
    return " ".join(label_differences(excel_source(data), report(), (), _wordings(), _words(), sheets=True))


def test_figures_in_wrong_cells_are_found_by_the_labels() -> None:
    template, places = sheets(form("2021"))
    data, _ = made_with(saved(template), report())
    book = opened(data, values=True)
    one, other = (
        book[places[cell][0]][places[cell][1]]
        for cell in ("requests.received.natural_person", "requests.granted.business")
    )
    one.value, other.value = other.value, one.value
    said = said_by_labels(saved(book))
    assert "一、本年新收政府信息公开申请数量，自然人应为" in said
    assert "（一）予以公开，商业企业应为" in said


def test_what_a_sheet_lacks_or_hides_is_found_by_the_labels() -> None:
    template, _ = sheets(form("2021"))
    data, _ = made_with(saved(template), report())
    book = opened(data, values=True)
    sheet = book[form("2021").grid("requests").sheet]
    label = next(cell for row in sheet for cell in row if cell.value == "2.重复申请")
    label.value = None
    assert "按标题找不到" in said_by_labels(saved(book))
    label.value = "2.重复申请"
    assert said_by_labels(saved(book)) == ""
    sheet.sheet_state = "hidden"
    assert "按标题找不到" in said_by_labels(saved(book))


def test_a_finished_workbook_and_a_collection_form_are_no_templates() -> None:
    with pytest.raises(ExportError, match="已经写好的年报"):
        prepare(written(report()))
    with pytest.raises(ExportError, match="采集表"):
        prepare(blank_form("2021"))


def test_a_finished_sheet_of_any_other_maker_is_no_template() -> None:
    title, prose = "示例县2024年政府信息公开工作年度报告", "去年全年认真做好政府信息公开工作，及时公开各类信息。"
    book, places = whole_sheet(form("2021"), text=prose, title=title)
    for sheet, place in places.values():
        book[sheet][place] = 3
    with pytest.raises(ExportError, match="已经写好的年报"):
        prepare(saved(book))


def test_the_form_twice_over_in_a_workbook_is_refused() -> None:
    book, _ = whole_sheet(form("2021"))
    book.copy_worksheet(book["年报"])
    with pytest.raises(ExportError, match="模板里有两份表样"):
        prepare(saved(book))


def test_keys_on_sheets_that_follow_from_the_figures_are_no_labels() -> None:
    text = without_sheet(written(report()), "报告正文")
    ready = prepare(text)
    assert not [note for note in ready.notes if ".total" in note or ".decisions" in note]


LONG = "很长的一段话，说的是今年做了什么。" * 40


def test_a_long_text_among_grids_goes_down_row_by_row(tmp_path: Path) -> None:
    """Grids, their names, merged cells and sums move along; nothing is cut off at the lower edge of a row."""
    filling = write(report(), {"overview": "\n".join([LONG] * 30), "problems": LONG * 5})
    book, places = whole_sheet(form("2021"))
    below = next(row[0].row for row in book["年报"].iter_rows() if row[0].value == "五、存在的主要问题及改进情况")
    merged = {str(area) for area in book["年报"].merged_cells.ranges if 4 < area.min_row < below}
    template, out = tmp_path / "空表.xlsx", tmp_path / "年报.xlsx"
    template.write_bytes(saved(book))
    assert not gaps(filling, template).cut
    export_excel(filling, out, template)
    data = out.read_bytes()
    at = lowered(places, filling)
    assert_filled(data, at, filling)
    sheet, values = opened(data)["年报"], opened(data, values=True)["年报"]
    assert max(line.height or 0 for line in sheet.row_dimensions.values()) <= 409
    assert max(len(cell.value) for row in sheet for cell in row if isinstance(cell.value, str)) <= 2000
    rows = len(filling.text("overview")) - 1
    found = {str(area) for area in sheet.merged_cells.ranges}
    assert merged
    assert {_down(area, rows) for area in merged} <= found
    sums = [cell for cell in filling.form.cells.values() if cell.parts]
    for cell in sums:
        place = at[cell.id][1]
        areas = re.findall(r"[A-Z]+\d+(?::[A-Z]+\d+)?", sheet[place].value.partition("SUM(")[2])
        inside = {f"{get_column_letter(c)}{r}" for area in areas for r, c in CellRange(area).cells}
        assert inside == {at[part][1] for part in cell.parts}
    assert read_written_excel(data, filling.form).texts["overview"] == filling.plain("overview")
    assert values[at["requests.received.total"][1]].value == filling.value("requests.received.total")


@pytest.mark.parametrize("reference", ["=年报!F12+1", "='年报'!$F$12"])
def test_rows_stay_where_another_sheet_refers_to_them(reference: str, tmp_path: Path) -> None:
    """Its formula would show another figure; the long text is then told, and refused where nobody can be asked."""
    filling = write(report(), {"overview": LONG * 5})
    book, places = whole_sheet(form("2021"))
    book.create_sheet("汇总")["A1"] = reference
    template = tmp_path / "空表.xlsx"
    template.write_bytes(saved(book))
    data, _ = made_with(template.read_bytes(), filling)
    assert_filled(data, places, filling)
    found = gaps(filling, template)
    assert found.loses
    assert ["显示不全" in line for line in found.cut] == [True]
    with pytest.raises(ExportError, match=r"一、总体情况.*显示不全"):
        refuse_loss(filling, template)
    assert not gaps(report(), template).cut


def test_a_text_that_will_be_cut_off_is_told_before() -> None:
    book, _ = whole_sheet(form("2021"))
    book["年报"]["R4"] = "=1+1"
    ready = prepare(saved(book))
    assert cut_texts(ready.data, report()) == []
    long = write(report(), {"overview": "很长的一段话，说的是今年做了什么。" * 200})
    assert cut_texts(ready.data, long) == [("一、总体情况", "年报")]
    book, _ = sheets(form("2021"))
    assert cut_texts(prepare(saved(book)).data, long) == []


def test_waiting_words_in_page_headers_and_footers_are_told() -> None:
    book, _ = sheets(form("2021"))
    first = book.worksheets[0]
    first.oddHeader.center.text = f"&K000000示例县{WAITING}"
    first.oddFooter.left.text = WAITING
    _, ready = made_with(saved(book), report())
    assert list(ready.notes) == [
        f"工作表“文字”的页眉里的“示例县{WAITING}”不知道填什么，没有改动",
        f"工作表“文字”的页脚里的“{WAITING}”不知道填什么，没有改动",
    ]


@pytest.mark.parametrize("waiting", MARKED_WAITING)
@pytest.mark.parametrize("make", [whole_sheet, sheets])
def test_no_mark_of_waiting_words_is_left(waiting: str, make: Callable[[Form], tuple[Workbook, Places]]) -> None:
    """The text is on the first sheet in both."""
    book, places = make(form("2021"))
    for cell in (cell for row in book.worksheets[0].iter_rows() for cell in row):
        if cell.value == WAITING:
            cell.value = waiting
    filling = report()
    data, ready = made_with(saved(book), filling)
    texts = {str(cell.value) for row in opened(data).worksheets[0].iter_rows() for cell in row if cell.value}
    assert_filled(data, lowered(places, filling) if make is whole_sheet else places, filling)
    assert not [text for text in texts if waiting in text or not any(map(str.isalnum, text)) or text in ("1.", "（1）")]
    assert any("第一段。" in text for text in texts)
    assert not any("总体情况" in what for what in told(ready, filling))
