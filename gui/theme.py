"""The look, in one place: colours by role for three themes, fonts, the palette and the one style sheet.

Sizes are device-independent pixels at a base font of 12; `Theme.px` scales them with the base.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

import resources

THEMES = ("light", "dark", "contrast")
PAPER = "#FFFFFF"
"""What a picture of something printed stands on, whatever the theme."""

COLOURS = MappingProxyType(
    {
        "window": ("#F0F2F5", "#181B1F", "#000000"),
        "surface": ("#FFFFFF", "#1F2328", "#000000"),
        "chrome": ("#F7F8FA", "#1C2025", "#000000"),
        "border": ("#D3D8DF", "#383F48", "#FFFFFF"),
        "text": ("#1A2027", "#E6E9ED", "#FFFFFF"),
        "muted": ("#545E6B", "#B3BCC8", "#FFFFFF"),
        "disabled": ("#868F9C", "#6F7884", "#B0B0B0"),
        "line": ("#C8CED7", "#3B424C", "#8C8C8C"),
        "strong": ("#76818F", "#7A8593", "#FFFFFF"),
        "heading": ("#E4EAF2", "#2D3641", "#1F1F1F"),
        "label": ("#F2F5F9", "#262C34", "#000000"),
        "input": ("#FFFFFF", "#1B1F24", "#000000"),
        "blank": ("#FFFDF3", "#22221C", "#000000"),
        "computed": ("#ECEFF3", "#2A3038", "#1F1F1F"),
        "accent": ("#1B5CA8", "#7DB3F2", "#FFE94A"),
        "onaccent": ("#FFFFFF", "#0E1A28", "#000000"),
        "tint": ("#CFE1F6", "#2A4A70", "#4A4300"),
        "cross": ("#D9E6F5", "#2C425C", "#4A4300"),
        "error": ("#B3261E", "#FF9E94", "#FF9B9B"),
        "errorfill": ("#FCE4E1", "#4A2523", "#000000"),
        "warning": ("#855000", "#EFC069", "#FFD24A"),
        "warnfill": ("#FFF0CC", "#41351A", "#000000"),
        "hint": ("#0B6270", "#7ED0DB", "#6FE7F5"),
        "hintfill": ("#DFF2F4", "#1B3A40", "#000000"),
        "ok": ("#1B6B38", "#86D39C", "#7CF29A"),
        "lastyear": ("#565F6C", "#B3BCC8", "#CFCFCF"),
        "chip": ("#E1ECF9", "#24384F", "#000000"),
        "chiptext": ("#154A86", "#B4D4FA", "#FFFFFF"),
        "chipline": ("#6A93C6", "#4F77A6", "#FFFFFF"),
    }
)
"""Role → its colour in the light, the dark and the high-contrast theme."""

SEVERITY_FILLS = MappingProxyType({"error": "errorfill", "warning": "warnfill", "hint": "hintfill"})
"""The fill behind a cell with a finding; the severity is itself the role of its mark."""

UI_FAMILIES = ["Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"]
TEXT_FAMILIES = ["FangSong", "仿宋", "仿宋_GB2312", "Noto Serif CJK SC", *UI_FAMILIES]
KAI_FAMILIES = ["KaiTi", "楷体", "楷体_GB2312", "AR PL KaitiM GB", "Noto Serif CJK SC", *UI_FAMILIES]

BASE = 12


class Theme(QObject):
    """Colours, fonts and sizes of one window or of all; `changed` says that everything is to be painted anew."""

    changed = Signal()

    def __init__(self, name: str = "light", base: float = BASE, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._base = base
        self._take(name)

    @property
    def name(self) -> str:
        """One of THEMES."""
        return self._name

    @property
    def base(self) -> float:
        """The base font's size in pixels."""
        return self._base

    def use(self, name: str) -> None:
        """Change to another theme and tell."""
        if name != self._name:
            self._take(name)
            self.changed.emit()

    def scale_to(self, base: float) -> None:
        """Change the base font's size (zoom, system font) and tell."""
        if base != self._base:
            self._base = base
            self._fonts.clear()
            self.changed.emit()

    def color(self, role: str) -> QColor:
        """The role's colour; KeyError for an unknown role."""
        return self._colors[role]

    def hex(self, role: str) -> str:
        """The role's colour as #RRGGBB."""
        return COLOURS[role][THEMES.index(self._name)]

    @property
    def scale(self) -> float:
        """How much larger than designed everything is."""
        return self._base / BASE

    def px(self, size: float) -> int:
        """A measure given at a base of 12, at the base in force."""
        return round(size * self._base / BASE)

    @property
    def frame(self) -> int:
        """The width of the frame round the current cell."""
        return 3 if self._name == "contrast" else 2

    def font(self, step: int = 0, *, bold: bool = False) -> QFont:
        """The interface's font, `step` pixels above the base (never below 11 at base 12)."""
        found = self._fonts.get((step, bold))
        if found is None:
            found = make_font(UI_FAMILIES, self.px(max(BASE + step, BASE - 1)), bold=bold)
            self._fonts[step, bold] = found
        return found

    def text_font(self, *, bold: bool = False) -> QFont:
        """The font of running text, as in the printed report; bold for third-level headings."""
        return make_font(TEXT_FAMILIES, self.px(16), bold=bold)

    def heading_font(self) -> QFont:
        """The font of second-level headings in running text."""
        return make_font(KAI_FAMILIES, self.px(16), bold=True)

    def lead_font(self) -> QFont:
        """The font of a numbered sentence with which a paragraph begins."""
        return make_font(KAI_FAMILIES, self.px(16))

    def apply(self, application: QApplication) -> None:
        """Give the application this theme's palette, font and style sheet."""
        application.setPalette(self.palette())
        application.setFont(self.font())
        height = application.primaryScreen().availableGeometry().height()
        application.setStyleSheet(self.style_sheet(low=height < LOW * self.scale))

    def palette(self) -> QPalette:
        """The palette for widgets that Qt paints itself."""
        palette = QPalette()
        for role, name in _PALETTE_ROLES.items():
            palette.setColor(role, self.color(name))
        for role in _TEXT_ROLES:
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("disabled"))
        return palette

    def style_sheet(self, *, low: bool = False) -> str:
        """The one style sheet: menus, tool bar, buttons, fields, scroll bars, the cell editor; never grids.

        low: for a screen on which menus need all the room there is.
        """
        return _style_sheet(self._name, self._base) + (_LOW_SHEET if low else "")

    def _take(self, name: str) -> None:
        self._name = name
        index = THEMES.index(name)
        self._colors = {role: QColor(values[index]) for role, values in COLOURS.items()}
        self._fonts: dict[tuple[int, bool], QFont] = {}


def make_font(families: list[str], pixels: int, *, bold: bool = False) -> QFont:
    """A font by pixel size; families in order of preference."""
    font = QFont(families)
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


LOW = 600
"""Pixels at a base of 12: the rows of menus are tighter on screens with less height."""

_TEXT_ROLES = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)

_PALETTE_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "label",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "chrome",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Highlight: "tint",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "chrome",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "strong",
    QPalette.ColorRole.Shadow: "strong",
}

_SHEET = """
QMainWindow::separator { width: 0; height: 0; }
QMenuBar { background: $chrome; padding: 0 $8; }
QMenuBar::item { padding: 2px $11; background: transparent; color: $text; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $cross; }
QMenu { background: $surface; border: 1px solid $strong; padding: 3px 0; color: $text; menu-scrollable: 1; }
QMenu::item { padding: $4 $24 $4 $24; }
QMenu::item:selected { background: $tint; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $border; margin: 3px 0; }
QToolBar { background: $chrome; border: 0; border-bottom: 1px solid $border; spacing: 2px; padding: 0 $6; }
QToolBar::separator { width: 1px; background: $border; margin: $4 $7; }
QToolBar QToolButton { padding: 2px $6; }
QToolButton { border: 1px solid transparent; border-radius: 3px; padding: 2px $8; color: $text; background: transparent; }
QToolButton:hover { background: $cross; }
QToolButton:checked { background: $tint; border-color: $chipline; }
QToolButton[switch="true"] { background: transparent; border-color: transparent; color: $muted; }
QToolButton[switch="true"]:checked { background: $surface; border-color: $border; color: $text; }
QToolButton[switch="true"]:focus { border: 2px solid $accent; padding: 1px $7; }
QToolButton:disabled { color: $disabled; }
QToolButton:focus { border: 2px solid $accent; padding: 1px $7; }
QPushButton { border: 1px solid $strong; border-radius: 3px; padding: 2px $12; min-height: $22; color: $text; background: $surface; }
QPushButton:hover { background: $cross; }
QPushButton:checked { background: $tint; }
QPushButton:disabled { color: $disabled; border-color: $border; }
QPushButton:focus { border: 2px solid $accent; padding: 1px $11; }
QPushButton[primary="true"] { background: $accent; color: $onaccent; border-color: $accent; }
QPushButton[primary="true"]:disabled { background: $surface; color: $disabled; border-color: $border; }
QPushButton[primary="true"]:focus { border: 2px solid $text; }
QToolBar QPushButton { padding: 0 $12; min-height: $18; }
QToolBar QPushButton:focus { padding: 0 $11; min-height: $16; }
QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QDateEdit {
    border: 1px solid $strong; border-radius: 3px; padding: 2px 5px; color: $text; background: $input;
    selection-background-color: $tint; selection-color: $text; placeholder-text-color: $muted; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QDateEdit:focus {
    border: 2px solid $accent; padding: 1px 4px; }
QTextEdit[field="true"] { border: 1px solid $strong; border-radius: 3px; padding: 1px; background: $input; }
QTextEdit[field="true"]:focus { border: 2px solid $accent; padding: 0; }
QListWidget[framed="true"], QDialog QListWidget, QDialog QTableWidget, QDialog QTreeWidget {
    border: 1px solid $strong; padding: 1px; background: $surface; }
QListWidget[framed="true"]:focus, QDialog QListWidget:focus, QDialog QTableWidget:focus, QDialog QTreeWidget:focus {
    border: 2px solid $accent; padding: 0; }
QLineEdit#cellEditor { border: 2px solid $accent; border-radius: 0; padding: 0 3px 0 1px; }
QCheckBox, QRadioButton { border: 2px solid transparent; border-radius: 3px; padding-right: 2px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QRadioButton::indicator, QListWidget::indicator, QTableWidget::indicator {
    width: $14; height: $14; margin: 1px; border: 1px solid $strong; border-radius: 2px; background: $input; }
QRadioButton::indicator { border-radius: $round; }
QCheckBox::indicator:checked, QListWidget::indicator:checked, QTableWidget::indicator:checked {
    border-color: $accent; background: $accent; image: url("$tick"); }
QRadioButton::indicator:checked { background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
    stop: 0.5 $accent, stop: 0.6 $input); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $disabled; }
QCheckBox::indicator:checked:disabled { background: $disabled; }
QComboBox::drop-down { border: 0; width: $18; }
QComboBox QAbstractItemView { background: $surface; selection-background-color: $tint; selection-color: $text; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle:vertical { background: $strong; border-radius: 3px; margin: 2px 3px; min-height: $24; }
QScrollBar::handle:horizontal { background: $strong; border-radius: 3px; margin: 3px 2px; min-width: $24; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QStatusBar { background: $chrome; border-top: 1px solid $border; color: $text; }
QStatusBar::item { border: 0; }
QToolTip { background: $surface; color: $text; border: 1px solid $strong; padding: 3px 5px; }
"""

_LOW_SHEET = """
QMenu { padding: 1px 0; }
QMenu::item { padding-top: 1px; padding-bottom: 1px; }
QMenu::separator { margin: 1px 0; }
"""


@cache
def _style_sheet(name: str, base: float) -> str:
    index = THEMES.index(name)
    sheet = _SHEET
    # Longest name first: $chipline must not be taken for $chip.
    for role in sorted(COLOURS, key=len, reverse=True):
        sheet = sheet.replace(f"${role}", COLOURS[role][index])
    sheet = sheet.replace("$tick", resources.path("look", f"tick_{name}.svg").as_posix())
    # A radius of more than half the size would leave the corners square.
    sheet = sheet.replace("$round", f"{round(14 * base / BASE) // 2 + 1}px")
    for size in (24, 22, 18, 16, 14, 12, 11, 9, 8, 7, 6, 4):
        sheet = sheet.replace(f"${size}", f"{round(size * base / BASE)}px")
    return sheet
