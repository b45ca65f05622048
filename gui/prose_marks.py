"""The stretches of a text that findings are about: underlined while they are found, filled while they are looked at."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.prose_edit import ProseEdit
from gui.prose_pieces import Spans, position_in
from model.edits import Changed
from model.findings import SEVERITIES, Finding
from model.records import NamedTuple


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
        stack = window.pages.stack
        for number in range(stack.count()):
            self._meet(stack.widget(number))
        window.pages.built.connect(self._meet)
        window.editor.changed.connect(self._changed)
        window.editor.relation_changed.connect(self.refresh)

    def refresh(self, *_: object) -> None:
        """Mark what is found now."""
        for prose in self._known:
            self._mark(prose)

    def _meet(self, page: QWidget) -> None:
        prose = text_of(page)
        if prose is not None and prose not in self._known:
            self._known.append(prose)
            prose.destroyed.connect(lambda: self._known.remove(prose))
            self._mark(prose)
        if hasattr(page, "text_shown"):
            page.text_shown.connect(lambda _: self._meet(page))

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


def text_of(page: QWidget) -> ProseEdit | None:
    """The text of a page, None when it has none or it is not open."""
    prose = getattr(page, "prose", None) or getattr(page, "preface", None)
    return prose if isinstance(prose, ProseEdit) else None


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
    for number, (first, last) in enumerate(starts):
        if start < last and end > first:
            yield number, max(start - first, 0), min(end, last) - first


def _lead(spans: Spans) -> int:
    """How many characters of white space the document has at a paragraph's beginning, which the report has not."""
    text = "".join(span.text for span in spans)
    return len(text) - len(text.lstrip())
