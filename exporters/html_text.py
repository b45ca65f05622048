"""The text of a section as HTML: headings by their numbers, sentences set apart, paragraphs.

A block of another kind than "paragraph" is written by the function that BLOCKS has for its kind; one that nobody knows
is a paragraph of its plain text, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from exporters.html_style import Dress
from model.headings import BODY_SHAPE, LEVEL_2, LEVEL_3, shape_of
from model.text import TextBlock, block_text
from ooxml.characters import escape, fit

BlockWriter = Callable[[TextBlock, Dress], str]

BLOCKS: Mapping[str, BlockWriter] = MappingProxyType({})
"""Kind of block → what writes it. Pictures go in as data: URIs with their alternative text, so that the page stays one file."""


def html_text(text: str) -> str:
    """Text as it stands in an element or an attribute: line ends as line feeds, what no document can hold as U+FFFD."""
    return escape(text.replace("\r\n", "\n").replace("\r", "\n"))


def section_text(blocks: Sequence[TextBlock], rank: int, dress: Dress) -> Iterator[str]:
    """A section's blocks as lines of HTML; blank paragraphs are left out. rank: of the first level of headings in it."""
    has_level_2 = False
    for block in blocks:
        if block.kind in BLOCKS:
            yield BLOCKS[block.kind](block, dress)
            continue
        text = block_text(block)
        if not fit(text).strip():
            continue
        kind, lead = shape_of(text)
        if kind == BODY_SHAPE:
            yield _paragraph(text, lead, dress)
            continue
        has_level_2 = has_level_2 or kind == LEVEL_2
        # No level is left out: where no （一） stands above it, 1. is the first level below the section.
        tag = f"h{rank + 1 if kind == LEVEL_3 and has_level_2 else rank}"
        look = dress.of("level2" if kind == LEVEL_2 else "level3")
        yield f"<{tag}{look}>{html_text(text)}</{tag}>"


def _paragraph(text: str, lead: int, dress: Dress) -> str:
    begins = f"<span{dress.of('lead')}>{html_text(text[:lead])}</span>" if lead else ""
    return f"<p{dress.of('body')}>{begins}{html_text(text[lead:])}</p>"
