"""drafting.toml and phrases.toml: what they say, and what a broken one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.drafting import load_drafting
from model.errors import FormError
from model.phrases import load_phrases
from tests.builders import MADE_UP, form_of
from workflows.forms import drafting, editions, form, form_folder, phrases


@pytest.mark.parametrize("edition", editions())
def test_each_input_of_the_row_takes_last_years_of_the_same_column(edition: str) -> None:
    pairs = drafting(edition).carry_over
    assert len(pairs) == 6
    for into, source in pairs:
        assert into.replace("carried_in", "carried_out") == source
        assert not form(edition).cells[into].computed


@pytest.mark.parametrize("edition", editions())
def test_sentences_name_the_year_and_hold_no_fault(edition: str) -> None:
    for zero in drafting(edition).zero:
        assert zero.sentences
        for sentence in zero.sentences:
            text = sentence.of_year(2025)
            assert text.endswith("。")
            assert "{" not in text
    assert drafting(edition).zero[0].sentences[0].of_year(0).startswith("本年")


def test_a_form_without_the_files_has_nothing_of_it() -> None:
    assert load_drafting(MADE_UP, form_of("made_up")) == ((), (), (), ())
    assert load_phrases(MADE_UP, form_of("made_up")).cell_named("新收", "件") == ""


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("drafting.toml", 'grid = "proactive"', 'grid = "none"', "rules.grid"),
        ("drafting.toml", 'row = "rules"', 'row = "none"', "rules.row"),
        ("drafting.toml", 'section = "overview"', 'section = "none"', "sentences[0].section"),
        ("drafting.toml", 'under = "依申请公开"', 'under = "无此方面"', "sentences[0].under"),
        ("drafting.toml", "[rules]", "[rule]", "rules"),
        ("drafting.toml", 'row = "rules"', 'row = "rules"\nmore = 1', "rules.more"),
        ("phrases.toml", 'cell = "requests.received.total"', 'cell = "none"', "phrases[0].cell"),
        ("phrases.toml", '"新收信息公开申请"', '"新收政府信息公开申请"', "phrases[0].words"),
        ("phrases.toml", 'units = ["件", "份", "宗"]', "units = []", "units"),
        ("phrases.toml", "near =", "nearby =", "phrases[1].nearby"),
    ],
)
def test_a_broken_file_is_refused_with_file_and_key(name: str, old: str, new: str, told: str, tmp_path: Path) -> None:
    text = (form_folder("2021") / name).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    load = load_drafting if name == "drafting.toml" else load_phrases
    with pytest.raises(FormError) as caught:
        load(tmp_path, form("2021"))
    assert name in str(caught.value)
    assert told in str(caught.value)


def test_words_that_name_a_cell_in_one_edition_name_it_in_the_other_where_both_have_it() -> None:
    new, old = phrases("2021"), phrases("2019")
    for words, phrase in old.words.items():
        assert new.words[words] == phrase
