"""The variations in which published reports print the statutory labels, one by one: each is read, or told as doubtful.

They are those that were found in real reports; what a row says is the form's label and what stands there instead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

import resources
from importers.assemble import NOTHING_KNOWN
from importers.document import SourceDocument, Spot, report_in
from importers.result import ABSENT, DOUBTFUL, READ, VARIANT, ImportResult
from importers.text import read_text
from model.form import Form
from model.label_wordings import load_wordings
from model.source import SourceBlock, SourceParagraph, SourceTable
from tests.importers.published import PREFACE, TEXTS, UNIT, published, zeros
from tests.rendering import Shape, figures_of, write_block
from workflows.forms import form

WORDINGS = load_wordings(resources.path("labels.toml"))
NEW, OLD = form("2021"), form("2019")
FIGURES = figures_of(NEW)
TITLE = (UNIT, "2023年政府信息公开工作年度报告")
GRANTED = "requests.granted.natural_person"

Rows = list[list[tuple[str, int, int]]]
Change = Callable[[Rows], Rows]


def rows_of(of: Form, grid: str, figures: dict[str, str], shape: Shape | None = None) -> Rows:
    """The grid as one table: for each row the texts, row spans and column spans of the cells that begin there."""
    rows: Rows = []
    for number, block in enumerate(of.grid(grid).blocks):
        written = write_block(of.grid(grid), number, figures, shape or Shape())
        if block.heading:
            rows.append([(block.heading, 1, written.levels + sum(cell[2] for cell in written.figures[0]))])
        rows.extend(list(row) for row in written.headings)
        for labels, cells in zip(written.labels, written.figures, strict=True):
            rows.append([*(label for label in labels if label is not None), *cells])
    return rows


def document(
    of: Form,
    figures: dict[str, str],
    changes: dict[str, Change] | None = None,
    title: Sequence[str] = TITLE,
    headings: dict[str, str] | None = None,
) -> SourceDocument:
    """A report with its grids changed; a change may leave several tables, parted by empty rows."""
    blocks: list[SourceBlock] = [SourceParagraph(line) for line in (*title, PREFACE)]
    for section in of.sections:
        if not section.heading:
            continue
        blocks.append(SourceParagraph((headings or {}).get(section.id, section.heading)))
        blocks.extend(SourceParagraph(text) for text in TEXTS.get(section.id, ()))
        if section.grid:
            change = (changes or {}).get(section.grid, list)
            part: Rows = []
            for row in (*change(rows_of(of, section.grid, figures)), []):
                if not row and part:
                    blocks.append(SourceTable.from_rows(part))
                    part = []
                elif row:
                    part.append(row)
    spots = [Spot(0, int(isinstance(block, SourceTable)), number) for number, block in enumerate(blocks, 1)]
    return SourceDocument(tuple(blocks), tuple(spots))


def read(source: SourceDocument) -> ImportResult:
    return report_in(source, "样本.docx", (NEW, OLD), WORDINGS, NOTHING_KNOWN)


def relabelled(label: str, printed: str) -> Change:
    return lambda rows: [[(printed if text == label else text, a, b) for text, a, b in row] for row in rows]


def assert_read(of: Form, figures: dict[str, str], result: ImportResult) -> None:
    """Every figure stands in its cell, for certain; nothing is left over."""
    report = result.report
    assert report.form is of
    assert {cell: str(report.value(cell)) for cell in of.inputs} == {cell: figures[cell] for cell in of.inputs}
    assert {cell: str(report.stated(cell)) for cell in of.totals} == {cell: figures[cell] for cell in of.totals}
    assert {reading.how for reading in result.cells.values()} <= {READ, VARIANT}
    assert not result.unplaced


def doubtful(result: ImportResult) -> set[str]:
    return {cell for cell, reading in result.cells.items() if reading.how == DOUBTFUL}


def assert_only_doubtful(result: ImportResult, cells: set[str], figures: dict[str, str] = FIGURES) -> None:
    """These cells are doubtful, with nothing in the report; all others hold their own figures."""
    assert doubtful(result) == cells
    for cell in result.report.form.inputs:
        value = result.report.value(cell)
        assert value is None if cell in cells else str(value) == figures[cell], cell


# Wordings of labels


READ_AS = [
    # A number in front in other shapes, or none; other brackets; white space and line breaks inside.
    ("一、本年新收政府信息公开申请数量", "一.本年新收政府信息公开申请数量"),
    ("一、本年新收政府信息公开申请数量", "一．本年新收政府信息公开申请数量"),
    ("一、本年新收政府信息公开申请数量", "一本年新收政府信息公开申请数量"),
    ("一、本年新收政府信息公开申请数量", "1.本年新收政府信息公开申请数量"),
    ("（一）予以公开", "(一)予以公开"),
    ("（一）予以公开", "㈠予以公开"),
    ("（一）予以公开", "一)予以公开"),
    ("（一）予以公开", "〔一〕予以公开"),
    ("（一）予以公开", "予以公开"),
    ("（一）予以公开", "（一）、予以公开"),
    ("1.属于国家秘密", "1、属于国家秘密"),
    ("1.属于国家秘密", "１．属于国家秘密"),
    ("1.属于国家秘密", "属于国家秘密"),
    ("1.属于国家秘密", "1属于国家秘密"),
    ("商业企业", "商业 企业"),
    ("商业企业", "商业\n企业"),
    ("结果维持", "结 果 维持"),
    ("三、本年度办理结果", "三\n、\n本\n年\n度\n办\n理\n结\n果"),
    # Quotation marks.
    ("3.危及“三安全一稳定”", '3.危及"三安全一稳定"'),
    ("3.危及“三安全一稳定”", "3.危及「三安全一稳定」"),
    ("3.危及“三安全一稳定”", "3.危及三安全一稳定"),
    # Misprints and variants.
    (
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "（二）部分公开（区分处理的，只计这一情况，不计其他情形）",
    ),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分公开"),
    (
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "（二）部分公开（区分处理的,只计这一情形，不计其它情形",
    ),
    ("5.属于三类内部事务信息", "5.属于三类内容事务信息"),
    ("6.属于四类过程性信息", "6.属于四类过程性性信息"),
    ("行政规范性文件", "规范性文件"),
    ("现行有效件数", "现行有效件数（历史累计）"),
    ("本年制发件数", "本年制发数"),
    ("本年制发件数", "本年度制发数"),
    (
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "1.申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请",
    ),
    ("法人或其他组织", "法人或其它组织"),
    ("总计", "合计"),
    ("其他", "其它"),
    # Years, dates, units and remarks in a label.
    ("本年制发件数", "本年(2023)制发件数"),
    ("本年制发件数", "2023年制发件数"),
    ("本年制发件数", "2023年1月1日至12月31日制发件数"),
    ("现行有效件数", "现行有效件数（截至2023年12月31日）"),
    ("现行有效件数", "截至2023年底现行有效件数"),
    ("本年处理决定数量", "处理决定数量(2023年办件量)"),
    ("二、上年结转政府信息公开申请数量", "二、2022年结转政府信息公开申请数量"),
    ("四、结转下年度继续办理", "四、结转2024年继续办理"),
    ("本年收费金额（单位：万元）", "本年收费金额(单位:0万元)"),
    ("本年收费金额（单位：万元）", "本年收费金额（万元）"),
    ("规章", "规章(县级无此项)"),
    ("规章", "规章（部）"),
    ("行政许可", "行政许可（件）"),
    ("一、本年新收政府信息公开申请数量", "一、本年新收政府信息公开申请数量（单位：件）"),
    # An empty heading cell, told by its neighbours.
    ("自然人", ""),
    # Above the labels of the rows.
    ("信息内容", "项目"),
    ("信息内容", ""),
    ("第二十条第（一）项", "第二十条第(一)项"),
    ("第二十条第（一）项", "第二十条第 （一） 项"),
]


@pytest.mark.parametrize(("label", "printed"), READ_AS)
def test_a_label_in_this_wording_is_read(label: str, printed: str) -> None:
    changes = {grid.id: relabelled(label, printed) for grid in NEW.grids}
    assert_read(NEW, FIGURES, read(document(NEW, FIGURES, changes)))


PROPOSED = [
    ("4.保护第三方合法权益", "4.保护第三方的合法权益人", "requests.refused_third_party"),
    ("1.本机关不掌握相关政府信息", "1.本机关没掌握相关政府信息", "requests.unavailable_not_held"),
    ("2.重复申请", "2.重复的申请", "requests.not_processed_repeat"),
]


@pytest.mark.parametrize(("label", "printed", "row"), PROPOSED)
def test_a_label_near_a_known_one_makes_its_row_doubtful_with_the_candidates(
    label: str, printed: str, row: str
) -> None:
    result = read(document(NEW, FIGURES, {"requests": relabelled(label, printed)}))
    cells = {cell for cell in NEW.cells if cell.startswith(f"{row}.")}
    assert_only_doubtful(result, cells)
    for cell in cells & set(NEW.inputs):
        doubt = result.report.notes(cell).doubt
        assert doubt is not None
        assert printed in doubt.reason
        assert [str(value) for value in doubt.candidates] == [FIGURES[cell]]


@pytest.mark.parametrize(
    ("label", "printed"),
    [("本年废止件数", "本年废止的件数"), ("社会公益组织", "公益组织"), ("其他", "其他组织"), ("商业企业", "企业")],
)
def test_a_heading_near_a_known_one_or_the_only_unknown_one_is_only_proposed(label: str, printed: str) -> None:
    changes = {grid.id: relabelled(label, printed) for grid in NEW.grids}
    result = read(document(NEW, FIGURES, changes))
    below = {cell for cell in NEW.cells if NEW.column(cell).path[-1] == label}
    assert_only_doubtful(result, below)
    for cell in below & set(NEW.inputs):
        doubt = result.report.notes(cell).doubt
        assert doubt is not None
        assert [str(value) for value in doubt.candidates] == [FIGURES[cell]]


@pytest.mark.parametrize(
    ("label", "printed"),
    [
        ("本年制发件数", "2022年制发件数"),
        ("本年制发件数", "本年制发件数（上年）"),
        ("行政许可", "行政许可（其中新办）"),
        ("二、上年结转政府信息公开申请数量", "二、2021年结转政府信息公开申请数量"),
        ("四、结转下年度继续办理", "四、结转2023年继续办理"),
        ("现行有效件数", "截至2022年12月31日现行有效件数"),
    ],
)
def test_a_label_that_says_another_year_or_more_than_the_form_is_doubtful(label: str, printed: str) -> None:
    changes = {grid.id: relabelled(label, printed) for grid in NEW.grids}
    result = read(document(NEW, FIGURES, changes))
    named = {cell for cell in NEW.cells if label in (*NEW.row(cell).path, *NEW.column(cell).path)}
    assert_only_doubtful(result, named)


# Layouts of tables


def merged_away(rows: Rows) -> Rows:
    """Every covered place as a blank cell."""
    table = SourceTable.from_rows(rows)
    width = max(cell.column + cell.column_span for row in table.rows for cell in row)
    texts = [[("", 1, 1)] * width for _ in rows]
    for cell in (cell for row in table.rows for cell in row):
        texts[cell.row][cell.column] = (cell.text, 1, 1)
    return [list(row) for row in texts]


def repeated_labels(rows: Rows) -> Rows:
    """Labels and headings again in every place that they cover."""
    table = SourceTable.from_rows(rows)
    width = max(cell.column + cell.column_span for row in table.rows for cell in row)
    texts = [[("", 1, 1)] * width for _ in rows]
    for cell in (cell for row in table.rows for cell in row):
        for r in range(cell.row, cell.row + cell.row_span):
            for c in range(cell.column, cell.column + (1 if cell.text.isdigit() else cell.column_span)):
                texts[r][c] = (cell.text, 1, 1)
    return [list(row) for row in texts]


def corner_blank(rows: Rows) -> Rows:
    return [[("", 3, 3), *rows[0][1:]], *rows[1:]]


def corner_in_first_row(rows: Rows) -> Rows:
    text = rows[0][0][0]
    return [[(text, 1, 3), *rows[0][1:]], [("", 1, 3), *rows[1]], [("", 1, 3), *rows[2]], *rows[3:]]


def corner_in_three_rows(rows: Rows) -> Rows:
    pieces = ("（本列数据的勾稽关系为：第一项加", "第二项之和，等于第三项", "加第四项之和）")
    return [[(pieces[0], 1, 3), *rows[0][1:]], *([(pieces[i], 1, 3), *rows[i]] for i in (1, 2)), *rows[3:]]


def total_in_third_row(rows: Rows) -> Rows:
    return [rows[0], [*rows[1][:-1], ("", 1, 1)], [*rows[2], ("总计", 1, 1)], *rows[3:]]


def total_beside_the_group(rows: Rows) -> Rows:
    """总计 three rows high, not below 申请人情况."""
    top = [rows[0][0], (rows[0][1][0], 1, 6), ("总计", 3, 1)]
    return [top, rows[1][:-1], *rows[2:]]


def without_groups_of_rows(rows: Rows) -> Rows:
    """（三）不予公开 and the like are not printed: items stand directly beside 三、本年度办理结果."""
    groups = ("（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理")
    kept = [[(text, a, b) for text, a, b in row if text not in groups] for row in rows]
    return [
        [(text, a, 2 if text[:2] in ("1.", "2.", "3.", "4.", "5.", "6.", "7.", "8.") else b) for text, a, b in row]
        for row in kept
    ]


def without_middle_level(rows: Rows) -> Rows:
    """法人或其他组织 is not printed."""
    seven = [("自然人", 1, 1), *rows[2], ("总计", 1, 1)]
    return [[(rows[0][0][0], 2, 3), rows[0][1]], seven, *rows[3:]]


def one_heading_row(rows: Rows) -> Rows:
    seven = [("自然人", 1, 1), *rows[2], ("总计", 1, 1)]
    return [[(rows[0][0][0], 1, 3), *seven], *rows[3:]]


def blocks_apart(rows: Rows) -> Rows:
    return [row for i, line in enumerate(rows) for row in ([[], line] if i and "第二十条" in line[0][0] else [line])]


def without_block_headings(rows: Rows) -> Rows:
    return [row for row in rows if "第二十条" not in row[0][0]]


def named_in_first_row(rows: Rows) -> Rows:
    return [[("主动公开政府信息情况", 1, 4)], *rows]


def torn_twice(rows: Rows) -> Rows:
    """Over three pages: the second part has no headings, the third has them again. Labels that reach over are repeated."""
    flat = repeated_labels(rows)
    return [*flat[:8], [], *flat[8:17], [], *flat[:3], *flat[17:]]


def headings_apart(rows: Rows) -> Rows:
    return [*rows[:3], [], *rows[3:]]


def label_column_blank_below(rows: Rows) -> Rows:
    """三、本年度办理结果 stands in the first of its rows only, as copied out of a worksheet."""
    return [*rows[:3], *merged_away(rows)[3:]]


def with_units_row(rows: Rows) -> Rows:
    return [[("单位：件", 1, 10)], *rows]


def disputes_labelled(rows: Rows) -> Rows:
    """A label column that the form does not have."""
    return [[("项目", 3, 1), *rows[0]], *rows[1:3], [("数量（件）", 1, 1), *rows[3]]]


def disputes_of_the_year(rows: Rows) -> Rows:
    return [[("", 3, 1), *rows[0]], *rows[1:3], [("2023年", 1, 1), *rows[3]]]


def disputes_below_each_other(rows: Rows) -> Rows:
    five, figures = rows[2][:5], rows[3]
    outcomes = [("结果维持", 1, 1), ("结果纠正", 1, 1), ("其他结果", 1, 1), ("尚未审结", 1, 1), ("总计", 1, 1)]
    assert five[0][0] in [text for text, _, _ in outcomes]
    return [
        *([("行政复议", 1, 5)], outcomes, figures[:5]),
        *([("行政诉讼", 1, 5)], [("未经复议直接起诉", 1, 5)], outcomes, figures[5:10]),
        *([("复议后起诉", 1, 5)], outcomes, figures[10:]),
    ]


def disputes_without_middle_level(rows: Rows) -> Rows:
    outcomes = [("结果维持", 1, 1), ("结果纠正", 1, 1), ("其他结果", 1, 1), ("尚未审结", 1, 1), ("总计", 1, 1)]
    return [[("行政复议", 1, 5), ("行政诉讼", 1, 10)], outcomes * 3, rows[3]]


@pytest.mark.parametrize(
    ("grid", "change"),
    [
        ("requests", merged_away),
        ("requests", repeated_labels),
        ("requests", corner_blank),
        ("requests", corner_in_first_row),
        ("requests", corner_in_three_rows),
        ("requests", total_in_third_row),
        ("requests", total_beside_the_group),
        ("requests", without_groups_of_rows),
        ("requests", without_middle_level),
        ("requests", one_heading_row),
        ("requests", torn_twice),
        ("requests", headings_apart),
        ("requests", label_column_blank_below),
        ("requests", with_units_row),
        ("proactive", merged_away),
        ("proactive", blocks_apart),
        ("proactive", without_block_headings),
        ("proactive", named_in_first_row),
        ("disputes", merged_away),
        ("disputes", repeated_labels),
        ("disputes", disputes_labelled),
        ("disputes", disputes_of_the_year),
        ("disputes", disputes_below_each_other),
        ("disputes", disputes_without_middle_level),
    ],
    ids=lambda item: getattr(item, "__name__", item),
)
def test_a_grid_in_this_layout_is_read(grid: str, change: Change) -> None:
    result = read(document(NEW, FIGURES, {grid: change}))
    kept = [item for item in result.unplaced if item.text != "单位：件"]
    assert_read(NEW, FIGURES, result._replace(unplaced=tuple(kept)))


def dropped(rows: Rows, *labels: str) -> Rows:
    """Without these columns of the grid of requests, whose headings stand in rows 1 and 2."""
    places = [i for i, name in enumerate(["自然人", *(text for text, _, _ in rows[2]), "总计"]) if name in labels]
    middle = sum(name in labels for name, _, _ in rows[2])
    head = [
        [rows[0][0], (rows[0][1][0], 1, 7 - len(places))],
        [(text, a, b - middle if b > 1 else b) for text, a, b in rows[1] if text not in labels],
        [cell for cell in rows[2] if cell[0] not in labels],
    ]
    body = []
    for row in rows[3:]:
        labels_of_row, figures = row[:-7], row[-7:]
        body.append([*labels_of_row, *(cell for i, cell in enumerate(figures) if i not in places)])
    return [*head, *body]


@pytest.mark.parametrize("gone", [("总计",), ("自然人",), ("科研机构", "法律服务机构"), ("其他", "总计")])
def test_columns_that_are_not_printed_are_absent_and_the_others_are_read(gone: tuple[str, ...]) -> None:
    result = read(document(NEW, FIGURES, {"requests": lambda rows: dropped(rows, *gone)}))
    for cell in NEW.cells:
        if cell.startswith("requests.") and NEW.column(cell).path[-1] in gone:
            assert result.cells[cell].how == ABSENT
        elif not NEW.cells[cell].computed:
            assert str(result.report.value(cell)) == FIGURES[cell]
    assert not result.unplaced


def test_columns_in_another_order_go_by_their_headings() -> None:
    def turned(rows: Rows) -> Rows:
        head = [[rows[0][0], rows[0][1]], rows[1][::-1], rows[2][::-1]]
        return [*head, *([*row[:-7], *row[-7:][::-1]] for row in rows[3:])]

    assert_read(NEW, FIGURES, read(document(NEW, FIGURES, {"requests": turned})))


def test_extra_rows_and_columns_are_told_and_move_nothing() -> None:
    def more(rows: Rows) -> Rows:
        wider = [[*row, ("备注" if i == 0 else "见附件" if i == 7 else "", 1, 1)] for i, row in enumerate(rows)]
        return [*wider[:10], [("其中：网络申请", 1, 3), *[("5", 1, 1)] * 8], *wider[10:]]

    result = read(document(NEW, FIGURES, {"requests": more}))
    left = [item.text for item in result.unplaced]
    assert {"备注", "见附件", "其中：网络申请", "5"} == set(left)
    assert_read(NEW, FIGURES, result._replace(unplaced=()))


def test_28_rows_with_their_subtotals_are_read_by_labels() -> None:
    """The three groups with a row of their own for the sum, as some offices print them."""

    def longer(rows: Rows) -> Rows:
        flat = repeated_labels(rows)
        found: Rows = flat[:3]
        for row in flat[3:]:
            first = row[1][0].startswith(("（三）", "（四）", "（五）")) and row[2][0].startswith("1.")
            if first:
                found.append([row[0], row[1], ("", 1, 1), *[("777", 1, 1)] * 7])
            found.append(row)
        assert len(found) == 3 + 28
        return found

    result = read(document(NEW, FIGURES, {"requests": longer}))
    assert {item.text for item in result.unplaced} == {"777"}
    assert_read(NEW, FIGURES, result._replace(unplaced=()))


# Groups of rows in one


OTHER = [f"requests.other_{row}." for row in ("not_corrected", "fee_unpaid", "misc")]


def other_in_one(text: str) -> Change:
    def change(rows: Rows) -> Rows:
        found: Rows = []
        for row in rows:
            if any(cell[0] == "（六）其他处理" for cell in row):
                found.append([("（六）其他处理", 1, 2), *[(text, 1, 1)] * 7])
            elif not row[0][0].startswith(("2.申请人逾期", "3.其他")):
                found.append([(t, a - 2 if t.startswith("三、") else a, b) for t, a, b in row])
        return found

    return change


@pytest.mark.parametrize("zero", ["0", "０", "0件", "0.00"])
def test_a_zero_for_all_other_ways_of_dealing_is_three_zeros(zero: str) -> None:
    result = read(document(NEW, FIGURES, {"requests": other_in_one(zero)}))
    for cell in NEW.inputs:
        other = cell.startswith(tuple(OTHER))
        assert str(result.report.value(cell)) == ("0" if other else FIGURES[cell])
        assert result.cells[cell].how == (VARIANT if other else READ)
    assert result.report.form is NEW


@pytest.mark.parametrize(("printed", "candidate"), [("5", 5), ("/", 0), ("—", 0), ("", 0)])
def test_another_figure_for_all_other_ways_of_dealing_is_doubtful_for_the_three_rows(
    printed: str, candidate: int
) -> None:
    result = read(document(NEW, FIGURES, {"requests": other_in_one(printed)}))
    for cell in NEW.inputs:
        if cell.startswith(tuple(OTHER)):
            assert result.report.value(cell) is None
            assert result.cells[cell].how == DOUBTFUL
            assert result.report.notes(cell).doubt.candidates == (candidate,)  # type: ignore[union-attr]
            assert result.report.notes(cell).origin.text == printed  # type: ignore[union-attr]
        else:
            assert str(result.report.value(cell)) == FIGURES[cell]


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize("first", [None, "0"])
def test_rows_of_a_group_without_their_labels_are_only_proposed_in_their_order(merged: bool, first: str | None) -> None:
    """（三）不予公开 with its eight rows of figures and no labels beside them; a 0 in one of them is no 0 in all."""
    group = [cell for cell in NEW.cells if cell.startswith("requests.refused_")]
    figures = FIGURES | (dict.fromkeys(group[:7], first) if first else {})

    def nameless(rows: Rows) -> Rows:
        start = next(i for i, row in enumerate(rows) if any(cell[0] == "（三）不予公开" for cell in row))
        found = [list(row) for row in rows]
        for row in found[start : start + 8]:
            place = next(i for i, cell in enumerate(row) if cell[0][1:2] == ".")
            if merged:
                del row[place]
            else:
                row[place] = ("", 1, 1)
        if merged:
            found[start] = [(t, a, 2 if t == "（三）不予公开" else b) for t, a, b in found[start]]
        return found

    result = read(document(NEW, figures, {"requests": nameless}))
    assert_only_doubtful(result, set(group), figures)
    for cell in set(group) & set(NEW.inputs):
        assert [str(value) for value in result.report.notes(cell).doubt.candidates] == [figures[cell]]  # type: ignore[union-attr]


# What stands in the cells


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("12", 12),
        ("１２", 12),
        (" 12 ", 12),
        ("12\n", 12),
        ("1,234", 1234),
        ("1，234", 1234),
        ("12件", 12),
        ("12 件", 12),
        ("12（件）", 12),
        ("12份", 12),
        ("12.0", 12),
        ("0件", 0),
    ],
)
def test_a_figure_in_this_shape_is_read(printed: str, value: int) -> None:
    result = read(document(NEW, FIGURES | {GRANTED: printed}))
    assert result.report.value(GRANTED) == value
    assert result.cells[GRANTED].how == READ
    assert result.report.notes(GRANTED).origin.text == printed.strip()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("printed", "candidates"),
    [
        ("", (0,)),
        ("/", (0,)),
        ("／", (0,)),
        ("-", (0,)),
        ("—", (0,)),
        ("——", (0,)),
        ("――", (0,)),
        ("无", (0,)),
        ("暂无", (0,)),
        ("零", (0,)),
        ("O", (0,)),
        ("三", (3,)),
        ("约3", (3,)),
        ("3*", (3,)),
        ("1 2", (12, 1, 2)),
        ("12（含1）", (12, 1)),
        ("1.5", ()),
        ("-5", ()),
        ("3万", (30000,)),
        ("见附件", ()),
    ],
)
def test_what_is_no_plain_figure_is_doubtful_and_stays_blank(printed: str, candidates: tuple[int, ...]) -> None:
    result = read(document(NEW, FIGURES | {GRANTED: printed}))
    assert_only_doubtful(result, {GRANTED}, FIGURES)
    notes = result.report.notes(GRANTED)
    assert notes.doubt is not None
    assert notes.doubt.candidates == candidates
    assert notes.origin is not None
    assert notes.origin.text == printed


@pytest.mark.parametrize("sign", ["", "/"])
def test_many_cells_of_one_kind_have_one_reason(sign: str) -> None:
    """So that they are one question."""
    cells = [cell for cell in NEW.inputs if cell.startswith("proactive.")]
    result = read(document(NEW, FIGURES | dict.fromkeys(cells, sign)))
    assert doubtful(result) == set(cells)
    assert len({result.cells[cell].reason for cell in cells}) == 1


def test_a_form_that_nobody_filled_in_has_no_figures_and_no_doubts() -> None:
    result = read(document(NEW, dict.fromkeys(NEW.cells, "")))
    assert {reading.how for reading in result.cells.values()} == {ABSENT}
    assert len(result.report.blanks()) == len(NEW.inputs)


@pytest.mark.parametrize("kept", [("total",), ("natural_person", "total"), ("natural_person",)])
def test_only_some_columns_filled_in(kept: tuple[str, ...]) -> None:
    figures = {
        cell: "" if cell.startswith("requests.") and not cell.endswith(kept) else text for cell, text in FIGURES.items()
    }
    result = read(document(NEW, figures))
    for cell in NEW.cells:
        if cell.startswith("requests."):
            blank = ABSENT if NEW.cells[cell].computed else DOUBTFUL
            assert result.cells[cell].how == (READ if cell.endswith(kept) else blank)
    assert result.report.stated("requests.received.total") == (1113 if "total" in kept else None)


def test_a_fee_in_yuan_is_offered_in_the_forms_unit() -> None:
    fees = "proactive.fees.amount"
    changed = relabelled("本年收费金额（单位：万元）", "本年收费金额（单位：元）")
    result = read(document(NEW, FIGURES | {fees: "22,778.2"}, {"proactive": changed}))
    assert result.report.value(fees) is None
    assert [str(value) for value in result.report.notes(fees).doubt.candidates] == ["2.27782"]  # type: ignore[union-attr]


@pytest.mark.parametrize(("printed", "value"), [("0元", "0"), ("0.00", "0.00"), ("12.5万元", "12.5"), ("１.５", "1.5")])
def test_a_fee_in_this_shape_is_read(printed: str, value: str) -> None:
    result = read(document(NEW, FIGURES | {"proactive.fees.amount": printed}))
    assert str(result.report.value("proactive.fees.amount")) == value
    assert result.cells["proactive.fees.amount"].how == READ


def test_totals_with_a_sign_or_words_are_not_read_as_figures() -> None:
    cells = {"requests.carried_out.total": "/", "requests.carried_in.total": "约9"}
    zero = {cell: "0" for cell in NEW.inputs if cell.startswith("requests.carried_")}
    result = read(document(NEW, FIGURES | cells | zero))
    assert result.cells["requests.carried_out.total"].how == ABSENT
    assert result.report.stated("requests.carried_out.total") is None
    assert result.cells["requests.carried_in.total"].how == DOUBTFUL
    assert result.report.stated("requests.carried_in.total") == "约9"


# Headings, titles and text


@pytest.mark.parametrize(
    ("section", "printed"),
    [
        ("overview", "一、概述"),
        ("overview", "一、工作概述"),
        ("overview", "一 、政府信息公开工作的基本概况"),
        ("overview", "1、 总体情况"),
        ("overview", "一、工作开展总体情况"),
        ("proactive", "二、行政机关主动公开政府信息情况"),
        ("proactive", "主动公开政府信息情况"),
        ("requests", "三、收到和处理政府信息公开申请"),
        ("disputes", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
        ("problems", "五、存在问题及改进情况"),
        ("problems", "五、政府信息公开工作存在的主要问题及改进情况"),
    ],
)
def test_a_heading_in_this_wording_begins_its_section(section: str, printed: str) -> None:
    result = read(document(NEW, FIGURES, headings={section: printed}))
    assert_read(NEW, FIGURES, result)
    for name, lines in TEXTS.items():
        assert result.report.plain(name) == "\n".join(lines)


@pytest.mark.parametrize(
    "title",
    [
        (f"{UNIT}2023年政府信息公开工作年度报告",),
        (f"{UNIT}2023年度政府信息公开工作年度报告",),
        (f"2023年{UNIT}政府信息公开工作年度报告",),
        (f"{UNIT}政府信息公开工作2023年度报告",),
        (f"{UNIT}2023年政府信息公开年度报告",),
        (f"{UNIT}信息公开年度报告（2023年）",),
        (UNIT, "2023年政府信息公开", "工作年度报告"),
        (UNIT, "2023年政府信息公开工作年度报告", "（2024年元月）"),
        (UNIT, "关于2023年度政府信息公开情况的报告"),
    ],
)
def test_a_title_in_this_shape_names_unit_and_year(title: tuple[str, ...]) -> None:
    result = read(document(NEW, FIGURES, title=title))
    assert (result.report.unit, result.report.year) == (UNIT, 2023)


def text_of(changed: Callable[[str], str] = str, **options: object) -> ImportResult:
    return read_text(changed(published(NEW, FIGURES, **options)), "样本.txt", (NEW, OLD), WORDINGS)  # type: ignore[arg-type]


def test_figures_in_running_text_before_a_grid_are_text() -> None:
    said = {"requests": ("全年新收申请3件，办结3件。",), "disputes": ("行政复议2件，均维持。",)}
    result = text_of(before=said)
    assert result.report.plain("requests") == "全年新收申请3件，办结3件。"
    assert result.report.plain("disputes") == "行政复议2件，均维持。"
    assert_read(NEW, FIGURES, result)


def test_without_its_grids_a_report_has_its_text_and_no_figures() -> None:
    said = {"requests": ("本年度收到政府信息公开申请3件，予以公开2件。",)}
    result = text_of(before=said, grids=False)
    assert {reading.how for reading in result.cells.values()} == {ABSENT}
    assert result.report.plain("requests") == said["requests"][0]


def test_a_report_may_end_after_its_grids() -> None:
    result = text_of(lambda text: text.partition("五、存在的主要问题")[0])
    assert_read(NEW, FIGURES, result)
    assert result.report.plain("problems") == ""


def test_an_opening_below_the_first_heading_is_text_of_the_first_section() -> None:
    def moved(text: str) -> str:
        return text.replace(f"{PREFACE}\n", "").replace("一、总体情况\n", f"一、总体情况\n{PREFACE}\n")

    result = text_of(moved)
    assert result.report.plain("overview").startswith(PREFACE)
    assert result.report.fields["contact.postcode"] == "123456"


def test_digits_lost_by_a_web_page_move_nothing() -> None:
    result = text_of(lambda text: text.replace("2023年1月1日起，到2023年12月31日止", "20231月1日起，截至20231231日止"))
    assert_read(NEW, FIGURES, result)
    assert "截至20231231日" in result.report.plain("preface")


# Editions


@pytest.mark.parametrize("grid", ["proactive", "requests", "disputes"])
def test_the_older_grids_are_read_the_same_way(grid: str) -> None:
    figures = figures_of(OLD)
    result = read(document(OLD, figures, {grid: merged_away}))
    assert_read(OLD, figures, result)


def test_the_edition_is_told_by_the_grid_and_a_wrong_one_for_its_year_is_said() -> None:
    figures = figures_of(OLD)
    result = read(document(OLD, figures))
    report = result.report
    assert (report.form.edition, report.year) == ("2019", 2023)
    (said,) = [finding for finding in report.findings() if finding.rule == "F1"]
    assert "2019年版" in said.statement
    fitting = read(document(OLD, figures, title=(UNIT, "2020年政府信息公开工作年度报告")))
    assert not [finding for finding in fitting.report.findings() if finding.rule == "F1"]


def test_the_newer_grids_with_the_labels_of_the_older_are_still_the_newer() -> None:
    """规范性文件 and 处理决定数量 are labels of the older form, and variants in the newer."""
    names = {"行政规范性文件": "规范性文件", "本年处理决定数量": "处理决定数量", "本年制发件数": "本年制发数"}

    def change(rows: Rows) -> Rows:
        return [[(names.get(text, text), a, b) for text, a, b in row] for row in rows]

    assert_read(NEW, FIGURES, read(document(NEW, FIGURES, {"proactive": change, "requests": other_labels})))


def other_labels(rows: Rows) -> Rows:
    return [[(text.replace("、行政机关不再处理其政府信息公开申请", ""), a, b) for text, a, b in row] for row in rows]


def test_text_of_published_zeros_is_read() -> None:
    result = read_text(published(NEW, zeros(NEW)), "样本.txt", (NEW, OLD), WORDINGS)
    assert {reading.how for reading in result.cells.values()} == {READ}


def test_a_title_without_a_year_names_the_unit_and_the_period_the_year() -> None:
    result = read(document(NEW, FIGURES, title=(f"{UNIT}信息公开年度报告",)))
    assert (result.report.unit, result.report.year) == (UNIT, 2023)
    # The year of the period is that of the labels as well.
    other = relabelled("本年制发件数", "2022年制发件数")
    result = read(document(NEW, FIGURES, {"proactive": other}, title=(f"{UNIT}信息公开年度报告",)))
    assert {cell.rpartition(".")[2] for cell in doubtful(result)} == {"issued"}
