"""Figures of made-up sentences by the names that wordings.toml gives to their cells, for the tests of rule T1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from model.text_figures.names import Wordings, wordings_of
from model.text_figures.paragraphs import figures_of_texts
from model.text_figures.result import CHANGE, SHARE, ZERO, TextFigure
from tests.builders import form_of

YEAR = 2023


@cache
def wordings(edition: str = "2021") -> Wordings:
    """The wordings of an edition."""
    found = wordings_of(form_of(edition))
    assert found is not None
    return found


@cache
def _names(edition: str) -> Mapping[frozenset[str], str]:
    known = wordings(edition)
    single = {frozenset(cells): name for name, cells in reversed(known.cells.items())}
    sides = {frozenset(known.cells_of(side)): "+".join(side) for side in (known.left, known.right)}
    return sides | single


def name_of(cells: Iterable[str], edition: str = "2021") -> str:
    """The name of these cells, of several names joined by + where one has none."""
    wanted = frozenset(cells)
    name = _names(edition).get(wanted)
    if name:
        return name
    parts = [(known, name) for known, name in _names(edition).items() if known < wanted and "+" not in name]
    parts.sort(key=lambda part: (-len(part[0]), part[1]))
    left, found = set(wanted), []
    for known, name in parts:
        if known <= left:
            left -= known
            found.append(name)
    return "+".join(sorted(found))


def figures(*texts: str, year: int = YEAR, edition: str = "2021") -> list[TextFigure]:
    """The figures of these paragraphs, in reading order."""
    found = figures_of_texts(texts, year, form_of(edition))
    return [figure for group in found for figure in sorted(group, key=lambda figure: (figure.start, figure.cells))]


def told(*texts: str, year: int = YEAR, edition: str = "2021") -> str:
    """What the figures of these paragraphs are tied to: 12=request.receive, 5%=%request.granted; ? where not certain."""
    return " ".join(_told(figure, edition) for figure in figures(*texts, year=year, edition=edition))


def _told(figure: TextFigure, edition: str) -> str:
    kinds = {CHANGE: "~", SHARE: "%", ZERO: "0"}
    cells = figure.of.numerator if figure.of else figure.cells
    doubt = "" if figure.certain else "?"
    return f"{figure.figure}={kinds.get(figure.kind, '')}{name_of(cells, edition)}{doubt}"
