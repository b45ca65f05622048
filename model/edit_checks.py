"""Which changes a report can take: all are looked at before any is made."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from model.edits import (
    Change,
    ReplaceReport,
    ReplaceText,
    SetCell,
    SetExplanation,
    SetField,
    SetLastYear,
    SetMembers,
    SetNote,
    SetVersions,
)
from model.errors import EditError
from model.notes import Doubt, Origin
from model.state import FIELDS, State

NOTE_TYPES: Mapping[str, tuple[type, ...]] = MappingProxyType(
    {
        "stated": (int, Decimal, str, type(None)),
        "origin": (Origin, type(None)),
        "doubt": (Doubt, type(None)),
        "word": (str, type(None)),
        "sum": (str, type(None)),
    }
)


def check_change(state: State, change: Change) -> None:
    """Refuse a change that names what the report does not have, or gives it what it can not hold; EditError."""
    match change:
        case SetCell(cell, value, unit):
            found = state.form.cells.get(cell)
            if found is None or found.computed or isinstance(value, bool):
                raise EditError(f"不能填写“{cell}”。")
            if not isinstance(value, (int, Decimal, str, type(None))) or (unit and unit not in found.kind.units):
                raise EditError(f"“{cell}”不能填“{value}{unit}”。")
        case SetNote(cell, name, note):
            if cell not in state.form.cells or not isinstance(note, NOTE_TYPES.get(name, ())):
                raise EditError(f"“{cell}”不能有备注“{name}”。")
        case ReplaceText(section, start, stop, _):
            if section not in state.texts or not 0 <= start <= stop:
                raise EditError(f"没有这段文字：{section} {start}–{stop}。")
        case SetField(name, field):
            if name not in FIELDS or not isinstance(field, FIELDS[name]):
                raise EditError(f"没有“{name}”一项，或内容不对。")
        case SetExplanation(key, _):
            if not key:
                raise EditError("说明没有写明是哪一处问题。")
        case ReplaceReport(_) | SetLastYear(_) | SetVersions(_) | SetMembers(_):
            pass
