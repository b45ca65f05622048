"""The text of a section as HTML: headings by their numbers, sentences set apart, lists, pictures, paragraphs.

A block of a kind that nobody knows is a paragraph of its plain text, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from exporters.html_style import Dress
from model.headings import BODY_SHAPE, LEVEL_2, depths, shape_of
from model.lists import List, lists_in
from model.pictures import Picture
from model.records import NamedTuple
from model.text import CHART, PICTURE, TextBlock, block_text, is_caption, is_object
from ooxml.characters import escape, seen


class Chart(NamedTuple):
    """The year's chart where the text has one: a PNG, and all of its figures in words."""

    picture: Picture
    words: str


def html_text(text: str) -> str:
    """Text as it stands in an element or an attribute: line ends as line feeds, what no document can hold as U+FFFD."""
    return escape(seen(text.replace("\r\n", "\n").replace("\r", "\n")))


def section_text(blocks: Sequence[TextBlock], rank: int, dress: Dress, chart: Chart | None) -> Iterator[str]:
    """A section's blocks as lines of HTML; blank paragraphs are left out. rank: of the first level of headings in it."""
    yield from _Section(blocks, rank, dress, chart).lines()


class _Section:
    def __init__(self, blocks: Sequence[TextBlock], rank: int, dress: Dress, chart: Chart | None) -> None:
        self._blocks, self._rank, self._dress, self._chart = blocks, rank, dress, chart
        self._texts = ["" if is_object(block) else block_text(block) for block in blocks]
        self._lists: Mapping[int, List] = {found[0].paragraph: found for found in lists_in(self._texts)}
        self._depths = tuple(depths(self._texts))

    def lines(self) -> Iterator[str]:
        number = 0
        while number < len(self._blocks):
            if number in self._lists:
                found = self._lists[number]
                yield "".join(self._list(found))
                number += len(found)
                continue
            block = self._blocks[number]
            if block.kind in (PICTURE, CHART) and (picture := self._picture(block)):
                yield picture
            elif number and is_caption(block) and is_object(self._blocks[number - 1]):
                yield f"<p{self._dress.of('caption')}>{html_text(block_text(block))}</p>"
            elif seen(text := block_text(block)).strip():
                yield self._paragraph(text, self._depths[number])
            number += 1

    def _paragraph(self, text: str, depth: int) -> str:
        kind, lead = shape_of(text)
        if kind == BODY_SHAPE:
            begins = f"<span{self._dress.of('lead')}>{html_text(text[:lead])}</span>" if lead else ""
            return f"<p{self._dress.of('body')}>{begins}{html_text(text[lead:])}</p>"
        tag = f"h{self._rank + depth - 1}"
        look = self._dress.of("level2" if kind == LEVEL_2 else "level3")
        return f"<{tag}{look}>{html_text(text)}</{tag}>"

    def _list(self, items: List) -> Iterator[str]:
        """A list with all that are inside it; the typed numbers are part of the text, so it has no marks of its own."""
        tags: list[str] = []
        for item in items:
            while len(tags) > item.level + 1:
                yield f"</li></{tags.pop()}>"
            if len(tags) == item.level + 1:
                yield "</li>"
            while len(tags) <= item.level:
                tags.append("ol" if item.ordered else "ul")
                yield f"<{tags[-1]}{self._dress.of('list')}>"
            yield f"<li{self._dress.of('body')}>{html_text(self._texts[item.paragraph])}"
        while tags:
            yield f"</li></{tags.pop()}>"

    def _picture(self, block: TextBlock) -> str:
        """The picture within the page, "" where there is none that can be shown."""
        if block.kind == CHART:
            picture, words = self._chart or (None, "")
        else:
            picture, words = block.picture, block.alternative
        if picture is None or not picture.printable:
            return ""
        look = picture.look
        source = f"data:image/{look.kind};base64,{picture.encoded}"
        size = f'width="{look.width}" height="{look.height}"'
        image = f'<img{self._dress.of("image")} src="{source}" alt="{html_text(words)}" {size}>'
        return f"<div{self._dress.of('picture')}>{image}</div>"
