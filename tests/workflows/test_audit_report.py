"""校核报告 written: read back before it is kept, the same bytes for the same report and day, the old file stays whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from exporters.templates.audit_template import audit_template
from importers.written_audit import page_differences, word_differences
from model.audit_paper import audit_paper
from model.check_code import check_code
from model.edits import Edit, SetCell, SetField
from model.errors import ExportError
from model.release_checks import NO, YES
from model.report import Report
from tests.builders import FORMS, form_of, full_report
from tests.exporters.documents import example_report, write
from workflows.audit_report import (
    audit_report_name,
    release_data,
    summary_of,
    write_audit_report_html,
    write_audit_report_word,
)

DAY = date(2026, 1, 20)
CELL = "requests.received.natural_person"


def unbalanced() -> Report:
    report = full_report()
    report.apply(Edit("填写", (SetCell(CELL, 37),)))
    return report


@pytest.mark.parametrize("write", [write_audit_report_word, write_audit_report_html])
def test_the_same_report_and_day_give_the_same_bytes(write: Callable, tmp_path: Path) -> None:
    for name in "ab":
        write(unbalanced(), tmp_path / name, DAY)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    write(unbalanced(), tmp_path / "c", date(2026, 1, 21))
    assert (tmp_path / "a").read_bytes() != (tmp_path / "c").read_bytes()


def test_it_says_what_was_found_and_names_the_file_it_is_of(tmp_path: Path) -> None:
    report = unbalanced()
    summary = write_audit_report_html(report, tmp_path / "a.html", DAY)
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert check_code(report) in page
    assert "2026年1月20日" in page
    assert all(found.words in page for found in summary.findings)
    assert audit_report_name(report) == "示例县数据局2025年政府信息公开工作年度报告校核报告"


def test_without_a_day_none_is_printed(tmp_path: Path) -> None:
    write_audit_report_html(unbalanced(), tmp_path / "a.html")
    assert "校核日期" not in (tmp_path / "a.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("edition", FORMS)
def test_every_form_has_its_paper(edition: str, tmp_path: Path) -> None:
    report = full_report(of=form_of(edition))
    template = tmp_path / "audit.docx"
    template.write_bytes(audit_template(report.form))
    write_audit_report_word(report, tmp_path / "a.docx", DAY, template)
    write_audit_report_html(report, tmp_path / "a.html", DAY)
    with ZipFile(tmp_path / "a.docx") as archive:
        assert check_code(report).encode() in archive.read("docProps/core.xml")


def test_every_rule_has_its_name_and_says_what_it_checks() -> None:
    for edition in ("2021", "2019"):
        for rule in form_of(edition).rules:
            assert 2 <= len(rule.option("name")) <= 14, rule.id
            assert rule.option("about").endswith("。"), rule.id
            assert len(rule.option("about")) <= 60, rule.id


def test_every_line_of_the_list_is_about_rules_and_parts_of_the_form() -> None:
    known = {rule.id for rule in form_of("2021").rules}
    for line in release_data().lines:
        assert set(line.rules) <= known
        assert set(line.sections) <= {section.id for section in form_of("2021").sections}


def test_a_figure_changed_in_the_written_word_file_is_noticed(tmp_path: Path) -> None:
    report = unbalanced()
    write_audit_report_word(report, tmp_path / "a.docx", DAY)
    paper = audit_paper(summary_of(report, DAY))
    data = (tmp_path / "a.docx").read_bytes()
    assert word_differences(data, paper) == ()
    number = report.value(CELL)
    with ZipFile(tmp_path / "a.docx") as old, ZipFile(tmp_path / "b.docx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(f"新收{number}".encode(), b"\xe6\x96\xb0\xe6\x94\xb636"))
    (told,) = word_differences((tmp_path / "b.docx").read_bytes(), paper)
    assert told.startswith("表里缺少“1，错误\nA3")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("新收37", "新收36", "表里缺少“1，错误"),
        ("三、发现的问题", "三、问题", "缺少“三、发现的问题（"),
        ("</main>", '<script src="x"></script></main>', "不该有的“script”"),
        ('content="', 'content="0', "校验码不一致"),
    ],
)
def test_whatever_is_changed_in_the_page_is_noticed(tmp_path: Path, old: str, new: str, expected: str) -> None:
    report = unbalanced()
    write_audit_report_html(report, tmp_path / "a.html", DAY)
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    paper = audit_paper(summary_of(report, DAY))
    assert page_differences(page.encode(), paper, check_code(report)) == ()
    assert old in page
    told = page_differences(page.replace(old, new).encode(), paper, check_code(report))
    assert any(expected in each for each in told)


def test_what_reads_back_otherwise_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.html"
    path.write_text("旧", encoding="utf-8")
    monkeypatch.setattr("exporters.html_audit.html_audit", lambda report, paper: b"<!DOCTYPE html><html></html>")
    with pytest.raises(ExportError, match="读回来不一样"):
        write_audit_report_html(unbalanced(), path, DAY)
    assert path.read_text(encoding="utf-8") == "旧"


def test_characters_that_no_document_holds_do_not_hinder_it(tmp_path: Path) -> None:
    report = example_report()
    report.apply(Edit("改名", (SetField("unit", "示例\x0b县\x80数据\u202e局"),)))
    write_audit_report_word(report, tmp_path / "a.docx", DAY)
    write_audit_report_html(report, tmp_path / "a.html", DAY)


def test_a_template_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="读不到模板 none"):
        write_audit_report_word(unbalanced(), tmp_path / "a.docx", DAY, tmp_path / "none.docx")


def _mark(report: Report, name: str) -> tuple[str, str]:
    return next((line.mark, line.words) for line in summary_of(report).release if line.name == name)


def test_the_lines_about_the_text_follow_what_it_says() -> None:
    report = example_report()
    names = ("文表一致", "年份", "无个人信息", "信息处理费已说明")
    assert [_mark(report, name) for name in names] == [(YES, "")] * len(names)
    text = report.plain("overview")
    write(report, {"overview": text.replace("予以公开19件", "予以公开12件", 1).replace("2025年", "2024年", 1)})
    assert _mark(report, "文表一致") == _mark(report, "年份") == (NO, "1 处")
    write(report, {"overview": f"{text}\n来信请寄给13812345678。", "other": "没有其他需要报告的事项，特此说明。"})
    assert _mark(report, "文表一致") == _mark(report, "年份") == (YES, "")
    assert _mark(report, "无个人信息")[0] == _mark(report, "信息处理费已说明")[0] == NO
