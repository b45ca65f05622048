"""本单位规则: the office's own rules join the audit of every report that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workflows.office_rules import Loaded

LOOK = "查看(&Z)…"


def attach(window) -> None:
    """Check the window's report by the rules in force; what is broken among them is said once in a run."""
    from workflows.office_rules_file import file_in_force

    file = file_in_force()
    if file is None:
        return
    from workflows.office_rules import load_rules

    loaded = load_rules(file)
    window.editor.report.check_with(loaded.found.rules)
    windows = window.tools.windows
    if loaded.problems and not windows.broken_rules_told:
        windows.broken_rules_told = True
        _show_strip(window, loaded)


def show(window) -> None:
    """Show the file and its rules; they are read again as often as the clerk wants."""
    from gui.office_rules_dialog import OfficeRulesDialog

    window.editor.commit_wanted.emit()
    tools = window.tools
    tools.interaction.run(OfficeRulesDialog(lambda: _reload(window), tools.interaction, tools.theme, window))


def _reload(window) -> Loaded:
    """The rules as the file now has them; all open reports are checked by them."""
    from workflows.office_rules import rules_in_force

    loaded = rules_in_force()
    for other in window.tools.windows.windows:
        other.editor.report.check_with(loaded.found.rules)
    return loaded


def _show_strip(window, loaded: Loaded) -> None:
    from gui.strip import Strip, show_strip

    first, count = loaded.problems[0], len(loaded.problems)
    more = f"（共 {count} 处）" if count > 1 else ""
    words = first if loaded.failed else f"本单位规则有写错的：{first}{more}；其余的照常检查"
    strip = Strip(window.tools.theme, words, LOOK, lambda: (bar.close(), show(window)))
    bar = show_strip(window, strip)
