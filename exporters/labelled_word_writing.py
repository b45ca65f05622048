"""Placeholders written into a Word template that has none: in the format of the place that they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from exporters import word_elements as we
from ooxml.markup import w

_BREAKS = (w("br"), w("cr"), w("tab"), w("ptab"), w("noBreakHyphen"), w("softHyphen"))
_OTHER = tuple(w(name) for name in ("drawing", "pict", "object", "br", "footnoteReference", "sym"))
_NOT_FOR_COPIES = ("sectPr", "numPr", "pageBreakBefore", "framePr", "outlineLvl", "pPrChange", "keepNext")
_TRACKED = tuple(w(name) for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange"))
_ADDED = (w("ins"), w("moveTo"))
_OF_HINTS = tuple(w(name) for name in ("color", "highlight", "shd", "i", "iCs"))
"""What sets a hint apart from the text that is to take its place."""

_SDT, _SDT_PROPERTIES = w("sdt"), w("sdtPr")
_HELD_BY_CONTROL = ("showingPlcHdr", "dataBinding", "text")
_BEFORE_COLON = re.compile(r"[:：]")
_SIGNATURE_CHARACTERS = 4
"""Characters between a signature and the right margin."""
_USUAL_SIZE = 24
"""Of running text in half points, where its run does not say."""


def fill(paragraph: etree._Element, token: str, *, hint: bool = False) -> None:
    """The token in place of all text of the paragraph, in the format of its first text.

    hint: the text was a hint to the clerk; its colour and slant are none of the text to come.
    """
    run = _run(paragraph)
    texts = we.own_texts(paragraph)
    target = next((text for text in texts if text.getparent() is run), None)
    for text in texts:
        text.text = ""
    for mark in [mark for mark in paragraph.iter(*_BREAKS) if _is_line_mark(mark, paragraph)]:
        mark.getparent().remove(mark)  # type: ignore[union-attr]
    if target is None:
        target = etree.SubElement(run, we.T)
    target.text = token
    target.set(we.SPACE, "preserve")
    properties = we.child(run, we.RPR)
    freed = _freed_of_control(paragraph)
    if properties is not None and (hint or freed):
        for tag in (*(_OF_HINTS if hint else ()), *((we.RUN_STYLE,) if freed else ())):
            for found in list(properties.iterchildren(tag)):
                properties.remove(found)


def accept_changes(paragraph: etree._Element) -> bool:
    """Make the paragraph's tracked changes plain, so that what is written stands in nobody's change; whether there were any."""
    found = _changes(paragraph)
    for part in found:
        if part.tag in _ADDED and len(part):
            we.replace(part, *part)
        elif (parent := part.getparent()) is not None:
            parent.remove(part)
    return bool(found)


def holds_changes(paragraph: etree._Element) -> bool:
    """Whether there are tracked changes in the paragraph."""
    return bool(_changes(paragraph))


def _changes(paragraph: etree._Element) -> list[etree._Element]:
    return [part for part in paragraph.iter(*_TRACKED, w("pPrChange")) if we.owner(part) is paragraph]


def clear(paragraph: etree._Element) -> None:
    """Take the paragraph's text away; everything else stays."""
    for text in we.own_texts(paragraph):
        text.text = ""


def cut(paragraph: etree._Element, start: int, stop: int) -> None:
    """Take a stretch out of the paragraph's own text."""
    position = 0
    for text in we.own_texts(paragraph):
        content = text.text or ""
        first, last = max(0, start - position), max(0, stop - position)
        text.text = content[:first] + content[last:]
        position += len(content)


def fill_behind_colon(paragraph: etree._Element, token: str) -> None:
    """The token behind the paragraph's first colon, in place of the signs that stand there."""
    filled = False
    for text in we.own_texts(paragraph):
        content = text.text or ""
        colon = _BEFORE_COLON.search(content)
        if filled:
            text.text = ""
        elif colon:
            text.text, filled = content[: colon.end()] + token, True
            text.set(we.SPACE, "preserve")


def remove(paragraph: etree._Element) -> None:
    """Take the paragraph away, or its text where it ends a section of pages, holds more or is the last in its cell."""
    parent = paragraph.getparent()
    is_last = parent is not None and parent.tag != we.BODY and len(list(parent.iterchildren(we.P))) == 1
    if is_last or holds_more(paragraph) or we.child(paragraph, we.PPR, w("sectPr")) is not None or parent is None:
        clear(paragraph)
    else:
        parent.remove(paragraph)


def holds_more(paragraph: etree._Element) -> bool:
    """Whether there is a picture, a page break or the like in the paragraph."""
    return any(not _is_line_mark(other, paragraph) for other in paragraph.iter(*_OTHER))


def made_like(sample: etree._Element | None, token: str) -> etree._Element:
    """A new paragraph of running text, set like the sample; without one, with the first line indented."""
    made = etree.Element(we.P)
    own = None if sample is None else we.child(sample, we.PPR)
    if own is not None:
        properties = deepcopy(own)
        for name in _NOT_FOR_COPIES:
            for found in list(properties.iterchildren(w(name))):
                properties.remove(found)
        made.append(properties)
    elif sample is None:
        we.put_paragraph_property(made, "ind").set(w("firstLineChars"), "200")
    run = etree.SubElement(made, we.R)
    source = None if sample is None else we.child(_run(sample), we.RPR)
    if source is not None:
        run.append(deepcopy(source))
    fill(made, token, hint=True)
    return made


def signature_like(sample: etree._Element | None, token: str) -> etree._Element:
    """A line of the signature, set right, as far from the margin as official documents have it."""
    made = made_like(sample, token)
    we.put_paragraph_property(made, "jc").set(we.VAL, "right")
    indent = we.put_paragraph_property(made, "ind")
    indent.attrib.clear()
    indent.set(w("rightChars"), str(_SIGNATURE_CHARACTERS * 100))
    size = we.child(made, we.R, we.RPR, w("sz"))
    half_points = _USUAL_SIZE if size is None else int(size.get(we.VAL) or _USUAL_SIZE)
    indent.set(w("right"), str(_SIGNATURE_CHARACTERS * half_points * 10))
    return made


def fill_cell(paragraphs: Iterable[etree._Element], token: str) -> None:
    """The token in a table's cell, in place of what stands there."""
    for number, paragraph in enumerate(paragraphs):
        if number:
            clear(paragraph)
        else:
            fill(paragraph, token)


def _is_line_mark(mark: etree._Element, paragraph: etree._Element) -> bool:
    """Whether this breaks or spreads a line of the paragraph; a page break does more."""
    parent = mark.getparent()
    own = parent is not None and parent.tag == we.R and we.owner(mark) is paragraph
    return own and mark.tag in _BREAKS and mark.get(w("type")) in (None, "textWrapping")


def _run(paragraph: etree._Element) -> etree._Element:
    """The run of the paragraph's first text, else an empty one, else a new one as the paragraph's mark is set."""
    texts = [text for text in we.own_texts(paragraph) if (run := text.getparent()) is not None and run.tag == we.R]
    filled = next((text for text in texts if (text.text or "").strip()), texts[0] if texts else None)
    if filled is not None and (found := filled.getparent()) is not None:
        return found
    empty = next((run for run in paragraph.iterchildren(we.R) if all(part.tag == we.RPR for part in run)), None)
    if empty is not None:
        return empty
    made = etree.SubElement(paragraph, we.R)
    mark = we.child(paragraph, we.PPR, we.RPR)
    if mark is not None:
        properties = deepcopy(mark)
        for found in [part for part in properties if part.tag in _TRACKED]:
            properties.remove(found)
        made.append(properties)
    return made


def _freed_of_control(paragraph: etree._Element) -> bool:
    """Let content controls around and in the paragraph hold what is written; whether one showed its own hint."""
    freed = False
    for control in [*paragraph.iterancestors(_SDT), *paragraph.iter(_SDT)]:
        properties = we.child(control, _SDT_PROPERTIES)
        for name in _HELD_BY_CONTROL:
            for found in [] if properties is None else list(properties.iterchildren(w(name))):
                properties.remove(found)  # type: ignore[union-attr]
                freed = freed or name == "showingPlcHdr"
    return freed
