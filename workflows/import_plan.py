"""Which files `main.py import` reads, and what the reports are called."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from model.errors import ReportError
from model.records import NamedTuple
from model.storage import SUFFIX
from model.system_errors import reason_for
from workflows.file_names import refuse_strange_name
from workflows.report_files import is_there
from workflows.usage import UsageError

_OF_SYSTEMS = ("thumbs.db", "desktop.ini")
_HIDDEN = (".", "~$")


class Planned(NamedTuple):
    """A source and the file of its report. refused: why nothing is to be read, None when it is to be."""

    source: Path
    target: Path
    refused: ReportError | None = None


def plan(sources: Sequence[Path], output: Path, force: bool, tell: Callable[[str], None]) -> list[Planned]:
    """What is to be read and where each report goes; nothing was written yet.

    tell: takes a sentence about a folder that can't be looked into. Raises UsageError, and ReportError for a folder
    without files.
    """
    single = len(sources) == 1 and not is_folder(sources[0])
    into_file = output.suffix.lower() == SUFFIX and not is_folder(output)
    if single and into_file:
        planned = [(sources[0], output)]
    else:
        _check_folder(output, single, into_file)
        files = list(files_in(sources, tell))
        if not files:
            raise ReportError("文件夹里没有可以读的文件。", "请核对文件夹，或直接写出要读的文件。")
        planned = [
            (file, output / name) for file, name in zip(files, report_names([f.name for f in files]), strict=True)
        ]
    read = {source.absolute() for source, _ in planned}
    for _, target in planned:
        if target.absolute() in read:
            raise UsageError(f"输出文件 {target} 就是输入")
    return [Planned(source, target, _refusal(target, force)) for source, target in planned]


def is_folder(path: Path) -> bool:
    """Whether it is one; a name that is too long is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def report_names(sources: Sequence[str]) -> list[str]:
    """The names of the reports' files: r001.txt → r001.nianbao; a second of the same stem keeps its suffix.

    What meets all the same gets a number. Names that some systems take for the same count as the same.
    """
    taken: set[str] = set()
    names = []
    for source in sources:
        for choice in _choices(source):
            key = unicodedata.normalize("NFC", choice).casefold()
            if key not in taken:
                break
        taken.add(key)
        names.append(f"{choice}{SUFFIX}")
    return names


def _choices(source: str) -> Iterator[str]:
    yield Path(source).stem
    yield source
    number = 2
    while True:
        yield f"{source}（{number}）"
        number += 1


def _check_folder(output: Path, single: bool, into_file: bool) -> None:
    if into_file:
        raise UsageError(f"读几个来源或文件夹时，-o 后面写文件夹，不是 {output} 这样的文件")
    if single and not is_folder(output):
        raise UsageError(f"输出文件 {output} 应以 {SUFFIX} 结尾；要放进文件夹，请写一个已有的文件夹")
    if is_there(output) and not is_folder(output):
        raise UsageError(f"-o 后面的 {output} 不是文件夹")


def files_in(sources: Sequence[Path], tell: Callable[[str], None], own: bool = False) -> Iterator[Path]:
    """The sources, of folders the files in them, also further down; each file once.

    tell: takes a sentence about a folder that can't be looked into. own: our own reports in folders as well.
    """
    seen: set[str] = set()
    for source in sources:
        for path in _within(source, tell, own) if is_folder(source) else (source,):
            key = os.path.realpath(path)
            if key not in seen:
                seen.add(key)
                yield path


def _within(folder: Path, tell: Callable[[str], None], own: bool) -> Iterator[Path]:
    """The files in a folder by their names, hidden ones left out, and our own reports where they are not wanted."""

    def refused(error: OSError) -> None:
        tell(f"读不到文件夹 {error.filename}：{reason_for(error, folder).why}。")

    for place, folders, files in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith(_HIDDEN))
        for name in sorted(files):
            path = Path(place, name)
            wanted = own or path.suffix.lower() != SUFFIX
            if wanted and not name.startswith(_HIDDEN) and name.lower() not in _OF_SYSTEMS:
                yield path


def _refusal(target: Path, force: bool) -> ReportError | None:
    """Why nothing can be written there, as far as that is known beforehand."""
    try:
        refuse_strange_name(target)
        if is_there(target) and not force:
            return ReportError(f"{target} 已经存在，没有改动。", "要覆盖请加 --force。")
    except ReportError as error:
        return error
    return None
