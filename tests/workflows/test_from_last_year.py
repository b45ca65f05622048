"""依据上年报告新建, without a window."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.edits import Edit, SetField, SetLastYear, SetVersions
from model.entry import enter
from model.errors import ReportError
from model.history import History
from model.last_year import LastYear
from model.number_text import is_number
from model.report import Report
from model.state import LastReport, Version
from model.storage import dump, load
from model.text import from_plain
from tests.builders import form_of, report_with, values
from workflows.command_line import run_command
from workflows.example import example_file
from workflows.forms import drafting, find_form, form
from workflows.from_last_year import (
    carry_over_differences,
    filled_in_from_last,
    new_from_last,
    open_last_changes,
    read_last_report,
    report_mentions,
    strange_units,
)
from workflows.rules_by_kind import BY_KIND, rules_changes

OUT = "requests.carried_out."
IN = "requests.carried_in."
COLUMNS = ("natural_person", "business", "research", "social_welfare", "legal_service", "other_org")


def last_of(report: Report, file: str = "上年.nianbao") -> LastReport:
    data = dump(report)
    return LastReport(report.state().alone(), file, hashlib.sha256(data).hexdigest())


def last_report(
    figures: dict[str, str], *, year: int = 2024, edition: str = "2021", unit: str = "示例县数据局"
) -> Report:
    report = report_with(figures, edition=edition, year=year)
    report.apply(Edit("", (SetField("unit", unit),)))
    return report


@pytest.fixture
def example() -> LastReport:
    return read_last_report(example_file())


def test_the_example_of_last_year_becomes_a_draft(example: LastReport) -> None:
    draft = new_from_last([example])
    report = draft.report
    assert (report.unit, report.year, report.fields["unit_kind"]) == ("示例县数据局", 2026, "department")
    assert report.fields["contact.phone"] == example.state.fields["contact.phone"]
    assert report.fields["signature.unit"] == "示例县数据局"
    assert report.fields["signature.date"] == ""
    assert "2026年1月1日起，至2026年12月31日止" in report.plain("preface")
    assert "2025" not in report.plain("preface")
    assert report.plain("problems") == Report(example.state).plain("problems")
    assert [mention.changes for mention in draft.mentions] == [True, True]
    assert draft.live > 20
    assert draft.stale > 10
    assert "上年结转2件" in report.plain("overview")


def test_only_carried_over_cells_are_filled_and_say_where_they_come_from(example: LastReport) -> None:
    report = new_from_last([example]).report
    filled = {cell for cell in report.form.inputs if report.value(cell) is not None}
    assert filled == {IN + column for column in COLUMNS}
    assert report.value(IN + "natural_person") == 1
    origin = report.notes(IN + "natural_person").origin
    assert origin is not None
    assert "example.nianbao" in origin.source
    assert origin.text == "1"
    assert filled_in_from_last(report.notes(IN + "natural_person"))
    assert not filled_in_from_last(report.notes(OUT + "natural_person"))


def test_last_years_report_is_kept_whole_without_what_it_kept_itself(example: LastReport, tmp_path: Path) -> None:
    older = last_of(last_report({}, year=2023))
    report = Report(example.state)
    report.apply(
        Edit("", (SetLastYear((older,)), SetVersions((Version("初稿", "2026-01-01T00:00:00", "", older.state),))))
    )
    file = tmp_path / "局.nianbao"
    file.write_bytes(dump(report))
    new = new_from_last([read_last_report(file)]).report
    (kept,) = new.last_reports
    assert (kept.file, kept.sha256) == ("局.nianbao", hashlib.sha256(file.read_bytes()).hexdigest())
    assert (kept.state.last_year, kept.state.versions) == ((), ())
    assert kept.state == report.state().alone()
    assert load(dump(new), find_form).state() == new.state()


def test_a_period_in_dotted_dates_is_set_at_once_and_plans_are_listed() -> None:
    old = last_report({})
    texts = {
        **old.state().texts,
        "preface": from_plain("数据期限：2024.1.1-2024.12.31。"),
        "problems": from_plain("2025年，重点抓好三方面工作。"),
    }
    draft = new_from_last([last_of(Report(old.state()._replace(texts=texts)))])
    assert draft.report.plain("preface") == "数据期限：2025.1.1-2025.12.31。"
    assert [(one.written, one.kind, one.changes) for one in draft.mentions] == [("2025", "plan", False)]


def test_the_title_wording_and_the_day_of_the_deadline_are_carried(example: LastReport) -> None:
    report = Report(example.state)
    report.apply(Edit("", (SetField("title", "whole_year"), SetField("deadline", "2026-01-20"))))
    new = new_from_last([last_of(report)]).report
    assert new.title_lines()[-1] == "2026年度政府信息公开工作年度报告"
    assert new.fields["deadline"] == "2027-01-20"


def test_a_29_february_becomes_the_28th() -> None:
    report = last_report({}, year=2023)
    report.apply(Edit("", (SetField("deadline", "2024-02-29"),)))
    assert new_from_last([last_of(report)]).report.fields["deadline"] == "2025-02-28"


def test_the_edition_in_force_is_taken_and_what_corresponds_comes_over() -> None:
    old = last_report({OUT + "business": "4"}, year=2020, edition="2019")
    draft = new_from_last([last_of(old)])
    assert draft.report.form.edition == "2021"
    assert draft.report.value(IN + "business") == 4
    assert draft.report.value(IN + "research") is None
    assert any("2019" in remark for remark in draft.remarks)


def test_what_has_no_counterpart_in_the_edition_in_force_is_said_by_name() -> None:
    said = "".join(new_from_last([last_of(last_report({}, year=2020, edition="2019"))]).remarks)
    for name in (
        "规章",
        "其他对外管理服务事项",
        "政府集中采购",
        "行政处罚",
        "上一年项目数量",
        "（六）其他处理",
        "3 行",
    ):
        assert name in said
    assert "处理决定数量" not in said
    assert "表三" not in said.partition("只能合起来")[0].partition("没有对应")[2]
    assert not [remark for remark in new_from_last([last_of(last_report({}))]).remarks if "年版" in remark]


def test_a_renamed_unit_signs_with_its_new_name_and_its_kind_is_guessed_anew() -> None:
    old = last_report({})
    old.apply(Edit("", (SetField("signature.unit", "示例县数据局"), SetField("unit_kind", "other"))))
    new = new_from_last([last_of(old)], unit="示例县数据和政务局").report
    assert (new.unit, new.fields["signature.unit"], new.fields["unit_kind"]) == (
        "示例县数据和政务局",
        "示例县数据和政务局",
        "",
    )


def test_several_predecessors_add_up_and_the_first_gives_the_text() -> None:
    one = last_report({OUT + "business": "4"}, unit="甲局")
    one.apply(Edit("", (SetField("contact.phone", "1234"),)))
    other = last_report({OUT + "business": "3", OUT + "research": "1"}, unit="乙局")
    new = new_from_last([last_of(one, "甲"), last_of(other, "乙")]).report
    assert (new.unit, new.fields["contact.phone"]) == ("甲局", "1234")
    assert [new.value(IN + column) for column in ("business", "research", "other_org")] == [7, 1, None]
    assert len(new.last_reports) == 2


@pytest.mark.parametrize(("year", "of"), [(2026, 2024), (2024, 2024), (2023, 2024)])
def test_a_report_of_another_year_is_refused(year: int, of: int) -> None:
    with pytest.raises(ReportError, match=str(of)):
        new_from_last([last_of(last_report({}, year=of))], year)


def test_a_report_without_a_year_is_refused() -> None:
    with pytest.raises(ReportError, match="没有写年度"):
        new_from_last([last_of(last_report({}, year=0))])


def test_figures_that_are_none_are_left_blank_and_said() -> None:
    draft = new_from_last([last_of(last_report({OUT + "business": "约4件", OUT + "research": "1"}))])
    assert draft.report.value(IN + "business") is None
    assert draft.report.value(IN + "research") == 1
    assert "商业企业" in "".join(draft.remarks)


def test_words_and_notes_on_last_year_do_not_come_over() -> None:
    old = last_report({})
    state = old.state()._replace(
        texts={**old.state().texts, "problems": tuple(b._replace(word="问张三") for b in from_plain("一是不够"))}
    )
    new = new_from_last([last_of(Report(state))]).report
    assert new.plain("problems") == "一是不够"
    assert all(not block.word for block in new.text("problems"))


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_carried_over_equals_carried_out_column_by_column(data: st.DataObject) -> None:
    edition = data.draw(st.sampled_from(["2021", "2019"]))
    of = form_of(edition)
    figures = {cell: data.draw(values(of, cell)) for cell in of.inputs if cell.startswith(OUT)}
    last = Report.blank(of, "局", 2024 if edition == "2021" else 2020)
    from model.edits import SetCell

    last.apply(Edit("", tuple(SetCell(cell, value) for cell, value in figures.items())))
    new = new_from_last([last_of(last)]).report
    for column in COLUMNS:
        value = figures[OUT + column]
        assert new.value(IN + column) == (value if is_number(value) else None)
    assert not carry_over_differences(new, LastYear(new.form, new.last_reports))


def test_last_year_is_opened_later_as_one_step_that_can_be_undone() -> None:
    report = report_with({IN + "research": "9"})
    history, before = History(report), report.state()
    last = last_of(last_report({OUT + "business": "4", OUT + "research": "1"}))
    history.do(Edit("打开上年报告", open_last_changes(report, (last,), fill=True)))
    assert (report.value(IN + "business"), report.value(IN + "research")) == (4, 9)
    assert carry_over_differences(report, LastYear(report.form, report.last_reports)) == (IN + "research",)
    assert len(history.names()) == 1
    history.undo()
    assert report.state() == before


def test_what_was_filled_in_follows_the_sum_and_what_was_typed_stays() -> None:
    report = report_with({IN + "research": "9"})
    first = last_of(last_report({OUT + "business": "4", OUT + "research": "1"}), "甲")
    other = last_of(last_report({OUT + "business": "3", OUT + "other_org": "2"}, unit="乙局"), "乙")
    report.apply(Edit("", open_last_changes(report, (first,), fill=True)))
    one = report.state()
    report.apply(Edit("", open_last_changes(report, (first, other), fill=False)))
    assert [report.value(IN + column) for column in ("business", "research", "other_org")] == [7, 9, None]
    report.apply(Edit("", open_last_changes(report, (first, other), fill=True)))
    assert report.value(IN + "other_org") == 2
    report.apply(Edit("", open_last_changes(report, (other,), fill=True)))
    assert [report.value(IN + column) for column in ("business", "research", "other_org")] == [3, 9, 2]
    assert "甲" not in report.notes(IN + "business").origin.source
    assert report.notes(IN + "business").origin.text == "3"
    report.apply(Edit("", open_last_changes(report, (first,), fill=False)))
    assert report.value(IN + "other_org") is None, "no report that is kept has it"
    assert report.notes(IN + "other_org").origin is None
    assert report.state().values[IN + "business"] == one.values[IN + "business"]
    report.apply(Edit("", enter(report, IN + "business", "8")))
    report.apply(Edit("", open_last_changes(report, (first, other), fill=True)))
    assert report.value(IN + "business") == 8


def test_opened_later_without_filling_no_cell_changes() -> None:
    report = report_with({})
    report.apply(Edit("", open_last_changes(report, (last_of(last_report({OUT + "business": "4"})),), fill=False)))
    assert len(report.blanks()) == len(report.form.inputs)
    with pytest.raises(ReportError):
        open_last_changes(report, (last_of(last_report({}, year=2020, edition="2019")),), fill=True)


def test_units_with_other_names_are_strange_until_they_are_known() -> None:
    last = last_of(last_report({}, unit="旧局"))
    assert strange_units("新局", (last,)) == ("旧局",)
    assert strange_units("新局", (last,), ("旧 局",)) == ()
    assert strange_units("旧局", (last,)) == strange_units("", (last,)) == ()


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_rules_are_0_where_the_kind_of_unit_makes_none(edition: str) -> None:
    report = report_with({}, edition=edition)
    report.apply(Edit("", rules_changes(report)))
    cells = drafting(edition).rules
    assert len(cells) == 3
    assert [report.value(cell) for cell in cells] == [0, 0, 0]
    assert {report.notes(cell).origin.source for cell in cells} == {BY_KIND}
    assert rules_changes(report) == ()


@pytest.mark.parametrize(
    ("unit", "kind"), [("浙江省人民政府", ""), ("示例县数据局", "city_government"), ("某某", ""), ("某某", "other")]
)
def test_rules_stay_blank_where_the_unit_may_make_them_or_its_kind_is_not_known(unit: str, kind: str) -> None:
    report = Report.blank(form("2021"), unit, 2025, kind)
    assert rules_changes(report) == ()


def test_what_is_filled_in_of_rules_stays() -> None:
    report = report_with({drafting("2021").rules[0]: "2"})
    report.apply(Edit("", rules_changes(report)))
    assert [report.value(cell) for cell in drafting("2021").rules] == [2, 0, 0]


def test_mentions_of_a_report_are_those_of_the_year_before() -> None:
    report = Report.blank(form("2021"), "局", 2025)
    state = report.state()._replace(texts={**report.state().texts, "overview": from_plain("2024年，我局收到")})
    assert [one.written for one in report_mentions(Report(state))] == ["2024"]
    assert report_mentions(Report.blank(form("2021"), "局", 0)) == ()


def test_the_command_line_makes_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "新.nianbao"
    assert run_command(["new", "--last-year", str(example_file()), "-o", str(out)]) == 0
    assert "上年数字待改" in capsys.readouterr().err
    report = load(out.read_bytes(), find_form)
    wanted = new_from_last([read_last_report(example_file())]).report
    wanted.apply(Edit("", rules_changes(wanted)))
    assert report.state() == wanted.state()
    assert {report.value(cell) for cell in drafting("2021").rules} == {0}
    assert json.loads(out.read_bytes())["last_year"][0]["file"] == "example.nianbao"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--last-year", "{example}", "--year", "2030"], 1),
        (["--last-year", "{example}", "--year", "3"], 2),
        (["--last-year", "{example}", "--edition", "2019"], 2),
        (["--last-year", "{example}", "--last-year", "{example}"], 2),
        (["--last-year", "没有.nianbao"], 1),
        (["--last-year", "{example}", "--unit", " "], 2),
        (["--unit", "某局"], 2),
        (["--year", "2025"], 2),
    ],
)
def test_calls_that_make_no_sense_write_nothing(
    arguments: list[str], status: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "新.nianbao"
    given_ = [word.replace("{example}", str(example_file())) for word in arguments]
    assert run_command(["new", *given_, "-o", str(out)]) == status
    assert capsys.readouterr().err.strip().endswith(("。", "新建", "两次", "--edition", "文字", "不对"))
    assert not out.exists()


def test_the_command_line_names_another_unit_of_last_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "新.nianbao"
    assert run_command(["new", "--last-year", str(example_file()), "--unit", "新局", "-o", str(out)]) == 0
    assert "“示例县数据局”" in capsys.readouterr().err
    assert load(out.read_bytes(), find_form).unit == "新局"


def test_the_output_is_never_last_years_file(tmp_path: Path) -> None:
    file = tmp_path / "年.nianbao"
    file.write_bytes(example_file().read_bytes())
    assert run_command(["new", "--last-year", str(file), "-o", str(file), "--force"]) == 2
    assert file.read_bytes() == example_file().read_bytes()
