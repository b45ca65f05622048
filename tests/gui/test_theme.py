"""The colour table: every pair that the program sets on one another can be read."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QToolButton, QWidget

import resources
from gui.theme import COLOURS, SEVERITY_FILLS, THEMES, Theme

FILLS = ["errorfill", "warnfill", "hintfill"]

TEXT = {
    "text": ["surface", "window", "chrome", "label", "heading", "cross", "input", "blank", "computed", "tint", *FILLS],
    "muted": ["window", "surface", "chrome", "label", "heading", "input", "blank", "computed", "cross", "tint", *FILLS],
    "lastyear": ["input", "blank", "computed", *FILLS],
    "error": ["surface", "window", "chrome", "errorfill", "tint"],
    "warning": ["surface", "window", "chrome", "warnfill", "tint"],
    "hint": ["surface", "chrome", "hintfill", "warnfill"],
    "ok": ["chrome", "tint", "surface", "window"],
    "chiptext": ["chip"],
    "onaccent": ["accent"],
    "accent": ["surface"],
}
"""Role of a text → the roles of what it stands on."""

MARKS = {
    "accent": ["surface", "window", "chrome", "input", "computed", "blank", "tint", "heading", "label", "cross"],
    "strong": ["surface", "window", "chrome", "input", "heading", "label"],
    "chipline": ["surface"],
    "error": ["errorfill", "warnfill", "input"],
    "warning": ["warnfill", "input"],
    "hint": ["hintfill"],
    "muted": ["input"],
    "lastyear": ["blank"],
}


def luminance(color: str) -> float:
    """WCAG 2 relative luminance."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs(table: dict[str, list[str]]) -> list[tuple[str, str, str]]:
    return [(name, front, back) for name in THEMES for front, backs in table.items() for back in backs]


@pytest.mark.parametrize(("name", "front", "back"), pairs(TEXT))
def test_text_can_be_read(name: str, front: str, back: str) -> None:
    index = THEMES.index(name)
    assert contrast(COLOURS[front][index], COLOURS[back][index]) >= 4.5


@pytest.mark.parametrize(("name", "front", "back"), pairs(MARKS))
def test_marks_are_seen(name: str, front: str, back: str) -> None:
    index = THEMES.index(name)
    assert contrast(COLOURS[front][index], COLOURS[back][index]) >= 3


def sheet_pairs() -> set[tuple[str, str]]:
    """What the style sheet sets on one another: (text, ground) of every rule that names both."""
    from gui.theme import _SHEET

    found = set()
    for selector, rule in re.findall(r"([^{}]+){([^{}]*)}", _SHEET):
        said = dict(re.findall(r"([\w-]+):\s*\$([a-z]+)", rule))
        for text, ground in (("color", "background"), ("selection-color", "selection-background-color")):
            if text in said and ground in said and ":disabled" not in selector:
                found.add((said[text], said[ground]))
        if "placeholder-text-color" in said:
            found.add((said["placeholder-text-color"], said["background"]))
    return found


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_can_be_read(name: str) -> None:
    index, used = THEMES.index(name), sheet_pairs()
    assert ("muted", "input") in used
    assert len(used) >= 5
    for front, back in used:
        assert contrast(COLOURS[front][index], COLOURS[back][index]) >= 4.5, (front, back)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_has_no_placeholder_left(name: str) -> None:
    sheet = Theme(name).style_sheet()
    assert "$" not in sheet
    assert not re.search(r"#[0-9A-Fa-f]{6}\w", sheet)


def test_a_change_of_theme_is_told_once_and_changes_colours(theme: Theme, qtbot) -> None:
    told = []
    theme.changed.connect(lambda: told.append(theme.name))
    theme.use("dark")
    theme.use("dark")
    assert told == ["dark"]
    assert theme.color("window") == QColor("#181B1F")
    assert theme.palette().color(QPalette.ColorRole.Window) == QColor("#181B1F")


def test_everything_scales_with_the_base_font(theme: Theme) -> None:
    theme.scale_to(18)
    assert theme.font().pixelSize() == 18
    assert theme.px(20) == 30
    assert theme.font(-1).pixelSize() >= 16


def test_fonts_name_chinese_families_and_pixels(theme: Theme) -> None:
    font = theme.font(1, bold=True)
    assert font.pixelSize() == 13
    assert "Noto Sans CJK SC" in font.families()
    assert theme.font(-5).pixelSize() == 11


def test_every_severity_has_a_fill() -> None:
    assert set(SEVERITY_FILLS.values()) <= set(COLOURS)


def painted(name: str, control: QAbstractButton, qtbot) -> list[str]:
    """The colours of the pixels of the control's box in this theme."""
    theme, holder = Theme(name), QWidget()
    qtbot.addWidget(holder)
    control.setParent(holder)
    holder.setPalette(theme.palette())
    holder.setStyleSheet(theme.style_sheet())
    control.resize(control.sizeHint())
    image = control.grab().toImage()
    return [image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())]


def near(one: str, other: str) -> bool:
    """Whether two colours can hardly be told apart."""
    return all(abs(int(one[i : i + 2], 16) - int(other[i : i + 2], 16)) <= 56 for i in (1, 3, 5))


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_boxes_are_seen_and_so_is_what_is_ticked(name: str, kind: type, qtbot) -> None:
    ground = COLOURS["window"][THEMES.index(name)]
    strong, accent, mark = (COLOURS[role][THEMES.index(name)] for role in ("strong", "accent", "onaccent"))
    off, on = kind(), kind()
    on.setChecked(True)
    plain, ticked = painted(name, off, qtbot), painted(name, on, qtbot)
    # A round outline has hardly a pixel of its own colour alone.
    assert sum(near(pixel, strong) for pixel in plain) >= 12
    assert contrast(strong, ground) >= 3
    assert accent not in plain
    assert sum(near(pixel, accent) for pixel in ticked) >= 12
    assert kind is QRadioButton or mark in ticked, "no tick in the box"


@pytest.mark.parametrize("name", THEMES)
def test_the_ticks_have_the_colour_of_their_theme(name: str) -> None:
    text = resources.path("look", f"tick_{name}.svg").read_text("utf-8")
    assert COLOURS["onaccent"][THEMES.index(name)] in text


@pytest.mark.parametrize("name", THEMES)
def test_a_switch_that_has_the_focus_is_framed(name: str, qtbot) -> None:
    accent = COLOURS["accent"][THEMES.index(name)]
    with_focus = []
    for focus in (False, True):
        theme, holder = Theme(name), QWidget()
        qtbot.addWidget(holder)
        button = QToolButton(holder)
        button.setText("错误 0")
        button.setCheckable(True)
        button.setChecked(True)
        button.setProperty("switch", True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        holder.setStyleSheet(theme.style_sheet())
        with qtbot.waitActive(holder):
            holder.show()
            holder.activateWindow()
        (button.setFocus if focus else button.clearFocus)()
        image = button.grab().toImage()
        middle = image.height() // 2
        with_focus.append([image.pixelColor(x, middle).name().upper() for x in (0, 1)] == [accent, accent])
    assert with_focus == [False, True]
