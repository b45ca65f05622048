"""The one way from a document's blocks to a report; every importer makes blocks and comes here."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from importers.figures import read_figures
from importers.framing import AROUND, Framed, contact, unframe
from importers.page_frame import (
    LINKS,
    NO_PAGE,
    PageShape,
    left_links,
    starts_in,
    surroundings,
    with_links,
    without_links,
)
from importers.place_doubts import NO_DOUBTS, Doubts, with_doubts
from importers.result import ImportResult, SourceText, Unplaced, reading_order, where
from importers.second_tables import doubted_beside_second
from importers.stated_unit import stated_unit
from model.edits import Change, Edit, ReplaceText, SetField
from model.errors import NoReport, SeveralReports
from model.form import Form
from model.label_catalogue import catalogue_of
from model.label_edition import recognise_edition
from model.label_headings import LONGEST, HeadingReader
from model.label_rows import PAGE_NUMBER
from model.label_sections import Title
from model.label_text import plain
from model.label_wordings import Wordings
from model.labels import Line, Placement, place
from model.notes import Origin
from model.outline import FIELD as HEADINGS
from model.outline import printed_headings
from model.report import Report
from model.source import Place, SourceBlock, SourceTable
from model.text import paragraph

Locate = Callable[[Place, str], Origin]
"""The origin of what stands at a place with this text."""

_PERIOD = re.compile(r"(20\d\d)年1月1日\D{0,6}(?:(20\d\d)年)?12月31日", re.ASCII)
_CONTENTS = ("目录", "目次")
UNIT_FROM = "标题和落款里没有单位，单位名称取自这里，请核对"
_FEWEST_FIGURES = 4
_FEWEST_HEADINGS = 2
_LONGEST_CONTENTS = 20
"""From the first to the last line of a table of contents there are no more."""


class Known(NamedTuple):
    """What the person who imports says of the document: "" and 0 leave it to the document."""

    edition: str = ""
    year: int = 0


NOTHING_KNOWN = Known()


def assemble(
    blocks: Sequence[SourceBlock],
    locate: Locate,
    forms: Sequence[Form],
    wordings: Wordings,
    known: Known,
    page: PageShape = NO_PAGE,
    doubts: Doubts = NO_DOUBTS,
    *,
    single: bool = False,
) -> ImportResult:
    """The report in these blocks; raises NoReport when they hold none, or several. page: how a web page is built.

    doubts: where the reader of the file is not certain. single: whether it is known to be one report, whatever its
    text says.
    """
    whole, blocks = blocks, without_links(blocks, page)
    places: dict[Origin, Place] = {}

    def noted(place: Place, text: str) -> Origin:
        origin = locate(place, text)
        places.setdefault(origin, place)
        return origin

    form = _form(blocks, forms, wordings, known.edition)
    starts = starts_in(page)
    placement = place(form or _in_force(forms, 0), blocks, wordings, starts=starts)
    title = _title(placement)
    titled = title.year if title else 0
    year = known.year or titled or _year_of_period(blocks)
    if form is None or (year and not titled):
        form = form or _in_force(forms, year)
        placement = place(form, blocks, wordings, year=0 if titled else year, starts=starts)
    _check(form, placement, title, single)
    unit = title.unit if title else ""
    apart = surroundings(placement, page)
    placement = with_doubts(with_links(placement, whole, page, apart), doubts)
    placement = doubted_beside_second(placement, blocks, catalogue_of(form, wordings))
    contents = _contents(form, wordings, placement.lines)
    framed = unframe(placement.lines, wordings, _title_ends(placement), unit, contents, apart)
    figures = read_figures(form, placement.figures, noted, wordings.figures)
    stated = None if unit or framed.signature.unit else stated_unit(whole, wordings)
    report = Report.blank(form, unit or framed.signature.unit or (stated.unit if stated else ""), year)
    fields = tuple(_fields(form, title, framed, wordings))
    report.apply(Edit("导入", (*fields, *_headings(form, placement), *_texts(form, framed.lines), *figures.changes)))
    unplaced = [*_left_over(placement, framed, noted, apart), *_links(whole, placement, page, noted)]
    if stated:
        origin = noted(stated.place, stated.text)
        unplaced.append(Unplaced(stated.text, where(origin), UNIT_FROM, origin, stated.certain))
    labels = tuple(noted(label.place, label.text) for label in placement.labels)
    in_order = tuple(sorted(unplaced, key=lambda item: reading_order(item.origin)))
    result = ImportResult(report, in_order, figures.cells, labels, SourceText(tuple(whole), places))
    met = recognise_edition(forms, blocks, wordings) if known.edition else None
    return result if met is None or met is form else result._replace(other_edition=met.edition)


def _contents(form: Form, wordings: Wordings, lines: Sequence[Line]) -> frozenset[Line]:
    """The lines of a table of contents: headings before the first section, and the word above them."""
    reader = HeadingReader(form, wordings, lambda text: False)
    before = [line for line in lines if not line.section]
    entries = {line for line in before if reader.is_entry(line.text) or _is_heading(form, line)}
    above = {line for line, below in pairwise(before) if below in entries and plain(line.text) in _CONTENTS}
    return frozenset(entries | above)


def _title(placement: Placement) -> Title | None:
    """The last title above the text; a page often prints the title twice, or lists those of other years."""
    first = _first_heading(placement)
    above = [title for title in placement.titles if title.blocks[0] < first]
    if not above:
        return None
    last = above[-1]
    named = next((title for title in reversed(above) if title.unit and title.year == last.year), None)
    return last if last.unit or named is None else named


def _first_heading(placement: Placement) -> int:
    return min((label.place[0] for label in placement.labels if label.role == "section"), default=1 << 30)


def _year_of_period(blocks: Sequence[SourceBlock]) -> int:
    """The year that a paragraph gives as the period of the report's figures, 0 when none does."""
    for block in blocks:
        period = None if isinstance(block, SourceTable) else _PERIOD.search(plain(block.text))
        if period and period[2] in (None, period[1]):
            return int(period[1])
    return 0


def _title_ends(placement: Placement) -> int:
    """The block behind the last title that stands before the text."""
    first = _first_heading(placement)
    ends = [title.blocks[-1] + 1 for title in placement.titles if title.blocks[-1] < first]
    return max(ends, default=0)


def _form(blocks: Sequence[SourceBlock], forms: Sequence[Form], wordings: Wordings, edition: str) -> Form | None:
    """The form that is asked for, else the one whose labels are met; None when there is no telling."""
    asked = next((form for form in forms if form.edition == edition), None)
    return asked or recognise_edition(forms, blocks, wordings)


def _in_force(forms: Sequence[Form], year: int) -> Form:
    """The form in force for the year, else the newest."""
    newest = max(forms, key=lambda form: form.years)
    return next((form for form in forms if form.years[0] <= year <= form.years[1]), newest)


def _check(form: Form, placement: Placement, title: Title | None, single: bool) -> None:
    headings = [label for label in placement.labels if label.role == "section"]
    figures = [figure for figure in placement.figures if figure.cell]
    if title is None and len(headings) < _FEWEST_HEADINGS and len(figures) < _FEWEST_FIGURES:
        raise NoReport(
            "这里没有找到政府信息公开工作年度报告：没有报告的标题，也没有各部分的标题和表。",
            "请复制整篇报告，从标题到最后一部分，连同三张表。",
        )
    if single:
        return
    names = sorted({f"{found.unit}{found.year}年" for found in placement.titles if found.unit})
    again = [line for line in placement.lines if _is_heading(form, line)]
    before = [line for line in placement.lines if not line.section]
    spread = [i for i, line in enumerate(before) if line in again]
    if title is None and len(spread) >= _FEWEST_HEADINGS and spread[-1] - spread[0] > _LONGEST_CONTENTS:
        raise SeveralReports("这里像是有不止一份年报：各部分的标题出现了两遍。", "请一次只读入一份，连同它的标题。")
    if len(names) > 1 and len(again) >= _FEWEST_HEADINGS:
        raise SeveralReports(f"这里有不止一份年报：{'、'.join(names)}。", "请一次只读入一份。")


def _is_heading(form: Form, line: Line) -> bool:
    """Whether a line of text is a section's heading word for word: of another report, or in a table of contents."""
    return len(line.text) <= LONGEST and plain(line.text) in {
        plain(section.heading) for section in form.sections if section.heading
    }


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


def _headings(form: Form, placement: Placement) -> Iterator[Change]:
    """What the document's own headings are, where they are not the form's."""
    met = [(label.section, label.text) for label in placement.labels if label.role == "section"]
    grids = {form.cells[figure.cell].grid for figure in placement.figures if figure.cell}
    if odd := printed_headings(form, met, grids):
        yield SetField(HEADINGS, odd)


def _texts(form: Form, lines: Sequence[Line]) -> Iterator[Change]:
    preface = next((section.id for section in form.sections if not section.heading), form.sections[0].id)
    for section in form.sections:
        of_section = [line for line in lines if (line.section or preface) == section.id]
        blocks = tuple(paragraph(line.text) for line in of_section if line.text.strip())
        if blocks:
            yield ReplaceText(section.id, 0, 0, blocks)


def _links(blocks: Sequence[SourceBlock], placement: Placement, page: PageShape, locate: Locate) -> Iterator[Unplaced]:
    for spot, text in left_links(blocks, page, placement.lines):
        origin = locate(spot, text)
        yield Unplaced(text, where(origin), LINKS, origin, True)


def _left_over(placement: Placement, framed: Framed, locate: Locate, apart: Collection[int]) -> Iterator[Unplaced]:
    for item in placement.unplaced:
        origin = locate(item.place, item.text)
        around = item.place[0] in apart
        reason = AROUND if around else item.reason
        yield Unplaced(item.text.strip(), where(origin), reason, origin, around or item.reason == PAGE_NUMBER)
    for line, reason, furniture in framed.aside:
        origin = locate(line.place, line.text)
        yield Unplaced(line.text.strip(), where(origin), reason, origin, furniture)
