"""The collection form: which rows it asks for, the grids made of them alone, and the seal over what is locked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import sha256

from model.form import Block, Form, Grid, Row, join_id
from model.guidance import NO_GUIDANCE, CellGuidance, Guidance
from model.records import NamedTuple

UNIT, SECTION = "collection", "section"
"""A form of all rows for a unit, and one of some rows for a section of the own office."""

COVER_SHEET, GUIDANCE_SHEET = "填报信息", "填表说明"
COVER_LABELS = {
    "unit": "填报单位",
    "year": "年度",
    "section": "科室",
    "filler": "填表人",
    "leader": "负责人",
    "phone": "联系电话",
    "date": "填表日期",
}
"""What stands before the cells of the first page, by their names."""

_CORNER = "项目"
"""Over the labels of chosen rows: what the form prints there may speak of rows that are not among them."""

_SEAL_CHARACTERS = 16
_SHEET_PREFIX = re.compile(r"(?:'(?:[^']|'')+'|[^\s'!(),=&+\-*/<>\":;]+)!")
_ADDRESS = re.compile(r"\$?[A-Z]{1,3}\$?[0-9]{1,7}")
_WHITE = re.compile(r"\s+")


class Order(NamedTuple):
    """What a collection form asks for. unit "" and year 0: to be filled in by whoever gets it.

    section: the section's name, "" for a form of kind UNIT. rows: ids as `row_ids` gives them.
    """

    kind: str
    form: Form
    unit: str
    year: int
    section: str
    rows: tuple[str, ...]


class RowName(NamedTuple):
    """A row that can be asked for: its id and its label with those around it."""

    id: str
    grid: str
    label: str


def row_ids(form: Form) -> tuple[RowName, ...]:
    """All rows that are filled in, in the form's order; sums of rows come along by themselves."""
    found = []
    for grid in form.grids:
        for block in grid.blocks:
            for row in block.rows:
                if not row.sum_of:
                    heading = (block.heading,) if block.heading else ()
                    found.append(
                        RowName(join_id(grid.id, row.id), grid.id, "›".join((*heading, *row.path)) or grid.title)
                    )
    return tuple(found)


def chosen_grids(form: Form, rows: Collection[str]) -> tuple[Grid, ...]:
    """The form's grids with these rows alone; a row of sums stays where all its parts do. Grids without rows go."""
    grids = []
    for grid in form.grids:
        blocks = tuple(
            block._replace(rows=kept, corner=block.corner if len(kept) == len(block.rows) else _CORNER)
            for block in grid.blocks
            if (kept := tuple(_kept(grid, block, rows)))
        )
        if blocks:
            grids.append(grid._replace(blocks=blocks))
    return tuple(grids)


def _kept(grid: Grid, block: Block, rows: Collection[str]) -> Iterator[Row]:
    for row in block.rows:
        wanted = row.sum_of or (row.id,)
        if all(join_id(grid.id, part) in rows for part in wanted):
            yield row


def cells_of(grids: Iterable[Grid]) -> tuple[str, ...]:
    """The ids of the cells of such grids."""
    return tuple(
        grid.cell_id(number, row, column)
        for grid in grids
        for number, block in enumerate(grid.blocks)
        for row in range(len(block.rows))
        for column in range(len(block.columns))
    )


def row_guidance(guidance: Guidance, grid: Grid, row: Row) -> CellGuidance:
    """What the row counts; of a row without a label what belongs into its section."""
    found = guidance.rows.get(join_id(grid.id, row.id), NO_GUIDANCE)
    if found.text:
        return found
    return guidance.section(guidance.form.section_of_grid(grid.id).id)


def shortened(text: str, most: int) -> str:
    """The text, or as many of its sentences as fit; never torn, so a single sentence that is too long gives ""."""
    text = text.strip()
    while len(text) > most:
        ends = [text.rfind(mark, 0, -1) for mark in "。！？\n"]
        cut = max(ends)
        if cut < 0:
            return ""
        text = text[: cut + 1].strip()
    return text


def seal(identity: Sequence[str], content: Iterable[str]) -> str:
    """What tells that neither what the form says of itself nor its locked cells were changed.

    content: texts and formulas, formulas with their equals sign, in reading order. It stays the same when rows are
    put in, sheets renamed, or the file is written anew by another program.
    """
    lines = [*identity, *map(settled, content)]
    return sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:_SEAL_CHARACTERS]


def settled(content: str) -> str:
    """A text without white space; a formula without the names of sheets and the places that it reads."""
    if content.startswith("="):
        content = _ADDRESS.sub("@", _SHEET_PREFIX.sub("", content))
    return _WHITE.sub("", content)
