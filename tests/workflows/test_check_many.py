"""Many reports checked by several processes, and a stop in the midst of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.roster import Roster
from tests.workflows.test_command_check import put, report_of
from workflows import check_one, check_sources
from workflows.check_many import CheckRun
from workflows.check_plan import plan
from workflows.check_sources import Reading, Source, own_source


def ignored(line: str) -> None:
    """What is told of folders is not what this is about."""


def test_several_processes_find_what_one_finds(tmp_path: Path) -> None:
    for number in range(6):
        put(tmp_path, f"{number}", report_of(f"示例县{number}局", received=number % 2), "word" if number % 3 else "")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04" + bytes(300))
    planned = plan([tmp_path], None, None, None, (), ignored)
    steps: list[str] = []
    together = CheckRun(planned, Roster(), processes=2)
    found = list(together.all(steps.append))
    assert found == list(CheckRun(planned, Roster(), processes=1).all(ignored))
    assert [done.path.name for done in found] == sorted(path.name for path in tmp_path.iterdir())
    assert len(steps) == together.readings() + len(found)
    assert [done.status for done in found].count("errors") == 3


def test_after_a_stop_no_other_file_is_checked(tmp_path: Path) -> None:
    for number in range(3):
        put(tmp_path, f"{number}", report_of(f"示例县{number}局"))
    planned = plan([tmp_path], None, None, None, (), ignored)
    seen: list[str] = []
    run = CheckRun(planned, Roster(), stop=lambda: len(seen) > 1)
    assert len(list(run.all(seen.append))) == 2
    assert list(CheckRun(planned, Roster(), stop=lambda: True).all(ignored)) == []


@pytest.mark.parametrize(
    "text", ['{"year": 2024, "unit": "示例县甲局", "a": [', '{"x": {}, "unit": "示例县甲局", "year": 2024}']
)
def test_whose_report_it_is_is_told_by_the_beginning_or_by_all_of_it(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.nianbao"
    path.write_text(text, "utf-8")
    assert own_source(path)[:4] == (path, path, "示例县甲局", 2024)
    path.write_text(text.replace(" ", ""), "utf-8")
    found = own_source(path)
    assert (found.unit, found.year) in (("示例县甲局", 2024), ("", 0))


def test_what_is_no_report_at_all_has_no_name(tmp_path: Path) -> None:
    for name, data in (("a.nianbao", b"\xff{"), ("b.nianbao", b"[]"), ("c.nianbao", b'{"unit": 1, "year": []}')):
        (tmp_path / name).write_bytes(data)
        assert own_source(tmp_path / name)[2:4] == ("", 0)
    assert own_source(tmp_path / "没有.nianbao").unit == ""


def test_a_process_that_ends_is_told_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "甲.docx"
    assert check_sources.ended(Reading(path, tmp_path / "0")).status == "unreadable"
    done = check_one.ended(check_one.CheckJob(Source(path, path)))
    assert done.status == "unreadable"
    assert "甲.docx" in done.failed
