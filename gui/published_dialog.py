"""检查 → 发布后核对: what the report became where it was published, and where and when that was."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHeaderView, QLabel, QLineEdit, QPushButton, QWidget

from gui.dialog_parts import closing, lay_out, primary, titled
from gui.field_text import day_note
from gui.places_table import PlacesTable
from gui.theme import Theme
from gui.visible_text import plain_tip, visible
from model.dates import read_day
from model.edits import Edit, SetField
from model.errors import ReportError
from model.history import Place
from model.report import Report
from model.state import OF_PUBLICATION
from workflows.compare_published import Comparison, compare_reading, known_of
from workflows.published_lines import DifferenceLine, difference_lines, summary, what_was_compared

if TYPE_CHECKING:
    from gui.main_window import MainWindow

TITLE = "发布后核对"
STEP = "填写发布网址和日期"
FOLDER = "files/published_folder"
WIDTH, HEIGHT = 860, 520
COLUMNS = ("", "在哪里", "报告", "发布的", "发布文件里的位置")
_WHICH = "选发布的网页（在浏览器里另存下来的 .html 或 .mht）、Word 或 PDF 文件，与报告逐格逐段比较"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PublishedDialog(QDialog):
    """ask: lets the clerk choose the file and compares it, None when he gave up. went_to: where he wants to go, or None.

    `said` gives address and day as they are to be kept.
    """

    def __init__(
        self,
        report: Report,
        theme: Theme,
        ask: Callable[[QDialog], tuple[str, Comparison] | None],
        parent: QWidget | None = None,
        *,
        locked: bool = False,
    ) -> None:
        super().__init__(parent)
        self._ask = ask
        self._lines: tuple[DifferenceLine, ...] = ()
        self.went_to: Place | None = None
        self.setWindowTitle(TITLE)
        self.resize(theme.px(WIDTH), theme.px(HEIGHT))
        self.address, self.date = (QLineEdit(str(report.fields[name])) for name in OF_PUBLICATION)
        self.address.setPlaceholderText("https://…，随报告的文件保存，不印")
        self.date.setPlaceholderText("年-月-日")
        for field in (self.address, self.date):
            field.setReadOnly(locked)
        self.hint = QLabel()
        self.choose = QPushButton("选择发布的文件(&F)…")
        self.choose.setDefault(True)
        self.choose.clicked.connect(self.compare)
        self.summary = QLabel(_WHICH)
        self.note = QLabel()
        for label in (self.hint, self.summary, self.note):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._build_table()
        self._lay_out(theme)
        self.date.textChanged.connect(self._told_day)
        self._told_day()
        self._show(())
        self.choose.setFocus()

    def said(self) -> dict[str, str]:
        """The fields of the report with what stands here."""
        return dict(zip(OF_PUBLICATION, (self.address.text().strip(), read_day(self.date.text())), strict=True))

    def compare(self) -> None:
        """Let the clerk choose a file, and show what it has otherwise than the report."""
        compared = self._ask(self)
        if compared is None:
            return
        name, found = compared
        self.summary.setText(f"{visible(name)} 与报告的{what_was_compared(found)}比较：{summary(found)}")
        self._show(tuple(difference_lines(found)), found.remarks)
        (self.table if self._lines else self.choose).setFocus()

    def _build_table(self) -> None:
        self.table = PlacesTable("不同之处", COLUMNS, (1, 2, 3))
        self.table.setWordWrap(True)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.itemDoubleClicked.connect(self._go)
        for key in _ENTER:
            going = QShortcut(QKeySequence(key), self.table, context=Qt.ShortcutContext.WidgetShortcut)
            going.activated.connect(self._go)
        self.copy = QPushButton("复制清单(&C)")
        self.copy.clicked.connect(self._copy)
        self.go = primary("转到此处(&G)", default=False)
        self.go.clicked.connect(self._go)

    def _lay_out(self, theme: Theme) -> None:
        fields = QGridLayout()
        fields.setHorizontalSpacing(theme.px(8))
        for row, (text, field) in enumerate((("发布网址(&A)", self.address), ("发布日期(&D)", self.date))):
            field.setAccessibleName(text.split("(")[0])
            fields.addWidget(titled(text, field), row, 0)
            fields.addWidget(field, row, 1, 1, 3 if field is self.address else 1)
        fields.addWidget(self.hint, 1, 2)
        fields.addWidget(self.choose, 1, 3)
        self.date.setFixedWidth(theme.px(130))
        fields.setColumnStretch(2, 1)
        title = titled("不同之处(&L)　回车 转到", self.table)
        buttons = (self.note, self.copy, closing(self, "关闭(&X)"), self.go)
        lay_out(self, (fields, self.summary, title, self.table), buttons, self.table)

    def _told_day(self, *_: object) -> None:
        self.hint.setText(day_note(read_day(self.date.text())))

    def _show(self, lines: tuple[DifferenceLine, ...], remarks: tuple[str, ...] = ()) -> None:
        self._lines = lines
        self.table.put_rows(
            [(line.kind, line.name, visible(line.report), visible(line.published), line.where) for line in lines]
        )
        for row, line in enumerate(lines):
            for column, text in zip((2, 3), line.whole, strict=True):
                self.table.item(row, column).setToolTip(plain_tip(text))
        if lines:
            self.table.setCurrentCell(0, 0)
        for button in (self.go, self.copy):
            button.setEnabled(bool(lines))
        self.note.setText(f"报告前后另有 {len(remarks)} 处内容，没有比较" if remarks else "")
        self.note.setToolTip(plain_tip("\n".join(remarks)))

    def _copy(self) -> None:
        words = (self.summary.text(), *(line.words for line in self._lines))
        QGuiApplication.clipboard().setText("\n".join(words))
        self.note.setText("已复制")

    def _go(self, *_: object) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self._lines):
            self.went_to = self._lines[row].place
            self.accept()


def show(window: MainWindow) -> None:
    """Compare the report with what was published, keep where and when that was, go where the clerk wants to go."""
    editor, tools = window.editor, window.tools
    editor.commit_wanted.emit()
    locked = editor.document.read_only
    dialog = PublishedDialog(editor.report, tools.theme, lambda dialog: _ask(window, dialog), window, locked=locked)
    tools.interaction.run(dialog)
    changes = tuple(SetField(name, text) for name, text in dialog.said().items() if text != editor.report.fields[name])
    if changes and not locked:
        # Also in a final report: it is said of the publication and is no part of what was published.
        editor.history.do(Edit(STEP, changes))
        editor.message.emit("发布网址和日期已记在报告里，保存文件后随文件留存")
    if dialog.went_to is not None:
        editor.go_to.emit(dialog.went_to)


def _ask(window: MainWindow, dialog: QDialog) -> tuple[str, Comparison] | None:
    from gui.reading_wait import read_apart
    from gui.window_transfer import REPORTS_OF_OTHERS

    tools, report = window.tools, window.editor.report
    path = tools.interaction.file_to_open(dialog, TITLE, tools.settings.folder(FOLDER), (REPORTS_OF_OTHERS,))
    if path is None:
        return None
    tools.settings.put(FOLDER, str(path.parent))
    try:
        result = read_apart(
            dialog, tools, lambda process: process.read(path, known_of(report), source=False), path.name
        )
    except ReportError as error:
        tools.interaction.tell_error(dialog, "没有比较", error)
        return None
    return None if result is None else (path.name, compare_reading(report, result))
