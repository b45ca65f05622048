"""The review of what was read: before an imported report is opened, and of a report that was saved with its doubts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMainWindow, QWidget
from shiboken6 import isValid

from gui.tools import Tools
from model.errors import ReportError
from model.history import Place
from model.report import Report

if TYPE_CHECKING:
    from gui.review_dialog import ReviewDialog
    from importers.result import ImportResult, SourceText
    from model.edits import Change

OFFER = "核对(&Z)…"


def review_import(window: QWidget, tools: Tools, result: ImportResult, name: str) -> None:
    """Show what was read, and open it as a report with what the clerk answered. name: of the document."""
    from workflows.reading_review import Review

    review = Review(result.report, result)
    dialog = _dialog(review, window, tools, name=name, source=result.source, importing=True)
    if not tools.interaction.run(dialog):
        return
    opened = tools.windows.open_report(result.report, window, unsaved=True)
    opened.reading_source = result.source
    _make(opened, review.changes())


def attach(window: QMainWindow) -> None:
    """Offer the review of a report that was saved with doubts, for as long as there are any."""
    editor = window.editor
    if editor.read_only or not _doubts(editor.report):
        return
    from gui.strip import Strip, show_strip

    strip = Strip(window.tools.theme, _words(editor.report), OFFER, lambda: show(window))
    bar = show_strip(window, strip)

    def look(*_: object) -> None:
        if not isValid(bar):
            editor.changed.disconnect(look)
        elif _doubts(editor.report):
            strip.text.set_whole(_words(editor.report))
        else:
            editor.changed.disconnect(look)
            window.removeToolBar(bar)
            bar.close()

    editor.changed.connect(look)


def show(window: QMainWindow) -> None:
    """Review what is open in this report."""
    from workflows.reading_source import source_name

    window.editor.commit_wanted.emit()
    report = window.editor.report
    if not _doubts(report) and not source_name(report) and not hasattr(window, "reading_source"):
        window.editor.message.emit("这份报告里没有从文件读入、要核对的数")
        return
    _review(window, "")


def show_origin(window: QMainWindow) -> None:
    """Show where the current cell's figure stands in the document from which it was read."""
    from workflows.reading_source import read_from

    window.editor.commit_wanted.emit()
    report, cell = window.editor.report, window.editor.current_cell
    if cell not in report.form.cells or read_from(report, cell) is None:
        window.editor.message.emit("这一格的数不是从文件读入的，没有原文可看")
        return
    _review(window, cell)


def _review(window: QMainWindow, at: str) -> None:
    from importers.result import NO_SOURCE
    from workflows.reading_review import Review

    editor = window.editor
    source = getattr(window, "reading_source", None) or _source_beside(window) or NO_SOURCE
    review = Review(editor.report)
    dialog = _dialog(
        review,
        window,
        window.tools,
        source=source,
        locked=editor.read_only,
        open_source=lambda: _ask_for_source(window),
        at=at,
    )
    if window.tools.interaction.run(dialog):
        _make(window, review.changes())


def _dialog(review: Any, window: QWidget, tools: Tools, **how: Any) -> ReviewDialog:
    from gui.review_dialog import ReviewDialog
    from model.layout import load_layout
    from workflows.forms import form_folder

    form = review.original.form
    return ReviewDialog(review, load_layout(form_folder(form.edition), form), tools.theme, window, **how)


def _make(window: QMainWindow, changes: tuple[Change, ...]) -> None:
    """Make the answers' changes as one step, and say how many figures they brought."""
    from model.edits import SetCell
    from workflows.reading_review import STEP

    if not changes:
        return
    form = window.editor.report.form
    cells = [change.cell for change in changes if isinstance(change, SetCell)]
    first = cells[0] if cells else ""
    place = Place(form.section_of_grid(form.cells[first].grid).id, first) if first else None
    window.editor.do(STEP, changes, place)
    window.editor.message.emit(f"{STEP}：写入 {len(set(cells))} 格，可以撤销")


def _source_beside(window: QMainWindow) -> SourceText | None:
    from workflows.reading_source import source_beside

    path = source_beside(window.editor.report, window.editor.document.path)
    return _read(window, path, tell=False) if path is not None else None


def _ask_for_source(window: QMainWindow) -> SourceText | None:
    from gui.window_transfer import REPORTS_OF_OTHERS

    tools = window.tools
    own = window.editor.document.path
    folder = own.parent if own is not None else tools.settings.folder()
    path = tools.interaction.file_to_open(window, "打开来源文件", folder, (REPORTS_OF_OTHERS,))
    return _read(window, path, tell=True) if path is not None else None


def _read(window: QMainWindow, path: Path, *, tell: bool) -> SourceText | None:
    """What the document says, kept for the next time."""
    from gui.reading_wait import read_apart

    try:
        result: ImportResult | None = read_apart(window, window.tools, lambda process: process.read(path), path.name)
    except ReportError as error:
        if tell:
            window.tools.interaction.tell_error(window, "没有打开来源文件", error)
        return None
    if result is None or not result.source.blocks:
        return None
    window.reading_source = result.source
    return result.source


def _doubts(report: Report) -> int:
    """How many cells wait; asked after every change, and before anything of the review is imported."""
    return sum(report.notes(cell).doubt is not None for cell in report.noted())


def _words(report: Report) -> str:
    cells = sum(report.notes(cell).doubt is not None for cell in report.form.inputs)
    return f"有 {cells} 格读入时拿不准，没有填，等着核对" if cells else "有的合计读入时拿不准，等着核对"
