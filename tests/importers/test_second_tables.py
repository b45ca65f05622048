"""A document that holds the same grids twice: nobody can say which is meant, so none of the figures is certain."""

from __future__ import annotations

import pytest

import resources
from importers.result import DOUBTFUL, READ, VARIANT, ImportResult
from importers.text import read_text
from model.label_wordings import load_wordings
from model.source import SourceParagraph, SourceTable
from tests.builders import form_of
from tests.met_documents import Met, drawn

WORDINGS = load_wordings(resources.path("labels.toml"))


def printed(seed: int, apart: str) -> tuple[Met, str]:
    """A report as text, its cells parted so."""
    met = drawn(seed, listed=True)
    return met, met.text().replace("\t", apart)


def read(text: str, met: Met) -> ImportResult:
    return read_text(text, "样本.txt", (met.form,), WORDINGS)


def ways(result: ImportResult) -> set[str]:
    return {reading.how for reading in result.cells.values()}


@pytest.mark.parametrize("apart", ["\t", "\n"])
@pytest.mark.parametrize("seed", [seed for seed in range(40) if drawn(seed, listed=True).form is form_of("2021")][:4])
def test_grids_that_come_again_make_all_figures_doubtful(seed: int, apart: str) -> None:
    met, text = printed(seed, apart)
    once, twice = read(text, met), read(f"{text}\n附：\n{text.replace('7', '8')}", met)
    if ways(once) & {READ, VARIANT}:
        assert not ways(twice) & {READ, VARIANT}
    assert DOUBTFUL in ways(twice)


def test_a_report_once_is_certain() -> None:
    met, text = printed(0, "\t")
    assert ways(read(text, met)) & {READ, VARIANT}


@pytest.mark.parametrize("seed", range(6))
def test_tables_that_come_again_make_all_figures_doubtful(seed: int) -> None:
    met = drawn(seed, listed=True)
    met.as_text = False
    assert ways(met.read()) & {READ, VARIANT}
    tables = [block for block in met.blocks if isinstance(block, SourceTable)]
    met.blocks += [SourceParagraph("附：上报的表"), *tables]
    assert not ways(met.read()) & {READ, VARIANT}
