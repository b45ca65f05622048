"""导入到当前报告: what a returned document says otherwise than the open report, to be taken or left one by one.

A tracked change counts as accepted, and stands with who made it beside the difference that it makes; so does a comment.
Nothing of the report changes but by `edit_of`, as one step.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from importers.result import ABSENT, ImportResult, Revision
from model.edits import Change, Edit, ReplaceText, SetField, SetNote
from model.entry import enter, put
from model.errors import ImportProblem
from model.history import Place
from model.naming import cell_name
from model.number_text import number_text
from model.published_text import compared
from model.records import NamedTuple
from model.report import Report
from model.rewording import reworded
from model.text import TextBlock, paragraph
from workflows.into_revisions import comment_suggestions, revision_words, with_remarks
from workflows.into_suggestions import (
    BLANK,
    CELL,
    COMMENT,
    FIELD,
    TEXT,
    Suggestion,
    cell_suggestions,
    field_suggestions,
    text_suggestions,
)


class IntoPlan(NamedTuple):
    """All that a document says otherwise. warnings: what hints that it is another report's. told: what can't be taken."""

    source: str
    suggestions: tuple[Suggestion, ...]
    warnings: tuple[str, ...]
    told: tuple[str, ...]


def plan_import(report: Report, result: ImportResult, source: str) -> IntoPlan:
    """Compare the open report with what was read of a file of this name; raises ImportProblem for another edition's."""
    form, other = report.form, result.report.form
    if form.edition != other.edition:
        raise ImportProblem(
            f"{source} 是 {other.edition} 年版的表，报告用的是 {form.edition} 年版。",
            "请核对是否选对了文件；它可以用“文件→导入”读成另一份报告。",
        )
    cells = tuple(cell_suggestions(report, result))
    # Live figures in the text follow their cells: what changes with those is no difference of the text.
    followed = _with_cells(report, cells)
    suggestions = [*field_suggestions(report, result), *cells, *text_suggestions(followed, result)]
    left = list(result.revisions)
    placed = [with_remarks(one, left) for one in suggestions]
    comments = list(comment_suggestions(report, result, left))
    in_order = tuple(sorted((*placed, *comments), key=_order(report)))
    return IntoPlan(source, in_order, tuple(_warnings(report, result)), tuple(_told(result, left)))


def edit_of(report: Report, plan: IntoPlan, taken: Collection[int]) -> Edit:
    """One step that takes these of the plan's suggestions, by their numbers."""
    chosen = [one for number, one in enumerate(plan.suggestions) if number in taken and one.can_be_taken]
    cells = [one for one in chosen if one.kind == CELL]
    changes: list[Change] = [change for one in cells for change in _cell_changes(report, one)]
    changes += [SetField(one.place.cell, one.given_all) for one in chosen if one.kind == FIELD]
    changes += [
        SetNote(one.place.cell, "word", one.given_all) for one in chosen if one.kind == COMMENT and one.place.cell
    ]
    followed = _with_cells(report, cells)
    of_texts = [one for one in chosen if one.kind == TEXT or (one.kind == COMMENT and not one.place.cell)]
    for section in report.form.sections:
        changes += _text_changes(followed, [one for one in of_texts if one.place.section == section.id])
    return Edit(f"采用 {plan.source} 的 {len(chosen)} 处改动", tuple(changes))


def _order(report: Report) -> Callable[[Suggestion], tuple[int, int, int]]:
    """By section; the text of one stands before its grid."""
    sections = [section.id for section in report.form.sections]
    cells = {cell: number for number, cell in enumerate(report.form.cells)}
    return lambda one: (sections.index(one.place.section), cells.get(one.place.cell, -1), one.place.paragraph)


def _with_cells(report: Report, cells: Iterable[Suggestion]) -> Report:
    """A copy of the report that has taken these."""
    copy = Report(report.state())
    changes = tuple(change for one in cells if one.can_be_taken for change in _cell_changes(copy, one))
    copy.apply(Edit("", changes))
    return copy


def _warnings(report: Report, result: ImportResult) -> Iterator[str]:
    found = result.report
    if found.unit and report.unit and compared(found.unit) != compared(report.unit):
        yield f"文件是“{found.unit}”的，报告是“{report.unit}”的"
    if found.year and report.year and found.year != report.year:
        yield f"文件是 {found.year} 年的，报告是 {report.year} 年的"


def _told(result: ImportResult, left: Iterable[Revision]) -> Iterator[str]:
    """What the clerk should know and can't take."""
    form, report = result.report.form, result.report
    absent = sum(result.cells[cell].how == ABSENT and not result.cells[cell].origins for cell in form.inputs)
    if absent:
        yield f"有 {absent} 格文件里没有读到，报告里的不动"
    for cell in form.totals:
        stated = report.stated(cell)
        if stated is not None:
            derived = number_text(report.value(cell)) or BLANK
            yield f"合计不符　{cell_name(form, cell)}：文件所列 {number_text(stated)}，按文件里的各项计算为 {derived}"
    for revision in left:
        yield f"没有对上的修订或批注　{revision_words(revision)}"
    for item in result.unplaced:
        if not item.furniture:
            yield f"没有读入　{item.where}：“{item.text}”　{item.reason}".rstrip()


def _cell_changes(report: Report, one: Suggestion) -> tuple[Change, ...]:
    cell, value = one.place.cell, one.value
    # A candidate of a doubt may bear its unit.
    changes = enter(report, cell, value) if isinstance(value, str) else put(report, cell, value, one.unit)
    return (*changes, SetNote(cell, "origin", one.origin if value is not None else None))


def _text_changes(report: Report, chosen: Sequence[Suggestion]) -> Iterator[Change]:
    """The changes of one section, from its end to its beginning: so each leaves the numbers of those before it."""
    numbered = list(enumerate(chosen))
    for _, one in sorted(
        numbered, key=lambda item: (item[1].place.paragraph, not item[1].is_new, item[0]), reverse=True
    ):
        section, number = one.place.section, one.place.paragraph
        yield ReplaceText(section, number, number if one.is_new else number + 1, _blocks(report, one))


def _blocks(report: Report, one: Suggestion) -> tuple[TextBlock, ...]:
    if one.is_new:
        return (paragraph(one.given_all),)
    block = report.text(one.place.section)[one.place.paragraph]
    if one.kind == COMMENT:
        return (block._replace(word=one.given_all),)
    return (reworded(block, one.given_all),) if one.given_all else ()


def first_place(plan: IntoPlan, taken: Collection[int]) -> Place | None:
    """Where the step begins: at the first suggestion that is taken."""
    return next((one.place for number, one in enumerate(plan.suggestions) if number in taken), None)
