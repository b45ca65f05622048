"""The description of a form, as typed and immutable objects.

Grids, exporters, importers, audit and help read these; none holds a label or a coordinate of its own.
Source of the two editions: 国办公开办函〔2019〕60号 and 国办公开办函〔2021〕30号.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NoReturn

from model.records import NamedTuple
from model.unit_kinds import UnitKind


class NumberKind(NamedTuple):
    """How a figure of some cells is written.

    decimals: the most decimals allowed, 0 for whole numbers. unit: printed with the figure in
    messages. units: the units that a cell may carry, the first is the default; may be empty.
    """

    id: str
    whole: bool
    signed: bool
    decimals: int
    unit: str
    units: tuple[str, ...]


class Column(NamedTuple):
    """A column of figures. path: its headings, outermost first. span: how many print columns it takes.

    sum_of: ids of the columns that it adds up, empty for a column that is filled in.
    """

    id: str
    path: tuple[str, ...]
    short: str
    kind: NumberKind
    span: int
    sum_of: tuple[str, ...]


class Row(NamedTuple):
    """A row of figures. path: its labels, outermost first. sum_of: ids of the rows that it adds up."""

    id: str
    path: tuple[str, ...]
    short: str
    sum_of: tuple[str, ...]


class Block(NamedTuple):
    """Rows and columns with headings of their own; a grid is one block or several, one under another.

    heading: printed across the whole width, may be empty. corner: printed above the row labels.
    """

    heading: str
    corner: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def heading_levels(self) -> int:
        """How many rows the column headings take."""
        return max(len(column.path) for column in self.columns)

    @property
    def label_levels(self) -> int:
        """How many columns the row labels take."""
        return max(len(row.path) for row in self.rows)


class Cell(NamedTuple):
    """One cell for a figure: its place, and for a computed cell the ids of the cells that it adds up.

    block, row, column: indexes into the grid's blocks, the block's rows and columns.
    """

    id: str
    grid: str
    block: int
    row: int
    column: int
    kind: NumberKind
    parts: tuple[str, ...]

    @property
    def computed(self) -> bool:
        """Whether the figure is derived and never typed."""
        return bool(self.parts)


class Grid(NamedTuple):
    """A statutory table. name: 表二, 表三, 表四. sheet: the name of its worksheet."""

    id: str
    name: str
    title: str
    sheet: str
    note: str
    blocks: tuple[Block, ...]

    @property
    def label_levels(self) -> int:
        """How many columns the row labels take, the same in all blocks."""
        return max(block.label_levels for block in self.blocks)

    @property
    def width(self) -> int:
        """How many print columns the grid takes."""
        return self.label_levels + sum(column.span for column in self.blocks[0].columns)

    def cell_id(self, block: int, row: int, column: int) -> str:
        """The cell's id: grid, row and column id joined by points, empty ones left out."""
        rows, columns = self.blocks[block].rows, self.blocks[block].columns
        return join_id(self.id, rows[row].id, columns[column].id)


class Aspect(NamedTuple):
    """What a section has to speak of. words: it does where its name or one of these stands.

    unit_kinds: of these kinds of units only, empty for all.
    """

    name: str
    words: tuple[str, ...] = ()
    unit_kinds: tuple[str, ...] = ()


class Section(NamedTuple):
    """A numbered part of the report, or the opening paragraph (heading empty). grid: its grid's id or ""."""

    id: str
    heading: str
    short: str
    grid: str
    aspects: tuple[Aspect, ...]


class Title(NamedTuple):
    """A wording of the report's title; lines hold {unit} and {year}."""

    id: str
    lines: tuple[str, ...]


class Rule(NamedTuple):
    """A rule as the form's rules.toml gives it: a named kind and what that kind needs."""

    id: str
    kind: str
    severity: str
    options: tuple[tuple[str, Any], ...]

    def option(self, name: str, default: Any = "") -> Any:
        """The option's value as given in the data."""
        return dict(self.options).get(name, default)


class Relation(NamedTuple):
    """One arithmetic relation: the cells of `left` add up to the same as those of `right`.

    kind: "total" (right is the one computed cell) or "balance". instance: what tells it from the
    other relations of its rule. scope: the name of its row, column or group, as printed.
    """

    rule: str
    instance: str
    kind: str
    severity: str
    grid: str
    scope: str
    left: tuple[str, ...]
    right: tuple[str, ...]


def join_id(*parts: str) -> str:
    """Parts of a cell id joined by points, empty ones left out."""
    return ".".join(part for part in parts if part)


Counterparts = Mapping[str, Mapping[str, tuple[str, ...]]]


class Form:
    """A whole form of one edition. Immutable; can be pickled.

    counterparts: another edition → cell of this form → the cells there whose sum is the same figure; a cell
    that has none is left out. unit_kinds: the kinds of units that rules tell apart.
    """

    edition: str
    document: str
    years: tuple[int, int]
    titles: tuple[Title, ...]
    sections: tuple[Section, ...]
    grids: tuple[Grid, ...]
    rules: tuple[Rule, ...]
    relations: tuple[Relation, ...]
    cells: Mapping[str, Cell]
    inputs: tuple[str, ...]
    totals: tuple[str, ...]
    counterparts: Counterparts
    unit_kinds: tuple[UnitKind, ...]

    def __init__(
        self,
        *,
        edition: str,
        document: str,
        years: tuple[int, int],
        titles: tuple[Title, ...],
        sections: tuple[Section, ...],
        grids: tuple[Grid, ...],
        cells: tuple[Cell, ...],
        rules: tuple[Rule, ...],
        relations: tuple[Relation, ...],
        counterparts: Counterparts = MappingProxyType({}),
        unit_kinds: tuple[UnitKind, ...] = (),
    ) -> None:
        """Put the parts together; `totals` come in an order in which each follows its parts."""
        computed = {cell.id for cell in cells if cell.parts}
        totals = [cell for cell in cells if cell.parts]
        totals.sort(key=lambda cell: any(part in computed for part in cell.parts))
        values = {
            "edition": edition,
            "document": document,
            "years": years,
            "titles": titles,
            "sections": sections,
            "grids": grids,
            "rules": rules,
            "relations": relations,
            "counterparts": MappingProxyType(dict(counterparts)),
            "unit_kinds": unit_kinds,
            "cells": MappingProxyType({cell.id: cell for cell in cells}),
            "inputs": tuple(cell.id for cell in cells if not cell.parts),
            "totals": tuple(cell.id for cell in totals),
            "_sections": {section.id: section for section in sections},
            "_grids": {grid.id: grid for grid in grids},
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a form cannot be changed: {name}")

    def __reduce__(self) -> tuple[Any, ...]:
        names = ("edition", "document", "years", "titles", "sections", "grids", "rules", "relations", "unit_kinds")
        values = {name: getattr(self, name) for name in names}
        values["counterparts"] = {edition: dict(cells) for edition, cells in self.counterparts.items()}
        return _rebuild, ({**values, "cells": tuple(self.cells.values())},)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Form) and self.__reduce__()[1] == other.__reduce__()[1]

    def __hash__(self) -> int:
        return hash((self.edition, self.document))

    def section(self, section_id: str) -> Section:
        """The section with this id; KeyError when there is none."""
        found: Section = self._sections[section_id]  # type: ignore[attr-defined]
        return found

    def grid(self, grid_id: str) -> Grid:
        """The grid with this id; KeyError when there is none."""
        found: Grid = self._grids[grid_id]  # type: ignore[attr-defined]
        return found

    def section_of_grid(self, grid_id: str) -> Section:
        """The section in which the grid stands."""
        return next(section for section in self.sections if section.grid == grid_id)

    def row(self, cell_id: str) -> Row:
        """The row in which the cell stands."""
        cell = self.cells[cell_id]
        return self.grid(cell.grid).blocks[cell.block].rows[cell.row]

    def column(self, cell_id: str) -> Column:
        """The column in which the cell stands."""
        cell = self.cells[cell_id]
        return self.grid(cell.grid).blocks[cell.block].columns[cell.column]

    def label(self, cell_id: str) -> str:
        """The cell's name in full, as printed: grid, row labels, column headings, parted by ›."""
        cell = self.cells[cell_id]
        block = self.grid(cell.grid).blocks[cell.block]
        heading = (block.heading,) if block.heading else ()
        names = (*heading, *self.row(cell_id).path, *self.column(cell_id).path)
        return f"{self.grid(cell.grid).name} {'›'.join(names)}"

    def title_lines(self, title: str, unit: str, year: int) -> tuple[str, ...]:
        """The report's title, a line an item; an unknown wording gives the first."""
        wording = next((item for item in self.titles if item.id == title), self.titles[0])
        return tuple(line.replace("{unit}", unit).replace("{year}", str(year)) for line in wording.lines)


def _rebuild(values: dict[str, Any]) -> Form:
    return Form(**values)
