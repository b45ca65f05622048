"""The lines of the guidance, and how figures stand in them. No Qt here."""

from __future__ import annotations

from gui.visible_text import MOST_TOLD, shortened, visible
from model.number_text import Value
from model.records import NamedTuple


class Line(NamedTuple):
    """One line: text at the left, a figure at the right. kind: see KINDS."""

    kind: str
    text: str
    value: str = ""
    role: str = "text"


KINDS = ("path", "name", "muted", "rule", "title", "text", "figure", "sum", "thin", "mark", "button")
"""path, muted: small. name: large, bold. rule, thin: a line. title: bold. figure, sum: text and value, sum bold.

mark: stands beside the mark before it where there is room. button: can be pressed, value tells which one it is.
"""


def grouped(value: Value) -> str:
    """A figure with its thousands grouped, as panels show it; 未填 for blank."""
    if isinstance(value, str):
        return f"“{shortened(visible(value), MOST_TOLD)}”"
    return "未填" if value is None else f"{value:,f}" if not isinstance(value, int) else f"{value:,}"
