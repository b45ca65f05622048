"""Other families in the default template: every name changed, nothing else, the result still a whole Word file."""

from __future__ import annotations

import re
from io import BytesIO

import docx
import pytest

from exporters.template_fonts import with_families
from exporters.word import fill_word
from model.layout import load_layout
from ooxml.package import Package
from tests.builders import full_report
from workflows.check_export import check_word
from workflows.forms import editions, form_folder
from workflows.word_fonts import FONT_CHOICES, families

USUAL = {choice.id: choice.usual for choice in FONT_CHOICES}


def template(edition: str = "2021") -> bytes:
    return (form_folder(edition) / "report.docx").read_bytes()


def named(data: bytes) -> set[str]:
    """Every font that a part of the document names."""
    package = Package(data)
    found: set[str] = set()
    for part in package.names:
        if part.startswith("word/") and part.endswith(".xml"):
            found |= set(re.findall(r'w:(?:eastAsia|ascii)="([^"]*)"', package.read(part).decode()))
    return found


@pytest.mark.parametrize("edition", editions())
@pytest.mark.parametrize("choice", FONT_CHOICES, ids=lambda choice: choice.id)
def test_a_family_is_named_otherwise_everywhere(edition: str, choice) -> None:
    before, after = template(edition), with_families(template(edition), families({choice.id: "方正书宋 A&B"}))
    assert choice.usual in named(before)
    assert named(after) == named(before) - {choice.usual} | {"方正书宋 A&amp;B"}
    docx.Document(BytesIO(after))


def test_without_a_choice_the_template_stays_as_it_is() -> None:
    assert with_families(template(), families({})) == template()
    assert not families(dict.fromkeys(USUAL, ""))
    assert not families(USUAL)


def test_families_change_places_and_one_that_comes_twice_is_described_once() -> None:
    swapped = with_families(template(), {USUAL["body"]: USUAL["table"], USUAL["table"]: USUAL["body"]})
    assert named(swapped) == named(template())
    assert swapped != template()
    same = Package(with_families(template(), {USUAL["body"]: USUAL["table"]})).read("word/fontTable.xml").decode()
    assert same.count(f'w:name="{USUAL["table"]}"') == 1


def test_a_report_with_other_fonts_is_exported_and_read_back() -> None:
    report = full_report()
    dressed = with_families(template(), families({"body": "仿宋", "title": "华文中宋"}))
    layout = load_layout(form_folder("2021"), report.form)
    written = fill_word(dressed, report, layout)
    check_word(dressed, written, report)
    assert "仿宋" in named(written)
    assert not {USUAL["body"], USUAL["title"]} & named(written)
