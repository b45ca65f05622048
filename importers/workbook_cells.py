"""The cells of a workbook from elsewhere, as they stand in its XML: only those that are there, within limits.

Libraries lay out the whole area that a file claims to use, which one odd cell makes larger than any memory, and
believe the size that a file states, which programs write wrongly. This reads neither.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree

from importers.number_formats import shows_a_day
from model.errors import FileFormatError, ImportProblem
from ooxml.package import Limits, Package

LIMITS = Limits(file=20 * 2**20, members=2000, member=48 * 2**20, total=96 * 2**20)
MOST_CELLS = 50_000
_MOST_NAMES = 20_000
_MOST_SHEETS = 100
_SMALL = 2**20
"""Bytes of a sheet that may be in memory as a whole."""
_FARTHEST_COLUMN = 256
_MAIN = "xl/workbook.xml"
_BUILT_IN = {"2": "0.00", "4": "#,##0.00", "9": "0%", "10": "0.00%", "39": "#,##0.00", "40": "#,##0.00"}
"""The number formats without a code of their own that say more than that a number stands there."""

Place = tuple[int, int]
"""Row and column, from 1."""

NUMBER, TEXT, BOOLEAN, ERROR, BLANK = "number", "text", "boolean", "error", "blank"
_KINDS = {"b": BOOLEAN, "e": ERROR, "s": TEXT, "str": TEXT, "inlineStr": TEXT, "d": TEXT}

_REFERENCE = re.compile(
    r"(?:'((?:[^']|'')+)'|([^'!,]+))!\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?"
)
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DATE_NUMBERS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
"""Number formats that are built in and show a day or a time, those of East Asian programs included."""
_HEX = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Content(NamedTuple):
    """What stands in a cell. text: as the file holds it; formula: None for none, "" for one that is shared.

    style: the number of its style. empty_text: whether its formula was worked out and gave no text at all.
    """

    kind: str
    text: str
    formula: str | None
    style: int
    empty_text: bool = False


class Area(NamedTuple):
    """A rectangle of cells; rows and columns count from 1, the last ones belong to it."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


class SheetCells(NamedTuple):
    """A sheet: its cells that hold something, and first and last place of each merged cell.

    part: its name in the package, "" for none. hidden: whether the sheet is not shown; hidden_rows, hidden_columns:
    which of them are not.
    """

    cells: Mapping[Place, Content]
    merged: tuple[tuple[Place, Place], ...]
    part: str = ""
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


class WorkbookCells(NamedTuple):
    """A workbook. names: what the defined names refer to; one that holds for a single sheet gives way to one for all.

    formats: the number format of each cell style, as code. dates: which of them show a day or a time.
    damaged: parts that can't be read, and without which the rest is read all the same.
    """

    sheets: Mapping[str, SheetCells]
    names: Mapping[str, Area]
    formats: tuple[str, ...]
    dates: tuple[bool, ...]
    damaged: tuple[str, ...] = ()

    def content(self, sheet: str, place: Place) -> Content:
        """What stands there; BLANK where there is nothing."""
        found = self.sheets.get(sheet)
        return NOTHING if found is None else found.cells.get(place, NOTHING)

    def format_of(self, content: Content) -> str:
        """The number format of a cell's style as code, "" for none that says more than that it is a number."""
        return self.formats[content.style] if content.style < len(self.formats) else ""

    def at(self, name: str) -> Content:
        """What stands in the first cell of this name."""
        area = self.names.get(name)
        return NOTHING if area is None else self.content(area.sheet, (area.top, area.left))


NOTHING = Content(BLANK, "", None, 0)


def read_cells(data: bytes) -> WorkbookCells:
    """The workbook's cells.

    Raises FileFormatError when the bytes are no sound package or exceed the limits, ImportProblem when there is more
    in it than any report has.
    """
    package = Package(data, LIMITS)
    part = _main_part(package)
    workbook = parsed_part(package, part)
    if _local(workbook.tag) != "workbook":
        raise FileFormatError(
            "这不是普通的 Excel 工作簿（.xlsx）。", "请用 Excel 或 WPS 打开后另存为 .xlsx，再试一次。"
        )
    links = links_of(package, part)
    strings = _strings(package, next((target for kind, target in links.values() if kind == "sharedStrings"), ""))
    sheets: dict[str, SheetCells] = {}
    left = MOST_CELLS
    for item in _children(workbook, "sheets"):
        link = next((value for key, value in item.attrib.items() if _local(key) == "id" and key != "id"), "")
        kind, target = links.get(link, ("", ""))
        if kind == "worksheet":
            found = _sheet(package, target, strings, left)._replace(part=target)
            sheets[item.get("name", "")] = found._replace(hidden=item.get("state", "visible") != "visible")
            left -= len(found.cells)
        if len(sheets) > _MOST_SHEETS:
            raise ImportProblem("工作簿里的工作表太多，不像是年报的工作簿。", "请核对是否选对了文件。")
    styles = next((target for kind, target in links.values() if kind == "styles"), "")
    damaged: tuple[str, ...] = ()
    try:
        formats = tuple(_formats(package, styles))
    except FileFormatError:
        formats, damaged = (), (styles,)
    codes, days = tuple(code for code, _ in formats), tuple(day for _, day in formats)
    return WorkbookCells(sheets, dict(_names(workbook)), codes, days, damaged)


def _main_part(package: Package) -> str:
    """The part that names the sheets; where what says so is damaged, the one that all programs write."""
    try:
        found = next((target for kind, target in links_of(package, "").values() if kind == "officeDocument"), "")
    except FileFormatError:
        found = ""
    return found or _MAIN


@lru_cache(maxsize=8192)
def place_of(reference: str) -> Place | None:
    """The place of an address such as D5, None when it is none."""
    match = _ADDRESS.fullmatch(reference)
    return (int(match[2]), _column(match[1])) if match else None


def address(place: Place) -> str:
    """The place as programs show it: (5, 4) gives D5."""
    row, column = place
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


@lru_cache(maxsize=256)
def _local(name: object) -> str:
    """A name without its namespace: the two kinds of this format differ in nothing else that is read here."""
    return str(name).rpartition("}")[2]


def _children(element: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """What stands in the first child of this name."""
    for child in element:
        if _local(child.tag) == name:
            yield from child
            return


def parsed_part(package: Package, part: str) -> ElementTree.Element:
    """A part's XML; raises FileFormatError."""
    try:
        return ElementTree.fromstring(package.read(part))
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise _damaged(part) from error


def _damaged(part: str) -> FileFormatError:
    return FileFormatError(f"文件的“{part}”部分已损坏。", "请用 Excel 或 WPS 打开后另存，再试一次。")


def links_of(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to by the ids: kind and part."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels".lstrip("/") if part else "_rels/.rels"
    if relations not in package:
        return {}
    found = {}
    for item in parsed_part(package, relations):
        target = unquote(item.get("Target", ""))
        whole = target[1:] if target.startswith("/") else normpath(f"{folder}/{target}".lstrip("/"))
        found[item.get("Id", "")] = item.get("Type", "").rpartition("/")[2], whole
    return found


def _names(workbook: ElementTree.Element) -> Iterator[tuple[str, Area]]:
    items = list(_children(workbook, "definedNames"))[:_MOST_NAMES]
    for item in sorted(items, key=lambda item: item.get("localSheetId") is None):
        area = _area((item.text or "").strip())
        if area is not None:
            yield item.get("name", ""), area


@lru_cache(maxsize=4096)
def _area(reference: str) -> Area | None:
    """What a reference such as 'Sheet 1'!$A$1:$B$2 means, None when it is none to cells."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    top, left = int(match[4]), _column(match[3])
    bottom, right = (int(match[6]), _column(match[5])) if match[5] else (top, left)
    return Area((match[1] or match[2]).replace("''", "'"), top, left, bottom, right)


def _strings(package: Package, part: str) -> list[str]:
    if part not in package:
        return []
    return [_text(item) for item in parsed_part(package, part)]


def _text(holder: ElementTree.Element) -> str:
    """The text of a string, runs joined, phonetic readings left out."""
    pieces = []
    for item in holder:
        name = _local(item.tag)
        if name == "t":
            pieces.append(item.text or "")
        elif name == "r":
            pieces.extend(node.text or "" for node in item if _local(node.tag) == "t")
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    return _HEX.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _sheet(package: Package, part: str, strings: list[str], most: int) -> SheetCells:
    cells: dict[Place, Content] = {}
    merged: list[tuple[Place, Place]] = []
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    number = 0
    try:
        for element in _elements(package.read(part)):
            name = _local(element.tag)
            if name == "row":
                number = _row_number(element, number)
                if _is_on(element.get("hidden")):
                    hidden_rows.add(number)
                number = _read_row(element, number, strings, cells)
                element.clear()
                if len(cells) > most:
                    raise too_much()
            elif name == "col" and _is_on(element.get("hidden")):
                hidden_columns.update(_columns(element))
            elif name == "mergeCell":
                first, _, last = element.get("ref", "").partition(":")
                ends = place_of(first), place_of(last or first)
                if ends[0] and ends[1]:
                    merged.append((ends[0], ends[1]))
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise _damaged(part) from error
    return SheetCells(cells, tuple(merged), "", False, frozenset(hidden_rows), frozenset(hidden_columns))


def _elements(content: bytes) -> Iterator[ElementTree.Element]:
    """A sheet's elements, complete ones; those of a small sheet at once, which takes half the time."""
    if len(content) <= _SMALL:
        yield from ElementTree.fromstring(content).iter()
    else:
        yield from (element for _, element in ElementTree.iterparse(io.BytesIO(content)))


def _read_row(line: ElementTree.Element, row: int, strings: list[str], cells: dict[Place, Content]) -> int:
    """Add a row's cells that hold something; the row in which the last of them says that it stands."""
    column = 0
    for cell in line:
        if _local(cell.tag) == "c":
            row, column = place_of(cell.get("r", "")) or (row, column + 1)
            # Most cells of a sheet have only a style.
            content = _content(cell, strings) if len(cell) else NOTHING
            if content.kind != BLANK or content.formula is not None:
                cells[row, column] = content
    return row


def _is_on(value: str | None) -> bool:
    return value in ("1", "true")


def _columns(element: ElementTree.Element) -> range:
    first, last = (element.get(name, "") for name in ("min", "max"))
    known = first.isdecimal() and last.isdecimal() and len(last) < 6
    return range(int(first), min(int(last), _FARTHEST_COLUMN) + 1) if known else range(0)


def _row_number(element: ElementTree.Element, before: int) -> int:
    given = element.get("r", "")
    return int(given) if given.isdecimal() and len(given) < 8 else before + 1


def _content(cell: ElementTree.Element, strings: list[str]) -> Content:
    kind, value, formula, worked_out = cell.get("t", "n"), "", None, False
    for item in cell:
        name = _local(item.tag)
        if name == "v":
            value, worked_out = item.text or "", True
        elif name == "f":
            formula = item.text or ""
        elif name == "is":
            value = _text(item)
    style = int(cell.get("s", "0")) if cell.get("s", "0").isdecimal() else 0
    if kind == "s":
        value = strings[int(value)] if value.isdecimal() and int(value) < len(strings) else ""
    elif kind == "str":
        value = _unescaped(value)
    return Content(_kind(kind, value), value, formula, style, worked_out and kind == "str" and not value)


def _kind(kind: str, value: str) -> str:
    if value == "":
        return BLANK
    return _KINDS.get(kind, NUMBER)


def _formats(package: Package, part: str) -> Iterator[tuple[str, bool]]:
    if part not in package:
        return
    root = parsed_part(package, part)
    codes = {item.get("numFmtId", ""): item.get("formatCode", "") for item in _children(root, "numFmts")}
    for item in _children(root, "cellXfs"):
        number = item.get("numFmtId", "0")
        yield format_and_day(number, codes.get(number, ""))


@lru_cache(maxsize=1024)
def format_and_day(number: str, code: str) -> tuple[str, bool]:
    """A number format's code, also where it has only a number, and whether it shows a day or a time."""
    known = code or _BUILT_IN.get(number, "")
    return known, shows_a_day(known) if known else number.isdecimal() and int(number) in _DATE_NUMBERS


def too_much() -> ImportProblem:
    """What is told of a workbook with more cells than any report has."""
    return ImportProblem("工作簿里的内容太多，不像是年报的工作簿。", "请核对是否选对了文件。")
