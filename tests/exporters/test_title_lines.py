"""Long titles: where LibreOffice breaks them by the margins that are set beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters import typesetting as ts
from exporters.title_lines import title_indent
from model.edits import Edit, SetField
from model.report import Report
from tests.builders import form_of
from tests.exporters.documents import filled, opened
from tests.exporters.fonts import STAND_INS, missing_for_rendering
from tests.exporters.pages import set_pages

WIDTH, SIZE = ts.TEXT_WIDTH / 20, ts.TITLE_SIZE / 2
SECOND = "2025年政府信息公开工作年度报告"
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


@pytest.mark.skipif(bool(missing_for_rendering()), reason=missing_for_rendering() or "can be set")
def test_long_titles_break_where_a_word_ends(tmp_path: Path) -> None:
    documents = {f"title{number}": filled(_report(unit)) for number, unit in enumerate(BROKEN)}
    for name, pages in set_pages(documents, tmp_path, STAND_INS).items():
        unit, wanted = list(BROKEN.items())[int(name.removeprefix("title"))]
        words = sorted((word for word in pages[0] if word.top < 250), key=lambda word: (round(word.top), word.left))
        tops = sorted({round(word.top) for word in words})
        lines = ["".join(word.text for word in words if round(word.top) == top) for top in tops]
        assert lines[: len(lines) - 1] == list(wanted or (unit,))
        assert lines[-1] == SECOND
        assert opened(documents[name]).paragraphs[0].text == f"{unit}\n{SECOND}"


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
