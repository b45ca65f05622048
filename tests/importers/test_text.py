"""A published report's text comes back as a report, and all of it is accounted for."""

from __future__ import annotations

import time
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from importers.assemble import Known
from importers.result import ABSENT, DOUBTFUL, READ, VARIANT, ImportResult
from importers.text import read_text
from model.errors import ImportProblem
from model.label_wordings import load_wordings
from model.notes import Doubt, Origin
from tests.importers.published import PREFACE, TEXTS, UNIT, published, zeros
from tests.rendering import Shape, figures_of
from workflows.forms import form

SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "wenzhou-2021.txt"
WORDINGS = load_wordings(resources.path("labels.toml"))
NEW, OLD = form("2021"), form("2019")
STYLES = ("marked", "plain", "gaps", "rows", "spread", "trimmed", "repeated", "spaced")
LICENCES = "proactive.licences.decisions"


def read(text: str, known: Known | None = None) -> ImportResult:
    return read_text(text, "样本.txt", (NEW, OLD), WORDINGS, known)


def texts(result: ImportResult) -> dict[str, str]:
    return {section.id: result.report.plain(section.id) for section in result.report.form.sections}


def left_over(result: ImportResult) -> list[str]:
    return [item.text for item in result.unplaced]


def assert_all_accounted_for(text: str, result: ImportResult) -> None:
    """Every line of the source is text, title, heading, signature, figure or told as left over."""
    report = result.report
    kept = {line for section in report.form.sections for line in report.plain(section.id).split("\n")}
    rows: set[tuple[int, int]] = {(origin.row, origin.column) for origin in result.labels}
    for reading in result.cells.values():
        rows.update((origin.row, origin.column) for origin in reading.origins)
    rows.update((item.origin.row, item.origin.column) for item in result.unplaced)
    signed = {str(report.fields["signature.unit"])} if report.fields["signature.date"] else set()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.strip() in kept | signed or (number, 0) in rows:
            continue
        if report.fields["signature.date"] and line.strip().startswith("2024年"):
            continue
        seen = {column for row, column in rows if row == number}
        filled = [i for i, field in enumerate(line.split("\t"), 1) if field.strip()] if "\t" in line else None
        assert seen, line
        assert filled is None or set(filled) <= seen, line


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not here")
def test_the_sample() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    result = read(text)
    report = result.report
    assert (report.unit, report.year, report.form.edition) == ("温州市大数据发展管理局", 2021, "2021")
    assert not result.unplaced
    assert {reading.how for reading in result.cells.values()} == {READ}
    ones = {cell for cell in NEW.cells if report.value(cell) == 1}
    assert ones == {
        "proactive.normative_documents.in_force",
        *(
            f"requests.{row}.{c}"
            for row in ("received", "unavailable_not_held", "results_total")
            for c in ("natural_person", "total")
        ),
    }
    assert {report.value(cell) for cell in NEW.cells} == {0, 1}
    assert not [finding for finding in report.findings() if finding.rule.startswith(("A", "E"))]
    assert [len(part.split("\n")) for part in texts(result).values()] == [1, 3, 1, 1, 1, 1, 1]
    assert report.plain("overview").startswith("（一）")
    assert report.plain("requests") == ""
    assert (report.fields["contact.postcode"], report.fields["contact.phone"]) == ("325000", "0577-88963633")
    assert str(report.fields["contact.address"]).endswith("7楼")
    assert report.notes("proactive.normative_documents.in_force").origin == Origin("样本.txt", row=25, text="1")
    assert report.fields["title"] == "whole_year"
    assert_all_accounted_for(text, result)


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not here")
def test_the_sample_is_read_fast() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    read(text)
    start = time.perf_counter()
    read(text)
    assert time.perf_counter() - start < 0.5


@pytest.mark.parametrize("of", [NEW, OLD], ids=["2021", "2019"])
@pytest.mark.parametrize("style", STYLES)
def test_every_part_comes_back_from_every_shape(of: object, style: str) -> None:
    assert of in (NEW, OLD)
    chosen = NEW if of is NEW else OLD
    figures = figures_of(chosen)
    text = published(chosen, figures, Shape(style=style), end=(UNIT, "2024年1月20日"))
    result = read(text)
    report = result.report
    assert report.form is chosen
    assert (report.unit, report.year) == (UNIT, 2023)
    assert texts(result)["preface"] == PREFACE
    for section, lines in TEXTS.items():
        assert report.plain(section) == "\n".join(lines)
    assert {cell: str(report.value(cell)) for cell in chosen.inputs} == {cell: figures[cell] for cell in chosen.inputs}
    assert {cell: str(report.stated(cell)) for cell in chosen.totals} == {cell: figures[cell] for cell in chosen.totals}
    assert report.fields["contact.address"] == "示例县中心路8号（行政楼）3楼"
    assert report.fields["contact.email"] == "gk@example.cn"
    assert (report.fields["signature.unit"], report.fields["signature.date"]) == (UNIT, "2024-01-20")
    assert not result.unplaced
    assert_all_accounted_for(text, result)


@settings(max_examples=80, deadline=None)
@given(
    of=st.sampled_from([NEW, OLD]),
    shape=st.builds(
        Shape,
        shuffled=st.booleans(),
        missing=st.integers(0, 2),
        numbering=st.sampled_from(["form", "round", "circled", "half", "spaced", "none"]),
        quotes=st.sampled_from(["“”", ""]),
        block_headings=st.booleans(),
        corner=st.booleans(),
        blanks=st.sampled_from([0.0, 0.2]),
        dropped_rows=st.sampled_from([0.0, 0.3]),
        style=st.sampled_from(STYLES),
        seed=st.integers(0, 500),
    ),
    top=st.sampled_from([(), ("首页 > 年报", "索引号：123-45", "打印")]),
    end=st.sampled_from([(), (UNIT, "2024年1月20日", "【关闭窗口】"), ("附件：年报.docx", "主办单位：示例县人民政府")]),
)
def test_no_figure_is_shifted_and_no_line_lost(
    of: object, shape: Shape, top: tuple[str, ...], end: tuple[str, ...]
) -> None:
    chosen = NEW if of is NEW else OLD
    figures = figures_of(chosen)
    text = published(chosen, figures, shape, top=top, end=end)
    result = read_text(text, "样本.txt", (chosen,), WORDINGS)
    report = result.report
    for cell in chosen.inputs:
        assert report.value(cell) is None or str(report.value(cell)) == figures[cell]
    for cell in chosen.totals:
        assert report.stated(cell) is None or str(report.stated(cell)) == figures[cell]
    assert report.plain("problems") == "\n".join(TEXTS["problems"])
    assert report.plain("other") == "\n".join(TEXTS["other"])
    assert_all_accounted_for(text, result)


# Figures


@pytest.mark.parametrize(
    ("printed", "value"),
    [("１２", 12), ("1,234", 1234), (" 7 ", 7), ("3件", 3), ("3 （件）", 3), ("0.00", 0)],
)
def test_figures_are_read_by_the_entry_rules(printed: str, value: object) -> None:
    result = read(published(NEW, zeros(NEW, **{LICENCES: printed})))
    assert result.report.value(LICENCES) == value
    assert type(result.report.value(LICENCES)) is type(value)
    assert result.cells[LICENCES].how == READ


@pytest.mark.parametrize(
    ("printed", "candidates"), [("1.5", ()), ("②", (2,)), ("-5", ()), ("约3", (3,)), ("共3件", (3,)), ("3%", ())]
)
def test_what_is_no_figure_is_doubtful_and_blank(printed: str, candidates: tuple[int, ...]) -> None:
    result = read(published(NEW, zeros(NEW, **{LICENCES: printed})))
    assert result.report.value(LICENCES) is None
    assert result.cells[LICENCES].how == DOUBTFUL
    notes = result.report.notes(LICENCES)
    assert notes.doubt is not None
    assert printed in notes.doubt.reason
    assert notes.doubt.candidates == candidates
    assert notes.origin is not None
    assert notes.origin.text == printed


@pytest.mark.parametrize("mark", ["/", "-", "—", "——", "无", "／"])
def test_a_dash_is_doubtful_never_zero(mark: str) -> None:
    rules = [f"proactive.rules.{column}" for column in ("issued", "repealed", "in_force")]
    result = read(published(NEW, zeros(NEW, **dict.fromkeys(rules, mark))))
    for cell in rules:
        assert result.report.value(cell) is None
        doubt = result.report.notes(cell).doubt
        assert isinstance(doubt, Doubt)
        assert doubt.candidates == (0,)
        assert result.report.notes(cell).origin.text == mark  # type: ignore[union-attr]
        assert result.cells[cell].how == DOUBTFUL


def test_a_row_with_a_figure_too_few_is_doubtful_in_each_cell() -> None:
    text = published(NEW, zeros(NEW), Shape(style="plain")).replace("（一）予以公开\n0\n", "（一）予以公开\n", 1)
    text = text.replace("（二）部分公开（区分处理的，只计这一情形，不计其他情形）\n0", "（二）部分公开\n4", 1)
    result = read(text)
    inputs = [f"requests.granted.{c.id}" for c in NEW.grid("requests").blocks[0].columns[:6]]
    assert [result.report.value(cell) for cell in inputs] == [None] * 6
    assert {result.cells[cell].how for cell in inputs} == {DOUBTFUL}
    assert "6个数" in result.report.notes(inputs[0]).doubt.reason  # type: ignore[union-attr]
    assert result.report.value("requests.partly_granted.natural_person") == 4
    assert result.cells["requests.partly_granted.natural_person"].how == VARIANT


def test_a_printed_total_is_kept_only_where_it_differs() -> None:
    cells = {
        "requests.granted.natural_person": "3",
        "requests.granted.total": "3",
        "requests.results_total.natural_person": "4",
    }
    report = read(published(NEW, zeros(NEW, **cells, **{"requests.results_total.total": "3件"}))).report
    assert report.stated("requests.granted.total") is None
    assert report.stated("requests.results_total.natural_person") == 4
    assert report.stated("requests.results_total.total") is None
    assert report.notes("requests.granted.total").origin is not None
    assert "A2" in {finding.rule for finding in report.findings()}


def test_only_the_totals_are_printed() -> None:
    cells = {cell: "" for cell in NEW.inputs if cell.startswith("requests.")}
    report = read(published(NEW, zeros(NEW, **cells, **{"requests.received.total": "5"}))).report
    assert report.stated("requests.received.total") == 5
    assert report.value("requests.received.natural_person") is None


def test_a_group_in_one_row_is_three_zeros_or_doubtful() -> None:
    """（六）其他处理 in one row, as the older form has it, in a report on the newer one."""
    old_rows = {cell: "0" for cell in OLD.cells if cell.startswith("requests.")} | {
        "requests.other_processed.business": "5"
    }
    proactive = published(NEW, zeros(NEW)).split("三、收到和处理")[0]
    rest = "三、收到和处理" + published(OLD, zeros(OLD, **old_rows)).split("三、收到和处理")[1]
    result = read(proactive + rest)
    assert result.report.form is NEW
    assert result.report.value("requests.other_misc.natural_person") == 0
    assert result.cells["requests.other_misc.natural_person"].how == VARIANT
    assert result.report.value("requests.other_misc.business") is None
    assert result.report.notes("requests.other_misc.business").doubt.candidates == (5,)  # type: ignore[union-attr]


def test_a_fee_in_another_unit_is_not_taken_for_the_forms_own() -> None:
    text = published(NEW, zeros(NEW, **{"proactive.fees.amount": "2277820"})).replace("单位：万元", "单位：元")
    report = read(text).report
    assert report.value("proactive.fees.amount") is None
    doubt = report.notes("proactive.fees.amount").doubt
    assert doubt is not None
    assert doubt.candidates == (Decimal("227.782"),)
    assert "元" in doubt.reason


def test_the_unit_that_the_office_wrote_is_kept() -> None:
    written = {"proactive.procurement.amount": "1234.50元", "proactive.licences.items_change": "减2"}
    report = read(published(OLD, zeros(OLD, **written))).report
    assert report.value("proactive.procurement.amount") == Decimal("1234.50")
    assert report.unit_of("proactive.procurement.amount") == "元"
    assert report.value("proactive.licences.items_change") == -2
    headed = published(OLD, zeros(OLD, **{"proactive.procurement.amount": "88"})).replace(
        "采购总金额", "采购总金额（元）"
    )
    assert read(headed).report.unit_of("proactive.procurement.amount") == "元"


# Titles, headings, what stands around


@pytest.mark.parametrize(
    "title",
    [
        (f"{UNIT}2023年政府信息公开工作年度报告",),
        (f"{UNIT}2023年度政府信息公开工作年度报告",),
        (UNIT, "2023年度政府信息公开工作年度报告"),
        (UNIT, "2023年政府信息公开", "工作年度报告"),
        ("示例县", "数据局", "2023年政府信息公开工作年度报告"),
        (f"{UNIT}政府信息公开工作2023年度报告",),
        (f"2023年{UNIT}政府信息公开工作年度报告",),
        (f"{UNIT}2023年信息公开年度报告",),
        (f"{UNIT}关于2023年度政府信息公开情况的报告",),
        (f"{UNIT}二〇二三年政府信息公开工作年度报告",),
        (f"{UNIT} 2023 年政府信息公开工作年度报告",),
        (
            "来源：示例县人民政府",
            f"{UNIT}2023年政府信息公开工作年度报告",
            "发布时间：2024-01-20",
            UNIT,
            "2023年政府信息公开工作年度报告",
        ),
        ("示例县人民政府办公室", UNIT, "2023年政府信息公开工作年度报告"),
    ],
)
def test_unit_and_year_from_the_title(title: tuple[str, ...]) -> None:
    result = read(published(NEW, zeros(NEW), title=title))
    assert (result.report.unit, result.report.year) == (UNIT, 2023)
    assert result.report.plain("preface") == PREFACE


def test_without_a_title_the_unit_comes_from_the_signature_and_the_year_from_the_period() -> None:
    report = read(published(NEW, zeros(NEW), title=(), end=(UNIT, "二〇二四年一月二十日"))).report
    assert (report.unit, report.year) == (UNIT, 2023)
    assert report.fields["signature.date"] == "2024-01-20"


@pytest.mark.parametrize(
    "end",
    [
        (f"{UNIT} 2024年1月20日",),
        (UNIT, "2024年1月20日"),
        (f"　　{UNIT}", "", "2024 年 1 月 20 日", "打印本页", "主办：示例县人民政府 某ICP备123号"),
        (UNIT, "2024-01-20"),
    ],
)
def test_the_signature_is_no_text_of_the_last_section(end: tuple[str, ...]) -> None:
    report = read(published(NEW, zeros(NEW), end=end)).report
    assert (report.fields["signature.unit"], report.fields["signature.date"]) == (UNIT, "2024-01-20")
    assert report.plain("other") == "\n".join(TEXTS["other"])


def test_what_a_page_puts_around_a_report_is_told_apart() -> None:
    top = ("当前位置：首页 > 年报", "索引号：1", "字号：大 中 小")
    end = ("附件：年报.pdf", "打印", "上一篇：没有了")
    result = read(published(NEW, zeros(NEW), top=top, end=end))
    assert left_over(result) == [*top, *end]
    assert result.unplaced[0].where == "第1行"
    assert result.report.plain("other") == "\n".join(TEXTS["other"])


def test_page_numbers_are_left_out_of_text_and_grids() -> None:
    text = published(NEW, zeros(NEW), Shape(style="plain"))
    text = text.replace("\n2.重复申请\n", "\n— 3 —\n2.重复申请\n").replace("\n（二）依申请", "\n-1-\n（二）依申请")
    result = read(text)
    assert left_over(result) == ["-1-", "— 3 —"]
    assert result.report.plain("overview") == "\n".join(TEXTS["overview"])
    assert not result.report.blanks()


@pytest.mark.parametrize("change", [("", ""), ("一、", "1."), ("一、", "一 、"), ("一、总体情况", "一、概述")])
def test_sections_without_and_with_other_numbers(change: tuple[str, str]) -> None:
    text = published(NEW, zeros(NEW))
    if change == ("", ""):
        for section in NEW.sections:
            text = text.replace(f"\n{section.heading}\n", f"\n{section.heading[2:]}\n") if section.heading else text
    else:
        text = text.replace(*change, 1)
    result = read(text)
    assert texts(result)["overview"] == "\n".join(TEXTS["overview"])
    assert not result.unplaced


def test_the_preface_inside_section_one_gives_the_contact() -> None:
    text = published(NEW, zeros(NEW)).replace(f"{PREFACE}\n一、总体情况", f"一、总体情况\n{PREFACE}")
    report = read(text).report
    assert report.fields["contact.phone"] == "0123-4567890"
    assert report.plain("overview").startswith(PREFACE)


def test_the_contact_in_lines_of_its_own() -> None:
    lines = "地址：示例县中心路8号\n邮政编码：１２３４５６\n联系电话：0123-4567890（办公室）\n邮箱：gk@example.cn"
    report = read(published(NEW, zeros(NEW)).replace(PREFACE, f"本报告按规定编写。\n{lines}")).report
    found = [report.fields[f"contact.{name}"] for name in ("address", "postcode", "phone", "email")]
    assert found == ["示例县中心路8号", "１２３４５６", "0123-4567890", "gk@example.cn"]


def test_text_before_and_after_a_grid_belongs_to_its_section() -> None:
    before = {"requests": ("本年收到申请0件。",), "disputes": ("没有发生。",)}
    result = read(published(NEW, zeros(NEW), before=before).replace("\n五、存在", "\n注：含上年结转。\n五、存在"))
    assert result.report.plain("requests") == "本年收到申请0件。"
    assert result.report.plain("disputes") == "没有发生。\n注：含上年结转。"
    assert not result.report.blanks()


def test_an_extra_row_is_told_and_moves_nothing() -> None:
    text = published(NEW, figures_of(NEW)).replace("\t（七）总计", "\t4.撤回\n" + "\t77\n" * 7 + "\n\t（七）总计")
    result = read(text)
    assert left_over(result) == ["4.撤回", *["77"] * 7]
    assert (
        str(result.report.value("requests.other_misc.natural_person"))
        == figures_of(NEW)["requests.other_misc.natural_person"]
    )


def test_quoted_cells_of_a_worksheet_hold_several_lines() -> None:
    text = published(NEW, figures_of(NEW), Shape(style="spread"))
    quoted = text.replace("\t商业企业\t科研机构\t", '\t"商业\n企业"\t"科研\n机构"\t')
    assert quoted != text
    result = read(quoted)
    assert {cell: str(result.report.value(cell)) for cell in NEW.inputs} == {c: figures_of(NEW)[c] for c in NEW.inputs}


def test_labels_broken_inside_rows_of_fields() -> None:
    """A page's text has tabs between cells, and a line break where a heading has one."""
    text = published(NEW, figures_of(NEW), Shape(style="rows"))
    for label in ("商业企业", "科研机构", "结果维持", "其他结果", "尚未审结"):
        text = text.replace(label, f"{label[:2]}\n{label[2:]}")
    text = text.replace("法律服务机构", "法律\n服务\n机构").replace("（区分处理的，", "（区分\n处理的，")
    result = read(text)
    assert {cell: str(result.report.value(cell)) for cell in NEW.inputs} == {c: figures_of(NEW)[c] for c in NEW.inputs}
    assert_all_accounted_for(text, result)


@pytest.mark.parametrize("mark", ["{}\t", "\t{}\t", "\t\n{}"])
def test_other_ways_to_mark_a_cell(mark: str) -> None:
    lines = published(NEW, figures_of(NEW), Shape(style="plain")).split("二、主动公开政府信息情况")
    grids = "\n".join(mark.format(line) if line.isdigit() else line for line in lines[1].split("\n"))
    result = read(f"{lines[0]}二、主动公开政府信息情况{grids}")
    assert {cell: str(result.report.value(cell)) for cell in NEW.inputs} == {c: figures_of(NEW)[c] for c in NEW.inputs}


def test_a_page_lists_the_titles_of_other_years() -> None:
    others = tuple(f"{UNIT}{year}年政府信息公开工作年度报告" for year in (2025, 2024, 2022))
    result = read(published(NEW, zeros(NEW), top=others, end=("相关信息", *others)))
    assert (result.report.unit, result.report.year) == (UNIT, 2023)
    assert result.report.plain("other") == "\n".join(TEXTS["other"])


def test_a_table_of_contents_is_told_apart() -> None:
    headings = [section.heading for section in NEW.sections if section.heading]
    text = published(NEW, zeros(NEW)).replace(PREFACE, "\n".join(["目 录", *headings, PREFACE]))
    result = read(text)
    assert left_over(result) == ["目 录", *headings]
    assert all(item.furniture for item in result.unplaced)
    assert result.report.plain("preface") == PREFACE
    assert result.report.plain("overview") == "\n".join(TEXTS["overview"])


def test_a_contact_broken_over_lines() -> None:
    broken = "本报告按规定编写。如有疑问，请与我们联系（地址：示例县中\n心路8号，邮编：123456，电话：0123-4567890，电\n子邮箱：gk@example.cn）。"
    report = read(published(NEW, zeros(NEW)).replace(PREFACE, broken)).report
    assert report.fields["contact.address"] == "示例县中心路8号"
    assert report.fields["contact.email"] == "gk@example.cn"


# No grid, no report, several


def test_a_report_without_its_grids_is_a_report_with_blank_cells() -> None:
    result = read(published(NEW, {}, grids=False))
    assert len(result.report.blanks()) == len(NEW.inputs)
    assert {reading.how for reading in result.cells.values()} == {ABSENT}
    assert result.report.plain("problems") == "\n".join(TEXTS["problems"])
    assert result.report.form is NEW
    assert not result.unplaced


def test_without_a_grid_the_year_tells_the_edition() -> None:
    text = published(OLD, {}, grids=False, title=(f"{UNIT}2019年政府信息公开工作年度报告",))
    assert read(text).report.form is OLD
    assert read(text, Known(edition="2021")).report.form is NEW
    assert read(text, Known(year=2022)).report.year == 2022


@pytest.mark.parametrize("text", ["", " \n\t\n", "今天开会。\n明天放假。", "1\n2\n3\n4\n5", "规章", "x" * 10000])
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(ImportProblem) as caught:
        read(text)
    assert caught.value.advice


def test_two_reports_are_refused_by_name() -> None:
    one = published(NEW, zeros(NEW))
    with pytest.raises(ImportProblem, match="另一县数据局2023年"):
        read(f"{one}\n{one.replace(UNIT, '另一县数据局')}")


def test_two_reports_without_titles_are_refused() -> None:
    one = published(NEW, zeros(NEW), title=())
    with pytest.raises(ImportProblem, match="不止一份"):
        read(f"{one}\n{one}")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("一二规章总计其他0129/-\t\n 、.（）件年报告行政许可"), max_size=200))
def test_any_text_gives_a_report_or_a_message(text: str) -> None:
    whole = (
        f"{UNIT}2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n{text}\n三、收到和处理政府信息公开申请情况\n"
    )
    result = read(whole)
    assert_all_accounted_for(whole, result)


def test_reading_twice_gives_the_same() -> None:
    def figures(result: ImportResult) -> Iterable[object]:
        return [(cell, result.report.value(cell), result.report.notes(cell)) for cell in NEW.cells]

    text = published(NEW, figures_of(NEW), Shape(style="rows", blanks=0.2))
    assert list(figures(read(text))) == list(figures(read(text)))


@pytest.mark.parametrize("odd", ["3*", "十二", "3万", "约3", "3①"])
def test_a_figure_among_others_that_cannot_be_read_is_doubtful_alone(odd: str) -> None:
    text = published(NEW, figures_of(NEW), Shape(style="rows"))
    line = next(line for line in text.split("\n") if line.count("\t") == 7)
    fields = line.split("\t")
    result = read(text.replace(line, "\t".join([*fields[:2], odd, *fields[3:]])))
    ways = [reading.how for reading in result.cells.values()]
    assert ways.count("doubtful") == 1
    assert "absent" not in ways
