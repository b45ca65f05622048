"""The tracked changes and comments of a Word file: who made them, when, and what they touch.

What the file says is read by `importers.word` alone, with all changes accepted; where a change stands is found by
reading it once more with a mark in every paragraph that was touched.
Source: ISO/IEC 29500-1, 17.13.4 (comments), 17.13.5 (revisions).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, takewhile
from typing import Any, NamedTuple

from lxml import etree

from importers.document import SourceDocument
from importers.result import Revision
from importers.word import read_word
from model.source import SourceTable
from ooxml.markup import parse_xml, to_bytes, w
from ooxml.package import Package

_MAIN = re.compile(r"word/document\d*\.xml")
_COMMENTS = re.compile(r"word/comments\d*\.xml")
_TOUCHED = re.compile(rb"[:<](?:ins|del|moveFrom|moveTo|commentReference)[\s/>]")
_COME, _GONE = (w("ins"), w("moveTo")), (w("del"), w("moveFrom"))
_PARAGRAPH, _TEXT, _GONE_TEXT, _PROPERTIES = w("p"), w("t"), w("delText"), w("pPr")
_START, _END, _REFERENCE = w("commentRangeStart"), w("commentRangeEnd"), w("commentReference")
_ID, _AUTHOR, _DATE = w("id"), w("author"), w("date")
_MARK = re.compile("\ue000(\\d+)\ue001")
"""Private characters that no document has."""
_MOST = 2000
"""Paragraphs that were touched; a file with more was not revised by a person."""


class _Piece(NamedTuple):
    """A stretch of a paragraph. kind: "" for what was there and stays, _CAME or _WENT."""

    kind: str
    text: str
    author: str = ""
    time: str = ""


_CAME, _WENT = "come", "gone"


class _Comment(NamedTuple):
    author: str
    time: str
    text: str


def word_revisions(data: bytes) -> tuple[Revision, ...]:
    """All of them in the order of the text, comments behind the changes of their paragraph; () for a file without any.

    Raises FileFormatError as `read_word` does.
    """
    package = Package(data)
    main = next((name for name in package.names if _MAIN.fullmatch(name)), "")
    if not main or _TOUCHED.search(content := package.read(main)) is None:
        return ()
    root = parse_xml(content, main)
    pieces, commented = _touched(root)
    comments = _comments(package)
    touched = [
        paragraph
        for paragraph in root.iter(_PARAGRAPH)
        if paragraph in commented or any(piece.kind for piece in pieces.get(paragraph, ()))
    ][:_MOST]
    for number, paragraph in enumerate(touched):
        _put_mark(paragraph, number)
    places = _places(read_word(package.with_parts({main: to_bytes(root)})))
    found: list[Revision] = []
    for number, paragraph in enumerate(touched):
        own = pieces.get(paragraph, [])
        before, after = _without(own, _CAME), _without(own, _WENT)
        place = places.get(number, (0, 0, 0, 0))
        found += [one._replace(before=before, after=after, place=place) for one in _changes(own)]
        for comment, about in commented.get(paragraph, ()):
            if comment in comments:
                author, time, words = comments[comment]
                found.append(Revision(author, time, about, "", words, before, after, place))
    return tuple(found)


def _touched(root: Any) -> tuple[dict[Any, list[_Piece]], dict[Any, list[tuple[str, str]]]]:
    """The pieces of every paragraph; for each paragraph the comments on it, with what each is about."""
    pieces: dict[Any, list[_Piece]] = {}
    about: dict[str, list[str]] = {}
    anchors: dict[str, Any] = {}
    open_ones: list[str] = []
    for element in root.iter(_TEXT, _GONE_TEXT, _START, _END, _REFERENCE):
        name = element.get(_ID, "")
        if element.tag == _START:
            open_ones.append(name)
        elif element.tag == _END:
            open_ones = [one for one in open_ones if one != name]
        elif (paragraph := next(element.iterancestors(_PARAGRAPH), None)) is None:
            continue
        elif element.tag == _REFERENCE:
            anchors.setdefault(name, paragraph)
        elif (piece := _piece(element)) is not None:
            pieces.setdefault(paragraph, []).append(piece)
            for one in open_ones if piece.kind != _WENT else ():
                anchors.setdefault(one, paragraph)
                about.setdefault(one, []).append(piece.text)
    commented: dict[Any, list[tuple[str, str]]] = {}
    for name, paragraph in anchors.items():
        commented.setdefault(paragraph, []).append((name, "".join(about.get(name, ()))))
    return pieces, commented


def _piece(element: Any) -> _Piece | None:
    """What this text is of its paragraph; None for what one change brought and another took away again."""
    around = element.iterancestors(*_COME, *_GONE, _PARAGRAPH)
    marks = list(takewhile(lambda mark: mark.tag != _PARAGRAPH, around))
    text = element.text or ""
    kinds = {_WENT if mark.tag in _GONE else _CAME for mark in marks}
    if len(kinds) > 1:
        return None
    if not kinds:
        return _Piece("", text)
    return _Piece(kinds.pop(), text, marks[0].get(_AUTHOR, ""), _moment(marks[0]))


def _changes(pieces: Sequence[_Piece]) -> Iterator[Revision]:
    """What each person did to a stretch of the paragraph: what went and what came in its place are one."""
    for (changed, author), stretch in groupby(pieces, lambda piece: (bool(piece.kind), piece.author)):
        if changed:
            own = list(stretch)
            gone, come = ("".join(piece.text for piece in own if piece.kind == kind).strip() for kind in (_WENT, _CAME))
            if gone or come:
                yield Revision(author, max(piece.time for piece in own), gone, come)


def _without(pieces: Sequence[_Piece], kind: str) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != kind).strip()


def _comments(package: Package) -> Mapping[str, _Comment]:
    found: dict[str, _Comment] = {}
    for part in filter(_COMMENTS.fullmatch, package.names):
        for comment in parse_xml(package.read(part), part).iter(w("comment")):
            lines = ("".join(text.text or "" for text in one.iter(_TEXT)) for one in comment.iter(_PARAGRAPH))
            words = "\n".join(line for line in lines if line.strip())
            found[comment.get(_ID, "")] = _Comment(comment.get(_AUTHOR, ""), _moment(comment), words)
    return found


def _moment(element: Any) -> str:
    """YYYY-MM-DD HH:MM as the writer's clock had it, "" when it is not said."""
    return str(element.get(_DATE, ""))[:16].replace("T", " ")


def _put_mark(paragraph: Any, number: int) -> None:
    run = etree.Element(w("r"))
    etree.SubElement(run, _TEXT).text = f"\ue000{number}\ue001"
    paragraph.insert(1 if len(paragraph) and paragraph[0].tag == _PROPERTIES else 0, run)


def _places(document: SourceDocument) -> dict[int, tuple[int, int, int, int]]:
    """Where each mark stands: page, table, row and column as readers count them."""
    found: dict[int, tuple[int, int, int, int]] = {}
    for block, spot in zip(document.blocks, document.spots, strict=True):
        if isinstance(block, SourceTable):
            for cell in (cell for row in block.rows for cell in row):
                place = spot.page, spot.table, spot.row + cell.row, cell.column + 1
                found.update((int(number), place) for number in _MARK.findall(cell.text))
        else:
            place = spot.page, 0, spot.row, 0
            found.update((int(number), place) for number in _MARK.findall(block.text))
    return found
