"""`main.py export`: one report or many as documents of every kind."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import ExportError
from model.layout import LARGE, USUAL
from model.storage import SUFFIX
from model.system_errors import reason_for
from workflows.command_line import DONE, FAILED, WITH_FINDINGS
from workflows.document_settings import PrintSettings
from workflows.export_kinds import KINDS, PUBLISHED, Kind, Wishes, name_for
from workflows.file_names import name_of, refuse_strange_name
from workflows.interrupts import Stopping
from workflows.usage import UsageError, named_path

if TYPE_CHECKING:
    from workflows.export_many import Done, Job

_LONGEST_TOLD = 60
_TABLE_SIZE, _TWO_SIDED = "--table-size", "--two-sided"
_VALUES = ("--template", "--package", _TABLE_SIZE)
"""Options that always have a value."""
_BESIDE = "\0"
"""A kind without a file or folder: no name can be this."""
_SIZES = {f"{size:g}": size for size in (USUAL, LARGE)}


def add_export(command: argparse.ArgumentParser) -> None:
    """What the command takes, and what carries it out."""
    command.set_defaults(run=export)
    command.add_argument("files", nargs="+", type=named_path, metavar="文件")
    for kind in KINDS.values():
        command.add_argument(
            kind.flag,
            dest=kind.id,
            nargs="?",
            const=_BESIDE,
            metavar=f"F{kind.suffix}",
            help=f"{kind.name}；F 是文件或已有的文件夹，不写就放在报告旁边；已有的同名文件换成新的",
        )
    command.add_argument("--package", metavar="文件夹", help="生成发布材料，全部文件和清单放进这个文件夹")
    command.add_argument("--template", type=named_path, action="append", default=[], metavar="模板")
    command.add_argument("--red-head", action="store_true", help="印红头（报告里填了发文机关标志的）")
    command.add_argument(
        _TABLE_SIZE, type=_table_size, metavar="|".join(_SIZES), help="表格的字号，磅；不写就是 10.5。窗口里的设置不算"
    )
    command.add_argument(_TWO_SIDED, action="store_true", help="双面打印的装订边；不写就是单面。窗口里的设置不算")


def arranged(arguments: Sequence[str]) -> list[str]:
    """The words of a call with the reports' files first, so that an option that may have a value takes none of them.

    A word that ends as a report's file does is always a file to export: `export --word a.nianbao` has no F.
    """
    flags = tuple(kind.flag for kind in KINDS.values())
    files: list[str] = []
    options: list[str] = []
    words = list(arguments)
    while words:
        word = words.pop(0)
        if word == "--":
            files += words
            break
        if not word.startswith("-") or word == "-":
            files.append(word)
        elif word in _VALUES:
            options += [word, *words[:1]]
            del words[:1]
        elif word in flags and words and _is_value(words[0]):
            options.append(f"{word}={words.pop(0)}")
        else:
            options.append(word)
    return [*options, *(["--", *files] if files else [])]


def _is_value(word: str) -> bool:
    return not word.startswith("-") and not word.lower().endswith(SUFFIX)


def export(options: argparse.Namespace) -> int:
    """Carry the command out; the exit status."""
    # The tools for several processes take long to import; no other command needs them.
    from workflows.export_many import export_many

    jobs = _jobs(options)
    _refuse_meetings(jobs, [*options.files, *options.template])
    several = len(jobs) > 1
    new_folder = options.package is not None and several and _make_folder(Path(options.package))
    failed: list[Done] = []
    seen = errors = 0
    with Stopping() as stopping:
        for done in export_many(jobs, stopping.is_set):
            seen += 1
            errors += bool(done.errors)
            _tell(done, f"[{seen}/{len(jobs)}] " if several else "", several)
            if done.failed:
                failed.append(done)
    if new_folder:
        # Only when nothing came to be in it.
        with contextlib.suppress(OSError):
            Path(options.package).rmdir()
    if several:
        _tell_all(len(jobs), seen, failed)
    if failed or seen < len(jobs):
        return FAILED
    return WITH_FINDINGS if errors else DONE


def _jobs(options: argparse.Namespace) -> list[Job]:
    """What is wanted, one job a file; raises UsageError for words that do not fit together."""
    from workflows.export_many import Job, Output

    wanted = {kind: given for kind in KINDS.values() if (given := getattr(options, kind.id)) is not None}
    if not wanted and options.package is None:
        raise UsageError(f"请写明要导出什么：{'、'.join(kind.flag for kind in KINDS.values())} 或 --package")
    several = len(options.files) > 1
    places = {kind: _place(kind, given, several) for kind, given in wanted.items()}
    kinds = {kind.id for kind in wanted}
    templates = _templates(options, kinds)
    wishes = Wishes(templates, _settings(options, kinds, templates), options.red_head)
    package = None if options.package is None else _package(options.package)
    jobs = []
    for file in options.files:
        outputs = tuple(
            Output(kind.id, place or file.absolute().parent, place is None or place.is_dir())
            for kind, place in places.items()
        )
        own = None if package is None else package / _folder_name(file) if several else package
        jobs.append(Job(file, outputs, wishes, own))
    return jobs


def _place(kind: Kind, given: str, several: bool) -> Path | None:
    """A file or a folder that is there, None for beside the report; raises UsageError, ExportError."""
    if given == _BESIDE:
        return None
    if not given.strip():
        raise UsageError(f"{kind.flag} 后面的文件名是空的")
    path = _checked(given)
    if path.is_dir():
        return path
    if given.endswith(("/", os.sep)):
        raise ExportError(f"找不到文件夹 {given}，什么都没有写。", "请先建好文件夹，或换一个。")
    if path.suffix.lower() != kind.suffix:
        raise UsageError(f"{kind.flag} 后面的 {given} 应以 {kind.suffix} 结尾，或是一个已有的文件夹")
    refuse_strange_name(path)
    if several:
        raise UsageError(f"有几份报告时，{kind.flag} 后面只能写文件夹，或者什么都不写")
    if not path.absolute().parent.is_dir():
        raise ExportError(f"找不到文件夹 {path.absolute().parent}，什么都没有写。", "请先建好文件夹，或换一个。")
    return path


def _checked(given: str) -> Path:
    """The path; raises ExportError for one that the system does not take, as a name that is too long."""
    path = Path(given)
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return path
    except OSError as error:
        why = reason_for(error, path)
        raise ExportError(f"不能写到 {_short(given)}：{why.why}，什么都没有写。", why.advice) from error
    except ValueError as error:
        raise ExportError(f"不能写到 {_short(given)}：名称里有不能用的字符。", "请换一个名称。") from error
    return path


def _short(given: str) -> str:
    return given if len(given) <= _LONGEST_TOLD else f"{given[:_LONGEST_TOLD]}…"


def _package(given: str) -> Path:
    if not given.strip():
        raise UsageError("--package 后面的文件夹是空的")
    path = _checked(given)
    if path.exists() and not path.is_dir():
        raise UsageError(f"--package 后面的 {given} 不是文件夹")
    if not path.exists():
        refuse_strange_name(path)
    if not path.absolute().parent.is_dir():
        raise ExportError(f"找不到文件夹 {path.absolute().parent}，什么都没有写。", "请先建好文件夹，或换一个。")
    return path


def _make_folder(folder: Path) -> bool:
    """Make the folder that holds those of several publications; whether it is new. Raises ExportError when it can't be."""
    try:
        new = not folder.exists()
        folder.mkdir(exist_ok=True)
        return new
    except OSError as error:
        why = reason_for(error, folder)
        raise ExportError(f"没有建成文件夹 {folder}：{why.why}，什么都没有写。", why.advice) from error


def _templates(options: argparse.Namespace, wanted: set[str]) -> dict[str, Path]:
    """The own templates by suffix; one for a kind that is not exported is wrong usage."""
    if not options.template:
        return {}
    from workflows.template_files import template_kind

    kinds = {KINDS[kind].suffix for kind in ("word", "excel") if kind in wanted or options.package is not None}
    found: dict[str, Path] = {}
    for template in options.template:
        suffix = template_kind(template)
        if suffix not in kinds or suffix in found:
            raise UsageError(f"模板 {template} 用不上：没有导出这种文件，或同一种文件有两份模板")
        found[suffix] = template.absolute()
    return found


def _table_size(word: str) -> float:
    if word not in _SIZES:
        raise UsageError(f"{_TABLE_SIZE} 应为 {' 或 '.join(_SIZES)}，写成了“{_short(word)}”")
    return _SIZES[word]


def _settings(options: argparse.Namespace, wanted: set[str], templates: Mapping[str, Path]) -> PrintSettings:
    """How it is to be printed: by the call alone, so that a result does not depend on what is set on a PC.

    Raises UsageError for what no document that is wanted has.
    """
    from workflows.template_files import WORD_SUFFIX

    given = ((_TABLE_SIZE, options.table_size is not None), (_TWO_SIDED, options.two_sided))
    by_default = "word" in wanted and WORD_SUFFIX not in templates
    if not by_default and "pdf" not in wanted and options.package is None:
        for flag, is_given in given:
            if is_given:
                raise UsageError(f"{flag} 用不上：只用于 PDF 和按程序自带的模板导出的 Word")
    return PrintSettings(options.two_sided, options.table_size or USUAL)


def _folder_name(file: Path) -> str:
    unit, year = _heading(file) or ("", 0)
    return name_of(unit, year) if unit or year else file.stem


def _heading(file: Path) -> tuple[str, int] | None:
    """Unit and year of a report, read quickly; None when it can't be read, of which is told when its turn comes."""
    try:
        data = json.loads(file.read_bytes())
        return str(data["unit"]), int(data["year"])
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None


def _refuse_meetings(jobs: Sequence[Job], inputs: Iterable[Path]) -> None:
    """Raise UsageError when two outputs, or an output and an input, are one file; nothing was written yet."""
    read = {_identity(path): path for path in inputs}
    sources = {_identity(job.source): job for job in jobs}
    if twice := next((job for job in jobs if sources[_identity(job.source)] is not job), None):
        raise UsageError(f"报告 {twice.source} 写了两次")
    written: dict[object, Path] = {}
    for job in jobs:
        for target in _targets(job):
            key = _identity(target)
            if key in read:
                raise UsageError(f"输出文件 {target} 就是输入、模板或另一个输出文件")
            if key in written and written[key] is job.source:
                raise UsageError(f"输出文件 {target} 就是输入、模板或另一个输出文件")
            other = written.setdefault(key, job.source)
            if other is not job.source:
                raise UsageError(
                    f"{other} 和 {job.source} 的单位、年度相同，会写成同一个文件 {target}。请分开导出，或放进不同的文件夹"
                )


def _targets(job: Job) -> Iterator[Path]:
    heading = _heading(job.source)
    for output in job.outputs:
        if not output.folder:
            yield output.place
        elif heading is not None:
            yield output.place / name_for(KINDS[output.kind], *heading)
    if job.package is not None and heading is not None:
        yield from (job.package / name_for(KINDS[kind], *heading) for kind in PUBLISHED)


def _identity(path: Path) -> object:
    try:
        found = path.stat()
    except OSError:
        return os.path.normcase(os.path.realpath(path))
    return found.st_dev, found.st_ino


def _tell(done: Done, number: str, several: bool) -> None:
    name = f"{done.source.name}：" if several else ""
    # A publication tells once more what was told of the report.
    for remark in dict.fromkeys(done.remarks):
        sys.stderr.write(f"提示：{name}{remark}\n")
    # Output that takes nothing more is told of at the end, and stops no export.
    with contextlib.suppress(OSError):
        sys.stdout.writelines(f"已写出并核对：{path}\n" for path in done.written)
        sys.stdout.flush()
    if done.failed:
        sys.stderr.write(f"{number}{name}{done.failed}\n")
    elif several:
        sys.stderr.write(f"{number}{name}已写出 {len(done.written)} 个文件\n")


def _tell_all(wanted: int, seen: int, failed: Sequence[Done]) -> None:
    """What became of all of them, those that failed once more by name."""
    words = [f"完成 {seen - len(failed)} 份"]
    if failed:
        words.append(f"{len(failed)} 份没有完成：{'、'.join(str(done.source) for done in failed)}")
    if seen < wanted:
        words.append(f"已停下，还有 {wanted - seen} 份没有写")
    sys.stderr.write(f"{'；'.join(words)}。\n")
