"""A worksheet as a table for the matching of labels: as far as anything stands in it, merged cells with their spans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from model.source import SourceCell, SourceTable

_MOST_ROWS, _MOST_COLUMNS = 1_000, 80
"""No honest form reaches farther; stray marks beyond are not looked at."""

CellPlace = tuple[int, int]
"""Row and column, counted from 1."""


def sheet_table(texts: Mapping[CellPlace, str], merged: Iterable[tuple[CellPlace, CellPlace]]) -> SourceTable:
    """The sheet as a table that begins in its first cell. texts: of its cells; merged: first and last place of each area."""
    areas = {first: last for first, last in merged if first[0] <= _MOST_ROWS and first[1] <= _MOST_COLUMNS}
    filled = [place for place, text in texts.items() if text.strip()]
    ends = [*filled, *areas.values()]
    height = min(max((place[0] for place in ends), default=0) + 1, _MOST_ROWS)
    width = min(max((place[1] for place in ends), default=0), _MOST_COLUMNS)
    covered = {
        (row, column)
        for first, last in areas.items()
        for row in range(first[0], min(last[0], height) + 1)
        for column in range(first[1], min(last[1], width) + 1)
        if (row, column) != first
    }
    return SourceTable(
        tuple(
            tuple(
                _cell(texts.get((row, column), ""), (row, column), areas, height, width)
                for column in range(1, width + 1)
                if (row, column) not in covered
            )
            for row in range(1, height + 1)
        )
    )


def _cell(text: str, place: CellPlace, areas: Mapping[CellPlace, CellPlace], height: int, width: int) -> SourceCell:
    last = areas.get(place, place)
    rows, columns = min(last[0], height) - place[0] + 1, min(last[1], width) - place[1] + 1
    return SourceCell(text, place[0] - 1, place[1] - 1, max(rows, 1), max(columns, 1))
