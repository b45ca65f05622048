"""Blocks with labels on the clipboard: for each shape what is placed, what is doubtful, what is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import pytest

from importers.html_blocks import LARGEST
from model.edits import Edit
from model.form import Form
from model.number_text import number_text
from model.paste_entries import ERROR, HINT, entries, stated_entries
from model.paste_plan import (
    CHANGED,
    CLEARED,
    NEW,
    NOTHING_CHOSEN,
    REFUSED,
    SAME,
    STATED,
    UNCLEAR,
    UNPLACED,
    Choices,
    Item,
    PastePlan,
    cell_changes,
    counts,
    dashes,
    grids_of,
    marks,
    stated_totals,
    toggled,
    unplaced,
    written,
)
from model.printed import printed_blocks
from model.report import Report
from tests.builders import FORMS, form_of, full_report, report_with
from tests.labelled_blocks import Copied, askew_block, drawn_block, remarked_block
from workflows.forms import drafting
from workflows.pasting import Clip, Refused, read_clip

N, B, R = "natural_person", "business", "research"
SECRET, LAW, STABLE = (
    "requests.refused_state_secret",
    "requests.refused_prohibited_by_law",
    "requests.refused_security_stability",
)
TWO = {f"{SECRET}.{N}": 3, f"{SECRET}.{B}": 4}


def clip_of(report: Report, block: str, grid: str = "requests") -> Clip:
    """The block read, HTML where it begins with a tag."""
    html = block if block.lstrip().startswith("<") or block.startswith("Version") else ""
    clip = read_clip(report, grid, "" if html else block, html)
    assert clip is not None
    return clip


def pasted(report: Report, clip: Clip, choices: Choices = NOTHING_CHOSEN) -> dict[str, object]:
    report.apply(Edit("粘贴", cell_changes(clip.plan, report, choices)))
    return {cell: report.value(cell) for cell in report.form.inputs if report.value(cell) is not None}


def words(report: Report, clip: Clip, level: str = "") -> list[str]:
    found = entries(report.form, clip.plan, clip.catalogue)
    return [entry.text for entry in found if level in ("", entry.level)]


HEAD = "\t自然人\t商业企业\n"
SHAPES: Mapping[str, tuple[str, dict[str, object], set[str], set[str]]] = {
    "headings above and labels beside": (HEAD + "1.属于国家秘密\t3\t4", TWO, set(), set()),
    "columns in another order": ("\t商业企业\t自然人\n1.属于国家秘密\t4\t3", TWO, set(), set()),
    "rows in another order": (
        HEAD + "2.其他法律行政法规禁止公开\t5\t6\n1.属于国家秘密\t3\t4",
        {**TWO, f"{LAW}.{N}": 5, f"{LAW}.{B}": 6},
        set(),
        set(),
    ),
    "a title above": ("表三 单位：件\t\t\n" + HEAD + "1.属于国家秘密\t3\t4", TWO, set(), set()),
    "a merged heading as empty cells": (
        "\t\t\t申请人情况\t\t\n\t\t\t自然人\t法人或其他组织\t\n\t\t\t\t商业企业\t科研机构\n"
        "三、本年度办理结果\t（三）不予公开\t1.属于国家秘密\t3\t4\t5\n\t\t2.其他法律行政法规禁止公开\t6\t7\t8",
        {**TWO, f"{SECRET}.{R}": 5, f"{LAW}.{N}": 6, f"{LAW}.{B}": 7, f"{LAW}.{R}": 8},
        set(),
        set(),
    ),
    "a merged heading repeated": (
        "\t申请人情况\t申请人情况\n\t自然人\t商业企业\n1.属于国家秘密\t3\t4",
        TWO,
        set(),
        set(),
    ),
    "merged cells in HTML": (
        "<table><tr><td rowspan=2 colspan=2></td><td rowspan=2>自然人</td><td colspan=2>法人或其他组织</td></tr>"
        "<tr><td>商业企业</td><td>科研机构</td></tr><tr><td rowspan=2>（三）不予公开</td><td>1.属于国家秘密</td>"
        "<td>3</td><td>4</td><td>5</td></tr><tr><td>2.其他法律行政法规禁止公开</td><td>6</td><td></td><td>8</td></tr>"
        "</table>",
        {**TWO, f"{SECRET}.{R}": 5, f"{LAW}.{N}": 6, f"{LAW}.{R}": 8},
        set(),
        set(),
    ),
    "a blank in a row": (HEAD + "1.属于国家秘密\t\t4", {f"{SECRET}.{B}": 4}, set(), set()),
    "a missing row": (HEAD + "1.属于国家秘密\t3\t4\n3.危及“三安全一稳定”\t\t9", {**TWO, f"{STABLE}.{B}": 9}, set(), set()),
    "a row that is not of the form": (HEAD + "1.属于国家秘密\t3\t4\n备注\t5\t6", TWO, set(), set()),
    "a column that is not of the form": (
        "\t自然人\t上年数\t商业企业\n1.属于国家秘密\t3\t8\t4",
        TWO,
        set(),
        set(),
    ),
    "a column that is not of the form in front": (
        "\t上年数\t自然人\t商业企业\n1.属于国家秘密\t8\t3\t",
        {f"{SECRET}.{N}": 3},
        set(),
        set(),
    ),
    "commas and full width": (
        HEAD + "1.属于国家秘密\t1,234\t１２",
        {f"{SECRET}.{N}": 1234, f"{SECRET}.{B}": 12},
        set(),
        set(),
    ),
    "signs for none": (HEAD + "1.属于国家秘密\t—\t无\n2.其他法律行政法规禁止公开\t／\t6", {f"{LAW}.{B}": 6}, {f"{SECRET}.{N}", f"{SECRET}.{B}", f"{LAW}.{N}"}, set()),
    "what is no figure": (HEAD + "1.属于国家秘密\t3件\t-4", {}, set(), set(TWO)),
    "a variant of a label": (HEAD + "属于国家秘密 \t3\t4\n危及三个安全一个稳定\t7\t", {**TWO, f"{STABLE}.{N}": 7}, set(), set()),
    "a misspelt label": (HEAD + "1.属于国家密秘\t3\t4", {}, set(TWO), set()),
    "the same cell twice": (HEAD + "1.属于国家秘密\t3\t4\n1.属于国家秘密\t5\t4", {f"{SECRET}.{B}": 4}, {f"{SECRET}.{N}"}, set()),
    "a row longer than its headings": (HEAD + "1.属于国家秘密\t\t3\t4", {}, set(TWO), set()),
    "no headings above the figures": ("1.属于国家秘密\t3\t4\n2.其他法律行政法规禁止公开\t5\t6", {}, set(), set()),
}  # fmt: skip


YEAR = 2025
REMARKED = [
    ("自然人（上年）", "1.属于国家秘密", "注明“上年”"),
    ("自然人（2024年）", "1.属于国家秘密", "写的是 2024 年，报告是 2025 年"),
    ("自然人（同期）", "1.属于国家秘密", "注明“同期”"),
    ("自然人（同比）", "1.属于国家秘密", "注明“同比”"),
    ("自然人（增减）", "1.属于国家秘密", "注明“增减”"),
    ("自然人（合计）", "1.属于国家秘密", "注明“合计”"),
    ("自然人（百件)", "1.属于国家秘密", "注明“百件”"),
    ("自然人(万)", "1.属于国家秘密", "注明“万”"),
    ("自然人（万元）", "1.属于国家秘密", "注明“万元”"),
    ("自然人%", "1.属于国家秘密", "注明“%”"),
    ("自然人￥", "1.属于国家秘密", "注明“¥”"),
    ("自然人", "1.属于国家秘密（上年）", "注明“上年”"),
    ("自然人", "（一）予以公开（占比）", "注明“占比”"),
    ("自然人", "（一）予以公开（%）", "注明“%”"),
    ("自然人", "（一）予以公开（含部分公开）", "注明“含部分公开”"),
    ("自然人", "（一）予以公开（不含部分公开）", "注明“不含部分公开”"),
    ("自然人", "（二）部分公开（%）", "注明“%”"),
    ("自然人", "二、上年结转政府信息公开申请数量（含本年新收）", "注明“含本年新收”"),
    ("自然人", "一、2024年新收政府信息公开申请数量", "写的是 2024 年，报告是 2025 年"),
    ("自然人", "（一）予以公开（2019年）", "写的是 2019 年，报告是 2025 年"),
]
"""A heading and a label of which one says more than the form's, and what is said of it."""


@pytest.mark.parametrize(("heading", "label", "reason"), REMARKED)
def test_a_label_that_says_more_than_the_forms_writes_nothing_of_itself(heading: str, label: str, reason: str) -> None:
    report = report_with(year=YEAR)
    for block in (
        f"\t{heading}\t商业企业\n{label}\t77\t78",
        f"<table><tr><td></td><td>{heading}</td><td>商业企业</td></tr><tr><td>{label}</td><td>77</td><td>78</td></tr></table>",
    ):
        clip = clip_of(report, block)
        items = [item for item in written(clip.plan).values() if item.text == "77"]
        assert not items
        (entry,) = [
            one for one in entries(report.form, clip.plan, clip.catalogue) if one.numbers and "“77”" in one.text
        ]
        assert reason in entry.text
        chosen = toggled(clip.plan, Choices(), entry.numbers, True)
        assert 77 in [item.value for item in written(clip.plan, chosen).values()]


@pytest.mark.parametrize(
    ("block", "grid"),
    [
        ("\t自然人（上年）\t商业企业（上年）\n一、本年新收政府信息公开申请数量\t77\t78\n（一）予以公开（占比）\t50\t51\n（二）部分公开（%）\t33\t34", "requests"),
        ("示例县2019年统计表\t\t\n\t自然人\t商业企业\n1.属于国家秘密\t3\t4", "requests"),
        ("示例县2019年统计表\n\t自然人\t商业企业\n1.属于国家秘密\t3\t4", "requests"),
        ("二〇一九年情况\t\t\n\t自然人\t商业企业\n1.属于国家秘密\t3\t4", "requests"),
        ("单位：百件\t\t\n\t自然人\t商业企业\n1.属于国家秘密\t3\t4", "requests"),
        ("2019年\t自然人\t商业企业\n1.属于国家秘密\t3\t4", "requests"),
        ("<p>示例县2019年情况</p><table><tr><td></td><td>自然人</td><td>商业企业</td></tr><tr><td>1.属于国家秘密</td><td>3</td><td>4</td></tr></table>", "requests"),
        ("<table><tr><td rowspan=2></td><td colspan=2>上年</td></tr><tr><td>自然人</td><td>商业企业</td></tr><tr><td>1.属于国家秘密</td><td>3</td><td>4</td></tr></table>", "requests"),
        ("<table><tr><td></td><td></td><td>自然人</td></tr><tr><td rowspan=2>（三）不予公开（上年）</td><td>1.属于国家秘密</td><td>3</td></tr><tr><td>2.其他法律行政法规禁止公开</td><td>4</td></tr></table>", "requests"),
        ("\t\t自然人\n（三）不予公开（上年）\t1.属于国家秘密\t3\n\t2.其他法律行政法规禁止公开\t4", "requests"),
        ("上年\t\t自然人\n上年\t1.属于国家秘密\t3", "requests"),
        ("信息内容\t2024年制发件数\n规章\t3", "proactive"),
        ("信息内容（上年）\t本年制发件数\n规章\t3", "proactive"),
        ("第二十条第（五）项（上年）\n信息内容\t本年处理决定数量\n行政许可\t3", "proactive"),
        ("信息内容\t本年处理决定数量（上年）\n行政许可\t3", "proactive"),
        ("信息内容\t本年处理决定数量\n行政许可（注销）\t3\n行政处罚（不予处罚）\t4", "proactive"),
        ("\t自然人\t商业企业\t总计\n（一）予以公开（占比）\t3\t4\t7", "requests"),
        ("\t\t自然人（上年）\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n一、本年新收政府信息公开申请数量\t1\t2\t3\t4\t5\t6\t21", "requests"),
    ],
)  # fmt: skip
def test_a_block_that_speaks_of_another_year_or_share_writes_nothing_of_itself(block: str, grid: str) -> None:
    report = report_with(year=YEAR)
    try:
        clip = clip_of(report, block, grid)
    except Refused:
        return
    left = [item for item in written(clip.plan).values() if item.text == "2"]
    assert list(written(clip.plan).values()) == left, "a column beside the doubtful one may be certain"
    assert any(entry.level == "warning" for entry in entries(report.form, clip.plan, clip.catalogue))


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("自然人（件）", "1.属于国家秘密（单位：件）"),
        ("自然人（2025年）", "1.属于国家秘密（本年度）"),
        ("自然人", "一、2025年新收政府信息公开申请数量"),
        ("自然人", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
        ("自然人", "（二）部分公开（区分处理的）"),
        ("自然人", "（二）部分公开"),
        ("自然人（自动计算）", "（一）予以公开"),
    ],
)
def test_a_harmless_remark_leaves_figures_certain(heading: str, label: str) -> None:
    report = report_with(year=YEAR)
    for title in ("", "单位：件\t\n", "示例县2025年统计表\t\n", "填报日期：2026年1月9日\t\n"):
        clip = clip_of(report, f"{title}\t{heading}\n{label}\t77")
        assert [item.value for item in written(clip.plan).values()] == [77]


def test_a_title_of_this_year_ends_what_one_of_another_year_began() -> None:
    report = report_with(year=YEAR)
    tables = "2019年统计表\t\n\t自然人\n1.属于国家秘密\t3\n2025年统计表\t\n\t自然人\n2.其他法律行政法规禁止公开\t4"
    clip = clip_of(report, tables)
    assert pasted(report, clip) == {f"{LAW}.{N}": 4}


def test_doubts_below_one_heading_or_title_are_one_question() -> None:
    report = report_with(year=YEAR)
    rows = "1.属于国家秘密\t3\t4\n2.其他法律行政法规禁止公开\t5\t6"
    for block, written_then in ((f"\t自然人（上年）\t商业企业\n{rows}", 4), (f"2019年\t\t\n{HEAD}{rows}", 4)):
        clip = clip_of(report, block)
        (entry,) = [one for one in entries(report.form, clip.plan, clip.catalogue) if one.numbers]
        assert len(written(clip.plan, toggled(clip.plan, Choices(), entry.numbers, True))) == written_then
        assert "等 " in entry.text


@pytest.mark.parametrize("name", SHAPES)
def test_shapes(name: str) -> None:
    block, placed, doubtful, refused = SHAPES[name]
    report = report_with()
    try:
        clip = clip_of(report, block)
    except Refused:
        assert not placed
        assert not doubtful
        return
    found = marks(clip.plan, report)
    assert {cell for cell, mark in found.items() if mark.kind == REFUSED} == refused
    unclear = {cell for cell, mark in found.items() if mark.kind == UNCLEAR and mark.text}
    assert unclear == doubtful
    assert pasted(report, clip) == placed


def test_what_is_new_changed_and_the_same_is_told_apart() -> None:
    report = report_with({f"{SECRET}.{N}": "3", f"{SECRET}.{B}": "9"})
    clip = clip_of(report, "\t自然人\t商业企业\t科研机构\n1.属于国家秘密\t3\t4\t5")
    found = marks(clip.plan, report)
    assert {cell: (mark.kind, mark.before) for cell, mark in found.items()} == {
        f"{SECRET}.{N}": (SAME, "3"),
        f"{SECRET}.{B}": (CHANGED, "9"),
        f"{SECRET}.{R}": (NEW, ""),
    }
    assert counts(found) == {NEW: 1, CHANGED: 1, SAME: 1, CLEARED: 0, UNCLEAR: 0, REFUSED: 0, STATED: 0}


def test_nothing_is_changed_by_looking() -> None:
    report = report_with({f"{SECRET}.{N}": "3"})
    before = report.state()
    clip = clip_of(report, HEAD + "1.属于国家秘密\t5\t—")
    marks(clip.plan, report, toggled(clip.plan, Choices(), dashes(clip.plan), True))
    assert report.state() == before


def test_a_blank_clears_a_filled_cell_only_when_that_is_chosen() -> None:
    report = report_with({f"{SECRET}.{N}": "3", f"{LAW}.{N}": "7"})
    clip = clip_of(report, HEAD + "1.属于国家秘密\t\t4\n2.其他法律行政法规禁止公开\t\t")
    assert words(report, clip) == ["1.属于国家秘密，自然人 等 2 格：剪贴板里是空白，原来有数；保持原数，选“写入”才清空"]
    (entry,) = entries(report.form, clip.plan, clip.catalogue)
    chosen = toggled(clip.plan, Choices(), entry.numbers, True)
    assert marks(clip.plan, report, chosen)[f"{LAW}.{N}"].kind == CLEARED
    assert pasted(report, clip) == {f"{SECRET}.{N}": 3, f"{SECRET}.{B}": 4, f"{LAW}.{N}": 7}
    assert pasted(report, clip, chosen) == {f"{SECRET}.{B}": 4}


def test_a_sign_for_none_is_written_as_0_only_when_that_is_chosen() -> None:
    report = report_with({f"{SECRET}.{N}": "3"})
    clip = clip_of(report, HEAD + "1.属于国家秘密\t—\t／")
    assert words(report, clip) == [
        "1.属于国家秘密，自然人：“—”可能是 0，也可能没填",
        "1.属于国家秘密，商业企业：“／”可能是 0，也可能没填",
    ]
    one = toggled(clip.plan, Choices(), dashes(clip.plan)[1:], True)
    assert pasted(report_with(), clip, one) == {f"{SECRET}.{B}": 0}
    both = toggled(clip.plan, one, dashes(clip.plan), True)
    assert pasted(report_with(), clip, both) == {f"{SECRET}.{N}": 0, f"{SECRET}.{B}": 0}
    assert toggled(clip.plan, both, dashes(clip.plan), False) == Choices()


@pytest.mark.parametrize(
    ("edition", "block"),
    [
        ("2021", "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t/\t—\t/\n行政规范性文件\t/\t/\t/"),
        ("2019", "信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量\n规章\t/\t—\t/\n规范性文件\t/\t/\t/"),
    ],
)
def test_a_sign_for_none_is_0_where_such_a_unit_has_none(edition: str, block: str) -> None:
    said = {}
    for unit, kind in (("示例局", ""), ("示例市", "city_government"), ("示例", "other"), ("示例", "")):
        report = Report.blank(form_of(edition), unit, 2025, kind)
        clip = clip_of(report, block, "proactive")
        assert len(dashes(clip.plan)) == 6
        assert pasted(report, clip) == {}, "it waits for the clerk"
        said[unit, kind] = [
            text for text in words(report, clip) if text.endswith("按单位类别（县级以上政府部门）应为 0")
        ]
    assert [text.split("：")[1][:3] for text in said.pop(("示例局", ""))] == ["“/”", "“—”", "“/”"]
    assert not any(said.values())
    report = Report.blank(form_of(edition), "示例局", 2025)
    clip = clip_of(report, block, "proactive")
    chosen = toggled(clip.plan, Choices(), dashes(clip.plan)[:3], True)
    assert pasted(report, clip, chosen) == dict.fromkeys(drafting(edition).rules, 0)


def test_a_doubt_is_written_when_that_is_chosen() -> None:
    report = report_with()
    clip = clip_of(report, HEAD + "1.属于国家密秘\t3\t4")
    (entry,) = [one for one in entries(report.form, clip.plan, clip.catalogue) if one.numbers]
    assert "不认识行标题“1.属于国家密秘”" in entry.text
    assert pasted(report, clip, toggled(clip.plan, Choices(), entry.numbers, True)) == TWO


def test_of_two_figures_for_one_cell_the_one_chosen_last_is_written() -> None:
    report = report_with()
    clip = clip_of(report, HEAD + "1.属于国家秘密\t3\t4\n1.属于国家秘密\t5\t4")
    doubts = [number for number, item in enumerate(clip.plan.items) if item.kind == "doubt"]
    first = toggled(clip.plan, Choices(), doubts[:1], True)
    last = toggled(clip.plan, first, doubts[1:], True)
    assert [written(clip.plan, one)[f"{SECRET}.{N}"].value for one in (first, last)] == [3, 5]


def test_what_is_certain_can_not_be_chosen_away() -> None:
    clip = clip_of(report_with(), HEAD + "1.属于国家秘密\t3\t4")
    assert toggled(clip.plan, Choices(), [0, 1], True) == Choices()


def test_a_total_that_is_stated_otherwise_becomes_a_finding_and_one_that_agrees_is_not_kept() -> None:
    report = report_with()
    clip = clip_of(report, "\t自然人\t商业企业\t总计\n1.属于国家秘密\t3\t4\t8\n2.其他法律行政法规禁止公开\t1\t1\t2")
    stated = stated_totals(clip.plan, report)
    assert stated == {f"{SECRET}.total": 8}
    assert [one.text for one in stated_entries(report.form, clip.plan, stated, {f"{SECRET}.total": 7})] == [
        "1.属于国家秘密，总计：文件里是 8，按各项相加是 7"
    ]
    pasted(report, clip)
    assert report.stated(f"{SECRET}.total") == 8
    assert report.stated(f"{LAW}.total") is None
    assert any(f"{SECRET}.total" in finding.cells for finding in report.findings())
    # The next paste brings the right one.
    pasted(report, clip_of(report, "\t自然人\t总计\n1.属于国家秘密\t3\t7"))
    assert report.stated(f"{SECRET}.total") is None


def test_a_total_is_compared_with_what_the_clerk_chose() -> None:
    report = report_with({f"{SECRET}.{B}": "2"})
    clip = clip_of(report, "\t自然人\t商业企业\t总计\n1.属于国家秘密\t3\t—\t3")
    assert stated_totals(clip.plan, report) == {f"{SECRET}.total": 3}
    assert stated_totals(clip.plan, report, toggled(clip.plan, Choices(), dashes(clip.plan), True)) == {}


def test_cells_that_nobody_can_choose_do_not_wait_for_a_decision() -> None:
    report = full_report()
    cells = [cell for cell in report.form.inputs if cell.startswith("requests.")]
    plan = PastePlan((Item("dash", (cells[0],), "—", (0, 1, 1), 0), Item("open", tuple(cells), "5", (0, 2, 1))))
    found = marks(plan, report)
    assert counts(found)[UNCLEAR] == 1
    assert found[cells[0]].kind == UNCLEAR
    assert {found[cell].kind for cell in cells[1:]} == {UNPLACED}
    assert unplaced(plan) == 1


def test_everything_goes_back_with_one_step() -> None:
    report = report_with({f"{SECRET}.{N}": "9"})
    before = report.state()
    clip = clip_of(report, "\t自然人\t商业企业\t总计\n1.属于国家秘密\t3\t4\t8")
    report.apply(report.apply(Edit("粘贴", cell_changes(clip.plan, report))))
    assert report.state() == before


def test_figures_of_another_grid_go_there() -> None:
    report = report_with()
    clip = clip_of(report, "\t本年制发件数\t本年废止件数\n规章\t1\t2")
    assert grids_of(report.form, clip.plan) == ("proactive",)
    assert pasted(report, clip) == {"proactive.rules.issued": 1, "proactive.rules.repealed": 2}


def test_labels_that_several_blocks_have_place_nothing() -> None:
    report = report_with()
    with pytest.raises(Refused):
        read_clip(report, "disputes", "结果维持\t结果纠正\t其他结果\t尚未审结\n1\t2\t3\t4", "")


def test_a_whole_report_from_a_page_brings_its_tables() -> None:
    report = report_with()
    page = (
        "<h1>示例县2025年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>今年收到 5 件申请。</p>"
        "<p>二、主动公开政府信息情况</p><table><tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>信息内容</td>"
        "<td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr><tr><td>规章</td><td>0</td><td>0</td>"
        "<td>1</td></tr></table><p>三、收到和处理政府信息公开申请情况</p><table><tr><td></td><td>自然人</td>"
        "<td>商业企业</td></tr><tr><td>1.属于国家秘密</td><td>3</td><td>4</td></tr></table>"
    )
    clip = clip_of(report, page)
    assert grids_of(report.form, clip.plan) == ("proactive", "requests")
    assert pasted(report, clip) == {
        **TWO,
        "proactive.rules.issued": 0,
        "proactive.rules.repealed": 0,
        "proactive.rules.in_force": 1,
    }
    assert any("粘贴整篇报告" in text for text in words(report, clip, HINT))


def test_the_unit_in_a_label_goes_with_its_figure() -> None:
    report = report_with()
    clip = clip_of(report, "\t本年收费金额（单位：元）\n行政事业性收费\t20000", "proactive")
    assert [item.kind for item in clip.plan.items] == [REFUSED]
    assert "单位不是万元" in words(report, clip, ERROR)[0]


def test_the_other_edition_s_grid_is_named() -> None:
    old = drawn_whole("2019")
    clip = read_clip(report_with(), "proactive", old, "")
    assert clip is not None
    assert clip.other_edition == "2019"


def drawn_whole(edition: str) -> str:
    from tests.rendering import Shape, figures_of, lines_of_grid

    form = form_of(edition)
    return "\n".join(
        line for grid in form.grids for line in lines_of_grid(grid, figures_of(form), Shape(style="spread"))
    )


@pytest.mark.parametrize("block", ["5\t6\n7\t8", "", "一\n二", "说明"])
def test_a_block_without_labels_is_none(block: str) -> None:
    assert read_clip(report_with(), "requests", block, "") is None


@pytest.mark.parametrize(
    "block",
    ["1.属于国家秘密\t3\t4\n2.其他法律行政法规禁止公开\t5\t6", "甲\t1\n乙\t2", "自然人\n" + "一段文字。\n" * 70],
)
def test_a_block_that_places_nothing_is_refused(block: str) -> None:
    with pytest.raises(Refused, match=r"整篇报告|只复制数字"):
        read_clip(report_with(), "requests", block, "")


def test_a_row_without_headings_writes_nothing_of_itself() -> None:
    clip = clip_of(report_with(), "一、本年新收政府信息公开申请数量\t1\t2\t3\t4\t5\t6\t7\t8\t9")
    assert not written(clip.plan)
    assert stated_totals(clip.plan, report_with()) == {}


def test_too_much_is_refused() -> None:
    with pytest.raises(Refused):
        read_clip(report_with(), "requests", "自然人\t1\n" * 20_000, "<table>" + "x" * LARGEST)


@cache
def blank_report(edition: str) -> Report:
    return report_with(of=form_of(edition))


def assert_nothing_shifted(seed: int, draw: Callable[[Form, int], Copied] = drawn_block) -> int:
    """A block by chance, as text or as HTML; how many figures have a cell."""
    report = blank_report(FORMS[seed % len(FORMS)])
    table = draw(report.form, seed)
    grid = report.form.grids[seed % len(report.form.grids)].id
    text, html = ("", table.html()) if seed // len(FORMS) % 2 else (table.text(), "")
    try:
        clip = read_clip(report, grid, text, html)
    except Refused:
        return 0
    certain = [item for item in clip.plan.items if item.kind not in ("doubt", "open")] if clip is not None else []
    for item in certain:
        assert table.cell_at(*item.place[1:]) == item.cells[0], (seed, item, table.text())
    return len(certain)


def test_no_figure_of_300_blocks_lands_in_a_cell_that_its_labels_do_not_name() -> None:
    placed = sum(map(assert_nothing_shifted, range(300)))
    assert placed > 5_000


def test_no_figure_of_200_blocks_that_stand_askew_lands_in_a_wrong_cell() -> None:
    placed = sum(assert_nothing_shifted(seed, askew_block) for seed in range(200))
    assert placed > 1_000


def test_no_figure_of_200_blocks_with_remarks_lands_where_a_label_says_otherwise() -> None:
    placed = sum(assert_nothing_shifted(seed, remarked_block) for seed in range(200))
    assert placed > 1_500


SIX_OF_SEVEN = (
    "\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n一、本年新收政府信息公开申请数量\t"
)


@pytest.mark.parametrize(
    ("block", "placed"),
    [
        (SIX_OF_SEVEN + "1\t3\t4\t5\t6\t19", []),
        (SIX_OF_SEVEN + "1\t2\t3\t4\t5\t6", []),
        (SIX_OF_SEVEN + "1\t2\t3\t4\t5\t6\t", [1, 2, 3, 4, 5, 6]),
        ("\t" + SIX_OF_SEVEN + "1\t2\t3\t4\t5\t6\t21", [1, 2, 3, 4, 5, 6]),
        ("\t" + SIX_OF_SEVEN + "1\t2\t3\t4\t5\t6\t20", []),
        ("\t" + SIX_OF_SEVEN + "1\t2\t3\t4\t5\t6\t21\t", [1, 2, 3, 4, 5, 6]),
        ("\t" + SIX_OF_SEVEN + "1\t\t3\t4\t5\t6\t19\t", []),
        ("\t\t" + SIX_OF_SEVEN + "1\t\t3\t4\t5\t6\t19", []),
    ],
)
def test_a_row_that_does_not_stand_below_its_headings_is_certain_only_by_its_sum(block: str, placed: list[int]) -> None:
    try:
        clip = clip_of(report_with(), block)
    except Refused:
        assert not placed
    else:
        assert [item.value for item in written(clip.plan).values()] == placed


def test_a_refusal_says_why_and_what_to_do() -> None:
    with pytest.raises(Refused, match=r"格数与表头对不上.*连同表头和行名整表复制.*粘贴整篇报告"):
        clip_of(report_with(), SIX_OF_SEVEN + "1\t3\t4\t5\t6\t19")


def test_below_headings_that_stand_askew_no_other_row_is_certain() -> None:
    report = report_with()
    clip = clip_of(report, "\t\t自然人\t商业企业\n1.属于国家秘密\t3\t4\t\n2.其他法律行政法规禁止公开\t\t6\t")
    assert pasted(report, clip) == {}
    assert f"{LAW}.{N}" in marks(clip.plan, report)


@pytest.mark.parametrize("covered", ["\t", ""])
def test_the_plain_text_of_a_table_with_merged_cells_is_placed(covered: str) -> None:
    """Word writes a blank for each cell that is covered from above, a browser nothing; wide cells are one for both."""
    figures = {cell: number for number, cell in enumerate(report_with().form.inputs, 1) if cell.startswith("requests.")}
    report = report_with({cell: str(number) for cell, number in figures.items()})
    grid = report.form.grid("requests")
    block = printed_blocks(grid)[0]
    rows: list[list[str]] = []
    for row in range(min(c.row for c in block.cells), max(c.row + c.row_span for c in block.cells)):
        rows.append([])
        for cell in sorted(block.cells, key=lambda cell: cell.column):
            if cell.row == row:
                rows[-1].append(number_text(report.value(cell.cell)) if cell.cell else cell.text)
            elif covered and cell.row < row < cell.row + cell.row_span:
                rows[-1].append("")
    clip = clip_of(report_with(), "\n".join("\t".join(row) for row in rows))
    assert {cell: item.value for cell, item in written(clip.plan).items()} == figures
    assert (clip.rows, clip.columns) == (len(rows), max(map(len, rows)))


def test_the_size_is_that_of_the_reading_that_was_used() -> None:
    html = "<table><tr><td></td><td>自然人</td></tr><tr><td>1.属于国家秘密</td><td>3</td></tr></table>"
    clip = read_clip(report_with(), "requests", "自然人 1.属于国家秘密 3", html)
    assert clip is not None
    assert (clip.rows, clip.columns) == (2, 2)
