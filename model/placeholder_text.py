"""A text with placeholders and conditions, as it is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from model.form import Form
from model.placeholder_conditions import Decisions, Nesting, condition_of, control_of, outcome
from model.placeholder_figures import remark, worked_out
from model.placeholders import PATTERN, canonical, resolved
from model.report import Report


def filled_text(
    report: Report, text: str, value: Callable[[str], str], decisions: Decisions | None = None
) -> str:
    """The text with its placeholders, all known and balanced, replaced by what `value` gives for their names."""
    form = report.form
    nesting, decided = Nesting(form), decisions or Decisions(report)
    pieces: list[str] = []
    left = 0
    shown = True
    for match in PATTERN.finditer(text):
        if shown:
            pieces.append(text[left : match.start()])
        left = match.end()
        name = canonical(match[1])
        if control := control_of(name):
            nesting.meet(control)
            shown = decided.shown(nesting.guards)
        elif shown:
            pieces.append(value(resolved(form, name)))
    return "".join([*pieces, text[left:] if shown else ""])


def nesting_faults(form: Form, text: str) -> Iterator[tuple[str, str]]:
    """The placeholders of conditions in a text of its own that are wrong, as typed, and what is wrong with each."""
    nesting = Nesting(form)
    opened: list[str] = []
    for match in PATTERN.finditer(text):
        control = control_of(canonical(match[1]))
        if control is None:
            continue
        if wrong := nesting.meet(control):
            yield match[0], wrong
        if control.kind == "if":
            opened.append(match[0])
        elif control.kind == "end" and opened:
            opened.pop()
    yield from ((typed, "后面没有“结束”") for typed in opened)


def remarks(report: Report, names: list[str]) -> Iterator[str]:
    """What the clerk has to hear of these placeholders before the document is written, each remark once."""
    told: set[str] = set()
    for name in names:
        said = _remark(report, name)
        if said and said not in told:
            told.add(said)
            yield said


def _remark(report: Report, name: str) -> str:
    if control := control_of(name):
        condition = condition_of(report.form, control.says) if control.says else None
        said = outcome(condition, report).remark if condition is not None else ""
        return f"条件“{control.says}”按不成立处理：{said}" if said else ""
    found = worked_out(report.form, name)
    said = remark(found, report) if found is not None else ""
    return f"占位符“{name}”印成〔未填〕：{said}" if said else ""
