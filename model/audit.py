"""The audit: the form's rules over a report's figures, re-checked only where an edit touches them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from model import audit_entries, audit_plausible, audit_relations
from model.checks import Check, Figures
from model.errors import FormError
from model.figure_findings import figure_checks, stale_checks
from model.findings import Finding
from model.form import Form, Rule
from model.picture_findings import KINDS as PICTURE_KINDS
from model.picture_findings import picture_checks
from model.state import Explanation

if TYPE_CHECKING:
    from model.office_rules import OfficeRule

EXPLANATIONS = "explanations"
LAST_YEAR = "last_year"
MISSING = "没有上年报告，未作年度对照"


class Audit:
    """All checks of a form over one report, with the findings as they stand.

    Checks come in groups. Those against the year before are made when there is one, those of reports that it adds up and
    those of the text when there are some, or when everything is checked: most reports begin without either. own: rules of the office's own.
    """

    def __init__(self, form: Form, own: tuple[OfficeRule, ...] = ()) -> None:
        self._form = form
        self._own = own
        self._groups: tuple[str, ...] = (PLAIN, OWN) if own else (PLAIN,)
        self._checks, self._by_source = _indexed(form, self._groups, own)
        self._sections = frozenset(section.id for section in form.sections)
        self._found: list[tuple[Finding, ...]] = [()] * len(self._checks)
        self._all: tuple[Finding, ...] | None = None
        """All findings as they were asked for last, None when something changed since."""
        self._causing = frozenset(rule.id for rule in form.rules if rule.kind in CAUSE_KINDS)
        self._shown: dict[str, Finding] = {}
        """By their keys, findings that say a probable cause or stand for others."""

    def run_all(self, figures: Figures) -> None:
        """Check everything afresh that there is something to check of."""
        if figures.last_year is not None:
            self._add(YEARS)
        if figures.member_sums is not None:
            self._add(MEMBERS)
        if any(figures.text(section) for section in self._sections):
            self._add(TEXTS)
        explanations = figures.explanations
        self._found = [_run(check, figures, explanations) for check in self._checks]
        self._shown = self._with_causes(figures)
        self._all = None

    def complete(self, figures: Figures) -> None:
        """Check what is said of a report without any text as well."""
        for index in self._add(TEXTS):
            self._found[index] = _run(self._checks[index], figures, figures.explanations)
            self._all = None
        self._shown = self._with_causes(figures)

    def update(self, figures: Figures, sources: Collection[str]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """Check again what reads these cells, fields, sections or parts; the findings that went and that came."""
        touched: set[int] = set()
        if LAST_YEAR in sources:
            touched.update(self._add(YEARS))
        if MEMBERS in sources:
            touched.update(self._add(MEMBERS))
        if not self._sections.isdisjoint(sources):
            touched.update(self._add(TEXTS))
        touched.update(index for source in sources for index in self._by_source.get(source, ()))
        if EXPLANATIONS in sources:
            touched.update(index for index, found in enumerate(self._found) if found)
        gone: list[Finding] = []
        new: list[Finding] = []
        explanations = figures.explanations
        for index in sorted(touched):
            before, after = self._found[index], _run(self._checks[index], figures, explanations)
            if before != after:
                gone.extend(finding for finding in before if finding not in after)
                new.extend(finding for finding in after if finding not in before)
                self._found[index] = after
        return self._settled(figures, gone, new)

    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order of the form, those that are pending included; the same tuple until one changes."""
        if self._all is None:
            self._all = tuple(self._shown.get(one.key, one) for found in self._found for one in found)
        return self._all

    def _settled(
        self, figures: Figures, gone: list[Finding], new: list[Finding]
    ) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """What went and what came as it was and is shown: a cause may come and go while the finding stays."""
        before, after = self._shown, self._with_causes(figures)
        if gone or new or before != after:
            self._all = None
        self._shown = after
        changed = {finding.key for finding in (*gone, *new)}
        moved = {key for key in (*before, *after) if before.get(key) != after.get(key)} - changed
        stayed = {one.key: one for found in self._found for one in found if one.key in moved} if moved else {}
        gone = [before.get(one.key, one) for one in gone] + [before.get(key, one) for key, one in stayed.items()]
        return tuple(gone), (
            *(after.get(one.key, one) for one in new),
            *(after.get(key, one) for key, one in stayed.items()),
        )

    def _with_causes(self, figures: Figures) -> dict[str, Finding]:
        found = [(check, one) for check, several in zip(self._checks, self._found, strict=True) for one in several]
        if not any(one.rule in self._causing and not one.pending and not one.explained for _, one in found):
            return {}
        # Imported only here: a report in which nothing is wrong opens without it.
        from model.audit_causes import with_causes

        return with_causes(figures, found)

    def _add(self, group: str) -> range:
        """Make the checks of a group, behind those that are there; the numbers of those that were added."""
        before = len(self._checks)
        if group not in self._groups:
            self._groups = (*self._groups, group)
            self._checks, self._by_source = _indexed(self._form, self._groups, self._own)
            self._found += [()] * (len(self._checks) - before)
        return range(before, len(self._checks))


_Indexed = tuple[tuple[Check, ...], Mapping[str, Sequence[int]]]
"""Checks, and the numbers of those that read a cell, a field, a section or a part."""


@lru_cache(maxsize=8)
def _indexed(form: Form, groups: tuple[str, ...], own: tuple[OfficeRule, ...]) -> _Indexed:
    """A form's checks, group by group; kept, since all reports on the form have the same."""
    checks = tuple(
        check for group in groups for check in (_own_checks(form, own) if group == OWN else _GROUPS[group](form))
    )
    by_source: dict[str, list[int]] = {}
    for index, check in enumerate(checks):
        for source in {*check.cells, *check.fields}:
            by_source.setdefault(source, []).append(index)
    return checks, by_source


def _run(check: Check, figures: Figures, explanations: Mapping[str, Explanation]) -> tuple[Finding, ...]:
    found = tuple(check.run(figures))
    if not explanations or not found:
        return found
    return tuple(_with_reason(finding, explanations) for finding in found)


def _with_reason(finding: Finding, explanations: Mapping[str, Explanation]) -> Finding:
    """The finding with the reason that was written for it, in force while the figures are those it explains."""
    written = explanations.get(finding.key)
    if written is None or not finding.explainable:
        return finding
    holds = dict(written.figures) == dict(finding.figures)
    return finding._replace(explained=holds, reason=written.reason)


def missing_last_year(form: Form) -> tuple[Finding, ...]:
    """What is said once of a report without a report of last year, when everything is checked."""
    part = form.sections[0].id
    rules = (rule for rule in form.rules if rule.kind == "no_last_year")
    return tuple(Finding(rule.id, "", rule.severity, part, MISSING) for rule in rules)


def checks_of(form: Form) -> Iterator[Check]:
    """The instances of all rules, in the order in which the report is read; FormError for an unknown kind."""
    for checks in _GROUPS.values():
        yield from checks(form)


def is_text_rule(form: Form, rule_id: str) -> bool:
    """Whether the rule looks at what the text says: such rules are silent about a section that is not begun."""
    return any(rule.id == rule_id and rule.kind in TEXT_KINDS for rule in form.rules)


def _plain_checks(form: Form) -> Iterator[Check]:
    for rule in form.rules:
        if rule.kind in _OF_GROUPS:
            continue
        if rule.kind not in PLAIN_KINDS:
            raise FormError(f"规则 {rule.id} 的种类“{rule.kind}”没有对应的检查。", "请改正 rules.toml。")
        yield from PLAIN_KINDS[rule.kind](form, rule)
    for relation in form.relations:
        yield audit_relations.relation_check(form, relation)


def _year_checks(form: Form) -> Iterator[Check]:
    # Imported only here: a report without a report of last year opens without it.
    from model.audit_years import KINDS

    for rule in form.rules:
        if rule.kind in YEAR_KINDS:
            yield from KINDS[rule.kind](form, rule)


def _member_checks(form: Form) -> Iterator[Check]:
    # Imported only here: few reports add others up.
    from model.audit_members import KINDS

    for rule in form.rules:
        if rule.kind in MEMBER_KINDS:
            yield from KINDS[rule.kind](form, rule)


def _text_checks(form: Form) -> Iterator[Check]:
    for rule in form.rules:
        if rule.kind in TEXT_KINDS:
            module, _, name = TEXT_KINDS[rule.kind].partition(":")
            yield from getattr(import_module(module), name)(form, rule)


def _own_checks(form: Form, own: tuple[OfficeRule, ...]) -> Iterator[Check]:
    # Imported only here: most offices have no rules of their own.
    from model.audit_office import office_checks

    return office_checks(form, own)


PLAIN_KINDS: Mapping[str, Callable[[Form, Rule], Iterator[Check]]] = {
    **audit_entries.KINDS,
    **audit_plausible.KINDS,
    "figure": figure_checks,
    "stale_figure": stale_checks,
    **{kind: picture_checks(kind) for kind in PICTURE_KINDS},
}
"""The kinds of rules whose checks read this year alone, but for relations."""

YEAR_KINDS = frozenset(
    (
        "last_year_itself",
        "no_last_year",
        "carried_over",
        "stock",
        "stock_limit",
        "still_open",
        "followed",
        "leap",
        "wrong_unit",
    )
)
"""The kinds of rules that look at the year before (model/audit_years.py)."""

TEXT_KINDS: Mapping[str, str] = {
    "text_figures": "model.text_figures.checks:text_figure_checks",
    "text_year": "model.audit_text_years:text_year_checks",
    "unit_name": "model.audit_unit_names:unit_name_checks",
    "kept_text": "model.audit_repeated:kept_text_checks",
    "outline": "model.audit_outline:outline_checks",
    "required_phrases": "model.audit_required:opening_checks",
    "aspects": "model.audit_required:aspect_checks",
    "required_text": "model.audit_required:section_checks",
    "untold_figure": "model.audit_told:untold_checks",
    "belied_zeros": "model.audit_told:belied_checks",
    "left_over": "model.audit_left_over:left_over_checks",
    "punctuation_order": "model.audit_order:order_checks",
    "personal": "model.audit_personal:personal_checks",
}
"""The kinds of rules that look at the text → the module and the function that makes their checks."""

CAUSE_KINDS = frozenset(
    (
        "total",
        "balance",
        "carried_over",
        "stock",
        "stock_limit",
        "leap",
        "wrong_unit",
        "member_list",
        "text_figures",
        "untold_figure",
        "punctuation_order",
    )
)
"""The kinds of rules whose findings may have a probable cause or stand for others (model/audit_causes.py)."""

MEMBER_KINDS = frozenset(("member_sums", "member_list", "member_errors"))
"""The kinds of rules about reports that are added up (model/audit_members.py)."""

_OF_GROUPS = frozenset((*audit_relations.KINDS, *YEAR_KINDS, *TEXT_KINDS, *MEMBER_KINDS))
KINDS = frozenset((*PLAIN_KINDS, *_OF_GROUPS))
"""All kinds of rules."""

PLAIN, YEARS, TEXTS, OWN, MEMBERS = "plain", "years", "texts", "own", "members"
_GROUPS: Mapping[str, Callable[[Form], Iterator[Check]]] = {
    PLAIN: _plain_checks,
    YEARS: _year_checks,
    MEMBERS: _member_checks,
    TEXTS: _text_checks,
}
