"""Our PDF beside the Word file as LibreOffice sets it: the same text and cells in the same order, on the same pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from exporters import grid_rows as gr
from exporters.document_options import DocumentOptions
from exporters.templates.word_template import word_template
from importers.pdf_fold import found_signs
from importers.pdf_pages import LinedTable, Mark, PdfContent, read_pdf
from model.edits import Edit, SetCell
from model.layout import LARGE, USUAL
from model.report import Report
from tests.builders import layout_of
from tests.exporters.documents import counted_report, example_report, filled, write
from tests.exporters.fonts import STAND_INS, missing_for_rendering
from tests.exporters.pages import converted
from tests.exporters.pdfs import made

pytestmark = pytest.mark.skipif(bool(missing_for_rendering()), reason=missing_for_rendering() or "can be set")

TEXT_LEFT, TEXT_RIGHT, TEXT_TOP, TEXT_BOTTOM = 79.4, 521.6, 737.0, 99.2
REPORTS = ("example", "counted_2019", "large", "before_grids", "twelve", "twelve_2019")


class Both(NamedTuple):
    """A report, our PDF of it, and the one that LibreOffice makes of our Word file; the size of the grids' text."""

    report: Report
    size: float
    ours: PdfContent
    word: PdfContent


def _report(name: str) -> Report:
    if name == "example":
        return example_report()
    if name.startswith("twelve"):
        return counted_report("2019" if name.endswith("2019") else "2021")
    if name == "counted_2019":
        return counted_report("2019")
    report = counted_report()
    if name == "large":
        report.apply(Edit("填写", tuple(SetCell(cell, 1234567) for cell in report.form.inputs)))
        text = "\n".join(
            f"（{number}）第{number}项工作。" + "全年围绕重点领域公开信息，回应关切。" * 17
            for number in "一二三四五六七八"
        )
        return write(report, {"overview": text, "other": "没有其他需要报告的事项。"}, {"signature.unit": "示例县数据局", "signature.date": "2026-01-20"})  # fmt: skip
    return write(report, dict.fromkeys(("proactive", "requests", "disputes"), "表前的一段文字，说明口径。"))


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Both]:
    reports = {name: _report(name) for name in REPORTS}
    folder = tmp_path_factory.mktemp("word")
    sizes = {name: LARGE if name.startswith("twelve") else USUAL for name in REPORTS}
    documents = {name: filled(report, _template(report, sizes[name])) for name, report in reports.items()}
    words: dict[str, Path] = converted(documents, folder, STAND_INS, "pdf")
    ours = {name: made(report, DocumentOptions(table_size=sizes[name])).data for name, report in reports.items()}
    return {
        name: Both(report, sizes[name], read_pdf(ours[name]), read_pdf(words[name].read_bytes()))
        for name, report in reports.items()
    }


def _template(report: Report, size: float) -> bytes:
    return word_template(report.form, layout_of(report.form.edition), size)


def _tables(content: PdfContent) -> list[tuple[int, LinedTable]]:
    return [(n, item) for n, page in enumerate(content.pages) for item in page.flow if isinstance(item, LinedTable)]


def _text(content: PdfContent) -> str:
    """All that stands outside of tables, page numbers included, white space left out."""
    marks = (mark for page in content.pages for mark in page.flow if isinstance(mark, Mark) and mark.middle[1] > 90)
    return "".join(sign.text for sign in found_signs((mark.text, mark.gap, mark.line) for mark in marks))


def _cells(content: PdfContent) -> list[tuple[int, int, int, int, str]]:
    return [
        (cell.row, cell.column, cell.row_span, cell.column_span, "".join(sorted(mark.text for mark in cell.marks)))
        for _, table in _tables(content)
        for cell in table.cells
    ]


def _heading_page(content: PdfContent, heading: str) -> int:
    for number, page in enumerate(content.pages):
        if heading in "".join(mark.text for mark in page.flow if isinstance(mark, Mark)):
            return number
    raise AssertionError(f"no page has {heading}")


@pytest.mark.parametrize("name", REPORTS)
def test_the_same_paragraphs_and_cells_in_the_same_order(name: str, documents: dict[str, Both]) -> None:
    both = documents[name]
    assert _text(both.ours) == _text(both.word)
    assert _cells(both.ours) == _cells(both.word)


@pytest.mark.parametrize("name", REPORTS)
def test_grids_stand_on_the_same_page_from_their_heading(name: str, documents: dict[str, Both]) -> None:
    both = documents[name]
    form, layout = both.report.form, layout_of(both.report.form.edition).sized(both.size)
    sections = [
        section for section in form.sections if section.grid for _ in gr.grid_parts(form.grid(section.grid), layout)
    ]
    placed = [
        [page - _heading_page(content, section.heading) for (page, _), section in zip(_tables(content), sections, strict=True)]
        for content in (both.ours, both.word)
    ]  # fmt: skip
    assert placed[0] == placed[1]


def test_the_example_takes_the_pages_of_the_word_file(documents: dict[str, Both]) -> None:
    both = documents["example"]
    assert len(both.ours.pages) == len(both.word.pages) == 5


@pytest.mark.parametrize("name", REPORTS)
def test_grids_have_the_measures_of_the_word_file(name: str, documents: dict[str, Both]) -> None:
    for (_, ours), (_, word) in zip(_tables(documents[name].ours), _tables(documents[name].word), strict=True):
        for our_cell, word_cell in zip(ours.cells, word.cells, strict=True):
            sizes = [
                (box[2] - box[0], box[3] - box[1], box[0], ours.top - box[3] if cell is our_cell else word.top - box[3])
                for cell in (our_cell, word_cell)
                for box in (cell.box,)
            ]
            assert sizes[0] == pytest.approx(sizes[1], abs=1.2)


@pytest.mark.parametrize("name", REPORTS)
def test_no_cell_is_clipped(name: str, documents: dict[str, Both]) -> None:
    for _, table in _tables(documents[name].ours):
        for cell in table.cells:
            left, bottom, right, top = cell.box
            for mark in cell.marks:
                assert left - 0.5 <= mark.left <= mark.right <= right + 0.5, (mark, cell.box)
                assert bottom - 0.5 <= mark.bottom <= mark.top <= top + 0.5, (mark, cell.box)


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_stands_beside_the_text_block(name: str, documents: dict[str, Both]) -> None:
    for mark in _all_marks(documents[name].ours):
        assert mark.left >= TEXT_LEFT - 0.6
        assert mark.right <= TEXT_RIGHT + 0.6
        assert mark.top <= TEXT_TOP


def test_lines_stand_where_those_of_the_word_file_stand(documents: dict[str, Both]) -> None:
    """A page of text alone: 22 lines, each on the baseline of the Word file's, see also `test_word_pages`."""
    both = documents["large"]
    bases = [
        sorted({round(mark.base, 1) for mark in content.pages[1].flow if isinstance(mark, Mark) and mark.base > 90})
        for content in (both.ours, both.word)
    ]
    assert len(bases[0]) == 22
    assert bases[0] == pytest.approx(bases[1], abs=0.6)


def test_page_numbers_stand_at_the_outer_edge(documents: dict[str, Both]) -> None:
    for ours, word in zip(documents["example"].ours.pages, documents["example"].word.pages, strict=True):
        edges = [
            (min(mark.left for mark in footer), max(mark.right for mark in footer), footer[0].base)
            for page in (ours, word)
            for footer in ([mark for mark in page.flow if isinstance(mark, Mark) and mark.middle[1] < 85],)
        ]
        assert edges[0] == pytest.approx(edges[1], abs=2.0)


def test_two_sided_pages_have_the_wide_margin_inside(documents: dict[str, Both]) -> None:
    pages = read_pdf(made(example_report(), DocumentOptions(two_sided=True)).data).pages
    lefts = [min(mark.left for mark in page.flow if isinstance(mark, Mark) and mark.middle[1] > 90) for page in pages]
    assert lefts[0] == pytest.approx(TEXT_LEFT, abs=1.5)
    assert lefts[1] == pytest.approx(TEXT_LEFT - 5.7, abs=1.5)


def test_signature_and_date_share_an_axis_four_characters_in(documents: dict[str, Both]) -> None:
    lines = _last_lines(documents["example"].ours, 2)
    centres = [(min(mark.left for mark in line) + max(mark.right for mark in line)) / 2 for line in lines]
    assert centres[0] == pytest.approx(centres[1], abs=2.5)
    assert 50 < TEXT_RIGHT - max(mark.right for mark in lines[1]) < 78


def _last_lines(content: PdfContent, count: int) -> list[list[Mark]]:
    body = [mark for mark in content.pages[-1].flow if isinstance(mark, Mark) and mark.middle[1] > 90]
    bases = sorted({round(mark.base) for mark in body})[:count][::-1]
    return [[mark for mark in body if round(mark.base) == base] for base in bases]


def _all_marks(content: PdfContent) -> Iterator[Mark]:
    for page in content.pages:
        for item in page.flow:
            yield from (item,) if isinstance(item, Mark) else (mark for cell in item.cells for mark in cell.marks)
