"""文件 → 导入到当前报告: what a returned file says otherwise than the open report, each taken or left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QLabel, QPlainTextEdit, QPushButton, QWidget

from gui.dialog_parts import closing, lay_out, primary, titled
from gui.places_table import PlacesTable
from gui.theme import Theme
from gui.visible_text import plain_tip, visible
from model.errors import ReportError
from workflows.import_into import IntoPlan, edit_of, first_place, plan_import
from workflows.into_suggestions import BLANK, CELL, COMMENT, FIELD, TEXT, Suggestion

if TYPE_CHECKING:
    from gui.main_window import MainWindow

TITLE = "导入到当前报告"
WIDTH, HEIGHT = 900, 560
COLUMNS = ("采用", "在哪里", "报告里", "文件里", "修订和批注")
_WHOLE_LINES = 5
_KINDS = ((CELL, "格"), (TEXT, "段文字"), (FIELD, "项说明"), (COMMENT, "处批注"))
_APART = "请另外核对"


class ImportIntoDialog(QDialog):
    """`taken` gives the numbers of the plan's suggestions that are ticked; none are at first."""

    def __init__(self, plan: IntoPlan, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self.setWindowTitle(TITLE)
        self.resize(theme.px(WIDTH), theme.px(HEIGHT))
        self.summary = QLabel("\n".join(summary_lines(plan)))
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        self.table = PlacesTable("不同之处", COLUMNS, (1, 2, 3, 4))
        self.table.setWordWrap(True)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.whole = QPlainTextEdit()
        self.whole.setReadOnly(True)
        self.whole.setTabChangesFocus(True)
        self.whole.setFixedHeight(self.whole.fontMetrics().lineSpacing() * _WHOLE_LINES)
        self.all = QPushButton("全部采用(&A)")
        self.all.setAutoDefault(False)
        self.all.clicked.connect(self._tick_all)
        self.take = primary("")
        self.take.clicked.connect(self.accept)
        self._fill()
        title = titled("不同之处(&L)　空格 采用或不采用", self.table)
        below = titled("全文(&W)", self.whole)
        buttons = (self.all, None, closing(self, "取消(&X)"), self.take)
        lay_out(self, (self.summary, title, self.table, below, self.whole), buttons, self.table)
        self.table.itemChanged.connect(self._count)
        self.table.currentCellChanged.connect(self._show_whole)
        self._count()
        self.table.setCurrentCell(0, 0)
        self._show_whole()
        self.table.setFocus()

    def taken(self) -> frozenset[int]:
        """The suggestions that are ticked."""
        return frozenset(row for row in self._takable() if self.table.ticked(row))

    def _takable(self) -> list[int]:
        return [number for number, one in enumerate(self._plan.suggestions) if one.can_be_taken]

    def _fill(self) -> None:
        rows = [_row(one) for one in self._plan.suggestions]
        rows += [("", _APART, "", visible(line), "") for line in self._plan.told]
        self.table.put_rows(rows)
        for number, one in enumerate(self._plan.suggestions):
            if one.can_be_taken:
                self.table.add_tick(number, f"{one.name}：报告里 {one.have}，文件里 {one.given}", False)
            for column, text in ((2, one.have_all), (3, one.given_all), (4, "\n".join(one.remarks))):
                self.table.item(number, column).setToolTip(plain_tip(text))
        self.all.setEnabled(bool(self._takable()))

    def _tick_all(self) -> None:
        for row in self._takable():
            self.table.tick(row, True)

    def _count(self, *_: object) -> None:
        count = len(self.taken())
        self.take.setText(f"采用选中的 {count} 处(&F)")
        self.take.setEnabled(count > 0)

    def _show_whole(self, *_: object) -> None:
        row = self.table.currentRow()
        suggestions, told = self._plan.suggestions, self._plan.told
        if 0 <= row < len(suggestions):
            self.whole.setPlainText(_whole(suggestions[row]))
        else:
            self.whole.setPlainText("".join(told[row - len(suggestions) : row - len(suggestions) + 1]))


def summary_lines(plan: IntoPlan) -> list[str]:
    """What was found, for the top of the dialog."""
    kinds = [one.kind for one in plan.suggestions]
    counted = "，".join(f"{kinds.count(kind)} {what}" for kind, what in _KINDS if kind in kinds)
    found = f"与报告有 {len(kinds)} 处不同：{counted}" if kinds else "与报告没有可以采用的不同"
    lines = [f"{visible(plan.source)} {found}。没有采用的，报告里不动。"]
    return [*lines, *(f"请核对是否选对了文件：{warning}。" for warning in plan.warnings)]


def _row(one: Suggestion) -> tuple[str, ...]:
    return "", one.name, visible(one.have), visible(one.given), "\n".join(map(visible, one.remarks))


def _whole(one: Suggestion) -> str:
    parts = [f"报告里：{one.have_all or BLANK}", f"文件里：{one.given_all or BLANK}", *one.remarks]
    if one.kind == COMMENT:
        parts = [f"现有备注：{one.have_all or BLANK}", *one.remarks]
    return "\n".join(parts)


def choose(window: MainWindow) -> None:
    """Ask for a file, show what it says otherwise, take what the clerk wants of it as one step."""
    from gui.window_transfer import REPORTS_OF_OTHERS

    editor, tools = window.editor, window.tools
    editor.commit_wanted.emit()
    if editor.read_only:
        editor.refuse()
        return
    path = tools.interaction.file_to_open(window, TITLE, tools.settings.folder(), (REPORTS_OF_OTHERS,))
    if path is None:
        return
    try:
        plan = _plan(window, path)
    except ReportError as error:
        tools.interaction.tell_error(window, "没有导入", error)
        return
    if plan is None:
        return
    if not (plan.suggestions or plan.told or plan.warnings):
        tools.interaction.tell(window, TITLE, f"{path.name} 与报告没有不同。")
        return
    dialog = ImportIntoDialog(plan, tools.theme, window)
    if tools.interaction.run(dialog):
        taken = dialog.taken()
        edit = edit_of(editor.report, plan, taken)
        editor.do(edit.name, edit.changes, first_place(plan, taken))
        editor.message.emit(f"采用了 {path.name} 的 {len(taken)} 处改动，可以撤销")


def _plan(window: MainWindow, path: Path) -> IntoPlan | None:
    from gui.reading_wait import read_apart

    result = read_apart(window, window.tools, lambda process: process.read(path, source=False), path.name)
    return None if result is None else plan_import(window.editor.report, result, path.name)
