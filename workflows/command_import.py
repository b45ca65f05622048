"""`main.py import`: documents of others read as reports, one or many."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from model.errors import ReportError
from model.json_text import one_line
from model.storage import SUFFIX
from workflows.command_line import DONE, FAILED, WITH_FINDINGS
from workflows.report_files import is_there
from workflows.usage import UsageError, named_path

FIRST_YEAR, LAST_YEAR = 1900, 2999


def add_import(command: argparse.ArgumentParser) -> None:
    """What the command takes, and what carries it out."""
    command.add_argument("sources", nargs="+", type=named_path, metavar="来源")
    command.add_argument("-o", dest="output", required=True, type=named_path, metavar="文件或文件夹")
    command.add_argument("--edition", default="", help="来源用的表样，不写则按它的表格认")
    command.add_argument("--year", type=int, default=0, help="报告年度，不写则按来源的标题认")
    command.add_argument("--force", action="store_true", help="覆盖已有的文件")
    command.add_argument("--json", action="store_true", help="以 JSON 输出，每个来源一行")
    command.set_defaults(run=run_import)


def run_import(options: argparse.Namespace) -> int:
    """Carry the command out; the exit status."""
    # What reads documents takes long to import; no other command needs it.
    from importers.assemble import Known
    from workflows.import_many import READ, read_many

    known = Known(_edition(options.edition), _year(options.year))
    sources, targets = _plan(options)
    read = open_questions = 0
    several = len(sources) > 1
    for number, (reading, target) in enumerate(zip(read_many(sources, known), targets, strict=True), 1):
        before = f"[{number}/{len(sources)}] " if several else ""
        failed = reading.failed or _saved(reading.report, target, options.force)
        if failed:
            _tell(f"{before}没有读入 {reading.source.name}：{failed}")
        else:
            read += 1
            open_questions += reading.status != READ
            if several:
                _tell(f"{before}{reading.source.name} → {target.name}")
        if options.json:
            _print((one_line(reading.data),))
        else:
            _print(reading.lines)
    if several:
        _tell(
            f"{len(sources)} 个来源：读入 {read} 份，其中 {open_questions} 份要核对；没有读入 {len(sources) - read} 份"
        )
    if not read:
        return FAILED
    return WITH_FINDINGS if open_questions or read < len(sources) else DONE


def _plan(options: argparse.Namespace) -> tuple[list[Path], list[Path]]:
    """The files to read and where each report goes; raises UsageError, and ReportError before anything is read."""
    output: Path = options.output
    single = len(options.sources) == 1 and not _is_folder(options.sources[0])
    if single and output.suffix.lower() == SUFFIX and not _is_folder(output):
        targets = [output]
        sources = list(options.sources)
    elif single and not _is_folder(output):
        raise UsageError(f"输出文件 {output} 应以 {SUFFIX} 结尾")
    else:
        if output.suffix.lower() == SUFFIX and not _is_folder(output):
            raise UsageError(f"读几个来源时，-o 后面写文件夹，不是 {output} 这样的文件")
        sources = list(_files(options.sources))
        if not sources:
            raise ReportError("文件夹里没有文件。", "请核对文件夹，或直接写出要读的文件。")
        targets = [output / name for name in report_names([source.name for source in sources])]
    _refuse_meetings(sources, targets)
    if not options.force:
        for target in targets:
            if is_there(target):
                raise ReportError(f"{target} 已经存在，没有改动。", "要覆盖请加 --force。")
    return sources, targets


def _is_folder(path: Path) -> bool:
    """Whether it is one; a name that is too long is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _files(sources: Iterable[Path]) -> Iterator[Path]:
    """The sources, of folders the files in them, also further down; hidden ones and our own reports are left out."""
    for source in sources:
        if not _is_folder(source):
            yield source
            continue
        for path in sorted(source.rglob("*")):
            inner = path.relative_to(source).parts
            if path.is_file() and not any(part.startswith((".", "~$")) for part in inner) and path.suffix != SUFFIX:
                yield path


def report_names(sources: Sequence[str]) -> list[str]:
    """The names of the reports' files: r001.txt → r001.nianbao; a second of the same stem keeps its suffix.

    What meets all the same gets a number.
    """
    taken: set[str] = set()
    names = []
    for source in sources:
        stem = Path(source).stem
        choices = (stem, source, *(f"{source}（{number}）" for number in range(2, len(sources) + 2)))
        name = next(choice for choice in choices if choice.lower() not in taken)
        taken.add(name.lower())
        names.append(f"{name}{SUFFIX}")
    return names


def _refuse_meetings(sources: Sequence[Path], targets: Sequence[Path]) -> None:
    for source in sources:
        for target in targets:
            if source.absolute() == target.absolute():
                raise UsageError(f"输出文件 {target} 就是输入")


def _saved(report: bytes, target: Path, force: bool) -> str:
    """Save the report; what went wrong, "" for nothing."""
    from model import storage
    from workflows.document import Document
    from workflows.forms import form

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if is_there(target) and not force:
            raise ReportError(f"{target} 已经存在，没有改动。", "要覆盖请加 --force。")
        document = Document.new(storage.load(report, form))
        try:
            warning = document.save_as(target, overwrite=True)
        finally:
            document.close()
    except (ReportError, OSError) as error:
        return str(error)
    if warning:
        _tell(warning)
    return ""


def _edition(asked: str) -> str:
    from workflows.forms import editions

    if asked and asked not in editions():
        raise UsageError(f"没有表样 {asked}，可用：{'、'.join(editions())}")
    return asked


def _year(asked: int) -> int:
    if asked and not FIRST_YEAR <= asked <= LAST_YEAR:
        raise UsageError(f"年度 {asked} 不对")
    return asked


def _print(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
