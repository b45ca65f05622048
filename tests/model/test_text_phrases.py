"""Phrases in paragraphs: … within a clause, what excuses them, where they do not count, and how data is refused."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from model.errors import FormError
from model.text_phrases import Phrase, Phrases, clause_around, inside, places, read_phrases
from model.toml_table import Table


def found(text: str, *words: str, **more: tuple[str, ...]) -> list[str]:
    return [match.text for match in Phrases([Phrase(words, **more)]).find(text)]


def test_words_of_one_clause_may_stand_between() -> None:
    assert found("全年共收到各类政府信息公开申请3件。", "收到…申请") == ["收到各类政府信息公开申请"]
    assert found("收到申请", "收到…申请") == ["收到申请"]
    assert found("收到来信，答复申请", "收到…申请") == []
    assert found(f"收到{'很' * 61}多申请", "收到…申请") == []
    assert found("先收到甲申请，再收到乙申请", "收到…申请") == ["收到甲申请", "收到乙申请"]
    assert found("由甲局合并", "由…局…合并") == ["由甲局合并"]


def test_of_matches_within_each_other_the_longest_counts() -> None:
    assert found("XXXX年", "XX", "XXXX") == ["XXXX"]
    assert [match.start for match in Phrases([Phrase(("甲", "乙"))]).find("乙甲乙")] == [0, 1, 2]


def test_a_word_of_the_same_clause_excuses() -> None:
    unless = ("未收到", "没有…收到")
    assert found("本年未收到公开申请", "收到…申请", unless=unless) == []
    assert found("本年没有再收到公开申请", "收到…申请", unless=unless) == []
    assert found("未收到举报，收到公开申请1件", "收到…申请", unless=unless) == ["收到公开申请"]


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("titles", "印发《XX办法》后"),
        ("titles", "印发〈XX办法〉后"),
        ("quotes", "称“XX”的"),
        ("quotes", '称"XX"的'),
        ("quotes", "称「XX」的"),
        ("brackets", "甲（XX）乙"),
        ("brackets", "甲(XX)乙"),
        ("addresses", "见https://www.example.cn/XX/1.html页面"),
        ("addresses", "见www.XX.gov.cn页面"),
        ("addresses", "发到XX@example.org即可"),
    ],
)
def test_it_does_not_count_in_places_that_are_named(place: str, text: str) -> None:
    assert found(text, "XX") == ["XX"]
    assert found(text, "XX", not_in=(place,)) == []
    assert found(f"{text}，XX", "XX", not_in=(place,)) == ["XX"]


def test_what_matches_says_how_certain_it_is() -> None:
    phrases = Phrases([Phrase(("待补充",)), Phrase(("待定",), certain=False)])
    assert [(match.text, match.certain) for match in phrases.find("待定，待补充")] == [
        ("待定", False),
        ("待补充", True),
    ]
    assert phrases.in_any(["甲", "待定"])
    assert not phrases.in_any(["甲", "乙"])


def test_the_clause_round_a_stretch() -> None:
    text = "甲乙，丙丁戊；己"
    assert text[slice(*clause_around(text, 4, 5))] == "丙丁戊"
    assert text[slice(*clause_around(text, 7, 8))] == "己"
    assert inside(places("《甲》乙《丙》", "titles"), 4, 7)
    assert not inside(places("《甲》乙《丙》", "titles"), 3, 5)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({}, "phrases"),
        ({"phrases": []}, "phrases"),
        ({"phrases": [{"words": []}]}, "phrases[0].words"),
        ({"phrases": [{"words": ["…甲"]}]}, "phrases[0].words"),
        ({"phrases": [{"words": ["甲……乙"]}]}, "phrases[0].words"),
        ({"phrases": [{"words": ["甲"], "unless": [""]}]}, "phrases[0].unless"),
        ({"phrases": [{"words": ["甲"], "not_in": ["notes"]}]}, "phrases[0].not_in"),
        ({"phrases": [{"words": ["甲"], "word": "乙"}]}, "phrases[0].word"),
    ],
)
def test_broken_data_is_refused_with_its_key(data: dict[str, object], key: str) -> None:
    with pytest.raises(FormError) as raised:
        read_phrases(Table(Path("x.toml"), "", data))
    assert f"的 {key}：" in str(raised.value)


def test_the_work_grows_with_the_text_alone() -> None:
    phrases = Phrases([Phrase(("收到…申请…答复",), ("未",), ("titles", "quotes", "brackets", "addresses"))])
    for piece in ("收到", "收到申请答复", "《收到", "a.b", "收到申请，"):
        started = time.perf_counter()
        phrases.find(piece * (100_000 // len(piece)))
        assert time.perf_counter() - started < 5, piece
