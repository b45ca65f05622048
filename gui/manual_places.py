"""Which page of the manual fits where the clerk is: in a window by what has the focus, in a dialog by the dialog."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

KEY = "F1"

DIALOGS = MappingProxyType(
    {
        "BackupsDialog": "files#backups",
        "CollectionDialog": "collect#send",
        "ExplainDialog": "checks#reasons",
        "ExplanationsDialog": "checks#reasons",
        "GapsDialog": "templates#placeholders",
        "HistoryDialog": "files#undo",
        "ImportIntoDialog": "import#into",
        "KeysDialog": "keys",
        "MembersDialog": "members#list",
        "MessagesDialog": "look#messages",
        "NewReportDialog": "start#new",
        "NoticeDialog": "files#versions",
        "OfficeRulesDialog": "rules#file",
        "PastePreview": "paste#preview",
        "PasteReportDialog": "start#import",
        "PictureDialog": "text#pictures",
        "PlaceholderDialog": "templates#placeholders",
        "PublicationDialog": "publish#publication",
        "PublishedDialog": "compare#compare",
        "ReadingDialog": "start#import",
        "RecoveryDialog": "files#recovery",
        "ReturnDialog": "collect#back",
        "ReviewDialog": "import#review",
        "SaveVersionDialog": "files#versions",
        "SettingsDialog": "look#settings",
        "StaleFiguresDialog": "last_year#mentions",
        "TemplateCheckDialog": "templates#placeholders",
        "TidyDialog": "text#tools",
        "UnitCardsDialog": "units#cards",
        "VersionsDialog": "files#versions",
        "WordDialog": "grids#words",
        "WordsDialog": "grids#words",
        "YearDialog": "last_year#chart",
        "YearMentionsDialog": "last_year#mentions",
        "ZeroReportDialog": "grids#blanks",
    }
)
"""A dialog's class → topic, or topic#section."""

FIRST = "start"

_GRID = "grid-"
_FOCUS = MappingProxyType(
    {
        "find_bar": "text#tools",
        "replace_bar": "text#tools",
        "figure_picking": "text#figures",
        "strip_bar": "questions",
    }
)
"""The name of a widget with the focus inside → where that is explained."""


def place_in(window: QWidget) -> str:
    """The place in the manual for where the clerk is in a window; the first page for the start page."""
    if not hasattr(window, "pages"):
        return FIRST
    focus = QApplication.focusWidget()
    at = focus
    while at is not None and at is not window:
        if at.objectName() in _FOCUS:
            return _FOCUS[at.objectName()]
        at = at.parentWidget()
    for panel, place in (
        ("findings", "checks#findings"),
        ("guidance", "checks#guidance"),
        ("navigator", "look#window"),
    ):
        widget = getattr(window.panels, panel)
        if widget is not None and focus is not None and (widget is focus or widget.isAncestorOf(focus)):
            return place
    return _page_place(window, focus)


def _page_place(window: QWidget, focus: QWidget | None) -> str:
    """By the part of the report that is shown; the text before a grid is text."""
    report, section = window.editor.report, window.pages.section
    if section == report.form.sections[0].id:
        return "units#page"
    grid = report.form.section(section).grid
    if not grid or isinstance(focus, QTextEdit):
        return "text"
    from gui.figure_picking import picking

    return "text#figures" if picking(window) is not None else f"grids#{_GRID}{grid}"


def offer_help(dialog: QDialog) -> None:
    """F1 in this dialog opens the manual at what it is for."""
    QShortcut(QKeySequence(KEY), dialog).activated.connect(lambda: _show_for(dialog))


def _show_for(dialog: QDialog) -> None:
    owner: QWidget | None = dialog
    while owner is not None and not hasattr(owner, "tools"):
        owner = owner.parentWidget()
    if owner is not None:
        from gui.manual import show_at

        show_at(owner.tools, DIALOGS.get(type(dialog).__name__, FIRST))
