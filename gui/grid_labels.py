"""Pasting a block that brings its labels along: shown first, then written as one step, or not at all.

Position for position such a block would shift every figure.
"""

from __future__ import annotations

from gui.editor import ReportEditor
from gui.grid_paste import short_place
from model.history import Place
from model.paste_plan import (
    CHANGED,
    CLEARED,
    NEW,
    REFUSED,
    STATED,
    UNCLEAR,
    Choices,
    cell_changes,
    counts,
    marks,
    unplaced,
)
from workflows.pasting import Clip, Refused, read_clip


def paste_labelled(editor: ReportEditor, grid: str, text: str, html: str) -> bool:
    """Whether the block brings labels; then the clerk was asked, and what he accepted is written.

    grid: the id of the one that is looked at.
    """
    try:
        clip = read_clip(editor.report, grid, text, html)
    except Refused as refused:
        editor.message.emit(f"没有粘贴：{refused}")
        return True
    if clip is None:
        return False
    choices = editor.choose_paste(clip)
    if choices is not None:
        _write(editor, clip, choices)
    return True


def _write(editor: ReportEditor, clip: Clip, choices: Choices) -> None:
    report = editor.report
    found = marks(clip.plan, report, choices)
    changes = cell_changes(clip.plan, report, choices)
    cells = [cell for cell, mark in found.items() if mark.kind in (NEW, CHANGED, CLEARED, STATED)]
    if not changes or not cells:
        editor.message.emit("没有粘贴：剪贴板里的数与表里的相同，或都没有选“写入”")
        return
    message = _message(clip, choices, found, report.form)
    section = report.form.section_of_grid(report.form.cells[cells[0]].grid).id
    editor.do("粘贴", changes, Place(section, cells[0]))
    if report.form.cells[cells[0]].grid != clip.grid:
        editor.go_to.emit(Place(section, cells[0]))
    editor.marked.emit(frozenset(cells))
    editor.message.emit(message)


def _message(clip: Clip, choices: Choices, found, form) -> str:
    number = counts(found)
    parts = [f"写入 {number[NEW] + number[CHANGED]} 格"]
    if number[CHANGED]:
        parts[0] += f"（改动 {number[CHANGED]} 格）"
    if number[CLEARED]:
        parts.append(f"清空 {number[CLEARED]} 格")
    for kind, words in (
        (UNCLEAR, "格待确认，没有写入"),
        (REFUSED, "格不能识别，没有写入"),
        (STATED, "个总计与文件所列不同"),
    ):
        if number[kind]:
            places = [short_place(form, cell) for cell, mark in found.items() if mark.kind == kind]
            parts.append(f"{number[kind]} {words}（{'、'.join(places)}）")
    if unplaced(clip.plan):
        parts.append(f"{unplaced(clip.plan)} 个数认不准是哪一格，没有写入")
    if clip.plan.lost:
        parts.append(f"{len(clip.plan.lost)} 处没有对应的格，没有写入")
    return "粘贴（按标题对应）：" + "；".join(parts)
