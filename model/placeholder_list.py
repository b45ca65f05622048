"""All placeholders of a form to choose from, by group, with what they mean in Chinese."""

from __future__ import annotations

from collections.abc import Iterator

from model.form import Form
from model.naming import cell_name
from model.placeholder_conditions import listed as listed_conditions
from model.placeholder_figures import KINDS, examples
from model.placeholders import FIELDS, GRID, HEADING, SECTION, catalogue
from model.records import NamedTuple

UNIT, SECTIONS, LAST_YEAR, WORKED_OUT, CONDITIONS = "单位", "各部分", "上年", "计算", "条件"
KINDS_BY_WORD = {kind.word: kind.id for kind in KINDS.values()}
_FOR_EACH_CELL = ("last", "change", "compared")
"""Kinds of figures that are listed for every cell; of the others there is an example."""


class Entry(NamedTuple):
    """A placeholder as it is typed, what it means, and the group in which it is listed."""

    group: str
    placeholder: str
    meaning: str


def groups(form: Form) -> tuple[str, ...]:
    """The groups in their order."""
    return (UNIT, SECTIONS, *(grid.name for grid in form.grids), LAST_YEAR, WORKED_OUT, CONDITIONS)


def entries(form: Form) -> Iterator[Entry]:
    """All that is listed, group by group."""
    found = [(item.placeholder.strip("{}"), item) for item in catalogue(form)]
    yield from (Entry(UNIT, *item) for name, item in found if name in FIELDS)
    yield from (Entry(SECTIONS, *item) for name, item in found if name.startswith((HEADING, SECTION, GRID)))
    for grid in form.grids:
        yield from (
            Entry(grid.name, *item) for name, item in found if name in form.cells and form.cells[name].grid == grid.id
        )
    for kind in (KINDS[kind] for kind in _FOR_EACH_CELL):
        for cell in form.cells:
            typed = f"{kind.word}:{kind.example.format(cell)}"
            yield Entry(LAST_YEAR, f"{{{{{typed}}}}}", f"{cell_name(form, cell)}：{kind.meaning}")
    for typed, meaning in examples(form):
        if KINDS_BY_WORD[typed.partition(":")[0]] not in _FOR_EACH_CELL:
            yield Entry(WORKED_OUT, f"{{{{{typed}}}}}", meaning)
    yield from (Entry(CONDITIONS, f"{{{{{typed}}}}}", meaning) for typed, meaning in listed_conditions(form))


def found_in(entry: Entry, wanted: str) -> bool:
    """Whether all the words that were typed stand in the placeholder, its meaning or its group."""
    text = f"{entry.group} {entry.placeholder} {entry.meaning}".casefold()
    return all(word in text for word in wanted.casefold().split())
