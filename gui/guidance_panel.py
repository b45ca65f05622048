"""The panel at the right: what the current cell or part wants, with today's figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui.editor import ReportEditor
from gui.findings_head import close_button
from gui.guidance_body import PADDING, GuidanceBody
from gui.guidance_lines import Line
from gui.guidance_text import Guidance, cell_lines, section_lines, with_rules
from gui.space import GUIDANCE
from gui.theme import Theme
from model.edits import Changed
from model.findings import Finding

TITLE = 30


class Beside(Protocol):
    """What there is to say while the caret is in a text: at a live figure, of the paragraph and its other figures."""

    def at_figure(self) -> tuple[Line, ...]: ...
    def word(self) -> tuple[Line, ...]: ...
    def linkable(self) -> tuple[Line, ...]: ...


class GuidancePanel(QWidget):
    """Follows the current cell; on a page without one it shows what the part wants."""

    def __init__(self, editor: ReportEditor, theme: Theme, close: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._theme = theme
        self.side = "right"
        """The window's side where it is docked: its border is at the other one."""
        self._guidance: Guidance | None = None
        self._section = editor.report.form.sections[0].id
        self._beside: Beside | None = None
        self._finding: Callable[[], tuple[Line, ...]] = tuple
        self.setFixedWidth(theme.px(GUIDANCE))
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Button)
        self.body = GuidanceBody(theme)
        self.scroll = _Scroll(self.body)
        self.body.tab_after(self.scroll)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 1, 0)
        layout.setSpacing(0)
        self.head = self._title(close)
        layout.addWidget(self.head)
        layout.addWidget(self.scroll, 1)
        self.setFocusProxy(self.scroll)
        editor.cell_changed.connect(self.refresh)
        editor.changed.connect(self._changed)
        editor.relation_changed.connect(self._changed)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.refresh)
        self.refresh()

    def set_guidance(self, guidance: Guidance | None) -> None:
        """The texts of the form."""
        self._guidance = guidance
        self.refresh()

    def set_section(self, section: str) -> None:
        """The part that is shown."""
        self._section = section
        self.refresh()

    def set_beside(self, beside: Beside) -> None:
        """What is to be said while the caret is in a text."""
        self._beside = beside

    def set_finding(self, finding: Callable[[], tuple[Line, ...]]) -> None:
        """What is to be said of the finding that is looked at, nothing without one."""
        self._finding = finding

    def refresh(self, *_: object) -> None:
        """Say what there is to say now."""
        self._later.stop()
        report, cell = self._editor.report, self._editor.current_cell
        # While the report goes over to another form, the old form's texts are still here.
        guidance = self._guidance if self._guidance and self._guidance.form is report.form else None
        if cell in report.form.cells:
            self.body.show_lines(with_rules([self._finding(), cell_lines(report, guidance, cell)]))
        elif self._section in [section.id for section in report.form.sections]:
            figure = self._beside.at_figure() if self._beside is not None else ()
            linkable = self._beside.linkable() if self._beside is not None else ()
            word = self._beside.word() if self._beside is not None else ()
            lines = figure or section_lines(report, guidance, self._section)
            self.body.show_lines(with_rules([self._finding(), lines, word, linkable]))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = self.width() - 1 if self.side == "left" else 0
        painter.fillRect(edge, 0, 1, self.height(), self._theme.color("border"))
        painter.fillRect(0, self._theme.px(TITLE), self.width(), 1, self._theme.color("border"))

    def _title(self, close: QAction) -> QWidget:
        theme = self._theme
        head = QWidget()
        head.setFixedHeight(theme.px(TITLE))
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(PADDING), 0, theme.px(4), 0)
        title = QLabel("填表说明(&G)")
        title.setFont(theme.font(0, bold=True))
        title.setBuddy(self.scroll)
        row.addWidget(title, 1)
        row.addWidget(close_button(close, theme, head))
        return head

    def _changed(self, _: Changed | Finding | None) -> None:
        # Enter goes on to the next cell, of which there is more to say: all is said once.
        self._later.start()


class _Scroll(QScrollArea):
    """Scrolls by the arrow keys, and shows by a frame that it has the focus."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("填表说明")
        self.setBackgroundRole(QPalette.ColorRole.Button)
        body.setBackgroundRole(QPalette.ColorRole.Button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)
