"""What of a report has no place in a template without placeholders, in words, before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from model.form import Block, Form, Grid
from model.label_lines import is_prose
from model.naming import FIELD_NAMES, cell_name, column_name, row_name
from model.placeholders import PATTERN, SECTION
from model.prepared_template import Lacking
from model.template_outline import Outline

_EXAMPLES = 3
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
    whole_rows = [row for row in rows if all(cell not in found for cell in row)]
    left = [row for row in rows if row not in whole_rows]
    columns = [column for column in zip(*left, strict=True) if all(cell not in found for cell in column)]
    for row in whole_rows:
        name = row_name(form, row[0]) or block.heading
        yield Lacking(f"{grid.name}：“{name}”一行", row) if name else Lacking(f"{grid.name}：填数的一行", row)
    for column in columns:
        yield Lacking(f"{grid.name}：“{column_name(form, column[0])}”一列", column)
    told = {cell for column in columns for cell in column}
    for cell in (cell for row in left for cell in row):
        if cell not in found and cell not in told:
            yield Lacking(cell_name(form, cell), (cell,))


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
    for item in outline.unknown:
        if item.text.strip() and not PATTERN.search(item.text):
            yield f"保留表里的“{_shown(item.text)}”，它的格里不填数（{item.reason}）"
    for label in outline.unfilled:
        yield f"有“{_shown(label)}”的一张表没有填数：同样的格在别的表里，或者与表样差得太多"
    for cell, text in outline.replaced.items():
        yield f"{cell_name(form, cell)}里原有的“{_shown(text)}”换成报告里的数"
    if outline.own_figures:
        yield _own_figures(form, outline.own_figures)


def _own_figures(form: Form, own: Mapping[str, str]) -> str:
    """That the template is no empty form, with the first of its figures."""
    named = "、".join(f"{cell_name(form, cell)}“{_shown(text)}”" for cell, text in list(own.items())[:_EXAMPLES])
    more = "等" if len(own) > _EXAMPLES else ""
    return f"表里原有{len(own)}个不是 0 的数，都换成报告里的数：{named}{more}"


def _shown(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"
