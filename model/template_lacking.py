"""What of a report has no place in a template without placeholders, in words, before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from model.form import Block, Form, Grid
from model.label_lines import is_prose
from model.naming import FIELD_NAMES, cell_name, column_name, row_name
from model.placeholders import PATTERN, SECTION
from model.prepared_template import Lacking
from model.template_outline import Outline

_EXAMPLES = 3
_RUN = 3
"""So many rows that follow each other are told in one sentence."""
_SHOWN = 30
"""Characters of a text of the template that a sentence shows."""


def lacking_figures(form: Form, found: Collection[str]) -> Iterator[Lacking]:
    """Grids, rows, columns and single cells that are not among those found."""
    for grid in form.grids:
        cells = [cell.id for cell in form.cells.values() if cell.grid == grid.id]
        if all(cell not in found for cell in cells):
            yield Lacking(f"{grid.name}（{grid.title}）：整个表格", tuple(cells))
            continue
        for number, block in enumerate(grid.blocks):
            yield from _of_block(form, grid, number, block, found)


def _of_block(form: Form, grid: Grid, number: int, block: Block, found: Collection[str]) -> Iterator[Lacking]:
    rows = [tuple(grid.cell_id(number, r, c) for c in range(len(block.columns))) for r in range(len(block.rows))]
    gone = [at for at, row in enumerate(rows) if all(cell not in found for cell in row)]
    left = [row for at, row in enumerate(rows) if at not in gone]
    columns = list(zip(*left, strict=True))
    missing = [at for at, column in enumerate(columns) if all(cell not in found for cell in column)]
    for run in _runs(gone):
        yield _lines(grid, "行", [row_name(form, rows[at][0]) or block.heading for at in run], [rows[at] for at in run])
    for run in _runs(missing):
        yield _lines(grid, "列", [column_name(form, columns[at][0]) for at in run], [columns[at] for at in run])
    told = {cell for at in missing for cell in columns[at]}
    yield from _single_cells(form, [cell for row in left for cell in row if cell not in found and cell not in told])


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Numbers that follow each other, together where there are many; else each alone."""
    for _, items in groupby(enumerate(numbers), key=lambda item: item[1] - item[0]):
        run = tuple(number for _, number in items)
        yield from [run] if len(run) >= _RUN else ((number,) for number in run)


def _lines(grid: Grid, what: str, names: Sequence[str], lines: Sequence[tuple[str, ...]]) -> Lacking:
    """Rows or columns that follow each other."""
    cells = tuple(cell for line in lines for cell in line)
    if len(names) > 1:
        return Lacking(f"{grid.name}：“{names[0]}”到“{names[-1]}”共 {len(names)} {what}", cells)
    return Lacking(f"{grid.name}：“{names[0]}”一{what}" if names[0] else f"{grid.name}：填数的一{what}", cells)


def _single_cells(form: Form, cells: Sequence[str]) -> Iterator[Lacking]:
    if len(cells) > _EXAMPLES:
        some = "、".join(f"“{cell_name(form, cell)}”" for cell in cells[:_EXAMPLES])
        yield Lacking(f"{some}等 {len(cells)} 格", tuple(cells))
    else:
        yield from (Lacking(cell_name(form, cell), (cell,)) for cell in cells)


def lacking_texts(form: Form, headings: Collection[str], rooms: Collection[str]) -> Iterator[Lacking]:
    """Headings that are not among those found, and sections without room for their text."""
    for section in form.sections:
        if section.heading and section.id not in headings:
            yield Lacking(f"标题“{section.heading}”和这一部分的文字", section=section.id)
        elif section.id not in rooms:
            what = f"“{section.heading}”{'表前' if section.grid else ''}的文字" if section.heading else "开头一段"
            yield Lacking(what, section=section.id, always=False)


def lacking_fields(fields: Iterable[str]) -> Iterator[Lacking]:
    """Fields of the report, by their ids, that the template has no place for."""
    for field in fields:
        name = "报告标题" if field == "title" else FIELD_NAMES[field]
        yield Lacking(name, field=field, always=field == "title")


def lacking_parts(form: Form, outline: Outline, written: Collection[str]) -> Iterator[Lacking]:
    """All that an outline has no place for. written: by ids, what was put into the template for texts and fields."""
    yield from lacking_figures(form, outline.figures.keys())
    headings = [name for name, section in outline.sections.items() if section.heading]
    rooms = [name.removeprefix(SECTION) for name in written if name.startswith(SECTION)]
    yield from lacking_texts(form, headings, rooms)
    yield from lacking_fields(name for name in ("title", "signature.unit", "signature.date") if name not in written)


def template_notes(form: Form, outline: Outline, *, texts: bool) -> Iterator[str]:
    """What the clerk should look at in the finished document: what stays of the template, what words were replaced.

    texts: whether running text of the template's own is told, too.
    """
    for section in form.sections if texts else ():
        lines = outline.sections.get(section.id)
        for line in lines.lines if lines else ():
            is_heading = lines is not None and line.place in lines.heading
            if not (line.blank or line.waiting or is_heading) and (section.heading or is_prose(line.text)):
                yield f"保留“{section.heading or '一、之前'}”里原有的文字“{_shown(line.text)}”"
    yield from _unknown_labels(outline)
    for label in outline.unfilled:
        yield f"有“{_shown(label)}”的一张表没有填数：同样的格在别的表里，或者与表样差得太多"
    for label in outline.repeated_rows:
        yield f"表里“{_shown(label)}”一行不止一次出现，只填其中一行，其余的原样留着"
    yield from _replaced(form, outline.replaced)
    if outline.own_figures:
        yield _own_figures(form, outline.own_figures)


def _unknown_labels(outline: Outline) -> Iterator[str]:
    """Labels in grids that are not known; many for the same reason in one sentence."""
    reasons: dict[str, list[str]] = {}
    for item in outline.unknown:
        if item.text.strip() and not PATTERN.search(item.text):
            reasons.setdefault(item.reason, []).append(f"“{_shown(item.text)}”")
    for reason, texts in reasons.items():
        for named in [f"{'、'.join(texts[:_EXAMPLES])}等 {len(texts)} 处"] if len(texts) > _EXAMPLES else texts:
            yield f"保留表里的{named}，它的格里不填数（{reason}）"


def _replaced(form: Form, replaced: Mapping[str, str]) -> Iterator[str]:
    """Words in the places of figures; the same ones in many cells in one sentence."""
    cells: dict[str, list[str]] = {}
    for cell, text in replaced.items():
        cells.setdefault(text, []).append(cell_name(form, cell))
    for text, names in cells.items():
        for named in [f"{names[0]}等 {len(names)} 格"] if len(names) > _EXAMPLES else names:
            yield f"{named}里原有的“{_shown(text)}”换成报告里的数"


def _own_figures(form: Form, own: Mapping[str, str]) -> str:
    """That the template is no empty form, with the first of its figures."""
    named = "、".join(f"{cell_name(form, cell)}“{_shown(text)}”" for cell, text in list(own.items())[:_EXAMPLES])
    more = "等" if len(own) > _EXAMPLES else ""
    return f"表里原有{len(own)}个不是 0 的数，都换成报告里的数：{named}{more}"


def _shown(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"
