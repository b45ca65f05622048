"""The doubts of a report put together that are one question: of one kind, of one row, about one row of the document."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from importers.figures import BLANK_REASON, none_reason
from model.entry import candidate_origins
from model.form import Form
from model.label_remarks import ABOUT_TABLE
from model.label_text import means_none, plain
from model.naming import column_name, row_name
from model.notes import Origin
from model.number_text import Value
from model.records import NamedTuple
from model.report import Report

NONE, BLANK, EMPTY, PLAIN, CHOICE, SHARED = "none", "blank", "empty", "plain", "choice", "shared"
"""Signs for none; blanks, those of grids without any figure; figures with one cell each; cells with several figures
each; figures with several cells each."""

_DASHES = frozenset("-−–—―")


class Candidate(NamedTuple):
    """A figure that a doubtful cell may hold. origin: None where it is not known."""

    value: Value
    origin: Origin | None


class Doubtful(NamedTuple):
    """A cell with a doubt. origin: where the first of its candidates was read, or what is none."""

    cell: str
    reason: str
    candidates: tuple[Candidate, ...]
    origin: Origin | None


class Group(NamedTuple):
    """Doubts that are decided together; kind: one of the kinds above."""

    kind: str
    reason: str
    items: tuple[Doubtful, ...]


def doubtful_cells(report: Report) -> tuple[str, ...]:
    """The cells with a doubt, in the form's order."""
    noted = set(report.noted())
    return tuple(cell for cell in report.form.cells if cell in noted and report.notes(cell).doubt is not None)


def grouped_doubts(report: Report) -> Iterator[Group]:
    """All doubts of the report, in the order of the first cell of each group."""
    groups: dict[tuple[object, ...], list[Doubtful]] = {}
    filled = {report.form.cells[cell].grid for cell in report.form.inputs if report.value(cell) is not None}
    for part in _sharing([_doubtful(report, cell) for cell in doubtful_cells(report)]):
        for key, items in _keyed(report.form, part, filled):
            groups.setdefault(key, []).extend(items)
    for key, items in groups.items():
        kind = str(key[0])
        for one in _by_rows(report.form, items) if kind == PLAIN else (items,):
            yield Group(kind, items[0].reason, tuple(one))


def lines_of(form: Form, items: Sequence[Doubtful]) -> list[tuple[str, list[Doubtful]]]:
    """The rows of the form that shared figures may belong to, each with its cells; their columns if they are of one row."""
    rows: dict[tuple[object, ...], list[Doubtful]] = {}
    columns: dict[tuple[object, ...], list[Doubtful]] = {}
    for item in items:
        cell = form.cells[item.cell]
        rows.setdefault(_row(form, item.cell), []).append(item)
        columns.setdefault((cell.grid, cell.block, cell.column), []).append(item)
    by_rows = len(rows) > 1
    found = rows if by_rows else columns
    name = row_name if by_rows else column_name
    return [(name(form, line[0].cell) or column_name(form, line[0].cell), line) for line in found.values()]


def _doubtful(report: Report, cell: str) -> Doubtful:
    notes = report.notes(cell)
    assert notes.doubt is not None
    pairs = zip(notes.doubt.candidates, candidate_origins(notes), strict=True)
    candidates = () if report.form.cells[cell].computed else tuple(Candidate(*pair) for pair in pairs)
    origin = candidates[0].origin if candidates else notes.origin
    return Doubtful(cell, notes.doubt.reason, candidates, origin)


def _sharing(items: Sequence[Doubtful]) -> Iterator[list[Doubtful]]:
    """The cells that have figures in common, for the same reason, together."""
    of_figure: dict[tuple[str, Origin], list[Doubtful]] = {}
    for item in items:
        for candidate in item.candidates:
            if candidate.origin is not None:
                of_figure.setdefault((item.reason, candidate.origin), []).append(item)
    seen: set[str] = set()
    for item in items:
        part, waiting = [], [item]
        while waiting:
            one = waiting.pop()
            if one.cell in seen:
                continue
            seen.add(one.cell)
            part.append(one)
            for candidate in one.candidates:
                if candidate.origin is not None:
                    waiting.extend(of_figure[one.reason, candidate.origin])
        if part:
            yield [one for one in items if one in part] if len(part) > 1 else part


def _keyed(
    form: Form, part: Sequence[Doubtful], filled: Container[str]
) -> Iterator[tuple[tuple[object, ...], Sequence[Doubtful]]]:
    """The part with what tells which other parts are one question with it. filled: the grids that have figures."""
    first = part[0]
    cell = form.cells[first.cell]
    if len(part) > 1 and all(len(item.candidates) == 1 for item in part):
        rows = frozenset(_row(form, item.cell) for item in part)
        # Figures of one row of the document, that may all be of one or another row of the form.
        yield (SHARED, first.reason, rows if len(rows) > 1 else first.cell), part
    elif len(part) > 1 or len(first.candidates) > 1:
        for item in part:
            lines = tuple(_source_row(candidate.origin) for candidate in item.candidates)
            alone = len(part) > 1 or None in lines or len(set(lines)) < len(lines)
            yield (CHOICE, item.reason, *((item.cell,) if alone else (_row(form, item.cell), lines))), (item,)
    elif first.reason == BLANK_REASON:
        yield (BLANK if cell.grid in filled else EMPTY,), part
    elif sign := _sign(first):
        yield (NONE, sign), part
    else:
        yield (PLAIN, cell.grid, first.reason), part


def _row(form: Form, cell: str) -> tuple[object, ...]:
    found = form.cells[cell]
    return found.grid, found.block, found.row


def _source_row(origin: Origin | None) -> tuple[int, int, int] | None:
    return None if origin is None else (origin.page, origin.table, origin.row)


def _sign(item: Doubtful) -> str:
    """The sign for none that alone makes the cell doubtful, the same for all dashes; "" for anything else."""
    if len(item.candidates) != 1 or item.origin is None or not means_none(item.origin.text):
        return ""
    sign = plain(item.origin.text)
    return ("-" if _DASHES.issuperset(sign) else sign) if item.reason == none_reason(item.origin.text) else ""


def _by_rows(form: Form, items: Sequence[Doubtful]) -> Iterable[list[Doubtful]]:
    """Together where a whole table or one column is doubtful for one reason, else by rows of the form."""
    columns = {(form.cells[item.cell].block, form.cells[item.cell].column) for item in items}
    if items[0].reason.startswith(ABOUT_TABLE) or len(columns) == 1:
        return [list(items)]
    rows: dict[tuple[object, ...], list[Doubtful]] = {}
    for item in items:
        rows.setdefault(_row(form, item.cell), []).append(item)
    return rows.values()
