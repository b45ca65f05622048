"""What is wrong with a Word template's placeholders, as it is told before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from model.errors import ExportError
from model.form import Form
from model.placeholders import canonical, resembling

_MOST_HINTS = 5


class Trouble(NamedTuple):
    """A placeholder that cannot be filled: what is wrong with it, and where it stands."""

    placeholder: str
    place: str
    wrong: str


def refuse(troubles: Iterable[Trouble], form: Form) -> None:
    """Raise ExportError that lists all of them; nothing when there are none."""
    found = list(troubles)
    if not found:
        return
    lines = "、".join(f"“{t.placeholder}”（{t.place}{'，' + t.wrong if t.wrong else ''}）" for t in found)
    raise ExportError(f"模板里有 {len(found)} 个占位符不能用：{lines}。", _advice(found, form))


def _advice(troubles: list[Trouble], form: Form) -> str:
    """What was probably meant; many unknown names at once are those of another edition."""
    unknown = [trouble.placeholder for trouble in troubles if not trouble.wrong]
    if len(unknown) > _MOST_HINTS:
        return f"这可能是别的年版的模板，本报告用的是{form.edition}年版；请换一份模板，或在模板里改正后重新导出。"
    hints = {wrong: resembling(form, canonical(wrong.strip("{}｛｝"))) for wrong in unknown}
    meant = "".join(f"“{wrong}”是不是“{right}”？" for wrong, right in hints.items() if right)
    return f"{meant}请在模板里改正后重新导出。"
