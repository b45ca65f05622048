"""按零报告填写: grids of a unit that had no case this year, all 0 as one step, with sentences to go with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from model.edits import Change, ReplaceText
from model.entry import put
from model.errors import ReportError
from model.headings import outline_entry
from model.last_year import LastYear
from model.number_text import Value, number_text
from model.records import NamedTuple
from model.report import Report
from model.text import block_text, paragraph
from workflows.forms import drafting

UNNUMBERED = 2
"""The level of a heading that is nothing but the name of an aspect."""


class DraftSentence(NamedTuple):
    """A sentence to accept or edit before it is inserted. name: the part where it goes, in words."""

    section: str
    under: str
    name: str
    text: str


def zero_grids(report: Report) -> tuple[str, ...]:
    """The grids that may be filled in with nothing but 0."""
    return tuple(zero.grid for zero in drafting(report.form.edition).zero)


def refusal(report: Report, grid: str) -> str:
    """Why the grid can't be all 0, as a sentence with what to do; "" when it can."""
    carried = [pair for pair in drafting(report.form.edition).carry_over if report.form.cells[pair[0]].grid == grid]
    now = _sum(report.value(cell) for cell, _ in carried)
    if now > 0:
        return f"上年结转是 {number_text(now)} 件，不是零报告：这些申请本年要有办理结果或结转下年度，请逐项填写。"
    if report.last_reports:
        last = LastYear(report.form, report.last_reports)
        then = _sum(last.value(source) for _, source in carried)
        if then > 0:
            return f"上年报告结转下年度 {number_text(then)} 件，不是零报告：请先填上年结转，再逐项填写办理结果。"
    odd = next((cell for cell, _ in carried if isinstance(report.value(cell), str)), "")
    return f"上年结转里的“{report.value(odd)}”看不出是什么数，请先改正。" if odd else ""


def unlikely(report: Report, grid: str) -> str:
    """Why the grid is hardly all 0 though it may be made so, as a sentence; "" for no reason."""
    other = len(overwritten(report, (grid,)))
    if other:
        return f"已经填了 {other} 个不是 0 的格，会改成 0；可以撤销。"
    if not report.last_reports:
        return ""
    last = LastYear(report.form, report.last_reports)
    still = [cell for cell in drafting(report.form.edition).still_open if report.form.cells[cell].grid == grid]
    count = _sum(last.value(cell) for cell in still)
    if count <= 0:
        return ""
    name = report.form.column(still[0]).short
    return f"上年报告{name} {number_text(count)} 件，本年应有结果或仍{name}；确实没有的再勾上。"


def already_said(report: Report, sentence: DraftSentence) -> bool:
    """Whether the sentence stands in its section as a paragraph, so that it is not put in again."""
    text = sentence.text.strip()
    return any(block_text(block).strip() == text for block in report.text(sentence.section))


def _sum(values: Iterable[Value]) -> int | Decimal:
    return sum(value for value in values if isinstance(value, (int, Decimal)))


def overwritten(report: Report, grids: Iterable[str]) -> tuple[str, ...]:
    """The cells that hold something other than 0 and would become 0."""
    chosen = set(grids)
    held = ((cell, report.value(cell)) for cell in report.form.inputs if report.form.cells[cell].grid in chosen)
    return tuple(cell for cell, value in held if value is not None and value != 0)


def sentences(report: Report, grids: Iterable[str]) -> tuple[DraftSentence, ...]:
    """The sentences that go with these grids."""
    chosen = set(grids)
    return tuple(
        DraftSentence(
            sentence.section,
            sentence.under,
            sentence.under or report.form.section(sentence.section).short,
            sentence.of_year(report.year),
        )
        for zero in drafting(report.form.edition).zero
        if zero.grid in chosen
        for sentence in zero.sentences
    )


def zero_changes(report: Report, grids: Sequence[str], accepted: Iterable[DraftSentence]) -> tuple[Change, ...]:
    """The changes that put 0 into these grids and the sentences into the text.

    Raises ReportError for a grid that can't be all 0.
    """
    for grid in grids:
        why = refusal(report, grid)
        if why:
            raise ReportError(f"{report.form.grid(grid).name}不能按零报告填写。", why)
    inputs = (cell for cell in report.form.inputs if report.form.cells[cell].grid in grids)
    figures = tuple(change for cell in inputs for change in put(report, cell, 0))
    return (*figures, *_insertions(report, accepted))


def _insertions(report: Report, accepted: Iterable[DraftSentence]) -> Iterable[Change]:
    """Each sentence as a paragraph, unless it is one already; of several at one place the first comes first."""
    places: dict[tuple[str, int], list[str]] = {}
    for sentence in accepted:
        if sentence.text.strip() and not already_said(report, sentence):
            place = (sentence.section, _place(report, sentence))
            places.setdefault(place, []).append(sentence.text)
    # From the end, so that an insertion does not move the places that are still to come.
    for section, at in sorted(places, reverse=True):
        yield ReplaceText(section, at, at, tuple(paragraph(text) for text in places[section, at]))


def _place(report: Report, sentence: DraftSentence) -> int:
    """Behind what stands under the heading of the aspect; without such a heading at the end of the section."""
    lines = [block_text(block) for block in report.text(sentence.section)]
    start, level = -1, 0
    for number, line in enumerate(lines):
        of, words = outline_entry(line)
        if not of and line.strip() == sentence.under:
            of, words = UNNUMBERED, sentence.under
        if level and of and of <= level:
            return _behind_text(lines, start, number)
        if not level and sentence.under and sentence.under in words:
            start, level = number, of
    return _behind_text(lines, start, len(lines))


def _behind_text(lines: Sequence[str], start: int, stop: int) -> int:
    """The place behind the last line between the two that is not blank."""
    return next((at + 1 for at in range(stop - 1, start, -1) if lines[at].strip()), start + 1)
