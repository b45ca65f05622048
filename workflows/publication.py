"""生成发布材料: all files of a publication in one folder, with a list of what was made and compared, all or none of them.

They are made and checked in a folder of their own beside their places and moved there last. What stood there comes back
when a move fails, so that a folder never holds files of two states of a report as if they belonged together; the list,
which says the hash of each, is moved last of all.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from model.atomic import SYSTEM, replace_file, write_atomic
from model.check_code import check_code
from model.errors import ExportError, ReportError, SaveError
from model.processes import machine_id, process_running
from model.records import NamedTuple
from model.report import Report
from model.system_errors import reason_for
from workflows.compared import compared, template_lines
from workflows.export_kinds import AS_USUAL, KINDS, PUBLISHED, Kind, Wishes, usual_name
from workflows.file_names import refuse_strange_name, report_name
from workflows.lock import LockOwner, acquire, lock_path
from workflows.show import counts_text
from workflows.versions import is_final, moment

LIST = "发布清单"
_EARLIER = "earlier"
"""Where files wait that are being replaced."""
_PREFIX = ".nianbao-"
_LEFT = r"\.nianbao-([0-9a-f]{8})-(\d+)-\w+"


class Made(NamedTuple):
    """A file of a publication. size: bytes. sha256: of its bytes, in hexadecimal digits. compared: what, in words."""

    kind: Kind
    path: Path
    size: int
    sha256: str
    compared: str


class Publication(NamedTuple):
    """What was made. list: the file that says so.

    remarks: what is to be told though it went well. What is to be said of own templates stands in the list alone:
    it was told, or asked about, before anything was written.
    """

    made: tuple[Made, ...]
    list: Path
    remarks: tuple[str, ...]

    @property
    def paths(self) -> tuple[Path, ...]:
        """All files, the list last."""
        return (*(made.path for made in self.made), self.list)


def list_name(report: Report) -> str:
    """What the list of a report's publication is called."""
    return f"{report_name(report)}（{LIST}）.txt"


def there_already(report: Report, folder: Path, kinds: Sequence[str] = PUBLISHED) -> tuple[str, ...]:
    """The names of files that a publication would replace."""
    names = [*(usual_name(KINDS[kind], report) for kind in kinds), list_name(report)]
    return tuple(name for name in names if (folder / name).exists())


def open_there(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """A sentence on each file of these names in the folder that another program seems to have open."""
    from workflows.open_elsewhere import open_remark

    return tuple(filter(None, (open_remark(folder / name) for name in names)))


def write_publication(
    report: Report, folder: Path, kinds: Sequence[str] = PUBLISHED, wishes: Wishes = AS_USUAL
) -> Publication:
    """Write the files of these kinds (ids of `KINDS`) into the folder, which is made when only it is missing.

    What stands there under the same names is replaced. Raises ExportError when a file can't be made or is not what
    the report says, SaveError when one can't be written or somebody is writing the same ones there; the folder is then
    as it was.
    """
    if not kinds:
        raise ExportError("没有选任何一种文件。", "请至少选一种。")
    if not folder.exists():
        refuse_strange_name(folder)
    returned = _sweep(folder)
    try:
        with _workshop(folder) as workshop, _alone(folder / list_name(report)):
            made = tuple(_make(report, KINDS[kind], workshop, folder, wishes) for kind in PUBLISHED if kind in kinds)
            remarks = tuple(_remarks(report, kinds, wishes))
            told = (*remarks, *template_lines(report, wishes, {one.kind.suffix for one in made}))
            listed = folder / list_name(report)
            write_atomic(workshop / listed.name, _list(report, made, told, wishes).encode("utf-8-sig"))
            around = tuple(_around(report, kinds, folder))
            _move_all(workshop, [one.path.name for one in made] + [listed.name], folder)
    except OSError as error:
        raise _failure(folder, error) from error
    return Publication(made, listed, (*returned, *remarks, *around))


@contextlib.contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """A folder inside the one of the publication, gone afterwards with all that is left in it."""
    new = not folder.exists()
    if new:
        folder.mkdir()
    try:
        workshop = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{machine_id()}-{os.getpid()}-", dir=folder))
        try:
            yield workshop
        finally:
            shutil.rmtree(workshop, ignore_errors=True)
    finally:
        if new:
            # Only when nothing came to be in it.
            with contextlib.suppress(OSError):
                folder.rmdir()


@contextlib.contextmanager
def _alone(listed: Path) -> Iterator[None]:
    """Keeps other processes from writing the publication with this list; raises SaveError when one is at it.

    Two that moved their files by turns would leave files of both.
    """
    held = acquire(listed)
    if isinstance(held, LockOwner):
        raise SaveError(
            f"{held.words}正在往“{listed.parent}”里生成同一份发布材料，没有再生成。",
            f"请等那边做完。确知没有人在生成的，请删去那里的“{lock_path(listed).name}”再试。",
        )
    try:
        yield
    finally:
        held.release()


def _sweep(folder: Path) -> tuple[str, ...]:
    """Take away what an ended process of this machine left of a publication; what is to be told.

    A file that it had moved aside and not yet replaced goes back to its place first.
    """
    told: list[str] = []
    with contextlib.suppress(OSError):
        for left in sorted(folder.glob(f"{_PREFIX}*")):
            match = re.fullmatch(_LEFT, left.name)
            if match and match[1] == machine_id() and not process_running(int(match[2])) and left.is_dir():
                told += _put_back(left / _EARLIER, folder)
                shutil.rmtree(left, ignore_errors=True)
    return tuple(told)


def _put_back(earlier: Path, folder: Path) -> Iterator[str]:
    for path in sorted(earlier.glob("*")):
        if not os.path.lexists(folder / path.name):
            replace_file(path, folder / path.name)
            yield f"上次生成发布材料时程序中断，“{path.name}”曾被移开，已放回原处。"


def _make(report: Report, kind: Kind, workshop: Path, folder: Path, wishes: Wishes) -> Made:
    name = usual_name(kind, report)
    try:
        kind.write(report, workshop / name, wishes)
    except ReportError as error:
        raise type(error)(f"没有生成发布材料（{kind.name}）：{error.summary}", error.advice) from error
    data = (workshop / name).read_bytes()
    return Made(kind, folder / name, len(data), hashlib.sha256(data).hexdigest(), compared(kind, report, wishes))


def _move_all(workshop: Path, names: Sequence[str], folder: Path) -> None:
    """Put the files in their places; when one can't be put there, all are as they were before."""
    earlier = workshop / _EARLIER
    earlier.mkdir()
    moved: list[str] = []
    try:
        for name in names:
            _refuse_protected(folder / name)
            moved.append(name)
            if os.path.lexists(folder / name):
                replace_file(folder / name, earlier / name)
            replace_file(workshop / name, folder / name)
    except BaseException:  # an interrupt, too
        for name in reversed(moved):
            if (earlier / name).exists():
                replace_file(earlier / name, folder / name)
            elif not (workshop / name).exists():
                (folder / name).unlink()
        raise
    with contextlib.suppress(OSError):
        SYSTEM.flush_folder(folder)


def _refuse_protected(path: Path) -> None:
    if path.is_dir():
        raise SaveError(f"没有存成“{path.name}”：这个名字是一个文件夹。", "请换一个文件夹。")
    if path.exists() and not os.access(path, os.W_OK):
        raise SaveError(
            f"没有存成“{path.name}”：文件是只读的。发布材料都没有换。", "请在文件的属性里去掉“只读”，或换一个文件夹。"
        )


def _remarks(report: Report, kinds: Sequence[str], wishes: Wishes) -> Iterator[str]:
    """What a reader of the publication should know; nothing of it hinders the publication."""
    from workflows.export import characters_remark, errors_remark

    blanks = len(report.blanks())
    if not is_final(report):
        yield "报告还没有存为公开稿。"
    if blanks:
        yield f"报告还有 {blanks} 格未填，文件里是空白。"
    yield from filter(None, (errors_remark(report), characters_remark(report)))
    if "pdf" in kinds:
        from workflows.document_settings import document_options
        from workflows.export_pdf import fonts_remark

        yield from filter(None, (fonts_remark(report, document_options(report, wishes.settings, wishes.red)),))


def _around(report: Report, kinds: Sequence[str], folder: Path) -> Iterator[str]:
    """What is to be told of other files in the folder."""
    yield from open_there(folder, (usual_name(KINDS[kind], report) for kind in PUBLISHED if kind in kinds))
    left = [usual_name(KINDS[kind], report) for kind in PUBLISHED if kind not in kinds]
    yield from (f"文件夹里的“{name}”是以前留下的，这次没有生成。" for name in left if (folder / name).exists())


def _list(report: Report, made: Sequence[Made], remarks: Sequence[str], wishes: Wishes) -> str:
    """The list as text for any editor. Nothing of the clock's goes in: the same report and files give the same list."""
    version = report.versions[-1] if is_final(report) else None
    lines = [
        *(line for line in report.title_lines() if line),
        LIST,
        "",
        f"单位：{report.unit}",
        f"年度：{report.year or '未填'}",
        f"表样：{report.form.edition}年版（{report.form.document}）",
        f"版本：{f'{version.name}，{moment(version)}' if version else '未存为公开稿'}",
        f"校验码：{check_code(report)}",
        counts_text(report.all_findings()),
        "",
        "下列文件写好后都用另外的程序读回，与报告比较，没有不同：",
    ]
    for number, one in enumerate(made, 1):
        lines += [
            "",
            f"{number}. {one.path.name}",
            f"   {one.kind.name}，{one.size:,} 字节；比较了 {one.compared}",
            f"   SHA-256：{one.sha256}",
        ]
        if one.kind.suffix in wishes.templates:
            lines.append(
                f"   按模板 {wishes.templates[one.kind.suffix].name} 生成，只写了、也只比较了模板里有位置的内容"
            )
    if remarks:
        lines += ["", "请注意：", *(f"· {remark}" for remark in remarks)]
    return "".join(f"{line}\r\n" for line in lines)


def _failure(folder: Path, error: OSError) -> SaveError:
    reason = reason_for(error, folder)
    return SaveError(f"没有把发布材料放进“{folder}”：{reason.why}。文件夹里原来的文件没有动。", reason.advice)
