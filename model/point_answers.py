"""The points of an earlier check answered one by one: mended, so in fact, or not mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from model.audit import YEAR_KINDS
from model.audit_summary import on_paper
from model.finding_order import reading_places, top_of
from model.findings import Finding
from model.form import Form
from model.records import NamedTuple
from model.report import Report

MENDED, HOLDS, OPEN, UNJUDGED = "已改", "情况属实", "未改", "未核对"
ANSWERS = (MENDED, HOLDS, OPEN)
"""What becomes of a point; UNJUDGED where nothing can be said, as of last year's figures without last year's report."""
_NO_LAST_YEAR = "no_last_year"
_LEAST = 6
"""Characters; what is shorter may stand in any sentence."""


class Point(NamedTuple):
    """Something that an earlier check found and no reason explained. words: what was said of it; place: where it is.

    part, start, cells: where it stands in the form, start None outside of texts. cause_of: keys of what it explains.
    """

    key: str
    rule: str
    severity: str
    place: str
    words: str
    part: str = ""
    start: int | None = None
    cells: tuple[str, ...] = ()
    cause_of: tuple[str, ...] = ()


class Answer(NamedTuple):
    """What became of a point. words: why it is so, or how it stands now; "" where there is nothing to add.

    number: the point's own on the earlier 审核意见反馈单, with one of its own behind where it stood under another's cause.
    """

    point: Point
    answer: str
    words: str = ""
    number: str = ""


def earlier_points(findings: Iterable[Mapping[str, Any]]) -> Iterator[Point]:
    """The points among findings as `check --json` prints them. Raises ValueError for what is none."""
    for found in findings:
        try:
            said = (str(found.get(name, "")) for name in ("key", "rule", "severity", "place", "message", "part"))
            text, cells, causes = (found.get(name) or () for name in ("text", "cells", "cause_of"))
            start = int(text["start"]) if text else None
            key, rule, severity, where, words, part = said
            named, caused = tuple(map(str, cells)), tuple(map(str, causes))
            point = Point(key, rule, severity, where, words, part, start, named, caused)
            explained = bool(found.get("explained"))
        except (AttributeError, TypeError, KeyError, ValueError) as error:
            raise ValueError("no finding") from error
        if not point.rule or not point.words:
            raise ValueError("no finding")
        if not explained:
            yield point


class Reply(NamedTuple):
    """A row of a 审核意见反馈单 that came back. answer: what is ticked, one of ANSWERS. reason: what was written beside."""

    place: str
    problem: str
    answer: str
    reason: str


def answers(points: Iterable[Point], report: Report, findings: Sequence[Finding]) -> Iterator[Answer]:
    """What became of each point in this version of the report, which has these findings; in the order of the form.

    A point is known again by its key, else by its very words: paragraphs move.
    """
    by_key: dict[str, Finding] = {}
    by_words: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        by_key.setdefault(finding.key, finding)
        by_words.setdefault((finding.rule, finding.message), finding)
    silent = _rules(report.form, {_NO_LAST_YEAR})
    of_year = _rules(report.form, YEAR_KINDS)
    for number, point in numbered(report.form, (point for point in points if point.rule not in silent)):
        now = by_key.get(point.key) or by_words.get((point.rule, point.words))
        if now is None and point.rule in of_year and report.last_year is None:
            yield Answer(point, UNJUDGED, "没有上年报告", number)
        elif now is None:
            yield Answer(point, MENDED, "", number)
        elif now.explained:
            yield Answer(point, HOLDS, now.reason, number)
        else:
            yield Answer(point, OPEN, "" if now.message == point.words else now.message, number)


def numbered(form: Form, points: Iterable[Point]) -> Iterator[tuple[str, Point]]:
    """The points in the order of the form, with their numbers on paper: 3, and 3.1 for what the third one explains."""
    place = reading_places(form)
    ordered = sorted(points, key=lambda point: place(point.part, point.start, point.cells))
    there = {point.key for point in ordered}
    under = {key: point.key for point in ordered for key in point.cause_of if key in there and key != point.key}
    number = 0
    for head in ordered:
        if top_of(head.key, under) == head.key:
            number += 1
            yield str(number), head
            below = [one for one in ordered if one is not head and top_of(one.key, under) == head.key]
            yield from ((f"{number}.{n}", one) for n, one in enumerate(below, 1))


def with_replies(found: Iterable[Answer], replies: Sequence[Reply], findings: Sequence[Finding]) -> Iterator[Answer]:
    """The answers, with what the unit itself said of points that are still there.

    情况属实 holds where a reason was written, and the finding is none of those that can't be explained away.
    """
    fixed = {finding.key for finding in findings if not finding.explainable}
    for one in found:
        reply = _reply_to(one.point, replies) if one.answer == OPEN else None
        if reply is None:
            yield one
        elif reply.answer == HOLDS and reply.reason and one.point.key not in fixed:
            yield one._replace(answer=HOLDS, words=reply.reason)
        else:
            lacking = "，没有写明原因" if reply.answer == HOLDS and not reply.reason else ""
            said = f"反馈单上勾的是“{reply.answer}”{lacking}{f'：{reply.reason}' if reply.reason else ''}"
            yield one._replace(words="；".join(filter(None, (said, one.words))))


def _reply_to(point: Point, replies: Sequence[Reply]) -> Reply | None:
    """The reply in whose row the point stands: by its words, since paper has no keys."""
    words = _plain(point.words)
    for reply in replies:
        whole, *_ = reply.problem.split("\n")
        if _plain(reply.place) == _plain(point.place) and _plain(whole) in words:
            return reply
    start = words.split("；")[0]
    others = (reply for reply in replies if start in _plain("".join(reply.problem.split("\n")[1:])))
    return next(others, None) if len(start) > _LEAST else None


def _plain(text: str) -> str:
    return "".join(on_paper(text).split())


def count_words(found: Sequence[Answer]) -> str:
    """How many points became what: 已改 3 处，未改 1 处; "" for no point."""
    counts = ((name, sum(one.answer == name for one in found)) for name in (*ANSWERS, UNJUDGED))
    return "，".join(f"{name} {count} 处" for name, count in counts if count)


def _rules(form: Form, kinds: Iterable[str]) -> frozenset[str]:
    wanted = frozenset(kinds)
    return frozenset(rule.id for rule in form.rules if rule.kind in wanted)
