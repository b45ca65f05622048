"""How documents are to be printed, as the clerk has set it: for Word, PDF, preview and print alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.settings import Settings
from model.report import Report

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gui.tools import Tools
    from workflows.document_settings import DocumentOptions, PrintSettings

TABLE_SIZES = {21: "五号（10.5 磅）", 24: "小四号（12 磅）"}
"""Half points of the text in the grids → their name."""


def document_options(settings: Settings, report: Report, red: bool = False) -> DocumentOptions:
    """The options for the report's documents. red: with its red head, where it has one."""
    from workflows.document_settings import document_options as options_of

    return options_of(report, print_settings(settings), red)


def print_settings(settings: Settings) -> PrintSettings:
    """What the clerk has set for all documents."""
    # Imported only when a document is made: nothing of it is needed to begin with.
    from workflows.document_settings import PrintSettings
    from workflows.word_fonts import FONT_CHOICES

    size = settings.get("word/table_half_points")
    return PrintSettings(
        settings.get("word/two_sided"),
        (size if size in TABLE_SIZES else min(TABLE_SIZES)) / 2,
        {choice.id: settings.get(f"word/font_{choice.id}") for choice in FONT_CHOICES},
        settings.get("word/draft_header"),
    )


def ask_red_head(window: QWidget, tools: Tools, report: Report) -> bool | None:
    """Whether this document is to bear its red head: asked where there is one; None when the clerk gives up."""
    from gui.interaction import Choice
    from workflows.document_settings import red_head

    head = red_head(report)
    if head is None:
        return False
    text = (
        f"“{report.form.sections[0].short}”里填了红头：{head.mark} {head.number}".rstrip()
        + "\n\n这一次印红头，还是普通格式？"
    )
    choices = (Choice("red", "印红头"), Choice("plain", "普通格式"))
    answer = tools.interaction.choose(window, "红头或普通", text, choices)
    return None if not answer else answer == "red"


def header_remark(settings: Settings, report: Report) -> str:
    """What is said after an export of the header of drafts, "" when the document has none."""
    header = document_options(settings, report).draft
    if not header:
        return ""
    return f"页眉印有“{header}”。存为公开稿以后导出的没有；不要它，可以在“文件→设置”里关掉。"
