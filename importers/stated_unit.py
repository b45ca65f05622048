"""The unit as a document states it beside a label of its own, for where neither title nor signature names it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from model.label_text import plain, without_remark
from model.label_wordings import Wordings
from model.source import Place, SourceBlock, SourceTable

_ENDS = re.compile(r"[\s\u3000]{2,}|[\s\u3000](?=[^\s]{2,8}[:：])|[；;，,。|]")
_REMARK = r"(?:[(（][^()（）]*[)）])?"
_LONGEST = 40
_LONGEST_LABEL = 10


class StatedUnit(NamedTuple):
    """A unit with the place that names it. certain: whether the label says that the report is this unit's."""

    unit: str
    place: Place
    text: str
    certain: bool


def stated_unit(blocks: Sequence[SourceBlock], wordings: Wordings) -> StatedUnit | None:
    """The first unit behind a label that is sure, else behind one that is likely; None where there is none."""
    likely: StatedUnit | None = None
    words = (*wordings.unit_words, *wordings.likely_unit_words)
    if not words:
        return None
    heads = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    label = re.compile(rf"(?:^|(?<=[\s\u3000]))({heads}){_REMARK}\s*[:：]\s*")
    for place, text in _texts(blocks):
        found = label.search(text)
        unit = _unit(text[found.end() :], wordings) if found else ""
        if found and unit:
            stated = StatedUnit(unit, place, text, found[1] in wordings.unit_words)
            if stated.certain:
                return stated
            likely = likely or stated
    return likely


def _texts(blocks: Sequence[SourceBlock]) -> Iterator[tuple[Place, str]]:
    """Lines, and cells; what may be nothing but a label together with what follows it."""
    for number, block in enumerate(blocks):
        if not isinstance(block, SourceTable):
            below = blocks[number + 1] if number + 1 < len(blocks) else None
            beside = below.text if below is not None and not isinstance(below, SourceTable) else ""
            yield (number, 0, 0), _together(block.text, beside)
            continue
        for row in block.rows:
            for cell, following in zip_longest(row, row[1:]):
                yield (number, cell.row, cell.column), _together(cell.text, following.text if following else "")


def _together(text: str, beside: str) -> str:
    label = text.strip().rstrip(":：")
    alone = label != text.strip() or len(label) < _LONGEST_LABEL
    return f"{label}：{beside.strip()}" if alone and beside.strip() else text.strip()


def _unit(text: str, wordings: Wordings) -> str:
    name = without_remark(plain(_ENDS.split(text.strip(), maxsplit=1)[0]))
    good = 3 < len(name) <= _LONGEST and name.endswith(wordings.unit_endings)
    return name if good and not any(word in name for word in wordings.not_a_unit) else ""
