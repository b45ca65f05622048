"""The report's parts in order, each with its state, and the days that are left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractListModel, QDate, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui.editor import ReportEditor
from gui.icons import paint_icon
from gui.part_state import PartState, part_state
from gui.space import NAVIGATOR, RAIL
from gui.theme import Theme
from model.edits import Changed
from workflows.deadlines import (
    countdown,
    day_words,
    deadline_of,
    is_published,
    is_sure,
    next_usual_day,
    usual_days,
)

ROW = 40
STATE_ROLES = {"error": "error", "blank": "muted", "warning": "warning", "hint": "hint", "done": "ok"}
URGENCY_ROLES = {"": "text", "soon": "warning", "past": "error", "published": "muted"}
"""How urgent a deadline is → the role in which its number is shown."""

_STATE = Qt.ItemDataRole.UserRole + 1


class Navigator(QWidget):
    """The left panel. Signals the part that the clerk picked."""

    picked = Signal(str)

    def __init__(
        self, editor: ReportEditor, theme: Theme, today: Callable[[], QDate], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.side = "left"
        """The window's side where it is docked: its border is at the other one."""
        self._model = _PartsModel(editor, self)
        self.list = _PartsView(theme)
        self.list.setModel(self._model)
        self.list.selectionModel().currentChanged.connect(self._picked)
        self.foot = _Deadline(editor, theme, today, self)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(6), 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.foot)
        self.setFocusProxy(self.list)
        self.set_rail(False)

    def show_part(self, section: str) -> None:
        """Mark the part that is shown."""
        row = self._model.row_of(section)
        if self.list.currentIndex().row() != row:
            self.list.setCurrentIndex(self._model.index(row))

    def set_rail(self, rail: bool) -> None:
        """Only one character and the state's icon, or all."""
        self.list.delegate.rail = rail
        self.setFixedWidth(self._theme.px(RAIL if rail else NAVIGATOR))
        self.foot.set_room(not rail)
        self.list.scheduleDelayedItemsLayout()

    def state(self, section: str) -> PartState:
        """The state that is shown for a part."""
        return self._model.states[self._model.row_of(section)]

    def paintEvent(self, event: object) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        edge = 0 if self.side == "right" else self.width() - 1
        painter.fillRect(edge, 0, 1, self.height(), self._theme.color("border"))

    def _picked(self, index: QModelIndex) -> None:
        if index.isValid():
            self.picked.emit(self._model.section_id(index.row()))


class _PartsModel(QAbstractListModel):
    def __init__(self, editor: ReportEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self.states = self._read()
        editor.changed.connect(self._changed)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.states)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        section = self._editor.report.form.sections[index.row()]
        state = self.states[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return section.short
        if role == _STATE:
            return state
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{section.short}：{state.words}（Alt+{index.row() + 1}）"
        return None

    def row_of(self, section: str) -> int:
        return [part.id for part in self._editor.report.form.sections].index(section)

    def section_id(self, row: int) -> str:
        return self._editor.report.form.sections[row].id

    def _read(self) -> list[PartState]:
        report, findings = self._editor.report, self._editor.visible_findings()
        return [part_state(report, section, findings) for section in report.form.sections]

    def _changed(self, changed: Changed) -> None:
        states = self._read()
        if len(states) != len(self.states):
            self.beginResetModel()
            self.states = states
            self.endResetModel()
            return
        before, self.states = self.states, states
        for row, (old, new) in enumerate(zip(before, states, strict=True)):
            if old != new or changed.everything:
                self.dataChanged.emit(self.index(row), self.index(row))


class _PartsView(QListView):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.delegate = _PartDelegate(theme, self)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName("报告各部分")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)


class _PartDelegate(QStyledItemDelegate):
    """Paints a part: title, below it the state's icon and words; on the rail one character and the icon."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rail = False

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(self._theme.px(RAIL), self._theme.px(38 if self.rail else ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        theme, rect = self._theme, option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, theme.color("tint"))
            painter.fillRect(rect.x(), rect.y(), theme.px(4), rect.height(), theme.color("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("cross"))
        title = index.data(Qt.ItemDataRole.DisplayRole)
        (self._paint_rail if self.rail else self._paint_row)(painter, rect, title, index.data(_STATE), selected)
        if option.state & QStyle.StateFlag.State_HasFocus:
            self._paint_focus(painter, rect)

    def _paint_row(self, painter: QPainter, rect: QRect, title: str, state: PartState, selected: bool) -> None:
        theme, left = self._theme, rect.x() + self._theme.px(14)
        role = STATE_ROLES[state.icon]
        painter.setFont(theme.font(0, bold=selected))
        painter.setPen(theme.color("text"))
        half = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, rect.y() + theme.px(3), rect.right() - left, theme.px(18)), half, title)
        icon = QRectF(left, rect.y() + theme.px(22), theme.px(13), theme.px(13))
        paint_icon(painter, icon, theme, state.icon, role)
        painter.setFont(theme.font(-1))
        painter.setPen(theme.color(role))
        words = QRect(left + theme.px(18), rect.y() + theme.px(20), rect.right() - left - theme.px(18), theme.px(17))
        # What is worst stands first; all of it is in the tool tip.
        shown = painter.fontMetrics().elidedText(state.words, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, half, shown)

    def _paint_rail(self, painter: QPainter, rect: QRect, title: str, state: PartState, selected: bool) -> None:
        theme = self._theme
        painter.setFont(theme.font(0, bold=selected))
        painter.setPen(theme.color("text"))
        top = QRect(rect.x() + theme.px(4), rect.y() + theme.px(2), rect.width() - theme.px(5), theme.px(18))
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, title[:1])
        side = theme.px(13)
        icon = QRectF(top.center().x() - side / 2 + 0.5, rect.y() + theme.px(21), side, side)
        paint_icon(painter, icon, theme, state.icon, STATE_ROLES[state.icon])

    def _paint_focus(self, painter: QPainter, rect: QRect) -> None:
        color = self._theme.color("accent")
        for edge in (
            QRect(rect.x(), rect.y(), rect.width(), 1),
            QRect(rect.x(), rect.bottom(), rect.width(), 1),
            QRect(rect.right(), rect.y(), 1, rect.height()),
        ):
            painter.fillRect(edge, color)


class _Deadline(QFrame):
    """How many days are left until the report is due."""

    def __init__(self, editor: ReportEditor, theme: Theme, today: Callable[[], QDate], parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self._theme = theme
        self._today = today
        self._room = True
        self.title, self.days, self.date = QLabel(), QLabel(), QLabel()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(14), theme.px(8), theme.px(4), theme.px(6))
        layout.setSpacing(theme.px(4))
        for label, font in (
            (self.title, theme.font(-1)),
            (self.days, theme.font(6, bold=True)),
            (self.date, theme.font(-1)),
        ):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setFont(font)
            layout.addWidget(label)
        editor.changed.connect(self._changed)
        theme.changed.connect(self._show)
        self._show()

    def set_room(self, room: bool) -> None:
        """Whether there is room for it."""
        self._room = room
        self._show()

    def paintEvent(self, event: object) -> None:
        QPainter(self).fillRect(0, 0, self.width(), 1, self._theme.color("border"))

    def _changed(self, changed: Changed) -> None:
        if changed.everything or changed.fields & {"deadline", "unit_kind", "unit", "year"} or changed.parts:
            self._show()

    def _show(self) -> None:
        report, today = self._editor.report, self._today().toPython()
        day, sure = deadline_of(report.fields), is_sure(report.fields)
        if day is not None and not sure:
            day = next_usual_day(report.year, today)
        said = countdown(day, today, is_published(report)) if day is not None else None
        self.setVisible(self._room and said is not None)
        if day is None or said is None:
            return
        self.title.setText("距报送期限还有" if said.unit and said.urgency != "past" else said.title)
        self.days.setText(f"{said.number} {said.unit}".strip())
        self.days.setVisible(bool(said.number))
        palette = self.days.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.color(URGENCY_ROLES[said.urgency]))
        self.days.setPalette(palette)
        for label in (self.title, self.date):
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        # Nobody knows which of the usual days is that of a unit of an unknown kind.
        dates = day_words(day) if sure else "\n".join(usual_days(report.year))
        self.date.setText(("期限 " if sure and said.urgency == "published" else "") + dates)


def deadline(fields) -> QDate:
    """The day on which the report is due, from its fields; an invalid date when there is none."""
    day = deadline_of(fields)
    return QDate() if day is None else QDate(day.year, day.month, day.day)


def day_text(day: QDate) -> str:
    """A day with its weekday."""
    return day_words(day.toPython())
