"""单位资料: kept whole, read strictly, a broken file set aside."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.edits import Edit, SetField
from model.errors import ReportError
from tests.builders import report_with
from workflows.unit_cards import (
    Former,
    UnitCard,
    blank_report,
    card_for,
    card_from,
    card_problem,
    cards_file,
    keep_card,
    read_cards,
    save_cards,
    with_former,
)

CARD = UnitCard(
    "示例县数据局",
    "数据局",
    "department",
    "一号路1号",
    "000000",
    "0000-1234567",
    "a@b.example",
    "01-20",
    "模板.docx",
    "模板.xlsx",
    "导出",
    (Former("示例县大数据中心", "2024-03"), Former("示例县信息办", "2023", "predecessor")),
)


def test_cards_come_back_as_they_were_kept(tmp_path: Path) -> None:
    cards = (CARD, UnitCard("示例镇人民政府"))
    save_cards(cards, tmp_path)
    assert read_cards(tmp_path) == (cards, "")
    assert cards_file(tmp_path).read_bytes().decode("utf-8").startswith('{\n  "format": "nianbao-units"')


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    assert read_cards(tmp_path) == ((), "")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"format": "nianbao-units", "version": 2, "units": []}',
        b'{"format": "nianbao-units", "version": 1, "units": [{}]}',
        b'{"format": "nianbao-units", "version": 1, "units": [{"name": 3}]}',
        b'{"format": "nianbao-units", "version": 1, "units": [{"name": "A", "more": ""}]}',
        b'{"format": "nianbao-units", "version": 1, "units": [{"name": "A", "deadline": "13-40"}]}',
        b'{"format": "nianbao-units", "version": 1, "units": [{"name": "A", "former": [{"name": "B", "relation": "x"}]}]}',
        b'{"format": "nianbao-units", "version": 1, "units": [{"name": "A", "former": {}}]}',
        b'{"format": "nianbao-units", "version": 1, "units": [{"name": "A", "name": "B"}]}',
    ],
)
def test_a_broken_file_is_set_aside_and_said(content: bytes, tmp_path: Path) -> None:
    cards_file(tmp_path).write_bytes(content)
    read = read_cards(tmp_path)
    assert read.cards == ()
    (kept,) = tmp_path.iterdir()
    assert kept.name.endswith(".broken.json")
    assert kept.name in read.remark
    assert kept.read_bytes() == content
    save_cards((CARD,), tmp_path)
    assert read_cards(tmp_path).cards == (CARD,)


@pytest.mark.parametrize(
    ("card", "others", "told"),
    [
        (UnitCard(" "), (), "全称"),
        (UnitCard("A\nB"), (), "全称"),
        (UnitCard("A"), ("A",), "已经有"),
        (UnitCard("A", deadline="2-30"), (), "期限"),
        (UnitCard("A", deadline="02-30"), (), "期限"),
        (UnitCard("A", former=(Former(" "),)), (), "曾用名"),
        (UnitCard("A", former=(Former("B", "去年"),)), (), "去年"),
        (CARD, ("A",), ""),
    ],
)
def test_a_card_that_is_not_right_is_said_and_not_kept(
    card: UnitCard, others: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    problem = card_problem(card, others)
    assert told in problem
    assert bool(problem) == bool(told)
    if told:
        with pytest.raises(ReportError):
            save_cards((card, *map(UnitCard, others)), tmp_path)
        assert not cards_file(tmp_path).exists()


def test_keeping_a_card_replaces_the_one_with_its_name(tmp_path: Path) -> None:
    save_cards((UnitCard("甲"), UnitCard("乙")), tmp_path)
    keep_card(UnitCard("甲", "甲办"), tmp_path)
    keep_card(UnitCard("丙"), tmp_path)
    assert [(card.name, card.short) for card in read_cards(tmp_path).cards] == [("甲", "甲办"), ("乙", ""), ("丙", "")]


def test_a_card_is_found_by_former_names_too(tmp_path: Path) -> None:
    save_cards((UnitCard("示例县信息办"), CARD), tmp_path)
    assert card_for("示例县 数据局", tmp_path) == CARD
    assert card_for("示例县大数据中心", tmp_path) == CARD
    assert card_for("示例县信息办", tmp_path) == UnitCard("示例县信息办")
    assert card_for("别的局", tmp_path) is None
    assert card_for("", tmp_path) is None


def test_a_former_name_is_remembered_once() -> None:
    card = with_former(CARD, "旧局", "renamed", "2024")
    assert card.former[-1] == Former("旧局", "2024")
    assert with_former(card, "旧局", "predecessor") is card


def test_a_new_report_of_a_card_has_what_the_card_says() -> None:
    report = blank_report(CARD, 2025)
    assert (report.unit, report.year, report.fields["deadline"]) == ("示例县数据局", 2025, "2026-01-20")
    assert report.fields["contact.email"] == "a@b.example"
    assert len(report.blanks()) == len(report.form.inputs)
    assert blank_report(CARD, 2020).form.edition == "2019"
    assert blank_report(CARD._replace(deadline=""), 2025).fields["deadline"] == ""


def test_a_card_is_made_from_a_report() -> None:
    report = report_with({})
    report.apply(
        Edit("", (SetField("contact.phone", "1"), SetField("deadline", "2026-01-20"), SetField("unit_kind", "other")))
    )
    assert card_from(report) == UnitCard("示例县数据局", kind="other", phone="1", deadline="01-20")
    report.apply(Edit("", (SetField("deadline", "年底"),)))
    assert card_from(report).deadline == ""


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NAMES = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)


FORMER = st.builds(Former, NAMES, st.sampled_from(["", "2024-03"]), st.sampled_from(["renamed", "predecessor"]))
CARDS = st.builds(UnitCard, NAMES, TEXTS, deadline=st.just(""), export_folder=TEXTS, former=st.tuples(FORMER))


@settings(max_examples=30, deadline=None)
@given(CARDS)
def test_any_card_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, card: UnitCard) -> None:
    folder = tmp_path_factory.mktemp("cards")
    save_cards((card,), folder)
    assert read_cards(folder).cards == (card,)
