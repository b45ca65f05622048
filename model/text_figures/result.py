"""What reading a text for figures gives."""

from __future__ import annotations

from decimal import Decimal

from model.number_text import Value
from model.records import NamedTuple

Names = tuple[str, ...]

CELL, SUM, SHARE, CHANGE, ZERO = "cell", "sum", "share", "change", "zero"


class Found(NamedTuple):
    """A figure of a paragraph and what its words name; the names are those of the form's wordings.toml.

    start, end: in the paragraph. choices: what it may be the sum of, the likeliest first; of a share its part.
    whole: what a share may be a part of. direction: of a change, 1, 0 or -1.
    relative: a change in per cent. by_words: words say it, without a figure.
    """

    start: int
    end: int
    kind: str
    choices: tuple[Names, ...]
    value: Decimal
    decimals: int = 0
    certain: bool = True
    whole: tuple[Names, ...] = ()
    rough: bool = False
    power: int | None = None
    direction: int = 0
    relative: bool = False
    sentence: int = 0
    by_words: bool = False


class Ratio(NamedTuple):
    """What a share is: the sum of some cells as a part of the sum of others."""

    numerator: tuple[str, ...]
    denominator: tuple[str, ...]


class TextFigure(NamedTuple):
    """A figure in a section's text that is tied to cells. start, end: in the section's plain text.

    cells: whose sum it is, this year's cells for a change, none for a share. found: the figure, in the unit of its
    cells; expected: the same from the cells, None while one is blank. agrees: whether they are the same as far as the
    text says it: in as many decimals, loosely with 约 or 余. by_words: said without a figure. paragraph: its number from
    0. direction, relative: of a change, as in Found. live: the cells themselves say it, so that it cannot be wrong.
    """

    section: str
    start: int
    end: int
    figure: str
    cells: tuple[str, ...]
    of: Ratio | None
    kind: str
    found: Value
    expected: Value
    certain: bool
    agrees: bool | None = None
    by_words: bool = False
    paragraph: int = 0
    direction: int = 0
    relative: bool = False
    live: bool = False
