"""What a document gave, in lines for a person."""

from __future__ import annotations

from importers.assemble import NOTHING_KNOWN
from importers.document import SourceDocument, Spot, report_in
from importers.result import ImportResult
from model.source import SourceParagraph, SourceTable
from tests.builders import form_of
from tests.met_documents import WORDINGS, drawn
from workflows.reading_list import reading_lines

FORM = form_of("2021")


def read(figure: str) -> ImportResult:
    """A report of which the figures of one row, all alike, were read."""
    heads = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    rows = [["", *heads], ["一、本年新收政府信息公开申请数量", *[figure] * len(heads)]]
    table = SourceTable.from_rows([[(text, 1, 1) for text in row] for row in rows])
    blocks = (
        SourceParagraph("示例县数据局2025年政府信息公开工作年度报告"),
        SourceParagraph("三、收到和处理政府信息公开申请情况"),
        table,
    )
    return report_in(
        SourceDocument(blocks, (Spot(1), Spot(1), Spot(1, 1))), "样本.pdf", (FORM,), WORDINGS, NOTHING_KNOWN
    )


def test_each_thing_is_one_line_and_cells_are_those_that_are_filled_in() -> None:
    lines = list(reading_lines(read("约\n31")))
    assert all("\n" not in line for line in lines)
    (doubt,) = [line for line in lines if line.startswith("拿不准")]
    assert "自然人等 6 格" in doubt
    assert "“约31”" in doubt


def test_all_reports_have_lines_without_breaks() -> None:
    for seed in range(8):
        assert all("\n" not in line for line in reading_lines(drawn(seed, listed=False).read()))
