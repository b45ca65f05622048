"""The tracked changes and comments of a returned Word file beside what they touch in the report: who made them, and when."""

from __future__ import annotations

from collections.abc import Iterator

from importers.result import ImportResult, Revision
from model.history import Place
from model.naming import cell_name
from model.placeholders import printed_date
from model.published_text import compared
from model.report import Report
from model.text import block_text, is_object
from model.text_comparison import beginning
from workflows.into_suggestions import CELL, COMMENT, Suggestion

_BETWEEN = "；"
_SHORTEST_END = 6
"""Characters of a paragraph that tell it, where a list's number stands before them in the document."""


def revision_words(one: Revision) -> str:
    """A tracked change or a comment in a sentence: 张三（2026-01-18 09:30）把“37”改成“38”."""
    who = f"{one.author or '不知谁'}{f'（{one.time}）' if one.time else ''}"
    if one.comment:
        about = f"对“{beginning(one.gone)}”" if one.gone else ""
        return f"{who}{about}批注：{one.comment}"
    if one.gone and one.come:
        return f"{who}把“{beginning(one.gone)}”改成“{beginning(one.come)}”"
    return f"{who}{'加了' if one.come else '删去'}“{beginning(one.come or one.gone)}”"


def with_remarks(one: Suggestion, left: list[Revision]) -> Suggestion:
    """The suggestion with the revisions that touch it, which are left no more."""
    own = [revision for revision in left if _touches(revision, one)]
    left[:] = [revision for revision in left if revision not in own]
    return one._replace(remarks=(*map(revision_words, own), *one.remarks))


def _touches(revision: Revision, one: Suggestion) -> bool:
    if one.kind == CELL:
        return one.origin is not None and revision.place[1:] == (one.origin.table, one.origin.row, one.origin.column)
    if revision.place[1]:
        return False
    given = one.given_all, printed_date(one.given_all)
    return any(_ends_with(text, revision.after) for text in given) or _ends_with(one.have_all, revision.before)


def _ends_with(text: str, end: str) -> bool:
    whole, part = compared(text), compared(end)
    return bool(part) and (whole == part or (len(part) >= _SHORTEST_END and whole.endswith(part)))


def comment_suggestions(report: Report, result: ImportResult, left: list[Revision]) -> Iterator[Suggestion]:
    """Comments on what is the same: taken, they stay beside it as 备注. Those that have a place are left no more."""
    cells = {
        (origin.table, origin.row, origin.column): cell
        for cell, reading in result.cells.items()
        for origin in reading.origins
        if origin.table
    }
    placed: dict[Place, list[str]] = {}
    for revision in [one for one in left if one.comment]:
        cell = cells.get(revision.place[1:], "")
        place = _cell_place(report, cell) if cell else _text_place(report, revision)
        if place is not None:
            left.remove(revision)
            placed.setdefault(place, []).append(revision_words(revision))
    for place, words in placed.items():
        yield _comment(report, place, words)


def _comment(report: Report, place: Place, words: list[str]) -> Suggestion:
    if place.cell:
        name, have = cell_name(report.form, place.cell), report.notes(place.cell).word
    else:
        name = f"{report.form.section(place.section).short} 第{place.paragraph + 1}段"
        have = report.text(place.section)[place.paragraph].word
    given = _BETWEEN.join(filter(None, (have, *words)))
    shown = f"备注：{beginning(have)}" if have else "没有备注"
    return Suggestion(COMMENT, name, shown, "加为备注", have, given, place, tuple(words))


def _cell_place(report: Report, cell: str) -> Place:
    return Place(report.form.section_of_grid(report.form.cells[cell].grid).id, cell)


def _text_place(report: Report, revision: Revision) -> Place | None:
    if revision.place[1]:
        return None
    return next(
        (
            Place(section.id, "", number)
            for section in report.form.sections
            for number, block in enumerate(report.text(section.id))
            if not is_object(block) and _ends_with(block_text(block), revision.after)
        ),
        None,
    )
