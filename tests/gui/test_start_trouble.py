"""An error before the first window: the program offers to begin again with default settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from gui.settings import Settings
from gui.start_trouble import begin_again
from tests.gui.fakes import FakeInteraction


@pytest.fixture
def settings(tmp_path: Path, data_home: Path) -> Settings:
    """Settings that hold something."""
    found = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    found.put("look/zoom", 150)
    return found


def test_it_begins_again_with_the_defaults_where_that_is_wanted(settings: Settings) -> None:
    interaction = FakeInteraction("defaults")
    assert begin_again(TypeError("x"), settings, interaction, lambda: None)
    assert settings.get("look/zoom") == 100
    assert "接着做" not in interaction.asked[0]
    assert "恢复默认设置" in interaction.asked[0]


def test_nothing_is_forgotten_where_it_is_not_wanted(settings: Settings) -> None:
    assert not begin_again(TypeError("x"), settings, FakeInteraction(""), lambda: pytest.fail("opened"))
    assert settings.get("look/zoom") == 150


def test_a_second_failure_is_said_and_the_error_report_can_be_saved(settings: Settings, tmp_path: Path) -> None:
    interaction = FakeInteraction("defaults", "report", tmp_path / "报告.txt", "")

    def fail() -> None:
        raise ValueError("y")

    assert not begin_again(TypeError("x"), settings, interaction, fail)
    assert "用默认设置也没能打开" in interaction.asked[-1]
    text = (tmp_path / "报告.txt").read_text(encoding="utf-8")
    assert "TypeError" in text
    assert "ValueError" in text
