"""A report as a workbook: a template filled on the XML of the parts that change, all others copied as they are."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import lru_cache
from typing import NamedTuple

from exporters.excel_book import Book, Sheet, open_book
from exporters.excel_cells import Cells, string_of
from exporters.excel_charts import ChartPart, chart_parts, filled_charts
from exporters.excel_check import refuse_wrong_placeholders
from exporters.excel_derived import LAST_YEAR, PREFIX, ROWS, DerivedRow, derived_values
from exporters.excel_figures import FigureStyles, plain_figures
from exporters.excel_formulas import Place, parse_address
from exporters.excel_inline import Inline
from exporters.excel_names import NameChanges, Names, recalculated, write_changes
from exporters.excel_pieces import Pieces, cut, joined
from exporters.excel_properties import filled_properties, marked_properties
from exporters.excel_sheet import SheetFilling
from exporters.excel_styles import STYLES, Styles
from exporters.excel_tree import Tree
from model.errors import ExportError, FileFormatError
from model.form import Form
from model.layout import Layout
from model.number_text import Value
from model.report import Report
from ooxml.markup import CONTENT_TYPES, RELATIONSHIPS, parse_xml, to_bytes
from ooxml.namespaces import CORE_PROPERTIES

_EDITION = "report.edition"
_LEVEL = 1
"""Of compression: takes less than a third of the usual level's time, and the file is 6 % larger."""


def fill_excel(template: bytes, report: Report, layout: Layout) -> bytes:
    """The workbook's bytes: the template with figures, text and totals (docs/templates.md).

    The template's cells are found by their defined names and by placeholders. Raises ExportError
    when the template is damaged, of another edition or has nothing to fill, and for placeholders that
    cannot be filled; the message names each with its sheet and cell.
    """
    try:
        return _fill(open_template(template, report.form, report.last_year is not None), report, layout)
    except FileFormatError as error:
        raise ExportError(f"Excel 模板打不开：{error.summary}", error.advice) from error


class Template(NamedTuple):
    """A template that fits a form. named: the form's cells that have a defined name, sheet by sheet.

    derived: the rows that follow from the figures, sheet by sheet. charts: those that draw some of these. pieces:
    the sheets that are put together from bytes, None for the others. properties: the XML of the document's
    properties, "" where they are copied as they stand.
    """

    book: Book
    named: tuple[tuple[tuple[str, Place], ...], ...]
    derived: tuple[tuple[DerivedRow, ...], ...]
    charts: tuple[ChartPart, ...]
    pieces: tuple[Pieces | None, ...]
    properties: str


@lru_cache(maxsize=4)
def open_template(data: bytes, form: Form, compared: bool = False) -> Template:
    """The template, kept for the next report; raises as `fill_excel` does when it cannot be filled.

    compared: there are figures of the year before; else the sheet for them is left out.
    """
    book = open_book(data, "" if compared else LAST_YEAR)
    _check_edition(book, form)
    refuse_wrong_placeholders(book, form)
    named = _named(book, form)
    if not any(named) and not any(sheet.placeholders for sheet in book.sheets):
        raise ExportError(
            "模板里没有占位符和认得的表格，也没有以单元格编号命名的单元格，不知道数填在哪里。",
            "请选用上级发的空表，或在模板里写上占位符（“导出→插入占位符”里有清单）。",
        )
    derived = _derived(book)
    charts = chart_parts(book, [number for number, rows in enumerate(derived) if rows])
    pieces = tuple(_pieces(book, *described, form) for described in zip(book.sheets, named, derived, strict=True))
    return Template(book, named, derived, charts, pieces, marked_properties(book.package))


def _fill(template: Template, report: Report, layout: Layout) -> bytes:
    book, named, derived, charts, pieces, properties = template
    names, styles = Names(book), Styles(book.styles)
    changed: dict[str, bytes | None] = {}
    values: dict[str, Mapping[Place, Value]] = {}
    for number, sheet in enumerate(book.sheets):
        if derived[number]:
            values[sheet.name] = derived_values(report, derived[number])
        quick = _from_pieces(pieces[number], sheet, named[number], values.get(sheet.name, {}), report, styles)
        if quick is not None:
            changed[sheet.part] = quick
            continue
        if named[number] or derived[number] or sheet.placeholders or sheet.has_formulas or sheet.marked_page:
            filling = SheetFilling(
                book, sheet, named[number], report, layout, names, styles, values.get(sheet.name, {})
            )
            filling.fill()
            changed[sheet.part] = to_bytes(filling.root)
    for part, root in book.drawings.items():
        drawing = deepcopy(root)
        Inline(report).fill_drawing(drawing)
        changed[part] = to_bytes(drawing)
    changed.update(filled_charts(charts, values))
    if properties:
        changed[CORE_PROPERTIES] = filled_properties(properties, report)
    if styles.changed:
        changed[STYLES] = styles.content()
    changed[book.workbook_part] = _workbook(book.workbook, names.changes())
    changed.update(_without_calculation_chain(book))
    return book.package.with_parts(changed, _LEVEL)


@lru_cache(maxsize=4)
def _workbook(tree: Tree, changes: NameChanges) -> bytes:
    """The workbook part; kept: reports with equally many paragraphs have it in common."""
    workbook = tree.given()
    write_changes(workbook, changes)
    recalculated(workbook)
    return to_bytes(workbook)


def _named(book: Book, form: Form) -> tuple[tuple[tuple[str, Place], ...], ...]:
    found: list[list[tuple[str, Place]]] = [[] for _ in book.sheets]
    for name, (number, place) in book.names.items():
        if name in form.cells:
            found[number].append((name, place))
    return tuple(map(tuple, found))


def _from_pieces(
    pieces: Pieces | None,
    sheet: Sheet,
    named: tuple[tuple[str, Place], ...],
    derived: Mapping[Place, Value],
    report: Report,
    styles: Styles,
) -> bytes | None:
    """The sheet joined from its pieces; None where it has none or one of the figures is no number."""
    if pieces is None:
        return None
    inline = Inline(report, f"工作表“{sheet.name}”")
    if not named:
        return joined(pieces, derived, inline, styles.quoted)
    figures = plain_figures(report, named, pieces.styles, FigureStyles(sheet, styles))
    return (
        None
        if figures is None
        else joined(pieces, {**derived, **figures.values}, inline, styles.quoted, figures.styles)
    )


def _pieces(
    book: Book, sheet: Sheet, named: tuple[tuple[str, Place], ...], derived: tuple[DerivedRow, ...], form: Form
) -> Pieces | None:
    """The sheet cut into pieces, None where it has neither figures nor what follows from them, or cannot be cut."""
    if not derived and not named:
        return None
    totals = {place for cell, place in named if form.cells[cell].computed}
    inputs = {place for cell, place in named if not form.cells[cell].computed}
    return cut(book, sheet, {place for row in derived for place in row.places}, inputs, totals)


def _derived(book: Book) -> tuple[tuple[DerivedRow, ...], ...]:
    """The rows that follow from the figures: an area's by the keys in its last column."""
    found: list[list[DerivedRow]] = [[] for _ in book.sheets]
    areas = {name: formula for name, local, formula in book.defined if name.startswith(PREFIX) and not local}
    for name, (number, place) in book.names.items():
        if name not in areas:
            continue
        if name not in ROWS:
            found[number].append(DerivedRow(name, "", (place,)))
            continue
        sheet = book.sheets[number]
        # Not by the first place: that one may be covered by a merged cell.
        (top, left), (bottom, right) = map(parse_address, areas[name].rpartition("!")[2].split(":"))
        cells = Cells(sheet.tree.root, sheet.order).places
        for row in range(top, bottom + 1):
            holder = cells.get((row, right))
            if holder is not None and (key := string_of(holder, book.strings)):
                found[number].append(DerivedRow(name, key, tuple((row, column) for column in range(left, right))))
    return tuple(map(tuple, found))


def _check_edition(book: Book, form: Form) -> None:
    edition = book.text_at(_EDITION)
    if edition and edition != form.edition:
        raise ExportError(
            f"这份模板是 {edition} 年版表样的，报告用的是 {form.edition} 年版。", "请换用同一版表样的模板。"
        )


def _without_calculation_chain(book: Book) -> dict[str, bytes | None]:
    """The list of formulas in the order of their calculation no longer fits; programs make it anew."""
    folder, _, name = book.workbook_part.rpartition("/")
    chain, relations, types = f"{folder}/calcChain.xml", f"{folder}/_rels/{name}.rels", "[Content_Types].xml"
    if chain not in book.package:
        return {}
    changed: dict[str, bytes | None] = {chain: None}
    for part, tag, attribute in (
        (relations, f"{{{RELATIONSHIPS}}}Relationship", "Target"),
        (types, f"{{{CONTENT_TYPES}}}Override", "PartName"),
    ):
        root = parse_xml(book.package.read(part), part)
        for item in root.findall(tag):
            if (item.get(attribute) or "").endswith("calcChain.xml"):
                root.remove(item)
        changed[part] = to_bytes(root)
    return changed
