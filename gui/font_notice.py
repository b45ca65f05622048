"""Said once a PC: which fonts of the finished documents are lacking here, and what is seen in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMainWindow

    from gui.tools import Tools
    from workflows.word_fonts import Lacking

TOLD = "word/fonts_told"


def installed_families() -> frozenset[str]:
    """The families that this PC has."""
    from PySide6.QtGui import QFontDatabase

    return frozenset(QFontDatabase.families())


def lacking_here(settings: Settings) -> tuple[Lacking, ...]:
    """The families of documents, as they are chosen, that this PC has not got."""
    from workflows.word_fonts import FONT_CHOICES, lacking

    return lacking({one.id: settings.get(f"word/font_{one.id}") for one in FONT_CHOICES}, installed_families())


def tell_lacking(
    window: QMainWindow, tools: Tools, families: Callable[[Settings], tuple[Lacking, ...]] = lacking_here
) -> bool:
    """Show a strip with what is lacking, unless the clerk knows; whether it is shown. families: for the tests."""
    from workflows.word_fonts import lacking_words

    words = lacking_words(families(tools.settings))
    if words == tools.settings.get(TOLD):
        return False
    tools.settings.put(TOLD, words)
    if not words:
        return False
    _show(window, tools, words)
    return True


def _show(window: QMainWindow, tools: Tools, words: str) -> None:
    from gui.strip import Strip, show_strip

    def settings() -> None:
        from gui.settings_dialog import show

        bar.close()
        show(window)

    strip = Strip(tools.theme, words, "设置(&S)…", settings)
    strip.later.setText("知道了(&Q)")
    bar = show_strip(window, strip)
