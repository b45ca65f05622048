"""HTML as programs put it on the clipboard: its tables with their spans, and the text between them, as blocks.

What is not seen (comments, styles, hidden rows) is left out. What is set apart inside a cell (a line break, a small
raised number, a figure struck out) is never run together with the figure beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import NamedTuple

from model.source import SourceBlock, SourceParagraph, SourceTable

LARGEST = 4_000_000
"""Characters of HTML; a whole report has some hundred thousand."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MARKED = re.compile(r"<!\[[^>]*>")
_CLIPBOARD_HEADER = re.compile(r"\s*Version:[^<]*", re.IGNORECASE)
_PROGRAMS = (
    ("WPS", re.compile(r"<meta[^>]*(?:WPS|Kingsoft|\bET\.)", re.IGNORECASE)),
    ("Excel", re.compile(r"<meta[^>]*Excel", re.IGNORECASE)),
    ("Word", re.compile(r"<meta[^>]*Word\.Document|<meta[^>]*Microsoft Word", re.IGNORECASE)),
    ("LibreOffice", re.compile(r"<meta[^>]*LibreOffice", re.IGNORECASE)),
)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_STRUCK = re.compile(r"line-through", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\r\n\f]+")
_BREAKS = re.compile(r" *\n[ \n]*")
_UNSEEN = frozenset(("style", "script", "title", "xml", "del", "template", "select", "textarea"))
_EMPTY = frozenset(("br", "hr", "img", "input", "col", "meta", "link", "wbr", "area", "base", "source"))
_APART = frozenset(("sup", "sub", "s", "strike", "rt"))
_LINES = frozenset(("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "section", "article", "ul", "ol"))
_OPEN_ENDED = frozenset(("td", "th", "tr", "p", "li"))
_MOST_SPAN = 200
_DEEPEST = 12
"""Tables nested deeper than this are text."""


class _Cell:
    def __init__(self, attributes: Mapping[str, str | None]) -> None:
        self.row_span = _span(attributes.get("rowspan"))
        self.column_span = _span(attributes.get("colspan"))
        self.content: list[str | _Table] = []


class _Table:
    def __init__(self, around: list[str | _Table]) -> None:
        self.around = around
        self.rows: list[list[_Cell]] = []
        self.open = False

    def cells(self) -> Iterator[_Cell]:
        for row in self.rows:
            yield from row


class HtmlClip(NamedTuple):
    """What an HTML source holds. program: the one that wrote it, "" when it does not say."""

    blocks: tuple[SourceBlock, ...]
    program: str


def read_html(source: str) -> HtmlClip:
    """The tables and paragraphs in order; a table inside a cell stands for itself when it is larger than the outer one.

    More than LARGEST characters are nothing but the beginning of something else: read as no blocks.
    """
    program = next((name for name, pattern in _PROGRAMS if pattern.search(source)), "")
    if len(source) > LARGEST:
        return HtmlClip((), program)
    parser = _Parser()
    parser.feed(_MARKED.sub("", _COMMENT.sub("", _CLIPBOARD_HEADER.sub("", source, count=1))))
    parser.close()
    return HtmlClip(tuple(_blocks(parser.content)), program)


def rows_of_table(table: SourceTable) -> tuple[tuple[str, ...], ...]:
    """The table's texts row by row, each cell's at its upper left, "" in all other places."""
    width = max((cell.column + cell.column_span for row in table.rows for cell in row), default=0)
    rows = [[""] * width for _ in table.rows]
    for row in table.rows:
        for cell in row:
            rows[cell.row][cell.column] = cell.text
    return tuple(map(tuple, rows))


def _blocks(content: list[str | _Table]) -> Iterator[SourceBlock]:
    text: list[str] = []
    for part in content:
        if isinstance(part, str):
            text.append(part)
            continue
        yield from _paragraphs(text)
        text = []
        if _is_layout(part):
            for cell in part.cells():
                yield from _blocks(cell.content)
        else:
            yield _source_table(part)
    yield from _paragraphs(text)


def _paragraphs(pieces: list[str]) -> Iterator[SourceParagraph]:
    for line in _tidy("".join(pieces)).split("\n"):
        if line:
            yield SourceParagraph(line)


def _is_layout(table: _Table) -> bool:
    """Whether it only arranges larger tables on a page."""
    own = sum(1 for _ in table.cells())
    inner = (part for cell in table.cells() for part in cell.content if isinstance(part, _Table))
    return any(_is_layout(part) or sum(1 for _ in part.cells()) > max(own, 1) for part in inner)


def _source_table(table: _Table) -> SourceTable:
    height = len(table.rows)
    rows = (
        [(_text(cell.content), max(1, min(cell.row_span, height - number)), cell.column_span) for cell in row]
        for number, row in enumerate(table.rows)
    )
    return SourceTable.from_rows(rows)


def _text(content: list[str | _Table]) -> str:
    parts = []
    for part in content:
        if isinstance(part, str):
            parts.append(part)
        else:
            parts.extend(["\n", *(f"{_text(cell.content)}\n" for cell in part.cells())])
    return _tidy("".join(parts))


def _tidy(text: str) -> str:
    return _BREAKS.sub("\n", text.replace("\xa0", " ")).strip()


def _is_hidden(attributes: Mapping[str, str | None], style: str) -> bool:
    """Whether it is not seen, or is for the eye alone, as the hint above a table in our own web pages."""
    return "hidden" in attributes or attributes.get("aria-hidden") == "true" or bool(_HIDDEN.search(style))


def _span(value: str | None) -> int:
    return min(int(value), _MOST_SPAN) if value and value.isascii() and value.isdigit() and int(value) else 1


class _Parser(HTMLParser):
    """Builds the tables; tags that the source leaves open are closed where HTML closes them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.content: list[str | _Table] = []
        self._tables: list[_Table] = []
        self._skipped = ""
        self._skip_depth = self._skipped_tables = 0
        self._struck: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipped and not self._ends_skip(tag):
            return
        attributes = dict(attrs)
        style = attributes.get("style") or ""
        if tag not in _EMPTY and (tag in _UNSEEN or _is_hidden(attributes, style)):
            self._skipped, self._skip_depth, self._skipped_tables = tag, 1, 0
            return
        if tag == "table" and len(self._tables) < _DEEPEST:
            self._open_table()
        elif self._tables and tag == "tr":
            self._tables[-1].rows.append([])
            self._tables[-1].open = False
        elif self._tables and tag in ("td", "th"):
            self._open_cell(attributes)
        elif tag in _LINES:
            self._sink().append("\n")
        elif tag in _APART or _STRUCK.search(style):
            self._sink().append(" ")
            self._struck.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._skipped and not self._leaves_skip(tag):
            return
        if tag == "table" and self._tables:
            self._tables.pop()
        elif self._tables and tag in ("td", "th", "tr"):
            self._tables[-1].open = False
        elif tag in _LINES:
            self._sink().append("\n")
        elif tag in self._struck:
            self._struck.remove(tag)
            self._sink().append(" ")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._sink().append(_WHITE.sub(" ", data))

    def _open_table(self) -> None:
        sink = self._sink()
        table = _Table(self._tables[-1].around if isinstance(sink, _Before) else sink)
        sink.append(table)
        self._tables.append(table)

    def _open_cell(self, attributes: Mapping[str, str | None]) -> None:
        table = self._tables[-1]
        if not table.rows:
            table.rows.append([])
        table.rows[-1].append(_Cell(attributes))
        table.open = True

    def _sink(self) -> list[str | _Table]:
        """Where text goes: into the open cell, else in front of the table in which it stands lost."""
        if not self._tables:
            return self.content
        table = self._tables[-1]
        return table.rows[-1][-1].content if table.open else _Before(table)

    def _ends_skip(self, tag: str) -> bool:
        """Whether what was hidden ends with this tag, because it begins the next of its kind."""
        if self._skipped in _OPEN_ENDED and not self._skipped_tables:
            cells = ("td", "th")
            if tag == "tr" or tag == self._skipped or (tag in cells and self._skipped in cells):
                self._skipped = ""
                return True
        self._skip_depth += tag == self._skipped
        self._skipped_tables += tag == "table"
        return False

    def _leaves_skip(self, tag: str) -> bool:
        """Whether what was hidden ended before this closing tag, which is then to be taken in."""
        if tag == self._skipped:
            self._skip_depth -= 1
            if not self._skip_depth:
                self._skipped = ""
        elif tag == "table" and self._skipped_tables:
            self._skipped_tables -= 1
        elif self._skipped in _OPEN_ENDED and not self._skipped_tables and tag in ("tr", "table", "tbody"):
            self._skipped = ""
            return True
        return False


class _Before(list[str | _Table]):
    """Takes what stands in a table but in none of its cells, and puts it in front of the table."""

    def __init__(self, table: _Table) -> None:
        super().__init__()
        self._table = table

    def append(self, part: str | _Table) -> None:
        around = self._table.around
        around.insert(around.index(self._table) if self._table in around else len(around), part)
