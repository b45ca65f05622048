"""Single parts of a workbook that was written, whichever program wrote them."""

from __future__ import annotations

import pytest

from importers.written_excel_parts import Cell, cells_of, chart

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


@pytest.mark.parametrize(
    "formula",
    [
        "<f>SUM(B1:B2)&amp;&quot;件&quot;</f>",
        '<f t="shared" ref="A1:A2" si="0">SUM(B1:B2)&amp;"件"</f>',
        '<f t="array" ref="A1">SUM(B1:B2)&#38;"件"</f>',
        "<f>SUM(B1:B2)&#38;&#34;件&#34;</f>",
    ],
)
@pytest.mark.parametrize("opening", ['<c r="A1" s="7">', '<c s="7" r="A1">', "<c s='7' r='A1'\n>"])
def test_cells_are_read_however_they_are_written(opening: str, formula: str) -> None:
    rows = f'<row r="1">{opening}{formula}<v>1</v></c><c r="B1"><v>1</v></c></row>'
    content = f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>'
    assert cells_of(content.encode(), "") == {(1, 1): Cell(7, 'SUM(B1:B2)&"件"'), (1, 2): Cell(0, "")}


def test_cells_are_read_where_every_element_has_a_prefix() -> None:
    row = '<x:row r="1"><x:c r="A1" s="7"><x:f>B1+1</x:f><x:v>1</x:v></x:c></x:row>'
    content = f'<x:worksheet xmlns:x="{SHEET}"><x:sheetData>{row}</x:sheetData></x:worksheet>'
    assert cells_of(content.encode(), "") == {(1, 1): Cell(7, "B1+1")}


def test_a_point_that_a_chart_lacks_is_none() -> None:
    cache = '<c:numCache><c:ptCount val="3"/><c:pt idx="2"><c:v>5</c:v></c:pt></c:numCache>'
    content = f'<c:chart xmlns:c="{CHART}"><c:numRef><c:f>表!$A$1:$A$3</c:f>{cache}</c:numRef></c:chart>'
    assert chart(content.encode(), "") == (("表!$A$1:$A$3", ("", "", "5")),)
