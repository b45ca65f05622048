"""Characters of a PDF as lines of text, put together by where they stand, whatever their order in the file."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from importers.pdf_glyphs import Glyph

_SAME_LINE = 0.4
"""Of a character's size: what stands so much higher or lower is on another line."""
_WORD_GAP = 0.25
"""Of a character's size: letters and digits so far from each other are two words."""
_WIDE_GAP = 0.6
"""The same where one of both is a Chinese character: what is narrower only makes room."""
_TYPED_GAP = 0.15


class Line(NamedTuple):
    """A line of text. page: from 1. glyphs: from left to right."""

    text: str
    page: int
    glyphs: tuple[Glyph, ...]

    @property
    def left(self) -> float:
        """Where it begins, in points."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(glyph.right for glyph in self.glyphs)

    @property
    def base(self) -> float:
        """Where its characters stand."""
        return statistics.median(glyph.base for glyph in self.glyphs)

    @property
    def size(self) -> float:
        """The size of its characters."""
        return statistics.median(glyph.size for glyph in self.glyphs)


def lines_of(glyphs: Iterable[Glyph], page: int = 0) -> list[Line]:
    """The lines that the characters make, from the top down; those that stand on their side come last."""
    lines: list[Line] = []
    for turns, group in groupby(sorted(glyphs, key=lambda glyph: glyph.turns), key=lambda glyph: glyph.turns):
        upright = [_turned(glyph, turns) for glyph in group]
        lines += (Line(joined(line), page, tuple(line)) for line in _parted(upright))
    return lines


def _turned(glyph: Glyph, turns: int) -> Glyph:
    """The character as it stands when those turned like it are read."""
    across, up = glyph.middle
    if turns == 1:
        return glyph._replace(left=glyph.bottom, bottom=-glyph.right, right=glyph.top, top=-glyph.left, base=-across)
    if turns == 3:
        return glyph._replace(left=-glyph.top, bottom=glyph.left, right=-glyph.bottom, top=glyph.right, base=across)
    if turns == 2:
        return glyph._replace(left=-glyph.right, bottom=-glyph.top, right=-glyph.left, top=-glyph.bottom, base=-up)
    return glyph


def _parted(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.base):
        # Measured from the line's first: in cells side by side lines stand at half the height of others.
        if line and line[0].base - glyph.base > _SAME_LINE * min(glyph.size, line[0].size):
            yield sorted(line, key=lambda glyph: glyph.left)
            line = []
        line.append(glyph)
    if line:
        yield sorted(line, key=lambda glyph: glyph.left)


def joined(line: Sequence[Glyph]) -> str:
    """The text of a line: a space where it was typed, and where a gap shows that two words stand side by side."""
    text = line[0].text
    for before, glyph in pairwise(line):
        text += (" " if is_apart(before, glyph) else "") + glyph.text
    return text


def is_apart(before: Glyph, glyph: Glyph) -> bool:
    """Whether white space stands between two neighbours of a line."""
    gap = (glyph.left - before.right) / max(before.size, glyph.size, 1.0)
    if before.text.isascii() and glyph.text.isascii():
        return glyph.space or gap > _WORD_GAP
    return gap > (_TYPED_GAP if glyph.space else _WIDE_GAP)
