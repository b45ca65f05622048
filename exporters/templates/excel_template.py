"""The default workbook of an edition: a sheet a grid, one for the text, a hidden one that says what it is.

Made with openpyxl once for every edition, by make_templates.py; filling it is another matter (exporters/excel.py).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from exporters.excel_cells import s
from exporters.excel_formulas import Place, absolute, quoted_sheet
from exporters.excel_styles import STYLES
from exporters.excel_text import SHEET_NAME_CHARACTERS
from exporters.templates.excel_chart_sheet import SHEET as CHART_SHEET
from exporters.templates.excel_chart_sheet import ChartPlace, write_chart_sheet
from exporters.templates.excel_charts import add_charts
from exporters.templates.excel_checks_sheet import SHEET as CHECKS_SHEET
from exporters.templates.excel_checks_sheet import write_checks
from exporters.templates.excel_grid_sheet import grid_places, write_grid
from exporters.templates.excel_page import POINTS, set_widths
from exporters.templates.excel_strings import share_strings
from exporters.templates.excel_text_sheet import SHEET as TEXT_SHEET
from exporters.templates.excel_text_sheet import write_text
from exporters.templates.excel_year_sheet import SHEET as YEAR_SHEET
from exporters.templates.excel_year_sheet import write_year
from model.errors import FormError
from model.form import Form
from model.layout import Layout
from model.year_chart import BarGroup
from ooxml.markup import parse_xml, to_bytes
from ooxml.package import Package, make_package

IDENTITY_SHEET = "标识"
FORMAT_VERSION = 1

_LEGAL_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,254}")
_LIKE_A_PLACE = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*([Cc][0-9]*)?|[Cc][0-9]*")
_LEGAL_SHEET = re.compile(rf"[^\[\]:*?/\\']{{1,{SHEET_NAME_CHARACTERS}}}")
_FONT_ORDER = [
    s(name)
    for name in (
        *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
        *("sz", "color", "name", "family", "charset", "scheme"),
    )
]
_DATE = b"2000-01-01T00:00:00Z"


def excel_template(form: Form, layout: Layout, groups: Sequence[BarGroup] = ()) -> bytes:
    """The workbook's bytes; the same form and layout give the same bytes.

    groups: what the native charts draw, none without. Raises FormError when a sheet name or a cell id is one that Excel does not allow.
    """
    book = Workbook()
    book._named_styles["Normal"].font = Font(name="Times New Roman", size=POINTS)  # type: ignore[attr-defined]  # noqa: SLF001
    book.remove(book.worksheets[0])
    _describe(book)
    for grid in form.grids:
        sheet = add_sheet(book, grid.sheet)
        write_grid(sheet, form, grid, layout)
        _name(book, sheet, grid_places(grid))
    charts = _add_derived(book, form, groups)
    text = add_sheet(book, TEXT_SHEET)
    _name(book, text, {name: (row, 1) for name, row in write_text(text, form).items()})
    _write_identity(book, form)
    return settled(book, charts)


def _describe(book: Workbook) -> None:
    """The document's properties, as the Word template has them."""
    properties = book.properties
    properties.title, properties.subject, properties.creator = "{{title}}", "{{unit}}", "{{unit}}"
    properties.keywords = "{{year}}年度；校验码 {{check_code}}"
    properties.category, properties.language = "{{year}}年度", "zh-CN"


def _add_derived(book: Workbook, form: Form, groups: Sequence[BarGroup]) -> Mapping[str, Sequence[ChartPlace]]:
    """The sheets whose figures follow from the grids; the charts by the number of their sheet."""
    where = {cell: (grid.sheet, place) for grid in form.grids for cell, place in grid_places(grid).items()}
    if form.relations:
        sheet = add_sheet(book, CHECKS_SHEET)
        _name_areas(book, sheet, write_checks(sheet, form, where))
    sheet = add_sheet(book, YEAR_SHEET)
    _name_areas(book, sheet, write_year(sheet, form, where))
    if not groups:
        return {}
    sheet = add_sheet(book, CHART_SHEET)
    areas, places = write_chart_sheet(sheet, form, groups, where)
    _name_areas(book, sheet, areas)
    return {f"xl/worksheets/sheet{len(book.worksheets)}.xml": places}


def legal_name(name: str) -> bool:
    """Whether Excel takes this for a defined name: no cell address, no row or column, plain characters."""
    return bool(_LEGAL_NAME.fullmatch(name)) and not _LIKE_A_PLACE.fullmatch(name)


def add_sheet(book: Workbook, name: str) -> Worksheet:
    """A new sheet at the end; FormError when Excel does not take its name."""
    if not _LEGAL_SHEET.fullmatch(name) or name.casefold() in {sheet.casefold() for sheet in book.sheetnames}:
        raise FormError(f"“{name}”不能作工作表的名称。", "名称应不超过31个字，不重复，不含 [ ] : * ? / \\ '。")
    sheet: Worksheet = book.create_sheet(name)
    return sheet


def _name(book: Workbook, sheet: Worksheet, places: Mapping[str, Place]) -> None:
    for name, place in places.items():
        if not legal_name(name) or name in book.defined_names:
            raise FormError(f"“{name}”不能作单元格的名称。", "名称应由字母、数字、点和下划线组成，不像单元格地址。")
        book.defined_names[name] = DefinedName(name, attr_text=f"{quoted_sheet(sheet.title)}!{absolute(place)}")


def _name_areas(book: Workbook, sheet: Worksheet, areas: Mapping[str, tuple[Place, Place]]) -> None:
    for name, (first, last) in areas.items():
        area = absolute(first) if first == last else f"{absolute(first)}:{absolute(last)}"
        book.defined_names[name] = DefinedName(name, attr_text=f"{quoted_sheet(sheet.title)}!{area}")


def _write_identity(book: Workbook, form: Form) -> None:
    """What this workbook is, for whoever reads it back; hidden from the clerk."""
    sheet = add_sheet(book, IDENTITY_SHEET)
    rows: Iterable[tuple[str, str, str]] = (
        ("report.format", "格式版本", str(FORMAT_VERSION)),
        ("report.form", "表样", form.document),
        ("report.edition", "表样版本", form.edition),
        ("report.year", "年度", "{{year}}"),
        ("report.unit", "填报单位", "{{unit}}"),
    )
    set_widths(sheet, (100, 400))
    for number, (name, label, value) in enumerate(rows, 1):
        sheet.cell(number, 1, label)
        sheet.cell(number, 2, value)
        _name(book, sheet, {name: (number, 2)})
    sheet.sheet_state = "hidden"


def settled(book: Workbook, charts: Mapping[str, Sequence[ChartPlace]] = MappingProxyType({})) -> bytes:
    """The workbook without anything that the clock or the library's name put into it; charts: by their sheet's part."""
    stream = io.BytesIO()
    book.save(stream)
    package = Package(stream.getvalue())
    parts = {name: package.read(name) for name in package.names}
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", _DATE, core)
    parts[STYLES] = _ordered_fonts(parts[STYLES])
    share_strings(parts)
    for sheet, places in charts.items():
        add_charts(parts, sheet, places)
    return make_package(parts)


def _ordered_fonts(styles: bytes) -> bytes:
    """The styles with the properties of each font in the order that Excel wants; openpyxl has its own."""
    root = parse_xml(styles, STYLES)
    for font in root.iter(s("font")):
        font[:] = sorted(font, key=lambda item: _FONT_ORDER.index(item.tag))
    return to_bytes(root)
