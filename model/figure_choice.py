"""What kind of live figure is being chosen, before its cells are known."""

from __future__ import annotations

from model.figure_findings import REASONS
from model.form import Form
from model.live_figures import KINDS, MOST_DECIMALS, PERCENTAGES, WITH_OTHER, Derived, Formula
from model.naming import cell_name
from model.records import NamedTuple

KIND_NAMES = dict(zip(KINDS, ("本格或合计", "差", "占比", "上年数", "增减%"), strict=True))
"""The kinds as a clerk sees them, in the order in which they are offered."""

USUAL_DECIMALS = 1
"""Of percentages."""


class Choice(NamedTuple):
    """first: the cells chosen first, where the kind needs others as well; () while they are still to be chosen."""

    what: str = "sum"
    first: tuple[str, ...] = ()
    decimals: int | None = None
    numerals: str = "digits"

    def of_kind(self, what: str, cells: tuple[str, ...]) -> Choice:
        """The choice with this kind; for one that needs two lots of cells, `cells` are the first of them."""
        decimals = self.decimals
        if what in PERCENTAGES and self.what not in PERCENTAGES:
            decimals = USUAL_DECIMALS
        elif what not in PERCENTAGES and self.what in PERCENTAGES:
            decimals = None
        return Choice(what, cells if what in WITH_OTHER else (), decimals, self.numerals)

    def next_decimals(self) -> Choice:
        """One decimal more; after the most as the figures stand, or for a percentage none."""
        least = 0 if self.what in PERCENTAGES else None
        if self.decimals is None:
            return self._replace(decimals=0)
        return self._replace(decimals=self.decimals + 1 if self.decimals < MOST_DECIMALS else least)

    def next_numerals(self) -> Choice:
        """The other kind of numerals."""
        return self._replace(numerals="digits" if self.numerals == "chinese" else "chinese")

    def repeats(self, cells: tuple[str, ...]) -> bool:
        """Whether these are the cells that were chosen first: a figure less itself, or as a share of itself, says nothing."""
        return self.what in WITH_OTHER and frozenset(cells) == frozenset(self.first)

    def formula(self, cells: tuple[str, ...]) -> Formula | None:
        """The formula with these cells as the last that were missing; None without any, or with the first ones again."""
        if not cells or self.repeats(cells):
            return None
        if self.what in WITH_OTHER:
            return Formula(self.what, self.first, cells, self.decimals, self.numerals)
        return Formula(self.what, cells, (), self.decimals, self.numerals)


def choice_of(formula: Formula) -> Choice:
    """The choice that led to this formula, its cells to be chosen anew."""
    what = "sum" if formula.what in WITH_OTHER else formula.what
    return Choice().of_kind(what, ())._replace(decimals=formula.decimals, numerals=formula.numerals)


def reason_words(derived: Derived, form: Form) -> str:
    """Why a formula gives nothing, and what to do about it; "" when it gives something."""
    if not derived.reason:
        return ""
    return REASONS[derived.reason].format(cell=f"“{cell_name(form, derived.cell)}”", shown="")


_JOINED = {"difference": "减去", "share": "占"}
_MISSING = {"difference": "［再选要减去的格］", "share": "［再选总数］"}


def choosing_words(choice: Choice, cells: tuple[str, ...], form: Form) -> str:
    """Of a figure of two lots of cells, both in words as far as they are chosen; "" for the other kinds."""
    if choice.what not in WITH_OTHER or not choice.first:
        return ""
    chosen = cells and not choice.repeats(cells)
    second = cells_words(cells, form) if chosen else _MISSING[choice.what]
    return f"{cells_words(choice.first, form)} {_JOINED[choice.what]} {second}"


def formula_words(formula: Formula, form: Form) -> str:
    """What the figure is, in words: the cells it reads and how they are put together."""
    cells, other = (cells_words(cells, form) for cells in (formula.cells, formula.other))
    return {
        "sum": cells,
        "difference": f"{cells}，减去{other}",
        "share": f"{cells}，占{other}的百分比",
        "last": f"{cells}的上年数",
        "change": f"{cells}比上年增减的百分比",
    }[formula.what]


def cells_words(cells: tuple[str, ...], form: Form) -> str:
    """These cells by their names; of more than two the first ones, how many they are, and that they are added up."""
    names = [cell_name(form, cell) for cell in cells[:2]]
    if len(cells) == 1:
        return names[0]
    return "、".join(names) + (f"等{len(cells)}格" if len(cells) > len(names) else "") + "的合计"
