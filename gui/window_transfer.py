"""Reports from elsewhere into the program, and finished documents out of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from gui.editor import ReportEditor
from gui.interaction import Choice, FileKind
from gui.tools import Tools
from model.errors import ReportError

if TYPE_CHECKING:
    from importers.result import ImportResult
    from workflows.reading_process import ReadingProcess
    from workflows.unit_cards import UnitCard

WORD_FILES = FileKind("Word 文档", (".docx",))
EXCEL_FILES = FileKind("Excel 工作簿", (".xlsx",))
REPORTS_OF_OTHERS = FileKind(
    "年报（Word、Excel、PDF、网页、文字）",
    (
        ".docx",
        ".doc",
        ".wps",
        ".xlsx",
        ".xls",
        ".et",
        ".pdf",
        ".html",
        ".htm",
        ".mht",
        ".mhtml",
        ".rtf",
        ".odt",
        ".txt",
    ),
)


class WindowTransfer(QObject):
    """Of one window: what it reads in, and where what it writes goes."""

    def __init__(self, window: QWidget, editor: ReportEditor, tools: Tools) -> None:
        super().__init__(window)
        self._window = window
        self._editor = editor
        self._tools = tools

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """What the commands do."""
        return {
            "import": self.import_file,
            "paste_report": self.paste_report,
        }

    def import_file(self) -> None:
        """Ask for a document and read it as a report."""
        path = self._tools.interaction.file_to_open(
            self._window, "导入别处的年报", self._tools.settings.folder(), (REPORTS_OF_OTHERS,)
        )
        if path is not None:
            self.import_path(path)

    def import_path(self, path: Path) -> None:
        """Read this document as a report and open it in a window."""
        self._import(lambda process: process.read(path), path.name)

    def paste_report(self) -> None:
        """Read the clipboard's text as a whole report."""
        from gui.paste_report_dialog import PasteReportDialog

        dialog = PasteReportDialog(QApplication.clipboard().text(), self._window)
        if self._tools.interaction.run(dialog):
            self._import_text(dialog.text())

    def take_pasted(self, text: str) -> bool:
        """A whole report is about to be pasted into one text: whether it was taken as a report instead."""
        question = "要粘贴的像是一整篇报告，连同表格。读成一份报告，还是仍然作为文字粘贴在这里？"
        choices = (Choice("report", "读成一份报告"), Choice("text", "作为文字粘贴"))
        answer = self._tools.interaction.choose(self._window, "粘贴整篇报告", question, choices)
        if answer == "report":
            self._import_text(text)
        return answer != "text"

    def export_folder(self) -> Path:
        """Where the unit's card or the clerk wants it; beside the report; where it was the last time.

        Only folders that can be written to.
        """
        card = self._card()
        if card is not None and card.export_folder and os.access(card.export_folder, os.W_OK):
            return Path(card.export_folder)
        fixed = self._tools.settings.get("files/export_fixed")
        if fixed and os.access(fixed, os.W_OK):
            return Path(fixed)
        own = self._editor.document.path
        if own is not None and os.access(own.parent, os.W_OK):
            return own.parent
        return self._tools.settings.folder("files/export_folder")

    def _card(self) -> UnitCard | None:
        from workflows.unit_cards import card_for

        return card_for(self._editor.report.unit)

    def own_template(self, suffix: str) -> Path | None:
        """The template for such files on the unit's card, None for the program's own."""
        card = self._card()
        kinds = {} if card is None else {WORD_FILES: card.word_template, EXCEL_FILES: card.excel_template}
        name = next((template for kind, template in kinds.items() if suffix in kind.suffixes), "")
        return Path(name) if name else None

    def _import_text(self, text: str) -> None:
        source = "粘贴的文字"
        self._import(lambda process: process.read_text(text, source), source)

    def _import(self, read: Callable[[ReadingProcess], ImportResult], source: str) -> None:
        from gui.reading_wait import read_apart

        try:
            result = read_apart(self._window, self._tools, read, source)
        except ReportError as error:
            self._tools.interaction.tell_error(self._window, "没有导入", error)
            return
        if result is None:
            return
        from gui.review_commands import review_import

        review_import(self._window, self._tools, result, source)
