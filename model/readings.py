"""What the words round a figure of last year can mean, for a text that is taken over beside last year's grids.

Wider than the phrases that name one cell: a reading may be of several cells or sums of cells. The figure decides:
it is certain only where exactly one of them was this figure last year, or the words name the first one anyway.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

from model.form import Form
from model.number_text import Value
from model.records import NamedTuple
from model.toml_table import Table, read_table

_SENTENCE_END = re.compile(r"[。！？\n]")
_QUOTES = str.maketrans("", "", '“”"「」 ')
_CLAUSE_END = "，；：,;:（）()"
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_SUMMED = re.compile(r"[0-9]")

Number = int | Decimal
Sources = tuple[str, ...]
"""The cells whose sum a figure is."""


class Reading(NamedTuple):
    """Regular expressions, "" for none: before is searched for in the clause before the figure (back to the
    punctuation), sentence in all of the sentence before it, after behind the figure and what counts it; refused in the
    clause, refused_sentence in the sentence before it.

    near: one of these stands before it in this paragraph or the one before. past: whether the words may name other
    years. choices: what the figure may be; firm: the words mean the first choice that equals it.
    """

    before: str
    sentence: str
    after: str
    refused: str
    refused_sentence: str
    near: tuple[str, ...]
    past: bool
    firm: bool
    choices: tuple[Sources, ...]


class Readings(NamedTuple):
    """All readings of a form, the first whose words are there decides. counted: what counts a figure, as a regular
    expression; never, past: what may not stand in a clause, nor, but for readings of the past, words of other years."""

    counted: str
    never: str
    past: str
    all: tuple[Reading, ...]

    def sources(
        self, figure: Number, before: str, after: str, context: str, last_value: Callable[[str], Value], year: int
    ) -> Sources:
        """The cells whose sum the figure was last year for certain, empty for none.

        before, after: the paragraph round the figure; context: the paragraph before it; year: of the last report.
        """
        unit = _compiled(self.counted, year).match(after)
        if unit is None:
            return ()
        plain = before.translate(_QUOTES)
        sentence = _SENTENCE_END.split(plain)[-1]
        clause, behind = _last_clause(sentence), after[unit.end() :].translate(_QUOTES)
        if _found(self.never, clause, year):
            return ()
        other = any(int(named) != year for named in _YEAR.findall(clause)) or _found(self.past, clause, year)
        for reading in self.all:
            if (reading.past or not other) and _says(reading, clause, sentence, behind, f"{context}\n{plain}", year):
                return _chosen(reading, figure, last_value)
        return ()


NO_READINGS = Readings("", "", "", ())


def load_readings(folder: Path, form: Form) -> Readings:
    """What the folder's readings.toml says, nothing without it. Raises FormError that names file and key."""
    file = folder / "readings.toml"
    if not file.exists():
        return NO_READINGS
    top = read_table(file)
    parts = {name: _part(top, name) for name in top.words("parts")}
    counted, never, past = (_pattern(top, key, parts) for key in ("counted", "never", "past"))
    readings = tuple(_read(table, form, parts) for table in top.tables("readings"))
    top.finish()
    return Readings(counted, never, past, readings)


def _read(table: Table, form: Form, parts: dict[str, str]) -> Reading:
    before, sentence, after, refused, refused_sentence = (
        _pattern(table, key, parts) for key in ("before", "sentence", "after", "refused", "refused_sentence")
    )
    reading = Reading(
        before,
        sentence,
        after,
        refused,
        refused_sentence,
        table.words("near", []),
        table.get("past", bool, False),
        table.get("firm", bool, False),
        tuple(_choice(table, form, words) for words in table.words("choices")),
    )
    if not (reading.before or reading.after):
        table.fail("before 和 after 至少要有一项")
    if not reading.choices:
        table.fail("至少要有一个", "choices")
    table.finish()
    return reading


def _choice(table: Table, form: Form, words: str) -> Sources:
    """Cells joined by +; * stands for any word in an id, and for all cells that fit."""
    cells: list[str] = []
    for wanted in words.split("+"):
        found = [cell for cell in form.cells if fnmatchcase(cell, wanted.strip())]
        if not found:
            table.fail(f"没有格“{wanted.strip()}”", "choices")
        cells.extend(found)
    return tuple(cells)


def _part(table: Table, name: str) -> str:
    text: str = table.get(name, str)
    return f"(?:{text})"


def _pattern(table: Table, key: str, parts: dict[str, str]) -> str:
    text: str = table.get(key, str, "")
    for name, part in parts.items():
        text = text.replace(f"<{name}>", part)
    try:
        _compiled(text, 2000)
    except re.error as error:
        table.fail(f"不是正则表达式：{error}", key)
    return text


@lru_cache(maxsize=512)
def _compiled(pattern: str, year: int) -> re.Pattern[str]:
    """The expression with {last}, {year} and {next} as the years round the report's."""
    for name, named in (("{last}", year - 1), ("{year}", year), ("{next}", year + 1)):
        pattern = pattern.replace(name, str(named))
    return re.compile(pattern)


def _found(pattern: str, text: str, year: int) -> bool:
    return bool(pattern) and _compiled(pattern, year).search(text) is not None


def _says(reading: Reading, clause: str, sentence: str, behind: str, context: str, year: int) -> bool:
    for pattern, text in ((reading.before, clause), (reading.sentence, sentence)):
        if pattern and not _found(pattern, text, year):
            return False
    if reading.after and not _compiled(reading.after, year).match(behind):
        return False
    if _found(reading.refused, clause, year) or _found(reading.refused_sentence, sentence, year):
        return False
    return not reading.near or any(word in context for word in reading.near)


def _chosen(reading: Reading, figure: Number, last_value: Callable[[str], Value]) -> Sources:
    equal = tuple(_equal(reading, figure, last_value))
    return equal[0] if len(equal) == 1 or (equal and reading.firm) else ()


def _equal(reading: Reading, figure: Number, last_value: Callable[[str], Value]) -> Iterator[Sources]:
    for cells in reading.choices:
        values = [last_value(cell) for cell in cells]
        numbers = [value for value in values if value is not None and not isinstance(value, str)]
        if len(numbers) == len(values) and sum(numbers) == figure:
            yield cells


def _last_clause(sentence: str) -> str:
    """Back to the punctuation; 、 ends a clause only behind a figure, else it joins what is said together."""
    start = max(sentence.rfind(end) for end in _CLAUSE_END) + 1
    clause = sentence[start:]
    parts = clause.split("、")
    while len(parts) > 1 and not _SUMMED.search(parts[-2]):
        parts[-2:] = ["、".join(parts[-2:])]
    return parts[-1].strip()
