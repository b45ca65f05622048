"""From what stands on the clipboard to the plan of a paste, when it is a block that brings its labels along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import resources
from importers.html_blocks import HtmlClip, read_html, rows_of_table
from importers.tab_text import Rows, has_words, is_word, split_text
from model.form import Form
from model.label_catalogue import Catalogue
from model.label_edition import recognise_edition
from model.label_headings import HeadingReader
from model.label_wordings import Wordings, load_wordings
from model.labels import Placement, place
from model.paste_plan import OPEN, PastePlan, grids_of, plan_paste
from model.records import NamedTuple
from model.report import Report
from model.source import SourceBlock, SourceParagraph, SourceTable
from workflows.forms import editions, form
from workflows.rules_by_kind import always_none

MOST_LINES = 60
"""No grid with its headings has so many rows; more lines that are no table are a whole report."""

_MOST_CELLS = 20_000


class Refused(Exception):
    """Nothing of the block can be pasted; the message says why and what to do."""


class Clip(NamedTuple):
    """A block with labels. grid: the id of the one that the clerk looks at. rows, columns: the size of what was read.

    program: the one that it was copied in, "" when that is not known. other_edition: the edition of the form that the block's labels belong to, where that is not the report's.
    """

    plan: PastePlan
    catalogue: Catalogue
    grid: str
    rows: int
    columns: int
    program: str = ""
    other_edition: str = ""


def read_clip(report: Report, grid: str, text: str, html: str) -> Clip | None:
    """The plan for the block, read as text and as HTML, whichever places more; None when it brings no labels.

    grid: the id of the one that the clerk looks at, for labels that several have. Raises Refused.
    """
    rows, clip = split_text(text), read_html(html)
    if not has_words(rows) and not any(_has_words_of(block) for block in clip.blocks):
        return None
    wordings = load_wordings(resources.path("labels.toml"))
    catalogue = Catalogue(report.form, wordings, (report.year,) if report.year else ())
    tables = [block for block in clip.blocks if isinstance(block, SourceTable)]
    brings = any(_brings_labels(catalogue, one) for one in (rows, *map(rows_of_table, tables)))
    if not _is_table(rows) and not (tables and brings):
        raise Refused("剪贴板里像是整篇报告；请用“文件→粘贴整篇报告”，或只复制表里的数字")
    if not brings:
        return None
    reader = _Reader(report, grid, catalogue, wordings)
    found = reader.best([_as_table(reader, rows) if _is_table(rows) else (), clip.blocks if tables else ()])
    if found is None:
        raise Refused(_nothing_placed(reader.reason))
    plan, blocks = found
    other = _other_edition(report.form, clip, rows, wordings) if plan.lost else ""
    return Clip(plan, catalogue, grid, *_size(blocks), clip.program, other)


class _Reader:
    def __init__(self, report: Report, grid: str, catalogue: Catalogue, wordings: Wordings) -> None:
        self._report = report
        self._grid = grid
        self._catalogue = catalogue
        self._wordings = wordings
        self._none = _surely_none(report)
        self._headings = HeadingReader(report.form, wordings, self.is_label)
        self.reason = ""
        """Why no figure has a place, in Chinese; "" when nothing can be said of that."""

    def is_label(self, text: str) -> bool:
        """Whether the text is a label of some grid."""
        return self._catalogue.match(text) is not None

    def is_heading(self, text: str) -> bool:
        """Whether the text is a section's heading with its number."""
        return not self.is_label(text) and self._headings.is_entry(text)

    def best(self, readings: Iterable[Sequence[SourceBlock]]) -> tuple[PastePlan, Sequence[SourceBlock]] | None:
        """The plan that places most of the figures, and what was read; None when no figure has a place."""
        plans = [(self._plan(blocks), blocks) for blocks in readings if blocks]
        placed = [found for found in plans if found[0].placed]
        if not placed:
            reasons = (item.reason for plan, _ in plans for item in plan.items if item.kind == OPEN and item.reason)
            self.reason = next(reasons, "")
        return max(placed, key=lambda found: (found[0].certain, -len(found[0].lost)), default=None)

    def _plan(self, blocks: Sequence[SourceBlock]) -> PastePlan:
        """As it stands; where labels of several grids are met that way, as one of the grid that is looked at."""
        alone = plan_paste(self._report, self._place(blocks), self._none)
        if len(grids_of(self._report.form, alone)) <= 1 and not _ambiguous(self._report.form, alone):
            return alone
        if any(not isinstance(block, SourceTable) and self.is_heading(block.text) for block in blocks):
            return alone
        heading = SourceParagraph(self._report.form.section_of_grid(self._grid).heading)
        here = plan_paste(self._report, self._place((heading, *blocks)), self._none)
        return max((alone, here), key=lambda plan: plan.certain)

    def _place(self, blocks: Sequence[SourceBlock]) -> Placement:
        """The placement, with tables counted by themselves in place of all blocks."""
        found = place(self._report.form, blocks, self._wordings, strict=True, year=self._report.year)
        tables = [number for number, block in enumerate(blocks) if isinstance(block, SourceTable)]
        order = {number: i for i, number in enumerate(tables)}
        figures = (one._replace(place=(order.get(one.place[0], 0), *one.place[1:])) for one in found.figures)
        unplaced = (one._replace(place=(order.get(one.place[0], 0), *one.place[1:])) for one in found.unplaced)
        return found._replace(figures=tuple(figures), unplaced=tuple(unplaced))


def _nothing_placed(reason: str) -> str:
    """What the clerk is told of a block of which no figure has a place. reason: why, where that is known."""
    why = f"（{reason}）" if reason else ""
    return (
        f"看不出每个数属于哪一格{why}；请连同表头和行名整表复制，或只复制数字、粘贴到对应的第一格；"
        "整篇报告请用“文件→粘贴整篇报告”"
    )


def _surely_none(report: Report) -> dict[str, str]:
    """The cells in which "/" is surely 0 for this kind of unit, with what is said of it."""
    found = always_none(report) if report.form.edition in editions() else None
    return dict.fromkeys(found.cells, f"按单位类别（{found.kind}）应为 0") if found is not None else {}


def _ambiguous(form: Form, plan: PastePlan) -> bool:
    return any(len({form.cells[cell].grid for cell in item.cells}) > 1 for item in plan.items)


def _as_table(reader: _Reader, rows: Rows) -> Sequence[SourceBlock]:
    """The rows as one table, parted where a section's heading stands alone in a row."""
    blocks: list[SourceBlock] = []
    table: list[tuple[str, ...]] = []
    for row in rows:
        filled = [text for text in row if text.strip()]
        if len(filled) == 1 and reader.is_heading(filled[0]):
            if table:
                blocks.append(SourceTable.from_rows(table))
            blocks.append(SourceParagraph(filled[0]))
            table = []
        else:
            table.append(row)
    if table:
        blocks.append(SourceTable.from_rows(table))
    return blocks


def _is_table(rows: Rows) -> bool:
    """Whether the rows may be grids: not too many, or most of them with several cells; not too much in all."""
    filled = [sum(bool(text.strip()) for text in row) for row in rows]
    lines = sum(map(bool, filled))
    parted = 2 * sum(number > 1 for number in filled) > lines
    return (lines <= MOST_LINES or parted) and sum(map(len, rows)) <= _MOST_CELLS


def _brings_labels(catalogue: Catalogue, rows: Rows) -> bool:
    """Whether some text is a label of the form, or the block's first row or column holds nothing but words."""
    if any(is_word(text) and catalogue.match(text) is not None for row in rows for text in row):
        return True
    beside = len(rows) > 1 and len(rows[0]) > 1
    return beside and (_all_words(rows[0]) or _all_words([row[0] for row in rows]))


def _other_edition(of: Form, clip: HtmlClip, rows: Rows, wordings: Wordings) -> str:
    forms = [form(edition) for edition in editions()]
    blocks = clip.blocks or (SourceTable.from_rows(rows),)
    met = recognise_edition(forms, blocks, wordings) if of in forms else None
    return met.edition if met is not None and met is not of else ""


def _size(blocks: Sequence[SourceBlock]) -> tuple[int, int]:
    tables = [block for block in blocks if isinstance(block, SourceTable)]
    widths = [cell.column + cell.column_span for table in tables for row in table.rows for cell in row]
    return sum(len(table.rows) for table in tables), max(widths, default=0)


def _has_words_of(block: SourceBlock) -> bool:
    return isinstance(block, SourceTable) and any(is_word(cell.text) for row in block.rows for cell in row)


def _all_words(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text.strip()]
    return len(filled) > 1 and all(map(is_word, filled))
