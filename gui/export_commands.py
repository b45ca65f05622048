"""The commands that write the report as a document: one way for all kinds of `workflows.export_kinds`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gui.document_settings import ask_red_head, header_remark, print_settings
from gui.export_check import left_words, may_go_out
from gui.exporting import ask_where, tell_where, write
from gui.interaction import FileKind
from model.errors import ReportError
from workflows.export_kinds import KINDS, WITH_OPTIONS, Kind, Wishes, usual_name

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from workflows.year_chart import Annex


def word(window: MainWindow) -> None:
    """导出 Word."""
    export(window, "word")


def excel(window: MainWindow) -> None:
    """导出 Excel."""
    export(window, "excel")


def pdf(window: MainWindow) -> None:
    """导出 PDF."""
    export(window, "pdf")


def web_page(window: MainWindow) -> None:
    """导出网页."""
    export(window, "html")


def csv(window: MainWindow) -> None:
    """导出 CSV 数据."""
    export(window, "csv")


def json(window: MainWindow) -> None:
    """导出 JSON 数据."""
    export(window, "json")


def export(window: MainWindow, kind_id: str, template: Path | None = None, annex: Annex | None = None) -> None:
    """Write the finished document, by the program's own template or another one, and say where it is.

    annex: a picture for a last page of the Word file.
    """
    kind, tools = KINDS[kind_id], window.tools
    window.editor.commit_wanted.emit()
    if not may_go_out(window):
        return
    report = window.editor.report
    wishes = _wishes(window, kind, template or window.transfer.own_template(kind.suffix), annex)
    if wishes is None:
        return
    suggestion = window.transfer.export_folder() / usual_name(kind, report)
    path = ask_where(window, tools, f"导出 {kind.name}", suggestion, file_kind(kind))
    if path is None or not write(window, tools, lambda: kind.write(report, path, wishes)):
        return
    tools.settings.put("files/export_folder", str(path.parent))
    left = left_words(report)
    window.editor.message.emit("；".join(filter(None, (f"已导出 {path}", left))))
    remark = "\n\n".join((*_remarks(window, kind, wishes), *filter(None, (left and f"{left}。",))))
    tell_where(window, tools, path, "已导出，写好后又读回来与报告比较，没有不同：", remark)


def by_template(window: MainWindow) -> None:
    """Ask for an own template, tell by its content what it is, and export by it."""
    from workflows.template_files import template_kind

    template = ask_template(window, "选择模板")
    if template is None:
        return
    try:
        suffix = template_kind(template)
    except ReportError as error:
        window.tools.interaction.tell_error(window, "不能用这个模板", error)
        return
    export(window, "word" if suffix == KINDS["word"].suffix else "excel", template)


def ask_template(window: MainWindow, title: str) -> Path | None:
    """The template that the clerk chooses, None when he does not; its folder is remembered."""
    tools = window.tools
    kinds = (file_kind(KINDS["word"]), file_kind(KINDS["excel"]))
    folder = tools.settings.folder("files/template_folder")
    template = tools.interaction.file_to_open(window, title, folder, kinds)
    if template is not None:
        tools.settings.put("files/template_folder", str(template.parent))
    return template


def file_kind(kind: Kind) -> FileKind:
    """The kind for the file dialogs."""
    return FileKind(kind.name, (kind.suffix,))


def copy_check_code(window: MainWindow) -> None:
    """Put the report's check code on the clipboard."""
    from PySide6.QtGui import QGuiApplication

    from model.check_code import check_code

    window.editor.commit_wanted.emit()
    code = check_code(window.editor.report)
    QGuiApplication.clipboard().setText(code)
    window.editor.message.emit(f"已复制校验码 {code}")


def _wishes(window: MainWindow, kind: Kind, template: Path | None, annex: Annex | None) -> Wishes | None:
    """How the document is wanted, asked where it has to be; None when the clerk gives up."""
    tools, report = window.tools, window.editor.report
    settings = print_settings(tools.settings)
    if template is not None:
        from gui.template_gaps import accept_template

        accepted = accept_template(window, tools, report, template, kind.suffix)
        return Wishes({kind.suffix: template}, settings, annex=annex) if accepted else None
    red = ask_red_head(window, tools, report) if kind.id in WITH_OPTIONS else False
    return None if red is None else Wishes({}, settings, red, annex)


def _remarks(window: MainWindow, kind: Kind, wishes: Wishes) -> list[str]:
    """What is to be said of the finished file."""
    from workflows.export import characters_remark

    report = window.editor.report
    remarks = [characters_remark(report)]
    if kind.id in WITH_OPTIONS and not wishes.templates:
        remarks.append(header_remark(window.tools.settings, report))
    if kind.id == "word" and not wishes.templates:
        from gui.font_notice import tell_lacking

        tell_lacking(window, window.tools)
    if kind.id == "pdf":
        from workflows.document_settings import document_options
        from workflows.export_pdf import fonts_remark

        remarks.append(fonts_remark(report, document_options(report, wishes.settings, wishes.red)))
    return [remark for remark in remarks if remark]
