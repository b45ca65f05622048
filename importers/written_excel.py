"""Reading back a workbook that this program wrote: by defined names, with another library than the writer's.

Values come from python-calamine (the results that the file carries, never worked out again), names and
formulas from the standard library's ElementTree.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from importers.workbook_cells import Area
from importers.written_excel_parts import (
    RELATIONS,
    STYLES,
    WORKBOOK,
    Cell,
    area_in,
    cells_of,
    chart,
    outline,
    places_in,
    shown_by,
)
from model.errors import ImportProblem
from model.form import Form, NumberKind
from model.number_text import Value, number_text, read_number
from model.placeholder_figures import SAVED, saved_name, worked_out
from model.placeholders import PATTERN, canonical, resolved
from ooxml.namespaces import CORE_PROPERTIES
from ooxml.package import Package

_DERIVED = "derived."
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
        self._parts, names = outline(package.read(WORKBOOK), package.read(RELATIONS))
        self.names = dict(names)
        self.properties = package.read(CORE_PROPERTIES) if CORE_PROPERTIES in package else b""
        figures = {area.sheet for name, area in self.names.items() if name in form.cells}
        self._cells = {sheet: self._read_cells(sheet, sheet in figures) for sheet in self._parts}
        self._values = _values(data, self._cells)
        self._name_placeholders(form)
        self._continued = {name: area for name, area in self.names.items() if ".continued_" in name}
        self._shown = shown_by(self._package.read(STYLES)) if STYLES in self._package else ()

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

    def formula(self, area: Area) -> str:
        """The cell's formula, "" when it has none."""
        cell = self._cells.get(area.sheet, {}).get((area.top, area.left))
        return "" if cell is None else cell.formula

    def figure(self, area: Area, kind: NumberKind) -> tuple[Value, str]:
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
                        self.names.setdefault(name, Area(sheet, row, column, row, column))

    def _value(self, area: Area) -> Any:
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
            for reference, carried in chart(self._package.read(part), part):
                area = area_in(reference)
                if area is not None:
                    yield ChartCache(reference, carried, tuple(self._standing(area)))

    def _standing(self, area: Area) -> Iterator[str]:
        rows = self._values.get(area.sheet, [])
        width = area.right - area.left + 1
        for row in range(area.top - 1, area.bottom):
            values = rows[row][area.left - 1 : area.right] if row < len(rows) else []
            yield from map(number_text, map(_plain, [*values, *[""] * (width - len(values))]))

    def _read_cells(self, sheet: str, wanted: bool) -> dict[tuple[int, int], Cell]:
        """The cells of a sheet with figures; of any other sheet none, after a look at how far it reaches."""
        content = self._package.read(self._parts[sheet])
        cells = cells_of(content, self._parts[sheet]) if wanted else {}
        places = cells if wanted else places_in(content)
        rows, columns = zip(*places, strict=True) if places else ((1,), (1,))
        if max(rows) * max(columns) > _LARGEST_AREA:
            # calamine lays out the whole area and ends the program when there is no memory for it.
            raise ImportProblem(f"工作表“{sheet}”的范围过大，读不了。", "请删除表格右边和下面多余的行列后再试。")
        return cells


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
