"""What is wrong with a Word template's placeholders, as it is told before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from model.form import Form
from model.placeholder_faults import refusal


class Trouble(NamedTuple):
    """A placeholder that cannot be filled: what is wrong with it, and where it stands."""

    placeholder: str
    place: str
    wrong: str


def refuse(troubles: Iterable[Trouble], form: Form) -> None:
    """Raise ExportError that lists all of them; nothing when there are none."""
    found = list(troubles)
    if found:
        raise refusal(form, found)
