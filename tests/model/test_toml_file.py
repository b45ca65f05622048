"""TOML files kept in compiled form."""

import os
import sys
from pathlib import Path

import pytest

from model.toml_file import compile_toml, read_toml


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "form.toml").write_text('a = [1, 2.5, "三"]\n[b]\nc = true\n', encoding="utf-8")
    return tmp_path / "form.toml"


def _compiled(file: Path) -> Path:
    (found,) = (file.parent / "__pycache__").iterdir()
    return found


def test_the_compiled_form_is_read_in_place_of_the_text(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read_toml(file)
    monkeypatch.setitem(sys.modules, "tomllib", None)
    assert read_toml(file) == first == {"a": [1, 2.5, "三"], "b": {"c": True}}


def test_an_edited_file_is_read_anew(file: Path) -> None:
    read_toml(file)
    before = file.stat()
    file.write_text('a = [1, 2.5, "四"]\n[b]\nc = true\n', encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert read_toml(file)["a"][2] == "四"


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\xe9" * 40, b"i\x01\0\0\0"])
def test_a_damaged_compiled_form_is_passed_over(file: Path, damage: bytes) -> None:
    first = read_toml(file)
    _compiled(file).write_bytes(damage)
    assert read_toml(file) == first


def test_a_folder_that_cannot_be_written_only_costs_time(file: Path) -> None:
    (file.parent / "__pycache__").write_text("no folder")
    assert read_toml(file)["b"] == {"c": True}


def test_nothing_is_kept_where_python_keeps_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    read_toml(file)
    assert not (file.parent / "__pycache__").exists()
    compile_toml([file])
    assert _compiled(file).exists()


def test_what_the_caller_does_to_the_table_does_not_reach_the_file(file: Path) -> None:
    read_toml(file).clear()
    assert read_toml(file)["b"] == {"c": True}
