"""Atomic writing: whichever step fails, the old file is whole and the error says what to do."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from model.atomic import RETRY_DELAYS, FileSystem, sweep_leftovers, write_atomic
from model.errors import SaveError
from model.processes import machine_id, person_name, process_running, process_started
from model.system_errors import reason_for

OLD, NEW = b"old content " * 1000, b"new content " * 2000
STEPS = ["resolve", "mode", "open_new", "write", "flush", "close", "set_mode", "replace", "flush_folder"]
ERRORS = {
    "ENOSPC": "空间不够",
    "EDQUOT": "配额",
    "EFBIG": "允许的大小",
    "EIO": "读写出错",
    "EACCES": "没有权限",
    "EROFS": "只读的",
    "ENAMETOOLONG": "太长",
    "ENOENT": "网络盘",
    "ESTALE": "断开",
    "ENETUNREACH": "断开",
    "EBUSY": "别的程序",
}
WINDOWS_ERRORS = {5: "别的程序", 32: "别的程序", 33: "别的程序", 112: "空间不够", 53: "断开", 19: "只读", 206: "太长"}


def system_error(name: str | int) -> OSError:
    """The error as the system raises it; a number is a code of Windows."""
    if isinstance(name, str):
        return OSError(getattr(errno, name), os.strerror(getattr(errno, name)))
    error = PermissionError(errno.EACCES, "Access is denied")
    error.winerror = name
    return error


class FaultySystem(FileSystem):
    """The real system, except that it fails where it is told to and notes what it is asked."""

    def __init__(self, fails: Callable[[str, int], OSError | None]) -> None:
        self.fails = fails
        self.calls: list[str] = []
        self.slept: list[float] = []

    def __getattribute__(self, name: str):
        found = super().__getattribute__(name)
        if name not in (*STEPS, "remove"):
            return found

        def call(*arguments: object) -> object:
            self.calls.append(name)
            error = self.fails(name, len(self.calls))
            if error is not None:
                if name == "close":
                    found(*arguments)
                raise error
            return found(*arguments)

        return call

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


def failing(step: str, error: OSError, times: int = 1000) -> FaultySystem:
    """A system in which this step fails the first so many times."""
    left = [times]

    def fails(name: str, _: int) -> OSError | None:
        if name != step or not left[0]:
            return None
        left[0] -= 1
        return error

    return FaultySystem(fails)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A file that is there already."""
    path = tmp_path / "某某局2025年报.nianbao"
    path.write_bytes(OLD)
    return path


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _others(target: Path) -> list[str]:
    return [name for name in _names(target.parent) if name != target.name]


def test_a_new_file_is_written_whole_and_alone(tmp_path: Path) -> None:
    path = tmp_path / "新建.nianbao"
    write_atomic(path, NEW)
    assert path.read_bytes() == NEW
    assert _others(path) == []


def test_an_existing_file_is_replaced_and_keeps_its_mode(target: Path) -> None:
    target.chmod(0o640)
    write_atomic(target, NEW)
    assert target.read_bytes() == NEW
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert _others(target) == []


def test_the_steps_come_in_the_order_that_survives_a_power_cut(target: Path) -> None:
    system = FaultySystem(lambda name, count: None)
    write_atomic(target, NEW, system)
    order = ["open_new", "write", "flush", "close", "set_mode", "replace", "flush_folder"]
    assert [step for step in system.calls if step in order] == order


def test_a_link_stays_a_link(target: Path, tmp_path: Path) -> None:
    folder = tmp_path / "别处"
    folder.mkdir()
    link = folder / "链接.nianbao"
    link.symlink_to(target)
    write_atomic(link, NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW
    assert [path.name for path in folder.iterdir()] == [link.name]


@pytest.mark.parametrize("error", [*ERRORS, *WINDOWS_ERRORS])
@pytest.mark.parametrize("step", STEPS)
def test_every_step_may_fail(target: Path, step: str, error: str | int) -> None:
    system = failing(step, system_error(error))
    with pytest.raises(SaveError) as caught:
        write_atomic(target, NEW, system)
    assert target.read_bytes() == (NEW if step == "flush_folder" else OLD)
    words = {**ERRORS, **WINDOWS_ERRORS}[error]
    assert words in caught.value.summary
    assert target.name in caught.value.summary
    assert caught.value.advice.endswith("。")
    assert isinstance(caught.value.__cause__, OSError)
    if step == "replace":
        assert caught.value.kept is not None
        assert caught.value.kept.read_bytes() == NEW
        assert str(caught.value.kept) in caught.value.advice
        assert _others(target) == [caught.value.kept.name]
        assert sweep_leftovers(target.parent) == ()
    else:
        assert caught.value.kept is None
        assert _others(target) == []


def test_the_kth_call_may_fail_for_every_k(target: Path) -> None:
    for k in range(1, 50):
        system = FaultySystem(lambda name, count, k=k: system_error("EIO") if count == k else None)
        try:
            write_atomic(target, NEW, system)
        except SaveError:
            whole = NEW if system.calls[-1] == "flush_folder" else OLD
            assert target.read_bytes() == whole
            target.write_bytes(OLD)
        else:
            break
    assert len(STEPS) <= k < 49
    assert target.read_bytes() == NEW


def test_nothing_is_removed_when_all_fails_from_the_replacing_on(target: Path) -> None:
    system = FaultySystem(lambda name, count: None)

    def fails(name: str, count: int) -> OSError | None:
        return system_error("EIO") if "replace" in system.calls else None

    system.fails = fails
    with pytest.raises(SaveError) as caught:
        write_atomic(target, NEW, system)
    assert caught.value.kept is not None
    assert caught.value.kept.read_bytes() == NEW
    assert target.read_bytes() == OLD


def test_a_full_disk_while_the_new_content_is_put_aside_leaves_the_temporary_file(target: Path) -> None:
    system = FaultySystem(lambda name, count: None)

    def fails(name: str, count: int) -> OSError | None:
        if name == "replace":
            return system_error("EACCES")
        return system_error("ENOSPC") if name == "write" and "replace" in system.calls else None

    system.fails = fails
    with pytest.raises(SaveError) as caught:
        write_atomic(target, NEW, system)
    assert caught.value.kept is not None
    assert caught.value.kept.read_bytes() == NEW
    assert _others(target) == [caught.value.kept.name]


def test_content_put_aside_before_is_not_overwritten(target: Path) -> None:
    kept = []
    for content in (b"one", b"two"):
        with pytest.raises(SaveError) as caught:
            write_atomic(target, content, failing("replace", system_error("EACCES")))
        kept.append(caught.value.kept)
    assert [path.read_bytes() for path in kept if path] == [b"one", b"two"]


@pytest.mark.parametrize("code", [5, 32, 33])
def test_a_file_that_windows_holds_for_a_moment_is_tried_again(target: Path, code: int) -> None:
    system = failing("replace", system_error(code), times=3)
    write_atomic(target, NEW, system)
    assert target.read_bytes() == NEW
    assert system.slept == list(RETRY_DELAYS[:3])


def test_trying_again_ends_after_a_second(target: Path) -> None:
    system = failing("replace", system_error(32))
    with pytest.raises(SaveError):
        write_atomic(target, NEW, system)
    assert 0.9 <= sum(system.slept) <= 1.1
    assert system.calls.count("replace") == len(RETRY_DELAYS) + 1


@pytest.mark.parametrize("error", ["EACCES", "ENOSPC", 1175])
def test_no_other_failure_is_tried_again(target: Path, error: str | int) -> None:
    system = failing("replace", system_error(error))
    with pytest.raises(SaveError):
        write_atomic(target, NEW, system)
    assert system.slept == []


@pytest.mark.parametrize("error", ["EINVAL", "ENOTSUP", "ENOSYS"])
def test_a_share_that_cannot_flush_a_folder_is_no_failure(target: Path, error: str) -> None:
    write_atomic(target, NEW, failing("flush_folder", system_error(error)))
    assert target.read_bytes() == NEW


def test_a_system_that_writes_little_at_a_time(target: Path) -> None:
    class Slow(FileSystem):
        def write(self, descriptor: int, data: memoryview) -> int:
            return os.write(descriptor, data[:1000])

    write_atomic(target, NEW, Slow())
    assert target.read_bytes() == NEW


def test_a_system_that_writes_nothing_is_a_failure(target: Path) -> None:
    class Stuck(FileSystem):
        def write(self, descriptor: int, data: memoryview) -> int:
            return 0

    with pytest.raises(SaveError):
        write_atomic(target, NEW, Stuck())
    assert target.read_bytes() == OLD


def test_a_read_only_file_is_not_replaced(target: Path) -> None:
    class ReadOnly(FileSystem):
        def writable(self, path: Path) -> bool:
            return False

    with pytest.raises(SaveError, match="只读"):
        write_atomic(target, NEW, ReadOnly())
    assert target.read_bytes() == OLD


def test_a_folder_or_a_pipe_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    with pytest.raises(SaveError, match="普通"):
        write_atomic(pipe, NEW)
    with pytest.raises(SaveError, match="文件夹"):
        write_atomic(tmp_path, NEW)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert _names(tmp_path) == [pipe.name]


def test_real_refusals_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="找不到文件或文件夹"):
        write_atomic(tmp_path / "没有的文件夹" / "年报.nianbao", NEW)
    with pytest.raises(SaveError, match="太长"):
        write_atomic(tmp_path / ("长" * 100 + ".nianbao"), NEW)
    loop = tmp_path / "链接.nianbao"
    loop.symlink_to(loop)
    with pytest.raises(SaveError, match="指来指去"):
        write_atomic(loop, NEW)
    assert _names(tmp_path) == [loop.name]


def test_a_name_as_long_as_allowed_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("长" * 82 + ".nianbao")
    write_atomic(path, OLD)
    write_atomic(path, NEW)
    assert path.read_bytes() == NEW


def test_a_limit_of_the_real_system_leaves_the_old_file(target: Path) -> None:
    code = (
        "import resource, sys; from pathlib import Path; from model.atomic import write_atomic\n"
        "from model.errors import SaveError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (16_000, 16_000))\n"
        "try: write_atomic(Path(sys.argv[1]), b'x' * 24_000)\n"
        "except SaveError as error: sys.exit(0 if '允许的大小' in str(error) else 2)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(target)], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert target.read_bytes() == OLD
    assert _others(target) == []


def _ended_process() -> int:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def test_leftovers_of_ended_processes_are_swept_and_nothing_else(tmp_path: Path) -> None:
    ended = _ended_process()
    left = f".nianbao-{machine_id()}-{ended}-0123abcd.tmp"
    staying = [
        f".nianbao-{machine_id()}-{os.getpid()}-0123abcd.tmp",
        f".nianbao-{'0' * 8}-{ended}-0123abcd.tmp",
        f".nianbao-{machine_id()}-{ended}.tmp",
        "年报.nianbao",
        "别人的.tmp",
    ]
    for name in (left, *staying):
        (tmp_path / name).write_bytes(b"x")
    assert sweep_leftovers(tmp_path) == (left,)
    assert _names(tmp_path) == sorted(staying)
    assert sweep_leftovers(tmp_path / "没有") == ()


def test_a_process_is_told_from_another_with_its_number() -> None:
    me = os.getpid()
    assert process_running(me)
    assert process_running(me, process_started(me))
    assert not process_running(me, "another start")
    assert not process_running(_ended_process())
    assert process_started(me)
    assert person_name()


def test_a_process_that_has_ended_but_was_not_waited_for_does_not_run() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.read()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert not process_running(child.pid)
    child.wait()
    child.stdout.close()


def test_what_is_not_known_is_told_in_the_systems_words(tmp_path: Path) -> None:
    reason = reason_for(OSError(errno.EPROTO, "Protocol error"), tmp_path)
    assert "Protocol error" in reason.why
    assert reason.advice


def test_not_found_on_windows_may_mean_too_long() -> None:
    error = FileNotFoundError(errno.ENOENT, "The system cannot find the path specified")
    error.winerror = 3
    assert "太长" in reason_for(error, Path("长" * 250)).why
    assert "找不到" in reason_for(error, Path("短")).why
