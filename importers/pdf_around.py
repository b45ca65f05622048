"""Page headers, page numbers and footers: what stands at the edges of page after page, and is no part of the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from importers.pdf_lines import Line
from model.label_text import is_bare_number, is_page_number, plain

_EDGE = 85.0
"""Points from the paper's upper and lower edge within which they stand (30 mm)."""
_ALIKE = 6.0
"""Points by which their height differs from page to page."""
_MOST_LINES = 3
"""Lines at an edge that may belong to them."""
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


def around(lines: Iterable[Line], heights: Mapping[int, float]) -> tuple[Around, ...]:
    """What stands around the text. lines: those outside of tables; heights: each page's, by its number."""
    edges = list(_edges(lines, heights))
    found: dict[str, list[Line]] = defaultdict(list)
    for edge in edges:
        text = plain(edge.line.text)
        if is_page_number(text) or _PAGE_OF.fullmatch(text) or _is_counting(edge, edges):
            found[PAGE_NUMBER].append(edge.line)
        elif _comes_again(edge, edges):
            found[edge.line.text].append(edge.line)
    return tuple(Around(name, tuple(group)) for name, group in found.items())


def _edges(lines: Iterable[Line], heights: Mapping[int, float]) -> Iterator[_Edge]:
    """The outermost lines of each page within its edges."""
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    for page, members in pages.items():
        members.sort(key=lambda line: -line.base)
        top = heights[page]
        for line in members[:_MOST_LINES]:
            if line.base > top - _EDGE:
                yield _Edge(line, True, top - line.base, line is members[0])
        for line in members[-_MOST_LINES:]:
            if line.base < _EDGE:
                yield _Edge(line, False, line.base, line is members[-1])


def _is_counting(edge: _Edge, edges: Sequence[_Edge]) -> bool:
    """Whether the line is a bare number that counts the pages, here and on another one."""
    if not is_bare_number(edge.line.text):
        return False
    number = int(plain(edge.line.text))
    others = [other.line for other in edges if other.above == edge.above and is_bare_number(other.line.text)]
    steps = [int(plain(other.text)) - number == other.page - edge.line.page for other in others]
    return steps.count(True) > 1 or (number == edge.line.page and edge.last and not edge.above)


def _comes_again(edge: _Edge, edges: Sequence[_Edge]) -> bool:
    """Whether the same line stands at the same height of another page, but for numbers in it."""
    pattern = _pattern(edge.line.text)
    return bool(pattern.strip("#")) and any(
        other.line.page != edge.line.page
        and other.above == edge.above
        and abs(other.depth - edge.depth) <= _ALIKE
        and _pattern(other.line.text) == pattern
        for other in edges
    )


def _pattern(text: str) -> str:
    return _NUMBER.sub("#", plain(text))
