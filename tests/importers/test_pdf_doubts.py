"""Figures of PDFs that can't be told for certain: doubtful, never read as something else."""

from __future__ import annotations

from collections.abc import Sequence

from importers.pdf import read_pdf_document
from importers.place_doubts import with_doubts
from model.labels import DOUBTFUL, EXACT, Figure, Placement
from model.source import SourceTable
from tests.builders import form_of
from tests.importers.pdf_shapes import pdf_of

FORMS = (form_of("2021"), form_of("2019"))
START = (
    '#set page(width: 500pt, height: 300pt, margin: 20pt)\n#set text(size: 10pt, font: "Noto Serif CJK SC")\n'
    "示例县数据局2025年政府信息公开工作年度报告\n\n"
)
RECEIVED, CARRIED = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
MISC, SUM, ON = "3.其他", "（七）总计", "四、结转下年度继续办理"
HEADINGS = ("", "自然人", "商业企业", "科研机构")


def table(
    rows: Sequence[Sequence[str]],
    *,
    stroke: str = "none",
    width: str = "60pt",
    align: str = "center",
    inset: str = "3pt",
) -> str:
    """A table; cells are typst's own text, so that a line may be broken in them."""
    columns = ", ".join(["180pt", *[width] * (len(rows[0]) - 1)])
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    return f"#table(columns: ({columns}), inset: {inset}, align: {align}, stroke: {stroke}, {cells})\n"


def read(*parts: str) -> tuple[list[list[list[str]]], dict[str, str]]:
    """The tables, and why figures are doubtful, by the texts of their cells."""
    document = read_pdf_document(pdf_of(START + "".join(parts)), FORMS)
    texts = {
        (number, cell.row, cell.column): cell.text
        for number, block in enumerate(document.blocks)
        if isinstance(block, SourceTable)
        for row in block.rows
        for cell in row
    }
    tables = [block for block in document.blocks if isinstance(block, SourceTable)]
    return [[[cell.text for cell in row] for row in block.rows] for block in tables], {
        texts[place]: why for place, why in document.doubts.items()
    }


def test_a_sound_table_has_no_doubts() -> None:
    rows = (HEADINGS, (RECEIVED, "11", "12", "13"), (CARRIED, "21", "22", "23"))
    for stroke in ("none", "0.5pt"):
        assert read(table(rows, stroke=stroke))[1] == {}


def test_a_figure_that_the_pages_end_cuts_is_doubtful() -> None:
    above = ((RECEIVED, "11", "12", "13"), (CARRIED, "21", "22", "45"))
    below = (("", "", "", "86"), (MISC, "31", "32", "33"))
    doubts = read(table(above, stroke="0.5pt"), "#pagebreak()\n", table(below, stroke="0.5pt"))[1]
    assert set(doubts) == {"45", "86"}
    whole = ((RECEIVED, "41", "42", "43"), *below[1:])
    assert read(table(above, stroke="0.5pt"), "#pagebreak()\n", table(whole, stroke="0.5pt"))[1] == {}


def test_without_lines_as_well() -> None:
    above = (HEADINGS, (RECEIVED, "11", "12", "13"), (CARRIED, "21", "22", "45"))
    below = (("", "", "", "86"), (MISC, "31", "32", "33"))
    doubts = read(table(above), "#pagebreak()\n", table(below))[1]
    assert {"45", "86"} <= set(doubts)
    assert not {"11", "12", "13", "31", "32"} & set(doubts)


def test_a_figure_broken_over_two_lines_is_doubtful_where_no_line_tells_cells() -> None:
    for align in ("center + horizon", "center + bottom", "center + top"):
        rows = (HEADINGS, (RECEIVED, "11", r"128\ 67", "13"), (CARRIED, "21", "22", "23"), (MISC, "31", "32", "33"))
        doubts = read(table(rows, align=align))[1]
        assert {"128", "67"} <= set(doubts), align
        assert not {"31", "32", "33"} & set(doubts), align


def test_a_label_that_reaches_over_two_lines_does_not_make_them_rows() -> None:
    long = r"2.申请人逾期未按收费通知要求缴纳\ 费用、行政机关不再处理其\ 政府信息公开申请"
    rows = (HEADINGS, (long, "11", r"87\ 066", "13"), (MISC, "31", "32", "33"))
    assert {"87", "066"} <= set(read(table(rows))[1])
    whole = "".join(f"table.cell(colspan: 2)[{label}], [1], [2], [3], " for label in (RECEIVED, CARRIED, ON))
    two = rf"table.cell(align: bottom)[我单位自定事项], [{long}], [11], [87\ 066], [13]"
    columns = "columns: (100pt, 160pt, 60pt, 60pt, 60pt), inset: 3pt, align: center + bottom, stroke: none"
    heads = "table.cell(colspan: 2)[], [自然人], [商业企业], [科研机构], "
    assert {"87", "066"} <= set(read(f"#table({columns}, {heads}{whole}{two})\n")[1])


def test_the_rest_of_a_figure_with_its_unit_is_not_lost_sight_of() -> None:
    rows = (("", "结果维持", "结果纠正", "其他结果"), ("", r"17107\ 件", r"18\ 38件", "7件"))
    assert {"18", "38件"} <= set(read(table(rows, align="center + horizon"))[1])


def test_columns_that_are_not_those_of_the_page_before_are_doubtful() -> None:
    above = (HEADINGS, (RECEIVED, "11", "12", "13"))
    same, others = (CARRIED, "21", "22", "23"), ((CARRIED, "", "21", "22"), (MISC, "", "31", "32"))
    assert read(table(above), "#pagebreak()\n", table((same,)))[1] == {}
    assert set(read(table(above), "#pagebreak()\n", table(others, width="43pt"))[1]) == {"21", "22", "31", "32"}


def test_a_part_with_other_columns_than_the_one_without_lines_before_it_is_doubtful() -> None:
    above = (HEADINGS, (RECEIVED, "11", "12", "13"))
    parts = [table(((CARRIED, "21", "22", *more), (MISC, "31", "32", *more)), stroke="0.5pt") for more in ((), ("33",))]
    assert set(read(table(above), "#pagebreak()\n", parts[0])[1]) == {"21", "22", "31", "32"}


def test_two_figures_without_room_between_them_are_doubtful() -> None:
    rows = (
        HEADINGS,
        (RECEIVED, "#box(width: 54pt, align(right)[123456])", "#box(width: 54pt, align(left)[#h(-7pt)654321])", "13"),
        (CARRIED, "21", "22", "23"),
    )
    tables, doubts = read(table(rows))
    assert "123456654321" in tables[0][1]
    assert list(doubts) == ["123456654321"]
    assert list(read(table(rows, stroke="(x: 0.5pt, y: none)"))[1]) == ["123456654321"]


def test_a_column_without_a_heading_is_doubtful() -> None:
    rows = (("", "自然人", "", "科研机构"), (RECEIVED, "11", "12", "13"), (CARRIED, "21", "22", "23"))
    assert set(read(table(rows))[1]) == {"12", "22"}


def test_headings_are_not_told_by_their_order_where_they_do_not_stand_above_their_columns() -> None:
    heads = "[], [], table.cell(colspan: 2, align: center)[组], [], [], [社会公益组织], [法律服务机构], "
    rows = "".join(f"[{label}], [{n}1], [{n}2], [{n}3], " for n, label in ((1, RECEIVED), (2, CARRIED)))
    columns = "columns: (180pt, 90pt, 90pt, 90pt), inset: 3pt, stroke: none"
    align = "align: (x, y) => if y < 2 { center } else { right }"
    assert {"11", "21"} <= set(read(f"#table({columns}, {align}, {heads}{rows})\n")[1])


def test_a_part_of_a_figure_that_begins_with_a_comma_is_one() -> None:
    rows = (HEADINGS, (RECEIVED, "11", r"29\ ,000", "13"), (CARRIED, "21", "22", "23"))
    assert {"29", ",000"} <= set(read(table(rows))[1])


def test_a_heading_above_a_blank_first_column_is_a_columns() -> None:
    rows = (HEADINGS, (RECEIVED, "", "12", "13"), (CARRIED, "", "22", "23"))
    tables, doubts = read(table(rows))
    assert [row[-3:] for row in tables[0]] == [list(HEADINGS[1:]), ["", "12", "13"], ["", "22", "23"]]
    assert doubts == {}


def test_figures_beside_a_label_of_a_group_are_doubtful() -> None:
    rows = ((RECEIVED, "11", "12", "13"), ("（三）不予公开", "21", "22", "23"), (MISC, "31", "32", "33"))
    assert set(read(table((HEADINGS, *rows), inset="12pt"))[1]) == {"21", "22", "23"}


def test_the_rows_of_sums_are_told_from_groups() -> None:
    rows = ((RECEIVED, "11", "12", "13"), (MISC, "31", "32", "33"), (SUM, "41", "42", "43"), (ON, "51", "52", "53"))
    assert read(table((HEADINGS, *rows), align="left"))[1] == {}


def test_a_figure_for_a_whole_group_is_as_doubtful_as_others() -> None:
    figure = Figure((0, 1, 1), "0", "", DOUBTFUL, ("a", "b"), "", (), True)
    certain = Figure((0, 2, 1), "0", "c", EXACT)
    placement = Placement(figures=(figure, certain), **dict.fromkeys(_others(), ()))
    found = with_doubts(placement, {(0, 1, 1): "看不清"}).figures
    assert [(f.certainty, f.reason, f.together) for f in found] == [(DOUBTFUL, "看不清", False), (EXACT, "", False)]


def _others() -> list[str]:
    return [name for name in Placement._fields if name != "figures"]


def test_labels_over_all_columns_of_the_lines_above_leave_figures_unread() -> None:
    lined = "#table(columns: (60pt, 380pt), stroke: 0.5pt, inset: 1pt, [甲], [乙])\n"
    rows = f"#block(width: 430pt)[{RECEIVED} #h(1fr) 21]\n#block(width: 430pt)[{CARRIED} #h(1fr) 31]\n"
    tables, _ = read(lined, rows)
    assert [row[-1] for row in tables[-1]] == ["21", "31"]
