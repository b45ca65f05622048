"""Pasting a block that brings its headings along: every figure goes where its labels say, or nowhere.

Position for position such a block would shift every figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import resources
from gui.grid_paste import Paste, paste_pairs
from gui.visible_text import shortened, visible
from model.form import Grid
from model.label_catalogue import Catalogue
from model.label_text import looks_like_figure
from model.label_wordings import load_wordings
from model.labels import DOUBTFUL, Figure, Placement, place
from model.report import Report
from model.source import SourceParagraph, SourceTable

Rows = Sequence[Sequence[str]]

MOST_LINES = 60
"""No grid with its headings has so many rows; what has more, with words, is a whole report."""

_LONGEST = 12


class Refused(Exception):
    """Nothing of the block is written; the message says why and what to do."""


class _Placed(NamedTuple):
    rows: Rows
    placement: Placement
    certain: tuple[Figure, ...]


def has_words(rows: Rows) -> bool:
    """Whether anything in the block is no figure and not blank."""
    return any(_is_word(text) for row in rows for text in row)


def check_size(rows: Rows) -> None:
    """Raises Refused for what is no block of figures but a whole report."""
    if sum(any(text.strip() for text in row) for row in rows) > MOST_LINES:
        raise Refused("剪贴板里像是整篇报告；请用“文件→粘贴整篇报告”，或只复制表里的数字")


def has_headings(report: Report, rows: Rows) -> bool:
    """Whether some text is a label of the form, or the block's first row or column holds nothing but words."""
    catalogue = Catalogue(report.form, load_wordings(resources.path("labels.toml")))
    if any(_is_word(text) and catalogue.match(text) is not None for row in rows for text in row):
        return True
    beside = len(rows) > 1 and len(rows[0]) > 1
    return beside and (_all_words(rows[0]) or _all_words([row[0] for row in rows]))


def paste_by_labels(report: Report, grid: Grid, blocks: Sequence[Rows]) -> Paste:
    """The paste by labels. blocks: the same block as read in several ways, that which places most counts.

    Only figures are written whose place is certain and in this grid. Raises Refused when there are none.
    """
    best = max((_placed(report, grid, rows) for rows in blocks if rows), key=lambda one: len(one.certain))
    here = [figure for figure in best.certain if report.form.cells[figure.cell].grid == grid.id]
    there = [figure for figure in best.certain if figure not in here and figure.text.strip()]
    if not any(figure.text.strip() for figure in here):
        raise Refused(_refusal(report, there))
    unplaced = [*(_where(figure.text, figure.place, figure.reason) for figure in _doubtful(best.placement))]
    unplaced += [_where(text, at, reason) for at, text, reason in best.placement.unplaced]
    unplaced += [_where(figure.text, figure.place, _elsewhere(report, figure)) for figure in there]
    paste = paste_pairs(report, [(figure.cell, figure.text) for figure in here])
    return paste._replace(by_labels=True, unplaced=tuple(unplaced))


def _placed(report: Report, grid: Grid, rows: Rows) -> _Placed:
    heading = SourceParagraph(report.form.section_of_grid(grid.id).heading)
    wordings = load_wordings(resources.path("labels.toml"))
    placement = place(report.form, [heading, SourceTable.from_rows(rows)], wordings)
    return _Placed(rows, placement, tuple(figure for figure in placement.figures if figure.certainty != DOUBTFUL))


def _doubtful(placement: Placement) -> list[Figure]:
    return [figure for figure in placement.figures if figure.certainty == DOUBTFUL and figure.text.strip()]


def _refusal(report: Report, there: Sequence[Figure]) -> str:
    if there:
        section = report.form.section_of_grid(report.form.cells[there[0].cell].grid)
        return f"剪贴板里是“{section.heading}”的数，请到那张表里粘贴"
    return "剪贴板里带有标题，却看不出每个数属于哪一格；请不带标题，只复制数字，再粘贴到对应的第一格"


def _elsewhere(report: Report, figure: Figure) -> str:
    return f"属于{report.form.grid(report.form.cells[figure.cell].grid).name}"


def _where(text: str, at: tuple[int, int, int], reason: str) -> str:
    return f"第 {at[1] + 1} 行第 {at[2] + 1} 列“{shortened(visible(text.strip()), _LONGEST)}”：{reason}"


def _all_words(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text.strip()]
    return len(filled) > 1 and all(map(_is_word, filled))


def _is_word(text: str) -> bool:
    return bool(text.strip()) and not looks_like_figure(text)
