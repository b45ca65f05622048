"""Labels as they are met: what each shape of a table or of bare lines gives."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

import resources
from model.form import Form
from model.label_catalogue import Catalogue
from model.label_edition import recognise_edition
from model.label_text import core, looks_like_figure, means_none, numbering
from model.label_wordings import Wordings, load_wordings
from model.labels import DOUBTFUL, EXACT, VARIANT, Figure, Placement, place
from model.source import SourceBlock, SourceCell, SourceLine, SourceParagraph, SourceTable
from tests.builders import made_up_form
from workflows.forms import form

TEMPLATE = Path(__file__).parents[3] / "shared" / "samples" / "statutory-template.docx"
WORDINGS = load_wordings(resources.path("labels.toml"))
APPLICANTS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
APPLICANT_IDS = ["natural_person", "business", "research", "social_welfare", "legal_service", "other_org", "total"]
OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
OUTCOME_IDS = ["upheld", "corrected", "other", "pending", "total"]
SEVEN = ["1", "2", "3", "4", "5", "6", "21"]


def matched(*blocks: SourceBlock, of: Form | None = None, wordings: Wordings = WORDINGS) -> Placement:
    return place(of or form("2021"), blocks, wordings)


def figures(placement: Placement) -> dict[str, str]:
    """The certain figures by cell, blank ones left out."""
    return {figure.cell: figure.text for figure in placement.figures if figure.cell and figure.text.strip()}


def doubtful(placement: Placement) -> list[Figure]:
    return [figure for figure in placement.figures if figure.certainty == DOUBTFUL]


def unplaced(placement: Placement) -> list[str]:
    return [item.text for item in placement.unplaced]


def table(*rows: Sequence[str | tuple[str, int, int]]) -> SourceTable:
    return SourceTable.from_rows(rows)


def lines(text: str) -> list[SourceLine]:
    """Lines of text; a line that begins with | is a row of fields."""
    found = []
    for line in text.splitlines():
        fields = tuple(line.split("|")[1:]) if line.startswith("|") else (line,) if line.strip() else ()
        found.append(SourceLine(line.replace("|", "\t"), fields))
    return found


def row_of(row: str, values: Sequence[str] = SEVEN) -> dict[str, str]:
    return {f"requests.{row}.{column}": value for column, value in zip(APPLICANT_IDS, values, strict=True)}


# What counts of a label


@pytest.mark.parametrize(
    ("printed", "statutory"),
    [
        ("(一)予以公开", "（一）予以公开"),
        ("㈠ 予以公开", "（一）予以公开"),
        ("一)予以公开", "（一）予以公开"),
        ("予以公开", "（一）予以公开"),
        ("１．属于国家秘密", "1.属于国家秘密"),
        ("1、属于国家秘密", "1.属于国家秘密"),
        ("⒈属于国家秘密", "1.属于国家秘密"),
        ("3.危及「三安全一稳定」", "3.危及“三安全一稳定”"),
        ('3.危及"三安全一稳定"', "3.危及“三安全一稳定”"),
        ("商业\n企业", "商业企业"),
        ("三\n、\n本\n年\n度\n办\n理\n结\n果", "三、本年度办理结果"),
        ("第二十条 第(一)项", "第二十条第（一）项"),
        (
            "1.申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请",
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        ),
    ],
)
def test_width_space_punctuation_and_numbering_do_not_count(printed: str, statutory: str) -> None:
    assert core(printed) == core(statutory)


def test_block_headings_that_differ_by_a_number_stay_different() -> None:
    assert core("第二十条第（一）项") != core("第二十条第（五）项")


@pytest.mark.parametrize(
    "printed",
    [
        "（二）部分公开（区分处理的，只计这一情况，不计其他情形）",
        "5.属于三类内容事务信息",
        "6.属于四类过程性性信息",
        "规范性文件",
        "现行有效件数（历史累计）",
        "本年制发数",
        "本年(2023)制发件数",
        "2023年制发件数",
        "本年度制发数",
        "处理决定数量（2023年办件量）",
        "本年收费金额（单位：0万元）",
        "规章（县级无此项）",
        "其它",
    ],
)
def test_known_variants_and_misprints_are_labels(printed: str) -> None:
    match = Catalogue(form("2021"), WORDINGS).match(printed)
    assert match is not None
    assert not match.exact


@pytest.mark.parametrize("text", ["说明", "小计", "0", "", "备注", "属于"])
def test_other_text_is_no_label(text: str) -> None:
    assert Catalogue(form("2021"), WORDINGS).match(text) is None


@pytest.mark.parametrize(
    ("text", "ordinal"), [("十一、某事", 11), ("（二十）某事", 20), ("3．某事", 3), ("1.5万元", 0)]
)
def test_numbering(text: str, ordinal: int) -> None:
    assert numbering(text).ordinal == ordinal


@pytest.mark.parametrize(
    "text", ["0", "１２", "1,234", "3件", "-", "—", "/", "无", "+3", "减2", "12.5万元", "1e3", "②", " 7 "]
)
def test_what_may_stand_in_place_of_a_figure(text: str) -> None:
    assert looks_like_figure(text)


@pytest.mark.parametrize("text", ["4.撤回", "2021年", "规章", "", "第3页", "— 3 —", "12.其他情形"])
def test_what_is_no_figure(text: str) -> None:
    assert not looks_like_figure(text)


def test_dashes_mean_none_and_zero_does_not() -> None:
    assert all(means_none(text) for text in ("/", "／", "-", "—", "——", "无", " － "))
    assert not any(means_none(text) for text in ("0", "", "无此项", "-1"))


# Tables


def test_a_whole_grid_with_merged_headings() -> None:
    found = matched(
        table(
            [("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3), ("申请人情况", 1, 7)],
            [("自然人", 2, 1), ("法人或其他组织", 1, 5), ("总计", 2, 1)],
            APPLICANTS[1:6],
            [("一、本年新收政府信息公开申请数量", 1, 3), *SEVEN],
            [("三、本年度办理结果", 2, 1), ("（四）无法提供", 2, 1), "1.本机关不掌握相关政府信息", *SEVEN],
            ["2.没有现成信息需要另行制作", *SEVEN],
        )
    )
    expected = {**row_of("received"), **row_of("unavailable_not_held"), **row_of("unavailable_needs_creation")}
    assert figures(found) == expected
    assert {figure.certainty for figure in found.figures} == {EXACT}
    assert found.figures[0].place == (0, 3, 3)
    assert not found.unplaced


def test_an_empty_cell_is_placed_like_a_full_one() -> None:
    found = matched(table(["", *APPLICANTS], ["2.重复申请", "1", "", "　", "", "", "", "1"]))
    assert [figure.cell for figure in found.figures] == list(row_of("not_processed_repeat"))


def test_columns_in_another_order_and_missing() -> None:
    found = matched(table(["", "总计", "其他", "自然人"], ["（一）予以公开", "9", "4", "5"]))
    assert figures(found) == {
        "requests.granted.total": "9",
        "requests.granted.other_org": "4",
        "requests.granted.natural_person": "5",
    }


@pytest.mark.parametrize("third_row", [True, False])
def test_total_two_rows_high_or_in_the_third_row(third_row: bool) -> None:
    total = [] if third_row else [("总计", 2, 1)]
    found = matched(
        table(
            [("", 3, 3), ("申请人情况", 1, 7)],
            [("自然人", 2, 1), ("法人或其他组织", 1, 5), *(total or [""])],
            [*APPLICANTS[1:6], *(["总计"] if third_row else [])],
            [("四、结转下年度继续办理", 1, 3), *SEVEN],
        )
    )
    assert figures(found) == row_of("carried_out")


def test_an_empty_heading_is_told_by_its_neighbours() -> None:
    found = matched(
        table([("", 2, 1), ("申请人情况", 1, 7)], ["", *APPLICANTS[1:]], ["（一）予以公开", *SEVEN]),
    )
    assert figures(found) == row_of("granted")
    assert found.figures[0].certainty == VARIANT


def test_headings_that_were_parted_again() -> None:
    """A worksheet has a cell for every place that a merged heading covered."""
    found = matched(
        table(
            ["行政复议", "", "", "", "", "行政诉讼", *[""] * 9],
            [*OUTCOMES, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4],
            [*[""] * 5, *OUTCOMES, *OUTCOMES],
            [str(i) for i in range(1, 16)],
        )
    )
    groups = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
    cells = [f"disputes.{group}.{outcome}" for group in groups for outcome in OUTCOME_IDS]
    assert figures(found) == {cell: str(i) for i, cell in enumerate(cells, 1)}


def test_the_middle_heading_left_out() -> None:
    whole = matched(table([("行政复议", 1, 5), ("行政诉讼", 1, 10)], OUTCOMES * 3, [str(i) for i in range(15)]))
    assert figures(whole)["disputes.litigation_direct.upheld"] == "5"
    assert figures(whole)["disputes.litigation_after_reconsideration.total"] == "14"
    part = matched(
        table([("行政复议", 1, 5), ("行政诉讼", 1, 9)], [*OUTCOMES * 2, *OUTCOMES[1:]], [str(i) for i in range(14)])
    )
    assert "disputes.litigation_direct.corrected" not in figures(part)
    assert figures(part)["disputes.reconsideration.corrected"] == "1"


@pytest.mark.parametrize("repeated", [True, False])
def test_a_grid_torn_over_two_tables(repeated: bool) -> None:
    head = ["", "", *APPLICANTS]
    first = table(head, [("（五）不予处理", 1, 1), "1.信访举报投诉类申请", *SEVEN])
    rows = [["", "2.重复申请", *SEVEN], ["", "3.要求提供公开出版物", *SEVEN]]
    second = table(head, *rows) if repeated else table(*rows)
    expected = {
        **row_of("not_processed_petition"),
        **row_of("not_processed_repeat"),
        **row_of("not_processed_publication"),
    }
    assert figures(matched(first, SourceParagraph("— 3 —"), second)) == expected


def test_a_heading_row_that_is_a_table_of_its_own() -> None:
    found = matched(
        table(["信息内容", *["本年制发件数", "本年废止件数", "现行有效件数"]]), table(["规章", "1", "0", "11"])
    )
    assert figures(found)["proactive.rules.in_force"] == "11"


def test_a_block_as_a_table_of_its_own() -> None:
    found = matched(
        table([("第二十条第（六）项", 1, 2)], ["信息内容", "本年处理决定数量"], ["行政处罚", "7"], ["行政强制", "8"]),
        table(["信息内容", "本年处理决定数量"], ["行政许可", "9"]),
    )
    assert figures(found) == {
        "proactive.penalties.decisions": "7",
        "proactive.coercive_measures.decisions": "8",
        "proactive.licences.decisions": "9",
    }


def test_a_torn_table_with_fewer_label_columns() -> None:
    found = matched(
        table(["", "", "", *APPLICANTS], ["三、本年度办理结果", "（一）予以公开", "", *SEVEN]),
        table(["（七）总计", *SEVEN], ["四、结转下年度继续办理", *SEVEN[:-1]]),
    )
    assert figures(found) == {**row_of("granted"), **row_of("results_total")}
    assert [figure.text for figure in doubtful(found)] == SEVEN[:-1]
    assert all("6个数" in figure.reason for figure in doubtful(found))


def test_extra_rows_are_returned_and_move_nothing() -> None:
    found = matched(
        table(
            ["", *APPLICANTS],
            ["2.重复申请", *SEVEN],
            ["4.撤回申请", *["70"] * 7],
            ["3.其他", *SEVEN],
            ["小计", *["80"] * 7],
        )
    )
    assert figures(found) == {**row_of("not_processed_repeat"), **row_of("other_misc")}
    assert sorted(unplaced(found)) == sorted(["4.撤回申请", "小计", *["70"] * 7, *["80"] * 7])


def test_a_subtotal_of_a_group_is_no_figure_of_its_items() -> None:
    items = ["1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"]
    found = matched(table(["", *APPLICANTS], ["（四）无法提供", *["9"] * 7], *([item, *SEVEN] for item in items)))
    assert unplaced(found) == ["9"] * 7
    assert not doubtful(found)


def test_a_group_in_one_row_stands_for_its_rows_together() -> None:
    found = matched(table(["", *APPLICANTS], ["（六）其他处理", *SEVEN]))
    first = doubtful(found)[0]
    assert first.together
    assert first.candidates == tuple(
        f"requests.other_{row}.natural_person" for row in ("not_corrected", "fee_unpaid", "misc")
    )


def test_rows_that_lost_their_labels_are_doubtful_within_their_group() -> None:
    found = matched(table(["", "", *APPLICANTS], [("（三）不予公开", 2, 1), "", *SEVEN], ["", *SEVEN]))
    assert not figures(found)
    assert all("requests.refused_" in cell for figure in doubtful(found) for cell in figure.candidates)


def test_an_unknown_spelling_is_only_proposed() -> None:
    found = matched(table(["", *APPLICANTS], ["4.保护第三方的合法权益", *SEVEN]))
    assert not figures(found)
    assert doubtful(found)[0].candidates == ("requests.refused_third_party.natural_person",)
    assert "第三方的合法权益" in doubtful(found)[0].reason


def test_a_misprinted_heading_is_only_proposed() -> None:
    found = matched(table(["信息内容", "本年制发件数", "本年废止的件数", "现行有效件数"], ["规章", "1", "2", "3"]))
    assert figures(found) == {"proactive.rules.issued": "1", "proactive.rules.in_force": "3"}
    assert doubtful(found)[0].candidates == ("proactive.rules.repealed",)


def test_a_column_of_remarks_is_returned() -> None:
    found = matched(table(["信息内容", "本年处理决定数量", "备注"], ["行政许可", "5", "见附件"]))
    assert figures(found) == {"proactive.licences.decisions": "5"}
    assert sorted(unplaced(found)) == ["备注", "见附件"]


def test_a_row_with_a_cell_too_few_is_doubtful() -> None:
    found = matched(table(["", *APPLICANTS], ["2.重复申请", *SEVEN[:6]]))
    assert not figures(found)
    assert doubtful(found)[0].candidates == (
        "requests.not_processed_repeat.natural_person",
        "requests.not_processed_repeat.business",
    )


def test_the_same_cell_twice() -> None:
    head = ["信息内容", "本年处理决定数量"]
    same = matched(table(head, ["行政许可", "5"]), table(head, ["行政许可", "5"]))
    assert figures(same) == {"proactive.licences.decisions": "5"}
    assert unplaced(same) == ["5"]
    other = matched(table(head, ["行政许可", "5"]), table(head, ["行政许可", "6"]))
    assert not figures(other)
    assert [figure.text for figure in doubtful(other)] == ["5", "6"]


def test_a_label_in_the_place_of_a_figure_is_returned() -> None:
    found = matched(table(["信息内容", "本年处理决定数量"], ["行政许可", "3", "行政处罚", "5"]))
    assert figures(found) == {"proactive.penalties.decisions": "5"}
    assert unplaced(found) == ["3"]


def test_a_table_of_another_kind_is_returned_whole() -> None:
    found = matched(table(["姓名", "电话"], ["张三", "123"]))
    assert not figures(found)
    assert {"姓名", "电话", "张三", "123"} == set(unplaced(found)) | {figure.text for figure in doubtful(found)}


# Bare lines

HEAD = "申请人情况\n自然人\n法人或其他组织\n总计\n商业\n企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n"


def test_lines_with_merged_headings_lost() -> None:
    found = matched(
        *lines(
            HEAD
            + "一、本年新收政府信息公开申请数量\n"
            + "\n".join(SEVEN)
            + "\n二、上年结转政府信息公开申请数量\n"
            + "\n".join(SEVEN)
        )
    )
    assert figures(found) == {**row_of("received"), **row_of("carried_in")}


def test_lines_with_fewer_figures_than_columns_are_doubtful_never_shifted() -> None:
    found = matched(*lines(HEAD + "2.重复申请\n1\n2\n3\n3.要求提供公开出版物\n" + "\n".join(SEVEN)))
    assert figures(found) == row_of("not_processed_publication")
    assert [figure.text for figure in doubtful(found)] == ["1", "2", "3"]
    assert doubtful(found)[0].candidates[0] == "requests.not_processed_repeat.natural_person"
    assert len(doubtful(found)[0].candidates) == 5


def test_lines_with_a_figure_too_many_are_doubtful() -> None:
    found = matched(*lines("信息内容\n本年处理决定数量\n行政处罚\n3\n4\n行政强制\n5"))
    assert figures(found) == {"proactive.coercive_measures.decisions": "5"}
    assert [figure.text for figure in doubtful(found)] == ["3", "4"]


def test_a_vertical_label_and_labels_over_several_lines() -> None:
    text = (
        HEAD + "三\n、\n本\n年\n度\n办\n理\n结\n果\n（三）不予公开\n2.其他法律行政\n法规禁止公开\n" + "\n".join(SEVEN)
    )
    found = matched(*lines(text))
    assert figures(found) == row_of("refused_prohibited_by_law")
    assert not found.unplaced


def test_a_page_number_in_the_middle_of_a_row_moves_nothing() -> None:
    found = matched(*lines(HEAD + "2.重复申请\n1\n2\n3\n— 4 —\n4\n5\n6\n21"))
    assert "— 4 —" in unplaced(found)
    assert set(figures(found).items()) <= set(row_of("not_processed_repeat").items())


def test_a_line_after_a_whole_row_is_not_added_to_it() -> None:
    found = matched(*lines("信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n|规章|1|2\n9"))
    assert not figures(found)


def test_columns_in_another_order_in_lines() -> None:
    text = "申请人情况\n总计\n法人或其他组织\n自然人\n其他\n商业企业\n2.重复申请\n15\n4\n5\n6"
    cells = figures(matched(*lines(text)))
    assert cells == {
        f"requests.not_processed_repeat.{column}": value
        for column, value in [("total", "15"), ("other_org", "4"), ("business", "5"), ("natural_person", "6")]
    }


def test_an_order_that_can_be_read_in_two_ways_is_doubtful() -> None:
    text = (
        "行政复议\n行政诉讼\n"
        + "未经复议直接起诉\n复议后起诉\n结果维持\n结果纠正\n总计\n结果维持\n结果纠正\n"
        + "1\n2\n3\n4\n5"
    )
    assert not figures(matched(*lines(text)))


def test_a_group_heading_left_out_of_lines_leaves_the_order_open() -> None:
    """总计 is read before 商业企业, yet stands to the right of it: without the group's heading nothing says so."""
    text = HEAD.replace("法人或其他组织\n", "") + "2.重复申请\n" + "\n".join(SEVEN)
    found = matched(*lines(text))
    assert not figures(found)
    assert [figure.text for figure in doubtful(found)] == SEVEN


def test_where_a_column_heading_was_lost_no_row_fits_by_chance() -> None:
    rows = "".join(f"{label}\n" + "\n".join(SEVEN) + "\n" for label in ("1.信访举报投诉类申请", "3.要求提供公开出版物"))
    found = matched(*lines(HEAD.replace("自然人\n", "") + rows + "2.重复申请\n" + "\n".join(SEVEN[:6])))
    assert not figures(found)
    assert len(doubtful(found)) + len(found.unplaced) == 20


def test_a_worksheet_copied_with_its_blanks() -> None:
    text = "||||申请人情况|||||||\n||||自然人|法人或其他组织|||||总计\n|||||商业企业|科研机构|社会公益组织|法律服务机构|其他|\n|三、本年度办理结果|（五）不予处理|2.重复申请|1||3||5|6|15"
    found = matched(*lines(text))
    assert figures(found) == {
        k: v for k, v in row_of("not_processed_repeat", ["1", "", "3", "", "5", "6", "15"]).items() if v
    }
    assert len([figure for figure in found.figures if figure.cell]) == 7


def test_text_before_and_after_a_grid_stays_text() -> None:
    found = matched(
        *lines(
            "四、政府信息公开行政复议、行政诉讼情况\n本年发生行政复议5件。\n行政复议\n结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n1\n1\n1\n1\n4\n注：含上年结转。"
        )
    )
    assert [(line.text, line.section) for line in found.lines] == [
        ("本年发生行政复议5件。", "disputes"),
        ("注：含上年结转。", "disputes"),
    ]
    assert figures(found)["disputes.reconsideration.total"] == "4"


def test_a_line_of_text_that_reads_like_a_label_stays_text() -> None:
    found = matched(
        *lines(
            "一、总体情况\n行政许可\n我局依法办理。\n二、主动公开政府信息情况\n信息内容\n本年处理决定数量\n行政许可\n5"
        )
    )
    assert [line.text for line in found.lines] == ["行政许可", "我局依法办理。"]
    assert figures(found) == {"proactive.licences.decisions": "5"}


# The outline


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "disputes"),
        ("五、存在问题及改进情况", "problems"),
        ("五、政府信息公开工作存在的主要问题及改进情况", "problems"),
        ("二、行政机关主动公开政府信息情况", "proactive"),
        ("一、概述", "overview"),
        ("一 、政府信息公开工作的基本概况", "overview"),
        ("1、 总体情况", "overview"),
        ("三、收到和处理政府信息公开申请", "requests"),
        ("主动公开政府信息情况", "proactive"),
        ("六、其他需要报告的事项", "other"),
        ("五、存在的不足和改进的措施", "problems"),
    ],
)
def test_headings_of_sections(heading: str, section: str) -> None:
    found = matched(*lines(f"开头\n{heading}\n正文。"))
    assert [(label.text, label.section) for label in found.labels if label.role == "section"] == [(heading, section)]
    assert [line.section for line in found.lines] == ["", section]


def test_a_heading_inside_the_text_gives_way_to_the_real_one() -> None:
    found = matched(
        *lines(
            "一、总体情况\n（一）主动公开政府信息情况\n正文。\n二、主动公开政府信息情况\n正文。\n六、其他需要报告的事项\n无"
        )
    )
    assert [label.section for label in found.labels] == ["overview", "proactive", "other"]
    assert [line.section for line in found.lines] == ["overview", "overview", "proactive", "other"]


def test_a_heading_with_its_text_in_one_line() -> None:
    found = matched(*lines("五、存在的主要问题及改进情况\n有。\n六、其他需要报告的事项：没有收费。"))
    assert [(line.text, line.section) for line in found.lines] == [("有。", "problems"), ("没有收费。", "other")]


# Editions and forms


def test_the_edition_is_told_by_the_grid() -> None:
    forms = [form("2021"), form("2019")]
    new = [table(["信息内容", "本年制发件数", "本年废止件数"], ["规章", "1", "2"])]
    old = [table(["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"], ["行政许可", "1", "-2", "3"])]
    neither = [table(["", *APPLICANTS], ["2.重复申请", *SEVEN])]
    assert recognise_edition(forms, new, WORDINGS) is forms[0]
    assert recognise_edition(forms, old, WORDINGS) is forms[1]
    assert recognise_edition(forms, neither, WORDINGS) is None
    assert figures(matched(*old, of=form("2019")))["proactive.licences.items_change"] == "-2"


def test_a_made_up_form_with_groups_and_stacked_blocks() -> None:
    found = matched(
        SourceParagraph("丙、收成情况"),
        table(
            [("收成来源", 2, 2), ("季节", 1, 2), ("合计", 2, 1)],
            ["早季", "晚季"],
            [("一、栽种", 1, 2), "1", "2", "3"],
            [("二、结果", 3, 1), "（一）当年结果", "4", "5", "9"],
            ["（二）休眠", "6", "7", "13"],
            ["（三）小计", "10", "12", "22"],
        ),
        of=made_up_form(),
    )
    assert figures(found)["harvest.all.late"] == "12"
    assert len(figures(found)) == 12
    assert not found.unplaced


def test_matching_works_without_any_wordings() -> None:
    found = place(form("2021"), [table(["信息内容", "本年处理决定数量"], ["行政许可", "5"])])
    assert figures(found) == {"proactive.licences.decisions": "5"}


# The form as offices get it


def _word_table(element: object, block: int) -> SourceTable:
    rows: list[list[SourceCell]] = []
    above: dict[int, tuple[int, int]] = {}
    for r, row in enumerate(element.iter(qn("w:tr"))):  # type: ignore[attr-defined]
        cells: list[SourceCell] = []
        column = 0
        for cell in row.findall(qn("w:tc")):
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            width = int(span.get(qn("w:val"))) if span is not None else 1
            if merge is not None and merge.get(qn("w:val")) != "restart":
                top, place_ = above[column]
                rows[top][place_] = rows[top][place_]._replace(row_span=r - rows[top][place_].row + 1)
            else:
                above[column] = (r, len(cells))
                text = "".join(part.text or "" for part in cell.iter(qn("w:t")))
                cells.append(SourceCell(text, r, column, 1, width))
            column += width
        rows.append(cells)
    return SourceTable(tuple(tuple(row) for row in rows))


@pytest.mark.skipif(not TEMPLATE.exists(), reason="the sample is not here")
def test_the_statutory_template_is_placed_whole_and_empty() -> None:
    blocks: list[SourceBlock] = []
    for element in Document(str(TEMPLATE)).element.body:
        if element.tag == qn("w:p"):
            blocks.append(SourceParagraph("".join(part.text or "" for part in element.iter(qn("w:t")))))
        elif element.tag == qn("w:tbl"):
            blocks.append(_word_table(element, len(blocks)))
    found = matched(*blocks)
    assert {figure.cell for figure in found.figures} == set(form("2021").cells)
    assert {figure.certainty for figure in found.figures} == {EXACT}
    assert not any(figure.text.strip() for figure in found.figures)
    assert not found.unplaced
    assert recognise_edition([form("2019"), form("2021")], blocks, WORDINGS) is form("2021")


def test_a_table_in_a_section_of_text_is_returned_and_spoils_no_grid() -> None:
    found = matched(
        *lines("一、总体情况"),
        table(["指标", "数量"], ["规章", "3"], ["行政许可", "24"]),
        *lines("二、主动公开政府信息情况"),
        table(["信息内容", "本年处理决定数量"], ["行政许可", "5"]),
    )
    assert figures(found) == {"proactive.licences.decisions": "5"}
    assert unplaced(found) == ["指标", "数量", "规章", "3", "行政许可", "24"]
