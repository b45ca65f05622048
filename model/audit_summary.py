"""What a 校核报告 says: the facts, 发布前检查表, every rule with its result, all findings in order, all reasons written.

Pure: the same report and data give the same summary. Exporters lay it out, `tables` is all of it as texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from os.path import commonprefix

from model.check_code import check_code
from model.checks import shown
from model.finding_order import heads, in_order
from model.findings import Finding
from model.form import Form
from model.naming import FIELD_NAMES, cell_name, column_name, row_name
from model.number_text import Value
from model.records import NamedTuple
from model.release_checks import ReleaseCheck, ReleaseChecks, release_checks
from model.report import Report
from model.rule_results import RuleResult, counted, rule_results

LAST_YEAR = "last_year."
"""Before a cell's id: the figure of last year's report."""
_KEYS = re.compile(r"（(?:Alt|Ctrl|Shift|F\d)[^（）]{0,20}）")
"""Keys to press, which mean nothing on paper."""
_MOST_NAMED = 2
_LONGEST_ROW = 20
_LONGEST_REMARK = 40
"""A longer reason stands with the reasons alone."""


class ListedFinding(NamedTuple):
    """A finding as listed. number: 3, or 3.1 for one that the probable cause of 3 explains. remark: the reason written."""

    number: str
    finding: Finding
    place: str
    words: str
    remark: str


class WrittenReason(NamedTuple):
    """A reason that was written: of which finding, about what, the figures it is bound to in words, whether it holds."""

    key: str
    rule: str
    about: str
    reason: str
    figures: str
    state: str


class AuditSummary(NamedTuple):
    """All that the report of an audit says. facts: names with their values, in order; verdict: the counts."""

    facts: tuple[tuple[str, str], ...]
    verdict: str
    release: tuple[ReleaseCheck, ...]
    rules: tuple[RuleResult, ...]
    findings: tuple[ListedFinding, ...]
    reasons: tuple[WrittenReason, ...]


def audit_summary(report: Report, checks: ReleaseChecks, date: str = "") -> AuditSummary:
    """The summary of a report as it is now. date: the day of the check as it is to be printed, "" for none."""
    findings = report.all_findings()
    reasons = tuple(_reasons(report, findings))
    return AuditSummary(
        tuple(_facts(report, date)),
        verdict(findings),
        tuple(release_checks(report, findings, checks.lines)),
        tuple(rule_results(report, findings, checks)),
        tuple(_listed(report, findings, {reason.key: number for number, reason in enumerate(reasons, 1)})),
        reasons,
    )


def verdict(findings: Iterable[Finding]) -> str:
    """How many findings there are, in a few words."""
    left = counted(findings, "{count} 处{name}")
    return left or "没有发现问题"


def _facts(report: Report, date: str) -> Iterator[tuple[str, str]]:
    last, form = report.last_year, report.form
    yield "单位", report.unit or "未填"
    yield "年度", f"{report.year}年" if report.year else "未填"
    yield "表样", f"{form.edition}年版（{form.document}）"
    yield "上年报告", f"{last.unit}{last.year}年" if last is not None else "没有，未作年度对照"
    if date:
        yield "校核日期", date
    yield "校验码", check_code(report)


def _listed(report: Report, findings: Sequence[Finding], reasons: Mapping[str, int]) -> Iterator[ListedFinding]:
    """The findings as they are listed on paper. reasons: the number of the one written for a key."""
    under, seen = heads(findings), set()
    number = below = 0
    for finding in in_order(report.form, findings):
        if under.get(finding.key) in seen:
            below += 1
        else:
            number, below = number + 1, 0
        seen.add(finding.key)
        shown_number = f"{number}.{below}" if below else str(number)
        words = on_paper(finding.message)
        yield ListedFinding(shown_number, finding, place_words(report, finding), words, _remark(finding, reasons))


def _remark(finding: Finding, reasons: Mapping[str, int]) -> str:
    if not finding.reason:
        return ""
    state = "已说明" if finding.explained else "原说明已不适用"
    if len(finding.reason) <= _LONGEST_REMARK:
        return f"{state}：{finding.reason}"
    return f"{state}，见第四部分第 {reasons[finding.key]} 条"


def on_paper(message: str) -> str:
    """The message without keys to press."""
    return _KEYS.sub("", message)


def place_words(report: Report, finding: Finding) -> str:
    """Where it is: the part with its paragraph, the grid with its row or column."""
    form = report.form
    places = [*_text_places(report, finding), *_cell_places(form, finding.cells)]
    if not places:
        return next((section.short for section in form.sections if section.id == finding.part), "整份报告")
    rest = f"等 {len(places)} 处" if len(places) > _MOST_NAMED else ""
    return "；".join(places[:_MOST_NAMED]) + rest


def _text_places(report: Report, finding: Finding) -> Iterator[str]:
    named: dict[str, None] = {}
    for text in finding.texts:
        paragraph = report.plain(text.section).count("\n", 0, text.start) + 1
        where = f" 第{paragraph}段" if report.plain(text.section).strip() else ""
        named[f"{report.form.section(text.section).short}{where}"] = None
    yield from named


def _cell_places(form: Form, cells: Sequence[str]) -> Iterator[str]:
    """One name for all the cells of a grid: the cell, its row or column where they share one, else their number."""
    for grid in form.grids:
        mine = [cell for cell in cells if cell in form.cells and form.cells[cell].grid == grid.id]
        if len(mine) == 1:
            yield cell_name(form, mine[0])
        elif mine:
            yield f"{grid.name} {_shared_name(form, mine) or f'{len(mine)} 格'}"


def _shared_name(form: Form, cells: Sequence[str]) -> str:
    """The name of the row, the column or the group of columns in which all of them are, "" for none."""
    if len({form.row(cell) for cell in cells}) == 1 and (name := row_name(form, cells[0])):
        return name if len(name) <= _LONGEST_ROW else form.row(cells[0]).short
    if len({form.column(cell) for cell in cells}) == 1:
        return column_name(form, cells[0])
    headings = [column.path for column in form.grid(form.cells[cells[0]].grid).blocks[0].columns]
    shared = commonprefix([form.column(cell).path for cell in cells])
    return "" if shared == commonprefix(headings) else "›".join(shared)


def _reasons(report: Report, findings: Iterable[Finding]) -> Iterator[WrittenReason]:
    """The reasons in the order of the findings, those whose finding is gone at the end."""
    form = report.form
    left = dict(report.explanations)
    for finding in in_order(form, findings):
        written = left.pop(finding.key, None) if finding.explainable else None
        if written is not None:
            state = "有效" if finding.explained else "已不适用"
            place = place_words(report, finding)
            named = place.rpartition(" ")[2] in finding.statement
            about = finding.statement if named else f"{place}：{finding.statement}"
            yield WrittenReason(
                finding.key, finding.rule, about, written.reason, _figures(form, written.figures), state
            )
    for key, written in left.items():
        cell = next((cell for cell, _ in written.figures if cell in form.cells), "")
        about = cell_name(form, cell) if cell else "整份报告"
        figures = _figures(form, written.figures)
        yield WrittenReason(key, key.partition(":")[0], about, written.reason, figures, "问题已不在")


def _figures(form: Form, figures: Iterable[tuple[str, Value]]) -> str:
    """The figures to which a reason is bound, each with its name."""
    return "；".join(_figure(form, name, value) for name, value in figures) or "—"


def _figure(form: Form, name: str, value: Value) -> str:
    cell = name.removeprefix(LAST_YEAR)
    if cell in form.cells:
        last = "上年" if cell != name else ""
        return f"{last}{cell_name(form, cell)} {shown(value, form.cells[cell].kind.unit)}"
    if name == "unit_kind":
        kind = next((kind.name for kind in form.unit_kinds if kind.id == value), "")
        return f"{FIELD_NAMES[name]} {kind or '未填'}"
    return f"{FIELD_NAMES[name]} {shown(value)}" if name in FIELD_NAMES else shown(value)
