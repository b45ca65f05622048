"""导入到当前报告: what a returned document says otherwise, taken one by one, as one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers.result import CellReading, ImportResult, Unplaced
from model.edits import Edit, ReplaceText, SetCell, SetField, SetNote
from model.errors import ImportProblem
from model.history import History, Place
from model.live_figures import FIGURE
from model.notes import Doubt, Origin
from model.report import Report
from model.text import Span, TextBlock, block_text, from_plain
from tests.builders import report_with
from tests.exporters.documents import filled
from tests.importers.revised_word import came, commented, tracked, went
from workflows.example import make_example
from workflows.export_kinds import AS_USUAL, KINDS
from workflows.import_into import IntoPlan, edit_of, first_place, plan_import
from workflows.importing import import_data, import_file
from workflows.into_suggestions import CELL, COMMENT, FIELD, TEXT

FIGURE_CELL = "requests.received.natural_person"
ROW = "本年新收政府信息公开申请数量"
MEETING = "局党组会议专题研究政府信息公开工作2次"
NAME = "审定稿.docx"


@pytest.fixture(scope="module")
def word() -> bytes:
    """The example as a Word file."""
    return filled(make_example())


def planned(data: bytes, report: Report | None = None, name: str = NAME) -> IntoPlan:
    return plan_import(report or make_example(), import_data(data, name), name)


def returned(*changes: object) -> IntoPlan:
    """The example compared with the Word file of it after these changes."""
    other = make_example()
    other.apply(Edit("改", changes))
    return planned(filled(other))


def took(plan: IntoPlan, *numbers: int, report: Report | None = None) -> Report:
    """The report that has taken these suggestions, all without numbers."""
    changed = report or make_example()
    changed.apply(edit_of(changed, plan, numbers or range(len(plan.suggestions))))
    return changed


def texts(report: Report) -> dict[str, list[str]]:
    return {section.id: [block_text(block) for block in report.text(section.id)] for section in report.form.sections}


def paragraph_of(report: Report, words: str) -> Place:
    return next(
        Place(section, "", number)
        for section, paragraphs in texts(report).items()
        for number, text in enumerate(paragraphs)
        if words in text
    )


@pytest.mark.parametrize("kind", ["word", "excel", "pdf", "html", "html_inline"])
def test_our_own_documents_say_nothing_otherwise(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"报告{KINDS[kind].suffix}"
    KINDS[kind].write(make_example(), path, AS_USUAL)
    plan = plan_import(make_example(), import_file(path), path.name)
    assert (plan.suggestions, plan.warnings, plan.told) == ((), (), ())


def test_a_figure_is_taken_with_where_it_is_from() -> None:
    plan = returned(SetCell(FIGURE_CELL, 38))
    (one,) = plan.suggestions
    assert (one.kind, one.have, one.given, one.place) == (CELL, "31", "38", Place("requests", FIGURE_CELL))
    report = took(plan)
    assert report.value(FIGURE_CELL) == 38
    origin = report.notes(FIGURE_CELL).origin
    assert origin is not None
    assert (origin.source, origin.text) == (NAME, "38")


def test_only_what_was_taken_changes_and_all_of_it_is_one_step() -> None:
    plan = returned(
        SetCell(FIGURE_CELL, 38),
        SetCell("requests.received.business", 9),
        SetField("signature.date", "2026-01-25"),
        ReplaceText("other", 1, 2, from_plain("除上述情况外，没有需要报告的事项。")),
    )
    assert [one.kind for one in plan.suggestions] == [FIELD, CELL, CELL, TEXT]
    report = make_example()
    history, before = History(report), report.state()
    history.do(edit_of(report, plan, (0, 2)))
    assert history.undo_name == f"采用 {NAME} 的 2 处改动"
    assert report.fields["signature.date"] == "2026-01-25"
    assert report.value(FIGURE_CELL) == 31
    assert report.value("requests.received.business") == 9
    assert texts(report) == texts(make_example())
    assert first_place(plan, (2,)) == Place("requests", "requests.received.business")
    assert first_place(plan, ()) is None
    history.undo()
    assert report.state() == before


def test_blank_in_the_document_is_told_and_taken_as_blank() -> None:
    plan = returned(SetCell(FIGURE_CELL, None))
    (one,) = plan.suggestions
    assert (one.have, one.given, one.can_be_taken) == ("31", "空白", True)
    report = took(plan)
    assert report.value(FIGURE_CELL) is None
    assert report.notes(FIGURE_CELL).origin is None


def test_a_sign_for_none_is_shown_and_not_taken_for_blank(word: bytes) -> None:
    result = import_data(word, NAME)
    sign = CellReading("absent", (Origin(NAME, 0, 2, 4, 4, "—"),))
    result.report.apply(Edit("x", (SetCell(FIGURE_CELL, None),)))
    result = result._replace(cells={**result.cells, FIGURE_CELL: sign})
    (one,) = plan_import(make_example(), result, NAME).suggestions
    assert (one.have, one.given, one.can_be_taken) == ("31", "—", False)
    assert plan_import(Report(result.report.state()), result, NAME).suggestions == ()


def test_a_figure_that_may_be_one_of_several_can_not_be_taken(word: bytes) -> None:
    result = import_data(word, NAME)
    origins = tuple(Origin(NAME, 0, 3, 5, column, text) for column, text in ((4, "3"), (5, "5")))
    doubt = SetNote(FIGURE_CELL, "doubt", Doubt("有两个数", (3, 5)))
    result.report.apply(Edit("x", (SetCell(FIGURE_CELL, None), doubt)))
    cells = {**result.cells, FIGURE_CELL: CellReading("doubtful", origins, "有两个数")}
    report = make_example()
    (one,) = plan_import(report, result._replace(cells=cells), NAME).suggestions
    assert (one.given, one.can_be_taken, one.remarks) == ("3或5", False, ("拿不准：有两个数",))
    plan = plan_import(report, result._replace(cells=cells), NAME)
    assert edit_of(report, plan, (0,)).changes == ()


def test_paragraphs_changed_gone_and_come_are_taken_in_any_choice() -> None:
    old = texts(make_example())["overview"]
    new = [old[0], f"{old[1]}又写了一句。", "先插一段。", "再插一段。", *old[3:-1]]
    plan = returned(ReplaceText("overview", 0, 99, from_plain("\n".join(new))))
    kinds = [(one.is_new, bool(one.given_all)) for one in plan.suggestions]
    assert kinds.count((True, True)) == 2
    assert kinds.count((False, False)) == 2
    assert kinds.count((False, True)) == 1
    assert texts(took(plan))["overview"] == new
    come = [number for number, one in enumerate(plan.suggestions) if one.is_new]
    assert texts(took(plan, *come))["overview"] == [*old[:2], "先插一段。", "再插一段。", *old[2:]] or texts(
        took(plan, *come)
    )["overview"] == [*old[:3], "先插一段。", "再插一段。", *old[3:]]
    gone = [number for number, one in enumerate(plan.suggestions) if not one.given_all]
    assert texts(took(plan, *gone))["overview"] == [*old[:2], *old[3:-1]]


def test_a_paragraph_at_the_beginning_of_a_section_without_text() -> None:
    plan = returned(ReplaceText("proactive", 0, 0, from_plain("说明如下。")))
    (one,) = plan.suggestions
    assert (one.name, one.have) == ("二、主动公开 开头", "没有这一段")
    assert texts(took(plan))["proactive"] == ["说明如下。"]


def test_live_figures_follow_their_cells_and_are_no_difference() -> None:
    def live(report: Report) -> Report:
        figure = Span("31", FIGURE, f'{{"what": "sum", "cells": ["{FIGURE_CELL}"]}}')
        block = TextBlock((Span("其中自然人"), figure, Span("件。")))
        report.apply(Edit("写", (ReplaceText("other", 0, 99, (block,)),)))
        return report

    other = live(make_example())
    other.apply(Edit("改", (SetCell(FIGURE_CELL, 38),)))
    plan = planned(filled(other), live(make_example()))
    (one,) = plan.suggestions
    assert one.kind == CELL
    report = took(plan, report=live(make_example()))
    assert texts(report)["other"] == ["其中自然人38件。"]
    assert [span.kind for span in report.text("other")[0].spans] == ["text", FIGURE, "text"]
    other.apply(Edit("改", (ReplaceText("other", 0, 1, from_plain("其中自然人申请38件。")),)))
    plan = planned(filled(other), live(make_example()))
    assert [one.kind for one in plan.suggestions] == [CELL, TEXT]
    report = took(plan, report=live(make_example()))
    assert texts(report)["other"] == ["其中自然人申请38件。"]
    assert [span.kind for span in report.text("other")[0].spans] == ["text", FIGURE, "text"]
    # Without the figure the sentence is taken as it stands.
    assert texts(took(plan, 1, report=live(make_example())))["other"] == ["其中自然人申请38件。"]


def test_tracked_changes_stand_beside_what_they_changed(word: bytes) -> None:
    data = tracked(word, "31", "38", within=ROW)
    data = tracked(data, "工作2次", "工作3次", author="李四", time="2026-01-19T08:00:00Z")
    data = went(came(data, "局党组会议专题研究", "新写的一段。"), "除上述情况外")
    plan = planned(data)
    said = {one.name: one.remarks for one in plan.suggestions}
    assert said["表三 一、本年新收政府信息公开申请数量，自然人"] == ("张三（2026-01-18 09:30）把“31”改成“38”",)
    assert sorted(remark for remarks in said.values() for remark in remarks) == [
        "张三（2026-01-18 09:30）删去“除上述情况外，没有其他需要报告的事项。”",
        "张三（2026-01-18 09:30）加了“新写的一段。”",
        "张三（2026-01-18 09:30）把“31”改成“38”",
        "李四（2026-01-19 08:00）把“工作2次”改成“工作3次”",
    ]
    assert plan.told == ("合计不符　表三 一、本年新收政府信息公开申请数量，总计：文件所列 41，按文件里的各项计算为 48",)
    report = took(plan)
    assert report.value(FIGURE_CELL) == 38
    assert paragraph_of(report, "工作3次").paragraph == paragraph_of(report, "新写的一段。").paragraph + 1
    assert "除上述情况外" not in report.plain("other")


def test_a_comment_beside_a_difference_and_one_that_becomes_a_word(word: bytes) -> None:
    data = commented(tracked(word, "工作2次", "工作3次"), "工作3次", "按会议记录")
    data = commented(commented(data, "6", "请核对", within=ROW), "每季度自查", "有台账吗", author="王五")
    data = commented(data, "31", "与上年差得多", within=ROW)
    plan = planned(data)
    changed = next(one for one in plan.suggestions if one.kind == TEXT)
    assert len(changed.remarks) == 3
    assert "李四（2026-01-18 09:30）对“工作3次”批注：按会议记录" in changed.remarks
    comments = [number for number, one in enumerate(plan.suggestions) if one.kind == COMMENT]
    assert len(comments) == 2
    report = took(plan, *comments)
    assert report.value(FIGURE_CELL) == 31
    assert report.notes(FIGURE_CELL).word == "李四（2026-01-18 09:30）对“31”批注：与上年差得多"


def test_comments_on_a_paragraph_that_is_the_same_become_its_word(word: bytes) -> None:
    data = commented(commented(word, "工作2次", "请核对次数"), "每季度自查", "有台账吗", author="王五")
    (one,) = planned(data).suggestions
    at = paragraph_of(make_example(), MEETING)
    assert (one.kind, one.place) == (COMMENT, at)
    report = make_example()
    block = report.text(at.section)[at.paragraph]._replace(word="已问过")
    report.apply(Edit("备注", (ReplaceText(at.section, at.paragraph, at.paragraph + 1, (block,)),)))
    plan = planned(data, report)
    word_ = took(plan, report=report).text(at.section)[at.paragraph].word
    assert word_.split("；") == [
        "已问过",
        "李四（2026-01-18 09:30）对“工作2次”批注：请核对次数",
        "王五（2026-01-18 09:30）对“每季度自查”批注：有台账吗",
    ]
    assert texts(report) == texts(make_example())


def test_what_has_no_place_is_told(word: bytes) -> None:
    data = commented(tracked(word, "一、总体情况", "一、总体情况"), "自然人", "标题不要改", within="自然人")
    plan = planned(data)
    assert plan.suggestions == ()
    assert any("标题不要改" in line for line in plan.told)
    assert any("把“一、总体情况”改成“一、总体情况”" in line for line in plan.told)
    result = import_data(word, NAME)
    odd = Unplaced("乙", "第9行", "标题之前的内容", Origin(NAME, row=9))
    quiet = odd._replace(furniture=True)
    lost = {**result.cells, FIGURE_CELL: CellReading("absent")}
    plan = plan_import(make_example(), result._replace(unplaced=(odd, quiet), cells=lost), NAME)
    assert plan.told == ("有 1 格文件里没有读到，报告里的不动", "没有读入　第9行：“乙”　标题之前的内容")
    assert plan.suggestions == ()


def test_a_total_that_does_not_add_up_in_the_document_is_told(word: bytes) -> None:
    plan = planned(tracked(word, "41", "48", within=ROW))
    assert plan.suggestions == ()
    assert any("合计不符" in line and "文件所列 48" in line for line in plan.told)


def test_another_unit_or_year_is_warned_of_and_another_edition_refused() -> None:
    plan = planned(filled(report_with({FIGURE_CELL: "3"}, year=2024)))
    assert plan.warnings == ("文件是 2024 年的，报告是 2025 年的",)
    other = make_example()
    other.apply(Edit("改", (SetField("unit", "示例县财政局"), SetField("signature.unit", ""))))
    assert planned(filled(other)).warnings == ("文件是“示例县财政局”的，报告是“示例县数据局”的",)
    result = ImportResult(report_with(edition="2019"), (), {}, ())
    with pytest.raises(ImportProblem, match="2019 年版"):
        plan_import(make_example(), result, NAME)


def test_a_signature_that_is_typed_in_the_text_is_no_difference() -> None:
    report = report_with({FIGURE_CELL: "3"})
    lines = "没有其他需要报告的事项。\n示例县数据局\n二〇二六年一月二十日"
    report.apply(Edit("写", (ReplaceText("other", 0, 0, from_plain(lines)),)))
    assert planned(filled(report), report).suggestions == ()
    other = Report(report.state())
    other.apply(Edit("写", (ReplaceText("other", 2, 3, from_plain("二〇二六年一月二十一日")),)))
    (one,) = planned(filled(other), report).suggestions
    assert (one.have_all, one.given_all) == ("二〇二六年一月二十日", "二〇二六年一月二十一日")
    result = import_data(filled(other), NAME)
    taken_out = (SetField("signature.unit", "示例县数据局"), SetField("signature.date", "2026-01-20"))
    result.report.apply(Edit("读", (ReplaceText("other", 1, 3, ()), *taken_out)))
    assert plan_import(report, result, NAME).suggestions == ()
    result.report.apply(Edit("读", (SetField("signature.date", "2026-01-21"),)))
    assert [one.given_all for one in plan_import(report, result, NAME).suggestions] == ["", "2026年1月21日"]


def test_a_signature_in_the_fields_is_compared_with_one_that_was_read_as_text() -> None:
    report = report_with({FIGURE_CELL: "3"})
    signed = (SetField("signature.unit", "示例县数据局"), SetField("signature.date", "2026-01-20"))
    report.apply(Edit("写", (ReplaceText("other", 0, 0, from_plain("没有。")), *signed)))
    typed = report_with({FIGURE_CELL: "3"})
    lines = "没有。\n示例县数据局\n2026年1月21日"
    typed.apply(Edit("写", (ReplaceText("other", 0, 0, from_plain(lines)),)))
    result = ImportResult(typed, (), import_data(filled(typed), NAME).cells, ())
    (one,) = plan_import(report, result, NAME).suggestions
    assert (one.kind, one.have, one.given) == (FIELD, "2026-01-20", "2026-01-21")


def test_white_space_counts_where_somebody_wrote_it_and_not_on_a_page(tmp_path: Path) -> None:
    other = make_example()
    at = paragraph_of(other, MEETING)
    spaced = block_text(other.text(at.section)[at.paragraph]).replace("，", ",")
    other.apply(Edit("改", (ReplaceText(at.section, at.paragraph, at.paragraph + 1, from_plain(spaced)),)))
    (one,) = planned(filled(other)).suggestions
    assert one.given_all == spaced
    path = tmp_path / "报告.pdf"
    KINDS["pdf"].write(other, path, AS_USUAL)
    assert plan_import(make_example(), import_file(path), path.name).suggestions == ()
