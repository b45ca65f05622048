"""Kinds of units (单位类别): names, deadlines, and a guess from the unit's name."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import resources
from model.toml_file import read_toml


class UnitKind(NamedTuple):
    """A kind of unit. deadline: month and day of the year after the report year, None where there is none."""

    id: str
    name: str
    deadline: tuple[int, int] | None
    patterns: tuple[str, ...]


@cache
def unit_kinds() -> tuple[UnitKind, ...]:
    """All kinds, in the order in which they are offered."""
    data = read_toml(resources.path("unit_kinds.toml"))
    return tuple(
        UnitKind(
            kind["id"],
            kind["name"],
            (kind["deadline"][0], kind["deadline"][1]) if "deadline" in kind else None,
            tuple(kind["names"]),
        )
        for kind in data["kinds"]
    )


def guess_unit_kind(unit: str) -> str:
    """The id of the kind that the unit's name suggests, "" when it suggests none."""
    for kind in unit_kinds():
        if any(re.search(pattern, unit.strip()) for pattern in kind.patterns):
            return kind.id
    return ""
