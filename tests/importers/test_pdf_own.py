"""Our own PDF is read back: figures, unit and year of any report, and its text but for white space."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.pdf import make_pdf
from importers.result import ABSENT, READ
from model.report import Report
from tests.builders import layout_of
from tests.drawn_reports import reports_saying
from tests.exporters.documents import counted_report, write
from workflows.importing import import_data

LINES = (
    "全年发布信息321条。", "（一）主动公开。", "（一）主动公开情况", "1.强化管理；", "全年新收申请31件，办结42件。", "无。", "附件：表",
    "2025年12月31日", "联系电话：0123-4567890", "（续）", "打印", "来源：示例县数据局", "示例县数据局",
    "三、存在的困难",
    "本机关认真办理每一件申请，没有超期的。" * 7, "二是更新不够及时，" * 9 + "下一步加强培训。",
)  # fmt: skip
"""What a text may say that looks like something else of a report, or of the page around one."""


def check(found: Report, report: Report) -> None:
    assert found.form is report.form
    assert {cell: found.value(cell) for cell in found.form.cells} == {
        cell: report.value(cell) for cell in report.form.cells
    }
    for section in report.form.sections:
        assert "".join(found.plain(section.id).split()) == "".join(report.plain(section.id).split())
    for name in ("unit", "year", "title", "signature.unit", "signature.date"):
        assert found.fields[name] == report.fields[name]


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(reports_saying(st.sampled_from(LINES)))
def test_any_report_comes_back(report: Report) -> None:
    result = import_data(make_pdf(report, layout_of(report.form.edition)).data, "年报.pdf")
    check(result.report, report)
    assert {cell: read.how for cell, read in result.cells.items() if cell in report.form.inputs} == {
        cell: ABSENT if report.value(cell) is None else READ for cell in report.form.inputs
    }


def test_text_like_a_page_around_a_report_is_text_where_the_check_code_proves_it() -> None:
    texts = {"overview": "总计\n2024年政府信息公开工作年度报告", "problems": "来源：某某", "other": "无。"}
    report = write(counted_report(), texts, {"signature.unit": "示例县数据局"})
    result = import_data(make_pdf(report, layout_of("2021")).data, "年报.pdf")
    check(result.report, report)
    assert all(item.furniture for item in result.unplaced)


def test_a_signature_without_a_day_is_none_where_nothing_proves_it() -> None:
    report = write(counted_report(), {"other": "没有  别的事项。"}, {"signature.unit": "示例县数据局"})
    result = import_data(make_pdf(report, layout_of("2021")).data, "年报.pdf")
    assert {cell: result.report.value(cell) for cell in report.form.cells} == {
        cell: report.value(cell) for cell in report.form.cells
    }
