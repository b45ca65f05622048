"""What is wrong with a template's placeholders: all of it, with sheet and cell, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from exporters.excel_book import Book, Sheet
from exporters.excel_cells import s
from exporters.excel_formulas import address
from exporters.excel_inline import DRAWING_PARAGRAPH, alone
from model.form import Form
from model.placeholder_conditions import control_of
from model.placeholder_faults import bracket_fault, refusal
from model.placeholder_text import nesting_faults
from model.placeholders import GRID, PATTERN, canonical, is_known, resolved


class Trouble(NamedTuple):
    """A placeholder that cannot be filled: as typed, where it stands, and what is wrong with it ("" for unknown)."""

    typed: str
    place: str
    wrong: str = ""


def refuse_wrong_placeholders(book: Book, form: Form) -> None:
    """Raise ExportError that lists every placeholder that has no meaning, is torn or stands where it cannot."""
    found = wrong_placeholders(book, form)
    if found:
        raise refusal(form, found)


def wrong_placeholders(book: Book, form: Form) -> list[Trouble]:
    """Every placeholder that has no meaning, is torn or stands where it cannot."""
    found = [trouble for sheet in book.sheets for trouble in _of_sheet(sheet, form)]
    for root in book.drawings.values():
        for paragraph in root.iter(DRAWING_PARAGRAPH):
            found += _of_text("".join(map(str, paragraph.itertext())), "文本框", form)
    return found


def _of_sheet(sheet: Sheet, form: Form) -> Iterator[Trouble]:
    where = f"工作表“{sheet.name}”的 "
    for place, text in sheet.placeholders.items():
        name = alone(text)
        if control_of(name) or not is_known(form, name):
            yield from _of_text(text, where + address(place), form)
    if sheet.marked_page:
        for node in sheet.tree.root.iterfind(f"{s('headerFooter')}/*"):
            yield from _of_text(node.text or "", where + "页眉或页脚", form)


def _of_text(text: str, place: str, form: Form) -> Iterator[Trouble]:
    for match in PATTERN.finditer(text):
        name = canonical(match[1])
        if control_of(name):
            continue
        if not is_known(form, name):
            yield Trouble(match[0], place)
        elif resolved(form, name).startswith(GRID):
            yield Trouble(match[0], place, "应单独占一个单元格")
    yield from (Trouble(typed, place, wrong) for typed, wrong in nesting_faults(form, text))
    typed, wrong = bracket_fault(text)
    if wrong:
        yield Trouble(typed, place, wrong)
