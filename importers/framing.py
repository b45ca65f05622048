"""What stands around a report's grids and sections: page furniture, the contact, the signature."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from model.label_rows import PAGE_NUMBER
from model.label_text import core, is_page_number, plain, without_remark
from model.label_wordings import Wordings
from model.labels import Line

_SHORT = 40
"""A line of more characters is no signature, and no line that a page puts below a report."""

_FULL_LINE = 24
"""A line of so many characters may have been broken for want of room."""

_LAST_LINES = 12
CONTENTS = "目录"
_BELOW_TITLE = "标题与正文之间的内容"
AROUND = "报告前后的内容"
_FURNITURE = (PAGE_NUMBER, CONTENTS, _BELOW_TITLE, AROUND)
_PROSE = 40
"""A line of more characters, with a full stop, is no line that a page puts around a report."""

_NEAREST = 3
"""So many lines behind the element that holds the report may be its signature."""
_DATE = re.compile(
    r"\(?(?P<year>\d{4}|[〇○零一二三四五六七八九]{4})[年.\-/](?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})[月.\-/]"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})日?\)?"
)
_NUMERALS = "一二三四五六七八九"
_DIGITS = str.maketrans("〇○零" + _NUMERALS, "000123456789")
_ENDINGS = "；;，,。）)\n"


class Signature(NamedTuple):
    """署名 and 成文日期 (YYYY-MM-DD), and the lines they stand in."""

    unit: str
    date: str
    lines: tuple[Line, ...]


NO_SIGNATURE = Signature("", "", ())


class Aside(NamedTuple):
    """A line that is no text of the report, with the reason in Chinese. furniture: a page put it there."""

    line: Line
    reason: str
    furniture: bool


class Framed(NamedTuple):
    """A report's text without its frame. aside: lines that are no text of the report."""

    lines: tuple[Line, ...]
    signature: Signature
    aside: tuple[Aside, ...]


def unframe(
    lines: Sequence[Line],
    wordings: Wordings,
    title_ends: int,
    unit: str,
    contents: Collection[Line] = (),
    apart: Collection[int] = (),
) -> Framed:
    """Part the text from what a page puts around it.

    title_ends: the block behind the title, 0 without one. contents: lines of a table of contents. apart: blocks that
    stand outside of what holds the report.
    """
    around = [line for line in lines if line.place[0] in apart and not _opens(line, wordings, title_ends)]
    aside: list[Aside] = []
    kept: list[Line] = []
    opened = False
    for line in lines:
        if line in around:
            continue
        reason = CONTENTS if line in contents else _aside_reason(line, wordings, title_ends, opened)
        if reason:
            aside.append(Aside(line, reason, reason in _FURNITURE or _is_furniture(line, wordings)))
        else:
            kept.append(line)
            opened = opened or not line.section
    last = [line for line in kept if kept[-1].section == line.section]
    signature = _signature(last, wordings, unit)
    if not signature.lines:
        signature = _signature_behind(last, around, wordings, unit)
    below = _below(last, wordings, signature)
    for line in around:
        if line not in signature.lines:
            aside.append(Aside(line, AROUND, not line.section or not _is_prose(line, wordings)))
    aside.extend(Aside(line, "报告之后的内容", _is_furniture(line, wordings)) for line in below)
    gone = {*below, *signature.lines}
    return Framed(tuple(line for line in kept if line not in gone), signature, tuple(aside))


def _opens(line: Line, wordings: Wordings, title_ends: int) -> bool:
    """Whether a line that stands between the title and what holds the report is of its opening paragraph."""
    return not line.section and line.place[0] >= title_ends and _is_prose(line, wordings)


def _is_prose(line: Line, wordings: Wordings) -> bool:
    return len(line.text) > _PROSE and "。" in line.text and not wordings.is_furniture(line.text)


def _signature_behind(last: Sequence[Line], around: Iterable[Line], wordings: Wordings, unit: str) -> Signature:
    """Unit and date in the lines that follow directly behind what holds the report."""
    behind = [line for line in around if last and line.section == last[-1].section][:_NEAREST]
    found = _signature(behind, wordings, unit)
    return found if found.unit and found.date else NO_SIGNATURE


def _is_furniture(line: Line, wordings: Wordings) -> bool:
    return wordings.is_furniture(line.text) or is_page_number(line.text) or _is_date_below(line.text)


def _aside_reason(line: Line, wordings: Wordings, title_ends: int, opened: bool) -> str:
    if is_page_number(line.text):
        return PAGE_NUMBER
    if line.section:
        return ""
    if line.place[0] < title_ends:
        return "标题之前的内容"
    if not opened and (wordings.is_furniture(line.text) or _is_date_below(line.text)):
        return _BELOW_TITLE
    return ""


def _is_date_below(text: str) -> bool:
    flat = plain(text)
    return (
        len(flat) < 20 and re.fullmatch(r"\(?\d{4}年[\d一二三四五六七八九十元]{1,3}月(\d{1,2}日)?\)?", flat) is not None
    )


def _signature(lines: Sequence[Line], wordings: Wordings, unit: str) -> Signature:
    """At the end of the last section: a date in a line of its own, with the unit before it or in the same line."""
    for place in range(len(lines) - 1, max(-1, len(lines) - 1 - _LAST_LINES), -1):
        line = lines[place]
        named, date = _unit_and_date(line.text)
        if date and (not named or _is_unit(named, wordings, unit)):
            if named:
                return Signature(named, date, (line,))
            before = lines[place - 1] if place else None
            if before and _is_unit(before.text, wordings, unit):
                return Signature(before.text.strip(), date, (before, line))
            return Signature("", date, (line,))
        if len(line.text.strip()) > _SHORT and not wordings.is_furniture(line.text):
            break
    if len(lines) > 1 and unit and core(lines[-1].text) == core(unit):
        return Signature(lines[-1].text.strip(), "", (lines[-1],))
    return NO_SIGNATURE


def _unit_and_date(text: str) -> tuple[str, str]:
    """The unit in front of a date and the date, "" for what is not there."""
    if len(text.strip()) > _SHORT + 20:
        return "", ""
    found = _DATE.search(plain(text))
    if not found or found.end() != len(plain(text)):
        return "", ""
    year = int(found["year"].translate(_DIGITS))
    try:
        date = datetime.date(year, _count(found["month"]), _count(found["day"]))
    except ValueError:
        return "", ""
    return plain(text)[: found.start()], date.isoformat()


def _count(numeral: str) -> int:
    if numeral.isascii():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _NUMERALS.find(numeral) + 1
    return (_NUMERALS.find(tens) + 1 if tens else 1) * 10 + (_NUMERALS.find(ones) + 1 if ones else 0)


def _is_unit(text: str, wordings: Wordings, unit: str) -> bool:
    name = plain(text)
    if unit and core(name) == core(unit):
        return True
    name = without_remark(name)
    return 3 < len(name) <= _SHORT and name.endswith(wordings.unit_endings) and not re.search(r"[。；;:]", name)


def _below(lines: Sequence[Line], wordings: Wordings, signature: Signature) -> tuple[Line, ...]:
    """What stands below the signature, else the last lines from the first on that a page puts there."""
    if signature.lines and signature.lines[-1] in lines:
        return tuple(line for line in lines if line.place > signature.lines[-1].place)
    start = len(lines)
    for place in range(len(lines) - 1, -1, -1):
        text = lines[place].text.strip()
        if wordings.is_furniture(text):
            start = place
        elif len(text) > _SHORT or "。" in text:
            break
    return tuple(lines[start:])


def contact(lines: Iterable[str], words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The ways to reach the unit that these lines name, by field; the first of each kind."""
    text = _rejoined(lines)
    everything = sorted((word for group in words.values() for word in group), key=len, reverse=True)
    found = {}
    for name, group in words.items():
        value = _contact_value(text, sorted(group, key=len, reverse=True), name, everything)
        if value:
            found[name] = value
    return found


def _rejoined(lines: Iterable[str]) -> str:
    """The lines as one text; a long line that ends in the middle of a sentence was only broken by the page."""
    text = ""
    for line in lines:
        broken = len(text.rpartition("\n")[2]) >= _FULL_LINE and not text.endswith(tuple(_ENDINGS))
        text += line.strip() if broken or not text else f"\n{line.strip()}"
    return text


_SHAPES = {
    "postcode": re.compile(r"[0-9０-９]{6}(?![0-9０-９])"),
    "phone": re.compile(r"[+＋(（]?[0-9０-９][0-9０-９()（）\-－—–+、,，/ 转]*[0-9０-９]"),
    "email": re.compile(r"[\w.+-]+[@＠][\w.\-]+[A-Za-z0-9]", re.ASCII),
}


def _contact_value(text: str, words: Sequence[str], name: str, everything: Sequence[str]) -> str:
    heads = "|".join(re.escape(word) for word in words)
    colon = r"\s*(?:[:：]|为|是)?\s*" if name in _SHAPES else r"\s*[:：为]\s*"
    for head in re.finditer(f"(?:{heads}){colon}", text):
        rest = text[head.end() :]
        if name in _SHAPES:
            shape = _SHAPES[name].match(rest)
            if shape:
                return shape[0].strip()
        else:
            value = _up_to_ending(rest, everything)
            if value:
                return value
    return ""


def _up_to_ending(text: str, stops: Sequence[str]) -> str:
    """The text up to a mark that ends it; marks inside brackets of its own belong to it."""
    depth = 0
    for place, character in enumerate(text):
        if depth == 0 and (character in _ENDINGS or any(text.startswith(stop, place) for stop in stops)):
            return text[:place].strip()
        depth += (character in "（(") - (character in "）)")
    return text.strip()
