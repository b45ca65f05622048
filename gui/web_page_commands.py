"""The report as a web page on the clipboard, to be pasted into a site's editor."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QTextDocumentFragment
from PySide6.QtWidgets import QMainWindow

from gui.export_check import left_words, may_go_out
from gui.exporting import write
from workflows.export import characters_remark
from workflows.export_html import html_for_editor

_CHARSET = '<meta charset="utf-8">'


def copy_page(window: QMainWindow) -> None:
    """Put the page on the clipboard, asking before as an export does; nothing goes there when the clerk gives up."""
    window.editor.commit_wanted.emit()
    report = window.editor.report
    # What is pasted into a site's editor is what the public reads.
    if not may_go_out(window, publishing=True):
        return
    tools = window._tools  # noqa: SLF001
    if write(window, tools, lambda: _copy(html_for_editor(report))):
        remark = "".join((characters_remark(report), left_words(report)))
        window.editor.message.emit(f"已复制网页，在网站的编辑器里粘贴即可，数字已逐格核对。{remark}")


def _copy(page: str) -> None:
    data = QMimeData()
    data.setHtml(_CHARSET + page)
    data.setText(QTextDocumentFragment.fromHtml(page).toPlainText())
    QGuiApplication.clipboard().setMimeData(data)
