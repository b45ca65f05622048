"""What of a web page is the report and what stands around it: menus, breadcrumbs, share buttons, footers.

Told by the page's own structure: links lead elsewhere, and a report's headings and figures stand in one element of
the page, outside of which there is little of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from importers.html_blocks import common_path
from importers.html_elements import Path
from model.labels import Label, Line, Placement
from model.source import Place, SourceBlock, SourceParagraph, SourceTable

_FEWEST_HEADINGS = 2
"""A single heading does not show where the report stands."""


class PageShape(NamedTuple):
    """How a page is built. paths: for each block the elements it stands in; linked: the blocks that are links.

    apart: blocks of which it is known beforehand that they stand around a report.
    """

    paths: tuple[Path, ...] = ()
    linked: frozenset[int] = frozenset()
    apart: frozenset[int] = frozenset()


LINKS = "网页的菜单和链接"
NO_PAGE = PageShape()
"""Of a document that is no web page."""


def without_links(blocks: Sequence[SourceBlock], page: PageShape) -> tuple[SourceBlock, ...]:
    """The blocks, those that are links left blank: they name other reports, and sections to jump to."""
    return tuple(SourceParagraph("") if number in page.linked else block for number, block in enumerate(blocks))


def starts_in(page: PageShape) -> frozenset[int]:
    """The blocks that stand in another element than the one above, neither the same nor the next beside it."""
    paths = [(number, path) for number, path in enumerate(page.paths) if number not in page.linked]
    return frozenset(
        number for (_, above), (number, path) in pairwise(paths) if path != above and not _beside(above, path)
    )


def _beside(first: Path, second: Path) -> bool:
    """Whether two elements of one kind stand beside each other."""
    return bool(first and second) and first[:-1] == second[:-1] and first[-1][1] == second[-1][1]


def surroundings(placement: Placement, page: PageShape) -> frozenset[int]:
    """The blocks that stand outside of the element of the page in which the report's headings and figures stand.

    Those above its title, too. None where nothing tells.
    """
    headings = [label.place[0] for label in placement.labels if label.role == "section"]
    if not page.paths or len(headings) < _FEWEST_HEADINGS:
        return page.apart
    anchors = {*headings, *(figure.place[0] for figure in placement.figures if figure.cell)}
    inner = page.paths[headings[0]]
    for block in anchors:
        inner = common_path(inner, page.paths[block])
    titles = [title.blocks[0] for title in placement.titles if title.blocks[-1] < min(headings)]
    above = range(max(titles, default=0))
    around = (number for number, path in enumerate(page.paths) if path[: len(inner)] != inner)
    return frozenset((*page.apart, *above, *around)).difference(anchors)


def with_links(
    placement: Placement, blocks: Sequence[SourceBlock], page: PageShape, apart: Collection[int]
) -> Placement:
    """The placement with the links that stand within the report's text, sentences behind them, as lines of it."""
    headings = sorted((label for label in placement.labels if label.role == "section"), key=_block)
    if not page.linked or not headings:
        return placement
    own = [line for line in placement.lines if line.place[0] not in apart and "。" in line.text]
    last = max([headings[-1].place[0], *map(_block, own)])
    lines = []
    for number in sorted(page.linked):
        block = blocks[number]
        if headings[0].place[0] < number < last and number not in apart and not isinstance(block, SourceTable):
            section = [label.section for label in headings if label.place[0] < number][-1]
            lines.append(Line((number, 0, 0), block.text, section))
    return placement._replace(lines=tuple(sorted((*placement.lines, *lines), key=_block)))


def left_links(blocks: Sequence[SourceBlock], page: PageShape, lines: Collection[Line]) -> Iterator[tuple[Place, str]]:
    """The links that are none of these lines, those that follow one another as one: its place and its text."""
    kept = {line.place[0] for line in lines}
    left = [number for number in sorted(page.linked) if number not in kept]
    for _, group in groupby(enumerate(left), key=lambda item: item[1] - item[0]):
        numbers = [number for _, number in group]
        text = "　".join(filter(None, (" ".join(_words(blocks[number])) for number in numbers)))
        yield (numbers[0], 0, 0), text


def _words(block: SourceBlock) -> Iterator[str]:
    if isinstance(block, SourceTable):
        yield from (text for row in block.rows for cell in row if (text := cell.text.strip()))
    else:
        yield block.text.strip()


def _block(item: Line | Label) -> int:
    return item.place[0]
