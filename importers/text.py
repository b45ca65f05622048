"""The text of a published report, as copied out of a page or a document: a cell a line, or tabs between cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from importers.assemble import Known, assemble
from importers.place_doubts import everywhere
from importers.plain_characters import DAMAGED, damaged_lines
from importers.result import ImportResult
from model.errors import ImportProblem
from model.form import Form
from model.label_catalogue import catalogue_of
from model.label_text import is_page_number, looks_like_figure
from model.label_wordings import Wordings
from model.notes import Origin
from model.source import Place, SourceBlock, SourceLine

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
LARGEST_TEXT = 2_000_000
MOST_LINES = 50_000
"""A report has some hundreds of lines; beyond this a file is of another kind, and reading it would take minutes."""

_OPENING = re.compile(r'(?:^|\t)"')
_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=\t|$)')
_CLOSED = re.compile(r'"(?:[^"]|"")*"(?!")')
_LONGEST_CELL = 50
_MOST_WORDS = 6
"""Into how many words a label may be parted by single spaces."""

_LONGEST_PIECE = 4
_WIDE_GAP = re.compile(r"[ \u3000\xa0]{2,}")


def read_text(
    text: str, source: str, forms: Sequence[Form], wordings: Wordings, known: Known | None = None
) -> ImportResult:
    """The report in this text, on the form whose grids it has; raises ImportProblem when it holds none.

    source: its name, kept as the origin of each figure. known: an edition or a year that is set beforehand.
    """
    if not text.strip():
        raise ImportProblem("这里没有文字。", "请复制整篇报告，从标题到最后一部分，连同三张表。")
    _check_size(text)
    catalogues = [catalogue_of(form, wordings) for form in forms]
    numbered = list(unquoted(_LINE_END.split(text.removeprefix("\ufeff"))))
    lines = [line for _, line in numbered]
    blocks: list[SourceBlock] = list(lines_of(lines, lambda cell: any(c.match(cell) for c in catalogues)))

    def locate(place: Place, printed: str) -> Origin:
        block = blocks[place[0]]
        several = isinstance(block, SourceLine) and len(block.fields) > 1
        return Origin(source, row=numbered[place[0]][0], column=place[2] + 1 if several else 0, text=printed.strip())

    damaged = damaged_lines(lines)
    doubts = {
        place: why for number in damaged for place, why in everywhere(blocks[: number + 1], DAMAGED, number).items()
    }
    return assemble(blocks, locate, forms, wordings, known or Known(), doubts=doubts)


def lines_of(lines: Sequence[str], is_label: Callable[[str], bool]) -> Iterator[SourceLine]:
    """Lines with their cells: parted by tabs, else by gaps where all parts are labels or figures."""
    for line in lines:
        yield SourceLine(line, tuple(_fields(line, is_label)))


def _check_size(text: str) -> None:
    if len(text) > LARGEST_TEXT or sum(1 for _ in _LINE_END.finditer(text)) > MOST_LINES:
        raise ImportProblem(
            f"这里的文字太多（超过{MOST_LINES // 10_000}万行或{LARGEST_TEXT // 10_000}万字），不像一份年报。",
            "请核对是否选对了文件，或只复制年报本身。",
        )


def unquoted(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines and their numbers from 1, cells that a worksheet's copy puts in quotation marks taken out of them.

    A worksheet quotes a cell that holds a line break or a quotation mark. Where it stands beside other cells its
    lines become one, else they stay lines.
    """
    place = 0
    while place < len(lines):
        cells, taken = _cells_with_quotes(lines, place) if _OPENING.search(lines[place]) else (None, 1)
        if cells is None:
            yield place + 1, lines[place]
        elif len(cells) > 1:
            yield place + 1, "\t".join(cell.replace("\n", "") for cell in cells)
        else:
            yield from enumerate(cells[0].split("\n"), place + 1)
        place += taken


def _cells_with_quotes(lines: Sequence[str], place: int) -> tuple[list[str] | None, int]:
    """The cells of the row that begins in this line and how many lines it takes; None where nothing is quoted."""
    cells: list[str] = []
    rest, taken, quoted = lines[place], 1, False
    while True:
        cell, rest, more = _quoted_cell(rest, lines[place + taken : place + taken + _LONGEST_CELL])
        if cell is None:
            cell, tab, rest = rest.partition("\t")
        else:
            quoted, taken = True, taken + more
            tab, rest = rest[:1], rest[1:]
        cells.append(cell)
        if not tab:
            return (cells, taken) if quoted else (None, 1)


def _quoted_cell(text: str, following: Sequence[str]) -> tuple[str | None, str, int]:
    """The quoted cell that the text begins with, what stands behind it, and how many of the following lines it takes."""
    if not text.startswith('"'):
        return None, text, 0
    whole = text
    for more in range(len(following) + 1):
        if more:
            whole += "\n" + following[more - 1]
        found = _QUOTED.match(whole)
        if found:
            cell = found[1].replace('""', '"')
            needed = "\n" in cell or '"' in cell or "\t" in cell or looks_like_figure(cell)
            return (cell, whole[found.end() :], more) if needed else (None, text, 0)
        if _CLOSED.match(whole):
            break
    return None, text, 0


def _fields(line: str, is_label: Callable[[str], bool]) -> Sequence[str]:
    if not line.strip():
        return ("",) if "\t" in line else ()
    if "\t" in line:
        fields = [field.strip() for field in line.split("\t")]
        filled = [field for field in fields if field]
        # A tab beside a single cell only shows that it is one.
        beside = len(fields) == 2 or (len(fields) == 3 and looks_like_figure(fields[1]))
        return filled if len(filled) == 1 and beside else fields
    text = line.strip()
    if is_page_number(text):
        return (text,)
    wide = _WIDE_GAP.split(text)
    if len(wide) > 1 and all(is_label(part) or looks_like_figure(part) for part in wide):
        return wide
    return _segments(text.split(), is_label) or (text,)


def _segments(words: Sequence[str], is_label: Callable[[str], bool]) -> list[str]:
    """Labels and figures parted by single spaces; [] when there is anything else, but for a piece of a label in front."""
    parts: list[str] = []
    place, strange = 0, 0
    while place < len(words):
        stops = range(min(len(words), place + _MOST_WORDS), place, -1)
        stop = next((stop for stop in stops if is_label(" ".join(words[place:stop]))), place + 1)
        part = " ".join(words[place:stop])
        if stop == place + 1 and not is_label(part) and not looks_like_figure(part):
            strange += 1
            if parts or strange > 1 or len(part) > _LONGEST_PIECE:
                return []
        parts.append(part)
        place = stop
    labels = [part for part in parts[strange:] if is_label(part)]
    figures = len(parts) - strange - len(labels)
    return parts if len(parts) > 1 and (figures > 1 or (not strange and labels)) else []
