"""Before a report is written by an own template: what the template has no place for, and whether to go on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui.interaction import Choice
from gui.tools import Tools
from model.errors import ReportError
from model.report import Report

_ROWS, _NOTE_ROWS = 16, 6
"""Rows of both lists, and those of the second that a long first one leaves room for; more would not fit on a low screen."""
_CHARACTERS = 27
"""In a row of a message."""

_STOP = Choice("stop", "不导出")


def accept_template(window: QWidget, tools: Tools, report: Report, template: Path, suffix: str = "") -> bool:
    """Whether the report may be written by this template: nothing lacks in it, or the clerk goes on all the same.

    suffix: that of the document, any where it is "".
    """
    from workflows.labelled_templates import gaps

    try:
        found = gaps(report, template, suffix)
    except ReportError as error:
        tools.interaction.tell_error(window, "不能用这个模板", error)
        return False
    if not found:
        return True
    notes = min(_rows(found.notes), max(_NOTE_ROWS, _ROWS - _rows(found.lacking)))
    parts = [
        _part("模板里没有下列内容的位置，不会写进文件：", found.lacking, _ROWS - notes),
        _part("请在写好的文件里看一看：", found.notes, notes),
    ]
    text = "\n\n".join(part for part in parts if part)
    title = f"模板 {template.name}"
    if not found.loses:
        return tools.interaction.choose(window, title, text, (Choice("export", "继续导出"),)) == "export"
    # Closing the question, or a hasty Enter, must not write a document that lacks something.
    return tools.interaction.offer(window, title, text, (_STOP, Choice("export", "仍然导出"))) == "export"


def _part(heading: str, lines: Sequence[str], rows: int) -> str:
    """A list with its heading, as many of its lines as fit into these rows, the first in any case."""
    if not lines:
        return ""
    shown = [line for at, line in enumerate(lines, 1) if at == 1 or _rows(lines[:at]) <= rows]
    more = [f"　……共 {len(lines)} 处"] if len(lines) > len(shown) else []
    return "\n".join((heading, *(f"　· {line}" for line in shown), *more))


def _rows(lines: Sequence[str]) -> int:
    """How many rows of a message the lines take."""
    return sum(-(-(len(line) + 3) // _CHARACTERS) for line in lines)
