"""Who changed what in a Word file, and what was said of it."""

from __future__ import annotations

import pytest

from importers.word_revisions import word_revisions
from ooxml.package import Package
from tests.exporters.documents import example_report, filled
from tests.importers.revised_word import came, commented, tracked, went
from workflows.importing import import_data

CELL = "requests.received.natural_person"
ROW = "本年新收政府信息公开申请数量"
SENTENCE = "局党组会议专题研究政府信息公开工作2次"
WHEN = "2026-01-18 09:30"


@pytest.fixture(scope="module")
def word() -> bytes:
    """The example as a Word file."""
    return filled(example_report())


def test_a_file_without_any_has_none(word: bytes) -> None:
    assert word_revisions(word) == ()


def test_a_changed_figure_stands_in_its_cell(word: bytes) -> None:
    data = tracked(word, "31", "38", within=ROW)
    (one,) = word_revisions(data)
    assert (one.author, one.time, one.gone, one.come, one.before, one.after) == ("张三", WHEN, "31", "38", "31", "38")
    result = import_data(data, "报告.docx")
    origin = result.cells[CELL].origins[0]
    assert result.report.value(CELL) == 38
    assert one.place[1:] == (origin.table, origin.row, origin.column)
    assert result.revisions == (one,)


def test_a_changed_word_knows_its_paragraph_before_and_after(word: bytes) -> None:
    (one,) = word_revisions(tracked(word, "工作2次", "工作3次"))
    assert (one.gone, one.come) == ("工作2次", "工作3次")
    assert SENTENCE in one.before
    assert one.after == one.before.replace("工作2次", "工作3次")
    assert one.place[1] == 0


def test_paragraphs_that_came_and_went(word: bytes) -> None:
    (one,) = word_revisions(came(word, SENTENCE, "新写的一段。"))
    assert (one.gone, one.come, one.before, one.after) == ("", "新写的一段。", "", "新写的一段。")
    (one,) = word_revisions(went(word, SENTENCE))
    assert one.gone.startswith(SENTENCE)
    assert (one.come, one.after) == ("", "")
    assert one.before == one.gone


def test_two_people_are_told_apart_and_what_one_took_back_is_nothing(word: bytes) -> None:
    data = tracked(word, "工作2次", "工作3次")
    data = tracked(data, "每季度", "每月", author="李四", time="2026-01-19T08:00:00Z")
    assert [(one.author, one.time, one.come) for one in word_revisions(data)] == [
        ("张三", WHEN, "工作3次"),
        ("李四", "2026-01-19 08:00", "每月"),
    ]
    # What the one inserted and the other deleted never was and is not there.
    again = tracked(tracked(word, "工作2次", "工作3次"), "工作3次", "", author="李四")
    (one,) = word_revisions(again)
    assert (one.author, one.gone, one.come) == ("张三", "工作2次", "")


def test_a_comment_says_what_it_is_about(word: bytes) -> None:
    data = commented(commented(word, "工作2次", "请核对次数"), "31", "与上年差得多", within=ROW, author="王五")
    about_text, about_figure = word_revisions(data)
    assert (about_text.author, about_text.time, about_text.gone) == ("李四", WHEN, "工作2次")
    assert about_text.comment == "请核对次数"
    assert SENTENCE in about_text.after
    assert (about_figure.author, about_figure.gone, about_figure.comment) == ("王五", "31", "与上年差得多")
    origin = import_data(data, "报告.docx").cells[CELL].origins[0]
    assert about_figure.place[1:] == (origin.table, origin.row, origin.column)


def test_what_is_read_is_the_same_with_them(word: bytes) -> None:
    plain, revised = (
        import_data(word, "报告.docx").report,
        import_data(commented(word, "工作2次", "好"), "报告.docx").report,
    )
    assert plain.state() == revised.state()


def test_comments_that_are_damaged_keep_nobody_from_the_report(word: bytes) -> None:
    package = Package(tracked(commented(word, "工作2次", "好"), "31", "38", within=ROW))
    result = import_data(package.with_parts({"word/comments.xml": b"<w:comments"}), "报告.docx")
    assert result.report.value(CELL) == 38
    assert result.revisions == ()
