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


def areas_on(sheet: str, places: Iterable[Place]) -> str:
    """The places on a sheet, its name quoted already, as an argument list of rectangles."""
    rows: dict[int, list[int]] = {}
    for row, column in sorted(set(places)):
        rows.setdefault(row, []).append(column)
    found: list[list[int]] = []
    for row, columns in rows.items():
        for left, right in _runs(columns):
            above = next((area for area in found if area[1:] == [left, row - 1, right]), None)
            if above is None:
                found.append([row, left, row, right])
            else:
                above[2] = row
    return ",".join(_area(sheet, (top, left), (bottom, right)) for top, left, bottom, right in found)


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each run of numbers that follow each other."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return runs


def _area(sheet: str, first: Place, last: Place) -> str:
    text = address(first) if first == last else f"{address(first)}:{address(last)}"
    return f"{sheet}!{text}"


def total_formula(places: Sequence[Place] | str) -> str:
    """The sum of the places, or of a list of areas, blank while all of them are; without the equals sign."""
    cells = places if isinstance(places, str) else ranges(places)
    return f'IF(COUNT({cells})=0,"",SUM({cells}))'


def _run(places: Sequence[Place], step: Place) -> list[Place]:
    """The longest row of neighbours from the first place on."""
    run, found = [places[0]], set(places)
    while (following := (run[-1][0] + step[0], run[-1][1] + step[1])) in found:
        run.append(following)
    return run
