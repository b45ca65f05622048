"""The check code: the same for the same content, another for any difference that is printed."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from model.check_code import ALPHABET, LENGTH, check_code
from model.edits import Edit, ReplaceReport, SetField
from model.report import Report
from tests.builders import FORMS, edits, form_of, report_with


def _printed(report: Report) -> object:
    state = report.state()
    never = ("unit_kind", "deadline", "publication.address", "publication.date", "source.headings")
    fields = {name: value for name, value in state.fields.items() if name not in never}
    texts = {
        section: [(block.kind, "".join(span.text for span in block.spans)) for block in text]
        for section, text in state.texts.items()
    }
    units = {cell: unit for cell, unit in state.units.items() if cell in state.values}
    return report.form.edition, fields, texts, {cell: str(value) for cell, value in state.values.items()}, units


def test_it_is_eight_characters_that_nobody_misreads() -> None:
    code = check_code(report_with({"requests.received.natural_person": "37"}))
    assert len(code) == LENGTH == 8
    assert set(code) <= set(ALPHABET)
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


@given(st.data())
def test_it_changes_with_all_that_is_printed_and_with_nothing_else(data: st.DataObject) -> None:
    form = form_of(data.draw(st.sampled_from(FORMS)))
    report = report_with(of=form)
    for _ in range(2):
        before, code = _printed(report), check_code(report)
        undo = report.apply(data.draw(edits(form)))
        assert (check_code(report) == code) == (_printed(report) == before)
        assert check_code(pickle.loads(pickle.dumps(report))) == check_code(report)
        report.apply(Edit("撤销", undo.changes))
        assert check_code(report) == code
        report.apply(data.draw(edits(form)))


def test_a_figure_moved_to_the_cell_beside_it_changes_it() -> None:
    one = report_with({"requests.received.natural_person": "37"})
    other = report_with({"requests.received.business": "37"})
    assert check_code(one) != check_code(other)


def test_it_is_worked_out_anew_after_every_change_and_never_before_one() -> None:
    report = report_with({"requests.received.natural_person": "37"})
    work = []

    def counted(of: Report) -> str:
        work.append(of)
        return str(len(work))

    assert [report.once("made", counted) for _ in range(3)] == ["1", "1", "1"]
    undo = report.apply(Edit("改", (SetField("unit", "某局"),)))
    assert report.once("made", counted) == "2"
    report.apply(undo)
    assert report.once("made", counted) == "3"
    report.apply(Edit("换", (ReplaceReport(report.state()),)))
    assert report.once("made", counted) == "4"
