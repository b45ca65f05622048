"""A block with labels that is to be pasted: which figure would go to which cell, worked out before anything changes.

Certain figures are written; whatever is doubtful waits for the clerk; a blank empties nothing of itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from model.edits import Change, SetCell, SetNote
from model.entry import put
from model.figure_units import with_unit
from model.form import Form
from model.label_text import means_none
from model.labels import DOUBTFUL, Figure, Placement
from model.number_text import Value, is_number, number_text, read_number, reason_text
from model.records import NamedTuple
from model.report import Report
from model.source import Place
from model.totals import Totals

WRITE, DASH, DOUBT, BLANK, REFUSED, TOTAL, OPEN = "write", "dash", "doubt", "blank", "refused", "total", "open"
OPTIONAL = frozenset((DASH, DOUBT, BLANK))
"""The kinds of items that are written only when the clerk says so."""

NEW, CHANGED, SAME, CLEARED, UNCLEAR, STATED = "new", "changed", "same", "cleared", "unclear", "stated"
UNPLACED = "unplaced"
"""A cell that a figure may belong to of which nobody can say: there is nothing to decide."""


class Item(NamedTuple):
    """A figure of the block.

    kind: WRITE (goes to its cell), DASH (a sign for "none", 0 at most), DOUBT (goes to its cells if the clerk says
    so), BLANK (would empty its cell), REFUSED (no figure), TOTAL (compared with what the program adds up) or OPEN
    (belongs to one of the cells, nobody knows which). value, unit: what would be written. reason: in Chinese.
    labels: what is printed beside and above it. exact: whether these are the form's own words.
    """

    kind: str
    cells: tuple[str, ...]
    text: str
    place: Place
    value: Value = None
    unit: str = ""
    reason: str = ""
    labels: tuple[str, ...] = ()
    exact: bool = True


class Lost(NamedTuple):
    """Something of the block that belongs to no cell, with the reason in Chinese."""

    place: Place
    text: str
    reason: str


class Mark(NamedTuple):
    """What a paste does to a cell: NEW, CHANGED, SAME, CLEARED, UNCLEAR, UNPLACED, REFUSED or STATED.

    text: what the block has for it. before: what stands in the cell now. decided: written because the clerk said so.
    """

    kind: str
    text: str = ""
    before: str = ""
    decided: bool = False


class PastePlan(NamedTuple):
    """All of a block. lines: how many paragraphs of running text stand beside its tables."""

    items: tuple[Item, ...]
    lost: tuple[Lost, ...] = ()
    lines: int = 0

    @property
    def certain(self) -> int:
        """How many figures have a place for certain."""
        return sum(item.kind in (WRITE, DASH, REFUSED, TOTAL) for item in self.items)

    @property
    def placed(self) -> bool:
        """Whether at least one figure has a cell, or has one if the clerk says so."""
        return any(item.kind not in (BLANK, OPEN) for item in self.items)


class Choices(NamedTuple):
    """What the clerk said: the numbers of the items in OPTIONAL that are to be written after all."""

    accepted: frozenset[int] = frozenset()


NOTHING_CHOSEN = Choices()
NOTHING_KNOWN: Mapping[str, str] = MappingProxyType({})


def plan_paste(report: Report, placement: Placement, none: Mapping[str, str] = NOTHING_KNOWN) -> PastePlan:
    """The plan for what was matched with the labels of the report's form.

    none: the cells in which a sign for "none" is surely 0, with the reason in Chinese; it waits for the clerk as well.
    """
    items = [item for figure in placement.figures if (item := _item(report, figure, none)) is not None]
    lost = tuple(Lost(*one) for one in placement.unplaced)
    lines = sum(bool(line.text.strip()) for line in placement.lines)
    return PastePlan(tuple(items), lost, lines)


def _item(report: Report, figure: Figure, none: Mapping[str, str]) -> Item | None:
    if figure.certainty == DOUBTFUL:
        return _doubtful(report.form, figure)
    cell = report.form.cells[figure.cell]
    blank = not figure.text.strip()
    item = Item(WRITE, (cell.id,), figure.text, figure.place, labels=figure.labels, exact=figure.certainty == "exact")
    if blank:
        filled = not cell.computed and report.value(cell.id) is not None
        return item._replace(kind=BLANK) if filled else None
    if cell.computed:
        entry = read_number(with_unit(figure.text, figure.labels, cell.kind), cell.kind)
        return item._replace(kind=TOTAL, value=entry.value)
    if means_none(figure.text):
        return item._replace(kind=DASH, value=0, reason=none.get(cell.id, "可能是 0，也可能没填"))
    return _read(report.form, item)


def _read(form: Form, item: Item) -> Item:
    """The item with its figure read for its first cell; REFUSED when it is none."""
    kind = form.cells[item.cells[0]].kind
    entry = read_number(with_unit(item.text, item.labels, kind), kind)
    if entry.reason or not is_number(entry.value):
        return item._replace(kind=REFUSED, reason=reason_text(entry.reason, kind))
    return item._replace(value=entry.value, unit=entry.unit)


def _doubtful(form: Form, figure: Figure) -> Item | None:
    if not figure.text.strip():
        return None
    item = Item(DOUBT, figure.candidates, figure.text, figure.place, reason=figure.reason, labels=figure.labels)
    if any(form.cells[cell].computed for cell in figure.candidates):
        return item._replace(kind=OPEN)
    read = item._replace(value=0) if means_none(figure.text) else _read(form, item)
    if read.kind == REFUSED:
        return item._replace(kind=OPEN, reason=f"{read.reason}；{figure.reason}")
    alone = len(figure.candidates) == 1 or (figure.together and read.value == 0)
    return read if alone else read._replace(kind=OPEN)


def toggled(plan: PastePlan, choices: Choices, numbers: Iterable[int], on: bool) -> Choices:
    """The choices with these items written or not; of several for one cell only the last one chosen is written."""
    chosen = [number for number in numbers if plan.items[number].kind in OPTIONAL]
    if not on:
        return Choices(choices.accepted.difference(chosen))
    accepted = set(choices.accepted)
    for number in chosen:
        cells = set(plan.items[number].cells)
        accepted = {other for other in accepted if not cells.intersection(plan.items[other].cells)}
        accepted.add(number)
    return Choices(frozenset(accepted))


def written(plan: PastePlan, choices: Choices = NOTHING_CHOSEN) -> dict[str, Item]:
    """The items that go into cells, by the cell."""
    found: dict[str, Item] = {}
    for number, item in enumerate(plan.items):
        if item.kind == WRITE or (item.kind in OPTIONAL and number in choices.accepted):
            found.update(dict.fromkeys(item.cells, item))
    return found


def cell_changes(plan: PastePlan, report: Report, choices: Choices = NOTHING_CHOSEN) -> tuple[Change, ...]:
    """The changes of a paste with these choices: figures, and the totals that the block states otherwise."""
    changes: list[Change] = []
    for cell, item in written(plan, choices).items():
        changes.extend(put(report, cell, item.value, item.unit))
    stated = stated_totals(plan, report, choices)
    for cell in _compared(plan):
        if stated.get(cell) != report.stated(cell) or type(stated.get(cell)) is not type(report.stated(cell)):
            changes.append(SetNote(cell, "stated", stated.get(cell)))
    return tuple(changes)


def _compared(plan: PastePlan) -> dict[str, Item]:
    return {item.cells[0]: item for item in plan.items if item.kind == TOTAL}


def stated_totals(plan: PastePlan, report: Report, choices: Choices = NOTHING_CHOSEN) -> dict[str, Value]:
    """The totals of the block that are not what its figures come to after the paste, as the block has them."""
    compared = _compared(plan)
    if not compared:
        return {}
    derived = _totals_after(plan, report, choices)
    found: dict[str, Value] = {}
    for cell, item in compared.items():
        total = derived[cell].value
        if means_none(item.text) and not total:
            continue
        if not is_number(item.value) or item.value != total:
            found[cell] = item.value
    return found


def _totals_after(plan: PastePlan, report: Report, choices: Choices) -> Totals:
    values = {cell: report.value(cell) for cell in report.form.inputs}
    values.update({cell: item.value for cell, item in written(plan, choices).items()})
    totals = Totals(report.form)
    totals.update(report.form.inputs, values.get)
    return totals


def marks(plan: PastePlan, report: Report, choices: Choices = NOTHING_CHOSEN) -> dict[str, Mark]:
    """What a paste with these choices does to each cell that the block has something for, by the cell."""
    found: dict[str, Mark] = {}
    for item in plan.items:
        if item.kind in (DASH, DOUBT, OPEN, REFUSED):
            kind = {REFUSED: REFUSED, OPEN: UNPLACED}.get(item.kind, UNCLEAR)
            # Several that may belong to a cell: what is sure of its cell is told there.
            text = item.text.strip() if len(item.cells) == 1 else ""
            for cell in item.cells:
                if cell not in found or not found[cell].text or found[cell].kind == UNPLACED != kind:
                    found[cell] = Mark(kind, text, _held(report, cell))
    for cell, item in written(plan, choices).items():
        found[cell] = Mark(_effect(report, cell, item), item.text.strip(), _held(report, cell), item.kind != WRITE)
    for cell in stated_totals(plan, report, choices):
        found[cell] = Mark(STATED, _compared(plan)[cell].text.strip())
    return found


def _effect(report: Report, cell: str, item: Item) -> str:
    if not any(isinstance(change, SetCell) for change in put(report, cell, item.value, item.unit)):
        return SAME
    if item.value is None:
        return CLEARED
    return NEW if report.value(cell) is None else CHANGED


def _held(report: Report, cell: str) -> str:
    """What stands in the cell, with its unit where that is not the usual one."""
    unit = report.unit_of(cell)
    usual = not is_number(report.value(cell)) or unit == report.form.cells[cell].kind.unit
    return number_text(report.value(cell)) + ("" if usual else unit)


def counts(found: Mapping[str, Mark]) -> dict[str, int]:
    """How many cells there are of each kind of mark."""
    kinds = [mark.kind for mark in found.values()]
    return {kind: kinds.count(kind) for kind in (NEW, CHANGED, SAME, CLEARED, UNCLEAR, REFUSED, STATED)}


def unplaced(plan: PastePlan) -> int:
    """How many figures of the block belong to one of several cells, nobody knows which."""
    return sum(item.kind == OPEN for item in plan.items)


def grids_of(form: Form, plan: PastePlan) -> tuple[str, ...]:
    """The grids that the block has figures for, in the form's order."""
    met = {form.cells[cell].grid for item in plan.items for cell in item.cells}
    return tuple(grid.id for grid in form.grids if grid.id in met)


def dashes(plan: PastePlan) -> Sequence[int]:
    """The numbers of the items that hold a sign for "none"."""
    return [number for number, item in enumerate(plan.items) if item.kind == DASH]
