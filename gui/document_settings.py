"""How documents are to be printed, as the clerk has set it: for Word, PDF, preview and print alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.settings import Settings
from model.report import Report

if TYPE_CHECKING:
    from workflows.document_settings import DocumentOptions

TABLE_SIZES = {21: "五号（10.5 磅）", 24: "小四号（12 磅）"}
"""Half points of the text in the grids → their name."""


def document_options(settings: Settings, report: Report, red: bool = False) -> DocumentOptions:
    """The options for the report's documents. red: with its red head, where it has one."""
    # Imported only when a document is made: nothing of it is needed to begin with.
    from workflows.document_settings import PrintSettings
    from workflows.document_settings import document_options as options_of
    from workflows.word_fonts import FONT_CHOICES

    size = settings.get("word/table_half_points")
    chosen = PrintSettings(
        settings.get("word/two_sided"),
        (size if size in TABLE_SIZES else min(TABLE_SIZES)) / 2,
        {choice.id: settings.get(f"word/font_{choice.id}") for choice in FONT_CHOICES},
        settings.get("word/draft_header"),
    )
    return options_of(report, chosen, red)
