"""The values that native charts carry, for viewers that do not read them from the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from exporters.excel_book import Book, Sheet
from exporters.excel_cells import Cells, Element, string_of
from exporters.excel_formulas import Place, parse_address
from model.number_text import Value, is_number, number_text
from ooxml.characters import escape, fit
from ooxml.markup import parse_xml, to_bytes

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_SERIES, _FORMULA, _POINT, _COUNT = f"{_CHART}ser", f"{_CHART}f", f"{_CHART}pt", f"{_CHART}ptCount"
_CACHES = {f"{_CHART}numRef": f"{_CHART}numCache", f"{_CHART}strRef": f"{_CHART}strCache"}
_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!,(]+))!(\$?[A-Z]{1,3}\$?[0-9]+)(?::(\$?[A-Z]{1,3}\$?[0-9]+))?")
_MOST_POINTS = 500
_CACHE_MARK, _SERIES_MARK = "cache", "series"

SheetValues = Mapping[str, Mapping[Place, Value]]
"""By the sheet's name, what stands in its cells."""


class Cache(NamedTuple):
    """Values that a series carries: of which cells, and whether they are figures."""

    sheet: str
    places: tuple[Place, ...]
    figures: bool


class Series(NamedTuple):
    """A series as text: one piece more than there are caches between them. drawn: which cache holds its figures."""

    pieces: tuple[str, ...]
    caches: tuple[Cache, ...]
    drawn: int


class ChartPart(NamedTuple):
    """A chart of the template, cut into what stands around its series, and its series."""

    part: str
    around: tuple[str, ...]
    series: tuple[Series, ...]


def chart_parts(book: Book, sheets: Sequence[int]) -> tuple[ChartPart, ...]:
    """The charts that draw something of these sheets, by their numbers."""
    wanted = {book.sheets[number].name: book.sheets[number] for number in sheets}
    texts: dict[str, dict[Place, Value]] = {}
    found = []
    for part in book.package.names:
        if part.startswith("xl/charts/chart") and part.endswith(".xml"):
            root = parse_xml(book.package.read(part), part)
            drawn = {sheet for sheet, _ in _references(root)} & set(wanted)
            texts.update({name: _texts(wanted[name], book) for name in drawn - set(texts)})
            # Points are written with the usual prefix; a chart without it is left to the program that opens it.
            if drawn and root.nsmap.get("c") == _CHART[1:-1]:
                _put_texts(root, texts)
                found.append(_cut(part, root, drawn))
    return tuple(found)


def filled_charts(charts: Sequence[ChartPart], values: SheetValues) -> Iterator[tuple[str, bytes]]:
    """Each chart's part with these values; a series without any goes, unless it is the first."""
    for part, around, series in charts:
        pieces = [around[0]]
        for number, one in enumerate(series):
            points = [_points(cache, values.get(cache.sheet, {})) for cache in one.caches]
            if number == 0 or one.drawn < 0 or "<c:pt " in points[one.drawn]:
                pieces.extend(text for pair in zip(one.pieces, points, strict=False) for text in pair)
                pieces.append(one.pieces[-1])
            pieces.append(around[number + 1])
        yield part, "".join(pieces).encode()


def _cut(part: str, root: Element, sheets: set[str]) -> ChartPart:
    """The chart at the ends of its series, and each at the caches of cells of these sheets."""
    cut_series = []
    for series in root.iter(_SERIES):
        caches = []
        for formula in list(series.iter(_FORMULA)):
            reference = formula.getparent()
            sheet, places = _places(formula.text or "")
            tag = _CACHES.get(str(reference.tag)) if reference is not None else None
            cache = reference.find(tag) if reference is not None and tag is not None and sheet in sheets else None
            if cache is None or (tag is not None and tag.endswith("strCache") and len(places) > 1):
                continue
            for old in [item for item in cache if item.tag in (_POINT, _COUNT)]:
                cache.remove(old)
            cache.append(etree.Comment(_CACHE_MARK))
            caches.append(Cache(sheet, tuple(places), str(tag).endswith("numCache")))
        cut_series.append((series, caches))
    for series, _ in cut_series:
        series.addprevious(etree.Comment(_SERIES_MARK))
        series.addnext(etree.Comment(_SERIES_MARK))
    texts = to_bytes(root).decode().split(f"<!--{_SERIES_MARK}-->")
    found = [
        Series(
            tuple(text.split(f"<!--{_CACHE_MARK}-->")),
            tuple(caches),
            max((at for at, cache in enumerate(caches) if cache.figures), default=-1),
        )
        for text, (_, caches) in zip(texts[1::2], cut_series, strict=True)
    ]
    return ChartPart(part, tuple(texts[::2]), tuple(found))


def _points(cache: Cache, values: Mapping[Place, Value]) -> str:
    shown = [_point(values.get(place), cache.figures) for place in cache.places]
    points = [f'<c:pt idx="{number}"><c:v>{escape(text)}</c:v></c:pt>' for number, text in enumerate(shown) if text]
    return f'<c:ptCount val="{len(cache.places)}"/>{"".join(points)}'


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


def _put_texts(root: Element, values: SheetValues) -> None:
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
