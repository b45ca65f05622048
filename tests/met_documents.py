"""Whole reports in the shapes in which offices publish them, made by chance: wordings, layouts, what lacks, what is too much.

Every figure is different, so that one read in a wrong cell is seen. What a shape leaves open (a misspelt label, a row of
several without its label) is marked: such a figure may be doubtful, and never wrong.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import resources
from importers.assemble import NOTHING_KNOWN
from importers.document import SourceDocument, Spot, report_in
from importers.result import READ, VARIANT, ImportResult
from importers.text import read_text
from model.form import Block, Form, Grid
from model.label_text import is_remark
from model.label_wordings import load_wordings
from model.source import SourceBlock, SourceParagraph, SourceTable
from tests.builders import FORMS, form_of
from tests.rendering import Shape, disguise

YEAR = 2023
UNIT = "示例县数据局"
WORDINGS = load_wordings(resources.path("labels.toml"))
HARMLESS = ("（件）", "（本年度）", f"（{YEAR}年）", "（单位：件）", f"（截至{YEAR}年12月31日）")
STRANGE_ROWS = ("备注", "其中：网络申请", "同比增长", "合计数核对", "上年数", "本级小计")
STRANGE_COLUMNS = ("备注", "上年数", "同比", "占比")
NONE_SIGNS = ("—", "/", "无", "－")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")

Cell = tuple[str, int, int]
"""Text, row span, column span."""


@dataclass
class Met:
    """A report as met. blocks: what a document holds; text: the same as text. truth: what each printed cell says.

    figures: those of them that are figures. open: cells whose place the shape leaves open.
    """

    form: Form
    blocks: list[SourceBlock] = field(default_factory=list)
    truth: dict[str, str] = field(default_factory=dict)
    figures: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)
    as_text: bool = False

    def read(self) -> ImportResult:
        """The report as the importers read it."""
        forms = tuple(map(form_of, FORMS)) if self.form.edition != "made_up" else (self.form,)
        forms = tuple(one for one in forms if one.edition != "made_up" or self.form.edition == "made_up")
        if self.as_text:
            return read_text(self.text(), "样本.txt", forms, WORDINGS)
        spots = tuple(
            Spot(0, int(isinstance(block, SourceTable)), number) for number, block in enumerate(self.blocks, 1)
        )
        return report_in(SourceDocument(tuple(self.blocks), spots), "样本.docx", forms, WORDINGS, NOTHING_KNOWN)

    def text(self) -> str:
        """A line a paragraph, a row a line with its cells parted by tabs."""
        lines: list[str] = []
        for block in self.blocks:
            if isinstance(block, SourceTable):
                width = max(cell.column + cell.column_span for row in block.rows for cell in row)
                for row in block.rows:
                    texts = [""] * width
                    for cell in row:
                        texts[cell.column] = "".join(cell.text.split())
                    lines.append("\t".join(texts))
            else:
                lines.append(block.text)
        return "\n".join(lines)

    def wrong(self, result: ImportResult) -> list[str]:
        """Cells into which another figure was read than the one printed for them."""
        report = result.report
        found = []
        for cell in self.form.cells:
            if result.cells[cell].how in (READ, VARIANT):
                value = report.stated(cell) if self.form.cells[cell].computed else report.value(cell)
                # A stated total that is what the figures add up to is not kept.
                value = report.value(cell) if value is None else value
                if cell not in self.figures or str(value) != self.truth[cell]:
                    found.append(f"{cell}: {value} instead of {self.truth.get(cell)!r}")
            elif report.value(cell) is not None and not self.form.cells[cell].computed:
                found.append(f"{cell}: {report.value(cell)} though {result.cells[cell].how}")
        return found

    def read_cells(self, result: ImportResult) -> tuple[int, int]:
        """How many of the figures whose place is not left open were read, and how many there are."""
        sure = self.figures - self.open
        return sum(result.cells[cell].how in (READ, VARIANT) for cell in sure), len(sure)


@dataclass
class Manner:
    """How one report is written. listed: only in ways that are known to be met, nothing spoilt and nothing strange."""

    rng: random.Random
    listed: bool
    numbering: str = "form"
    quotes: str = "“”"
    variants: float = 0.0
    labels: str = "merged"
    leaf: str = "span"
    corner: str = "whole"

    def chance(self, share: float) -> bool:
        """True as often as this share says."""
        return self.rng.random() < share

    def spoils(self, share: float) -> bool:
        """The same, never in a report that is written in known ways only."""
        return not self.listed and self.chance(share)

    def label(self, text: str) -> str:
        """The label in one of the wordings that offices use."""
        if self.chance(self.variants) and WORDINGS.labels.get(text):
            text = self.rng.choice(WORDINGS.labels[text])
        shown = disguise(text, Shape(numbering=self.numbering, quotes=self.quotes))
        if not is_remark(text) and len(text) > 2 and self.chance(self.variants / 4):
            shown += self.rng.choice(HARMLESS[:1] if self.chance(0.5) else HARMLESS)
        return shown

    def misspelt(self, text: str) -> str:
        """The label with a character too few."""
        at = self.rng.randrange(len(text))
        return text[:at] + text[at + 1 :]


def drawn(seed: int, *, listed: bool) -> Met:
    """A report by chance."""
    rng = random.Random(seed)
    met = Met(form_of(rng.choice(FORMS)), as_text=rng.random() < 0.25)
    manner = Manner(
        rng,
        listed,
        numbering=rng.choice(["form", "round", "circled", "half", "spaced", "none"]),
        quotes=rng.choice(["“”", '""', "「」", ""]),
        variants=rng.choice([0.0, 0.2, 0.6]),
        labels=rng.choice(["merged", "merged", "blank", "repeated", "leaf"]),
        leaf=rng.choice(["span", "bottom", "top"]),
        corner=rng.choice(["whole", "first", "parted", "none"]),
    )
    met.blocks.append(SourceParagraph(UNIT))
    met.blocks.append(SourceParagraph(f"{YEAR}年{_title_ends(met.form)}"))
    for section in met.form.sections:
        if section.heading:
            known = WORDINGS.headings.get(section.heading, ())
            text = rng.choice(known) if known and manner.chance(0.3) else section.heading
            met.blocks.append(SourceParagraph(text))
            met.blocks.append(SourceParagraph("本部分的文字说明。" if not section.grid or manner.chance(0.3) else ""))
        if section.grid:
            met.blocks.extend(_grid(met, met.form.grid(section.grid), manner))
    return met


def _title_ends(form: Form) -> str:
    return form.titles[0].lines[-1].replace("{year}年", "")


def _grid(met: Met, grid: Grid, manner: Manner) -> Iterator[SourceBlock]:
    parts = [part for number in range(len(grid.blocks)) for part in _block(met, grid, number, manner)]
    together = manner.chance(0.5) and len({_width(part) for part in parts}) == 1
    if together:
        parts = [[row for part in parts for row in part]]
    if manner.chance(0.15):
        parts[0].insert(0, [(grid.title, 1, _width(parts[0]))])
    unmerged = manner.chance(0.3) and manner.labels != "merged"
    for part in parts:
        table = SourceTable.from_rows(part)
        yield _unmerged(table) if unmerged else table


def _width(rows: Sequence[Sequence[Cell]]) -> int:
    table = SourceTable.from_rows(rows)
    return max(cell.column + cell.column_span for row in table.rows for cell in row)


def _unmerged(table: SourceTable) -> SourceTable:
    """Every covered place as a blank cell of its own."""
    width = max(cell.column + cell.column_span for row in table.rows for cell in row)
    texts = [[""] * width for _ in table.rows]
    for cell in (cell for row in table.rows for cell in row):
        texts[cell.row][cell.column] = cell.text
    return SourceTable.from_rows(texts)


def _block(met: Met, grid: Grid, number: int, manner: Manner) -> Iterator[list[list[Cell]]]:
    """The block as one table or torn into two."""
    block, rng = grid.blocks[number], manner.rng
    columns = list(range(len(block.columns)))
    if manner.chance(0.15):
        columns = [c for c in columns if not block.columns[c].sum_of] or columns
    if manner.spoils(0.1) and len(columns) > 1:
        columns.remove(rng.choice(columns))
    paths = _paths(block, columns, manner)
    levels = max(map(len, paths))
    label_columns = (1 if manner.labels == "leaf" else block.label_levels) if block.label_levels else 0
    strange = rng.randrange(len(columns) + 1) if manner.spoils(0.08) else -1
    spans = [block.columns[c].span for c in columns]
    head = _headings(met, grid, number, (columns, paths, spans), levels, label_columns, strange, manner)
    body = _rows(met, grid, number, columns, spans, label_columns, strange, manner)
    if block.heading and manner.chance(0.85):
        width = label_columns + sum(spans) + (strange >= 0)
        head.insert(0, [(manner.label(block.heading), 1, width)])
    cut = rng.randrange(1, len(body)) if len(body) > 2 and manner.chance(0.3) else len(body)
    first, rest = _torn(body, cut)
    yield [*head, *first]
    if rest:
        yield [*head, *rest] if manner.chance(0.5) else rest


def _torn(body: list[list[Cell]], cut: int) -> tuple[list[list[Cell]], list[list[Cell]]]:
    """The rows in two tables; a label over rows of both stands in both."""
    reaching: list[Cell] = []
    for number, row in enumerate(body[:cut]):
        for place, (text, high, wide) in enumerate(row):
            if number + high > cut:
                reaching.append((text, high - (cut - number), wide))
                row[place] = (text, cut - number, wide)
    rest = body[cut:]
    return body[:cut], [[*reaching, *rest[0]], *rest[1:]] if rest else []


def _paths(block: Block, columns: Sequence[int], manner: Manner) -> list[tuple[str, ...]]:
    """The headings above each column: all levels, without the outermost, or without the middle one."""
    paths = [block.columns[c].path for c in columns]
    kind = manner.rng.choice(["all", "all", "all", "no_top", "no_middle"])
    whole = len(columns) == len(block.columns)
    if kind == "no_top" and all(len(path) > 1 for path in paths):
        shorter = [path[1:] for path in paths]
        return shorter if len(set(shorter)) == len(shorter) else paths
    if kind == "no_middle":
        shorter = [(path[0], path[-1]) if len(path) > 2 else path for path in paths]
        # Headings that stand twice below one another's group are read in the form's order, if all of them are there.
        return shorter if len(set(shorter)) == len(shorter) or whole else paths
    return paths


def _headings(met, grid, number, drawn_columns, levels, label_columns, strange, manner) -> list[list[Cell]]:
    block = grid.blocks[number]
    columns, paths, spans = drawn_columns
    placed: list[list[tuple[int, Cell]]] = [[] for _ in range(levels)]
    for level in range(levels):
        start = 0
        while start < len(paths):
            stop = start + 1
            path = paths[start]
            if len(path) > level + 1:
                while stop < len(paths) and stop != strange and len(paths[stop]) > level + 1:
                    if paths[stop][: level + 1] != path[: level + 1]:
                        break
                    if len(paths[stop]) == 2 and paths[stop] in paths[start:stop]:
                        break
                    stop += 1
                placed[level].append((start, (manner.label(path[level]), 1, sum(spans[start:stop]))))
            elif len(path) == level + 1:
                text = manner.label(path[level])
                if manner.spoils(0.02) and len(text) > 3:
                    text = manner.misspelt(text)
                    met.open.update(grid.cell_id(number, row, columns[start]) for row in range(len(block.rows)))
                _put_leaf(placed, (level, start), text, spans[start], manner)
            start = stop
    if strange >= 0:
        placed[0].append((strange, (manner.rng.choice(STRANGE_COLUMNS), levels, 1)))
    rows = [[cell for _, cell in sorted(row, key=lambda item: item[0])] for row in placed]
    if strange >= 0:
        # In front of the heading that begins at the same column.
        at = [start for start, _ in placed[0][:-1]]
        head = [cell for _, cell in placed[0][:-1]]
        rows[0] = [*head[: sum(s < strange for s in at)], placed[0][-1][1], *head[sum(s < strange for s in at) :]]
    if label_columns:
        _put_corner(rows, manner.label(block.corner) if block.corner else "", label_columns, manner)
    return rows


def _put_corner(rows: list[list[Cell]], text: str, label_columns: int, manner: Manner) -> None:
    levels = len(rows)
    if manner.corner == "whole" or levels == 1:
        rows[0].insert(0, (text, levels, label_columns))
    elif manner.corner == "none":
        rows[0].insert(0, ("", levels, label_columns))
    else:
        pieces = [text, *[""] * (levels - 1)] if manner.corner == "first" else _pieces(text, levels)
        for row, piece in zip(rows, pieces, strict=True):
            row.insert(0, (piece, 1, label_columns))


def _pieces(text: str, count: int) -> list[str]:
    step = -(-len(text) // count)
    if step < 6:
        return [text, *[""] * (count - 1)]
    return [text[i * step : (i + 1) * step] for i in range(count)]


def _put_leaf(placed: list[list[tuple[int, Cell]]], at: tuple[int, int], text: str, span: int, manner: Manner) -> None:
    level, start = at
    high = len(placed) - level
    if manner.leaf == "span" or high == 1:
        placed[level].append((start, (text, high, span)))
        return
    for step in range(high):
        shown = step == (high - 1 if manner.leaf == "bottom" else 0)
        placed[level + step].append((start, (text if shown else "", 1, span)))


def _rows(met, grid, number, columns, spans, label_columns, strange, manner) -> list[list[Cell]]:
    block, rng = grid.blocks[number], manner.rng
    rows = [row for row in range(len(block.rows)) if not manner.spoils(0.05)] or [0]
    one_row, unlabelled = _group(block, rows, manner)
    if one_row:
        rows = [row for row in rows if row not in one_row[1:]]
    body: list[list[Cell]] = []
    paths = [block.rows[row].path[:-1] if row in one_row else block.rows[row].path for row in rows]
    for place, row in enumerate(rows):
        labels = _labels(met, grid, number, (rows, paths, place), label_columns, row in unlabelled, manner)
        if row in one_row or row in unlabelled:
            group = one_row if row in one_row else unlabelled
            met.open.update(grid.cell_id(number, other, column) for other in group for column in columns)
        line = [*labels]
        for position, column in enumerate(columns):
            if position == strange:
                line.append((rng.choice(["", "5", "12.5%", "见附件"]), 1, 1))
            cell = grid.cell_id(number, row, column)
            group = [i for i, other in enumerate(block.rows) if other.path[:-1] == block.rows[row].path[:-1]]
            alike = [grid.cell_id(number, other, column) for other in group] if row in one_row else []
            line.append((_figure(met, cell, manner, alike), 1, spans[position]))
        if strange == len(columns):
            line.append((rng.choice(["", "5", "12.5%"]), 1, 1))
        body.append(line)
    if manner.spoils(0.1) and label_columns and manner.labels in ("leaf", "repeated"):
        width = len(columns) + (strange >= 0)
        wide = [1] * width if strange >= 0 else spans
        extra = [(rng.choice(STRANGE_ROWS), 1, label_columns), *((str(rng.randint(1, 9)), 1, span) for span in wide)]
        body.insert(rng.randrange(len(body) + 1), extra)
    return body


def _group(block: Block, rows: Sequence[int], manner: Manner) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The rows of a group that are printed as one, and those that stand without their own labels."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for row in rows:
        if len(block.rows[row].path) > 2:
            groups.setdefault(block.rows[row].path[:-1], []).append(row)
    whole = [tuple(members) for members in groups.values() if len(members) > 1]
    if not whole or not manner.chance(0.2):
        return (), ()
    chosen = manner.rng.choice(whole)
    return (chosen, ()) if manner.chance(0.5) or manner.labels == "leaf" else ((), chosen)


def _labels(met, grid, number, place_in, label_columns, nameless, manner) -> list[Cell]:
    block = grid.blocks[number]
    rows, paths, place = place_in
    path = paths[place]
    cells: list[Cell] = []
    for level in range(len(path)) if label_columns else ():
        last = level == len(path) - 1
        if manner.labels == "leaf" and not last:
            continue
        text = manner.label(path[level]) if not (nameless and last) else ""
        if last and not nameless and manner.spoils(0.02) and len(text) > 3:
            text = manner.misspelt(text)
            met.open.update(grid.cell_id(number, rows[place], column) for column in range(len(block.columns)))
        wide = label_columns - level if last and manner.labels != "leaf" else 1
        above = place and paths[place - 1][: level + 1] == path[: level + 1] and not last
        if above and manner.labels in ("merged", "blank"):
            if manner.labels == "blank":
                cells.append(("", 1, wide))
            continue
        high = 1
        while manner.labels == "merged" and not last and place + high < len(rows):
            if paths[place + high][: level + 1] != path[: level + 1]:
                break
            high += 1
        cells.append((text, high, wide))
    return cells


def _figure(met: Met, cell: str, manner: Manner, alike: Sequence[str]) -> str:
    """What is printed in a cell. alike: the cells for which it stands together, if it does: a zero is one for each."""
    kind = met.form.cells[cell].kind
    number = 1001 + 7 * list(met.form.cells).index(cell)
    if manner.chance(0.03):
        return ""
    if manner.chance(0.03):
        return manner.rng.choice(NONE_SIGNS)
    if manner.chance(0.15):
        met.truth.update(dict.fromkeys(alike or [cell], "0"))
        met.figures.update(alike or [cell])
        return "0"
    if alike:
        return str(number)
    text = str(number) if kind.whole else f"{number}.5"
    met.truth[cell] = f"-{text}" if kind.signed and number % 2 else text
    met.figures.add(cell)
    if kind.signed and number % 2:
        return f"{manner.rng.choice('-减－')}{text}"
    shape = manner.rng.choice(["plain"] * 5 + ["wide", "grouped", "spaced", "counted"])
    if shape == "wide":
        return text.translate(WIDE)
    if shape == "grouped" and kind.whole:
        return f"{number:,}"
    if shape == "counted" and kind.whole and not kind.units:
        return f"{text}{manner.rng.choice(['件', '项', '宗'])}"
    return f" {text} " if shape == "spaced" else text
