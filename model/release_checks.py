"""发布前检查表: the few lines that say whether a report may be published, each worked out from its rules.

Which rules make up a line, and how rules are grouped on paper, is data (resources/text/release_checks.toml).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from model.findings import Finding
from model.records import NamedTuple
from model.report import Report
from model.rule_keys import NEEDS
from model.toml_table import Table, read_table

YES, NO, UNCHECKED = "✓", "✗", "—"


class ReleaseLine(NamedTuple):
    """A line of the list. sections: parts of the form that it is about, none for all; the rest as in the data file."""

    name: str
    rules: tuple[str, ...]
    sections: tuple[str, ...]
    needs: tuple[str, ...]
    hints: bool
    not_in: tuple[str, ...]


class RuleGroup(NamedTuple):
    """Rules that stand together on paper: those whose ids begin alike; "" takes all others."""

    start: str
    name: str


class ReleaseChecks(NamedTuple):
    """What the data file holds."""

    lines: tuple[ReleaseLine, ...]
    groups: tuple[RuleGroup, ...]


class ReleaseCheck(NamedTuple):
    """A line as it came out. mark: `YES`, `NO` or `UNCHECKED`; words: how many there are, or why it was not checked."""

    name: str
    mark: str
    words: str


class Lack(NamedTuple):
    """What is not there that a rule needs: the short result, and why."""

    result: str
    why: str


@lru_cache(maxsize=4)
def load_release_checks(file: Path) -> ReleaseChecks:
    """The data file; raises FormError that names file and key."""
    top = read_table(file)
    found = ReleaseChecks(tuple(map(_line, top.tables("lines"))), tuple(map(_group, top.tables("groups"))))
    if not found.groups or found.groups[-1].start:
        top.fail("最后一组的 start 应为空", "groups")
    top.finish()
    return found


def _line(table: Table) -> ReleaseLine:
    line = ReleaseLine(
        table.get("name", str),
        table.words("rules"),
        table.words("sections", []),
        table.words("needs", []),
        table.get("hints", bool, False),
        table.words("not_in", []),
    )
    if not line.rules:
        table.fail("至少要有一条规则", "rules")
    if unknown := [need for need in line.needs if need not in NEEDS]:
        table.fail(f"没有“{unknown[0]}”这种条件", "needs")
    table.finish()
    return line


def _group(table: Table) -> RuleGroup:
    group = RuleGroup(table.get("start", str), table.get("name", str))
    table.finish()
    return group


def release_checks(report: Report, findings: Iterable[Finding], lines: Sequence[ReleaseLine]) -> Iterator[ReleaseCheck]:
    """The lines for these findings of the report: all of them, as `Report.all_findings` gives them."""
    findings = tuple(findings)
    known = {rule.id for rule in report.form.rules}
    for line in lines:
        found = [finding for finding in findings if _counts(line, finding)]
        explained = sum(finding.explained for finding in found)
        lack = lacking(report, line.needs)
        # What only shows that the report is being filled in is told by what it lacks.
        left = [finding for finding in found if not finding.explained and (lack is None or not finding.pending)]
        if report.form.edition in line.not_in or line.rules[0] not in known:
            yield ReleaseCheck(line.name, UNCHECKED, "不适用：这种表样没有此项")
        elif left:
            yield ReleaseCheck(line.name, NO, f"{len(left)} 处{_explained(explained)}")
        elif lack is not None:
            yield ReleaseCheck(line.name, UNCHECKED, f"{lack.result}：{lack.why}")
        else:
            yield ReleaseCheck(line.name, YES, _explained(explained).removeprefix("，"))


def lacking(report: Report, needs: Iterable[str]) -> Lack | None:
    """What the report lacks of these (`model.rule_keys.NEEDS`), None when all of them are there."""
    return next((lack for need in needs if (lack := _lack(report, need)) is not None), None)


def _lack(report: Report, need: str) -> Lack | None:
    last = report.last_year
    if need == "members" and not report.members.reports and not report.members.expected:
        return Lack("不适用", "不是汇总的报告")
    if need in ("last_year", "same_edition") and last is None:
        return Lack("未作对照", "没有上年报告")
    if need == "same_edition" and last is not None and not last.same_edition:
        return Lack("未作对照", "上年报告用的是另一种表样")
    if need == "text" and not any(report.plain(section.id).strip() for section in report.form.sections):
        return Lack("未作检查", "正文还没有写")
    if need == "full" and (blanks := len(report.blanks())):
        return Lack("未作检查", f"还有 {blanks} 格未填")
    return None


def _counts(line: ReleaseLine, finding: Finding) -> bool:
    about = not line.sections or finding.part in line.sections
    return finding.rule in line.rules and about and (line.hints or finding.severity != "hint")


def _explained(count: int) -> str:
    return f"，{count} 处已说明" if count else ""
