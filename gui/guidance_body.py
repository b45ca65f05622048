"""The lines of the guidance as they are painted, with the buttons among them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from gui.guidance_lines import Line
from gui.space import GUIDANCE
from gui.theme import Theme

PADDING = 12
FIGURE_HEIGHT = 20
TEXT_HEIGHT = 18
BUTTON_HEIGHT = 24
_MARK_GAP = 12
_MOST_MEASURED = 2000
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class GuidanceBody(QWidget):
    """Paints the lines; their text is what a screen reader is told. pressed: the value of a button's line."""

    pressed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: tuple[Line, ...] = ()
        self._places: list[QRect] = []
        self._buttons: list[QPushButton] = []
        self._before: QWidget = self
        self._measured: dict[tuple[str, str, int], tuple[int, Qt.TextFlag]] = {}
        """Kind, text and width of a line → its height and how it is wrapped: most lines stay from cell to cell."""
        self.setAccessibleName("填表说明")
        theme.changed.connect(self._take_theme)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    def tab_after(self, before: QWidget) -> None:
        """Tab comes to the buttons from this widget."""
        self._before = before

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these lines."""
        if lines != self._lines:
            self._lines = lines
            self.setAccessibleDescription("\n".join(f"{line.text} {line.value}".strip() for line in lines))
            self._make_buttons()
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
        if line.kind == "button":
            return
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
        for number, line in enumerate(self._lines):
            height = self._height(line, width)
            beside = self._beside(number, width) if line.kind == "mark" else None
            place = beside or QRect(padding, top, self._width(line, width), height)
            self._places.append(place)
            top = place.top() + height
        self._place_buttons()
        self.setMinimumHeight(top + padding)

    def _width(self, line: Line, width: int) -> int:
        if line.kind in ("mark", "button"):
            own = QFontMetrics(self._font(line)).horizontalAdvance(line.text)
            return min(width, own + self._theme.px(24 if line.kind == "button" else 1))
        return width + self._overhang(line)

    def _beside(self, number: int, width: int) -> QRect | None:
        """The place right of the mark before this one, None where there is none or no room."""
        if not number or self._lines[number - 1].kind != "mark":
            return None
        before, line = self._places[-1], self._lines[number]
        left = before.left() + before.width() + self._theme.px(_MARK_GAP)
        own = self._width(line, width)
        fits = left + own <= self._theme.px(PADDING) + width
        return QRect(left, before.top(), own, before.height()) if fits else None

    def _make_buttons(self) -> None:
        """As many buttons as there are lines for them; each says to a screen reader what stands above it."""
        above = dict(zip(self._lines[1:], self._lines, strict=False))
        lines = [line for line in self._lines if line.kind == "button"]
        while len(self._buttons) > len(lines):
            gone = self._buttons.pop()
            gone.hide()
            gone.deleteLater()
        while len(self._buttons) < len(lines):
            button = QPushButton(self)
            # A click leaves the caret where it is in the text.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAutoDefault(True)
            button.clicked.connect(lambda _=False, button=button: self.pressed.emit(button.property("key")))
            self._buttons.append(button)
            button.show()
        before = self._before
        for button, line in zip(self._buttons, lines, strict=True):
            self.setTabOrder(before, button)
            before = button
            button.setText(line.text)
            button.setProperty("key", line.value)
            button.setAccessibleName(f"{line.text}：{above[line].text}")

    def _place_buttons(self) -> None:
        places = [place for line, place in zip(self._lines, self._places, strict=True) if line.kind == "button"]
        for button, place in zip(self._buttons, places, strict=True):
            button.setFont(self._theme.font())
            button.setGeometry(place.adjusted(0, 0, 0, -self._theme.px(4)))

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
        if line.kind == "button":
            return theme.px(BUTTON_HEIGHT + 4)
        return max(self._measure(line, width + self._overhang(line))[0], theme.px(TEXT_HEIGHT)) + theme.px(3)

    def _wrap(self, line: Line, width: int):
        """Between words; within one only where it is wider than the panel."""
        return self._measure(line, width)[1]

    def _measure(self, line: Line, width: int):
        """The height of the line's text in this width, and how it is wrapped."""
        key = (line.kind, line.text, width)
        found = self._measured.get(key)
        if found is None:
            if len(self._measured) > _MOST_MEASURED:
                self._measured.clear()
            metrics, room = QFontMetrics(self._font(line)), QRect(0, 0, width, 10_000)
            wrap, bounds = _WRAP, metrics.boundingRect(room, _WRAP, line.text)
            if bounds.width() > width:
                wrap = _WRAP | Qt.TextFlag.TextWrapAnywhere
                bounds = metrics.boundingRect(room, wrap, line.text)
            found = self._measured[key] = bounds.height(), wrap
        return found

    def _take_theme(self) -> None:
        self._measured.clear()
        self.update()
