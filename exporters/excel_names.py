"""A workbook's defined names: those that came with the template moved along, and ours added."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from exporters.excel_book import DEFINED_NAMES, Book
from exporters.excel_cells import Element, s
from exporters.excel_formulas import Place, absolute, quoted_sheet

# What stands in workbook.xml after the defined names.
_AFTER = {
    s(name)
    for name in [
        "calcPr",
        "oleSize",
        "customWorkbookViews",
        "pivotCaches",
        "smartTagPr",
        "smartTagTypes",
        "webPublishing",
        "fileRecoveryPr",
        "webPublishObjects",
        "extLst",
    ]
}
_ROW = re.compile(r"(\$?[A-Z]{1,3}\$?|\$)([0-9]{1,7})")


class NameChanges(NamedTuple):
    """What the template's names refer to now, by their number, and the names that are new."""

    changed: tuple[tuple[int, str], ...]
    new: tuple[tuple[str, str], ...]


class Names:
    """The names of the workbook that is being written."""

    def __init__(self, book: Book) -> None:
        self._new: dict[str, str] = {}
        self._new_moved: dict[str, str] = {}
        self._moves: dict[str, tuple[re.Pattern[str], Callable[[int], int]]] = {}
        self._defined = book.defined
        self._taken = set(book.taken)

    def add(self, name: str, sheet: str, place: Place) -> None:
        """Name a cell by its place in the template; a name that is there already stays as it is."""
        if name.casefold() not in self._taken:
            self._taken.add(name.casefold())
            self._new[name] = f"{quoted_sheet(sheet)}!{absolute(place)}"

    def add_moved(self, name: str, sheet: str, first: Place, last: Place | None = None) -> None:
        """Name a cell or an area by its place in the finished sheet, in place of what had that name."""
        area = absolute(first) if last is None or last == first else f"{absolute(first)}:{absolute(last)}"
        self._new_moved[name] = f"{quoted_sheet(sheet)}!{area}"

    def move(self, sheet: str, row: Callable[[int], int]) -> None:
        """Say where each row of a sheet's template came to stand."""
        doubled = sheet.replace("'", "''")
        self._moves[doubled] = _references_to(doubled), row

    def write(self, workbook: Element) -> None:
        """Put the names into a copy of the workbook part."""
        write_changes(workbook, self.changes())

    def changes(self) -> NameChanges:
        """What is to be put into the workbook part."""
        new = {name: self._moved(formula) for name, formula in self._new.items()} | self._new_moved
        changed = self._changed(new)
        return NameChanges(tuple(changed.items()), tuple(sorted(new.items())))

    def _changed(self, new: dict[str, str]) -> dict[int, str]:
        """What the template's names refer to now, by their number; takes out of the new ones those among them."""
        changed = {
            number: self._moved(formula)
            for sheet in self._moves
            for number, (_, _, formula) in enumerate(self._defined)
            if sheet in formula
        }
        for number, (name, local, _) in enumerate(self._defined):
            if name in new and not local:
                changed[number] = new.pop(name)
        return changed

    def _moved(self, formula: str) -> str:
        for references, row in self._moves.values():
            formula = _moved_references(formula, references, row)
        return formula


def write_changes(workbook: Element, changes: NameChanges) -> None:
    """Put the names into a copy of the workbook part."""
    holder = workbook.find(s("definedNames"))
    if holder is None:
        holder = etree.Element(s("definedNames"))
        following = next((child for child in workbook if child.tag in _AFTER), None)
        if following is None:
            workbook.append(holder)
        else:
            following.addprevious(holder)
    items = workbook.findall(DEFINED_NAMES)
    for number, formula in changes.changed:
        items[number].text = formula
    for name, formula in changes.new:
        etree.SubElement(holder, s("definedName"), name=name).text = formula


def _references_to(sheet: str) -> re.Pattern[str]:
    """What finds the references to a sheet, its apostrophes doubled."""
    return re.compile(rf"((?:'{re.escape(sheet)}'|(?<![\w.']){re.escape(sheet)})!)([$A-Z0-9:]+)")


def _moved_references(formula: str, references: re.Pattern[str], row: Callable[[int], int]) -> str:
    def moved(match: re.Match[str]) -> str:
        return match[1] + _ROW.sub(lambda place: place[1] + str(row(int(place[2]))), match[2])

    return references.sub(moved, formula)


def recalculated(workbook: Element) -> None:
    """Have programs work out all formulas when they open the workbook."""
    settings = workbook.find(s("calcPr"))
    if settings is None:
        settings = etree.Element(s("calcPr"))
        later = _AFTER - {s("calcPr")}
        following = next((child for child in workbook if child.tag in later), None)
        if following is None:
            workbook.append(settings)
        else:
            following.addprevious(settings)
    settings.set("fullCalcOnLoad", "1")
