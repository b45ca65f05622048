"""The default workbook: everything that does not depend on a report."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from openpyxl.utils import range_boundaries

from exporters.excel_text import SHEET_NAME_CHARACTERS
from exporters.templates.excel_template import excel_template, legal_name
from model.errors import FormError
from model.form import Form
from model.printed import printed_blocks
from tests.builders import FORMS, form_of, layout_of
from tests.exporters.workbooks import cell_at, opened, parts, template_of

MILLIMETRES = 25.4


@pytest.mark.parametrize("edition", FORMS)
def test_the_same_form_gives_the_same_bytes(edition: str) -> None:
    assert template_of.__wrapped__(edition) == template_of(edition)


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_the_template_that_comes_with_the_program_is_the_one_made_now(edition: str) -> None:
    from workflows.forms import form_folder

    # Part by part: another zlib packs the same parts otherwise.
    there = parts((form_folder(edition) / "report.xlsx").read_bytes())
    assert there == parts(template_of(edition)), "run python -m exporters.make_templates"


@pytest.mark.parametrize("edition", FORMS)
def test_every_cell_has_a_name_of_its_own_that_excel_allows(edition: str) -> None:
    form, book = form_of(edition), opened(template_of(edition))
    places = {cell: book.defined_names[cell].attr_text for cell in form.cells}
    assert len(set(places.values())) == len(form.cells)
    for name in book.defined_names:
        assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.]{0,254}", name)
        assert not re.fullmatch(r"(?i)[a-z]{1,3}[0-9]+|r[0-9]*c?[0-9]*|c[0-9]*", name)
    assert len({name.casefold() for name in book.defined_names}) == len(book.defined_names)


@pytest.mark.parametrize(
    ("name", "legal"),
    [("requests.received.total", True), ("ab12", False), ("R1C1", False), ("r", False), ("c", False), ("r2", False),
     ("1a", False), ("a b", False), ("数", False), ("a" * 255, True), ("a" * 256, False), ("abcd1", True)],
)  # fmt: skip
def test_what_excel_allows_as_a_name(name: str, legal: bool) -> None:
    assert legal_name(name) is legal


@pytest.mark.parametrize("edition", FORMS)
def test_grids_are_merged_as_printed_with_rules_on_every_cell(edition: str) -> None:
    book = opened(template_of(edition))
    for grid in form_of(edition).grids:
        sheet = book[grid.sheet]
        merged = {str(area) for area in sheet.merged_cells.ranges}
        cells = [cell for block in printed_blocks(grid) for cell in block.cells]
        rows = max(cell.row + cell.row_span for cell in cells)
        for cell in cells:
            first = sheet.cell(cell.row + 3, cell.column + 1)
            last = sheet.cell(cell.row + cell.row_span + 2, cell.column + cell.column_span)
            alone = cell.row_span == cell.column_span == 1
            assert alone or f"{first.coordinate}:{last.coordinate}" in merged
            assert (first.value or "").replace("\n", "") == cell.text or cell.role == "computed"
            for row in sheet[f"{first.coordinate}:{last.coordinate}"]:
                assert row[0].border.left.style
                assert row[-1].border.right.style
                for at in row:
                    assert at.row != first.row or at.border.top.style
                    assert at.row != last.row or at.border.bottom.style
        assert sheet.cell(3, 1).border.top.style == sheet.cell(rows + 2, grid.width).border.right.style == "medium"


@pytest.mark.parametrize("edition", FORMS)
def test_nothing_stands_right_of_or_below_a_grid(edition: str) -> None:
    book = opened(template_of(edition))
    for grid in form_of(edition).grids:
        sheet = book[grid.sheet]
        left, top, right, bottom = range_boundaries(sheet.print_area.split("!")[1].replace("$", ""))
        assert (left, top, right, bottom) == (1, 1, grid.width, sheet.max_row)
        assert sheet.max_column == grid.width


@pytest.mark.parametrize("edition", FORMS)
def test_sheets_are_ready_for_the_printer(edition: str) -> None:
    book, form = opened(template_of(edition)), form_of(edition)
    for sheet in book.worksheets[:-1]:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "portrait"
        # Programs ignore breaks between rows on a sheet that is fitted to pages.
        assert sheet.sheet_properties.pageSetUpPr.fitToPage is (sheet.title != "上年对比")
        assert sheet.title == "上年对比" or sheet.page_setup.fitToWidth == 1
        assert sheet.title == "上年对比" or sheet.page_setup.fitToHeight in (0, 1)
        assert sheet.print_options.horizontalCentered
        assert sheet.page_margins.left * MILLIMETRES == pytest.approx(20, abs=0.3)
        assert sheet.page_margins.bottom * MILLIMETRES == pytest.approx(18)
        assert sheet.oddFooter.center.text == "— &P —"
        assert sheet.oddHeader.right.text == "&A"
        assert not sheet.sheet_view.showGridLines
        pixels = sum(column.width * 7 for column in sheet.column_dimensions.values() if not column.hidden)
        assert pixels <= 643.5
    for grid in form.grids:
        sheet, blocks = book[grid.sheet], printed_blocks(grid)
        rows = 2 + (blocks[0].heading_rows if len(blocks) == 1 else 0)
        assert sheet.print_title_rows == f"$1:${rows}"
        assert sheet.freeze_panes.endswith(str(rows + 1))


def test_measures_are_those_of_the_design() -> None:
    book = opened(template_of("2021"))
    requests, disputes = book["表三 申请办理"], book["表四 复议诉讼"]
    assert (requests.freeze_panes, disputes.freeze_panes, book["表二 主动公开"].freeze_panes) == ("D6", "A6", "A3")
    heights = [requests.row_dimensions[row].height for row in range(1, 31)]
    assert heights[:8] == [30, 20, 20, 20, 46, 19.5, 19.5, 19.5]
    assert sorted(set(heights[5:])) == [19.5, 34, 48.5]
    assert [disputes.row_dimensions[row].height for row in range(3, 7)] == [24, 24, 38, 32]
    assert requests.page_setup.fitToHeight == 1
    assert requests["A8"].alignment.textRotation == 255
    assert cell_at(book, "requests.received.total").fill.fgColor.rgb.endswith("F2F2F2")
    assert book["表二 主动公开"]["A3"].fill.fgColor.rgb.endswith("C6D9F1")
    assert cell_at(book, "requests.received.business").number_format == "0_0"


def test_totals_are_live_formulas() -> None:
    book = opened(template_of("2021"))
    assert cell_at(book, "requests.received.total").value == '=IF(COUNT(D6:I6)=0,"",SUM(D6:I6))'
    assert cell_at(book, "requests.results_total.business").value == '=IF(COUNT(E8:E28)=0,"",SUM(E8:E28))'
    assert cell_at(book, "disputes.litigation_direct.total").value == '=IF(COUNT(F6:I6)=0,"",SUM(F6:I6))'


def test_text_has_a_sheet_of_one_column_and_what_it_is_a_hidden_one() -> None:
    book = opened(template_of("2021"))
    text, identity = book["报告正文"], book.worksheets[-1]
    assert text.max_column == 1
    assert not text.merged_cells.ranges
    assert all(row[0].alignment.wrap_text for row in text.iter_rows())
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible"] * 7 + ["hidden"]
    assert [row[1].value for row in identity.iter_rows()] == [
        "1", "国办公开办函〔2021〕30号", "2021", "{{year}}", "{{unit}}",
    ]  # fmt: skip


@pytest.mark.parametrize("edition", FORMS)
def test_labels_fit_into_their_cells(edition: str) -> None:
    """A label of n lines of 14 points has room for them, two points to spare."""
    book = opened(template_of(edition))
    for grid in form_of(edition).grids:
        sheet = book[grid.sheet]
        for block in printed_blocks(grid):
            for cell in block.cells:
                if cell.role == "row_label" and not sheet.cell(cell.row + 3, cell.column + 1).alignment.textRotation:
                    lines = (sheet.cell(cell.row + 3, cell.column + 1).value or "").count("\n") + 1
                    rows = range(cell.row + 3, cell.row + cell.row_span + 3)
                    assert sum(sheet.row_dimensions[row].height for row in rows) >= lines * 14 + 2


@pytest.mark.parametrize("name", ["表" * (SHEET_NAME_CHARACTERS + 1), "表/二", "", "表[1]"])
def test_a_sheet_name_that_excel_refuses_is_refused_here(name: str) -> None:
    with pytest.raises(FormError, match="工作表"):
        excel_template(_renamed(form_of("made_up"), name), layout_of("made_up"))


def test_two_sheets_of_one_name_are_refused() -> None:
    form = form_of("made_up")
    with pytest.raises(FormError, match="工作表"):
        excel_template(_renamed(form, form.grids[1].sheet), layout_of("made_up"))


def _renamed(form: Form, sheet: str) -> Form:
    values = form.__reduce__()[1][0]
    grids = (form.grids[0]._replace(sheet=sheet), *form.grids[1:])
    return Form(**{**values, "grids": grids})


def test_what_does_not_add_up_is_marked() -> None:
    sheet = opened(template_of("2021"))["表三 申请办理"]
    rules = {str(area.sqref): rule.formula[0] for area in sheet.conditional_formatting for rule in area.rules}
    balance = "AND(COUNT($D$6:$D$28,$D$30)=24,SUM($D$6:$D$7)<>SUM($D$29:$D$30))"
    assert rules["D6 D7 D29 D30"] == balance
    assert "AND(ISNUMBER(J6),ROUND(J6-SUM(D6:I6),6)<>0)" in rules.values()
    assert "AND(ISNUMBER(D29),ROUND(D29-SUM(D8:D28),6)<>0)" in rules.values()
    checks = opened(template_of("2021"))["校核"].conditional_formatting
    assert [rule.formula[0] for area in checks for rule in area.rules] == ['LEFT($F5,3)="不平衡"']


@pytest.mark.parametrize("edition", FORMS)
def test_pages_of_last_years_figures_break_between_groups(edition: str) -> None:
    sheet = opened(template_of(edition))["上年对比"]
    breaks = [item.id for item in sheet.row_breaks.brk]
    merged = [(area.min_row, area.max_row) for area in sheet.merged_cells.ranges if area.max_row > area.min_row]
    assert not [area for area in merged for row in breaks if area[0] <= row < area[1]]
    ends = [0, *breaks, sheet.max_row]
    heights = [
        sum(sheet.row_dimensions[row].height or 15.75 for row in range(first + 1, last + 1))
        for first, last in pairwise(ends)
    ]
    assert max(heights) < 728
    assert len(breaks) >= 1 or sheet.max_row < 46


def test_a_heading_of_the_text_stands_by_what_follows_it() -> None:
    """Not by the paragraph above; where a grid has no text before it, hardly a gap is left for one."""
    sheet = opened(template_of("2021"))["报告正文"]
    rows = {str(sheet.cell(row, 1).value): row for row in range(1, sheet.max_row + 1)}
    heading = rows["二、主动公开政府信息情况"]
    assert sheet.cell(heading, 1).alignment.vertical == "bottom"
    assert sheet.row_dimensions[heading].height >= 30
    assert sheet.row_dimensions[rows["{{section:proactive}}"]].height <= 4


def test_words_in_place_of_figures_keep_away_from_the_rule_as_figures_do() -> None:
    book = opened(template_of("2021"))
    for sheet, cells in (("主要数据", ("C4", "D4")), ("上年对比", ("C5", "D5"))):
        for cell in cells:
            *figures, words = book[sheet][cell].number_format.split(";")
            assert len(figures) == 3
            assert words == f"@{figures[0].removeprefix('0')}"
            assert words.endswith("_0")


def test_the_bars_of_a_chart_begin_below_its_title() -> None:
    charts = [data.decode() for name, data in parts(template_of("2021")).items() if name.startswith("xl/charts/chart")]
    assert charts
    for chart in charts:
        assert float(re.findall(r'<c:y val="([\d.]+)"/>', chart)[0]) >= 0.2
