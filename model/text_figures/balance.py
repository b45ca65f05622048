"""Which of several readings is meant, and what the cells hold: the only part that looks at figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from model.number_text import Value
from model.records import NamedTuple
from model.text_figures.names import Wordings
from model.text_figures.result import CELL, CHANGE, SHARE, SUM, ZERO, Found, Names, Ratio, TextFigure

Number = int | Decimal
Told = Mapping[Names, Decimal]
"""What a text itself says of names, alone or as a sum."""

ROUGH = Decimal("0.1")
"""A figure with 约 or 余 agrees when it is within a tenth of the cell."""


class Grid(Protocol):
    """What is asked of a report's figures. `printed`: None for a blank cell or one that is no figure."""

    def printed(self, cell: str) -> Number | None: ...
    def full(self, cell: str) -> bool: ...
    def last(self, cell: str) -> Number | None: ...


class Read(NamedTuple):
    """A figure of the text with its section, where its paragraph begins there, the paragraph's number and text."""

    section: str
    offset: int
    paragraph: int
    text: str
    found: Found


class Resolution(NamedTuple):
    """The figures of a text, and what the text itself says of single names, the first time."""

    reads: tuple[Read, ...]
    told: Told

    @classmethod
    def of(cls, reads: Iterable[Read]) -> Resolution:
        """Those figures, with what they say of each other."""
        kept = tuple(reads)
        return cls(kept, _told(kept))


def resolved(text: Resolution, wordings: Wordings, grid: Grid | None) -> tuple[TextFigure, ...]:
    """The figures tied to their cells; where several readings are possible, by the balance of the grid or of the text."""
    told = dict(text.told)
    for read in text.reads:
        if len(read.found.choices) > 1:
            names, _ = _chosen(read.found, wordings, told, None)
            told.setdefault(names, read.found.value)
    return tuple(_figure(read, wordings, told, grid) for read in text.reads)


def _told(reads: Iterable[Read]) -> Told:
    told: dict[Names, Decimal] = {}
    for read in reads:
        found = read.found
        if found.kind in (CELL, ZERO) and len(found.choices) == 1 and not found.rough and found.power is None:
            names = found.choices[0]
            parts: Iterable[Names] = ((name,) for name in names) if found.kind == ZERO else (names,)
            for part in parts:
                told.setdefault(part, found.value)
    return told


def _figure(read: Read, wordings: Wordings, told: Told, grid: Grid | None) -> TextFigure:
    found = read.found
    if found.kind == SHARE:
        return _share(read, wordings, told, grid)
    choice, certain = _chosen(found, wordings, told, grid)
    cells = wordings.cells_of(choice)
    value = plain(found.value if found.power is None else found.value.scaleb(found.power))
    kind = (SUM if len(cells) > 1 else CELL) if found.kind == CELL else found.kind
    expected: Value
    if found.kind == CHANGE:
        expected, agrees = _changed(found, cells, grid)
    else:
        expected = _sum(cells, grid)
        agrees = None if expected is None else agree(found, Decimal(value), Decimal(expected))
    return _made(read, kind, cells, None, value, expected, certain, agrees)


def _made(
    read: Read,
    kind: str,
    cells: tuple[str, ...],
    of: Ratio | None,
    value: Value,
    expected: Value,
    certain: bool,
    agrees: bool | None,
) -> TextFigure:
    found = read.found
    return TextFigure(
        read.section,
        read.offset + found.start,
        read.offset + found.end,
        read.text[found.start : found.end],
        cells,
        of,
        kind,
        value,
        expected,
        certain,
        agrees,
        found.by_words,
        read.paragraph,
        found.direction,
        found.relative,
    )


def _chosen(found: Found, wordings: Wordings, told: Told, grid: Grid | None) -> tuple[Names, bool]:
    if len(found.choices) == 1:
        return found.choices[0], found.certain
    if grid is not None:
        holding = [names for names in found.choices if _sum(wordings.cells_of(names), grid) == found.value]
        if len(holding) == 1:
            return holding[0], True
        if holding:
            # Both come to the same: nothing was carried over.
            return holding[0], found.certain
    return _by_text(found, wordings, told)


def _by_text(found: Found, wordings: Wordings, told: Told) -> tuple[Names, bool]:
    """By what the text itself says of the other figures of the balance."""
    new, done = wordings.left[:1], wordings.right[:1]
    inside, out = (told.get(side[1:], Decimal(0)) for side in (wordings.left, wordings.right))
    if done not in told:
        return found.choices[0], found.certain
    rest = told[done] + out
    if inside and found.value == rest and wordings.left in found.choices:
        return wordings.left, False
    if inside and found.value + inside == rest and new in found.choices:
        return new, found.certain
    return found.choices[0], found.certain


def _share(read: Read, wordings: Wordings, told: Told, grid: Grid | None) -> TextFigure:
    found = read.found
    part = wordings.cells_of(found.choices[0])
    in_text: Callable[[Names], Number | None] = lambda names: _told_sum(names, told)  # noqa: E731
    in_grid: Callable[[Names], Number | None] = lambda names: _sum(wordings.cells_of(names), grid)  # noqa: E731
    chosen, certain = found.whole[0], found.certain and len(found.whole) == 1
    for sums in (in_grid, in_text) if grid is not None else (in_text,):
        mine = sums(found.choices[0])
        holding = [names for names in found.whole if _is_share(found, mine, sums(names))]
        if holding:
            chosen, certain = holding[0], found.value != 100 or found.certain
            break
    else:
        certain = False
    whole = wordings.cells_of(chosen)
    mine, all_of = _sum(part, grid), _sum(whole, grid)
    expected = None if mine is None or not all_of else _rounded(Decimal(mine) * 100 / Decimal(all_of), found.decimals)
    agrees = None if expected is None else agree(found, found.value, Decimal(expected))
    return _made(read, SHARE, (), Ratio(part, whole), plain(found.value), expected, certain, agrees)


def _is_share(found: Found, mine: Number | None, whole: Number | None) -> bool:
    if mine is None or not whole:
        return False
    exact = Decimal(mine) * 100 / Decimal(whole)
    return _rounded(exact, found.decimals) == plain(found.value)


def _told_sum(names: Names, told: Told) -> Number | None:
    if names in told:
        return told[names]
    if not all((name,) in told for name in names):
        return None
    return sum((told[(name,)] for name in names), Decimal(0))


def _sum(cells: Iterable[str], grid: Grid | None) -> Number | None:
    """The sum of the cells, None while one of them is blank."""
    if grid is None:
        return None
    total: Number = 0
    for cell in cells:
        value = grid.printed(cell)
        if value is None:
            return None
        total += value
    return total


def _changed(found: Found, cells: tuple[str, ...], grid: Grid | None) -> tuple[Value, bool | None]:
    """By how much the cells changed, as the text would say it: never below 0 for its direction."""
    now = _sum(cells, grid)
    then: Number | None = 0
    for cell in cells:
        value = grid.last(cell) if grid is not None else None
        then = None if value is None or then is None else then + value
    if now is None or then is None or (found.relative and not then):
        return None, None
    distance = Decimal(now) - Decimal(then)
    if found.relative:
        distance = distance * 100 / Decimal(then)
    distance = distance * found.direction if found.direction else distance
    expected = _rounded(distance, found.decimals)
    return expected, agree(found, found.value, Decimal(expected))


def agree(found: Found, value: Decimal, expected: Decimal) -> bool:
    """Whether text and cells say the same: in as many decimals as are printed, and loosely with 约 or 余."""
    if value == expected or _rounded(expected, found.decimals) == plain(value):
        return True
    if not found.rough:
        return False
    return abs(value - expected) <= max(abs(expected) * ROUGH, Decimal(1))


def _rounded(number: Decimal, decimals: int) -> Number:
    return plain(number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def plain(number: Decimal) -> Number:
    """A whole figure as a whole number, so that it compares and prints as cells do."""
    return int(number) if number == number.to_integral_value() else number.normalize()
