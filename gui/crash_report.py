"""What is said and done after an unexpected error: the work is kept, and a file can be saved to send on."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gui.interaction import Choice, FileKind, Interaction
from gui.settings import documents_folder
from gui.tools import Tools
from model.errors import SaveError

KIND = FileKind("文字", (".txt",))


def keep_work(tools: Tools) -> bool:
    """Write the recovery files of all windows at once; whether all unsaved work is in safety."""
    kept = True
    for window in tuple(tools.windows.windows):
        autosave = getattr(window, "autosave", None)
        kept = (autosave.flush() if autosave is not None else window.editor.document.saved) and kept
    return kept


def tell(tools: Tools) -> None:
    """Keep the work, say what happened, and save the report file where that is wanted."""
    words = (
        "没保存的改动已另外留存，程序万一关闭也能恢复。"
        if keep_work(tools)
        else "没保存的改动还在窗口里，但没有能另外留存，请马上保存一次。"
    )
    text = f"程序出了一个意外的错误，刚才的操作可能没有完成。{words}\n\n可以接着做。错误报告里没有报告的数字和文字，可以发给维护人员。"
    choices = (Choice("go_on", "接着做"), Choice("report", "保存错误报告…"))
    if tools.interaction.offer(None, "意外的错误", text, choices) == "report":
        save_report(tools.interaction)


def run(window: QWidget) -> None:
    """帮助 → 保存错误报告: also after a crash that left no time to offer it."""
    save_report(window.tools.interaction)


def save_report(interaction: Interaction) -> None:
    """Ask where to, and write the report file."""
    from model.atomic import write_atomic
    from workflows.error_report import error_report

    suggested = documents_folder() / f"年报编辑器错误报告 {datetime.now():%Y-%m-%d %H%M}.txt"
    path = interaction.file_to_save(None, "保存错误报告", suggested, KIND)
    if path is None:
        return
    try:
        write_atomic(path, error_report(details()).encode("utf-8"))
    except SaveError as error:
        interaction.tell_error(None, "错误报告没有存成", error)


def details() -> tuple[str, ...]:
    """The window system in lines."""
    screens = "、".join(
        f"{screen.size().width()}×{screen.size().height()}，{round(100 * screen.devicePixelRatio())}%"
        for screen in QGuiApplication.screens()
    )
    return (f"Qt {qVersion()}，{QGuiApplication.platformName()}", f"屏幕：{screens}")
