"""What is left of a template's flow when the conditions in it have been decided: what a written file must hold.

Goes through the flow alone: knows nothing of how the exporter leaves anything out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from importers.word_flow import BEGINS, BOX, CELL, END, FREE, GOES_ON, ROW, SPANS, TABLE
from model.placeholder_conditions import Control, Decisions, Nesting, control_of
from model.placeholders import PATTERN, canonical
from model.report import Report

_MAY_BE_ONE = re.compile(r"[若如否结]|\b(?:if|el|end)")


class _Cell(NamedTuple):
    """A cell. columns: the first it takes, and the first behind it; merge: how it is merged downwards, as in the flow."""

    columns: tuple[int, int]
    merge: str
    blocks: list[_Block]


class _Row(NamedTuple):
    """A row's cells. free: columns before the first of them."""

    free: int
    cells: list[_Cell]


class _Table(NamedTuple):
    rows: list[_Row]


class _Merge(NamedTuple):
    """The cell that is merged with those below it: what stands in it, and whether one of them was printed before."""

    blocks: list[_Block]
    printed: bool


class _Box(NamedTuple):
    blocks: list[_Block]


_Block = str | _Table | _Box


def has_conditions(texts: Sequence[str]) -> bool:
    """Whether any of these texts holds a placeholder of a condition."""
    if not _MAY_BE_ONE.search("\n".join(texts)):
        return False
    return any(control_of(canonical(match[1])) for text in texts for match in PATTERN.finditer(text))


def decided(texts: Sequence[str], report: Report) -> list[str]:
    """The flow without what the report does not print, and without the conditions that stand alone."""
    blocks, _ = _blocks(texts, 0)
    return list(_shown(blocks, report, Decisions(report)))


def _blocks(texts: Sequence[str], at: int) -> tuple[list[_Block], int]:
    """The blocks from here to the end of what holds them, and where that is."""
    found: list[_Block] = []
    while at < len(texts):
        text = texts[at]
        if text == TABLE:
            rows, at = _rows(texts, at + 1)
            found.append(_Table(rows))
        elif text == BOX:
            inside, at = _blocks(texts, at + 1)
            found.append(_Box(inside))
            at += 1
        elif text in (ROW, CELL, END):
            return found, at
        else:
            found.append(text)
            at += 1
    return found, at


def _rows(texts: Sequence[str], at: int) -> tuple[list[_Row], int]:
    rows: list[_Row] = []
    column = 0
    while at < len(texts) and texts[at] != END:
        if texts[at] == ROW:
            column, at = _number(texts, at + 1, FREE, 0)
            rows.append(_Row(column, []))
        else:
            span, at = _number(texts, at + 1, SPANS, 1)
            merge = next((mark for mark in texts[at : at + 1] if mark in (BEGINS, GOES_ON)), "")
            blocks, at = _blocks(texts, at + bool(merge))
            rows[-1].cells.append(_Cell((column, column + span), merge, blocks))
            column += span
    return rows, at + 1


def _number(texts: Sequence[str], at: int, mark: str, otherwise: int) -> tuple[int, int]:
    """The number of a mark that may stand here, and where it goes on."""
    found = at < len(texts) and texts[at].startswith(mark)
    return (int(texts[at].removeprefix(mark)), at + 1) if found else (otherwise, at)


def _shown(blocks: Sequence[_Block], report: Report, decisions: Decisions) -> Iterator[str]:
    nesting = Nesting(report.form)
    for block in blocks:
        if isinstance(block, str) and (control := _alone(block)):
            nesting.meet(control)
            continue
        if not decisions.shown(nesting.guards):
            continue
        if isinstance(block, str):
            yield block
        elif isinstance(block, _Box):
            yield from (BOX, *_shown(block.blocks, report, decisions), END)
        else:
            yield from _table(block, report, decisions)


def _table(table: _Table, report: Report, decisions: Decisions) -> Iterator[str]:
    nesting = Nesting(report.form)
    controls = [_row_alone(row) for row in table.rows]
    merges: dict[tuple[int, int], _Merge] = {}
    rows: list[str] = []
    for row, control in zip(table.rows, controls, strict=True):
        if control:
            nesting.meet(control)
            _end_merges(merges, (cell for cell in row.cells if cell.merge == BEGINS))
            continue
        is_shown = decisions.shown(nesting.guards)
        rows += [ROW, *([f"{FREE}{row.free}"] if row.free else [])] if is_shown else []
        for cell in row.cells:
            if cell.merge != GOES_ON or cell.columns not in merges:
                _end_merges(merges, (cell,))
                merges[cell.columns] = _Merge(cell.blocks, printed=False)
            merge = merges[cell.columns]
            if is_shown:
                goes_on = cell.merge == GOES_ON and (merge.printed or not any(controls))
                rows += _cell_marks(cell, goes_on=goes_on)
                rows += _shown(cell.blocks if goes_on else merge.blocks, report, decisions)
                merges[cell.columns] = merge._replace(printed=True)
    if rows or not table.rows:
        yield from (TABLE, *rows, END)


def _end_merges(merges: dict[tuple[int, int], _Merge], cells: Iterable[_Cell]) -> None:
    """What is merged above these cells ends with them."""
    for start, stop in [cell.columns for cell in cells]:
        for other in [found for found in merges if found[0] < stop and start < found[1]]:
            del merges[other]


def _cell_marks(cell: _Cell, *, goes_on: bool) -> Iterator[str]:
    start, stop = cell.columns
    yield CELL
    if stop - start > 1:
        yield f"{SPANS}{stop - start}"
    if cell.merge:
        yield GOES_ON if goes_on else BEGINS


def _alone(text: str) -> Control | None:
    match = PATTERN.fullmatch(text.strip())
    return control_of(canonical(match[1])) if match else None


def _row_alone(row: _Row) -> Control | None:
    """What a row's one text does to conditions, None when there is more in it."""
    held = [block for cell in row.cells for block in cell.blocks]
    only = held[0] if len(held) == 1 else None
    return _alone(only) if isinstance(only, str) else None
