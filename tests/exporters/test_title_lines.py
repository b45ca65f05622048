"""Long titles: where LibreOffice, typst and browsers break them by what we set beside or around them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from exporters import typesetting as ts
from exporters.document_options import PLAIN, DocumentOptions, RedHead
from exporters.html import html_inline_page, html_page
from exporters.title_lines import title_indent
from exporters.word_variants import with_options
from importers.written_html import differences
from model.edits import Edit, SetField
from model.layout import Layout
from model.report import Report
from tests.builders import form_of, layout_of
from tests.exporters.documents import filled, opened, template_of
from tests.exporters.fonts import STAND_INS, missing_for_rendering
from tests.exporters.pages import Page, set_pages
from tests.exporters.pdfs import made, words

WIDTH, SIZE = ts.TEXT_WIDTH / 20, ts.TITLE_SIZE / 2
SECOND = "2025年政府信息公开工作年度报告"
RED = RedHead("示例文件", "示数〔2026〕1号")
OPTIONS = {"plain": PLAIN, "red_head": PLAIN._replace(red_head=RED)}
BROKEN = {
    "示例自治州示例自治县政务服务和数据管理局": (),
    "示例自治州示例自治县人民政府政务服务和数据管理局": ("示例自治州示例自治县人民政府政务服务和", "数据管理局"),
    "示例自治州示例自治县甲乙丙丁戊己庚辛壬癸子丑": ("示例自治州示例自治县甲乙丙丁戊己", "庚辛壬癸子丑"),
    "示例自治州示例自治县人民政府政务服务和数据管理局（行政审批局）办公室": (
        "示例自治州示例自治县人民政府政务服务和",
        "数据管理局（行政审批局）办公室",
    ),
}


def _report(unit: str) -> Report:
    report = Report.blank(form_of("2021"), unit, 2025)
    report.apply(Edit("填写", (SetField("signature.unit", ""),)))
    return report


def _title_lines(page: Page) -> list[str]:
    """The lines above the first heading and behind a red head."""
    heading = min(word.top for word in page if word.text.startswith("一、"))
    words = sorted((word for word in page if word.top < heading - 5), key=lambda w: (round(w.top), w.left))
    tops = sorted({round(word.top) for word in words})
    lines = ["".join(word.text for word in words if round(word.top) == top) for top in tops]
    return [line for line in lines if line not in (RED.mark, RED.number)]


@pytest.mark.skipif(bool(missing_for_rendering()), reason=missing_for_rendering() or "can be set")
def test_long_titles_break_where_a_word_ends(tmp_path: Path) -> None:
    """In Word, plain and below a red head."""
    documents = {
        f"{kind}{number}": filled(_report(unit), with_options(template_of("2021"), options))
        for kind, options in OPTIONS.items()
        for number, unit in enumerate(BROKEN)
    }
    for name, pages in set_pages(documents, tmp_path, STAND_INS).items():
        unit, wanted = list(BROKEN.items())[int(name[-1])]
        assert _title_lines(pages[0]) == [*(wanted or (unit,)), SECOND]
        assert f"{unit}\n{SECOND}" in [paragraph.text for paragraph in opened(documents[name]).paragraphs]


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
@pytest.mark.parametrize("unit", BROKEN)
def test_they_break_there_in_the_pdf_too(unit: str, options: DocumentOptions, tmp_path: Path) -> None:
    page = words(made(_report(unit), options).data, tmp_path)[0]
    assert _title_lines(page) == [*(BROKEN[unit] or (unit,)), SECOND]


@pytest.mark.parametrize(
    ("unit", "pieces"),
    [
        ("示例县数据局", ["示例县数据局"]),
        ("示例自治州示例自治县人民政府政务服务和数据管理局", ["示例自治州示例自治县", "人民政府", "政务服务和数据管理局"]),
        ("示例市示例区人民政府示例街道办事处（应急办公室）", ["示例市示例区", "人民政府", "示例街道办事处", "（应急办公室）"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("make", [html_page, html_inline_page])
def test_a_web_page_has_pieces_that_do_not_break(
    make: Callable[[Report, Layout], bytes], unit: str, pieces: list[str]
) -> None:
    """A browser breaks a line within such a piece only where the piece alone is wider than the screen."""
    report = _report(unit)
    page = make(report, layout_of("2021")).decode()
    title = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert title is not None
    first, _, second = title[1].partition("<br>")
    found = re.findall(r'<span (?:class="piece"|style="display:inline-block")>([^<]+)</span>', first)
    assert found == (pieces if len(pieces) > 1 else [])
    assert re.sub("<[^>]+>", "", first) == unit
    assert re.findall(">([^<]+)<", second) == ["2025年政府信息公开", "工作年度报告"]
    assert differences(page.encode(), report) == ()


def test_a_title_that_fits_and_one_with_letters_are_left_to_the_program() -> None:
    assert title_indent(["示例县数据局", SECOND], WIDTH, SIZE) == 0
    assert title_indent([f"示例县第12师{'某' * 20}局", SECOND], WIDTH, SIZE) == 0


def _second_line(line: str) -> str:
    taken = (WIDTH - 2 * title_indent([line], WIDTH, SIZE)) / SIZE
    return line[int(taken) :]


@pytest.mark.parametrize(("before", "after"), [("和", "："), ("《", "委员会")])
def test_a_line_begins_with_no_closing_mark_and_ends_with_no_opening_one(before: str, after: str) -> None:
    """A break between these two would be best, were there no mark."""
    line = "甲" * 17 + before + after + "乙" * 9
    assert not _second_line(line).startswith(after)


def test_a_few_characters_do_not_stand_alone() -> None:
    assert _second_line("甲" * 17 + "局" + "乙" * 4) == "乙" * 4
    assert len(_second_line("甲" * 17 + "局" + "乙" * 3)) > 3
