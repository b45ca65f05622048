"""A Word file as blocks: its paragraphs with the numbers that lists give them, its tables, what stands in text boxes.

Read as it would be printed with all tracked changes accepted. Parts beside the body (headers, footers, notes) hold no
report and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from lxml import etree

from importers.document import Remark, SourceDocument, Spot
from importers.own_word import own_document
from importers.place_doubts import everywhere
from importers.word_columns import INDENTED, aligned, with_blanks
from importers.word_damage import CHANGED, outermost, parse_damaged
from importers.word_marks import MARKS, doubtful_in
from importers.word_numbering import Numbering
from importers.word_printed import SPECIAL, as_printed, hidden_styles
from importers.word_unread import UNREAD, covered_in, covered_texts, pictures_of, unread_beside, unread_in
from model.errors import FileFormatError, ImportProblem
from model.source import Place, SourceBlock, SourceParagraph
from ooxml.markup import RELATIONSHIPS, WORD, parse_xml, w
from ooxml.package import Package
from ooxml.tables import paragraph_text
from ooxml.word_blocks import WordBlock, word_blocks

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/wordprocessingml/main\b")
_BODY, _BOX, _PARAGRAPH, _TABLE, _PROPERTIES, _LIST = (
    w(name) for name in ("body", "txbxContent", "p", "tbl", "pPr", "numPr")
)  # fmt: skip
_MOST_TABLES = 5000
"""A report has some dozens; tables in tables take as long as they are deep."""


def read_word(data: bytes) -> SourceDocument:
    """The document's blocks.

    Raises FileFormatError for a file that is damaged, exceeds the limits or has no body, ImportProblem for one with far
    more tables than any report.
    """
    package = Package(data)
    main = _linked(package, "").get("officeDocument", "word/document.xml")
    links = _linked(package, main)
    root, changed = parse_damaged(_content(package, main), main)
    damaged: list[Remark] = [] if changed is None else [Remark("正文", "全文", "文件有损坏，只读了还读得出来的", False)]
    styles = _optional(package, links.get("styles"), damaged)
    numbering = _optional(package, links.get("numbering"), damaged)
    _check_size(root)
    met = {element.tag for element in root.iter(*SPECIAL, *UNREAD, *MARKS, _LIST, INDENTED)}
    remarks = as_printed(root, met, set() if styles is None else hidden_styles(styles))
    if numbering is not None:
        _write_numbers(root, Numbering(numbering, styles), _LIST in met)
    body = root.find(_BODY)
    if body is None:
        raise FileFormatError("文件里没有正文，可能已损坏。", "请重新取得这个文件，或用 Word、WPS 打开后另存。")
    document = _document(body, (*damaged, *remarks, *unread_beside(root)), met, changed or frozenset())
    return document._replace(pictures=pictures_of(body), own=own_document(package, data))


def _check_size(root: Any) -> None:
    tables = sum(1 for _ in root.iter(_TABLE))
    if tables > _MOST_TABLES:
        raise ImportProblem(f"文件里有 {tables} 张表，不像一份年报。", "请核对是否选对了文件。")


def _document(body: Any, remarks: tuple[Remark, ...], met: Set[str], changed: Set[Any]) -> SourceDocument:
    """changed: the outermost tables that may not be what they were."""
    blocks: list[SourceBlock] = []
    spots: list[Spot] = []
    told = list(remarks)
    doubts: dict[Place, str] = {}
    looks, marked, covered = not met.isdisjoint(UNREAD), not met.isdisjoint(MARKS), covered_texts(body)
    read = map(aligned, _found(body, set() if _BOX in met else None))
    found = tuple(map(with_blanks, read) if INDENTED in met else read)
    numbers = _table_numbers(body, found)
    for part in found:
        begun = len(blocks)
        if isinstance(part.block, SourceParagraph):
            blocks.extend(map(SourceParagraph, part.block.text.split("\n")))
            spots.extend(Spot(row=row + 1) for row in range(begun, len(blocks)))
        else:
            blocks.append(part.block)
            spots.append(Spot(table=numbers[part.element]))
        if changed and outermost(part.element) in changed:
            doubts.update(everywhere(blocks, CHANGED, begun))
        if marked:
            doubts.update(doubtful_in(part, begun))
        if looks:
            told.extend(unread_in(part, spots[begun]))
        if covered:
            told.extend(covered_in(part, spots[begun], covered))
    return SourceDocument(tuple(blocks), tuple(spots), tuple(told), doubts=doubts)


def _table_numbers(body: Any, found: Iterable[WordBlock]) -> Mapping[Any, int]:
    """The tables from 1 as a reader counts them: those that only hold others or frame a cell are none."""
    shown = {part.element for part in found}

    def counts(table: Any) -> bool:
        within = next(table.iterancestors(_TABLE), None)
        return table in shown or (within not in shown and sum(1 for _ in table.iter(_TABLE)) == 1)

    return {table: number for number, table in enumerate(filter(counts, body.iter(_TABLE)), 1)}


def _found(body: Any, boxes: set[Any] | None) -> Iterator[WordBlock]:
    """The body's blocks, those of text boxes behind the paragraph or table in which they stand.

    boxes: those that were read already, None where there are none.
    """
    for found in word_blocks(body):
        yield found
        for box in found.element.iter(_BOX) if boxes is not None else ():
            if boxes is not None and box not in boxes and _above(box) is _above(found.element):
                boxes.add(box)
                yield from _found(box, boxes)


def _above(element: Any) -> Any:
    """The text box around an element, None without one."""
    return next(element.iterancestors(_BOX), None)


def _write_numbers(root: Any, numbering: Numbering, listed: bool) -> None:
    """Put the number that a list gives a paragraph in front of its text. listed: whether any says that it is in one."""
    for paragraph in root.iter(_PARAGRAPH) if listed or numbering.in_styles else ():
        text = paragraph_text(paragraph).strip()
        number = numbering.in_front(paragraph, text)
        if number and text:
            run = etree.Element(w("r"))
            etree.SubElement(run, w("t")).text = number
            paragraph.insert(1 if len(paragraph) and paragraph[0].tag == _PROPERTIES else 0, run)


def _content(package: Package, part: str) -> bytes:
    """A part's bytes, with the names of the usual kind of Word file where it is of the strict one."""
    return _STRICT.sub(WORD.encode(), package.read(part))


def _optional(package: Package, part: str | None, damaged: list[Remark]) -> Any:
    """A part's root, None where there is none or it is damaged, of which is told."""
    if part is None:
        return None
    try:
        return parse_xml(_content(package, part), part)
    except FileFormatError:
        damaged.append(Remark(part, "文件内部", "这一部分已损坏，没有用它；自动编号可能没有读到", False))
        return None


def _linked(package: Package, part: str) -> dict[str, str]:
    """The parts that a part ("" for the package) refers to, by kind; those that are not there are left out."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    found: dict[str, str] = {}
    try:
        items = parse_xml(package.read(relations), relations) if relations in package else ()
    except FileFormatError:
        # What is damaged there is found by its usual name.
        items = ()
    for item in items:
        target = item.get("Target", "")
        whole = target[1:] if target.startswith("/") else f"{folder}/{target}".lstrip("/")
        if item.tag == f"{{{RELATIONSHIPS}}}Relationship" and whole in package:
            found.setdefault(item.get("Type", "").rpartition("/")[2], whole)
    if part and not found:
        usual = {kind: f"{folder}/{kind}.xml" for kind in ("styles", "numbering")}
        found = {kind: name for kind, name in usual.items() if name in package}
    return found
