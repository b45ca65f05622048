"""What of a Word document can't be read as text and is told instead: pictures, equations, what merged cells cover."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from importers.document import Remark, Spot
from ooxml.markup import w
from ooxml.tables import cell_text, children
from ooxml.word_blocks import WordBlock

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_EQUATION, _MATH_TEXT = f"{_MATH}oMath", f"{_MATH}t"
_BOX, _ROW, _CELL, _TEXT = (w(name) for name in ("txbxContent", "tr", "tc", "t"))
_PICTURES = (w("drawing"), w("pict"), w("object"))
_OTHER_FILE, _NOTES = w("altChunk"), (w("footnoteReference"), w("endnoteReference"))
_MERGED, _VALUE, _RESTART = (w("vMerge"), w("hMerge")), w("val"), "restart"
_LONGEST = 20

UNREAD = (_EQUATION, _BOX, _OTHER_FILE, *_NOTES, *_PICTURES)
"""The elements that have to be told of."""


def unread_beside(root: Any) -> Iterator[Remark]:
    """What is to be told of the document as a whole."""
    notes, files = (sum(1 for _ in root.iter(*tags)) for tags in (_NOTES, (_OTHER_FILE,)))
    if notes:
        yield Remark(f"{notes} 处脚注、尾注", "全文", "注释里的文字没有读入")
    if files:
        yield Remark(f"嵌着 {files} 个别的文件", "全文", "嵌着的文件没有读入；用 Word 打开后另存，它就成为正文", False)


def unread_in(found: WordBlock, spot: Spot) -> Iterator[Remark]:
    """What is to be told of a paragraph or a table that begins there."""
    for (row, column), cell in found.cells.items():
        yield from _of_cell(cell, (spot.page, spot.table, spot.row + row, column + 1))
    if not found.cells:
        place = (spot.page, spot.table, spot.row, 0)
        for text in _equations(found.element):
            yield Remark(text, "", "公式没有读入", False, place)
        pictures = _pictures(found.element)
        if pictures:
            yield Remark(f"{pictures} 张图片", "", "图片没有读入", True, place)


def pictures_of(body: Any) -> int:
    """How many drawings the document has that hold no text."""
    return sum(next(picture.iter(_BOX), None) is None for picture in body.iter(*_PICTURES))


def _of_cell(cell: Any, place: tuple[int, int, int, int]) -> Iterator[Remark]:
    for text in _equations(cell):
        yield Remark(text, "", "这一格里是公式，没有读入", False, place)
    boxes = [box for box in cell.iter(_BOX) if next(box.iterancestors(_CELL, _BOX), None) is cell]
    for text in (_shortened("".join(part.text or "" for part in box.iter(_TEXT))) for box in boxes):
        if text:
            yield Remark(text, "", "这一格里是文本框，框里的字读在表的后面", False, place)
    if _pictures(cell):
        yield Remark("图片", "", "这一格里是图片，没有读入", False, place)


def _equations(element: Any) -> Iterator[str]:
    """The text of the element's equations, those in text boxes left out: they are told with the box."""
    for equation in element.iter(_EQUATION):
        if _is_own(equation, element):
            yield _shortened("".join(part.text or "" for part in equation.iter(_MATH_TEXT))) or "公式"


def _pictures(element: Any) -> int:
    """How many drawings the element has that are no text boxes."""
    return sum(
        next(picture.iter(_BOX), None) is None and _is_own(picture, element) for picture in element.iter(*_PICTURES)
    )


def _is_own(found: Any, element: Any) -> bool:
    """Whether what was found stands in no text box that stands in the element itself, nor in another drawing."""
    above = next(found.iterancestors(element.tag, _BOX, *_PICTURES), None)
    return above is element


def covered_texts(root: Any) -> frozenset[Any]:
    """The cells that continue a merged one and hold text all the same."""
    cells = (mark.getparent().getparent() for mark in root.iter(*_MERGED) if mark.get(_VALUE) != _RESTART)
    return frozenset(cell for cell in cells if next(cell.iter(_TEXT), None) is not None and cell_text(cell).strip())


def covered_in(found: WordBlock, spot: Spot, covered: frozenset[Any]) -> Iterator[Remark]:
    """What is to be told of such cells in a table: Word and WPS do not print what they hold."""
    shown = frozenset(found.cells.values())
    for number, row in enumerate(children(found.element, _ROW) if shown else ()):
        for cell in children(row, _CELL):
            if cell in covered and cell not in shown:
                place = (spot.page, spot.table, spot.row + number, 0)
                yield Remark(_shortened(cell_text(cell)), "", "被合并的单元格盖住，印不出来，没有读入", False, place)


def _shortened(text: str) -> str:
    flat = "".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}……"
