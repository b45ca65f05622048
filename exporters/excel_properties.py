"""The properties of a workbook (title, subject, keywords…), filled in as its cells are."""

from __future__ import annotations

import re

from model.placeholders import PATTERN, canonical, is_text, text_of
from model.report import Report
from ooxml.characters import escape
from ooxml.namespaces import CORE_PROPERTIES
from ooxml.package import Package


def marked_properties(package: Package) -> str:
    """The template's properties where they hold placeholders, as XML; "" where nothing is to be filled in."""
    if CORE_PROPERTIES not in package:
        return ""
    content = package.read(CORE_PROPERTIES).decode("utf-8-sig")
    return content if PATTERN.search(content) else ""


def filled_properties(content: str, report: Report) -> bytes:
    """The properties with the report in the places of the placeholders; one that means nothing stays as typed."""

    def filled(match: re.Match[str]) -> str:
        name = canonical(match[1])
        if not is_text(report.form, name):
            return match[0]
        return escape(text_of(report, name).replace("\r", "").replace("\n", ""))

    return PATTERN.sub(filled, content).encode()
