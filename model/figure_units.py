"""Units that stand in a figure's labels, not beside the figure: （单位：元）."""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.form import NumberKind
from model.label_text import means_none

_UNIT_IN_LABEL = re.compile(r"[（(][^（()）]*?((?:亿|万)?元)\s*[)）]|单位\s*[:：]\s*((?:亿|万)?元)")
_MONEY = re.compile(r"(?:亿|万)?元")
_ENDS_IN_UNIT = re.compile(r"元\s*$")


def is_money(text: str) -> bool:
    """Whether the text is a unit of money that `with_unit` takes out of a label."""
    return _MONEY.fullmatch(text) is not None


def with_unit(text: str, labels: Sequence[str], kind: NumberKind) -> str:
    """The figure with the unit that its labels name, where that is not the kind's own and the figure has none."""
    if not kind.units or not text.strip() or means_none(text) or _ENDS_IN_UNIT.search(text):
        return text
    for label in labels:
        named = _UNIT_IN_LABEL.search("".join(label.split()))
        unit = (named[1] or named[2]) if named else ""
        if unit and unit != kind.units[0]:
            return f"{text.strip()}{unit}"
    return text
