"""Commands of the grid that is shown, each called with the window."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

ENTER = "grid/enter"


def shown_grid(window):
    """The grid of the page that is shown, None on a page of text."""
    return getattr(window.pages.page, "grid", None) if window.pages.section else None


def copy_with_headings(window) -> None:
    """Copy the selection with the headings above and the labels beside it."""
    grid = shown_grid(window)
    if grid is not None:
        grid.copy_with_headings()


def fill_down(window) -> None:
    """Fill the selection from its first row; a single row from the one above it."""
    _fill(window, "fill_down")


def fill_right(window) -> None:
    """Fill the selection from its first column; a single column from the one at its left."""
    _fill(window, "fill_right")


def select_rows(window) -> None:
    """Select the rows of what is selected, from edge to edge."""
    grid = shown_grid(window)
    if grid is not None:
        grid.select_rows()


def select_columns(window) -> None:
    """Select the columns of what is selected, from top to bottom of their block."""
    grid = shown_grid(window)
    if grid is not None:
        grid.select_columns()


def toggle_enter(window) -> None:
    """Whether Enter moves right instead of down."""
    settings = window.tools.settings
    right = settings.get(ENTER) != "right"
    settings.put(ENTER, "right" if right else "down")
    window.actions_["enter_right"].setChecked(right)
    window.editor.message.emit("回车以后移到右边一格" if right else "回车以后移到下面一格")


def attach(window) -> None:
    """Let Enter in every grid move as the clerk has chosen, and compositions be taken in before anything is saved."""
    settings = window.tools.settings

    def dress(page) -> None:
        if hasattr(page, "grid"):
            page.grid.enter_moves = lambda: settings.get(ENTER)

    for number in range(window.pages.stack.count()):
        dress(window.pages.stack.widget(number))
    window.pages.built.connect(dress)
    window.editor.commit_wanted.connect(QGuiApplication.inputMethod().commit)
    action = window.actions_["enter_right"]
    for menu in window.menuBar().actions():
        if menu.menu() is not None and action in menu.menu().actions():
            # Another window may have changed it.
            menu.menu().aboutToShow.connect(lambda: action.setChecked(settings.get(ENTER) == "right"))


def _fill(window, name: str) -> None:
    grid = shown_grid(window)
    if grid is not None:
        getattr(grid, name)()
