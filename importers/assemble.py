"""The one way from a document's blocks to a report; every importer makes blocks and comes here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from importers.figures import read_figures
from importers.framing import Framed, contact, unframe
from importers.result import ImportResult, Unplaced, where
from model.edits import Change, Edit, ReplaceText, SetField
from model.errors import ImportProblem
from model.form import Form
from model.label_sections import Title
from model.label_text import plain
from model.label_wordings import Wordings
from model.labels import Line, Placement, place, recognise_edition, titles
from model.notes import Origin
from model.report import Report
from model.source import Place, SourceBlock, SourceTable
from model.text import paragraph

Locate = Callable[[Place, str], Origin]
"""The origin of what stands at a place with this text."""

_PERIOD = re.compile(r"(20\d\d)年1月1日\D{0,6}(20\d\d)年12月31日", re.ASCII)
_FEWEST_FIGURES = 4
_FEWEST_HEADINGS = 2


class Known(NamedTuple):
    """What the person who imports says of the document: "" and 0 leave it to the document."""

    edition: str = ""
    year: int = 0


def assemble(
    blocks: Sequence[SourceBlock], locate: Locate, forms: Sequence[Form], wordings: Wordings, known: Known
) -> ImportResult:
    """The report in these blocks; raises ImportProblem when they hold none, or several."""
    title = _title(titles(forms, blocks, wordings))
    year = known.year or (title.year if title else _year_of_period(blocks))
    form = _form(blocks, forms, wordings, known.edition, year)
    placement = place(form, blocks, wordings)
    _check(placement, title)
    unit = title.unit if title else ""
    framed = unframe(placement.lines, wordings, _title_ends(placement), unit)
    figures = read_figures(form, placement.figures, locate)
    report = Report.blank(form, unit or framed.signature.unit, year)
    fields = tuple(_fields(form, title, framed, wordings))
    report.apply(Edit("导入", (*fields, *_texts(form, framed.lines), *figures.changes)))
    unplaced = [*figures.unplaced, *_left_over(placement, framed, locate)]
    labels = tuple(locate(label.place, label.text) for label in placement.labels)
    return ImportResult(report, tuple(sorted(unplaced, key=_in_order)), figures.cells, labels)


def _in_order(item: Unplaced) -> tuple[int, int, int, int]:
    return item.origin.page, item.origin.table, item.origin.row, item.origin.column


def _title(found: Sequence[Title]) -> Title | None:
    """The first title that names a unit; a page often prints the title twice."""
    named = [title for title in found if title.unit]
    return next(iter(named or found), None)


def _year_of_period(blocks: Sequence[SourceBlock]) -> int:
    """The year that a paragraph gives as the period of the report's figures, 0 when none does."""
    for block in blocks:
        period = None if isinstance(block, SourceTable) else _PERIOD.search(plain(block.text))
        if period and period[1] == period[2]:
            return int(period[1])
    return 0


def _title_ends(placement: Placement) -> int:
    """The block behind the last title that stands before the text."""
    first = min((label.place[0] for label in placement.labels if label.role == "section"), default=1 << 30)
    ends = [title.blocks[-1] + 1 for title in placement.titles if title.blocks[-1] < first]
    return max(ends, default=0)


def _form(blocks: Sequence[SourceBlock], forms: Sequence[Form], wordings: Wordings, edition: str, year: int) -> Form:
    """The form that is asked for, else the one whose labels are met, else the one in force for the year."""
    for form in forms:
        if form.edition == edition:
            return form
    recognised = recognise_edition(forms, blocks, wordings)
    in_force = [form for form in forms if form.years[0] <= year <= form.years[1]]
    return recognised or (in_force or sorted(forms, key=lambda form: form.years))[-1]


def _check(placement: Placement, title: Title | None) -> None:
    headings = [label for label in placement.labels if label.role == "section"]
    figures = [figure for figure in placement.figures if figure.cell]
    if title is None and len(headings) < _FEWEST_HEADINGS and len(figures) < _FEWEST_FIGURES:
        raise ImportProblem(
            "这里没有找到政府信息公开工作年度报告：没有报告的标题，也没有各部分的标题和表。",
            "请复制整篇报告，从标题到最后一部分，连同三张表。",
        )
    first = min((label.place[0] for label in headings), default=0)
    others = {(found.unit, found.year) for found in placement.titles if found.blocks[0] < first or not headings}
    later = [found for found in placement.titles if found.blocks[0] > first and headings]
    named = {key for key in others if key[0]} | {(found.unit, found.year) for found in later if found.unit}
    if len(named) > 1:
        names = "、".join(sorted(f"{unit}{year}年" for unit, year in named))
        raise ImportProblem(f"这里有不止一份年报：{names}。", "请一次只读入一份。")


def _fields(form: Form, title: Title | None, framed: Framed, wordings: Wordings) -> Iterator[Change]:
    if title:
        for wording in form.titles:
            printed = "".join(form.title_lines(wording.id, title.unit, title.year))
            if printed == title.text:
                yield SetField("title", wording.id)
    opening = [line.text for line in framed.lines if not line.section]
    first = next((section.id for section in form.sections if section.heading), "")
    opening.extend([line.text for line in framed.lines if line.section == first][:1])
    for name, value in contact(opening, wordings.contact).items():
        yield SetField(f"contact.{name}", value)
    if framed.signature.unit:
        yield SetField("signature.unit", framed.signature.unit)
    if framed.signature.date:
        yield SetField("signature.date", framed.signature.date)


def _texts(form: Form, lines: Sequence[Line]) -> Iterator[Change]:
    preface = next((section.id for section in form.sections if not section.heading), form.sections[0].id)
    for section in form.sections:
        of_section = [line for line in lines if (line.section or preface) == section.id]
        blocks = tuple(paragraph(line.text) for line in of_section if line.text.strip())
        if blocks:
            yield ReplaceText(section.id, 0, 0, blocks)


def _left_over(placement: Placement, framed: Framed, locate: Locate) -> Iterator[Unplaced]:
    for item in placement.unplaced:
        origin = locate(item.place, item.text)
        yield Unplaced(item.text.strip(), where(origin), item.reason, origin)
    for line, reason in framed.aside:
        origin = locate(line.place, line.text)
        yield Unplaced(line.text.strip(), where(origin), reason, origin)
