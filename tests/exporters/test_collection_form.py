"""The collection form: what is asked for, what is locked, what is said beside a cell."""

from __future__ import annotations

import re

import pytest
from openpyxl.cell.cell import MergedCell

from exporters.collection_form import collection_form
from exporters.collection_grid import MOST_PROMPT, MOST_PROMPT_TITLE
from exporters.excel_text import line_count, row_height, text_pixels
from model.collection import SECTION, UNIT, Order, cells_of, chosen_grids, row_ids, seal, shortened
from model.errors import ExportError
from model.guidance import CellGuidance
from tests.builders import FORMS, form_of, layout_of
from tests.exporters.audit import complaints
from tests.exporters.workbooks import cell_at, opened, parts
from tests.importers.own_workbooks import SECTION_ROWS, blank_form, guidance_of, section_form

FREE = ("report.filler", "report.leader", "report.phone", "report.date")


@pytest.mark.parametrize("edition", FORMS)
def test_only_the_cells_to_fill_in_are_unlocked(edition: str) -> None:
    form, book = form_of(edition), opened(blank_form(edition))
    unlocked = {(sheet.title, c.coordinate) for sheet in book for row in sheet for c in row if not c.protection.locked}
    wanted = [cell_at(book, name) for name in (*form.inputs, *FREE)]
    covered = {(sheet.title, c.coordinate) for sheet in book for row in sheet for c in row if isinstance(c, MergedCell)}
    assert unlocked - covered == {(cell.parent.title, cell.coordinate) for cell in wanted}
    assert all(sheet.protection.sheet for sheet in book)
    assert book.security.lockStructure
    assert all(cell.value is None for cell in wanted)


def test_unit_and_year_that_are_not_given_can_be_filled_in() -> None:
    book = opened(blank_form("2021", unit="", year=0))
    assert [cell_at(book, name).protection.locked for name in ("report.unit", "report.year")] == [False, False]
    year = next(v for v in book["填报信息"].data_validations.dataValidation if v.type == "whole")
    assert (year.formula1, year.formula2) == ("2008", "2100")


@pytest.mark.parametrize("edition", FORMS)
def test_each_cell_says_what_it_counts_and_takes_figures_alone(edition: str) -> None:
    form, book = form_of(edition), opened(blank_form(edition))
    for cell in form.inputs:
        target, kind = cell_at(book, cell), form.cells[cell].kind
        (rule,) = [v for v in target.parent.data_validations.dataValidation if target.coordinate in str(v.sqref)]
        assert rule.type == ("whole" if kind.whole else "decimal")
        assert int(rule.formula1) == (-(10**12) if kind.signed else 0)
        assert rule.showErrorMessage
        assert 0 < len(rule.promptTitle) <= MOST_PROMPT_TITLE
        assert 0 < len(rule.prompt) <= MOST_PROMPT
        assert len(rule.errorTitle) <= MOST_PROMPT_TITLE
        assert len(rule.error) <= MOST_PROMPT
        assert rule.prompt.endswith("。")
        told = guidance_of(edition).cell(cell).text
        assert not told or told.split("。")[0] in rule.prompt


@pytest.mark.parametrize("edition", FORMS)
def test_a_long_label_is_explained_with_a_line_for_each_of_its_parts(edition: str) -> None:
    form, sheet = form_of(edition), opened(blank_form(edition))["填表说明"]
    paths = {"›".join(row.path) for grid in form.grids for block in grid.blocks for row in block.rows}
    labels = [cell for cell in sheet["A"] if str(cell.value).replace("\n", "") in paths]
    assert labels
    assert edition not in ("2021", "2019") or any(c.value.endswith("›\n3.危及“三安全一稳定”") for c in labels)
    for cell in labels:
        lines = cell.value.split("\n")
        assert len(lines) == 1 or lines[:-1] == [f"{part}›" for part in cell.value.replace("\n", "").split("›")[:-1]]
        assert len(lines) > 1 or line_count(cell.value, 10.5, 190) == 1 or "›" not in cell.value
        assert sheet.row_dimensions[cell.row].height >= row_height(len(lines), 10.5)


def test_guidance_that_is_too_long_ends_with_a_sentence() -> None:
    form, guidance = form_of("2021"), guidance_of("2021")
    long = CellGuidance("逐件登记，逐件答复。" * 60, "")
    rows = {**guidance.rows, "requests.received": long}
    order = Order(SECTION, form, "示例县数据局", 2025, "办公室", ("requests.received",))
    book = opened(collection_form(order, layout_of("2021"), guidance._replace(rows=rows)))
    rule = book["表三 申请办理"].data_validations.dataValidation[0]
    assert 200 < len(rule.prompt) <= MOST_PROMPT
    assert rule.prompt.split("\n")[0].endswith("答复。")


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [("甲。乙。", 9, "甲。乙。"), ("甲。乙。", 3, "甲。"), ("甲乙丙丁。", 3, ""), ("甲\n乙丙", 2, "甲"), ("", 5, "")],
)
def test_texts_are_shortened_at_a_sentence(text: str, most: int, short: str) -> None:
    assert shortened(text, most) == short


def test_viewers_that_do_not_calculate_see_what_a_blank_form_says() -> None:
    book = opened(blank_form("2021"), values=True)
    sheet = book["表三 申请办理"]
    assert sheet["A2"].value == "填报单位：示例县数据局　　2025年度"
    assert [sheet.cell(31, column).value for column in range(4, 11)] == ["未填全"] * 7
    assert cell_at(book, "requests.received.total").value is None
    assert "负责人：" in sheet["A32"].value


def test_a_section_gets_its_rows_alone_and_what_they_count() -> None:
    book, form = opened(section_form()), form_of("2021")
    assert book.sheetnames == ["填报信息", "表二 主动公开", "表三 申请办理", "填表说明", "标识"]
    named = {name for name in book.defined_names if name in form.cells}
    assert named == set(cells_of(chosen_grids(form, SECTION_ROWS)))
    assert "requests.received.total" in named
    assert "requests.results_total.total" not in named
    texts = [str(cell.value) for row in book["填表说明"].iter_rows() for cell in row if cell.value]
    assert guidance_of("2021").rows["requests.received"].text in texts
    assert not any("行政许可" in text for text in texts)
    assert cell_at(book, "report.section").value == "办公室"
    assert {"填表人", "负责人", "填表日期", "科室"} <= {row[0].value for row in book["填报信息"].iter_rows()}


def test_a_sum_of_rows_comes_along_when_all_its_rows_do() -> None:
    form = form_of("2021")
    rows = [row.id for row in row_ids(form) if row.grid == "requests"]
    assert "requests.results_total.total" in cells_of(chosen_grids(form, rows))
    assert "requests.results_total.total" not in cells_of(chosen_grids(form, rows[:-3]))


def test_sheets_are_print_ready() -> None:
    for sheet in opened(blank_form("2021")).worksheets[:-1]:
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, 1)
        assert sheet.oddFooter.center.text == "— &P —"


def test_a_password_locks_sheets_and_structure() -> None:
    locked, plain = (opened(blank_form("2021", password=word)) for word in ("abc", ""))
    assert all(sheet.protection.password for sheet in locked)
    assert locked.security.workbookPassword
    assert not any(sheet.protection.password for sheet in plain)
    with pytest.raises(ExportError, match="密码"):
        blank_form("2021", password="密码")


def test_the_same_order_gives_the_same_bytes() -> None:
    assert blank_form.__wrapped__("2021") == blank_form.__wrapped__("2021")


@pytest.mark.parametrize("unit", ["=1+1", "+测试", "-1", "@SUM(A1)"])
def test_a_name_is_never_a_formula(unit: str) -> None:
    form = form_of("2021")
    order = Order(SECTION, form, unit, 2025, unit, ("requests.received",))
    data = collection_form(order, layout_of("2021"), guidance_of("2021"))
    book = opened(data)
    assert cell_at(book, "report.unit").data_type == "s"
    assert cell_at(book, "report.section").data_type == "s"
    assert b"<f>1+1</f>" not in b"".join(parts(data).values())


def test_no_rows_is_no_form() -> None:
    with pytest.raises(ExportError, match="没有选"):
        collection_form(Order(UNIT, form_of("2021"), "", 0, "", ()), layout_of("2021"), guidance_of("2021"))


@pytest.mark.parametrize("edition", FORMS)
def test_forms_are_valid(edition: str, tmp_path) -> None:
    assert complaints(blank_form(edition), tmp_path, ".xlsx") == []


def test_the_seal_stands_moving_and_renaming_alone() -> None:
    before = seal(("a",), ["标签", "=IF(COUNT('表三 申请'!D6:I6)=0,\"\",1)"])
    assert seal(("a",), ["标 签", '=IF(COUNT($改名.D6:I6)=0,"",1)'.replace("$改名.", "改名!")]) == before
    assert seal(("b",), ["标签", '=IF(COUNT(D6:I6)=0,"",1)']) != before
    assert seal(("a",), ["标签", '=IF(COUNT(D6:I6)=0,"",2)']) != before
    assert re.fullmatch(r"[0-9a-f]{16}", before)


def _how(data: bytes) -> str:
    return "\n".join(str(row[0].value) for row in opened(data)["填报信息"].iter_rows() if row[0].value)


def test_a_form_without_sums_to_check_does_not_speak_of_them() -> None:
    assert "校核" not in _how(section_form())
    assert "应为“平衡”" in _how(blank_form("2021"))


def test_labels_of_groups_leave_the_items_room() -> None:
    sheet = opened(section_form(("requests.granted", "requests.refused_third_party", "requests.carried_out")))[
        "表三 申请办理"
    ]
    texts = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value}
    assert "（三）\n不予公开" in texts
    item = texts["4.保护第三方合法权益"]
    assert text_pixels(str(item.value), 10.5) + 7 <= sheet.column_dimensions[item.column_letter].width * 7


def test_a_long_name_of_a_unit_has_room_on_the_first_page() -> None:
    sheet = opened(blank_form("2021", unit="某某省某某自治州某某自治县人民政府某某街道办事处政务服务局" * 3))[
        "填报信息"
    ]
    assert sheet.row_dimensions[3].height > 40
    assert opened(blank_form("2021"))["填报信息"].row_dimensions[3].height == 26


def test_a_column_is_red_only_when_all_that_is_behind_it_is_filled_in() -> None:
    sheet = opened(blank_form("2021"))["表三 申请办理"]
    rules = [rule.formula[0] for area in sheet.conditional_formatting for rule in area.rules]
    assert any(rule.startswith("AND(COUNT($D$6:$D$28,$D$30)=24,") for rule in rules)
