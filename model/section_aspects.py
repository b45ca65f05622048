"""Which of the aspects that a section has to speak of its text speaks of: by name, in a heading or not, or by usual words."""

from __future__ import annotations

import re

from model.form import Section
from model.records import NamedTuple
from model.text import Text, block_text

_LEAST_LIST = 3
"""So many aspects named one after another are a list: it announces them and says nothing of them."""


class Spoken(NamedTuple):
    """An aspect by its name, and whether the text speaks of it."""

    name: str
    spoken: bool


def section_aspects(section: Section, unit_kind: str, text: Text) -> tuple[Spoken, ...]:
    """The aspects that a unit of this kind writes of in the section, in the form's order."""
    wanted = [aspect for aspect in section.aspects if not aspect.unit_kinds or unit_kind in aspect.unit_kinds]
    if not wanted:
        return ()
    lists = _lists([aspect.name for aspect in section.aspects])
    plain = "\n".join(lists.sub("", "".join(block_text(block).split())) for block in text)
    return tuple(Spoken(aspect.name, any(word in plain for word in (aspect.name, *aspect.words))) for aspect in wanted)


def _lists(names: list[str]) -> re.Pattern[str]:
    name = f"(?:{'|'.join(map(re.escape, names))})"
    return re.compile(f"{name}(?:[、，和及与以]{{1,2}}{name}){{{_LEAST_LIST - 1},}}")
