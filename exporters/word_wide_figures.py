"""Figures too wide for the size that the others of their style share: set smaller in their own cells.

Few reports have any: only then a part is parsed again when it is written.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from exporters import word_elements as we
from exporters.word_slots import FigureMeasures, FigureRoom, Filling
from ooxml.markup import parse_xml, to_bytes, w

Wide = Mapping[str, Mapping[str, FigureMeasures]]
"""The measures of such figures by their style's id and their cell's."""

_MARK = "wide-figure"


def mark_wide_figures(rooms: Mapping[str, FigureRoom], filling: Filling) -> Wide:
    """Which figures are too wide; in the XML that the filling gives there is a mark before each of them."""
    wide = {style: found for style, room in rooms.items() if (found := filling.measures(room).wide)}
    for cell in {cell: None for found in wide.values() for cell in found}:
        filling.mark(cell, f"<?{_MARK} {cell}?>".encode())
    return wide


def with_smaller_figures(content: bytes, part: str, wide: Wide) -> bytes:
    """The part without the marks, and with the figures behind them smaller where they stand alone in their cells."""
    if f"<?{_MARK} ".encode() not in content:
        return content
    root = parse_xml(content, part)
    for mark in [found for found in root.iter(etree.ProcessingInstruction) if found.target == _MARK]:  # type: ignore[attr-defined]
        text, cell, figure = mark.getparent(), mark.text or "", mark.tail or ""
        paragraph = None if text is None else we.owner(text)
        if text is None or paragraph is None:
            continue
        _drop(mark)
        measures = wide.get(we.paragraph_style(paragraph), {}).get(cell)
        if measures is not None and we.own_texts(paragraph) == [text] and text.text == figure:
            _set_smaller(paragraph, text, measures)
    return to_bytes(root)


def _drop(mark: etree._Element) -> None:
    """Take the mark away; the text behind it stays."""
    text, before = mark.getparent(), mark.getprevious()
    assert text is not None
    if before is None:
        text.text = (text.text or "") + (mark.tail or "")
    else:
        before.tail = (before.tail or "") + (mark.tail or "")
    text.remove(mark)


def _set_smaller(paragraph: etree._Element, text: etree._Element, measures: FigureMeasures) -> None:
    indent = we.put_paragraph_property(paragraph, "ind")
    indent.set(w("left"), str(measures.left))
    indent.set(w("right"), str(measures.right))
    run = text.getparent()
    assert run is not None
    for name in ("sz", "szCs"):
        we.put_run_property(we.run_properties(run), name).set(we.VAL, str(measures.size))
