"""Tables in which a heading is blank: its figures are read where only one column is left, and are doubtful else."""

from __future__ import annotations

import pytest

from importers.assemble import NOTHING_KNOWN
from importers.document import SourceDocument, Spot, report_in
from importers.result import DOUBTFUL, READ, VARIANT, ImportResult
from model.source import SourceParagraph, SourceTable
from tests.builders import form_of
from tests.met_documents import WORDINGS

FORMS = (form_of("2021"), form_of("2019"))
Row = list[tuple[str, int, int]]
KINDS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
ROW = "一、本年新收政府信息公开申请数量"
TITLES = {"requests": "三、收到和处理政府信息公开申请情况", "disputes": "四、政府信息公开行政复议、行政诉讼情况"}


def cells(*texts: str) -> Row:
    return [(text, 1, 1) for text in texts]


def read(grid: str, rows: list[Row]) -> ImportResult:
    blocks = (
        SourceParagraph("示例县数据局2025年政府信息公开工作年度报告"),
        SourceParagraph(TITLES[grid]),
        SourceTable.from_rows(rows),
    )
    return report_in(SourceDocument(blocks, (Spot(1), Spot(1), Spot(1, 1))), "样本.pdf", FORMS, WORDINGS, NOTHING_KNOWN)


def how(result: ImportResult, cell: str) -> str:
    return result.cells[cell].how


@pytest.mark.parametrize("blanks", [([("", 2, 1)], []), ([("", 1, 1)], [("", 1, 1)])], ids=["one cell", "parted"])
def test_a_blank_beside_a_group_is_not_taken_for_a_part_of_it(blanks: tuple[Row, Row]) -> None:
    upper, lower = blanks
    result = read(
        "requests",
        [
            [("", 3, 1), ("申请人情况", 1, 6)],
            [("自然人", 2, 1), ("法人或其他组织", 1, 4), *upper],
            [*cells(*KINDS), *lower],
            cells(ROW, "1", "2", "3", "4", "5", "15"),
        ],
    )
    assert how(result, "requests.received.legal_service") == READ
    assert how(result, "requests.received.other_org") == how(result, "requests.received.total") == DOUBTFUL


def test_the_only_column_that_is_left_is_meant() -> None:
    result = read(
        "requests",
        [
            [("", 3, 1), ("申请人情况", 1, 7)],
            [("自然人", 2, 1), ("法人或其他组织", 1, 4), ("", 1, 1), ("总计", 2, 1)],
            cells(*KINDS, ""),
            cells(ROW, "1", "2", "3", "4", "5", "6", "21"),
        ],
    )
    assert how(result, "requests.received.other_org") == VARIANT
    assert result.report.value("requests.received.other_org") == 6


@pytest.mark.parametrize("blank", [[("", 1, 2)], cells("", "")], ids=["merged", "parted"])
def test_columns_of_two_groups_do_not_become_one(blank: Row) -> None:
    rows = [
        [("行政复议", 2, 5), ("行政诉讼", 1, 6)],
        [("未经复议直接起诉", 1, 4), *blank],
        cells(*RESULTS, *RESULTS[:4], *RESULTS[3:]),
        cells(*map(str, range(1, 12))),
    ]
    result = read("disputes", rows)
    assert how(result, "disputes.reconsideration.total") == READ
    assert how(result, "disputes.litigation_direct.total") not in (READ, VARIANT)
