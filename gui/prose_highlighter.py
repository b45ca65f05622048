"""How paragraphs look while they are written: headings as they are printed, live figures, figures still to change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from gui.prose_pieces import EDGE, JOINER, OBJECT_CHARACTER, Run, runs_of, units, unmarked
from gui.theme import SEVERITY_FILLS, Theme
from model.headings import LEVEL_2, LEVEL_3, shape_of
from model.live_figures import FIGURE, STALE
from model.text import Span

if TYPE_CHECKING:
    from gui.prose_marks import Mark, Marks

_Piece = tuple[int, int, QTextCharFormat]
_UNDERLINES = MappingProxyType(
    {
        "error": QTextCharFormat.UnderlineStyle.WaveUnderline,
        "warning": QTextCharFormat.UnderlineStyle.DashUnderline,
        "hint": QTextCharFormat.UnderlineStyle.DotLine,
    }
)
"""How a stretch with a finding is underlined: the severity is told by the shape of the line as well."""


class ProseHighlighter(QSyntaxHighlighter):
    """Changes nothing in the document. troubled: whether a live figure shows nothing right."""

    def __init__(self, document: QTextDocument, theme: Theme, troubled: Callable[[Span], bool]) -> None:
        super().__init__(document)
        self._theme = theme
        self._troubled = troubled
        self._marks: Marks = {}

    @property
    def marked(self) -> bool:
        """Whether there are any marks."""
        return bool(self._marks)

    def take_marks(self, marks: Marks) -> None:
        """Show these marks; only paragraphs whose marks are others are set anew."""
        before, self._marks = self._marks, marks
        for number in sorted(before.keys() | marks.keys()):
            if before.get(number) != marks.get(number):
                block = self.document().findBlockByNumber(number)
                if block.isValid():
                    self.rehighlightBlock(block)

    def highlightBlock(self, text: str) -> None:
        if text == OBJECT_CHARACTER:
            return
        theme = self._theme
        plain = unmarked(text)
        shape = shape_of(plain)
        runs = runs_of(self.currentBlock())
        pieces: list[_Piece] = []
        if shape.kind == LEVEL_2:
            pieces += self._pieces(0, units(text), runs, theme.heading_font())
        elif shape.kind == LEVEL_3:
            pieces += self._pieces(0, units(text), runs, theme.text_font(bold=True))
        else:
            lead = _with_edges(text, shape.lead)
            pieces += self._pieces(0, lead, runs, theme.lead_font())
            pieces += self._pieces(lead, units(text), runs, None)
        for start, end, style in pieces:
            self.setFormat(start, end - start, style)
        for mark in self._marks.get(self.currentBlock().blockNumber(), ()):
            self._mark(mark, pieces)

    def _pieces(self, start: int, end: int, runs: list[Run], font: QFont | None) -> Iterator[_Piece]:
        """The stretch in this font, and the runs in it in their colours as well."""
        if font is not None and start < end:
            style = QTextCharFormat()
            style.setFont(font)
            yield start, end, style
        for run in runs:
            if start <= run.start < end:
                yield run.start, run.end, self._style(run.span, font)

    def _mark(self, mark: Mark, pieces: list[_Piece]) -> None:
        """Lay the mark over what stands there already, which keeps its font and colour."""
        edges = {mark.start, mark.end, *(edge for start, end, _ in pieces for edge in (start, end))}
        inside = sorted(edge for edge in edges if mark.start <= edge <= mark.end)
        for start, end in pairwise(inside):
            style = QTextCharFormat(self.format(start))
            style.setUnderlineStyle(_UNDERLINES[mark.severity])
            style.setUnderlineColor(self._theme.color(mark.severity))
            if mark.looked_at:
                style.setBackground(self._theme.color(self._fill(mark.severity)))
            self.setFormat(start, end - start, style)

    def _fill(self, severity: str) -> str:
        """The role of what is filled in; the selection's where the severity's cannot be told from the ground."""
        fill = SEVERITY_FILLS[severity]
        return fill if self._theme.hex(fill) != self._theme.hex("surface") else "tint"

    def _style(self, span: Span, font: QFont | None) -> QTextCharFormat:
        style = QTextCharFormat()
        if font is not None:
            style.setFont(font)
        if span.kind == FIGURE:
            style.setForeground(self._theme.color("warning" if self._troubled(span) else "chiptext"))
        elif span.kind == STALE:
            style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            style.setUnderlineColor(self._theme.color("warning"))
        return style


def _with_edges(text: str, lead: int) -> int:
    """How many UTF-16 units the first `lead` characters take, what is there for the view alone not counted."""
    at = 0
    for position, character in enumerate(text):
        if at == lead:
            return units(text[:position])
        at += character not in (EDGE, JOINER)
    return units(text)
