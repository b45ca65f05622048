"""A text with placeholders and conditions, as it is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from model.form import Form
from model.placeholder_conditions import Decisions, Nesting, condition_of, control_of, outcome
from model.placeholder_figures import remark, worked_out
from model.placeholders import PATTERN, canonical, resolved
from model.report import Report


class TextFilling:
    """Fills texts that follow each other, as the runs of a paragraph: a condition may go on from one to the next.

    value: gives what stands for a placeholder's name by ids.
    """

    def __init__(self, report: Report, value: Callable[[str], str]) -> None:
        self._form, self._value = report.form, value
        self._nesting, self._decisions = Nesting(report.form), Decisions(report)

    def fill(self, text: str) -> str:
        """The text with its placeholders, all known, replaced, and without what is not printed."""
        pieces: list[str] = []
        left = 0
        for match in PATTERN.finditer(text):
            self._add(pieces, text[left : match.start()])
            left = match.end()
            name = canonical(match[1])
            if control := control_of(name):
                self._nesting.meet(control)
            elif self._shown:
                pieces.append(self._value(resolved(self._form, name)))
        self._add(pieces, text[left:])
        return "".join(pieces)

    @property
    def _shown(self) -> bool:
        return self._decisions.shown(self._nesting.guards)

    def _add(self, pieces: list[str], text: str) -> None:
        if text and self._shown:
            pieces.append(text)


def filled_text(report: Report, text: str, value: Callable[[str], str]) -> str:
    """One text with its placeholders, all known and balanced, replaced by what `value` gives for their names."""
    return TextFilling(report, value).fill(text)


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


def remarks(report: Report, texts: Iterable[Iterable[str]]) -> Iterator[str]:
    """What the clerk has to hear of placeholders before the document is written, each remark once.

    texts: the placeholders of each text in which conditions are balanced, by their names and in their order. What
    stands in a branch that is not printed is not told.
    """
    yield from dict.fromkeys(said for names in texts for said in _remarks(report, names))


def _remarks(report: Report, names: Iterable[str]) -> Iterator[str]:
    nesting, decisions = Nesting(report.form), Decisions(report)
    for name in names:
        if control := control_of(name):
            nesting.meet(control)
            told = bool(control.says and nesting.guards) and decisions.asked(nesting.guards)
        else:
            told = decisions.shown(nesting.guards)
        if told and (said := _remark(report, name)):
            yield said


def _remark(report: Report, name: str) -> str:
    if control := control_of(name):
        condition = condition_of(report.form, control.says) if control.says else None
        said = outcome(condition, report).remark if condition is not None else ""
        return f"条件“{control.says}”按不成立处理：{said}" if said else ""
    found = worked_out(report.form, name)
    said = remark(found, report) if found is not None else ""
    return f"占位符“{name}”印成〔未填〕：{said}" if said else ""
