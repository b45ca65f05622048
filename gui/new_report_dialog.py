"""新建: unit and year, and the form that goes with the year."""

from __future__ import annotations

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.unit_page import ChoiceField
from model.dates import read_year
from model.report import Report
from workflows.forms import edition_for, editions, form


class NewReportDialog(QDialog):
    """The report is blank; unit and year can be changed later as well."""

    def __init__(self, today: QDate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from gui.windows import due_year

        self.setWindowTitle("新建年报")
        self.unit = QLineEdit()
        self.unit.setPlaceholderText("全称，可以以后再填")
        self.unit.setMinimumWidth(300)
        self.year = QLineEdit(str(due_year(today)))
        self.edition = ChoiceField()
        for name in editions():
            self.edition.addItem(f"{name} 年版（{form(name).document}）", name)
        self.note = QLabel()
        self.create = QPushButton("新建")
        self.create.setDefault(True)
        self.create.setProperty("primary", "true")
        self._lay_out()
        self.year.textChanged.connect(self._year_changed)
        self.create.clicked.connect(self.accept)
        self._year_changed()

    def report(self) -> Report:
        """The blank report."""
        return Report.blank(
            form(self.edition.currentData()), self.unit.text().strip(), read_year(self.year.text()) or 0
        )

    def _lay_out(self) -> None:
        fields = QFormLayout()
        fields.addRow("单位名称(&U)", self.unit)
        fields.addRow("年度(&Y)", self.year)
        fields.addRow("表样(&B)", self.edition)
        for field, name in ((self.unit, "单位名称"), (self.year, "年度"), (self.edition, "表样")):
            field.setAccessibleName(name)
        cancel = QPushButton("取消")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.note, 1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.create)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(12)
        layout.addLayout(fields)
        layout.addLayout(buttons)

    def _year_changed(self) -> None:
        year = read_year(self.year.text())
        self.create.setEnabled(year is not None)
        self.note.setText("" if year is not None else "年度应是四位数字")
        if year:
            self.edition.setCurrentIndex(self.edition.findData(edition_for(year)))
