"""The text and the fields of a finished workbook, by the names of their cells."""

from __future__ import annotations

from collections.abc import Iterator

from importers.workbook_cells import WorkbookCells
from model.dates import read_day
from model.form import Form
from model.text import Text, from_plain

_MOST_ROWS = 5000
_CONTACT = ("address", "postcode", "phone", "email")


def texts_of(book: WorkbookCells, form: Form) -> dict[str, Text]:
    """Each section's text: rows are paragraphs, rows that go on are joined."""
    found = {section.id: _text(book, f"text.{section.id}") for section in form.sections}
    return {section: from_plain(text) for section, text in found.items() if text.strip()}


def _text(book: WorkbookCells, name: str) -> str:
    area = book.names.get(name)
    if area is None:
        return ""
    continued = {other.top for key, other in book.names.items() if key.startswith(f"{name}.continued_")}
    paragraphs: list[str] = []
    for row in range(area.top, min(area.bottom, area.top + _MOST_ROWS) + 1):
        text = book.content(area.sheet, (row, area.left)).text
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
    yield "signature.date", read_day(book.at("report.signature.date").text)
    printed = "".join(book.at("report.title").text.split())
    unit, year = book.at("report.unit").text.strip(), book.at("report.year").text.strip()
    for title in form.titles:
        lines = form.title_lines(title.id, unit, int(year) if year.isdecimal() else 0)
        if "".join("".join(lines).split()) == printed:
            yield "title", title.id
