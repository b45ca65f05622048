"""Where something stands in a Word file, in words that help to find it there."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from exporters.word_elements import BODY, TBL, TC, P
from ooxml.markup import w

_PARTS = {
    "document": "正文",
    "header": "页眉",
    "footer": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "core": "文档属性",
}
_TEXT_BOX = w("txbxContent")


def part_place(part: str) -> str:
    """A part's name in Chinese: 正文, 页眉, 页脚 …"""
    stem = part.rsplit("/", 1)[-1].removesuffix(".xml").rstrip("0123456789")
    return _PARTS.get(stem, part)


class TemplatePlaces:
    """The places of a part's paragraphs as they are now, whatever is put between them afterwards."""

    def __init__(self, part: str, root: etree._Element) -> None:
        self._part = part
        self._numbers = {paragraph: number for number, paragraph in enumerate(root.iter(P))}
        self._paragraphs = list(deepcopy(root).iter(P))

    def of(self, paragraph: etree._Element) -> str:
        """The paragraph's place in Chinese, the part alone for one that was put in."""
        number = self._numbers.get(paragraph)
        return part_place(self._part) if number is None else paragraph_place(self._part, self._paragraphs[number])


def paragraph_place(part: str, paragraph: etree._Element) -> str:
    """正文第5段, 正文第2个表格第4行第3格, 页眉文本框 …; counted from 1, paragraphs in tables not counted."""
    place = part_place(part)
    for ancestor in paragraph.iterancestors():
        if ancestor.tag == _TEXT_BOX:
            return f"{place}的文本框"
        if ancestor.tag == TC:
            return place + _cell_place(ancestor)
    if place != part_place("document"):
        return place
    body = next(paragraph.iterancestors(BODY), None)
    others = (
        [p for p in body.iter(P) if next(p.iterancestors(TBL, _TEXT_BOX), None) is None] if body is not None else []
    )
    return f"{place}第{others.index(paragraph) + 1}段" if paragraph in others else place


def _cell_place(cell: etree._Element) -> str:
    row = cell.getparent()
    table = next(cell.iterancestors(TBL), None)
    if row is None or table is None:
        return "的表格"
    tables = list(table.getroottree().getroot().iter(TBL))
    rows = [r for r in table.iter(w("tr")) if next(r.iterancestors(TBL)) is table]
    cells = [c for c in row.iter(TC) if next(c.iterancestors(w("tr"))) is row]
    return f"第{tables.index(table) + 1}个表格第{rows.index(row) + 1}行第{cells.index(cell) + 1}格"
