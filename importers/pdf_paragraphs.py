"""Lines of a PDF's text joined to paragraphs, over the ends of pages as well; what stands alone stays alone."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from importers.pdf_glyphs import Glyph
from importers.pdf_lines import Line
from model.label_text import numbering

_INDENT = 1.2
"""Characters that a paragraph's first line stands further in than the text's left edge."""
_MOST_INDENT = 4.5
"""What stands further in is centred, or set at the right: a line of its own."""
_SLACK = 0.6
"""Characters that a line may end short of the right edge, besides what the next begins with, and still be full."""
_FEWEST = 3
_LOOSE = 1.35
"""Times the usual distance of lines: a wider one parts paragraphs."""
_OTHER_SIZE = 1.12
_LONGEST_NUMBER = 6
"""Characters of a paragraph's number, and one more."""
_HANGS = 0.2
_ENDS = "。！？；：.!?;:"
_CLOSING = "”’」』）)》】"
_OPENING = "“‘「『（(《【〔〈"
_NEVER_FIRST = frozenset(_ENDS + _CLOSING + "，、,〉〕％%…")
_LATIN = re.compile(r"[!-~]+")
"""Letters and digits in a row, which go to the next line together."""


class Page(NamedTuple):
    """How the text of a page is set. left, right: its edges, in points; leading: from line to line; 0 if not known."""

    left: float
    right: float
    leading: float


def measured(lines: Sequence[Line], widths: Mapping[int, float]) -> dict[int, Page]:
    """How each page's text is set, by what pages of the same width have in common. widths: of the pages."""
    found = {}
    for width in {round(widths[line.page]) for line in lines}:
        found.update(_measured([line for line in lines if round(widths[line.page]) == width], width))
    return found


def _measured(lines: Sequence[Line], width: float) -> dict[int, Page]:
    usual, size = _left(lines), statistics.median(line.size for line in lines)
    lefts = {}
    for page in {line.page for line in lines}:
        members = [line for line in lines if line.page == page]
        own = _left(members)
        lefts[page] = own if len(members) > _FEWEST and abs(own - usual) < 2 * size else usual
    ends = sorted(line.right - lefts[line.page] for line in lines)
    reach = ends[int((len(ends) - 1) * 0.95)]
    full = sum(reach - end < size for end in ends)
    if full < max(_FEWEST, len(ends) / 8):
        # No line is full: the text would go as far as to a margin like the left one.
        reach = max(reach, width - 2 * usual)
    steps = [a.base - b.base for a, b in pairwise(lines) if a.page == b.page and 0 < a.base - b.base < 3 * a.size]
    leading = statistics.median(steps) if steps else 0.0
    return {page: Page(left, left + reach, leading) for page, left in lefts.items()}


def _left(lines: Sequence[Line]) -> float:
    lefts = Counter(round(line.left) for line in lines)
    return min([left for left, count in lefts.items() if count >= max(2, len(lines) // 12)] or list(lefts))


def paragraphs(
    lines: Sequence[Line], pages: dict[int, Page], is_heading: Callable[[str], bool] = lambda text: False
) -> Iterator[tuple[str, int]]:
    """The paragraphs of lines that follow one another, each with the page on which it begins.

    is_heading: whether a line is a section's heading, which goes on with nothing before it.
    """
    begun: list[Line] = []
    for line in lines:
        if begun and (not _runs_on(begun, line, pages) or _is_parted(begun, line, is_heading)):
            yield _text(begun), begun[0].page
            begun = []
        begun.append(line)
    if begun:
        yield _text(begun), begun[0].page


def _is_parted(begun: Sequence[Line], following: Line, is_heading: Callable[[str], bool]) -> bool:
    """Whether one of both is a section's heading."""
    return is_heading(following.text) or is_heading(_text(begun))


def _text(lines: Iterable[Line]) -> str:
    text = ""
    for line in lines:
        # Words of letters are parted by the line's end; Chinese goes on, and so does an address.
        parted = text[-1:].isascii() and text[-1:].isalpha() and line.text[:1].isascii() and line.text[:1].isalpha()
        text += (" " if parted and not _is_address(text) else "") + line.text
    return text


def _is_address(text: str) -> bool:
    word = _LATIN.findall(text)[-1]
    return "/" in word or "@" in word or "." in word


def _runs_on(begun: Sequence[Line], following: Line, pages: dict[int, Page]) -> bool:
    """Whether the paragraph goes on in the next line."""
    line, page, other = begun[-1], pages[begun[-1].page], pages[following.page]
    if max(line.size, following.size) > _OTHER_SIZE * min(line.size, following.size):
        return False
    inner, next_inner = (line.left - page.left) / line.size, (following.left - other.left) / following.size
    if not _is_full(line, following.glyphs, page):
        return False
    if _hangs(begun[0], following) and not _is_far(line, following, page):
        return True
    if inner > _MOST_INDENT or next_inner > _MOST_INDENT:
        # Set in as a whole, as quoted text is.
        return abs(inner - next_inner) < 0.5 and len(begun) > 1
    if _is_far(line, following, page):
        return False
    if next_inner >= _INDENT:
        # A whole paragraph may be set in, but for its first line.
        return len(begun) > 1 and abs(inner - next_inner) < 0.5 and (begun[0].left - line.left) / line.size > 0.5
    return not (_is_ended(line.text) and numbering(following.text).style and _stands_out(begun, line, page))


def _is_full(line: Line, following: Sequence[Glyph], page: Page) -> bool:
    """Whether nothing more of what follows would have found room."""
    return line.right + _unbroken(following) + _SLACK * line.size > page.right


def _unbroken(glyphs: Sequence[Glyph]) -> float:
    """How wide that is with which the line begins and which no line parts: a word, a character with its marks."""
    width, before = 0.0, ""
    for glyph in glyphs:
        together = (
            not before
            or before in _OPENING
            or glyph.text in _NEVER_FIRST
            or (_LATIN.fullmatch(before) and _LATIN.fullmatch(glyph.text))
        )
        if not together:
            break
        width, before = width + glyph.right - glyph.left, glyph.text
    return width


def _hangs(first: Line, following: Line) -> bool:
    """Whether the line begins below the text behind the paragraph's number, which hangs at its left."""
    if not numbering(first.text).style or numbering(following.text).style:
        return False
    behind = first.glyphs[1:_LONGEST_NUMBER]
    return any(abs(glyph.left - following.left) < _HANGS * first.size for glyph in behind)


def _is_far(line: Line, following: Line, page: Page) -> bool:
    return line.page == following.page and 0 < page.leading * _LOOSE < line.base - following.base


def _is_ended(text: str) -> bool:
    return text.rstrip(_CLOSING).endswith(tuple(_ENDS))


def _stands_out(begun: Sequence[Line], line: Line, page: Page) -> bool:
    """Whether the paragraph is set without an indent, so that a new one may begin like any of its lines."""
    return (begun[0].left - page.left) / line.size < _INDENT
