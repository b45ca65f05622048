"""A 修改对照 read back: the report as it was and as it is, told by the marks; read with the standard library alone."""

from __future__ import annotations

import io
from xml.etree import ElementTree
from zipfile import ZipFile

from importers.word_flow import flow
from importers.written_pictures import pictures_of

GONE_STYLE, COME_STYLE = "RevisionGone", "RevisionCome"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"


def comparison_sides(document: bytes) -> tuple[list[str], list[str]]:
    """The flow of the document's body without what came, and without what went."""
    content = _body(document)
    return _without(content, COME_STYLE), _without(content, GONE_STYLE)


def comparison_pictures(document: bytes) -> tuple[list[tuple[bytes, str]], list[tuple[bytes, str]]]:
    """The pictures of the report as it was and as it is, in order, each with its words."""
    with ZipFile(io.BytesIO(document)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sides = (_left(parts[_DOCUMENT], style) for style in (COME_STYLE, GONE_STYLE))
    old, new = (list(pictures_of(parts | {_DOCUMENT: side}, _DOCUMENT)) for side in sides)
    return old, new


def body_flow(document: bytes) -> list[str]:
    """The flow of a Word file's body."""
    return flow(_body(document))


def _body(document: bytes) -> bytes:
    with ZipFile(io.BytesIO(document)) as archive:
        return archive.read(_DOCUMENT)


def _without(content: bytes, style: str) -> list[str]:
    return flow(_left(content, style))


def _left(content: bytes, style: str) -> bytes:
    """The part without the runs of this style."""
    root = ElementTree.fromstring(content)
    for paragraph in root.iter(f"{_WORD}p"):
        for run in paragraph.findall(f"{_WORD}r"):
            mark = run.find(f"{_WORD}rPr/{_WORD}rStyle")
            if mark is not None and mark.get(f"{_WORD}val") == style:
                paragraph.remove(run)
    return ElementTree.tostring(root)
