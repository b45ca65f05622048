"""Documents of our own that nobody changed: they bear the report's check code, so that what was read can be proven.

What a report says may look like what a page puts around one (a line 第3页, a unit's name at the end). Where the check
code of the report as our own layout gives it is the document's, it is the report, and nothing is left to doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from importers.result import ABSENT, DOUBTFUL, READ, CellReading, ImportResult
from model.check_code import check_code
from model.edits import Change, Edit, ReplaceText, SetCell, SetField, SetNote
from model.form import Form
from model.number_text import is_number, read_number
from model.report import Report
from model.state import FIELDS
from model.text import paragraph

_CONTACT = tuple(name for name in FIELDS if name.startswith("contact."))


class OwnWords(NamedTuple):
    """What our own layout gives: the fields that are printed, the paragraphs of each section, the figures as printed."""

    fields: Mapping[str, str | int]
    texts: Mapping[str, tuple[str, ...]]
    figures: Mapping[str, str]


class OwnDocument(NamedTuple):
    """A document that bears a check code. words: reads it by our own layout, None where it has not got that.

    unit, year: of which report it says, where nobody sees it, that it is; "" and 0 for none.
    """

    code: str
    words: Callable[[Form], OwnWords | None]
    unit: str = ""
    year: int = 0


def proven(result: ImportResult, own: OwnDocument) -> ImportResult:
    """The result with what our own layout gives, where the check code proves it; else as it is."""
    if check_code(result.report) == own.code:
        return _settled(result, result.report)
    words = own.words(result.report.form)
    for report in () if words is None else _candidates(result.report, words):
        if check_code(report) == own.code:
            return _settled(result, report)
    return result


def otherwise_named(result: ImportResult, own: OwnDocument) -> str:
    """The report that the document names where nobody sees it, when it is another than the one that was read."""
    report = result.report
    if (own.unit or own.year) and (own.unit, own.year) != (report.unit, report.year):
        return f"{own.unit}{own.year}年" if own.year else own.unit
    return ""


def _candidates(report: Report, words: OwnWords) -> Iterator[Report]:
    """The report with these words: figures as they were read and as printed, the ways to reach the unit and none."""
    state = report.state()
    made = Report(state.copy())
    made.apply(Edit("导入", tuple(SetField(name, value) for name, value in words.fields.items())))
    read = [SetCell(cell, state.values.get(cell), state.units.get(cell, "")) for cell in report.form.inputs]
    reached = [SetField(name, str(report.fields[name])) for name in _CONTACT]
    nowhere = [SetField(name, "") for name in _CONTACT]
    for figures in (read, list(_figures(report, words))):
        for blanks in (_as_they_are, _between, _none):
            for contact in (reached, nowhere):
                made.apply(Edit("导入", (*figures, *contact, *_texts(made, words, blanks))))
                yield made


def _as_they_are(texts: tuple[str, ...]) -> tuple[str, ...]:
    return texts


def _between(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Without the blank paragraphs at both ends: layouts have some."""
    filled = [place for place, text in enumerate(texts) if text]
    return texts[filled[0] : filled[-1] + 1] if filled else ()


def _none(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, texts))


def _texts(report: Report, words: OwnWords, blanks: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Iterator[Change]:
    for section in report.form.sections:
        blocks = tuple(map(paragraph, blanks(words.texts.get(section.id, ()))))
        yield ReplaceText(section.id, 0, len(report.text(section.id)), blocks)


def _figures(report: Report, words: OwnWords) -> Iterator[Change]:
    for cell in report.form.inputs:
        entry = read_number(words.figures.get(cell, ""), report.form.cells[cell].kind)
        yield SetCell(cell, entry.value, entry.unit)


def _settled(result: ImportResult, report: Report) -> ImportResult:
    """No text and no figure is left to doubt, but printed totals that are no figures, which prove nothing.

    What stands in tables beside the figures is no part of the report.
    """
    doubtful = [
        cell for cell, reading in result.cells.items() if reading.how == DOUBTFUL and not _is_spoiled(report, cell)
    ]
    report.apply(Edit("导入", tuple(SetNote(cell, "doubt", None) for cell in doubtful)))
    known = {cell: READ if report.value(cell) is not None else ABSENT for cell in doubtful}
    cells = {
        cell: CellReading(known[cell], read.origins) if cell in known else read for cell, read in result.cells.items()
    }
    beside = tuple(item for item in result.unplaced if item.origin.table)
    return result._replace(report=report, unplaced=beside, cells=cells)


def _is_spoiled(report: Report, cell: str) -> bool:
    """Whether what is printed as a total there is no figure."""
    stated = report.stated(cell) if report.form.cells[cell].computed else None
    return stated is not None and not is_number(stated)
