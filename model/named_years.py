"""Years named in a text, and what each stands for: the period reported on, or something that keeps its own year.

A year stands for the period reported on (the title, the 统计期限, `{year}年，我局…`), or for a comparison, cases
carried over, a document's name or number, a law's date, a plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from model.records import NamedTuple

PERIOD = "period"
KINDS: Mapping[str, str] = {
    "period": "报告年度",
    "title": "书名号内",
    "number": "文号",
    "quoted": "引号内",
    "address": "网址或编号",
    "signature": "成文日期",
    "carried": "结转",
    "comparison": "与往年比较",
    "earlier": "更早的年度",
    "range": "几年并列",
    "since": "自某年以来",
    "law": "法规文件的日期",
    "own": "预算、要点等自有年度",
    "event": "会议等的名称",
    "plan": "下一年打算",
    "date": "具体日期",
    "other": "用意不明",
}
"""What a mention stands for → the words for it. All but the first are left alone."""

_DIGITS = "0123456789"
_WRITTEN = ("0123456789", "０１２３４５６７８９", "〇一二三四五六七八九", "○一二三四五六七八九", "零一二三四五六七八九")
"""The ways in which the digits of a year are written."""

_SHORT = 2
_SHORT_BEFORE = r"(?:(?<=^)|(?<=[。；，：:（(较比自]))"
_SHORT_AFTER = r"(?=年(?:度|全年|[，,]|[我本全共市县区镇乡]|底|结转|新收|收到|受理))"
"""Where 24年 is a year and not a number of them."""

_ANY_DIGIT = "0-9０-９〇○零一二三四五六七八九"
_TO = r"\s*(?:-|－|—|–|~|～|至|到)+\s*"
_PAIRS = {"《": "》", "〔": "〕", "“": "”", "「": "」"}
_NUMBERED = re.compile(r"[\[［【(（]\Z")
_NUMBERED_AFTER = re.compile(r"[\]］】)）]\s*(?:第\s*)?\d+\s*号|年?\s*第\s*[\d一二三四五六七八九十]+\s*[号期]|年?\d+号")
_ASCII = re.compile(r"[!-~]+")
_IN_ADDRESS = re.compile(r"[A-Za-z/_@=?&%]")
_SIGNATURE = re.compile(r"\s*[（(]?\s*\S{4}年\S{1,3}月(?:\S{1,3}日)?\s*[）)]?\s*")
_MONTH = re.compile(r"年\s*(?:元|[\d０-９一二三四五六七八九十]{1,3})\s*月")
_FIRST_DAY = re.compile(r"年\s*[1１一]\s*月\s*[1１一]\s*日")
_LAST_DAY = re.compile(r"年\s*(?:12|１２|十二)\s*月\s*(?:31|３１|三十一)\s*日")
_DAYS_OF_YEAR = re.compile(
    rf"[{_ANY_DIGIT}]+\s*年\s*[1１一]\s*月\s*[1１一]\s*日\s*起?{_TO}(?:(?P<end>[{_ANY_DIGIT}]{{4}})\s*年)?\s*"
    r"(?:12|１２|十二)\s*月\s*(?:31|３１|三十一)\s*日"
)
_UP_TO_HERE = re.compile(rf"(?P<start>[{_ANY_DIGIT}]{{4}})\s*年\s*[1１一]\s*月\s*[1１一]\s*日\s*起?{_TO}\Z")
_WHOLE_YEAR = re.compile(r"年\s*[1１一]\s*月?\s*(?:-|－|—|–|~|～|至|到)+\s*(?:12|１２|十二)\s*月")
_DOTTED_PERIOD = re.compile(
    r"(?<![!-~])[0-9]{4}(?P<sep>[./-])0?1(?P=sep)0?1\s*起?(?:-|－|—|–|~|～|至|到)+\s*"
    r"(?P<end>[0-9]{4})(?P=sep)12(?P=sep)31(?![0-9])"
)
"""All of a year as 2024.1.1-2024.12.31."""
_UNTIL = re.compile(r"(?:截至|截止|截止到|截至到|至|到)\Z")
_YEAR_END = re.compile(r"年\s*(?:年?底|年?末|(?:12|１２|十二)\s*月(?:底|末|份)?(?=[，,。；）]|\Z))")
_PART_OF_YEAR = re.compile(r"年\s*(?:上|下)半年|年\s*第?[一二三四1-4]季度|年\s*(?:初|底|末|春|夏|秋|冬)")
_SINCE = re.compile(r"年度?\s*(?:以来|起|至今|开始)")
_SO_FAR = re.compile(r"年度?\s*以来")
_FROM = re.compile(r"[自从]\s*\Z")
_LAW = re.compile(
    r"年\s*(?:修订|修正|修改|颁布|施行|起施行|实施的?《|(?:印发|发布|公布|出台|制定|下发)的?\s*《|(?:印发|发布|公布)[）)])"
)
_OWN = re.compile(
    r"年(?:度)?[^，。；：！？、（）()0-9我本共]{0,14}?(?:预算|决算|要点|工作计划|计划|规划|方案|清单|目录|考核|考评|评估|实事|项目)"
)
_EVENT = re.compile(
    r"年(?:度)?(?:(?!召开|举办|举行|组织|开展|参加|承办|主持|通过|利用|进行|落实|推进|多次|先后|局|厅|委|办)"
    r"[^，。；：！？、（）()0-9我本共]){1,16}?(?:会议|大会|座谈会|推进会|培训会|现场会|动员会|部署会|论坛|博览会|活动周|宣传周)"
)
_LAW_DATE = re.compile(r"年[^，。；]{0,8}?(?:起施行|起实施|通过(?=[的，。；）]|\Z)|修订|修正|颁布|印发|公布施行)")
_COMPARED = re.compile(r"(?:较|比|与|和|同|跟|及|相较于|对比|超过|去年|上年|上一年)(?:去年|上年|上一年)?[（(]?\Z")
_COMPARED_AFTER = re.compile(r"年?(?:度)?(?:全年)?[）)]?(?:同期|相比|相较|持平|基本持平|的\d|水平)")
_CARRIED = re.compile(
    r"(?:结转|转结|转接|转办|顺延|转入|转至|转到|延至|延期|遗留|转)(?:至|到|入|下)?(?:下一?年度?)?[（(]?\Z"
)
_CARRIED_AFTER = re.compile(r"年?(?:度)?[^，。；：！？0-9]{0,4}?(?:结转|转结|转接|转办|顺延|遗留|转入|继续办理)")
_PLANNED = re.compile(r"(?:下一步|明年|下一年|来年|将|计划|拟|力争|打算)[^，。；]{0,6}\Z")
_PLANNED_AFTER = re.compile(
    r"年(?:度)?[，,]?[^，。；：！？]{0,10}?(?:将|计划|拟|力争|打算|要继续|重点工作|工作思路|工作打算|工作安排)"
)
_RANGE = re.compile(rf"[{_ANY_DIGIT}]{{4}}\s*年?度?\s*(?:-|－|—|–|~|～|至|到|、|和|及|与)+\s*\Z")
_RANGE_AFTER = re.compile(rf"\s*年?度?\s*(?:-|－|—|–|~|～|至|到|、|和|及|与)+\s*[{_ANY_DIGIT}]{{4}}(?![{_ANY_DIGIT}])")
_FULL = "|".join((r"20[0-9]{2}", "２０[０-９]{2}", *(f"二{zero}[{zero}一二三四五六七八九]{{2}}" for zero in "〇○零")))
_YEAR = re.compile(rf"(?<![{_ANY_DIGIT}])(?:{_FULL})(?![{_ANY_DIGIT}])|{_SHORT_BEFORE}[0-9]{{2}}{_SHORT_AFTER}")
_BEFORE, _AFTER = 32, 48
"""So many characters on either side tell what a year stands for."""

_LONGEST_SIGNATURE = 40


class NamedYear(NamedTuple):
    """A year named in a text. start, end: where, in code points; written: as it stands there; kind: of KINDS.

    whole: whether the days of this whole year stand here: 1月1日至12月31日, 1—12月, 2024.1.1-2024.12.31.
    """

    start: int
    end: int
    written: str
    year: int
    kind: str
    whole: bool = False


@lru_cache(maxsize=512)
def named_years(plain: str, century: int) -> tuple[NamedYear, ...]:
    """All years of this century that a paragraph names, in order. century: 2000, for years of two digits."""
    return tuple(_named_years(plain, century))


def _named_years(plain: str, century: int) -> Iterator[NamedYear]:
    text: _Paragraph | None = None
    for match in _YEAR.finditer(plain):
        start, end = match.span()
        digits = half_width(match.group())
        year = int(digits) + (century if len(digits) == _SHORT else 0)
        text = text or _Paragraph(plain)
        kind = text.kind(start, end)
        yield NamedYear(start, end, match.group(), year, kind, kind == PERIOD and text.is_whole(start, end))


def half_width(written: str) -> str:
    """The digits of a year in 0 to 9, however they are written."""
    return "".join(next(_DIGITS[digits.index(sign)] for digits in _WRITTEN if sign in digits) for sign in written)


def write_year(year: int, like: str) -> str:
    """The year in the digits in which the other is written."""
    digits = next(digits for digits in _WRITTEN if all(sign in digits for sign in like))
    return "".join(digits[int(digit)] for digit in str(year)[-len(like) :])


class _Paragraph:
    """A paragraph, and what of it is asked for every year that it names."""

    def __init__(self, plain: str) -> None:
        self.plain = plain
        self.inside = _brackets(plain)
        self.signature = len(plain) <= _LONGEST_SIGNATURE and _SIGNATURE.fullmatch(plain) is not None
        self.dotted = {
            place for match in _DOTTED_PERIOD.finditer(plain) for place in (match.start(), match.start("end"))
        }
        self.addresses = {
            place
            for match in _ASCII.finditer(plain)
            if _IN_ADDRESS.search(match.group())
            for place in range(*match.span())
        }

    def kind(self, start: int, end: int) -> str:
        """What the year at this place stands for."""
        if start in self.inside:
            return self.inside[start]
        if self.signature:
            return "signature"
        before, after = self.plain[max(0, start - _BEFORE) : start], self.plain[end : end + _AFTER]
        if _NUMBERED_AFTER.match(after) and (
            _NUMBERED.search(before) or not after.startswith(("]", "］", "】", ")", "）"))
        ):
            return "number"
        if start in self.dotted:
            return PERIOD
        return "address" if start in self.addresses else _kind(before, after)

    def is_whole(self, start: int, end: int) -> bool:
        """Whether the year at this place is one end of its own days, or all of them."""
        before, written, after = (
            self.plain[max(0, start - _BEFORE) : start],
            self.plain[start:end],
            self.plain[end : end + _AFTER],
        )
        if start in self.dotted or _WHOLE_YEAR.match(after):
            return True
        days = _DAYS_OF_YEAR.match(f"{written}{after}")
        if days:
            return days["end"] in (None, written)
        first = _UP_TO_HERE.search(before) if _LAST_DAY.match(after) else None
        return first is not None and first["start"] == written


def _kind(before: str, after: str) -> str:
    """What the year between these words stands for; the order of the questions decides."""
    if after.startswith("全年"):
        return PERIOD
    if not after.lstrip().startswith("年"):
        # Behind a point and without 年 it may be the decimals of a figure.
        return "range" if _RANGE_AFTER.match(after) or _RANGE.search(before) else "other"
    if _CARRIED.search(before) or _CARRIED_AFTER.match(after):
        return "carried"
    if _period_date(before, after):
        return PERIOD
    if _COMPARED.search(before):
        return "comparison"
    for pattern, kind in (
        (_COMPARED_AFTER, "comparison"),
        (_SINCE, "since" if _FROM.search(before) or not _SO_FAR.match(after) else PERIOD),
        (_LAW, "law"),
        (_LAW_DATE, "law"),
        (_OWN, "own"),
        (_EVENT, "event"),
        (_PLANNED_AFTER, "plan"),
        (_RANGE_AFTER, "range"),
        (_PART_OF_YEAR, "date"),
        (_MONTH, "date"),
    ):
        if pattern.match(after):
            return kind
    if _RANGE.search(before):
        return "range"
    return "plan" if _PLANNED.search(before) else PERIOD


def _period_date(before: str, after: str) -> bool:
    """Whether this is one end of the period reported on, or names all of it.

    Asked before comparisons: 和、与、同 may join the two ends.
    """
    since = re.search(r"年[^，。；]{0,8}(?:起施行|起实施|以来)", after[:14])
    if since or (_FIRST_DAY.match(after) and re.match(r"年[^，。；]{0,6}(?:施行|实施|印发|公布)", after)):
        return False
    if _FIRST_DAY.match(after) or _WHOLE_YEAR.match(after):
        return True
    return bool(_LAST_DAY.match(after)) or (bool(_YEAR_END.match(after)) and bool(_UNTIL.search(before)))


def _brackets(plain: str) -> dict[int, str]:
    """Place → kind, for all that stands inside brackets that keep their own years; an open one reaches to the end."""
    kinds = {"《": "title", "〔": "number", "“": "quoted", "「": "quoted"}
    inside: dict[int, str] = {}
    for opening, closing in _PAIRS.items():
        depth = 0
        for place, character in enumerate(plain):
            if character == opening:
                depth += 1
            elif character == closing:
                depth = max(0, depth - 1)
            elif depth:
                inside.setdefault(place, kinds[opening])
    return inside
