"""A Word file with damaged parts: what is whole of it is read, and which of its tables are certain all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from model.errors import FileFormatError
from ooxml.markup import parse_xml, w

CHANGED = "文件里这张表所在的地方有损坏，数可能已不是原来的"
"""Why no figure of a table is certain."""

_TABLE, _BODY = w("tbl"), w("body")
_START = re.compile(rb"<w:document\b[^>]*>")
_EDGE = re.compile(rb"<(/?)w:tbl(?=[\s>])")
_END = b"</w:tbl>"
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LOST = "\ufffd"

Nodes = list[tuple[str, dict[str, str], str | None]]


def parse_damaged(content: bytes, part: str) -> tuple[Any, frozenset[Any] | None]:
    """The part's root, and of a damaged one those outermost tables that may have changed; None for a sound part.

    Raises FileFormatError when nothing of it can be read.
    """
    try:
        return parse_xml(content, part), None
    except FileFormatError as error:
        text = _UNFIT.sub(_LOST, content.decode("utf-8", "replace")).encode()
        parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(text, parser)
        except (etree.XMLSyntaxError, ValueError):
            root = None
        if root is None or root.find(_BODY) is None:
            raise error
    whole = [_nodes(table) for table in _whole_tables(text)]
    return root, frozenset(table for table in _outermost(root) if _nodes(table) not in whole)


def outermost(element: Any) -> Any:
    """The outermost table around an element, or the element itself."""
    return [element, *element.iterancestors(_TABLE)][-1]


def _outermost(root: Any) -> Iterator[Any]:
    for table in root.iter(_TABLE):
        if next(table.iterancestors(_TABLE), None) is None:
            yield table


def _whole_tables(text: bytes) -> Iterator[Any]:
    """The outermost tables whose markup is sound by itself."""
    start = _START.search(text)
    if start is None:
        return
    begun, depth = 0, 0
    for edge in _EDGE.finditer(text):
        if not edge[1]:
            begun = begun if depth else edge.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                markup = text[begun : edge.start() + len(_END)]
                try:
                    yield parse_xml(start[0] + markup + b"</w:document>", "")[0]
                except FileFormatError:
                    continue


def _nodes(table: Any) -> Nodes:
    return [(str(node.tag), dict(node.attrib), node.text) for node in table.iter()]
