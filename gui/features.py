"""What a window can do beyond filling in the grids: functions by name, imported when they are first wanted.

Each is called with the window. Nothing here is imported before the first paint.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

ATTACHED: tuple[str, ...] = (
    "gui.menu_focus:attach",
    "gui.alt_keys:attach",
    "gui.grid_commands:attach",
    "gui.last_year_commands:attach",
    "gui.figure_commands:attach",
    "gui.picture_commands:attach",
    "gui.finding_commands:attach",
    "gui.prose_marks:attach",
    "gui.quiet_sections:attach",
    "gui.messages:attach",
    "gui.hard_crashes:attach",
    "gui.autosave:attach",
    "gui.recovery_offer:attach",
    "gui.unit_offer:attach",
    "gui.review_commands:attach",
    "gui.office_rules_commands:attach",
)
"""Called once for each window, after its first paint, in this order; each listens to what it needs."""

STARTED: tuple[str, ...] = (
    "gui.menu_focus:attach",
    "gui.alt_keys:attach",
    "gui.hard_crashes:attach",
    "gui.recovery_offer:attach_start",
)
"""Called once with the start page's window, after its first paint; what has something to offer there
calls `window.page.offer(text, button, act)`."""


def function_named(name: str) -> Callable[[Any], object]:
    """The function that stands in a module as "gui.module:function"."""
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)


def runner(name: str, window: Any) -> Callable[[], object]:
    """What a command does that is carried out by the function of this name."""
    return lambda: function_named(name)(window)
