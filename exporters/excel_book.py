"""A workbook that is a template: parsed once, kept, and never changed; filling works on copies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from exporters.excel_cells import (
    FORMULA,
    Cells,
    Element,
    Order,
    order_of,
    s,
    string_of,
    text_cells,
    text_of_string,
    value_text,
)
from exporters.excel_drop import without_sheet
from exporters.excel_formulas import Place, parse_address
from exporters.excel_inline import DRAWING_PARAGRAPH, marked
from exporters.excel_styles import STYLES
from exporters.excel_tree import Tree
from model.errors import ExportError, FileFormatError
from ooxml.markup import OFFICE_RELATIONSHIPS, RELATIONSHIPS, parse_xml
from ooxml.package import Package

_OFFICE_DOCUMENT = f"{OFFICE_RELATIONSHIPS}/officeDocument"
_SHEET = re.compile(r"'((?:[^']|'')+)'|([^'!]+)")
DEFINED_NAMES = f"{s('definedNames')}/{s('definedName')}"
_DIGIT_PIXELS = 7
_DEFAULT_PIXELS = 64.0
_MOST_MERGED = 300
"""Rows and columns of a merged cell that are looked at; no honest one holds a figure farther off."""


class Sheet(NamedTuple):
    """A worksheet of the template.

    placeholders: text cells with {{, by place. merged: first and last place of each merged cell. covered: the first
    place for each place that a merged cell covers. marked_page: a header or footer holds a placeholder. columns: the
    first and last column of those that have a width, and the width in pixels. widths: of cells, as they were asked for.
    """

    name: str
    part: str
    tree: Tree
    order: Order
    placeholders: Mapping[Place, str]
    merged: tuple[tuple[Place, Place], ...]
    covered: Mapping[Place, Place]
    has_formulas: bool
    marked_page: bool
    columns: tuple[tuple[int, int, float], ...]
    widths: dict[Place, float]

    def width(self, place: Place) -> float:
        """The width in pixels of the cell at the place, all that it is merged over."""
        found = self.widths.get(place)
        if found is None:
            last = next((last[1] for first, last in self.merged if first == place), place[1])
            columns = range(place[1], last + 1)
            found = self.widths[place] = sum(map(self._column_pixels, columns))
        return found

    def _column_pixels(self, column: int) -> float:
        return next((pixels for first, last, pixels in self.columns if first <= column <= last), _DEFAULT_PIXELS)


Defined = tuple[str, bool, str]
"""A defined name: the name, whether it belongs to one sheet, what it refers to."""


class Book(NamedTuple):
    """The template.

    names: workbook-wide defined names of single cells: sheet's number and place. defined: all names, in order.
    taken: those, case folded.
    drawings: those with a placeholder in a text box, by part.
    """

    package: Package
    workbook_part: str
    workbook: Tree
    sheets: tuple[Sheet, ...]
    strings: tuple[Element, ...]
    styles: Element
    names: Mapping[str, tuple[int, Place]]
    defined: tuple[Defined, ...]
    taken: frozenset[str]
    drawings: Mapping[str, Element]

    def text_at(self, name: str) -> str:
        """The text or figure in the cell of this defined name, "" when there is none."""
        if name not in self.names:
            return ""
        number, place = self.names[name]
        sheet = self.sheets[number]
        cell = Cells(sheet.tree.root, sheet.order).places.get(place)
        if cell is None:
            return ""
        return string_of(cell, self.strings) or value_text(cell)


def open_book(data: bytes, leave_out: str = "") -> Book:
    """The template's bytes as a book; raises ExportError when they are no workbook that can be filled.

    leave_out: a defined name; the sheet to which it refers is left out.
    """
    try:
        package = Package(data)
        if leave_out:
            package = without_sheet(package, leave_out)
        return _book(package)
    except FileFormatError as error:
        raise ExportError(f"Excel 模板打不开：{error.summary}", error.advice) from error


def _book(package: Package) -> Book:
    part = next(iter(_targets(package, "").values()), "")
    tree = Tree(package, part) if part in package else None
    if tree is None or tree.root.tag != s("workbook"):
        raise ExportError("模板不是普通的 Excel 工作簿（.xlsx）。", "请用 Excel 或 WPS 打开后另存为 .xlsx，再试一次。")
    workbook, targets = tree.root, _targets(package, part)
    strings = _strings(package, part)
    marked_strings = {str(number) for number, item in enumerate(strings) if marked(text_of_string(item))}
    sheets = []
    for item in workbook.iterfind(f"{s('sheets')}/{s('sheet')}"):
        target = targets.get(item.get(f"{{{OFFICE_RELATIONSHIPS}}}id") or "", "")
        sheets.append(_sheet(item.get("name") or "", target, Tree(package, target), strings, marked_strings))
    defined = tuple(
        (item.get("name") or "", item.get("localSheetId") is not None, item.text or "")
        for item in workbook.findall(DEFINED_NAMES)
    )
    return Book(
        package,
        part,
        tree,
        tuple(sheets),
        strings,
        parse_xml(package.read(STYLES), STYLES),
        _names(defined, sheets),
        defined,
        frozenset([name.casefold() for name, _, _ in defined]),
        dict(_drawings(package)),
    )


def _targets(package: Package, part: str) -> dict[str, str]:
    """The parts that a part refers to, by relationship id; for the package itself only the workbook."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels" if part else "_rels/.rels"
    found = {}
    for item in parse_xml(package.read(relations), relations).iterfind(f"{{{RELATIONSHIPS}}}Relationship"):
        if part or item.get("Type") == _OFFICE_DOCUMENT:
            target = unquote(item.get("Target") or "")
            found[item.get("Id") or ""] = target[1:] if target.startswith("/") else f"{folder}/{target}".lstrip("/")
    return found


def _strings(package: Package, part: str) -> tuple[Element, ...]:
    name = f"{part.rpartition('/')[0]}/sharedStrings.xml"
    return tuple(parse_xml(package.read(name), name).iterfind(s("si"))) if name in package else ()


def _sheet(name: str, part: str, tree: Tree, strings: tuple[Element, ...], marked_strings: set[str]) -> Sheet:
    root = tree.root
    order = order_of(root)
    texts = {place: string_of(cell, strings) for place, cell in text_cells(root, order, marked_strings)}
    placeholders = {place: text for place, text in texts.items() if marked(text)}
    merged = tuple(_merged(root))
    has_formulas = next(root.iter(FORMULA), None) is not None
    marked_page = any(marked(node.text or "") for node in root.iterfind(f"{s('headerFooter')}/*"))
    covered, columns = _covered(merged), tuple(_columns(root))
    return Sheet(name, part, tree, order, placeholders, merged, covered, has_formulas, marked_page, columns, {})


def _columns(root: Element) -> Iterator[tuple[int, int, float]]:
    for item in root.iterfind(f"{s('cols')}/{s('col')}"):
        if item.get("width"):
            yield int(item.get("min") or 0), int(item.get("max") or 0), float(item.get("width") or 0) * _DIGIT_PIXELS


def _covered(merged: Iterable[tuple[Place, Place]]) -> dict[Place, Place]:
    return {
        (row, column): first
        for first, last in merged
        for row in range(first[0], min(last[0], first[0] + _MOST_MERGED) + 1)
        for column in range(first[1], min(last[1], first[1] + _MOST_MERGED) + 1)
    }


def _drawings(package: Package) -> Iterator[tuple[str, Element]]:
    for name in package.names:
        if name.startswith("xl/drawings/") and name.endswith(".xml"):
            root = parse_xml(package.read(name), name)
            if any(marked("".join(map(str, paragraph.itertext()))) for paragraph in root.iter(DRAWING_PARAGRAPH)):
                yield name, root


def _merged(root: Element) -> Iterator[tuple[Place, Place]]:
    for item in root.iterfind(f"{s('mergeCells')}/{s('mergeCell')}"):
        first, _, last = (item.get("ref") or "").partition(":")
        yield parse_address(first), parse_address(last or first)


def _names(defined: Iterable[Defined], sheets: list[Sheet]) -> dict[str, tuple[int, Place]]:
    numbers = {sheet.name.casefold(): number for number, sheet in enumerate(sheets)}
    names = {}

    @cache
    def number_of(reference: str) -> int | None:
        match = _SHEET.fullmatch(reference)
        return numbers.get((match[1] or match[2]).replace("''", "'").casefold()) if match else None

    for name, local, formula in defined:
        sheet, _, area = formula.rpartition("!")
        number = None if local else number_of(sheet)
        place = None if number is None else _first_place(area)
        if number is not None and place is not None:
            names[name] = (number, sheets[number].covered.get(place, place))
    return names


@lru_cache(maxsize=4096)
def _first_place(area: str) -> Place | None:
    """The place of an address or the first of an area, None when it is neither."""
    first, colon, last = area.partition(":")
    try:
        return parse_address(first) if not colon or parse_address(last) else None
    except ValueError:
        return None
