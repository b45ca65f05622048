"""Rows whose headings stand askew: their figures are certain only where the row's own sum proves each of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from model.form import Form
from model.label_found import Found
from model.label_rows import ASKEW, SHIFTED
from model.number_text import Value, is_number, read_number


def proven(form: Form, found: Sequence[Found]) -> list[Found]:
    """The same, with the doubt gone from rows that hold a figure for all parts of a sum, and the sum they come to.

    A blank would prove nothing: the sum is the same wherever it stands.
    """
    rows: dict[tuple[int, int], list[int]] = {}
    for place, item in enumerate(found):
        if item.reason in (ASKEW, SHIFTED):
            rows.setdefault(item.piece.places[0][:2], []).append(place)
    kept = list(found)
    for places in rows.values():
        if _adds_up(form, [found[place] for place in places]):
            for place in places:
                kept[place] = kept[place]._replace(reason="")
    return kept


def _adds_up(form: Form, items: Sequence[Found]) -> bool:
    """Whether the items are sums and their parts, each once and none blank, and the figures bear it out."""
    if any(len(item.cells) != 1 for item in items):
        return False
    values = {item.cells[0]: read_number(item.piece.text, form.cells[item.cells[0]].kind).value for item in items}
    parts = {cell: form.cells[cell].parts for cell in values if form.cells[cell].computed}
    covered = {*parts, *(part for found in parts.values() for part in found)}
    if len(values) != len(items) or covered != values.keys():
        return False
    return all(_comes_to(values[cell], [values[part] for part in found]) for cell, found in parts.items())


def _comes_to(total: Value, parts: Sequence[Value]) -> bool:
    figures = [part for part in parts if isinstance(part, (int, Decimal))]
    return is_number(total) and len(figures) == len(parts) and sum(map(Decimal, figures)) == total
