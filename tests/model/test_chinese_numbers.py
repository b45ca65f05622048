"""Figures in Chinese numerals."""

import pytest

from model.chinese_numbers import LARGEST, chinese_numeral


@pytest.mark.parametrize(
    ("figure", "numeral"),
    [
        ("0", "零"),
        ("2", "二"),
        ("10", "十"),
        ("12", "十二"),
        ("20", "二十"),
        ("101", "一百零一"),
        ("110", "一百一十"),
        ("115", "一百一十五"),
        ("1001", "一千零一"),
        ("1010", "一千零一十"),
        ("10001", "一万零一"),
        ("10010", "一万零一十"),
        ("12000", "一万二千"),
        ("100000", "十万"),
        ("120034", "十二万零三十四"),
        ("100000001", "一亿零一"),
        ("100010000", "一亿零一万"),
        ("1200000000000", "一万二千亿"),
        ("1000000000000", "一万亿"),
        ("12.5", "十二点五"),
        ("12.50", "十二点五零"),
        ("-3", "负三"),
        (str(LARGEST + 1), str(LARGEST + 1)),
    ],
)
def test_numerals(figure: str, numeral: str) -> None:
    assert chinese_numeral(figure) == numeral
