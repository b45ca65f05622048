"""Places in a worksheet and the formulas over them. Rows and columns count from 1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

Place = tuple[int, int]
"""Row and column."""

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


def column_letters(column: int) -> str:
    """1 gives A, 27 gives AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(place: Place) -> str:
    """The place as Excel writes it: (5, 4) gives D5."""
    return f"{column_letters(place[1])}{place[0]}"


def absolute(place: Place) -> str:
    """The place as a defined name holds it: (5, 4) gives $D$5."""
    return f"${column_letters(place[1])}${place[0]}"


@lru_cache(maxsize=4096)
def parse_address(text: str) -> Place:
    """The place of an address, with or without dollar signs; ValueError when it is none."""
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise ValueError(f"no cell address: {text}")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def quoted_sheet(name: str) -> str:
    """A sheet's name as it stands in a reference."""
    doubled = name.replace("'", "''")
    return f"'{doubled}'"


def ranges(places: Iterable[Place]) -> str:
    """The places as an argument list: neighbours of a row or of a column joined to a range."""
    left = sorted(set(places))
    parts = []
    while left:
        run = max(_run(left, (0, 1)), _run(left, (1, 0)), key=len)
        parts.append(address(run[0]) if len(run) == 1 else f"{address(run[0])}:{address(run[-1])}")
        left = [place for place in left if place not in run]
    return ",".join(parts)


def total_formula(places: Sequence[Place]) -> str:
    """The sum of the places, blank while all of them are; without the equals sign."""
    cells = ranges(places)
    return f'IF(COUNT({cells})=0,"",SUM({cells}))'


def _run(places: Sequence[Place], step: Place) -> list[Place]:
    """The longest row of neighbours from the first place on."""
    run, found = [places[0]], set(places)
    while (following := (run[-1][0] + step[0], run[-1][1] + step[1])) in found:
        run.append(following)
    return run
