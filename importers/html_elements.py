"""HTML taken apart: runs of text in the tables and elements in which they stand, and what else a page has in it.

What is not seen (comments, styles, hidden elements) is left out. What is set apart inside a cell (a line break, a
small raised number, a figure struck out) is never run together with the figure beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from itertools import count
from typing import NamedTuple

from importers.html_styles import NO_STYLES, Styles, styles_in

Path = tuple[tuple[int, str], ...]
"""The elements that something stands in, outermost first: of each a number of its own, and its name."""

SOFT_BREAK = "\v"
"""A line end of the source, which is no line break: a space, or nothing between Chinese characters."""

LOST = "\ufffd"
"""What belongs to no figure and no label: with it a cell is certain no more."""

GAP = LOST * 2
"""More than a character is lost: there may have been whole cells."""

_WHITE = re.compile(r"[ \t\r\n\f]+")
_SPACES = re.compile(r"[\r\f]+")
_STRUCK = re.compile(
    r"line-through|vertical-align\s*:\s*(?:super|sub)\b|font-size\s*:\s*0(?:\.0+)?(?:px|pt|r?em|%)?\s*(?:;|!|$)",
    re.IGNORECASE,
)
"""How a style says what a tag of `_APART` says: struck out, a note's number, too small to be seen."""
_FIGURE = re.compile(r"^[\s\d.,%+-]*$")
_UNSEEN = frozenset(
    (
        *("style", "script", "title", "xml", "del", "template", "select", "textarea", "noscript", "svg", "math"),
        *("iframe", "object", "audio", "video", "canvas", "button", "datalist", "noframes"),
    )
)
_EMPTY = frozenset(("br", "hr", "img", "input", "col", "meta", "link", "wbr", "area", "base", "source", "frame"))
_APART = frozenset(("sup", "sub", "s", "strike", "rt"))
_CONTAINERS = frozenset(
    (
        *("div", "section", "article", "main", "aside", "header", "footer", "nav", "center", "form", "fieldset"),
        *("ul", "ol", "dl", "blockquote", "pre", "figure", "details", "address"),
    )
)
_NUMBERED = _CONTAINERS | {"h1", "h2", "h3", "h4", "h5", "h6"}
"""Elements that hold blocks of a page; those of which the end may be left out are none."""

_LINES = _NUMBERED | {"p", "li", "br", "hr", "dt", "dd", "figcaption", "summary"}
_OPEN_ENDED = frozenset(("td", "th", "tr", "p", "li", "dt", "dd"))
_REPEATED = frozenset(("p", "li", "dt", "dd"))
_MOST_SPAN = 200
_DEEPEST = 12
"""Tables nested deeper than this are text."""

_DEEPEST_PATH = 60
_MOST_OPEN = 120
_LONGEST_LINK = 200
"""More characters than this are no link but text in a link that was never closed."""

_HEADINGS = ("h1", "h2")


class Link:
    """A link: where it leads, its text. ended: whether it ends where links do; one left open is none."""

    def __init__(self, target: str) -> None:
        self.target = target
        self.text = ""
        self.ended = False


class Run(NamedTuple):
    """Text that stands together. exact: its white space counts, as in a `pre` element."""

    text: str
    path: Path = ()
    link: Link | None = None
    exact: bool = False


class Cell:
    """A cell as it is written, with what stands in it."""

    def __init__(self, attributes: Mapping[str, str | None]) -> None:
        self.row_span = _span(attributes.get("rowspan"))
        self.column_span = _span(attributes.get("colspan"))
        self.content: list[Run | Table] = []


class Table:
    """A table as it is written. around: the content that it stands in.

    in_row: whether a row of it is open; spoiled: whether nobody knows which of that row's cells is which.
    """

    def __init__(self, around: list[Run | Table], path: Path) -> None:
        self.around = around
        self.path = path
        self.rows: list[list[Cell]] = []
        self.open = self.in_row = self.spoiled = False

    def spoil(self) -> None:
        """Something that stood in the row is lost, or stands in none of its cells: each cell may be another."""
        if self.rows and not self.spoiled:
            self.spoiled = True
            for cell in self.rows[-1]:
                cell.content.append(Run(LOST))

    def cells(self) -> Iterator[Cell]:
        """All cells, row by row."""
        for row in self.rows:
            yield from row


def _span(value: str | None) -> int:
    return min(int(value), _MOST_SPAN) if value and value.isascii() and value.isdigit() and int(value) else 1


class Elements(HTMLParser):
    """Builds the tables and runs; tags that the source leaves open are closed where HTML closes them.

    After `feed` and `close`: content; titles: what the page calls itself; links; frames: what its frames refer to;
    scripts and pictures: how many; hidden_cells: how many parts of tables were left out because they are not seen.
    """

    def __init__(self, *, styles: bool = False, reveal: bool = False) -> None:
        """styles: whether the page's own style sheets tell what is hidden. reveal: take in what is hidden, too."""
        super().__init__(convert_charrefs=True)
        self.content: list[Run | Table] = []
        self.titles: list[str] = []
        self.links: list[Link] = []
        self.frames: list[str] = []
        self.scripts = self.pictures = self.hidden_cells = 0
        self._reads_styles, self._reveals = styles, reveal
        self._styles: Styles = NO_STYLES
        self._style_text: list[str] = []
        self._tables: list[Table] = []
        self._open: list[tuple[int, str]] = []
        self._numbers = count(1)
        self._path: Path = ()
        self._link: Link | None = None
        self._kept = ""
        self._kept_depth = 0
        self._skipped = ""
        self._skip_depth = self._skipped_tables = 0
        self._struck: Counter[str] = Counter()
        self._heading = ""

    def close(self) -> None:
        """The source ends here; a cell that is open in the midst of a table lost what came behind."""
        super().close()
        for table in self._tables:
            if table.open:
                table.rows[-1][-1].content.append(Run(LOST))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipped and not self._ends_skip(tag):
            return
        attributes = dict(attrs)
        # A quotation mark that got lost makes an attribute of all up to the next one.
        self._look_for_loss(
            LOST in tag or any(value and ("<" in value or GAP in value) for value in attributes.values())
        )
        style = attributes.get("style") or ""
        self._note(tag, attributes)
        if tag not in _EMPTY and (tag in _UNSEEN or self._is_hidden(tag, attributes, style)):
            self._skipped, self._skip_depth, self._skipped_tables = tag, 1, 0
            self.hidden_cells += tag in ("tr", "td", "th", "table")
            return
        self._keep_space(tag, attributes, style)
        self._enter(tag)
        if tag == "a":
            self._open_link(attributes.get("href"))
        elif tag in _HEADINGS:
            self._heading = tag
        if tag == "table" and len(self._tables) < _DEEPEST:
            self._open_table()
        elif self._tables and tag == "tr":
            self._tables[-1].rows.append([])
            self._tables[-1].open = False
            self._tables[-1].in_row, self._tables[-1].spoiled = True, False
        elif self._tables and tag in ("td", "th"):
            self._open_cell(attributes)
        elif tag in _LINES:
            self._add("\n")
        elif tag in _APART or _STRUCK.search(style):
            self._add(" ")
            self._struck[tag] += 1

    def handle_comment(self, data: str) -> None:
        self._look_for_loss(LOST in data)

    def handle_decl(self, decl: str) -> None:
        self._look_for_loss(LOST in decl)

    def handle_pi(self, data: str) -> None:
        self._look_for_loss(LOST in data)

    def handle_endtag(self, tag: str) -> None:
        if self._skipped and not self._leaves_skip(tag):
            return
        self._look_for_loss(LOST in tag)
        self._leave(tag)
        if tag == "table" and self._tables:
            self._tables.pop()
        elif self._tables and tag in ("td", "th", "tr"):
            self._tables[-1].open = False
            self._tables[-1].in_row = tag != "tr" and self._tables[-1].in_row
        elif tag in _LINES:
            self._add("\n")
        elif self._struck[tag]:
            self._struck[tag] -= 1
            self._add(" ")

    def handle_data(self, data: str) -> None:
        if self._skipped == "title" and self._skip_depth == 1:
            self.titles[-1:] = [self.titles[-1] + data] if self.titles else [data]
        elif self._skipped == "style" and self._reads_styles:
            self._style_text.append(data)
        if self._skipped:
            return
        self._look_for_loss(GAP in data)
        if self._link is not None and len(self._link.text) <= _LONGEST_LINK:
            self._link.text += data[: _LONGEST_LINK + 1]
        if self._kept:
            self._add(_SPACES.sub("", data), exact=self._kept == "pre")
        else:
            self._add(_WHITE.sub(_blank, data))

    def _note(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        """What a page has in it besides text."""
        if tag == "script":
            self.scripts += 1
        elif tag == "img":
            self.pictures += 1
        elif tag == "title":
            self.titles.append("")
        elif tag in ("iframe", "frame") and (source := attributes.get("src")):
            self.frames.append(source)
        elif tag == "meta" and (attributes.get("name") or "").lower() == "articletitle":
            self.titles.insert(0, attributes.get("content") or "")

    def _is_hidden(self, tag: str, attributes: Mapping[str, str | None], style: str) -> bool:
        """Whether it is not seen, or is for the eye alone, as the hint above a table in our own web pages."""
        if self._reveals:
            return False
        return attributes.get("aria-hidden") == "true" or self._styles.hides(tag, attributes, style)

    def _add(self, text: str, *, exact: bool = False) -> None:
        link = None if self._heading else self._link
        self._sink().append(Run(text, self._path, link, exact))

    def _end_link(self) -> None:
        if self._link is not None:
            self._link.ended = len(self._link.text) <= _LONGEST_LINK
        self._link = None

    def _open_link(self, target: str | None) -> None:
        self._end_link()
        if target is not None and not target.lower().startswith("mailto:"):
            self._link = Link(target)
            self.links.append(self._link)

    def _keep_space(self, tag: str, attributes: Mapping[str, str | None], style: str) -> None:
        """Whether line ends and spaces are kept from here on."""
        if self._kept and tag == self._kept:
            if tag not in _REPEATED:
                self._kept_depth += 1
                return
            self._kept = ""
        if not self._kept and tag not in _EMPTY and (tag == "pre" or self._styles.keeps_space(tag, attributes, style)):
            self._kept, self._kept_depth = tag, 1

    def _enter(self, tag: str) -> None:
        """Note which element the following stands in."""
        if tag in ("td", "th", "tr", "table"):
            if tag != "table":
                self._close_down_to("table", itself=False)
            self._link = None
        if (tag in _NUMBERED or tag in ("td", "th", "table")) and len(self._open) < _MOST_OPEN:
            self._open.append((next(self._numbers), tag))
            self._set_path()

    def _leave(self, tag: str) -> None:
        if tag == "a":
            self._end_link()
        elif tag == self._heading:
            self._heading = ""
        elif tag in ("td", "th", "tr"):
            self._close_down_to("table", itself=False)
        elif tag == "table" or tag in _NUMBERED:
            self._close_down_to(tag, itself=True)
        if tag == self._kept:
            self._kept_depth -= 1
            if not self._kept_depth:
                self._kept = ""

    def _close_down_to(self, tag: str, *, itself: bool) -> None:
        """Close what is open inside the innermost element of this name; none closes the cell it stands in."""
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth][1] == tag:
                del self._open[depth + (not itself) :]
                self._set_path()
                return
            if tag not in ("table", "td", "th") and self._open[depth][1] in ("td", "th", "table"):
                return

    def _set_path(self) -> None:
        self._path = tuple(self._open[:_DEEPEST_PATH])

    def _open_table(self) -> None:
        sink = self._sink()
        table = Table(self._tables[-1].around if isinstance(sink, _Before) else sink, self._path)
        sink.append(table)
        self._tables.append(table)

    def _open_cell(self, attributes: Mapping[str, str | None]) -> None:
        table = self._tables[-1]
        if not table.rows:
            table.rows.append([])
        cell = Cell(attributes)
        if table.spoiled:
            cell.content.append(Run(LOST))
        table.rows[-1].append(cell)
        table.open = True

    def _look_for_loss(self, lost: bool) -> None:
        """Where something of a table's source is lost, nobody knows which cell of the row is which."""
        if lost and self._tables:
            self._tables[-1].spoil()

    def _sink(self) -> list[Run | Table]:
        """Where text goes: into the open cell, else in front of the table in which it stands lost."""
        if not self._tables:
            return self.content
        table = self._tables[-1]
        return table.rows[-1][-1].content if table.open else _Before(table)

    def _ends_skip(self, tag: str) -> bool:
        """Whether what was hidden ends with this tag, because it begins the next of its kind."""
        if tag == "body":
            self._skipped = ""
            return True
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
                if tag == "style" and self._style_text:
                    self._styles = styles_in("".join(self._style_text))
        elif tag == "table" and self._skipped_tables:
            self._skipped_tables -= 1
        elif self._skipped in _OPEN_ENDED and not self._skipped_tables and tag in ("tr", "table", "tbody"):
            self._skipped = ""
            return True
        return False


def _blank(found: re.Match[str]) -> str:
    return SOFT_BREAK if "\n" in found[0] or "\r" in found[0] else " "


class _Before(list[Run | Table]):
    """Takes what stands in a table but in none of its cells, and puts it in front of the table."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table

    def append(self, part: Run | Table) -> None:
        if isinstance(part, Run) and not part.text.strip():
            return
        if isinstance(part, Run) and (self._table.in_row or LOST in part.text):
            self._table.spoil()
        around = self._table.around
        place = next((at for at in range(len(around) - 1, -1, -1) if around[at] is self._table), len(around))
        around.insert(place, part)
