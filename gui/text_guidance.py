"""What the guidance says while the caret is in a text: the figure at it, the section's aspects, what could be tied."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from gui.chip_guidance import figure_lines
from gui.guidance_lines import Line, grouped
from gui.guidance_text import aspect_lines
from gui.link_offer import OFFERS, phrases_of, refused_words
from gui.prose_insert import replace_stretch
from gui.visible_text import visible
from model.figure_offer import short_name
from model.live_figures import derive, figure_span
from model.report import Report
from model.text import TextBlock
from model.typed_figures import CERTAIN, DIFFERS, ELSEWHERE, SAME, UNSURE, TypedFigure, typed_figures

if TYPE_CHECKING:
    from gui.guidance_panel import GuidancePanel
    from gui.prose_edit import ProseEdit

LINK = "关联"
STEP = "关联数据"
_MOST_QUOTED = 3
_GROUPS = (
    (UNSURE, None, "看不准是哪一格；要关联，选中数字按 Ctrl+I。"),
    (ELSEWHERE, True, "没有对应的格子，是上年的数，请改成本年的。"),
    (ELSEWHERE, False, "没有对应的格子，保持原样。"),
)
"""What is said of figures together: their meaning, whether they are marked as last year's (None: either), words."""


class TextGuidance(QObject):
    """Of one window: what its guidance panel shows beside the part's own words, and what its buttons do."""

    def __init__(self, window) -> None:
        super().__init__(window)
        self._window = window
        self._panel: GuidancePanel | None = None

    def show(self) -> None:
        """Bring the panel to the caret of the page's text."""
        panel = self._window.panels.guidance
        if panel is None:
            return
        if panel is not self._panel:
            self._panel = panel
            panel.body.pressed.connect(self.link)
            panel.set_beside(self)
        # In a grid the panel follows by itself, and a figure typed there does not wait for this.
        if not self._window.editor.current_cell:
            panel.refresh()

    def at_figure(self) -> tuple[Line, ...]:
        """What is said of the live figure at the caret in the place of the part's words; empty for none."""
        prose = self._prose()
        figure = prose.current_figure() if prose is not None else None
        if prose is None or figure is None:
            return ()
        report = self._window.editor.report
        aspects = aspect_lines(report, prose.section)
        rule = (Line("rule", ""),) if aspects else ()
        return (*figure_lines(report, figure, prose.paragraph_number()), *rule, *aspects)

    def word(self) -> tuple[Line, ...]:
        """The word on the caret's paragraph."""
        prose = self._prose()
        word = prose.word_of(prose.paragraph_number()) if prose is not None else ""
        return (Line("text", f"第 {prose.paragraph_number() + 1} 段备注：{visible(word)}"),) if prose and word else ()

    def linkable(self) -> tuple[Line, ...]:
        """What is said of the figures typed into the caret's paragraph."""
        return tuple(linkable_lines(self._window.editor.report, self._typed(), refused_words(self._settings())))

    def link(self, key: str) -> None:
        """Tie the figure that begins at this place of the caret's paragraph to its cell."""
        prose, editor = self._prose(), self._window.editor
        figure = next((figure for figure in self._typed() if str(figure.start) == key), None)
        if prose is None or figure is None or figure.offer is None:
            return
        formula = figure.offer.formula
        span = figure_span(formula, derive(formula, editor.report).text)
        replace_stretch(prose, figure.start, figure.end, (span,), STEP)
        prose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _prose(self) -> ProseEdit | None:
        if self._window.editor.current_cell:
            return None
        return getattr(self._window.pages.page, "prose", None)

    def _settings(self):
        return self._window.tools.settings

    def _typed(self) -> tuple[TypedFigure, ...]:
        prose, editor = self._prose(), self._window.editor
        if prose is None or editor.read_only or not self._settings().get(OFFERS):
            return ()
        return typed_figures(editor.report, phrases_of(editor.report.form), TextBlock(prose.paragraph()))


def linkable_lines(report: Report, figures: Iterable[TypedFigure], refused: Collection[str]) -> Iterator[Line]:
    """What is to be said of figures in a text that are not live; words that were refused are passed over."""
    figures = tuple(figure for figure in figures if _told(figure, refused))
    if figures:
        yield Line("title", "可关联的数据")
    for figure in figures:
        name = short_name(report.form, figure.cell) if figure.cell else ""
        if figure.meaning == CERTAIN:
            yield Line("text", f"“{figure.quoted}”等于{name}")
            yield Line("button", LINK, str(figure.start))
        elif figure.meaning == DIFFERS:
            value = report.value(figure.cell)
            now = "还没有填" if value is None else f"是{grouped(value)}，请核对"
            yield Line("text", f"“{figure.quoted}”：{name}{now}。", role="warning")
    for meaning, stale, words in _GROUPS:
        quoted = [f"“{one.quoted}”" for one in figures if one.meaning == meaning and stale in (None, one.stale)]
        if quoted:
            more = f"等{len(quoted)}处" if len(quoted) > _MOST_QUOTED else ""
            yield Line("text", f"{''.join(quoted[:_MOST_QUOTED])}{more}{words}")


def _told(figure: TypedFigure, refused: Collection[str]) -> bool:
    return figure.meaning != SAME and (figure.offer is None or figure.offer.words not in refused)
