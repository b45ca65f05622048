"""A 修改对照 read back: the report as it was and as it is, told by the marks; read with the standard library alone."""

from __future__ import annotations

import io
from xml.etree import ElementTree
from zipfile import ZipFile

from importers.word_flow import flow

GONE_STYLE, COME_STYLE = "RevisionGone", "RevisionCome"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"


def comparison_sides(document: bytes) -> tuple[list[str], list[str]]:
    """The flow of the document's body without what came, and without what went."""
    content = _body(document)
    return _without(content, COME_STYLE), _without(content, GONE_STYLE)


def body_flow(document: bytes) -> list[str]:
    """The flow of a Word file's body."""
    return flow(_body(document))


def _body(document: bytes) -> bytes:
    with ZipFile(io.BytesIO(document)) as archive:
        return archive.read(_DOCUMENT)


def _without(content: bytes, style: str) -> list[str]:
    root = ElementTree.fromstring(content)
    for paragraph in root.iter(f"{_WORD}p"):
        for run in paragraph.findall(f"{_WORD}r"):
            mark = run.find(f"{_WORD}rPr/{_WORD}rStyle")
            if mark is not None and mark.get(f"{_WORD}val") == style:
                paragraph.remove(run)
    return flow(ElementTree.tostring(root))
