"""What the matching of labels finds: pieces where figures stand, and what the labels beside a row say."""

from __future__ import annotations

from model.label_pieces import Piece
from model.records import NamedTuple


class GroupRow(NamedTuple):
    """A row beside which only the name of a group of rows stands. number: tells it from other rows; rows: the group's."""

    number: int
    label: str
    block: int
    rows: tuple[int, ...]


class Found(NamedTuple):
    """A piece that stands where figures stand. cells: the cells it may belong to, none when nothing tells.

    exact: the labels are the form's own. reason: why it is doubtful, "" when it is certain. labels: as printed.
    together: the figure stands for all of the cells, as their sum. group: the group that alone is named beside the row.
    """

    piece: Piece
    cells: tuple[str, ...]
    exact: bool
    reason: str
    labels: tuple[str, ...] = ()
    together: bool = False
    group: GroupRow | None = None


class RowTarget(NamedTuple):
    """What the labels beside a row say: for each block of the form the rows that it may be, or that it sums up."""

    rows: dict[int, frozenset[int]]
    exact: bool
    reason: str
    labels: tuple[str, ...]
    group: GroupRow | None = None
