"""Reports from elsewhere into the program, and finished documents out of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from gui.editor import ReportEditor
from gui.exporting import ask_where, tell_where, write
from gui.interaction import Choice, FileKind
from gui.tools import Tools
from model.errors import ReportError

if TYPE_CHECKING:
    from workflows.unit_cards import UnitCard
    from workflows.year_chart import Annex

WORD_FILES = FileKind("Word 文档", (".docx",))
EXCEL_FILES = FileKind("Excel 工作簿", (".xlsx",))
TEXT_FILES = FileKind("文字", (".txt",))


class WindowTransfer(QObject):
    """show_findings: called when the clerk wants to see what is wrong before exporting."""

    def __init__(self, window: QWidget, editor: ReportEditor, tools: Tools, show_findings: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._editor = editor
        self._tools = tools
        self._show_findings = show_findings

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """What the commands do."""
        return {
            "import": self.import_file,
            "paste_report": self.paste_report,
            "export_word": lambda: self.export(WORD_FILES),
            "export_excel": lambda: self.export(EXCEL_FILES),
            "export_template": self.export_by_template,
        }

    def import_file(self) -> None:
        """Ask for a document and read it as a report."""
        path = self._tools.interaction.file_to_open(
            self._window, "导入别处的年报", self._tools.settings.folder(), (TEXT_FILES, EXCEL_FILES)
        )
        if path is not None:
            self.import_path(path)

    def import_path(self, path: Path) -> None:
        """Read this document as a report and open it in a window."""
        from workflows.importing import import_file

        self._import(lambda: import_file(path), path.name)

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

    def export(self, kind: FileKind, template: Path | None = None, annex: Annex | None = None) -> None:
        """Write the finished document, by the default template or an own one, and say where it is.

        annex: a picture for a last page of the Word file.
        """
        self._editor.commit_wanted.emit()
        if not self.may_export():
            return
        own = template or self._own_template(kind)
        red = False
        if kind is WORD_FILES and own is None:
            from gui.document_settings import ask_red_head

            answer = ask_red_head(self._window, self._tools, self._editor.report)
            if answer is None:
                return
            red = answer
        from workflows.file_names import report_name

        suggestion = self.export_folder() / f"{report_name(self._editor.report)}{kind.suffixes[0]}"
        path = ask_where(self._window, self._tools, f"导出 {kind.name}", suggestion, kind)
        if path is None:
            return
        if write(self._window, self._tools, lambda: self._export(kind, path, own, annex, red)):
            self._tools.settings.put("files/export_folder", str(path.parent))
            self._tell_where(path, plain=kind is WORD_FILES and own is None)

    def export_by_template(self) -> None:
        """Ask for an own template, tell by its content what it is, and export by it."""
        from workflows.export import template_kind

        folder = self._tools.settings.folder("files/template_folder")
        template = self._tools.interaction.file_to_open(self._window, "选择模板", folder, (WORD_FILES, EXCEL_FILES))
        if template is None:
            return
        self._tools.settings.put("files/template_folder", str(template.parent))
        try:
            suffix = template_kind(template)
        except ReportError as error:
            self._tools.interaction.tell_error(self._window, "不能用这个模板", error)
            return
        self.export(WORD_FILES if suffix in WORD_FILES.suffixes else EXCEL_FILES, template)

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

    def _own_template(self, kind: FileKind) -> Path | None:
        """The template on the unit's card, None for the program's own."""
        card = self._card()
        name = "" if card is None else card.word_template if kind is WORD_FILES else card.excel_template
        return Path(name) if name else None

    def may_export(self) -> bool:
        """Ask once when the report has errors or blanks; relations that do not hold among blanks are told with them."""
        errors = self._editor.counts()["error"]
        blanks = len(self._editor.report.blanks())
        if not errors and not blanks:
            return True
        parts = [f"{errors} 处错误"] if errors else []
        if blanks:
            parts.append(f"{blanks} 格未填（导出后是空白）")
        undecided = [f for f in self._editor.report.findings() if f.pending and f.difference is not None]
        unbalanced = sum(not finding.explainable for finding in undecided)
        if unbalanced:
            parts.append(f"{unbalanced} 项勾稽关系因有未填或看不懂的数还未平")
        if len(undecided) > unbalanced:
            parts.append(f"{len(undecided) - unbalanced} 处与上年对照因有未填或看不懂的数还未定")
        text = f"报告还有 {'，'.join(parts)}。仍然要导出吗？"
        choices = (Choice("look", "去看看"), Choice("export", "仍然导出"))
        answer = self._tools.interaction.choose(self._window, "导出前检查", text, choices)
        if answer == "look":
            self._show_findings()
        return answer == "export"

    def _export(self, kind: FileKind, path: Path, template: Path | None, annex: Annex | None, red: bool) -> None:
        from workflows.export import export_excel, export_word

        if kind is not WORD_FILES:
            export_excel(self._editor.report, path, template)
            return
        from gui.document_settings import document_options

        options = document_options(self._tools.settings, self._editor.report, red)
        export_word(self._editor.report, path, template, annex, options)

    def _tell_where(self, path: Path, plain: bool) -> None:
        """plain: it is a Word file by the program's own template."""
        self._editor.message.emit(f"已导出 {path}")
        from workflows.export import characters_remark

        remarks = [characters_remark(self._editor.report)]
        if plain:
            from gui.document_settings import header_remark
            from gui.font_notice import tell_lacking

            tell_lacking(self._window, self._tools)
            remarks.append(header_remark(self._tools.settings, self._editor.report))
        remark = "\n\n".join(part for part in remarks if part)
        tell_where(self._window, self._tools, path, "已导出，数字逐格核对无误：", remark)

    def _import_text(self, text: str) -> None:
        from workflows.importing import import_text

        self._import(lambda: import_text(text), "粘贴的文字")

    def _import(self, read: Callable[[], object], source: str) -> None:
        try:
            result = read()
        except ReportError as error:
            self._tools.interaction.tell_error(self._window, "没有导入", error)
            return
        from gui.import_dialog import ImportDialog

        dialog = ImportDialog(result, source, self._window)
        if self._tools.interaction.run(dialog):
            self._tools.windows.open_report(result.report, self._window, unsaved=True)
