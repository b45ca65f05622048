"""`main.py check`: one report or many, in any form the program reads, beside last year's and earlier versions."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from model.errors import ReportError
from model.json_text import one_line
from workflows.command_line import DONE, FAILED, WITH_FINDINGS
from workflows.usage import UsageError, named_path

if TYPE_CHECKING:
    from model.roster import Roster
    from model.state import Members
    from workflows.check_many import CheckRun, Told
    from workflows.check_one import Checked
    from workflows.check_plan import Plan
    from workflows.progress_bar import Progress

_MOST_NAMED = 20


def add_check(command: argparse.ArgumentParser) -> None:
    """What the command takes, and what carries it out."""
    from workflows.office_rules_file import add_rule_options

    command.set_defaults(run=run_check)
    command.add_argument("files", nargs="+", type=named_path, metavar="文件", help="文件，或放着报告的文件夹")
    place: dict[str, Any] = {"type": named_path, "metavar": "F"}
    command.add_argument("--last-year", **place, help="上年的报告：文件，或放着各单位上年报告的文件夹")
    command.add_argument("--roster", **place, help="单位名录，不写则用文件夹里的“单位名录.csv”")
    command.add_argument("--members", **place, help="汇总用：下级单位的报告，文件或文件夹，核对各数是否等于它们之和")
    command.add_argument("--previous", **place, help="上一版报告，或上次反馈单所在的文件夹：逐条答复上次的意见")
    command.add_argument("--word", **place, help="把校核报告写成 Word；几份报告时 F 是文件夹")
    command.add_argument("--html", **place, help="把校核报告写成网页；几份报告时 F 是文件夹")
    command.add_argument("--feedback", type=named_path, metavar="文件夹", help="给每个单位写一份审核意见反馈单（Word）")
    command.add_argument("--template", **place, help="反馈单用本单位自己的模板（.docx）")
    command.add_argument("--return-by", default="", metavar="日期", help="反馈单上写的重新报送的日期，如 2026-01-25")
    command.add_argument("--contact", default="", metavar="文字", help="反馈单上写的联系人、电话")
    add_rule_options(command)
    command.add_argument("--json", action="store_true", help="以 JSON 输出")


def run_check(options: argparse.Namespace) -> int:
    """Carry the command out; the exit status."""
    from workflows.check_many import CheckRun
    from workflows.check_papers import PaperPlaces
    from workflows.check_plan import plan
    from workflows.interrupts import Stopping
    from workflows.office_rules import chosen_rules
    from workflows.progress_bar import Progress
    from workflows.roster import load_roster

    places = PaperPlaces(options)
    planned = plan(
        options.files, options.last_year, options.previous, options.roster, places.folders(options.files), _tell
    )
    places.check(planned.files, planned.several)
    roster = _no_roster() if planned.roster is None else load_roster(planned.roster)
    for fault in roster.faults:
        _tell(f"{planned.roster}：{fault}")
    rules = chosen_rules(options, _tell)
    members = _members(options, planned, roster)
    with Stopping("正在停下，检查完手上的文件就停……") as stopping, places:
        run = CheckRun(planned, roster, places.of, rules, stopping.is_set, members=members)
        output = _Output(
            len(planned.files), planned.several, options.json, Progress(run.readings() + len(planned.files))
        )
        for done in run.all(output.step):
            output.take(done)
        return output.end(run, places.record, planned.roster is not None)


def _members(options: argparse.Namespace, planned: Plan, roster: Roster) -> Members:
    """The reports that the one file adds up."""
    from model.state import NO_MEMBERS

    if options.members is None:
        return NO_MEMBERS
    if planned.several:
        raise UsageError("--members 只能与一份报告一起用")
    from workflows.members import command_members

    return command_members(options.members, planned.files[0], roster, planned.roster, _tell)


def _no_roster() -> Roster:
    from model.roster import Roster

    return Roster()


class _Output:
    """Tells what was found; counts what became of the files."""

    def __init__(self, count: int, several: bool, as_json: bool, progress: Progress) -> None:
        self._count, self._several, self._json = count, several, as_json
        self._progress = progress
        self._entries: list[str] = []
        self._seen = self._none = self._wrong = self._unwritten = 0

    def step(self, name: str) -> None:
        """One more file was read or checked."""
        self._progress.step(name)

    def take(self, done: Checked) -> None:
        """A file was checked, or could not be."""
        from workflows.check_one import ERRORS
        from workflows.check_sources import NO_REPORT, UNREADABLE

        none = done.status in (NO_REPORT, UNREADABLE)
        if none and not self._several:
            raise ReportError(done.failed)
        self._seen += 1
        self._none += none
        self._wrong += done.status == ERRORS
        self._unwritten += bool(done.failed) and not none
        self._entries.append(done.entry)
        which = f"[{self._seen}/{self._count}] " if self._several else ""
        for remark in done.remarks:
            self._progress.tell(f"{which}{done.path}：{remark}")
        if done.failed:
            self._progress.tell(f"{which}{f'没有检查 {done.path}：' if none else ''}{done.failed}")
        if self._json:
            return
        lines = done.lines if not self._several else (_head(done), *(f"    {line}" for line in done.lines))
        self._print(*(() if none else lines), *(f"已写出并核对：{path}" for path in done.written))

    def end(self, run: CheckRun, keep: object, listed: bool) -> int:
        """What is to be said of all of them; the exit status."""
        stopped = self._seen < self._count
        self._progress.clear()
        if self._json and not stopped:
            self._print(self._all_json(run.told, listed))
        if not stopped and callable(keep):
            keep(self._entries)
        for line in run.told.remarks:
            _tell(line)
        if self._several:
            for line in (*_told_lines(run.told, listed), self._summary()):
                _tell(line)
        if stopped or self._unwritten or self._none == self._seen:
            return FAILED
        return WITH_FINDINGS if self._wrong or self._none else DONE

    def _all_json(self, told: Told, listed: bool) -> str:
        if not self._several:
            return self._entries[0]
        more = ""
        if listed:
            twice = [[str(path) for path in paths] for paths in told.twice]
            found = {"missing": list(told.missing), "twice": twice, "unlisted": list(told.unlisted)}
            more = f", {one_line(found)[1:-1]}"
        return f'{{"files": [{", ".join(self._entries)}]{more}}}'

    def _summary(self) -> str:
        checked = self._seen - self._none
        parts = [f"检查了 {checked} 份", f"有错误的 {self._wrong} 份"]
        if self._none:
            parts.append(f"没有检查成 {self._none} 份")
        if self._unwritten:
            parts.append(f"文件没有写成的 {self._unwritten} 份")
        if self._seen < self._count:
            parts.append(f"已停下，还有 {self._count - self._seen} 份没有检查")
        return f"{self._count} 个文件：{'，'.join(parts)}。"

    def _print(self, *lines: str) -> None:
        if lines:
            self._progress.clear()
            sys.stdout.writelines(f"{line}\n" for line in lines)
            sys.stdout.flush()


def _head(done: Checked) -> str:
    what = "　".join(filter(None, (done.unit or "单位没有认出", f"{done.year}年" if done.year else "年度没有认出")))
    return f"{done.path}　{what}"


def _told_lines(told: Told, listed: bool) -> Iterable[str]:
    if told.missing:
        yield f"{told.year}年应报还没有报的 {len(told.missing)} 个单位：{_names(told.missing)}。"
    for paths in told.twice:
        yield f"同一单位同一年度报了 {len(paths)} 份：{_names([*map(str, paths)])}。"
    if told.unlisted and listed:
        yield f"单位名录里没有的 {len(told.unlisted)} 个单位：{_names(told.unlisted)}。"


def _names(names: Sequence[str]) -> str:
    rest = f" 等 {len(names)} 个" if len(names) > _MOST_NAMED else ""
    return "、".join(names[:_MOST_NAMED]) + rest


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
