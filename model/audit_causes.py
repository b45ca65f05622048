"""Probable causes: where one wrong figure explains several findings, the first of them says so and names the others.

A pass over what the checks found. A cause is said only where no other is as good; findings that say the same thing
as another (the balance of all columns that only repeats one column's) stand under it. Nothing is ever applied.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from model.cause_guesses import Guess, Ledger, guesses
from model.cause_words import cause_words
from model.checks import Check, Figures, Number, figure_sum, number_of, printed
from model.equations import System, system_of
from model.findings import SEVERITIES, Finding
from model.records import NamedTuple
from model.repeated_findings import repeats
from model.supposed import supposing

Found = Sequence[tuple[Check, Finding]]


def with_causes(figures: Figures, found: Found) -> dict[str, Finding]:
    """The findings that have a probable cause or stand for others, by their keys, as they are to be shown.

    found: every finding with the check that found it. Those that are pending or explained take no part.
    """
    taking_part = [(check, finding) for check, finding in found if not finding.pending and not finding.explained]
    findings = {finding.key: finding for _, finding in taking_part}
    unsaid = {finding.key for _, finding in found} - findings.keys()
    heads: dict[str, Finding] = {}
    grouped: set[str] = set()
    for head, others in (*_caused(figures, taking_part, findings, unsaid), *repeats(figures.form, findings)):
        left = tuple(key for key in others if key != head.key and key not in grouped and key not in heads)
        if head.key in grouped or not (left or head.cause):
            continue
        before = heads.get(head.key)
        heads[head.key] = head._replace(cause_of=left) if before is None else _more(before, left)
        grouped.update(left)
    return heads


def probable(figures: Figures, findings: Mapping[str, Finding], unsaid: Collection[str] = ()) -> list[Guess]:
    """The guesses that are worth saying, where these findings (by their keys) are all that is found.

    unsaid: keys of others that are pending or explained: what they are about may hold or not.
    """
    ledger = _ledger(figures, _system(figures), findings, unsaid)
    if not ledger.wrong:
        return []
    texts = tuple(_said_in_text(figures, findings.values()))
    found = best(guesses(ledger), lambda guess: _agreeing(ledger, guess, texts))
    return _likely(
        ledger, [one for one in found if one.telling or _alone(ledger, one) or _agreeing(ledger, one, texts)]
    )


def _alone(ledger: Ledger, guess: Guess) -> bool:
    """Whether no other figure stands in all the relations that it sets right.

    That the others are only too small to be so far out says little: more than one may be wrong.
    """
    first, *_ = guess.explains
    suspects = {cell for cell, _ in guess.changes}
    return not any(
        cell not in suspects and guess.explains <= effect.keys() for cell, effect in ledger.system.cells[first]
    )


class _Said(NamedTuple):
    """A sum of cells that the text gives otherwise, and by how much it is more than theirs."""

    cells: frozenset[str]
    more: Number


def _said_in_text(figures: Figures, findings: Iterable[Finding]) -> Iterator[_Said]:
    for finding in findings:
        left, right = finding.left, finding.right
        if not finding.texts or not finding.cells or finding.severity != SEVERITIES[0]:
            continue
        if not isinstance(left, (int, Decimal)) or not isinstance(right, (int, Decimal)):
            continue
        now = sum(number_of(printed(figures, cell)) for cell in finding.cells)
        if now in (left, right):
            yield _Said(frozenset(finding.cells), left + right - 2 * now)


def _agreeing(ledger: Ledger, guess: Guess, texts: Iterable[_Said]) -> int:
    """How many figures of the text agree with the cells once the guess is true."""
    if not texts:
        return 0
    added: dict[str, Number] = {}
    for cell, new in guess.changes:
        for other, weight in ((cell, 1), *ledger.system.derived[cell].items()):
            added[other] = added.get(other, 0) + weight * (new - ledger.values[cell])
    return sum(sum(added.get(cell, 0) for cell in said.cells) == said.more for said in texts)


def _likely(ledger: Ledger, found: list[Guess]) -> list[Guess]:
    """Those that remain likely beside what none of them explains in the same grid: more is wrong there than a figure.

    One figure at the crossing of relations stands by itself; what only looks like a slip has to explain everything.
    """
    explained = {index for guess in found for index in guess.explains}
    of_grid: dict[str, list[int]] = {}
    for index in ledger.wrong:
        if not ledger.system.equations[index].last:
            of_grid.setdefault(_grid(ledger.system.equations[index].terms[0][0]), []).append(index)
    likely = []
    for guess in found:
        wrong = of_grid.get(_grid(guess.changes[0][0]), [])
        left = [index for index in wrong if index not in explained]
        crossing = not guess.telling and len(guess.explains) > 1
        if not left or (crossing and 2 * len(left) <= len(wrong)):
            likely.append(guess)
    return likely


def _grid(cell: str) -> str:
    """The id of the cell's grid, with which its own begins."""
    return cell.partition(".")[0]


def _system(figures: Figures) -> System:
    """The equations, for totals as they were printed: a document that states one of a grid printed all of them.

    Reading keeps only those that are not what the cells add up to; the others were printed as they are.
    """
    form = figures.form
    grids = {form.cells[cell].grid for cell in form.totals if figures.stated(cell) is not None}
    return system_of(
        form, frozenset(cell for cell in form.totals if form.cells[cell].grid in grids) if grids else _NONE
    )


_NONE: frozenset[str] = frozenset()


def _more(head: Finding, others: tuple[str, ...]) -> Finding:
    return head._replace(cause_of=(*head.cause_of, *others))


def _caused(
    figures: Figures, found: Found, findings: Mapping[str, Finding], unsaid: Collection[str]
) -> Iterator[tuple[Finding, Sequence[str]]]:
    """Each finding that says a probable cause, with the keys of all that it explains."""
    system = _system(figures)
    for guess in probable(figures, findings, unsaid):
        keys = {system.equations[index].key for index in guess.explains}
        keys |= set(_also(figures, system, guess, [one for one in found if one[1].key not in keys]))
        explained = [finding.key for _, finding in found if finding.key in keys]
        head = _head(findings, explained, [cell for cell, _ in guess.changes])
        yield _telling(figures, head, guess), explained


class _Values(dict[str, Number]):
    """Figures as they are asked for; blank is 0."""

    def __init__(self, figures: Figures) -> None:
        super().__init__()
        self._figures = figures

    def __missing__(self, cell: str) -> Number:
        value = self[cell] = number_of(printed(self._figures, cell))
        return value


def _ledger(figures: Figures, system: System, findings: Mapping[str, Finding], unsaid: Collection[str]) -> Ledger:
    """How far each equation is out; a finding tells where it does not hold, and where none is, it holds."""
    year = figures.last_year
    firm = {rule.id: rule.severity for rule in figures.form.rules}
    out: list[Number | None] = []
    for equation in system.equations:
        finding = findings.get(equation.key)
        if equation.key in unsaid or (equation.last and (year is None or year.value(equation.last) is None)):
            out.append(None)
        elif finding is None:
            out.append(0)
        else:
            # What is eased need not hold at all.
            eased = equation.last and finding.severity != firm[finding.rule]
            difference = finding.difference
            out.append(None if eased or difference is None or isinstance(difference, str) else difference)
    wrong = frozenset(index for index, difference in enumerate(out) if difference)
    return Ledger(system, _Values(figures), tuple(out), wrong)


def best(all_guesses: Iterable[Guess], agreeing: Callable[[Guess], int] = lambda guess: 0) -> list[Guess]:
    """The guesses that explain more than any other that explains some of the same; of equals the only telling one.

    agreeing: how much else speaks for a guess.
    """
    known = {guess.changes: guess for guess in all_guesses}.values()
    weights = {guess.changes: len(guess.explains) + agreeing(guess) for guess in known}
    chosen = []
    for guess in known:
        weight = weights[guess.changes]
        rivals = [other for other in known if other is not guess and not other.explains.isdisjoint(guess.explains)]
        if any(weights[other.changes] > weight for other in rivals):
            continue
        equal = [other for other in rivals if weights[other.changes] == weight]
        if not equal or (guess.telling and not any(other.telling for other in equal)):
            chosen.append(guess)
    return chosen


def _also(figures: Figures, system: System, guess: Guess, others: Found) -> Iterator[str]:
    """The keys of other findings that would not be there, were the guess true."""
    changes = dict(guess.changes)
    added: dict[str, Number] = {}
    for cell, new in guess.changes:
        for total, weight in system.derived[cell].items():
            added[total] = added.get(total, 0) + weight * (new - number_of(printed(figures, cell)))
    supposed = supposing(figures, changes, added)
    touched = {*changes, *added}
    still: dict[int, set[str]] = {}
    for check, finding in others:
        if touched.isdisjoint(_judged_on(finding) or check.cells):
            continue
        if _adds_up(finding, figures):
            if figure_sum(supposed, finding.cells) == finding.left:
                yield finding.key
            continue
        if id(check) not in still:
            still[id(check)] = {one.key for one in check.run(supposed)}
        if finding.key not in still[id(check)]:
            yield finding.key


def _judged_on(finding: Finding) -> set[str]:
    """The cells that a finding says it was judged on: a check of a whole text reads many more."""
    return {*finding.cells, *(name for name, _ in finding.figures)}


def _adds_up(finding: Finding, figures: Figures) -> bool:
    """Whether it holds a figure of the text against the sum of its cells: then no text has to be read again."""
    return bool(finding.texts and finding.cells) and finding.right == figure_sum(figures, finding.cells)


def _head(findings: Mapping[str, Finding], explained: Sequence[str], suspects: Collection[str]) -> Finding:
    """The finding that says the cause: the worst; of equals what is said of the suspect itself, then what names it."""

    def rank(finding: Finding) -> tuple[int, bool, bool]:
        named = set(finding.cells)
        itself = bool(named) and named <= set(suspects) and not finding.texts
        return SEVERITIES.index(finding.severity), not itself, named.isdisjoint(suspects)

    return min((findings[key] for key in explained), key=rank)


def _telling(figures: Figures, head: Finding, guess: Guess) -> Finding:
    suspects = tuple(cell for cell, _ in guess.changes if cell not in head.cells)
    return head._replace(cause=cause_words(figures, guess), cells=(*head.cells, *suspects))
