"""The numbers that Word's lists print in front of paragraphs and that stand nowhere in their text.

Source: ISO/IEC 29500-1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from importers.word_number_forms import number_in
from ooxml.markup import w

_VALUE = w("val")
_PROPERTIES, _STYLE, _LIST, _NUMBER, _DEPTH = w("pPr"), w("pStyle"), w("numPr"), w("numId"), w("ilvl")
_DEEPEST = 9
_LONGEST_CHAIN = 20
_LARGEST = 100_000
_LONGEST_TEXT = 100
_PLACE = re.compile(r"%([1-9])")


class Level(NamedTuple):
    """How paragraphs of one level are numbered.

    text: with %1 … %9 for the numbers of the levels. plain: all of them in digits. close: nothing parts the number
    from the text. style: the id of the style whose paragraphs are of this level. again: paragraphs of a smaller depth
    make it begin anew.
    """

    start: int
    form: str
    text: str
    plain: bool
    close: bool
    style: str
    again: int


class _List(NamedTuple):
    """A list. counts_as: with which others it goes on counting."""

    counts_as: str
    levels: Mapping[int, Level]


class _Spot(NamedTuple):
    """Which list numbers a paragraph ("" for none, None for not said), and on which level (None for not said)."""

    number: str | None = None
    depth: int | None = None


class Numbering:
    """The lists of one document; `in_front` is asked for each paragraph, in the document's order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        """numbering, styles: the roots of the parts, None where there is none."""
        self._lists = {} if numbering is None else dict(_lists(numbering))
        self._styles = {} if styles is None else {style.get(w("styleId")): style for style in styles.iter(w("style"))}
        self._of_style: dict[str, _Spot] = {}
        self._counted: dict[str, dict[int, int]] = {}
        self.in_styles = styles is not None and next(styles.iter(_LIST), None) is not None

    def in_front(self, paragraph: Any, text: str) -> str:
        """What its list prints in front of the paragraph's text, with what parts them; "" for none or a bullet."""
        name, depth = self._place(paragraph)
        found = self._lists.get(name)
        level = found.levels.get(depth) if found is not None else None
        if found is None or level is None:
            return ""
        counted = self._counted.setdefault(found.counts_as, {})
        for above in range(depth):
            if above in found.levels:
                counted.setdefault(above, found.levels[above].start - 1)
        counted[depth] = min(counted.get(depth, level.start - 1) + 1, _LARGEST)
        for below in [other for other in counted if other > depth]:
            if below not in found.levels or found.levels[below].again > depth:
                del counted[below]
        number = "" if level.form == "bullet" else _shown(level, found.levels, counted)
        return number + _gap(number, text, level.close) if number else ""

    def _place(self, paragraph: Any) -> tuple[str, int]:
        own, style = _said_by(_child(paragraph, _PROPERTIES))
        inherited = self._style(style) if own.number is None or own.depth is None else own
        number = own.number if own.number is not None else inherited.number
        depth = own.depth if own.depth is not None else inherited.depth
        found = self._lists.get(number or "")
        if found is not None and own.number is None:
            depth = next((place for place, level in found.levels.items() if style and level.style == style), depth)
        return number or "", min(depth or 0, _DEEPEST - 1)

    def _style(self, name: str) -> _Spot:
        if name not in self._of_style:
            found, base, chain = _Spot(), name, 0
            while (found.number is None or found.depth is None) and base in self._styles and chain < _LONGEST_CHAIN:
                said, _ = _said_by(_child(self._styles[base], _PROPERTIES))
                found = _Spot(
                    said.number if found.number is None else found.number,
                    said.depth if found.depth is None else found.depth,
                )
                link = _child(self._styles[base], w("basedOn"))
                base, chain = "" if link is None else link.get(_VALUE, ""), chain + 1
            self._of_style[name] = found
        return self._of_style[name]


def _gap(number: str, text: str, close: bool) -> str:
    """What parts a number from the text: nothing where its own mark does, and never nothing between two figures."""
    if text[:1].isascii() or text[:1].isdigit():
        return " "
    return " " if number[-1].isalnum() and not close else ""


def _said_by(properties: Any) -> tuple[_Spot, str]:
    """What properties of a paragraph say of its list, and its style."""
    number: str | None = None
    depth: int | None = None
    style = ""
    for item in () if properties is None else properties:
        if item.tag == _STYLE:
            style = item.get(_VALUE, "")
        elif item.tag == _LIST:
            for part in item:
                if part.tag == _NUMBER:
                    number = part.get(_VALUE, "")
                elif part.tag == _DEPTH:
                    depth = _whole(part, 0)
    return _Spot(number, depth), style


def _child(element: Any, tag: str) -> Any:
    for child in element:
        if child.tag == tag:
            return child
    return None


def _lists(numbering: Any) -> Iterator[tuple[str, _List]]:
    """By its number, each list: what it counts together with (itself where it begins anew), and its levels."""
    patterns = {item.get(w("abstractNumId"), ""): item for item in numbering.iter(w("abstractNum"))}
    by_style = {link.get(_VALUE): item for item in patterns.values() for link in item.iter(w("styleLink"))}
    for item in numbering.iter(w("num")):
        number, link = item.get(w("numId"), ""), item.find(w("abstractNumId"))
        base = "" if link is None else link.get(_VALUE, "")
        pattern = patterns.get(base)
        elsewhere = None if pattern is None else pattern.find(w("numStyleLink"))
        if elsewhere is not None:
            pattern = by_style.get(elsewhere.get(_VALUE), pattern)
        levels = {} if pattern is None else dict(_levels(pattern))
        anew = False
        for change in item.iter(w("lvlOverride")):
            levels.update(_levels(change))
            start, depth = change.find(w("startOverride")), change.get(w("ilvl"), "0")
            if start is not None and depth.isdecimal() and int(depth) in levels:
                levels[int(depth)], anew = levels[int(depth)]._replace(start=_whole(start, 1)), True
        yield number, _List(f"num {number}" if anew else f"abstract {base}", levels)


def _levels(holder: Any) -> Iterator[tuple[int, Level]]:
    for level in holder.findall(w("lvl")):
        depth = level.get(w("ilvl"), "0")
        if not depth.isdecimal() or int(depth) >= _DEEPEST:
            continue
        form = next(level.iter(w("numFmt")), None)
        yield (
            int(depth),
            Level(
                _whole(level.find(w("start")), 1),
                "decimal" if form is None else form.get(_VALUE, "decimal"),
                _said(level, "lvlText"),
                level.find(w("isLgl")) is not None,
                _said(level, "suff") == "nothing",
                _said(level, "pStyle"),
                _whole(level.find(w("lvlRestart")), int(depth)),
            ),
        )


def _said(level: Any, name: str) -> str:
    found = level.find(w(name))
    return "" if found is None else str(found.get(_VALUE, ""))[:_LONGEST_TEXT]


def _whole(element: Any, default: int) -> int:
    value = "" if element is None else element.get(_VALUE, "")
    return int(value) if value.isdecimal() and len(value) < 7 else default


def _shown(level: Level, levels: Mapping[int, Level], counted: Mapping[int, int]) -> str:
    def place(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        if depth not in counted or (depth in levels and levels[depth].form == "none"):
            return ""
        return number_in("decimal" if level.plain or depth not in levels else levels[depth].form, counted[depth])

    return _PLACE.sub(place, level.text)
