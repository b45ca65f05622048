"""What a document left open besides its doubts: text that is no figure, blanks, totals, what found no place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from importers.result import DOUBTFUL, VARIANT, CellReading, Unplaced
from model.edits import SetNote
from model.entry import put
from model.naming import cell_name
from model.notes import Origin
from model.number_text import number_text
from model.report import Report
from workflows.reading_questions import (
    ERROR,
    HINT,
    SHOWN,
    WARNING,
    Option,
    Question,
    Spot,
    counted,
    likelier_blank,
    listed,
    quoted,
    zero_options,
)


def text_questions(report: Report) -> Iterator[Question]:
    """What was read, and is no figure: it stands in the report as it is printed."""
    for cell in report.form.inputs:
        value, notes = report.value(cell), report.notes(cell)
        if isinstance(value, str) and notes.doubt is None and notes.origin is not None:
            text = f"{cell_name(report.form, cell)}：看不出{quoted(value)}是什么数，照原样填着"
            options = (Option("先照原样留着"), Option("清空，保持未填", put(report, cell, None)))
            yield Question(("text", cell), ERROR, text, (Spot(cell, notes.origin),), options)


def blank_questions(
    report: Report, readings: Mapping[str, CellReading] | None, released: Iterable[str] = ()
) -> Iterator[Question]:
    """What is blank without a doubt, of each kind one question. readings: None when nothing is known but the report.

    released: doubtful cells of which it was decided that their figure belongs elsewhere. What the document does not
    have waits for an answer, as those do; what nobody filled in does not.
    """
    form = report.form
    read = {form.cells[cell].grid for cell in form.inputs if report.value(cell) is not None or report.notes(cell).doubt}
    open_cells = {cell for cell in form.inputs if report.value(cell) is None and report.notes(cell).doubt is None}
    kinds: dict[str, list[Spot]] = {"blank": [], "lacking": [], "unfilled": []}
    taken = open_cells.union(released)
    for cell in (cell for cell in form.inputs if cell in taken):
        origins = readings[cell].origins if readings is not None and cell in open_cells else ()
        kind = "unfilled" if form.cells[cell].grid not in read else "blank"
        if kind == "blank" and readings is not None and cell in open_cells and not origins:
            kind = "lacking"
        kinds[kind].append(Spot(cell, origins[0] if origins else None))
    for kind, spots in kinds.items():
        if spots:
            waits = kind == "lacking" or any(spot.cell not in open_cells for spot in spots)
            yield _blank_question(report, kind, tuple(spots), waits)


def stated_questions(report: Report) -> Iterator[Question]:
    """Printed totals that are not what the cells add up to, those of a grid together."""
    form = report.form
    for grid in form.grids:
        cells = [cell for cell in form.totals if form.cells[cell].grid == grid.id and _differs(report, cell)]
        if not cells:
            continue
        told = "；".join(
            f"{cell_name(form, cell).removeprefix(grid.name).strip()} 原文 {number_text(report.stated(cell))}、"
            f"相加 {number_text(report.value(cell)) or '空白'}"
            for cell in cells[:SHOWN]
        )
        more = f" 等 {len(cells)} 个" if len(cells) > SHOWN else ""
        changes = tuple(SetNote(cell, "stated", None) for cell in cells)
        yield Question(
            ("stated", *cells),
            WARNING,
            f"{grid.name}的总计与各项相加不同：{told}{more}",
            tuple(Spot(cell, report.notes(cell).origin) for cell in cells),
            (Option("照相加的算，原文所列的数留着备查"), Option("照相加的算，删去原文所列的数", changes)),
        )


def unplaced_questions(unplaced: Iterable[Unplaced]) -> Iterator[Question]:
    """What of the document is not in the report, that of one reason together; what pages put around it comes last."""
    groups: dict[tuple[bool, str], list[Unplaced]] = {}
    for item in unplaced:
        groups.setdefault((item.furniture, "" if item.furniture else item.reason), []).append(item)
    for (furniture, reason), items in sorted(groups.items(), key=lambda pair: pair[0][0]):
        texts = listed([item.text for item in items])
        text = f"报告以外的 {len(items)} 处没有读入：{texts}" if furniture else f"没有读入：{texts}　{reason}".rstrip()
        spots = tuple(Spot("", _with_text(item), item.where) for item in items)
        level = HINT if furniture else WARNING
        yield Question(("unplaced", furniture, reason), level, text, spots, (Option("看过了"),), not furniture)


def _with_text(item: Unplaced) -> Origin:
    """Where it stands, or at least what it is."""
    return item.origin if item.origin.text else item.origin._replace(text=item.text)


def total_questions(report: Report, readings: Mapping[str, CellReading]) -> Iterator[Question]:
    """Printed totals that were not sure to be read: nothing depends on them, the program adds up."""
    groups: dict[tuple[str, str], list[Spot]] = {}
    for cell in report.form.totals:
        reading = readings[cell]
        if reading.how == DOUBTFUL:
            group = groups.setdefault((report.form.cells[cell].grid, reading.reason), [])
            group.extend(Spot(cell, origin) for origin in reading.origins)
    for (grid, reason), spots in groups.items():
        cells = dict.fromkeys(spot.cell for spot in spots)
        text = f"{report.form.grid(grid).name}有 {len(cells)} 个总计没有用上，照各项相加的算：{reason}"
        yield Question(("total", grid, reason), HINT, text, tuple(spots), (Option("看过了"),), False)


def variant_questions(report: Report, readings: Mapping[str, CellReading]) -> Iterator[Question]:
    """What was read from labels that are worded otherwise than the form has them: to be looked at, by grids."""
    form = report.form
    for grid in form.grids:
        cells = [
            cell for cell, reading in readings.items() if reading.how == VARIANT and form.cells[cell].grid == grid.id
        ]
        if cells:
            spots = tuple(Spot(cell, next(iter(readings[cell].origins), None)) for cell in cells)
            text = f"{grid.name}有 {len(cells)} 格的标题写法与表样不同，已按意思对应"
            yield Question(("variant", grid.id), HINT, text, spots, (Option("看过了"),), False)


def _blank_question(report: Report, kind: str, spots: tuple[Spot, ...], needed: bool) -> Question:
    cells = [spot.cell for spot in spots]
    where = counted(report.form, cells)
    text = {
        "blank": f"{where}空白",
        "lacking": f"{where}在原文里没有（少了行或列）",
        "unfilled": f"{where}空白，整张表没有数",
    }[kind]
    options = zero_options(report, cells, lambda cell: put(report, cell, 0))
    if kind != "blank":
        options = likelier_blank(options)
    level = WARNING if needed else HINT
    return Question(("blank", kind, *cells), level, text, spots, options, needed)


def _differs(report: Report, cell: str) -> bool:
    stated = report.stated(cell)
    return stated is not None and (isinstance(stated, str) or stated != report.value(cell))
