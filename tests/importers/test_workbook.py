"""Workbooks from elsewhere read as reports: by the labels in their cells, wherever these stand."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from importers.assemble import Known
from importers.result import ABSENT, DOUBTFUL, READ, ImportResult
from model.errors import NoReport
from model.report import Report
from tests.builders import report_with
from tests.exporters.workbooks import parts, with_parts
from tests.importers.other_workbooks import (
    as_it_is,
    bytes_of,
    on_one_sheet,
    on_several_sheets,
    place_of_cell,
    put_grid,
    put_line,
    side_by_side,
)
from tests.importers.site_pages import SIGNATURE, TITLE, UNIT, YEAR, report_of, texts_of
from workflows.importing import import_data
from workflows.source_kinds import EXCEL_MACROS, kind_of

EDITIONS = ("2021", "2019")
CELL, TOTAL, FEE = "requests.received.natural_person", "requests.received.total", "proactive.fees.amount"


def read(book: Workbook | bytes, known: Known | None = None) -> ImportResult:
    data = book if isinstance(book, bytes) else bytes_of(book)
    return import_data(data, "汇总.xlsx", known or Known())


def figures(report: Report) -> dict[str, object]:
    return {cell: report.value(cell) for cell in report.form.cells}


def told(result: ImportResult) -> list[tuple[str, str]]:
    return [(item.where, item.reason) for item in result.unplaced if not item.furniture]


SHAPES: dict[str, Callable[[Report], Workbook]] = {
    "one sheet": on_one_sheet,
    "one sheet, text in single cells": lambda report: on_one_sheet(report, width=1),
    "one sheet, labels repeated": lambda report: on_one_sheet(report, merged=False),
    "several sheets": on_several_sheets,
    "several sheets named like the headings": lambda report: on_several_sheets(
        report, names={section.grid: section.heading for section in report.form.sections if section.grid}
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_whole_report_is_read_wherever_it_stands(shape: str, edition: str) -> None:
    report = report_of(edition)
    result = read(SHAPES[shape](report))
    found = result.report
    assert figures(found) == figures(report)
    assert {section.id: found.plain(section.id) for section in report.form.sections} == texts_of(report.form)
    assert (found.unit, found.year, found.form.edition) == (UNIT, YEAR, edition)
    assert (found.fields["signature.unit"], found.fields["signature.date"]) == (SIGNATURE[0], "2025-01-15")
    assert {reading.how for reading in result.cells.values()} == {READ}
    assert told(result) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_grids_beside_each_other(edition: str) -> None:
    report = report_of(edition)
    assert figures(read(side_by_side(report)).report) == figures(report)


def test_where_each_figure_stood_is_told_by_sheet_and_address() -> None:
    report = report_of()
    origin = read(on_several_sheets(report)).cells[CELL].origins[0]
    assert (origin.source, origin.row, origin.column, origin.text) == (
        "汇总.xlsx requests!E7",
        7,
        5,
        str(report.value(CELL)),
    )
    assert origin.table == 3


def test_a_sheet_of_grids_alone_lends_no_line_to_the_text() -> None:
    report = report_of()
    book = Workbook()
    put_line(book.active, 1, "表内单位：件，如有不明请电话询问。")
    put_grid(book.active, report, report.form.grid("requests"), 3)
    result = read(book, Known(year=2024))
    assert all(not result.report.plain(section.id) for section in report.form.sections)
    assert (result.report.year, result.report.value(CELL)) == (2024, report.value(CELL))


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        (("填报单位：测试县统计局",), "测试县统计局"),
        (("填报单位（盖章）：测试县统计局（公章）  填报日期：2025-1-3",), "测试县统计局"),
        (("填报单位", "测试县统计局", "负责人", "张三"), "测试县统计局"),
        (("填报单位：", ""), ""),
        (("填表人：张局",), ""),
    ],
)
def test_the_unit_that_fills_it_in(line: tuple[str, ...], unit: str) -> None:
    book = Workbook()
    for column, text in enumerate(line, 1):
        book.active.cell(1, column).value = text
    put_grid(book.active, report_of(), report_of().form.grid("requests"), 3)
    result = read(book)
    assert result.report.unit == unit
    assert told(result) == []


def with_cell(cell: str, value: object, code: str = "") -> Workbook:
    report = report_of()
    book = on_several_sheets(report)
    target = book[report.form.cells[cell].grid][place_of_cell(report.form, cell)]
    target.value = value
    if code:
        target.number_format = code
    return book


@pytest.mark.parametrize(
    ("cell", "value", "code", "figure"),
    [
        (CELL, "7", "@", 7),
        (CELL, "７", "", 7),
        (CELL, "1,234", "", 1234),
        (CELL, 1234, "#,##0", 1234),
        (CELL, 3.0000000000000004, "", 3),
        (CELL, 3, '0"件"', 3),
        (CELL, 3, "General", 3),
        (CELL, 3, "G/通用格式", 3),
        (CELL, 0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', 0),
        (CELL, 0, "0;-0;;@", 0),
        (CELL, "=3+4", "", 7),
        (FEE, 12.5, "0.00", Decimal("12.50")),
        (FEE, 0.1 + 0.2, "", Decimal("0.3")),
        (FEE, 12.5, '#,##0.00"万元"', Decimal("12.50")),
        (FEE, 12.5, "0.0万元", Decimal("12.5")),
    ],
)
def test_a_figure_in_any_dress(cell: str, value: object, code: str, figure: object) -> None:
    result = read(with_cell(cell, value, code))
    assert (result.report.value(cell), result.cells[cell].how) == (figure, READ)


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        (CELL, 3, "0%"),
        (CELL, 3, "0.00%"),
        (CELL, 3, 'yyyy"年"m"月"d"日"'),
        (CELL, datetime.date(2024, 3, 1), ""),
        (CELL, 3, '"约"0'),
        (CELL, True, ""),
        (CELL, "#REF!", ""),
        (CELL, "待核", ""),
        (CELL, 3.5, ""),
        (CELL, "—", ""),
        (FEE, 12.5, '0.00"元"'),
        (FEE, 12.5, "[$¥-804]#,##0.00"),
    ],
)
def test_what_is_no_figure_of_the_form_is_doubtful_and_blank(cell: str, value: object, code: str) -> None:
    result = read(with_cell(cell, value, code))
    assert (result.report.value(cell), result.cells[cell].how) == (None, DOUBTFUL)
    assert result.cells[cell].origins


@pytest.mark.parametrize("code", ["0,", "0!.0,", '0\\.0000"万"', ";;;"])
def test_a_cell_that_shows_another_figure_than_it_holds_is_told(code: str) -> None:
    result = read(with_cell(CELL, 120000, code))
    assert result.report.value(CELL) == 120000
    assert [where for where, reason in told(result) if "显示得与里面的数不一样" in reason] == ["requests!E7"]


def without_values(book: Workbook, **formulas: str) -> bytes:
    """The workbook with formulas in some cells, as openpyxl writes them: without values."""
    form = report_of().form
    for cell, formula in formulas.items():
        name = cell.replace("__", ".")
        book[form.cells[name].grid][place_of_cell(form, name)].value = formula
    return bytes_of(book)


def test_a_formula_without_a_value_is_neither_blank_nor_zero() -> None:
    report = report_of()
    result = read(without_values(on_several_sheets(report), requests__received__natural_person="=SUM(X1:X9)"))
    assert (result.report.value(CELL), result.cells[CELL].how) == (None, DOUBTFUL)
    assert "没有算出的值" in result.cells[CELL].reason
    assert [where for where, reason in told(result) if "没有算出的值" in reason] == ["requests!E7"]


def test_a_total_without_a_value_is_no_stated_total() -> None:
    report = report_of()
    result = read(without_values(on_several_sheets(report), requests__received__total="=SUM(E7:J7)"))
    assert (result.report.stated(TOTAL), result.cells[TOTAL].how) == (None, ABSENT)
    assert result.report.value(TOTAL) == report.value(TOTAL)
    assert any("没有算出的值" in reason for _, reason in told(result))


def test_formulas_with_values_are_read_by_these() -> None:
    report = report_of()
    data = without_values(
        on_several_sheets(report), requests__received__total="=SUM(E7:J7)", requests__received__business="=X1"
    )
    sheet = parts(data)["xl/worksheets/sheet3.xml"]
    calculated = sheet.replace(b"<f>SUM(E7:J7)</f><v></v>", b"<f>SUM(E7:J7)</f><v>70</v>").replace(
        b"<f>X1</f><v></v>", b"<f>X1</f><v>6</v>"
    )
    assert calculated.count(b"</v>") == sheet.count(b"</v>")
    assert calculated != sheet
    result = read(with_parts(data, {"xl/worksheets/sheet3.xml": calculated}))
    assert (result.report.value("requests.received.business"), result.cells[TOTAL].how) == (6, READ)
    assert result.report.stated(TOTAL) == (70 if result.report.value(TOTAL) != 70 else None)
    assert told(result) == []


def test_hidden_rows_and_columns_are_read_and_told() -> None:
    report = report_of()
    book = on_several_sheets(report)
    book["requests"].row_dimensions[9].hidden = True
    book["disputes"].column_dimensions["C"].hidden = True
    result = read(book)
    assert figures(result.report) == figures(report)
    assert [(where, reason.partition("，")[0]) for where, reason in told(result)] == [
        ("工作表“requests”", "有隐藏的行（9）"),
        ("工作表“disputes”", "有隐藏的列（C）"),
    ]


def test_a_hidden_sheet_is_not_read_and_told_where_it_holds_a_grid() -> None:
    report = report_of()
    book = on_several_sheets(report)
    for name in ("上年", "选项"):
        book.create_sheet(name).sheet_state = "hidden"
    old = report_with(dict.fromkeys(report.form.inputs, "99"), of=report.form)
    put_grid(book["上年"], old, report.form.grid("requests"))
    book["选项"]["A1"] = "是"
    result = read(book)
    assert figures(result.report) == figures(report)
    assert told(result) == [("工作表“上年”", "这张工作表是隐藏的，没有读入")]
    assert [item.text for item in result.unplaced if "隐藏" in item.reason] == ["上年", "选项"]


def test_hidden_sheets_are_read_where_the_others_hold_no_grid() -> None:
    report = report_of()
    book = on_several_sheets(report)
    for grid in report.form.grids:
        book[grid.id].sheet_state = "veryHidden"
    result = read(book)
    assert figures(result.report) == figures(report)
    assert [reason for _, reason in told(result)] == ["这张工作表是隐藏的，已读入，请核对"] * 3


def test_comments_and_text_in_boxes_are_told() -> None:
    book = on_several_sheets(report_of())
    book["requests"]["E7"].comment = Comment("此数待核实", "审核人")
    data = bytes_of(book)
    box = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:sp><xdr:txBody>'
        "<a:p><a:r><a:t>附注：含下属单位</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="../drawings/d.xml"/>'
        "</Relationships>"
    )
    data = with_parts(
        data, {"xl/drawings/d.xml": box.encode(), "xl/worksheets/_rels/sheet2.xml.rels": relations.encode()}
    )
    result = read(data)
    assert told(result) == [("工作表“proactive”", "在文本框里，没有读入"), ("requests!E7", "是批注，没有读入")]
    assert {"附注：含下属单位", "此数待核实"} <= {item.text for item in result.unplaced}


def test_cells_far_away_are_told_and_cost_nothing() -> None:
    report = report_of()
    book = on_several_sheets(report)
    data = bytes_of(book)
    sheet = parts(data)["xl/worksheets/sheet3.xml"]
    far = sheet.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    result = read(with_parts(data, {"xl/worksheets/sheet3.xml": far}))
    assert figures(result.report) == figures(report)
    assert told(result) == [("requests!XFD1048576", "离表格太远，没有读入")]


def test_a_row_of_an_office_s_own_is_told_and_shifts_nothing() -> None:
    report = report_of()
    book = on_several_sheets(report)
    sheet = book["requests"]
    sheet["C40"], sheet["E40"] = "本局自设指标", 5
    result = read(book)
    assert figures(result.report) == figures(report)
    assert [item.text for item in result.unplaced if not item.furniture] == ["本局自设指标", "5"]


def test_a_workbook_without_a_grid_is_told() -> None:
    book = Workbook()
    book.active["A1"], book.active["B1"] = "姓名", "电话"
    with pytest.raises(NoReport):
        read(book)


def test_a_workbook_with_macros_is_read_without_them() -> None:
    data = bytes_of(on_several_sheets(report_of()))
    types = parts(data)["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    changed = with_parts(data, {"[Content_Types].xml": types, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    assert kind_of(changed) == EXCEL_MACROS
    assert figures(read(changed).report) == figures(report_of())


def test_a_title_and_its_year_are_read_from_the_sheet() -> None:
    report = report_of()
    book = Workbook()
    put_line(book.active, 1, TITLE, 7)
    put_grid(book.active, report, report.form.grid("requests"), 3, figure=as_it_is)
    found = read(book).report
    assert (found.unit, found.year) == (UNIT, YEAR)
