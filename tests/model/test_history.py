"""Undo and redo of named steps."""

from hypothesis import given, settings
from hypothesis import strategies as st

from model import storage
from model.edits import Edit, ReplaceText, SetCell
from model.history import MOST_STEPS, History, Place
from model.report import Report
from model.text import from_plain
from tests.builders import edits
from workflows.forms import form

CELL = "requests.received.business"


def _typed(text: str, paragraph: int = 0, stop: int = 1) -> Edit:
    return Edit("输入文字", (ReplaceText("overview", paragraph, paragraph + stop, from_plain(text)),))


def _history() -> History:
    return History(Report.blank(form("2021"), "某某局", 2025))


@given(st.lists(st.one_of(edits(form("2021")), st.sampled_from(["undo", "redo"])), max_size=12))
@settings(max_examples=40, deadline=None)
def test_all_undone_is_the_start_and_all_redone_the_end(moves: list[Edit | str]) -> None:
    report = Report.blank(form("2021"), "某某局", 2025)
    history = History(report)
    start = storage.dump(report)
    for move in moves:
        if isinstance(move, Edit):
            history.do(move)
        else:
            getattr(history, move)()
    while history.redo():
        pass
    end = storage.dump(report)
    while history.undo():
        pass
    assert storage.dump(report) == start
    while history.redo():
        pass
    assert storage.dump(report) == end


def test_steps_have_names_and_places() -> None:
    history = _history()
    history.do(Edit("填写", (SetCell(CELL, 3),)), Place("requests", CELL))
    assert (history.undo_name, history.redo_name) == ("填写", "")
    step = history.undo()
    assert step is not None
    assert step.place == Place("requests", CELL)
    assert (history.undo_name, history.redo_name) == ("", "填写")
    assert history.undo() is None


def test_an_edit_without_changes_is_no_step() -> None:
    history = _history()
    history.do(Edit("填写", ()))
    assert history.names() == ()


def test_a_new_step_ends_redo() -> None:
    history = _history()
    history.do(Edit("甲", (SetCell(CELL, 3),)))
    history.undo()
    history.do(Edit("乙", (SetCell(CELL, 4),)))
    assert history.redo() is None
    assert history.names() == ("乙",)


def test_typing_merges_until_a_second_has_passed() -> None:
    history = _history()
    report = history._report
    for text, time in (("今", 0.0), ("今年", 0.6), ("今年我", 1.2), ("今年我局", 2.5)):
        history.do(_typed(text), merge="overview:0", time=time)
    assert len(history.names()) == 2
    history.undo()
    assert report.plain("overview") == "今年我"
    history.undo()
    assert report.plain("overview") == ""
    history.redo()
    history.redo()
    assert report.plain("overview") == "今年我局"


def test_typing_elsewhere_does_not_merge() -> None:
    history = _history()
    history.do(_typed("甲"), merge="overview:0", time=0.0)
    history.do(_typed("乙", 1), merge="overview:1", time=0.1)
    assert len(history.names()) == 2


def test_saved_is_known_through_undo_and_redo() -> None:
    history = _history()
    assert history.saved
    history.do(Edit("甲", (SetCell(CELL, 3),)))
    assert not history.saved
    history.mark_saved()
    history.do(Edit("乙", (SetCell(CELL, 4),)))
    assert not history.saved
    history.undo()
    assert history.saved
    history.undo()
    assert not history.saved
    history.do(Edit("丙", (SetCell(CELL, 5),)))
    history.undo()
    assert not history.saved, "the saved state can no longer be reached"


def test_typing_after_a_save_is_a_step_of_its_own() -> None:
    history = _history()
    history.do(_typed("甲"), merge="overview:0", time=0.0)
    history.mark_saved()
    history.do(_typed("甲乙"), merge="overview:0", time=0.1)
    assert not history.saved
    history.undo()
    assert history.saved


def test_the_start_is_no_longer_saved_when_its_step_is_lost() -> None:
    history = _history()
    history.mark_unsaved()
    assert not history.saved
    history.mark_saved()
    assert history.saved


def test_all_steps_are_listed_with_where_the_report_is_and_where_it_was_saved() -> None:
    history = _history()
    assert (history.steps(), history.done, history.saved_at) == ((), 0, 0)
    for name, value in (("甲", 3), ("乙", 4), ("丙", 5)):
        history.do(Edit(name, (SetCell(CELL, value),)))
    history.undo()
    history.mark_saved()
    history.undo()
    assert [step.name for step in history.steps()] == ["甲", "乙", "丙"]
    assert (history.done, history.saved_at) == (1, 2)
    history.redo()
    history.redo()
    assert (history.done, history.saved_at) == (3, 2)
    history.undo()
    history.undo()
    history.do(Edit("丁", (SetCell(CELL, 6),)))
    assert [step.name for step in history.steps()] == ["甲", "丁"]
    assert history.saved_at is None


def _many(history: History, steps: int) -> None:
    for number in range(steps):
        history.do(Edit(str(number), (SetCell(CELL, number % 90),)))


def test_the_oldest_steps_are_forgotten() -> None:
    history = _history()
    _many(history, MOST_STEPS)
    assert history.whole
    _many(history, 5)
    assert not history.whole
    assert len(history.steps()) == MOST_STEPS
    assert history.names()[0] == "5"
    while history.undo() is not None:
        pass
    assert not history.saved, "the report as it was at the start can't be reached any more"
    assert history.saved_at is None


def test_what_was_saved_is_known_as_long_as_a_way_leads_there() -> None:
    history = _history()
    _many(history, 3)
    history.mark_saved()
    _many(history, MOST_STEPS)
    assert history.saved_at == 0
    while history.undo() is not None:
        pass
    assert history.saved
    while history.redo() is not None:
        pass
    _many(history, 1)
    assert history.saved_at is None
    while history.undo() is not None:
        pass
    assert not history.saved
    history.mark_saved()
    assert history.saved
    assert history.saved_at == 0


def test_a_step_equal_to_the_saved_one_is_not_it() -> None:
    history = _history()
    edit = Edit("填写", (SetCell(CELL, 3),))
    history.do(edit)
    history.mark_saved()
    history.do(Edit("填写", (SetCell(CELL, 4),)))
    history.do(edit)
    history.undo()
    history.undo()
    history.do(Edit("填写", (SetCell(CELL, 5),)))
    history.undo()
    assert history.saved
