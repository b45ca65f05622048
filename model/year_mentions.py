"""Years named in the text: each mention with what it stands for, and what it would become in the next year's report.

A year stands for the period reported on (the title, the 统计期限, `{year}年，我局…`), or for something that keeps its
own year: a comparison, cases carried over, a document's name or number, a law's date, a plan. Only the first kind is
changed for the new report; what is not certain is left alone and listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from model.edits import Change, ReplaceText
from model.named_years import KINDS, PERIOD, named_years, write_year
from model.records import NamedTuple
from model.text import Text, TextBlock, around, block_text
from model.text_ranges import Replacement, is_plain, replacing

AROUND = 18
"""Characters shown before and after a mention."""

_SAME = 8
"""Characters on either side that tell that a mention stands where it stood."""


class Mention(NamedTuple):
    """A year named in the text. offset: in the paragraph's plain text; written: as it stands there; kind: of KINDS."""

    section: str
    paragraph: int
    offset: int
    written: str
    year: int
    kind: str
    before: str
    after: str

    @property
    def changes(self) -> bool:
        """Whether it stands for the period reported on, so that the new report says another year."""
        return self.kind == PERIOD

    @property
    def becomes(self) -> str:
        """The year after it, written in the same way."""
        return write_year(self.year + 1, self.written)

    @property
    def reason(self) -> str:
        """What it stands for, in words."""
        return KINDS[self.kind]


def mentions(
    texts: Mapping[str, Text], old_year: int, old_texts: Mapping[str, str] | None = None
) -> tuple[Mention, ...]:
    """The mentions of the old year, of the year before it, and of the next year where the text looked ahead to it.

    texts: sections in the order of the report. Spans other than plain text (live figures) name no year.
    old_texts: the plain text of the old report's sections; what named the next year there looked ahead to it.
    """
    found: list[Mention] = []
    for section, text in texts.items():
        old = (old_texts or {}).get(section, "")
        for number, block in enumerate(text):
            found.extend(_of_block(section, number, block, old_year, old))
    return tuple(found)


def changes_for(texts: Mapping[str, Text], wanted: Iterable[Mention]) -> tuple[Change, ...]:
    """The changes that put each of these mentions a year on; what is no longer there as listed is left alone."""
    return replacing(
        texts, (Replacement(one.section, one.paragraph, one.offset, one.written, one.becomes) for one in wanted)
    )


def with_changes(texts: Mapping[str, Text], wanted: Iterable[Mention]) -> dict[str, Text]:
    """The texts with each of these mentions a year on."""
    new = dict(texts)
    for change in changes_for(texts, wanted):
        assert isinstance(change, ReplaceText)
        text = new[change.section]
        new[change.section] = (*text[: change.start], *change.blocks, *text[change.stop :])
    return new


def _of_block(section: str, number: int, block: TextBlock, old: int, old_text: str) -> Iterator[Mention]:
    plain = block_text(block)
    for start, stop, written, year, named_kind, _ in named_years(plain, old // 100 * 100):
        if abs(year - old) > 1 or not is_plain(block, start, stop):
            continue
        kind = named_kind
        if year == old - 1 and kind == PERIOD:
            kind = "earlier"
        if year == old and kind == "plan":
            # A report looks ahead to the year after it; 将 beside its own year is the preposition.
            kind = PERIOD
        if year == old + 1 and kind == PERIOD and _stood_there(plain, start, stop, old_text):
            kind = "plan"
        if year == old + 1 and kind not in ("carried", "plan"):
            # A day on which it was written, or what was changed before: this year is right there.
            continue
        before, after = around(plain, start, stop, AROUND)
        yield Mention(section, number, start, written, year, kind, before, after)


def _stood_there(plain: str, start: int, stop: int, old_text: str) -> bool:
    """Whether the old report has this year at this place, so that it was not put a year on."""
    return plain[max(0, start - _SAME) : stop + _SAME] in old_text
