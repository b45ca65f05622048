"""What the matching of labels works on: pieces of a document, and the headings above its figures."""

from __future__ import annotations

from collections.abc import Mapping

from model.label_catalogue import Match
from model.records import NamedTuple
from model.source import Place

LABEL, FIGURE, BLANK, TEXT = "label", "figure", "blank", "text"


class Piece(NamedTuple):
    """A cell of a table, or one or several lines that hold one cell. kind: LABEL, FIGURE, BLANK or TEXT.

    row, column and the spans are those of a table's cell.
    """

    kind: str
    text: str
    places: tuple[Place, ...]
    match: Match | None = None
    row: int = 0
    column: int = 0
    row_span: int = 1
    column_span: int = 1

    @property
    def end(self) -> int:
        """The first column behind the cell."""
        return self.column + self.column_span

    def is_label(self, *roles: str) -> bool:
        """Whether it is a label that stands in one of these roles somewhere in the form."""
        return self.match is not None and bool(self.match.of(*roles))


class Target(NamedTuple):
    """What stands above a column of figures: for each block of the form the columns that it may be.

    first, end: the print columns of a table that it covers. exact: the headings are the form's own.
    """

    columns: Mapping[int, frozenset[int]]
    texts: tuple[str, ...]
    exact: bool = True
    reason: str = ""
    first: int = 0
    end: int = 0


class Band(NamedTuple):
    """The headings above figures, as targets from left to right.

    blocks: the blocks of the form that the headings fit. width: print columns of the table, 0 when the
    places in print are not known. sure: whether the order of the targets is known. titled: the print columns above
    which anything is printed, known or not.
    """

    targets: tuple[Target, ...]
    blocks: frozenset[int]
    width: int = 0
    sure: bool = True
    titled: frozenset[int] = frozenset()

    @property
    def first(self) -> int:
        """The print column in which the figures begin."""
        return self.targets[0].first if self.targets else 0


NO_BAND = Band((), frozenset())
