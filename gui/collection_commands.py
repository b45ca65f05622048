"""The commands of the collection form: send one out, take one back."""

from __future__ import annotations

from pathlib import Path

from gui.interaction import FileKind
from model.errors import ReportError
from model.history import Place

EXCEL_FILES = FileKind("Excel 工作簿", (".xlsx",))
OUT, BACK = "导出采集表", "收回采集表"


def send(window) -> None:
    """导出采集表: ask for whom and where, write the form."""
    from gui.collection_dialogs import CollectionDialog
    from workflows.collection_form import form_name, write_collection_form

    window.editor.commit_wanted.emit()
    tools = window.tools
    dialog = CollectionDialog(window.editor.report, window)
    if not tools.interaction.run(dialog):
        return
    try:
        order = dialog.order()
        suggestion = tools.settings.folder("files/export_folder") / f"{form_name(order)}.xlsx"
        path = tools.interaction.file_to_save(window, OUT, suggestion, EXCEL_FILES)
        if path is None:
            return
        if path.suffix.lower() != ".xlsx":
            path = path.with_name(f"{path.name}.xlsx")
        write_collection_form(order, path, dialog.password())
    except ReportError as error:
        tools.interaction.tell_error(window, "没有导出", error)
        return
    tools.settings.put("files/export_folder", str(path.parent))
    window.editor.message.emit(f"已导出 {path}")
    tools.interaction.tell(window, OUT, f"采集表已写好：\n{path}\n\n填好收回来后，用“文件→{BACK}”填进报告。")


def take_back(window) -> None:
    """收回采集表: ask for the file, show what it would do, and fill it in as one step."""
    tools = window.tools
    folder = tools.settings.folder("files/collection_folder")
    path = tools.interaction.file_to_open(window, BACK, folder, (EXCEL_FILES,))
    if path is not None:
        tools.settings.put("files/collection_folder", str(path.parent))
        take_file_back(window, path)


def take_file_back(window, path: Path) -> None:
    """Fill in the form in this file after the clerk has seen what it does."""
    from gui.collection_dialogs import ReturnDialog
    from workflows.collection_return import edit_of, plan_return, read_returned

    editor, tools = window.editor, window.tools
    editor.commit_wanted.emit()
    try:
        plan = plan_return(editor.report, read_returned(path), path.name)
    except ReportError as error:
        tools.interaction.tell_error(window, "没有填入", error)
        return
    dialog = ReturnDialog(plan, window)
    if not tools.interaction.run(dialog):
        return
    edit = edit_of(editor.report, plan, dialog.replaced())
    if not edit.changes:
        editor.message.emit("没有要填入的数")
        return
    first = edit.changes[0].cell
    section = editor.report.form.section_of_grid(editor.report.form.cells[first].grid).id
    editor.do(edit.name, edit.changes, Place(section, first))
    editor.message.emit(f"{plan.giver}的采集表已填入 {len(plan.fresh) + len(dialog.replaced())} 格，可以撤销")
