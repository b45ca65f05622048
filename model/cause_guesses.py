"""Guesses at what went wrong when figures were entered, each of which would set right all relations that it touches.

One wrong figure; two neighbours changed about; a row or a column that slipped by one place. Nothing is ever applied:
a guess is worth saying only where it is the only one (model/audit_causes.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from model.checks import Number
from model.equations import Line, Pair, System
from model.number_text import number_text
from model.records import NamedTuple

FIGURE, TRANSPOSED, DOUBLED, SWAPPED, SLIPPED = "figure", "transposed", "doubled", "swapped", "slipped"
"""Kinds of guesses: a wrong figure, one with two digits changed about, one with a digit typed twice, two neighbours
changed about, a line that slipped."""


class Guess(NamedTuple):
    """What would have to be in which cells, and the equations (by number) that it sets right.

    along: "row" or "column" for neighbours and lines.
    """

    kind: str
    changes: tuple[tuple[str, Number], ...]
    explains: frozenset[int]
    along: str = ""

    @property
    def telling(self) -> bool:
        """Whether the figures themselves look like that mistake, and not only their sum."""
        return self.kind != FIGURE


class Ledger(NamedTuple):
    """What guesses are tried on. values: of the figures that stand by themselves, blank as 0.

    out: by how much each equation is out, None where that says nothing. wrong: the numbers of those that are.
    """

    system: System
    values: Mapping[str, Number]
    out: tuple[Number | None, ...]
    wrong: frozenset[int]

    def explained(self, effect: Mapping[int, Number], more: Number) -> frozenset[int]:
        """The wrong equations that so much more sets right; none where one of all that it touches is not right then."""
        out = self.out
        for index, weight in effect.items():
            before = out[index]
            if before is not None and before + weight * more != 0:
                return _NONE
        return self.wrong.intersection(effect)


_NONE: frozenset[int] = frozenset()

Something = TypeVar("Something")


def guesses(ledger: Ledger) -> Iterator[Guess]:
    """All guesses that set something right and nothing wrong."""
    system = ledger.system
    # An equation that holds would not hold any more, were it touched.
    open_to_change = {index for index, out in enumerate(ledger.out) if out is None or out}
    for cell, effect in _touching(ledger, system.cells):
        if effect.keys() <= open_to_change:
            yield from _single(ledger, cell, effect)
    for pair in _touching(ledger, system.pairs):
        if pair.effect.keys() <= open_to_change:
            yield from _swapped(ledger, pair)
    for line in _touching(ledger, system.lines):
        if sum(alone <= open_to_change for alone in line.alone) > 1:
            yield from _slipped(ledger, line)


def _touching(ledger: Ledger, by_equation: Mapping[int, Sequence[Something]]) -> Iterable[Something]:
    """What changes some equation that is wrong, each once."""
    found = {id(one): one for index in sorted(ledger.wrong) for one in by_equation.get(index, ())}
    return found.values()


def _single(ledger: Ledger, cell: str, effect: Mapping[int, int]) -> Iterator[Guess]:
    index = next(i for i in effect if i in ledger.wrong)
    out = ledger.out[index]
    more = _quotient(-out, effect[index]) if out is not None else None
    if more is None:
        return
    explains = ledger.explained(effect, more)
    new = ledger.values[cell] + more if explains else -1
    if new >= 0:
        yield Guess(_look(ledger.values[cell], new), ((cell, new),), explains)


def _quotient(value: Number, weight: int) -> Number | None:
    """The value parted by a weight, None where that is not even."""
    if weight in (1, -1):
        return value * weight
    return None if value % weight else value // weight


def _look(old: Number, new: Number) -> str:
    """What kind of slip makes the old figure of the new one."""
    if isinstance(old, Decimal) or isinstance(new, Decimal):
        return FIGURE
    was, is_to_be = number_text(old), number_text(new)
    if len(was) == len(is_to_be) + 1 and any(
        was[i] == was[i + 1] and was[:i] + was[i + 1 :] == is_to_be for i in range(len(was) - 1)
    ):
        return DOUBLED
    if len(was) == len(is_to_be) and any(
        was[:i] + was[i + 1] + was[i] + was[i + 2 :] == is_to_be for i in range(len(was) - 1)
    ):
        return TRANSPOSED
    return FIGURE


def _swapped(ledger: Ledger, pair: Pair) -> Iterator[Guess]:
    one, other = ledger.values[pair.one], ledger.values[pair.other]
    explains = ledger.explained(pair.effect, other - one) if one != other else _NONE
    if explains:
        yield Guess(SWAPPED, ((pair.one, other), (pair.other, one)), explains, pair.along)


def _slipped(ledger: Ledger, line: Line) -> Iterator[Guess]:
    """A line whose figures all stand one place too far: at one end nothing, at the other one figure was lost."""
    values = ledger.values
    if values[line.cells[0]] and values[line.cells[-1]]:
        return
    figures = [values[cell] for cell in line.cells]
    if len(figures) - figures.count(0) < 2:
        return
    for blank, edge in ((0, -1), (-1, 0)):
        lost = _lost(ledger, line, edge)
        if figures[blank] or lost is None:
            continue
        moved = [*figures[1:], lost] if edge else [lost, *figures[:-1]]
        changed = [(c, old, new) for c, old, new in zip(line.cells, figures, moved, strict=True) if old != new]
        explains = _explained(ledger, [(c, new - old) for c, old, new in changed])
        if explains:
            yield Guess(SLIPPED, tuple((c, new) for c, _, new in changed), explains, line.along)


def _lost(ledger: Ledger, line: Line, edge: int) -> Number | None:
    """The figure that belongs at an end of the line, as an equation of that cell alone tells; 0 without one."""
    cell = line.cells[edge]
    for index in line.alone[edge]:
        out, weight = ledger.out[index], ledger.system.effects[cell][index]
        if out is not None:
            more = _quotient(-out, weight)
            figure = None if more is None else ledger.values[cell] + more
            return figure if figure is not None and figure >= 0 else None
    return 0


def _explained(ledger: Ledger, more: Iterable[tuple[str, Number]]) -> frozenset[int]:
    added: dict[int, Number] = {}
    for cell, amount in more:
        for index, weight in ledger.system.effects[cell].items():
            added[index] = added.get(index, 0) + weight * amount
    return ledger.explained({index: amount for index, amount in added.items() if amount}, 1)
