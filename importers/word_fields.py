"""Fields of a Word document: only their results are printed. Source: ISO/IEC 29500-1, 17.16."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from importers.word_number_forms import number_in
from ooxml.markup import w

_MARK, _TYPE, _INSTRUCTION, _PARAGRAPH, _RUN, _TEXT = (
    w(name) for name in ("fldChar", "fldCharType", "instrText", "p", "r", "t")
)  # fmt: skip
_CONTENT = (_TEXT, *(w(name) for name in ("tab", "br", "cr", "sym", "noBreakHyphen")))
_DRAWN = re.compile(r"\s*(?:EQ|SYMBOL|ADVANCE)\b", re.IGNORECASE)
"""Fields that have no result: what they print stands in the instruction."""
_CIRCLED = re.compile(r"\s*EQ\s+\\o\s*\\ac\s*\(\s*[○◯]\s*[,，]\s*(\d{1,2})\s*\)\s*", re.IGNORECASE)


class _Field:
    """A field that has begun. instruction: what of it would be text; words: what it says."""

    def __init__(self, paragraph: Any) -> None:
        self.paragraph = paragraph
        self.instruction: list[Any] = []
        self.words = ""
        self.has_result = False


def drop_instructions(root: Any) -> None:
    """Take out what belongs to the instructions of fields. One that has no end is left as it is.

    A field that has no result but prints something is replaced by the figure in a circle that it draws, else by its
    instruction in braces: nothing is lost unseen.
    """
    begun: list[_Field] = []
    gone: list[Any] = []
    drawn: list[tuple[Any, str]] = []
    for element in root.iter(_MARK, _INSTRUCTION, *_CONTENT):
        kind = element.get(_TYPE, "") if element.tag == _MARK else ""
        field = next((field for field in begun if not field.has_result), None)
        if kind == "begin":
            begun.append(_Field(_paragraph(element)))
        elif kind in ("separate", "end") and begun:
            if not begun[-1].has_result and begun[-1].paragraph is _paragraph(element):
                gone += begun[-1].instruction
            ended = begun.pop() if kind == "end" else begun[-1]
            if kind == "end" and not ended.has_result and not begun and _DRAWN.match(ended.words):
                drawn.append((element, _drawn(ended.words)))
            ended.has_result = True
        elif field is not None and element.tag == _INSTRUCTION:
            field.words += element.text or ""
        elif field is not None and element.getparent().tag == _RUN:
            field.instruction.append(element)
    for element in gone:
        if element.getparent() is not None:
            element.getparent().remove(element)
    for mark, text in drawn:
        etree.SubElement(mark.getparent(), _TEXT).text = text


def _paragraph(element: Any) -> Any:
    return next(element.iterancestors(_PARAGRAPH), None)


def _drawn(words: str) -> str:
    circled = _CIRCLED.fullmatch(words)
    return number_in("decimalEnclosedCircle", int(circled[1])) if circled else f"{{{words.strip()}}}"
