"""The guidance: names, figures, formulas and relations of today."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from gui.guidance_panel import GuidancePanel
from gui.guidance_text import Line, cell_lines, section_lines, sentence
from gui.visible_text import visible
from model.edits import Edit, SetCell, SetNote
from model.guidance import load_guidance
from model.report import Report
from tests.builders import full_report, made_up_form, report_with
from workflows.forms import form, form_folder

RECEIVED = "requests.received.natural_person"
GUIDANCE = load_guidance(form_folder("2021"), form("2021"))


def shown(report: Report, cell: str) -> list[tuple[str, str]]:
    """Text and value of all lines."""
    return [(line.text, line.value) for line in cell_lines(report, GUIDANCE, cell)]


def put(report: Report, **figures: int | None) -> Report:
    """Set cells of the first column of 表三."""
    report.apply(Edit("填写", tuple(SetCell(f"requests.{row}.natural_person", n) for row, n in figures.items())))
    return report


def test_the_names_of_a_cell_by_row_and_column() -> None:
    lines = cell_lines(report_with(), GUIDANCE, "requests.refused_third_party.natural_person")
    assert [line for line in lines if line.kind in ("path", "name")] == [
        Line("path", "三、本年度办理结果 ›（三）不予公开", role="muted"),
        Line("name", "4.保护第三方合法权益"),
    ]
    assert Line("text", "列：自然人", role="muted") in lines


@pytest.mark.parametrize(
    ("cell", "path", "name"),
    [
        ("proactive.normative_documents.in_force", "第二十条第（一）项 › 行政规范性文件", "现行有效件数"),
        ("disputes.litigation_direct.total", "行政诉讼 › 未经复议直接起诉", "总计"),
    ],
)
def test_the_names_in_stacked_blocks_and_single_rows(cell: str, path: str, name: str) -> None:
    assert shown(report_with(), cell)[:2] == [(path, ""), (name, "")]


def test_what_to_fill_in_and_the_article() -> None:
    lines = shown(report_with(), RECEIVED)
    assert ("填什么", "") in lines
    assert any(text.startswith("依据：") for text, _ in lines)
    assert ("本年", "未填") in lines
    assert sentence(GUIDANCE, RECEIVED)
    assert sentence(None, RECEIVED) == ""


def test_a_relation_that_does_not_hold_is_written_out() -> None:
    report = put(full_report(), received=37, carried_in=2, granted=38, carried_out=2)
    lines = shown(report, RECEIVED)
    at = lines.index(("本列勾稽关系不平", ""))
    assert lines[at + 1 :] == [
        ("一、新收", "37"),
        ("＋ 二、上年结转", "2"),
        ("收件合计", "39"),
        ("", ""),
        ("三（七）办理结果总计", "38"),
        ("＋ 四、结转下年度", "2"),
        ("办结与结转", "40"),
        ("相差", "后者多 1 件"),
    ]


def test_a_relation_that_holds() -> None:
    report = put(full_report(), received=37, granted=37)
    assert shown(report, RECEIVED)[-1] == ("✓ 相等", "")


@pytest.mark.parametrize(
    ("granted", "state"),
    [
        (34, "还有 1 格未填，尚有 3 件未列结果"),
        (5037, "还有 1 格未填，已多列 5,000 件"),
        (40, "还有 1 格未填，已多列 3 件"),
        (37, "还有 1 格未填，目前相等"),
    ],
)
def test_while_blanks_remain(granted: int, state: str) -> None:
    report = put(full_report(), received=37, granted=granted, other_misc=None)
    line = cell_lines(report, GUIDANCE, RECEIVED)[-1]
    assert (line.text, line.role) == (state, "muted")


def test_while_something_was_not_understood() -> None:
    report = put(full_report(), received=37, carried_in="1.5")
    line = cell_lines(report, GUIDANCE, RECEIVED)[-1]
    assert (line.text, line.role) == ("还有 1 格未填或看不懂，尚有 37 件未列结果", "muted")


def test_an_empty_relation_says_only_how_many_are_blank() -> None:
    assert shown(report_with(), RECEIVED)[-1] == ("还有 24 格未填", "")


def test_a_result_row_shows_the_relation_of_its_column_alone() -> None:
    report = put(full_report(), received=5)
    lines = shown(report, "requests.granted.natural_person")
    assert lines.count(("本列勾稽关系不平", "")) == 1
    assert ("本列勾稽关系", "") not in lines


def test_a_computed_cell_shows_its_formula_with_todays_figures() -> None:
    report = report_with({"disputes.litigation_direct.upheld": "1", "disputes.litigation_direct.other": "1200"})
    lines = cell_lines(report, GUIDANCE, "disputes.litigation_direct.total")
    assert Line("text", "自动计算，不能直接填写", role="muted") in lines
    at = [line.text for line in lines].index("结果维持")
    assert [(line.text, line.value) for line in lines[at : at + 5]] == [
        ("结果维持", "1"),
        ("＋ 结果纠正", "未填"),
        ("＋ 其他结果", "1,200"),
        ("＋ 尚未审结", "未填"),
        ("合计（未填完）", "1,201"),
    ]


def test_a_long_formula_names_only_what_is_not_0() -> None:
    report = put(full_report(), granted=3, other_misc=None)
    lines = shown(report, "requests.results_total.natural_person")
    assert ("（一）予以公开", "3") in lines
    assert ("其余 19 项", "0") in lines
    assert ("其余 1 项", "未填") in lines


def test_what_was_not_understood_and_what_was_stated() -> None:
    report = report_with({RECEIVED: "3件"})
    lines = cell_lines(report, GUIDANCE, RECEIVED)
    assert any(line.role == "error" and "3件" in line.value for line in lines)
    assert any(line.role == "error" and "看不出是什么数" in line.text for line in lines)
    report.apply(Edit("导入", (SetNote("requests.received.total", "stated", 47),)))
    assert ("文件所列", "47") in shown(report, "requests.received.total")


def test_long_text_that_was_not_understood_has_lines_of_its_own() -> None:
    text = "第二十条第（一）项共计十二件"
    lines = cell_lines(report_with({RECEIVED: text}), GUIDANCE, RECEIVED)
    assert Line("text", f"“{text}”", role="error") in lines
    assert not any(line.kind == "sum" and text in line.value for line in lines)
    endless = cell_lines(report_with({RECEIVED: "x" * 5000}), GUIDANCE, RECEIVED)
    assert max(len(line.text) for line in endless) < 250
    assert any("看不出是什么数" in line.text for line in endless)
    broken = cell_lines(report_with({RECEIVED: "1\n2"}), GUIDANCE, RECEIVED)
    assert Line("sum", "本年", "“1⏎2”", "error") in broken


def test_a_part_as_a_whole() -> None:
    report = report_with()
    lines = section_lines(report, GUIDANCE, "overview")
    assert lines[0] == Line("name", "一、总体情况")
    assert Line("mark", "○ 依申请公开", role="muted") in lines


def test_another_form_needs_no_guidance() -> None:
    report = full_report(of=made_up_form())
    for cell in report.form.cells:
        assert cell_lines(report, None, cell)


def test_the_panel_follows_cell_edit_and_part(editor, theme, qtbot) -> None:
    panel = GuidancePanel(editor, theme, QAction("填表说明(&G)"))
    qtbot.addWidget(panel)
    panel.set_guidance(GUIDANCE)
    editor.set_current_cell(RECEIVED)
    assert ("本年", "未填") in [(line.text, line.value) for line in panel.body.lines]
    editor.enter(RECEIVED, "1205")
    QApplication.processEvents()
    assert ("本年", "1,205") in [(line.text, line.value) for line in panel.body.lines]
    assert "本年 1,205" in panel.body.accessibleDescription()
    editor.set_current_cell("")
    panel.set_section("overview")
    assert panel.body.lines[0].text == "一、总体情况"


@pytest.mark.parametrize("text", ["x" * 60, "第二十条第（一）项共计十二件" * 4, "1\n" * 40])
def test_words_never_leave_the_panel(editor, theme, qtbot, text: str) -> None:
    panel = GuidancePanel(editor, theme, QAction("填表说明(&G)"))
    qtbot.addWidget(panel)
    panel.resize(208, 900)
    panel.show()
    editor.enter(RECEIVED, text)
    editor.set_current_cell(RECEIVED)
    image = panel.body.grab().toImage()
    edge = range(image.width() - 6, image.width())
    assert len({image.pixel(x, y) for x in edge for y in range(image.height())}) == 1
    at = next(i for i, line in enumerate(panel.body.lines) if line.kind == "text" and visible(text)[:3] in line.text)
    assert panel.body._places[at].height() > 30
    panel.hide()


def test_no_line_leaves_the_panel(editor, theme, qtbot) -> None:
    panel = GuidancePanel(editor, theme, QAction("填表说明(&G)"))
    qtbot.addWidget(panel)
    panel.set_guidance(GUIDANCE)
    panel.resize(208, 600)
    panel.show()
    for cell in editor.report.form.cells:
        editor.set_current_cell(cell)
        last = panel.body._places[-1]
        assert last.right() < panel.body.width()
        assert last.bottom() < panel.body.height() or panel.body.minimumHeight() > panel.body.height()
        for line, place in zip(panel.body.lines, panel.body._places, strict=True):
            assert place.height() > 0, line
    panel.hide()
