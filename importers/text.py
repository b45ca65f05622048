"""The text of a published report, as copied out of a page or a document: a cell a line, or tabs between cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from importers.assemble import Known, assemble
from importers.result import ImportResult
from model.errors import ImportProblem
from model.form import Form
from model.label_catalogue import Catalogue
from model.label_text import is_page_number, looks_like_figure
from model.label_wordings import Wordings
from model.notes import Origin
from model.source import Place, SourceBlock, SourceLine

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_OPENING = re.compile(r'(?:^|\t)"')
_LONGEST_CELL = 20
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
    catalogues = [Catalogue(form, wordings) for form in forms]
    lines = _unquoted(_LINE_END.split(text.removeprefix("\ufeff")))
    blocks: list[SourceBlock] = list(lines_of(lines, lambda cell: any(c.match(cell) for c in catalogues)))

    def locate(place: Place, printed: str) -> Origin:
        block = blocks[place[0]]
        several = isinstance(block, SourceLine) and len(block.fields) > 1
        return Origin(source, row=place[0] + 1, column=place[2] + 1 if several else 0, text=printed.strip())

    return assemble(blocks, locate, forms, wordings, known or Known())


def lines_of(lines: Sequence[str], is_label: Callable[[str], bool]) -> Iterator[SourceLine]:
    """Lines with their cells: parted by tabs, else by gaps where all parts are labels or figures."""
    for line in lines:
        yield SourceLine(line, tuple(_fields(line, is_label)))


def _unquoted(lines: Sequence[str]) -> list[str]:
    """Cells of a worksheet that hold several lines are quoted: put them together, an empty line left for each."""
    whole: list[str] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        taken = 1
        while "\t" in line and _is_open(line) and taken < _LONGEST_CELL and place + taken < len(lines):
            line += lines[place + taken]
            taken += 1
        if taken > 1 and not _is_open(line):
            whole.extend((line, *[""] * (taken - 1)))
            place += taken
        else:
            whole.append(lines[place])
            place += 1
    return whole


def _is_open(line: str) -> bool:
    """Whether a quoted cell begins in the line and does not end in it."""
    return line.count('"') % 2 == 1 and _OPENING.search(line) is not None


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
