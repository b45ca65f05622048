"""What stands beside a cell's value: a stated figure, its origin, a doubt, a word from whoever gave it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from model.number_text import Value
from model.records import NamedTuple


class Origin(NamedTuple):
    """Where a figure was read: the source's name, page, table, row and column from 1 (0: none), text as printed."""

    source: str
    page: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    text: str = ""

    @property
    def words(self) -> str:
        """The place in words: 第3页第2张表第5行第4列, of bare text 第12行; "" where nothing is known of it."""
        parts = ((self.page, "第{}页"), (self.table, "第{}张表"), (self.row, "第{}行"), (self.column, "第{}列"))
        return "".join(words.format(number) for number, words in parts if number)


class Doubt(NamedTuple):
    """Why a figure was not taken, in Chinese, and the figures that it may be.

    origins: where each of the candidates was read, in their order; () when that is not known.
    """

    reason: str
    candidates: tuple[Value, ...] = ()
    origins: tuple[Origin, ...] = ()


class CellNotes(NamedTuple):
    """All notes of a cell. stated: a total as a document printed it, text when it was not understood.

    word: who gave the figure, what is open. sum: what the figure was added up from, as 12+5-3.
    """

    stated: Value = None
    origin: Origin | None = None
    doubt: Doubt | None = None
    word: str = ""
    sum: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing beside the value."""
        return self == NO_NOTES


NO_NOTES = CellNotes()


def notes_to_json(notes: CellNotes) -> dict[str, object]:
    """For the report's file: only what there is."""
    data: dict[str, object] = {}
    if notes.stated is not None:
        data["stated"] = notes.stated
    if notes.origin is not None:
        data["origin"] = _origin_to_json(notes.origin)
    if notes.doubt is not None:
        doubt: dict[str, object] = {"reason": notes.doubt.reason, "candidates": list(notes.doubt.candidates)}
        if notes.doubt.origins:
            doubt["origins"] = [_origin_to_json(origin) for origin in notes.doubt.origins]
        data["doubt"] = doubt
    if notes.word:
        data["word"] = notes.word
    if notes.sum:
        data["sum"] = notes.sum
    return data


def notes_from_json(data: Mapping[str, Any]) -> CellNotes:
    """From the report's file; ValueError when a note has the wrong shape."""
    stated = data.get("stated")
    if not is_value(stated):
        raise ValueError("stated is a figure or a text")
    origin, doubt, word, words = data.get("origin"), data.get("doubt"), data.get("word", ""), data.get("sum", "")
    if not isinstance(word, str) or not isinstance(words, str):
        raise ValueError("word and sum are texts")
    return CellNotes(stated, _origin(origin), _doubt(doubt), word, words)


def _origin_to_json(origin: Origin) -> dict[str, object]:
    return {key: value for key, value in origin._asdict().items() if value or key == "source"}


def _origin(data: object) -> Origin | None:
    return None if data is None else _read_origin(data)


def _read_origin(data: object) -> Origin:
    if not isinstance(data, dict) or not isinstance(data.get("source"), str):
        raise ValueError("origin has a source")
    known = {key: data[key] for key in Origin._fields if key in data}
    for key, value in known.items():
        if not isinstance(value, str if key in ("source", "text") else int) or isinstance(value, bool):
            raise ValueError(f"origin.{key}")
    return Origin(**known)


def _doubt(data: object) -> Doubt | None:
    if data is None:
        return None
    if not isinstance(data, dict) or not isinstance(data.get("reason"), str):
        raise ValueError("doubt has a reason")
    candidates = data.get("candidates", [])
    if not isinstance(candidates, list) or not all(is_value(candidate) for candidate in candidates):
        raise ValueError("candidates is a list of figures or texts")
    origins = data.get("origins", [])
    if not isinstance(origins, list):
        raise ValueError("origins is a list of places")
    return Doubt(data["reason"], tuple(candidates), tuple(map(_read_origin, origins)))


def is_value(data: object) -> bool:
    """Whether this is what a cell may hold in a file: a figure, a text or nothing."""
    return not isinstance(data, bool) and isinstance(data, (int, Decimal, str, type(None)))
