"""Settings: declared keys, values of the right type, recent files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from gui.settings import DEFAULTS, MOST_RECENT_FILES, Settings


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Where the settings are kept."""
    return str(tmp_path / "settings.ini")


def open_settings(file: str) -> Settings:
    """The settings as a start of the program finds them."""
    return Settings(QSettings(file, QSettings.Format.IniFormat))


@pytest.mark.parametrize("key", DEFAULTS)
def test_every_key_has_its_default_and_comes_back(file: str, key: str) -> None:
    other = {bool: False, int: 5, str: "文字", QByteArray: QByteArray(b"\x00\x01")}[type(DEFAULTS[key])]
    settings = open_settings(file)
    assert settings.get(key) == DEFAULTS[key]
    settings.put(key, other)
    del settings
    again = open_settings(file)
    assert again.get(key) == other
    assert type(again.get(key)) is type(DEFAULTS[key])


def test_unknown_keys_and_wrong_types_are_refused(file: str) -> None:
    settings = open_settings(file)
    with pytest.raises(KeyError):
        settings.get("panels/other")
    with pytest.raises(TypeError):
        settings.put("panels/guidance", "no")


def test_a_spoilt_file_gives_the_defaults(file: str) -> None:
    Path(file).write_text("[panels]\nfindings_rows=many\n", encoding="utf-8")
    assert open_settings(file).get("panels/findings_rows") in (0, 2)


def test_recent_files_newest_first_each_once_and_not_too_many(file: str, tmp_path: Path) -> None:
    settings = open_settings(file)
    paths = [tmp_path / f"{i}，甲.nianbao" for i in range(MOST_RECENT_FILES + 2)]
    for path in paths:
        settings.add_recent_file(path)
    settings.add_recent_file(paths[5])
    recent = open_settings(file).recent_files()
    assert recent[0] == paths[5]
    assert len(recent) == len(set(recent)) == MOST_RECENT_FILES
    settings.drop_recent_file(paths[5])
    assert paths[5] not in settings.recent_files()


def test_a_folder_that_is_gone_is_not_offered(file: str, tmp_path: Path) -> None:
    settings = open_settings(file)
    settings.put("files/folder", str(tmp_path))
    assert settings.folder() == tmp_path
    settings.put("files/folder", str(tmp_path / "gone"))
    assert settings.folder().is_dir()
