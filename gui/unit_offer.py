"""Once a new report is saved: a word on keeping its unit as a card. Nothing is asked and nothing happens by itself."""

from __future__ import annotations


def attach(window) -> None:
    """Say it once, when a report that had no file gets one and its unit has no card."""
    editor = window.editor
    if editor.document.path is not None:
        return

    def look() -> None:
        if editor.document.path is None or not editor.document.saved:
            return
        editor.history_changed.disconnect(look)
        from workflows.unit_cards import card_for

        unit = editor.report.unit
        if unit and card_for(unit) is None:
            editor.message.emit(f"可以用“文件→单位资料”记下“{unit}”，下次新建时直接选")

    editor.history_changed.connect(look)
