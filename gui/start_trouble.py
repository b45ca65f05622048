"""What is done when the program could not open its first window: begin again with the settings as they were at first."""

from __future__ import annotations

from collections.abc import Callable

from gui.crash import describe
from gui.interaction import Choice, Interaction
from gui.settings import Settings

_WORDS = (
    "程序没能打开窗口，很可能是保存下来的设置坏了。可以恢复默认设置再打开；"
    "窗口位置、字体、文件夹这些设置要重新选，报告文件和没保存的工作都不受影响。"
)
_STILL = "用默认设置也没能打开。请保存错误报告，发给维护人员；报告文件不受影响。"


def begin_again(
    error: Exception, settings: Settings, interaction: Interaction, open_again: Callable[[], object]
) -> bool:
    """Log the error and offer to begin again with default settings; whether there is a window now."""
    _log(error)
    if not _asked(interaction, _WORDS, (Choice("defaults", "恢复默认设置并打开"),)):
        return False
    settings.reset()
    try:
        open_again()
    except Exception as second:
        _log(second)
        _asked(interaction, _STILL, ())
        return False
    return True


def _asked(interaction: Interaction, words: str, choices: tuple[Choice, ...]) -> bool:
    """Say it, as often as the report file is asked for; whether the clerk took the other choice."""
    while True:
        offered = (*choices, Choice("report", "保存错误报告…"))
        answer = interaction.choose(None, "程序没能打开", words, offered, failed=True)
        if answer != "report":
            return bool(answer)
        from gui.crash_report import save_report

        save_report(interaction)


def _log(error: Exception) -> None:
    from workflows.log_file import log_text

    log_text(f"ERROR {describe(type(error), error.__traceback__)}")
