"""What clearing, filling or moving cells or settling their notes would change: worked out before anything is changed.

No Qt here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gui.cell_look import cell_text
from model.edits import Change, SetCell, SetNote
from model.entry import accept, enter, put
from model.notes import NO_NOTES, CellNotes
from model.number_text import Value, is_number, number_text
from model.records import NamedTuple
from model.report import Report

MOVED_NOTES = ("origin", "doubt", "word", "sum")
"""What goes along with a figure that is moved; a stated total belongs to the computed cell that it is beside."""


class NotMoved(Exception):
    """A block can't be moved there; the message says why."""


def clear_changes(report: Report, cells: Iterable[str]) -> tuple[Change, ...]:
    """The changes that empty the input cells among these."""
    changes: list[Change] = []
    for cell in cells:
        if not report.form.cells[cell].computed:
            changes.extend(put(report, cell, None))
    return tuple(changes)


def drop_stated(report: Report, cell: str) -> tuple[Change, ...]:
    """The changes that give up the total as a document printed it, and where it stood: the computed one stands."""
    notes = report.notes(cell)
    if notes.stated is None:
        return ()
    origin = (SetNote(cell, "origin", None),) if notes.origin is not None else ()
    return (SetNote(cell, "stated", None), *origin)


class NoteChoice(NamedTuple):
    """What can be done about a cell's notes: an entry of the context menu, and the step that it makes.

    parted: a line stands above it.
    """

    text: str
    name: str
    changes: tuple[Change, ...]
    parted: bool = False


def note_choices(report: Report, cell: str) -> list[NoteChoice]:
    """A stated total can be given up; a doubt is settled by one of its candidates or by leaving things as they are."""
    notes, choices = report.notes(cell), []
    if kept := drop_stated(report, cell):
        choices.append(NoteChoice("删除文件所列数（采用计算结果）", "删除文件所列数", kept, parted=True))
    if notes.doubt is not None:
        candidates = () if report.form.cells[cell].computed else notes.doubt.candidates
        for number, value in enumerate(candidates):
            changes = accept(report, cell, number)
            choices.append(NoteChoice(f"填 {number_text(value)}", "填写", changes, parted=number == 0))
        changes = (SetNote(cell, "doubt", None),)
        choices.append(NoteChoice("就用现在的，不再提示", "核对", changes, parted=not candidates))
    return choices


def fill_pairs(cells: Sequence[Sequence[str]], *, down: bool) -> list[tuple[str, str]]:
    """Each cell of a rectangle with the one that it is filled from: the first of its column (down) or of its row."""
    lines = list(zip(*cells, strict=True)) if down else cells
    return [(target, line[0]) for line in lines for target in line[1:]]


def fill_changes(report: Report, pairs: Iterable[tuple[str, str]]) -> tuple[Change, ...]:
    """The changes that put into each first cell what stands in the second; computed cells are passed over."""
    changes: list[Change] = []
    for target, source in pairs:
        if not report.form.cells[target].computed:
            changes.extend(enter(report, target, cell_text(report, source)))
    return tuple(changes)


def move_changes(report: Report, pairs: Sequence[tuple[str, str]]) -> tuple[Change, ...]:
    """The changes that move figures with their units and notes from each first cell to the second, as one act.

    The two blocks may overlap. Raises NotMoved where a figure would fall on a total or a total on a figure.
    """
    form_cells = report.form.cells
    after: dict[str, tuple[Value, str, CellNotes]] = {}
    figures = [pair for pair in pairs if not (form_cells[pair[0]].computed and form_cells[pair[1]].computed)]
    for source, target in figures:
        if form_cells[source].computed or form_cells[target].computed:
            raise NotMoved("自动计算的格不能移动，也不能移到那里；请只选要移动的数")
        after[source] = (None, "", NO_NOTES)
    for source, target in figures:
        after[target] = _arrived(report, source, target)
    changes: list[Change] = []
    for cell, (value, unit, notes) in after.items():
        held = report.value(cell)
        if str(held) != str(value) or type(held) is not type(value) or unit != _unit(report, cell):
            changes.append(SetCell(cell, value, unit))
        changes.extend(_note_changes(report.notes(cell), notes, cell))
    return tuple(changes)


def _arrived(report: Report, source: str, target: str) -> tuple[Value, str, CellNotes]:
    """What the target cell then holds: a figure of another kind of cell is read anew there, as when it is typed."""
    value, unit, notes = report.value(source), _unit(report, source), report.notes(source)
    kind = report.form.cells[target].kind
    if value is not None and kind != report.form.cells[source].kind:
        from model.sums import read_entry

        entry = read_entry(cell_text(report, source), kind)
        value, unit = entry.value, entry.unit
        notes = notes if is_number(value) else notes._replace(sum="")
    return value, unit, notes


def _unit(report: Report, cell: str) -> str:
    """The unit of a cell's figure, "" for the usual one."""
    unit = report.unit_of(cell)
    return "" if unit == report.form.cells[cell].kind.unit else unit


def _note_changes(before: CellNotes, after: CellNotes, cell: str) -> list[Change]:
    return [
        SetNote(cell, name, getattr(after, name) or None)
        for name in MOVED_NOTES
        if getattr(before, name) != getattr(after, name)
    ]
