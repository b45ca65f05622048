"""校核, 上年对比 and 主要数据: what follows from the figures, wherever the clerk moved it."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters import excel
from importers.written_excel import read_written_excel
from model.edits import Edit, SetCell
from model.errors import ExportError
from model.relation_lines import line_figures, relation_lines, report_lines, verdict
from tests.builders import FORMS, beside, edits, form_of, full_report, last_report, report_with
from tests.exporters.workbooks import cell_at, opened, parts, template_of, with_parts, written
from tests.importers.own_workbooks import with_rows_inserted
from workflows.check_export import check_excel

SLOW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CELL = "requests.received.natural_person"
CHART = "xl/charts/chart1.xml"


def _compared():
    report = full_report(figure="3")
    return beside(report, last_report({CELL: "1", "proactive.fees.amount": "0.5"}))


def _names(data: bytes) -> list[str]:
    return opened(data).sheetnames


def test_last_years_sheet_is_there_only_beside_last_year() -> None:
    grids = ["表二 主动公开", "表三 申请办理", "表四 复议诉讼"]
    assert _names(written(full_report())) == [*grids, "校核", "主要数据", "报告正文", "标识"]
    assert _names(written(_compared())) == [*grids, "校核", "上年对比", "主要数据", "报告正文", "标识"]
    assert _names(written(full_report(of=form_of("made_up")))) == ["表甲 树木", "表乙 收成", "校核", "报告正文", "标识"]


def test_what_is_printed_of_each_sheet_stays_when_one_is_left_out() -> None:
    for data in (written(full_report()), written(_compared())):
        for sheet in opened(data).worksheets[:-1]:
            assert sheet.print_area
            assert sheet.title == "报告正文" or sheet.print_title_rows
    assert b"derived.last_year" not in parts(written(full_report()))["xl/workbook.xml"]


def test_the_change_against_last_year_is_live_and_carries_its_result() -> None:
    book, shown = opened(written(_compared())), opened(written(_compared()), values=True)
    rows = {row[6].value: row for row in book["上年对比"].iter_rows(min_row=4) if len(row) > 6 and row[6].value}
    row = rows[CELL][2].row
    assert str(book["上年对比"].cell(row, 5).value).startswith("=IF(AND(ISNUMBER(")
    values = [shown["上年对比"].cell(row, column).value for column in range(3, 7)]
    assert values == [1, 3, 2, 2]
    # A blank of last year is no 0: no change is worked out.
    blank = rows["requests.received.business"][2].row
    assert [shown["上年对比"].cell(blank, column).value for column in range(3, 7)] == [None, 3, None, None]


def test_a_figure_in_another_unit_is_not_set_against() -> None:
    report = beside(report_with({"orchard.honey.weight": "2"}, of=form_of("made_up")),
                    last_report({"orchard.honey.weight": "1500公斤"}, edition="made_up"))  # fmt: skip
    found = read_written_excel(written(report), report.form).derived["derived.last_year", "orchard.honey.weight"]
    assert found == ("1500公斤", 2, None, None)


@SLOW
@given(data=st.data())
def test_any_report_is_written_as_it_is_checked(data: st.DataObject) -> None:
    edition = data.draw(st.sampled_from(FORMS))
    report = report_with(of=form_of(edition))
    report.apply(data.draw(edits(report.form)))
    report.apply(data.draw(edits(report.form)))
    filled = written(report)
    check_excel(template_of(edition), filled, report)
    lines = relation_lines(report.form)
    found = read_written_excel(filled, report.form).derived
    for line, said in zip(lines, line_figures(report, lines), strict=True):
        assert found["derived.checks", line.key][3] == said.result


def test_joined_from_pieces_or_filled_in_its_tree_a_sheet_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    report = _compared()
    joined = written(report)
    excel.open_template.cache_clear()
    monkeypatch.setattr(excel, "cut", lambda *_: None)
    in_trees = written(report)
    excel.open_template.cache_clear()
    for values in (False, True):
        one, other = opened(joined, values=values), opened(in_trees, values=values)
        for sheet, same in zip(one.worksheets, other.worksheets, strict=True):
            assert [[c.value for c in row] for row in sheet] == [[c.value for c in row] for row in same]
            assert [[c.number_format for c in row] for row in sheet] == [[c.number_format for c in row] for row in same]


def test_rows_that_were_moved_are_found_by_their_keys() -> None:
    template = with_rows_inserted(template_of("2021"), "校核", 5, 2)
    report = full_report(figure="0")
    filled = written(report, template)
    check_excel(template, filled, report)
    assert opened(filled, values=True)["校核"]["F7"].value == "平衡"


def test_a_template_without_the_sheets_is_filled_as_before() -> None:
    book = opened(template_of("2021"))
    for name in ("校核", "上年对比", "主要数据"):
        del book[name]
    for name in [name for name in book.defined_names if name.startswith("derived.")]:
        del book.defined_names[name]
    from tests.exporters.workbooks import saved

    template = saved(book)
    assert "校核" not in _names(written(_compared(), template))
    assert cell_at(opened(written(_compared(), template)), CELL).value == 3


def test_a_wrong_result_is_refused() -> None:
    report = full_report(figure="0")
    filled = written(report)
    part = "xl/worksheets/sheet4.xml"
    wrong = with_parts(filled, {part: parts(filled)[part].replace("平衡</v>".encode(), "不平衡</v>".encode(), 1)})
    with pytest.raises(ExportError, match="校核“"):
        check_excel(template_of("2021"), wrong, report)
    chart = with_parts(filled, {CHART: parts(filled)[CHART].replace(b"<c:v>0</c:v>", b"<c:v>7</c:v>", 1)})
    with pytest.raises(ExportError, match="图的数据"):
        check_excel(template_of("2021"), chart, report)


def test_a_wrong_verdict_is_refused() -> None:
    report = full_report(figure="0")
    filled = written(report)
    part, said = "xl/worksheets/sheet4.xml", f"{verdict(report_lines(report))}</v>".encode()
    assert parts(filled)[part].count(said) == 1
    wrong = with_parts(filled, {part: parts(filled)[part].replace(said, "都好</v>".encode())})
    with pytest.raises(ExportError, match="校核的结论"):
        check_excel(template_of("2021"), wrong, report)


def test_names_that_hold_for_a_copied_sheet_alone_are_passed_over() -> None:
    part, report = "xl/workbook.xml", full_report(figure="3")
    local = f'<definedName name="{CELL}" localSheetId="0">\'表二 主动公开\'!$A$1</definedName>'
    content = parts(template_of("2021"))[part].replace(b"</definedNames>", f"{local}</definedNames>".encode())
    template = with_parts(template_of("2021"), {part: content})
    filled = written(report, template)
    assert local.encode() in parts(filled)[part]
    check_excel(template, filled, report)


def test_an_own_formula_carries_no_result_of_another_report() -> None:
    part = "xl/worksheets/sheet2.xml"
    own = rb'\1<c r="L6"><f>D6*2</f><v>999</v></c></row>'
    content = re.sub(rb'(<row r="6".*?)</row>', own, parts(template_of("2021"))[part], count=1, flags=re.DOTALL)
    made = parts(written(full_report(figure="3"), with_parts(template_of("2021"), {part: content})))[part]
    assert b"<f>D6*2</f>" in made
    assert b"999" not in made


def test_charts_have_a_text_for_the_blind_chinese_fonts_and_a_series_a_year() -> None:
    for report, series in ((full_report(figure="2"), 1), (_compared(), 2)):
        found = parts(written(report))
        drawing = found["xl/drawings/drawing1.xml"].decode()
        assert len(re.findall(r'descr="柱形图：[^"]+"', drawing)) == 4
        assert found[CHART].decode().count("<c:ser>") == series
        assert '<a:ea typeface="宋体"/>' in found[CHART].decode()


def test_a_chart_of_the_clerks_own_stays_as_it_is() -> None:
    template = template_of("2021")
    own = parts(template)[CHART].replace(b"xmlns:c=", b"xmlns:d=").replace(b"<c:", b"<d:").replace(b"</c:", b"</d:")
    changed = with_parts(template, {CHART: own})
    assert parts(written(full_report(), changed))[CHART] == own


def test_a_decimal_of_the_year_before_keeps_its_digits() -> None:
    report = beside(report_with({"proactive.fees.amount": "0.7"}), last_report({"proactive.fees.amount": "0.1"}))
    report.apply(Edit("改", (SetCell("proactive.fees.amount", Decimal("0.3")),)))
    row = read_written_excel(written(report), report.form).derived["derived.last_year", "proactive.fees.amount"]
    assert row[:3] == (Decimal("0.1"), Decimal("0.3"), Decimal("0.2"))


def test_what_the_chart_cannot_draw_is_told_apart_from_blanks() -> None:
    report = report_with({CELL: "3", "proactive.licences.decisions": "②", "disputes.reconsideration.upheld": "一件"})
    data = written(report)
    check_excel(template_of("2021"), data, report)
    found = read_written_excel(data, report.form).derived
    assert found["derived.chart", "proactive.licences.decisions"][0] == "有的不是数"
    assert found["derived.chart", "disputes.reconsideration.total"][0] == "有的不是数"
    assert found["derived.chart", "proactive.penalties.decisions"][0] == "未填"


@pytest.mark.parametrize("value", [None, "②"])
def test_a_unit_chosen_for_what_is_no_number_does_not_stop_the_export(value: str | None) -> None:
    report = report_with(of=form_of("made_up"))
    report.apply(Edit("填写", (SetCell("orchard.honey.weight", value, "公斤"),)))
    check_excel(template_of("made_up"), written(report), report)
