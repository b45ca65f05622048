"""Rules of the text are silent in a part that is being written for the first time, until its first paragraph is left.

A part that was blank when the report was opened is 未填, and no finding; what is typed into it is not judged while the
caret is in its first paragraph. 检查全部 ends that for all parts, and what is exported is judged as it is.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QObject

from gui.editor import ReportEditor
from gui.prose_pages import each_text, text_of
from model.audit import is_text_rule
from model.edits import Changed
from model.findings import Finding
from model.form import Form


def attach(window) -> None:
    """Watch the texts of this window."""
    QuietSections(window)


class QuietSections(QObject):
    """Of one window: which parts are only just being begun."""

    def __init__(self, window) -> None:
        super().__init__(window)
        self._window = window
        self._editor: ReportEditor = window.editor
        self._before = window.pages.section
        self._quiet = self._blank()
        each_text(window, lambda prose: prose.moved.connect(self._look))
        window.pages.shown.connect(self._shown)
        self._editor.changed.connect(self._changed)
        self._editor.all_checked.connect(self.end)
        self._editor.be_silent_on(self.is_silent)

    def is_silent(self, finding: Finding) -> bool:
        """Whether it says something of a text that is only just being begun."""
        about = {one.section for one in finding.texts} or {finding.part}
        if about.isdisjoint(self._quiet):
            return False
        report = self._editor.report
        own = (rule.id for rule in report.own_rules if rule.phrases)
        return finding.rule in _text_rules(report.form) or finding.rule in own

    def end(self) -> None:
        """Everything is to be said from now on that is to be said of what is written."""
        self._hear(self._quiet - self._blank())
        self._editor.hear_all()

    def _blank(self) -> frozenset[str]:
        report = self._editor.report
        return frozenset(one.id for one in report.form.sections if not report.plain(one.id).strip())

    def _shown(self, section: str) -> None:
        """The clerk went to another part: what he has written in the one before is judged."""
        left, self._before = self._before, section
        if left in self._quiet - self._blank():
            self._hear(frozenset((left,)))

    def _changed(self, changed: Changed) -> None:
        if changed.everything:
            self._quiet = self._blank()
            self._editor.be_silent_on(self.is_silent)
        elif changed.texts:
            # What was emptied is 未填 again.
            self._quiet |= self._blank() & {text.section for text in changed.texts}
            self._look()

    def _look(self) -> None:
        """Judge what is written where the caret is not in a first paragraph that is being typed."""
        begun = self._quiet - self._blank()
        if begun:
            self._hear(begun - self._being_begun())

    def _being_begun(self) -> frozenset[str]:
        """The part in whose first paragraph the caret is."""
        prose = text_of(self._window.pages.page) if self._window.pages.section else None
        if prose is None or prose.paragraph_number():
            return frozenset()
        return frozenset((prose.section,))

    def _hear(self, sections: frozenset[str]) -> None:
        if not sections:
            return
        self._quiet -= sections
        self._editor.be_silent_on(self.is_silent)


@lru_cache(maxsize=4)
def _text_rules(form: Form) -> frozenset[str]:
    return frozenset(rule.id for rule in form.rules if is_text_rule(form, rule.id))
