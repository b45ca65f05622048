"""校核报告 of the report in the window: what was checked and found, to be signed, as a Word file or a web page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gui.exporting import ask_where, tell_where, write
from gui.interaction import FileKind
from workflows.audit_report import NAME, audit_report_name, write_audit_report_html, write_audit_report_word

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from model.audit_summary import AuditSummary
    from model.report import Report

Writer = Callable[["Report", Path, date], "AuditSummary"]
_WORD, _PAGE = FileKind("Word 文档", (".docx",)), FileKind("网页", (".html",))


def word(window: MainWindow) -> None:
    """校核报告（Word）."""
    _export(window, _WORD, write_audit_report_word)


def page(window: MainWindow) -> None:
    """校核报告（网页）."""
    _export(window, _PAGE, write_audit_report_html)


def _export(window: MainWindow, kind: FileKind, writer: Writer) -> None:
    """Ask where to, write, say what was found and where it is."""
    tools = window.tools
    window.editor.commit_wanted.emit()
    report = window.editor.report
    suggested = window.transfer.export_folder() / f"{audit_report_name(report)}{kind.suffixes[0]}"
    path = ask_where(window, tools, f"导出{NAME}", suggested, kind)
    done: list[AuditSummary] = []
    if path is None or not write(window, tools, lambda: done.append(writer(report, path, tools.today().toPython()))):
        return
    window.editor.message.emit(f"已导出 {path}（{done[0].verdict}）")
    tell_where(
        window, tools, path, f"已导出，写好后又读回来核对过。检查结果：{done[0].verdict}。", "打印后请签字、盖章。"
    )
