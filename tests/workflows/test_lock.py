"""The lock beside an open report: whose it is, when it is stale, and how it is broken."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from model.processes import machine_id
from workflows import lock
from workflows.lock import UNKNOWN, Lock, LockOwner, acquire, break_lock, lock_path, owner_of

ELSEWHERE = LockOwner("张三", "PC-01", "00000000", 4711, "x-1", "2026-03-05T09:05:00", "token")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """The path of a report; whether it is there does not matter."""
    return tmp_path / "某某局2025年报.nianbao"


def _ended_here() -> LockOwner:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return LockOwner("李四", "PC-02", machine_id(), child.pid, "", "2026-03-05T09:05:00", "token")


def _hold(report: Path, owner: LockOwner) -> None:
    lock_path(report).write_text(json.dumps(owner._asdict(), ensure_ascii=False), encoding="utf-8")


def _names(report: Path) -> list[str]:
    return sorted(path.name for path in report.parent.iterdir())


def test_a_lock_says_who_where_and_which_process(report: Path) -> None:
    assert owner_of(report) is None
    taken = acquire(report)
    assert isinstance(taken, Lock)
    assert _names(report) == [".~某某局2025年报.nianbao.lock"]
    data = json.loads(lock_path(report).read_text(encoding="utf-8"))
    assert data["process"] == os.getpid()
    assert set(data) == {"person", "machine", "machine_id", "process", "started", "time", "token"}
    assert taken.orphan is None
    taken.release()
    assert _names(report) == []


def test_a_second_window_of_the_same_process_is_told(report: Path) -> None:
    acquire(report)
    second = acquire(report)
    assert isinstance(second, LockOwner)
    assert second.is_me
    assert second.words == "本程序的另一个窗口"


def test_another_process_of_this_machine_holds_it_while_it_runs(report: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from workflows.lock import acquire\n"
        "acquire(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(report)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        holder = acquire(report)
        assert isinstance(holder, LockOwner)
        assert not holder.is_me
        assert holder.process == child.pid
        child.kill()
    taken = acquire(report)
    assert isinstance(taken, Lock)
    assert taken.orphan == holder


def test_a_process_with_the_same_number_started_later_is_another(report: Path) -> None:
    mine = LockOwner.me()
    _hold(report, mine._replace(started="before the restart"))
    assert owner_of(report) is None
    assert isinstance(acquire(report), Lock)


def test_a_lock_of_another_machine_is_respected(report: Path) -> None:
    _hold(report, ELSEWHERE)
    assert acquire(report) == ELSEWHERE
    assert owner_of(report) == ELSEWHERE
    assert ELSEWHERE.words == "张三（电脑 PC-01，3月5日9:05起）"
    assert _names(report) == [lock_path(report).name]


def test_it_can_be_broken_and_the_one_before_does_not_take_it_away(report: Path) -> None:
    first = Lock(lock_path(report), ELSEWHERE)
    _hold(report, ELSEWHERE)
    assert first.held
    mine = break_lock(report)
    assert mine.held
    assert not first.held
    first.release()
    assert owner_of(report) == mine.owner
    assert _names(report) == [lock_path(report).name]


def test_a_stale_lock_is_taken_over_and_says_whose_it_was(report: Path) -> None:
    ended = _ended_here()
    _hold(report, ended)
    assert owner_of(report) is None
    taken = acquire(report)
    assert isinstance(taken, Lock)
    assert taken.orphan == ended
    assert _names(report) == [lock_path(report).name]


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 80, b"{", b"[]", b"3", b'{"person": 5}', b"[" * 5000, '{"person": "张'.encode()]
)
def test_a_lock_that_can_not_be_read_is_nobodys_once_it_is_old(report: Path, content: bytes) -> None:
    path = lock_path(report)
    path.write_bytes(content)
    assert acquire(report) == UNKNOWN
    old = path.stat().st_mtime - 2 * lock.UNREADABLE_SECONDS
    os.utime(path, (old, old))
    assert owner_of(report) is None
    assert isinstance(acquire(report), Lock)


def test_a_stale_lock_that_another_renewed_meanwhile_is_put_back(report: Path) -> None:
    _hold(report, ELSEWHERE)
    assert lock._remove_stale(lock_path(report)) == ELSEWHERE
    assert owner_of(report) == ELSEWHERE


def test_only_one_of_many_takes_a_stale_lock(report: Path) -> None:
    _hold(report, _ended_here())
    code = (
        "import sys; from pathlib import Path; from workflows.lock import Lock, acquire\n"
        "sys.stdin.readline(); taken = acquire(Path(sys.argv[1]))\n"
        "print(isinstance(taken, Lock), flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", code, str(report)]
    children = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    answers = [child.stdout.readline().strip() for child in children if child.stdout]
    for child in children:
        child.communicate()
    assert sorted(answers) == ["False", "False", "False", "True"]


def test_where_there_are_no_hard_links_it_is_made_all_the_same(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    assert isinstance(acquire(report), Lock)
    assert isinstance(acquire(report), LockOwner)
    assert _names(report) == [lock_path(report).name]


def test_where_none_can_be_made_the_system_says_so(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        acquire(tmp_path / "没有的文件夹" / "年报.nianbao")


def test_another_ones_lock_is_seen_where_we_may_not_write(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refused)
    with pytest.raises(PermissionError):
        acquire(report)
    _hold(report, ELSEWHERE)
    assert acquire(report) == ELSEWHERE


def test_what_is_not_known_of_an_owner_is_left_out() -> None:
    assert UNKNOWN.words == "另一个人"
    assert ELSEWHERE._replace(time="").words == "张三（电脑 PC-01）"


def test_a_lock_for_the_longest_name(tmp_path: Path) -> None:
    long = tmp_path / ("长" * 82 + ".nianbao")
    other = tmp_path / ("长" * 81 + "短.nianbao")
    assert isinstance(acquire(long), Lock)
    assert isinstance(acquire(other), Lock)


def test_a_full_disk_is_told_and_nothing_of_the_lock_stays(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> int:
        path.touch()
        raise OSError(28, "No space left on device")

    before = _names(report)
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        acquire(report)
    assert _names(report) == before
