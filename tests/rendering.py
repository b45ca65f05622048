"""Grids of a form written out in the many shapes in which documents have them, for the tests of label matching.

Every figure is different, so that one that lands in a wrong cell is seen.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from model.form import Block, Form, Grid
from model.source import SourceTable


class Heading(NamedTuple):
    """A heading in print: its text, the columns or rows of the block below it, its level and how many levels it takes."""

    text: str
    members: tuple[int, ...]
    level: int
    levels: int


@dataclass
class Shape:
    """How a grid is written out."""

    shuffled: bool = False
    missing: int = 0
    numbering: str = "form"
    quotes: str = "“”"
    block_headings: bool = True
    corner: bool = True
    repeated_labels: bool = False
    blanks: float = 0.0
    dropped_rows: float = 0.0
    tables: str = "one"
    spans: bool = True
    style: str = "marked"
    seed: int = 0
    rng: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)


class Written(NamedTuple):
    """A block written out. headings: rows of (text, rows, columns); body: label cells and figure cells of each row."""

    headings: list[list[tuple[str, int, int]]]
    labels: list[list[tuple[str, int, int] | None]]
    figures: list[list[tuple[str, int, int]]]
    levels: int


def figures_of(form: Form) -> dict[str, str]:
    """A figure for each cell, all different."""
    return {cell: str(1001 + 7 * i) for i, cell in enumerate(form.cells)}


def disguise(label: str, shape: Shape) -> str:
    """The label with the numbering and the quotation marks that offices use."""
    text = label.replace("“", shape.quotes[:1]).replace("”", shape.quotes[1:])
    swaps = {
        "round": [
            ("（一）", "(一)"),
            ("（二）", "(二)"),
            ("（三）", "(三)"),
            ("（五）", "(五)"),
            ("（七）", "(七)"),
            (".", "．"),
        ],
        "circled": [
            ("（一）", "㈠"),
            ("（二）", "㈡"),
            ("（三）", "㈢"),
            ("（四）", "㈣"),
            ("（六）", "㈥"),
            (".", "、"),
        ],
        "half": [("（一）", "一)"), ("（二）", "二）"), ("（三）", "三)"), ("（四）", "四）"), (".", "、")],
        "spaced": [("、", " 、 "), ("件数", " 件 数"), ("其他", "其 他"), ("总计", "总　计"), ("结果", "结果 ")],
    }
    if shape.numbering == "none":
        from model.label_text import numbering

        return text if text.startswith("（本列") or not numbering(text).style else _without_number(text)
    for old, new in swaps.get(shape.numbering, []):
        text = text.replace(old, new)
    return text


def _without_number(text: str) -> str:
    for mark in ("）", "、", "."):
        head, found, rest = text.partition(mark)
        if found and len(head) <= 3 and rest:
            return rest
    return text


def columns_in_print(block: Block, shape: Shape) -> tuple[list[int], list[list[Heading]]]:
    """The order of the columns and the heading rows, when some columns are left out and groups are shuffled."""
    keep = list(range(len(block.columns)))
    for _ in range(min(shape.missing, len(keep) - 1)):
        keep.remove(shape.rng.choice(keep))
    order = _shuffle([block.columns[i].path for i in keep], keep, shape) if shape.shuffled else keep
    levels = block.heading_levels
    rows: list[list[Heading]] = []
    for level in range(levels):
        row: list[Heading] = []
        for place, column in enumerate(order):
            path = block.columns[column].path
            if len(path) <= level:
                continue
            last = row[-1] if row else None
            same = last and len(path) > level + 1 and _prefix(block, order[last.members[0]], level) == path[: level + 1]
            if last and same and last.members[-1] == place - 1:
                row[-1] = last._replace(members=(*last.members, place))
            else:
                row.append(Heading(path[level], (place,), level, levels - level if len(path) == level + 1 else 1))
        rows.append(row)
    return order, rows


def _prefix(block: Block, column: int, level: int) -> tuple[str, ...]:
    return block.columns[column].path[: level + 1]


def _shuffle(paths: Sequence[tuple[str, ...]], columns: Sequence[int], shape: Shape, level: int = 0) -> list[int]:
    groups: dict[tuple[str, ...], list[int]] = {}
    by_column = dict(zip(columns, paths, strict=True))
    for column, path in by_column.items():
        groups.setdefault(path[: level + 1], []).append(column)
    parts = [
        members if len(members) == 1 else _shuffle([by_column[c] for c in members], members, shape, level + 1)
        for members in groups.values()
    ]
    shape.rng.shuffle(parts)
    return [column for part in parts for column in part]


def write_block(grid: Grid, index: int, figures: dict[str, str], shape: Shape) -> Written:
    """The block's headings, labels and figures, with spans."""
    block = grid.blocks[index]
    order, heading_rows = columns_in_print(block, shape)
    spans = [block.columns[column].span for column in order]
    starts = [sum(spans[:i]) for i in range(len(spans))]
    levels = block.label_levels
    headings: list[list[tuple[str, int, int]]] = []
    for level, row in enumerate(heading_rows):
        cells = [(disguise(h.text, shape), h.levels, sum(spans[m] for m in h.members)) for h in row]
        if level == 0 and levels:
            cells.insert(0, (block.corner if shape.corner else "", len(heading_rows), levels))
        headings.append(cells)
    rows = [r for r in range(len(block.rows)) if shape.rng.random() >= shape.dropped_rows] or [0]
    labels = _labels(block, rows, shape)
    body = []
    for row in rows:
        line = []
        for place, column in enumerate(order):
            text = figures[grid.cell_id(index, row, column)]
            blank = shape.rng.random() < shape.blanks
            line.append(("" if blank else text, 1, spans[place]))
        body.append(line)
    del starts
    return Written(headings, labels, body, levels)


def _labels(block: Block, rows: Sequence[int], shape: Shape) -> list[list[tuple[str, int, int] | None]]:
    levels = block.label_levels
    lines: list[list[tuple[str, int, int] | None]] = []
    for place, row in enumerate(rows):
        path = block.rows[row].path
        line: list[tuple[str, int, int] | None] = []
        for level, label in enumerate(path):
            last = level == len(path) - 1
            above = place and block.rows[rows[place - 1]].path[: level + 1] == path[: level + 1] and not last
            if above and not shape.repeated_labels:
                line.append(None)
                continue
            height = 1
            while not shape.repeated_labels and not last and place + height < len(rows):
                if block.rows[rows[place + height]].path[: level + 1] != path[: level + 1]:
                    break
                height += 1
            line.append((disguise(label, shape), height, levels - level if last else 1))
        lines.append(line)
    return lines


def tables_of(form: Form, figures: dict[str, str], shape: Shape) -> Iterator[SourceTable]:
    """All grids as tables: shape.tables says whether in one each, a block each, or torn into several."""
    for grid in form.grids:
        parts: list[list[list[str | tuple[str, int, int]]]] = []
        for index in range(len(grid.blocks)):
            parts.extend(_parts(grid, index, figures, shape))
        if shape.tables in ("one", "blank_labels"):
            parts = [[row for part in parts for row in part]]
        for part in parts:
            yield SourceTable.from_rows(part if shape.spans else [[_text(cell) for cell in row] for row in part])


def _text(cell: str | tuple[str, int, int]) -> str:
    return cell if isinstance(cell, str) else cell[0]


def _parts(
    grid: Grid, index: int, figures: dict[str, str], shape: Shape
) -> list[list[list[str | tuple[str, int, int]]]]:
    block = grid.blocks[index]
    written = write_block(grid, index, figures, shape)
    width = written.levels + sum(cell[2] for cell in written.figures[0])
    head: list[list[str | tuple[str, int, int]]] = []
    if block.heading and shape.block_headings:
        head.append([(disguise(block.heading, shape), 1, width)])
    head.extend([*row] for row in written.headings)
    cuts = {len(written.figures)}
    if shape.tables in ("torn", "torn_repeated", "heading_apart") and len(written.figures) > 1:
        cuts |= {shape.rng.randrange(1, len(written.figures)) for _ in range(2)}
    parts, start = [], 0
    for stop in sorted(cuts):
        rows = [_body_row(written, place, start, stop, shape) for place in range(start, stop)]
        repeat = shape.tables == "torn_repeated" or start == 0
        if shape.tables == "heading_apart" and start == 0:
            parts.append(head)
            repeat = False
        parts.append([*head, *rows] if repeat else rows)
        start = stop
    return parts


def _body_row(written: Written, place: int, start: int, stop: int, shape: Shape) -> list[str | tuple[str, int, int]]:
    row: list[str | tuple[str, int, int]] = []
    for level, label in enumerate(written.labels[place]):
        if label is not None:
            row.append((label[0], min(label[1], stop - place) if shape.tables != "blank_labels" else 1, label[2]))
        elif shape.tables == "blank_labels":
            row.append("")
        elif place == start:
            left = next(p for p in range(place, -1, -1) if written.labels[p][level] is not None)
            height = written.labels[left][level][1] - (place - left)  # type: ignore[index]
            row.append((written.labels[left][level][0], min(height, stop - place), 1))  # type: ignore[index]
    return [*row, *written.figures[place]]


def lines_of_grid(grid: Grid, figures: dict[str, str], shape: Shape) -> list[str]:
    """A grid as lines of text; shape.style: marked (a tab before each cell), plain, gaps (empty lines between cells),
    rows (tabs between cells), spread (tabs, with a blank for every covered place), trimmed (the same without tabs at
    the end of lines), repeated (tabs, with the label again in every covered place) or spaced (blanks between cells).
    """
    lines: list[str] = []
    for index, block in enumerate(grid.blocks):
        written = write_block(grid, index, figures, shape)
        spread = shape.style in ("spread", "trimmed", "repeated")
        if block.heading and shape.block_headings:
            width = written.levels + sum(cell[2] for cell in written.figures[0])
            heading = disguise(block.heading, shape)
            lines.extend(["\t".join([heading] * width)] if shape.style == "repeated" else _line([heading], shape))
        if spread:
            rows = _spread(written, shape.style == "repeated")
            lines.extend(row.rstrip("\t") if shape.style == "trimmed" else row for row in rows)
            continue
        for row in written.headings:
            lines.extend(_line([cell[0] for cell in row], shape))
        for labels, cells in zip(written.labels, written.figures, strict=True):
            texts = [label[0] for label in labels if label is not None]
            lines.extend(_line([*texts, *(cell[0] for cell in cells)], shape))
    return lines


def _line(cells: Sequence[str], shape: Shape) -> list[str]:
    if shape.style == "rows":
        return ["\t".join(cells)]
    if shape.style == "spaced":
        return ["  ".join(cell.replace(" ", "") for cell in cells if cell)]
    if shape.style == "marked":
        return [*(f"\t{cell}" for cell in cells), ""]
    filled = [cell for cell in cells if cell]
    return [line for cell in filled for line in ((cell, "") if shape.style == "gaps" else (cell,))]


def _spread(written: Written, repeated: bool) -> list[str]:
    rows: list[list[tuple[str, int, int]]] = [*written.headings]
    for labels, cells in zip(written.labels, written.figures, strict=True):
        rows.append([*(label for label in labels if label is not None), *cells])
    table = SourceTable.from_rows(rows)
    width = max(cell.column + cell.column_span for row in table.rows for cell in row)
    texts = [[""] * width for _ in table.rows]
    for cell in (cell for row in table.rows for cell in row):
        again = repeated and not cell.text.isdigit()
        for row in range(cell.row, cell.row + cell.row_span if again else cell.row + 1):
            for column in range(cell.column, cell.column + cell.column_span if again else cell.column + 1):
                texts[row][column] = cell.text
    return ["\t".join(row) for row in texts]
