"""How a form's grids are set on paper, in a workbook and in the window: measures, as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from model.form import Column, Form, Grid, Row
from model.records import NamedTuple
from model.toml_table import Table, read_table

PAGE_TWIPS = 8844
"""The text block's width in twentieths of a point: 156 mm (GB/T 9704—2012)."""

USUAL, LARGE = 10.5, 12.0
"""Points of the text in the grids on paper: 五号, 小四号."""

PAGE_PIXELS = 643
"""A worksheet's printed width in pixels: 170 mm."""


_LARGE = "word_12"


class PaperGrid(NamedTuple):
    """A grid in Word (twips) or Excel (pixels wide, points high).

    labels, columns: widths of the print columns. block_heading: height of a block's own heading.
    headings: heights of the heading rows. rows: heights of rows with labels of one, two, … lines.
    vertical_label: the outermost label column is written from top to bottom. new_page: the heading
    starts a page. ruled_rows: ids of rows with a stronger rule above. split_before: ids of rows, the best
    first, before which a grid too high for a page is parted into two tables.
    """

    labels: tuple[int, ...]
    columns: tuple[int, ...]
    block_heading: float
    headings: tuple[float, ...]
    rows: tuple[float, ...]
    labels_centred: bool = False
    figures_centred: bool = False
    vertical_label: bool = False
    new_page: bool = False
    ruled_rows: tuple[str, ...] = ()
    split_before: tuple[str, ...] = ()
    number_format: str = "0"
    freeze: str = ""

    def width(self, column: int, span: int) -> int:
        """How wide so many print columns are together, from this one on, those of the labels counted first."""
        return sum((*self.labels, *self.columns)[column : column + span])


LAST_YEAR_PLACES = ("left", "beside", "below")


class WindowGrid(NamedTuple):
    """A grid in the window, in device-independent pixels at a base font of 12.

    labels: widths of the label columns; the last may shrink to least_label. width: of the whole
    grid, 0 for all there is. row, least_row: the highest and lowest row. column: least width.
    large: labels and figures one size up. strong_rows, strong_columns: ids with a strong edge behind.
    last_year: where last year's figure stands in a cell: at its left, before this year's, or below it.
    """

    labels: tuple[int, ...]
    least_label: int
    width: int
    block_heading: int
    headings: tuple[int, ...]
    least_heading: int
    row: int
    least_row: int
    column: int
    large: bool = False
    vertical_label: bool = False
    strong_rows: tuple[str, ...] = ()
    strong_columns: tuple[str, ...] = ()
    last_year: str = "left"


class Layout(NamedTuple):
    """The measures of all grids of a form, by grid id, and where labels break.

    word: with text of table_size points; large: the same with text of LARGE points.
    """

    word: Mapping[str, PaperGrid]
    excel: Mapping[str, PaperGrid]
    window: Mapping[str, WindowGrid]
    breaks: Mapping[str, tuple[str, ...]]
    large: Mapping[str, PaperGrid]
    large_breaks: Mapping[str, tuple[str, ...]]
    table_size: float = USUAL

    def sized(self, points: float) -> Layout:
        """The layout for grids with text of this size, USUAL or LARGE."""
        if points != LARGE:
            return self
        return self._replace(word=self.large, breaks=self.large_breaks, table_size=points)

    def pieces(self, label: str) -> tuple[str, ...]:
        """The label's printed lines; one for a label without a break."""
        return self.breaks.get(label, (label,))


def load_layout(folder: Path, form: Form) -> Layout:
    """The layout in the folder's layout.toml; a missing file or grid gets measures from its labels.

    Raises FormError that names file and key.
    """
    file = folder / "layout.toml"
    top = read_table(file) if file.exists() else Table(file, "", {})
    lines = top.words("line_breaks", [])
    large_lines = [*lines, *top.words("line_breaks_12", [])]
    parts: dict[str, dict[str, Any]] = {"word": {}, _LARGE: {}, "excel": {}, "window": {}}
    for medium, grids in parts.items():
        data = top.get(medium, dict, {})
        if medium == _LARGE:
            data = _over(top.get("word", dict, {}), data)
        for name in data:
            if name not in {grid.id for grid in form.grids}:
                top.fail(f"没有表“{name}”", medium)
        for grid in form.grids:
            table = Table(file, f"{medium}.{grid.id}", data.get(grid.id, {}))
            grids[grid.id] = _window(table, grid) if medium == "window" else _paper(table, grid, medium)
            table.finish()
    top.finish()
    breaks, large_breaks = _breaks(lines), _breaks(large_lines)
    for label in large_breaks.keys() - _labels(form):
        top.fail(f"没有名称“{label}”", "line_breaks" if label in breaks else "line_breaks_12")
    return Layout(parts["word"], parts["excel"], parts["window"], breaks, parts[_LARGE], large_breaks)


def _breaks(lines: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Labels → their printed lines; the last that is said of a label holds."""
    return {line.replace("|", ""): tuple(line.split("|")) for line in lines}


def _over(usual: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of both with the keys of both, `own` going before `usual`; what is no table is left to be refused."""
    return {
        name: {**usual.get(name, {}), **own.get(name, {})} if isinstance(own.get(name, {}), dict) else own[name]
        for name in {**usual, **own}
    }


def _paper(table: Table, grid: Grid, medium: str) -> PaperGrid:
    labels, columns = grid.label_levels, _print_columns(grid)
    levels = max(block.heading_levels for block in grid.blocks)
    scale = 1.0 if medium == "excel" else 20.0
    page = PAGE_PIXELS if medium == "excel" else PAGE_TWIPS
    label_share = int(page * min(0.5, 0.16 * labels)) // labels if labels else 0
    column_share = (page - label_share * labels) // columns
    return PaperGrid(
        _measures(table, "labels", [label_share] * labels, labels),
        _measures(table, "columns", [column_share] * columns, columns),
        table.data.get("block_heading", 21 * scale) if _read(table, "block_heading") else 0,
        _measures(table, "headings", [21 * scale] * (levels - 1) + [45 * scale], levels),
        _measures(table, "rows", [21 * scale, 34 * scale, 47 * scale, 60 * scale], None),
        table.get("labels_centred", bool, False),
        table.get("figures_centred", bool, False),
        table.get("vertical_label", bool, False),
        table.get("new_page", bool, False),
        _known(table, "ruled_rows", (row for block in grid.blocks for row in block.rows)),
        _known(table, "split_before", (row for block in grid.blocks for row in block.rows)),
        table.get("number_format", str, "0"),
        table.get("freeze", str, ""),
    )


def _window(table: Table, grid: Grid) -> WindowGrid:
    labels = grid.label_levels
    levels = max(block.heading_levels for block in grid.blocks)
    widths = _measures(table, "labels", [120] * labels, labels)
    return WindowGrid(
        tuple(int(width) for width in widths),
        table.get("least_label", int, int(widths[-1]) if widths else 0),
        table.get("width", int, 0),
        table.get("block_heading", int, 29),
        tuple(int(height) for height in _measures(table, "headings", [26] * levels, levels)),
        table.get("least_heading", int, 20),
        table.get("row", int, 30),
        table.get("least_row", int, 20),
        table.get("column", int, 60),
        table.get("large", bool, False),
        table.get("vertical_label", bool, False),
        _known(table, "strong_rows", (row for block in grid.blocks for row in block.rows)),
        _known(table, "strong_columns", (column for block in grid.blocks for column in block.columns)),
        _one_of(table, "last_year", LAST_YEAR_PLACES),
    )


def _one_of(table: Table, key: str, words: tuple[str, ...]) -> str:
    """One of these words, the first when it is left out."""
    word: str = table.get(key, str, words[0])
    if word not in words:
        table.fail(f"应为 {'、'.join(words)} 之一", key)
    return word


def _labels(form: Form) -> set[str]:
    """All that the form's grids print."""
    labels: set[str] = set()
    for grid in form.grids:
        for block in grid.blocks:
            labels.update((block.heading, block.corner))
            for row in block.rows:
                labels.update(row.path)
            for column in block.columns:
                labels.update(column.path)
    return labels


def _known(table: Table, key: str, lines: Iterable[Row | Column]) -> tuple[str, ...]:
    """Ids of rows or columns, which must be there."""
    ids = {line.id for line in lines}
    named = table.words(key, [])
    for name in named:
        if name not in ids:
            table.fail(f"没有“{name}”", key)
    return named


def _print_columns(grid: Grid) -> int:
    return sum(column.span for column in grid.blocks[0].columns)


def _read(table: Table, key: str) -> bool:
    table.read.add(key)
    return True


def _measures(table: Table, key: str, default: list[float], count: int | None) -> tuple[Any, ...]:
    """A list of sizes; count None takes any number of them but none."""
    values = table.get(key, list, default)
    if not all(isinstance(value, (int, float)) and value > 0 for value in values):
        table.fail("应是大于0的数的列表", key)
    if (count is not None and len(values) != count) or (count is None and not values):
        table.fail(f"应有 {'至少 1' if count is None else count} 个数", key)
    return tuple(values)
