"""Any workbook that has the grids in it, as a document: its sheets' tables, and the lines above, between and below them.

A sheet is a table and a page at once: rows of one text are its headings and paragraphs, the rows around labels and
figures its tables. Labels are known by the forms; what they mean is left to the one way to a report.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from importers.document import Remark, SourceDocument, Spot
from importers.number_formats import is_scaled, section_of, shows_a_day, words_around
from importers.own_figures import shown_text
from importers.own_texts import is_pointer
from importers.page_frame import PageShape
from importers.result import NOT_WORKED_OUT
from importers.workbook_cells import NUMBER, Content, Place, WorkbookCells
from importers.workbook_remarks import WorkbookRemarks, lacks_value
from model.form import Form, NumberKind
from model.label_catalogue import Catalogue
from model.label_text import core, looks_like_figure
from model.label_wordings import Wordings
from model.number_text import number_text
from model.source import SourceBlock, SourceCell, SourceParagraph, SourceTable
from model.sums import read_sum

_FARTHEST = 3000, 200
"""Row and column; no honest form reaches farther, stray marks beyond are not looked at."""

_MOST_BLANKS = 20_000
_FEWEST_OWN = 2
"""So many labels that only one grid has show which it is."""

_ANY_KIND = NumberKind("", False, True, 15, "", ())
"""For figures of which it is not known yet what they are."""


class Labels(NamedTuple):
    """What the forms say of a text."""

    catalogues: tuple[Catalogue, ...]
    headings: frozenset[str]

    def is_label(self, text: str) -> bool:
        """Whether it is a label within a grid."""
        matches = (catalogue.match(text) for catalogue in self.catalogues)
        return any(match.of("block", "corner", "column", "row") for match in matches if match)

    def is_heading(self, text: str) -> bool:
        """Whether it is the heading of a section."""
        return core(text) in self.headings

    def grids(self, text: str) -> frozenset[str]:
        """The grid that the label is of, when only one has it."""
        matches = ((catalogue, catalogue.match(text)) for catalogue in self.catalogues)
        uses = [(catalogue, use) for catalogue, match in matches if match for use in match.uses]
        found = {catalogue.blocks[use.block].grid.id for catalogue, use in uses}
        return frozenset(found if len(found) == 1 else ())


class _Cell(NamedTuple):
    text: str
    bottom: int
    right: int


class _Block(NamedTuple):
    """A block and where it begins on its sheet."""

    block: SourceBlock
    row: int
    column: int


def read_workbook(
    book: WorkbookCells, forms: Sequence[Form], wordings: Wordings, beside: Iterable[Remark] = ()
) -> SourceDocument:
    """The workbook's tables and lines, sheet by sheet. Sheets that are hidden count where the others have no grid.

    beside: what is to be told of what stands beside the cells.
    """
    labels = _labels_of(forms, wordings)
    remarks = WorkbookRemarks(book)
    seen = _sheets_to_read(book, labels, remarks)
    sheets = {name: list(_of_sheet(book, name, labels, remarks)) for name in book.sheets if name in seen}
    lines = {core(line) for found in sheets.values() for line in _lines(found)}
    blocks: list[SourceBlock] = []
    spots: list[Spot] = []
    apart: list[int] = []
    for number, name in enumerate(book.sheets, 1):
        found = sheets.get(name, [])
        if labels.is_heading(name) and core(name) not in lines:
            found.insert(0, _Block(SourceParagraph(name), 1, 1))
        if _is_of_grids_alone(found, labels):
            apart.extend(len(blocks) + place for place, item in enumerate(found) if not _is_table(item))
        for item in found:
            blocks.append(item.block)
            spots.append(Spot(table=number, row=item.row, part=name, column=item.column))
    page = PageShape(apart=frozenset(apart))
    return SourceDocument(tuple(blocks), tuple(spots), (*remarks.told(), *beside), page)


def _is_table(found: _Block) -> bool:
    return isinstance(found.block, SourceTable)


def _is_of_grids_alone(blocks: Sequence[_Block], labels: Labels) -> bool:
    """Whether a sheet holds grids and no section's heading: the lines on it are said of them, not in the report."""
    return any(map(_is_table, blocks)) and not any(map(labels.is_heading, _lines(blocks)))


def _lines(blocks: Iterable[_Block]) -> Iterator[str]:
    return (found.block.text for found in blocks if not isinstance(found.block, SourceTable))


def _labels_of(forms: Sequence[Form], wordings: Wordings) -> Labels:
    headings = (section.heading for form in forms for section in form.sections if section.heading)
    printed = [wording for heading in headings for wording in (heading, *wordings.headings.get(heading, ()))]
    return Labels(tuple(Catalogue(form, wordings) for form in forms), frozenset(map(core, printed)))


def _sheets_to_read(book: WorkbookCells, labels: Labels, remarks: WorkbookRemarks) -> frozenset[str]:
    def has_labels(name: str) -> bool:
        texts = {content.text for content in book.sheets[name].cells.values() if content.kind != NUMBER}
        return sum(map(labels.is_label, texts)) >= _FEWEST_OWN

    hidden = [name for name, sheet in book.sheets.items() if sheet.hidden]
    seen = [name for name in book.sheets if name not in hidden]
    if hidden and not any(map(has_labels, seen)):
        for name in hidden:
            remarks.hidden_sheet(name, read=True, matters=has_labels(name))
        return frozenset(book.sheets)
    for name in hidden:
        remarks.hidden_sheet(name, read=False, matters=has_labels(name))
    return frozenset(seen)


def _of_sheet(book: WorkbookCells, name: str, labels: Labels, remarks: WorkbookRemarks) -> Iterator[_Block]:
    yield from _blocks(_cells(book, name, remarks), labels)


def _cells(book: WorkbookCells, name: str, remarks: WorkbookRemarks) -> dict[Place, _Cell]:
    """The cells that show something, with what they cover."""
    sheet = book.sheets[name]
    ends = dict(sheet.merged)
    found = {}
    for (row, column), content in sorted(sheet.cells.items()):
        if row > _FARTHEST[0] or column > _FARTHEST[1]:
            remarks.beyond(name, (row, column))
            continue
        text = _shown(book, content)
        if not text.strip() or is_pointer(text):
            continue
        remarks.cell(name, (row, column), content, text)
        bottom, right = ends.get((row, column), (row, column))
        found[row, column] = _Cell(text, min(bottom, _FARTHEST[0]), min(right, _FARTHEST[1]))
    return found


def _shown(book: WorkbookCells, content: Content) -> str:
    """What the cell shows; of a formula without a value its sum, where it adds nothing but figures."""
    if lacks_value(content):
        sum_ = read_sum(f"={content.formula}", _ANY_KIND)
        return NOT_WORKED_OUT if sum_.reason else number_text(sum_.value)
    text = shown_text(book, content, _ANY_KIND)
    code = book.format_of(content)
    if content.kind != NUMBER or not code or shows_a_day(code) or is_scaled(code):
        return text
    before, behind = words_around(section_of(code, text.startswith("-"), not text.strip("-0.")))
    return f"{before}{text}{behind}"


def _blocks(cells: Mapping[Place, _Cell], labels: Labels) -> Iterator[_Block]:
    """Lines and tables from top to bottom."""
    rows: dict[int, dict[Place, _Cell]] = {}
    for place, cell in sorted(cells.items()):
        rows.setdefault(place[0], {})[place] = cell
    table: dict[Place, _Cell] = {}
    reach = 0
    for row, begun in rows.items():
        if row > reach and _are_lines([cell.text for cell in begun.values()], labels, bool(table)):
            yield from _tables(table, labels)
            table = {}
            for place, cell in begun.items():
                yield from (_Block(SourceParagraph(line), *place) for line in cell.text.split("\n") if line.strip())
        else:
            table.update(begun)
            reach = max(reach, *(cell.bottom for cell in begun.values()))
    yield from _tables(table, labels)


def _are_lines(texts: Sequence[str], labels: Labels, in_table: bool) -> bool:
    """Whether the texts of a row are no part of a table: a heading, a paragraph, what is said above a table."""
    if len(texts) == 1 and labels.is_heading(texts[0]):
        return True
    if any(looks_like_figure(text) or labels.is_label(text) for text in texts):
        return False
    return len(texts) == 1 or not in_table


def _tables(cells: Mapping[Place, _Cell], labels: Labels) -> Iterator[_Block]:
    """The rows of a table; several where tables of different grids stand beside each other."""
    parts = list(_beside(cells, labels))
    if len(parts) > 1:
        for part in parts:
            yield from _blocks(part, labels)
    elif cells:
        yield _table(cells)


def _beside(cells: Mapping[Place, _Cell], labels: Labels) -> Iterator[Mapping[Place, _Cell]]:
    """The cells parted at empty columns to both sides of which labels of different grids stand."""
    taken = {column for place, cell in cells.items() for column in range(place[1], cell.right + 1)}
    part: dict[Place, _Cell] = {}
    for stretch in _stretches(taken):
        stands = {place: cell for place, cell in cells.items() if place[1] in stretch}
        before, after = _grids(part, labels), _grids(stands, labels)
        if before and after and not before & after:
            yield part
            part = {}
        part.update(stands)
    yield part


def _stretches(columns: Collection[int]) -> Iterator[range]:
    """The columns that stand together."""
    start = last = min(columns, default=0)
    for column in sorted(columns):
        if column > last + 1:
            yield range(start, last + 1)
            start = column
        last = column
    yield range(start, last + 1)


def _grids(cells: Mapping[Place, _Cell], labels: Labels) -> frozenset[str]:
    """The grids of which several labels stand there that no other has."""
    met: dict[str, set[str]] = {}
    for text in {cell.text for cell in cells.values()}:
        for grid in labels.grids(text):
            met.setdefault(grid, set()).add(text)
    return frozenset(grid for grid, texts in met.items() if len(texts) >= _FEWEST_OWN)


def _table(cells: Mapping[Place, _Cell]) -> _Block:
    """The cells with the blank ones between them; columns count from the sheet's first."""
    top, bottom = min(row for row, _ in cells), max(cell.bottom for cell in cells.values())
    left, right = min(column for _, column in cells), max(cell.right for cell in cells.values())
    covered = {
        (row, column)
        for place, cell in cells.items()
        for row in range(place[0], cell.bottom + 1)
        for column in range(place[1], cell.right + 1)
        if (row, column) != place
    }
    blanks = (bottom - top + 1) * (right - left + 1) <= _MOST_BLANKS
    rows = []
    for row in range(top, bottom + 1):
        line = []
        for column in range(left, right + 1):
            cell = cells.get((row, column))
            if cell is not None:
                spans = cell.bottom - row + 1, cell.right - column + 1
                line.append(SourceCell(cell.text.strip(), row - top, column - 1, *spans))
            elif blanks and (row, column) not in covered:
                line.append(SourceCell("", row - top, column - 1))
        rows.append(tuple(line))
    return _Block(SourceTable(tuple(rows)), top, 0)
