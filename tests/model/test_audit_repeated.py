"""T10: paragraphs that are last year's but for years and figures."""

from __future__ import annotations

from model.edits import Edit, ReplaceText, SetLastYear
from model.findings import Finding
from model.report import Report
from model.text import from_plain
from tests.builders import beside, last_report, report_with

SAME = "2024年，全年答复申请12件，较上年增长20%，均按期办结，没有一件逾期。"
THIS = "2025年，全年答复申请9件，较上年下降3.5%，均按期办结，没有一件逾期。"
OTHER = "建立了信息公开台账，逐件登记、逐件销号，群众可以随时查询办理进度。"
NEW = "开设便民窗口，安排专人辅导申请人填写表格，现场答复能当场答复的申请，受到群众欢迎。"


def report_of(this: str, last: str, section: str = "overview") -> Report:
    report = report_with()
    before = last_report()
    before.state.texts[section] = from_plain(last)
    report.apply(Edit("正文", (ReplaceText(section, 0, 0, from_plain(this)),)))
    return beside(report, before)


def found(report: Report) -> list[Finding]:
    return [finding for finding in report.findings() if finding.rule == "T10"]


def test_one_paragraph_of_several_is_a_hint() -> None:
    text = f"（一）情况\n{THIS}\n{NEW}\n{NEW[::-1]}"
    (finding,) = found(report_of(text, f"{SAME}\n{OTHER}"))
    assert (finding.severity, finding.key, finding.pending) == ("hint", "T10:overview", True)
    assert "有1段与上年报告相同，只有年份和数字不同" in finding.message
    assert [text[place.start : place.end] for place in finding.texts] == [THIS]


def test_half_of_a_section_is_a_warning() -> None:
    (finding,) = found(report_of(f"{THIS}\n{OTHER}\n{NEW}", f"{SAME}\n{OTHER}"))
    assert finding.severity == "warning"
    assert "一半以上" in finding.message
    assert "（2段）" in finding.message


def test_what_may_be_alike() -> None:
    short = "没有需要报告的事项。"
    assert (
        found(
            report_of(
                f"（一）主动公开情况和依申请公开的有关情况\n{short}\n{NEW}",
                f"（一）主动公开情况和依申请公开的有关情况\n{short}",
            )
        )
        == []
    )
    assert found(report_of(SAME, SAME, "preface")) == []
    assert found(report_of(SAME, SAME, "other")) == []
    assert found(report_with()) == []


def test_other_words_take_it_away_and_undo_brings_it_back() -> None:
    report = report_of(f"{THIS}\n{NEW}", SAME)
    assert len(found(report)) == 1
    undo = report.apply(Edit("改写", (ReplaceText("overview", 0, 1, from_plain(THIS.replace("按期", "提前"))),)))
    assert found(report) == []
    report.apply(undo)
    assert len(found(report)) == 1
    report.apply(Edit("上年报告", (SetLastYear(()),)))
    assert found(report) == []
