"""Findings that say the same thing as another: which one stands for which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from model.checks import Number
from model.findings import Finding, TextPlace
from model.form import Form, Rule

_NEAR = 20
"""So many characters behind a figure words may still speak of it."""

Group = tuple[Finding, Sequence[str]]

_LACKING = ("missing", "year.", "edition.")
"""What the instances of findings begin with that say which reports a sum lacks (model/audit_members.py)."""


def repeats(form: Form, findings: Mapping[str, Finding]) -> Iterator[Group]:
    """Each finding that stands for others, with their keys."""
    rules = {finding.rule for finding in findings.values()}
    for rule in form.rules:
        if rule.id in rules and rule.kind in _KINDS:
            yield from _KINDS[rule.kind](form, rule, findings)


def _columns(form: Form, rule: Rule, findings: Mapping[str, Finding]) -> Iterator[Group]:
    """All columns together are out by as much as the single ones are."""
    for column in form.grid(rule.option("grid")).blocks[0].columns:
        total = findings.get(f"{rule.id}:{column.id}")
        if not column.sum_of or total is None:
            continue
        parts = [findings[key] for name in column.sum_of if (key := f"{rule.id}:{name}") in findings]
        if parts and sum(_distance(part) for part in parts) == _distance(total):
            yield parts[0], (total.key,)


def _distance(finding: Finding) -> Number:
    difference = finding.difference
    return difference if isinstance(difference, (int, Decimal)) else 0


def _leaps(form: Form, rule: Rule, findings: Mapping[str, Finding]) -> Iterator[Group]:
    """A total has the figures of the one part that makes it up."""
    for total in form.totals:
        finding = findings.get(f"{rule.id}:{total}")
        if finding is None:
            continue
        for part in _inputs(form, total):
            own = findings.get(f"{rule.id}:{part}")
            if own is not None and (own.left, own.right) == (finding.left, finding.right):
                yield own, (finding.key,)
                break


def _texts(form: Form, rule: Rule, findings: Mapping[str, Finding]) -> Iterator[Group]:
    """The text gives the same cells the same other figure in several places: the first stands for all."""
    first: dict[object, Finding] = {}
    again: dict[str, list[str]] = {}
    last: Finding | None = None
    for finding in findings.values():
        if finding.rule == rule.id and finding.cells:
            head = first.setdefault((finding.severity, finding.cells, finding.left, finding.right), finding)
            if head is finding and last is not None and _follows(finding, last):
                head = last
            if head is not finding:
                again.setdefault(head.key, []).append(finding.key)
            else:
                last = finding
    yield from ((findings[key], keys) for key, keys in again.items())


def _follows(finding: Finding, before: Finding) -> bool:
    """Whether words without a figure say of the figure right before them how all of it ended: 3件，均维持."""
    said, told = finding.text, before.text
    if said is None or told is None or said.section != told.section or not 0 <= said.start - told.end <= _NEAR:
        return False
    words = str(dict(finding.figures).get("text", ""))
    return finding.left == before.left and not any(sign.isdecimal() for sign in words)


def _units(form: Form, rule: Rule, findings: Mapping[str, Finding]) -> Iterator[Group]:
    """What stands in another unit has leapt as well."""
    leaps = [other.id for other in form.rules if other.kind == "leap"]
    for cell in rule.option("cells"):
        head = findings.get(f"{rule.id}:{cell}")
        same = [key for leap in leaps if (key := f"{leap}:{cell}") in findings]
        if head is not None and same:
            yield head, same


def _inputs(form: Form, cell: str) -> Iterator[str]:
    """What is filled in of all that a computed cell adds up."""
    for part in form.cells[cell].parts:
        if form.cells[part].computed:
            yield from _inputs(form, part)
        else:
            yield part


def _stocks(form: Form, rule: Rule, findings: Mapping[str, Finding]) -> Iterator[Group]:
    """More went than there was, or less is there than came: the balance with last year's stock says no more."""
    others = {"stock_limit": ("stock",), "stock": ("stock_floor",)}[rule.kind]
    for row in rule.option("rows"):
        head = findings.get(f"{rule.id}:{row}")
        keys = [f"{other.id}:{row}" for other in form.rules if other.kind in others]
        same = [key for key in keys if key in findings]
        if head is not None and same:
            yield head, same


def _members(form: Form, rule: Rule, findings: Mapping[str, Finding]) -> Iterator[Group]:
    """The sums of other reports lack what is missing, of another year or on another form."""
    sums = {other.id for other in form.rules if other.kind == "member_sums"}
    heads = [one for one in findings.values() if one.rule == rule.id and one.instance.startswith(_LACKING)]
    same = [key for key, one in findings.items() if one.rule in sums]
    if heads and same:
        yield heads[0], same


def _belied(form: Form, rule: Rule, findings: Mapping[str, Finding]) -> Iterator[Group]:
    """That a figure of the text is no 0 says as well that the grid is nothing but 0."""
    for belied in [one for one in findings.values() if one.rule == rule.id]:
        figures = (one for one in findings.values() if one.rule != rule.id and one.cells and one.right == 0)
        head = next((one for one in figures if any(_overlap(a, b) for a in one.texts for b in belied.texts)), None)
        if head is not None:
            yield head, (belied.key,)


def _overlap(one: TextPlace, other: TextPlace) -> bool:
    return one.section == other.section and one.start < other.end and other.start < one.end


def _untold(form: Form, rule: Rule, findings: Mapping[str, Finding]) -> Iterator[Group]:
    """What a section does not say although it has to, it does not say of a figure either."""
    required = [other.id for other in form.rules if other.kind == "required_text"]
    for key in (f"{other}:{rule.option('section')}" for other in required):
        if key in findings and (untold := f"{rule.id}:{rule.option('section')}") in findings:
            yield findings[key], (untold,)


def _numbers(form: Form, rule: Rule, findings: Mapping[str, Finding]) -> Iterator[Group]:
    """A number that was left out, (二)(四)(四): the one after it only seems to stand there twice."""
    last: Finding | None = None
    for finding in (finding for finding in findings.values() if finding.rule == rule.id):
        words = str(dict(finding.figures)["text"])
        written = words.removesuffix("重复")
        told = f"后面是{written}" if last is not None and last.part == finding.part and written != words else ""
        if last is not None and told and str(dict(last.figures)["text"]).endswith(told):
            yield last, (finding.key,)
        last = finding


_KINDS = {
    "belied_zeros": _belied,
    "untold_figure": _untold,
    "member_list": _members,
    "balance": _columns,
    "carried_over": _columns,
    "leap": _leaps,
    "text_figures": _texts,
    "punctuation_order": _numbers,
    "wrong_unit": _units,
    "stock_limit": _stocks,
    "stock": _stocks,
}
