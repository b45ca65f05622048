"""A report in the default workbook: every figure, total and paragraph, and back again."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from exporters.excel import fill_excel, open_template
from exporters.excel_formulas import address, parse_address, ranges
from exporters.excel_text import CELL_CHARACTERS, PARAGRAPH_CHARACTERS, ROW_POINTS, split_paragraph
from importers.written_excel import read_written_excel
from model.edits import Edit, SetCell, SetField, SetNote
from model.entry import enter
from model.errors import ExportError
from model.number_text import number_text
from model.report import Report
from ooxml.characters import TURNING, fit
from tests.builders import FORMS, edits, form_of, full_report, layout_of, report_with
from tests.exporters.audit import complaints
from tests.exporters.workbooks import cell_at, opened, parts, saved, template_of, with_text, written
from workflows.check_export import check_excel

SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LONG = "本局逐项核对公开事项，对照目录更新内容。" * 250


def _calamine(data: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(data))


def _values(report: Report) -> dict[str, str]:
    return {cell: number_text(report.value(cell)) for cell in report.form.cells}


@pytest.mark.parametrize("edition", FORMS)
def test_every_figure_stands_in_the_cell_of_its_name(edition: str) -> None:
    form = form_of(edition)
    report = report_with({cell: str(n) for n, cell in enumerate(form.inputs)}, of=form)
    data = written(report)
    book, carried = opened(data), opened(data, values=True)
    for cell in form.cells:
        total = form.cells[cell].computed
        assert str(cell_at(book, cell).value).startswith("=IF(COUNT(") is total
        assert cell_at(carried, cell).value == report.value(cell)


@pytest.mark.parametrize("edition", FORMS)
def test_viewers_that_do_not_calculate_see_the_totals(edition: str) -> None:
    form = form_of(edition)
    book = _calamine(written(full_report(of=form, figure="3")))
    for grid in form.grids:
        rows = book.get_sheet_by_name(grid.sheet).to_python(skip_empty_area=False)
        figures = [value for row in rows[2:] for value in row if isinstance(value, float)]
        assert len(figures) == sum(cell.grid == grid.id for cell in form.cells.values())


@pytest.mark.parametrize("edition", FORMS)
def test_blank_cells_stay_blank(edition: str) -> None:
    data = written(report_with(of=form_of(edition)))
    carried = opened(data, values=True)
    assert {cell_at(carried, cell).value for cell in form_of(edition).cells} == {None}
    assert set(read_written_excel(data, form_of(edition)).figures.values()) == {None}


def test_a_total_of_some_blanks_is_the_sum_so_far() -> None:
    report = report_with({"requests.received.natural_person": "5", "requests.received.business": "②"})
    carried = opened(written(report), values=True)
    assert cell_at(carried, "requests.received.total").value == 5
    assert cell_at(carried, "requests.received.business").value == "②"
    assert cell_at(carried, "requests.received.business").data_type == "s"


def test_a_stated_total_is_never_exported() -> None:
    report = full_report(figure="1")
    report.apply(Edit("导入", (SetNote("requests.received.total", "stated", 99),)))
    assert read_written_excel(written(report), report.form).figures["requests.received.total"] == 6


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("3.10", "0.00"), ("3.1", "0.0"), ("12", "General"), ("0.000001", "0.000000"), ("100.00", "0.00")],
)
def test_a_decimal_shows_all_its_digits(typed: str, shown: str) -> None:
    report = report_with({"proactive.fees.amount": typed})
    data = written(report)
    assert cell_at(opened(data), "proactive.fees.amount").number_format == shown
    assert number_text(read_written_excel(data, report.form).figures["proactive.fees.amount"]) == typed


def test_another_unit_is_shown_and_the_figure_stays_a_number() -> None:
    report = report_with({"orchard.honey.weight": "12.50公斤"}, of=form_of("made_up"))
    data = written(report)
    cell = cell_at(opened(data, values=True), "orchard.honey.weight")
    assert (cell.value, cell.number_format) == (12.5, '0.00"公斤"_0')
    back = read_written_excel(data, report.form)
    assert (back.figures["orchard.honey.weight"], back.units) == (Decimal("12.50"), {"orchard.honey.weight": "公斤"})


def test_more_digits_than_a_workbook_keeps_are_written_as_text() -> None:
    report = report_with({"proactive.fees.amount": "123456789012.123456"})
    data = written(report)
    assert cell_at(opened(data), "proactive.fees.amount").value == "123456789012.123456"
    figures = read_written_excel(data, report.form).figures
    assert figures["proactive.fees.amount"] == Decimal("123456789012.123456")


def test_the_largest_count_and_a_negative_number_come_back() -> None:
    report = report_with(
        {"orchard.pears.standing": "1000000000000", "orchard.pears.change": "-3"}, of=form_of("made_up")
    )
    figures = read_written_excel(written(report), report.form).figures
    assert (figures["orchard.pears.standing"], figures["orchard.pears.change"]) == (10**12, -3)


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")', "\t=1", "'3"])
def test_text_is_never_a_formula(typed: str) -> None:
    report = report_with()
    report.apply(Edit("导入", (SetCell("requests.received.business", typed), SetField("unit", typed))))
    with_text(report, {"overview": f"{typed}\n第二段"})
    data = written(report)
    book = opened(data)
    cell = cell_at(book, "requests.received.business")
    assert cell.data_type == "s"
    back = read_written_excel(data, report.form)
    assert back.figures["requests.received.business"] == typed
    assert back.texts["overview"] == report.plain("overview")
    assert back.identity["unit"] == typed
    formulas = {c.value for sheet in book.worksheets for row in sheet.iter_rows() for c in row if c.data_type == "f"}
    template = opened(template_of("2021"))
    ours = {c.value for sheet in template.worksheets for row in sheet.iter_rows() for c in row if c.data_type == "f"}
    assert formulas <= ours


@pytest.mark.parametrize(
    ("figure", "requests", "disputes"),
    [("23", "0_0", "0_0_0"), ("7", "0_0", "0_0_0"), ("123", "0_0", "0_0"), ("2345", "0", "0_0")],
)
def test_the_gap_behind_figures_gives_way_to_them(figure: str, requests: str, disputes: str) -> None:
    report = full_report(figure="1")
    report.apply(Edit("填写", (*enter(report, "requests.received.business", figure * 2 if len(figure) > 3 else figure),
                             *enter(report, "disputes.reconsideration.upheld", figure))))  # fmt: skip
    book = opened(written(report))
    for cell in report.form.cells:
        wanted = {"requests": requests, "disputes": disputes}.get(report.form.cells[cell].grid)
        assert wanted is None or cell_at(book, cell).number_format == wanted
        assert cell_at(book, cell).alignment.shrinkToFit


def test_text_comes_back_paragraph_by_paragraph() -> None:
    texts = {
        "preface": "开头一段。",
        "overview": f"第一段。\n\n{LONG}\n  中间 有  空格。",
        "proactive": "表前文字。",
        "problems": '_x0041_ 与 A<B>&C "引号" 𠀀😀',
        "other": "一" * 5000,
    }
    report = with_text(full_report(), texts, signature_unit="示例县数据局", signature_date="2026-01-08")
    back = read_written_excel(written(report), report.form)
    assert back.texts == {section.id: report.plain(section.id) for section in report.form.sections}
    assert back.headings == {section.id: section.heading for section in report.form.sections if section.heading}
    assert back.fields["title"] == "\n".join(report.title_lines())
    assert (back.fields["signature.unit"], back.fields["signature.date"]) == ("示例县数据局", "2026年1月8日")
    assert back.identity == {"format": "1", "form": report.form.document, "edition": "2021", "year": "2025",
                             "unit": "示例县数据局"}  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, []),
        ({"contact_phone": "0000-1234567"}, ["电话：0000-1234567"]),
        ({"contact_address": "示例路1号", "contact_email": "a@b.cn"}, ["地址：示例路1号", "电子邮箱：a@b.cn"]),
    ],
)
def test_a_contact_row_without_content_shows_no_label(fields: dict[str, str], shown: list[str]) -> None:
    report = with_text(full_report(), {"other": "末段。"}, **fields)
    data = written(report)
    texts = [row[0].value for row in opened(data)["报告正文"].iter_rows()]
    assert [text for text in texts if text and text.startswith(("地址", "邮编", "电话", "电子邮箱"))] == shown
    assert read_written_excel(data, report.form).texts["other"] == "末段。"


def test_characters_that_xml_cannot_hold_leave_a_mark() -> None:
    report = with_text(report_with(), {"overview": "甲\x00乙\x08丙\ufffe丁"})
    assert read_written_excel(written(report), report.form).texts["overview"] == "甲\ufffd乙\ufffd丙\ufffd丁"


def test_a_paragraph_stands_in_one_row_and_a_long_one_is_split_at_a_sentence() -> None:
    report = with_text(report_with(), {"overview": f"短。\n{LONG}"})
    book = opened(written(report))
    first, last = book.defined_names["text.overview"].attr_text.split("!")[1].replace("$", "").split(":")
    rows = [row[0].value for row in book["报告正文"][f"{first}:{last}"]]
    assert rows[0] == "短。"
    assert len(rows) > 2
    assert all(row.endswith("。") and len(row) <= PARAGRAPH_CHARACTERS for row in rows)
    assert "".join(rows[1:]) == LONG


@pytest.mark.parametrize("edition", FORMS)
def test_excels_own_limits_are_kept(edition: str) -> None:
    form = form_of(edition)
    report = report_with(of=form)
    hostile = "长" * 100_000 + "\n" + "word " * 9_000 + "\n" + "😀" * 20_000 + "\n" + "\u202e" + "أ" * 3_000
    with_text(report, {section.id: hostile for section in form.sections})
    book = opened(written(report))
    for sheet in book.worksheets:
        assert len(sheet.title) <= 31
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    assert len(cell.value.encode("utf-16-le")) // 2 <= CELL_CHARACTERS
        assert all((row.height or 0) <= ROW_POINTS for row in sheet.row_dimensions.values())
        assert all(len(check.prompt or "") <= 255 for check in sheet.data_validations.dataValidation)
    back = read_written_excel(written(report), form)
    assert back.texts == {section.id: fit(report.plain(section.id)) for section in form.sections}


@SLOW
@given(st.text(st.sampled_from("公开信息。！”  \nab1，e\u0301👨‍👩‍👧"), max_size=400), st.integers(60, 700))
def test_the_pieces_of_a_paragraph_are_the_paragraph(text: str, pixels: int) -> None:
    pieces = split_paragraph(text * 12, 10.5, pixels)
    assert "".join(pieces) == text * 12
    assert all(pieces) or pieces == [""]


@SLOW
@given(st.sampled_from(FORMS).flatmap(lambda edition: st.lists(edits(form_of(edition)), max_size=12).map(
    lambda made: (edition, made))))  # fmt: skip
def test_any_report_comes_back_equal(drawn: tuple[str, list[Edit]]) -> None:
    edition, made = drawn
    report = report_with(of=form_of(edition))
    for edit in made:
        report.apply(edit)
    back = read_written_excel(written(report), report.form)
    assert {cell: number_text(value) for cell, value in back.figures.items()} == _values(report)
    for section in report.form.sections:
        assert _marked(back.texts[section.id]) == _marked(report.plain(section.id))


def _marked(text: str) -> str:
    return fit(text).replace("\r", "\n")


@pytest.mark.parametrize("text", ["\u202e123\u202c", "\u202e", "\u202e _\u202ex0041_ 甲", "\u200f 1\u200f2 34"])
def test_nothing_turns_a_figure_round(text: str) -> None:
    report = report_with({"requests.received.research": text})
    with_text(report, {section.id: f"{text}\n乙" for section in report.form.sections}, unit=text)
    data = written(report)
    check_excel(template_of("2021"), data, report)
    assert TURNING.isdisjoint("".join(content.decode("utf-8", "replace") for content in parts(data).values()))
    assert read_written_excel(data, report.form).texts["overview"] == fit(f"{text}\n乙")


@pytest.mark.parametrize("text", ["=1+1", "-甲", "'＠乙", "\u202e＝1"])
def test_text_stays_text_when_it_is_gone_over(text: str, tmp_path: Path) -> None:
    report = report_with({"requests.received.business": "约3件"})
    report.apply(Edit("填写", (SetCell("requests.received.research", text),)))
    with_text(report, {"overview": f"甲。\n{text}\n乙。"}, unit=text)
    data = written(report)
    assert data == written(report)
    assert complaints(data, tmp_path, "xlsx") == []
    check_excel(template_of("2021"), data, report)
    book, signs = opened(data), ("=", "+", "-", "@", "＝", "'")
    begun = [cell for sheet in book for row in sheet.iter_rows() for cell in row if _is_text(cell.value)]
    assert {str(cell.value).startswith(signs) for cell in begun} == {True, False}
    assert [cell for cell in begun if cell.quotePrefix != str(cell.value).startswith(signs)] == []
    assert cell_at(book, "requests.received.research").quotePrefix


def test_text_stays_text_on_a_sheet_whose_figures_are_all_plain() -> None:
    book = opened(template_of("2021"))
    sheet = book["表三 申请办理"]
    sheet["AA1"] = "{{unit}}制"
    sheet.row_dimensions[1].height = 30
    template, report = saved(book), with_text(full_report(figure="3"), {}, unit="=1+1")
    assert open_template(template, report.form).pieces[book.worksheets.index(sheet)] is not None
    cell = opened(written(report, template))[sheet.title]["AA1"]
    assert (cell.value, cell.quotePrefix) == ("=1+1制", True)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not value.startswith("=IF(")


def test_the_same_report_gives_the_same_bytes() -> None:
    report = with_text(full_report(figure="3"), {"overview": LONG})
    assert written(report) == written(report)
    again = with_text(full_report(figure="3"), {"overview": LONG})
    assert written(again) == written(report)


def test_what_was_exported_before_leaves_no_trace() -> None:
    """The template is kept open; the first file made of it, the second and the third are those of one opened anew."""
    first = with_text(full_report(figure="12345"), {"overview": LONG}, contact_phone="1")
    reports = [first, report_with({"proactive.fees.amount": "3.10"}), full_report(figure="7"), first]
    anew = []
    for report in reports:
        open_template.cache_clear()
        anew.append(written(report))
    open_template.cache_clear()
    assert [written(report) for report in reports] == anew


def test_parts_that_do_not_change_are_copied_as_they_are() -> None:
    before, after = parts(template_of("2021")), parts(written(full_report()))
    changed = {name for name in before if name in after and before[name] != after[name]}
    sheets = {f"xl/worksheets/sheet{n}.xml" for n in (1, 2, 3, 4, 6, 7, 8)}
    charts = {f"xl/charts/chart{n}.xml" for n in range(1, 5)}
    # The sheet for last year's figures is left out of a report without them, and with it what names it.
    links = {"[Content_Types].xml", "xl/_rels/workbook.xml.rels"}
    assert changed == {"xl/workbook.xml", "docProps/core.xml", *sheets, *charts, *links}
    assert set(before) - set(after) == {"xl/worksheets/sheet5.xml"}


def test_a_template_of_the_other_edition_is_refused() -> None:
    with pytest.raises(ExportError, match="2019"):
        fill_excel(template_of("2019"), full_report(), layout_of("2021"))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a workbook at all", b"\xd0\xcf\x11\xe0" * 300])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(ExportError, match="Excel 模板打不开"):
        fill_excel(data, full_report(), layout_of("2021"))


def test_places_and_ranges() -> None:
    assert [address((5, column)) for column in (4, 26, 27, 702, 703)] == ["D5", "Z5", "AA5", "ZZ5", "AAA5"]
    assert all(parse_address(address((7, column))) == (7, column) for column in range(1, 800))
    assert ranges([(5, 4), (5, 5), (5, 6)]) == "D5:F5"
    assert ranges([(5, 4), (6, 4), (8, 4)]) == "D5:D6,D8"
    assert ranges([(5, 4), (9, 9), (6, 4), (5, 5)]) in ("D5:E5,D6,I9", "D5:D6,E5,I9")
    with pytest.raises(ValueError, match="no cell address"):
        parse_address("D")
