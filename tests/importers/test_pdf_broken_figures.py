"""Figures of PDFs that are broken over the lines of a cell that was too narrow for them."""

from itertools import chain

import pytest

from importers.pdf import read_pdf_document
from model.source import SourceTable
from tests.builders import form_of
from tests.importers.pdf_shapes import pdf_of

FORMS = (form_of("2021"), form_of("2019"))
BROKEN = r"1286\ 7"
ROW = ("一、本年新收政府信息公开申请数量", "12", "0", "3")


def read(rows: tuple[tuple[str, ...], ...], width: str = "34pt", stroke: str = "0.5pt") -> list[list[str]]:
    """What a table with these cells says; the columns of figures are so wide."""
    cells = ", ".join(f"[{text}]" for text in chain(*rows))
    source = (
        f'#set text(size: 10pt, font: "Noto Serif CJK SC")\n示例县数据局2025年政府信息公开工作年度报告\n\n'
        f"#table(columns: (200pt, {width}, {width}, {width}), inset: 4pt, stroke: {stroke}, {cells})"
    )
    tables = [block for block in read_pdf_document(pdf_of(source), FORMS).blocks if isinstance(block, SourceTable)]
    return [[cell.text for cell in row] for table in tables for row in table.rows]


def test_a_figure_that_fills_its_cell_is_put_together() -> None:
    rows = read((ROW, (ROW[0], BROKEN, "4", BROKEN), (ROW[0], r"1286\ 7件", "0", "5")))
    assert [row[1:] for row in rows] == [["12", "0", "3"], ["12867", "4", "12867"], ["12867件", "0", "5"]]


def test_two_figures_with_room_beside_them_are_two() -> None:
    assert read((ROW, (ROW[0], r"1\ 2", "4", "0")))[1][1] == "1\n2"


@pytest.mark.parametrize("figure", [BROKEN, r"12867\ 12867"])
def test_where_all_figures_stand_on_two_lines_none_is_sure(figure: str) -> None:
    found = read((ROW, (ROW[0], figure, figure, figure)))
    assert found[1][1:] == [figure.replace(r"\ ", "\n")] * 3
