"""Rows that hold more figures than their headings tell of: which column each belongs to is then not certain."""

from __future__ import annotations

from collections.abc import Sequence

from model.label_found import Found
from model.label_pieces import FIGURE

OVERFLOW = "这一行的数超出了列标题，不能确定各属哪一栏"


def overflowing_doubtful(found: Sequence[Found]) -> list[Found]:
    """The same, with all figures of a row doubtful when one stands to the right of all that a heading tells.

    Such a row has mostly been pushed to the right by an empty cell too many.
    """
    told: dict[tuple[int, int], int] = {}
    beyond: dict[tuple[int, int], int] = {}
    for item in found:
        block, row, column = item.piece.places[0]
        if item.cells:
            told[block, row] = max(told.get((block, row), -1), column)
        elif item.piece.kind == FIGURE and not item.reason:
            beyond[block, row] = max(beyond.get((block, row), -1), column)
    pushed = {row for row, column in beyond.items() if row in told and column > told[row]}
    return [
        item._replace(reason=OVERFLOW)
        if item.piece.places[0][:2] in pushed and item.cells and not item.reason
        else item
        for item in found
    ]
