"""The kinds of units that the program knows (单位类别), from resources/unit_kinds.toml."""

from __future__ import annotations

from functools import cache

import resources
from model.toml_file import read_toml
from model.unit_kinds import UnitKind, guess_kind


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
            kind.get("makes_rules", False),
        )
        for kind in data["kinds"]
    )


def guess_unit_kind(unit: str) -> str:
    """The id of the kind that the unit's name suggests, "" when it suggests none."""
    return guess_kind(unit_kinds(), unit)
