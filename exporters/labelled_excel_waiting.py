"""Waiting words of a workbook that nothing is known for: in page headers and footers, text boxes, cells beside the form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from exporters.excel_book import Book, Sheet
from exporters.excel_cells import Cells, s, string_of
from exporters.excel_formulas import address
from exporters.excel_inline import DRAWING_PARAGRAPH
from model.template_words import TemplateWords
from ooxml.markup import parse_xml

_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[A-Za-z])')
"""How a page header is set: font, colour, size, place."""
_FOOTERS = ("oddFooter", "evenFooter", "firstFooter")


def left_waiting(book: Book, sheets: Iterable[tuple[Sheet, Cells]], words: TemplateWords) -> Iterator[str]:
    """What is told of them, each once. sheets: those that are shown, with their cells as they will be filled."""
    found: dict[str, None] = {}
    for sheet, cells in sheets:
        where = f"工作表“{sheet.name}”的"
        for place, cell in cells.places.items():
            _note(found, f"{where} {address(place)} 里", string_of(cell, book.strings), words)
        for node in sheet.tree.root.iterfind(f"{s('headerFooter')}/*"):
            part = "页脚" if str(node.tag).endswith(_FOOTERS) else "页眉"
            _note(found, f"{where}{part}里", _CODES.sub("", node.text or ""), words)
    for text in _boxes(book):
        _note(found, "文本框里", text, words)
    yield from found


def _note(found: dict[str, None], place: str, text: str, words: TemplateWords) -> None:
    if text and words.without_waiting(text) != text:
        found[f"{place}的“{text.strip()}”不知道填什么，没有改动"] = None


def _boxes(book: Book) -> Sequence[str]:
    parts = [name for name in book.package.names if re.fullmatch(r"xl/drawings/[^/]+\.xml", name)]
    roots = [parse_xml(book.package.read(part), part) for part in parts]
    return ["".join(map(str, paragraph.itertext())) for root in roots for paragraph in root.iter(DRAWING_PARAGRAPH)]
