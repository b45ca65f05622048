"""The labels of a new workbook as shared strings, as Excel writes them; openpyxl leaves them in the cells."""

from __future__ import annotations

from collections.abc import MutableMapping

from lxml import etree

from exporters.excel_cells import INLINE, VALUE, s
from ooxml.markup import CONTENT_TYPES, OFFICE_RELATIONSHIPS, RELATIONSHIPS, SHEET, parse_xml, to_bytes

PART = "xl/sharedStrings.xml"

_RELATIONS, _TYPES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def share_strings(parts: MutableMapping[str, bytes]) -> None:
    """Move the texts of all worksheets into a part of their own."""
    numbers: dict[bytes, int] = {}
    count = 0
    for name in [name for name in parts if name.startswith("xl/worksheets/")]:
        root = parse_xml(parts[name], name)
        for cell in root.iter(s("c")):
            inline = cell.find(INLINE)
            if inline is not None:
                count += 1
                inline.tag = s("si")
                text = etree.tostring(inline, with_tail=False)
                cell.remove(inline)
                cell.set("t", "s")
                etree.SubElement(cell, VALUE).text = str(numbers.setdefault(text, len(numbers)))
        parts[name] = to_bytes(root)
    table = etree.Element(s("sst"), nsmap={None: SHEET})  # type: ignore[dict-item]
    table.set("count", str(count))
    table.set("uniqueCount", str(len(numbers)))
    table.extend(etree.fromstring(text) for text in numbers)
    parts[PART] = to_bytes(table)
    _register(parts)


def _register(parts: MutableMapping[str, bytes]) -> None:
    relations = parse_xml(parts[_RELATIONS], _RELATIONS)
    type_ = f"{OFFICE_RELATIONSHIPS}/sharedStrings"
    etree.SubElement(relations, f"{{{RELATIONSHIPS}}}Relationship", Id="rIdStrings", Type=type_, Target="/" + PART)
    types = parse_xml(parts[_TYPES], _TYPES)
    etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{PART}", ContentType=_CONTENT_TYPE)
    parts[_RELATIONS], parts[_TYPES] = to_bytes(relations), to_bytes(types)
