"""What each row, column and section of a form counts, and where the law says so, for the guidance panel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from model.form import Form, join_id
from model.records import NamedTuple
from model.toml_table import Table, read_table


class CellGuidance(NamedTuple):
    """text: one to three sentences, a line for the row and one for the column. article: may be empty."""

    text: str
    article: str


NO_GUIDANCE = CellGuidance("", "")


class Guidance(NamedTuple):
    """The guidance of one form; a form without guidance.toml has empty texts."""

    form: Form
    rows: Mapping[str, CellGuidance]
    columns: Mapping[str, CellGuidance]
    cells: Mapping[str, CellGuidance]
    sections: Mapping[str, CellGuidance]

    def cell(self, cell_id: str) -> CellGuidance:
        """The cell's own guidance, else that of its row and its column; KeyError for an unknown cell."""
        if cell_id in self.cells:
            return self.cells[cell_id]
        grid = self.form.cells[cell_id].grid
        row = self.rows.get(join_id(grid, self.form.row(cell_id).id), NO_GUIDANCE)
        column = self.columns.get(join_id(grid, self.form.column(cell_id).id), NO_GUIDANCE)
        texts = (row.text, column.text)
        articles = dict.fromkeys((row.article, column.article))
        return CellGuidance("\n".join(filter(None, texts)), "；".join(filter(None, articles)))

    def section(self, section_id: str) -> CellGuidance:
        """What belongs into the section; empty for an unknown one."""
        return self.sections.get(section_id, NO_GUIDANCE)


def load_guidance(folder: Path, form: Form) -> Guidance:
    """The guidance in the folder's guidance.toml.

    Raises FormError that names file and key for a row, column, cell or section that the form does
    not have, and for a labelled row, a column or a section without a text.
    """
    file = folder / "guidance.toml"
    if not file.exists():
        return Guidance(form, {}, {}, {}, {})
    top = read_table(file)
    rows, columns = dict(_rows(form)), dict(_columns(form))
    sections = [section.id for section in form.sections]
    guidance = Guidance(
        form,
        _texts(top, "rows", rows, [key for key, labelled in rows.items() if labelled]),
        _texts(top, "columns", columns, columns),
        _texts(top, "cells", form.cells, ()),
        _texts(top, "sections", sections, sections),
    )
    top.finish()
    return guidance


def _rows(form: Form) -> Iterator[tuple[str, bool]]:
    for grid in form.grids:
        for block in grid.blocks:
            yield from ((join_id(grid.id, row.id), bool(row.path)) for row in block.rows)


def _columns(form: Form) -> Iterator[tuple[str, bool]]:
    for grid in form.grids:
        for block in grid.blocks:
            yield from ((join_id(grid.id, column.id), True) for column in block.columns)


def _texts(top: Table, key: str, known: Iterable[str], required: Iterable[str]) -> dict[str, CellGuidance]:
    known = set(known)
    texts = {}
    for name, data in top.get(key, dict, {}).items():
        table = Table(top.file, f"{key}.{name}", data)
        if name not in known:
            table.fail("表样里没有它")
        text = table.get("text", str)
        if not text.strip():
            table.fail("没有文字", "text")
        texts[name] = CellGuidance(text, table.get("article", str, ""))
        table.finish()
    for name in required:
        if name not in texts:
            top.fail("缺少该项", f"{key}.{name}")
    return texts
