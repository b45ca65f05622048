"""Numbers as Word's lists print them. Source: ISO/IEC 29500-1, 17.18.59 (ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from model.chinese_numbers import chinese_numeral

_FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_PLAIN_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1)  # fmt: skip
_LARGEST_ROMAN = 4000
_LONGEST = 20


def number_in(form: str, number: int) -> str:
    """The number in this form; in digits where the form is not known."""
    return _FORMS.get(form, str)(number)


def _chinese(number: int) -> str:
    return chinese_numeral(str(number))


def _digit_by_digit(number: int) -> str:
    return str(number).translate(_PLAIN_DIGITS)


def _formal(number: int) -> str:
    numeral = _chinese(number)
    return (f"一{numeral}" if numeral.startswith("十") else numeral).translate(_FORMAL)


def _letters(number: int) -> str:
    """a … z, aa … zz, aaa …, as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, _LONGEST) if number > 0 else ""


def _roman(number: int) -> str:
    text, rest = "", min(number, _LARGEST_ROMAN)
    for sign, worth in _ROMAN:
        text += sign * (rest // worth)
        rest %= worth
    return text


def _one_of(signs: str) -> Callable[[int], str]:
    """By a row of signs, the first for 1; in digits beyond them."""
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else str(number)


def _row(first: str, last: str) -> str:
    return "".join(map(chr, range(ord(first), ord(last) + 1)))


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


_CIRCLED = _one_of(_row("①", "⑳"))
_FORMS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "chineseLegalSimplified": _formal,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographEnclosedCircle": _one_of(_row("㊀", "㊉")),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedParen": _one_of(_row("⑴", "⒇")),
    "decimalEnclosedFullstop": _one_of(_row("⒈", "⒛")),
    "decimalZero": lambda number: f"{number:02d}",
    "none": lambda number: "",
    "numberInDash": lambda number: f"- {number} -",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
