"""导出采集表 and 收回采集表: what is asked before a form goes out, and what is decided when one comes back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from gui.dialog_parts import closing, lay_out, primary, titled
from gui.places_table import PlacesTable
from gui.unit_page import ChoiceField
from gui.visible_text import visible
from model.collection import SECTION, UNIT, Order, row_ids
from model.dates import read_year
from model.errors import ReportError
from model.report import Report
from workflows.collection_form import section_order, unit_order
from workflows.collection_return import ReturnPlan

WIDTH, HEIGHT = 640, 520
MOST_TOLD = 3
_TARGETS = ((SECTION, "本单位的科室（科室采集单，只要选中的行）"), (UNIT, "下级单位（数据采集表，全部的行）"))


class CollectionDialog(QDialog):
    """`order` gives what was chosen, `password` the word that unlocks the form, "" for none."""

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self.setWindowTitle("导出采集表")
        self.resize(WIDTH, HEIGHT)
        self.target = ChoiceField()
        for kind, text in _TARGETS:
            self.target.addItem(text, kind)
        self.section, self.unit, self.year = QLineEdit(), QLineEdit(report.unit), QLineEdit(str(report.year or ""))
        self.unit.setPlaceholderText("空着由填表单位填写")
        self.year.setPlaceholderText("空着由填表单位填写")
        self.word = QLineEdit()
        self.word.setPlaceholderText("可以不设；设了要用密码才能改锁定的格")
        self.rows = PlacesTable("要填的行", ("选", "表", "项目"), (2,))
        self._put_rows()
        self.hint = QLabel()
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        self.ok = primary("导出(&S)…")
        self.ok.clicked.connect(self.accept)
        fields = self._fields()
        self.title = titled("要填的行（空格键选中或去掉）(&R)", self.rows)
        lay_out(self, (fields, self.title, self.rows, self.hint), (None, closing(self, "取消"), self.ok), self.rows)
        self.target.currentIndexChanged.connect(self._refresh)
        self.rows.itemChanged.connect(self._refresh)
        for field in (self.section, self.year, self.word):
            field.textChanged.connect(self._refresh)
        self._refresh()
        self.section.setFocus()

    @property
    def kind(self) -> str:
        """Whom the form is for."""
        return str(self.target.currentData())

    def password(self) -> str:
        """The word that unlocks it."""
        return self.word.text()

    def order(self) -> Order:
        """The form that was asked for; raises ExportError while something is lacking."""
        if self.kind == SECTION:
            ids = [row.id for row in row_ids(self._report.form)]
            chosen = [row for at, row in enumerate(ids) if self.rows.ticked(at)]
            return section_order(self._report, self.section.text(), chosen)
        return unit_order(self._report.form, self.unit.text().strip(), read_year(self.year.text()) or 0)

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        names = (
            ("发给(&T)", self.target),
            ("科室(&D)", self.section),
            ("单位(&U)", self.unit),
            ("年度(&Y)", self.year),
            ("密码(&P)", self.word),
        )
        self.labels: dict[QWidget, QLabel] = {}
        for row, (text, widget) in enumerate(names):
            self.labels[widget] = label = titled(text, widget)
            widget.setAccessibleName(text.split("(")[0])
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _put_rows(self) -> None:
        found = row_ids(self._report.form)
        self.rows.put_rows([("", self._report.form.grid(row.grid).name, row.label) for row in found], tips=True)
        for at, row in enumerate(found):
            self.rows.add_tick(at, row.label, False)

    def _refresh(self, *_: object) -> None:
        of_section = self.kind == SECTION
        for widget in (self.section, self.rows, self.title, self.labels[self.section]):
            widget.setVisible(of_section)
        for widget in (self.unit, self.year, self.labels[self.unit], self.labels[self.year]):
            widget.setVisible(not of_section)
        lacking = self._lacking()
        self.hint.setText(lacking or "填好的文件收回来时，用“文件→收回采集表”。")
        self.ok.setEnabled(not lacking)

    def _lacking(self) -> str:
        if self.kind == UNIT and read_year(self.year.text()) is None:
            return "年度请填四位数，如 2025。"
        if not self.word.text().isascii() or len(self.word.text()) > 15:
            return "密码只能是英文字母、数字和符号，不超过15个。"
        try:
            self.order()
        except ReportError as error:
            return f"{error.summary}{error.advice}"
        return ""


class ReturnDialog(QDialog):
    """What a form that came back would do; `replaced` gives the cells in which its figure is to be taken."""

    def __init__(self, plan: ReturnPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self.setWindowTitle("收回采集表")
        self.resize(WIDTH, HEIGHT if plan.conflicts or plan.remarks else 200)
        summary = QLabel("\n".join(summary_lines(plan)))
        summary.setTextFormat(Qt.TextFormat.PlainText)
        summary.setWordWrap(True)
        self.conflicts = PlacesTable("与报告不同的数", ("改用", "项目", "报告里", "采集表"), (1,))
        self.conflicts.put_rows(
            [("", item.name, visible(item.have_text), visible(item.given_text)) for item in plan.conflicts], tips=True
        )
        for at, item in enumerate(plan.conflicts):
            said = f"{item.name}：报告里 {item.have_text}，采集表 {item.given_text}"
            self.conflicts.add_tick(at, said, False)
        title = titled("报告里已有别的数；选中的改用采集表的数，其余不动(&L)", self.conflicts)
        self.remarks = PlacesTable("请核对的内容", ("内容", "位置", "说明"), (2,))
        self.remarks.put_rows([(visible(item.text), item.where, item.reason) for item in plan.remarks], tips=True)
        told = titled("请核对的内容(&N)", self.remarks)
        self.ok = primary("填入(&F)")
        self.ok.clicked.connect(self.accept)
        self.all = QPushButton("全部改用(&A)")
        self.all.clicked.connect(self._take_all)
        parts = (summary, title, self.conflicts, told, self.remarks)
        buttons = (self.all, None, closing(self, "取消"), self.ok)
        lay_out(self, parts, buttons, self.conflicts if plan.conflicts else summary)
        for widget in (title, self.conflicts, self.all):
            widget.setVisible(bool(plan.conflicts))
        for widget in (told, self.remarks):
            widget.setVisible(bool(plan.remarks))
        self.ok.setEnabled(bool(plan.fresh or plan.conflicts or plan.same))

    def _take_all(self) -> None:
        for row in range(self.conflicts.rowCount()):
            self.conflicts.tick(row, True)

    def replaced(self) -> frozenset[str]:
        """The cells whose figure is to give way."""
        found = enumerate(self._plan.conflicts)
        return frozenset(item.cell for at, item in found if self.conflicts.ticked(at))


def summary_lines(plan: ReturnPlan) -> list[str]:
    """What came back, for the top of the dialog."""
    lines = [f"{visible(plan.giver)}　{visible(plan.filler)}".rstrip("　")]
    lines.append(
        f"新填 {len(plan.fresh)} 格，与报告相同 {len(plan.same)} 格，与报告不同 {len(plan.conflicts)} 格，"
        f"没有填 {len(plan.blank)} 格。"
    )
    if plan.blank:
        more = f"等 {len(plan.blank)} 格" if len(plan.blank) > MOST_TOLD else ""
        lines.append(f"没有填：{'、'.join(plan.blank[:MOST_TOLD])}{more}。空着的不改报告里的数。")
    return lines
