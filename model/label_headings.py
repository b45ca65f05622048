"""Headings of the report's sections, as lines have them: whole, misspelt, broken over lines, with text behind them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from model.form import Form
from model.label_lines import NumberedLine
from model.label_text import core, numbering, plain
from model.label_wordings import Wordings
from model.records import NamedTuple

LONGEST = 40
"""A line of more characters is no heading as a whole."""

_ALIKE = 0.5
_ALIKE_BEFORE_TEXT = 0.6
_MOST_LINES = 3
_MOST_CUTS = 4
_GAP = r"\s*(?:[：:。．.，,；;]|[—–－-]{1,2}|…+)?\s*"
_CUT = re.compile(rf"(?=[\s：:。．.，,；;—–－（(【\[“\"…-]){_GAP}")
_CLEAR_CUT = re.compile(r"\s*[：:]\s*")
_ONLY_MARKS = re.compile(r"[\s。．.：:，,；;、…]*")
_GOES_ON = ("及", "和", "与", "的", "或", "、")
_NOTHING = ("无", "没有", "暂无", "略")
_PAGE = re.compile(r"(.*?)[\s.．…·・_—–-]*\d{1,3}\s*", re.DOTALL | re.ASCII)


class Heading(NamedTuple):
    """A section's heading. weight: how sure; rest: text of the section in the same line; more: further lines' blocks."""

    block: int
    section: str
    exact: bool
    weight: int
    rest: str = ""
    more: tuple[int, ...] = ()


def without_page_number(text: str) -> str:
    """A line of a table of contents without its page number, any other line as it is."""
    found = _PAGE.fullmatch(text) if len(text) <= 3 * LONGEST else None
    return found[1] if found else text


class HeadingReader:
    """Tells which lines may be headings of the form's sections.

    is_label: whether a text is a label of a grid, which no unknown heading is.
    """

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

    def is_entry(self, text: str) -> bool:
        """Whether this may be a line of a table of contents: a known heading with its number, or with a page number."""
        head = without_page_number(text)
        known = self._known.get(core(head))
        return known is not None and (head != text or self._is_numbered(head, known[0]))

    def read(self, lines: Sequence[NumberedLine], place: int) -> Iterator[Heading]:
        """The headings that may begin in this line."""
        line = lines[place]
        text = " ".join(field for field in line.fields if field.strip())
        if not text or self._has_page_number(text):
            return
        if len(text) <= LONGEST:
            broken = self._broken(lines, place, text)
            if broken:
                yield broken
        found = (
            self._statutory_with_text(line.block, text)
            or self._whole(line.block, text)
            or self._variant_with_text(line.block, text)
            or self._run_together(line.block, text)
            or self._unknown(line.block, text)
        )
        if found:
            yield found

    def _has_page_number(self, text: str) -> bool:
        """Whether this is a line of a table of contents, with its page number."""
        head = without_page_number(text)
        return head != text and self._known.get(core(head)) is not None

    def _whole(self, block: int, text: str) -> Heading | None:
        known = self._known.get(core(text)) if len(text.strip()) <= LONGEST else None
        if not known:
            return None
        number = numbering(text)
        return Heading(block, known[0], known[1], self._weight(number.style, number.ordinal, known[0]))

    def _weight(self, style: str, ordinal: int, section: str) -> int:
        if not style:
            return 5
        if ordinal != self._ordinals[section]:
            return 2
        return {"level_one": 8, "digits": 6}.get(style, 2)

    def _statutory_with_text(self, block: int, text: str) -> Heading | None:
        for head, rest in _cuts(text):
            known = self._known.get(core(head))
            if known and known[1]:
                number = numbering(head)
                weight = self._weight(number.style, number.ordinal, known[0]) - 1
                if number.style or _CLEAR_CUT.match(text, len(head)):
                    return Heading(block, known[0], True, weight if number.style else 1, rest)
        return None

    def _variant_with_text(self, block: int, text: str) -> Heading | None:
        for head, rest in _cuts(text):
            known = self._known.get(core(head))
            if known and self._is_numbered(head, known[0]):
                return Heading(block, known[0], known[1], 7, rest)
        return None

    def _is_numbered(self, head: str, section: str) -> bool:
        number = numbering(head)
        return number.style == "level_one" and number.ordinal == self._ordinals[section]

    def _run_together(self, block: int, text: str) -> Heading | None:
        """The statutory heading with text directly behind it, if that is no longer wording of the heading."""
        for label, (section, exact) in self._known.items():
            if not exact or not core(text).startswith(label) or not self._is_numbered(text, section):
                continue
            rest = _behind(text, label)
            ends = rest.startswith(_GOES_ON) or (len(rest) <= len(label) // 2 and rest not in _NOTHING)
            return None if ends else Heading(block, section, True, 6, rest)
        return None

    def _unknown(self, block: int, text: str) -> Heading | None:
        """A heading in a wording that is not known, by its number and its likeness to a known one."""
        number = numbering(text)
        if number.style != "level_one" or number.ordinal not in self._ordinals.values():
            return None
        likest: tuple[float, int, Heading] | None = None
        for head, rest in self._heads(text):
            alike, section = self._likest(core(head), number.ordinal)
            least = _ALIKE_BEFORE_TEXT if rest else _ALIKE
            if alike >= least and not self._is_label(head):
                found = alike, len(head), Heading(block, section, False, 3, rest)
                likest = max(likest, found) if likest else found
        return likest[2] if likest else None

    def _heads(self, text: str) -> Iterator[tuple[str, str]]:
        """Where an unknown heading may end: a line too long for one only before a colon."""
        whole = len(text.strip()) <= LONGEST
        if whole and not plain(text).endswith((";", "。", ",")):
            yield text, ""
        for head, rest in _cuts(text):
            if whole or _CLEAR_CUT.match(text, len(head)):
                yield head, rest

    def _likest(self, printed: str, ordinal: int) -> tuple[float, str]:
        likest = (0.0, "")
        matcher = SequenceMatcher(b=printed, autojunk=False)
        for label, (section, _) in self._known.items():
            if self._ordinals[section] != ordinal:
                continue
            matcher.set_seq1(label)
            if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
                likest = max(likest, (matcher.ratio(), section), key=lambda item: item[0])
        return likest

    def _broken(self, lines: Sequence[NumberedLine], place: int, text: str) -> Heading | None:
        """A heading broken over several lines, of which the first alone is no statutory one."""
        known = self._known.get(core(text))
        if (known and known[1]) or numbering(text).style != "level_one":
            return None
        for line in lines[place + 1 : place + _MOST_LINES]:
            if len(line.fields) != 1 or len(text) + len(line.text.strip()) > LONGEST:
                return None
            text += line.fields[0].strip()
            whole = self._known.get(core(text))
            if whole and self._is_numbered(text, whole[0]) and (whole[1] or not known):
                more = tuple(range(lines[place].block + 1, line.block + 1))
                return Heading(lines[place].block, whole[0], whole[1], 9, "", more)
        return None


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    """The first places where a heading may end and text begin: what stands before, and the text."""
    cuts = 0
    for found in _CUT.finditer(text, 0, LONGEST + len(text) - len(text.lstrip())):
        rest = text[found.end() :].strip()
        if core(text[: found.start()]) and _ONLY_MARKS.fullmatch(rest) is None:
            yield text[: found.start()], rest
            cuts += 1
            if cuts == _MOST_CUTS:
                return


def _behind(text: str, label: str) -> str:
    """The text behind the label at its beginning."""
    stop = next((stop for stop in range(len(text) + 1) if core(text[:stop]) == label), len(text))
    return text[stop:].strip()
