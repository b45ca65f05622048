"""新建: a blank report, or one made from last year's; unit and year, and the form that goes with the year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gui.unit_page import ChoiceField
from model.dates import read_year
from model.edits import Edit, SetField
from model.errors import ReportError
from model.report import Report
from model.state import LastReport
from workflows.forms import edition_for, editions, form
from workflows.from_last_year import Draft, check_years, new_from_last, read_last_report
from workflows.unit_cards import UnitCard, blank_report, card_fields
from workflows.unit_kinds import guess_unit_kind

FIELD_WIDTH = 340
FILE_ROWS = 3


class NewReportDialog(QDialog):
    """Unit and year can be changed later as well. ask_file: asks the clerk for a report of last year."""

    def __init__(
        self,
        today: QDate,
        parent: QWidget | None = None,
        *,
        cards: Iterable[UnitCard] = (),
        ask_file: Callable[[], Path | None] = lambda: None,
        last: Sequence[LastReport] = (),
    ) -> None:
        super().__init__(parent)
        from gui.windows import due_year

        self.setWindowTitle("新建年报")
        self._ask_file = ask_file
        self._cards = tuple(cards)
        self._last: list[LastReport] = []
        self._due = due_year(today)
        self._build()
        self._lay_out()
        self._connect()
        self._take_mode()
        for report in last:
            self.add_last(report)
        (self.unit if not last else self.create).setFocus()

    @property
    def last(self) -> tuple[LastReport, ...]:
        """The chosen reports of last year; empty for a blank report."""
        return tuple(self._last) if self.from_last.isChecked() else ()

    @property
    def card(self) -> UnitCard | None:
        """The card that was chosen."""
        index = self.cards.currentData()
        return None if index is None else self._cards[index]

    def report(self) -> Report:
        """The blank report."""
        year, edition, unit = read_year(self.year.text()) or 0, self.edition.currentData(), self._unit()
        card = self.card
        if card is not None and card.name == unit:
            return blank_report(card, year, edition)
        return Report.blank(form(edition), unit, year, guess_unit_kind(unit))

    def draft(self) -> Draft:
        """The draft from last year's reports; what the chosen card says comes first. Raises ReportError."""
        draft = new_from_last(self._last, read_year(self.year.text()) or 0, self._unit())
        card = self.card
        if card is not None and card.name == draft.report.unit:
            fields = card_fields(card, draft.report.year)
            draft.report.apply(Edit("单位资料", tuple(SetField(name, value) for name, value in fields.items())))
        return draft

    def add_last(self, report: LastReport) -> None:
        """Take this report as one of last year; the first one gives unit and year."""
        if any(other.sha256 == report.sha256 for other in self._last):
            self.note.setText("这份上年报告已经在列")
            return
        self._last.append(report)
        fields = report.state.fields
        self.files.addItem(f"{fields['unit'] or '未填单位'}　{fields['year'] or '—'} 年　{report.file}")
        self.files.setCurrentRow(self.files.count() - 1)
        self.from_last.setChecked(True)
        if len(self._last) == 1:
            if not self._unit():
                self.unit.setText(str(fields["unit"]))
            if fields["year"]:
                self.year.setText(str(int(fields["year"]) + 1))
        self._check()

    def _build(self) -> None:
        self.blank = QRadioButton("空白报告(&B)")
        self.from_last = QRadioButton("依据上年报告(&L)")
        self.blank.setChecked(True)
        self.files = QListWidget()
        self.files.setAccessibleName("上年报告")
        self.add = QPushButton("添加(&A)…")
        self.remove = QPushButton("移除(&R)")
        self.cards = ChoiceField()
        self.cards.addItem("不用，自己填写", None)
        for index, card in enumerate(self._cards):
            self.cards.addItem(card.name, index)
        self.unit = QLineEdit()
        self.unit.setPlaceholderText("全称，可以以后再填")
        self.unit.setMinimumWidth(FIELD_WIDTH)
        self.year = QLineEdit(str(self._due))
        self.edition = ChoiceField()
        for name in editions():
            self.edition.addItem(f"{name} 年版（{form(name).document}）", name)
        self.keep = QCheckBox("记入单位资料，下次直接选(&K)")
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.create = QPushButton("新建(&N)")
        self.create.setDefault(True)
        self.create.setProperty("primary", "true")

    def _lay_out(self) -> None:
        ways = QHBoxLayout()
        ways.addWidget(self.blank)
        ways.addWidget(self.from_last)
        ways.addStretch(1)
        side = QVBoxLayout()
        side.addWidget(self.add)
        side.addWidget(self.remove)
        side.addStretch(1)
        self._chooser = QWidget()
        chooser = QHBoxLayout(self._chooser)
        chooser.setContentsMargins(0, 0, 0, 0)
        chooser.addWidget(self.files, 1)
        chooser.addLayout(side)
        self.files.setFixedHeight(FILE_ROWS * (self.files.fontMetrics().height() + 4) + 8)
        self._fields = QFormLayout()
        self._fields.addRow(self._chooser)
        for text, field, name in (
            ("单位资料(&D)", self.cards, "单位资料"),
            ("单位名称(&U)", self.unit, "单位名称"),
            ("年度(&Y)", self.year, "年度"),
            ("表样(&F)", self.edition, "表样"),
        ):
            self._fields.addRow(text, field)
            field.setAccessibleName(name)
        self._fields.addRow("", self.keep)
        self._fields.setRowVisible(self.cards, bool(self._cards))
        cancel = QPushButton("取消")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.note, 1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.create)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(12)
        layout.addLayout(ways)
        layout.addLayout(self._fields)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.year.textChanged.connect(self._year_changed)
        self.unit.textChanged.connect(self._check)
        self.cards.activated.connect(self._card_chosen)
        self.from_last.toggled.connect(self._take_mode)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.create.clicked.connect(self.accept)
        self._year_changed()

    def _take_mode(self, *_: object) -> None:
        last = self.from_last.isChecked()
        self._fields.setRowVisible(self._chooser, last)
        self._fields.setRowVisible(self.edition, not last)
        self._check()
        if self.isVisible():
            if last and not self._last:
                self._add()
            self.adjustSize()

    def _add(self) -> None:
        path = self._ask_file()
        if path is None:
            return
        try:
            self.add_last(read_last_report(path))
        except ReportError as error:
            self.note.setText(str(error))

    def _remove(self) -> None:
        row = self.files.currentRow()
        if row >= 0:
            self.files.takeItem(row)
            del self._last[row]
        self._check()

    def _card_chosen(self, *_: object) -> None:
        if self.card is not None:
            self.unit.setText(self.card.name)
        self._check()

    def _year_changed(self) -> None:
        year = read_year(self.year.text())
        if year:
            self.edition.setCurrentIndex(self.edition.findData(edition_for(year)))
        self._check()

    def _check(self, *_: object) -> None:
        """Whether a report can be made now, and if not why."""
        year, unit = read_year(self.year.text()), self._unit()
        problem = "年度应是四位数字" if year is None else ""
        if not problem and self.from_last.isChecked():
            problem = self._last_problem(year or 0)
        self.note.setText(problem)
        self.create.setEnabled(not problem)
        self.remove.setEnabled(bool(self._last))
        known = {name for card in self._cards for name in card.known_names}
        self.keep.setVisible(bool(unit) and unit not in known)

    def _last_problem(self, year: int) -> str:
        if not self._last:
            return "先添加上年报告"
        try:
            check_years(self._last, year)
        except ReportError as error:
            return str(error)
        return ""

    def _unit(self) -> str:
        return self.unit.text().strip()
