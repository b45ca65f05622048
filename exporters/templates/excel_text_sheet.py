"""The text of a report as a worksheet of the default template: one column, a paragraph a row."""

from __future__ import annotations

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from exporters.excel_text import row_height
from exporters.templates.excel_page import LABEL_FONT, TITLE_FONT, set_page, set_widths
from model.form import Form
from model.layout import PAGE_PIXELS

SHEET = "报告正文"

_HEADING_FONT = Font(name="黑体", size=12, charset=134)
_ABOVE_HEADING, _NO_TEXT = 10, 3
"""Points above a heading, of a row without text."""
_CONTACT = (("address", "地址"), ("postcode", "邮编"), ("phone", "电话"), ("email", "电子邮箱"))


def write_text(sheet: Worksheet, form: Form) -> dict[str, int]:
    """Write headings and placeholders; the rows by the names that they get."""
    set_widths(sheet, (PAGE_PIXELS,))
    rows: dict[str, int] = {}
    _add(sheet, "{{title}}", TITLE_FONT, "center")
    for section in form.sections:
        if section.heading:
            row = rows[f"heading.{section.id}"] = _add(sheet, section.heading, _HEADING_FONT, "left")
            sheet.row_dimensions[row].height = row_height(1, 12) + _ABOVE_HEADING
            sheet.cell(row, 1).alignment = Alignment("left", "bottom", wrap_text=True)
        row = rows[f"text.{section.id}"] = _add(sheet, f"{{{{section:{section.id}}}}}", LABEL_FONT, "left")
        if section.grid:
            # Mostly there is no text before a grid, and then hardly a gap.
            sheet.row_dimensions[row].height = _NO_TEXT
            _add(sheet, f"（表见工作表“{form.grid(section.grid).sheet}”）", LABEL_FONT, "left")
    for name in ("unit", "date"):
        _add(sheet, f"{{{{signature.{name}}}}}", LABEL_FONT, "right")
    for name, label in _CONTACT:
        rows[f"report.contact.{name}"] = _add(sheet, f"{label}：{{{{contact.{name}}}}}", LABEL_FONT, "left")
    set_page(sheet, f"A1:A{sheet.max_row}", 0)
    return rows


def _add(sheet: Worksheet, text: str, font: Font, side: str) -> int:
    row = sheet.max_row + 1 if sheet["A1"].value else 1
    cell = sheet.cell(row, 1, text)
    cell.font = font
    cell.alignment = Alignment(side, "center" if font is not LABEL_FONT else "top", wrap_text=True)
    return row
