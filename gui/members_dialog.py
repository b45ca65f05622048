"""The dialog of 与下级报告核对: the reports that this one adds up, and what is to be said of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from gui import member_commands
from gui.dialog_parts import lay_out, primary, titled
from gui.places_table import PlacesTable
from gui.visible_text import visible
from model.members import MemberSums, member_key
from model.report import Report
from model.roster import unit_key
from model.state import Member

COLUMNS = ("单位", "年度", "文件", "情况")
NONE = "还没有下级报告：读入本级机关、各部门和下级政府的报告后，检查结果里逐行说明本报告与它们之和差多少。"


class MembersDialog(QDialog):
    """What its buttons do is done at once, each an undoable step; closing it changes nothing."""

    def __init__(self, window, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self.setWindowTitle(member_commands.TITLE)
        self.resize(window.tools.theme.px(760), window.tools.theme.px(400))
        self.table = PlacesTable("下级报告", COLUMNS, (2, 3))
        self.note = QLabel(NONE)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.folder = self._button("读入文件夹(&D)…", member_commands.add_folder)
        self.file = self._button("读入文件(&F)…", member_commands.add_file)
        self.roster = self._button("单位名录(&L)…", member_commands.take_roster)
        self.drop = QPushButton("去掉(&R)")
        self.drop.clicked.connect(self._drop)
        self.close_button = primary("关闭(&Q)")
        self.close_button.clicked.connect(self.reject)
        acts = QHBoxLayout()
        for button in (self.folder, self.file, self.roster, self.drop):
            button.setAutoDefault(False)
            acts.addWidget(button)
        acts.addStretch(1)
        title = titled("汇总进来的报告(&T)", self.table)
        lay_out(self, (title, self.table, acts, self.note), (None, self.close_button), self.table)
        self.table.itemSelectionChanged.connect(self._refresh)
        self._fill("")
        self.table.setFocus()

    @property
    def _report(self) -> Report:
        return self._window.editor.report

    def _button(self, text: str, run: Callable[[object, QWidget], str]) -> QPushButton:
        button = QPushButton(text)
        button.setEnabled(not self._window.editor.read_only)
        button.clicked.connect(lambda: self._fill(run(self._window, self)))
        return button

    def _drop(self) -> None:
        count = len(self._report.members.reports)
        rows = sorted({index.row() for index in self.table.selectedIndexes() if index.row() < count})
        if rows:
            self._fill(member_commands.drop(self._window, rows))

    def _fill(self, said: str) -> None:
        """Show what there is. said: what was just done."""
        self.table.put_rows(list(_rows(self._report)), tips=True)
        self.note.setText("；".join(filter(None, (said, _summary(self._report)))))
        self._refresh()

    def _refresh(self) -> None:
        count = len(self._report.members.reports)
        chosen = any(index.row() < count for index in self.table.selectedIndexes())
        self.drop.setEnabled(chosen and not self._window.editor.read_only)


def _rows(report: Report) -> Iterator[tuple[str, str, str, str]]:
    members = report.members
    sums = MemberSums(report.form, members)
    counted = sums.counted(report.year)
    for member in members.reports:
        year = str(member.year) if member.year else ""
        yield visible(member.unit), year, visible(member.file), _state(member, sums, report, counted)
    there = {member_key(member) for member in members.reports}
    for name in members.expected:
        if unit_key(name) not in there:
            yield visible(name), "", "", "缺：应报，还没有"


def _state(member: Member, sums: MemberSums, report: Report, counted: tuple[Member, ...]) -> str:
    """What is to be said of a member: whether it counts, and whether it is right itself."""
    if member.edition != report.form.edition:
        state = f"没有计入：{member.edition}年版表样"
    elif not sums.fits(member, report.year):
        state = f"没有计入：是{member.year}年的"
    elif not any(one is member for one in counted):
        state = "没有计入：同一单位有几份"
    else:
        state = "计入"
    return f"{state}；自己有{member.errors}处错误" if member.errors else state


def _summary(report: Report) -> str:
    members = report.members
    if not members.reports and not members.expected:
        return NONE
    counted = MemberSums(report.form, members).counted(report.year)
    there = {member_key(member) for member in members.reports}
    missing = sum(unit_key(name) not in there for name in members.expected)
    parts = [f"共 {len(members.reports)} 份，计入 {len(counted)} 份"]
    if members.expected:
        parts.append(f"应报 {len(members.expected)} 个单位，还缺 {missing} 个")
    return "，".join(parts)
