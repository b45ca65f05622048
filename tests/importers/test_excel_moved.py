"""Workbooks in which cells were cut and pasted, text was put in, or sheets and names were lost."""

from __future__ import annotations

import re

import pytest
from openpyxl import Workbook

import resources
from importers.excel import OwnWorkbook, read_excel, read_own, result_of
from importers.own_places import label_places, places_of
from importers.result import ImportResult
from importers.workbook_cells import TEXT, Area, Content, SheetCells, WorkbookCells, read_cells
from model.collection import SECTION, UNIT
from model.label_wordings import load_wordings
from model.naming import cell_name
from tests.builders import FORMS, form_of, full_report
from tests.exporters.workbooks import opened, parts, saved, with_parts, with_text, written
from tests.importers.own_workbooks import (
    blank_form,
    filled,
    section_form,
    with_names_elsewhere,
    with_names_moved,
    with_rows_inserted,
    without_names,
    without_sheet,
)

FORM = form_of("2021")
COLUMNS = ("natural_person", "business", "research", "social_welfare", "legal_service", "other_org")
RECEIVED = [f"requests.received.{column}" for column in COLUMNS]
CARRIED = [f"requests.carried_in.{column}" for column in COLUMNS]
FIGURES = {RECEIVED[0]: 77, **dict(zip(CARRIED, (31, 6, 1, 0, 2, 1), strict=True))}
"""What is seen on the sheet after six cells were cut from one row and pasted over the next, and 77 was typed."""


def _own(data: bytes) -> OwnWorkbook:
    own = read_own(data, "表.xlsx", [form_of(edition) for edition in FORMS])
    assert own is not None
    return own


def _result(data: bytes) -> ImportResult:
    wordings = load_wordings(resources.path("labels.toml"))
    return read_excel(data, "表.xlsx", [form_of(edition) for edition in FORMS], wordings)


def _read(own: OwnWorkbook) -> dict[str, object]:
    return {cell: figure.entry.value for cell, figure in own.figures.items()}


def _reasons(own: OwnWorkbook) -> str:
    return "\n".join(remark.reason for remark in own.remarks)


def _pasted(first: str, row: int) -> dict[str, str]:
    return {name: f"${chr(ord(first) + number)}${row}" for number, name in enumerate(RECEIVED)}


def test_cells_pasted_over_others_are_read_where_they_are_seen_and_each_is_told() -> None:
    own = _own(with_names_moved(filled(blank_form("2021"), FIGURES), _pasted("D", 7)))
    assert _read(own) == FIGURES
    assert all(cell_name(FORM, cell) in _reasons(own) for cell in (*RECEIVED, *CARRIED))


@pytest.mark.parametrize(("form", "first"), [(blank_form, "D"), (section_form, "C")])
def test_pasting_that_takes_the_names_of_others_away_is_told_too(form, first: str) -> None:
    data = filled(form("2021") if form is blank_form else form(), FIGURES)
    own = _own(with_names_moved(data, _pasted(first, 7) | dict.fromkeys(CARRIED, "")))
    assert _read(own) == FIGURES
    assert all(cell_name(FORM, cell) in _reasons(own) for cell in (*RECEIVED, *CARRIED))


def test_a_label_that_stands_there_once_more_tells_no_place() -> None:
    book, grid = read_cells(blank_form("2021")), FORM.grid("requests")
    sheet = book.names[RECEIVED[0]].sheet
    cells = {**book.sheets[sheet].cells, (1, 12): Content(TEXT, "自然人", None, 0)}
    twice = book._replace(sheets={sheet: book.sheets[sheet]._replace(cells=cells)})
    known, found = label_places(book, sheet, grid), label_places(twice, sheet, grid)
    assert known.keys() - found.keys() == {cell for cell in known if FORM.column(cell).id == COLUMNS[0]}
    assert found.items() < known.items()


def test_where_most_names_and_labels_disagree_the_names_are_right() -> None:
    book, grid = read_cells(blank_form("2021")), FORM.grid("requests")
    lower = {name: area._replace(top=area.top + 1, bottom=area.bottom + 1) for name, area in book.names.items()}
    assert places_of(book._replace(names=lower), FORM, [grid]).moved == frozenset()


@pytest.mark.parametrize(("row", "moved"), [(6, frozenset()), (9, frozenset(RECEIVED))])
def test_where_no_labels_are_a_row_on_several_rows_is_not_trusted(row: int, moved: frozenset[str]) -> None:
    names = {cell: Area("表", 6, column, 6, column) for column, cell in enumerate(RECEIVED, 4)}
    names[RECEIVED[-1]] = Area("表", row, 9, row, 9)
    found = places_of(WorkbookCells({"表": SheetCells({}, ())}, names, (), ()), FORM, [FORM.grid("requests")])
    assert found.moved == moved
    assert moved.isdisjoint(found.areas)
    assert len(found.remarks) == len(moved)


def test_a_sum_that_followed_moved_cells_is_no_stated_one() -> None:
    data = filled(
        blank_form("2021"), FIGURES | {"requests.received.total": ("IF(COUNT(D7:I7)=0,&quot;&quot;,SUM(D7:I7))", "41")}
    )
    own = _own(with_names_moved(data, _pasted("D", 7)))
    assert result_of(own).report.stated("requests.received.total") is None
    assert "一、本年新收政府信息公开申请数量，总计的公式被改动了" in _reasons(own)


@pytest.mark.parametrize("added", ["D8:I8", "D6:I7", "D6:H6"])
def test_a_sum_of_other_cells_is_told(added: str) -> None:
    formula = f"IF(COUNT({added})=0,&quot;&quot;,SUM({added}))"
    figures = {RECEIVED[0]: 1, CARRIED[0]: 2, "requests.received.total": (formula, "")}
    own = _own(filled(blank_form("2021"), figures))
    assert "总计的公式被改动了" in _reasons(own)


def test_cells_without_names_and_labels_are_told_by_name() -> None:
    data = filled(section_form(), {RECEIVED[0]: 5})
    text = parts(data)["xl/sharedStrings.xml"].decode()
    data = with_parts(data, {"xl/sharedStrings.xml": text.replace("一、本年新收", "一、今年新收").encode()})
    own = _own(with_names_moved(data, {RECEIVED[1]: ""}))
    assert f"有 1 格不在工作簿里，读不到：{cell_name(FORM, RECEIVED[1])}" in _reasons(own)


def test_a_form_without_its_hidden_sheet_is_known_and_says_that_its_seal_is_gone() -> None:
    own = _own(without_sheet(filled(blank_form("2021"), FIGURES), "标识"))
    assert (own.kind, _read(own)) == (UNIT, FIGURES)
    assert "封记无法核对" in _reasons(own)
    own = _own(without_sheet(section_form(), "标识"))
    assert (own.kind, len(own.cells)) == (SECTION, 3 + 3 * 7)


@pytest.mark.parametrize("form", [blank_form("2021"), section_form(), blank_form("2019")])
def test_a_form_that_lost_its_names_is_read_by_its_labels(form: bytes) -> None:
    before = _own(form)
    figures = {cell: number % 50 for number, cell in enumerate(c for c in before.cells if c not in before.totals)}
    own = _own(without_names(filled(form, {**figures, "report.filler": "张三"})))
    assert (own.kind, own.section, own.unit, own.filler) == (
        before.kind,
        before.section,
        before.unit,
        {"filler": "张三"},
    )
    assert _read(own) == figures
    assert [remark.text for remark in own.remarks if not remark.furniture] == ["名称"]


def test_a_day_that_a_program_took_for_a_number_is_a_day_again() -> None:
    book = opened(blank_form("2021"))
    sheet, place = next(iter(book.defined_names["report.date"].destinations))
    assert book[sheet][place.replace("$", "")].number_format == "@"
    assert _own(filled(blank_form("2021"), {"report.date": 46027})).filler == {"date": "2026-01-05"}
    assert _own(filled(blank_form("2021"), {"report.date": "2026-1-5"})).filler == {"date": "2026-1-5"}


def test_a_total_of_no_figures_is_not_said_to_be_stale() -> None:
    own = _own(filled(blank_form("2021"), {RECEIVED[0]: "七"}))
    assert "没有重新计算过" not in _reasons(own)
    assert "没有重新计算过" in _reasons(_own(filled(blank_form("2021"), {RECEIVED[0]: 7})))


def test_a_form_whose_names_refer_to_sheets_that_are_gone_is_read_by_its_labels_and_told_once() -> None:
    before = _own(blank_form("2021"))
    figures = {cell: number % 50 for number, cell in enumerate(c for c in before.cells if c not in before.totals)}
    data = with_names_elsewhere(filled(blank_form("2021"), figures), "表三 申请办理")
    own = _own(data)
    assert _read(own) == figures
    assert [remark.reason for remark in own.remarks if not remark.furniture] == [
        "表三各格的名称丢失了，已按行、列的标题读，请核对"
    ]
    assert "没有表三" not in "".join(item.reason for item in _result(data).unplaced)


def test_a_form_without_one_of_its_sheets_says_so_and_reads_nothing_elsewhere() -> None:
    own = _own(without_sheet(filled(blank_form("2021"), FIGURES), "表四 复议诉讼"))
    assert _read(own) == FIGURES
    assert "没有表四" in _reasons(own)
    assert "名称丢失" not in _reasons(own)


def test_labels_on_a_sheet_of_another_kind_are_no_grid() -> None:
    book = opened(blank_form("2021"))
    for row in book["表四 复议诉讼"].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and not cell.value.startswith("="):
                book["填表说明"].cell(cell.row + 100, cell.column + 5, cell.value)
    own = _own(without_sheet(saved(book), "表四 复议诉讼"))
    assert "没有表四" in _reasons(own)


def test_a_finished_workbook_does_not_miss_a_grid_that_was_read_by_its_labels() -> None:
    result = _result(with_names_elsewhere(_finished(), "表三 申请办理"))
    assert result.report.state().values == full_report(figure="4").state().values
    assert [item.reason for item in result.unplaced] == ["表三各格的名称丢失了，已按行、列的标题读，请核对"]


def _own_template(grids: bool, cells: dict[str, str]) -> bytes:
    """A template of an office: its text in a column of a sheet, the grids on sheets of their own."""
    book = Workbook()
    sheet = book.active
    sheet.title = "文字"
    for place, text in cells.items():
        sheet[place] = text
    for grid in FORM.grids if grids else ():
        book.create_sheet(grid.name)["B3"] = f"{{{{grid:{grid.id}}}}}"
    return saved(book)


def test_text_that_has_names_is_not_read_as_that_of_a_section_the_template_leaves_out() -> None:
    wanted = ("overview", "problems", "other")
    texts = {section.id: f"{section.id}的第一段。\n第二段。" for section in FORM.sections}
    report = with_text(full_report(figure="4"), texts, signature_unit="示例县数据局")
    asked = [*(f"{{{{section:{section}}}}}" for section in wanted), "{{signature.unit}}"]
    cells = {f"A{row}": text for row, text in enumerate(asked, 1)}
    back = _result(written(report, _own_template(True, cells))).report
    assert {section: back.plain(section) for section in texts} == {
        section: text if section in wanted else "" for section, text in texts.items()
    }
    assert back.state().values == report.state().values


def test_a_total_that_a_template_has_as_a_figure_is_not_accused_and_many_lost_cells_are_told_in_short() -> None:
    own = _own(written(full_report(figure="4"), _own_template(False, {"A1": "{{表三 新收 总计}}"})))
    assert own.totals == {"requests.received.total": 24}
    assert "总计的公式" not in _reasons(own)
    told = next(remark.reason for remark in own.remarks if remark.text == "表三")
    lost = sum(FORM.cells[cell].grid == "requests" for cell in FORM.cells) - 1
    assert told.endswith(f" 等 {lost} 格")
    assert told.count("；") == 2


def _finished() -> bytes:
    report = full_report(figure="4")
    texts = {section.id: f"这是{section.id}的第一段话，有几个字。\n第二段。" for section in report.form.sections}
    with_text(report, texts, signature_unit="示例县数据局", signature_date="2026-01-20")
    return written(report)


def _added(data: bytes, row: int, text: str, column: int = 1) -> bytes:
    book = opened(data)
    book["报告正文"].cell(row, column, text)
    return saved(book)


def _row(data: bytes, name: str) -> int:
    return int(re.findall(r"\d+", opened(data).defined_names[name].attr_text)[-1])


@pytest.mark.parametrize("section", ["overview", "problems", "other"])
def test_a_paragraph_put_in_below_a_section_is_read(section: str) -> None:
    data = _finished()
    row = _row(data, f"text.{section}") + 1
    result = _result(_added(with_rows_inserted(data, "报告正文", row, 1), row, "新加的一段。"))
    assert result.report.plain(section).split("\n")[1:] == ["第二段。", "新加的一段。"]


def test_a_section_whose_text_lost_its_name_is_read_below_its_heading() -> None:
    data = with_names_moved(_finished(), {"text.other": ""})
    assert _result(data).report.plain("other").split("\n")[1:] == ["第二段。"]


def test_text_and_fields_that_lost_their_names_are_read_by_headings() -> None:
    data = _finished()
    text = re.sub(
        r'<definedName name="(?:text|heading|report)\.[^<]*</definedName>', "", parts(data)["xl/workbook.xml"].decode()
    )
    before, back = _result(data).report, _result(with_parts(data, {"xl/workbook.xml": text.encode()})).report
    assert {s.id: back.plain(s.id) for s in FORM.sections} == {s.id: before.plain(s.id) for s in FORM.sections}
    assert (back.unit, back.year, back.fields["signature.date"]) == (before.unit, before.year, "2026-01-20")


@pytest.mark.parametrize("section", [section.id for section in FORM.sections])
def test_a_section_that_lost_its_names_is_read_by_its_heading_alone_and_once(section: str) -> None:
    data = _finished()
    book = parts(data)["xl/workbook.xml"].decode()
    text = re.sub(rf'<definedName name="(?:text|heading)\.{section}"[^<]*</definedName>', "", book)
    assert text != book
    result = _result(with_parts(data, {"xl/workbook.xml": text.encode()}))
    before = _result(data).report
    assert {s.id: result.report.plain(s.id) for s in FORM.sections} == {s.id: before.plain(s.id) for s in FORM.sections}
    assert result.unplaced == ()


def test_text_beside_the_sections_is_told() -> None:
    data = _finished()
    result = _result(_added(data, _row(data, "text.overview"), "旁边的一句。", 3))
    assert [(item.text, item.reason[:4]) for item in result.unplaced if not item.furniture] == [
        ("旁边的一句。", "没有读入")
    ]


def test_a_cell_moved_within_the_only_row_of_a_grid_is_read_by_its_heading() -> None:
    disputes = [cell for cell in FORM.inputs if cell.startswith("disputes.")]
    first, second = disputes[:2]
    data = filled(blank_form("2021"), {second: 9})
    there = opened(data).defined_names[second].attr_text.rpartition("!")[2]
    own = _own(with_names_moved(data, {first: there, second: ""}))
    assert _read(own) == {second: 9}
    assert cell_name(FORM, first) in _reasons(own)
    assert cell_name(FORM, second) in _reasons(own)
