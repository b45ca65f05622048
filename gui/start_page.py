"""What is shown while no report is open: five ways to begin, the recent files, and the days that are left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gui.file_states import FileState
from gui.icons import paint_icon
from gui.navigator import URGENCY_ROLES
from gui.recent_list import LOW_ROW, ROW, RecentFiles, RecentList
from gui.theme import Theme
from gui.visible_text import visible
from model.records import NamedTuple
from workflows.deadlines import Countdown, countdown, day_words, next_usual_day, usual_words

if TYPE_CHECKING:
    from gui.strip import Strip

WIDTH = 1080
"""The widest that the page gets."""
LEFT = 404
LOW = 560
"""Below this height everything is closer together and the second lines are left out."""

STRIP_PLACE = 2
"""Below the head and its line."""

TITLE = "政府信息公开工作年度报告"
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class Way(NamedTuple):
    """A way to begin: the command's id, its name with mnemonic, what it does, keys, icon."""

    command: str
    name: str
    note: str
    keys: str
    icon: str


class StartPage(QScrollArea):
    """ways: the buttons, in order; go: called with the command of the button that was pressed."""

    def __init__(
        self,
        theme: Theme,
        ways: Sequence[Way],
        go: Callable[[str], object],
        year: int,
        document: str,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._theme = theme
        self._year = year
        self._now = now
        self.files = RecentFiles(now, self)
        self.list = RecentList(self.files, theme)
        self.buttons = [_WayButton(way, theme, go) for way in ways]
        self.countdown = _CountdownLabel(theme)
        self.countdown_note = _muted("")
        self.strip: Strip | None = None
        self._box = _Box(self.list, theme)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._head = self._make_head(document)
        self._body = QVBoxLayout()
        self._lay_out()
        self.files.read.connect(self._show_deadline)
        self.files.modelReset.connect(self._fit_box)
        theme.changed.connect(self._fit)
        self._show_deadline()
        if self.buttons:
            self.setFocusProxy(self.buttons[0])

    def offer(self, text: str, button: str, act: Callable[[], object]) -> None:
        """Show a strip above everything that says something and offers to do something about it."""
        from gui.strip import Strip

        self.withdraw_offer()
        self.strip = Strip(self._theme, text, button, act)
        self.strip.later.clicked.connect(self.withdraw_offer)
        self._body.insertWidget(STRIP_PLACE, self.strip)

    def withdraw_offer(self) -> None:
        """Take the strip away again."""
        if self.strip is not None:
            self.strip.hide()
            self.strip.deleteLater()
            self.strip = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Use the height there is."""
        low = self.height() < self._theme.px(LOW)
        margin = self._theme.px(12 if low else 32)
        self._body.setContentsMargins(margin, margin, margin, self._theme.px(12))
        for button in self.buttons:
            button.set_low(low)
        self.list.set_row_height(LOW_ROW if low else ROW)
        self._fit_box()

    def _fit_box(self, *_: object) -> None:
        """The box is as high as its rows, at least as the buttons beside it, and shrinks where there is no room."""
        rows = max(self.files.rowCount(), len(self.buttons))
        head = self.list.horizontalHeader().height() + 2 * self._theme.frame
        height = self.list.verticalHeader().defaultSectionSize()
        self._box.setMinimumHeight(head + 2 * height)
        self._box.setMaximumHeight(head + rows * height)

    def _make_head(self, document: str) -> QHBoxLayout:
        theme = self._theme
        title = QLabel(TITLE)
        title.setFont(theme.font(10, bold=True))
        left, right, head = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        left.addWidget(title)
        left.addWidget(_muted(f"{self._year} 年度　现行格式：{document}"))
        right.addWidget(self.countdown, 0, Qt.AlignmentFlag.AlignRight)
        right.addWidget(self.countdown_note, 0, Qt.AlignmentFlag.AlignRight)
        for column in (left, right):
            column.setSpacing(theme.px(4))
        head.addLayout(left)
        head.addStretch(1)
        head.addLayout(right)
        return head

    def _lay_out(self) -> None:
        theme = self._theme
        ways, recent, both = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        ways.addWidget(_heading("开始", theme))
        for button in self.buttons:
            ways.addWidget(button)
        ways.addStretch(1)
        label = _heading("最近的文件(&D)", theme)
        label.setBuddy(self.list)
        recent.addWidget(label)
        recent.addWidget(self._box, 1)
        keys = _muted("回车 打开　　Delete 从列表中移除（不删文件）")
        keys.setFont(theme.font(-1))
        recent.addWidget(keys)
        recent.addStretch(0)
        for column in (ways, recent):
            column.setSpacing(theme.px(8))
        left = QWidget()
        left.setLayout(ways)
        ways.setContentsMargins(0, 0, 0, 0)
        left.setMaximumWidth(theme.px(LEFT))
        both.setSpacing(theme.px(28))
        both.addWidget(left, 4)
        both.addLayout(recent, 6)
        rule = QFrame()
        rule.setFrameShape(QFrame.Shape.HLine)
        rule.setForegroundRole(rule.palette().ColorRole.Mid)
        rule.setFrameShadow(QFrame.Shadow.Plain)
        self._body.setSpacing(theme.px(14))
        self._body.addLayout(self._head)
        self._body.addWidget(rule)
        self._body.addLayout(both, 1)
        page, inner = QWidget(), QWidget()
        inner.setLayout(self._body)
        inner.setMaximumWidth(theme.px(WIDTH + 64))
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(0)
        row.addWidget(inner, 1)
        row.addStretch(0)
        self.setWidget(page)

    def _show_deadline(self) -> None:
        """Of the newest report of this year among the recent files, else of everyone."""
        today = self._now().date()
        own = next((state for state in self.files.known() if state.year == self._year and state.deadline), None)
        day = own.deadline if own is not None else None
        if own is None or day is None or not own.sure:
            published = own is not None and own.published
            self._say(countdown(next_usual_day(self._year, today), today, published), usual_words(self._year))
            return
        self._say(countdown(day, today, own.published), self._note(own, day))

    def _note(self, state: FileState, day: date) -> str:
        return f"{visible(state.unit or '未填单位')} {state.year} 年度：{day_words(day)}前"

    def _say(self, said: Countdown | None, note: str) -> None:
        self.countdown.say(said)
        self.countdown_note.setText(note)


class _WayButton(QPushButton):
    """Icon, name and keys, below the name what it does; Enter presses it as well."""

    def __init__(self, way: Way, theme: Theme, go: Callable[[str], object]) -> None:
        super().__init__(way.name)
        self.way = way
        self._theme = theme
        self._low = False
        self.setAccessibleName(way.name.split("(")[0])
        self.setAccessibleDescription("，".join(part for part in (way.note, way.keys) if part))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: go(way.command))

    def set_low(self, low: bool) -> None:
        """Whether there is no height for the second line."""
        self._low = low
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(300), self._theme.px(32 if self._low else 54))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, rect = self._theme, QPainter(self), self.rect()
        hover = self.underMouse() or self.isDown()
        frame = ("accent", theme.frame) if self.hasFocus() else ("strong" if hover else "border", 1)
        painter.fillRect(rect, theme.color(frame[0]))
        inner = rect.adjusted(frame[1], frame[1], -frame[1], -frame[1])
        painter.fillRect(inner, theme.color("cross" if hover else "surface"))
        side = theme.px(18)
        icon = QRectF(theme.px(17), (rect.height() - side) / 2, side, side)
        paint_icon(painter, icon, theme, self.way.icon, "text" if hover else "accent")
        left, right = theme.px(52), theme.px(11)
        top = 0 if self._low else theme.px(8)
        line = QRect(left, top, rect.width() - left - right, rect.height() if self._low else theme.px(20))
        painter.setFont(theme.font())
        painter.setPen(theme.color("muted"))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.way.keys)
        if not self._low:
            note = QRect(left, theme.px(28), line.width(), theme.px(18))
            shown = painter.fontMetrics().elidedText(self.way.note, Qt.TextElideMode.ElideRight, note.width())
            painter.drawText(note, _MIDDLE, shown)
        painter.setFont(theme.font(1, bold=True))
        painter.setPen(theme.color("text"))
        painter.drawText(line, _MIDDLE | Qt.TextFlag.TextShowMnemonic, self.way.name)


class _CountdownLabel(QWidget):
    """The days that are left, the number large, all on one base line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.said: Countdown | None = None

    def say(self, said: Countdown | None) -> None:
        """Show this; nothing for None."""
        self.said = said
        self.setAccessibleName("".join((said.title, said.number, said.unit)) if said else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(sum(width for _, _, _, width in self._pieces()), self._theme.px(36))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, left = QPainter(self), 0
        for text, font, role, width in self._pieces():
            painter.setFont(font)
            painter.setPen(self._theme.color(role))
            painter.drawText(left, self.height() - self._theme.px(6), text)
            left += width

    def _pieces(self) -> list:
        """Each piece with its font, role and width."""
        if self.said is None:
            return []
        small, large, gap = self._theme.font(), self._theme.font(18, bold=True), self._theme.px(7)
        role = URGENCY_ROLES[self.said.urgency]
        texts = ((self.said.title, small, "muted"), (self.said.number, large, role), (self.said.unit, small, "muted"))
        shown = [piece for piece in texts if piece[0]]
        widths = [QFontMetrics(font).horizontalAdvance(text) for text, font, _ in shown]
        return [
            (text, font, role, width + gap * (number < len(shown) - 1))
            for number, ((text, font, role), width) in enumerate(zip(shown, widths, strict=True))
        ]


class _Box(QWidget):
    """A frame round the list; in the accent colour while the list has the focus."""

    def __init__(self, view: QWidget, theme: Theme) -> None:
        super().__init__()
        self._view = view
        self._theme = theme
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.frame, theme.frame, theme.frame, theme.frame)
        layout.addWidget(view)
        view.installEventFilter(self)

    def eventFilter(self, watched, event) -> bool:
        if event.type() in (event.Type.FocusIn, event.Type.FocusOut):
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        width = theme.frame if self._view.hasFocus() else 1
        painter.fillRect(self.rect(), theme.color("accent" if self._view.hasFocus() else "border"))
        painter.fillRect(self.rect().adjusted(width, width, -width, -width), theme.color("surface"))


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
    return label


def _heading(text: str, theme: Theme) -> QLabel:
    label = QLabel(text)
    label.setFont(theme.font(1, bold=True))
    return label
