"""The one door: edits, their inverses, and what the listeners learn."""

import pickle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model import storage
from model.edits import Changed, Edit, ReplaceReport, ReplaceText, SetCell, SetField, SetNote
from model.errors import EditError
from model.form import Form
from model.report import Report
from model.text import from_plain, plain_text
from model.totals import Totals
from tests.builders import edits, made_up_form, report_with
from workflows.forms import form

FORMS = st.sampled_from([form("2021"), form("2019"), made_up_form()])


def _recomputed(report: Report) -> tuple[list[object], list[object]]:
    """Totals and findings made afresh, with nothing incremental."""
    totals = Totals(report.form)
    totals.update(report.form.inputs, report.value)
    return [totals[cell] for cell in report.form.totals], _sorted(Report(report.state()))


def _current(report: Report) -> tuple[list[object], list[object]]:
    return [report.total(cell) for cell in report.form.totals], _sorted(report)


def _sorted(report: Report) -> list[object]:
    """All findings by their keys: checks are made in the order in which there was something to check."""
    return sorted(report.all_findings(), key=lambda finding: finding.key)


@given(st.data(), FORMS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_edits_undone_and_redone_give_the_same_bytes(data: st.DataObject, form_: Form) -> None:
    report = Report.blank(form_, "某某局", 2025)
    start = storage.dump(report)
    done: list[tuple[Edit, Edit]] = []
    for edit in data.draw(st.lists(edits(form_), max_size=8)):
        done.append((edit, report.apply(edit)))
        assert _current(report) == _recomputed(report)
    end = storage.dump(report)
    for _, inverse in reversed(done):
        report.apply(inverse)
        assert _current(report) == _recomputed(report)
    assert storage.dump(report) == start
    for edit, _ in done:
        report.apply(edit)
    assert storage.dump(report) == end
    assert _current(report) == _recomputed(report)


@given(st.data(), FORMS)
@settings(max_examples=40, deadline=None)
def test_listeners_learn_just_what_changed(data: st.DataObject, form_: Form) -> None:
    report = Report.blank(form_, "某某局", 2025)
    for edit in data.draw(st.lists(edits(form_), min_size=1, max_size=4)):
        heard: list[Changed] = []
        before = {cell: (report.value(cell), report.unit_of(cell), report.notes(cell)) for cell in form_.inputs}
        totals = {cell: report.total(cell) for cell in form_.totals}
        findings = report.findings()
        stop = report.listen(heard.append)
        report.apply(edit)
        stop()
        (changed,) = heard
        after = {cell: (report.value(cell), report.unit_of(cell), report.notes(cell)) for cell in form_.inputs}
        assert {cell for cell in form_.inputs if before[cell] != after[cell]} <= changed.cells
        assert {cell for cell in form_.totals if totals[cell] != report.total(cell)} <= changed.totals
        assert set(findings) - set(report.findings()) == set(changed.findings_gone)
        assert set(report.findings()) - set(findings) == set(changed.findings_new)


def test_totals_follow_and_a_blank_is_not_zero() -> None:
    report = Report.blank(form("2021"))
    assert report.value("requests.received.total") is None
    report.apply(Edit("填写", (SetCell("requests.received.natural_person", 3),)))
    assert report.total("requests.received.total") == (3, False)
    row = [cell for cell in form("2021").inputs if cell.startswith("requests.received.")]
    report.apply(Edit("填写", tuple(SetCell(cell, 0) for cell in row)))
    assert report.total("requests.received.total") == (0, True)


def test_text_that_was_not_understood_is_no_figure_of_a_sum() -> None:
    report = report_with({"requests.received.natural_person": "3件", "requests.received.business": "2"})
    assert report.value("requests.received.natural_person") == "3件"
    assert report.total("requests.received.total") == (2, False)


@pytest.mark.parametrize(
    "change",
    [
        SetCell("requests.received.total", 5),
        SetCell("requests.nothing.total", 5),
        SetCell("requests.received.business", True),
        SetCell("requests.received.business", 1.5),  # type: ignore[arg-type]
        SetCell("requests.received.business", 1, "元"),
        SetNote("requests.received.total", "stated", 1.5),  # type: ignore[arg-type]
        SetNote("requests.received.total", "colour", "red"),
        ReplaceText("seventh", 0, 0, ()),
        ReplaceText("overview", 2, 1, ()),
        SetField("year", "2025"),
        SetField("director", "王"),
    ],
)
def test_an_edit_of_what_is_not_there_changes_nothing(change: SetCell) -> None:
    report = report_with({"requests.received.business": "1"})
    before = storage.dump(report)
    with pytest.raises(EditError):
        report.apply(Edit("坏的", (SetCell("requests.received.business", 9), change)))
    assert storage.dump(report) == before


def test_a_whole_report_is_replaced_by_one_edit() -> None:
    report, other = report_with({"requests.received.business": "1"}), report_with({}, edition="2019", year=2020)
    before = storage.dump(report)
    inverse = report.apply(Edit("恢复备份", (ReplaceReport(other.state()),)))
    assert storage.dump(report) == storage.dump(other)
    report.apply(inverse)
    assert storage.dump(report) == before


def test_the_values_cannot_be_reached_from_outside() -> None:
    report = report_with({"requests.received.business": "1"})
    report.state().values["requests.received.business"] = 7
    assert report.value("requests.received.business") == 1
    with pytest.raises(TypeError):
        report.fields["unit"] = "别的局"  # type: ignore[index]


def test_text_is_kept_as_typed_but_for_the_ends_of_paragraphs() -> None:
    report = Report.blank(form("2021"))
    typed = "\u3000\u3000第一段  有空格 \n\n第三段\t\u00a0末"
    report.apply(Edit("输入", (ReplaceText("overview", 0, 0, from_plain(typed)),)))
    assert report.plain("overview") == "第一段  有空格\n\n第三段\t\u00a0末"
    assert plain_text(report.text("overview")) == report.plain("overview")


def test_what_later_work_sends_to_other_processes_can_be_pickled() -> None:
    report = report_with({"requests.received.business": "3件", "requests.received.natural_person": "2"})
    edit = Edit("填写", (SetCell("requests.received.business", 1), ReplaceText("other", 0, 0, from_plain("甲"))))
    for item in (report.form, made_up_form(), edit, report.findings()):
        assert pickle.loads(pickle.dumps(item)) == item
    copy = pickle.loads(pickle.dumps(report))
    assert storage.dump(copy) == storage.dump(report)
    assert copy.findings() == report.findings()
