"""Between typed text and figures: the only place where text is read as a number.

Used alike by typing, paste and import. What can't be understood is refused with a reason,
so that the caller can keep it as it was typed (rules E1, E2 and E4).
"""

from __future__ import annotations

import re
from decimal import Decimal

from model.form import NumberKind
from model.records import NamedTuple

Value = int | Decimal | str | None
"""What a cell holds: a whole number, a decimal, text that was not understood, or None for blank."""

LARGEST = 10**12

# Only these: NFKC would turn ① and ² into digits as well.
_HALF_WIDTH = str.maketrans(
    "０１２３４５６７８９，．－＋\u2212\u3000\u00a0\u200b\ufeff",
    "0123456789,.-+-    ",
)
_DIGITS = r"(?:\d+|\d{1,3}(?:,\d{3})+)"
# Compiled by `re` when it is first used.
_NUMBER = rf"(?a)(?P<sign>[+-]?)(?P<whole>{_DIGITS})(?P<fraction>\.\d+)?"
_SIGN_WORDS = {"增": "+", "减": "-"}
_NO_FRACTION = (".0", ".00")
"""What the number formats of spreadsheets add to a whole number. Three zeros may be thousands, mistyped: 12.000."""

REASONS = {
    "unreadable": "看不出是什么数，请只填数字",
    "sum": "算式只能是几个数相加减，如 =12+5-3",
    "negative": "不能小于0",
    "sign": "不带正负号，请只填数字",
    "fraction": "应为整数",
    "decimals": "小数位数超过{decimals}位",
    "large": "超过一万亿，请核对",
    "unit": "单位不是{unit}，请换算后填写",
}


class Entry(NamedTuple):
    """What was typed, as a cell holds it. unit: "" for the default. reason: a key of REASONS or ""."""

    value: Value
    unit: str
    reason: str


def half_width(text: str) -> str:
    """The text with full-width digits, signs and spaces in their usual width; nothing else changes."""
    return text.translate(_HALF_WIDTH)


def read_number(text: str, kind: NumberKind) -> Entry:
    """Read what was typed, pasted or imported for a cell of this kind.

    Understood: half- and full-width digits, thousands commas, white space around, for kinds that
    carry units a unit behind the figure, for signed kinds + - 增 减, for whole numbers .0 and .00 behind
    the figure, as spreadsheets show it. White space alone is blank.
    Anything else gives the text as typed with the reason why it was refused.
    """
    plain = text.translate(_HALF_WIDTH).strip()
    if not plain:
        return Entry(None, "", "")
    if plain[0] in "=＝":
        # A sum that was kept as typed: model.sums reads those that can be added up.
        return Entry(text, "", "sum")
    plain, unit, foreign = _split_unit(plain, kind)
    if foreign:
        return Entry(text, "", "unit")
    if kind.signed and plain[:1] in _SIGN_WORDS:
        plain = _SIGN_WORDS[plain[0]] + plain[1:].lstrip()
    match = re.fullmatch(_NUMBER, plain)
    if match is None:
        return Entry(text, "", "unreadable")
    reason = _refusal(match, kind)
    if reason:
        return Entry(text, "", reason)
    digits = match["sign"].replace("+", "") + match["whole"].replace(",", "")
    if kind.whole:
        return Entry(int(digits), unit, "")
    return Entry(Decimal(digits + (match["fraction"] or "")), unit, "")


def _split_unit(plain: str, kind: NumberKind) -> tuple[str, str, bool]:
    """The figure, its unit ("" for the default), and whether a unit stands there that the kind can't carry."""
    for unit in sorted(kind.units, key=len, reverse=True):
        if plain.endswith(unit):
            return plain.removesuffix(unit).rstrip(), "" if unit == kind.units[0] else unit, False
    foreign = bool(kind.units) and plain.endswith(("元", "亿", "万")) and plain[:1].isdigit()
    return plain, "", foreign


def _refusal(match: re.Match[str], kind: NumberKind) -> str:
    fraction = match["fraction"] or ""
    if match["sign"] and not kind.signed:
        return "negative" if match["sign"] == "-" else "sign"
    if kind.whole and fraction and fraction not in _NO_FRACTION:
        return "fraction"
    if not kind.whole and len(fraction) - 1 > kind.decimals:
        return "decimals"
    whole = match["whole"].replace(",", "").lstrip("0")
    if len(whole) > 13 or Decimal((whole or "0") + fraction) > LARGEST:
        return "large"
    return ""


def reason_text(reason: str, kind: NumberKind) -> str:
    """The refusal in Chinese."""
    return REASONS[reason].format(decimals=kind.decimals, unit=kind.unit)


def number_text(value: Value) -> str:
    """A figure as the form prints it: no thousands commas, decimals as typed, blank as ""."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def is_number(value: Value) -> bool:
    """Whether the cell holds a figure, neither blank nor text that was not understood."""
    return isinstance(value, (int, Decimal))
