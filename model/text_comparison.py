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

CONTEXT = 12
"""Characters of what stayed, on either side of what changed."""

BEGINNING = 40
"""Characters of a paragraph that came or went as a whole."""

_MOST_COMPARED = 400_000
"""Pairs of characters; longer texts are told apart by what is the same at their ends: word by word takes seconds."""

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


def differing_stretch(old: str, new: str) -> tuple[str, str]:
    """The words of two texts that differ, each with a little of what stayed around them; … for what is left out.

    Of a text that came or went as a whole, and of two equal ones, the beginning.
    """
    if old == new or not (old and new):
        return beginning(old), beginning(new)
    pieces = compare_words(old, new) if len(old) * len(new) <= _MOST_COMPARED else _by_their_ends(old, new)
    return _stretch(pieces, GONE), _stretch(pieces, COME)


def beginning(text: str) -> str:
    """Its first words, …… for the rest."""
    return text if len(text) <= BEGINNING else f"{text[:BEGINNING]}……"


def old_text(paragraph: Paragraph) -> str:
    """What the paragraph was."""
    return "".join(piece.text for piece in paragraph if piece.kind != COME)


def new_text(paragraph: Paragraph) -> str:
    """What the paragraph is."""
    return "".join(piece.text for piece in paragraph if piece.kind != GONE)


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs that differ: pairs that are alike are one, in order; what has no pair is gone or has come."""
    start = 0
    come: list[Paragraph] = []
    for text in new:
        at = next((at for at in range(start, len(old)) if _alike(old[at], text)), -1)
        if at < 0:
            come.append((Piece(COME, text),))
            continue
        yield from ((Piece(GONE, gone),) for gone in old[start:at])
        yield from come
        yield compare_words(old[at], text)
        start, come = at + 1, []
    yield from ((Piece(GONE, gone),) for gone in old[start:])
    yield from come


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


def _by_their_ends(old: str, new: str) -> Paragraph:
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    stop = next((at for at in range(shorter - start) if old[-1 - at] != new[-1 - at]), shorter - start)
    pieces = (
        Piece(SAME, old[:start]),
        Piece(GONE, old[start : len(old) - stop]),
        Piece(COME, new[start : len(new) - stop]),
        Piece(SAME, old[len(old) - stop :]),
    )
    return tuple(piece for piece in pieces if piece.text)


def _stretch(pieces: Paragraph, kind: str) -> str:
    last = len(pieces) - 1
    shown = []
    for number, piece in enumerate(pieces):
        if piece.kind == kind:
            shown.append(beginning(piece.text))
        elif piece.kind == SAME:
            before, after = (CONTEXT if number < last else 0), (CONTEXT if number else 0)
            left_out = len(piece.text) - before - after
            kept = f"{piece.text[:after]}…{piece.text[len(piece.text) - before :]}"
            shown.append(kept if left_out > 1 else piece.text)
    return "".join(shown)
