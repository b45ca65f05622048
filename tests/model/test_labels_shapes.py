"""The matching of labels as a property: whatever the shape of a document, no figure lands in another cell than its
labels say, and none is lost.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from importers.text import lines_of
from model.form import Form
from model.label_catalogue import Catalogue
from model.label_wordings import load_wordings
from model.labels import Placement, place
from model.source import SourceBlock, SourceTable
from tests.builders import made_up_form
from tests.rendering import Shape, figures_of, lines_of_grid, tables_of
from workflows.forms import form

WORDINGS = load_wordings(resources.path("labels.toml"))
FORMS = (form("2021"), form("2019"), made_up_form())
NUMBERINGS = ("form", "round", "circled", "half", "spaced", "none")
TABLES = ("one", "torn", "torn_repeated", "heading_apart", "blank_labels", "blocks")
STYLES = ("marked", "plain", "gaps", "rows", "spread", "trimmed", "repeated", "spaced")


def written(of: Form, shape: Shape, as_tables: bool) -> list[SourceBlock]:
    """All grids of the form in this shape."""
    figures = figures_of(of)
    if as_tables:
        return list(tables_of(of, figures, shape))
    catalogue = Catalogue(of, WORDINGS)
    lines = [line for grid in of.grids for line in lines_of_grid(grid, figures, shape)]
    return list(lines_of(lines, lambda text: catalogue.match(text) is not None))


def texts(blocks: list[SourceBlock]) -> list[str]:
    cells = []
    for block in blocks:
        if isinstance(block, SourceTable):
            cells.extend(cell.text for row in block.rows for cell in row)
        else:
            cells.extend(block.text.split())
    return cells


def assert_nothing_wrong(of: Form, blocks: list[SourceBlock], found: Placement) -> None:
    cell_of = {text: cell for cell, text in figures_of(of).items()}
    for figure in found.figures:
        if figure.text in cell_of:
            assert cell_of[figure.text] in (figure.candidates if not figure.cell else (figure.cell,)), figure
    printed = Counter(text for text in texts(blocks) if text in cell_of)
    kept = [figure.text for figure in found.figures]
    kept.extend(word for item in (*found.unplaced, *found.lines) for word in item.text.split())
    assert not printed - Counter(kept)


def assert_all_certain(of: Form, blocks: list[SourceBlock]) -> None:
    found = place(of, blocks, WORDINGS)
    assert_nothing_wrong(of, blocks, found)
    certain = {figure.cell: figure.text for figure in found.figures if figure.cell and figure.text}
    assert certain == figures_of(of)


@pytest.mark.parametrize("of", FORMS, ids=lambda of: of.edition)
@pytest.mark.parametrize("tables", TABLES)
@pytest.mark.parametrize("spans", [True, False])
def test_whole_grids_as_tables_are_placed_for_certain(of: Form, tables: str, spans: bool) -> None:
    for seed, numbering in enumerate(NUMBERINGS):
        shape = Shape(tables=tables, spans=spans, numbering=numbering, seed=seed)
        assert_all_certain(of, written(of, shape, as_tables=True))


@pytest.mark.parametrize("of", FORMS, ids=lambda of: of.edition)
@pytest.mark.parametrize("style", STYLES)
def test_whole_grids_as_lines_are_placed_for_certain(of: Form, style: str) -> None:
    options: list[dict[str, Any]] = [{"numbering": numbering} for numbering in NUMBERINGS]
    options += [{"corner": False}, {"block_headings": False}, {"shuffled": True}, {"quotes": ""}, {"quotes": "「」"}]
    for seed, option in enumerate(options):
        assert_all_certain(of, written(of, Shape(style=style, seed=seed, **option), as_tables=False))


@settings(max_examples=150, deadline=None)
@given(
    of=st.sampled_from(FORMS),
    as_tables=st.booleans(),
    shape=st.builds(
        Shape,
        shuffled=st.booleans(),
        missing=st.integers(0, 3),
        numbering=st.sampled_from(NUMBERINGS),
        quotes=st.sampled_from(["“”", '""', "「」", ""]),
        block_headings=st.booleans(),
        corner=st.booleans(),
        repeated_labels=st.booleans(),
        blanks=st.sampled_from([0.0, 0.1, 0.5]),
        dropped_rows=st.sampled_from([0.0, 0.2, 0.6]),
        tables=st.sampled_from(TABLES),
        spans=st.booleans(),
        style=st.sampled_from(STYLES),
        seed=st.integers(0, 1000),
    ),
)
def test_no_figure_is_shifted_or_lost(of: Form, as_tables: bool, shape: Shape) -> None:
    blocks = written(of, shape, as_tables)
    assert_nothing_wrong(of, blocks, place(of, blocks, WORDINGS))


@settings(max_examples=60, deadline=None)
@given(of=st.sampled_from(FORMS[:2]), style=st.sampled_from(STYLES), seed=st.integers(0, 1000), data=st.data())
def test_lines_lost_from_a_text_shift_nothing(of: Form, style: str, seed: int, data: st.DataObject) -> None:
    """Figures or labels go missing in copying, labels are misspelt, pages put numbers in between."""
    shape = Shape(style=style, seed=seed)
    lines = [line for grid in of.grids for line in lines_of_grid(grid, figures_of(of), shape)]
    figures = data.draw(st.booleans())
    filled = [place for place, line in enumerate(lines) if line.strip() and line.strip().isdigit() == figures]
    filled = filled or [place for place, line in enumerate(lines) if line.strip()]
    for at in sorted(data.draw(st.sets(st.sampled_from(filled), max_size=6)), reverse=True):
        change = data.draw(st.sampled_from(["drop", "misspell", "page"]))
        if change == "drop":
            del lines[at]
        elif change == "misspell" and not lines[at].strip().isdigit():
            lines[at] = lines[at].replace("的", "").replace("公开", "公示").replace("总", "共")
        else:
            lines.insert(at, "— 12 —")
    catalogue = Catalogue(of, WORDINGS)
    blocks: list[SourceBlock] = list(lines_of(lines, lambda text: catalogue.match(text) is not None))
    found = place(of, blocks, WORDINGS)
    cell_of = {text: cell for cell, text in figures_of(of).items()}
    for figure in found.figures:
        if figure.cell and figure.text in cell_of:
            assert figure.cell == cell_of[figure.text], lines
