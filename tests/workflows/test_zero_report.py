"""按零报告填写."""

from __future__ import annotations

import pytest

from model.edits import Edit, ReplaceText, SetLastYear
from model.errors import ReportError
from model.history import History
from model.report import Report
from model.text import from_plain
from tests.builders import report_with
from tests.workflows.test_from_last_year import last_of, last_report
from workflows.forms import editions
from workflows.zero_report import already_said, overwritten, refusal, sentences, unlikely, zero_changes, zero_grids

IN = "requests.carried_in.research"


def cells_of(report: Report, grid: str) -> list[str]:
    return [cell for cell in report.form.inputs if report.form.cells[cell].grid == grid]


@pytest.mark.parametrize("edition", editions())
@pytest.mark.parametrize("grids", [("requests",), ("disputes",), ("requests", "disputes")])
def test_the_chosen_grids_are_0_and_nothing_else(edition: str, grids: tuple[str, ...]) -> None:
    report = report_with({}, edition=edition)
    history = History(report)
    assert zero_grids(report) == ("requests", "disputes")
    history.do(Edit("按零报告填写", zero_changes(report, grids, ())))
    for grid in ("proactive", "requests", "disputes"):
        wanted = {0} if grid in grids else {None}
        assert {report.value(cell) for cell in cells_of(report, grid)} == wanted
    history.undo()
    assert len(report.blanks()) == len(report.form.inputs)


def test_cases_carried_over_refuse_it() -> None:
    report = report_with({IN: "3"})
    with pytest.raises(ReportError, match="上年结转是 3 件"):
        zero_changes(report, ("requests",), ())
    assert zero_changes(report, ("disputes",), ())


def test_what_last_year_carried_out_refuses_it_as_long_as_nothing_is_filled_in() -> None:
    report = report_with({})
    last = last_of(last_report({"requests.carried_out.business": "2"}))
    report.apply(Edit("", (SetLastYear((last,)),)))
    assert "2 件" in refusal(report, "requests")
    assert refusal(report, "disputes") == ""


def test_text_that_is_no_figure_refuses_it() -> None:
    assert "约3" in refusal(report_with({IN: "约3"}), "requests")


def test_a_carry_over_of_0_stays() -> None:
    report = report_with({IN: "0"})
    report.apply(Edit("", zero_changes(report, ("requests",), ())))
    assert report.value(IN) == 0


def test_what_would_be_overwritten_is_told() -> None:
    report = report_with({"requests.granted.research": "2", "requests.received.research": "0"})
    assert overwritten(report, ("requests", "disputes")) == ("requests.granted.research",)


def test_accepted_sentences_stand_behind_their_aspect_or_at_the_end() -> None:
    report = report_with({})
    text = from_plain("总的话\n（一）主动公开\n很多\n（二）依申请公开\n（三）政府信息管理")
    report.apply(Edit("", (ReplaceText("overview", 0, 0, text), ReplaceText("other", 0, 0, from_plain("无。")))))
    drafts = sentences(report, ("requests", "disputes"))
    assert {draft.name for draft in drafts} == {"依申请公开", "六、其他事项"}
    report.apply(Edit("", zero_changes(report, ("requests", "disputes"), drafts)))
    lines = report.plain("overview").split("\n")
    assert lines[3] == "（二）依申请公开"
    assert lines[4].startswith("2025年，本机关没有收到")
    assert "行政复议" in lines[5]
    assert lines[6] == "（三）政府信息管理"
    assert report.plain("other").split("\n")[-1] == "2025年，本机关没有收取政府信息公开信息处理费。"


def test_edited_and_emptied_sentences_are_taken_as_they_are() -> None:
    report = report_with({})
    first, second, *_ = sentences(report, ("requests",))
    edited = (first._replace(text="没有申请。"), second._replace(text=" "))
    report.apply(Edit("", zero_changes(report, ("requests",), edited)))
    assert report.plain("overview") == "没有申请。"
    assert report.plain("other") == ""


def test_cases_still_open_last_year_speak_against_it() -> None:
    report = report_with({})
    last = last_of(last_report({"disputes.litigation_direct.pending": "2", "requests.granted.business": "4"}))
    report.apply(Edit("", (SetLastYear((last,)),)))
    assert "尚未审结 2 件" in unlikely(report, "disputes")
    assert refusal(report, "disputes") == unlikely(report, "requests") == ""
    assert "1 个不是 0 的格" in unlikely(report_with({"disputes.reconsideration.upheld": "1"}), "disputes")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("（一）主动公开\n多\n（二）依申请公开\n收到申请8件。\n都已答复。\n（三）政府信息管理\n好", 5),
        ("（一）主动公开\n多\n（二）依申请公开。收到申请8件。\n（三）政府信息管理。好", 3),
        ("（一）依申请公开工作\n1.受理\n多\n2.答复\n快", 5),
        ("主动公开\n多\n依申请公开\n收到申请8件。\n\n（三）政府信息管理\n好", 4),
        ("做好依申请公开等工作，一年来很好。\n（一）主动公开\n多\n", 3),
    ],
)
def test_a_sentence_stands_behind_the_paragraphs_under_its_heading(text: str, at: int) -> None:
    report = report_with({})
    report.apply(Edit("", (ReplaceText("overview", 0, 0, from_plain(text)),)))
    (draft,) = sentences(report, ("disputes",))
    report.apply(Edit("", zero_changes(report, ("disputes",), (draft,))))
    assert report.plain("overview").split("\n")[at] == draft.text


def test_a_sentence_that_is_there_is_not_put_in_again() -> None:
    report = report_with({})
    drafts = sentences(report, ("requests", "disputes"))
    report.apply(Edit("", zero_changes(report, ("requests", "disputes"), drafts)))
    assert all(already_said(report, draft) for draft in drafts)
    assert zero_changes(report, ("requests", "disputes"), drafts) == ()
