"""How paragraphs look while they are written: headings as they are printed, live figures, figures still to change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from gui.prose_pieces import EDGE, JOINER, OBJECT_CHARACTER, Run, runs_of, units, unmarked
from gui.theme import Theme
from model.headings import LEVEL_2, LEVEL_3, shape_of
from model.live_figures import FIGURE, STALE
from model.text import Span


class ProseHighlighter(QSyntaxHighlighter):
    """Changes nothing in the document. troubled: whether a live figure shows nothing right."""

    def __init__(self, document: QTextDocument, theme: Theme, troubled: Callable[[Span], bool]) -> None:
        super().__init__(document)
        self._theme = theme
        self._troubled = troubled

    def highlightBlock(self, text: str) -> None:
        if text == OBJECT_CHARACTER:
            return
        theme = self._theme
        plain = unmarked(text)
        shape = shape_of(plain)
        runs = runs_of(self.currentBlock())
        if shape.kind == LEVEL_2:
            self._set(0, units(text), runs, theme.heading_font())
        elif shape.kind == LEVEL_3:
            self._set(0, units(text), runs, theme.text_font(bold=True))
        else:
            lead = _with_edges(text, shape.lead)
            self._set(0, lead, runs, theme.lead_font())
            self._set(lead, units(text), runs, None)

    def _set(self, start: int, end: int, runs: list[Run], font: QFont | None) -> None:
        """Give the stretch this font, and the runs in it their colours as well."""
        if font is not None and start < end:
            style = QTextCharFormat()
            style.setFont(font)
            self.setFormat(start, end - start, style)
        for run in runs:
            if start <= run.start < end:
                self.setFormat(run.start, run.end - run.start, self._style(run.span, font))

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
