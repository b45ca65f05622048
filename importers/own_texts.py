"""The text and the fields of a finished workbook, by the names of their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from importers.own_figures import day_of
from importers.result import Unplaced
from importers.workbook_cells import Area, WorkbookCells, address
from model.collection import settled
from model.dates import read_day
from model.form import Form
from model.notes import Origin
from model.text import Text, from_plain

_MOST_ROWS = 5000
_HEADING = "heading."
_ANCHORS = ("text.", _HEADING, "report.")
_POINTER = re.compile(r"（表见工作表“[^”]*”）")
UNREAD = "没有读入：不在任何一部分的正文里"
_CONTACT = ("address", "postcode", "phone", "email")


def texts_of(book: WorkbookCells, form: Form) -> dict[str, Text]:
    """Each section's text: rows are paragraphs, rows that go on are joined."""
    lost = lost_sections(book, form)
    found = {section.id: _text(book, form, section.id) for section in form.sections if section.id not in lost}
    return {section: from_plain(text) for section, text in found.items() if text.strip()}


def lost_sections(book: WorkbookCells, form: Form) -> list[str]:
    """The sections of which neither text nor heading has a name any more; all when no text has one."""
    if not any(name.startswith("text.") for name in book.names):
        return [section.id for section in form.sections]
    return [
        section.id
        for section in form.sections
        if f"text.{section.id}" not in book.names and f"heading.{section.id}" not in book.names
    ]


def without_texts(book: WorkbookCells, form: Form) -> WorkbookCells:
    """The workbook without the hidden sheet, the rows read as text of a section, and the cells of fields, by names.

    What is read by labels of the rest says nothing a second time. Whole where no text has a name.
    """
    lost = lost_sections(book, form)
    if len(lost) == len(form.sections):
        return book
    found = [rows for section in form.sections if section.id not in lost and (rows := _rows(book, form, section.id))]
    read = {(area.sheet, row) for area, rows in found for row in rows}
    fields = [area for name, area in book.names.items() if name.startswith("report.") and name != "report.title"]
    single = {(area.sheet, area.top, area.left) for area in fields}
    hidden = book.names.get("report.format")
    sheets = {}
    for name, sheet in book.sheets.items():
        if hidden is not None and name == hidden.sheet:
            continue
        kept = {at: text for at, text in sheet.cells.items() if (name, at[0]) not in read and (name, *at) not in single}
        sheets[name] = sheet._replace(cells=kept)
    return book._replace(sheets=sheets)


def is_pointer(text: str) -> bool:
    """Whether this is the line that tells where a section's grid stands."""
    return _POINTER.fullmatch(text.strip()) is not None


def unread_texts(book: WorkbookCells, form: Form) -> Iterator[Unplaced]:
    """What stands on the sheet of the text of our own layout and belongs to no section."""
    if len(lost_sections(book, form)) == len(form.sections):
        return
    sheets = {area.sheet for name, area in book.names.items() if name.startswith(_HEADING)}
    for sheet in (sheet for sheet in book.sheets if sheet in sheets):
        areas = [area for name, area in book.names.items() if area.sheet == sheet and name.startswith(_ANCHORS)]
        read = {row for area in areas for row in range(area.top, min(area.bottom, area.top + _MOST_ROWS) + 1)}
        for section in form.sections:
            found = _rows(book, form, section.id)
            read.update(found[1] if found is not None and found[0].sheet == sheet else ())
        for place, content in sorted(book.sheets[sheet].cells.items()):
            outside = place[0] not in read or place[1] > max(area.right for area in areas)
            if outside and content.text.strip() and not is_pointer(content.text):
                where = f"{sheet}!{address(place)}"
                yield Unplaced(content.text, where, UNREAD, Origin(where, 0, 0, *place, content.text))


def _rows(book: WorkbookCells, form: Form, section: str) -> tuple[Area, range] | None:
    """The rows of a section's text; in our own layout all from its heading to what comes next."""
    area, heading = book.names.get(f"text.{section}"), book.names.get(f"{_HEADING}{section}")
    if area is None and heading is None:
        return None
    first = area or heading
    assert first is not None
    last = min(first.bottom, first.top + _MOST_ROWS)
    if not any(name.startswith(_HEADING) for name in book.names):
        return first, range(first.top, last + 1)
    anchors = [
        other.top
        for name, other in book.names.items()
        if name.startswith(_ANCHORS) and other.sheet == first.sheet and ".continued_" not in name
    ]
    anchors.extend(_lost_headings(book, form, first.sheet))
    bottom = max((row for row, _ in book.sheets[first.sheet].cells), default=0) if first.sheet in book.sheets else 0
    end = min((row for row in anchors if row > last), default=last + 1 if area is not None else bottom + 1)
    start = heading.bottom + 1 if heading is not None and heading.sheet == first.sheet else first.top
    return first, range(min(start, first.top) if area is not None else start, min(end, start + _MOST_ROWS))


def _lost_headings(book: WorkbookCells, form: Form, sheet: str) -> Iterator[int]:
    """The rows of a sheet in which headings stand that have no name any more."""
    lost = lost_sections(book, form)
    headings = {settled(section.heading) for section in form.sections if section.heading and section.id in lost}
    found = book.sheets.get(sheet)
    for (row, _), content in found.cells.items() if found and headings else ():
        if settled(content.text) in headings:
            yield row


def _text(book: WorkbookCells, form: Form, section: str) -> str:
    found = _rows(book, form, section)
    if found is None:
        return ""
    area, rows = found
    named = book.names.get(f"text.{section}")
    continued = {other.top for key, other in book.names.items() if key.startswith(f"text.{section}.continued_")}
    paragraphs: list[str] = []
    for row in rows:
        text = book.content(area.sheet, (row, area.left)).text
        added = named is None or not named.top <= row <= named.bottom
        if added and (not text.strip() or is_pointer(text)):
            continue
        if row in continued and paragraphs:
            paragraphs[-1] += text
        else:
            paragraphs.append(text)
    return "\n".join(paragraphs)


def fields_of(book: WorkbookCells, form: Form) -> dict[str, str]:
    """The fields beside unit and year, "" for what is not there."""
    return {name: value for name, value in _fields(book, form) if value}


def _fields(book: WorkbookCells, form: Form) -> Iterator[tuple[str, str]]:
    for name in _CONTACT:
        # The cell has its label before it: 地址：….
        text = book.at(f"report.contact.{name}").text
        yield f"contact.{name}", text.partition("：")[2].strip() if "：" in text else text.strip()
    yield "signature.unit", book.at("report.signature.unit").text.strip()
    yield "signature.date", read_day(day_of(book, "report.signature.date"))
    printed = "".join(book.at("report.title").text.split())
    unit, year = book.at("report.unit").text.strip(), book.at("report.year").text.strip()
    for title in form.titles:
        lines = form.title_lines(title.id, unit, int(year) if year.isdecimal() else 0)
        if "".join("".join(lines).split()) == printed:
            yield "title", title.id
