"""Blocks with their labels as clerks copy them, made by chance: parts of grids, wordings, gaps, strange rows and columns.

Each block knows for every place which cell of the form stands there, so that a figure that lands elsewhere is seen.
"""

from __future__ import annotations

import html
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import resources
from model.form import Block, Form, Grid
from model.label_text import is_remark
from model.label_wordings import load_wordings
from tests.rendering import Shape, disguise

WORDINGS = load_wordings(resources.path("labels.toml"))
STRANGE_ROWS = ("备注", "说明", "其中：网络申请", "同比增长", "合计数核对", "上年数")
STRANGE_COLUMNS = ("备注", "上年数", "同比", "占比", "序号")
STRANGE_REMARKS = (
    "（上年）",
    "（2019年）",
    "(2024)",
    "（同比）",
    "（占比）",
    "（%）",
    "%",
    "（增减）",
    "（含其他）",
    "（注销）",
    "（万）",
    "（合计）",
)
HARMLESS_REMARKS = ("（件）", "（本年度）", "（2025年）", "（单位：件）")
STRANGE_TITLES = ("示例县2019年统计表", "二〇二四年情况", "上年数", "单位：百件", "2024—2025年对比表")
NONE_SIGNS = ("—", "－", "/", "／", "无", "-")
NUMBERING_STYLES = ("form", "round", "circled", "half", "spaced", "none")
UNREADABLE = ("3件", "约5", "12 1", "2.5", "五")


class Spot(NamedTuple):
    """A cell of the copied table. cell: the form's cell whose figure it holds, "" for a label or something strange."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    cell: str = ""


@dataclass
class Copied:
    """One table. spots: its cells; height, width: its size; lengths: rows that end before or behind that width.

    parts: for each block its first row, its first row of figures, the row behind it and its first column of figures.
    """

    spots: list[Spot] = field(default_factory=list)
    height: int = 0
    width: int = 0
    lengths: dict[int, int] = field(default_factory=dict)
    parts: list[tuple[int, int, int, int]] = field(default_factory=list)

    def put(self, *spots: Spot) -> None:
        """Add cells."""
        for spot in spots:
            self.spots.append(spot)
            self.height = max(self.height, spot.row + spot.row_span)
            self.width = max(self.width, spot.column + spot.column_span)

    def text(self) -> str:
        """Tab-separated, merged cells as their text and empty cells."""
        rows = [[""] * self.lengths.get(row, self.width) for row in range(self.height)]
        for spot in self.spots:
            rows[spot.row][spot.column] = _quoted(spot.text)
        return "\r\n".join("\t".join(row) for row in rows) + "\r\n"

    def html(self) -> str:
        """As a table with spans; places without a cell are empty cells."""
        taken = {(s.row + r, s.column + c) for s in self.spots for r in range(s.row_span) for c in range(s.column_span)}
        ends = [self.lengths.get(row, self.width) for row in range(self.height)]
        blanks = [Spot("", r, c) for r, end in enumerate(ends) for c in range(end) if (r, c) not in taken]
        lines = []
        for row in range(self.height):
            begun = sorted((s for s in (*self.spots, *blanks) if s.row == row), key=lambda spot: spot.column)
            lines.append("<tr>" + "".join(map(_tag, begun)) + "</tr>")
        return f"<table border=1>{''.join(lines)}</table>"

    def cell_at(self, row: int, column: int) -> str:
        """The form's cell whose figure stands there."""
        return next((s.cell for s in self.spots if (s.row, s.column) == (row, column)), "")


def _quoted(text: str) -> str:
    """As spreadsheets write a cell that holds a line break or a quotation mark."""
    return '"' + text.replace('"', '""') + '"' if "\n" in text or '"' in text else text


def _tag(spot: Spot) -> str:
    spans = f" rowspan={spot.row_span}" * (spot.row_span > 1) + f" colspan={spot.column_span}" * (spot.column_span > 1)
    return f"<td{spans} style='mso-number-format:General'>{html.escape(spot.text) or '&nbsp;'}</td>"


@dataclass
class Manner:
    """How a block is copied, drawn by chance from the seed."""

    rng: random.Random
    labels: str = "merged"
    numbering: str = "form"
    quotes: str = "“”"
    variants: float = 0.0
    shuffled: bool = False
    uppers: bool = True
    corner: bool = True
    blanks: float = 0.0
    signs: float = 0.0
    odd: float = 0.0
    commas: float = 0.0
    remarks: float = 0.0

    @classmethod
    def drawn(cls, rng: random.Random) -> Manner:
        """By chance."""
        return cls(
            rng,
            labels=rng.choice(["merged", "merged", "blank", "repeated", "leaf"]),
            numbering=rng.choice(NUMBERING_STYLES),
            quotes=rng.choice(["“”", '""', "「」", ""]),
            variants=rng.choice([0.0, 0.2, 0.6]),
            shuffled=rng.random() < 0.3,
            uppers=rng.random() < 0.8,
            corner=rng.random() < 0.6,
            blanks=rng.choice([0.0, 0.1, 0.5]),
            signs=rng.choice([0.0, 0.1]),
            odd=rng.choice([0.0, 0.05]),
            commas=rng.choice([0.0, 0.5]),
        )

    def chance(self, share: float) -> bool:
        """True as often as this share says."""
        return self.rng.random() < share

    def label(self, text: str) -> str:
        """The label in one of the wordings that offices use."""
        if self.chance(self.variants) and WORDINGS.labels.get(text):
            text = self.rng.choice(WORDINGS.labels[text])
        shown = disguise(text, Shape(numbering=self.numbering, quotes=self.quotes))
        if self.remarks and not is_remark(text) and self.chance(self.remarks):
            return shown + self.rng.choice(STRANGE_REMARKS if self.chance(0.7) else HARMLESS_REMARKS)
        return shown.replace("公开", "公开\n", 1) if self.chance(self.variants / 4) else shown

    def figure(self, number: int) -> str:
        """What stands in a cell: mostly the number, written in some way."""
        if self.chance(self.blanks):
            return ""
        if self.chance(self.signs):
            return self.rng.choice(NONE_SIGNS)
        if self.chance(self.odd):
            return self.rng.choice(UNREADABLE)
        if self.chance(self.commas):
            return self.rng.choice([f"{number:,}", f" {number} ", str(number).translate(_WIDE)])
        return str(number)


_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def is_strange(label: str) -> bool:
    """Whether what stands behind the label makes other figures of those it covers."""
    return label.endswith(STRANGE_REMARKS)


def some(items: Sequence[int], rng: random.Random, shuffled: bool) -> list[int]:
    """All, a stretch or any of the items, at least one; out of order where that is wanted."""
    kind = rng.choice(["all", "all", "stretch", "any"])
    first = rng.randrange(len(items))
    chosen = list(items)
    if kind == "stretch":
        chosen = list(items[first : first + rng.randint(1, len(items))])
    elif kind == "any":
        chosen = [item for item in items if rng.random() < 0.6] or [items[first]]
    if shuffled:
        rng.shuffle(chosen)
    return chosen


def copied_block(form: Form, grid: Grid, index: int, manner: Manner, at: Copied | None = None) -> Copied:
    """A part of a block of a grid, below what was copied before it."""
    table = at or Copied()
    block, top, rng = grid.blocks[index], (at.height if at else 0), manner.rng
    start = top
    columns = some(range(len(block.columns)), rng, manner.shuffled and manner.uppers)
    rows = some(range(len(block.rows)), rng, manner.shuffled)
    if block.heading and rng.random() < 0.8:
        table.put(Spot(manner.label(block.heading), top, 0, 1, 1))
        top += 1
    levels = 0 if manner.labels == "leaf" and block.label_levels else block.label_levels
    left = max(levels, 1 if block.label_levels else 0)
    strange = rng.randrange(len(columns) + 1) if rng.random() < 0.15 else -1
    places = [left + i + (0 <= strange <= i) for i in range(len(columns))]
    body = top + _headings(table, block, columns, places, top, left, manner)
    if strange >= 0:
        table.put(Spot(rng.choice(STRANGE_COLUMNS), top, left + strange, body - top))
    extra = rng.randrange(len(rows) + 1) if rng.random() < 0.2 else -1
    lines = [body + i + (0 <= extra <= i) for i in range(len(rows))]
    table.parts.append((top, body, lines[-1] + 1, left))
    _labels(table, block, rows, lines, manner)
    for line, row in zip(lines, rows, strict=True):
        for place, column in zip(places, columns, strict=True):
            cell = grid.cell_id(index, row, column)
            number = 1001 + 7 * list(form.cells).index(cell)
            table.put(Spot(manner.figure(number), line, place, cell=cell))
        if strange >= 0:
            table.put(Spot(rng.choice(["", "5", "12.5%", "见附件"]), line, left + strange))
    if extra >= 0:
        table.put(Spot(rng.choice(STRANGE_ROWS), body + extra, 0))
        beside = [place for place in places if place and rng.random() < 0.7]
        table.put(*(Spot(str(rng.randint(1, 9)), body + extra, place) for place in beside))
    if manner.remarks:
        _forget_strange(table, block, (start, body), lines, left)
    return table


def _forget_strange(table: Copied, block: Block, heads: tuple[int, int], lines: Sequence[int], left: int) -> None:
    """The figures below and beside labels that say more than the form's are of no cell."""
    first, body = heads
    above = [s for s in table.spots if first <= s.row < body and is_strange(s.text)]
    everything = any(s.column == 0 and (block.label_levels or s.row < body - block.heading_levels) for s in above)
    columns = {s.column + i for s in above for i in range(s.column_span)}
    beside = {(s.row, s.column): s.text for s in table.spots if s.row in lines and s.column < left}
    rows: set[int] = set()
    groups: dict[int, str] = {}
    for line in sorted(lines):
        for level in range(left):
            # A group's label stands for the rows below it, as far as they have no other.
            if text := beside.get((line, level)):
                groups = {**{other: groups[other] for other in groups if other < level}, level: text}
        if any(map(is_strange, groups.values())):
            rows.add(line)
    table.spots = [
        s._replace(cell="") if s.cell and s.row in lines and (everything or s.row in rows or s.column in columns) else s
        for s in table.spots
    ]


def remarked_block(form: Form, seed: int) -> Copied:
    """A block by chance with remarks behind its labels, and titles above it that may speak of another year."""
    return drawn_block(form, seed, remarks=0.15)


def _headings(
    table: Copied, block: Block, columns: Sequence[int], places: Sequence[int], top: int, left: int, manner: Manner
) -> int:
    """The rows of headings; how many there are."""
    levels = block.heading_levels if manner.uppers else 1
    if left and manner.corner and block.corner:
        table.put(Spot(manner.label(block.corner), top, 0, levels, left))
    for level in range(levels):
        start = 0
        while start < len(columns):
            path = block.columns[columns[start]].path if manner.uppers else block.columns[columns[start]].path[-1:]
            stop = start + 1
            if len(path) > level + 1:
                while (
                    stop < len(columns)
                    and places[stop] == places[stop - 1] + 1
                    and block.columns[columns[stop]].path[: level + 1] == path[: level + 1]
                    and len(block.columns[columns[stop]].path) > level + 1
                ):
                    stop += 1
            if len(path) > level:
                down = 1 if len(path) > level + 1 else levels - level
                table.put(Spot(manner.label(path[level]), top + level, places[start], down, stop - start))
            start = stop
    return levels


def _labels(table: Copied, block: Block, rows: Sequence[int], lines: Sequence[int], manner: Manner) -> None:
    levels = block.label_levels
    for i, (line, row) in enumerate(zip(lines, rows, strict=True)):
        path = block.rows[row].path
        if manner.labels == "leaf" and path:
            table.put(Spot(manner.label(path[-1]), line, 0))
            continue
        for level, text in enumerate(path):
            last = level == len(path) - 1
            same = [
                other for other in range(len(rows)) if block.rows[rows[other]].path[: level + 1] == path[: level + 1]
            ]
            above = not last and i - 1 in same and lines[i] == lines[i - 1] + 1
            if above and manner.labels != "repeated":
                continue
            height = 1
            if manner.labels == "merged" and not last:
                while i + height in same and lines[i + height] == line + height:
                    height += 1
            table.put(Spot(manner.label(text), line, level, height, levels - level if last else 1))


def drawn_block(form: Form, seed: int, remarks: float = 0.0) -> Copied:
    """A block by chance: a part of one block, of a whole grid, or of all grids one below the other."""
    rng = random.Random(seed)
    manner = Manner.drawn(rng)
    manner.remarks = remarks
    grids = list(form.grids) if rng.random() < 0.15 else [rng.choice(form.grids)]
    table: Copied | None = None
    if rng.random() < 0.2:
        table = Copied()
        titles = ["单位：件", "附表", "示例县2025年统计表"]
        table.put(Spot(rng.choice([*titles, *STRANGE_TITLES] if remarks else titles), 0, 0))
    for grid in grids:
        indexes = range(len(grid.blocks)) if len(grids) > 1 or rng.random() < 0.5 else [rng.randrange(len(grid.blocks))]
        for index in indexes:
            table = copied_block(form, grid, index, manner, table)
    assert table is not None
    if remarks and table.spots[0].text in STRANGE_TITLES:
        table.spots = [spot._replace(cell="") for spot in table.spots]
    return table


def push(table: Copied, row: int, column: int, by: int) -> None:
    """Move what stands in the row from this column on; to the left over a cell, which is lost."""
    if by < 0:
        table.spots = [s for s in table.spots if s.row != row or not column + by <= s.column < column]
    table.spots = [s._replace(column=s.column + by) if s.row == row and s.column >= column else s for s in table.spots]
    table.lengths[row] = table.lengths.get(row, table.width) + by


def askew_block(form: Form, seed: int) -> Copied:
    """A block by chance in which headings begin too far right, and rows lost a cell or have a blank one too many."""
    rng = random.Random(seed)
    table = drawn_block(form, seed)
    shape = rng.choice(["headings", "missing", "extra", "mixed"])
    filled_up = shape == "headings" and rng.random() < 0.5
    for top, body, stop, left in table.parts:
        first = [s for s in table.spots if body <= s.row < stop and s.column == left and s.text.strip().isdigit()]
        if shape in ("headings", "mixed") and (not filled_up or first):
            by = rng.randint(1, 3)
            for row in range(top, body):
                push(table, row, left, by)
        for row in range(body, stop) if shape != "headings" else ():
            figures = [s.column for s in table.spots if s.row == row and s.column >= left]
            kind = rng.choice(["missing", "extra", "whole"]) if shape == "mixed" else rng.choice([shape, "whole"])
            if kind == "missing" and figures:
                push(table, row, rng.choice(figures) + 1, -1)
            elif kind == "extra":
                push(table, row, left, rng.randint(1, 2))
    # What a program fills up is as long as the longest row; else every row keeps its own length.
    kept = {row: table.lengths.get(row, table.width) for row in range(table.height)}
    table.width = max(kept.values())
    table.lengths = {} if filled_up else kept
    return table
