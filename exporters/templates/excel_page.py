"""What all worksheets of the default template have in common: paper, fonts, widths."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl.styles import Font
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from exporters.excel_formulas import column_letters

POINTS = 10.5
"""Size of labels, figures and text."""

TITLE_FONT = Font(name="黑体", size=16, charset=134)
LABEL_FONT = Font(name="宋体", size=POINTS, charset=134)

_MILLIMETRES = 25.4
_DIGIT_PIXELS = 7
"""Width of a digit of the workbook's normal font, Times New Roman 10.5: Excel's unit of column widths."""


def set_widths(sheet: Worksheet, pixels: Iterable[int]) -> None:
    """Set the columns' widths in pixels, from the first column on."""
    for number, width in enumerate(pixels, 1):
        sheet.column_dimensions[column_letters(number)].width = round(width / _DIGIT_PIXELS, 4)


def set_page(sheet: Worksheet, area: str, title_rows: int) -> None:
    """A4 upright, one page wide, the first rows repeated, the sheet's name above and the page number below."""
    sheet.print_area = area
    if title_rows:
        sheet.print_title_rows = f"1:{title_rows}"
    sheet.page_setup.paperSize = "9"
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    # A shade less than 20 mm at the sides: 643 pixels are 170.1 mm, and nothing is to be shrunk for that.
    margins.left = margins.right = 19.8 / _MILLIMETRES
    margins.top, margins.bottom = 20 / _MILLIMETRES, 18 / _MILLIMETRES
    margins.header, margins.footer = 10 / _MILLIMETRES, 9 / _MILLIMETRES
    sheet.HeaderFooter.oddHeader = HeaderFooterItem(right=_HeaderFooterPart("&A", "宋体,Regular", 9))
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("— &P —", "宋体,Regular", 10))
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 130
