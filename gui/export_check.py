"""What is still wrong with a report that goes out as a document: asked once for 公开稿, said of every other one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.interaction import Choice
from gui.part_state import still_open
from model.findings import Finding
from model.report import Report
from workflows.versions import PUBLISHED, is_final

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gui.main_window import MainWindow


def still_left(report: Report) -> tuple[str, ...]:
    """What is open in the report as it stands, in words; what is only just being written is judged as well."""
    findings = report.all_findings()
    return (*still_open(report, [one for one in findings if not one.pending]), *_undecided(findings))


def may_go_out(window: MainWindow, *, publishing: bool = False, parent: QWidget | None = None) -> bool:
    """Ask once when what goes out is 公开稿 and something is open in it; other documents are never asked about.

    publishing: it goes to the public though the report was not kept as 公开稿. parent: of the question, the window else.
    """
    report = window.editor.report
    left = still_left(report) if publishing or is_final(report) else ()
    if not left:
        return True
    text = f"报告还有：{'，'.join(left)}。仍然要作为{PUBLISHED}导出吗？"
    choices = (Choice("look", "去看看"), Choice("export", "仍然导出"))
    answer = window.tools.interaction.choose(parent or window, "导出前检查", text, choices)
    if answer == "look":
        window.come_to_front()
        window.check_all()
    return answer == "export"


def left_words(report: Report) -> str:
    """What is said of a document that has gone out while something is open in the report; "" when nothing is."""
    left = still_left(report)
    return f"报告还有：{'，'.join(left)}" if left else ""


def _undecided(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """What could not be compared yet because of blanks or figures that were not understood."""
    undecided = [one for one in findings if one.pending and one.difference is not None]
    unbalanced = sum(not one.explainable for one in undecided)
    years = sum(one.explainable and any(name.startswith("last_year.") for name, _ in one.figures) for one in undecided)
    counts = (
        ("勾稽关系未定 {} 项", unbalanced),
        ("与上年对照未定 {} 处", years),
        ("其他对照未定 {} 处", len(undecided) - unbalanced - years),
    )
    return tuple(words.format(count) for words, count in counts if count)
