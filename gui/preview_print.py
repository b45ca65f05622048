"""The pages onto paper: as many as were chosen, in true size, one strip after another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from gui.preview_paper import image_of

if TYPE_CHECKING:
    from workflows.page_pictures import DrawnPdf

FINEST = 600
"""Dots an inch: finer is not seen on paper, and would take four times the memory."""
STRIPS = 8
_TWO_SIDED = (QPrinter.DuplexMode.DuplexLongSide, QPrinter.DuplexMode.DuplexShortSide)


def printer_for(pages: DrawnPdf, name: str, two_sided: bool) -> QPrinter:
    """A printer for these pages on A4. name: of the job; two_sided: both sides, bound at the long edge."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    printer.setFullPage(True)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide if two_sided else QPrinter.DuplexMode.DuplexNone)
    printer.setFromTo(1, len(pages.sizes))
    return printer


def chosen_pages(printer: QPrinter, count: int, current: int) -> list[int | None]:
    """The numbers, from 0, of the pages to be printed, in the order in which they come.

    Copies that the printer does not make by itself are in it; printed on both sides, each begins a sheet of its own:
    None is the empty back before it. current: the page that is shown.
    """
    ranges = printer.printRange()
    if ranges == QPrinter.PrintRange.CurrentPage:
        chosen = [current]
    elif ranges == QPrinter.PrintRange.PageRange and not printer.pageRanges().isEmpty():
        chosen = [number for number in range(count) if printer.pageRanges().contains(number + 1)]
    elif ranges == QPrinter.PrintRange.PageRange and printer.fromPage():
        chosen = [number for number in range(count) if printer.fromPage() <= number + 1 <= printer.toPage()]
    else:
        chosen = list(range(count))
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        chosen.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    return _copied(chosen, copies, printer.collateCopies(), 2 if printer.duplex() in _TWO_SIDED else 1)


def _copied(chosen: list[int], copies: int, collated: bool, sides: int) -> list[int | None]:
    """The pages for so many copies: one whole copy after the other, or (not collated) all copies of a sheet together."""
    sheets = [chosen[start : start + sides] for start in range(0, len(chosen), sides)]
    ordered = sheets * copies if collated else [sheet for sheet in sheets for _ in range(copies)]
    pages: list[int | None] = []
    for sheet in ordered:
        pages += [None] * (-len(pages) % sides)
        pages += sheet
    return pages


def print_pages(printer: QPrinter, pages: DrawnPdf, current: int = 0) -> Iterator[int]:
    """Print the chosen pages, giving how many are done; whoever stops asking ends it. Nothing is scaled.

    Raises RuntimeError when the printer can't be used.
    """
    chosen = chosen_pages(printer, len(pages.sizes), current)
    painter = QPainter()
    if not painter.begin(printer):
        raise RuntimeError("the printer can't be used")
    try:
        for done, number in enumerate(chosen):
            if done:
                printer.newPage()
            if number is not None:
                _paint(painter, printer, pages, number)
            yield done + 1
    except GeneratorExit:
        printer.abort()
        raise
    finally:
        painter.end()


def _paint(painter: QPainter, printer: QPrinter, pages: DrawnPdf, number: int) -> None:
    dots = printer.resolution()
    resolution = min(FINEST, dots)
    width, height = pages.pixels(number, resolution)
    scale = dots / resolution
    # With the whole sheet as the page, the painter's corner is the paper's.
    for strip in range(STRIPS):
        start, stop = height * strip // STRIPS, height * (strip + 1) // STRIPS
        image: QImage = image_of(pages.picture(number, resolution, (start, stop)))
        painter.drawImage(QRectF(0, start * scale, width * scale, (stop - start) * scale), image)
