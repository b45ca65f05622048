"""A full disk, a folder that takes nothing, a file that another program holds: the old file stays, whatever the kind."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from model.edits import Edit, SetCell
from model.errors import SaveError
from model.report import Report
from tests.builders import full_report
from workflows.export_kinds import KINDS, Kind, Wishes
from workflows.open_elsewhere import open_remark, program_with
from workflows.publication import write_publication

Fail = Callable[..., object]


def _failing(code: int) -> Fail:
    def fail(*_: object, **__: object) -> object:
        raise OSError(code, os.strerror(code))

    return fail


def _held(*given: object) -> object:
    """What Windows says of a file that another program has open."""
    error = PermissionError(errno.EACCES, "The process cannot access the file", str(given[-1]))
    error.winerror = 32
    raise error


FAILURES = {
    "full disk": ("write", _failing(errno.ENOSPC), "磁盘空间不够", "存到别的盘"),
    "full when flushed": ("fsync", _failing(errno.ENOSPC), "磁盘空间不够", "存到别的盘"),
    "quota": ("write", _failing(errno.EDQUOT), "磁盘空间配额", "存到别的盘"),
    "read-only folder": ("open", _failing(errno.EACCES), "没有权限，或文件正被别的程序打开", "换一个文件夹"),
    "read-only disk": ("open", _failing(errno.EROFS), "只读", "存到别的盘"),
    "held by another program": ("replace", _held, "文件正被别的程序打开", "关闭正打开它的"),
}


@pytest.fixture
def report() -> Report:
    found = full_report()
    found.apply(Edit("填写", (SetCell("requests.received.natural_person", 5),)))
    return found


@pytest.fixture
def break_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str, Fail], None]:
    """Puts a failure in place of one of the system's operations, where files are written."""

    def apply(name: str, fail: Fail) -> None:
        real = getattr(os, name)

        def instead(*given: object, **named: object) -> object:
            # Opening works elsewhere, and to read.
            reads = name == "open" and not given[1] & (os.O_WRONLY | os.O_RDWR)
            elsewhere = name == "open" and tmp_path not in Path(given[0]).parents
            return real(*given, **named) if reads or elsewhere else fail(*given, **named)

        monkeypatch.setattr(time, "sleep", lambda _: None)
        monkeypatch.setattr(os, name, instead)

    return apply


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_old_file_stays_whole_and_the_message_says_what_to_do(
    kind: Kind,
    failure: tuple[str, Fail, str, str],
    report: Report,
    tmp_path: Path,
    break_system: Callable[[str, Fail], None],
) -> None:
    path = tmp_path / f"一{kind.suffix}"
    kind.write(full_report(), path, Wishes())
    before = path.read_bytes()
    operation, fail, why, advice = failure
    break_system(operation, fail)
    with pytest.raises(SaveError) as caught:
        kind.write(report, path, Wishes())
    assert why in caught.value.summary
    assert "原来的文件没有动" in caught.value.summary
    assert advice in caught.value.advice
    assert path.read_bytes() == before
    others = set(tmp_path.iterdir()) - {path}
    assert others == ({caught.value.kept} if operation == "replace" else set()), "no half file is left"


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_a_publication_on_such_a_disk_leaves_everything(
    failure: tuple[str, Fail, str, str], report: Report, tmp_path: Path, break_system: Callable[[str, Fail], None]
) -> None:
    write_publication(full_report(), tmp_path, ("csv", "json"))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    operation, fail, why, advice = failure
    break_system(operation, fail)
    with pytest.raises(SaveError) as caught:
        write_publication(report, tmp_path, ("csv", "json"))
    assert why in caught.value.summary
    assert advice in caught.value.advice
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("mark", "program"),
    [
        (".~lock.年度报告的文件.docx#", "LibreOffice 或 WPS"),
        ("~$年度报告的文件.docx", "Word 或 WPS"),
        ("~$报告的文件.docx", "Word 或 WPS"),
        ("~$度报告的文件.docx", "Word 或 WPS"),
        (".~lock.别的文件.docx#", ""),
        ("~$别的文件.docx", ""),
    ],
)
def test_a_file_that_seems_open_is_known_by_the_mark_beside_it(mark: str, program: str, tmp_path: Path) -> None:
    path = tmp_path / "年度报告的文件.docx"
    (tmp_path / mark).touch()
    assert program_with(path) == program
    assert bool(open_remark(path)) == bool(program)
    assert not program_with(tmp_path / ("长" * 300))
