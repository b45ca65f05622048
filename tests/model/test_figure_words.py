"""What a text that is no figure may mean, for a person to choose from."""

from __future__ import annotations

import pytest

import resources
from model.figure_words import guesses
from model.label_wordings import load_wordings
from tests.builders import form_of

WORDS = load_wordings(resources.path("labels.toml")).figures
FORM = form_of("2021")
COUNT = next(cell.kind for cell in FORM.cells.values() if not cell.kind.units)
MONEY = next(cell.kind for cell in FORM.cells.values() if cell.kind.units)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("3①", 3),
        ("3¹", 3),
        ("②", 2),
        ("1, 234", 1234),
        ("1,234 ,567", 1234567),
        ("1 3", 13),
        ("3万", 30_000),
        ("约31", 31),
    ],
)
def test_the_likeliest_count_comes_first(text: str, first: int) -> None:
    assert guesses(text, COUNT, WORDS)[0] == first


def test_a_count_of_tens_of_thousands_among_money_is_of_that_unit() -> None:
    assert [str(value) for value in guesses("12.5万", MONEY, WORDS)] == ["12.5"]
    assert [str(value) for value in guesses("1亿", MONEY, WORDS)][:1] == ["10000"]


def test_a_mark_alone_may_be_the_figure_itself() -> None:
    assert guesses("①", COUNT, WORDS) == (1,)
