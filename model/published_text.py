"""A report's text against the text that a site shows of it.

What a site's editor does to a text is no difference: white space, breaks between paragraphs, full-width letters and
half-width marks. All else is one, a lost digit first of all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, chain, pairwise

from model.common_words import Change, common_words
from model.label_text import BLANKS
from model.records import NamedTuple
from model.text_comparison import (
    SAME,
    Paragraph,
    beginning,
    paired_paragraphs,
    stretches,
)

_MARKS = str.maketrans(",;:?!()\"'“”‘’", "，；：？！（）＂＇＂＂＇＇")
_OTHER_WIDTHS = ("<wide>", "<narrow>")


class Passage(NamedTuple):
    """A paragraph of a section, or what stands in a line of its own, as a heading does.

    name: its place in words. paragraph: its number in the section's text, -1 for what is not of it.
    """

    section: str
    text: str
    name: str = ""
    paragraph: int = -1


class TextDifference(NamedTuple):
    """A paragraph that reads differently. report, published: "" for one that is missing there.

    place: where it stands in the report, where it is missing there in what was published. pieces: what stayed, went
    and came, as it was compared.
    """

    place: Passage
    report: str
    published: str
    pieces: Paragraph

    @property
    def short(self) -> tuple[str, str]:
        """Both on a line each: what differs with a little around it, of a paragraph that is missing its beginning."""
        if not (self.report and self.published):
            return beginning(self.report), beginning(self.published)
        return stretches(self.pieces)


class _Character(NamedTuple):
    """One that is compared. written: as it stands there, with the white space behind it."""

    compared: str
    written: str
    passage: Passage


_Characters = list[_Character]


def compared(text: str) -> str:
    """What of a text is compared: without white space, every character in the width that Chinese text has it in."""
    return BLANKS.sub("", "".join(map(_usual_width, text)))


def text_differences(report: Iterable[Passage], published: Iterable[Passage]) -> Iterator[TextDifference]:
    """The paragraphs that differ, in the order of the report; each is compared with the one that is most like it."""
    old, new = ([found for item in items if (found := _characters(item))] for items in (report, published))
    matcher = SequenceMatcher(None, list(map(_compared, old)), list(map(_compared, new)), autojunk=False)
    for kind, start, stop, new_start, new_stop in matcher.get_opcodes():
        if kind != "equal":
            yield from _differences(old[start:stop], new[new_start:new_stop])


def _differences(old: Sequence[_Characters], new: Sequence[_Characters]) -> Iterator[TextDifference]:
    parted = _parted_alike(old, new)
    for at, new_at, pieces in paired_paragraphs(list(map(_compared, old)), list(map(_compared, parted))):
        here, there = old[at] if at >= 0 else [], parted[new_at] if new_at >= 0 else []
        if any(piece.kind != SAME for piece in pieces):
            yield TextDifference((here or there)[0].passage, _written(here), _written(there), pieces)


def parted_alike(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The new paragraphs, parted where the old ones are as far as both have the text there; blank ones are left out."""
    texts = ([found for text in texts if (found := _characters(Passage("", text)))] for texts in (old, new))
    return list(map(_written, _parted_alike(*texts)))


def _parted_alike(old: Sequence[_Characters], new: Sequence[_Characters]) -> Sequence[_Characters]:
    """The new paragraphs, parted where the old ones are as far as both have the text there."""
    if not (old and new):
        return new
    characters = list(chain.from_iterable(new))
    stretches = common_words("".join(map(_compared, old)), _compared(characters))
    places = [0, *sorted({*_breaks_alike(stretches, _ends(old), _ends(new))}), len(characters)]
    return [characters[start:stop] for start, stop in pairwise(places) if start < stop]


def _ends(paragraphs: Sequence[_Characters]) -> list[int]:
    """After how many characters all but the last paragraph end."""
    return list(accumulate(map(len, paragraphs)))[:-1]


def _breaks_alike(stretches: Iterable[Change], old: Sequence[int], new: Sequence[int]) -> Iterator[int]:
    """Where the new text is to be parted; old, new: where both are. Both texts have the stretches that are the same.

    Around what changed the new text's own breaks stay, if the old one has any there: a paragraph may have come.
    """
    for same, start, stop, new_start, new_stop in stretches:
        if same:
            yield from (new_start + place - start for place in old if start < place < stop)
        elif around := [place for place in old if start <= place <= stop]:
            own = [place for place in new if new_start <= place <= new_stop]
            yield from own or [new_start if around[-1] == start < stop else new_stop]


def _characters(item: Passage) -> _Characters:
    found: _Characters = []
    for character in item.text:
        if BLANKS.fullmatch(character) is None:
            found.append(_Character(_usual_width(character), character, item))
        elif found:
            found[-1] = found[-1]._replace(written=found[-1].written + character)
    return found


def _usual_width(character: str) -> str:
    """Letters and digits as they stand among Latin ones, marks as they stand among Chinese characters."""
    width, _, code = unicodedata.decomposition(character).partition(" ")
    usual = chr(int(code, 16)) if width in _OTHER_WIDTHS else character
    return usual.translate(_MARKS)


def _compared(characters: Iterable[_Character]) -> str:
    return "".join(character.compared for character in characters)


def _written(characters: Iterable[_Character]) -> str:
    return "".join(character.written for character in characters).strip()
