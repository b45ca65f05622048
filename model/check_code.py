"""The check code of a report: eight characters that stand for all that it says.

Two documents with the same code have the same unit, year, edition, figures and text. It tells a slip from a copy;
it is no signature: whoever changes a report can work out the new code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from json.encoder import encode_basestring as _quoted

from model.number_text import number_text
from model.report import Report
from model.text import PICTURE, block_text

LENGTH = 8
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, which a reader takes for other characters."""

_NOT_PRINTED = ("unit_kind", "deadline")
_BITS = 5


def check_code(report: Report) -> str:
    """The code of the report as it is now: `LENGTH` characters of `ALPHABET`."""
    content = f"[{', '.join(_content(report))}]"
    digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).digest()
    number = int.from_bytes(digest, "big") >> (len(digest) * 8 - LENGTH * _BITS)
    return "".join(ALPHABET[number >> _BITS * place & 31] for place in reversed(range(LENGTH)))


def _content(report: Report) -> Iterator[str]:
    """All that documents print of the report as JSON, each with its name; what is blank is left out.

    Put together by hand: every Word file bears the code, and a general writer takes longer than filling the file.
    """
    form, state = report.form, report.state()
    yield _json("edition", form.edition)
    for name, value in state.fields.items():
        if value and name not in _NOT_PRINTED:
            yield _json("field", name, str(value))
    for cell in form.inputs:
        if (figure := state.values.get(cell)) is not None:
            unit = _quoted(state.units.get(cell) or form.cells[cell].kind.unit)
            yield f'["cell", "{cell}", {_quoted(number_text(figure))}, {unit}]'
    for section in form.sections:
        for block in state.texts[section.id]:
            picture = [block.picture.digest] if block.kind == PICTURE and block.picture is not None else []
            yield _json("text", section.id, block.kind, block_text(block), *picture)


def _json(*texts: str) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"
