"""The values that native charts carry, for viewers that do not read them from the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from exporters.excel_book import Book, Sheet
from exporters.excel_cells import Cells, Element, string_of
from exporters.excel_formulas import Place, parse_address
from model.number_text import Value, is_number, number_text
from ooxml.characters import fit
from ooxml.markup import parse_xml, to_bytes

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_SERIES, _FORMULA, _POINT, _COUNT = f"{_CHART}ser", f"{_CHART}f", f"{_CHART}pt", f"{_CHART}ptCount"
_VALUES = f"{_CHART}val/{_CHART}numRef"
_CACHES = {f"{_CHART}numRef": f"{_CHART}numCache", f"{_CHART}strRef": f"{_CHART}strCache"}
_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!,(]+))!(\$?[A-Z]{1,3}\$?[0-9]+)(?::(\$?[A-Z]{1,3}\$?[0-9]+))?")
_MOST_POINTS = 500

SheetValues = Mapping[str, Mapping[Place, Value]]
"""By the sheet's name, what stands in its cells."""


class ChartPart(NamedTuple):
    """A chart of the template; its tree has the texts that do not depend on a report already."""

    part: str
    root: Element


def chart_parts(book: Book, sheets: Sequence[int]) -> tuple[ChartPart, ...]:
    """The charts that draw something of these sheets, by their numbers."""
    names = [book.sheets[number].name for number in sheets]
    texts: dict[str, dict[Place, Value]] = {}
    found = []
    for part in book.package.names:
        if part.startswith("xl/charts/chart") and part.endswith(".xml"):
            root = parse_xml(book.package.read(part), part)
            used = {sheet for sheet, _ in _references(root)}
            if used & set(names):
                for number in sheets:
                    sheet = book.sheets[number]
                    texts.setdefault(sheet.name, _texts(sheet, book))
                _refresh(root, texts)
                found.append(ChartPart(part, root))
    return tuple(found)


def filled_charts(charts: Sequence[ChartPart], values: SheetValues) -> Iterator[tuple[str, bytes]]:
    """Each chart's part with these values; a series without any goes, unless it is the first."""
    for part, root in charts:
        filled = deepcopy(root)
        _refresh(filled, values)
        for series in list(filled.iter(_SERIES))[1:]:
            reference = series.find(_VALUES)
            if reference is not None and next(reference.iter(_POINT), None) is None:
                series.getparent().remove(series)  # type: ignore[union-attr]
        yield part, to_bytes(filled)


def _texts(sheet: Sheet, book: Book) -> dict[Place, Value]:
    cells = Cells(sheet.tree.root, sheet.order).places
    return {place: text for place, cell in cells.items() if (text := string_of(cell, book.strings))}


def _references(root: Element) -> Iterator[tuple[str, list[Place]]]:
    for formula in root.iter(_FORMULA):
        yield _places(formula.text or "")


def _places(formula: str) -> tuple[str, list[Place]]:
    """The sheet and the cells of a reference to one row or column of it; none of anything else."""
    match = _REFERENCE.fullmatch(formula.strip())
    if match is None:
        return "", []
    top, left = parse_address(match[3])
    bottom, right = parse_address(match[4] or match[3])
    if (bottom - top + 1) * (right - left + 1) > _MOST_POINTS:
        return "", []
    sheet = (match[1] or match[2]).replace("''", "'")
    return sheet, [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]


def _refresh(root: Element, values: SheetValues) -> None:
    """Put into each cache what its cells hold; a cache of cells of which nothing is known stays."""
    for formula in root.iter(_FORMULA):
        reference = formula.getparent()
        tag = _CACHES.get(str(reference.tag)) if reference is not None else None
        sheet, places = _places(formula.text or "")
        known = values.get(sheet, {})
        if reference is None or tag is None or not any(place in known for place in places):
            continue
        cache = reference.find(tag)
        if cache is None:
            cache = etree.SubElement(reference, tag)
            formula.addnext(cache)
        for old in [item for item in cache if item.tag in (_POINT, _COUNT)]:
            cache.remove(old)
        etree.SubElement(cache, _COUNT).set("val", str(len(places)))
        for number, place in enumerate(places):
            text = _point(known.get(place), tag.endswith("numCache"))
            if text:
                point = etree.SubElement(cache, _POINT, idx=str(number))
                etree.SubElement(point, f"{_CHART}v").text = text


def _point(value: Value, number: bool) -> str:
    return fit(number_text(value)) if not number or is_number(value) else ""
