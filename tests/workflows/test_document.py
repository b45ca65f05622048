"""An open report with its file: saving, what changed meanwhile, going back."""

import errno
import os
from datetime import datetime
from pathlib import Path

import pytest

from model import atomic
from model.edits import Edit, SetField
from model.errors import ChangedOnDisk, FileFormatError, OpenError, SaveError
from model.storage import dump
from tests.builders import full_report, report_with
from tests.workflows.report_files import CELL, fill, names_beside
from workflows import lock
from workflows.backups import list_backups
from workflows.document import Document, read_report
from workflows.lock import lock_path
from workflows.unit_kinds import unit_kinds


def test_a_new_report_has_no_file_and_asks_for_one() -> None:
    document = Document.new(report_with())
    assert (document.path, document.read_only, document.locked_by, document.saved) == (None, False, None, True)
    assert not document.changed_on_disk()
    assert document.backups() == ()
    with pytest.raises(SaveError, match="另存为"):
        document.save()
    with pytest.raises(OpenError):
        document.revert()
    fill(document, 1)
    assert not document.saved


def test_open_change_save_and_open_again(path: Path) -> None:
    document = Document.open(path)
    assert document.report.value(CELL) == 37
    assert document.saved
    fill(document, 38)
    assert not document.saved
    assert document.save() == ""
    assert document.saved
    document.close()
    assert read_report(path).value(CELL) == 38
    assert names_beside(path) == [".备份", path.name]


def test_undo_back_to_what_was_saved_counts_as_saved(path: Path) -> None:
    document = Document.open(path)
    fill(document, 38)
    document.save()
    fill(document, 39)
    document.history.undo()
    assert document.saved
    document.history.undo()
    assert not document.saved


def test_a_link_is_followed_and_stays(path: Path, tmp_path: Path) -> None:
    (tmp_path / "桌面").mkdir()
    link = tmp_path / "桌面" / "年报.nianbao"
    link.symlink_to(path)
    document = Document.open(link)
    assert document.path == path
    fill(document, 38)
    document.save()
    assert link.is_symlink()
    assert read_report(path).value(CELL) == 38
    assert os.listdir(tmp_path / "桌面") == [link.name]  # noqa: PTH208


class TestSomeoneElseChangedTheFile:
    def _change(self, path: Path) -> bytes:
        other = dump(report_with({CELL: "99"}))
        path.write_bytes(other)
        return other

    def test_it_is_not_overwritten_without_a_question(self, path: Path) -> None:
        document = Document.open(path)
        fill(document, 38)
        other = self._change(path)
        assert document.changed_on_disk()
        with pytest.raises(ChangedOnDisk, match="被别人改过"):
            document.save()
        assert path.read_bytes() == other
        assert not document.saved

    def test_overwriting_keeps_the_others_version(self, path: Path) -> None:
        document = Document.open(path)
        fill(document, 38)
        other = self._change(path)
        document.save(overwrite=True)
        assert read_report(path).value(CELL) == 38
        assert other in [backup.path.read_bytes() for backup in document.backups()]
        assert not document.changed_on_disk()

    def test_a_change_that_keeps_size_and_time_is_seen(self, path: Path) -> None:
        document = Document.open(path)
        times = path.stat().st_atime_ns, path.stat().st_mtime_ns
        data = path.read_bytes()
        path.write_bytes(data.replace(b"37", b"73"))
        os.utime(path, ns=times)
        assert document.changed_on_disk()

    def test_a_file_that_is_gone_is_told(self, path: Path) -> None:
        document = Document.open(path)
        fill(document, 38)
        path.unlink()
        with pytest.raises(ChangedOnDisk, match="不在原处"):
            document.save()
        document.save(overwrite=True)
        assert read_report(path).value(CELL) == 38

    def test_a_folder_that_is_gone_is_told(self, path: Path, tmp_path: Path) -> None:
        document = Document.open(path)
        fill(document, 38)
        away = tmp_path.with_name(tmp_path.name + "_away")
        tmp_path.rename(away)
        for overwrite in (False, True):
            with pytest.raises(SaveError, match="网络盘"):
                document.save(overwrite=overwrite)
        away.rename(tmp_path)
        document.save()


class TestAFailedSave:
    @pytest.fixture
    def opened(self, path: Path) -> Document:
        document = Document.open(path)
        fill(document, 38)
        return document

    @pytest.mark.parametrize("step", ["open_new", "write", "flush", "close", "set_mode", "replace"])
    def test_leaves_the_file_and_the_report_and_can_be_repeated(
        self, opened: Document, path: Path, step: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = path.read_bytes()
        real = getattr(atomic.FileSystem, step)

        def fails(self: atomic.FileSystem, *arguments: object) -> None:
            if step == "close":
                real(self, *arguments)
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(atomic.FileSystem, step, fails)
            with pytest.raises(SaveError, match="空间不够"):
                opened.save()
        assert path.read_bytes() == before
        assert not opened.saved
        assert opened.report.value(CELL) == 38
        opened.save()
        assert read_report(path).value(CELL) == 38

    def test_after_the_replacing_is_no_change_by_someone_else(
        self, opened: Document, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(self: atomic.FileSystem, folder: Path) -> None:
            raise OSError(errno.EIO, "Input/output error")

        with monkeypatch.context() as patch:
            patch.setattr(atomic.FileSystem, "flush_folder", fails)
            with pytest.raises(SaveError, match="没有确认"):
                opened.save()
        assert not opened.saved
        fill(opened, 39)
        opened.save()
        assert read_report(path).value(CELL) == 39

    def test_content_that_is_read_back_otherwise_is_told(
        self, opened: Document, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def lying(self: atomic.FileSystem, descriptor: int, data: memoryview) -> int:
            os.write(descriptor, b"\0" * len(data))
            return len(data)

        monkeypatch.setattr(atomic.FileSystem, "write", lying)
        with pytest.raises(SaveError, match="读回来不一样"):
            opened.save()
        assert not opened.saved

    def test_a_backup_that_can_not_be_made_is_a_warning(self, opened: Document, path: Path) -> None:
        for backup in list_backups(path):
            backup.path.unlink()
        (path.parent / ".备份").write_text("a file is in the way")
        assert "没有留下备份" in opened.save()
        assert opened.saved
        assert read_report(path).value(CELL) == 38


def test_saving_what_is_there_already_makes_no_backup(path: Path) -> None:
    document = Document.open(path)
    before = path.stat().st_ino
    document.save()
    document.save()
    assert path.stat().st_ino == before
    assert document.backups() == ()


def test_a_save_may_be_run_apart_and_counts_only_if_nothing_changed_meanwhile(path: Path) -> None:
    document = Document.open(path)
    fill(document, 38)
    job = document.save_job()
    fill(document, 39)
    job.run()
    document.finish_save(job)
    assert not document.saved
    assert not document.changed_on_disk()
    document.save()
    assert document.saved


class TestSaveAs:
    def test_goes_on_with_the_new_file(self, path: Path) -> None:
        document = Document.open(path)
        other = path.with_name("另一份.nianbao")
        fill(document, 38)
        document.save_as(other)
        assert (document.path, document.saved) == (other, True)
        assert lock.owner_of(path) is None
        assert lock.owner_of(other) is not None
        assert (read_report(path).value(CELL), read_report(other).value(CELL)) == (37, 38)
        document.close()
        assert lock.owner_of(other) is None

    def test_an_existing_file_needs_a_yes_and_is_kept(self, path: Path) -> None:
        document = Document.new(report_with({CELL: "5"}))
        with pytest.raises(SaveError, match="已经有"):
            document.save_as(path)
        assert document.path is None
        document.save_as(path, overwrite=True)
        assert read_report(path).value(CELL) == 5
        assert len(document.backups()) == 1

    def test_a_failure_changes_nothing(self, path: Path) -> None:
        document = Document.open(path)
        fill(document, 38)
        with pytest.raises(SaveError):
            document.save_as(path.parent / "没有" / "年报.nianbao")
        assert (document.path, document.saved) == (path, False)
        assert lock.owner_of(path) is not None

    def test_a_failure_after_locking_lets_the_lock_go(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(self: atomic.FileSystem, *_: object) -> None:
            raise OSError(errno.EROFS, "Read-only file system")

        document = Document.open(path)
        other = path.with_name("另一份.nianbao")
        monkeypatch.setattr(atomic.FileSystem, "open_new", fails)
        with pytest.raises(SaveError, match="只读"):
            document.save_as(other)
        assert names_beside(path) == [lock_path(path).name, path.name]

    @pytest.mark.parametrize("name", ["年报", "年报.docx", "年报.nianbao.txt"])
    def test_the_suffix_is_needed(self, path: Path, name: str) -> None:
        document = Document.open(path)
        for save in (document.save_as, document.save_copy):
            with pytest.raises(SaveError, match="nianbao"):
                save(path.with_name(name))

    def test_the_same_name_is_a_plain_save(self, path: Path) -> None:
        document = Document.open(path)
        path.write_bytes(dump(report_with({CELL: "99"})))
        fill(document, 38)
        with pytest.raises(ChangedOnDisk):
            document.save_as(path)

    def test_a_file_that_someone_has_open_is_refused(self, path: Path) -> None:
        opened = Document.open(path)
        document = Document.new(report_with())
        for save in (document.save_as, document.save_copy):
            with pytest.raises(SaveError, match="另一个窗口"):
                save(path, overwrite=True)
        assert opened.report.value(CELL) == read_report(path).value(CELL) == 37


def test_a_copy_changes_neither_name_nor_saved_state(path: Path) -> None:
    document = Document.open(path)
    fill(document, 38)
    copy = path.with_name("副本.nianbao")
    document.save_copy(copy)
    assert (document.path, document.saved) == (path, False)
    assert read_report(copy).value(CELL) == 38
    assert lock.owner_of(copy) is None
    with pytest.raises(SaveError, match="已经有"):
        document.save_copy(copy)
    with pytest.raises(SaveError, match="同名"):
        document.save_copy(path, overwrite=True)


class TestGoingBack:
    def test_to_what_is_saved_as_one_step(self, path: Path) -> None:
        document = Document.open(path)
        fill(document, 38)
        document.history.do(Edit("填写", (SetField("unit", "别的局"),)))
        document.revert()
        assert (document.report.value(CELL), document.report.unit) == (37, "示例县数据局")
        assert document.saved
        assert document.history.undo_name == "恢复到已保存"
        document.history.undo()
        assert (document.report.value(CELL), document.report.unit) == (38, "别的局")
        assert not document.saved

    def test_takes_in_what_someone_else_saved(self, path: Path) -> None:
        document = Document.open(path)
        path.write_bytes(dump(report_with({CELL: "99"})))
        document.revert()
        assert document.report.value(CELL) == 99
        assert not document.changed_on_disk()

    def test_to_a_backup_as_one_step(self, path: Path) -> None:
        document = Document.open(path)
        fill(document, 38)
        document.save()
        (backup,) = document.backups()
        (difference,) = document.compare_backup(backup)
        assert difference.words == "表三 一、本年新收政府信息公开申请数量，自然人：38 → 37"
        document.restore_backup(backup)
        assert document.report.value(CELL) == 37
        assert not document.saved
        assert document.history.undo_name.startswith("恢复备份 ")
        document.history.undo()
        assert document.report.value(CELL) == 38
        assert document.saved

    def test_to_a_broken_backup_changes_nothing(self, path: Path) -> None:
        document = Document.open(path)
        fill(document, 38)
        document.save()
        (backup,) = document.backups()
        backup.path.write_bytes(b"{")
        for use in (document.restore_backup, document.compare_backup):
            with pytest.raises(FileFormatError):
                use(backup)
        assert document.report.value(CELL) == 38
        assert document.saved

    def test_a_backup_of_the_other_edition(self, path: Path) -> None:
        document = Document.new(full_report(edition="2019"))
        document.save_as(path, overwrite=True)
        (backup,) = document.backups()
        assert document.compare_backup(backup)[0].words == "表样：2019年版 → 2021年版"
        document.restore_backup(backup)
        assert document.report.form.edition == "2021"
        document.history.undo()
        assert document.report.form.edition == "2019"

    def test_kinds_of_units_are_compared_by_name(self, path: Path) -> None:
        document = Document.open(path)
        kind = unit_kinds()[0]
        document.history.do(Edit("填写", (SetField("unit_kind", kind.id),)))
        document.save()
        (difference,) = document.compare_backup(document.backups()[0])
        assert difference.words == f"单位类别：{kind.name} → 空白"


def test_the_moment_of_a_backup_is_now(path: Path) -> None:
    document = Document.open(path)
    fill(document, 38)
    before = datetime.now().replace(microsecond=0)
    document.save()
    assert before <= document.backups()[0].time <= datetime.now()


def test_a_name_that_is_too_long_is_told_before_anything_else(tmp_path: Path) -> None:
    document = Document.new(report_with())
    for save in (document.save_as, document.save_copy):
        with pytest.raises(SaveError, match="太长"):
            save(tmp_path / f"{'长' * 100}.nianbao")
