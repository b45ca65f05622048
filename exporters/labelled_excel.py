"""An Excel template without placeholders made into one with names and placeholders, by its labels and headings.

Every cell that `model.template_outline` finds for a figure gets the figure's defined name, so that formulas in it stay;
places of text get a placeholder. The exporter for templates with names and placeholders does the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from exporters.excel_book import Book, Sheet, open_book
from exporters.excel_cells import Cells, Element, clear, s, string_of, value_text, write_text
from exporters.excel_derived import PREFIX
from exporters.excel_formulas import Place as CellPlace
from exporters.excel_formulas import address
from exporters.excel_names import Names
from exporters.excel_styles import STYLES, Styles
from exporters.excel_text import text_height
from exporters.labelled_excel_room import cell_rooms
from exporters.labelled_excel_waiting import left_waiting
from model.errors import ExportError
from model.form import Form
from model.label_edition import recognise_edition
from model.label_text import plain
from model.label_wordings import Wordings
from model.placeholders import GRID, PATTERN, SECTION, canonical
from model.prepared_template import Prepared
from model.sheet_source import sheet_table
from model.source import Place, SourceCell, SourceTable
from model.template_lacking import lacking_parts, template_notes
from model.template_outline import Line, Outline, SectionLines, read_outline
from model.template_unfit import refuse_unfit
from model.template_words import TemplateWords
from ooxml.markup import to_bytes

_UNIT, _DATE, _TITLE = "signature.unit", "signature.date", "title"
_ROOM_PIXELS = 280.0
"""As wide has a blank cell to be that a text goes into."""


def prepare_excel(
    template: bytes, form: Form, forms: Sequence[Form], wordings: Wordings, words: TemplateWords
) -> Prepared:
    """The template with names and placeholders in the places that its labels tell; as it is where they tell nothing.

    Placeholders and names that stand in it already win: what they name is filled there alone, and only empty cells and
    waiting words are filled besides. forms: all editions. Raises ExportError when it can't be read or is of another
    edition.
    """
    book = open_book(template)
    _refuse_filled(book)
    named = _named(book, form)
    shown = _shown_sheets(book)
    tables = [_table(book, sheet) for sheet in shown]
    if not named:
        found = recognise_edition(forms, tables, wordings)
        if found is not None and found.edition != form.edition:
            raise ExportError(
                f"这份模板是 {found.edition} 年版表样的，报告用的是 {form.edition} 年版。", "请换用同一版表样的模板。"
            )
    outline = _with_fields_above(read_outline(form, tables, wordings, words, sheets=True), tables, words)
    if not named:
        refuse_unfit(form, outline, words)
    preparing = _Preparing(form, book, shown, outline, words, named)
    if not preparing.write():
        return Prepared(template)
    data = book.package.with_parts(preparing.changed())
    lacking = () if named else tuple(lacking_parts(form, outline, preparing.written))
    places = [(cell, shown[place[0]], _at(place)) for cell, place in preparing.figures()]
    return Prepared(data, lacking, tuple(preparing.notes()), labelled=True, rooms=cell_rooms(book, places))


def _refuse_filled(book: Book) -> None:
    """A finished workbook is no template: the text of the report that it was made for would stay in it."""
    names = {name for name, _, formula in book.defined if "#REF!" not in formula}
    if any(sheet.placeholders for sheet in book.sheets):
        return
    if any(name.startswith("text.") for name in names):
        raise ExportError(
            "这份工作簿是已经写好的年报，不是模板：里面没有占位符，正文是写死的。",
            "请用默认模板导出，或另选一份模板。",
        )
    if "report.cover" in names:
        raise ExportError("这份工作簿是采集表，不是年报的模板。", "请换一份模板，或用默认模板导出。")


def _with_fields_above(outline: Outline, tables: Sequence[SourceTable], words: TemplateWords) -> Outline:
    """The outline with the labels above a sheet's figures behind whose colon something goes (填报单位：), too.

    They stand in a row of the grid when something else stands beside them (单位：件).
    """
    taken = {*outline.fields, *(line.place for line in (*outline.title, *outline.beside))}
    taken |= {line.place for line in (outline.unit, outline.date) if line is not None}
    tops: dict[int, int] = {}
    for place in outline.figures.values():
        tops[place[0]] = min(place[1], tops.get(place[0], place[1]))
    found = {
        (number, cell.row, cell.column): name
        for number, top in tops.items()
        for row in tables[number].rows
        for cell in row
        if cell.row < top and ":" in plain(cell.text) and (name := words.field(cell.text)) and not _answered(row, cell)
    }
    fields = {place: name for place, name in found.items() if place not in taken}
    unknown = tuple(item for item in outline.unknown if item.place not in fields)
    return outline._replace(fields={**outline.fields, **fields}, unknown=unknown)


def _answered(row: Sequence[SourceCell], label: SourceCell) -> bool:
    """Whether what the label asks for stands in the next cell, as 件 behind 单位：."""
    behind = label.column + label.column_span
    return any(cell.column == behind and cell.text.strip() and ":" not in plain(cell.text) for cell in row)


def _named(book: Book, form: Form) -> frozenset[str]:
    """What placeholders and defined names of the template's own stand for."""
    names = {
        canonical(name)
        for sheet in book.sheets
        for text in sheet.placeholders.values()
        for name in PATTERN.findall(text)
    }
    return frozenset(names | {name for name in book.names if name in form.cells})


def _shown_sheets(book: Book) -> list[Sheet]:
    items = book.workbook.root.iterfind(f"{s('sheets')}/{s('sheet')}")
    hidden = {item.get("name") for item in items if item.get("state") in ("hidden", "veryHidden")}
    derived = {number for name, (number, _) in book.names.items() if name.startswith(PREFIX)}
    derived_sheets = {book.sheets[number].name for number in derived}
    return [sheet for sheet in book.sheets if sheet.name not in hidden | derived_sheets]


def _table(book: Book, sheet: Sheet) -> SourceTable:
    cells = Cells(sheet.tree.root, sheet.order).places
    texts = {place: string_of(cell, book.strings) or value_text(cell) for place, cell in cells.items()}
    return sheet_table(texts, sheet.merged)


class _Open(NamedTuple):
    """A sheet that is written to: its new tree and cells."""

    sheet: Sheet
    root: Element
    cells: Cells


class _Preparing:
    """The names and placeholders of one template. named: those that are in it already; written: those put in here."""

    def __init__(
        self,
        form: Form,
        book: Book,
        sheets: Sequence[Sheet],
        outline: Outline,
        words: TemplateWords,
        named: frozenset[str],
    ) -> None:
        self._form, self._book, self._sheets, self._outline = form, book, sheets, outline
        self._words, self._named = words, named
        self._names, self._styles = Names(book), Styles(book.styles)
        self._opened: dict[int, _Open] = {}
        self.written: set[str] = set()

    def write(self) -> bool:
        """Name and mark all places; whether there was any."""
        if not self._outline.figures and not any(section.heading for section in self._outline.sections.values()):
            return False
        self._name_figures()
        self._put_title()
        rooms = {name: self._put_section(name, lines) for name, lines in self._outline.sections.items()}
        self._put_signature(rooms.get(self._form.sections[-1].id))
        for place, name in self._outline.fields.items():
            self._put_behind_colon(place, name)
        return bool(self.written)

    def figures(self) -> Iterator[tuple[str, Place]]:
        """The figures that were named here, and their places."""
        return ((cell, place) for cell, place in self._outline.figures.items() if cell in self.written)

    def changed(self) -> Mapping[str, bytes | None]:
        """The parts that changed."""
        parts: dict[str, bytes | None] = {opened.sheet.part: to_bytes(opened.root) for opened in self._opened.values()}
        if self._styles.changed:
            parts[STYLES] = self._styles.content()
        workbook = self._book.workbook.given()
        self._names.write(workbook)
        parts[self._book.workbook_part] = to_bytes(workbook)
        return parts

    def notes(self) -> Iterator[str]:
        """What to look at in the finished document."""
        yield from template_notes(self._form, self._outline, texts=not self._named)
        cells = [
            self._opened[at].cells if at in self._opened else Cells(sheet.tree.root, sheet.order)
            for at, sheet in enumerate(self._sheets)
        ]
        yield from left_waiting(self._book, zip(self._sheets, cells, strict=True), self._words)

    def _open(self, place: Place) -> _Open:
        if place[0] not in self._opened:
            sheet = self._sheets[place[0]]
            root = sheet.tree.given()
            self._opened[place[0]] = _Open(sheet, root, Cells(root, sheet.order))
        return self._opened[place[0]]

    def _name_figures(self) -> None:
        for cell, place in self._outline.figures.items():
            sheet, at = self._sheets[place[0]], _at(place)
            grid = f"{GRID}{self._form.cells[cell].grid}"
            if cell not in self._named and grid not in self._named and at not in sheet.placeholders:
                self._names.add(cell, sheet.name, at)
                self.written.add(cell)

    def _put(self, place: Place, name: str, *, top: bool = False) -> None:
        """A placeholder alone in its cell, wrapped; its row grows with what comes into it."""
        opened = self._open(place)
        cell = opened.cells.cell(_at(place))
        write_text(cell, f"{{{{{name}}}}}")
        cell.set("s", str(self._styles.wrapped(int(cell.get("s") or 0), top=top)))
        self.written.add(name)

    def _put_title(self) -> None:
        title, beside = self._outline.title, self._outline.beside
        if self._named:
            marked = tuple(line for line in title if any(mark in line.text for mark in self._words.marks))
            title, beside = (() if _TITLE in self._named else marked), ()
        for number, line in enumerate((*title, *beside)):
            if number or not title:
                self._clear(line)
                continue
            self._put(line.place, _TITLE)
            row = self._open(line.place).cells.rows[_at(line.place)[0]]
            points = self._styles.points(int(self._open(line.place).cells.cell(_at(line.place)).get("s") or 0))
            if float(row.get("ht") or 0) < text_height(2, points):
                _free_height(row)

    def _put_section(self, section: str, lines: SectionLines) -> Place | None:
        """Put a section's placeholder and take waiting words away; its place, None without room."""
        wanted = SECTION + section not in self._named
        room = self._room(section, lines) if wanted else None
        for line in lines.lines:
            if line.place == room:
                continue
            if line.waiting:
                self._clear(line)
            elif line.inside:
                text = self._words.without_waiting(line.text)
                write_text(self._open(line.place).cells.cell(_at(line.place)), text.strip())
        if room is not None:
            self._put(room, SECTION + section, top=True)
            _free_height(self._open(room).cells.rows[_at(room)[0]])
        return room

    def _room(self, section: str, lines: SectionLines) -> Place | None:
        waiting = next((line.place for line in lines.lines if line.waiting), None)
        if waiting is not None or self._named:
            return waiting
        grid = bool(self._form.section(section).grid) or not lines.heading
        above = lines.lines[: lines.above if grid else None]
        last_own = max((number for number, line in enumerate(above) if not line.blank), default=-1)
        blank = [line.place for line in above[last_own + 1 :] if self._is_wide(line.place)]
        return blank[0] if blank else None

    def _is_wide(self, place: Place) -> bool:
        return self._sheets[place[0]].width(_at(place)) >= _ROOM_PIXELS

    def _clear(self, line: Line) -> None:
        clear(self._open(line.place).cells.cell(_at(line.place)))

    def _put_behind_colon(self, place: Place, name: str) -> None:
        opened = self._open(place)
        cell = opened.cells.cell(_at(place))
        text = string_of(cell, self._book.strings)
        colon = min((number for mark in ":：" if (number := text.find(mark)) >= 0), default=-1)
        if colon >= 0:
            write_text(cell, f"{text[: colon + 1]}{{{{{name}}}}}")
            self.written.add(name)

    def _put_signature(self, room: Place | None) -> None:
        """署名 and 成文日期: in the lines for them, else in new rows below the last section."""
        lines = {_UNIT: self._outline.unit, _DATE: self._outline.date}
        for name, line in lines.items():
            if line is not None and name not in self._named:
                self._put(line.place, name)
        if room is None or self._named or any(lines.values()):
            return
        opened = self._open(room)
        last = max((*opened.cells.rows, *(last[0] for _, last in opened.sheet.merged)), default=0)
        if any(cell[0] > _at(room)[0] and len(found) for cell, found in opened.cells.places.items()):
            return
        for offset, name in enumerate((_UNIT, _DATE), 1):
            self._put_below(opened, room, last + offset, name)

    def _put_below(self, opened: _Open, room: Place, row: int, name: str) -> None:
        """A line of the signature in a row of its own, as wide as the text above it, set right."""
        at = (row, _at(room)[1])
        place = (room[0], row - 1, room[2])
        style = int(opened.cells.cell(_at(room)).get("s") or 0)
        self._put(place, name)
        opened.cells.cell(at).set("s", str(self._styles.wrapped(style, side="right")))
        right = next((last[1] for first, last in opened.sheet.merged if first == _at(room)), at[1])
        if right > at[1]:
            _merge(opened.root, at, (row, right))


def _at(place: Place) -> CellPlace:
    """The place on its sheet, counted from 1."""
    return place[1] + 1, place[2] + 1


def _free_height(row: Element) -> None:
    for name in ("ht", "customHeight"):
        row.attrib.pop(name, "")


def _merge(root: Element, first: CellPlace, last: CellPlace) -> None:
    holder = root.find(s("mergeCells"))
    if holder is not None:
        etree.SubElement(holder, s("mergeCell"), ref=f"{address(first)}:{address(last)}")
        holder.set("count", str(len(holder)))
