"""The commands that need no window. Names, shapes and exit statuses are public."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from model.errors import ReportError
from model.storage import SUFFIX
from model.system_errors import reason_for
from workflows.arguments import WRONG_USAGE, Parser
from workflows.command_compare import add_compare
from workflows.command_new import add_options, new_report
from workflows.command_template import add_check_template
from workflows.file_names import refuse_strange_name
from workflows.streams import watched
from workflows.usage import UsageError, named_path
from workflows.version import NAME, VERSION

DONE, FAILED, WITH_FINDINGS = 0, 1, 3


def run_command(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; messages go to standard error, in Chinese."""
    with watched() as output:
        status = _run(list(arguments))
        output.close_quietly()
        return status if output.lost is None else _tell_lost(output.lost)


def _run(words: list[str]) -> int:
    try:
        options = _options(words)
        status: int = options.run(options)
        return status
    except SystemExit as stop:
        # Of the parser: help, or wrong usage that it has told of.
        return int(stop.code or 0)
    except UsageError as error:
        return _say(f"用法不对：{error}", WRONG_USAGE)
    except ReportError as error:
        return _say(str(error), FAILED)
    except Exception as error:
        if isinstance(error, OSError) and error is getattr(sys.stdout, "lost", None):
            return FAILED
        from workflows.log_file import log_exception, log_file

        log_exception(error)
        return _say(f"出现意外错误，没有完成。详情记在 {log_file()}，请发给维护人员。", FAILED)


def _tell_lost(error: OSError) -> int:
    """The exit status when the output could not be written; who closed it, as `head` does, is told nothing."""
    if isinstance(error, BrokenPipeError):
        return FAILED
    reason = reason_for(error, Path())
    return _say(f"要显示的内容没有写完：{reason.why}。{reason.advice}", FAILED)


def _options(words: list[str]) -> argparse.Namespace:
    if words[:1] != ["export"]:
        return _parser().parse_args(words)
    # All kinds of documents are known there; no other command needs them.
    from workflows.command_export import add_export, arranged

    return _parser(add_export).parse_args([words[0], *arranged(words[1:])])


def _say(message: str, status: int) -> int:
    sys.stderr.write(f"{message}\n")
    return status


def _parser(add_export: Callable[[argparse.ArgumentParser], None] = lambda command: None) -> Parser:
    parser = Parser(prog="main.py", description=f"{NAME}：不带命令时打开窗口（main.py [文件…] [--at 单元格]）。")
    parser.add_argument("--version", action="version", version=f"{NAME} {VERSION}", help="显示版本")
    commands = parser.add_subparsers(required=True, metavar="命令")
    new = commands.add_parser("new", help="新建一份空白报告，或依据上年报告新建")
    add_options(new)
    _output(new)
    new.set_defaults(run=_new)
    from workflows.command_import import add_import

    add_import(commands.add_parser("import", help="读入别处的年报：Word、Excel、PDF、网页、文字，一份或多份"))
    command = commands.add_parser("show", help="显示报告")
    command.add_argument("file", type=named_path, metavar="文件")
    command.add_argument("--json", action="store_true", help="以 JSON 输出")
    command.set_defaults(run=_show)
    from workflows.command_check import add_check

    add_check(commands.add_parser("check", help="检查报告，一份或多份，与上年报告、上一版对照，写校核报告和反馈单"))
    add_compare(commands.add_parser("compare", help="发布后核对：报告与发布的网页、Word 或 PDF 逐格逐段比较"))
    command = commands.add_parser("export", help="导出 Word、Excel、PDF、网页和数据，一份或多份报告")
    add_export(command)
    recover = commands.add_parser("recover", help="上次没有正常退出时留下的改动：列出，或写到文件")
    recover.add_argument("--list", action="store_true", help="列出（不写 -o 时也是列出）")
    recover.add_argument("id", nargs="?", default="", metavar="编号", help="列表里的编号，只有一份时不用写")
    recover.add_argument("-o", dest="output", type=named_path, metavar="文件")
    recover.add_argument("--force", action="store_true", help="覆盖已有的文件")
    recover.set_defaults(run=_recover)
    add_check_template(commands)
    commands.add_parser("self-test", help="自检").set_defaults(run=_self_test)
    return parser


def _output(command: argparse.ArgumentParser) -> None:
    command.add_argument("-o", dest="output", required=True, type=named_path, metavar="文件")
    command.add_argument("--force", action="store_true", help="覆盖已有的文件")


def _need_suffix(path: Path, suffix: str) -> None:
    if path.suffix.lower() != suffix:
        raise UsageError(f"输出文件 {path} 应以 {suffix} 结尾")
    refuse_strange_name(path)


def _need_other(output: Path, inputs: Sequence[Path]) -> None:
    for path in inputs:
        if _same_file(output, path):
            raise UsageError(f"输出文件 {output} 就是输入、模板或另一个输出文件")


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()


def _need_new(path: Path, force: bool) -> None:
    from workflows.report_files import is_there

    if is_there(path) and not force:
        raise ReportError(f"{path} 已经存在，没有改动。", "要覆盖请加 --force。")


def _new(options: argparse.Namespace) -> int:
    _need_suffix(options.output, SUFFIX)
    _need_other(options.output, options.last_year)
    report = new_report(options)
    _need_new(options.output, options.force)
    _save(report, options.output)
    return DONE


def _save(report: Any, path: Path) -> None:
    """Save a report that no window has open, honouring another one's lock."""
    from workflows.document import Document

    document = Document.new(report)
    try:
        warning = document.save_as(path, overwrite=True)
    finally:
        document.close()
    if warning:
        _say(warning, DONE)


def _show(options: argparse.Namespace) -> int:
    from workflows.show import show_json, show_text

    report = _read(options.file)
    if options.json:
        _print_json(show_json(report))
    else:
        _print_lines(show_text(report))
    return DONE


def _recover(options: argparse.Namespace) -> int:
    from workflows.recover_command import choose, list_lines
    from workflows.recovery import look

    if options.output is None:
        if options.id:
            raise UsageError("写了编号就要用 -o 写明写到哪个文件")
        _print_lines(list_lines(look()))
        return DONE
    if options.list:
        raise UsageError("--list 与 -o 只能写一个")
    _need_suffix(options.output, SUFFIX)
    _need_new(options.output, options.force)
    found = choose(look().offered, options.id)
    _save(found.report, options.output)
    _print_lines([f"已写到 {options.output}：{found.name}，{len(found.changes)} 处改动。留下的那份没有删去。"])
    return DONE


def _self_test(_: argparse.Namespace) -> int:
    from workflows.self_test import self_test

    failures = 0
    for line, passed in self_test():
        _print_lines([f"{'通过' if passed else '失败'}  {line}"])
        failures += not passed
    return FAILED if failures else DONE


def _read(path: Path) -> Any:
    from workflows.document import read_report

    return read_report(path)


def _print_json(data: object) -> None:
    from model.json_text import json_pieces

    _print_lines(["".join(json_pieces(data))])


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
