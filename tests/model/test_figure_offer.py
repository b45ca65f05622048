"""Typing a figure offers to tie it only when its words name one cell and it is that cell's figure."""

from __future__ import annotations

import pytest

from model.figure_choice import Choice, choice_of, formula_words, reason_words
from model.figure_offer import offer_for, offer_words
from model.live_figures import Derived, Formula
from model.phrases import load_phrases
from tests.builders import form_of, report_with
from workflows.forms import form_folder

TOTAL = "requests.received.total"
NATURAL = "requests.received.natural_person"
ROW = "requests.received."


@pytest.mark.parametrize(
    ("before", "after", "formula"),
    [
        ("全年新收政府信息公开申请47", "", Formula("sum", (TOTAL,))),
        ("2025年，新收政府信息公开申请47", "件", Formula("sum", (TOTAL,))),
        ("新收政府信息公开申请４７", "", Formula("sum", (TOTAL,))),
        ("新收政府信息公开申请四十七", "", Formula("sum", (TOTAL,), numerals="chinese")),
        ("新收政府信息公开申请47", "次", None),
        ("新收政府信息公开申请48", "", None),
        ("新收政府信息公开申请147", "", None),
        ("新收政府信息公开申请1.47", "", None),
        ("网站发布信息47", "", None),
        ("比上年新收政府信息公开申请47", "", None),
        ("2024年新收政府信息公开申请47", "", None),
        ("新收政府信息公开申请", "", None),
        ("47", "", None),
    ],
)
@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_what_is_offered(edition: str, before: str, after: str, formula: Formula | None) -> None:
    columns = list(form_of(edition).cells[TOTAL].parts)
    report = report_with(dict.fromkeys(columns, "0") | {NATURAL: "47"}, edition=edition)
    phrases = load_phrases(form_folder(edition), report.form)
    offer = offer_for(report, phrases, before, after)
    assert (offer.formula if offer else None) == formula
    if offer is not None:
        assert offer_words(offer, report.form) == f"“{offer.typed}”等于表三新收总计，Tab 关联"


def test_nothing_is_offered_for_a_blank_cell() -> None:
    report = report_with()
    phrases = load_phrases(form_folder("2021"), report.form)
    assert offer_for(report, phrases, "新收政府信息公开申请0", "") is None


def test_a_percentage_begins_with_one_decimal_and_goes_round() -> None:
    choice = Choice().of_kind("change", (TOTAL,))
    seen = [choice.decimals]
    for _ in range(3):
        choice = choice.next_decimals()
        seen.append(choice.decimals)
    assert seen == [1, 2, 0, 1]
    assert choice.of_kind("sum", ()).decimals is None


def test_a_figure_of_its_cell_goes_round_its_decimals() -> None:
    choice, seen = Choice(), []
    for _ in range(4):
        choice = choice.next_decimals()
        seen.append(choice.decimals)
    assert seen == [0, 1, 2, None]


def test_the_choice_is_taken_up_again() -> None:
    formula = Formula("change", (TOTAL,), (), 2, "chinese")
    assert choice_of(formula).formula((TOTAL,)) == formula
    assert Choice().formula(()) is None


def test_formulas_in_words() -> None:
    form = form_of("2021")
    assert "总计" in formula_words(Formula("sum", (TOTAL,)), form)
    assert "等3格的合计" in formula_words(Formula("sum", (NATURAL, TOTAL, ROW + "business")), form)
    assert "上年数" in formula_words(Formula("last", (TOTAL,)), form)
    assert "百分比" in formula_words(Formula("share", (NATURAL,), (TOTAL,), 1), form)
    assert "减去" in formula_words(Formula("difference", (TOTAL,), (NATURAL,)), form)
    assert "没有填" in reason_words(Derived("〔未填〕", "blank", NATURAL), form)
    assert reason_words(Derived("3"), form) == ""
