"""Putting live figures, pictures and what is pasted into a section's text, each as a named step of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from gui.prose_clipboard import looks_like_report, paragraphs_of, text_of
from gui.prose_pieces import Spans, atoms, insert_spans, position_in, spans_of_atoms

if TYPE_CHECKING:
    from gui.editor import ReportEditor
    from gui.prose_edit import ProseEdit


def put(prose: ProseEdit, spans: Spans, name: str) -> None:
    """Put these in the place of the selection, or where the caret is."""
    prose.act(name, lambda: insert_spans(prose.textCursor(), spans))


def select_current(prose: ProseEdit) -> None:
    """Select the live figure at which the caret stands."""
    run = prose.chips.current()
    if run is not None:
        prose.select(run.start, run.end)


def replace_stretch(prose: ProseEdit, start: int, end: int, spans: Spans, name: str) -> None:
    """Put these in the place of a stretch of the caret's paragraph; start, end: in its plain text."""
    held = prose.paragraph()
    prose.select(position_in(held, start), position_in(held, end))
    put(prose, spans, name)


def replace_before(prose: ProseEdit, units: int, spans: Spans, name: str) -> None:
    """Put these in the place of so many UTF-16 units before the caret."""
    at = prose.textCursor().positionInBlock()
    prose.select(at - units, at)
    put(prose, spans, name)


def put_paragraphs(prose: ProseEdit, paragraphs: Sequence[Spans], name: str) -> None:
    """Put these in the place of the selection, or where the caret is; beside a picture in a paragraph of their own."""
    prose.objects.expect(paragraphs)

    def insert() -> None:
        prose.leave_object()
        insert_spans(prose.textCursor(), spans_of_atoms(atoms(paragraphs)))

    prose.act(name, insert)
    prose.ensureCursorVisible()


def put_object(prose: ProseEdit, spans: Spans, name: str) -> None:
    """Put a picture or a chart in a paragraph of its own where the caret is; an empty paragraph gives way to it."""
    prose.objects.expect([spans])

    def insert() -> None:
        prose.leave_object()
        cursor = prose.textCursor()
        start, end = (cursor.document().findBlock(at) for at in (cursor.selectionStart(), cursor.selectionEnd()))
        before = [()] if cursor.selectionStart() > start.position() else []
        after = [()] if cursor.selectionEnd() < end.position() + end.length() - 1 else []
        insert_spans(cursor, spans_of_atoms(atoms([*before, spans, *after])))

    prose.act(name, insert)
    prose.ensureCursorVisible()


def paste(prose: ProseEdit, source: QMimeData, editor: ReportEditor) -> None:
    """Put in what was pasted or dropped."""
    if prose.take_pictures(source):
        return
    text = text_of(source)
    if looks_like_report(text, editor.report.form) and editor.take_whole_report(text):
        return
    put_paragraphs(prose, paragraphs_of(source, editor.report.form), "粘贴文字")
