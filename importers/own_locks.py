"""Whether what is locked in a collection form, or computed in any of our workbooks, was changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from importers.own_places import asked_rows, without_identity
from importers.result import Unplaced
from importers.workbook_cells import BLANK, Area, WorkbookCells, address, place_of
from model.collection import COVER_LABELS, SECTION, UNIT, cells_of, chosen_grids, seal, settled
from model.form import Form, Grid
from model.naming import cell_name
from model.notes import Origin
from model.printed import printed_blocks

_FREE = ("filler", "leader", "phone", "date")
"""Cells of the form, beside the figures, that are filled in by whoever gets it."""
_SUM = re.compile(r'=IF\(COUNT\([@:,]+\)=0,"",SUM\([@:,]+\)\)')
_ADDED = re.compile(r"(?:COUNT|SUM)\(([^()]*)\)")
_MOST_ADDED = 5000
_TOLD = "锁定的内容被改动了"


def locked_remarks(book: WorkbookCells, form: Form, kind: str, present: Sequence[str]) -> Iterator[Unplaced]:
    """What was changed that should not have been; each with where it stands."""
    ours = kind in (UNIT, SECTION) or "report.format" in book.names
    # In the template of an office a total may be written as a figure.
    for cell in present if ours else ():
        area, content = book.names[cell], book.at(cell)
        if form.cells[cell].computed and content.formula is None and content.kind != BLANK:
            yield _remark(book, area, f"{cell_name(form, cell)}的公式被改成了数，已按各格重新计算")
        elif form.cells[cell].computed and kind in (UNIT, SECTION) and not _is_sum(book, form, cell):
            yield _remark(book, area, f"{cell_name(form, cell)}的公式被改动了，已按各格重新计算")
    if kind in (UNIT, SECTION):
        yield from _sealed(book, form)


def _is_sum(book: WorkbookCells, form: Form, cell: str) -> bool:
    """Whether the cell adds up its own cells as the form had it; a cell with nothing in it was cleared."""
    formula, sheet = book.at(cell).formula, book.names[cell].sheet
    if formula is None or _SUM.fullmatch(settled(f"={formula}")) is None:
        return False
    parts = [book.names[part] for part in form.cells[cell].parts if part in book.names]
    if any(area.sheet != sheet for area in parts):
        return True
    wanted = {(area.top, area.left) for area in parts}
    return all(_adds(book, sheet, wanted, _added(text)) for text in _ADDED.findall(formula))


def _adds(book: WorkbookCells, sheet: str, wanted: set[tuple[int, int]], added: set[tuple[int, int]]) -> bool:
    """Whether these cells are added and nothing else; rows that were put in among them hold nothing."""
    return wanted <= added and all(book.content(sheet, place).kind == BLANK for place in added - wanted)


def _added(text: str) -> set[tuple[int, int]]:
    """The places in a list such as D5:I5,D7."""
    found: set[tuple[int, int]] = set()
    for area in text.replace("$", "").split(","):
        ends = [place_of(end.rpartition("!")[2]) for end in area.split(":")]
        if ends[0] and ends[-1]:
            (top, left), (bottom, right) = ends[0], ends[-1]
            if (bottom - top + 1) * (right - left + 1) > _MOST_ADDED:
                return set()
            found.update((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
    return found


def _sealed(book: WorkbookCells, form: Form) -> Iterator[Unplaced]:
    rows = asked_rows(book, form)
    grids = chosen_grids(form, rows)
    lost = [label for grid in grids for label in _labels_lost(book, grid)]
    for name, label in lost:
        yield Unplaced(label, name, f"{_TOLD}：这个名称不见了或被改过，请核对这一行（列）的数", Origin(""))
    if without_identity(book):
        told = "隐藏的工作表“标识”不见了或被清空，封记无法核对：看不出锁定的标题、说明和公式有没有改动，请与填表人核对"
        yield Unplaced("标识", "工作簿", told, Origin(""))
        return
    yield from _given_changed(book)
    if lost and "report.seal_apart" not in book.names:
        told = "标题改动后封记对不上：看不出单位、年度、说明和公式有没有改动，请与填表人核对"
        yield Unplaced("封记", "工作簿", told, Origin(""))
    elif not _seal_holds(book, form, rows, bool(lost)):
        what = "标识、说明或公式" if lost else "标识、标题、说明或公式"
        what = what if "report.seal_apart" in book.names else f"单位、年度、{what}"
        yield Unplaced("封记", "工作簿", f"{_TOLD}（{what}），请与填表人核对", Origin(""))


def _seal_holds(book: WorkbookCells, form: Form, rows: Collection[str], labels_lost: bool) -> bool:
    """Whether the seal is whole; where labels were changed, the one over all but the texts of the grids' sheets."""
    name = "report.seal_apart" if labels_lost else "report.seal"
    return book.at(name).text == seal(identity(book), locked_content(book, form, rows, not labels_lost))


def _given_changed(book: WorkbookCells) -> Iterator[Unplaced]:
    """Unit and year that are not as the form was given out."""
    for name in _given(book):
        given, stands = (book.at(of).text.strip() for of in (f"report.given_{name}", f"report.{name}"))
        if f"report.given_{name}" not in book.names or given == stands:
            continue
        reason = f"{_TOLD}：{COVER_LABELS[name]}发出时是“{given}”，请与填表人核对"
        area = book.names.get(f"report.{name}")
        yield Unplaced(stands, COVER_LABELS[name], reason, Origin("")) if area is None else _remark(book, area, reason)


def _given(book: WorkbookCells) -> list[str]:
    """Which of unit and year the form was given out with, so that they were locked."""
    return [name for name in book.at("report.locked").text.split() if name in ("unit", "year")]


def identity(book: WorkbookCells) -> tuple[str, ...]:
    """What the hidden sheet says of the form, with unit and year where they were locked.

    Forms that were given out before the hidden sheet had unit and year have them on the first page alone.
    """
    said = (book.at(f"report.{name}").text for name in ("format", "kind", "form", "edition", "section", "rows"))
    given = (
        f"report.given_{name}" if f"report.given_{name}" in book.names else f"report.{name}" for name in _given(book)
    )
    return (*said, *(book.at(name).text for name in given))


def locked_content(book: WorkbookCells, form: Form, rows: Collection[str], grid_texts: bool = True) -> Iterator[str]:
    """The texts and formulas of all locked cells but the sums, sheet by sheet in the order of the form.

    grid_texts: with the texts on the sheets of the grids, not their formulas alone.
    """
    figures = cells_of(chosen_grids(form, rows))
    free = [f"report.{name}" for name in (*_FREE, "unit", "year")]
    areas = [book.names[name] for name in (*figures, *free) if name in book.names]
    taken = {(area.sheet, area.top, area.left) for area in areas}
    of_grids = {book.names[name].sheet for name in figures if name in book.names}
    for sheet in _sheets(book, form):
        for place, content in sorted(book.sheets[sheet].cells.items()):
            if (sheet, *place) in taken:
                continue
            if content.formula is not None:
                yield f"={content.formula}"
            elif content.kind != BLANK and (grid_texts or sheet not in of_grids):
                yield content.text


def _sheets(book: WorkbookCells, form: Form) -> list[str]:
    """The sheets of the form: the first page, the grids in order, the guidance."""
    names = ["report.cover", *form.cells, "report.guidance"]
    found = (book.names[name].sheet for name in names if name in book.names)
    return [sheet for sheet in dict.fromkeys(found) if sheet in book.sheets]


def _labels_lost(book: WorkbookCells, grid: Grid) -> Iterator[tuple[str, str]]:
    """Printed labels of a grid that its sheet no longer has, with the sheet's name."""
    sheet = next((book.names[cell].sheet for cell in cells_of((grid,)) if cell in book.names), "")
    if sheet not in book.sheets:
        return
    standing = [settled(content.text) for content in book.sheets[sheet].cells.values()]
    for block in printed_blocks(grid):
        for cell in block.cells:
            label = settled(cell.text)
            if label and label in standing:
                standing.remove(label)
            elif label:
                yield sheet, cell.text


def _remark(book: WorkbookCells, area: Area, reason: str) -> Unplaced:
    place = (area.top, area.left)
    text = book.content(area.sheet, place).text
    where = f"{area.sheet}!{address(place)}"
    return Unplaced(text, where, reason, Origin(where, 0, 0, *place, text))
