"""A Word file as blocks: its paragraphs with the numbers that lists give them, its tables, what stands in text boxes.

Read as it would be printed with all tracked changes accepted. Parts beside the body (headers, footers, notes) hold no
report and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from importers.document import Remark, SourceDocument, Spot
from importers.word_numbering import Numbering
from model.source import SourceBlock, SourceParagraph, SourceTable
from ooxml.markup import parse_xml, w
from ooxml.package import Package
from ooxml.tables import paragraph_text
from ooxml.word_blocks import word_blocks

DOCUMENT, NUMBERING, STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATIVES, _CHOICE = f"{_COMPATIBILITY}AlternateContent", f"{_COMPATIBILITY}Choice"
_BOX, _PARAGRAPH, _ROW = w("txbxContent"), w("p"), w("tr")
_GONE = (w("del"), w("moveFrom"))
_CHANGES = (w("ins"), w("del"), w("moveFrom"), w("moveTo"))


def read_word(data: bytes) -> SourceDocument:
    """The document's blocks; raises FileFormatError for a file that is damaged, exceeds the limits or has no body."""
    package = Package(data)
    root = parse_xml(package.read(DOCUMENT), DOCUMENT)
    remarks = tuple(_remarks(root))
    _accept_changes(root)
    _choose_alternatives(root)
    numbering = Numbering(
        *(parse_xml(package.read(part), part) if part in package else None for part in (NUMBERING, STYLES))
    )
    _write_numbers(root, numbering)
    blocks: list[SourceBlock] = []
    spots: list[Spot] = []
    tables = 0
    for number, block in enumerate(_blocks(root.find(w("body"))), 1):
        tables += isinstance(block, SourceTable)
        blocks.append(block)
        spots.append(Spot(table=tables) if isinstance(block, SourceTable) else Spot(row=number))
    return SourceDocument(tuple(blocks), tuple(spots), remarks)


def _remarks(root: Any) -> Iterator[Remark]:
    changed = sum(1 for _ in root.iter(*_CHANGES))
    if changed:
        yield Remark(f"{changed} 处修订", "全文", "文件里有没有接受的修订，已按全部接受读入")


def _blocks(body: Any) -> Iterator[SourceBlock]:
    for found in () if body is None else word_blocks(body):
        block = found.block
        if isinstance(block, SourceParagraph):
            yield from map(SourceParagraph, block.text.split("\n"))
        else:
            yield block
        for box in found.element.iter(_BOX):
            yield from _blocks(box)


def _accept_changes(root: Any) -> None:
    """Take out what tracked changes delete or move away, and join the paragraphs whose mark they delete."""
    for row in list(root.iter(_ROW)):
        if row.find(f"{w('trPr')}/{w('del')}") is not None:
            row.getparent().remove(row)
    for element in list(root.iter(*_GONE)):
        parent = element.getparent()
        if parent is not None and parent.tag != w("rPr"):
            parent.remove(element)
    marked = f"{w('pPr')}/{w('rPr')}"
    for paragraph in list(root.iter(_PARAGRAPH)):
        properties = paragraph.find(marked)
        if properties is not None and any(properties.find(tag) is not None for tag in _GONE):
            _join_with_next(paragraph)


def _join_with_next(paragraph: Any) -> None:
    following = paragraph.getnext()
    content = [child for child in paragraph if child.tag != w("pPr")]
    if following is not None and following.tag == _PARAGRAPH:
        at = 1 if len(following) and following[0].tag == w("pPr") else 0
        following[at:at] = content
    elif content:
        return
    paragraph.getparent().remove(paragraph)


def _choose_alternatives(root: Any) -> None:
    """A drawing is written twice, for new and for old programs: keep the first."""
    for element in list(root.iter(_ALTERNATIVES)):
        for alternative in list(element)[1:]:
            element.remove(alternative)


def _write_numbers(root: Any, numbering: Numbering) -> None:
    """Put the number that a list gives a paragraph in front of its text."""
    for paragraph in root.iter(_PARAGRAPH):
        number = numbering.number(paragraph)
        if number and paragraph_text(paragraph).strip():
            run = etree.Element(w("r"))
            etree.SubElement(run, w("t")).text = number
            properties = paragraph.find(w("pPr"))
            paragraph.insert(0 if properties is None else 1, run)
