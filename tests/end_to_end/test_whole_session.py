"""The whole job with real key presses in a real window, from last year's report to what a crash left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from model.edits import Edit, ReplaceReport, SetField
from model.entry import enter
from model.number_text import number_text
from model.report import Report
from model.state import State
from tests.end_to_end.desktop import desktop, missing_tools, wait_for
from tests.end_to_end.session import Session, html_of, left_by_a_crash, text_of
from workflows.document import Document
from workflows.example import make_example
from workflows.forms import drafting
from workflows.from_last_year import new_from_last, read_last_report

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"not installed: {', '.join(missing_tools())}")

FIRST = "requests.received.natural_person"
OVERVIEW = "overview"
OTHER_LAST_YEAR = {FIRST: "32", "proactive.normative_documents.in_force": "8"}
"""So that last year adds up, and leads to this year."""
MANY = 60
"""More steps than the session has."""


@pytest.fixture(params=["1", "1.5"])
def session(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Session]:
    """A session on a screen of 1366×768, as it is and scaled to 150 %."""
    with desktop(tmp_path / "home") as screen:
        screen.environment["QT_SCALE_FACTOR"] = request.param
        screen.environment["NIANBAO_RECOVERY_SECONDS"] = "0.3"
        yield Session(screen, f"{float(request.param):.0%}", tmp_path / "2025.nianbao")


def test_the_whole_job_from_last_year_to_a_crash(session: Session, tmp_path: Path) -> None:
    wanted = make_example()
    last = _write_last_year(wanted, tmp_path / "2024.nianbao")
    with session.screen.program() as program:
        _begin(session, last)
        _fill_by_keyboard_and_paste(session, wanted, tmp_path)
        _write_text(session, tmp_path)
        _break_and_mend(session)
        _undo_and_redo_all(session, last)
        _leave_unsaved(session)
        program.kill()
        program.wait()
    _recover(session)


def _write_last_year(wanted: Report, file: Path) -> Path:
    """The example a year earlier, with as many cases carried out as are carried in now."""
    report = Report.blank(wanted.form, "", 0)
    report.apply(Edit("上年", (ReplaceReport(wanted.state()),)))
    report.apply(Edit("上年", (SetField("year", wanted.year - 1),)))
    carried = {source: number_text(wanted.value(cell)) for cell, source in drafting(wanted.form.edition).carry_over}
    for cell, text in (OTHER_LAST_YEAR | carried).items():
        report.apply(Edit("上年", enter(report, cell, text)))
    document = Document.new(report)
    document.save_as(file)
    document.close()
    return file


def _begin(session: Session, last: Path) -> None:
    """A new report from last year's, saved under a name."""
    session.picture("start")
    session.window("选择上年报告", opened_by="ctrl+shift+n")
    session.screen.write(str(last), delay=4)
    session.picture("last year's file")
    session.press("Return")
    session.window("新建年报")
    session.picture("new report")
    session.press("Return")
    session.window("2025年")
    session.picture("draft")
    session.press("ctrl+s")
    session.window("另存为")
    session.screen.write(str(session.file), delay=4)
    session.press("Return")
    assert wait_for(session.file.exists)
    session.window("2025年")


def _fill_by_keyboard_and_paste(session: Session, wanted: Report, folder: Path) -> None:
    """表二 and 表四 by keyboard, 表三 from a page on the clipboard, with its labels."""
    requests = wanted.form.grids[1]
    session.press("alt+3")
    session.type("2", "1", "9", "1286", "3", "0", "0")
    session.picture("first grid")
    session.press("alt+4")
    with session.screen.clipboard(folder, text_of(requests, wanted), html_of(requests, wanted)):
        session.press("ctrl+v")
        session.window("粘贴预览")
        session.picture("paste preview")
        session.press("ctrl+Return")
        session.window("2025年")
    session.picture("second grid")
    session.press("alt+5")
    session.type("1", "0", "1")
    session.press("ctrl+End", "Left")
    session.type("1", key="Return")
    session.press("ctrl+shift+0")
    session.picture("third grid")
    figures = {cell: wanted.value(cell) for cell in wanted.form.inputs}
    session.saved(lambda report: {cell: report.value(cell) for cell in figures} == figures)


def _write_text(session: Session, folder: Path) -> None:
    """A paragraph with two live figures, at the end of the text that came from last year."""
    session.press("alt+2", "ctrl+End", "Return")
    for words, keys in (
        ("全年新收申请", ("alt+4", "ctrl+Home")),
        ("件，其中商业企业", ("alt+4", "ctrl+Home", "Right")),
    ):
        with session.screen.clipboard(folder, words):
            session.press("ctrl+v", "ctrl+i")
            session.picture("picking")
            session.press(*keys, "Return")
    with session.screen.clipboard(folder, "件。"):
        session.press("ctrl+v")
        session.picture("text with live figures")
        session.saved(lambda report: _last_line(report) == "全年新收申请31件，其中商业企业6件。")


def _break_and_mend(session: Session) -> None:
    """A figure that breaks a relation is found and goes into the text; it is mended where F8 leads."""
    session.press("alt+4", "ctrl+Home")
    session.type("99", key="Return")
    session.picture("broken relation")
    broken = session.saved(lambda report: report.value(FIRST) == 99 and "99件" in _last_line(report))
    assert any(finding.rule == "A3" for finding in broken.findings())
    session.press("F8")
    session.picture("next finding")
    session.press("alt+4", "ctrl+Home")
    session.type("31", key="Return")
    mended = session.saved(lambda report: report.value(FIRST) == 31 and "31件" in _last_line(report))
    assert not any(finding.rule == "A3" for finding in mended.findings())
    session.picture("mended")


def _undo_and_redo_all(session: Session, last: Path) -> None:
    """Back to the draft, and forward again to the same report."""
    before = session.saved(lambda report: True).state()
    draft = new_from_last([read_last_report(last)]).report
    session.press(*["ctrl+z"] * MANY)
    session.picture("all undone")
    session.saved(lambda report: _same(report.state(), draft.state()))
    session.press(*["ctrl+y"] * MANY)
    session.picture("all redone")
    session.saved(lambda report: _same(report.state(), before))


def _leave_unsaved(session: Session) -> None:
    """A change that is only in the recovery file."""
    session.press("alt+4", "ctrl+Home")
    session.type("32", key="Return")
    home = session.file.parent / "home"
    assert wait_for(lambda: any(report.value(FIRST) == 32 for report in left_by_a_crash(home)))
    session.picture("unsaved")


def _recover(session: Session) -> None:
    """The next start offers the change; taken, it is in the report and is saved."""
    with session.screen.program():
        session.picture("start after the crash")
        # Nothing that can be seen from outside tells when the offer is there.
        session.window("恢复没有保存的改动", opened_by="alt+r")
        session.picture("recovery")
        session.press("Return")
        session.window("2025年")
        session.picture("recovered")
        session.saved(lambda report: report.value(FIRST) == 32 and "32件" in _last_line(report))


def _last_line(report: Report) -> str:
    return report.plain(OVERVIEW).splitlines()[-1]


def _same(one: State, other: State) -> bool:
    return one.alone() == other.alone()
