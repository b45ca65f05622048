"""The figures of one sheet: written as numbers where a workbook keeps them whole, totals as formulas with a result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from lxml import etree

from exporters.excel_book import Sheet
from exporters.excel_cells import FORMULA, VALUE, Cells, Element, child, clear, write_number, write_result
from exporters.excel_formulas import Place, address, total_formula
from exporters.excel_inline import Inline
from exporters.excel_styles import Styles
from exporters.excel_text import text_pixels
from model.errors import ExportError
from model.number_text import Value, number_text
from model.placeholders import printed_figure
from model.report import Report

_DIGITS = 15
"""As many digits as a workbook keeps of a figure."""
_MOST = 10**_DIGITS
_SURE_TO_FIT = 2
"""Characters of a figure for which every column of a grid has room, gap included."""
_CELL_EDGES = 6.0
"""Pixels of a cell that programs keep free at its sides."""


class FigureStyles:
    """How the figures of one sheet are shown, by the numbers of their cells' styles."""

    def __init__(self, sheet: Sheet, styles: Styles) -> None:
        self._sheet, self._styles = sheet, styles

    def shown(self, style: int, value: int | Decimal, unit: str) -> int:
        """The style for a decimal, which shows all its digits, and for a figure in another unit, which shows that."""
        decimals = max(0, -int(value.as_tuple().exponent)) if isinstance(value, Decimal) else 0
        return self._styles.with_digits(style, decimals, unit)

    def roomy(self, styles: Mapping[Place, int], wide: Sequence[tuple[Place, str]]) -> dict[Place, int]:
        """The styles that change so that the gap behind all figures lets the widest stand within its column.

        Programs print # in place of a figure that does not fit.
        """
        fitting = min(self._fitting_gap(place, text, styles[place]) for place, text in wide)
        used = dict.fromkeys(styles.values())
        narrowed = {style: self._styles.with_gap(style, fitting) for style in used if self._styles.gap(style) > fitting}
        return {place: narrowed[style] for place, style in styles.items() if style in narrowed}

    def _fitting_gap(self, place: Place, text: str, style: int) -> int:
        points = self._styles.points(style)
        free = self._sheet.width(place) - _CELL_EDGES - text_pixels(text, points)
        return max(0, round(free / 2 / text_pixels("0", points)))


class PlainFigures(NamedTuple):
    """What a sheet's figures are where all of them are numbers or blank, and the styles that change for them."""

    values: Mapping[Place, Value]
    styles: Mapping[Place, int]


def plain_figures(
    report: Report, figures: Sequence[tuple[str, Place]], template: Mapping[Place, int], shown: FigureStyles
) -> PlainFigures | None:
    """The figures as they stand in cells of these styles; None where one of them has to be written as text."""
    values: dict[Place, Value] = {}
    styles = dict(template)
    wide: list[tuple[Place, str]] = []
    cells = report.form.cells
    for cell, place in figures:
        value = values[place] = report.value(cell)
        if value is None:
            continue
        if isinstance(value, str) or not (cells[cell].parts or fits(value)):
            return None
        kind, text, unit = cells[cell].kind, number_text(value), ""
        if kind.units:
            unit = report.unit_of(cell)
            unit = "" if unit == kind.unit else unit
        if unit or not kind.whole:
            styles[place] = shown.shown(styles[place], value, unit)
        if len(text) > _SURE_TO_FIT or unit:
            wide.append((place, text + unit))
    if wide:
        styles.update(shown.roomy(styles, wide))
    return PlainFigures(values, {place: style for place, style in styles.items() if style != template[place]})


class Figures:
    """Writes figures into a sheet's cells; figures: cell ids and where they stand, one may stand in several places."""

    def __init__(
        self, cells: Cells, sheet: Sheet, figures: Sequence[tuple[str, Place]], styles: Styles, inline: Inline
    ) -> None:
        self._cells, self._sheet, self._inline = cells, sheet, inline
        self._styles = FigureStyles(sheet, styles)
        self._figures = figures
        self._places = dict(reversed(figures))
        self._wide: list[tuple[Place, str]] = []

    def write(self, report: Report) -> None:
        """Write all of them; raises ExportError that names sheet and cell."""
        cells, places = report.form.cells, self._cells.places
        for cell, place in self._figures:
            target, found, value = places.get(place), cells[cell], report.value(cell)
            kind = found.kind
            usual = value is None or (type(value) is int and kind.whole and not kind.units and -_MOST < value < _MOST)
            if usual and not found.parts and target is not None and not len(target):
                self._write_usual(target, place, value)
            else:
                self._write(report, cell, place)
        self._make_room()

    def _write_usual(self, target: Element, place: Place, value: Value) -> None:
        """What most figures are: blank or a whole number, in a cell in which nothing stands."""
        if target.get("t") is not None:
            clear(target)
        if value is not None:
            text = str(value)
            etree.SubElement(target, VALUE).text = text
            if len(text) > _SURE_TO_FIT:
                self._wide.append((place, text))

    def _write(self, report: Report, cell: str, place: Place) -> None:
        found, value = report.form.cells[cell], report.value(cell)
        target, text = self._cells.cell(place), number_text(value)
        formula = child(target, FORMULA)
        if found.parts and (formula is not None or all(part in self._places for part in found.parts)):
            if formula is None:
                clear(target)
                etree.SubElement(target, FORMULA).text = total_formula([self._places[part] for part in found.parts])
            write_result(target, text)
        else:
            self._refuse_shared(formula, place)
            if fits(value):
                write_number(target, text)
            else:
                self._inline.put(target, printed_figure(report, cell), address(place))
        unit = report.unit_of(cell)
        unit = "" if unit == found.kind.unit else unit
        if isinstance(value, (int, Decimal)):
            if unit or not found.kind.whole:
                self._show_digits(target, value, unit)
            if len(text) > _SURE_TO_FIT or unit:
                self._wide.append((place, text + unit))

    def _show_digits(self, target: Element, value: int | Decimal, unit: str) -> None:
        style = int(target.get("s") or 0)
        wanted = self._styles.shown(style, value, unit)
        if wanted != style:
            target.set("s", str(wanted))

    def _make_room(self) -> None:
        places = self._cells.places
        if self._wide:
            styles = {place: int(places[place].get("s") or 0) for _, place in self._figures}
            for place, style in self._styles.roomy(styles, self._wide).items():
                places[place].set("s", str(style))

    def _refuse_shared(self, formula: Element | None, place: Place) -> None:
        if formula is not None and formula.get("ref"):
            raise ExportError(
                f"模板工作表“{self._sheet.name}”的 {address(place)} 要填数，但那里的公式是几个单元格共用的。",
                "请在模板里清除这个单元格的公式。",
            )


def fits(value: Value) -> bool:
    """Whether it is a figure that a workbook keeps whole: of fifteen digits at most."""
    if not isinstance(value, Decimal):
        return isinstance(value, int) and -_MOST < value < _MOST
    digits = "".join(map(str, value.as_tuple().digits))
    return len(digits.strip("0")) <= _DIGITS
