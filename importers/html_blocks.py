"""HTML as blocks: its tables with their spans, and the lines of text between them.

Of the clipboard, where programs put it, and of whole pages, of which each block also says in which elements it stands
and whether all of it is a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from importers.html_elements import SOFT_BREAK, Elements, Path, Run, Table
from model.label_text import looks_like_figure
from model.source import SourceBlock, SourceLine, SourceParagraph, SourceTable

LARGEST = 4_000_000
"""Characters of HTML; a whole report has some hundred thousand."""
_MOST_TAGS = 150_000
_MOST_LINES = 200_000
_HEAD = 20_000

_CLIPBOARD_HEADER = re.compile(r"\s*Version:[^<]*", re.IGNORECASE)
_PROGRAMS = (
    ("WPS", re.compile(r"<meta[^>]*(?:WPS|Kingsoft|\bET\.)", re.IGNORECASE)),
    ("Excel", re.compile(r"<meta[^>]*Excel", re.IGNORECASE)),
    ("Word", re.compile(r"<meta[^>]*Word\.Document|<meta[^>]*Microsoft Word", re.IGNORECASE)),
    ("LibreOffice", re.compile(r"<meta[^>]*LibreOffice", re.IGNORECASE)),
)
_BREAKS = re.compile(r" *\n[ \n]*")
_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\u201c\u201d\u2018\u2019\u2026\u2014"
_SOFT_IN_CHINESE = re.compile(rf"(?<=[{_WIDE}])[ {SOFT_BREAK}]*{SOFT_BREAK}[ {SOFT_BREAK}]*(?=[{_WIDE}])")
_SOFT = re.compile(rf"[ {SOFT_BREAK}]*{SOFT_BREAK}[ {SOFT_BREAK}]*")
_GAP = re.compile(r"[ \u3000]{2,}")
_LONGEST_FIELD = 30
_ADDRESS = re.compile(r"https?://|www\.|@", re.IGNORECASE)
_DOCUMENT = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar|7z)$", re.IGNORECASE)
_NEXT_PART = re.compile(r"[\[【>»›]*(?:下一?页|后一?页)[\]】>»›]*")
_FEWEST_INNER = 12
"""A table of so many cells inside another is none of its figures."""

_FEWEST_TEXT = 200
_MOST_CELLS_AROUND = 12
"""A table of so few cells, one of them with so much text, arranges a page."""


class HtmlBlock(NamedTuple):
    """A block of a page. linked: whether all of its text leads somewhere else."""

    block: SourceBlock
    path: Path
    linked: bool


class HtmlClip(NamedTuple):
    """What an HTML source holds. program: the one that wrote it, "" when it does not say."""

    blocks: tuple[SourceBlock, ...]
    program: str


class HtmlPage(NamedTuple):
    """A whole page. titles: what it calls itself; attachments: names of the files that it links to.

    frames: what its frames refer to; scripts, pictures: how many; hidden: parts of tables that are not seen.
    goes_on: whether a link leads to its next part.
    """

    blocks: tuple[HtmlBlock, ...]
    titles: tuple[str, ...]
    attachments: tuple[str, ...]
    frames: tuple[str, ...]
    scripts: int
    pictures: int
    hidden: int
    goes_on: bool


def read_html(source: str) -> HtmlClip:
    """The tables and paragraphs in order; a table inside a cell stands for itself when it is larger than the outer one.

    What is too large is nothing but the beginning of something else: read as no blocks.
    """
    program = next((name for name, pattern in _PROGRAMS if pattern.search(source[:_HEAD])), "")
    if is_too_large(source):
        return HtmlClip((), program)
    elements = _parsed(_CLIPBOARD_HEADER.sub("", source, count=1), Elements())
    return HtmlClip(tuple(_plain(found.block) for found in _blocks(elements.content)), program)


def is_too_large(source: str) -> bool:
    """Whether there is far more in it than a report with a site's page around it."""
    return len(source) > LARGEST or source.count("<") > _MOST_TAGS or source.count("\n") > _MOST_LINES


def read_html_page(source: str, *, reveal: bool = False) -> HtmlPage:
    """A whole page with what it has in it besides text. reveal: take in what is hidden, too."""
    elements = _parsed(source, Elements(styles=True, reveal=reveal))
    return HtmlPage(
        tuple(_blocks(elements.content, page=True)),
        tuple(dict.fromkeys(title for text in elements.titles if (title := _tidy(text)))),
        tuple(dict.fromkeys(_file_names(elements))),
        tuple(elements.frames),
        elements.scripts,
        elements.pictures,
        elements.hidden_cells,
        any(link.target and _NEXT_PART.fullmatch("".join(link.text.split())) for link in elements.links),
    )


def rows_of_table(table: SourceTable) -> tuple[tuple[str, ...], ...]:
    """The table's texts row by row, each cell's at its upper left, "" in all other places."""
    width = max((cell.column + cell.column_span for row in table.rows for cell in row), default=0)
    rows = [[""] * width for _ in table.rows]
    for row in table.rows:
        for cell in row:
            rows[cell.row][cell.column] = cell.text
    return tuple(map(tuple, rows))


def _plain(block: SourceBlock) -> SourceBlock:
    return SourceParagraph(block.text) if isinstance(block, SourceLine) else block


def _parsed(source: str, elements: Elements) -> Elements:
    elements.feed("".join(_outside("".join(_outside(source, "<!--", "-->")), "<![", ">")))
    elements.close()
    return elements


def _outside(text: str, opening: str, closing: str) -> Iterator[str]:
    """The pieces of the text between what stands in these marks; an opening one that is never closed is text."""
    place = 0
    while (start := text.find(opening, place)) >= 0:
        end = text.find(closing, start + len(opening))
        if end < 0:
            break
        yield text[place:start]
        place = end + len(closing)
    yield text[place:]


def _file_names(elements: Elements) -> Iterator[str]:
    for link in elements.links:
        if _DOCUMENT.search(link.target.partition("?")[0]):
            yield link.text.strip() or link.target.rpartition("/")[2]


def _blocks(content: Iterable[Run | Table], *, page: bool = False) -> Iterator[HtmlBlock]:
    """The content in blocks. page: whether tables that hold nothing but text arrange it."""
    runs: list[Run] = []
    for part in content:
        if isinstance(part, Run):
            runs.append(part)
            continue
        yield from _lines(runs)
        runs = []
        if _arranges_tables(part) or (page and _arranges_text(part)):
            for cell in part.cells():
                yield from _blocks(cell.content, page=page)
        else:
            yield HtmlBlock(_source_table(part), part.path, _is_menu(part))
    yield from _lines(runs)


def _lines(runs: Iterable[Run]) -> Iterator[HtmlBlock]:
    line: list[Run] = []
    for run in runs:
        first, *more = run.text.split("\n")
        line.append(run._replace(text=first))
        for text in more:
            yield from _line(line)
            line = [run._replace(text=text)]
    yield from _line(line)


def _line(runs: Sequence[Run]) -> Iterator[HtmlBlock]:
    """The line as a block, if there is anything in it."""
    text = _tidy("".join(run.text for run in runs))
    if not text:
        return
    seen = [run for run in runs if run.text.strip()]
    path = seen[0].path if seen else ()
    for run in seen:
        path = common_path(path, run.path)
    linked = all(run.link is not None and run.link.ended for run in seen) and not _ADDRESS.search(text)
    fields = _fields(text) if seen and seen[0].exact else ()
    yield HtmlBlock(SourceLine(text, fields) if fields else SourceParagraph(text), path, linked)


def common_path(first: Path, second: Path) -> Path:
    """The elements that both stand in."""
    if first is second:
        return first
    depth = 0
    while depth < min(len(first), len(second)) and first[depth] == second[depth]:
        depth += 1
    return first[:depth]


def _fields(text: str) -> tuple[str, ...]:
    """The cells of a line whose columns are made with spaces or tabs; () for any other line."""
    if "\t" in text:
        return tuple(field.strip() for field in text.split("\t"))
    fields = tuple(field.strip() for field in _GAP.split(text))
    short = len(fields) > 2 and all(len(field) <= _LONGEST_FIELD for field in fields)
    return fields if len(fields) > 1 and (short or all(map(looks_like_figure, fields[1:]))) else ()


def _arranges_tables(table: Table) -> bool:
    """Whether it only arranges larger tables on a page."""
    cells = list(table.cells())
    inner = [part for cell in cells for part in cell.content if isinstance(part, Table)]
    fewest = min(max(len(cells), 1), _FEWEST_INNER - 1)
    return any(_arranges_tables(part) or sum(1 for _ in part.cells()) > fewest for part in inner)


def _arranges_text(table: Table) -> bool:
    """Whether it only arranges text on a page: one cell a row, or one with far more text than a grid's."""
    texts = [text for cell in table.cells() if (text := _text(cell.content))]
    if all(sum(bool(_text(cell.content)) for cell in row) < 2 for row in table.rows) and any("\n" in t for t in texts):
        return True
    return len(texts) <= _MOST_CELLS_AROUND and any(text.count("\n") > 1 and len(text) > _FEWEST_TEXT for text in texts)


def _is_menu(table: Table) -> bool:
    """Whether all that stands in it are links."""
    parts = [part for cell in table.cells() for part in cell.content]
    seen = [part for part in parts if isinstance(part, Table) or part.text.strip()]
    return bool(seen) and all(
        _is_menu(part) if isinstance(part, Table) else part.link is not None and part.link.ended for part in seen
    )


def _source_table(table: Table) -> SourceTable:
    height = len(table.rows)
    rows = (
        [(_text(cell.content), max(1, min(cell.row_span, height - number)), cell.column_span) for cell in row]
        for number, row in enumerate(table.rows)
    )
    return SourceTable.from_rows(rows)


def _text(content: Iterable[Run | Table]) -> str:
    parts = []
    for part in content:
        if isinstance(part, Run):
            parts.append(part.text)
        else:
            parts.extend(["\n", *(f"{_text(cell.content)}\n" for cell in part.cells())])
    return _tidy("".join(parts))


def _tidy(text: str) -> str:
    if SOFT_BREAK in text:
        text = _SOFT.sub(" ", _SOFT_IN_CHINESE.sub("", text))
    return _BREAKS.sub("\n", text.replace("\xa0", " ")).strip()
