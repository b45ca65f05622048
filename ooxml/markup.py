"""The XML of a package's parts: parsed without reaching out, names of WordprocessingML, text that XML can hold."""

from __future__ import annotations

from typing import Any

from lxml import etree

from model.errors import FileFormatError
from ooxml.characters import escape as escape
from ooxml.characters import fit as fit
from ooxml.namespaces import CONTENT_TYPES as CONTENT_TYPES
from ooxml.namespaces import OFFICE_RELATIONSHIPS as OFFICE_RELATIONSHIPS
from ooxml.namespaces import RELATIONSHIPS as RELATIONSHIPS
from ooxml.namespaces import SHEET as SHEET
from ooxml.namespaces import WORD as WORD
from ooxml.namespaces import XML as XML


def w(name: str) -> str:
    """A WordprocessingML name as lxml and ElementTree write it."""
    return f"{{{WORD}}}{name}"


def parse_xml(content: bytes, name: str) -> etree._Element:
    """A part's root element; raises FileFormatError naming the part when it is no XML or declares a document type."""
    root: etree._Element = _parse(
        content, name, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    )
    if root.getroottree().docinfo.doctype:  # type: ignore[attr-defined]
        raise FileFormatError(
            f"文件的“{name}”部分含有不安全的声明，没有打开。", "请用 Word、WPS 或 Excel 打开后另存，再试一次。"
        )
    return root


def check_xml(content: bytes, name: str) -> None:
    """Raise FileFormatError naming the part when it is no XML; takes half of the time that parsing takes."""
    target: Any = _Nothing()
    _parse(content, name, etree.XMLParser(target=target, resolve_entities=False, no_network=True, load_dtd=False))


class _Nothing:
    """What a parser makes when nothing is wanted of it."""

    def close(self) -> None:
        return None


def _parse(content: bytes, name: str, parser: etree.XMLParser) -> Any:
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if getattr(error, "code", 0) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        if "XML_PARSE_HUGE" in str(error):
            raise FileFormatError(
                f"文件的“{name}”部分太大，或一层套一层太深。", "请用 Word、WPS 或 Excel 只留下年报本身，另存后再试。"
            ) from error
        raise FileFormatError(
            f"文件的“{name}”部分已损坏。", "请用 Word、WPS 或 Excel 打开后另存，再试一次。"
        ) from error


def to_bytes(root: etree._Element) -> bytes:
    """A part's bytes, UTF-8, with the declaration that Office writes."""
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
