"""One export by the clerk: where to, write, and say where it is; what every kind of document has in common."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from gui.interaction import Choice, FileKind
from gui.tools import Tools
from model.errors import ReportError


def ask_where(window: QWidget, tools: Tools, title: str, suggested: Path, kind: FileKind) -> Path | None:
    """Where the clerk wants the file, with the kind's suffix; None when he does not.

    A file that another program seems to have open is asked about.
    """
    while True:
        path = tools.interaction.file_to_save(window, title, suggested, kind)
        if path is None:
            return None
        if path.suffix.lower() not in kind.suffixes:
            path = path.with_name(path.name + kind.suffixes[0])
        answer = _ask_of_open(window, tools, path)
        if answer != "other":
            return path if answer else None
        suggested = path


def _ask_of_open(window: QWidget, tools: Tools, path: Path) -> str:
    """ "go_on", "other" for another name, "" when the clerk gives up."""
    from workflows.open_elsewhere import open_remark

    remark = open_remark(path)
    if not remark:
        return "go_on"
    choices = (Choice("go_on", "已经关闭，继续"), Choice("other", "换一个名字"))
    return tools.interaction.choose(window, "文件正在打开", remark, choices)


def write(window: QWidget, tools: Tools, run: Callable[[], object]) -> bool:
    """Carry it out while the pointer says so; a failure is told. Whether it was carried out."""
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    failed: ReportError | None = None
    try:
        run()
    except ReportError as error:
        failed = error
    finally:
        QApplication.restoreOverrideCursor()
    if failed is not None:
        tools.interaction.tell_error(window, "没有导出", failed)
    return failed is None


def tell_where(window: QWidget, tools: Tools, path: Path, words: str, remark: str = "") -> None:
    """Say that it is done and where; the clerk may open the folder."""
    choices = (Choice("close", "知道了"), Choice("folder", "打开所在文件夹"))
    text = "\n\n".join(part for part in (words, str(path), remark) if part)
    if tools.interaction.offer(window, "导出完成", text, choices) == "folder":
        tools.interaction.show_folder(path.parent)
