"""Reports in Word files of all the shapes that Word, WPS and clerks give them: each figure read, its place exact."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import count, takewhile
from random import Random

import pytest

import resources
from importers.assemble import NOTHING_KNOWN
from importers.document import report_in
from importers.result import DOUBTFUL, ImportResult
from importers.word import read_word
from model.form import Grid
from model.label_wordings import load_wordings
from model.report import Report
from tests.builders import FORMS, form_of
from tests.exporters.documents import counted_report
from tests.exporters.labelled_files import Spot, broken, one_a_line, torn
from tests.importers.word_documents import (
    Writer,
    cell,
    counted,
    dragged_table,
    grid_table,
    paragraph,
    plainly,
    report_file,
    row,
    run,
    table,
    widths,
)

Place = tuple[int, int, int]
"""Table, row and column from 1."""
TRACKED = 'w:id="1" w:author="某人" w:date="2026-01-01T00:00:00Z"'


def reading(report: Report, data: bytes) -> ImportResult:
    known = (report.form, *(form_of(name) for name in FORMS if name != report.form.edition and name != "made_up"))
    return report_in(read_word(data), "年报.docx", known, load_wordings(resources.path("labels.toml")), NOTHING_KNOWN)


def check(report: Report, data: bytes, places: Mapping[str, Place], *, furniture: bool = False) -> None:
    """Each figure is the report's and was read where it stands; nothing else is left to look at."""
    result = reading(report, data)
    found = result.report
    assert found.form is report.form
    assert {name: found.value(name) for name in found.form.cells} == {
        name: report.value(name) for name in report.form.cells
    }
    origins = {name: read.origins for name, read in result.cells.items()}
    assert {name: [(o.table, o.row, o.column) for o in found] for name, found in origins.items()} == {
        name: [places[name]] for name in report.form.cells
    }
    assert [item for item in result.unplaced if not (furniture and item.furniture)] == []
    assert not any(found.stated(total) for total in found.form.totals)


def places_of(report: Report) -> dict[str, Place]:
    """Where the figures stand when each grid is one table."""
    grids = [report.form.grid(section.grid) for section in report.form.sections if section.grid]
    return {
        spot[5]: (number, spot[0] + 1, spot[1] + 1)
        for number, grid in enumerate(grids, 1)
        for spot in counted(report, grid)
        if spot[5]
    }


def tracked(spot: Spot) -> str:
    """A figure that was changed and not accepted yet; its old text would be another one."""
    old = f"<w:del {TRACKED}><w:r><w:delText>9{spot[4]}</w:delText></w:r></w:del>"
    return paragraph(old, f"<w:ins {TRACKED}>{run(spot[4])}</w:ins>") if spot[5] else plainly(spot)


def in_control(spot: Spot) -> str:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    return control.format(paragraph(control.format(run(spot[4])))) if spot[5] else plainly(spot)


def split_runs(spot: Spot) -> str:
    """As Word leaves a figure after several corrections."""
    return paragraph(*(run(sign) + "<w:proofErr/>" for sign in spot[4])) if spot[5] else plainly(spot)


def field_result(spot: Spot) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = f"{mark.format('begin')}<w:r><w:instrText>=SUM(LEFT)</w:instrText></w:r>{mark.format('separate')}"
    return paragraph(f"{code}{run(spot[4])}{mark.format('end')}") if spot[5] else plainly(spot)


def framed(spot: Spot) -> str:
    """Each figure in a table of its own within its cell."""
    return table(row(cell(spot[4]))) + "<w:p/>" if spot[5] else plainly(spot)


def relabelled(label: Callable[[str], str]) -> Writer:
    return lambda spot: plainly(spot if spot[5] else (*spot[:4], label(spot[4]), ""))


WRITERS: dict[str, Writer] = {
    "plainly": plainly,
    "tracked": tracked,
    "in controls": in_control,
    "split runs": split_runs,
    "fields": field_result,
    "framed": framed,
    "broken labels": relabelled(broken),
    "a character a line": relabelled(one_a_line),
}


@pytest.mark.parametrize("edition", FORMS)
@pytest.mark.parametrize("writer", WRITERS)
def test_what_stands_in_cells(edition: str, writer: str) -> None:
    report = counted_report(edition)
    data = report_file(report, lambda grid: grid_table(counted(report, grid), WRITERS[writer]))
    check(report, data, places_of(report), furniture=writer == "tracked")


@pytest.mark.parametrize("edition", FORMS)
def test_cells_merged_by_either_way(edition: str) -> None:
    report = counted_report(edition)
    old = report_file(report, lambda grid: grid_table(counted(report, grid), old_merges=True))
    check(report, old, places_of(report))
    wide = report_file(report, lambda grid: grid_table(counted(report, grid), scale=3))
    places = {name: (number, r, (c - 1) * 3 + 1) for name, (number, r, c) in places_of(report).items()}
    check(report, wide, places)


@pytest.mark.parametrize("edition", FORMS)
@pytest.mark.parametrize("seed", range(5))
def test_borders_that_hands_have_dragged(edition: str, seed: int) -> None:
    report, chance = counted_report(edition), Random(seed)
    check(report, report_file(report, lambda grid: dragged_table(counted(report, grid), chance)), places_of(report))


def indented(xml: str) -> str:
    """The table without the cells that continue a merged one at the left: a row begins where the next cell does."""

    def shortened(match: re.Match[str]) -> str:
        cells = re.findall(r"<w:tc>.*?</w:tc>", match[0])
        gone = list(takewhile(lambda cell: "<w:vMerge/>" in cell, cells))
        spans = (re.search(r'gridSpan w:val="(\d+)"', cell) for cell in gone)
        free = sum(int(span[1]) if span else 1 for span in spans)
        properties = f'<w:gridBefore w:val="{free}"/>' if free else ""
        return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells[len(gone) :])}</w:tr>"

    return re.sub("<w:tr>.*?</w:tr>", shortened, xml)


@pytest.mark.parametrize("edition", FORMS)
def test_rows_that_begin_further_to_the_right(edition: str) -> None:
    report = counted_report(edition)
    data = report_file(report, lambda grid: indented(grid_table(counted(report, grid))))
    check(report, data, places_of(report))


@pytest.mark.parametrize("edition", FORMS)
def test_a_left_border_that_hands_have_dragged(edition: str) -> None:
    report = counted_report(edition)

    def dragged(grid: Grid) -> str:
        """Every other row begins a little further to the right, but those whose first cell is merged with others."""
        wanted = counted(report, grid)
        width = max(spot[1] + spot[3] for spot in wanted)
        numbers = count()

        def moved(match: re.Match[str]) -> str:
            if next(numbers) % 2 and "<w:vMerge" not in match[1]:
                return match[0].replace("<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>')
            span = re.search(r'<w:gridSpan w:val="(\d+)"/>', match[1])
            wider = f'<w:tcPr><w:gridSpan w:val="{int(span[1]) + 1 if span else 2}"/>'
            first = match[1].replace(span[0] if span else "", "").replace("<w:tcPr>", wider)
            return match[0].replace(match[1], first, 1)

        xml = re.sub("<w:tr>(<w:tc>.*?</w:tc>).*?</w:tr>", moved, grid_table(wanted))
        return widths(xml, 60, 940, *[1000] * (width - 1)) if "gridBefore" in xml else grid_table(wanted)

    check(report, report_file(report, dragged), places_of(report))


STRUCK, RAISED = "<w:strike/>", '<w:vertAlign w:val="superscript"/>'


@pytest.mark.parametrize(
    ("piece", "reason"),
    [
        (run("9", STRUCK), "划掉的字"),
        (run("9", "<w:dstrike/>"), "划掉的字"),
        (run("1", RAISED), "上标或下标"),
        (run("1", '<w:vertAlign w:val="subscript"/>'), "上标或下标"),
        (run("", STRUCK) + run("", RAISED) + run("", '<w:strike w:val="0"/>'), ""),
        (run("件", '<w:vertAlign w:val="baseline"/>') + run(" ", STRUCK), ""),
    ],
)
def test_raised_and_struck_out_figures_are_doubtful(piece: str, reason: str) -> None:
    report = counted_report()
    chosen = report.form.inputs[10]
    data = report_file(
        report,
        lambda grid: grid_table(
            counted(report, grid),
            lambda spot: paragraph(run(spot[4]), piece) if spot[5] == chosen else plainly(spot),
        ),
    )
    result = reading(report, data)
    doubtful = {name: read.reason for name, read in result.cells.items() if read.how == DOUBTFUL}
    assert set(doubtful) == ({chosen} if reason else set())
    assert reason in doubtful.get(chosen, "")
    assert (result.report.value(chosen) == report.value(chosen)) is not bool(reason)


def test_a_figure_that_is_raised_as_a_whole_is_one() -> None:
    report = counted_report()
    data = report_file(
        report,
        lambda grid: grid_table(
            counted(report, grid), lambda spot: paragraph(run(spot[4], RAISED)) if spot[5] else plainly(spot)
        ),
    )
    check(report, data, places_of(report))


def numbered_by_lists(text: str) -> tuple[str, int]:
    """A label without its number, and the list that numbers it (0 for none)."""
    found = re.match(r"(\d)\.", text)
    return (text[2:], 1) if found else (text, 0)


@pytest.mark.parametrize("edition", FORMS)
def test_labels_numbered_by_a_list(edition: str) -> None:
    report = counted_report(edition)
    lists = 0

    def write(spot: Spot) -> str:
        nonlocal lists
        text, listed = ("", 0) if spot[5] else numbered_by_lists(spot[4])
        if not listed:
            return plainly(spot)
        lists += spot[4].startswith("1.")
        return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{lists}"/></w:numPr>')

    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>' + "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{anew}</w:num>' for number in range(1, 20)
    )
    data = report_file(report, lambda grid: grid_table(counted(report, grid), write), numbering=numbering)
    check(report, data, places_of(report))


def torn_file(report: Report, name: str, at: int, again: int = 0) -> tuple[bytes, dict[str, Place]]:
    """A report with a grid torn before a row; again: how many rows of headings are printed again."""
    places: dict[str, Place] = {}
    number = 0

    def written(grid: Grid) -> str:
        nonlocal number
        whole = counted(report, grid)
        xml = []
        for part in torn(whole, at, again) if grid.id == name else (whole,):
            number += 1
            places.update({spot[5]: (number, spot[0] + 1, spot[1] + 1) for spot in part if spot[5]})
            xml.append(grid_table(part))
        return "<w:p/>".join(xml)

    return report_file(report, written), places


def first_figures(report: Report, name: str) -> int:
    """The first row of a grid with figures."""
    return min(spot[0] for spot in counted(report, report.form.grid(name)) if spot[5])


@pytest.mark.parametrize("edition", FORMS)
def test_headings_as_a_table_of_their_own(edition: str) -> None:
    report = counted_report(edition)
    for grid in report.form.grids:
        data, places = torn_file(report, grid.id, first_figures(report, grid.id))
        check(report, data, places)


@pytest.mark.parametrize("repeated", [False, True], ids=["headings once", "headings again"])
@pytest.mark.parametrize("at", range(4, 28))
def test_a_grid_torn_over_pages_before_any_row(at: int, repeated: bool) -> None:
    report = counted_report()
    data, places = torn_file(report, "requests", at, 3 if repeated else 0)
    check(report, data, places)


@pytest.mark.parametrize("at", range(1, 12))
def test_a_grid_of_blocks_torn_over_pages(at: int) -> None:
    report = counted_report()
    data, places = torn_file(report, "proactive", at)
    check(report, data, places)


def test_the_whole_report_in_a_frame_and_in_one_beside_a_margin() -> None:
    report = counted_report()
    grids = {grid.id: grid_table(counted(report, grid)) for grid in report.form.grids}

    def check_framed(frame: Callable[[str], str]) -> None:
        check(report, report_file(report, lambda grid: frame(grids[grid.id])), places_of(report), furniture=True)

    check_framed(lambda grid: table(row(cell(grid + "<w:p/>"))))
    check_framed(lambda grid: table(row(cell(table(row(cell(grid + "<w:p/>"))) + "<w:p/>"))))
    check_framed(lambda grid: table(row("", cell(grid + "<w:p/>"))))
