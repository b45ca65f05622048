"""The icons: all can be painted, and take their colour from the theme when they are painted."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage

from gui.icons import GRID, ICONS, icon, icon_path
from gui.theme import Theme


def colours(image: QImage) -> set[str]:
    """The colours of fully covered pixels."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    pixels = (image.pixelColor(x, y) for x, y in points)
    return {color.name() for color in pixels if color.alpha() == 255}


@pytest.mark.parametrize("name", ICONS)
def test_each_icon_fits_its_grid_and_is_painted(theme: Theme, name: str) -> None:
    box = icon_path(name).boundingRect()
    assert box.left() >= 0.6
    assert box.top() >= 0.6
    assert box.right() <= GRID - 0.6
    assert box.bottom() <= GRID - 0.6
    assert colours(icon(theme, name).pixmap(QSize(64, 64)).toImage())


def test_the_colour_is_asked_for_when_painting(theme: Theme) -> None:
    found = icon(theme, "save")
    light = colours(found.pixmap(QSize(64, 64)).toImage())
    theme.use("dark")
    dark = colours(found.pixmap(QSize(64, 64)).toImage())
    assert theme.color("text").name() in dark
    assert not light & dark


def test_a_disabled_icon_has_the_disabled_colour(theme: Theme) -> None:
    image = icon(theme, "save").pixmap(QSize(64, 64), QIcon.Mode.Disabled).toImage()
    assert theme.color("disabled").name() in colours(image)


def test_states_have_the_colours_of_their_severity(theme: Theme) -> None:
    assert theme.color("error").name() in colours(icon(theme, "error").pixmap(QSize(64, 64)).toImage())
    assert theme.color("ok").name() in colours(icon(theme, "done").pixmap(QSize(64, 64)).toImage())


def test_error_is_filled_and_warning_is_not(theme: Theme) -> None:
    def share(name: str) -> float:
        image = icon(theme, name).pixmap(QSize(64, 64)).toImage()
        return sum(image.pixelColor(x, y).alpha() > 128 for x in range(64) for y in range(64)) / 64**2

    assert share("error") > 1.5 * share("warning")


def test_icons_live_on_without_a_kept_reference(theme: Theme) -> None:
    kept = [QIcon(icon(theme, "undo")) for _ in range(20)]
    gc.collect()
    assert all(colours(one.pixmap(QSize(32, 32)).toImage()) for one in kept)


def test_an_unknown_icon_is_refused_at_once(theme: Theme) -> None:
    with pytest.raises(KeyError):
        icon(theme, "no such icon")
