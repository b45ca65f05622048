"""Recovery files: what is in them, what is offered, and what can go wrong with them."""

from __future__ import annotations

import errno
import os
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import atomic
from model.edits import Edit, SetVersions
from model.errors import SaveError
from model.report import Report
from model.storage import dump
from tests.builders import edits, form_of, report_with
from tests.workflows.report_files import CELL, fill
from workflows import recovery
from workflows.document import Document, read_report
from workflows.lock import LockOwner
from workflows.recovery import Pending, Slot
from workflows.recovery_file import Damaged, decode, encode
from workflows.versions import PUBLISHED, correction_of, save_version

OTHER = "requests.received.business"
NOW = datetime(2026, 1, 15, 9, 30)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the recovery files, in a data folder of the test's own."""
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "data"))
    return tmp_path / "data" / "nianbao" / "recovery"


def gone() -> LockOwner:
    """A process of this machine that has ended."""
    return LockOwner.me()._replace(process=2**22 + 7, started="")


def leave(document: Document, pending: Pending | None = None) -> Slot:
    """What a process that was killed leaves of this document."""
    slot = Slot(gone())
    assert slot.write(document.snapshot(pending), slot.number())
    document.close()
    return slot


def test_what_a_crash_left_is_found_with_its_differences(path: Path) -> None:
    document = Document.open(path)
    fill(document, 41)
    leave(document)
    (found,) = recovery.recoveries()
    assert (found.unit, found.year, found.file, found.file_is) == ("示例县数据局", 2025, path, "as_left")
    assert [(one.place, one.old, one.new) for one in found.changes] == [(CELL, "37", "41")]
    assert found.report.value(CELL) == 41


def test_it_says_whose_how_much_and_until_when(path: Path) -> None:
    document = Document.open(path)
    fill(document, 41)
    leave(document)
    (found,) = recovery.recoveries()
    found = found._replace(time=datetime(2026, 1, 14, 18, 41))
    assert found.words(NOW) == "示例县数据局 2025 年度报告有 1 处没保存的改动，留到昨天 18:41。"
    assert found._replace(time=datetime(2025, 12, 3, 8, 5)).moment(NOW) == "2025年12月3日 08:05"
    assert found._replace(time=NOW).moment(NOW) == "今天 09:30"


def test_a_report_that_was_never_saved_is_found_too() -> None:
    leave(Document.new(report_with({CELL: "5"})))
    (found,) = recovery.recoveries()
    assert (found.file, found.file_is) == (None, "none")
    assert CELL in [one.place for one in found.changes]


def test_what_is_typed_in_an_open_cell_comes_along_but_apart(path: Path) -> None:
    document = Document.open(path)
    fill(document, 41)
    leave(document, Pending(OTHER, "１２"))
    (found,) = recovery.recoveries()
    assert found.report.value(OTHER) == 12
    assert OTHER not in found.state.values
    assert found.pending == Pending(OTHER, "１２")


def test_a_pending_entry_that_no_cell_takes_does_no_harm(path: Path) -> None:
    document = Document.open(path)
    fill(document, 41)
    leave(document, Pending("no.such.cell", "1"))
    (found,) = recovery.recoveries()
    assert len(found.changes) == 1


def test_what_a_running_process_keeps_is_not_offered(path: Path) -> None:
    document = Document.open(path)
    fill(document, 41)
    slot = Slot()
    slot.write(document.snapshot(), slot.number())
    assert recovery.recoveries() == []
    assert slot.path is not None
    assert slot.path.exists()
    document.close()


def test_what_another_machine_left_is_offered(path: Path) -> None:
    document = Document.open(path)
    fill(document, 41)
    slot = Slot(LockOwner.me()._replace(machine="PC-07", machine_id="00000000"))
    slot.write(document.snapshot(), slot.number())
    document.close()
    assert len(recovery.recoveries()) == 1


def test_content_that_the_file_has_is_no_find_whatever_the_times_say(path: Path) -> None:
    document = Document.open(path)
    fill(document, 41)
    slot = leave(document)
    document = Document.open(path)
    fill(document, 41)
    document.save()
    document.close()
    os.utime(path, (0, 0))
    assert recovery.recoveries() == []
    assert slot.path is not None
    assert not slot.path.exists()


def test_an_older_recovery_than_the_file_is_still_offered_and_says_so(path: Path) -> None:
    document = Document.open(path)
    fill(document, 41)
    slot = leave(document)
    document = Document.open(path)
    fill(document, 50)
    document.save()
    document.close()
    assert slot.path is not None
    os.utime(slot.path, (0, 0))
    (found,) = recovery.recoveries()
    assert found.file_is == "changed"
    assert [(one.old, one.new) for one in found.changes] == [("50", "41")]


@pytest.mark.parametrize(("spoil", "expected"), [(Path.unlink, "gone"), (lambda p: p.write_bytes(b"x"), "unreadable")])
def test_a_file_that_is_gone_or_spoilt_costs_nothing(path: Path, spoil, expected: str) -> None:
    document = Document.open(path)
    fill(document, 41)
    leave(document)
    spoil(path)
    (found,) = recovery.recoveries()
    assert found.file_is == expected
    assert found.report.value(CELL) == 41


def test_two_processes_on_one_document_keep_theirs_apart(path: Path) -> None:
    document = Document.open(path)
    for value in (41, 42):
        fill(document, value)
        leave(document)
    assert sorted(one.report.value(CELL) for one in recovery.recoveries()) == [41, 42]


def test_saving_under_another_name_moves_the_recovery(path: Path, tmp_path: Path) -> None:
    document = Document.open(path)
    fill(document, 41)
    slot = Slot(gone())
    slot.write(document.snapshot(), slot.number())
    document.save_as(tmp_path / "另一份.nianbao")
    fill(document, 42)
    slot.write(document.snapshot(), slot.number())
    document.close()
    (found,) = recovery.recoveries()
    assert found.file == tmp_path / "另一份.nianbao"


def test_what_was_taken_before_a_save_is_not_written_after_it(path: Path) -> None:
    document = Document.open(path)
    fill(document, 41)
    slot = Slot()
    snapshot, number = document.snapshot(), slot.number()
    slot.clear()
    assert not slot.write(snapshot, number)
    assert slot.path is None
    assert recovery.recoveries() == []
    document.close()


def test_an_older_snapshot_never_takes_the_place_of_a_newer_one(path: Path) -> None:
    document = Document.open(path)
    slot = Slot(gone())
    fill(document, 41)
    older, first = document.snapshot(), slot.number()
    fill(document, 42)
    assert slot.write(document.snapshot(), slot.number())
    assert not slot.write(older, first)
    document.close()
    assert [one.report.value(CELL) for one in recovery.recoveries()] == [42]


@pytest.mark.parametrize("spoil", [lambda d: d[:-40], lambda d: b"", lambda d: b"\0" * len(d), lambda d: d + b" "])
def test_a_damaged_one_is_moved_aside_and_never_deleted(path: Path, spoil) -> None:
    document = Document.open(path)
    fill(document, 41)
    slot = leave(document)
    assert slot.path is not None
    data = spoil(slot.path.read_bytes())
    slot.path.write_bytes(data)
    found = recovery.look()
    assert found.offered == ()
    (aside,) = found.damaged
    assert aside.read_bytes() == data
    assert recovery.look() == recovery.Found(())


def test_a_header_of_the_wrong_shape_is_damage(path: Path) -> None:
    document = Document.open(path)
    data = encode(document.snapshot(), gone())
    document.close()
    first, _, body = data.partition(b"\n")
    from workflows.recovery_file import MAGIC, sha256

    for line in (b"[]", b"{}", b"not json", b'{"pending": 3}'):
        bad = line + b"\n" + body.partition(b"\n")[2]
        with pytest.raises(Damaged):
            decode(MAGIC + sha256(bad).encode() + b"\n" + bad)
    assert decode(first + b"\n" + body)[0].file == str(path)


def test_one_that_breaks_the_start_twice_is_not_offered_a_third_time(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = Document.open(path)
    fill(document, 41)
    slot = leave(document)

    def break_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(recovery, "load", break_off)
        for _ in range(2):
            with pytest.raises(KeyboardInterrupt):
                recovery.look()
    found = recovery.look()
    assert found.offered == ()
    assert [held[0] for held in found.held_back] == [slot.path]
    assert slot.path is not None
    assert slot.path.exists()


def test_looking_alone_counts_as_no_try(path: Path) -> None:
    document = Document.open(path)
    fill(document, 41)
    leave(document)
    for _ in range(4):
        assert len(recovery.recoveries()) == 1


def test_a_report_of_a_newer_program_stays_where_it_is(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document.open(path)
    fill(document, 41)
    slot = leave(document)
    monkeypatch.setattr(recovery, "find_form", lambda _: None)
    found = recovery.look()
    assert found.offered == found.damaged == ()
    assert found.held_back[0][0] == slot.path


def test_versions_are_left_to_the_file_but_new_ones_come_along(path: Path) -> None:
    document = Document.open(path)
    document.history.do(save_version(document.report, "初稿", "", NOW))
    document.save()
    fill(document, 41)
    document.history.do(save_version(document.report, "送审稿", "", NOW))
    slot = leave(document)
    assert slot.path is not None
    _, data = decode(slot.path.read_bytes())
    assert data.count(b'"note"') == 1
    (found,) = recovery.recoveries()
    assert [one.name for one in found.report.versions] == ["初稿", "送审稿"]
    assert found.report.versions[1].state.values[CELL] == 41
    assert found.lost_versions == 0


def test_versions_that_stood_in_a_lost_file_are_counted(path: Path) -> None:
    document = Document.open(path)
    document.history.do(save_version(document.report, "初稿", "", NOW))
    document.save()
    fill(document, 41)
    leave(document)
    path.unlink()
    (found,) = recovery.recoveries()
    assert found.lost_versions == 1


def test_a_version_taken_away_is_not_brought_back(path: Path) -> None:
    document = Document.open(path)
    document.history.do(save_version(document.report, "初稿", "", NOW))
    document.save()
    document.history.do(Edit("删", (SetVersions(()),)))
    leave(document)
    (found,) = recovery.recoveries()
    assert found.report.versions == ()


class Failing(atomic.FileSystem):
    """Fails at one step."""

    def __init__(self, step: str, code: int) -> None:
        self._step, self._code = step, code

    def __getattribute__(self, name: str):
        if name == object.__getattribute__(self, "__dict__").get("_step"):
            code = object.__getattribute__(self, "_code")

            def fail(*_: object) -> None:
                raise OSError(code, os.strerror(code))

            return fail
        return object.__getattribute__(self, name)


@pytest.mark.parametrize("step", ["open_new", "write", "flush", "replace"])
def test_a_full_disk_leaves_the_last_recovery_whole(path: Path, folder: Path, step: str, monkeypatch) -> None:
    document = Document.open(path)
    fill(document, 41)
    slot = Slot(gone())
    slot.write(document.snapshot(), slot.number())
    fill(document, 42)
    real = recovery.write_atomic
    with monkeypatch.context() as patch:
        patch.setattr(recovery, "write_atomic", lambda p, d: real(p, d, Failing(step, errno.ENOSPC)))
        for _ in range(3):
            with pytest.raises(SaveError, match="空间"):
                slot.write(document.snapshot(), slot.number())
    # What could be written but not put in its place is kept, and offered as well.
    left = {41, 42} if step == "replace" else {41}
    assert {one.report.value(CELL) for one in recovery.recoveries()} == left
    assert len(list(folder.iterdir())) <= 2
    slot.write(document.snapshot(), slot.number())
    document.close()
    assert [one.report.value(CELL) for one in recovery.recoveries()] == [42]
    assert len(list(folder.iterdir())) == 1


def test_a_data_folder_that_can_not_be_made_is_an_error_to_be_told(path: Path, monkeypatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    document = Document.open(path)
    fill(document, 41)
    slot = Slot()
    with pytest.raises(SaveError):
        slot.write(document.snapshot(), slot.number())
    assert recovery.look() == recovery.Found(())
    document.close()


def test_a_snapshot_does_not_follow_the_report(path: Path) -> None:
    document = Document.open(path)
    fill(document, 41)
    snapshot = document.snapshot()
    before = encode(snapshot, LockOwner.me())
    fill(document, 42)
    assert snapshot.state.values[CELL] == 41
    assert decode(encode(snapshot, LockOwner.me()))[1] == decode(before)[1]
    document.close()


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_whatever_was_done_is_kept_as_the_file_would_hold_it(data: st.DataObject) -> None:
    of = form_of(data.draw(st.sampled_from(["2021", "2019"])))
    document = Document.new(report_with(of=of))
    for edit in data.draw(st.lists(edits(of), min_size=1, max_size=4)):
        document.history.do(edit)
    _, payload = decode(encode(document.snapshot(), gone()))
    assert payload == dump(document.report)


def test_last_years_report_is_kept_as_in_the_file(path: Path) -> None:
    from model.edits import SetLastYear
    from model.state import LastReport

    document = Document.open(path)
    last = LastReport(report_with({CELL: "9"}, year=2024).state(), "上年.nianbao", "ab")
    document.history.do(Edit("上年", (SetLastYear((last,)),)))
    expected = dump(document.report)
    leave(document)
    (found,) = recovery.recoveries()
    assert dump(found.report) == expected
    assert read_report(path).last_reports == ()


def test_a_correction_that_was_never_saved_is_compared_with_the_published_report() -> None:
    published = report_with({CELL: "37", OTHER: "5"})
    published.apply(save_version(published, PUBLISHED, "", NOW))
    correction = Document.new(Report(correction_of(published, NOW)))
    fill(correction, 41)
    leave(correction)
    (found,) = recovery.recoveries()
    assert (found.file, found.file_is) == (None, "correction")
    assert [(one.place, one.old, one.new) for one in found.changes] == [(CELL, "37", "41")]
