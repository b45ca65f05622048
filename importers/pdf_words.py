"""Lines of a table that lacks lines taken apart: figures, and labels put together that are broken over lines.

A gap alone does not tell where a cell ends. A figure is one by its digits, a label by the forms that have it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from importers.pdf_glyphs import UNKNOWN, Glyph
from importers.pdf_labels import KnownLabels
from importers.pdf_lattice import Rules
from importers.pdf_lines import Line, joined
from model.label_text import looks_like_figure

_ATOM_GAP = 0.3
"""Of a character's size: nothing is parted at less."""
_CELL_GAP = 0.5
"""What is no label as a whole is parted at this."""
_DIGITS_GAP = 0.25
_TOUCH = 0.15
_PART = re.compile(r"[,，.．]\d+|\d+[,，.．]")
TOP, MIDDLE, BOTTOM = 0.0, 0.5, 1.0
_MOST_TOGETHER = 5
_LOWEST, _HIGHEST = 0.5, 2.6
"""Times a character's size from one line of a cell to the next: what a label may have, since it is known as a whole."""
_USUAL = 1.7
"""The same for text that is not known."""
_OVERLAP = 0.5
_MOST_LINES = 14
_SHORTEST_BEGINNING = 4
"""Characters with which a label must begin to be told by its beginning."""


class Word(NamedTuple):
    """What stands together in a line, one cell's or a part of it. line: which of the lines, from 0."""

    text: str
    left: float
    right: float
    base: float
    size: float
    line: int
    glyphs: tuple[Glyph, ...]

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure, stands for one, or is a part of one."""
        return looks_like_figure(self.text) or _PART.fullmatch(self.text) is not None

    @property
    def middle(self) -> float:
        """Its middle, from left to right."""
        return (self.left + self.right) / 2


class Label(NamedTuple):
    """A label, or other text of one cell. roles: what it may be in a grid; empty when it is not known.

    held: which part of its height, from the top down, stands level with labels beside it.
    """

    text: str
    words: tuple[Word, ...]
    roles: frozenset[str]
    held: float = MIDDLE

    @property
    def left(self) -> float:
        """Where it begins."""
        return min(word.left for word in self.words)

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(word.right for word in self.words)

    @property
    def top(self) -> float:
        """Where its first line stands."""
        return self.words[0].base

    @property
    def bottom(self) -> float:
        """Where its last line stands."""
        return self.words[-1].base

    @property
    def level(self) -> float:
        """The height at which it stands beside others."""
        return self.top + (self.bottom - self.top) * self.held

    @property
    def size(self) -> float:
        """The size of its characters."""
        return self.words[0].size


def words_of(line: Line, number: int, rules: Rules, labels: KnownLabels) -> list[Word]:
    """The line's words."""
    atoms = [_word(atom, number) for atom in _atoms(line.glyphs, rules)]
    found: list[Word] = []
    place = 0
    while place < len(atoms):
        stop = _label_end(atoms, place, labels)
        found.append(_word([glyph for atom in atoms[place:stop] for glyph in atom.glyphs], number))
        place = stop
    return found


def _word(glyphs: Sequence[Glyph], line: int) -> Word:
    size = max(glyph.size for glyph in glyphs)
    return Word(joined(glyphs), glyphs[0].left, glyphs[-1].right, glyphs[0].base, size, line, tuple(glyphs))


def _atoms(glyphs: Sequence[Glyph], rules: Rules) -> Iterator[list[Glyph]]:
    atom = [glyphs[0]]
    for before, glyph in pairwise(glyphs):
        gap = (glyph.left - before.right) / max(before.size, glyph.size)
        digits = _is_digit(before) and _is_digit(glyph)
        # Digits that touch over a line are a figure that was too wide for its cell, or two figures.
        close = _TOUCH if digits else -math.inf
        if gap > (_DIGITS_GAP if digits else _ATOM_GAP) or (gap > close and _is_walled(before, glyph, rules)):
            yield atom
            atom = []
        atom.append(glyph)
    yield atom


def _is_digit(glyph: Glyph) -> bool:
    return glyph.text.isdigit() or glyph.text == UNKNOWN


def _is_walled(before: Glyph, glyph: Glyph, rules: Rules) -> bool:
    return any(
        before.middle[0] < rule.at < glyph.middle[0] and rule.start < before.middle[1] < rule.stop
        for rule in rules.down
    )


def _label_end(atoms: Sequence[Word], place: int, labels: KnownLabels) -> int:
    """Behind the last of the atoms that are one word with this one: the longest label, else what no wide gap parts."""
    if atoms[place].is_figure:
        return place + 1
    for stop in range(min(len(atoms), place + _MOST_TOGETHER), place + 1, -1):
        if labels.is_label("".join(atom.text for atom in atoms[place:stop])):
            return stop
    stop = place + 1
    while stop < len(atoms) and not atoms[stop].is_figure and not _begins_label(atoms, stop, labels):
        if atoms[stop].left - atoms[stop - 1].right > _CELL_GAP * atoms[stop].size:
            break
        stop += 1
    return stop


def _begins_label(atoms: Sequence[Word], place: int, labels: KnownLabels) -> bool:
    text = atoms[place].text
    return labels.is_label(text) or (len(text) >= _SHORTEST_BEGINNING and labels.begins(text))


def parted_at(words: Iterable[Word], gutters: Sequence[tuple[float, float]], labels: KnownLabels) -> Iterator[Word]:
    """The words, those that are no labels parted where a gap of theirs lies between two columns."""
    for word in words:
        glyphs: list[Glyph] = []
        for before, glyph in pairwise((None, *word.glyphs)):
            gap = (before.right + glyph.left) / 2 if before and glyph else 0.0
            apart = before is not None and glyph is not None and glyph.left - before.right > _ATOM_GAP * glyph.size
            if (
                glyphs
                and apart
                and any(left < gap < right for left, right in gutters)
                and not labels.is_label(word.text)
            ):
                yield _word(glyphs, word.line)
                glyphs = []
            if glyph is not None:
                glyphs.append(glyph)
        yield _word(glyphs, word.line)


def labels_of(words: Iterable[Word], rules: Rules, labels: KnownLabels) -> list[Label]:
    """The labels that the words make, those that are broken over lines put together; other words as they are."""
    waiting = sorted(words, key=lambda word: (word.line, word.left))
    taken: set[int] = set()
    found: list[Label] = []
    for word in waiting:
        if id(word) in taken:
            continue
        chain = _chain(word, [other for other in waiting if id(other) not in taken], rules)
        whole = next((n for n in range(len(chain), 0, -1) if labels.is_label(_text(chain[:n]))), 0)
        if whole:
            taken.update(id(member) for member in chain[:whole])
            found.append(Label(_text(chain[:whole]), tuple(chain[:whole]), labels.roles(_text(chain[:whole]))))
    rest = [word for word in waiting if id(word) not in taken]
    return [*found, *_unknown(rest, rules)]


def _text(words: Iterable[Word]) -> str:
    return "\n".join(word.text for word in words)


def _unknown(words: Sequence[Word], rules: Rules) -> Iterator[Label]:
    """Words that make no label, those close below each other together."""
    taken: set[int] = set()
    for word in words:
        if id(word) not in taken:
            left = [other for other in words if id(other) not in taken]
            close = [word]
            for lower in _chain(word, left, rules)[1:]:
                if close[-1].base - lower.base > _USUAL * word.size:
                    break
                close.append(lower)
            taken.update(id(member) for member in close)
            yield Label(_text(close), tuple(close), frozenset())


def _chain(first: Word, words: Sequence[Word], rules: Rules) -> list[Word]:
    """The words that stand below this one in the same place, from line to line."""
    chain = [first]
    while len(chain) < _MOST_LINES:
        above = chain[-1]
        lower = [word for word in words if _may_go_on(above, word) and not _is_ruled(above, word, rules)]
        if not lower:
            break
        chain.append(min(lower, key=lambda word: (above.base - word.base, abs(word.left - above.left))))
    return chain


def _may_go_on(above: Word, below: Word) -> bool:
    step = (above.base - below.base) / above.size
    shared = min(above.right, below.right) - max(above.left, below.left)
    close = _LOWEST < step < _HIGHEST
    return close and shared > _OVERLAP * min(above.right - above.left, below.right - below.left)


def _is_ruled(above: Word, below: Word, rules: Rules) -> bool:
    middle = (above.middle + below.middle) / 2
    return any(below.base < rule.at < above.base and rule.start < middle < rule.stop for rule in rules.across)
