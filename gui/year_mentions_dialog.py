"""核对上年年度: every mention of last year in the text with its context; those that are ticked become this year."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from gui.dialog_parts import closing, lay_out, primary, titled
from gui.places_table import PlacesTable
from gui.visible_text import visible
from model.history import Place
from model.report import Report
from model.year_mentions import Mention, changes_for
from workflows.from_last_year import report_mentions

STEP = "年度改为本年"
COLUMNS = ("改", "在哪里", "上下文", "所指", "改成")


class YearMentionsDialog(QDialog):
    """The list; `chosen` gives the mentions that are to be changed."""

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mentions = report_mentions(report)
        self.setWindowTitle("核对上年年度")
        self.resize(900, 460)
        self.table = PlacesTable("文字里的上年年度", COLUMNS, (2,))
        self.table.setSelectionMode(PlacesTable.SelectionMode.SingleSelection)
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.all = QPushButton("勾上报告年度(&S)")
        self.all.setToolTip("勾上所有指报告年度的；比较、结转、书名号和文号里的不勾")
        self.none = QPushButton("全部不勾(&N)")
        self.go = QPushButton("转到此处(&G)")
        self.change = primary("")
        self.went_to: Place | None = None
        """Where the clerk wants to go instead."""
        self._fill(report)
        self._lay_out()
        self._connect()
        self.tick_period()

    def chosen(self) -> tuple[Mention, ...]:
        """The mentions that are ticked."""
        return tuple(mention for row, mention in enumerate(self._mentions) if self.table.ticked(row))

    def tick_period(self) -> None:
        """Tick those that stand for the period reported on, and no others."""
        for row, mention in enumerate(self._mentions):
            self.table.tick(row, mention.changes)

    def _fill(self, report: Report) -> None:
        rows = []
        for mention in self._mentions:
            place = f"{report.form.section(mention.section).short} 第 {mention.paragraph + 1} 段"
            context = visible(f"{mention.before}【{mention.written}】{mention.after}")
            rows.append(("", place, context, mention.reason, mention.becomes))
        self.table.put_rows(rows, tips=True)
        for row, texts in enumerate(rows):
            self.table.add_tick(row, f"{texts[2]}，{texts[3]}", False)
        if self._mentions:
            self.table.setCurrentCell(0, 0)

    def _lay_out(self) -> None:
        title = titled("文字里的上年年度(&T)　按空格键勾上或不勾", self.table)
        buttons = (self.all, self.none, self.go, self.note, closing(self), self.change)
        lay_out(self, (title, self.table), buttons, self.table)
        self.table.setFocus()

    def _connect(self) -> None:
        self.table.itemChanged.connect(self._count)
        self.all.clicked.connect(self.tick_period)
        self.none.clicked.connect(lambda: [self.table.tick(row, False) for row in range(len(self._mentions))])
        self.go.clicked.connect(self._go)
        self.table.itemDoubleClicked.connect(self._go)
        self.change.clicked.connect(self.accept)
        self._count()

    def _count(self, *_: object) -> None:
        chosen = self.chosen()
        count = len(chosen)
        usual = count and chosen == tuple(mention for mention in self._mentions if mention.changes)
        self.change.setText(f"全部改为本年：{count} 处(&A)" if usual else f"改为本年：{count} 处(&A)")
        self.change.setEnabled(count > 0)
        for button in (self.all, self.none, self.go):
            button.setEnabled(bool(self._mentions))
        self.note.setText("" if self._mentions else "文字里没有上年的年度")

    def _go(self, *_: object) -> None:
        row = self.table.currentRow()
        if row >= 0:
            mention = self._mentions[row]
            self.went_to = Place(mention.section, "", mention.paragraph, mention.offset)
            self.reject()


def show(window) -> bool:
    """Show the list and make the changes as one step; whether the clerk is done with it."""
    editor = window.editor
    editor.commit_wanted.emit()
    report = editor.report
    if not report.year:
        editor.message.emit("还没有填年度，不知道上年是哪一年")
        return False
    dialog = YearMentionsDialog(report, window)
    accepted = window.tools.interaction.run(dialog)
    if dialog.went_to is not None:
        editor.go_to.emit(dialog.went_to)
        return False
    if accepted:
        chosen = dialog.chosen()
        changes = changes_for({section.id: report.text(section.id) for section in report.form.sections}, chosen)
        first = chosen[0]
        editor.do(STEP, changes, Place(first.section, "", first.paragraph, first.offset))
        editor.message.emit(f"{len(chosen)} 处年度改成了本年，可以撤销")
    return accepted
