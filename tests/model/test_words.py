"""Words on cells and paragraphs: set, listed, and never in a document."""

from __future__ import annotations

import zipfile
from pathlib import Path

from model import storage
from model.edits import Edit, ReplaceText
from model.entry import enter
from model.history import Place
from model.report import Report
from model.text import from_plain
from model.words import may_have_word, word_at, word_changes, words
from tests.builders import form_of, full_report
from workflows.export import export_excel, export_word

CELL = Place("requests", "requests.received.natural_person")
SECOND = Place("overview", "", 1)
WORD = "向信访科要的数，还没有盖章"


def with_words() -> Report:
    report = full_report()
    report.apply(Edit("输入文字", (ReplaceText("overview", 0, 0, from_plain("第一段。\n第二段。")),)))
    for place, text in ((CELL, f" {WORD}\n"), (SECOND, WORD + "二")):
        report.apply(Edit("备注", word_changes(report, place, text)))
    return report


def test_words_are_listed_in_the_order_of_the_form_and_kept_in_the_file() -> None:
    report = with_words()
    expected = [(SECOND, WORD + "二"), (CELL, WORD)]
    assert [tuple(word) for word in words(report)] == expected
    again = storage.load(storage.dump(report), form_of)
    assert [tuple(word) for word in words(again)] == expected


def test_the_same_word_is_no_change_and_an_empty_one_takes_it_away() -> None:
    report = with_words()
    assert word_changes(report, CELL, WORD + "  ") == ()
    for place in (CELL, SECOND):
        undo = report.apply(Edit("备注", word_changes(report, place, " ")))
        assert word_at(report, place) == ""
        report.apply(undo)
        assert word_at(report, place).startswith(WORD)
    assert report.plain("overview") == "第一段。\n第二段。"


def test_only_what_is_there_can_have_one() -> None:
    report = with_words()
    assert may_have_word(report, CELL)
    assert may_have_word(report, SECOND)
    assert not may_have_word(report, Place("overview", "", 2))
    assert word_at(report, Place("overview", "", 2)) == ""


def test_no_word_and_no_sum_is_ever_exported(tmp_path: Path) -> None:
    report = with_words()
    report.apply(Edit("填写", enter(report, CELL.cell, "=1234+4321")))
    export_word(report, tmp_path / "年报.docx")
    export_excel(report, tmp_path / "年报.xlsx")
    for file in ("年报.docx", "年报.xlsx"):
        with zipfile.ZipFile(tmp_path / file) as package:
            parts = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
        assert any("5555" in part for part in parts.values())
        for name, part in parts.items():
            assert WORD not in part, name
            assert "1234+4321" not in part, name
