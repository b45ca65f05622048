"""What stands in templates without placeholders where something is to be written, read from data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from model.label_text import plain
from model.records import NamedTuple
from model.toml_table import Table, read_table

_LONGEST_LABEL = 40
"""A line of more characters is no label with a field behind it."""

Patterns = tuple[re.Pattern[str], ...]


class TemplateWords(NamedTuple):
    """Known words. waiting, beside, unit, date: for whole lines; inside: for waiting words within other text.

    title: what the title contains; marks: what is the title when nothing else is; fields: words before a colon, by
    the name of the placeholder that goes behind it.
    """

    waiting: Patterns
    inside: re.Pattern[str]
    title: tuple[str, ...]
    beside: Patterns
    marks: tuple[str, ...]
    unit: Patterns
    date: Patterns
    fields: Mapping[str, tuple[str, ...]]

    def waits(self, text: str) -> bool:
        """Whether the whole text stands for one that has yet to be written."""
        return _fits(self.waiting, text)

    def without_waiting(self, text: str) -> str:
        """The text without the waiting words within it."""
        return self.inside.sub("", text)

    def is_beside_title(self, text: str) -> bool:
        """Whether it is a line beside the title of a form that a finished report has not."""
        return _fits(self.beside, text)

    def is_unit(self, text: str) -> bool:
        """Whether the unit's name goes here at the end of the report."""
        return _fits(self.unit, text)

    def is_date(self, text: str) -> bool:
        """Whether the day goes here at the end of the report."""
        return _fits(self.date, text)

    def field(self, text: str) -> str:
        """The placeholder whose value goes behind this label and its colon, "" for none."""
        flat = plain(text)
        label, colon, rest = flat.partition(":")
        if not colon or len(flat) > _LONGEST_LABEL or (rest and not self.waits(rest)):
            return ""
        bare = re.sub(r"\([^()]*\)$", "", label)
        return next((name for name, labels in self.fields.items() if bare in labels), "")


def _fits(patterns: Patterns, text: str) -> bool:
    flat = plain(text)
    return bool(flat) and any(pattern.fullmatch(flat) for pattern in patterns)


def load_template_words(file: Path, contact: Mapping[str, tuple[str, ...]]) -> TemplateWords:
    """The words described by this TOML file; raises FormError that names the file and the key.

    contact: words for the ways to reach the unit by the field's name, as `model.label_wordings` has them.
    """
    top = read_table(file)
    waiting, title, signature, fields = (Table(file, key, top.get(key, dict)) for key in _TABLES)
    reached = {f"contact.{name}": words for name, words in contact.items()}
    words = TemplateWords(
        _patterns(waiting, "whole"),
        _pattern(waiting, "inside", waiting.get("inside", str)),
        title.words("contains"),
        _patterns(title, "beside"),
        title.words("marks"),
        _patterns(signature, "unit"),
        _patterns(signature, "date"),
        {name: fields.words(name) for name in fields.data} | reached,
    )
    for table in (top, waiting, title, signature, fields):
        table.finish()
    return words


_TABLES = ("waiting", "title", "signature", "fields")


def _patterns(table: Table, key: str) -> Patterns:
    return tuple(_pattern(table, key, text) for text in table.words(key))


def _pattern(table: Table, key: str, text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        table.fail(f"“{text}”不是正则表达式（{error}）", key)
        raise
