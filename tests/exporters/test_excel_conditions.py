"""Workbooks of offices with conditions, last year's and worked-out figures."""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from exporters.excel import fill_excel
from exporters.templates.excel_strings import share_strings
from model.errors import ExportError
from model.report import Report
from ooxml.package import make_package
from tests.builders import beside, last_report, layout_of, report_with
from tests.exporters.workbooks import opened, parts, saved
from workflows.check_export import check_excel

CELL, BUSINESS = "requests.received.natural_person", "requests.received.business"


def report(*, last: bool = True) -> Report:
    made = report_with({CELL: "9", BUSINESS: "3"})
    return beside(made, last_report({CELL: "8", BUSINESS: "0"})) if last else made


def template(cells: dict[str, object], *, shared: bool = False) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "汇总"
    for place, value in cells.items():
        sheet[place] = value
        sheet[place].font = Font(name="楷体", size=13)
    sheet.oddFooter.left.text = "{{若 有上年}}附上年数{{否则}}不附{{结束}}"
    content = parts(saved(book))
    if shared:
        share_strings(content)
    return make_package(content)


@pytest.mark.parametrize("shared", [False, True])
def test_figures_are_numbers_and_percentages_text(shared: bool) -> None:
    made = template(
        {
            "A1": f"{{{{上年:{CELL}}}}}",
            "A2": f"{{{{增减:{CELL}}}}}",
            "A3": "{{比上年:表三 新收 自然人,1}}",
            "A4": f"{{{{增减率:{BUSINESS}}}}}",
            "A5": f"{{{{合计:{CELL}+{BUSINESS}}}}}",
            "A6": "{{表三 新收 商业企业}}",
            "A7": f"上年{{{{上年:{CELL}}}}}件",
            "A8": "{{上年:requests.received.research}}",
        },
        shared=shared,
    )
    data = fill_excel(made, report(), layout_of("2021"))
    check_excel(made, data, report())
    sheet = opened(data)["汇总"]
    assert [sheet[f"A{row}"].value for row in range(1, 9)] == [
        8,
        1,
        "增长12.5%",
        "〔未填〕",
        12,
        3,
        "上年8件",
        "〔未填〕",
    ]
    assert {sheet[f"A{row}"].font.name for row in range(1, 9)} == {"楷体"}


def test_conditions_in_texts_and_footers() -> None:
    made = template(
        {"A1": "{{若 表四 未填}}没有填{{否则}}有{{表四 行政复议 总计}}件{{结束}}。", "A2": f"{{{{{CELL}}}}}"}
    )
    for filling, footer in ((report(), "附上年数"), (report(last=False), "不附")):
        sheet = opened(fill_excel(made, filling, layout_of("2021")))["汇总"]
        assert sheet["A1"].value == "没有填。"
        assert sheet.oddFooter.left.text == footer


def test_a_condition_over_several_fonts_of_a_cell() -> None:
    rich = CellRichText("甲{{若 表四 未填}}", TextBlock(InlineFont(b=True), "粗{{unit}}"), "乙{{结束}}丙")
    book = Workbook()
    book.active["A1"] = rich
    book.active["A2"] = CellRichText("甲{{若 表四 有数}}", TextBlock(InlineFont(b=True), "粗"), "乙{{结束}}丙")
    sheet = opened(fill_excel(saved(book), report(), layout_of("2021"))).active
    assert (sheet["A1"].value, sheet["A2"].value) == ("甲粗示例县数据局乙丙", "甲丙")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{若 表四 未填}}甲", "后面没有“结束”"),
        ("{{结束}}", "前面没有“若”"),
        ("{{若 表九 未填}}甲{{结束}}", "看不懂这个条件"),
        ("{{上年:requests.recieved.total}}", "是不是“{{上年:requests.received.total}}”"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(ExportError, match="工作表“汇总”的 A1") as raised:
        fill_excel(template({"A1": text}), report(), layout_of("2021"))
    assert told in str(raised.value)


def test_a_wrong_figure_of_last_year_is_found_by_the_check() -> None:
    made = template({"A1": f"{{{{上年:{CELL}}}}}"})
    data = fill_excel(made, report(), layout_of("2021"))
    other = beside(report_with({CELL: "9"}), last_report({CELL: "7"}))
    with pytest.raises(ExportError, match="应为“7”，写成了“8”"):
        check_excel(made, data, other)


def test_all_other_parts_stay_as_they_were() -> None:
    made = template({"A1": f"{{{{上年:{CELL}}}}}", "B1": "不变"})
    before, after = parts(made), parts(fill_excel(made, report(), layout_of("2021")))
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"xl/workbook.xml", "xl/worksheets/sheet1.xml", "docProps/core.xml"}
