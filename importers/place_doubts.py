"""Figures of which the reader of a file says that it is not certain what stands there, or in which cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from model.labels import DOUBTFUL, Figure, Placement
from model.source import Place, SourceBlock, SourceLine, SourceTable

Doubts = Mapping[Place, str]
"""Why what stands at a place is not certain, in Chinese."""
NO_DOUBTS: Doubts = MappingProxyType({})


def with_doubts(placement: Placement, doubts: Doubts) -> Placement:
    """The placement with the figures at these places doubtful."""
    if not doubts:
        return placement
    return placement._replace(figures=tuple(_doubted(figure, doubts) for figure in placement.figures))


def _doubted(figure: Figure, doubts: Doubts) -> Figure:
    reason = doubts.get(figure.place, "")
    if not reason or not figure.text.strip() or not (figure.cell or figure.together):
        return figure
    if figure.together:
        return figure._replace(certainty=DOUBTFUL, reason=reason, together=False)
    return figure._replace(cell="", certainty=DOUBTFUL, candidates=(figure.cell,), reason=reason)


def everywhere(blocks: Sequence[SourceBlock], reason: str, begin: int = 0) -> Doubts:
    """All that stands in these blocks from this one on is not certain for this reason."""
    places: list[Place] = []
    for number, block in enumerate(blocks[begin:], begin):
        if isinstance(block, SourceTable):
            places.extend((number, cell.row, cell.column) for row in block.rows for cell in row)
        elif isinstance(block, SourceLine):
            places.extend((number, 0, column) for column in range(len(block.fields)))
        else:
            places.append((number, 0, 0))
    return dict.fromkeys(places, reason)
