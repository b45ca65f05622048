"""Work that a crash left is offered: once at the start, and whenever its file is opened."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow
from shiboken6 import isValid

from gui.interaction import Choice
from gui.strip import Strip, show_strip
from gui.window_files import REPORT_FILES
from model.edits import Edit, ReplaceReport
from model.errors import SaveError
from model.history import Place
from model.report import Report
from model.storage import SUFFIX
from workflows import recovery
from workflows.document import Document
from workflows.file_names import report_name
from workflows.recovery import Found, Recovered

if TYPE_CHECKING:
    from gui.windows import WindowList

STEP = "恢复没有保存的改动"
LOOK = "查看并恢复(&Z)…"
LOOK_AT_START = "查看并恢复(&R)…"
"""The first part has 成文日期(R), so a window needs another letter."""


def attach(window: QMainWindow) -> None:
    """Offer what concerns this window: what was left of its file, in the first window all that was left."""
    windows = window.tools.windows
    document = window.editor.document
    first, windows.recovery_offered = not windows.recovery_offered, True
    if not first and document.path is None:
        return
    found = recovery.look()
    offered = tuple(
        one
        for one in found.offered
        if (first or one.file == document.path) and one.path not in windows.recoveries_taken
    )
    if offered:
        _show_strip(window, offered)
    elif document.crashed is not None:
        window.editor.message.emit("上次这份报告没有正常关闭；没有留下没保存的改动。")
    if first:
        _tell_rest(window, found)


def attach_start(window: QMainWindow) -> None:
    """Offer on the start page all that was left."""
    found = recovery.look()
    if found.offered:
        _offer_at_start(window, found.offered)
    _tell_rest(window, found)


def show_dialog(window: QMainWindow, offered: tuple[Recovered, ...]) -> None:
    """Show what was left and do what the clerk chooses."""
    from gui.recovery_dialog import RecoveryDialog

    dialog = RecoveryDialog(offered, window)
    if not window.tools.interaction.run(dialog):
        return
    chosen = dialog.chosen()
    if dialog.answer == "restore":
        target = restore(window, chosen)
        rest = tuple(one for one in offered if one is not chosen)
        if rest and window is not target and not window.isVisible():
            # The window where it was offered has given way to this one.
            _show_strip(target, rest)
    elif dialog.answer == "save_as":
        save_as(window, chosen)
    else:
        discard(window, chosen)


def restore(window: QMainWindow, recovered: Recovered) -> QMainWindow:
    """Open the report as it was left, on its file where that can be edited: unsaved, and it can be undone."""
    recovery.begin_try(recovered.path)
    window.tools.windows.recoveries_taken.add(recovered.path)
    target = _window_for(window, recovered)
    editor = target.editor
    if editor.report.state() != recovered.state:
        editor.history.do(Edit(STEP, (ReplaceReport(recovered.state),)))
    if recovered.pending is not None and recovered.pending.cell in editor.report.form.inputs:
        editor.enter(*recovered.pending)
    target.finish()
    target.autosave.adopt(recovered.path)
    if place := _first_place(recovered):
        editor.go_to.emit(place)
    editor.message.emit(f"已恢复 {len(recovered.changes)} 处改动，还没有保存；可以撤销")
    return target


def save_as(window: QMainWindow, recovered: Recovered) -> None:
    """Write what was left to a file that the clerk names; then it is in safety."""
    tools = window.tools
    name = f"{report_name(recovered.report)}（恢复）{SUFFIX}"
    folder = recovered.file.parent if recovered.file is not None else tools.settings.folder()
    path = tools.interaction.file_to_save(window, "另存恢复的内容", folder / name, REPORT_FILES)
    if path is None:
        return
    path = path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
    document = Document.new(recovered.report)
    try:
        document.save_as(path, overwrite=True)
    except SaveError as error:
        tools.interaction.tell_error(window, "没有存成", error)
        return
    finally:
        document.close()
    recovery.remove(recovered.path)
    window.editor.message.emit(f"恢复的内容已存到 {path}")


def discard(window: QMainWindow, recovered: Recovered) -> None:
    """Delete what was left, after asking."""
    text = f"{recovered.words(datetime.now())}\n\n丢弃以后找不回来。要丢弃吗？"
    choices = (Choice("keep", "留着"), Choice("discard", "丢弃", destructive=True))
    if window.tools.interaction.offer(window, "丢弃没有保存的改动", text, choices) == "discard":
        recovery.remove(recovered.path)


def strip_words(offered: tuple[Recovered, ...]) -> str:
    """The sentence for the strip."""
    words = f"上次没有正常退出。{offered[0].words(datetime.now())}"
    return words if len(offered) == 1 else f"{words}另有 {len(offered) - 1} 份报告。"


class _Offer:
    """The strip of one window. paths: what it offers; it looks again at what has become of them."""

    def __init__(self, window: QMainWindow, offered: tuple[Recovered, ...]) -> None:
        self._window = window
        self._paths = {one.path for one in offered}
        self._strip = Strip(window.tools.theme, strip_words(offered), LOOK, lambda: _look_and_ask(window, self._paths))
        self._bar = show_strip(window, self._strip)
        self._put_off = False
        self._strip.later.clicked.connect(self._put_it_off)

    def take_over(self, other: _Offer) -> None:
        """Offer what the other one does as well, in its place; not what the clerk has put off there."""
        if isValid(other._bar) and not other._put_off:
            self._paths |= other._paths
            other.close()
        self.refresh()

    def refresh(self) -> None:
        """Say what is left, nothing more when nothing is."""
        if not isValid(self._bar):
            return
        left = _still_there(self._window, self._paths)
        if left:
            self._strip.text.set_whole(strip_words(left))
        else:
            self.close()

    def _put_it_off(self) -> None:
        self._put_off = True

    def close(self) -> None:
        """Take the strip away."""
        if isValid(self._bar):
            # One that waits for its first layout would be shown even so.
            self._window.removeToolBar(self._bar)
            self._bar.close()


def _show_strip(window: QMainWindow, offered: tuple[Recovered, ...]) -> None:
    """One strip a window, whatever it has to offer."""
    before = getattr(window, "recovery_offer", None)
    window.recovery_offer = _Offer(window, offered)
    if before is not None:
        window.recovery_offer.take_over(before)


def _offer_at_start(window: QMainWindow, offered: tuple[Recovered, ...]) -> None:
    paths = {one.path for one in offered}

    def run() -> None:
        _look_and_ask(window, paths)
        if not isValid(window.page):
            return
        if rest := _still_there(window, paths):
            _offer_at_start(window, rest)
        else:
            window.page.withdraw_offer()

    window.page.offer(strip_words(offered), LOOK_AT_START, run)


def _look_and_ask(window: QMainWindow, paths: set[Path]) -> None:
    """Show how what was left differs from what there is now; then every window says what is still left."""
    if left := _still_there(window, paths):
        show_dialog(window, left)
    for each in window.tools.windows.windows:
        if (offer := getattr(each, "recovery_offer", None)) is not None:
            offer.refresh()


def _still_there(window: QMainWindow, paths: Collection[Path]) -> tuple[Recovered, ...]:
    """What is left of these, looked at anew: a file may have been saved since, or be open and changed."""
    windows = window.tools.windows
    found = (one for one in recovery.look().offered if one.path in paths and one.path not in windows.recoveries_taken)
    return tuple(_as_open(windows, one) for one in found)


def _as_open(windows: WindowList, recovered: Recovered) -> Recovered:
    shown = windows.showing(recovered.file) if recovered.file is not None else None
    if shown is None or shown.editor.document.saved:
        return recovered
    return recovery.against(recovered, shown.editor.report)


def _window_for(window: QMainWindow, recovered: Recovered) -> QMainWindow:
    """The window on the report's file, or one with the report alone where the file can't be had."""
    windows = window.tools.windows
    if recovered.file is not None and recovered.file_is in ("as_left", "changed", "open"):
        found = windows.open_file(recovered.file, window)
        if found is not None and not found.editor.read_only:
            return found
    found = windows.open_report(Report(recovered.state), window, unsaved=True)
    found.editor.document.suggested = recovered.file
    return found


def _first_place(recovered: Recovered) -> Place | None:
    """Where the first of the changes is seen."""
    form = recovered.report.form
    for one in recovered.changes:
        if one.kind == "cell":
            return Place(form.section_of_grid(form.cells[one.place].grid).id, one.place)
        if one.kind == "text":
            return Place(one.place, paragraph=one.paragraph)
        if one.kind == "field":
            return Place(form.sections[0].id, one.place)
    return None


def _tell_rest(window: QMainWindow, found: Found) -> None:
    """Name what can't be offered; it stays where it is."""
    if found.damaged:
        window.editor.message.emit(f"有 {len(found.damaged)} 份自动保存的内容读不了，留在 {found.damaged[0].parent}")
    elif found.held_back:
        path, why = found.held_back[0]
        window.editor.message.emit(f"有一份没保存的改动没有恢复（{why.rstrip('。')}），留在 {path}")
