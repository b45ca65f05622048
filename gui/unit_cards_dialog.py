"""单位资料: the cards of the units whose reports are made on this computer, to look at and to change."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.unit_page import ChoiceField
from model.dates import day_of
from model.errors import ReportError
from workflows.deadlines import day_words
from workflows.unit_cards import (
    RELATIONS,
    Former,
    UnitCard,
    card_from,
    card_problem,
    former_problem,
    read_cards,
    save_cards,
)
from workflows.unit_kinds import unit_kinds

_DAY = re.compile(r"(\d{1,2})\s*[-－./月]\s*(\d{1,2})\s*日?")
_FORMER = re.compile(
    r"(?P<name>[^\s，,]+)"
    r"(?:[\s，,]+(?P<year>\d{4})(?:[-－./年](?P<month>\d{1,2})(?:[-－./月](?P<day>\d{1,2}))?)?[年月日]?)?"
    r"(?:[\s，,]+(?P<relation>[^\s，,]+))?"
)
LINES = (
    ("name", "全称(&F)", "单位全称"),
    ("short", "简称(&S)", "简称"),
    ("address", "地址(&A)", "地址"),
    ("postcode", "邮编(&P)", "邮编"),
    ("phone", "电话(&T)", "电话"),
    ("email", "电子邮箱(&E)", "电子邮箱"),
    ("deadline", "报送期限(&D)", "报送期限"),
    ("word_template", "Word 模板(&W)", "Word 模板"),
    ("excel_template", "Excel 模板(&X)", "Excel 模板"),
    ("export_folder", "导出文件夹(&O)", "导出文件夹"),
)
ROWS: tuple[tuple[str, ...], ...] = (
    ("name",),
    ("short", "kind"),
    ("address",),
    ("postcode", "phone"),
    ("email", "deadline"),
    ("weekday",),
    ("word_template",),
    ("excel_template",),
    ("export_folder",),
    ("former",),
)
"""What stands side by side."""
BROWSED = ("word_template", "excel_template", "export_folder")


class UnitCardsDialog(QDialog):
    """Left the units, right the card of the one that is marked. year: whose deadline's weekday is shown."""

    def __init__(
        self,
        cards: tuple[UnitCard, ...],
        year: int,
        parent: QWidget | None = None,
        save: Callable[[tuple[UnitCard, ...]], None] = save_cards,
        browse: Callable[[str], Path | None] = lambda field: None,
    ) -> None:
        """browse: asks for the file or folder of a field; None when the clerk gives up."""
        super().__init__(parent)
        self.cards = list(cards)
        self._year = year
        self._save = save
        self._browse = browse
        self._row = -1
        self.setWindowTitle("单位资料")
        self.resize(840, 420)
        self.list = QListWidget()
        self.list.setAccessibleName("单位")
        self.list.setFixedWidth(190)
        self.fields = {name: QLineEdit() for name, _, _ in LINES}
        self.kind = ChoiceField()
        self.kind.addItem("按名称判断", "")
        for kind in unit_kinds():
            self.kind.addItem(kind.name, kind.id)
        self.former = QPlainTextEdit()
        self.former.setTabChangesFocus(True)
        self.former.setPlaceholderText("每行一个：名称　变更时间（如 2024-03）　曾用名 或 前身单位")
        self.weekday = QLabel()
        self.note = QLabel()
        self._lay_out()
        self._connect()
        self.list.addItems([card.name for card in self.cards])
        self.list.setCurrentRow(0 if self.cards else -1)
        self._show(self.list.currentRow())

    def add(self, card: UnitCard) -> None:
        """One more card, marked."""
        self.cards.append(card)
        self.list.addItem(card.name or "新单位")
        self.list.setCurrentRow(len(self.cards) - 1)
        self.fields["name"].setFocus()

    def mark(self, unit: str) -> None:
        """Mark the card of this unit, by its name before a former one; what is marked stays when there is none."""
        plain = "".join(unit.split())
        for names in ([(card.name,) for card in self.cards], [card.known_names for card in self.cards]):
            for row, known in enumerate(names):
                if plain in ("".join(name.split()) for name in known):
                    self.list.setCurrentRow(row)
                    return

    def accept(self) -> None:
        """Save all cards; stays open where one is not right."""
        for row, card in enumerate(self.cards):
            others = [other.name for at, other in enumerate(self.cards) if at != row]
            problem = card_problem(card, others)
            if problem:
                self.list.setCurrentRow(row)
                self.note.setText(f"“{card.name or '新单位'}”：{problem}")
                return
            if any(former_problem(former) for former in card.former):
                self.list.setCurrentRow(row)
                self._show_wrong_line()
                return
        try:
            self._save(tuple(self.cards))
        except ReportError as error:
            self.note.setText(str(error))
            return
        super().accept()

    def _lay_out(self) -> None:
        title = QLabel("单位(&U)")
        title.setBuddy(self.list)
        self.new, self.delete = QPushButton("新增(&N)"), QPushButton("删除(&R)")
        left = QVBoxLayout()
        left.addWidget(title)
        left.addWidget(self.list, 1)
        for button in (self.new, self.delete):
            left.addWidget(button)
        for name, _, spoken in LINES:
            self.fields[name].setAccessibleName(spoken)
        self.kind.setAccessibleName("单位类别")
        self.former.setAccessibleName("曾用名和前身")
        self.former.setFixedHeight(3 * self.former.fontMetrics().lineSpacing() + 12)
        self.fields["deadline"].setPlaceholderText("月和日，如 01-20；不填按类别")
        self.weekday.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        both = QHBoxLayout()
        both.addLayout(left)
        both.addLayout(self._card_layout(), 1)
        self.save = QPushButton("保存(&V)")
        self.save.setProperty("primary", "true")
        self.save.setDefault(True)
        cancel = QPushButton("取消")
        cancel.clicked.connect(self.reject)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.note, 1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addLayout(both, 1)
        layout.addLayout(buttons)

    def _card_layout(self) -> QGridLayout:
        widgets: dict[str, QWidget] = {**self.fields, "kind": self.kind, "former": self.former, "weekday": self.weekday}
        labels = {name: text for name, text, _ in LINES}
        labels.update(kind="单位类别(&K)", former="曾用名和前身(&M)", weekday="")
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        for row, names in enumerate(ROWS):
            for at, name in enumerate(names):
                label = QLabel(labels[name])
                label.setBuddy(widgets[name])
                grid.addWidget(label, row, 2 * at)
                span = 3 if len(names) == 1 else 1
                if name in BROWSED:
                    grid.addLayout(self._with_browse(name), row, 1, 1, span)
                elif name == "weekday":
                    grid.addWidget(self.weekday, row, 3)
                else:
                    grid.addWidget(widgets[name], row, 2 * at + 1, 1, span)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        grid.setRowStretch(len(ROWS), 1)
        return grid

    def _with_browse(self, name: str) -> QHBoxLayout:
        button = QPushButton(f"选择(&{BROWSED.index(name) + 1})…")
        button.setAccessibleName(f"选择{self.fields[name].accessibleName()}")
        button.clicked.connect(lambda: self._take_path(name))
        line = QHBoxLayout()
        line.addWidget(self.fields[name], 1)
        line.addWidget(button)
        return line

    def _take_path(self, name: str) -> None:
        path = self._browse(name) if self._row >= 0 else None
        if path is not None:
            self.fields[name].setText(str(path))
            self._take()

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._show)
        for field in self.fields.values():
            field.textEdited.connect(self._take)
        self.kind.activated.connect(self._take)
        self.former.textChanged.connect(self._take)
        self.new.clicked.connect(lambda: self.add(UnitCard("")))
        self.delete.clicked.connect(self._delete)
        self.save.clicked.connect(self.accept)

    def _show(self, row: int) -> None:
        self._row = -1
        card = self.cards[row] if 0 <= row < len(self.cards) else None
        for name, field in self.fields.items():
            field.setText(getattr(card, name) if card else "")
            field.setEnabled(card is not None)
        self.kind.setCurrentIndex(max(0, self.kind.findData(card.kind if card else "")))
        self.kind.setEnabled(card is not None)
        self.former.setPlainText("\n".join(former_line(former) for former in card.former) if card else "")
        self.former.setEnabled(card is not None)
        self.delete.setEnabled(card is not None)
        self._row = row
        self._say_weekday()

    def _take(self, *_: object) -> None:
        """What stands in the fields is the card."""
        if self._row < 0:
            return
        texts = {name: field.text().strip() for name, field in self.fields.items()}
        texts["deadline"] = read_deadline(texts["deadline"])
        former = tuple(read_former(line) for line in self.former.toPlainText().splitlines() if line.strip())
        self.cards[self._row] = UnitCard(**texts, kind=self.kind.currentData(), former=former)
        self.list.item(self._row).setText(texts["name"] or "新单位")
        caret = self.former.textCursor().blockNumber() if self.former.hasFocus() else -1
        wrong = self._wrong_line()
        # The line that is being written is not ready yet.
        self.note.setText(wrong[1] if wrong is not None and wrong[0] != caret else "")
        self._say_weekday()

    def _wrong_line(self) -> tuple[int, str] | None:
        """The number from 0 of the first former name that is not right, and what is wrong with it."""
        for number, line in enumerate(self.former.toPlainText().splitlines()):
            problem = former_problem(read_former(line)) if line.strip() else ""
            if problem:
                return number, f"曾用名和前身第 {number + 1} 行：{problem}"
        return None

    def _show_wrong_line(self) -> None:
        """Say what is wrong with it, and select the line."""
        wrong = self._wrong_line()
        if wrong is not None:
            cursor = QTextCursor(self.former.document().findBlockByNumber(wrong[0]))
            cursor.select(QTextCursor.SelectionType.LineUnderCursor)
            self.former.setTextCursor(cursor)
            self.former.setFocus()
            self.note.setText(wrong[1])

    def _delete(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            self._row = -1
            del self.cards[row]
            # While the row is being taken out the list still counts it.
            self.list.blockSignals(True)
            self.list.takeItem(row)
            self.list.blockSignals(False)
            self._show(self.list.currentRow())

    def _say_weekday(self) -> None:
        card = self.cards[self._row] if self._row >= 0 else None
        day = day_of(card.deadline_of(self._year)) if card else None
        self.weekday.setText(f"{day.year} 年 {day_words(day)}" if day else "")


def read_deadline(text: str) -> str:
    """Month and day as the card keeps them; what is none is returned as it was typed."""
    match = _DAY.fullmatch(text)
    return f"{int(match.group(1)):02}-{int(match.group(2)):02}" if match else text


def former_line(former: Former) -> str:
    """A former name as a line of the list; one that was not understood as it was typed."""
    if former == Former(former.name) and len(former.name.split()) > 1:
        return former.name
    return "　".join(part for part in (former.name, former.since, RELATIONS[former.relation]) if part)


def read_former(line: str) -> Former:
    """A line of the list; what is not understood stays part of the name, and the card says what is wrong."""
    match = _FORMER.fullmatch(line.strip())
    ids = {words: relation for relation, words in RELATIONS.items()}
    if match is None or (match["relation"] and match["relation"] not in ids):
        return Former(line.strip())
    since = "-".join(part.zfill(2) for part in match.group("year", "month", "day") if part)
    return Former(match["name"], since, ids.get(match["relation"] or "", "renamed"))


def _browse(window, field: str) -> Path | None:
    from gui.window_transfer import EXCEL_FILES, WORD_FILES

    asks, settings = window.tools.interaction, window.tools.settings
    if field == "export_folder":
        return asks.folder_to_use(window, "导出文件夹", settings.folder("files/export_folder"))
    kinds = (WORD_FILES,) if field == "word_template" else (EXCEL_FILES,)
    return asks.file_to_open(window, "选择模板", settings.folder("files/template_folder"), kinds)


def show(window) -> None:
    """Show the cards; the unit of the open report is offered when it has none yet."""
    from gui.windows import due_year

    read = read_cards()
    if read.remark:
        window.tools.interaction.tell(window, "单位资料", read.remark)
    report = getattr(window.editor, "report", None)
    year = report.year if report is not None and report.year else due_year(window.tools.today())
    dialog = UnitCardsDialog(read.cards, year, window, browse=lambda field: _browse(window, field))
    known = {name for card in read.cards for name in card.known_names}
    if report is not None and report.unit:
        dialog.mark(report.unit)
    if report is not None and report.unit and report.unit not in known:
        dialog.add(card_from(report))
        dialog.note.setText(f"已把“{report.unit}”放进来，点“保存”才会记下")
    if window.tools.interaction.run(dialog):
        window.editor.message.emit(f"单位资料已保存，共 {len(dialog.cards)} 个单位")
