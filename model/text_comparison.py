"""What became of a text: paragraph by paragraph and, inside a paragraph, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from model.records import NamedTuple

SAME, GONE, COME = "same", "gone", "come"

LEAST_ALIKE = 0.4
"""Paragraphs that share less than this share of their characters are another paragraph, not a changed one."""

LEAST_KEPT = 2
"""Characters; what stayed between two changes and is shorter belongs to them: 37→48件 is not 3, 4 and 8 by turns."""

_WORDS = re.compile(r"\d+(?:[.,]\d+)*%?|[A-Za-z]+|\s+|.", re.DOTALL)


class Piece(NamedTuple):
    """A stretch of a paragraph. kind: SAME, GONE or COME."""

    kind: str
    text: str


Paragraph = tuple[Piece, ...]
"""A paragraph of the comparison: all GONE, all COME, or both texts in one."""


def compare_words(old: str, new: str) -> Paragraph:
    """A text against its new wording; figures and Latin words are never cut. No piece is empty."""
    if old == new:
        return (Piece(SAME, old),) if old else ()
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    pieces: list[Piece] = []
    for kind, start, stop, new_start, new_stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[start:stop]), "".join(after[new_start:new_stop])
        pieces += [Piece(SAME, gone)] if kind == "equal" else [Piece(GONE, gone), Piece(COME, come)]
    return tuple(_joined(_without_scraps(piece for piece in pieces if piece.text)))


def compare_paragraphs(old: Sequence[str], new: Sequence[str]) -> tuple[Paragraph, ...]:
    """All paragraphs of both texts in order. Blank ones are left out."""
    before, after = ([text for text in texts if text.strip()] for texts in (old, new))
    found: list[Paragraph] = []
    for kind, start, stop, new_start, new_stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [(Piece(SAME, text),) for text in before[start:stop]]
        else:
            found += _changed(before[start:stop], after[new_start:new_stop])
    return tuple(found)


def old_text(paragraph: Paragraph) -> str:
    """What the paragraph was."""
    return "".join(piece.text for piece in paragraph if piece.kind != COME)


def new_text(paragraph: Paragraph) -> str:
    """What the paragraph is."""
    return "".join(piece.text for piece in paragraph if piece.kind != GONE)


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs that differ: pairs that are alike are one, in order; what has no pair is gone or has come."""
    start = 0
    for text in new:
        at = next((at for at in range(start, len(old)) if _alike(old[at], text)), -1)
        if at < 0:
            yield (Piece(COME, text),)
            continue
        yield from ((Piece(GONE, gone),) for gone in old[start:at])
        yield compare_words(old[at], text)
        start = at + 1
    yield from ((Piece(GONE, gone),) for gone in old[start:])


def _alike(old: str, new: str) -> bool:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return matcher.real_quick_ratio() >= LEAST_ALIKE <= matcher.quick_ratio() and matcher.ratio() >= LEAST_ALIKE


def _without_scraps(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Short stretches that stayed between two changes are told as gone and come with them."""
    all_pieces = list(pieces)
    for number, piece in enumerate(all_pieces):
        inside = 0 < number < len(all_pieces) - 1
        if piece.kind == SAME and inside and len(piece.text) < LEAST_KEPT:
            yield Piece(GONE, piece.text)
            yield Piece(COME, piece.text)
        else:
            yield piece


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Between two stretches that stayed, what went is one piece and stands before what came."""
    changed = {GONE: "", COME: ""}
    for piece in pieces:
        if piece.kind == SAME:
            yield from (Piece(kind, text) for kind, text in changed.items() if text)
            changed = {GONE: "", COME: ""}
            yield piece
        else:
            changed[piece.kind] += piece.text
    yield from (Piece(kind, text) for kind, text in changed.items() if text)
