"""What of the window is shown when space is short: steps worked out from its size alone.

They never touch what the clerk opened or closed: what was closed for space comes back with the space.
"""

from __future__ import annotations

from typing import NamedTuple

BASE = 12

NAVIGATOR = 148
RAIL = 44
GUIDANCE = 208
LEAST_PAGE = 848
"""The width of a page on which the widest grid stands with its labels over two lines, scroll bar included."""

TOOL_BAR_WITH_TEXT = 900
SHORT = 520
"""Below this height the findings show one row less."""

FINDINGS_TITLE = 25
FINDINGS_ROW = 20
MOST_FINDINGS_ROWS = 6


class WindowSpace(NamedTuple):
    """guidance: the panel stands beside the page. texts: of the tool bar and the note of the page head.

    rail: the navigator is narrow. findings_rows: how many rows the findings may take.
    """

    guidance: bool
    texts: bool
    rail: bool
    findings_rows: int


def window_space(width: float, height: float, *, rows_wanted: int = 2, base: int = BASE) -> WindowSpace:
    """The steps for a client area of this size (device-independent pixels), in the order of the design."""
    scale = base / BASE
    wide, high = width / scale, height / scale
    guidance = wide >= NAVIGATOR + LEAST_PAGE + GUIDANCE
    rail = wide < NAVIGATOR + LEAST_PAGE
    texts = not rail and wide >= TOOL_BAR_WITH_TEXT
    most = 1 if high < SHORT else MOST_FINDINGS_ROWS
    return WindowSpace(guidance, texts, rail, max(1, min(rows_wanted, most)))


def findings_height(rows: int) -> int:
    """The height of the findings with this many rows, at a base of 12."""
    return FINDINGS_TITLE + FINDINGS_ROW * rows + 1
