"""A workbook without one of its sheets: last year's, when a report has none."""

from __future__ import annotations

import re

from lxml import etree

from exporters.excel_cells import Element, s
from ooxml.markup import CONTENT_TYPES, OFFICE_RELATIONSHIPS, RELATIONSHIPS, parse_xml, to_bytes
from ooxml.package import Package

_WORKBOOK, _LINKS, _TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
_SHEET_OF = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!")


def without_sheet(package: Package, name: str) -> Package:
    """The package without the sheet to which this defined name refers; the same one when there is no such sheet.

    Names that refer to the sheet go with it, those of later sheets are renumbered. A sheet with a drawing stays.
    """
    if _WORKBOOK not in package or name.encode() not in package.read(_WORKBOOK):
        return package
    workbook = parse_xml(package.read(_WORKBOOK), _WORKBOOK)
    sheets = workbook.findall(f"{s('sheets')}/{s('sheet')}")
    title = next((_title(item) for item in _names(workbook) if item.get("name") == name), "")
    number = next((n for n, item in enumerate(sheets) if item.get("name") == title), None)
    if number is None or len(sheets) < 2:
        return package
    links = parse_xml(package.read(_LINKS), _LINKS)
    wanted = sheets[number].get(f"{{{OFFICE_RELATIONSHIPS}}}id")
    link = next(item for item in links.iter(f"{{{RELATIONSHIPS}}}Relationship") if item.get("Id") == wanted)
    target = link.get("Target") or ""
    part = target[1:] if target.startswith("/") else f"xl/{target}"
    folder, _, file = part.rpartition("/")
    if f"{folder}/_rels/{file}.rels" in package:
        return package
    types = parse_xml(package.read(_TYPES), _TYPES)
    for item in types.findall(f"{{{CONTENT_TYPES}}}Override"):
        if item.get("PartName") == f"/{part}":
            types.remove(item)
    links.remove(link)
    sheets[number].getparent().remove(sheets[number])  # type: ignore[union-attr]
    _forget_names(workbook, title, number)
    changed = {part: None, _WORKBOOK: to_bytes(workbook), _LINKS: to_bytes(links), _TYPES: to_bytes(types)}
    return Package(package.with_parts(changed, 1))


def _names(workbook: Element) -> list[Element]:
    return workbook.findall(f"{s('definedNames')}/{s('definedName')}")


def _title(name: Element) -> str:
    match = _SHEET_OF.match(name.text or "")
    return (match[1] or match[2]).replace("''", "'") if match else ""


def _forget_names(workbook: Element, title: str, number: int) -> None:
    for item in _names(workbook):
        own = int(item.get("localSheetId") or -1)
        if own == number or _title(item) == title:
            item.getparent().remove(item)  # type: ignore[union-attr]
        elif own > number:
            item.set("localSheetId", str(own - 1))
    views: list[etree._Element] = workbook.findall(f"{s('bookViews')}/{s('workbookView')}")
    for view in views:
        for attribute in ("activeTab", "firstSheet"):
            if int(view.get(attribute) or 0) >= max(1, number):
                view.attrib.pop(attribute)
