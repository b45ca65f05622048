"""Page headers, page numbers and footers: what stands at the edges of page after page, and is no part of the text."""

from __future__ import annotations

import re
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from importers.pdf_lines import Line
from importers.pdf_tables import PdfTable
from model.label_text import is_bare_number, is_page_number, plain

_EDGE = 85.0
"""Points from the paper's upper and lower edge within which they stand (30 mm)."""
_ALIKE = 6.0
"""Points by which their height differs from page to page."""
_SAME_SIZE = 0.5
_MOST_LINES = 3
"""Lines at an edge that may belong to them."""
_LOOSE = 1.25
"""Times the usual distance of lines: what stands further from the text is no part of it."""
_FEWEST_PAGES, _OF_PAGES = 2, 3
"""A header stands on two pages at least and on one in three: left and right pages may have one each, the first none. A
phrase that happens to begin two pages is text.
"""
_SENTENCE_ENDS = ("。", ";", "!", "?")
_NUMBER = re.compile(r"\d+")
_PAGE_OF = re.compile(r"(?:共\d{1,4}页)?第?\d{1,4}(?:页|[/／]\d{1,4})(?:,?共\d{1,4}页)?", re.ASCII)
PAGE_NUMBER, HEADER = "页码", "页眉、页脚"


class Around(NamedTuple):
    """Lines that are no part of the text. name: what they are told as."""

    name: str
    lines: tuple[Line, ...]


class _Edge(NamedTuple):
    """A line at an edge. depth: points from that edge, which is the upper one for `above`; last: no line is nearer."""

    line: Line
    above: bool
    depth: float
    last: bool


def around(
    items: Iterable[Line | PdfTable], heights: Mapping[int, float], is_label: Callable[[str], bool]
) -> tuple[Around, ...]:
    """What stands around the text. heights: each page's, by its number. is_label: whether a text is one of a grid.

    Headings of a table that come again on each page are none of it.
    """
    edges = [edge for edge in _edges(items, heights) if not any(map(is_label, _parts(edge.line)))]
    found: dict[str, list[Line]] = defaultdict(list)
    for edge in edges:
        text = plain(edge.line.text)
        if is_page_number(text) or _PAGE_OF.fullmatch(text) or _is_counting(edge, edges):
            found[PAGE_NUMBER].append(edge.line)
        elif _comes_again(edge, edges, len(heights)):
            found[edge.line.text].append(edge.line)
    return tuple(Around(name, tuple(group)) for name, group in found.items())


def _edges(items: Iterable[Line | PdfTable], heights: Mapping[int, float]) -> Iterator[_Edge]:
    """The outermost lines of each page within its edges that stand apart from what is further in."""
    pages: dict[int, list[Line | PdfTable]] = defaultdict(list)
    for item in items:
        pages[item.page].append(item)
    usual = _leading(pages.values())
    for page, members in pages.items():
        members.sort(key=lambda item: -_top(item))
        height = heights[page]
        for line in _apart(members, usual, lambda line, height=height: line.base > height - _EDGE):  # type: ignore[misc]
            yield _Edge(line, True, height - line.base, line is members[0])
        for line in _apart(members[::-1], usual, lambda line: line.base < _EDGE):
            yield _Edge(line, False, line.base, line is members[-1])


def _top(item: Line | PdfTable) -> float:
    return item.base + item.size if isinstance(item, Line) else item.top


def _bottom(item: Line | PdfTable) -> float:
    return item.base if isinstance(item, Line) else item.bottom


def _leading(pages: Iterable[Sequence[Line | PdfTable]]) -> float:
    """From line to line of the text, as it is mostly."""
    steps = [
        first.base - second.base
        for page in pages
        for first, second in pairwise(page)
        if isinstance(first, Line) and isinstance(second, Line) and 0 < first.base - second.base < 3 * first.size
    ]
    return statistics.median(steps) if steps else 0.0


def _apart(members: Sequence[Line | PdfTable], usual: float, at_edge: Callable[[Line], bool]) -> list[Line]:
    """The lines from the edge inward, as far as the last one that has more room behind it than lines have; page
    numbers, and what stands beside a table, have it or not.
    """
    found: list[Line] = []
    stop = 0
    for item, inner in zip(members[:_MOST_LINES], (*members[1:_MOST_LINES], None), strict=False):
        if not isinstance(item, Line) or not at_edge(item):
            break
        found.append(item)
        room = (
            usual * _LOOSE + 1
            if inner is None
            else min(abs(_bottom(item) - _top(inner)), abs(_bottom(inner) - _top(item)))
        )
        if room + item.size > usual * _LOOSE or isinstance(inner, PdfTable) or is_page_number(item.text):
            stop = len(found)
    return found[:stop]


def _parts(line: Line) -> list[str]:
    return [line.text, *line.text.split(" ")]


def _is_counting(edge: _Edge, edges: Sequence[_Edge]) -> bool:
    """Whether the line is a bare number that counts the pages, here and on another one."""
    if not is_bare_number(edge.line.text):
        return False
    number = int(plain(edge.line.text))
    others = [other.line for other in edges if other.above == edge.above and is_bare_number(other.line.text)]
    steps = [int(plain(other.text)) - number == other.page - edge.line.page for other in others]
    return steps.count(True) > 1 or (number == edge.line.page and edge.last and not edge.above)


def _comes_again(edge: _Edge, edges: Sequence[_Edge], pages: int) -> bool:
    """Whether the same line, but for numbers in it, stands at the same height of page after page, of so many pages.

    A title and a signature that name the unit at the heads of two pages are not of one size.
    """
    pattern = _pattern(edge.line.text)
    if not pattern.strip("#") or pattern.endswith(_SENTENCE_ENDS):
        return False
    met = {
        other.line.page
        for other in edges
        if other.above == edge.above
        and abs(other.depth - edge.depth) <= _ALIKE
        and abs(other.line.size - edge.line.size) <= _SAME_SIZE
        and _pattern(other.line.text) == pattern
    }
    return len(met) >= max(_FEWEST_PAGES, pages // _OF_PAGES)


def _pattern(text: str) -> str:
    return _NUMBER.sub("#", plain(text))
