"""Reading what was typed as a figure."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.form import NumberKind
from model.number_text import LARGEST, number_text, read_number, reason_text

COUNT = NumberKind("count", True, False, 0, "件", ())
CHANGE = NumberKind("change", True, True, 0, "项", ())
FEE = NumberKind("fee", False, False, 6, "万元", ("万元",))
PURCHASE = NumberKind("purchase", False, False, 6, "万元", ("万元", "元"))


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("37", COUNT, 37),
        ("１２", COUNT, 12),
        (" 5\u3000", COUNT, 5),
        ("\u00a05\n", COUNT, 5),
        ("\u200b5\ufeff", COUNT, 5),
        ("1,234", COUNT, 1234),
        ("１，２３４，５６７", COUNT, 1234567),
        ("007", COUNT, 7),
        ("0", COUNT, 0),
        ("12.0", COUNT, 12),
        ("１２．００", COUNT, 12),
        ("1,234.0", COUNT, 1234),
        ("0.0", COUNT, 0),
        ("-2.0", CHANGE, -2),
        ("1000000000000", COUNT, LARGEST),
        ("+3", CHANGE, 3),
        ("－２", CHANGE, -2),
        ("\u22122", CHANGE, -2),
        ("增3", CHANGE, 3),
        ("减 2", CHANGE, -2),
        ("12.50", FEE, Decimal("12.50")),
        ("０．１", FEE, Decimal("0.1")),
        ("1,234.5万元", FEE, Decimal("1234.5")),
        ("3", FEE, Decimal(3)),
    ],
)
def test_understood(typed: str, kind: NumberKind, value: object) -> None:
    entry = read_number(typed, kind)
    assert (entry.value, entry.unit, entry.reason) == (value, "", "")
    assert type(entry.value) is type(value)


@pytest.mark.parametrize(
    ("typed", "kind", "reason"),
    [
        ("-5", COUNT, "negative"),
        ("-0", COUNT, "negative"),
        ("+5", COUNT, "sign"),
        ("1.5", COUNT, "fraction"),
        ("5.50", COUNT, "fraction"),
        ("5.01", COUNT, "fraction"),
        ("12.000", COUNT, "fraction"),
        ("-5.0", COUNT, "negative"),
        ("1000000000001.0", COUNT, "large"),
        ("②", COUNT, "unreadable"),
        ("²", COUNT, "unreadable"),
        ("3件", COUNT, "unreadable"),
        ("1e3", COUNT, "unreadable"),
        ("12,34", COUNT, "unreadable"),
        ("1 2", COUNT, "unreadable"),
        ("—", COUNT, "unreadable"),
        ("/", COUNT, "unreadable"),
        ("无", COUNT, "unreadable"),
        ("٣", COUNT, "unreadable"),
        ("増3", COUNT, "unreadable"),
        ("增3", COUNT, "unreadable"),
        ("1000000000001", COUNT, "large"),
        ("9" * 5000, COUNT, "large"),
        ("-1.5", FEE, "negative"),
        ("0.1234567", FEE, "decimals"),
        ("1.", FEE, "unreadable"),
        (".5", FEE, "unreadable"),
        ("3000元", FEE, "unit"),
        ("3亿", FEE, "unit"),
        ("NaN", FEE, "unreadable"),
        ("1000000000000.1", FEE, "large"),
    ],
)
def test_refused_and_kept_as_typed(typed: str, kind: NumberKind, reason: str) -> None:
    entry = read_number(typed, kind)
    assert (entry.value, entry.reason) == (typed, reason)
    assert "{" not in reason_text(reason, kind)


def test_a_unit_that_the_kind_carries_is_kept() -> None:
    assert read_number("3000元", PURCHASE)[:2] == (Decimal(3000), "元")
    assert read_number("3000 元", PURCHASE)[:2] == (Decimal(3000), "元")
    assert read_number("0.3万元", PURCHASE)[:2] == (Decimal("0.3"), "")


@pytest.mark.parametrize("typed", ["", " ", "\u3000", "\n\t"])
def test_white_space_is_blank_and_not_zero(typed: str) -> None:
    assert read_number(typed, COUNT) == (None, "", "")


@given(st.integers(0, LARGEST))
def test_every_count_comes_back_as_printed(figure: int) -> None:
    assert read_number(number_text(figure), COUNT).value == figure
    assert read_number(f"{figure:,}", COUNT).value == figure


@given(st.decimals(0, LARGEST, places=6, allow_nan=False, allow_infinity=False))
def test_every_decimal_keeps_its_digits(figure: Decimal) -> None:
    read = read_number(number_text(figure), FEE).value
    assert isinstance(read, Decimal)
    assert number_text(read) == number_text(figure)


@given(st.text(max_size=8), st.sampled_from([COUNT, CHANGE, FEE, PURCHASE]))
def test_nothing_is_dropped(typed: str, kind: NumberKind) -> None:
    entry = read_number(typed, kind)
    assert entry.reason == "" or entry.value == typed
    assert (entry.value is None) == (not typed.translate(dict.fromkeys((0xA0, 0x200B, 0xFEFF), " ")).strip())
