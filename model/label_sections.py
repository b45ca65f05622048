"""The report's outline: its title and the headings of its sections, told by their wording and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from model.form import Form
from model.label_lines import NumberedLine
from model.label_text import core, numbering, plain
from model.label_wordings import Wordings

_LONGEST = 40
"""A line of more characters is no heading, and no line of a title."""

_TITLE_LINES = 4
_ALIKE = 0.5
_HEAD_AND_TEXT = re.compile(r"\s*([^。：:]{2,40}?)[。：:]\s*(\S.*)", re.DOTALL)
_YEAR_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_UNIT = re.compile(r"[\u4e00-\u9fff（）()·、]{2,40}")


class Heading(NamedTuple):
    """A section's heading. weight: how sure; rest: text of the section in the same line."""

    block: int
    section: str
    exact: bool
    weight: int
    rest: str = ""


_Chain = tuple[Heading, "_Chain"] | None
"""A heading and those before it."""


class Title(NamedTuple):
    """The report's title over one or several lines. text: without white space; unit "" when it does not name one."""

    blocks: tuple[int, ...]
    text: str
    unit: str
    year: int


def find_headings(
    form: Form, wordings: Wordings, lines: Sequence[NumberedLine], is_label: Callable[[str], bool]
) -> tuple[Heading, ...]:
    """The headings of the sections, in order; of several that may be one the surest, of equals the last.

    is_label: whether a text is a label of a grid, which no unknown heading is.
    """
    known = _Headings(form, wordings, is_label)
    position = {section.id: i for i, section in enumerate(form.sections)}
    best: dict[int, tuple[int, _Chain]] = {}
    for line in lines:
        for heading in known.read(line):
            at = position[heading.section]
            before = [best[place] for place in sorted(best) if place < at]
            weight, chain = max(before, key=lambda item: item[0], default=(0, None))
            if at not in best or weight + heading.weight >= best[at][0]:
                best[at] = weight + heading.weight, (heading, chain)
    chain = max((best[place] for place in sorted(best)), key=lambda item: item[0], default=(0, None))[1]
    headings: list[Heading] = []
    while chain:
        headings.append(chain[0])
        chain = chain[1]
    return tuple(reversed(headings))


class _Headings:
    """The wordings of the form's section headings."""

    def __init__(self, form: Form, wordings: Wordings, is_label: Callable[[str], bool]) -> None:
        self._is_label = is_label
        self._known: dict[str, tuple[str, bool]] = {}
        self._ordinals: dict[str, int] = {}
        for section in form.sections:
            if not section.heading:
                continue
            self._ordinals[section.id] = numbering(section.heading).ordinal
            for variant in wordings.headings.get(section.heading, ()):
                self._known.setdefault(core(variant), (section.id, False))
        for section in form.sections:
            if section.heading:
                self._known[core(section.heading)] = (section.id, True)

    def read(self, line: NumberedLine) -> Iterator[Heading]:
        """The heading that stands in this line, if one does."""
        text = " ".join(field for field in line.fields if field.strip())
        if not text:
            return
        if len(text.strip()) <= _LONGEST:
            found = self._whole(line.block, text)
            if found:
                yield found
                return
        parts = _HEAD_AND_TEXT.fullmatch(text)
        if parts:
            number = numbering(parts[1])
            known = self._known.get(core(parts[1]))
            if known and number.style == "level_one" and number.ordinal == self._ordinals[known[0]]:
                yield Heading(line.block, known[0], known[1], 7, parts[2])

    def _whole(self, block: int, text: str) -> Heading | None:
        number = numbering(text)
        known = self._known.get(core(text))
        if known:
            return Heading(block, known[0], known[1], self._weight(number.style, number.ordinal, known[0]))
        if number.style != "level_one" or number.rest.endswith((";", "。", ",")) or self._is_label(text):
            return None
        for label, (section, _) in self._known.items():
            alike = SequenceMatcher(a=label, b=core(text), autojunk=False).ratio() >= _ALIKE
            if self._ordinals[section] == number.ordinal and alike:
                return Heading(block, section, False, 3)
        return None

    def _weight(self, style: str, ordinal: int, section: str) -> int:
        if not style:
            return 5
        if ordinal != self._ordinals[section]:
            return 2
        return {"level_one": 8, "digits": 6}.get(style, 2)


def find_titles(forms: Sequence[Form], wordings: Wordings, lines: Sequence[NumberedLine]) -> tuple[Title, ...]:
    """All titles among the lines: a report's page often prints its title twice."""
    own = {_escaped("".join(title.lines)) for form in forms for title in form.titles}
    patterns = [_pattern(text) for text in (*sorted(own), *wordings.titles)]
    filled = [line for line in lines if line.text.strip()]
    titles: list[Title] = []
    for end in range(len(filled)):
        first = max(0, end + 1 - _TITLE_LINES)
        title = _title_of(filled[first : end + 1], patterns, wordings)
        if title:
            titles.append(title)
    return tuple(titles)


def _escaped(text: str) -> str:
    return re.escape(plain(text)).replace(re.escape("{unit}"), "{unit}").replace(re.escape("{year}"), "{year}")


def _pattern(text: str) -> re.Pattern[str]:
    unit, year = r"(?P<unit>[^\d。；;]*?)", r"(?P<year>(?:\d{4}|[〇○零一二三四五六七八九]{4}))"
    return re.compile(text.replace("{unit}", unit).replace("{year}", year))


def _title_of(lines: Sequence[NumberedLine], patterns: Sequence[re.Pattern[str]], wordings: Wordings) -> Title | None:
    """The title that ends with the last of these lines, with the lines above that belong to the unit's name."""
    found: Title | None = None
    for count in range(1, len(lines) + 1):
        taken = lines[-count:]
        if len(taken[0].text.strip()) > _LONGEST + 20 or (found and found.unit and not _goes_on(taken[0], wordings)):
            break
        whole = plain("".join(line.text for line in taken)).strip('《》"“”')
        for match in filter(None, (pattern.fullmatch(whole) for pattern in patterns)):
            if _good_unit(match["unit"], wordings, lone=count > 1):
                year = int(match["year"].translate(_YEAR_DIGITS))
                found = Title(tuple(line.block for line in taken), whole, match["unit"], year)
                break
    return found


def _goes_on(line: NumberedLine, wordings: Wordings) -> bool:
    """Whether a unit's name goes on in the next line: 温州市, not 温州市大数据局."""
    name = plain(line.text)
    return not name.endswith(wordings.unit_endings) or name.endswith(wordings.regions)


def _good_unit(unit: str, wordings: Wordings, lone: bool) -> bool:
    """Whether this can be a unit's name; in a line of its own it must end like one."""
    if not unit:
        return True
    if _UNIT.fullmatch(unit) is None or any(word in unit for word in wordings.not_a_unit):
        return False
    return not lone or not wordings.unit_endings or unit.endswith(wordings.unit_endings)
