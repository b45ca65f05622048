"""Cells of a Word file whose text is not certain by how it is set: a number that stands raised, or text struck out.

A raised figure behind another is the number of a note, text struck out is what somebody wanted gone: read as text, both
make another figure of the one in the cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from model.source import Place
from ooxml.markup import w
from ooxml.word_blocks import WordBlock

_STRUCK = (w("strike"), w("dstrike"))
_RAISED, _VALUE, _RUN, _TEXT, _PROPERTIES = w("vertAlign"), w("val"), w("r"), w("t"), w("rPr")
_NOT = ("0", "false", "off", "baseline")

MARKS = (*_STRUCK, _RAISED)
"""The elements without which no text is set so."""


def doubtful_in(found: WordBlock, block: int) -> Iterator[tuple[Place, str]]:
    """The places in a table, which is the block of this number, and why what stands there is not certain."""
    for (row, column), cell in found.cells.items():
        reason = _reason(cell)
        if reason:
            yield (block, row, column), reason


def _reason(cell: Any) -> str:
    runs = [(run, _text(run)) for run in cell.iter(_RUN)]
    if any(text and _is_set(run, *_STRUCK) for run, text in runs):
        return "这一格里有划掉的字，不能确定是哪个数"
    raised = [_is_set(run, _RAISED) for run, text in runs if text]
    figures = any(_is_set(run, _RAISED) and any(map(str.isdigit, text)) for run, text in runs)
    if figures and not all(raised):
        return "这一格里有上标或下标的数字，可能是注号"
    return ""


def _text(run: Any) -> str:
    return "".join(part.text or "" for part in run.iterchildren(_TEXT)).strip()


def _is_set(run: Any, *marks: str) -> bool:
    properties = next(run.iterchildren(_PROPERTIES), ())
    return any(mark.tag in marks and mark.get(_VALUE, "1") not in _NOT for mark in properties)
