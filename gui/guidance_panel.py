"""The panel at the right: what the current cell or part wants, with today's figures."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui.editor import ReportEditor
from gui.findings_panel import close_button
from gui.guidance_text import Guidance, Line, cell_lines, section_lines
from gui.space import GUIDANCE
from gui.theme import Theme
from model.edits import Changed
from model.text import Span

TITLE = 30
PADDING = 12
FIGURE_HEIGHT = 20
TEXT_HEIGHT = 18
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


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
        self._figure: tuple[Span | None, int] = (None, 0)
        self.setFixedWidth(theme.px(GUIDANCE))
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Button)
        self.body = GuidanceBody(theme)
        self.scroll = _Scroll(self.body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 1, 0)
        layout.setSpacing(0)
        self.head = self._title(close)
        layout.addWidget(self.head)
        layout.addWidget(self.scroll, 1)
        self.setFocusProxy(self.scroll)
        editor.cell_changed.connect(self.refresh)
        editor.changed.connect(self._changed)
        self.refresh()

    def set_guidance(self, guidance: Guidance | None) -> None:
        """The texts of the form."""
        self._guidance = guidance
        self.refresh()

    def set_section(self, section: str) -> None:
        """The part that is shown."""
        self._section = section
        self.refresh()

    def show_figure(self, figure: Span | None, paragraph: int) -> None:
        """The live figure in the text at which the caret is, None for none; paragraph: its number from 0."""
        if (figure, paragraph) != self._figure:
            self._figure = (figure, paragraph)
            self.refresh()

    def refresh(self, *_: object) -> None:
        """Say what there is to say now."""
        report, cell = self._editor.report, self._editor.current_cell
        # While the report goes over to another form, the old form's texts are still here.
        guidance = self._guidance if self._guidance and self._guidance.form is report.form else None
        if cell in report.form.cells:
            self.body.show_lines(cell_lines(report, guidance, cell))
        elif self._figure[0] is not None:
            # Imported when there is one: few windows show it at the start.
            from gui.chip_guidance import figure_lines

            self.body.show_lines(figure_lines(report, *self._figure))
        elif self._section in [section.id for section in report.form.sections]:
            self.body.show_lines(section_lines(report, guidance, self._section))

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

    def _changed(self, changed: Changed) -> None:
        self.refresh()


class GuidanceBody(QWidget):
    """Paints the lines; their text is what a screen reader is told."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: tuple[Line, ...] = ()
        self._places: list[QRect] = []
        self.setAccessibleName("填表说明")
        theme.changed.connect(self.update)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these lines."""
        if lines != self._lines:
            self._lines = lines
            self.setAccessibleDescription("\n".join(f"{line.text} {line.value}".strip() for line in lines))
            self._place()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(
            self._theme.px(GUIDANCE), self._places[-1].bottom() + self._theme.px(PADDING) if self._places else 0
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for line, place in zip(self._lines, self._places, strict=True):
            if place.intersects(event.rect()):
                self._paint(painter, line, place)

    def _paint(self, painter: QPainter, line: Line, place: QRect) -> None:
        theme = self._theme
        if line.kind in ("rule", "thin"):
            color = theme.color("border" if line.kind == "rule" else "strong")
            painter.fillRect(place.x(), place.center().y(), place.width(), 1, color)
            return
        painter.setFont(self._font(line))
        painter.setPen(theme.color(line.role))
        if line.kind in ("figure", "sum"):
            middle = Qt.AlignmentFlag.AlignVCenter
            metrics, end = painter.fontMetrics(), Qt.TextElideMode.ElideRight
            # A figure always fits; text that was not understood may not.
            name = min(metrics.horizontalAdvance(line.text), place.width() // 2)
            value = metrics.elidedText(line.value, end, place.width() - name - theme.px(6))
            painter.drawText(place, middle | Qt.AlignmentFlag.AlignRight, value)
            room = place.width() - metrics.horizontalAdvance(value) - theme.px(6)
            shown = painter.fontMetrics().elidedText(line.text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(place, middle | Qt.AlignmentFlag.AlignLeft, shown)
        else:
            painter.drawText(place, self._wrap(line, place.width()), line.text)

    def _font(self, line: Line):
        if line.kind == "name":
            return self._theme.font(2, bold=True)
        if line.kind in ("path", "muted"):
            return self._theme.font(-1)
        return self._theme.font(0, bold=line.kind in ("title", "sum"))

    def _place(self) -> None:
        """Where each line stands at this width."""
        theme = self._theme
        padding = theme.px(PADDING)
        width = max(self.width(), theme.px(100)) - 2 * padding
        top = padding
        self._places = []
        for line in self._lines:
            height = self._height(line, width)
            self._places.append(QRect(padding, top, width + self._overhang(line), height))
            top += height
        self.setMinimumHeight(top + padding)

    def _overhang(self, line: Line) -> int:
        """Running text may reach a little into the padding, so that usual names stay on one line."""
        return self._theme.px(4) if line.kind in ("path", "text", "muted", "name") else 0

    def _height(self, line: Line, width: int) -> int:
        theme = self._theme
        if line.kind == "rule":
            return theme.px(21)
        if line.kind == "thin":
            return theme.px(5)
        if line.kind in ("figure", "sum"):
            return theme.px(FIGURE_HEIGHT)
        width += self._overhang(line)
        wrap = self._wrap(line, width)
        bounds = QFontMetrics(self._font(line)).boundingRect(QRect(0, 0, width, 10_000), wrap, line.text)
        return max(bounds.height(), theme.px(TEXT_HEIGHT)) + theme.px(3)

    def _wrap(self, line: Line, width: int):
        """Between words; within one only where it is wider than the panel."""
        bounds = QFontMetrics(self._font(line)).boundingRect(QRect(0, 0, width, 10_000), _WRAP, line.text)
        return _WRAP if bounds.width() <= width else _WRAP | Qt.TextFlag.TextWrapAnywhere


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
