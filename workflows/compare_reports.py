"""Differences of two reports in words that a clerk knows."""

from __future__ import annotations

from model.compare import Difference, differences
from model.report import Report


def named_differences(report: Report, other: Report) -> tuple[Difference, ...]:
    """What becomes what from one report to the other, kinds of unit by their names instead of their ids."""
    return tuple(_with_kind_names(one) for one in differences(report, other))


def _with_kind_names(difference: Difference) -> Difference:
    if difference.place != "unit_kind":
        return difference
    from workflows.unit_kinds import unit_kinds

    names = {kind.id: kind.name for kind in unit_kinds()}
    old, new = (names.get(kind, kind) for kind in (difference.old, difference.new))
    return difference._replace(old=old, new=new)
