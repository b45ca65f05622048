"""Numbers in a paragraph that may be somebody's own: identity numbers, bank cards, mobile phones.

An identity number (GB 11643—1999): 18 characters, a possible birth date, the right check character. A bank card: 16 to 19
digits whose last one checks the others (ISO/IEC 7812-1, Luhn), near 卡 or 账号. A mobile phone: 11 digits from 13… to 19….
What a label says to be a code, and what stands in an address of a page or among Latin letters, is none.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from pathlib import Path

from model.records import NamedTuple
from model.text_phrases import inside, places
from model.toml_table import read_table

IDENTITY, CARD, MOBILE = "identity", "card", "mobile"
NAMES = {IDENTITY: "身份证号码", CARD: "银行卡号", MOBILE: "手机号码"}

_HALF_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ－　", "0123456789Xx- ")
_RUN = re.compile(r"(?<![0-9])[0-9](?:[ -]?[0-9]){10,40}[Xx]?(?![0-9])")
_PIECE = re.compile(r"[0-9]+[Xx]?")
_GROUPS = re.compile(r"\d{3}[ -]\d{4}[ -]\d{4}|(?:\d{4}[ -]){3,4}\d{1,4}|\d{6}[ -]\d{8}[ -]\d{3}[\dXx]")
"""How people write a phone, a card and an identity number in groups."""
_CLAUSE_ENDS = "，。；！？,;!?\n"
_TOKEN = re.compile(r"[A-Za-z/_@=?&%.#]")
_NEAR = 24
"""Characters in which a word is near a number."""
_FAR = 60
"""Characters on either side in which the words of an office's own contact stand."""

_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_CARD_LENGTHS = range(16, 20)
_MOBILE_LENGTH = 11


class Personal(NamedTuple):
    """A number. digits: without separators; certain: nothing else can be meant; phone: a word for phones stands before it."""

    start: int
    end: int
    digits: str
    kind: str
    certain: bool
    phone: bool = False

    @property
    def masked(self) -> str:
        """So that it can be found, and is not told again."""
        return f"{self.digits[:3]}…{self.digits[-4:]}"


class PersonalWords(NamedTuple):
    """The words of resources/text/personal.toml."""

    codes: tuple[str, ...]
    identity: tuple[str, ...]
    cards: tuple[str, ...]
    surely_cards: tuple[str, ...]
    phones: tuple[str, ...]
    card_starts: tuple[str, ...]
    offices: tuple[str, ...]
    units: tuple[str, ...]
    provinces: tuple[str, ...]


@lru_cache(maxsize=8)
def load_personal(file: str) -> PersonalWords:
    """The words of the file; raises FormError that names file and key."""
    top = read_table(Path(file))
    words = PersonalWords(*(top.words(key) for key in PersonalWords._fields))
    top.finish()
    return words


@lru_cache(maxsize=4096)
def find_personal(file: str, year: int, text: str) -> tuple[Personal, ...]:
    """The numbers in the paragraph of a report of this year, in their order; file: as for `load_personal`."""
    plain = text.translate(_HALF_WIDTH)
    words = load_personal(file)
    found: list[Personal] = []
    for run in _RUN.finditer(plain):
        if _is_code(words, plain, run.start(), run.end()):
            continue
        stretches = [(piece.start() + run.start(), piece.group()) for piece in _PIECE.finditer(run.group())]
        here = [one for start, piece in stretches if (one := _number(words, plain, start, piece, year))]
        if not here and _GROUPS.fullmatch(run.group()):
            whole = _number(words, plain, run.start(), run.group(), year)
            here = [whole] if whole else []
        found += here
    return tuple(found)


def is_identity(digits: str, year: int = 0) -> bool:
    """Whether it is an identity number of somebody born by the end of the year after this one (0: at any time)."""
    return len(digits) == len(_WEIGHTS) + 1 and _is_born(digits, year) and digits[-1].upper() == identity_check(digits)


def identity_check(digits: str) -> str:
    """The check character that the first 17 digits of an identity number ask for (ISO 7064, MOD 11-2)."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11]


def passes_luhn(digits: str) -> bool:
    """Whether the last digit checks the others."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_mobile(digits: str) -> bool:
    """Whether it can be the number of a mobile phone in China."""
    return len(digits) == _MOBILE_LENGTH and digits[0] == "1" and digits[1] in "3456789" and digits.isdigit()


def _number(words: PersonalWords, text: str, start: int, written: str, year: int) -> Personal | None:
    digits = written.replace(" ", "").replace("-", "")
    end = start + len(written)
    before = _clause_before(text, start)
    kind, certain, phone = "", False, False
    if len(digits) == len(_WEIGHTS) + 1 and _is_born(digits, year):
        right = is_identity(digits, year)
        if right or _has(words.identity, before):
            kind, certain = IDENTITY, right and digits.startswith(words.provinces)
    if not kind and len(digits) in _CARD_LENGTHS and _is_card(digits):
        near = before + text[end : end + 6]
        if _has(words.cards, near):
            kind, certain = CARD, _has(words.surely_cards, near) or digits.startswith(words.card_starts)
    if not kind and is_mobile(digits) and not text.startswith(words.units, end):
        phone = _has(words.phones, before)
        around = text[max(0, start - _FAR) : end + _FAR]
        kind, certain = MOBILE, phone and not _has(words.offices, around)
    return Personal(start, end, digits.upper(), kind, certain, phone) if kind else None


def _is_born(digits: str, year: int) -> bool:
    """Whether the seventh to the fourteenth digit are a possible birth date."""
    if not digits[:-1].isdigit():
        return False
    born = int(digits[6:10])
    if not _FIRST_YEAR <= born <= (year + 1 if year else _LAST_YEAR):
        return False
    try:
        date(born, int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    return True


def _is_card(digits: str) -> bool:
    return digits.isdigit() and digits[0] != "0" and len(set(digits)) > 1 and passes_luhn(digits)


def _is_code(words: PersonalWords, text: str, start: int, end: int) -> bool:
    """Whether the number belongs to an address or to a word in Latin letters, is a part of a figure, or is named as a code."""
    first, last = start, end
    while first > max(0, start - _NEAR) and "!" <= text[first - 1] <= "~" and text[first - 1] not in ":,;()[]\"'<>*":
        first -= 1
    while last < min(len(text), end + _NEAR) and "!" <= text[last] <= "~" and text[last] not in ":,;()[]\"'<>*":
        last += 1
    # A full stop that ends the sentence is no part of an address.
    around = text[first:start] + text[end:last].rstrip(".")
    if _TOKEN.search(around) or inside(places(text, "addresses"), start, end):
        return True
    return _has(words.codes, _clause_before(text, start))


def _clause_before(text: str, start: int) -> str:
    """What stands before the number in its clause; a colon after its name does not end it."""
    before = text[max(0, start - _NEAR) : start]
    return before[max(before.rfind(end) for end in _CLAUSE_ENDS) + 1 :]


def _has(words: tuple[str, ...], text: str) -> bool:
    return any(word in text for word in words)
