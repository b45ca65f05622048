"""The preview of a paste by labels: which figure goes to which cell, and what is left for the clerk to say.

Nothing is written here: the report that is shown is a copy, and accepting the dialog leaves what was chosen in `choices`.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from gui.editor import ReportEditor
from gui.grid_page import GridPage
from gui.icons import icon
from gui.paste_list import PasteList
from gui.paste_looks import PasteLooks
from gui.status_bar import ElidedLabel
from gui.theme import Theme
from gui.unit_fields import ChoiceField
from gui.window_place import free_area
from model.edits import Change, Changed, Edit, SetCell
from model.layout import Layout
from model.paste_entries import HINT, Entry, entries, stated_entries
from model.paste_plan import (
    CHANGED,
    CLEARED,
    NEW,
    NOTHING_CHOSEN,
    OPTIONAL,
    REFUSED,
    STATED,
    UNCLEAR,
    UNPLACED,
    Choices,
    Mark,
    counts,
    dashes,
    grids_of,
    marks,
    stated_totals,
    toggled,
    unplaced,
    written,
)
from model.report import Report
from workflows.document import Document
from workflows.pasting import Clip

WIDEST, HIGHEST = 1240, 640
_LIST = 252
_FRAME = 31
_KEY = "空格键 这一条写入或不写入"
_LEGEND = (
    (CHANGED, "粗体 改动，左为原数"),
    (UNCLEAR, "? 待确认"),
    (UNPLACED, "? 位置不明，不写入"),
    (REFUSED, "× 不能识别，不写入"),
    (STATED, "文件 n（窄格里只有 n）所写总计与计算不同"),
)
_REST = "灰字 不在剪贴板里"
_COUNTED = (
    (NEW, "新填", "hint", "accent"),
    (CHANGED, "改动", "import", "accent"),
    (CLEARED, "清空", "clear", "accent"),
    (UNCLEAR, "待确认", "warning", "warning"),
    (UNPLACED, "位置不明", "warning", "warning"),
    (STATED, "总计不符", "warning", "warning"),
    (REFUSED, "不能识别", "error", "error"),
)
_KEEP, _ZERO, _SINGLY = range(3)


class _Copy(ReportEditor):
    """The report as it would be after the paste; only to be looked at."""

    @property
    def read_only(self) -> bool:
        return True


class PastePreview(QDialog):
    """choices: what the clerk has said so far."""

    def __init__(self, report: Report, clip: Clip, layout: Layout, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("粘贴预览")
        self._report, self._clip, self._layout, self._theme = report, clip, layout, theme
        self.choices: Choices = NOTHING_CHOSEN
        self._marks: dict[str, Mark] = {}
        self._copy = _Copy(Document.new(Report(report.state().alone())), self)
        self._grids = grids_of(report.form, clip.plan) or (clip.grid,)
        self._pages: dict[str, GridPage] = {}
        self._looks: dict[str, PasteLooks] = {}
        self._entries = entries(report.form, clip.plan, clip.catalogue)
        self._build()
        self._take(NOTHING_CHOSEN)
        self._show_grid(0)
        self._copy.cell_changed.connect(self.list.select_cell)
        self._fit(parent)
        self._start()

    @property
    def page(self) -> GridPage:
        """The grid that is shown."""
        return self._pages[self._grids[max(0, self.tabs.currentIndex())]]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that the grid would keep for itself: Esc gives up, Space decides, Ctrl+Enter accepts."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Escape:
            self.reject()
        elif key == Qt.Key.Key_Space and not event.modifiers():
            self._decide_here()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.write.click()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F6:
            self._rotate(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers():
            self.write.click()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        theme = self._theme
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("表")
        self.tabs.setDrawBase(False)
        for grid in self._grids:
            self.tabs.addTab(self._report.form.grid(grid).name)
        self.tabs.setVisible(len(self._grids) > 1)
        self.tabs.currentChanged.connect(self._show_grid)
        self.stack = QStackedWidget()
        self.list = PasteList(theme)
        self.list.decided.connect(self._decide)
        self.list.looked_at.connect(self._look_at)
        body = QHBoxLayout()
        body.setSpacing(theme.px(8))
        grids = QVBoxLayout()
        grids.addWidget(self.tabs)
        grids.addWidget(self.stack, 1)
        body.addLayout(grids, 1)
        body.addWidget(self._beside())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(4), theme.px(8), theme.px(12), theme.px(10))
        layout.setSpacing(theme.px(6))
        layout.addLayout(self._head())
        layout.addLayout(body, 1)
        layout.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        clip, theme = self._clip, self._theme
        source = f"（来自 {clip.program}）" if clip.program else ""
        title = ElidedLabel(f"按行名和列名对应，剪贴板 {clip.rows} 行 × {clip.columns} 列{source}")
        title.setFont(theme.font(2, bold=True))
        self.note = ElidedLabel("　".join(filter(None, ("还没有写入。接受后可以一次撤销。", *self._notes()))))
        self.note.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        words = QVBoxLayout()
        words.setSpacing(theme.px(3))
        words.addWidget(title)
        words.addWidget(self.note)
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(8), 0, 0, 0)
        row.addLayout(words, 1)
        self.numbers: dict[str, QWidget] = {}
        for kind, name, picture, role in _COUNTED:
            self.numbers[kind] = _number(theme, name, picture, role)
            row.addSpacing(theme.px(10))
            row.addWidget(self.numbers[kind])
        return row

    def _notes(self) -> tuple[str, ...]:
        form, clip = self._report.form, self._clip
        names = [form.grid(grid).name for grid in self._grids]
        where = ""
        if len(names) > 1:
            where = f"剪贴板里有{'、'.join(names)}的数。"
        elif self._grids[0] != clip.grid:
            where = f"剪贴板里是{names[0]}的数，不是正在填的{form.grid(clip.grid).name}。"
        other = f"剪贴板里像是 {clip.other_edition} 年版的表，只写入标题相同的格。" if clip.other_edition else ""
        return where, other

    def _beside(self) -> QWidget:
        """The list with what belongs to it; it is seen only while there is something to check."""
        theme = self._theme
        title = QLabel("逐条核对(&L)")
        title.setBuddy(self.list)
        title.setFont(theme.font(0, bold=True))
        self.nothing = ChoiceField()
        self.nothing.setAccessibleName("表示没有的符号")
        self.nothing.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        signs = "".join(dict.fromkeys(f"“{self._clip.plan.items[i].text.strip()}”" for i in dashes(self._clip.plan)))
        self.nothing.addItems([f"{signs}：{what}" for what in ("不写入，保持原样", "按 0 写入", "逐条决定")])
        self.nothing.setVisible(bool(signs))
        self.nothing.activated.connect(self._decide_dashes)
        self.beside = QWidget()
        column = QVBoxLayout(self.beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        for widget in (title, self.list, self.nothing):
            column.addWidget(widget)
        return self.beside

    def _foot(self) -> QHBoxLayout:
        theme = self._theme
        self.legend = ElidedLabel()
        self.legend.setFont(theme.font(-1))
        self.legend.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        cancel = QPushButton("取消")
        cancel.clicked.connect(self.reject)
        self.write = QPushButton()
        self.write.setDefault(True)
        self.write.setProperty("primary", "true")
        self.write.setToolTip("写入（在表格里按 Ctrl+回车）")
        self.write.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(8), 0, 0, 0)
        row.setSpacing(theme.px(12))
        row.addWidget(self.legend, 1)
        row.addWidget(cancel)
        row.addWidget(self.write)
        return row

    def _fit(self, parent: QWidget | None) -> None:
        free = free_area(parent or self).size()
        wanted = QSize(self._theme.px(WIDEST), self._theme.px(HIGHEST))
        size = wanted.boundedTo(QSize(free.width() - 8, free.height() - _FRAME - 8))
        self.list.setFixedWidth(self._theme.px(_LIST) if size.width() > self._theme.px(900) else size.width() // 4)
        self.nothing.setFixedWidth(self.list.width())
        self.resize(size)

    def _start(self) -> None:
        first = self.list.entry(0)
        if first is None or first.level == HINT:
            self.write.setFocus()
        else:
            self.list.setFocus()
        if first is not None:
            self._look_at(first)

    def _show_grid(self, index: int) -> None:
        grid = self._grids[index]
        if grid not in self._pages:
            found = self._report.form.grid(grid)
            self._looks[grid] = PasteLooks(self._copy.report, found, self._marks)
            page = GridPage(
                self._copy,
                found,
                self._layout.window[grid],
                self._theme,
                pieces=self._layout.pieces,
                looks=self._looks[grid],
            )
            for block in page.blocks:
                block.view.installEventFilter(self)
            self._pages[grid] = page
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(self._pages[grid])

    def _take(self, choices: Choices) -> None:
        """The clerk said this: the copy becomes what the report would be, and everything shows it."""
        plan, report = self._clip.plan, self._report
        self.choices = choices
        before, self._marks = self._marks, marks(plan, report, choices)
        for looks in self._looks.values():
            looks.take_marks(self._marks)
        self._copy.report.apply(Edit("粘贴", tuple(self._figures())))
        self._copy.changed.emit(Changed(cells=frozenset((*before, *self._marks))))
        totals = {cell: self._copy.report.value(cell) for cell in report.form.totals}
        stated = stated_entries(report.form, plan, stated_totals(plan, report, choices), totals)
        hints = [entry for entry in self._entries if entry.level == HINT]
        self.list.show_entries([*(entry for entry in self._entries if entry.level != HINT), *stated, *hints])
        self.list.tick(choices.accepted)
        self.beside.setVisible(bool(self.list.count()))
        self._show_numbers()
        chosen = choices.accepted.intersection(dashes(plan))
        every = len(chosen) == len(dashes(plan))
        self.nothing.setCurrentIndex(_KEEP if not chosen else _ZERO if every else _SINGLY)

    def _figures(self) -> list[Change]:
        """What has to change in the copy so that it is as after the paste."""
        changes: list[Change] = []
        into = written(self._clip.plan, self.choices)
        optional = (item for item in self._clip.plan.items if item.kind in OPTIONAL)
        for cell in dict.fromkeys((*into, *(cell for item in optional for cell in item.cells))):
            item = into.get(cell)
            units = self._report.form.cells[cell].kind.units
            own = self._report.unit_of(cell) if units else ""
            changes.append(SetCell(cell, *((item.value, item.unit) if item else (self._report.value(cell), own))))
        return changes

    def _show_numbers(self) -> None:
        # Cells that wait for a decision, figures that none can place: of these the cells are mere candidates.
        found: Mapping[str, int] = {**counts(self._marks), UNPLACED: unplaced(self._clip.plan)}
        for kind, name, _, _ in _COUNTED:
            label = self.numbers[kind].findChild(QLabel, "text")
            label.setText(f"{name} {found[kind]}")
            self.numbers[kind].setVisible(bool(found[kind]) or kind == NEW)
        optional = any(item.kind in OPTIONAL for item in self._clip.plan.items)
        told = [words for kind, words in _LEGEND if found[kind]]
        self.legend.set_whole("　　".join([*([_KEY] if optional else []), *told, _REST]))
        figures, cleared = found[NEW] + found[CHANGED], found[CLEARED]
        words = f"写入 {figures} 格" + (f"，清空 {cleared} 格" if cleared else "")
        if not figures and not cleared:
            words = f"记下 {found[STATED]} 个总计" if found[STATED] else "没有要写入的"
        self.write.setText(f"{words}(&W)")
        self.write.setEnabled(bool(figures or cleared or found[STATED]))

    def _decide(self, entry: Entry, on: bool) -> None:
        self._take(toggled(self._clip.plan, self.choices, entry.numbers, on))

    def _decide_dashes(self, index: int) -> None:
        if index != _SINGLY:
            self._take(toggled(self._clip.plan, self.choices, dashes(self._clip.plan), index == _ZERO))

    def _decide_here(self) -> None:
        """Space in the grid: the entry of the current cell, or the one that is listed for it."""
        cell, items = self.page.current_cell(), self._clip.plan.items
        for entry in self._entries:
            if entry.numbers and any(cell in items[number].cells for number in entry.numbers):
                self._decide(entry, not self.choices.accepted.issuperset(entry.numbers))
                return

    def _look_at(self, entry: Entry) -> None:
        if entry.cell:
            grid = self._report.form.cells[entry.cell].grid
            if grid in self._grids:
                self.tabs.setCurrentIndex(self._grids.index(grid))
                self.page.show_cell(entry.cell, mark=False)

    def _rotate(self, by: int) -> None:
        """The focus goes to the next part: tabs, grid, list, choice, button."""
        parts = [part for part in (self.tabs, self.page, self.list, self.nothing, self.write) if part.isVisible()]
        focused = self.focusWidget()
        at = next(
            (i for i, part in enumerate(parts) if focused and (part is focused or part.isAncestorOf(focused))), -1
        )
        part = parts[(at + by) % len(parts)]
        part.setFocus(Qt.FocusReason.TabFocusReason)


def _number(theme: Theme, name: str, picture: str, role: str) -> QWidget:
    """An icon and how many cells there are of a kind."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(4))
    sign = QLabel()
    sign.setPixmap(icon(theme, picture, role).pixmap(QSize(theme.px(14), theme.px(14))))
    text = QLabel(name)
    text.setObjectName("text")
    text.setFont(theme.font(0, bold=True))
    palette = text.palette()
    palette.setColor(palette.ColorRole.WindowText, theme.color(role))
    text.setPalette(palette)
    row.addWidget(sign)
    row.addWidget(text)
    return whole
