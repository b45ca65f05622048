"""The stretches of a text that findings are about: underlined while they are found, filled while they are looked at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from gui.prose_edit import ProseEdit
from gui.prose_pages import each_text
from gui.prose_pieces import Spans, offset_in, position_in
from gui.visible_text import visible
from model.edits import Changed
from model.findings import SEVERITIES, SEVERITY_NAMES, Finding
from model.history import Place
from model.records import NamedTuple
from model.report import Report


class Mark(NamedTuple):
    """A marked stretch of a paragraph. start, end: UTF-16 units in the document; looked_at: whether its finding is."""

    start: int
    end: int
    severity: str
    looked_at: bool


Marks = dict[int, tuple[Mark, ...]]
"""The number of a paragraph → its marks, those that are to be seen over others last."""


def attach(window) -> None:
    """Mark the texts of this window, those of pages that are built later as well."""
    Marker(window)


class Marker(QObject):
    """Brings the marks of all texts of a window up to date."""

    def __init__(self, window) -> None:
        super().__init__(window)
        self._window = window
        self._known: list[ProseEdit] = []
        each_text(window, self._meet)
        window.editor.changed.connect(self._changed)
        window.editor.relation_changed.connect(self.refresh)

    def refresh(self, *_: object) -> None:
        """Mark what is found now."""
        for prose in self._known:
            self._mark(prose)

    def _meet(self, prose: ProseEdit) -> None:
        self._known.append(prose)
        prose.said_at = partial(self._said_at, prose)
        prose.destroyed.connect(lambda: self._known.remove(prose))
        self._mark(prose)

    def _said_at(self, prose: ProseEdit, cursor: QTextCursor) -> str:
        """What is found at a place of this text, a line each."""
        number = cursor.blockNumber()
        if number >= len(prose.shown):
            return ""
        report = self._window.editor.report
        lead = _lead(prose.shown[number])
        offset = offset_in(prose.shown[number], cursor.positionInBlock()) - lead
        here = finding_at(self._window.editor.visible_findings(), report, Place(prose.section, "", number, offset))
        return "\n".join(
            f"{SEVERITY_NAMES[one.severity]}{'（已说明）' if one.explained else ''}：{visible(one.message)}（{one.rule}）"
            for one in here
        )

    def _changed(self, changed: Changed) -> None:
        if changed.everything or changed.findings_gone or changed.findings_new or changed.texts:
            self.refresh()

    def _mark(self, prose: ProseEdit) -> None:
        editor = self._window.editor
        if prose.section not in {section.id for section in editor.report.form.sections}:
            return
        found = [finding for finding in editor.visible_findings() if finding.texts]
        if editor.relation is not None and editor.relation.texts and editor.relation not in found:
            found.append(editor.relation)
        if not found and not prose.highlighter.marked:
            return
        plain = editor.report.plain(prose.section)
        prose.highlighter.take_marks(marks_in(found, prose.section, plain, prose.shown, editor.relation))


def finding_at(findings: Iterable[Finding], report: Report, place: Place) -> list[Finding]:
    """What is found at this place of a text."""
    lines = report.plain(place.section).split("\n")[: place.paragraph]
    at = sum(len(line) + 1 for line in lines) + place.offset
    return [
        finding
        for finding in findings
        if any(one.section == place.section and one.start <= at <= one.end for one in finding.texts)
    ]


def marks_in(
    findings: Iterable[Finding], section: str, plain: str, shown: list[Spans], looked_at: Finding | None
) -> Marks:
    """The marks of one text. plain: as the report has it; shown: its paragraphs as the document has them."""
    found: dict[int, list[Mark]] = {}
    starts = _starts(plain)
    for finding in findings:
        for stretch in finding.texts:
            if stretch.section == section:
                own = looked_at is not None and finding.key == looked_at.key
                for number, start, end in _parts(starts, stretch.start, stretch.end):
                    if number < len(shown):
                        lead = _lead(shown[number])
                        units = [position_in(shown[number], lead + at) for at in (start, end)]
                        mark = Mark(units[0], units[1], "hint" if finding.explained else finding.severity, own)
                        found.setdefault(number, []).append(mark)
    return {number: tuple(sorted(marks, key=_order)) for number, marks in found.items()}


def _order(mark: Mark) -> tuple[bool, int]:
    return mark.looked_at, -SEVERITIES.index(mark.severity)


def _starts(plain: str) -> list[tuple[int, int]]:
    """Where each paragraph of a text begins and ends."""
    found, start = [], 0
    for line in plain.split("\n"):
        found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def _parts(starts: list[tuple[int, int]], start: int, end: int) -> Iterable[tuple[int, int, int]]:
    """The parts of a stretch by paragraphs, each with its offsets there."""
    number = max(bisect_right(starts, start, key=lambda paragraph: paragraph[0]) - 1, 0)
    while number < len(starts) and starts[number][0] < end:
        first, last = starts[number]
        if start < last:
            yield number, max(start - first, 0), min(end, last) - first
        number += 1


def _lead(spans: Spans) -> int:
    """How many characters of white space the document has at a paragraph's beginning, which the report has not."""
    text = "".join(span.text for span in spans)
    return len(text) - len(text.lstrip())
