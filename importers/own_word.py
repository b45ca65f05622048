"""Word files of our own: whether one bears a check code, and its words by the styles of our default templates."""

from __future__ import annotations

import re

from importers.own_document import OwnDocument, OwnWords
from importers.written_word import WrittenReport, read_written_word
from model.dates import day_of, read_day
from model.errors import FileFormatError, ImportProblem
from model.form import Form
from ooxml.markup import parse_xml
from ooxml.namespaces import CORE_PROPERTIES
from ooxml.package import Package

_CODE = re.compile(r"校验码 ([0-9A-Z]{8})\b")
_YEAR = re.compile(r"(\d{4})年度", re.ASCII)


def own_document(package: Package, data: bytes) -> OwnDocument | None:
    """The document as one of ours, None when it bears no check code."""
    if CORE_PROPERTIES not in package:
        return None
    try:
        items = parse_xml(package.read(CORE_PROPERTIES), CORE_PROPERTIES)
    except FileFormatError:
        # Damaged properties prove nothing.
        return None
    properties = {str(item.tag).rpartition("}")[2]: item.text or "" for item in items}
    code = _CODE.search(properties.get("keywords", ""))
    year = _YEAR.search(properties.get("keywords", ""))
    if code is None:
        return None
    named = properties.get("subject", ""), int(year[1]) if year else 0
    return OwnDocument(code[1], lambda form: _words(data, form, *named), *named)


def _words(data: bytes, form: Form, unit: str, year: int) -> OwnWords | None:
    """None where the title that is seen is not that of the unit and year which the file's properties name."""
    try:
        written = read_written_word(data, form, blanks=True)
    except ImportProblem:
        return None
    title = "".join(written.title)
    if title and not any("".join(form.title_lines(wording.id, unit, year)) == title for wording in form.titles):
        return None
    return OwnWords(dict(_fields(form, written, unit, year)), written.sections, written.cells)


def _fields(form: Form, written: WrittenReport, unit: str, year: int) -> list[tuple[str, str | int]]:
    title = "".join(written.title)
    titles = [wording.id for wording in form.titles if "".join(form.title_lines(wording.id, unit, year)) == title]
    days = [day for day in map(read_day, written.signature) if day_of(day) is not None]
    units = [text for text in written.signature if day_of(read_day(text)) is None]
    return [
        ("unit", unit),
        ("year", year),
        *(("title", name) for name in titles[:1]),
        ("signature.unit", units[0] if units else ""),
        ("signature.date", days[0] if days else ""),
        ("document.mark", written.red_head[0] if written.red_head else ""),
        ("document.number", written.red_head[1] if len(written.red_head) > 1 else ""),
    ]
