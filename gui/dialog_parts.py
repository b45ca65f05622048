"""What dialogs are put together from: the frame, the row of buttons, a list with its title."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from gui.icons import icon
from gui.theme import Theme

MARGIN = 12

Part = QWidget | QLayout


def lay_out(dialog: QDialog, parts: Iterable[Part], buttons: Iterable[QWidget | None], stretched: Part) -> None:
    """The parts below each other, the buttons in a row under them.

    buttons: a label among them takes the free space, None is free space. stretched: the part that grows.
    """
    row = QHBoxLayout()
    for button in buttons:
        if button is None:
            row.addStretch(1)
        else:
            row.addWidget(button, int(isinstance(button, QLabel)))
    column = QVBoxLayout(dialog)
    column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
    for part in (*parts, row):
        if isinstance(part, QLayout):
            column.addLayout(part, int(part is stretched))
        else:
            column.addWidget(part, int(part is stretched))


def side_by_side(left: Iterable[Part], right: Iterable[Part]) -> QHBoxLayout:
    """Two columns, of which the right one grows."""
    both = QHBoxLayout()
    for growth, parts in enumerate((left, right)):
        column = QVBoxLayout()
        for part in parts:
            if isinstance(part, QLayout):
                column.addLayout(part)
            else:
                column.addWidget(part)
        both.addLayout(column, growth)
    return both


def titled(text: str, widget: QWidget) -> QLabel:
    """A title whose mnemonic leads to the widget."""
    title = QLabel(text)
    title.setBuddy(widget)
    return title


def primary(text: str, *, default: bool = True) -> QPushButton:
    """The button of what the dialog is for."""
    button = QPushButton(text)
    button.setProperty("primary", "true")
    if default:
        button.setDefault(True)
    return button


def closing(dialog: QDialog, text: str = "关闭") -> QPushButton:
    """The button that leaves everything as it is."""
    button = QPushButton(text)
    button.clicked.connect(dialog.reject)
    return button


def icon_button(theme: Theme, name: str, text: str, run: Callable[[], object]) -> QToolButton:
    """A button of a tool bar. name: of the icon; text: the tool tip, of which what is before（is read out."""
    button = QToolButton()
    button.setIcon(icon(theme, name))
    button.setToolTip(text)
    button.setAccessibleName(text.split("（")[0])
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(lambda _=False: run())
    return button
