"""The check of a workbook that was just written: whatever it says otherwise than the report is refused."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from importers.written_excel import read_written_excel
from model.errors import ExportError, ImportProblem
from ooxml.package import Package
from tests.builders import beside, form_of, full_report, last_report, report_with
from tests.exporters.workbooks import parts, saved, template_of, with_parts, with_text, written
from workflows.check_export import check_excel

Change = Callable[[bytes], bytes]
REQUESTS, TEXT, STRINGS = "xl/worksheets/sheet2.xml", "xl/worksheets/sheet7.xml", "xl/sharedStrings.xml"
CORE, BOOK = "docProps/core.xml", "xl/workbook.xml"


def _swap(old: str, new: str) -> Change:
    return lambda content: content.replace(old.encode(), new.encode(), 1)


def _cut(pattern: str) -> Change:
    return lambda content: re.sub(pattern.encode(), b"", content, count=1)


@pytest.mark.parametrize(
    ("part", "change", "told"),
    [
        (REQUESTS, _swap("<v>7</v>", "<v>8</v>"), "应为“7”，写成了“8”"),
        (REQUESTS, _swap("<v>7</v>", ""), "应为“7”，写成了“”"),
        (REQUESTS, _cut(r"<f>[^<]*</f>"), "的公式丢失"),
        (BOOK, _cut(r'<definedName name="requests\.received\.[^<]*</definedName>'), "缺少"),
        (TEXT, _swap("全年平稳", "全年平隐"), "“一、总体情况”的文字不一致"),
        (STRINGS, _swap("一、总体情况", "一、总休情况"), "标题“一、总体情况”不一致"),
        (CORE, _swap("校验码 ", "校验码 0"), "文件属性应为"),
    ],
)
def test_a_workbook_that_says_something_else_is_refused(part: str, change: Change, told: str) -> None:
    report = with_text(full_report(figure="7"), {"overview": "全年平稳。"})
    data = written(report)
    check_excel(template_of("2021"), data, report)
    content = change(parts(data)[part])
    assert content != parts(data)[part]
    with pytest.raises(ExportError, match=told):
        check_excel(template_of("2021"), with_parts(data, {part: content}), report)


def test_a_figure_of_a_grid_that_was_put_in_whole_is_compared() -> None:
    book = Workbook()
    book.active["A1"] = "{{grid:disputes}}"
    report, template, part = full_report(figure="7"), saved(book), "xl/worksheets/sheet1.xml"
    data = written(report, template)
    check_excel(template, data, report)
    wrong = with_parts(data, {part: _swap("<v>7</v>", "<v>8</v>")(parts(data)[part])})
    with pytest.raises(ExportError, match="应为“7”，写成了“8”"):
        check_excel(template, wrong, report)


def test_a_decimal_of_last_year_is_compared_digit_by_digit() -> None:
    report = beside(full_report(figure="3"), last_report({"proactive.fees.amount": "0.5"}))
    data, part = written(report), "xl/worksheets/sheet5.xml"
    wrong = with_parts(data, {part: _swap("<v>0.5</v>", "<v>0.51</v>")(parts(data)[part])})
    check_excel(template_of("2021"), data, report)
    with pytest.raises(ExportError, match="上年的"):
        check_excel(template_of("2021"), wrong, report)


def test_a_relation_that_is_no_longer_there_is_told() -> None:
    report, part = full_report(figure="3"), "xl/worksheets/sheet4.xml"
    data = written(report)
    shorter = re.sub(rb'<row r="5".*?</row>', b"", parts(data)[part], count=1, flags=re.DOTALL)
    with pytest.raises(ExportError, match="缺少校核“"):
        check_excel(template_of("2021"), with_parts(data, {part: shorter}), report)


def test_a_sheet_that_reaches_too_far_is_not_laid_out() -> None:
    """4.5 million cells: more than the library is given."""
    far = _swap("</sheetData>", '<row r="5000"><c r="AHP5000"><v>1</v></c></row></sheetData>')
    data = written(full_report())
    with pytest.raises(ImportProblem, match="范围过大"):
        read_written_excel(with_parts(data, {TEXT: far(parts(data)[TEXT])}), form_of("2021"))


def test_a_workbook_without_properties_is_refused() -> None:
    report = full_report()
    bare = Package(written(report)).with_parts({CORE: None})
    with pytest.raises(ExportError, match="没有了模板的文件属性"):
        check_excel(template_of("2021"), bare, report)


def test_a_figure_in_another_unit_is_refused() -> None:
    report = report_with({"orchard.honey.weight": "1500公斤"}, of=form_of("made_up"))
    data, styles = written(report), "xl/styles.xml"
    bare = parts(data)[styles].replace("&quot;公斤&quot;".encode(), b"")
    assert bare != parts(data)[styles]
    with pytest.raises(ExportError, match="应为“1500公斤”，写成了“1500”"):
        check_excel(template_of("made_up"), with_parts(data, {styles: bare}), report)
