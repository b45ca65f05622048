"""The pages that LibreOffice makes of the variants: grids of 12 points, 6 and 7 digits, red head, header of drafts."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from exporters import grid_rows as gr
from exporters.document_options import PLAIN, DocumentOptions, RedHead
from exporters.templates.word_template import word_template
from exporters.word_variants import with_options
from model.edits import Edit
from model.entry import enter
from model.layout import LARGE, USUAL
from model.report import Report
from tests.builders import form_of, layout_of
from tests.exporters.documents import counted_report, example_report, filled, write
from tests.exporters.fonts import OTHER_STAND_INS, STAND_INS, missing_for_rendering
from tests.exporters.pages import Page, Word, page_with, set_pages

pytestmark = pytest.mark.skipif(bool(missing_for_rendering()), reason=missing_for_rendering() or "can be set")

LEFT, RIGHT, TEXT_TOP, TEXT_BOTTOM = 79.4, 521.6, 104.9, 742.7
REQUESTS, DISPUTES, PROBLEMS = (
    next(s.heading for s in form_of("2021").sections if s.id == i) for i in ("requests", "disputes", "problems")
)
MARK, NUMBER = "示例县数据局文件", "示数据发〔2026〕1号"
DRAFT = "送审稿（未填3格）"
FONTS = {"fonts": STAND_INS, "others": OTHER_STAND_INS}


def _made(report: Report, options: DocumentOptions) -> bytes:
    edition = report.form.edition
    return filled(
        report, with_options(word_template(form_of(edition), layout_of(edition), options.table_size), options)
    )


def _digits(figure: str) -> Report:
    report = example_report()
    report.apply(Edit("填写", tuple(change for cell in report.form.inputs for change in enter(report, cell, figure))))
    return report


def _documents() -> dict[str, bytes]:
    red = write(example_report(), fields={"document.mark": MARK, "document.number": NUMBER})
    large = PLAIN._replace(table_size=LARGE)
    return {
        "usual": _made(counted_report(), PLAIN),
        "large": _made(counted_report(), large),
        "large_2019": _made(counted_report("2019"), large),
        "six": _made(_digits("123456"), PLAIN),
        "six_large": _made(_digits("123456"), large),
        "seven": _made(_digits("1234567"), PLAIN),
        "seven_large": _made(_digits("1234567"), large),
        "red": _made(red, PLAIN._replace(red_head=RedHead(MARK, NUMBER), draft=DRAFT)),
    }


@pytest.fixture(scope="module", params=FONTS)
def documents(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Page]]:
    folder: Path = tmp_path_factory.mktemp("variants") / request.param
    return set_pages(_documents(), folder, FONTS[request.param])


def _lines(page: Page) -> list[str]:
    """The page's stretches of text without gaps, from the top."""
    return [word.text for word in sorted(page, key=lambda word: (round(word.top), word.left))]


@pytest.mark.parametrize(
    ("name", "edition", "size"), [("usual", "2021", USUAL), ("large", "2021", LARGE), ("large_2019", "2019", LARGE)]
)
def test_labels_break_only_where_the_layout_breaks_them(
    documents: dict[str, list[Page]], name: str, edition: str, size: float
) -> None:
    pages, layout = documents[name], layout_of(edition).sized(size)
    text = {"".join(word.text.split()) for page in pages for word in page}
    for grid in form_of(edition).grids:
        for part in gr.grid_parts(grid, layout):
            labels = (cell for cell in gr.cells_of(part) if cell.printed.text and cell.kind != gr.VERTICAL)
            for piece in (piece for cell in labels for piece in cell.pieces):
                whole = piece.replace(" ", "")
                assert any(whole in found for found in text) or _split_by_fonts(whole, pages), piece


def _split_by_fonts(label: str, pages: list[Page]) -> bool:
    """Whether the label's pieces in several fonts stand side by side on one line."""
    for page in pages:
        rows: dict[int, list[Word]] = {}
        for word in page:
            rows.setdefault(round((word.top + word.bottom) / 4), []).append(word)
        if any(label in "".join(w.text for w in sorted(row, key=lambda w: w.left)) for row in rows.values()):
            return True
    return False


@pytest.mark.parametrize("name", ["usual", "large"])
def test_the_label_beside_the_results_reads_downwards(documents: dict[str, list[Page]], name: str) -> None:
    page = documents[name][page_with(documents[name], REQUESTS)]
    label = [word for word in page if word.left < LEFT + 18 and len(word.text) == 1 and word.text in "本年度办理结果"]
    assert "".join(word.text for word in sorted(label, key=lambda word: word.top)) == "本年度办理结果"
    assert max(word.left for word in label) - min(word.left for word in label) < 1


@pytest.mark.parametrize("name", ["large", "large_2019", "six_large", "seven_large"])
def test_a_large_grid_goes_on_on_the_next_page_under_its_headings(documents: dict[str, list[Page]], name: str) -> None:
    pages = documents[name]
    first = page_with(pages, REQUESTS)
    assert page_with(pages, "勾稽关系") == first
    assert "勾稽关系" in "".join(_lines(pages[first + 1]))
    assert "信访举报投诉类申请" in "".join(_lines(pages[first + 1]))
    assert "补正后申请内容仍不明确" in "".join(_lines(pages[first]))
    assert page_with(pages, DISPUTES) == page_with(pages, PROBLEMS) == first + 1
    body = [word for word in pages[first + 1] if word.top > 60]
    assert min(word.top for word in body) < TEXT_TOP + 12
    tops = {text: min(w.top for w in body if text in w.text) for text in (DISPUTES, PROBLEMS)}
    assert tops[PROBLEMS] - tops[DISPUTES] == pytest.approx(5 * 28, abs=1.5)
    lines = (tops[DISPUTES] - TEXT_TOP) / 28
    assert lines - int(lines) < 0.35, "the text below the grid stands on the page's lines again"


@pytest.mark.parametrize("name", ["six", "six_large", "seven", "seven_large"])
def test_figures_of_six_and_seven_digits_are_legible_and_touch_nothing(
    documents: dict[str, list[Page]], name: str
) -> None:
    pages = documents[name]
    page = pages[page_with(pages, DISPUTES)]
    heading = min(word.top for word in page if DISPUTES in word.text)
    figures = sorted(
        (w for w in page if w.text.isdecimal() and len(w.text) > 5 and heading < w.top < heading + 140),
        key=lambda w: w.left,
    )
    assert len(figures) == 15
    heights = {round(word.bottom - word.top, 1) for word in figures}
    assert len(heights) == 1
    assert min(heights) > 7.5
    cells = [word.left for word in figures] + [RIGHT]
    assert all(b - a > 25 for a, b in itertools.pairwise(cells))
    assert all(after.left - before.right > 1 for before, after in itertools.pairwise(figures))
    grid = [w for w in pages[page_with(pages, REQUESTS)] if w.text.isdecimal() and len(w.text) > 5]
    assert all(word.left >= LEFT and word.right <= RIGHT + 0.5 for word in grid)
    assert min(word.bottom - word.top for word in grid) > 7


def test_the_red_head_stands_where_the_standard_has_it(documents: dict[str, list[Page]]) -> None:
    page = documents["red"][0]
    mark, number = (next(word for word in page if text in word.text) for text in (MARK, NUMBER[:4]))
    title = next(word for word in page if word.text == "示例县数据局")
    for left, right in ((mark.left, mark.right), (title.left, title.right)):
        assert (left + right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=2)
    assert mark.top == pytest.approx(TEXT_TOP + 99.2, abs=12), "35 mm; the box is higher than the characters"
    assert mark.right - mark.left > 400
    assert title.top - number.top == pytest.approx(28 + 8 + 56 + 7 / 2, abs=8)
    assert number.top - mark.bottom == pytest.approx(56, abs=12)


def test_the_header_of_drafts_stands_at_the_outer_edge_of_every_page(documents: dict[str, list[Page]]) -> None:
    for number, page in enumerate(documents["red"], 1):
        header = [word for word in page if word.bottom < 70]
        assert "".join(word.text for word in sorted(header, key=lambda w: w.left)) == DRAFT
        edge = max(word.right for word in header) - RIGHT if number % 2 else min(word.left for word in header) - LEFT
        assert abs(edge) < 8
    assert not [word for word in documents["usual"][0] if word.bottom < 70]
