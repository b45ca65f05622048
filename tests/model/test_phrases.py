"""The words that name one cell: read strictly, matched with more precision than recall."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.errors import FormError
from model.phrases import NO_PHRASES, load_phrases
from tests.builders import form_of
from workflows.forms import editions, form_folder

GOOD = """
leads = ["全年", "共"]
units = ["件"]
topics = ["申请"]
[[phrases]]
cell = "requests.received.total"
words = ["新收申请"]
near = ["信息公开"]
"""


def write(folder: Path, text: str) -> Path:
    """A folder with this phrases.toml."""
    (folder / "phrases.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("requests.received.total", "requests.received.dragon", "phrases[0].cell"),
        ('["新收申请"]', '["新收申请", "新收申请"]', "phrases[0].words"),
        ('["新收申请"]', '[""]', "phrases[0].words"),
        ("near =", "nearby =", "phrases[0].nearby"),
        ('units = ["件"]', "units = []", "units"),
        ('topics = ["申请"]', "", "topics"),
        ('topics = ["申请"]', 'topics = [""]', "topics"),
        ('leads = ["全年", "共"]', "", "leads"),
        ('["新收申请"]', '"新收申请"', "phrases[0].words"),
    ],
)
def test_a_broken_file_is_refused_with_file_and_key(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in GOOD
    with pytest.raises(FormError) as refused:
        load_phrases(write(tmp_path, GOOD.replace(old, new, 1)), form_of("2021"))
    assert told in str(refused.value)
    assert "phrases.toml" in str(refused.value)


def test_a_form_without_the_file_has_none(tmp_path: Path) -> None:
    assert load_phrases(tmp_path, form_of("2021")) == NO_PHRASES
    assert NO_PHRASES.cell_named("新收政府信息公开申请", "件") == ""


@pytest.mark.parametrize("edition", editions())
def test_every_edition_has_phrases_of_its_own_cells(edition: str) -> None:
    phrases = load_phrases(form_folder(edition), form_of(edition))
    assert phrases.words
    assert {phrase.cell for phrase in phrases.words.values()} <= set(form_of(edition).cells)


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("信息公开方面。全年共新收申请", "件", True),
        ("信息公开方面，2025年新收申请", "件", True),
        ("信息公开方面，2024年新收申请", "件", False),
        ("信息公开方面，网上新收申请", "件", False),
        ("全年共新收申请", "件", False),
        ("信息公开方面，新收申请", "人次", False),
        ("信息公开方面。另一句。新收申请", "件", False),
    ],
)
def test_the_clause_has_to_be_a_phrase_and_its_surroundings_right(
    tmp_path: Path, before: str, after: str, named: bool
) -> None:
    phrases = load_phrases(write(tmp_path, GOOD), form_of("2021"))
    assert bool(phrases.cell_named(before, after, 2025)) == named
    assert phrases.words_named(before, after, 2025) == ("新收申请" if named else "")
