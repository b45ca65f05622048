"""Every rule by which a report was checked, with what came of it, in a few words; for the 校核报告."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from model.findings import SEVERITIES, SEVERITY_NAMES, Finding
from model.form import Rule
from model.number_text import number_text
from model.records import NamedTuple
from model.release_checks import Lack, ReleaseChecks, lacking
from model.report import Report

if TYPE_CHECKING:
    from model.office_rules import OfficeRule

_EXEMPT = {"unit_kind": "unit_kinds", "followed": "without_kinds"}
"""Kinds of rules, and which of their options names the kinds of units that they say nothing of."""


class RuleResult(NamedTuple):
    """A rule and what came of it. group: the name under which it stands."""

    group: str
    id: str
    name: str
    about: str
    result: str


def counted(findings: Iterable[Finding], words: str) -> str:
    """1 处错误、2 处警告，另有 1 处已说明; "" for no finding at all."""
    findings = tuple(findings)
    left = [finding.severity for finding in findings if not finding.explained]
    counts = [
        words.format(count=count, name=SEVERITY_NAMES[severity])
        for severity in SEVERITIES
        if (count := left.count(severity))
    ]
    explained = len(findings) - len(left)
    told = "、".join(counts)
    if not explained:
        return told
    return f"{told}，另有 {explained} 处已说明" if told else f"{explained} 处已说明"


def rule_results(report: Report, findings: Sequence[Finding], checks: ReleaseChecks) -> Iterator[RuleResult]:
    """All rules of the form, group by group, then those of the office's own by which the report was checked."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    rules = sorted(report.form.rules, key=lambda rule: _number(rule.id))
    for group in checks.groups:
        for rule in rules:
            if _group_of(rule.id, checks) == group.name:
                result = _result(report, rule, by_rule.get(rule.id, ()))
                yield RuleResult(group.name, rule.id, rule.option("name") or rule.id, rule.option("about"), result)
    for own in report.own_rules:
        result = _own_result(report, own, by_rule.get(own.id, ()))
        yield RuleResult(checks.groups[-1].name, own.id, *_own_words(report, own), result)


def _group_of(rule: str, checks: ReleaseChecks) -> str:
    """By the letters before the rule's number."""
    letters = rule.rstrip("0123456789")
    return next(group.name for group in checks.groups if group.start in (letters, ""))


def _number(rule: str) -> tuple[str, int]:
    letters = rule.rstrip("0123456789")
    return letters, int(rule[len(letters) :] or 0)


def _own_result(report: Report, rule: OfficeRule, found: Sequence[Finding]) -> str:
    from model.audit_office import office_checks

    if not any(office_checks(report.form, (rule,))):
        return "不适用"
    return counted(found, "{count} 处{name}") or "通过"


def _own_words(report: Report, rule: OfficeRule) -> tuple[str, str]:
    """The name of a rule of the office's own, and what it asks for."""
    # Imported only here: few reports are checked by such rules.
    from model.office_rules import ARITHMETIC, KIND_NAMES
    from model.office_sums import bound_sum

    name = KIND_NAMES[rule.kind]
    if rule.kind not in ARITHMETIC:
        return name, "、".join(f"“{phrase}”" for phrase in rule.phrases)
    left, right = bound_sum(report.form, rule.left), bound_sum(report.form, rule.right)
    if left is None or right is None:
        return name, ""
    sides = [side.names(report, with_figures=False) for side in (left, right)]
    if rule.kind == "share":
        bounds = (("不少于", rule.least), ("不多于", rule.most))
        told = "、".join(f"{words} {number_text(bound)}%" for words, bound in bounds if bound is not None)
        return name, f"{sides[0]}占{sides[1]}的百分比{told}"
    return name, f" {rule.sign} ".join(sides)


def _result(report: Report, rule: Rule, found: Sequence[Finding]) -> str:
    lack = _not_for(report, rule) or lacking(report, rule.option("needs", ()))
    if lack is not None and all(finding.severity == "hint" for finding in found):
        return lack.result
    return counted(found, "{count} 处{name}") or "通过"


def _not_for(report: Report, rule: Rule) -> Lack | None:
    """A rule about what only other kinds of units have has nothing to say of this one."""
    exempt = rule.option(_EXEMPT[rule.kind], ()) if rule.kind in _EXEMPT else ()
    return Lack("不适用", "") if report.unit_kind in exempt else None
