"""The switch of last year's figures in the grids."""

from __future__ import annotations


def toggle(window) -> None:
    """Show last year's figures in the grids, or hide them, and remember it."""
    editor, settings = window.editor, window.tools.settings
    wanted = not settings.get("grid/last_year")
    settings.put("grid/last_year", wanted)
    editor.want_last_year(wanted)
    window.actions_["show_last_year"].setChecked(editor.shows_last_year)


def attach(window) -> None:
    """Keep the switch as it is while reports of last year come and go."""
    editor, action = window.editor, window.actions_["show_last_year"]
    editor.last_year_shown.connect(lambda: action.setChecked(editor.shows_last_year))
    action.setChecked(editor.shows_last_year)
