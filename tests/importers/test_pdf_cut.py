"""Figures that the end of a page cuts in two."""

from importers.pdf_lines import Line
from importers.pdf_tables import PdfTable
from importers.pdf_torn import with_cut_figures
from model.source import SourceCell

CELLS = tuple(
    SourceCell(text, row, column)
    for row, texts in enumerate((["甲", "乙"], ["236", "总计"]))
    for column, text in enumerate(texts)
)
TABLE = PdfTable(3, (0.0, 50.0, 100.0), 700.0, 80.0, CELLS)


def doubts(text: str, page: int) -> list[tuple[int, int]]:
    table = with_cut_figures([TABLE, Line(text, page, ())])[0]
    assert isinstance(table, PdfTable)
    return [(row, column) for row, column, _ in table.doubts]


def test_digits_alone_above_the_next_page_make_the_last_row_doubtful() -> None:
    assert doubts("６", 4) == [(1, 0)]
    assert doubts("94 1,2 3件", 4) == [(1, 0)]


def test_what_is_text_or_on_the_same_page_changes_nothing() -> None:
    assert not doubts("四、政府信息公开行政复议", 4)
    assert not doubts("6", 3)
