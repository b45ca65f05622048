"""`main.py recover`: listing and writing what a crash left."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workflows.report_files import CELL, fill
from tests.workflows.test_recovery import folder, leave
from workflows.command_line import run_command
from workflows.document import Document, read_report

__all__ = ["folder"]


@pytest.fixture
def left(path: Path) -> str:
    """The id of what a crash left of the file."""
    document = Document.open(path)
    fill(document, 41)
    return leave(document).owner.token[:8]


def test_nothing_left_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["recover"]) == 0
    assert capsys.readouterr().out == "没有留下没保存的改动。\n"


@pytest.mark.parametrize("words", [["recover"], ["recover", "--list"]])
def test_the_list_names_unit_year_changes_and_file(left: str, path: Path, words: list[str], capsys) -> None:
    assert run_command(words) == 0
    out = capsys.readouterr().out
    for part in (left, "示例县数据局 2025 年度报告", "1 处没保存的改动", str(path)):
        assert part in out


@pytest.mark.parametrize("named", [True, False])
def test_it_is_written_and_stays(left: str, tmp_path: Path, *, named: bool, capsys) -> None:
    target = tmp_path / "恢复.nianbao"
    assert run_command(["recover", "-o", str(target), *([left] if named else [])]) == 0
    assert read_report(target).value(CELL) == 41
    assert run_command(["recover"]) == 0
    assert left in capsys.readouterr().out


def test_written_over_its_own_file_it_is_done(left: str, path: Path, capsys) -> None:
    assert run_command(["recover", "-o", str(path)]) == 1
    assert run_command(["recover", "-o", str(path), "--force"]) == 0
    assert read_report(path).value(CELL) == 41
    capsys.readouterr()
    run_command(["recover"])
    assert left not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["00000000", "-o", "x.nianbao"], 1, "没有“00000000”"),
        (["00000000"], 2, "-o"),
        (["--list", "-o", "x.nianbao"], 2, "只能写一个"),
        (["-o", "x.docx"], 2, ".nianbao"),
    ],
)
def test_what_does_not_fit_is_said_in_chinese(left: str, words: list[str], status: int, said: str, capsys) -> None:
    assert run_command(["recover", *words]) == status
    assert said in capsys.readouterr().err


def test_without_anything_left_nothing_is_written(tmp_path: Path, capsys) -> None:
    assert run_command(["recover", "-o", str(tmp_path / "x.nianbao")]) == 1
    assert "没有写出文件" in capsys.readouterr().err


def test_several_have_to_be_told_apart(left: str, path: Path, tmp_path: Path, capsys) -> None:
    document = Document.open(path)
    fill(document, 42)
    leave(document)
    assert run_command(["recover", "-o", str(tmp_path / "x.nianbao")]) == 1
    assert left in capsys.readouterr().err
    assert run_command(["recover", "-o", str(tmp_path / "x.nianbao"), left]) == 0
    assert read_report(tmp_path / "x.nianbao").value(CELL) == 41
