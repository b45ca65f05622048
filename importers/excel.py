"""Workbooks read as reports: our own, which are the finished one, the collection form, the one of a section, and others.

Cells are found by their defined names, which move with them; what a workbook is stands on its hidden sheet. Where the
names are lost, and in a workbook from elsewhere, the labels say what the cells are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from importers.assemble import NOTHING_KNOWN, Known
from importers.document import Remark, report_in
from importers.old_workbook import read_old_cells
from importers.own_figures import OwnFigure, day_of, number_of, own_figure
from importers.own_locks import locked_remarks
from importers.own_places import (
    Places,
    asked_rows,
    lost_cells,
    lost_grid,
    names_lost,
    places_of,
    restored,
    without_identity,
)
from importers.own_source import own_source
from importers.own_texts import UNREAD, fields_of, lost_sections, texts_of, unread_texts, without_texts
from importers.result import ABSENT, NOT_READ, READ, CellReading, ImportResult, Unplaced
from importers.workbook import read_workbook
from importers.workbook_cells import BLANK, NUMBER, TEXT, WorkbookCells, read_cells
from importers.workbook_remarks import DAMAGED, beside_cells
from model.collection import SECTION, UNIT, cells_of, chosen_grids
from model.edits import Change, Edit, ReplaceText, SetCell, SetField, SetNote
from model.errors import ImportProblem
from model.form import Form, Grid
from model.label_wordings import Wordings
from model.notes import Origin
from model.number_text import Value
from model.relation_lines import inputs_behind
from model.report import Report
from model.text import Text
from ooxml.compound import SIGNATURE

_OLD = Remark("旧格式", "工作簿", "旧格式的工作簿（.xls）里，批注和文本框没有读；要一起读，请另存为 .xlsx 再导入")
_OF_WPS = Remark(
    "WPS 表格（.et）", "工作簿", "按旧格式读了里面的数，批注和文本框没有读；请用 WPS 另存为 .xlsx 再导入一次", False
)
FINISHED = "report"
"""The kind of a finished workbook; the kinds of collection forms are those of model.collection."""


class OwnWorkbook(NamedTuple):
    """What one of our workbooks says.

    year: 0 when it is not given. cells: those of the form that it has, in the form's order. figures: of the input
    cells that are filled in. totals: what stands in computed cells. filler: who filled it in, as
    typed: 填表人, 负责人, 日期. remarks: what the clerk has to be told.
    """

    kind: str
    form: Form
    unit: str
    year: int
    section: str
    filler: Mapping[str, str]
    cells: tuple[str, ...]
    figures: Mapping[str, OwnFigure]
    totals: Mapping[str, Value]
    texts: Mapping[str, Text]
    fields: Mapping[str, str]
    remarks: tuple[Unplaced, ...]


def read_own(data: bytes, source: str, forms: Sequence[Form]) -> OwnWorkbook | None:
    """The workbook by its names; None when it has none of ours.

    source: the file's name, for what is told. Raises FileFormatError and ImportProblem.
    """
    book = restored(read_cells(data), forms)
    form = _form(book, forms)
    return None if form is None else _own(book, form, source)


def read_excel(
    data: bytes, source: str, forms: Sequence[Form], wordings: Wordings, known: Known = NOTHING_KNOWN
) -> ImportResult:
    """The whole report in a workbook; raises ImportProblem for a section's form and when there is none.

    known: what the clerk says of a workbook that is none of ours.
    """
    old = data.startswith(SIGNATURE)
    book = restored(read_old_cells(data) if old else read_cells(data), forms)
    form = _form(book, forms)
    if form is None:
        return _by_labels(book, source, forms, wordings, known, _old(source) if old else beside_cells(data, book))
    own = _own(book, form, source)
    if own.kind == SECTION:
        raise ImportProblem(
            f"{source} 是“{own.section}”的科室采集单，只有一部分数据。", "请打开报告，用“文件→收回采集表”填进去。"
        )
    result = result_of(own)
    lost = [grid for grid in form.grids if all(form.cells[cell].grid != grid.id for cell in own.cells)]
    texts = lost_sections(book, form) if own.kind == FINISHED else []
    if lost or texts:
        rest = without_texts(book, form)
        own_form = Known(form.edition)
        result = _with_lost(result, lost, texts, lambda: _by_labels(rest, source, [form], wordings, own_form))
    return result._replace(source=own_source(result, book, source))


def _old(source: str) -> tuple[Remark, ...]:
    """What is told of a workbook in the old format; the name tells which program's own it is."""
    return (_OF_WPS if source.lower().endswith(".et") else _OLD,)


def _with_lost(
    result: ImportResult, grids: Sequence[Grid], sections: Sequence[str], read_rest: Callable[[], ImportResult]
) -> ImportResult:
    """The report with the grids and sections whose names are lost read by labels, as far as they are there."""
    try:
        other = read_rest()
    except ImportProblem:
        return result
    report, cells = result.report, dict(result.cells)
    changes: list[Change] = []
    read: set[str] = set()
    for section in sections:
        if (text := other.report.text(section)) and not report.text(section):
            changes.append(ReplaceText(section, 0, 0, text))
            read.update((report.form.section(section).heading, *other.report.plain(section).split("\n")))
    if len(sections) == len(report.form.sections):
        changes.extend(SetField(n, v) for n, v in other.report.fields.items() if v and not report.fields.get(n))
    met = [grid for grid in grids if any(other.cells[cell].how != ABSENT for cell in cells_of((grid,)))]
    for grid in met:
        for cell in cells_of((grid,)):
            cells[cell] = other.cells[cell]
            if cell in report.form.inputs and other.report.value(cell) is not None:
                changes.append(SetCell(cell, other.report.value(cell)))
            notes = other.report.notes(cell)
            changes.extend(
                SetNote(cell, name, note) for name, note in notes._asdict().items() if note not in (None, "")
            )
    report.apply(Edit("导入", tuple(changes)))
    # Of the other sheets what is needed was read by its names.
    told = [item for item in other.unplaced if not item.origin.table] if sections else []
    gone = [lost_grid(grid) for grid in met]
    known = [item for item in result.unplaced if item not in gone and not (item.reason == UNREAD and item.text in read)]
    named = [names_lost(met, False)] if met else []
    return result._replace(cells=cells, unplaced=(*named, *known, *told))


def result_of(own: OwnWorkbook) -> ImportResult:
    """The report that the workbook holds, with all that has to be told."""
    report = Report.blank(own.form, own.unit, own.year)
    fields = [SetField(name, value) for name, value in own.fields.items() if value]
    texts = [ReplaceText(section, 0, 0, text) for section, text in own.texts.items() if text]
    report.apply(Edit("导入", (*fields, *texts, *figure_changes(own))))
    stated = []
    for cell, value in own.totals.items():
        # A total that was never worked out says nothing.
        if value is not None and value != report.value(cell):
            stated.append(SetNote(cell, "stated", value))
    report.apply(Edit("导入", tuple(stated)))
    cells = dict.fromkeys(own.form.cells, NOT_READ)
    for cell, figure in own.figures.items():
        cells[cell] = CellReading(READ, (figure.origin,))
    for cell, value in own.totals.items():
        cells[cell] = CellReading(READ if value is not None else ABSENT)
    return ImportResult(report, own.remarks, cells, ())


def figure_changes(own: OwnWorkbook) -> Iterator[Change]:
    """The changes that put all figures into a blank report, each with where it stood."""
    for cell, figure in own.figures.items():
        yield SetCell(cell, figure.entry.value, figure.entry.unit)
        yield SetNote(cell, "origin", figure.origin)
        if figure.sum:
            yield SetNote(cell, "sum", figure.sum)


def _form(book: WorkbookCells, forms: Sequence[Form]) -> Form | None:
    """The form that the hidden sheet names, else the one to whose cells most names belong; None for none."""
    edition = book.at("report.edition").text
    if edition and (book.at("report.form").text or book.at("report.format").text):
        found = next((form for form in forms if form.edition == edition), None)
        if found is None:
            raise ImportProblem(f"这份工作簿是 {edition} 年版表样的，本程序没有这个版本。", "请更新程序后再试。")
        return found if any(name in found.cells for name in book.names) else None
    counts = {form: sum(cell in book.names for cell in form.cells) for form in forms}
    best = max(counts, key=lambda form: counts[form])
    return best if counts[best] else None


def _own(book: WorkbookCells, form: Form, source: str) -> OwnWorkbook:
    kind = without_identity(book) or book.at("report.kind").text
    grids = chosen_grids(form, asked_rows(book, form)) if kind in (UNIT, SECTION) else form.grids
    places = places_of(book, form, grids)
    book = book._replace(names={**{n: a for n, a in book.names.items() if n not in form.cells}, **places.areas})
    present = tuple(cell for cell in form.cells if cell in book.names)
    figures: dict[str, OwnFigure] = {}
    totals: dict[str, Value] = {}
    for cell in present:
        found = form.cells[cell]
        if found.computed:
            # The sum of cells that were moved followed them.
            followed = not places.moved.isdisjoint((cell, *inputs_behind(form, (cell,))))
            totals[cell] = None if followed else number_of(book, book.at(cell), found.kind)
        elif (figure := own_figure(book, book.names[cell], found.kind, source)) is not None:
            figures[cell] = figure
    kind = kind if kind in (UNIT, SECTION) else FINISHED
    filler = {name: _typed(book, f"report.{name}") for name in ("filler", "leader", "phone")}
    filler["date"] = day_of(book, "report.date")
    return OwnWorkbook(
        kind,
        form,
        _typed(book, "report.unit"),
        _year(book),
        _typed(book, "report.section"),
        {name: text for name, text in filler.items() if text},
        present,
        figures,
        totals,
        texts_of(book, form),
        fields_of(book, form),
        tuple(_remarks(book, form, kind, places, figures, lost_cells(form, grids, present))),
    )


def _typed(book: WorkbookCells, name: str) -> str:
    return book.at(name).text.strip()


def _year(book: WorkbookCells) -> int:
    text = _typed(book, "report.year").removesuffix("年度").removesuffix("年").removesuffix(".0")
    return int(text) if text.isdecimal() and 1900 < int(text[:6]) < 10000 else 0


def _remarks(
    book: WorkbookCells,
    form: Form,
    kind: str,
    places: Places,
    figures: Mapping[str, OwnFigure],
    lost: Iterator[Unplaced],
) -> Iterator[Unplaced]:
    present = tuple(cell for cell in form.cells if cell in book.names)
    yield from places.remarks
    yield from (Unplaced(part, "工作簿", DAMAGED, Origin("")) for part in book.damaged)
    for figure in figures.values():
        if figure.remark:
            yield Unplaced(figure.origin.text, figure.origin.source, figure.remark, figure.origin)
    yield from locked_remarks(book, form, kind, present)
    yield from lost
    if kind == FINISHED:
        yield from unread_texts(book, form)
    yield from _not_worked_out(book, form, present)
    year = book.at("report.year")
    if year.kind in (NUMBER, TEXT) and not _year(book):
        yield Unplaced(year.text, "年度", "看不出是哪一年", Origin(""))


def _not_worked_out(book: WorkbookCells, form: Form, present: Sequence[str]) -> Iterator[Unplaced]:
    lacking = [
        cell
        for cell in present
        if form.cells[cell].computed and book.at(cell).formula is not None and book.at(cell).kind == BLANK
    ]
    filled = [cell for cell in lacking if any(book.at(part).kind == NUMBER for part in form.cells[cell].parts)]
    if filled:
        reason = "公式没有算出的值（文件没有重新计算过），已按各格重新计算"
        yield Unplaced(f"{len(filled)} 个总计", "工作簿", reason, Origin(""), True)


def _by_labels(
    book: WorkbookCells,
    source: str,
    forms: Sequence[Form],
    wordings: Wordings,
    known: Known,
    beside: Iterable[Remark] = (),
) -> ImportResult:
    """The report by what stands in its cells; raises ImportProblem when no table of a form is there."""
    return report_in(read_workbook(book, forms, wordings, beside), source, tuple(forms), wordings, known)
