"""Opening a report: its lock, what can't be opened, and what opening costs."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from model.errors import ChangedOnDisk, FileFormatError, OpenError, SaveError
from model.storage import dump
from tests.builders import report_with
from tests.workflows.report_files import CELL, fill, names_beside
from workflows import lock
from workflows.document import Document, read_report
from workflows.lock import LockOwner, lock_path

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = LockOwner("张三", "PC-01", "00000000", 4711, "x-1", "2026-03-05T09:05:00", "token")


class TestTheLock:
    def test_is_held_while_the_report_is_open(self, path: Path) -> None:
        document = Document.open(path)
        assert lock_path(path).exists()
        document.close()
        document.close()
        assert names_beside(path) == [path.name]

    def test_a_second_window_may_only_look(self, path: Path) -> None:
        first, second = Document.open(path), Document.open(path)
        assert second.read_only
        assert second.locked_by is not None
        assert second.locked_by.is_me
        assert second.read_only_reason == "本程序的另一个窗口正打开着这份报告，这里只能看。"
        with pytest.raises(OpenError, match="另一个窗口"):
            second.take_over()
        second.close()
        assert lock_path(path).exists()
        first.close()

    def test_someone_elses_report_is_read_only_but_can_be_saved_elsewhere(self, path: Path) -> None:
        lock_path(path).write_text(json.dumps(ELSEWHERE._asdict()))
        document = Document.open(path)
        assert document.read_only
        assert document.locked_by == ELSEWHERE
        with pytest.raises(SaveError, match=r"张三.*另存为"):
            document.save()
        with pytest.raises(SaveError):
            document.save_as(path, overwrite=True)
        other = path.with_name("另一份.nianbao")
        document.save_as(other)
        assert (document.read_only, document.locked_by, document.read_only_reason) == (False, None, "")
        document.save()
        document.close()
        assert lock_path(path).exists()

    def test_it_can_be_broken_deliberately(self, path: Path) -> None:
        lock_path(path).write_text(json.dumps(ELSEWHERE._asdict()))
        document = Document.open(path)
        path.write_bytes(dump(report_with({CELL: "99"})))
        document.take_over()
        assert (document.read_only, document.locked_by) == (False, None)
        assert document.report.value(CELL) == 99
        fill(document, 38)
        document.save()
        document.close()
        assert not lock_path(path).exists()

    def test_the_one_whose_lock_was_broken_is_told(self, path: Path) -> None:
        document = Document.open(path)
        fill(document, 38)
        lock.break_lock(path, ELSEWHERE)
        with pytest.raises(ChangedOnDisk, match=r"张三.*接过去"):
            document.save()
        document.save(overwrite=True)
        document.close()
        assert lock.owner_of(path) == ELSEWHERE

    def test_a_lock_that_was_swept_away_is_made_again(self, path: Path) -> None:
        document = Document.open(path)
        fill(document, 38)
        lock_path(path).unlink()
        document.save()
        assert Document.open(path).read_only
        document.close()
        assert not lock_path(path).exists()

    def test_a_crash_is_known_from_the_lock_it_left(self, path: Path) -> None:
        mine = LockOwner.me()
        lock_path(path).write_text(json.dumps(mine._replace(started="before")._asdict()))
        document = Document.open(path)
        assert not document.read_only
        assert document.crashed is not None
        assert document.crashed.process == os.getpid()

    def test_where_no_lock_can_be_made_the_report_opens(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refused(*_: object) -> None:
            raise OSError(errno.EROFS, "Read-only file system")

        monkeypatch.setattr(lock, "acquire", refused)
        document = Document.open(path)
        assert (document.read_only, document.locked_by) == (False, None)
        fill(document, 38)
        document.save()
        document.close()

    def test_a_file_that_can_not_be_written_is_read_only(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
        document = Document.open(path)
        assert document.read_only
        assert document.locked_by is None
        assert document.read_only_reason == "这个文件是只读的，这里只能看。"
        with pytest.raises(SaveError, match="只读"):
            document.save()

    def test_looking_at_a_report_takes_no_lock(self, path: Path) -> None:
        read_report(path)
        assert names_beside(path) == [path.name]


class TestAFileThatCanNotBeOpened:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "是空的"),
            (b"\0" * 4096, "是空的"),
            (b"PK\x03\x04 etc", "Word、Excel"),
            (b"hello", "不是年报文件"),
            (b'{"format": "other"}', "不是年报文件"),
            (b'{"format": "nianbao", "version": 99}', "更新的版本"),
            (b'{"format": "nianbao", "version": 1, "edition": "1999"}', "没有这种表样"),
        ],
    )
    def test_says_what_it_is(self, path: Path, content: bytes, words: str) -> None:
        path.write_bytes(content)
        with pytest.raises(FileFormatError, match=words) as caught:
            Document.open(path)
        assert path.name in caught.value.summary
        assert caught.value.backups == ()
        assert "备份" not in str(caught.value)
        assert names_beside(path) == [path.name]

    def test_offers_the_backups_where_there_are_some(self, path: Path) -> None:
        document = Document.open(path)
        fill(document, 38)
        document.save()
        document.close()
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(FileFormatError, match=r"不完整.*有 1 个备份") as caught:
            Document.open(path)
        opened = Document.open_backup(path, caught.value.backups[0])
        assert opened.report.value(CELL) == 37
        assert (opened.path, opened.saved) == (path, False)
        opened.save()
        assert opened.saved
        assert read_report(path).value(CELL) == 37

    def test_a_file_that_is_gone_offers_them_too(self, path: Path) -> None:
        document = Document.open(path)
        fill(document, 38)
        document.save()
        document.close()
        path.unlink()
        with pytest.raises(OpenError, match="找不到") as caught:
            Document.open(path)
        opened = Document.open_backup(path, caught.value.backups[0])
        opened.save()
        assert read_report(path).value(CELL) == 37

    def test_a_folder_a_missing_file_and_a_loop(self, tmp_path: Path) -> None:
        loop = tmp_path / "链接.nianbao"
        loop.symlink_to(loop)
        for wrong, words in ((tmp_path, "文件夹"), (tmp_path / "没有.nianbao", "找不到"), (loop, "链接")):
            with pytest.raises(OpenError, match=words):
                Document.open(wrong)

    def test_a_file_far_too_large_is_not_read(self, tmp_path: Path) -> None:
        large = tmp_path / "年报.nianbao"
        with large.open("wb") as file:
            file.truncate(200_000_000)
        with pytest.raises(FileFormatError, match="太大"):
            Document.open(large)


def test_opening_loads_nothing_heavy(path: Path) -> None:
    heavy = ["PySide6", "lxml", "openpyxl", "docx", "difflib", "hashlib", "subprocess", "ctypes"]
    code = (
        "import sys; from pathlib import Path; from workflows.document import Document\n"
        "Document.open(Path(sys.argv[1])).close(); print(*[name for name in sys.argv[2:] if name in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(path), *heavy]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.split() == []
