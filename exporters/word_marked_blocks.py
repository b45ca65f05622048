"""The blocks of a text in a comparison: what each paragraph is in print, and the pictures of both reports, marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from exporters.word_marks import COME_COLOUR, GONE_COLOUR, mark_style
from exporters.word_pictures import DrawnPictures, picture_paragraph
from exporters.word_text import section_paragraphs
from model.lists import lists_in
from model.pictures import Picture
from model.report import Report
from model.text import TextBlock, is_caption, is_object, printed_picture
from model.text_comparison import COME, GONE, SAME, Paragraph, compare_paragraphs, new_text, old_text
from ooxml.markup import WORD

_WIDTH = 25400
"""English metric units of the line around a picture that came or went: 2 pt."""
_LINES: Mapping[str, str] = MappingProxyType(
    {
        kind: f'<a:ln w="{_WIDTH}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        f'<a:prstDash val="{dash}"/></a:ln>'
        for kind, colour, dash in ((GONE, GONE_COLOUR, "dash"), (COME, COME_COLOUR, "solid"))
    }
)


class ComparedBlock(NamedTuple):
    """A paragraph of the comparison with the blocks that it is of; None where there was or is none."""

    pieces: Paragraph
    old: TextBlock | None
    new: TextBlock | None
    is_item: bool
    is_caption: bool

    @property
    def text(self) -> str:
        """What it is, or what it was when it is gone."""
        return new_text(self.pieces) or old_text(self.pieces)

    @property
    def shows_object(self) -> bool:
        """Whether what it is, or was, is no text: it is told in a line below its picture."""
        return any(block is not None and is_object(block) for block in (self.old, self.new))

    def pictures(self) -> Iterator[tuple[str, Picture, str]]:
        """What became of its pictures: SAME, GONE or COME, the picture, its words; what went before what came."""
        was, now = (printed_picture(block) if block is not None else None for block in (self.old, self.new))
        if was is not None and was != now:
            yield GONE, was, self.old.alternative if self.old else ""
        if now is not None:
            yield SAME if was == now else COME, now, self.new.alternative if self.new else ""


def compared_blocks(old: Report, new: Report, section: str) -> Iterator[ComparedBlock]:
    """A section's paragraphs in both reports, in order; blank ones are left out."""
    before, after = _Side(old, section), _Side(new, section)
    for pieces in compare_paragraphs(before.texts, after.texts):
        was = before.step() if old_text(pieces) else None
        now = after.step() if new_text(pieces) else None
        side, number = (after, now) if now is not None else (before, was)
        yield ComparedBlock(pieces, before.block(was), after.block(now), side.is_item(number), side.is_caption(number))


class _Side:
    """One report's section, gone through from paragraph to paragraph that is not blank."""

    def __init__(self, report: Report, section: str) -> None:
        self.texts = section_paragraphs(report, section)
        self._blocks: Sequence[TextBlock] = report.text(section)
        self._items = {item.paragraph for found in lists_in(self.texts) for item in found}
        self._numbers = iter([number for number, text in enumerate(self.texts) if text.strip()])

    def step(self) -> int:
        return next(self._numbers)

    def block(self, number: int | None) -> TextBlock | None:
        return None if number is None else self._blocks[number]

    def is_item(self, number: int | None) -> bool:
        return number in self._items

    def is_caption(self, number: int | None) -> bool:
        """Whether it is the line that says what the picture above it is."""
        if not number or not is_caption(self._blocks[number]):
            return False
        return printed_picture(self._blocks[number - 1]) is not None


class MarkedPictures:
    """The pictures that a comparison shows: in a broken red line what went, in a blue one what came."""

    def __init__(self) -> None:
        self._drawn = DrawnPictures()

    def paragraphs(self, compared: ComparedBlock, style: str) -> Iterator[str]:
        """A paragraph for each picture, as XML. style: the text's own.

        The last one stays with its words; what it was before may stand on the page before, if there is no room for both.
        """
        shown = list(compared.pictures())
        for number, (kind, picture, words) in enumerate(shown, 1):
            mark = mark_style(kind)
            run = self._drawn.draw(picture, words, f"<w:rPr>{mark}</w:rPr>" if mark else "", _LINES.get(kind, ""))
            paragraph = picture_paragraph(run, style, keep_next=number == len(shown))
            yield paragraph.replace("<w:p>", f'<w:p xmlns:w="{WORD}">', 1)

    def take(self) -> Mapping[str, Picture]:
        """All that were drawn, by relationship."""
        return self._drawn.take()
