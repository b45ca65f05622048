"""The numbers that Word's lists print in front of paragraphs and that stand nowhere in their text.

Source: ISO/IEC 29500-1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from model.chinese_numbers import chinese_numeral
from ooxml.markup import w

_VALUE = w("val")
_DEEPEST = 9
_LONGEST_CHAIN = 20
_LARGEST = 100_000
_PLACE = re.compile(r"%([1-9])")


class Level(NamedTuple):
    """How paragraphs of one level are numbered. text: with %1 … %9 for the numbers of the levels."""

    start: int
    form: str
    text: str
    plain: bool


class Numbering:
    """The lists of one document; `number` is asked for each paragraph, in the document's order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        """numbering, styles: the roots of the parts, None where there is none."""
        abstract = (
            {}
            if numbering is None
            else {item.get(w("abstractNumId")): dict(_levels(item)) for item in numbering.iter(w("abstractNum"))}
        )
        self._lists = {} if numbering is None else dict(_lists(numbering, abstract))
        self._styles = (
            {}
            if styles is None
            else {style.get(w("styleId")): style for style in styles.iter(w("style")) if style.get(w("styleId"))}
        )
        self._counted: dict[str, list[int]] = {}

    def number(self, paragraph: Any) -> str:
        """What its list prints in front of it, with what parts it from the text; "" for none or a bullet."""
        name, depth = self._place(paragraph)
        levels = self._lists.get(name, (name, {}))
        level = levels[1].get(depth)
        if level is None:
            return ""
        counted = self._counted.setdefault(levels[0], [])
        while len(counted) <= depth:
            counted.append(levels[1][len(counted)].start - 1 if len(counted) in levels[1] else 0)
        counted[depth] = min(counted[depth] + 1, _LARGEST)
        del counted[depth + 1 :]
        return "" if level.form in ("bullet", "none") else _shown(level, levels[1], counted)

    def _place(self, paragraph: Any) -> tuple[str, int]:
        properties = paragraph.find(w("pPr"))
        found = None if properties is None else properties.find(w("numPr"))
        style = None if properties is None else properties.find(w("pStyle"))
        depth = 0
        chain = 0
        name = "" if style is None else style.get(_VALUE, "")
        while (found is None or found.find(w("numId")) is None) and name in self._styles and chain < _LONGEST_CHAIN:
            element = self._styles[name]
            inherited = element.find(f"{w('pPr')}/{w('numPr')}")
            found = inherited if inherited is not None else found
            base = element.find(w("basedOn"))
            name, chain = "" if base is None else base.get(_VALUE, ""), chain + 1
        if found is None:
            return "", 0
        number, level = found.find(w("numId")), found.find(w("ilvl"))
        depth = _whole(level, 0)
        return ("" if number is None else number.get(_VALUE, "")), min(depth, _DEEPEST - 1)


def _lists(
    numbering: Any, abstract: Mapping[str, Mapping[int, Level]]
) -> Iterator[tuple[str, tuple[str, dict[int, Level]]]]:
    """By its number, each list: what it counts together with (itself where it begins anew), and its levels."""
    for item in numbering.iter(w("num")):
        number, link = item.get(w("numId"), ""), item.find(w("abstractNumId"))
        base = "" if link is None else link.get(_VALUE, "")
        levels = dict(abstract.get(base, {}))
        anew = False
        for change in item.iter(w("lvlOverride")):
            depth = int(change.get(w("ilvl"), "0")) if change.get(w("ilvl"), "0").isdecimal() else 0
            start = change.find(w("startOverride"))
            levels.update(dict(_levels(change)))
            if start is not None and depth in levels:
                levels[depth], anew = levels[depth]._replace(start=_whole(start, 1)), True
        yield number, (f"num {number}" if anew else f"abstract {base}", levels)


def _levels(holder: Any) -> Iterator[tuple[int, Level]]:
    for level in holder.findall(w("lvl")):
        depth = level.get(w("ilvl"), "0")
        text, form = level.find(w("lvlText")), level.find(w("numFmt"))
        if depth.isdecimal() and int(depth) < _DEEPEST:
            yield (
                int(depth),
                Level(
                    _whole(level.find(w("start")), 1),
                    "decimal" if form is None else form.get(_VALUE, "decimal"),
                    "" if text is None else text.get(_VALUE, ""),
                    level.find(w("isLgl")) is not None,
                ),
            )


def _whole(element: Any, default: int) -> int:
    value = "" if element is None else element.get(_VALUE, "")
    return int(value) if value.isdecimal() and len(value) < 7 else default


def _shown(level: Level, levels: Mapping[int, Level], counted: list[int]) -> str:
    def place(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        if depth >= len(counted):
            return ""
        form = "decimal" if level.plain or depth not in levels else levels[depth].form
        return _FORMS.get(form, str)(counted[depth])

    return _PLACE.sub(place, level.text)


def _chinese(number: int) -> str:
    return chinese_numeral(str(number))


def _letters(number: int) -> str:
    """a … z, aa … zz, aaa …, as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 20) if number > 0 else ""


def _roman(number: int) -> str:
    signs = ("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1)  # fmt: skip
    text = ""
    for sign, worth in signs:
        text += sign * (min(number, 4000) // worth)
        number = min(number, 4000) % worth
    return text


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


_FORMS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": _chinese,
    "japaneseDigitalTenThousand": _chinese,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
