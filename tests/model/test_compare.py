"""What two reports differ in, in words."""

from decimal import Decimal
from typing import Any

import pytest

from model.compare import Difference, differences
from model.edits import Change, Edit, ReplaceText, SetCell, SetField, SetNote
from model.notes import Doubt, Origin
from model.report import Report
from model.text import Span, TextBlock, from_plain
from tests.builders import made_up_form, report_with

CELL = "requests.received.natural_person"
NAME = "表三 一、本年新收政府信息公开申请数量，自然人"


def _changed(*changes: Change, **figures: str) -> tuple[Difference, ...]:
    before, after = report_with(figures), report_with(figures)
    after.apply(Edit("改", changes))
    return differences(before, after)


def _words(*changes: Change) -> list[str]:
    return [difference.words for difference in _changed(*changes)]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (SetCell(CELL, 3), f"{NAME}：空白 → 3"),
        (SetCell(CELL, "约3"), f"{NAME}：空白 → 约3"),
        (
            SetCell("proactive.fees.amount", Decimal("1.50")),
            "表二 行政事业性收费，本年收费金额（单位：万元）：空白 → 1.50",
        ),
        (SetField("unit", "别的局"), "单位名称：示例县数据局 → 别的局"),
        (SetField("year", 2024), "年度：2025 → 2024"),
        (SetField("contact.phone", "1"), "电话：空白 → 1"),
        (SetNote(CELL, "word", "待核"), f"{NAME} 备注：空白 → 待核"),
        (SetNote(CELL, "origin", Origin("表.docx", 2, text="３")), f"{NAME} 出处：空白 → 表.docx，2，３"),
        (SetNote(CELL, "doubt", Doubt("看不清", (3, "8"))), f"{NAME} 疑问：空白 → 看不清，3或8"),
        (
            SetNote("requests.received.total", "stated", 4),
            "表三 一、本年新收政府信息公开申请数量，总计 原件所印合计：空白 → 4",
        ),
    ],
)
def test_one_change_is_one_difference(change: Change, words: str) -> None:
    assert _words(change) == [words]


def test_zero_is_not_blank_and_a_total_is_not_listed() -> None:
    (difference,) = _changed(SetCell(CELL, 0))
    assert difference == Difference("cell", CELL, NAME, "", "0")


def test_the_title_is_shown_as_printed() -> None:
    (words,) = _words(SetField("title", "whole_year"))
    assert words.endswith("→ 示例县数据局2025年度政府信息公开工作年度报告")


def _texts(old: str, new: str) -> list[tuple[Any, ...]]:
    reports = []
    for text in (old, new):
        report = report_with()
        report.apply(Edit("文字", (ReplaceText("overview", 0, 0, from_plain(text)),)))
        reports.append(report)
    return [(one.paragraph, one.old, one.new) for one in differences(*reports)]


def test_paragraphs_are_told_one_by_one() -> None:
    assert _texts("一\n二\n三", "一\n二改\n三") == [(1, "二", "二改")]
    assert _texts("一\n二\n三", "一\n三") == [(1, "二", "")]
    assert _texts("一\n三", "一\n二\n三") == [(1, "", "二")]
    assert _texts("一", "零\n一\n二") == [(0, "", "零"), (2, "", "二")]
    assert _texts("同\n" * 300 + "尾", "同\n" * 300 + "改") == [(300, "尾", "改")]


def test_a_paragraph_that_only_looks_the_same_differs() -> None:
    plain, rich = TextBlock((Span("共47件"),)), TextBlock((Span("共"), Span("47", "figure"), Span("件")))
    reports = [report_with(), report_with()]
    for report, block in zip(reports, (plain, rich), strict=True):
        report.apply(Edit("文字", (ReplaceText("other", 0, 0, (block,)),)))
    assert len(differences(*reports)) == 1


def test_units_are_told() -> None:
    form = made_up_form()
    cell = next(cell for cell in form.inputs if len(form.cells[cell].kind.units) > 1)
    default, other = form.cells[cell].kind.units[:2]
    reports = [Report.blank(form), Report.blank(form)]
    for report, unit in zip(reports, (default, other), strict=True):
        report.apply(Edit("填写", (SetCell(cell, Decimal("1.5"), unit),)))
    (difference,) = differences(*reports)
    assert (difference.old, difference.new) == ("1.5", f"1.5{other}")


def test_keys_that_are_not_known_are_told_whatever_their_order() -> None:
    def report(extra: dict[str, Any]) -> Report:
        return Report(report_with().state()._replace(extra=extra))

    same = report({"x": {"a": 1, "b": [1, 2]}}), report({"x": {"b": [1, 2], "a": 1}})
    assert differences(*same) == ()
    (difference,) = differences(report({"x": Decimal("1.0")}), report({"x": Decimal("1.00")}))
    assert difference.words == "文件里的其他内容 x：1.0 → 1.00"


def test_differences_come_in_the_order_of_the_report() -> None:
    changes = (
        SetCell("disputes.reconsideration.upheld", 1),
        SetCell(CELL, 1),
        ReplaceText("overview", 0, 0, from_plain("文字")),
        SetField("unit", "别的局"),
    )
    assert [difference.kind for difference in _changed(*changes)] == ["field", "text", "cell", "cell"]
    assert [difference.place for difference in _changed(*changes)][2:] == [CELL, "disputes.reconsideration.upheld"]
