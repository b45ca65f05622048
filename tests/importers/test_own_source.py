"""The sheets of our own workbooks, as they are shown beside what was read from them."""

from __future__ import annotations

import pytest

from importers.result import ImportResult
from model.source import SourceTable
from workflows.example import make_example
from workflows.export import export_excel
from workflows.importing import import_file


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> ImportResult:
    """Our own workbook of the example, read back."""
    path = tmp_path_factory.mktemp("工作簿") / "例 2025.xlsx"
    export_excel(make_example(), path)
    return import_file(path)


def test_every_figure_is_found_on_its_sheet(read: ImportResult) -> None:
    blocks, places = read.source
    origins = [origin for cell in read.report.form.inputs for origin in read.cells[cell].origins]
    assert len(origins) == len(read.report.form.inputs)
    for origin in origins:
        number, row, column = places[origin]
        table = blocks[number]
        assert isinstance(table, SourceTable)
        assert [cell.text for cell in table.rows[row] if cell.column == column] == [origin.text]


def test_only_sheets_with_something_that_was_read_are_shown(read: ImportResult) -> None:
    assert len(read.source.blocks) == len(read.report.form.grids)
    labels = [[cell.text for row in block.rows for cell in row] for block in read.source.blocks]  # type: ignore[union-attr]
    for grid, texts in zip(read.report.form.grids, labels, strict=True):
        assert any(column.path[-1] in texts for block in grid.blocks for column in block.columns)
