"""One worksheet of a template, filled: figures by name and placeholder, text, totals with formula and result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

from exporters.excel_book import Book, Sheet
from exporters.excel_cells import (
    FORMULA,
    INLINE,
    Cells,
    Element,
    child,
    clear,
    forget_result,
    s,
    string_of,
    text_of_string,
    write_number,
    write_result,
    write_text,
)
from exporters.excel_figures import Figures, fits
from exporters.excel_formulas import Place, address
from exporters.excel_grid import put_grid
from exporters.excel_inline import Inline, alone
from exporters.excel_names import Names
from exporters.excel_rows import Measure, growing, insert_rows, move_formulas, moved_row, pieces_of, set_height
from exporters.excel_styles import Styles
from exporters.excel_text import QUOTED_SIGNS
from model.layout import Layout
from model.number_text import Value, is_number, number_text
from model.placeholder_figures import WorkedOut, number_of, saved_name, worked_out
from model.placeholders import FIELDS, GRID, HEADING, PATTERN, SECTION, canonical, is_known, resolved
from model.report import Report
from ooxml.characters import fit

_CONTACT = "contact"


class SheetFilling:
    """The filling of one sheet; `root` is the sheet's new tree."""

    def __init__(
        self,
        book: Book,
        sheet: Sheet,
        named: Iterable[tuple[str, Place]],
        report: Report,
        layout: Layout,
        names: Names,
        styles: Styles,
        derived: Mapping[Place, Value] = MappingProxyType({}),
    ) -> None:
        """named: the cells of the form that have a defined name in this sheet, and where.

        derived: what follows from the report at other places of the sheet.
        """
        self._book, self._sheet, self._report, self._layout = book, sheet, report, layout
        self._names, self._styles = names, styles
        self.root = sheet.tree.given()
        self._cells = Cells(self.root, self._sheet.order)
        self._inline = Inline(report, f"工作表“{self._sheet.name}”", book.strings)
        self._alone = {place: resolved(report.form, alone(text)) for place, text in self._sheet.placeholders.items()}
        self._figures = list(named)
        self._derived = derived

    def fill(self) -> None:
        """Fill everything; raises ExportError that names sheet and cell."""
        self._place_figures()
        Figures(self._cells, self._sheet, self._figures, self._styles, self._inline).write(self._report)
        self._write_derived()
        sections = {}
        may_grow = growing(self._book, self._sheet, self._alone, [place for _, place in self._figures])
        for place, text in self._sheet.placeholders.items():
            name = self._alone[place]
            if place in may_grow and is_known(self._report.form, name):
                sections[place] = name.removeprefix(SECTION)
            elif not self._is_figure(name):
                self._write_text(place, text, name)
        self._forget_results()
        self._fill_page_marks()
        self._insert(sections)
        self._quote()

    def _write_derived(self) -> None:
        """Give the formulas their results, and fill what is no formula; a cell that is no longer there stays away."""
        for place, value in self._derived.items():
            cell = self._cells.places.get(place)
            if cell is None:
                continue
            text = value is not None and not is_number(value)
            if child(cell, FORMULA) is not None:
                write_result(cell, number_text(value), text)
            elif text:
                write_text(cell, str(value))
            elif value is None:
                clear(cell)
            else:
                write_number(cell, number_text(value))

    def _is_figure(self, name: str) -> bool:
        return name in self._report.form.cells or (name.startswith(GRID) and is_known(self._report.form, name))

    def _place_figures(self) -> None:
        """Find the figures' places from placeholders too; a cell may stand in several."""
        for place, name in self._alone.items():
            if name in self._report.form.cells:
                self._figures.append((name, place))
                self._names.add(name, self._sheet.name, place)
            elif name.startswith(GRID) and self._is_figure(name):
                grid = self._report.form.grid(name.removeprefix(GRID))
                put = put_grid(self.root, self._cells, self._sheet, place, grid, self._layout, self._styles)
                self._figures.extend(put.items())
                for cell, at in put.items():
                    self._names.add(cell, self._sheet.name, at)

    def _write_text(self, place: Place, text: str, name: str) -> None:
        """Put text for placeholders; a cell with one alone gets a defined name, so that it can be read back."""
        target = self._cells.cell(place)
        if name == "year" and self._report.year:
            write_number(target, str(self._report.year))
        elif found := worked_out(self._report.form, name):
            self._write_worked_out(found, place, text)
        elif self._only_label_left(place, text):
            clear(target)
            set_height(self._cells.rows[place[0]], "", self._measure(place))
        else:
            self._inline.fill_cell(target, text, address(place))
            self._fit_row(target, place)
        if name.startswith(SECTION):
            self._names.add(f"text.{name.removeprefix(SECTION)}", self._sheet.name, place)
        elif name.startswith(HEADING):
            self._names.add(f"heading.{name.removeprefix(HEADING)}", self._sheet.name, place)
        elif name in FIELDS:
            self._names.add(f"report.{name}", self._sheet.name, place)

    def _write_worked_out(self, found: WorkedOut, place: Place, text: str) -> None:
        """As a number where it is a plain one; what can't be worked out, and percentages, as text."""
        target, digits = self._cells.cell(place), number_of(found, self._report)
        if digits and fits(Decimal(digits)):
            write_number(target, digits)
            _, point, decimals = digits.partition(".")
            if point:
                target.set("s", str(self._styles.with_digits(int(target.get("s") or 0), len(decimals), "")))
        else:
            self._inline.fill_cell(target, text, address(place))
        self._names.add(saved_name(found), self._sheet.name, place)

    def _only_label_left(self, place: Place, text: str) -> bool:
        """Whether the row holds nothing but labels of contact fields that are all empty: no one wants to sign those."""
        if _CONTACT not in text:
            return False
        names = [canonical(name) for name in PATTERN.findall(text)]
        empty = all(name.startswith(_CONTACT) and not self._report.fields[name] for name in names)
        return empty and sum(len(cell) > 0 for cell in self._cells.rows[place[0]]) == 1

    def _fit_row(self, target: Element, place: Place) -> None:
        """A row without a height of its own grows with the lines put into it, and with a section's text."""
        row = self._cells.rows[place[0]]
        text = string_of(target, ())
        if row.get("ht") is None and ("\n" in text or self._alone.get(place, "").startswith(SECTION)):
            set_height(row, text, self._measure(place))

    def _forget_results(self) -> None:
        """Formulas of the template's own may depend on what was filled in: their old results are wrong."""
        if self._sheet.has_formulas:
            written = {self._cells.places[place] for _, place in self._figures}
            written.update(cell for place in self._derived if (cell := self._cells.places.get(place)) is not None)
            for formula in self.root.iter(FORMULA):
                cell = formula.getparent()
                if cell is not None and cell not in written:
                    forget_result(cell)

    def _fill_page_marks(self) -> None:
        if self._sheet.marked_page:
            for node in self.root.iterfind(f"{s('headerFooter')}/*"):
                node.text = fit(self._inline.filled(node.text or "", _page_mark))

    def _insert(self, sections: Mapping[Place, str]) -> None:
        if not sections:
            return
        measures = {place: self._measure(place) for place in sections}
        pieces = {place: pieces_of(self._report.text(name), *measures[place]) for place, name in sections.items()}
        self._names.move(self._sheet.name, lambda row: moved_row(row, pieces))
        move_formulas(self.root, pieces)
        for place, rows in insert_rows(self._cells, self._sheet, pieces, measures):
            name, last = f"text.{sections[place]}", rows.first + len(rows.pieces) - 1
            self._names.add_moved(name, self._sheet.name, (rows.first, rows.column), (last, rows.column))
            continued = [rows.first + offset for offset, piece in enumerate(rows.pieces) if piece.continued]
            for number, row in enumerate(continued, 1):
                self._names.add_moved(f"{name}.continued_{number}", self._sheet.name, (row, rows.column))

    def _quote(self) -> None:
        for holder in self.root.iter(INLINE):
            cell = holder.getparent()
            if cell is not None and text_of_string(holder).startswith(QUOTED_SIGNS):
                cell.set("s", str(self._styles.quoted(int(cell.get("s") or 0))))

    def _measure(self, place: Place) -> Measure:
        style = int(self._cells.cell(place).get("s") or 0)
        return Measure(self._styles.points(style), self._sheet.width(place))


def _page_mark(text: str) -> str:
    """Text for a header or footer, where & begins a code and is itself when doubled."""
    return text.replace("&", "&&").replace("\n", " ")
