"""Named versions: keep, compare, restore; the published one is final, a correction says what it changes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from model.check_code import check_code
from model.edits import Edit, SetCell, SetField, SetLastYear
from model.history import History
from model.report import Report
from model.state import LastReport
from model.storage import dump, load
from tests.builders import report_with
from tests.workflows.report_files import CELL, fill
from workflows.document import Document
from workflows.forms import find_form
from workflows.versions import (
    PUBLISHED,
    compare,
    correction_of,
    correction_path,
    corrections,
    is_final,
    published,
    restore_version,
    save_version,
)

NOW = datetime(2026, 1, 15, 9, 30)


@pytest.fixture
def history() -> History:
    return History(report_with({CELL: "37"}))


def keep(history: History, name: str, note: str = "") -> Report:
    report = history._report
    history.do(save_version(report, name, note, NOW))
    return report


def test_a_version_is_one_step_that_can_be_undone(history: History) -> None:
    report = keep(history, "初稿", "报办公室")
    assert [(one.name, one.time, one.note) for one in report.versions] == [("初稿", "2026-01-15T09:30:00", "报办公室")]
    assert history.undo_name == "存为初稿"
    history.undo()
    assert report.versions == ()


def test_a_version_without_a_name_is_refused(history: History) -> None:
    with pytest.raises(ValueError, match="name"):
        save_version(history._report, "  ", "", NOW)


def test_restoring_keeps_last_year_and_all_versions_and_is_one_step(history: History) -> None:
    report = keep(history, "初稿")
    last = LastReport(report_with({CELL: "9"}, year=2024).state(), "上年.nianbao", "ab")
    history.do(Edit("上年", (SetLastYear((last,)),)))
    history.do(Edit("填写", (SetCell(CELL, 50),)))
    history.do(restore_version(report, report.versions[0]))
    assert report.value(CELL) == 37
    assert report.last_reports == (last,)
    assert len(report.versions) == 1
    history.undo()
    assert report.value(CELL) == 50


def test_any_two_are_compared_and_now_with_one(history: History) -> None:
    report = keep(history, "初稿")
    history.do(Edit("填写", (SetCell(CELL, 40),)))
    keep(history, "送审稿")
    history.do(Edit("填写", (SetCell(CELL, 45),)))
    first, second = report.versions

    def change(old, new) -> list:
        return [(one.place, one.old, one.new) for one in compare(report, old, new)]

    assert change(first, second) == [(CELL, "37", "40")]
    assert change(second, None) == [(CELL, "40", "45")]
    assert change(None, first) == [(CELL, "45", "37")]
    assert change(first, first) == []


def test_only_a_report_that_equals_its_newest_published_version_is_final(history: History) -> None:
    report = keep(history, "送审稿")
    assert not is_final(report)
    keep(history, PUBLISHED)
    assert is_final(report)
    history.do(Edit("填写", (SetCell(CELL, 40),)))
    assert not is_final(report)
    history.undo()
    keep(history, "初稿")
    assert not is_final(report)


def test_where_it_was_published_is_said_of_a_final_report_and_changes_neither_that_nor_its_code(
    history: History,
) -> None:
    report = keep(history, "初稿")
    keep(history, PUBLISHED)
    code = check_code(report)
    place = (
        SetField("publication.address", "https://www.example.gov.cn/a"),
        SetField("publication.date", "2026-01-20"),
    )
    history.do(Edit("发布", place))
    assert is_final(report)
    assert check_code(report) == code
    assert compare(report, report.versions[-1], None) == ()
    again = load(dump(report), find_form)
    assert is_final(again)
    assert again.fields["publication.date"] == "2026-01-20"
    assert Report(correction_of(report, NOW)).fields["publication.address"] == ""
    history.do(restore_version(report, report.versions[0]))
    assert report.fields["publication.address"] == "https://www.example.gov.cn/a"


def test_a_version_holds_nothing_of_the_publication(history: History) -> None:
    history.do(Edit("发布", (SetField("publication.date", "2026-01-20"),)))
    report = keep(history, PUBLISHED)
    assert is_final(report)
    assert report.versions[0].state.fields["publication.date"] == ""
    assert b'"publication"' not in dump(Report(report.versions[0].state))


def test_it_is_final_after_saving_and_opening_too(history: History) -> None:
    report = keep(history, PUBLISHED)
    assert is_final(load(dump(report), find_form))


def test_a_published_document_can_be_saved_and_says_why_it_can_not_be_changed(path: Path) -> None:
    document = Document.open(path)
    fill(document, 41)
    document.history.do(save_version(document.report, PUBLISHED, "", NOW))
    assert document.final
    assert not document.read_only
    assert "更正" in document.read_only_reason
    document.save()
    document.close()
    document = Document.open(path)
    assert document.final
    document.close()


def test_a_correction_can_be_changed_and_says_what_it_changes(history: History) -> None:
    report = keep(history, PUBLISHED)
    copy = Report(correction_of(report, NOW))
    assert not is_final(copy)
    assert corrections(copy) == ()
    History(copy).do(Edit("填写", (SetCell(CELL, 38),)))
    copy = load(dump(copy), find_form)
    assert [(one.place, one.old, one.new) for one in corrections(copy)] == [(CELL, "37", "38")]
    assert is_final(report)
    assert report.value(CELL) == 37


def test_a_correction_is_published_again_and_is_final_then(history: History) -> None:
    copy = Report(correction_of(keep(history, PUBLISHED), NOW))
    own = History(copy)
    own.do(save_version(copy, PUBLISHED, "", NOW))
    assert is_final(copy)
    assert published(copy) is copy.versions[-1]


def test_there_is_no_correction_of_what_was_never_published(history: History) -> None:
    with pytest.raises(ValueError, match="published"):
        correction_of(history._report, NOW)
    assert corrections(history._report) == ()


def test_the_name_of_a_correction() -> None:
    assert correction_path(Path("a/年报.nianbao")) == Path("a/年报（更正）.nianbao")
