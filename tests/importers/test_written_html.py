"""Web pages that were tampered with are found out."""

from __future__ import annotations

import pytest

from exporters.html import html_inline_page, html_page
from importers.written_html import differences
from model.errors import ImportProblem
from model.report import Report
from tests.builders import layout_of
from tests.exporters.documents import counted_report, write


@pytest.fixture(scope="module")
def report() -> Report:
    return write(
        counted_report(),
        {"overview": "（一）主动公开\n1.强化管理\n全年平稳。", "problems": "1.甲不足，要改。\n2.乙不足，要改。"},
        {"signature.unit": "示例县数据局", "signature.date": "2026-01-20"},
    )


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    return html_page(report, layout_of("2021")).decode()


def told(page: str, report: Report) -> str:
    return "；".join(differences(page.encode(), report))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (">37<", ">38<", "应为“37”，写成了“38”"),
        (">37<", "><", "应为“37”，写成了“”"),
        (">37<", ">３７<", "应为“37”，写成了“３７”"),
        ("全年平稳。", "全年平稳，", "段落“全年平稳。”"),
        ("<p>全年平稳。</p>\n", "", "全年平稳。"),
        ("<p>全年平稳。</p>", "<p>全年平稳。</p><p>又一段。</p>", "又一段。"),
        ("<h3>（一）主动公开</h3>", "<p>（一）主动公开</p>", "文字里的标题“（一）主动公开”"),
        ("六、其他需要报告的事项", "六、其他事项", "六、其他事项"),
        ("规章</span>", "规定</span>", "规章"),
        ("2026年1月20日", "2026年1月21日", "2026年1月20日"),
        ('lang="zh-CN"', 'lang="en"', "没有写明是中文"),
        ("<title>示例县", "<title>示范县", "网页的标题"),
        ('name="nianbao-check-code" content="', 'name="nianbao-check-code" content="X', "nianbao-check-code"),
        ('headers="proactive-0-0 proactive-1-1', 'headers="proactive-0-0 proactive-1-2', "指向的表头不一致"),
        (' scope="rowgroup" colspan="4"', ' colspan="4"', "不是表头"),
        (' rowspan="8"', ' rowspan="7"', "占的行列不一致"),
        ("<main>", "<main><script>x()</script>", "script"),
        ("<main>", "<main>多余的字", "多余的字"),
        ("</section>", "", "结束在不该结束的地方"),
        ("<li>1.甲", "<li>1.丙", "1.甲不足"),
    ],
)
def test_what_is_not_the_reports_is_told(page: str, report: Report, old: str, new: str, said: str) -> None:
    assert not differences(page.encode(), report)
    assert old in page
    assert said in told(page.replace(old, new, 1), report)


def test_two_figures_that_changed_places_are_told(page: str, report: Report) -> None:
    swapped = page.replace(">37<", ">?<").replace(">38<", ">37<").replace(">?<", ">38<")
    assert swapped != page
    assert len(differences(swapped.encode(), report)) == 2


def test_a_heading_that_skips_a_level_is_told(page: str, report: Report) -> None:
    skipped = page.replace("<h4", "<h6", 1).replace("</h4>", "</h6>", 1)
    assert "跳过了一级" in told(skipped, report)


def test_the_piece_for_an_editor_is_compared_as_well(report: Report) -> None:
    page = html_inline_page(report, layout_of("2021")).decode()
    assert not differences(page.encode(), report)
    assert "应为“37”，写成了“38”" in told(page.replace(">37<", ">38<", 1), report)


def test_a_file_that_is_no_text_is_refused(report: Report) -> None:
    with pytest.raises(ImportProblem):
        differences("网页".encode("gb18030"), report)


def test_a_file_that_is_cut_off_is_told(page: str, report: Report) -> None:
    assert differences(page[: len(page) // 2].encode(), report)
