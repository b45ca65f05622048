"""Which lines of a PDF's text are a table without lines around its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from importers.pdf_columns import Columns, table_of_words
from importers.pdf_labels import BLOCK, COLUMN, CORNER, ROW, KnownLabels
from importers.pdf_lattice import Rules
from importers.pdf_lines import Line
from importers.pdf_tables import PdfTable
from importers.pdf_words import Word, labels_of, words_of

_MOST_WORDS = 1_500
_MOST_LABELS = 3
"""Labels beside a row: the row's own, those of its group and of the group's."""
_LONGEST = 45
"""Characters; a longer line without a figure is running text."""
_FEWEST_LABELS = 2
_FEWEST_FIGURES = 3
_ENDS = ("。", "；", "：")
_NEXT_LINE = 2.6
"""Times a character's size from one line of a cell to the next at most."""
_SHORT = 12
_STEP = 1.3
"""Times a character's size from one line of a table to the next."""
_NO_RULES = Rules((), ())


class Carried(NamedTuple):
    """What a table that may go on at the top of the next page has on this one: its columns, or headings alone."""

    columns: Columns | None = None
    headings: tuple[Line, ...] = ()


NOTHING = Carried()


def with_tables(
    lines: Sequence[Line], page: int, rules: Rules, labels: KnownLabels, before: Carried = NOTHING
) -> tuple[list[Line | PdfTable], Carried]:
    """Lines of one page that follow each other, with the tables among them read as such.

    before: of the page before. Besides the items what is carried on; headings that are carried are not among the items.
    """
    if before.headings:
        whole = [*_moved_above(before.headings, lines[0]), *lines]
        items, carried = with_tables(whole, page, rules, labels)
        if not items or isinstance(items[0], PdfTable):
            return items, carried
        items, carried = with_tables(lines, page, rules, labels)
        return [*before.headings, *items], carried
    words = [words_of(line, number, rules, labels) for number, line in enumerate(lines)]
    if sum(map(len, words)) > _MOST_WORDS:
        return list(lines), NOTHING
    items = []
    start, last = 0, before.columns
    for first, stop in _stretches(lines, words, labels, before.columns is not None):
        items += lines[start:first]
        last = None if first > start or start else before.columns
        for part in _parts(words[first:stop], labels):
            table, last = table_of_words(part, page, rules, labels, last)
            items.append(table)
        start = stop
    if items and start == len(lines):
        return items, Carried(last)
    headings = _last_headings(words[start:], labels)
    items += lines[start : len(lines) - headings]
    return items, Carried(None, tuple(lines[len(lines) - headings :]))


def _moved_above(lines: Sequence[Line], below: Line) -> Iterator[Line]:
    """Lines of the page before as if they stood above this one."""
    up = below.base + _STEP * below.size - lines[-1].base
    for line in lines:
        glyphs = (g._replace(base=g.base + up, bottom=g.bottom + up, top=g.top + up) for g in line.glyphs)
        yield line._replace(glyphs=tuple(glyphs))


def _last_headings(lines: Sequence[Sequence[Word]], labels: KnownLabels) -> int:
    """How many of the last lines are headings of columns, below which the page ends."""
    known = labels_of([word for line in lines for word in line], _NO_RULES, labels)
    headings = {word.line for label in known if label.roles & {BLOCK, COLUMN} for word in label.words}
    first = min((number for number, line in enumerate(lines) if line and line[0].line in headings), default=len(lines))
    return len(lines) - first if len(headings) and len(known) >= _FEWEST_LABELS else 0


def _stretches(
    lines: Sequence[Line], words: Sequence[Sequence[Word]], labels: KnownLabels, goes_on: bool
) -> Iterator[tuple[int, int]]:
    """From which to which line tables go: rows of figures with what belongs to them, between running text.

    goes_on: whether the first of them may be the rest of one.
    """
    start = 0
    for stop in range(len(lines) + 1):
        if stop == len(lines) or _is_text(lines[stop], words[stop], labels):
            found = _table_within(start, words[start:stop], labels, goes_on and not start)
            if found:
                yield found
            start = stop + 1


def _is_row(words: Sequence[Word]) -> bool:
    """Whether the line is a row: a label or a few, then figures only."""
    first = next((number for number, word in enumerate(words) if word.is_figure), len(words))
    return first <= _MOST_LABELS and first < len(words) and all(word.is_figure for word in words[first:])


def _is_text(line: Line, words: Sequence[Word], labels: KnownLabels) -> bool:
    """Whether the line is no part of a table: running text, or a section's heading."""
    if _is_row(words):
        return False
    long = line.text.endswith(_ENDS) or any(len(word.text) > _LONGEST for word in words)
    return long or (len(words) == 1 and labels.is_heading(line.text))


def _table_within(
    start: int, lines: Sequence[Sequence[Word]], labels: KnownLabels, goes_on: bool
) -> tuple[int, int] | None:
    """The lines but for those in front and behind that are no part of a table; None when no table is among them."""
    rows = [number for number, line in enumerate(lines) if _is_row(line)]
    if not rows:
        return None
    others = [word for line in lines for word in line if not word.is_figure]
    known = [label for label in labels_of(others, _NO_RULES, labels) if label.roles]
    widest = max(sum(word.is_figure for word in lines[number]) for number in rows)
    enough = len(known) >= _FEWEST_LABELS or widest >= _FEWEST_FIGURES or (goes_on and bool(known) and rows[0] == 0)
    if not enough:
        return None
    first_line = lines[0][0].line if lines[0] else start
    inside = {word.line - first_line for label in known for word in label.words} | set(rows)
    stop = max(inside) + 1
    while stop < len(lines) and _is_rest(lines[stop - 1], lines[stop]):
        stop += 1
    return start + min(inside), start + stop


def _is_rest(above: Sequence[Word], line: Sequence[Word]) -> bool:
    """Whether the line may be the rest of figures that are broken over lines, with units behind them."""
    near = bool(above and line) and above[0].base - line[0].base < _NEXT_LINE * line[0].size
    return near and any(word.is_figure for word in line) and all(len(word.text) <= _SHORT for word in line)


def _parts(lines: Sequence[Sequence[Word]], labels: KnownLabels) -> Iterator[list[Sequence[Word]]]:
    """One table after another: headings below rows of figures begin a new one."""
    part: list[Sequence[Word]] = []
    rows = 0
    for line in lines:
        row = _is_row(line)
        if rows and not row and _has_heading(line, labels):
            yield part
            part, rows = [], 0
        part.append(line)
        rows += row
    if rows:
        yield part


def _has_heading(words: Iterable[Word], labels: KnownLabels) -> bool:
    roles = [labels.roles(word.text) for word in words]
    return any(found & {BLOCK, COLUMN, CORNER} and ROW not in found for found in roles)
