"""What became of a text: paragraph by paragraph and, inside a paragraph, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from model.common_words import Change, common_words
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
"""Pairs of words that `difflib` compares; it takes minutes for two paragraphs of 12,000 characters."""

_MOST_PAIRS = 400
"""Pairs of paragraphs that are all looked at, about a millisecond each."""

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
    for same, start, stop, new_start, new_stop in _stretches(before, after):
        gone, come = "".join(before[start:stop]), "".join(after[new_start:new_stop])
        pieces += [Piece(SAME, gone)] if same else [Piece(GONE, gone), Piece(COME, come)]
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


def paired_paragraphs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, Paragraph]]:
    """`compare_paragraphs` with the number of each paragraph in the old and the new text, -1 where it is in one only."""
    before, after = (iter([number for number, text in enumerate(texts) if text.strip()]) for texts in (old, new))
    for pieces in compare_paragraphs(old, new):
        yield next(before) if old_text(pieces) else -1, next(after) if new_text(pieces) else -1, pieces


def differing_stretch(old: str, new: str) -> tuple[str, str]:
    """The words of two texts that differ, each with a little of what stayed around them; … for what is left out.

    Of a text that came or went as a whole, and of two equal ones, the beginning.
    """
    if old == new or not (old and new):
        return beginning(old), beginning(new)
    return stretches(compare_words(old, new))


def stretches(paragraph: Paragraph) -> tuple[str, str]:
    """`differing_stretch` of a paragraph that was compared, of which a part stayed."""
    return _stretch(paragraph, GONE), _stretch(paragraph, COME)


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
    pairs = _best_pairs(old, new) if len(old) * len(new) <= _MOST_PAIRS else _first_pairs(old, new)
    start = new_start = 0
    for at, new_at in pairs:
        yield from ((Piece(GONE, gone),) for gone in old[start:at])
        yield from ((Piece(COME, come),) for come in new[new_start:new_at])
        yield compare_words(old[at], new[new_at])
        start, new_start = at + 1, new_at + 1
    yield from ((Piece(GONE, gone),) for gone in old[start:])
    yield from ((Piece(COME, come),) for come in new[new_start:])


def _best_pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The pairs in order that are most alike, all together."""
    shares = {
        (at, new_at): share
        for at, was in enumerate(old)
        for new_at, now in enumerate(new)
        if (share := _alike(was, now))
    }
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for at in reversed(range(len(old))):
        for new_at in reversed(range(len(new))):
            paired = best[at + 1][new_at + 1] + shares.get((at, new_at), 0.0)
            best[at][new_at] = max(best[at + 1][new_at], best[at][new_at + 1], paired)
    at = new_at = 0
    while at < len(old) and new_at < len(new):
        if best[at][new_at] == best[at + 1][new_at]:
            at += 1
        elif best[at][new_at] == best[at][new_at + 1]:
            new_at += 1
        else:
            yield at, new_at
            at, new_at = at + 1, new_at + 1


def _first_pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """For each paragraph the first that is alike: where there are too many to look at all of them."""
    start = 0
    for new_at, text in enumerate(new):
        at = next((at for at in range(start, len(old)) if _alike(old[at], text)), -1)
        if at >= 0:
            yield at, new_at
            start = at + 1


def _alike(old: str, new: str) -> float:
    """The share of their characters that both have in common, 0 when it is too small."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if not matcher.real_quick_ratio() >= LEAST_ALIKE <= matcher.quick_ratio():
        return 0.0
    if len(old) * len(new) <= _MOST_COMPARED:
        share = matcher.ratio()
    else:
        kept = sum(len(piece.text) for piece in compare_words(old, new) if piece.kind == SAME)
        share = 2 * kept / (len(old) + len(new))
    return share if share >= LEAST_ALIKE else 0.0


def _stretches(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    if len(before) * len(after) > _MOST_COMPARED:
        yield from common_words(before, after)
    else:
        for kind, *places in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            yield Change(kind == "equal", *places)


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
