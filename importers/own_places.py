"""Where the figures of one of our own workbooks stand: by their names, and by their labels where cells were moved.

Cutting a cell and pasting it over another takes the name along, onto a cell that has one already, or leaves that one
without any. What is seen on the sheet is then what its labels say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from importers.result import Unplaced
from importers.workbook_cells import BLANK, TEXT, Area, Place, WorkbookCells, address
from model.collection import COVER_LABELS, COVER_SHEET, GUIDANCE_SHEET, SECTION, UNIT, cells_of, chosen_grids, settled
from model.form import Form, Grid, join_id
from model.naming import cell_name
from model.notes import Origin
from model.printed import PrintedBlock, PrintedCell, printed_blocks

_MOVED = "这一格与行、列的标题对不上（剪切粘贴过，或标题被改动过）"
_RESTORED = "report.restored."
"""Before the id of a grid: a name that a workbook gets here whose own names of that grid were lost."""
_MOST_NAMED = 3
"""So many lost cells of a grid are told by name."""


class Places(NamedTuple):
    """Where the cells stand. areas: of each that was found. moved: those that do not stand where their names are."""

    areas: Mapping[str, Area]
    moved: frozenset[str]
    remarks: tuple[Unplaced, ...]


def asked_rows(book: WorkbookCells, form: Form) -> tuple[str, ...]:
    """The rows that the workbook has: as its hidden sheet says, else those of which a name is there."""
    said = tuple(book.at("report.rows").text.split())
    if said:
        return said
    named = (name for name in form.cells if name in book.names)
    return tuple(dict.fromkeys(join_id(form.cells[name].grid, form.row(name).id) for name in named))


def places_of(book: WorkbookCells, form: Form, grids: Sequence[Grid]) -> Places:
    """The cells of these grids; every one that is not where its name says, or has none, is told."""
    areas = {cell: book.names[cell] for cell in form.cells if cell in book.names}
    shared = Counter(_spot(area) for area in areas.values())
    moved: set[str] = set()
    remarks = list(_restored_remarks(book, grids))
    for grid in grids:
        cells = cells_of((grid,))
        named = {cell: areas[cell] for cell in cells if cell in areas}
        if not named:
            continue
        (sheet, _), *_ = Counter(area.sheet for area in named.values()).most_common(1)
        labelled = _trusted(label_places(book, sheet, grid), named, sheet)
        wrong = {cell for cell, area in named.items() if shared[_spot(area)] > 1}
        wrong |= {cell for cell, area in named.items() if labelled.get(cell, _spot(area)[1:]) != _spot(area)[1:]}
        wrong |= _out_of_row(form, {cell: area for cell, area in named.items() if cell not in labelled})
        wrong |= {cell for cell in cells if cell not in named and cell in labelled}
        for cell in (cell for cell in cells if cell in wrong):
            there = labelled.get(cell)
            remarks.append(_told(book, form, cell, Area(sheet, *there, *there) if there else areas[cell], bool(there)))
            if there is None:
                del areas[cell]
            else:
                areas[cell] = Area(sheet, *there, *there)
        moved |= wrong
    return Places(areas, frozenset(moved), tuple(remarks))


def label_places(book: WorkbookCells, sheet: str, grid: Grid) -> dict[str, Place]:
    """Where each cell of the grid belongs on the sheet by the labels as printed, as far as they are there."""
    standing: dict[str, list[Place]] = {}
    found = book.sheets.get(sheet)
    for place, content in sorted(found.cells.items()) if found else ():
        if content.kind == TEXT and content.formula is None:
            standing.setdefault(settled(content.text), []).append(place)
    blocks = printed_blocks(grid)
    at = _labels_at([cell for block in blocks for cell in block.cells if cell.text], standing)
    return {cell: place for block in blocks for cell, place in _of_block(block, at)}


def _labels_at(labels: Iterable[PrintedCell], standing: Mapping[str, Sequence[Place]]) -> dict[PrintedCell, Place]:
    """The place of each label; of one that the grid prints several times only when it stands there as often."""
    alike: dict[str, list[PrintedCell]] = {}
    for label in labels:
        alike.setdefault(settled(label.text), []).append(label)
    at: dict[PrintedCell, Place] = {}
    for text, printed in alike.items():
        places = standing.get(text, ())
        if len(places) == len(printed):
            at.update(zip(sorted(printed, key=lambda label: (label.row, label.column)), places, strict=True))
    return at


def _of_block(block: PrintedBlock, at: Mapping[PrintedCell, Place]) -> Iterator[tuple[str, Place]]:
    body = block.first_row + block.heading_rows
    rows: dict[int, int] = {}
    columns: dict[tuple[int, int], Place] = {}
    for label, place in at.items():
        if label not in block.cells:
            continue
        if label.role == "row_label" and label.row_span == 1:
            rows[label.row] = place[0]
        elif label.role == "column_heading" and label.row + label.row_span == body:
            columns[label.column, label.column_span] = place[0] + label.row_span, place[1]
    for cell in block.cells:
        column = columns.get((cell.column, cell.column_span))
        if cell.cell and column is not None:
            row = rows.get(cell.row) if block.label_columns else column[0] + cell.row - body
            if row is not None:
                yield cell.cell, (row, column[1])


def _trusted(labelled: Mapping[str, Place], named: Mapping[str, Area], sheet: str) -> Mapping[str, Place]:
    """The places by labels, where most names agree with them: an office's own template may be laid out otherwise."""
    agreeing = sum(labelled.get(cell) == (area.top, area.left) and area.sheet == sheet for cell, area in named.items())
    return labelled if 2 * agreeing > len(named) else {}


def _out_of_row(form: Form, areas: Mapping[str, Area]) -> set[str]:
    """Cells without labels to go by whose row of the form stands on several rows of the sheet."""
    rows: dict[tuple[str, int, int], list[str]] = {}
    for cell in areas:
        found = form.cells[cell]
        rows.setdefault((found.grid, found.block, found.row), []).append(cell)
    wrong: set[str] = set()
    for cells in rows.values():
        ((_, most),) = Counter(areas[cell].top for cell in cells).most_common(1)
        if len(cells) // 2 < most < len(cells):
            wrong.update(cells)
    return wrong


def _spot(area: Area) -> tuple[str, int, int]:
    return area.sheet, area.top, area.left


def _told(book: WorkbookCells, form: Form, cell: str, area: Area, by_label: bool) -> Unplaced:
    place = (area.top, area.left)
    text = book.content(area.sheet, place).text
    what = "已按标题读这一格" if by_label else "看不出是哪一格的数，没有填入"
    where = f"{area.sheet}!{address(place)}"
    return Unplaced(
        text, where, f"{cell_name(form, cell)}：{_MOVED}，{what}，请核对", Origin(where, 0, 0, *place, text)
    )


def restored(book: WorkbookCells, forms: Sequence[Form]) -> WorkbookCells:
    """The workbook without names that refer to sheets it does not have.

    A collection form gets those that its hidden sheet and, for grids that lost all of theirs, its labels give again.
    """
    book = book._replace(names={name: area for name, area in book.names.items() if area.sheet in book.sheets})
    said = next((found for sheet in book.sheets if (found := _identity(book, sheet))), {})
    whole = book._replace(names={**_pages(book), **said, **book.names})
    form = next((form for form in forms if form.edition == whole.at("report.edition").text), None)
    if form is None or whole.at("report.kind").text not in (UNIT, SECTION):
        return book
    taken = {area.sheet for name, area in whole.names.items() if name.startswith("report.") or name in form.cells}
    names: dict[str, Area] = {}
    for grid in chosen_grids(form, asked_rows(whole, form)):
        if any(cell in book.names for cell in cells_of((grid,))):
            continue
        if found := _grid_names(book, grid, [sheet for sheet in book.sheets if sheet not in taken]):
            names |= {**found, f"{_RESTORED}{grid.id}": next(iter(found.values()))}
    return whole._replace(names={**whole.names, **names}) if names else book


def _identity(book: WorkbookCells, sheet: str) -> dict[str, Area]:
    cells = book.sheets[sheet].cells
    names = {f"report.{content.text}": place[0] for place, content in cells.items() if place[1] == 1}
    if not {"report.format", "report.kind", "report.edition"} <= names.keys():
        return {}
    return {name: Area(sheet, row, 2, row, 2) for name, row in names.items()}


def _pages(book: WorkbookCells) -> dict[str, Area]:
    found = {"report.cover": COVER_SHEET, "report.guidance": GUIDANCE_SHEET}
    names = {name: Area(sheet, 1, 1, 1, 1) for name, sheet in found.items() if sheet in book.sheets}
    labels = {label: name for name, label in COVER_LABELS.items()}
    cover = book.sheets.get(COVER_SHEET)
    for place, content in cover.cells.items() if cover else ():
        if place[1] == 1 and content.text in labels:
            names[f"report.{labels[content.text]}"] = Area(COVER_SHEET, place[0], 2, place[0], 2)
    return names


def _restored_remarks(book: WorkbookCells, grids: Sequence[Grid]) -> Iterator[Unplaced]:
    lost = [grid for grid in grids if f"{_RESTORED}{grid.id}" in book.names]
    if lost:
        yield names_lost(lost, len(lost) == len(grids))


def _grid_names(book: WorkbookCells, grid: Grid, sheets: Iterable[str]) -> dict[str, Area]:
    places = ((sheet, label_places(book, sheet, grid)) for sheet in sheets)
    found = max(places, key=lambda pair: len(pair[1]), default=None)
    return {} if found is None else {cell: Area(found[0], *at, *at) for cell, at in found[1].items()}


def without_identity(book: WorkbookCells) -> str:
    """The kind of a collection form whose hidden sheet is gone, "" for any other workbook."""
    if book.at("report.kind").kind != BLANK or not {"report.cover", "report.guidance"} & book.names.keys():
        return ""
    return SECTION if "科室" in book.at("report.cover").text else UNIT


def lost_cells(form: Form, grids: Iterable[Grid], present: Collection[str]) -> Iterator[Unplaced]:
    """The cells that are asked for and can't be found, by name; a whole grid as one."""
    for grid in grids:
        cells = cells_of((grid,))
        lost = [cell for cell in cells if cell not in present]
        if lost and len(lost) == len(cells):
            yield lost_grid(grid)
        elif lost:
            names = "；".join(cell_name(form, cell) for cell in lost[:_MOST_NAMED])
            rest = f" 等 {len(lost)} 格" if len(lost) > _MOST_NAMED else ""
            told = f"{grid.name}有 {len(lost)} 格不在工作簿里，读不到：{names}{rest}"
            yield Unplaced(grid.name, "工作簿", told, Origin(""))


def lost_grid(grid: Grid) -> Unplaced:
    """What is told of a grid that the workbook has no cell of."""
    return Unplaced(grid.name, "工作簿", f"没有{grid.name}，里面的格都是空白", Origin(""))


def names_lost(grids: Sequence[Grid], all_: bool) -> Unplaced:
    """What is told of grids that lost their names and were read all the same. all_: the workbook has no others."""
    which = "工作簿里的名称都丢失了" if all_ else f"{'、'.join(grid.name for grid in grids)}各格的名称丢失了"
    return Unplaced("名称", "工作簿", f"{which}，已按行、列的标题读，请核对", Origin(""))
