"""Fitting a cell's text into its cell: nothing is ever painted into the neighbour, and no cut figure looks like another."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetricsF

from gui.hairlines import Metrics
from gui.theme import Theme, make_font
from model.records import NamedTuple

LEAST_SIZE = 9
"""The smallest figure, in pixels at a base of 12."""

_MANY = 2000


class Fitted(NamedTuple):
    """What of a text is painted: with which font, how wide it is, and whether it is all of it."""

    text: str
    font: QFont
    metrics: Metrics
    width: float
    whole: bool = True


class CellFit:
    """Fits the texts of one grid's cells. step: by how many pixels its figures are larger than the base.

    usual: the font of figures that fit and its widths, by whether it is bold.
    """

    def __init__(self, theme: Theme, step: int) -> None:
        self._theme = theme
        self._step = step
        self.take_fonts()

    def take_fonts(self) -> None:
        """Read fonts and widths again after the theme changed."""
        self.usual = {bold: self._sized(self._theme.font(self._step, bold=bold)) for bold in (False, True)}
        self._smaller: dict[bool, list[tuple[QFont, Metrics]]] = {}
        self._known: dict[tuple[str, bool, float, bool], Fitted] = {}

    def fit(self, text: str, room: float, *, bold: bool, figure: bool) -> Fitted:
        """The text for this many pixels: a figure smaller and then without its front, words without their end."""
        font, metrics = self.usual[bold]
        width = metrics.width(text)
        if width <= room:
            return Fitted(text, font, metrics, width)
        key = (text, bold, room, figure)
        found = self._known.get(key)
        if found is None:
            if len(self._known) > _MANY:
                self._known.clear()
            found = self._known[key] = self._squeezed(text, room, bold, figure)
        return found

    def _squeezed(self, text: str, room: float, bold: bool, figure: bool) -> Fitted:
        if not figure:
            return elided(text, room, *self.usual[bold], front=False)
        for font, metrics in self._sizes(bold):
            width = metrics.width(text)
            if width <= room:
                return Fitted(text, font, metrics, width)
        return elided(text, room, *self._sizes(bold)[-1], front=True)

    def _sizes(self, bold: bool) -> list[tuple[QFont, Metrics]]:
        """The fonts below the usual one, the largest first."""
        if bold not in self._smaller:
            usual = self.usual[bold][0]
            sizes = range(usual.pixelSize() - 1, self._theme.px(LEAST_SIZE) - 1, -1)
            self._smaller[bold] = [self._sized(make_font(usual.families(), size, bold=bold)) for size in sizes]
        return self._smaller[bold]

    def _sized(self, font: QFont) -> tuple[QFont, Metrics]:
        return font, Metrics(QFontMetricsF(font))


def elided(text: str, room: float, font: QFont, metrics: Metrics, *, front: bool) -> Fitted:
    """As much of the text as there is room for, with … in place of its front or its end; at least the …."""
    few, many = 0, len(text)
    while few < many:
        kept = (few + many + 1) // 2
        shown = f"…{text[-kept:]}" if front else f"{text[:kept]}…"
        if metrics.width(shown) <= room:
            few = kept
        else:
            many = kept - 1
    shown = f"…{text[len(text) - few :]}" if front else f"{text[:few]}…"
    return Fitted(shown, font, metrics, metrics.width(shown), whole=False)
