"""The collection form: a blank workbook in which only the cells to be filled in are unlocked.

Made anew with openpyxl each time: it is written once a year and has to be right, not fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.worksheet import Worksheet

from exporters.collection_grid import GridSheet, write_collection_grid
from exporters.collection_pages import Page, write_cover, write_guidance
from exporters.excel_cells import FORMULA, s, write_result
from exporters.excel_formulas import Place, absolute, address, quoted_sheet
from exporters.templates.excel_page import POINTS, set_widths
from exporters.templates.excel_template import IDENTITY_SHEET, add_sheet, settled
from model.collection import COVER_SHEET, GUIDANCE_SHEET, Order, chosen_grids, seal
from model.errors import ExportError
from model.guidance import Guidance
from model.layout import Layout
from ooxml.markup import OFFICE_RELATIONSHIPS, RELATIONSHIPS, parse_xml, to_bytes
from ooxml.package import Package, make_package

FORMAT_VERSION = "1"
MOST_PASSWORD = 15
"""Characters of a sheet's password that the format's old way of keeping it takes in."""

_FREE = frozenset(f"report.{name}" for name in ("unit", "year", "filler", "leader", "phone", "date"))
"""Cells of the first page outside the seal."""

Results = dict[tuple[str, Place], str]


def collection_form(order: Order, layout: Layout, guidance: Guidance, password: str = "") -> bytes:
    """The workbook's bytes. Raises ExportError when no row is asked for, or the password is too long.

    password: what unlocks sheets and structure, "" for a lock that anyone can open on purpose.
    """
    grids = chosen_grids(order.form, order.rows)
    if not grids:
        raise ExportError("没有选任何一行。", "请至少选一行再导出。")
    if len(password) > MOST_PASSWORD or not password.isascii():
        raise ExportError("密码只能是英文字母、数字和符号，不超过15个。", "请换一个密码。")
    book = Workbook()
    book._named_styles["Normal"].font = Font(name="Times New Roman", size=POINTS)  # type: ignore[attr-defined]  # noqa: SLF001
    book.remove(book.worksheets[0])
    book.properties.creator = "年报编辑器"
    cover = add_sheet(book, COVER_SHEET)
    written = [write_collection_grid(add_sheet(book, grid.sheet), order, grid, layout, guidance) for grid in grids]
    page = write_cover(cover, order, written)
    guide = write_guidance(add_sheet(book, GUIDANCE_SHEET), order.form, grids, guidance)
    _name_all(book, written, {**page.names, **guide.names})
    _write_identity(book, order, written, page)
    for sheet in book.worksheets:
        _protect(sheet, password)
    book.security = WorkbookProtection(lockStructure=True, workbookPassword=password or None)
    results = {**page.results, **{key: value for grid in written for key, value in grid.results.items()}}
    return _with_results(settled(book), results)


def _name_all(book: Workbook, grids: Iterable[GridSheet], others: Mapping[str, tuple[str, Place]]) -> None:
    for grid in grids:
        for cell, place in grid.places.items():
            _name(book, cell, grid.sheet, place)
    for name, (sheet, place) in others.items():
        _name(book, name, sheet, place)


def _name(book: Workbook, name: str, sheet: str, place: Place) -> None:
    book.defined_names[name] = DefinedName(name, attr_text=f"{quoted_sheet(sheet)}!{absolute(place)}")


def _write_identity(book: Workbook, order: Order, grids: list[GridSheet], page: Page) -> None:
    """What this form is, for whoever reads it back, with the seal over it and over all that is locked."""
    locked = tuple(name for name, given in (("unit", order.unit), ("year", str(order.year or ""))) if given)
    said = {
        "format": FORMAT_VERSION,
        "kind": order.kind,
        "form": order.form.document,
        "edition": order.form.edition,
        "section": order.section,
        "rows": " ".join(order.rows),
    }
    given = [order.unit if name == "unit" else str(order.year) for name in locked]
    free = {(grid.sheet, place) for grid in grids for place in grid.places.values()}
    free |= {place for name, place in page.names.items() if name in _FREE}
    identity = (*said.values(), *given)
    sheets = {grid.sheet for grid in grids}
    content = [(sheet.title, text) for sheet in book.worksheets for text in _locked_texts(sheet, free)]
    said |= {f"given_{name}": value for name, value in zip(locked, given, strict=True)}
    said |= {
        "locked": " ".join(locked),
        "seal": seal(identity, [text for _, text in content]),
        "seal_apart": seal(identity, [text for sheet, text in content if sheet not in sheets or text.startswith("=")]),
    }
    sheet = add_sheet(book, IDENTITY_SHEET)
    set_widths(sheet, (100, 400))
    for number, (name, value) in enumerate(said.items(), 1):
        sheet.cell(number, 1, name)
        cell = sheet.cell(number, 2, value)
        cell.data_type = "s"
        _name(book, f"report.{name}", sheet.title, (number, 2))
    sheet.sheet_state = "hidden"


def _locked_texts(sheet: Worksheet, free: set[tuple[str, Place]]) -> Iterable[str]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None and (sheet.title, (cell.row, cell.column)) not in free:
                yield str(cell.value)


def _protect(sheet: Worksheet, password: str) -> None:
    """Locked but for the cells to fill in; columns may be made wider, rows higher, nothing else."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = False
    if password:
        protection.password = password


def _with_results(data: bytes, results: Results) -> bytes:
    """The workbook with what its formulas come to while it is blank, for viewers that do not work them out."""
    package = Package(data)
    parts = {name: package.read(name) for name in package.names}
    workbook = parse_xml(parts["xl/workbook.xml"], "xl/workbook.xml")
    links = parse_xml(parts["xl/_rels/workbook.xml.rels"], "xl/_rels/workbook.xml.rels")
    targets = {
        item.get("Id"): (item.get("Target") or "").lstrip("/")
        for item in links.iter(f"{{{RELATIONSHIPS}}}Relationship")
    }
    for item in workbook.iterfind(f"{s('sheets')}/{s('sheet')}"):
        part = targets[item.get(f"{{{OFFICE_RELATIONSHIPS}}}id")]
        found = {address(place): text for (sheet, place), text in results.items() if sheet == item.get("name")}
        root = parse_xml(parts[part], part)
        for formula in root.iter(FORMULA):
            cell = formula.getparent()
            if cell is not None:
                write_result(cell, found.get(cell.get("r") or "", ""), True)
        parts[part] = to_bytes(root)
    return make_package(parts)
