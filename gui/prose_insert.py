"""Putting live figures into a section's text, each as a named step of its own."""

from __future__ import annotations

from gui.prose_edit import ProseEdit
from gui.prose_pieces import Spans, insert_spans, position_in


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
