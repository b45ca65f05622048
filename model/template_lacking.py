"""What of a report has no place in a template without placeholders, in words, before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from model.form import Block, Form, Grid
from model.naming import FIELD_NAMES, cell_name, column_name, row_name
from model.records import NamedTuple
from model.report import Report


class Lacking(NamedTuple):
    """A part of the form that the template has no place for. what: in Chinese.

    cells: figures; section: a section's text; field: a field of the report, by its id. always: told of every report,
    not only of one that has something to put there.
    """

    what: str
    cells: tuple[str, ...] = ()
    section: str = ""
    field: str = ""
    always: bool = True

    def loses(self, report: Report) -> bool:
        """Whether the document would lack something that the report says; a figure 0 in a row that is left out is none."""
        if any(report.value(cell) not in (None, 0) for cell in self.cells):
            return True
        if self.section:
            return bool(report.plain(self.section).strip())
        return bool(self.field) and bool(self._field_text(report))

    def concerns(self, report: Report) -> bool:
        """Whether the clerk has to hear of it."""
        return self.always or self.loses(report)

    def _field_text(self, report: Report) -> str:
        return "".join(report.title_lines()) if self.field == "title" else str(report.fields[self.field])


class Prepared(NamedTuple):
    """A template that can be filled. lacking: what it has no place for; kept: sentences on what stays in it as it stands.

    labelled: whether it was made from a template without placeholders, or with some, by its labels.
    """

    data: bytes
    lacking: tuple[Lacking, ...] = ()
    kept: tuple[str, ...] = ()
    labelled: bool = False


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
