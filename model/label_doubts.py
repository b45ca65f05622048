"""Why figures may be others than their labels' though these are known: what titles, headings and labels say besides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from model.label_catalogue import Catalogue
from model.label_pieces import TEXT, Band, Piece
from model.label_remarks import ABOUT_TABLE

_LONGEST_TITLE = 60
"""Running text speaks of other years all the time."""


class Doubts:
    """What is in force where a document is being read, in Chinese; "" where nothing is doubtful."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._title = ""
        self._block = ""
        self._corner = ""
        self._groups: dict[tuple[int, int], dict[int, str]] = {}

    @property
    def above(self) -> str:
        """What stands above all figures of the table, the block or the headings."""
        return f"{ABOUT_TABLE}{self._title}" if self._title else self._block or self._corner

    def start_table(self, titles: Iterable[str] = ()) -> None:
        """A table of its own begins below these lines."""
        self._title = self._block = self._corner = ""
        self._groups = {}
        for title in titles:
            self.note_title(title)

    def note_title(self, text: str) -> None:
        """A text stands alone in a row: where it speaks of another year, so does what follows, up to the next that does."""
        doubt = self._catalogue.doubt_of(text) if len(text) <= _LONGEST_TITLE else ""
        if doubt or self._catalogue.names_own_year(text):
            self._title = doubt

    def start_block(self, heading: Piece) -> None:
        """A block's own heading was met."""
        self._block = self._catalogue.doubt_of(heading.text)

    def start_band(self, band: Band, pieces: Sequence[Piece]) -> None:
        """New column headings are in force."""
        left = min((piece.column for piece in pieces), default=0)
        words = [p for p in pieces if p.kind == TEXT and (not band.width or p.column == left < band.first)]
        self._corner = self._first([*words, *(piece for piece in pieces if piece.is_label("corner"))])

    def beside(self, labels: Sequence[Piece], rows: Mapping[int, Iterable[int]]) -> str:
        """What the labels beside a row say, and those of the group above that its rows belong to."""
        for piece in labels:
            doubt = self._catalogue.doubt_of(piece.text)
            for use in piece.match.of("row") if piece.match else ():
                for row in () if use.leaf else use.members:
                    self._groups.setdefault((use.block, row), {})[use.level] = doubt
        groups = (self._groups.get((block, row), {}) for block, found in rows.items() for row in found)
        return self._first(labels) or next((doubt for group in groups for doubt in group.values() if doubt), "")

    def _first(self, pieces: Iterable[Piece]) -> str:
        return next(filter(None, (self._catalogue.doubt_of(piece.text) for piece in pieces)), "")
