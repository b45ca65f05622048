"""Earlier versions: what is kept, for how long, and what happens where it can't be kept."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows import backups
from workflows.backups import FOLDER, KEPT_DAYS, KEPT_LAST, Backup, backup_folder, keep, list_backups

NOON = datetime(2026, 3, 2, 12, 0, 0)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """The path of a report."""
    path = tmp_path / "某某局2025年报.nianbao"
    path.write_bytes(b"first")
    return path


def _rewrite(path: Path, content: bytes) -> None:
    """As a save does: the file is replaced, never written into."""
    new = path.with_name("new")
    new.write_bytes(content)
    new.replace(path)


def _contents(report: Path) -> list[bytes]:
    return [backup.path.read_bytes() for backup in list_backups(report)]


def test_a_version_is_kept_with_its_moment(report: Path) -> None:
    assert keep(report, NOON) == ""
    (backup,) = list_backups(report)
    assert backup == Backup(report.parent / FOLDER / report.name / "2026-03-02 120000.nianbao", NOON, 5, 1)
    assert backup.path.read_bytes() == b"first"


def test_nothing_is_kept_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert keep(tmp_path / "没有.nianbao", NOON) == ""
    assert list(tmp_path.iterdir()) == []
    assert list_backups(tmp_path / "没有.nianbao") == ()


def test_newest_come_first_and_those_of_one_second_stay_apart(report: Path) -> None:
    for number in range(12):
        _rewrite(report, b"%d" % number)
        keep(report, NOON)
    assert _contents(report) == [b"%d" % number for number in range(11, 1, -1)] + [b"0"]


def test_no_two_are_the_same(report: Path) -> None:
    for minute, content in enumerate([b"A", b"B", b"A", b"A", b"B", b"C"]):
        _rewrite(report, content)
        keep(report, NOON + timedelta(minutes=minute))
    assert _contents(report) == [b"C", b"B", b"A"]


def test_the_last_ten_and_the_first_of_each_day_for_a_month(report: Path) -> None:
    moments = [NOON + timedelta(days=day, minutes=minute) for day in range(60) for minute in range(3)]
    for moment in moments:
        _rewrite(report, moment.isoformat().encode())
        keep(report, moment)
    found = [backup.time for backup in list_backups(report)]
    last = sorted(moments)[-KEPT_LAST:]
    days = [
        moment
        for moment in moments
        if moment.minute == 0 and moment >= moments[-1] - timedelta(days=KEPT_DAYS, hours=1)
    ]
    assert found == sorted({*last, *days}, reverse=True)
    assert len(found) == 7 + KEPT_DAYS + 1


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3)), max_size=40))
@settings(max_examples=25, deadline=None)
def test_after_any_saves_the_rule_holds(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int]]) -> None:
    report = tmp_path_factory.mktemp("报告") / "年报.nianbao"
    versions: list[tuple[datetime, bytes]] = []
    now = NOON
    for hours, content in steps:
        now += timedelta(hours=hours)
        version = b"%d at %d" % (content, len(versions))
        _rewrite(report, version)
        assert keep(report, now) == ""
        versions.append((now, version))
        found = {backup.path.read_bytes() for backup in list_backups(report)}
        assert {version for _, version in versions[-KEPT_LAST:]} <= found
        for moment, version in versions:
            first = version == next(other for at, other in versions if at.date() == moment.date())
            recent = moment.date() >= now.date() - timedelta(days=KEPT_DAYS)
            assert version in found or not (first and recent)
        assert len(found) <= KEPT_LAST + KEPT_DAYS + 1


def test_reports_side_by_side_keep_their_own(report: Path) -> None:
    twin = report.with_name("某某局2025年报 2026-03-02 120000.nianbao")
    twin.write_bytes(b"twin")
    keep(report, NOON)
    keep(twin, NOON)
    assert (_contents(report), _contents(twin)) == ([b"first"], [b"twin"])


def test_a_kept_version_is_no_copy_where_there_are_hard_links(report: Path) -> None:
    keep(report, NOON)
    (backup,) = list_backups(report)
    assert backup.path.samefile(report)
    _rewrite(report, b"second")
    assert backup.path.read_bytes() == b"first"


def test_it_is_a_copy_where_there_are_none(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    assert keep(report, NOON) == ""
    (backup,) = list_backups(report)
    assert not backup.path.samefile(report)
    assert [path.name for path in backup_folder(report).iterdir()] == [backup.path.name]


def test_a_failure_is_told_and_not_raised(report: Path) -> None:
    (report.parent / FOLDER).write_text("a file is in the way")
    warning = keep(report, NOON)
    assert warning.startswith("上一个版本没有留下备份（")
    assert list_backups(report) == ()


def test_a_full_disk_is_told_and_not_raised(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(os, "write", full)
    assert "空间不够" in keep(report, NOON)
    assert _contents(report) == []


def test_other_files_in_the_folder_are_neither_listed_nor_deleted(report: Path) -> None:
    keep(report, NOON)
    folder = backup_folder(report)
    for name in ("说明.txt", "2026-99-99 999999.nianbao", "2026-03-02 1200.nianbao"):
        (folder / name).write_text("x")
    (folder / "2025-01-01 000000.nianbao").mkdir()
    assert len(list_backups(report)) == 1
    backups.prune(report, NOON + timedelta(days=400))
    assert len(list(folder.iterdir())) == 5
