"""The papers that go with a report's versions: 修改对照, 审签单, 更正说明."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QPlainTextEdit, QPushButton, QWidget

from gui.dialog_parts import closing, lay_out, primary, titled
from gui.exporting import ask_where, tell_where, write
from gui.interaction import FileKind
from model.errors import ReportError
from model.state import Version
from workflows.correction_notice import Notice, draft_notice, export_notice, notice_of
from workflows.file_names import report_name

_WORD = FileKind("Word 文档", (".docx",))


class NoticeDialog(QDialog):
    """The drafted 更正说明, to be mended, copied, or written as a Word file."""

    def __init__(self, draft: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.setWindowTitle("更正说明")
        self.resize(720, 460)
        self.text = QPlainTextEdit("\n".join(draft.paragraphs))
        self.text.setAccessibleName("更正说明的正文")
        self.text.setTabChangesFocus(True)
        title = draft.title.replace("\n", "")
        heading = titled(f"{title}\n请看一遍，没有公布日期或说法不合的地方改好(&T)：", self.text)
        heading.setWordWrap(True)
        copy = QPushButton("复制全文(&C)")
        copy.clicked.connect(lambda: QApplication.clipboard().setText(self.notice().plain))
        export = primary("导出 Word(&W)…", default=False)
        export.clicked.connect(self.accept)
        lay_out(self, (heading, self.text), (None, copy, closing(self), export), self.text)

    def notice(self) -> Notice:
        """The notice as it stands in the dialog."""
        return notice_of(self.text.toPlainText(), self._draft)


def comparison(window: QMainWindow, old: Version | None, new: Version | None) -> None:
    """Write what two versions differ in; None is the report as it is now."""
    from workflows.export_comparison import export_comparison

    report = window.editor.report
    _export(
        window, "修改对照", lambda path: export_comparison(report, old, new, path), "已导出，两个版本逐格核对无误："
    )


def approval(window: QMainWindow) -> None:
    """Write the sheet on which the report is signed."""
    from workflows.export_approval import export_approval

    window.editor.commit_wanted.emit()
    report = window.editor.report
    _export(window, "审签单", lambda path: export_approval(report, path), "已导出。打印后随报告送签：")


def notice(window: QMainWindow) -> None:
    """Draft 更正说明 from what was changed since the report was published."""
    window.editor.commit_wanted.emit()
    report = window.editor.report
    try:
        draft = draft_notice(report, date.today())
    except ReportError as error:
        window.tools.interaction.tell_error(window, "没有起草", error)
        return
    dialog = NoticeDialog(draft, window)
    if window.tools.interaction.run(dialog):
        finished = dialog.notice()
        _export(window, "更正说明", lambda path: export_notice(report, finished, path), "已导出：")


def _export(window: QMainWindow, what: str, run: Callable[[Path], object], words: str) -> None:
    tools = window.tools
    suggested = window.transfer.export_folder() / f"{report_name(window.editor.report, what)}.docx"
    path = ask_where(window, tools, f"导出{what}", suggested, _WORD)
    if path is not None and write(window, tools, lambda: run(path)):
        window.editor.message.emit(f"已导出 {path}")
        tell_where(window, tools, path, words)
