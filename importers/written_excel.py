"""Reading back a workbook that this program wrote: by defined names, with another library than the writer's.

Values come from python-calamine (the results that the file carries, never worked out again), names and
formulas from the standard library's ElementTree.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple
from xml.etree import ElementTree

from importers.written_properties import PROPERTIES
from model.errors import FileFormatError, ImportProblem
from model.form import Form, NumberKind
from model.number_text import Value, number_text, read_number
from model.placeholder_figures import SAVED, saved_name, worked_out
from model.placeholders import PATTERN, canonical, resolved
from ooxml.package import Package

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CELL, _FORMULA = f"{_SHEET}c", f"{_SHEET}f"
_WORKBOOK, _RELATIONS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_REFERENCE = re.compile(
    r"(?:'((?:[^']|'')+)'|([^'!,]+))!(\$?[A-Z]{1,3}\$?[0-9]{1,7})(?::(\$?[A-Z]{1,3}\$?[0-9]{1,7}))?"
)
_SHOWN = re.compile(r"0(?:\.(?P<decimals>0+))?(?:\"(?P<unit>[^\"]+)\")?")
_ANY_PLACE = re.compile(rb' r="([A-Z]{1,3}[0-9]{1,7})"')
_PLAIN_CELL = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"(?: s="([0-9]+)")?(?: t="[A-Za-z]+")?(?:/>|>(?:<f>([^<]*)</f>|(?!<f)))'
)
_DERIVED = "derived."
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CHART_REFERENCES = (f"{_CHART}numRef", f"{_CHART}strRef")
_MOST_POINTS = 500
_LARGEST_AREA = 4_000_000
_KEPT_DIGITS = 15
_EXACT = 2**53


class WrittenExcel(NamedTuple):
    """What a workbook holds. Everything is found by defined names; what has none is not here.

    In a template a placeholder alone in its cell counts as a name too: its keys say what the finished file must hold.

    identity: format, form, edition, year, unit as the hidden sheet says. figures: by cell id, None for
    blank; units: those shown with another unit than the default; formulas: without the equals sign.
    headings and texts by section id, a text's paragraphs joined by line feeds; fields: title, signature.date….
    worked_out: figures that a template asks for, such as last year's, by the hash of their name; in a template the
    placeholder.
    derived: rows that follow from the figures, by the name of their area and their key (single cells: key ""); a
    value in a template's row may be anything. charts: what each chart carries and what stands in the cells it draws.
    properties: the XML of the document's properties, empty for none.
    """

    identity: Mapping[str, str]
    figures: Mapping[str, Value]
    units: Mapping[str, str]
    formulas: Mapping[str, str]
    headings: Mapping[str, str]
    texts: Mapping[str, str]
    fields: Mapping[str, str]
    worked_out: Mapping[str, str]
    derived: Mapping[tuple[str, str], tuple[Value, ...]]
    charts: tuple[ChartCache, ...]
    properties: bytes


class ChartCache(NamedTuple):
    """A reference of a chart, the values that it carries for it, and those of the cells; "" for none."""

    reference: str
    carried: tuple[str, ...]
    standing: tuple[str, ...]


class _Cell(NamedTuple):
    """The number of a cell's style, and its formula without the equals sign, "" for none."""

    style: int
    formula: str


class _Area(NamedTuple):
    sheet: str
    top: int
    left: int
    bottom: int
    right: int


@lru_cache(maxsize=2)
def read_written_excel(data: bytes, form: Form) -> WrittenExcel:
    """Read everything that has one of our names; the last two are kept, so that a template is read once for many.

    Raises FileFormatError when the bytes are no sound workbook, ImportProblem when they can't be read.
    """
    book = _Workbook(data, form)
    figures: dict[str, Value] = {}
    units: dict[str, str] = {}
    formulas: dict[str, str] = {}
    for cell, found in form.cells.items():
        if cell in book.names:
            figures[cell], units[cell] = book.figure(book.names[cell], found.kind)
            formulas[cell] = book.formula(book.names[cell])
    return WrittenExcel(
        identity={name: book.named(f"report.{name}") for name in ("format", "form", "edition", "year", "unit")},
        figures=figures,
        units={cell: unit for cell, unit in units.items() if unit},
        formulas={cell: formula for cell, formula in formulas.items() if formula},
        headings=dict(book.starting_with("heading.")),
        texts={section.id: book.text(section.id) for section in form.sections if f"text.{section.id}" in book.names},
        fields=dict(book.starting_with("report.")),
        worked_out=dict(book.starting_with(SAVED)),
        derived=dict(book.derived()),
        charts=tuple(book.charts()),
        properties=book.properties,
    )


class _Workbook:
    """The workbook's names, cells' values and formulas."""

    def __init__(self, data: bytes, form: Form) -> None:
        self._package = package = Package(data)
        self._parts, names = _outline(package.read(_WORKBOOK), package.read(_RELATIONS))
        self.names = dict(names)
        self.properties = package.read(PROPERTIES) if PROPERTIES in package else b""
        figures = {area.sheet for name, area in self.names.items() if name in form.cells}
        self._cells = {sheet: self._read_cells(sheet, sheet in figures) for sheet in self._parts}
        self._values = _values(data, self._cells)
        self._name_placeholders(form)
        self._continued = {name: area for name, area in self.names.items() if ".continued_" in name}
        self._shown = _shown_by(self._package.read(_STYLES)) if _STYLES in self._package else ()

    def named(self, name: str) -> str:
        """The text of the first cell of this name, "" when there is none."""
        if name not in self.names:
            return ""
        value = self._value(self.names[name])
        return str(int(value)) if isinstance(value, float) and value.is_integer() else _text(value)

    def starting_with(self, prefix: str) -> Iterator[tuple[str, str]]:
        """Names that start so, without the beginning, and the text of their cells."""
        for name in self.names:
            if name.startswith(prefix):
                yield name.removeprefix(prefix), self.named(name)

    def text(self, section: str) -> str:
        """A section's text: rows are paragraphs, rows that go on are joined."""
        area = self.names[f"text.{section}"]
        beginning = f"text.{section}.continued_"
        continued = {other.top for name, other in self._continued.items() if name.startswith(beginning)}
        paragraphs: list[str] = []
        for row in range(area.top, area.bottom + 1):
            text = _text(self._value(area._replace(top=row)))
            if row in continued and paragraphs:
                paragraphs[-1] += text
            else:
                paragraphs.append(text)
        return "\n".join(paragraphs)

    def formula(self, area: _Area) -> str:
        """The cell's formula, "" when it has none."""
        cell = self._cells.get(area.sheet, {}).get((area.top, area.left))
        return "" if cell is None else cell.formula

    def figure(self, area: _Area, kind: NumberKind) -> tuple[Value, str]:
        """The cell's figure with the decimals and the unit that its number format shows."""
        value = self._value(area)
        if type(value) is float and kind.whole and not kind.units and -_EXACT < value < _EXACT and value.is_integer():
            return int(value), ""
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            cell = self._cells.get(area.sheet, {}).get((area.top, area.left))
            style = 0 if cell is None else cell.style
            return _number(value, kind, self._shown[style] if style < len(self._shown) else None)
        text = _text(value)
        if sum(character.isdigit() for character in text) > _KEPT_DIGITS:
            # More digits than a workbook keeps: written as text, yet a figure.
            entry = read_number(text, kind)
            return entry.value, entry.unit
        return text or None, ""

    def _name_placeholders(self, form: Form) -> None:
        """In a template a placeholder alone in its cell is as good as a name."""
        for sheet, rows in self._values.items():
            for row, values in enumerate(rows, 1):
                texts = "".join([value for value in values if value.__class__ is str])
                if "}" not in texts and "｝" not in texts:
                    continue
                for column in [at for at, value in enumerate(values, 1) if _text(value).rstrip()[-1:] in ("}", "｝")]:
                    match = PATTERN.fullmatch(values[column - 1].strip())
                    for name in _names_of(resolved(form, canonical(match[1])), form) if match else ():
                        self.names.setdefault(name, _Area(sheet, row, column, row, column))

    def _value(self, area: _Area) -> Any:
        try:
            return self._values[area.sheet][area.top - 1][area.left - 1]
        except (KeyError, IndexError):
            return ""

    def derived(self) -> Iterator[tuple[tuple[str, str], tuple[Value, ...]]]:
        """The rows of areas that have keys in their last column, and single cells."""
        for name, area in self.names.items():
            if not name.startswith(_DERIVED):
                continue
            if area.left == area.right:
                yield (name, ""), (_plain(self._value(area)),)
                continue
            for values in self._values.get(area.sheet, [])[area.top - 1 : area.bottom]:
                # The key is the last of them.
                if len(values) >= area.right and values[area.right - 1]:
                    shown = values[area.left - 1 : area.right - 1]
                    yield (name, str(values[area.right - 1])), tuple(map(_plain, shown))

    def charts(self) -> Iterator[ChartCache]:
        """What each native chart carries for each of its references that can be followed."""
        for part in self._package.names:
            if not part.startswith("xl/charts/chart") or not part.endswith(".xml"):
                continue
            root = _parsed(self._package.read(part), part)
            for holder in (holder for tag in _CHART_REFERENCES for holder in root.iter(tag)):
                reference = holder.findtext(f"{_CHART}f", "")
                area = _area_in(reference)
                if area is not None:
                    yield ChartCache(reference, _carried(holder), tuple(self._standing(area)))

    def _standing(self, area: _Area) -> Iterator[str]:
        rows = self._values.get(area.sheet, [])
        width = area.right - area.left + 1
        for row in range(area.top - 1, area.bottom):
            values = rows[row][area.left - 1 : area.right] if row < len(rows) else []
            yield from map(number_text, map(_plain, [*values, *[""] * (width - len(values))]))

    def _read_cells(self, sheet: str, wanted: bool) -> dict[tuple[int, int], _Cell]:
        """The cells of a sheet with figures; of any other sheet none, after a look at how far it reaches."""
        content = self._package.read(self._parts[sheet])
        cells = _cells_of(content, self._parts[sheet]) if wanted else {}
        places = cells if wanted else [_place_written(found) for found in _ANY_PLACE.findall(content)]
        rows, columns = zip(*places, strict=True) if places else ((1,), (1,))
        if max(rows) * max(columns) > _LARGEST_AREA:
            # calamine lays out the whole area and ends the program when there is no memory for it.
            raise ImportProblem(f"工作表“{sheet}”的范围过大，读不了。", "请删除表格右边和下面多余的行列后再试。")
        return cells


def _cells_of(content: bytes, part: str) -> dict[tuple[int, int], _Cell]:
    """Style and formula of each cell; by a pattern where all cells are written as most programs do, else parsed."""
    found = _PLAIN_CELL.findall(content)
    if len(found) == content.count(b"<c ") and b"<c>" not in content and b"&#" not in content:
        return {_place_written(place): _cell_written(style, formula) for place, style, formula in found}
    data = _parsed(content, part).find(f"{_SHEET}sheetData")
    return {
        _place(cell.get("r", "")): _Cell(int(cell.get("s", "0")), cell.findtext(_FORMULA, ""))
        for cell in (() if data is None else data.iter(_CELL))
    }


@lru_cache(maxsize=2048)
def _place_written(reference: bytes) -> tuple[int, int]:
    return _place(reference.decode("ascii"))


@lru_cache(maxsize=2048)
def _cell_written(style: bytes, formula: bytes) -> _Cell:
    """Kept: the cells of all files made with a template are much alike."""
    return _Cell(int(style or 0), html.unescape(formula.decode("utf-8")))


@lru_cache(maxsize=4)
def _outline(workbook: bytes, relations: bytes) -> tuple[Mapping[str, str], Mapping[str, _Area]]:
    """The sheets' parts and the defined names; kept: reports with equally many paragraphs have them in common."""
    root = _parsed(workbook, _WORKBOOK)
    targets = {item.get("Id"): item.get("Target", "") for item in _parsed(relations, _RELATIONS)}
    sheets = {
        item.get("name", ""): targets.get(item.get(f"{_RELATION}id"), "")
        for item in root.iterfind(f"{_SHEET}sheets/{_SHEET}sheet")
    }
    parts = {name: target[1:] if target.startswith("/") else f"xl/{target}" for name, target in sheets.items()}
    return parts, dict(_names(root))


@lru_cache(maxsize=4)
def _shown_by(styles: bytes) -> tuple[re.Match[str] | None, ...]:
    """What the number format of each cell style shows, None for those that are built in.

    Kept: finished files have the styles part of their template unless a number format was added.
    """
    root = _parsed(styles, _STYLES)
    codes = {item.get("numFmtId"): item.get("formatCode", "") for item in root.iter(f"{_SHEET}numFmt")}
    formats = root.iterfind(f"{_SHEET}cellXfs/{_SHEET}xf")
    return tuple(_SHOWN.match(codes.get(item.get("numFmtId"), "")) for item in formats)


def _parsed(content: bytes, name: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        raise FileFormatError(f"文件的“{name}”部分已损坏。", "请重新取得这个文件。") from error


def _names(workbook: ElementTree.Element) -> Iterator[tuple[str, _Area]]:
    for item in workbook.iterfind(f"{_SHEET}definedNames/{_SHEET}definedName"):
        area = _area_in(item.text or "") if item.get("localSheetId") is None else None
        if area is not None:
            yield item.get("name", ""), area


@lru_cache(maxsize=8192)
def _area_in(reference: str) -> _Area | None:
    """The area that a reference names, None for anything else; kept: most names are alike from file to file."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    top, left = _place(match[3])
    bottom, right = _place(match[4]) if match[4] else (top, left)
    return _Area((match[1] or match[2]).replace("''", "'"), top, left, bottom, right)


def _carried(holder: ElementTree.Element) -> tuple[str, ...]:
    """The values in a chart's cache, "" where a point is missing."""
    cache = next((item for item in holder if str(item.tag).endswith("Cache")), None)
    count = None if cache is None else cache.find(f"{_CHART}ptCount")
    values = [""] * (0 if count is None else min(int(count.get("val", "0")), _MOST_POINTS))
    for point in () if cache is None else cache.iter(f"{_CHART}pt"):
        values[int(point.get("idx", "0"))] = point.findtext(f"{_CHART}v", "")
    return tuple(values)


def _plain(value: Any) -> Value:
    """A cell's content as a value: a whole number, a decimal, text, None for blank."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if -_EXACT < value < _EXACT and value == (whole := int(value)):
            return whole
        exact = Decimal(repr(value))
        return int(exact) if exact == exact.to_integral_value() else exact
    return _text(value) or None


def _names_of(placeholder: str, form: Form) -> Iterator[str]:
    kind, _, part = placeholder.partition(":")
    if placeholder in form.cells:
        yield placeholder
    elif found := worked_out(form, placeholder):
        yield saved_name(found)
    elif kind in ("section", "heading"):
        yield f"{'text' if kind == 'section' else kind}.{part}"
    elif kind == "grid":
        yield from (cell.id for cell in form.cells.values() if cell.grid == part)


@lru_cache(maxsize=4096)
def _place(reference: str) -> tuple[int, int]:
    match = _PLACE.fullmatch(reference)
    if match is None:
        return 1, 1
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _values(data: bytes, sheets: Iterable[str]) -> dict[str, list[list[Any]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return {sheet: workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False) for sheet in sheets}
    except CalamineError as error:
        raise ImportProblem("工作簿读不出来。", "请重新取得这个文件。") from error


def _text(value: Any) -> str:
    return value if isinstance(value, str) else str(value)


def _number(value: float, kind: NumberKind, shown: re.Match[str] | None) -> tuple[Value, str]:
    if kind.whole and not kind.units and -_EXACT < value < _EXACT and value == (whole := int(value)):
        return whole, ""
    unit = shown["unit"] if shown and shown["unit"] in kind.units else ""
    exact = Decimal(repr(value))
    if exact == exact.to_integral_value():
        exact = Decimal(int(exact))
    if kind.whole and exact == int(exact):
        return int(exact), unit
    lacking = len((shown and shown["decimals"]) or "") + int(exact.as_tuple().exponent)
    return (exact.quantize(Decimal(1).scaleb(-len(shown["decimals"]))) if shown and lacking > 0 else exact), unit
