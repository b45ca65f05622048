"""Which edition of the form a document is on: told by its grids, never by its year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.form import Form
from model.label_catalogue import catalogue_of
from model.label_lines import numbered
from model.label_text import core
from model.label_wordings import NO_WORDINGS, Wordings
from model.source import SourceBlock, SourceTable

_LONGEST = 80
"""A text of more characters is no label."""


def recognise_edition(
    forms: Sequence[Form], blocks: Sequence[SourceBlock], wordings: Wordings = NO_WORDINGS
) -> Form | None:
    """The form whose labels, those that no other form knows in any wording, are met most; None for none or several."""
    catalogues = [catalogue_of(form, wordings) for form in forms]
    scores = [0] * len(forms)
    for text in {core(text): text for text in _short_texts(blocks) if not text.isdecimal()}.values():
        known = [number for number, catalogue in enumerate(catalogues) if catalogue.match(text) is not None]
        if len(known) == 1:
            scores[known[0]] += 1
    best = max(scores, default=0)
    return forms[scores.index(best)] if best and scores.count(best) == 1 else None


def _short_texts(blocks: Sequence[SourceBlock]) -> Iterator[str]:
    """The texts of cells and lines, and of two lines one after another, since labels are broken over lines."""
    last = ""
    for block in blocks:
        if isinstance(block, SourceTable):
            yield from (cell.text for row in block.rows for cell in row if len(cell.text) <= _LONGEST)
            continue
        for field in numbered(0, block).fields:
            if len(field) <= _LONGEST:
                yield field
                yield last + field
            last = field if len(field) <= _LONGEST else ""
