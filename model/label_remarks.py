"""What a printed label says beyond the words that place it: harmless remarks, and those that make its figures doubtful.

Figures count only under a label that says nothing else. A year other than the report's, 上年, 占比, 含 … and any remark
that is not known leave the place to the clerk.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from model.figure_units import is_money
from model.label_text import Shortened, plain
from model.records import NamedTuple

_PARTS = re.compile(r"[,;、:·.。/和\s]+")
_OWN_YEAR = re.compile(
    r"(?:截[至止]到?)?(20\d\d)(?:年1月1日(?:至|到|[-—–~])(?:\1年)?12月31日|年?(?:度|12月31日|年?[底末])?)", re.ASCII
)
_YEAR = re.compile(r"(20\d\d)(?:年度?|(?=[-—–~至](?:20)?\d\d))(\d{1,2}月)?", re.ASCII)
_CHINESE_YEAR = re.compile(r"二[〇○零0oO]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])(?=年)")
_CHINESE_DIGITS = {"〇": "0", "○": "0", "零": "0", **{digit: str(i) for i, digit in enumerate("一二三四五六七八九", 1)}}
_BRACKETS = re.compile(r"[()\[\]〔〕【】]")
_UNIT_OF_ALL = re.compile(r"单位:((?:[十百千万亿]{0,2}(?:件|份|个|项|宗|起|条|次|人|人次|元|%)[、,/和]?)+)")
_SHOWN = 20

ABOUT_TABLE = "整张表："
"""How the reason begins why nothing of a table is certain."""


class Remarks(NamedTuple):
    """What may stand beside a label's words. harmless: remarks that change nothing, with plain characters.

    foreign: words that show that figures are not this year's counts. years: those that the report may name as its
    own; any where there are none.
    """

    harmless: frozenset[str] = frozenset()
    foreign: tuple[str, ...] = ()
    years: frozenset[int] = frozenset()

    def strange(self, left_out: Shortened, own: Sequence[str], money: bool) -> str:
        """Why figures of the label may be others, "" when all that was left out of it is harmless.

        own: the remarks that the form prints with the label. money: whether its figures carry a unit of money.
        """
        for named in left_out.years:
            if not self._is_own(named.report):
                return self._other_year(named.year)
        for remark in left_out.remarks:
            if not self._is_harmless(remark, own, money):
                return self._said(remark)
        return ""

    def foreign_in(self, text: str, units: Container[str]) -> str:
        """Why figures below or beside a text that is no label may be others, "" where nothing says so.

        units: those that figures of the form have without being told.
        """
        flat = _with_digits(plain(text))
        for found in _YEAR.finditer(flat):
            dated = found[2] and self._is_own(int(found[1]) - 1)
            if not self._is_own(int(found[1])) and not dated:
                return self._other_year(int(found[1]))
        word = next((word for word in self.foreign if word in flat), "")
        if not word:
            unit = _UNIT_OF_ALL.search(flat)
            known = unit is None or all(part in self.harmless or part in units for part in _parts(unit[1]))
            word = "" if known or unit is None else unit[0]
        return f"注明“{word}”，不一定是本年的件数" if word else ""

    def says_nothing(self, text: str) -> bool:
        """Whether a text that stands where the form prints no label only says what all figures are: 件数, 本年数量（件）."""
        parts = tuple(_parts(_BRACKETS.sub(" ", plain(text))))
        return bool(parts) and all(self._is_known(part, False) for part in parts)

    def names_own_year(self, text: str) -> bool:
        """Whether the text names a year, and none but the report's."""
        years = [int(found[1]) for found in _YEAR.finditer(_with_digits(plain(text)))]
        return bool(years) and all(map(self._is_own, years))

    def _is_own(self, year: int) -> bool:
        return not self.years or year in self.years

    def _is_harmless(self, remark: str, own: Sequence[str], money: bool) -> bool:
        whole = "".join(_parts(remark))
        if whole and any(text.startswith(whole) for text in own):
            return True
        return all(self._is_known(part, money) for part in _parts(remark))

    def _is_known(self, part: str, money: bool) -> bool:
        dated = _OWN_YEAR.match(part)
        rest = part[dated.end() :] if dated and self._is_own(int(dated[1])) else part
        return not rest or rest in self.harmless or (money and is_money(rest))

    def _said(self, remark: str) -> str:
        years = [int(year) for year in re.findall(r"20\d\d(?=年|$)", remark, re.ASCII)]
        other = next((year for year in years if not self._is_own(year)), 0)
        if other:
            return self._other_year(other)
        return f"注明“{remark if len(remark) <= _SHOWN else remark[: _SHOWN - 1] + '…'}”，不一定是表上的这个数"

    def _other_year(self, year: int) -> str:
        if year in self.years:
            return f"写的是 {year} 年，从报告的年度看不该是这一年"
        own = f"，报告是 {max(self.years)} 年" if self.years else ""
        return f"写的是 {year} 年{own}"


NO_REMARKS = Remarks()


def _parts(remark: str) -> Iterator[str]:
    return (part for part in _PARTS.split(remark) if part)


def _with_digits(flat: str) -> str:
    return _CHINESE_YEAR.sub(lambda year: f"20{_CHINESE_DIGITS[year[1]]}{_CHINESE_DIGITS[year[2]]}", flat)
