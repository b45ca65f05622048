"""What is left of a template's flow when the conditions in it have been decided: what a written file must hold.

Goes through the flow alone: knows nothing of how the exporter leaves anything out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from importers.word_flow import BOX, CELL, END, ROW, TABLE
from model.placeholder_conditions import Control, Decisions, Nesting, control_of
from model.placeholders import PATTERN, canonical
from model.report import Report

_MAY_BE_ONE = re.compile(r"[若如否结]|\b(?:if|el|end)")


class _Table(NamedTuple):
    """A table's rows, each of them its cells, each of them its blocks."""

    rows: list[list[list[_Block]]]


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


def _rows(texts: Sequence[str], at: int) -> tuple[list[list[list[_Block]]], int]:
    rows: list[list[list[_Block]]] = []
    while at < len(texts) and texts[at] != END:
        if texts[at] == ROW:
            rows.append([])
            at += 1
        else:
            cell, at = _blocks(texts, at + 1)
            rows[-1].append(cell)
    return rows, at + 1


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
    rows: list[str] = []
    for row in table.rows:
        if control := _row_alone(row):
            nesting.meet(control)
        elif decisions.shown(nesting.guards):
            rows.append(ROW)
            for cell in row:
                rows += (CELL, *_shown(cell, report, decisions))
    if rows or not table.rows:
        yield from (TABLE, *rows, END)


def _alone(text: str) -> Control | None:
    match = PATTERN.fullmatch(text.strip())
    return control_of(canonical(match[1])) if match else None


def _row_alone(row: list[list[_Block]]) -> Control | None:
    """What a row's one text does to conditions, None when there is more in it."""
    held = [block for cell in row for block in cell]
    only = held[0] if len(held) == 1 else None
    return _alone(only) if isinstance(only, str) else None
