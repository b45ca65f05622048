"""The parts of a workbook that was written, each read by itself with the standard library's ElementTree.

What a part says is kept for the next file: those made with one template have some parts in common, byte for byte.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from xml.etree import ElementTree

from importers.workbook_cells import Area
from model.errors import FileFormatError

WORKBOOK, RELATIONS, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CELL, _FORMULA = f"{_SHEET}c", f"{_SHEET}f"
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_REFERENCE = re.compile(
    r"(?:'((?:[^']|'')+)'|([^'!,]+))!(\$?[A-Z]{1,3}\$?[0-9]{1,7})(?::(\$?[A-Z]{1,3}\$?[0-9]{1,7}))?"
)
_SHOWN = re.compile(r"0(?:\.(?P<decimals>0+))?(?:\"(?P<unit>[^\"]+)\")?")
_ANY_PLACE = re.compile(rb' r="([A-Z]{1,3}[0-9]{1,7})"')
_PLAIN_CELL = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"(?: s="([0-9]+)")?(?: t="[A-Za-z]+")?(?:/>|>(?:<f>([^<]*)</f>|(?!<f)))'
)
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CHART_REFERENCES = (f"{_CHART}numRef", f"{_CHART}strRef")
_CHART_CACHES = (f"{_CHART}numCache", f"{_CHART}strCache")
_MOST_POINTS = 500


class Cell(NamedTuple):
    """The number of a cell's style, and its formula without the equals sign, "" for none."""

    style: int
    formula: str


@lru_cache(maxsize=4)
def outline(workbook: bytes, relations: bytes) -> tuple[Mapping[str, str], Mapping[str, Area]]:
    """The sheets' parts and the defined names; kept: reports with equally many paragraphs have them in common."""
    root = _parsed(workbook, WORKBOOK)
    targets = {item.get("Id"): item.get("Target", "") for item in _parsed(relations, RELATIONS)}
    sheets = {
        item.get("name", ""): targets.get(item.get(f"{_RELATION}id"), "")
        for item in root.iterfind(f"{_SHEET}sheets/{_SHEET}sheet")
    }
    parts = {name: target[1:] if target.startswith("/") else f"xl/{target}" for name, target in sheets.items()}
    return parts, dict(_names(root))


def _names(workbook: ElementTree.Element) -> Iterator[tuple[str, Area]]:
    for item in workbook.iterfind(f"{_SHEET}definedNames/{_SHEET}definedName"):
        area = area_in(item.text or "") if item.get("localSheetId") is None else None
        if area is not None:
            yield item.get("name", ""), area


@lru_cache(maxsize=8192)
def area_in(reference: str) -> Area | None:
    """The area that a reference names, None for anything else; kept: most names are alike from file to file."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    top, left = _place(match[3])
    bottom, right = _place(match[4]) if match[4] else (top, left)
    return Area((match[1] or match[2]).replace("''", "'"), top, left, bottom, right)


@lru_cache(maxsize=4)
def shown_by(styles: bytes) -> tuple[re.Match[str] | None, ...]:
    """What the number format of each cell style shows, None for those that are built in.

    Kept: finished files have the styles part of their template unless a number format was added.
    """
    root = _parsed(styles, STYLES)
    codes = {item.get("numFmtId"): item.get("formatCode", "") for item in root.iter(f"{_SHEET}numFmt")}
    formats = root.iterfind(f"{_SHEET}cellXfs/{_SHEET}xf")
    return tuple(_SHOWN.match(codes.get(item.get("numFmtId"), "")) for item in formats)


@lru_cache(maxsize=8)
def chart(content: bytes, part: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A chart's references and what it carries for each; kept: units in which little happens have charts in common."""
    root = _parsed(content, part)
    holders = [holder for tag in _CHART_REFERENCES for holder in root.iter(tag)]
    return tuple((holder.findtext(f"{_CHART}f", ""), _carried(holder)) for holder in holders)


def _carried(holder: ElementTree.Element) -> tuple[str, ...]:
    """The values in a chart's cache, "" where a point is missing."""
    cache = next((item for item in holder if item.tag in _CHART_CACHES), None)
    count = None if cache is None else cache.find(f"{_CHART}ptCount")
    values = [""] * (0 if count is None else min(int(count.get("val", "0")), _MOST_POINTS))
    for point in () if cache is None else cache.iter(f"{_CHART}pt"):
        values[int(point.get("idx", "0"))] = point.findtext(f"{_CHART}v", "")
    return tuple(values)


def cells_of(content: bytes, part: str) -> dict[tuple[int, int], Cell]:
    """Style and formula of each cell; by a pattern where all cells are written as most programs do, else parsed."""
    found = _PLAIN_CELL.findall(content)
    if found and len(found) == content.count(b"<c ") and b"<c>" not in content and b"&#" not in content:
        return {_place_written(place): _cell_written(style, formula) for place, style, formula in found}
    data = _parsed(content, part).find(f"{_SHEET}sheetData")
    return {
        _place(cell.get("r", "")): Cell(int(cell.get("s", "0")), cell.findtext(_FORMULA, ""))
        for cell in (() if data is None else data.iter(_CELL))
    }


def places_in(content: bytes) -> Sequence[tuple[int, int]]:
    """Row and column of all that has a place in a sheet."""
    return [_place_written(found) for found in _ANY_PLACE.findall(content)]


@lru_cache(maxsize=2048)
def _place_written(reference: bytes) -> tuple[int, int]:
    return _place(reference.decode("ascii"))


@lru_cache(maxsize=2048)
def _cell_written(style: bytes, formula: bytes) -> Cell:
    """Kept: the cells of all files made with a template are much alike."""
    return Cell(int(style or 0), html.unescape(formula.decode("utf-8")))


@lru_cache(maxsize=4096)
def _place(reference: str) -> tuple[int, int]:
    match = _PLACE.fullmatch(reference)
    if match is None:
        return 1, 1
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _parsed(content: bytes, name: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        raise FileFormatError(f"文件的“{name}”部分已损坏。", "请重新取得这个文件。") from error
