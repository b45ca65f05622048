"""Tables of a PDF that go on where another ended: over the end of a page, or below a heading that is a table of its own.

They become one table, their columns counted alike, and a row that the end of the page cuts in two is one row again, on
the page on which its figures stand.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from importers.pdf_lines import Line
from importers.pdf_tables import PdfTable
from model.label_text import looks_like_figure, plain
from model.source import SourceCell

IsLabel = Callable[[str], bool]
_SAME_WIDTH = 6.0
"""Points by which the widths of two parts of a table differ."""
_SAME_PLACE = 4.0
_MOST_PLACES = 60
_MOST_STRAYS = 12
_DIGITS = re.compile(r"[0-9０-９.．,，]+\D?")
_STRANGE = "这张表上没有列标题，栏数又与前面的表不同，不能确定属哪一栏"
_CUT = "数字可能被分页切成了两截，不能确定"


def mended(chain: Sequence[PdfTable], is_label: IsLabel) -> list[PdfTable]:
    """Tables that follow one another without text between them. is_label: whether a text is a label of any form."""
    tables = list(chain)
    start = 0
    for stop in range(1, len(tables) + 1):
        if stop == len(tables) or not _same_width(tables[start], tables[stop]):
            tables[start:stop] = _counted_alike(tables[start:stop])
            start = stop
    found = tables[:1]
    for last, table in pairwise(tables):
        if table.page > last.page and _same_width(last, table):
            heads = _repeated(found[-1], table) or _repeated(tables[0], table)
            found[-1] = _joined(*_rejoined(*_with_doubts(found[-1], table, heads, is_label), heads, is_label))
        elif table.page > last.page:
            found[-1:] = _with_doubts(found[-1], _with_strange_columns(found[-1], table), 0, is_label)
        else:
            found.append(table)
    return found


def _joined(above: PdfTable, below: PdfTable) -> PdfTable:
    """Both parts as the one table that they are."""
    first = above.rows
    cells = (*above.cells, *(cell._replace(row=cell.row + first) for cell in below.cells))
    doubts = (*above.doubts, *((row + first, column, why) for row, column, why in below.doubts))
    return above._replace(
        bottom=below.bottom,
        cells=cells,
        doubts=doubts,
        open_below=below.open_below,
        parts=(*above.parts, (first, below.page)),
    )


def with_strays(items: Sequence[Line | PdfTable], is_label: IsLabel) -> list[Line | PdfTable]:
    """The items of all pages; what stands below a table's last line at the end of a page, and goes on with the label
    above it, is put into its cell.
    """
    found = list(items)
    start = 0
    while start < len(found):
        stop = next((i for i in range(start + 1, len(found)) if isinstance(found[i], PdfTable)), len(found))
        if stop == len(found):
            break
        first, second, strays = found[start], found[stop], found[start + 1 : stop]
        if isinstance(first, PdfTable) and isinstance(second, PdfTable) and 0 < len(strays) <= _MOST_STRAYS:
            lines = [item for item in strays if isinstance(item, Line)]
            whole = _taken_in(first, second, lines, is_label) if second.page > first.page else None
            if whole is not None:
                found[start : stop + 1] = whole
                stop = start + 1
        start = stop
    return found


def with_cut_figures(items: Sequence[Line | PdfTable]) -> list[Line | PdfTable]:
    """The items; figures of a table's last row are doubtful where the next page begins with digits alone: their ends."""
    found = list(items)
    for number, (table, line) in enumerate(pairwise(items)):
        if not isinstance(table, PdfTable) or not isinstance(line, Line) or line.page <= table.page:
            continue
        if all(map(_DIGITS.fullmatch, line.text.split())):
            last = table.rows - 1
            row = [cell for cell in table.cells if cell.row + cell.row_span - 1 == last]
            found[number] = _doubted(table, last, (cell.column for cell in _figures(row)))
    return found


def _taken_in(
    first: PdfTable, second: PdfTable, strays: Sequence[Line], is_label: IsLabel
) -> tuple[PdfTable, PdfTable] | None:
    """Both tables with these lines in their cells; None when not all of them go on with a label."""
    cells, last = list(first.cells), first.rows - 1
    below = list(second.cells)
    left = list(strays)
    for number, cell in enumerate(cells):
        inner, outer = first.lefts[cell.column], first.lefts[cell.column + cell.column_span]
        mine = [line for line in left if inner <= line.left and line.right <= outer]
        if cell.row + cell.row_span - 1 != last or not cell.text or not mine:
            continue
        if looks_like_figure(cell.text) or any(is_label(line.text) for line in mine):
            return None
        # Of narrow cells with the label's other half on the next page.
        next_one = next((i for i, c in enumerate(below) if c.row == 0 and _stands_in(second, c, inner, outer)), None)
        rest = below[next_one].text if next_one is not None else ""
        texts = [cell.text, *(line.text for line in mine)]
        if not is_label(rest) and is_label("\n".join([*texts, rest])):
            texts.append(rest)
        whole = "\n".join(filter(None, texts))
        if not is_label(whole):
            return None
        cells[number] = cell._replace(text=whole)
        if next_one is not None and rest and rest in texts:
            below[next_one] = below[next_one]._replace(text=whole)
        left = [line for line in left if line not in mine]
    return None if left else (first._replace(cells=tuple(cells)), second._replace(cells=tuple(below)))


def _stands_in(table: PdfTable, cell: SourceCell, left: float, right: float) -> bool:
    middle = (table.lefts[cell.column] + table.lefts[cell.column + cell.column_span]) / 2
    return left <= middle <= right


def _same_width(first: PdfTable, second: PdfTable) -> bool:
    return (
        not first.unruled | second.unruled
        and abs((first.lefts[-1] - first.lefts[0]) - (second.lefts[-1] - second.lefts[0])) <= _SAME_WIDTH
    )


def _counted_alike(tables: Sequence[PdfTable]) -> list[PdfTable]:
    """The tables with the columns of all of them; those of one page may stand further left than those of another."""
    places: list[float] = []
    for place in sorted(place - table.lefts[0] for table in tables for place in table.lefts):
        if not places or place - places[-1] > _SAME_PLACE:
            places.append(place)
    if len(tables) == 1 or len(places) > _MOST_PLACES:
        return list(tables)
    return [_with_places(table, places) for table in tables]


def _with_places(table: PdfTable, places: Sequence[float]) -> PdfTable:
    columns = [_nearest(places, place - table.lefts[0]) for place in table.lefts]
    cells = []
    for cell in table.cells:
        first, end = columns[cell.column], columns[cell.column + cell.column_span]
        cells.append(cell._replace(column=first, column_span=max(1, end - first)))
    doubts = tuple((row, columns[column], why) for row, column, why in table.doubts)
    return table._replace(lefts=tuple(place + table.lefts[0] for place in places), cells=tuple(cells), doubts=doubts)


def _nearest(places: Sequence[float], at: float) -> int:
    after = min(bisect_left(places, at), len(places) - 1)
    return after - 1 if after and at - places[after - 1] <= places[after] - at else after


def _repeated(first: PdfTable, second: PdfTable) -> int:
    """How many rows the second table begins with that the first begins with, too."""
    rows = 0
    while rows < min(first.rows, second.rows) and (row := _row(first, rows)) and row == _row(second, rows):
        rows += 1
    return rows


def _row(table: PdfTable, number: int) -> list[tuple[int, int, int, str]]:
    return [(c.column, c.row_span, c.column_span, plain(c.text)) for c in table.cells if c.row == number]


def _rejoined(above: PdfTable, below: PdfTable, heads: int, is_label: IsLabel) -> tuple[PdfTable, PdfTable]:
    """Both parts of a table, with the row between them, and the labels that go on, put together again.

    heads: how many rows of the second part repeat its headings.
    """
    last = above.rows - 1
    upper = [cell for cell in above.cells if cell.row + cell.row_span - 1 == last]
    lower = [cell for cell in below.cells if cell.row == heads]
    figures_above, figures_below = _figures(upper), _figures(lower)
    label, rest = _label(upper, figures_above or figures_below), _label(lower, figures_above or figures_below)
    whole = "\n".join(cell.text for cell in (label, rest) if cell)
    torn = rest is not None and not is_label(rest.text) and is_label(whole)
    if figures_above and not any(cell.text for cell in lower if cell.row_span == 1):
        below = _without_row(below, heads)
    elif figures_above and not figures_below and rest and (torn if label else is_label(rest.text)):
        above, below = _with_label(above, last, rest.column, whole), _without_row(below, heads)
    elif figures_below and not figures_above and label and (torn if rest else is_label(label.text)):
        above, below = _without_row(above, last), _with_label(below, heads, label.column, whole)
    return _with_groups(above, below, upper, lower, is_label)


def _with_doubts(above: PdfTable, below: PdfTable, heads: int, is_label: IsLabel) -> tuple[PdfTable, PdfTable]:
    """Both parts, figures doubtful of which the page's end may have cut one in two: no label stands beside the rest."""
    last = above.rows - 1
    upper = [cell for cell in above.cells if cell.row + cell.row_span - 1 == last]
    lower = [cell for cell in below.cells if cell.row == heads]
    cut, rest = _figures(upper), _figures(lower)
    before, label = _label(upper, cut), _label(lower, rest)
    if not cut or not rest or _is_begun(before if above.unruled == below.unruled else None, label, is_label):
        return above, below
    here, there = {cell.column for cell in cut}, {cell.column for cell in rest}
    if not above.unruled:
        here = there = here & there
    return _doubted(above, last, here), _doubted(below, heads, there)


def _with_strange_columns(above: PdfTable, below: PdfTable) -> PdfTable:
    """The second table, all its figures doubtful where it begins with figures and has not as many columns as the first."""
    alike = _width(above) == _width(below)
    if below.unruled or alike or not _figures(cell for cell in below.cells if cell.row == 0):
        return below
    doubts = ((cell.row, cell.column, _STRANGE) for cell in _figures(below.cells))
    return below._replace(doubts=(*below.doubts, *doubts))


def _width(table: PdfTable) -> int:
    return max((cell.column + cell.column_span for cell in table.cells), default=0)


def _is_begun(before: SourceCell | None, label: SourceCell | None, is_label: IsLabel) -> bool:
    """Whether a row begins with this label, and does not go on with the one before."""
    if label is None or (before and label.column + label.column_span < before.column + before.column_span):
        return False
    torn = before is not None and is_label(f"{before.text}\n{label.text}")
    if torn and before is not None and not is_label(before.text):
        return False
    return is_label(label.text) or not torn


def _doubted(table: PdfTable, row: int, columns: Iterable[int]) -> PdfTable:
    return table._replace(doubts=(*table.doubts, *((row, column, _CUT) for column in sorted(columns))))


def _figures(cells: Iterable[SourceCell]) -> list[SourceCell]:
    return [cell for cell in cells if looks_like_figure(cell.text)]


def _label(cells: Iterable[SourceCell], figures: Iterable[SourceCell]) -> SourceCell | None:
    """The cell of one row with the label next to the figures, when all that stands there is in front of them."""
    found = [cell for cell in cells if cell.text and cell.row_span == 1 and not looks_like_figure(cell.text)]
    last = max(found, key=lambda cell: cell.column, default=None)
    return last if last and all(last.column < cell.column for cell in figures) else None


def _without_row(table: PdfTable, row: int) -> PdfTable:
    """The table with nothing left in this row but what reaches over it; the other rows keep their numbers."""
    return table._replace(cells=tuple(cell for cell in table.cells if cell.row != row or cell.row_span > 1))


def _with_label(table: PdfTable, row: int, column: int, text: str) -> PdfTable:
    """The table with a label in this row, in the cell that stands in or next to the column."""
    free = [cell for cell in table.cells if cell.row == row and cell.row_span == 1]
    free = [cell for cell in free if not looks_like_figure(cell.text)]
    near = [cell for cell in free if cell.column <= column < cell.column + cell.column_span] or free[:1]
    return _with_text(table, near[0], text) if near else table


def _with_text(table: PdfTable, old: SourceCell, text: str) -> PdfTable:
    return table._replace(cells=tuple(cell._replace(text=text) if cell == old else cell for cell in table.cells))


def _with_groups(
    above: PdfTable, below: PdfTable, upper: Sequence[SourceCell], lower: Sequence[SourceCell], is_label: IsLabel
) -> tuple[PdfTable, PdfTable]:
    """Labels of whole groups of rows that the page's end cuts in two are whole in both parts."""
    for first in upper:
        for second in lower:
            alike = (first.column, first.column_span) == (second.column, second.column_span)
            if not alike or not first.text or not second.text or is_label(second.text):
                continue
            whole = f"{first.text}\n{second.text}"
            if first in above.cells and second in below.cells and is_label(whole):
                above, below = _with_text(above, first, whole), _with_text(below, second, whole)
    return above, below
