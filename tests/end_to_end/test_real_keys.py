"""The clerk's whole way with real key presses in a real window on a virtual screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from model import storage
from model.report import Report
from tests.end_to_end.desktop import Desktop, desktop, missing_tools, wait_for
from workflows.document import Document, read_report
from workflows.forms import form

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"not installed: {', '.join(missing_tools())}")


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    with desktop(tmp_path_factory.mktemp("home")) as opened:
        yield opened


@pytest.fixture
def report_file(tmp_path: Path) -> Path:
    document = Document.new(Report.blank(form("2021"), "示例县数据局", 2025, "department"))
    document.save_as(tmp_path / "年报.nianbao")
    document.close()
    return tmp_path / "年报.nianbao"


def _holds(file: Path, figures: dict[str, object]) -> bool:
    report = read_report(file)
    return {cell: report.value(cell) for cell in figures} == figures


def test_figures_typed_are_saved_and_undone(screen: Desktop, report_file: Path) -> None:
    first = "requests.received.natural_person"
    with screen.program(str(report_file), "--at", first) as program:
        screen.write("37")
        screen.press("Return")
        screen.write("2")
        screen.press("Tab")
        screen.write("1")
        screen.press("Return", "Up", "Left", "Left")
        screen.press("ctrl+s")
        typed = {first: 37, "requests.carried_in.natural_person": 2, "requests.carried_in.business": 1}
        assert wait_for(lambda: _holds(report_file, typed))
        screen.press("ctrl+z", "ctrl+z", "ctrl+y", "ctrl+s")
        undone = typed | {"requests.carried_in.business": None}
        assert wait_for(lambda: _holds(report_file, undone))
        screen.press("ctrl+q")
        assert wait_for(lambda: program.poll() is not None)
        assert program.returncode == 0


def test_an_open_cell_is_saved_with_what_was_just_typed(screen: Desktop, report_file: Path) -> None:
    cell = "disputes.reconsideration.upheld"
    with screen.program(str(report_file), "--at", cell):
        screen.write("12")
        screen.press("ctrl+s")
        assert wait_for(lambda: _holds(report_file, {cell: 12}))


def test_text_is_typed_and_saved(screen: Desktop, report_file: Path) -> None:
    with screen.program(str(report_file)):
        screen.press("alt+2")
        screen.write("In 2025 12 items.")
        screen.press("Return")
        screen.write("Second.")
        screen.press("ctrl+s")
        assert wait_for(lambda: read_report(report_file).plain("overview") == "In 2025 12 items.\nSecond.")


def test_a_killed_program_leaves_a_whole_file_and_its_lock_is_taken_over(screen: Desktop, report_file: Path) -> None:
    before = report_file.read_bytes()
    with screen.program(str(report_file), "--at", "disputes.reconsideration.upheld") as program:
        screen.write("12")
        screen.press("Return")
        program.kill()
        program.wait()
    assert report_file.read_bytes() == before
    document = Document.open(report_file)
    try:
        assert not document.read_only
        assert storage.dump(document.report) == before
    finally:
        document.close()
