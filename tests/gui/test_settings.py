"""Settings: declared keys, values of the right type, recent files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from gui.settings import DEFAULTS, LIMITS, MOST_RECENT_FILES, Settings
from tests.builders import report_with
from tests.gui.fakes import window_list


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
    assert open_settings(file).get("panels/findings_rows") == 2


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


SPOILT = (
    "",
    "junk",
    "-1",
    "99999999",
    "1.5",
    "a, b",
    "@ByteArray(junk)",
    "@Invalid()",
    "@Variant(\\0\\0)",
    "@Rect(1 2)",
)


@pytest.mark.parametrize("key", DEFAULTS)
def test_a_spoilt_value_is_of_the_right_type_all_the_same(file: str, key: str) -> None:
    group, name = key.split("/")
    for value in SPOILT:
        Path(file).write_text(f"[{group}]\n{name}={value}\n", encoding="utf-8")
        found = open_settings(file).get(key)
        assert type(found) is type(DEFAULTS[key]), value
        least, largest = LIMITS.get(key, (None, None))
        assert least is None or least <= found <= largest


@pytest.mark.parametrize("value", SPOILT)
def test_windows_open_whatever_the_settings_hold(tmp_path: Path, qapp, value: str) -> None:
    names: dict[str, list[str]] = {}
    for key in DEFAULTS:
        names.setdefault(key.split("/")[0], []).append(key.split("/")[1])
    text = "\n".join(f"[{group}]\n" + "\n".join(f"{name}={value}" for name in keys) for group, keys in names.items())
    (tmp_path / "settings.ini").write_text(text, encoding="utf-8")
    windows = window_list(tmp_path)
    start = windows.show_start()
    window = windows.open_report(report_with(), start)
    window.finish()
    assert window.isVisible()
    window.editor.document.history.mark_saved()
    window.close()
    start.close()


def test_reset_settings_are_the_defaults_and_the_recent_files_stay(file: str, tmp_path: Path) -> None:
    settings = open_settings(file)
    settings.add_recent_file(tmp_path / "年报.nianbao")
    settings.put("look/zoom", 150)
    settings.reset()
    again = open_settings(file)
    assert again.get("look/zoom") == 100
    assert again.recent_files() == (tmp_path / "年报.nianbao",)
