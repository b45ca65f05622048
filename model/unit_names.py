"""Whose report a text says it is: what the unit calls itself, and the names by which it is published.

In doubt a name is the unit's own: short forms, its office and organs above it are met in any report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from model.records import NamedTuple
from model.text_phrases import inside, places
from model.toml_table import Table, read_table

_REMARK = re.compile(r"[（(][^（）()]*[）)]")
_NAME = r"[\u4e00-\u9fff·]{2,30}?(?:[（(][\u4e00-\u9fff、]{2,20}[）)])?"
_YEAR = r"(?:20[0-9]{2}|２０[０-９]{2}|二[〇○零][〇○零一二三四五六七八九]{2})\s*年?\s*度?"
_GOVERNMENT = re.compile(r"(?P<region>.{2,}?)政府(?:办公室|办公厅)?\Z")
_FEWEST = 4
"""A name of fewer characters says too little: 市局, 县政府."""


class Self(NamedTuple):
    """Words by which units call themselves, see resources/text/unit_names.toml."""

    words: tuple[str, ...]
    fits: tuple[str, ...]
    not_before: tuple[str, ...]
    not_behind: tuple[str, ...]


class UnitWords(NamedTuple):
    """All that the file says."""

    selves: tuple[Self, ...]
    endings: tuple[str, ...]
    offices: tuple[str, ...]
    higher: tuple[str, ...]
    own: tuple[str, ...]
    published: tuple[str, ...]
    reports: tuple[str, ...]


class OtherName(NamedTuple):
    """A stretch of a paragraph that names another unit. instead: what this unit would say, "" for not known."""

    start: int
    end: int
    text: str
    instead: str


@lru_cache(maxsize=4)
def unit_words(file: str) -> UnitWords:
    """The words in this file. Raises FormError."""
    top = read_table(Path(file))
    selves = tuple(_self(table) for table in top.tables("selves"))
    names = Table(top.file, "names", top.get("names", dict))
    words = UnitWords(selves, *(names.words(key) for key in UnitWords._fields[1:]))
    names.finish()
    top.finish()
    return words


def _self(table: Table) -> Self:
    found = Self(
        table.words("words"), table.words("fits"), table.words("not_before", []), table.words("not_behind", [])
    )
    table.finish()
    return found


@lru_cache(maxsize=512)
def strange_selves(plain: str, unit: str, file: str) -> tuple[OtherName, ...]:
    """Where a paragraph calls the unit by a word that does not go with its name: 我局 in a township's report."""
    words = unit_words(file)
    name = "".join(unit.split())
    found = [
        OtherName(start, start + len(word), word, own_word(name, words))
        for one, word in _strange(words, name, plain)
        for start in _places(plain, word)
        if _stands_alone(plain, start, start + len(word), one)
        and not any(inside(places(plain, kind), start, start + len(word)) for kind in ("titles", "quotes"))
    ]
    return tuple(sorted(found))


def _strange(words: UnitWords, name: str, plain: str) -> Iterator[tuple[Self, str]]:
    """The words in the text that do not go with the unit's name."""
    for one in words.selves:
        if not any(part in name for part in one.fits):
            yield from ((one, word) for word in one.words if word in plain)


def _stands_alone(plain: str, start: int, end: int, one: Self) -> bool:
    """Whether the word is no part of another: 自我局限."""
    return plain[start - 1 : start] not in one.not_behind and plain[end : end + 1] not in one.not_before


def _places(plain: str, word: str) -> Iterator[int]:
    start = plain.find(word)
    while start >= 0:
        yield start
        start = plain.find(word, start + len(word))


def own_word(unit: str, words: UnitWords) -> str:
    """What a unit of this name calls itself, "" when its name does not tell."""
    bare = _bare(unit).removesuffix("政府").removesuffix("办事处")
    return next((one.words[0] for one in words.selves if bare.endswith(one.fits[0])), "")


@lru_cache(maxsize=64)
def strange_names(plain: str, unit: str, file: str) -> tuple[OtherName, ...]:
    """The names of other units by which the report's opening calls it: 现公布…年度报告, its title."""
    words = unit_words(file)
    found = {}
    for pattern in _patterns(words):
        for match in pattern.finditer(plain):
            name = match["name"].strip()
            if name.endswith(words.endings) and len(name) >= _FEWEST and not _is_own(name, unit, words):
                found[match.start("name")] = OtherName(*match.span("name"), name, unit)
    return tuple(found[start] for start in sorted(found))


@lru_cache(maxsize=8)
def _patterns(words: UnitWords) -> tuple[re.Pattern[str], ...]:
    published = "|".join(map(re.escape, sorted(words.published, key=len, reverse=True)))
    reports = "|".join(map(re.escape, words.reports))
    behind = rf"[^。；\n]{{0,20}}?(?:{reports})"
    return (
        re.compile(rf"(?:{published})(?P<name>{_NAME})\s*(?:关于\s*)?{_YEAR}{behind}"),
        re.compile(rf"(?:{published}){_YEAR}(?P<name>{_NAME})(?:政府)?信息公开[^。；\n]{{0,8}}?(?:{reports})"),
        re.compile(rf"\A\s*(?P<name>{_NAME})\s*(?:关于\s*)?{_YEAR}{behind}\s*\Z"),
        re.compile(rf"(?:本机关|本单位|我局|我委|我镇|我乡)[（(](?P<name>{_NAME})[）)]"),
    )


def is_same_unit(name: str, unit: str, file: str) -> bool:
    """Whether a name can be this unit's: in short, in full, with its office, or that of an organ above it."""
    return _is_own(name, unit, unit_words(file))


def _is_own(name: str, unit: str, words: UnitWords) -> bool:
    short, full = _bare(name), _bare(unit)
    if not short or short.startswith((*words.own, *words.higher)) or _is_above(short, full):
        return True
    offices = sorted(words.offices, key=len, reverse=True)
    for one in {short, *(short.removesuffix(office) for office in offices)}:
        for other in {full, *(full.removesuffix(office) for office in offices)}:
            if _within(one, other) or _within(other, one):
                return True
    return False


def _is_above(short: str, full: str) -> bool:
    """Whether a name is that of a government of the region in which the unit is."""
    region = _GOVERNMENT.match(short)
    return region is not None and (full.startswith(region["region"]) or region["region"].endswith(("省", "自治区")))


def _bare(name: str) -> str:
    """A name without blanks and remarks, in its short form."""
    bare = _REMARK.sub("", "".join(name.split()))
    return bare.replace("委员会", "委").replace("人民政府", "政府").replace("街道办事处", "街道")


def _within(short: str, full: str) -> bool:
    """Whether the short name has nothing that the full one has not, in the same order."""
    rest = iter(full)
    return all(character in rest for character in short)
