"""单位名录: which units there are, what they were called before, of which kind they are, who has to hand in a report."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from model.errors import FileFormatError
from model.records import NamedTuple
from model.unit_kinds import UnitKind

NAME, FORMER, KIND, DUE = "现用名", "曾用名", "类别", "应报"
COLUMNS = (NAME, FORMER, KIND, DUE)
_ALSO: Mapping[str, str] = {"单位名称": NAME, "单位": NAME, "名称": NAME, "原名": FORMER, "单位类别": KIND}
"""Other headings that are met, and what they stand for."""
_SEPARATORS = ",\t;，；"
_BETWEEN_NAMES = re.compile(r"[、;；/／,，|\n]")
_YES = frozenset(("是", "应报", "需报", "要报", "报", "√", "✓", "1", "y", "yes", "true"))
_NO = frozenset(("否", "不报", "不应报", "不用报", "免报", "×", "✗", "0", "n", "no", "false", "-", "—", "/"))
_TITLES = 5
"""So many lines may stand above the headings."""
_MOST_LINES = 6
"""So many lines a quoted name may take; more, and the quotation mark is a slip."""
_LOST = "\ufffd"

_Fault = tuple[int, str]
"""The number of a line, and what is wrong there."""


class RosterUnit(NamedTuple):
    """A unit of the roster. kind: the id of its kind, "" where it is not given. line: where it stands in the file."""

    name: str
    former: tuple[str, ...] = ()
    kind: str = ""
    due: bool = True
    line: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and those that it had before."""
        return (self.name, *self.former)


class Roster:
    """The units by all their names. faults: what is wrong with lines of the file, in Chinese, each with its number."""

    def __init__(self, units: Iterable[RosterUnit] = (), faults: Iterable[str] = ()) -> None:
        self.units = tuple(units)
        self.faults = tuple(faults)

    def find(self, name: str) -> RosterUnit | None:
        """The unit that is called so; else the one that was, where it is one alone."""
        key = unit_key(name)
        if key in self._current:
            return self._current[key]
        found = self._former.get(key, ())
        return found[0] if len(found) == 1 else None

    def names(self, name: str) -> tuple[str, ...]:
        """All names of the unit that is called so, the current one first; the name itself where it is not listed."""
        found = self.find(name)
        return (name,) if found is None else tuple(dict.fromkeys((*found.names, name)))

    @cached_property
    def _current(self) -> Mapping[str, RosterUnit]:
        return {unit_key(unit.name): unit for unit in reversed(self.units)}

    @cached_property
    def _former(self) -> Mapping[str, Sequence[RosterUnit]]:
        found: dict[str, list[RosterUnit]] = {}
        for unit in self.units:
            for name in unit.former:
                found.setdefault(unit_key(name), []).append(unit)
        return found


def unit_key(name: str) -> str:
    """The same for names that differ in white space and in the width of characters alone."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def read_roster(text: str, kinds: Sequence[UnitKind]) -> Roster:
    """The roster in the text of a CSV file; a line that is broken is told of and left out, the others count.

    Who has to hand in: those of whom 应报 says so; all of them where the column is blank or not there.
    Raises FileFormatError when no line has the heading 现用名.
    """
    lines = text.splitlines()
    first, separator, columns = _headings(lines)
    faults: list[_Fault] = []
    rows = list(_rows(lines, first, separator, columns, faults))
    marked = any(row.get(DUE) for _, row in rows)
    units: dict[str, RosterUnit] = {}
    for number, row in rows:
        unit = _unit(number, row, kinds, marked, faults)
        if unit is None:
            continue
        before = units.setdefault(unit_key(unit.name), unit)
        if before is not unit:
            faults.append((number, f"“{unit.name}”与第 {before.line} 行重复，用第 {before.line} 行的"))
    return Roster(units.values(), (f"第 {number} 行{said}" for number, said in sorted(faults)))


def _headings(lines: Sequence[str]) -> tuple[int, str, tuple[str, ...]]:
    """The number of the line below the headings, what parts its fields, and the headings."""
    for number, line in enumerate(lines[:_TITLES]):
        for separator in _SEPARATORS:
            fields = [unit_key(field) for field in _fields(line, separator)]
            columns = tuple(_ALSO.get(field, field) for field in fields)
            if NAME in columns and (len(columns) > 1 or not any(other in line for other in _SEPARATORS)):
                return number + 1, separator, columns
    raise FileFormatError(
        f"单位名录里没有“{NAME}”一栏。", f"第一行写 {','.join(COLUMNS)}，下面每个单位一行，另存为 CSV 文件。"
    )


def _rows(
    lines: Sequence[str], first: int, separator: str, columns: Sequence[str], faults: list[_Fault]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows with the numbers of their lines; what is wrong with others goes to the faults."""
    at = first
    while at < len(lines):
        number, line = at + 1, lines[at]
        at += 1
        if line.count('"') % 2:
            taken = _quoted(lines, at - 1, separator)
            if not taken:
                faults.append((number, "的引号不成对，这一行没有用"))
                continue
            line, at = "\n".join(lines[number - 1 : at - 1 + taken]), at - 1 + taken
        fields = [field.strip() for field in _fields(line, separator)]
        if not fields and line.strip():
            faults.append((number, "读不出各栏，引号可能放错了地方，这一行没有用"))
        elif not any(fields):
            continue
        elif any(fields[len(columns) :]):
            faults.append((number, "多出一栏，名称里有逗号的要用引号括起来，这一行没有用"))
        elif _LOST in line:
            faults.append((number, "有损坏的字，这一行没有用"))
        else:
            yield number, dict(zip(columns, fields, strict=False))


def _quoted(lines: Sequence[str], at: int, separator: str) -> int:
    """How many lines a quotation that begins here takes, 0 when it does not end soon."""
    for count in range(2, _MOST_LINES + 1):
        if _fields("\n".join(lines[at : at + count]), separator, strict=True):
            return count
    return 0


def _fields(line: str, separator: str, strict: bool = False) -> list[str]:
    """The fields of one row, none where quotation marks leave it unclear. strict: where they could be a slip."""
    try:
        rows = list(csv.reader(line.splitlines(keepends=True), delimiter=separator, strict=strict))
    except csv.Error:
        return []
    return rows[0] if len(rows) == 1 else []


def _unit(
    number: int, row: Mapping[str, str], kinds: Sequence[UnitKind], marked: bool, faults: list[_Fault]
) -> RosterUnit | None:
    name = row.get(NAME, "")
    if not name:
        faults.append((number, f"没有写{NAME}，这一行没有用"))
        return None
    former = dict.fromkeys(part.strip() for part in _BETWEEN_NAMES.split(row.get(FORMER, "")))
    names = tuple(old for old in former if old and unit_key(old) != unit_key(name))
    kind = _kind(row.get(KIND, ""), kinds)
    if kind is None:
        known = "、".join(kind.name for kind in kinds)
        faults.append((number, f"的{KIND}“{row[KIND]}”认不出，按名称推定；可以写：{known}"))
    due = _due(row.get(DUE, ""), marked)
    if due is None:
        faults.append((number, f"的{DUE}“{row[DUE]}”认不出，当作“是”；请写“是”或“否”"))
    return RosterUnit(name, names, kind or "", due is not False, number)


def _kind(words: str, kinds: Sequence[UnitKind]) -> str | None:
    """The kind's id, "" where none is given, None for one that is not known."""
    key = unit_key(words)
    if not key:
        return ""
    exact = (kind.id for kind in kinds if key in (kind.id, unit_key(kind.name)))
    parts = (kind.id for kind in kinds if key in map(unit_key, kind.name.split("、")))
    return next(exact, None) or next(parts, None)


def _due(word: str, marked: bool) -> bool | None:
    key = unit_key(word).lower()
    if not key:
        return not marked
    return True if key in _YES else False if key in _NO else None
