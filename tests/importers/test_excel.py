"""Our own workbooks read back: by the names of their cells, whatever was done to them."""

from __future__ import annotations

import re
from contextlib import suppress
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers import workbook_cells
from importers.excel import FINISHED, OwnWorkbook, read_excel, read_own, result_of
from importers.workbook_cells import MOST_CELLS, read_cells
from model.collection import COVER_SHEET, GUIDANCE_SHEET, SECTION, UNIT
from model.edits import Edit, SetCell, SetNote
from model.errors import FileFormatError, ImportProblem, ReportError
from model.label_wordings import load_wordings
from model.number_text import number_text
from model.report import Report
from ooxml.characters import fit
from tests.builders import FORMS, edits, form_of, full_report, report_with
from tests.exporters.workbooks import opened, parts, saved, with_parts, with_text, written
from tests.importers.own_workbooks import (
    as_wps_saves,
    blank_form,
    filled,
    section_form,
    with_rows_hidden,
    with_rows_inserted,
    with_sheet_renamed,
    without_names,
)

ODD_VALUES = [b"<v/>", b"<v>NaN</v>", b"<v>1e400</v>", b"<v>-0</v>", b"<v>99999999</v>"]
SLOW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CELL, TOTAL = "requests.received.natural_person", "requests.received.total"
SHEET = "表三 申请办理"


def _forms():
    return [form_of(edition) for edition in FORMS]


def _own(data: bytes) -> OwnWorkbook:
    own = read_own(data, "表.xlsx", _forms())
    assert own is not None
    return own


def _result(data: bytes):
    import resources

    return read_excel(data, "表.xlsx", _forms(), load_wordings(resources.path("labels.toml")))


def _numbered(edition: str) -> Report:
    form = form_of(edition)
    return report_with({cell: str(n % 90) for n, cell in enumerate(form.inputs) if n % 7}, of=form)


def _typed_in(report: Report) -> dict[str, object]:
    return {cell: report.value(cell) for cell in report.form.inputs if report.value(cell) is not None}


def _reasons(own: OwnWorkbook) -> list[str]:
    return [remark.reason for remark in own.remarks if not remark.furniture]


@pytest.mark.parametrize("edition", FORMS)
def test_a_finished_workbook_comes_back_whole(edition: str) -> None:
    report = _numbered(edition)
    texts = {section.id: f"{section.short}。\n第二段。" for section in report.form.sections}
    with_text(report, texts, signature_unit="示例县数据局", signature_date="2026-01-20", contact_phone="0000-1")
    result = _result(written(report))
    back = result.report
    assert (back.state().values, back.unit, back.year) == (report.state().values, report.unit, report.year)
    assert {s.id: back.plain(s.id) for s in report.form.sections} == texts
    assert back.fields["contact.phone"] == "0000-1"
    assert (back.fields["signature.unit"], back.fields["signature.date"]) == ("示例县数据局", "2026-01-20")
    assert result.unplaced == ()
    assert not any(back.stated(cell) is not None for cell in back.form.totals)


@pytest.mark.parametrize("edition", FORMS)
def test_a_collection_form_comes_back_as_a_report(edition: str) -> None:
    report = _numbered(edition)
    own = _own(filled(blank_form(edition), _typed_in(report) | {"report.filler": "张三"}))
    assert (own.kind, own.unit, own.year, own.filler) == (UNIT, "示例县数据局", 2025, {"filler": "张三"})
    assert result_of(own).report.state().values == report.state().values
    assert _reasons(own) == []


def test_a_blank_form_gives_a_blank_report() -> None:
    own = _own(blank_form("2021"))
    assert (own.figures, own.remarks, set(own.totals.values())) == ({}, (), {None})


def test_unit_and_year_that_were_left_open_are_read_from_the_first_page() -> None:
    data = filled(blank_form("2021", unit="", year=0), {"report.unit": "测试县统计局", "report.year": 2026})
    own = _own(data)
    assert (own.unit, own.year, own.remarks) == ("测试县统计局", 2026, ())


HABITS = {
    "renamed": lambda data: with_sheet_renamed(data, SHEET, "改了名 (2)"),
    "rows put in": lambda data: with_rows_inserted(data, SHEET, 9, 3),
    "rows put in above": lambda data: with_rows_inserted(data, SHEET, 1, 2),
    "rows hidden": lambda data: with_rows_hidden(data, "xl/worksheets/sheet3.xml"),
    "wps": as_wps_saves,
}


@pytest.mark.parametrize("habit", HABITS)
def test_what_hands_and_programs_do_changes_nothing(habit: str) -> None:
    report = _numbered("2021")
    own = _own(HABITS[habit](filled(blank_form("2021"), _typed_in(report))))
    assert result_of(own).report.state().values == report.state().values
    assert _reasons(own) == []


@pytest.mark.parametrize("habit", ["renamed", "rows put in", "wps"])
def test_the_finished_workbook_stands_them_too(habit: str) -> None:
    report = full_report(figure="4")
    result = _result(HABITS[habit](written(report)))
    assert (result.report.state().values, result.unplaced) == (report.state().values, ())


def test_a_workbook_that_lost_its_names_is_read_by_its_labels() -> None:
    report = full_report(figure="4")
    back = _result(without_names(written(report))).report
    assert back.state().values == report.state().values


def test_a_grid_that_lost_its_names_is_read_by_its_labels() -> None:
    report = full_report(figure="4")
    data = written(report)
    text = parts(data)["xl/workbook.xml"].decode().replace('name="requests.', 'name="lost.')
    back = _result(with_parts(data, {"xl/workbook.xml": text.encode()})).report
    assert back.state().values == report.state().values


@pytest.mark.parametrize(
    ("typed", "value"),
    [("31", 31), ("３１", 31), (" 7 ", 7), ("1,234", 1234), ("②", "②"), ("31件左右", "31件左右"), (3.5, "3.5"),
     (-2, "-2"), ("3.0", 3), (0, 0)],
)  # fmt: skip
def test_figures_are_read_as_typed_ones(typed: object, value: object) -> None:
    own = _own(filled(blank_form("2021"), {CELL: typed}))
    assert own.figures[CELL].entry.value == value
    assert type(result_of(own).report.value(CELL)) is type(value)


@pytest.mark.parametrize(("typed", "shown"), [(True, "TRUE"), (False, "FALSE")])
def test_a_truth_is_kept_as_typed_and_is_an_error(typed: bool, shown: str) -> None:
    report = result_of(_own(_typed_over(blank_form("2021"), {(SHEET, "D6"): typed}))).report
    assert report.value(CELL) == shown
    assert [finding for finding in report.findings() if CELL in finding.cells]


def test_a_decimal_is_not_blurred_by_binary() -> None:
    own = _own(filled(blank_form("2021"), {"proactive.fees.amount": ("0.1+0.2", "0.30000000000000004")}))
    assert own.figures["proactive.fees.amount"].entry.value == Decimal("0.3")


def test_a_sum_is_kept_as_one() -> None:
    report = result_of(_own(filled(blank_form("2021"), {CELL: ("12+5", "17")}))).report
    assert (report.value(CELL), report.notes(CELL).sum) == (17, "12+5")


def test_a_formula_is_told_and_one_without_a_result_kept_as_typed() -> None:
    own = _own(filled(blank_form("2021"), {CELL: ("SUM(Z1:Z9)", ""), "requests.received.business": ("Z1*2", "6")}))
    assert own.figures[CELL].entry.value == "=SUM(Z1:Z9)"
    assert own.figures["requests.received.business"].entry.value == 6
    assert [reason for reason in _reasons(own) if "公式" in reason][:2] == [
        "是公式，而且文件里没有算出的值", "是公式，填入的是它算出的值",
    ]  # fmt: skip


def test_what_became_a_day_is_told() -> None:
    book = opened(filled(blank_form("2021"), {CELL: 46024}))
    sheet, place = next(iter(book.defined_names[CELL].destinations))
    book[sheet][place.replace("$", "")].number_format = "yyyy-mm-dd"
    own = _own(saved(book))
    assert own.figures[CELL].entry.value == "2026-01-02"
    assert "表格软件把填的内容当成了日期" in _reasons(own)


def test_a_total_that_disagrees_is_a_stated_one() -> None:
    data = filled(blank_form("2021"), {CELL: 3, TOTAL: ("IF(COUNT(D6:I6)=0,&quot;&quot;,SUM(D6:I6))", "9")})
    report = result_of(_own(data)).report
    assert (report.value(TOTAL), report.stated(TOTAL)) == (3, 9)
    assert any(finding.rule == "A1" for finding in report.findings())


def test_a_total_that_was_typed_over_is_told() -> None:
    own = _own(filled(blank_form("2021"), {CELL: 3, TOTAL: 9}))
    assert any("公式被改成了数" in reason for reason in _reasons(own))
    assert result_of(own).report.stated(TOTAL) == 9


def _with_text_changed(data: bytes, old: str, new: str) -> bytes:
    changed = {
        name: content.decode().replace(old, new).encode()
        for name, content in parts(data).items()
        if name.endswith(".xml")
    }
    assert changed != {name: parts(data)[name] for name in changed}
    return with_parts(data, changed)


def _typed_over(data: bytes, places: dict[tuple[str, str], object]) -> bytes:
    """Sheet and address of cells, with what was typed there once the lock was off."""
    book = opened(data)
    for (sheet, place), value in places.items():
        book[sheet][place] = value
    return saved(book)


LABEL = {(SHEET, "A6"): "一、本年办结数量"}


def test_a_label_that_was_changed_is_told_by_name() -> None:
    own = _own(_typed_over(blank_form("2021"), LABEL))
    assert [(remark.text, remark.where) for remark in own.remarks if not remark.furniture] == [
        ("一、本年新收政府信息公开申请数量", SHEET)
    ]


@pytest.mark.parametrize("label", [{}, LABEL], ids=["alone", "with a label"])
@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        ((COVER_SHEET, "B3"), "别的单位", "填报单位发出时是“示例县数据局”"),
        ((COVER_SHEET, "B4"), 2019, "年度发出时是“2025”"),
        ((COVER_SHEET, "A12"), "随便填", "锁定的内容被改动了（标识、"),
        ((GUIDANCE_SHEET, "B5"), "随便填", "锁定的内容被改动了（标识、"),
        (("标识", "B3"), "别的", "锁定的内容被改动了（标识、"),
    ],
)
def test_what_else_was_changed_is_told_whether_or_not_a_label_was(place, value, told: str, label) -> None:
    reasons = _reasons(_own(_typed_over(blank_form("2021"), {place: value, **label})))
    assert [reason for reason in reasons if told in reason]
    assert len(reasons) == 1 + len(label)


def _given_out_earlier(data: bytes) -> bytes:
    """A form from before its hidden sheet said unit and year and had a second seal."""
    text = parts(data)["xl/workbook.xml"].decode()
    found = re.sub(r'<definedName name="report\.(?:given_\w+|seal_apart)"[^>]*>[^<]*</definedName>', "", text)
    assert found != text
    return with_parts(data, {"xl/workbook.xml": found.encode()})


@pytest.mark.parametrize("label", [{}, LABEL], ids=["alone", "with a label"])
def test_a_form_given_out_earlier_says_that_unit_and_year_may_be_changed(label) -> None:
    blank = _given_out_earlier(blank_form("2021"))
    assert _reasons(_own(blank)) == []
    changed = _typed_over(blank, {(COVER_SHEET, "B3"): "别的单位", **label})
    told = "看不出单位、年度、说明" if label else "锁定的内容被改动了（单位、年度、"
    assert told in _reasons(_own(changed))[-1]


@pytest.mark.parametrize(
    ("old", "new"),
    [("没有发生的填 0", "没有发生的不填"), ("国办公开办函〔2021〕30号", "别的文件"), ('=0,"平衡"', '&lt;9,"平衡"')],
)
def test_a_change_of_anything_locked_breaks_the_seal(old: str, new: str) -> None:
    own = _own(_with_text_changed(blank_form("2021"), old, new))
    assert [remark.text for remark in own.remarks] == ["封记"]


def test_another_unit_written_over_a_locked_one_is_told_by_name() -> None:
    own = _own(filled(blank_form("2021"), {"report.unit": "别的单位"}))
    assert [(remark.text, remark.where) for remark in own.remarks] == [("别的单位", "填报信息!B3")]


def test_a_section_form_is_no_whole_report() -> None:
    own = _own(section_form())
    assert (own.kind, own.section, len(own.cells)) == (SECTION, "办公室", 3 + 3 * 7)
    with pytest.raises(ImportProblem, match="办公室"):
        _result(section_form())


def test_a_workbook_of_an_unknown_edition_is_named() -> None:
    data = written(full_report())
    with pytest.raises(ImportProblem, match="2021"):
        read_own(data, "表.xlsx", [form_of("2019")])


def test_what_is_not_ours_is_not_taken_for_it() -> None:
    from openpyxl import Workbook

    assert read_own(saved(Workbook()), "别的.xlsx", _forms()) is None
    with pytest.raises(ImportProblem):
        _result(saved(Workbook()))


def test_one_cell_at_the_end_of_the_sheet_costs_nothing() -> None:
    data = written(full_report(figure="1"))
    part = "xl/worksheets/sheet2.xml"
    far = (
        parts(data)[part]
        .decode()
        .replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    )
    result = _result(with_parts(data, {part: far.encode()}))
    assert result.report.state().values == full_report(figure="1").state().values
    assert _result(without_names(with_parts(data, {part: far.encode()}))).report.value(CELL) == 1


def test_more_cells_than_any_report_has_are_refused() -> None:
    data, part = written(full_report()), "xl/worksheets/sheet2.xml"
    cells = "".join("<row><c><v>1</v></c></row>" for _ in range(MOST_CELLS + 1))
    huge = parts(data)[part].decode().replace("</sheetData>", cells + "</sheetData>")
    with pytest.raises(ImportProblem, match="太多"):
        read_cells(with_parts(data, {part: huge.encode()}))


@pytest.mark.parametrize("damage", ["empty", "doctype", "cut", "no workbook"])
def test_damaged_files_are_refused(damage: str) -> None:
    data, part = written(full_report()), "xl/worksheets/sheet1.xml"
    broken = {
        "empty": {part: b""},
        "doctype": {part: b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'},
        "cut": {part: parts(data)[part][:900]},
        "no workbook": {"xl/workbook.xml": b"<nothing/>"},
    }[damage]
    with pytest.raises(ReportError):
        read_own(with_parts(data, broken), "表.xlsx", _forms())
    with pytest.raises(FileFormatError):
        read_own(data[: len(data) // 2], "表.xlsx", _forms())


def test_where_a_figure_stood_is_kept_with_it() -> None:
    origin = result_of(_own(filled(blank_form("2021"), {CELL: "31"}))).report.notes(CELL).origin
    assert origin is not None
    assert (origin.source, origin.text) == (f"表.xlsx {SHEET}!D6", "31")
    assert _own(written(full_report())).kind == FINISHED


def test_notes_and_text_that_is_no_figure_of_a_finished_workbook() -> None:
    report = full_report(figure="1")
    report.apply(Edit("导入", (SetCell(CELL, "=1+1"), SetNote(CELL, "word", "小王"))))
    back = _result(written(report)).report
    assert back.value(CELL) == "=1+1"
    assert back.notes(CELL).word == ""


@SLOW
@given(data=st.data())
def test_any_report_comes_back_from_its_workbook(data: st.DataObject) -> None:
    edition = data.draw(st.sampled_from(FORMS))
    report = report_with(of=form_of(edition))
    report.apply(data.draw(edits(report.form)))
    result = _result(written(report))
    for cell in report.form.inputs:
        want = fit(number_text(report.value(cell))), report.unit_of(cell)
        found = number_text(result.report.value(cell)), result.report.unit_of(cell)
        if report.value(cell) is None:
            # The unit that was chosen for a figure that nobody typed is not in the workbook.
            assert found[0] == "", cell
            continue
        # What a sheet shows of text that is no figure is all that comes back.
        assert found == want or (isinstance(report.value(cell), str) and found[0].startswith(want[0])), cell


def test_large_sheets_are_read_row_by_row_and_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    data = written(full_report(figure="3"))
    at_once = read_cells(data)
    monkeypatch.setattr(workbook_cells, "_SMALL", 0)
    assert read_cells(data) == at_once
    monkeypatch.setattr(workbook_cells, "MOST_CELLS", 100)
    with pytest.raises(ImportProblem, match="内容太多"):
        read_cells(data)


def test_damage_anywhere_is_told_and_never_an_unexpected_error() -> None:
    chance = Random(5)
    for _ in range(40):
        data = chance.choice([written(full_report(figure="3")), blank_form("2021")])
        found = parts(data)
        part = chance.choice([name for name in found if name.startswith(("xl/worksheets/sheet", "xl/workbook"))])
        content = bytearray(found[part])
        if chance.random() < 0.5:
            start = chance.randrange(len(content))
            del content[start : start + chance.randint(1, 200)]
        else:
            content = bytearray(re.sub(rb"<v>[^<]*</v>", lambda _: chance.choice(ODD_VALUES), bytes(content)))
        with suppress(ReportError):
            _result(with_parts(data, {part: bytes(content)}))
