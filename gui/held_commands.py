"""Which commands rest while nothing in the report may change: a figure is being picked in the grids."""

from __future__ import annotations

_NEEDS = frozenset({"writable", "grid_writable", "undo", "redo", "stated", "explainable", "fixable", "unsaved_file"})
"""What a command needs that changes the report."""

_OTHERS = frozenset({"backups", "versions", "history", "find_replace", "paste_report", "word", "words", "explanations"})
"""Those that change it, or lead to what does, without such a need."""


def is_held(needs: str, command: str) -> bool:
    """Whether a command that needs this rests as well."""
    return needs in _NEEDS or command in _OTHERS


def hold(window, why: str) -> None:
    """Let no command of the window change the report, for this reason; "" lets them all work again."""
    window.actions_.held = why
    window.actions_.update(window.editing.conditions())
