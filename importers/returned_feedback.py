"""A 审核意见反馈单 that came back: which unit it is about, and what the unit ticked and wrote at each point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from importers.word_flow import flow
from importers.written_audit import word_pieces
from model.dates import read_year
from model.feedback import POINT_COLUMNS, REASON
from model.point_answers import ANSWERS, Reply
from model.records import NamedTuple
from ooxml.markup import parse_xml
from ooxml.package import Package

DOCUMENT = "word/document.xml"
_TICKS = frozenset("☑☒■√✓✔✅▣◼◉●×xXvV")
"""What is put in the place of □, or beside it."""


class Returned(NamedTuple):
    """A paper that came back. replies: the rows in which one thing is ticked."""

    unit: str
    year: int
    replies: tuple[Reply, ...]


def read_returned(data: bytes) -> Returned | None:
    """What the paper says, None for a Word file that is none. Raises FileFormatError when it is no Word file."""
    content = Package(data).read(DOCUMENT)
    # Refuses what reaches out.
    parse_xml(content, DOCUMENT)
    tables = [piece for piece in word_pieces(flow(content)) if not isinstance(piece, str)]
    points = next((rows for rows in tables if rows and rows[0] == POINT_COLUMNS), None)
    facts = dict(row for rows in tables for row in rows if len(row) == 2)
    if points is None or "单位" not in facts:
        return None
    return Returned(facts["单位"].strip(), read_year(facts.get("年度", "")) or 0, tuple(_replies(points[1:])))


def _replies(rows: Sequence[tuple[str, ...]]) -> Iterator[Reply]:
    for row in rows:
        if len(row) != len(POINT_COLUMNS):
            continue
        boxes, _, reason = row[4].partition(REASON)
        ticked = [
            answer for answer in ANSWERS for line in boxes.split("\n") if answer in line and _is_ticked(line, answer)
        ]
        if len(ticked) == 1:
            yield Reply(row[1], row[2], ticked[0], " ".join(reason.split()))


def _is_ticked(line: str, answer: str) -> bool:
    """Whether there is a tick around the answer; of several answers on a line the one behind the tick is meant."""
    before, _, behind = line.partition(answer)
    own = max((before.rfind(other) + len(other) for other in ANSWERS if other in before), default=0)
    alone = not any(other in behind for other in ANSWERS)
    return not _TICKS.isdisjoint(before[own:]) or (alone and own == 0 and not _TICKS.isdisjoint(behind))
