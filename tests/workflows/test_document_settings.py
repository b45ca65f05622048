"""What is printed of a report's state: 送审稿 on drafts, the red head; which fonts are lacking; exports by the settings."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document

from exporters.document_options import DocumentOptions, RedHead
from model.check_code import check_code
from model.edits import Edit, SetCell, SetField
from model.report import Report
from model.storage import dump, load, to_json
from tests.builders import full_report, report_with
from workflows.document_settings import PrintSettings, document_options, draft_header, red_head
from workflows.export import export_word
from workflows.forms import find_form
from workflows.versions import correction_of, save_version
from workflows.word_fonts import FONT_CHOICES, lacking, lacking_words

NOW = datetime(2026, 1, 15, 9, 30)
CELL = "requests.received.business"
WINDOWS = {"仿宋", "楷体", "黑体", "宋体", "Times New Roman"}


def keep(report: Report, name: str) -> None:
    report.apply(save_version(report, name, "", NOW))


def test_a_report_that_was_never_kept_is_送审稿_with_its_blanks_counted() -> None:
    report = full_report()
    assert draft_header(report) == "送审稿"
    for number, cell in enumerate(report.form.inputs[:3], 1):
        report.apply(Edit("清空", (SetCell(cell, None),)))
        assert draft_header(report) == f"送审稿（未填 {number} 格）"


@pytest.mark.parametrize("name", ["初稿", "审定稿", "送审稿"])
def test_a_version_gives_its_name_until_something_changes(name: str) -> None:
    report = full_report()
    keep(report, name)
    assert draft_header(report) == name
    report.apply(Edit("改", (SetCell(CELL, 99999),)))
    assert draft_header(report) == "送审稿"


def test_a_name_of_the_clerks_own_is_not_printed() -> None:
    report = full_report()
    keep(report, "给王局看的")
    assert draft_header(report) == "送审稿"


def test_the_published_report_has_no_header_and_its_correction_has() -> None:
    report = full_report()
    keep(report, "公开稿")
    assert draft_header(report) == ""
    assert draft_header(Report(correction_of(report, NOW))) == "送审稿"


def test_a_red_head_is_what_the_report_has() -> None:
    report = full_report()
    assert red_head(report) is None
    report.apply(Edit("填", (SetField("document.number", "某发〔2026〕1号"),)))
    assert red_head(report) is None
    report.apply(Edit("填", (SetField("document.mark", " 某局文件 "),)))
    assert red_head(report) == RedHead("某局文件", "某发〔2026〕1号")
    assert document_options(report, PrintSettings()).red_head is None
    assert document_options(report, PrintSettings(), red=True).red_head == red_head(report)


def test_the_red_head_stands_in_the_file_only_where_there_is_one() -> None:
    report = full_report()
    assert "document" not in to_json(report)
    before, plain = check_code(report), dump(report)
    report.apply(Edit("填", (SetField("document.mark", "某局文件"), SetField("document.number", "某发〔2026〕1号"))))
    assert to_json(report)["document"] == {"mark": "某局文件", "number": "某发〔2026〕1号"}
    assert load(dump(report), find_form).fields["document.number"] == "某发〔2026〕1号"
    assert load(plain, find_form).fields["document.mark"] == ""
    assert check_code(report) != before


def test_settings_become_options() -> None:
    report = report_with()
    chosen = PrintSettings(True, 12.0, {"latin": "Arial", "body": ""}, draft_header=False)
    assert document_options(report, chosen) == DocumentOptions(True, 12.0, {"Times New Roman": "Arial"})


@pytest.mark.parametrize("size", [10.5, 12.0])
def test_an_export_follows_the_options_and_is_the_same_again(tmp_path: Path, size: float) -> None:
    report = full_report()
    report.apply(Edit("填", (SetField("document.mark", "某局文件"),)))
    options = document_options(report, PrintSettings(table_size=size), red=True)
    files = [tmp_path / name for name in ("a.docx", "b.docx")]
    for file in files:
        export_word(report, file, options=options)
    assert files[0].read_bytes() == files[1].read_bytes()
    document = Document(io.BytesIO(files[0].read_bytes()))
    assert document.paragraphs[0].text == "某局文件"
    assert document.sections[0].header.paragraphs[0].text == "送审稿"
    assert len(document.tables) == (3 if size == 10.5 else 4)


def test_an_own_template_keeps_its_looks(tmp_path: Path) -> None:
    report, template = full_report(), tmp_path / "own.docx"
    export_word(report, tmp_path / "plain.docx")
    template.write_bytes((Path(__file__).parents[2] / "resources/forms/2021/report.docx").read_bytes())
    export_word(report, tmp_path / "a.docx", template, options=document_options(report, PrintSettings(True, 12.0)))
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "plain.docx").read_bytes()


def test_fonts_that_are_the_same_under_another_name_need_no_word() -> None:
    found = {one.family: one for one in lacking({}, WINDOWS | {"方正小标宋简体"})}
    assert {family: one.stand_in for family, one in found.items()} == {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体"}
    assert lacking_words(found.values()) == ""


@pytest.mark.parametrize(
    ("chosen", "installed", "words"),
    [
        ({}, WINDOWS | {"华文中宋"}, "这台电脑缺少 方正小标宋简体，以 华文中宋 代替"),
        ({}, WINDOWS, "这台电脑缺少 方正小标宋简体，以 宋体 代替"),
        ({"title": "宋体"}, WINDOWS, ""),
        ({"title": "方正大标宋"}, WINDOWS | {"方正小标宋简体"}, "这台电脑缺少 方正大标宋，以 方正小标宋简体 代替"),
        (
            {},
            {"simsun", "SimHei", "times new roman", "华文楷体"},
            "这台电脑缺少 方正小标宋简体（没有可代替的）、仿宋_GB2312（没有可代替的）、楷体_GB2312（以 华文楷体 代替）",
        ),
    ],
)
def test_what_is_lacking_is_said(chosen: dict[str, str], installed: set[str], words: str) -> None:
    assert lacking_words(lacking(chosen, installed)) == words


def test_with_all_fonts_nothing_is_lacking() -> None:
    assert lacking({}, {choice.usual for choice in FONT_CHOICES}) == ()
