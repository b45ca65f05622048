"""What the rules of a form must keep beyond having the right keys and types: all that they name is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from model.form import Form, Rule, join_id
from model.form_checks import Problem

_SEVERITIES = ("error", "warning", "hint")


def rule_problems(form: Form) -> Iterator[Problem]:
    """All that is wrong with the rules of a form that could be put together."""
    for number, rule in enumerate(form.rules):
        for key, why in _CHECKS.get(rule.kind, _nothing)(form, rule):
            yield Problem(f"rules[{number}].{key}", why)


Found = Iterator[tuple[str, str]]


def _nothing(form: Form, rule: Rule) -> Found:
    yield from ()


def _has_grid(form: Form, rule: Rule) -> bool:
    return any(grid.id == rule.option("grid") for grid in form.grids)


def _unit_kind(form: Form, rule: Rule) -> Found:
    yield from _rows(form, rule, ())
    yield from _kinds_of_units(form, rule, "unit_kinds")


def _kinds_of_units(form: Form, rule: Rule, key: str) -> Found:
    known = {kind.id for kind in form.unit_kinds}
    for name in rule.option(key):
        # Where the kinds of units are not known, none can be missed.
        if known and name not in known:
            yield key, f"没有单位类别“{name}”"


def _followed(form: Form, rule: Rule) -> Found:
    yield from _kinds_of_units(form, rule, "without_kinds")
    for key in ("cell", "first"):
        cell = rule.option(key)
        if cell not in form.cells:
            yield key, f"没有格“{cell}”"
        elif len(form.column(cell).path) < 2:
            yield key, "该列没有上一级列标题"


def _stock(form: Form, rule: Rule) -> Found:
    yield from _rows(form, rule, ("stock", "added", "removed"))


def _rows(form: Form, rule: Rule, columns: tuple[str, ...]) -> Found:
    if not rule.option("rows"):
        yield "rows", "至少要有一行"
    for row in rule.option("rows"):
        start = join_id(rule.option("grid"), row)
        if not any(cell.startswith(f"{start}.") for cell in form.inputs):
            yield "rows", f"表“{rule.option('grid')}”没有可填的行“{row}”"
            continue
        for key in columns:
            if join_id(start, rule.option(key)) not in form.cells:
                yield key, f"没有格“{join_id(start, rule.option(key))}”"


def _carried_over(form: Form, rule: Rule) -> Found:
    if not _has_grid(form, rule):
        yield "grid", f"没有表“{rule.option('grid')}”"
        return
    block = form.grid(rule.option("grid")).blocks[0]
    for key in ("row", "last_row"):
        if rule.option(key) not in {row.id for row in block.rows}:
            yield key, f"没有行“{rule.option(key)}”"
    if not any(column.sum_of for column in block.columns):
        yield "grid", "该表没有合计列"
    if rule.option("eased_severity") not in _SEVERITIES:
        yield "eased_severity", "应为 error、warning 或 hint"
    if rule.option("eased_section") not in {section.id for section in form.sections}:
        yield "eased_section", f"没有“{rule.option('eased_section')}”这一部分"


def _still_open(form: Form, rule: Rule) -> Found:
    if not rule.option("groups"):
        yield "groups", "至少要有一组"
    for group in rule.option("groups"):
        for key in ("open", "total"):
            cell = join_id(rule.option("grid"), group, rule.option(key))
            if cell not in form.cells:
                yield key, f"没有格“{cell}”"


def _leap(form: Form, rule: Rule) -> Found:
    if rule.option("times") < 2:
        yield "times", "应不小于2"


def _wrong_unit(form: Form, rule: Rule) -> Found:
    yield from _leap(form, rule)
    if not 1 <= rule.option("within") < rule.option("times"):
        yield "within", "应不小于1，并小于 times"
    for cell in rule.option("cells"):
        if cell not in form.cells:
            yield "cells", f"没有格“{cell}”"


def _named_sections(form: Form, rule: Rule) -> Found:
    known = {section.id for section in form.sections}
    for key, value in rule.options:
        if key in ("section", "also", "sections"):
            for name in (value,) if isinstance(value, str) else value:
                if name not in known:
                    yield key, f"没有“{name}”这一部分"


def _outline(form: Form, rule: Rule) -> Found:
    if rule.option("wording_severity") not in _SEVERITIES:
        yield "wording_severity", "应为 error、warning 或 hint"


def _kept_text(form: Form, rule: Rule) -> Found:
    if rule.option("half_severity") not in _SEVERITIES:
        yield "half_severity", "应为 error、warning 或 hint"
    for name in rule.option("sections"):
        if name not in {section.id for section in form.sections}:
            yield "sections", f"没有“{name}”这一部分"


def _member_sums(form: Form, rule: Rule) -> Found:
    for row in rule.option("own_rows"):
        if not any(cell.startswith(f"{row}.") for cell in form.cells):
            yield "own_rows", f"没有行“{row}”"


def _untold_figure(form: Form, rule: Rule) -> Found:
    yield from _named_sections(form, rule)
    if rule.option("cell") not in form.cells:
        yield "cell", f"没有格“{rule.option('cell')}”"


def _belied_zeros(form: Form, rule: Rule) -> Found:
    yield from _named_sections(form, rule)
    if not _has_grid(form, rule):
        yield "grid", f"没有表“{rule.option('grid')}”"


_CHECKS: Mapping[str, Callable[[Form, Rule], Found]] = {
    "kept_text": _kept_text,
    "outline": _outline,
    "unit_kind": _unit_kind,
    "carried_over": _carried_over,
    "member_sums": _member_sums,
    "stock_floor": _stock,
    "stock": _stock,
    "stock_limit": _stock,
    "still_open": _still_open,
    "followed": _followed,
    "leap": _leap,
    "wrong_unit": _wrong_unit,
    "required_phrases": _named_sections,
    "aspects": _named_sections,
    "required_text": _named_sections,
    "personal": _named_sections,
    "untold_figure": _untold_figure,
    "belied_zeros": _belied_zeros,
}
