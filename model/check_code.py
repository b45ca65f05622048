"""The check code of a report: eight characters that stand for all that it says.

Two documents with the same code have the same unit, year, edition, figures and text. It tells a slip from a copy;
it is no signature: whoever changes a report can work out the new code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from json.encoder import encode_basestring as _quoted

from model.form import Form
from model.number_text import number_text
from model.report import Report
from model.state import OF_PUBLICATION, State
from model.text import PICTURE, block_text

LENGTH = 8
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, which a reader takes for other characters."""

NOT_PRINTED = ("unit_kind", "deadline", *OF_PUBLICATION, "source.headings")
"""Fields that no document prints."""
_BITS = 5


def check_code(report: Report) -> str:
    """The code of the report as it is now: `LENGTH` characters of `ALPHABET`."""
    return report.once("check_code", lambda report: code_of(report.state()))


def code_of(state: State) -> str:
    """`check_code` of the report whose state this is."""
    content = f"[{', '.join(_content(state))}]"
    digest = hashlib.sha256(_encoded(content)).digest()
    number = int.from_bytes(digest, "big") >> (len(digest) * 8 - LENGTH * _BITS)
    return "".join(ALPHABET[number >> _BITS * place & 31] for place in reversed(range(LENGTH)))


def _encoded(content: str) -> bytes:
    """As UTF-8; two halves of a character side by side are that character, as a saved file has it."""
    try:
        return content.encode("utf-8")
    except UnicodeEncodeError:
        joined = content.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
        return joined.encode("utf-8", "surrogatepass")


def _content(state: State) -> Iterator[str]:
    """All that documents print of the report as JSON, each with its name; what is blank is left out.

    Put together by hand: every file bears the code, and a general writer takes longer than filling a Word file.
    """
    form = state.form
    yield _json("edition", form.edition)
    for name, value in state.fields.items():
        if value and name not in NOT_PRINTED:
            yield _json("field", name, str(value))
    yield from _cells(state)
    for section in form.sections:
        for block in state.texts[section.id]:
            picture = [block.picture.digest] if block.kind == PICTURE and block.picture is not None else []
            yield _json("text", section.id, block.kind, block_text(block), *picture)


def _cells(state: State) -> list[str]:
    """The figures in the order of the form."""
    values, units = state.values, state.units
    return [
        f"{before}{value}{after}"
        if type(value := values[cell]) is int and cell not in units
        else _json("cell", cell, number_text(value), units.get(cell, unit))
        for cell, before, after, unit in _around_figures(state.form)
        if cell in values
    ]


@cache
def _around_figures(form: Form) -> tuple[tuple[str, str, str, str], ...]:
    """Each input cell, what stands before and after its figure when that is a whole number in the usual unit, the unit."""
    units = ((cell, form.cells[cell].kind.unit) for cell in form.inputs)
    return tuple((cell, f'["cell", "{cell}", "', f'", {_quoted(unit)}]', unit) for cell, unit in units)


def _json(*texts: str) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"
