"""Labels as text: what of a printed label counts when it is compared, and what looks like a figure.

Width, white space, punctuation, quotation marks and the numbering in front do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from model.records import NamedTuple

BLANKS = re.compile(r"[\s\u200b-\u200d\u2060\ufeff\u00ad]+")
_SIGNS = "%‰±¥$€£△▲▽▼∑"
_MARKS = re.compile(rf"(?:(?![×÷√╳✓✔✕✖✗✘↑↓○{_SIGNS}])[\W_])+")
"""What does not count; signs that offices write in place of a figure do, and those that make another figure of it."""

_NUMERALS = "一二三四五六七八九十"
_NUMBERINGS = (
    ("level_one", re.compile(rf"([{_NUMERALS}]{{1,3}})[、.,:]")),
    ("bracketed", re.compile(rf"[(\[〔【〈]([{_NUMERALS}]{{1,3}})[)\]〕】〉][、.,:]?")),
    ("half_bracketed", re.compile(rf"([{_NUMERALS}]{{1,3}})\)[、.,:]?")),
    ("digits", re.compile(r"\(?(\d{1,2})(?:\)[、.,:]?|[、.,:](?!\d))", re.ASCII)),
)
_REMARK = re.compile(r"\((?![一二三四五六七八九十\d]{1,2}\))[^()]*\)")
_SIGN = re.compile(f"[{_SIGNS}]")
_LAST_REMARK = re.compile(r"\([^()]*\)$")
_TO = r"(?:至|到|[-—–~])"
_YEAR = re.compile(rf"(20\d\d)年(?:1月1日{_TO}(?:\1年)?12月31日|度)?", re.ASCII)
_AS_OF = re.compile(r"截[至止]到?(20\d\d)年度?(?:12月31日|年?[底末])", re.ASCII)
_SAID_INSTEAD = (("本年", 0), ("上年", 1), ("下年度", -1))
"""What stands for a year in the form's labels, and how many years before the report's that year is."""
_BARE_NUMBER = re.compile(rf"(?:[0-9]{{1,2}}|[{_NUMERALS}]{{1,2}})(?=[^\W\d])")
_FIGURE = re.compile(
    r"[增减约共+-]{0,2}\d[\d,]*(?:\.\d+)?(?:e\d+)?(?:[件项个条份宗起次部例]{0,2}|\([件项个条份宗起次部例]{1,2}\)|[万亿]?元|%)",
    re.ASCII,
)
_NONE = re.compile(r"[/\\]{1,3}|[-−–—―─━ー_]{1,6}|[~*×╳✕✖]|无")
_ZERO_WORDS = frozenset(("零", "〇", "○"))
_BARE_PAGE = re.compile(r"[1-9]\d{0,2}", re.ASCII)
_PAGE_NUMBER = re.compile(r"[-—–―·~]{1,3}\d{1,4}[-—–―·~]{1,3}|第\d{1,4}页(?:[,/]?共\d{1,4}页)?", re.ASCII)


class Numbering(NamedTuple):
    """The number in front of a heading. style: "" when there is none; ordinal: its value; rest: what follows."""

    style: str
    ordinal: int
    rest: str


class NamedYear(NamedTuple):
    """A year in a label. year: as printed; report: the year of the report in which it may stand there."""

    year: int
    report: int


class Shortened(NamedTuple):
    """What counts of a label without something of it. years: those left out, or said in the form's words.

    remarks: what stood in brackets, plain, and signs that make another figure of it.
    """

    core: str
    remarks: tuple[str, ...]
    years: tuple[NamedYear, ...] = ()


@lru_cache(maxsize=256)
def plain(text: str) -> str:
    """The text without white space, full-width and compatibility characters made plain: ㈠ is (一). Never for figures."""
    return BLANKS.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=256)
def numbering(text: str) -> Numbering:
    """The number in front of the text, however it is written."""
    flat = plain(text)
    for style, pattern in _NUMBERINGS:
        found = pattern.match(flat)
        if found:
            return Numbering(style, _ordinal(found[1]), flat[found.end() :])
    return Numbering("", 0, flat)


def _ordinal(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _NUMERALS.find(numeral) + 1
    return (_NUMERALS.find(tens) + 1 if tens else 1) * 10 + (_NUMERALS.find(ones) + 1 if ones else 0)


@lru_cache(maxsize=4096)
def core(text: str) -> str:
    """What of a label counts: two labels with the same core are the same label."""
    return _MARKS.sub("", numbering(text).rest)


def numbered_core(text: str) -> str:
    """The core with the number left in front."""
    return _MARKS.sub("", plain(text))


def shortened(text: str) -> tuple[Shortened, ...]:
    """What the label says when remarks in brackets, years and an unmarked number are left out."""
    rest = numbering(text).rest
    bare = _REMARK.sub("", rest)
    remarks = (*(remark[1:-1] for remark in _REMARK.findall(rest)), *_SIGN.findall(bare))
    shorter = _SIGN.sub("", bare)
    number = _BARE_NUMBER.match(shorter)
    texts = [(shorter, ()), *_without_years(shorter), (shorter[number.end() :] if number else "", ())]
    cores: dict[str, tuple[NamedYear, ...]] = {}
    for item, replaced in texts:
        if item and item != rest:
            cores.setdefault(_MARKS.sub("", item), replaced)
    return tuple(Shortened(short, remarks, replaced) for short, replaced in cores.items())


def _without_years(text: str) -> Iterator[tuple[str, tuple[NamedYear, ...]]]:
    """The text with the years in it left out, or in the form's own words: 本年, 上年, 下年度."""
    dated = tuple(NamedYear(int(year), int(year)) for year in _AS_OF.findall(text))
    undated = _AS_OF.sub("", text)
    named = [int(found[1]) for found in _YEAR.finditer(undated)]
    if not dated and not named:
        return
    for words, before in _SAID_INSTEAD if named else ():
        yield _YEAR.sub(words, undated), (*dated, *(NamedYear(year, year + before) for year in named))
    yield _YEAR.sub("", undated), (*dated, *(NamedYear(year, year) for year in named))


def without_remark(name: str) -> str:
    """A name without the remark in brackets that it ends with; the text is plain."""
    return _LAST_REMARK.sub("", name)


def is_remark(text: str) -> bool:
    """Whether all of the text stands in brackets, and it is more than a number."""
    return _REMARK.fullmatch(plain(text)) is not None


def means_none(text: str) -> bool:
    """Whether this is what offices print for "none" or for 0: /, -, —, 无."""
    return _NONE.fullmatch(plain(text)) is not None


def looks_like_figure(text: str) -> bool:
    """Whether a cell of a table may hold this in place of a figure; it need not be one that can be read."""
    flat = plain(text)
    return _NONE.fullmatch(flat) is not None or flat in _ZERO_WORDS or _FIGURE.fullmatch(flat) is not None


def counts_for_nothing(text: str) -> bool:
    """Whether nothing of the text counts in a label: it is blank, or punctuation only."""
    return not _MARKS.sub("", plain(text))


def is_bare_number(text: str) -> bool:
    """Whether the line may be a page number with nothing around it."""
    return _BARE_PAGE.fullmatch(plain(text)) is not None


def is_page_number(text: str) -> bool:
    """Whether the line is a printed page number: — 3 —, 第3页."""
    return _PAGE_NUMBER.fullmatch(plain(text)) is not None
