"""Finding words in the figures, the labels, the text and the fields of a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from model.form import Grid
from model.history import Place
from model.number_text import number_text
from model.printed import PrintedBlock, PrintedCell, printed_blocks
from model.records import NamedTuple
from model.report import Report
from model.text import block_text

_USUAL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_TABLE_LINE = 1_000_000
"""The text of a section stands before its grid."""

_FIELDS = (
    "unit",
    "year",
    "title",
    "contact.address",
    "contact.postcode",
    "contact.phone",
    "contact.email",
    "signature.unit",
    "signature.date",
    "deadline",
    "document.mark",
    "document.number",
)
"""The fields in the order in which one reads, all of them before the opening text."""


class Hit(NamedTuple):
    """Where something was found. place: the cell, for a label its first one, or the paragraph with the offset;
    for a field its name as the cell, with the offset.

    order: hits in the order in which one reads. length: characters in a text, 0 in a grid. label: it is a label.
    """

    order: tuple[int, int, int]
    place: Place
    length: int = 0
    label: bool = False


def plain(text: str) -> str:
    """The text as it is compared: full width as half width, capitals as small letters; as long as it was."""
    return "".join(c.lower() if c.isascii() else c for c in text.translate(_USUAL))


def hits(report: Report, words: str, figure_text: Callable[[str], str] | None = None) -> tuple[Hit, ...]:
    """All places where the words stand, in the order in which one reads; () for no words.

    figure_text: what a cell shows, by default its figure as printed.
    """
    wanted = plain(words)
    if not wanted.strip():
        return ()
    shown = figure_text or (lambda cell: number_text(report.value(cell)))
    return tuple(sorted(_hits(report, wanted, shown)))


def order_of(report: Report, place: Place) -> tuple[int, int, int]:
    """Where a place stands in the order of the hits."""
    section = [section.id for section in report.form.sections].index(place.section)
    if not place.cell:
        return section, place.paragraph, place.offset
    if place.cell in _FIELDS:
        return section, _FIELDS.index(place.cell) - len(_FIELDS), place.offset
    found = report.form.cells[place.cell]
    for _, cell in _printed(report.form.grid(found.grid)):
        if cell.cell == place.cell:
            return section, _TABLE_LINE + cell.row, cell.column
    raise KeyError(place.cell)


def _field_text(report: Report, name: str) -> str:
    """What a field says: the title as it is printed, no year where none is given."""
    return "".join(report.title_lines()) if name == "title" else str(report.fields[name] or "")


def _field_hits(report: Report, wanted: str) -> Iterator[Hit]:
    for name in _FIELDS:
        for offset in _offsets(plain(_field_text(report, name)), wanted):
            place = Place(report.form.sections[0].id, name, 0, offset)
            yield Hit(order_of(report, place), place, len(wanted))
            if name == "title":
                # It is chosen from a list: one place, whatever stands in it.
                break


def _hits(report: Report, wanted: str, shown: Callable[[str], str]) -> Iterator[Hit]:
    yield from _field_hits(report, wanted)
    for number, section in enumerate(report.form.sections):
        for paragraph, text in enumerate(report.text(section.id)):
            for offset in _offsets(plain(block_text(text)), wanted):
                place = Place(section.id, "", paragraph, offset)
                yield Hit((number, paragraph, offset), place, len(wanted))
        if section.grid:
            for block, cell in _printed(report.form.grid(section.grid)):
                if wanted in plain(shown(cell.cell) if cell.cell else cell.text):
                    order = (number, _TABLE_LINE + cell.row, cell.column)
                    yield Hit(order, Place(section.id, _first_cell(block, cell)), label=not cell.cell)


def _offsets(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted))


def _printed(grid: Grid) -> Iterator[tuple[PrintedBlock, PrintedCell]]:
    for block in printed_blocks(grid):
        for cell in block.cells:
            yield block, cell


def _first_cell(block: PrintedBlock, label: PrintedCell) -> str:
    """The first figure beside or below a label."""
    if label.cell:
        return label.cell
    beside = label.role == "row_label"
    for cell in block.cells:
        if not cell.cell:
            continue
        if beside and label.row <= cell.row < label.row + label.row_span:
            return cell.cell
        if not beside and (label.role == "corner" or _above(label, cell)):
            return cell.cell
    raise KeyError(label.text)


def _above(label: PrintedCell, cell: PrintedCell) -> bool:
    return label.column < cell.column + cell.column_span and cell.column < label.column + label.column_span
