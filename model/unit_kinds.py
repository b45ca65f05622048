"""Kinds of units (单位类别): their names, deadlines, and what a unit's name suggests."""

from __future__ import annotations

import re
from collections.abc import Iterable

from model.records import NamedTuple


class UnitKind(NamedTuple):
    """A kind of unit. deadline: month and day of the year after the report year, None where there is none.

    patterns: regular expressions of full names; the first kind whose pattern is found is the guess.
    makes_rules: whether such a unit may make 规章; the others report 0 there.
    """

    id: str
    name: str
    deadline: tuple[int, int] | None
    patterns: tuple[str, ...]
    makes_rules: bool = False


def guess_kind(kinds: Iterable[UnitKind], unit: str) -> str:
    """The id of the kind that the unit's name suggests, "" when it suggests none."""
    for kind in kinds:
        if any(re.search(pattern, unit.strip()) for pattern in kind.patterns):
            return kind.id
    return ""


def kind_name(kinds: Iterable[UnitKind], kind_id: str) -> str:
    """The kind's name, "" for an unknown one."""
    return next((kind.name for kind in kinds if kind.id == kind_id), "")
