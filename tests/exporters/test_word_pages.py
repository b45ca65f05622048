"""The pages that LibreOffice makes of our Word files: lines, characters, grids on pages, figures on one edge."""

from __future__ import annotations

import itertools
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from importers.written_word import differences
from model.edits import Edit, SetCell
from model.entry import enter
from model.placeholders import printed_figure
from model.report import Report
from tests.builders import form_of
from tests.exporters.documents import blank_report, counted_report, example_report, filled, template_of, write
from tests.exporters.fonts import OTHER_STAND_INS, STAND_INS, missing_for_rendering
from tests.exporters.pages import Page, Word, converted, page_with, set_pages

pytestmark = pytest.mark.skipif(bool(missing_for_rendering()), reason=missing_for_rendering() or "can be set")

LEFT, RIGHT, TEXT_BOTTOM = 79.4, 521.6, 742.7
OVERVIEW, PROACTIVE, REQUESTS, DISPUTES, PROBLEMS = (
    next(s.heading for s in form_of("2021").sections if s.id == i)
    for i in ("overview", "proactive", "requests", "disputes", "problems")
)
LAST_ROW = form_of("2021").grid("requests").blocks[0].rows[-1].path[0]


def _full(edition: str, figure: str) -> Report:
    report = blank_report(edition)
    report.apply(Edit("填写", tuple(change for cell in report.form.inputs for change in enter(report, cell, figure))))
    return report


def _documents() -> dict[str, bytes]:
    before_grids = write(
        counted_report(), dict.fromkeys(("proactive", "requests", "disputes"), "表前的一段文字，说明口径。")
    )
    long = write(blank_report(), {"overview": "\n".join(["字" * 150] * 12), "other": "末段。"})
    return {
        "example": filled(example_report()),
        "lines": filled(long),
        "counted_2019": filled(counted_report("2019")),
        "large": filled(_full("2021", "1234567")),
        "zero": filled(_full("2021", "0")),
        "before_grids": filled(before_grids),
        "made_up": filled(counted_report("made_up")),
    }


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Page]]:
    return set_pages(_documents(), tmp_path_factory.mktemp("pages") / "fonts", STAND_INS)


@pytest.fixture(scope="module")
def other_fonts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Page]]:
    chosen = {name: data for name, data in _documents().items() if name in ("example", "lines")}
    return set_pages(chosen, tmp_path_factory.mktemp("pages") / "others", OTHER_STAND_INS)


def _body(page: Page) -> list[Word]:
    return [word for word in page if word.bottom < 750]


def test_a_page_has_22_lines_of_28_characters(documents: dict[str, list[Page]]) -> None:
    page = _body(documents["lines"][1])
    tops = sorted({round(word.top, 1) for word in page})
    assert len(tops) == 22
    assert max(abs(b - a - 28) for a, b in itertools.pairwise(tops)) < 0.15
    lengths = {len(word.text) for word in page if word.left < LEFT + 1}
    assert max(lengths) == 28
    full = [word for word in page if len(word.text) == 28]
    assert all(abs(word.left - 79.4) < 0.5 and abs(word.right - 520.5) < 1.2 for word in full)
    indented = [word for word in page if word.left > LEFT + 20]
    assert {round(word.left - LEFT) for word in indented} == {32}


def test_the_title_takes_five_lines_and_17_follow_it(documents: dict[str, list[Page]]) -> None:
    tops = sorted({round(word.top, 1) for word in _body(documents["lines"][0])})
    assert len(tops) == 2 + 17


@pytest.mark.parametrize("name", ["example", "large", "zero", "before_grids"])
def test_the_grid_of_requests_is_whole_on_one_page(name: str, documents: dict[str, list[Page]]) -> None:
    pages = documents[name]
    number = page_with(pages, "勾稽关系")
    assert LAST_ROW in "".join(word.text for word in pages[number])
    heading = page_with(pages, REQUESTS)
    assert heading == (number - 1 if name == "before_grids" else number)
    body = _body(pages[number])
    assert max(word.bottom for word in body) <= TEXT_BOTTOM
    assert not any(DISPUTES in word.text for word in body)


@pytest.mark.parametrize("name", ["example", "large", "zero", "counted_2019", "before_grids"])
def test_each_grid_stands_on_the_page_of_its_heading(name: str, documents: dict[str, list[Page]]) -> None:
    pages = documents[name]
    blocks = form_of("2019" if name.endswith("2019") else "2021").grid("proactive").blocks
    assert len({page_with(pages, text) for text in (PROACTIVE, blocks[0].heading, blocks[-1].heading)}) == 1
    assert page_with(pages, DISPUTES) == page_with(pages, "未经复议直接起诉") == page_with(pages, PROBLEMS)


def test_the_example_takes_the_pages_of_the_design(documents: dict[str, list[Page]]) -> None:
    """Text, grid two behind it, grid three on its own page, grid four with its gaps in four lines, a full last page."""
    pages = documents["example"]
    order = [page_with(pages, text) for text in (OVERVIEW, PROACTIVE, REQUESTS, DISPUTES, "2026")]
    assert order == sorted(order)
    assert len(pages) == 5
    last = _body(pages[-1])
    tops = {text: min(word.top for word in last if text in word.text) for text in (DISPUTES, PROBLEMS)}
    assert tops[PROBLEMS] - tops[DISPUTES] == pytest.approx(5 * 28, abs=1.5)
    assert max(word.top for word in last) - tops[DISPUTES] == pytest.approx(21 * 28, abs=1.5)
    assert order[2] == order[1] + 1
    assert order[3] == order[2] + 1
    assert len(pages) <= order[3] + 2


@pytest.mark.parametrize("name", ["example", "large", "zero", "before_grids"])
def test_figures_stand_on_one_edge_in_their_columns_and_none_is_lost(
    name: str, documents: dict[str, list[Page]]
) -> None:
    page = documents[name][page_with(documents[name], "勾稽关系")]
    figures = [word for word in page if word.text.isdecimal() and word.left > 280 and word.bottom < TEXT_BOTTOM]
    assert len(figures) == 25 * 7
    edges = sorted(word.right for word in figures)
    columns = [edges[at : at + 25] for at in range(0, len(edges), 25)]
    assert all(column[-1] - column[0] < 0.3 for column in columns)
    assert all(after[0] - before[-1] > 25 for before, after in pairwise(columns))
    assert all(word.left >= LEFT and word.right <= RIGHT + 0.5 for word in figures)


def test_the_figures_of_the_example_stand_in_order_on_the_page(documents: dict[str, list[Page]]) -> None:
    report, pages = example_report(), documents["example"]
    page = pages[page_with(pages, "勾稽关系")]
    figures = [word for word in page if word.text.isdecimal() and word.left > 280 and word.bottom < TEXT_BOTTOM]
    rows: dict[int, list[Word]] = defaultdict(list)
    for word in figures:
        rows[round(word.top)].append(word)
    read = [word.text for top in sorted(rows) for word in sorted(rows[top])]
    wanted = [printed_figure(report, cell) for cell in report.form.cells if cell.startswith("requests.")]
    assert read == wanted


@pytest.mark.parametrize("name", ["example", "large", "counted_2019", "made_up"])
def test_nothing_stands_beside_the_text_block(name: str, documents: dict[str, list[Page]]) -> None:
    for page in documents[name]:
        for word in page:
            assert word.left >= LEFT - 0.6
            assert word.right <= RIGHT + 16.5  # a comma may hang in the margin by one character
            assert word.bottom <= TEXT_BOTTOM + 1 or "—" in word.text or word.text.isdecimal()


@pytest.mark.parametrize("name", ["example", "large", "counted_2019"])
def test_lines_within_cells_never_overlap(name: str, documents: dict[str, list[Page]]) -> None:
    """Two words that share a stretch of the page's width are a line apart: nothing is clipped or overprinted."""
    page = documents[name][page_with(documents[name], "勾稽关系")]
    words = sorted(word for word in _body(page) if word.top > 150 and len(word.text) > 1)
    for number, word in enumerate(words):
        for other in words[number + 1 :]:
            shared = min(word.right, other.right) - max(word.left, other.left)
            middle = abs((word.top + word.bottom) - (other.top + other.bottom)) / 2
            assert shared < 0.5 or middle > 10, (word, other)


def test_page_numbers_stand_at_the_outer_edge_one_character_in(documents: dict[str, list[Page]]) -> None:
    for number, page in enumerate(documents["example"], 1):
        dashes = [word for word in page if word.bottom > 750]
        assert "".join(word.text for word in sorted(dashes)) == f"—{number}—"
        if number % 2:
            assert abs(max(word.right for word in dashes) - (RIGHT - 14)) < 1.5
        else:
            assert abs(min(word.left for word in dashes) - (LEFT + 14)) < 1.5


def test_the_date_ends_about_four_characters_in_under_the_unit(documents: dict[str, list[Page]]) -> None:
    page = _body(documents["example"][-1])
    lines: dict[float, list[Word]] = defaultdict(list)
    for word in page:
        lines[round(word.top, 0)].append(word)
    *_, unit, date = (lines[top] for top in sorted(lines))
    centres = [(min(w.left for w in line) + max(w.right for w in line)) / 2 for line in (unit, date)]
    assert abs(centres[0] - centres[1]) < 2
    assert 50 < RIGHT - max(word.right for word in date) < 78


def test_pages_do_not_depend_on_the_fonts_of_the_pc(
    documents: dict[str, list[Page]], other_fonts: dict[str, list[Page]]
) -> None:
    for name, pages in other_fonts.items():
        ours = documents[name]
        assert len(pages) == len(ours)
        for text in (OVERVIEW, PROACTIVE, REQUESTS, DISPUTES, PROBLEMS):
            assert page_with(pages, text) == page_with(ours, text)
    figures = []
    for pages in (documents["example"], other_fonts["example"]):
        page = pages[page_with(pages, "勾稽关系")]
        figures.append(
            sorted(round(w.top) for w in page if w.text.isdecimal() and w.left > 280 and w.bottom < TEXT_BOTTOM)
        )
    assert figures[0] == figures[1]


def test_blank_cells_print_nothing(tmp_path: Path) -> None:
    report = blank_report()
    report.apply(Edit("填写", (SetCell("requests.received.business", 31),)))
    pages = set_pages({"blank": filled(report)}, tmp_path, STAND_INS)["blank"]
    page = pages[page_with(pages, "勾稽关系")]
    figures = [word.text for word in page if word.left > 280 and word.top > 210 and word.bottom < TEXT_BOTTOM]
    assert sorted(figures) == ["31", "31"]


def test_a_template_that_another_program_saved_gives_the_same_pages(
    tmp_path: Path, documents: dict[str, list[Page]]
) -> None:
    """LibreOffice writes all parts anew, other ids for styles among them, as Word and WPS do."""
    template = converted({"template": template_of("2021")}, tmp_path, STAND_INS, "docx")["template"].read_bytes()
    report = example_report()
    data = filled(report, template)
    assert differences(template, data, report) == ()
    pages = set_pages({"again": data}, tmp_path, STAND_INS)["again"]
    assert ["".join(word.text for word in page) for page in pages] == [
        "".join(word.text for word in page) for page in documents["example"]
    ]
