"""The pages of a PDF as pictures, drawn by pdfium."""

from __future__ import annotations

import math
from typing import NamedTuple

from importers.pdf_pages import LOCK
from model.errors import ImportProblem

POINTS = 72.0
"""To the inch."""


class PagePicture(NamedTuple):
    """A page, or a strip of it: pixels row by row, each blue, green, red and one byte for nothing."""

    width: int
    height: int
    stride: int
    pixels: bytes


class DrawnPdf:
    """A PDF that is open for drawing. Raises ImportProblem when it is none."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        with LOCK:
            try:
                self._document = pypdfium2.PdfDocument(data)
                # Width and height of each page in points.
                self.sizes = tuple(self._document.get_page_size(number) for number in range(len(self._document)))
                self._places = {
                    entry.get_title(): destination.get_index()
                    for entry in self._document.get_toc()
                    if (destination := entry.get_dest()) is not None
                }
            except pypdfium2.PdfiumError as error:
                raise ImportProblem("排好的页读不出来。", "请关掉打印预览再打开一次。") from error

    def page_of(self, heading: str) -> int:
        """The number, from 0, of the page with this bookmark, 0 when there is none."""
        return self._places.get(heading) or 0

    def pixels(self, number: int, resolution: float) -> tuple[int, int]:
        """How wide and high the page's picture is at so many dots an inch."""
        width, height = (math.ceil(side * resolution / POINTS) for side in self.sizes[number])
        return width, height

    def picture(self, number: int, resolution: float, rows: tuple[int, int] | None = None) -> PagePicture:
        """The page at so many dots an inch; rows: from which row of pixels to which, None for all."""
        height = self.pixels(number, resolution)[1]
        above, below = (rows[0], height - rows[1]) if rows else (0, 0)
        # Half a pixel less, since the library rounds up.
        crop = (0, max(0.0, (below - 0.5) * POINTS / resolution), 0, max(0.0, (above - 0.5) * POINTS / resolution))
        with LOCK:
            page = self._document[number]
            drawn = page.render(scale=resolution / POINTS, crop=crop, prefer_bgrx=True)
            picture = PagePicture(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))
            drawn.close()
            page.close()
        return picture

    def close(self) -> None:
        """Let go of the file."""
        with LOCK:
            self._document.close()
