"""The check code of a report: eight characters that stand for all that it says.

Two documents with the same code have the same unit, year, edition, figures and text. It tells a slip from a copy;
it is no signature: whoever changes a report can work out the new code.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from model.number_text import number_text
from model.report import Report
from model.text import block_text

LENGTH = 8
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, which a reader takes for other characters."""

_NOT_PRINTED = ("unit_kind", "deadline")
_BITS = 5


def check_code(report: Report) -> str:
    """The code of the report as it is now: `LENGTH` characters of `ALPHABET`."""
    # All of it is text, for which the usual writer gives the bytes of `json_text.one_line` in a tenth of the time.
    content = json.dumps(list(_content(report)), ensure_ascii=False)
    digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).digest()
    number = int.from_bytes(digest, "big") >> (len(digest) * 8 - LENGTH * _BITS)
    return "".join(ALPHABET[number >> _BITS * place & 31] for place in reversed(range(LENGTH)))


def _content(report: Report) -> Iterator[object]:
    """All that documents print of the report, each with its name; what is blank is left out."""
    yield ["edition", report.form.edition]
    for name, value in report.fields.items():
        if value and name not in _NOT_PRINTED:
            yield ["field", name, str(value)]
    for cell in report.form.inputs:
        if (figure := report.value(cell)) is not None:
            yield ["cell", cell, number_text(figure), report.unit_of(cell)]
    for section in report.form.sections:
        for block in report.text(section.id):
            picture = [block.picture.digest] if block.picture is not None else []
            yield ["text", section.id, block.kind, block_text(block), *picture]
