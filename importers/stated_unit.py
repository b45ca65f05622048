"""The unit as a document states it beside a label of its own, for where neither title nor signature names it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from model.label_text import plain, without_remark
from model.label_wordings import Wordings
from model.source import Place, SourceBlock, SourceTable

_ENDS = re.compile(r"[\s\u3000]{2,}|[\s\u3000](?=[^\s]{2,8}[:：])|[；;，,。|]")
_REMARK = r"(?:[(（][^()（）]*[)）])?"
_LONGEST = 40


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
    """Lines, and cells; a cell of nothing but a label together with the one beside it."""
    for number, block in enumerate(blocks):
        if not isinstance(block, SourceTable):
            yield (number, 0, 0), block.text
            continue
        for row in block.rows:
            for cell, following in zip(row, (*row[1:], None), strict=True):
                text = cell.text.strip()
                alone = following is not None and (text.endswith((":", "：")) or len(text) < 8)
                beside = f"{text.rstrip(':：')}：{following.text.strip()}" if alone and following else text
                yield (number, cell.row, cell.column), beside


def _unit(text: str, wordings: Wordings) -> str:
    name = without_remark(plain(_ENDS.split(text.strip(), maxsplit=1)[0]))
    good = 3 < len(name) <= _LONGEST and name.endswith(wordings.unit_endings)
    return name if good and not any(word in name for word in wordings.not_a_unit) else ""
