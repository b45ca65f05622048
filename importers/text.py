"""The text of a published report, as copied out of a page or a document: a cell a line, or tabs between cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from importers.assemble import Known, assemble
from importers.result import ImportResult
from model.errors import ImportProblem
from model.form import Form
from model.label_catalogue import Catalogue
from model.label_text import looks_like_figure
from model.label_wordings import Wordings
from model.notes import Origin
from model.source import Place, SourceBlock, SourceLine

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
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
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
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


def _fields(line: str, is_label: Callable[[str], bool]) -> Sequence[str]:
    if not line.strip():
        return ("",) if "\t" in line else ()
    if "\t" in line:
        fields = [field.strip() for field in line.split("\t")]
        filled = [field for field in fields if field]
        # One tab beside a single cell only shows that it is one.
        return filled if len(filled) == 1 and len(fields) == 2 else fields
    text = line.strip()
    for parts in (_WIDE_GAP.split(text), _label_and_figures(text)):
        if len(parts) > 1 and all(is_label(part) or looks_like_figure(part) for part in parts):
            return parts
    return (text,)


def _label_and_figures(text: str) -> list[str]:
    """A label and the figures behind it, or figures alone, parted by single spaces."""
    parts = text.split()
    figures = 0
    while figures < len(parts) and looks_like_figure(parts[-1 - figures]):
        figures += 1
    label = " ".join(parts[: len(parts) - figures])
    return [*([label] if label else []), *parts[len(parts) - figures :]]
