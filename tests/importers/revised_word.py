"""Word files as they come back from others: with tracked changes and comments, as Word and WPS write them."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from lxml import etree

from ooxml.markup import parse_xml, to_bytes, w
from ooxml.package import Package

DOCUMENT, COMMENTS = "word/document.xml", "word/comments.xml"
AUTHOR, TIME = "张三", "2026-01-18T09:30:00Z"


def tracked(data: bytes, old: str, new: str, *, within: str = "", author: str = AUTHOR, time: str = TIME) -> bytes:
    """`old` deleted and `new` inserted in its place, tracked. within: the table row that has it says this."""

    def change(root: Any, _: Any) -> None:
        run = _run_of(_text(root, old, within), old)
        gone = _change("del", author, time)
        run.addprevious(gone)
        gone.append(run)
        run.find(w("t")).tag = w("delText")
        if new:
            come = _change("ins", author, time)
            inserted = deepcopy(run)
            inserted.find(w("delText")).tag = w("t")
            inserted.find(w("t")).text = new
            come.append(inserted)
            gone.addnext(come)

    return _changed(data, change)


def came(data: bytes, before: str, text: str, *, author: str = AUTHOR, time: str = TIME) -> bytes:
    """A paragraph inserted before the one that has these words, tracked."""

    def change(root: Any, _: Any) -> None:
        paragraph = _paragraph(_text(root, before, ""))
        copy = deepcopy(paragraph)
        run = next(copy.iter(w("r")))
        for other in [one for one in copy if one.tag not in (w("pPr"),)]:
            copy.remove(other)
        run.find(w("t")).text = text
        come = _change("ins", author, time)
        come.append(run)
        copy.append(come)
        _mark_paragraph(copy, "ins", author, time)
        paragraph.addprevious(copy)

    return _changed(data, change)


def went(data: bytes, words: str, *, author: str = AUTHOR, time: str = TIME) -> bytes:
    """The paragraph that has these words deleted, tracked."""

    def change(root: Any, _: Any) -> None:
        paragraph = _paragraph(_text(root, words, ""))
        for run in list(paragraph.iter(w("r"))):
            gone = _change("del", author, time)
            run.addprevious(gone)
            gone.append(run)
            for text in run.iter(w("t")):
                text.tag = w("delText")
        _mark_paragraph(paragraph, "del", author, time)

    return _changed(data, change)


def commented(
    data: bytes, about: str, words: str, *, within: str = "", author: str = "李四", time: str = TIME
) -> bytes:
    """A comment on these words."""

    def change(root: Any, comments: Any) -> None:
        number = str(len(comments))
        run = _run_of(_text(root, about, within), about)
        start, end, reference = (etree.Element(w(name)) for name in ("commentRangeStart", "commentRangeEnd", "r"))
        mark = etree.SubElement(reference, w("commentReference"))
        for element in (start, end, mark):
            element.set(w("id"), number)
        run.addprevious(start)
        run.addnext(reference)
        run.addnext(end)
        comment = etree.SubElement(comments, w("comment"))
        for name, value in (("id", number), ("author", author), ("date", time)):
            comment.set(w(name), value)
        text = etree.SubElement(etree.SubElement(etree.SubElement(comment, w("p")), w("r")), w("t"))
        text.text = words

    return _changed(data, change)


def _changed(data: bytes, change: Callable[[Any, Any], None]) -> bytes:
    package = Package(data)
    root = parse_xml(package.read(DOCUMENT), DOCUMENT)
    known = COMMENTS in package
    comments = parse_xml(package.read(COMMENTS), COMMENTS) if known else etree.Element(w("comments"))
    change(root, comments)
    parts = {DOCUMENT: to_bytes(root)}
    if len(comments):
        parts[COMMENTS] = to_bytes(comments)
    return package.with_parts(parts)


def _text(root: Any, words: str, within: str) -> Any:
    """The text that has these words."""
    return next(
        text
        for text in root.iter(w("t"))
        if words in (text.text or "")
        and (not within or any(within in _all(row) for row in text.iterancestors(w("tr"))))
    )


def _all(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(w("t")))


def _paragraph(text: Any) -> Any:
    return next(text.iterancestors(w("p")))


def _run_of(text: Any, words: str) -> Any:
    """A run of its own for these words."""
    run = text.getparent()
    before, _, after = text.text.partition(words)
    for rest, put in ((before, run.addprevious), (after, run.addnext)):
        if rest:
            other = deepcopy(run)
            other.find(w("t")).text = rest
            put(other)
    text.text = words
    return run


def _change(name: str, author: str, time: str) -> Any:
    element = etree.Element(w(name))
    for key, value in (("id", "900"), ("author", author), ("date", time)):
        element.set(w(key), value)
    return element


def _mark_paragraph(paragraph: Any, name: str, author: str, time: str) -> None:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    of_mark = properties.find(w("rPr"))
    if of_mark is None:
        of_mark = etree.SubElement(properties, w("rPr"))
    of_mark.insert(0, _change(name, author, time))
