"""帮助: the manual in a window of its own, opened at the page that fits where the clerk is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.dialog_parts import icon_button
from gui.keys_list import key_rows
from gui.manual_page import ManualPage
from gui.tools import Tools
from gui.window_place import fit_to_screen, free_area
from gui.zoom import STEPS
from workflows.manual import Topic, read_manual
from workflows.version import NAME

ZOOM = "manual/zoom"
WIDTH, HEIGHT, LIST, ROW = 920, 620, 178, 24


def show(window: QWidget) -> None:
    """帮助 (F1): the page for where the clerk is in this window."""
    from gui.manual_places import place_in

    manual = show_at(window.tools, place_in(window))
    window.closed.connect(manual.look_round)


def show_at(tools: Tools, place: str) -> ManualWindow:
    """The manual at this place (topic, or topic#section). Over a dialog it is a window of the dialog's.

    Any other window could not be reached while the dialog is open.
    """
    dialog = QApplication.activeModalWidget()
    windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, ManualWindow) and one.isVisible()]
    window = next((one for one in windows if one.parentWidget() is dialog), None) or ManualWindow(tools, dialog)
    # Pictures are as wide as the page, which has its width only now.
    window.show()
    window.open(place)
    window.raise_()
    window.activateWindow()
    return window


class ManualWindow(QWidget):
    """Left the topics, right the page. Alt+Left and Alt+Right go back and forward, Ctrl+F finds, Esc closes."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.tools = tools
        self._topics: dict[str, Topic] = {topic.id: topic for topic in read_manual(key_rows())}
        self._past: list[tuple[str, int]] = []
        self._at = -1
        self._hit = -1
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # The program ends with its last report, whether the manual is still open or not.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        QApplication.instance().lastWindowClosed.connect(self.close)
        self.list = QListWidget()
        self.page = ManualPage(tools.theme)
        self.field = _Field()
        self.note = QLabel()
        self._lay_out()
        self._connect()
        self.page.set_zoom(tools.settings.get(ZOOM) / 100)
        free = free_area(self)
        self.resize(min(tools.theme.px(WIDTH), free.width() - 16), min(tools.theme.px(HEIGHT), free.height() - 48))
        fit_to_screen(self)

    def look_round(self) -> None:
        """A window of the program was closed: without any the manual goes as well."""
        windows = self.tools.windows
        if not windows.windows and windows.start_window is None:
            self.close()

    def open(self, place: str) -> None:
        """Show this place; the page before can be gone back to."""
        topic, _, section = place.partition("#")
        self._remember()
        del self._past[self._at + 1 :]
        self._past.append((topic, 0))
        self._at = len(self._past) - 1
        self._show(topic, section)
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def go(self, by: int) -> None:
        """Back (-1) or forward (1)."""
        if 0 <= self._at + by < len(self._past):
            self._remember()
            self._at += by
            self._show(self._past[self._at][0], "", self._past[self._at][1])

    def find(self, by: int) -> None:
        """Go to the next place with the words in the field (1), or the one before, over all pages."""
        words = self.field.text().strip()
        found = [name for name, topic in self._topics.items() if topic.count(words)]
        here = self.page.topic.id if self.page.topic else ""
        if not found:
            return
        count = self.page.mark(words)
        number = self._hit + by
        if here not in found or not 0 <= number < count:
            here = self._next_topic(found, here, by)
            self._keep_place(here)
            self._show(here)
            count = self.page.mark(words)
            number = 0 if by > 0 else count - 1
        if 0 <= number < count:
            self._hit = number
            self.page.go_to_hit(number)
            before = sum(self._topics[name].count(words) for name in found[: found.index(here)])
            self._tell(f"{before + number + 1} / {self._total(words)}")

    def zoom(self, by: int) -> None:
        """Larger (1), smaller (-1) or as the rest of the program (0); remembered."""
        settings = self.tools.settings
        now = settings.get(ZOOM)
        steps = [step for step in STEPS if (step > now if by > 0 else step < now)]
        if by and not steps:
            return
        settings.put(ZOOM, 100 if not by else steps[0] if by > 0 else steps[-1])
        self.page.set_zoom(settings.get(ZOOM) / 100)

    def _show(self, name: str, section: str = "", position: int = 0) -> None:
        topic = self._topics[name]
        self._hit = -1
        self.page.show_topic(topic, section, position)
        self.list.blockSignals(True)
        self.list.setCurrentRow(list(self._topics).index(name))
        self.list.blockSignals(False)
        self.setWindowTitle(f"帮助：{topic.title} — {NAME}")
        self.back.setEnabled(self._at > 0)
        self.forward.setEnabled(self._at < len(self._past) - 1)

    def _remember(self) -> None:
        """Where in the page the clerk is now, for coming back."""
        if self._at >= 0:
            self._past[self._at] = (self._past[self._at][0], self.page.position())

    def _keep_place(self, name: str) -> None:
        """A search came to another page."""
        if self.page.topic is None or name != self.page.topic.id:
            self._remember()
            del self._past[self._at + 1 :]
            self._past.append((name, 0))
            self._at = len(self._past) - 1

    def _next_topic(self, found: list[str], here: str, by: int) -> str:
        """The page after this one (or before) in which something was found, round at the end."""
        order = list(self._topics)
        at = order.index(here) if here else -1
        rest = [order[(at + by * step) % len(order)] for step in range(1, len(order) + 1)]
        return next(name for name in rest if name in found)

    def _total(self, words: str) -> int:
        return sum(topic.count(words) for topic in self._topics.values())

    def _typed(self) -> None:
        """Only the pages with these words are listed, each with how often they stand there."""
        words = self.field.text().strip()
        for row, topic in enumerate(self._topics.values()):
            count = topic.count(words)
            self.list.item(row).setHidden(bool(words) and not count)
            self.list.item(row).setText(f"{topic.title}（{count}）" if count else topic.title)
        self._hit = -1
        self.page.mark(words)
        total = self._total(words)
        self._tell(f"共 {total} 处" if total else "没有找到" if words else "")

    def _tell(self, text: str) -> None:
        self.note.setText(text)
        self.field.setAccessibleDescription(text)

    def _escape(self) -> None:
        """First the words that are looked for are given up, then the window."""
        if self.field.text():
            self.field.clear()
            self._typed()
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.close()

    def _lay_out(self) -> None:
        px = self.tools.theme.px
        self.back, self.forward = self._button("back", "后退（Alt+←）", -1), self._button("forward", "前进（Alt+→）", 1)
        title = QLabel("在手册里找(&S)")
        title.setBuddy(self.field)
        self.field.setAccessibleName("在手册里找")
        self.field.setMaximumWidth(px(260))
        self.field.setPlaceholderText("命令、键或别的词")
        self.note.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.list.setAccessibleName("目录")
        self.list.setProperty("framed", "true")
        self.list.setFixedWidth(px(LIST))
        for topic in self._topics.values():
            item = QListWidgetItem(topic.title)
            item.setSizeHint(QSize(0, px(ROW)))
            self.list.addItem(item)
        top, body, layout = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for widget in (self.back, self.forward, title, self.field, self.note):
            top.addWidget(widget)
        top.addStretch(1)
        for name, text, by in (("zoom_out", "缩小（Ctrl+-）", -1), ("zoom_in", "放大（Ctrl++）", 1)):
            top.addWidget(self._tool(name, text, lambda by=by: self.zoom(by)))
        body.addWidget(self.list)
        body.addWidget(self.page, 1)
        body.setSpacing(px(8))
        layout.setContentsMargins(px(8), px(6), px(8), px(8))
        layout.setSpacing(px(6))
        layout.addLayout(top)
        layout.addLayout(body, 1)

    def _button(self, name: str, text: str, by: int) -> QToolButton:
        return self._tool(name, text, lambda: self.go(by))

    def _tool(self, name: str, text: str, run: Callable[[], object]) -> QToolButton:
        return icon_button(self.tools.theme, name, text, run)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(lambda row: self._open_row(row))
        self.page.link.connect(self.open)
        self.page.turned.connect(self.zoom)
        self.field.textEdited.connect(self._typed)
        self.field.returnPressed.connect(lambda: self.find(1))
        self.field.back_wanted.connect(lambda: self.find(-1))
        for keys, run in (
            ("Alt+Left", lambda: self.go(-1)),
            ("Alt+Right", lambda: self.go(1)),
            ("Ctrl+F", self._look_for),
            ("F3", lambda: self.find(1)),
            ("Shift+F3", lambda: self.find(-1)),
            ("F6", self._other_pane),
            ("Ctrl++", lambda: self.zoom(1)),
            ("Ctrl+=", lambda: self.zoom(1)),
            ("Ctrl+-", lambda: self.zoom(-1)),
            ("Ctrl+0", lambda: self.zoom(0)),
            ("Esc", self._escape),
            ("Ctrl+W", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(run)

    def _open_row(self, row: int) -> None:
        """A page was chosen in the list: the focus stays there."""
        if row >= 0:
            self.open(list(self._topics)[row])
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look_for(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _other_pane(self) -> None:
        pane = self.page if self.list.hasFocus() else self.list
        pane.setFocus(Qt.FocusReason.TabFocusReason)


class _Field(QLineEdit):
    """back_wanted: Shift+Enter was pressed."""

    back_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)
