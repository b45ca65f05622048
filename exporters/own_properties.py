"""The properties of an office's own template (title, subject, keywords…) made those of the office's file; those of papers.

A file is found and told by them, and whoever once made the template is not the author of the report.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache

from lxml import etree

from model.errors import FileFormatError
from model.placeholders import PATTERN, canonical, text_of
from model.report import Report
from ooxml.characters import fit
from ooxml.markup import CONTENT_TYPES, RELATIONSHIPS, parse_xml, to_bytes
from ooxml.namespaces import APPLICATION_PROPERTIES, CORE_PROPERTIES
from ooxml.package import CONTENT_TYPES as TYPES_PART
from ooxml.package import Package

_ROOT_RELATIONS = "_rels/.rels"
_KIND = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_CODE = "{{check_code}}"
_KEYWORDS = f"{{{{year}}}}年度；校验码 {_CODE}"
_SET = (
    (f"{{{_DC}}}title", "{{title}}"),
    (f"{{{_DC}}}subject", "{{unit}}"),
    (f"{{{_DC}}}creator", "{{unit}}"),
)
_LAST_AUTHOR = f"{{{_CORE}}}lastModifiedBy"


@lru_cache(maxsize=8)
def with_properties(template: bytes) -> bytes:
    """The template with placeholders in its properties, by which they are filled in as in our own templates.

    Texts of the office's that hold placeholders stay, its keywords too, before ours; everything else is copied. Raises
    FileFormatError when it can't be read. Kept for the next report.
    """
    package = Package(template)
    relations = parse_xml(package.read(_ROOT_RELATIONS), _ROOT_RELATIONS)
    old = _part_of(relations)
    core = _properties(package, old)
    before = etree.tostring(core)
    author = core.find(_LAST_AUTHOR)
    # Only a name that is there has to go.
    for tag, text in (*_SET, *(() if author is None else ((_LAST_AUTHOR, "{{unit}}"),))):
        if "{{" not in (_element(core, tag).text or ""):
            _element(core, tag).text = text
    _put_keywords(_element(core, f"{{{_CORE}}}keywords"))
    if old == CORE_PROPERTIES and CORE_PROPERTIES in package and etree.tostring(core) == before:
        return template
    changed: dict[str, bytes | None] = {CORE_PROPERTIES: to_bytes(core)}
    if old != CORE_PROPERTIES:
        if old in package:
            changed[old] = None
        changed[_ROOT_RELATIONS] = _related(relations)
    changed[TYPES_PART] = _typed(package, old)
    return package.with_parts(changed)


def with_report_in_properties(paper: bytes, report: Report, title: str) -> bytes:
    """A paper beside a report, made of its default template: the properties name the report's unit, year and check code.

    title: that of the paper, on one line.
    """

    def filled(match: re.Match[str]) -> str:
        return text_of(report, canonical(match[1]))

    package = Package(paper)
    changed: dict[str, bytes | None] = {}
    for part in (CORE_PROPERTIES, APPLICATION_PROPERTIES):
        root = parse_xml(package.read(part), part)
        for element in root.iter():
            if element.text:
                element.text = fit(PATTERN.sub(filled, element.text))
        if part == CORE_PROPERTIES:
            _element(root, f"{{{_DC}}}title").text = fit(title)
        changed[part] = to_bytes(root)
    return package.with_parts(changed)


def _part_of(relations: etree._Element) -> str:
    """The part that the package says holds its properties, "" for none."""
    for relation in relations.iterfind(f"{{{RELATIONSHIPS}}}Relationship"):
        if relation.get("Type") == _KIND:
            return posixpath.normpath(relation.get("Target", "").lstrip("/"))
    return ""


def _properties(package: Package, part: str) -> etree._Element:
    """Those of the template; new ones where it has none or none that can be read."""
    if part in package:
        try:
            root = parse_xml(package.read(part), part)
        except FileFormatError:
            root = None
        if root is not None and root.tag == f"{{{_CORE}}}coreProperties":
            return root
    return etree.Element(f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DC})


def _element(core: etree._Element, tag: str) -> etree._Element:
    """The property, made where there is none; no property may stand there twice."""
    first, *others = core.findall(tag) or [etree.SubElement(core, tag)]
    for other in others:
        core.remove(other)
    return first


def _put_keywords(keywords: etree._Element) -> None:
    """Keywords may be parted by language; what is ours is put behind what there is."""
    own = "".join(map(str, keywords.itertext())).strip()
    if _CODE in own:
        return
    for value in list(keywords):
        keywords.remove(value)
    keywords.text = f"{own}；{_KEYWORDS}" if own else _KEYWORDS


def _related(relations: etree._Element) -> bytes:
    found = [one for one in relations if one.get("Type") == _KIND]
    for other in found[1:]:
        relations.remove(other)
    if found:
        found[0].set("Target", CORE_PROPERTIES)
    else:
        taken = {one.get("Id") for one in relations}
        free = next(name for number in range(1, len(taken) + 2) if (name := f"rId{number}") not in taken)
        values = {"Id": free, "Type": _KIND, "Target": CORE_PROPERTIES}
        etree.SubElement(relations, f"{{{RELATIONSHIPS}}}Relationship", values)
    return to_bytes(relations)


def _typed(package: Package, old: str) -> bytes:
    content = package.read(TYPES_PART)
    types = parse_xml(content, TYPES_PART)
    overrides = {one.get("PartName", ""): one for one in types.iterfind(f"{{{CONTENT_TYPES}}}Override")}
    if old != CORE_PROPERTIES and f"/{old}" in overrides:
        types.remove(overrides[f"/{old}"])
    elif f"/{CORE_PROPERTIES}" in overrides:
        return content
    if f"/{CORE_PROPERTIES}" not in overrides:
        values = {"PartName": f"/{CORE_PROPERTIES}", "ContentType": _TYPE}
        etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", values)
    return to_bytes(types)
