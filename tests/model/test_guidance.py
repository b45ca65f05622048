"""The guidance texts of both editions, and what a broken guidance.toml is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.errors import FormError
from model.guidance import Guidance, load_guidance
from workflows.forms import editions, form, form_folder

LONGEST = 120


def guidance_of(edition: str) -> Guidance:
    return load_guidance(form_folder(edition), form(edition))


@pytest.mark.parametrize("edition", editions())
def test_every_cell_has_a_short_text(edition: str) -> None:
    guidance = guidance_of(edition)
    for cell in form(edition).cells:
        text = guidance.cell(cell).text
        assert text.endswith("。"), cell
        assert len(text) <= LONGEST, cell
        assert not any(word in text for word in ("！", "请检查", "勾稽")), cell


@pytest.mark.parametrize("edition", editions())
def test_a_computed_cell_says_so_and_an_input_cell_does_not(edition: str) -> None:
    guidance = guidance_of(edition)
    for cell in form(edition).cells.values():
        assert ("自动计算" in guidance.cell(cell.id).text) == cell.computed, cell.id


@pytest.mark.parametrize("edition", editions())
def test_every_section_has_a_short_text(edition: str) -> None:
    guidance = guidance_of(edition)
    for section in form(edition).sections:
        assert 0 < len(guidance.section(section.id).text) <= LONGEST


@pytest.mark.parametrize("edition", editions())
def test_outcomes_of_disputes_leave_the_last_word_to_the_notice_from_above(edition: str) -> None:
    guidance = guidance_of(edition)
    cells = [cell for cell in form(edition).inputs if cell.startswith("disputes.")]
    assert len(cells) == 12
    for cell in cells:
        assert "以上级通知口径为准" in guidance.cell(cell).text
        assert guidance.cell(cell).article == "条例第五十一条"


def test_row_and_column_are_put_together() -> None:
    found = guidance_of("2021").cell("requests.refused_third_party.natural_person")
    row, column = found.text.split("\n")
    assert "商业秘密" in row
    assert "个人" in column
    assert found.article == "条例第十五条、第三十二条"


def test_a_cell_of_its_own_stands_in_for_both() -> None:
    guidance = guidance_of("2021")
    assert guidance.cell("requests.results_total.total") == guidance.cells["requests.results_total.total"]


def test_the_articles_of_row_and_column_are_both_named_once(tmp_path: Path) -> None:
    text = source()
    text = text.replace(
        'text = "本列填个人提出的申请。"', 'text = "本列填个人提出的申请。"\narticle = "条例第十五条、第三十二条"'
    )
    guidance = load(tmp_path, text)
    assert guidance.cell("requests.refused_third_party.natural_person").article == "条例第十五条、第三十二条"
    assert guidance.cell("requests.granted.natural_person").article.endswith("；条例第十五条、第三十二条")


def test_a_form_without_guidance_has_empty_texts(tmp_path: Path) -> None:
    guidance = load_guidance(tmp_path, form("2021"))
    assert guidance.cell("requests.received.business").text == ""
    assert guidance.section("overview").text == ""


def test_an_unknown_section_has_no_text() -> None:
    assert guidance_of("2021").section("nothing").text == ""


def source() -> str:
    return (form_folder("2021") / "guidance.toml").read_text(encoding="utf-8")


def load(folder: Path, text: str) -> Guidance:
    (folder / "guidance.toml").write_text(text, encoding="utf-8")
    return load_guidance(folder, form("2021"))


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ('[rows."requests.granted"]', '[rows."requests.given"]', "rows.requests.given"),
        ('[columns."requests.business"]', '[columns."requests.companies"]', "columns.requests.companies"),
        ('[cells."requests.results_total.total"]', '[cells."requests.all.total"]', "cells.requests.all.total"),
        ("[sections.problems]", "[sections.troubles]", "sections.troubles"),
        ("# 表二", "[chapters.problems]", "chapters"),
        ('text = "本列填个人提出的申请。"', 'text = " "', "columns.requests.natural_person.text"),
        ('text = "本列填个人提出的申请。"', "text = 3", "columns.requests.natural_person.text"),
        ('text = "本列填个人提出的申请。"', "", "columns.requests.natural_person.text"),
        ('text = "本列填个人提出的申请。"', 'text = "个人。"\nlaw = "条例"', "columns.requests.natural_person.law"),
        ('article = "条例第三十七条"', "article = 37", "rows.requests.partly_granted.article"),
        (
            '[columns."requests.natural_person"]\ntext = "本列填个人提出的申请。"',
            "",
            "columns.requests.natural_person：缺少",
        ),
    ],
)
def test_a_broken_file_is_refused_with_file_and_key(tmp_path: Path, before: str, after: str, key: str) -> None:
    assert source().count(before) == 1
    with pytest.raises(FormError) as caught:
        load(tmp_path, source().replace(before, after))
    assert str(tmp_path / "guidance.toml") in str(caught.value)
    assert key in str(caught.value)


@pytest.mark.parametrize("section", ["rows", "columns", "sections"])
def test_a_missing_text_is_named(tmp_path: Path, section: str) -> None:
    with pytest.raises(FormError, match=rf"{section}\.\S+：缺少该项"):
        load(tmp_path, "\n\n".join(part for part in source().split("\n\n") if not part.startswith(f"[{section}")))
