"""The texts of a window: on which page one is, and being told of each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gui.prose_edit import ProseEdit


def text_of(page: QWidget) -> ProseEdit | None:
    """The text of a page, None when it has none or it is not open."""
    prose = getattr(page, "prose", None) or getattr(page, "preface", None)
    return prose if isinstance(prose, ProseEdit) else None


def each_text(window, met: Callable[[ProseEdit], None]) -> None:
    """Call this once for every text of a window; a page may be built later, its text before the grid opened later."""
    known: set[ProseEdit] = set()

    def meet_text(page: QWidget) -> None:
        prose = text_of(page)
        if prose is not None and prose not in known:
            known.add(prose)
            prose.destroyed.connect(lambda: known.discard(prose))
            met(prose)

    def meet(page: QWidget) -> None:
        meet_text(page)
        if hasattr(page, "text_shown"):
            page.text_shown.connect(lambda _: meet_text(page))

    stack = window.pages.stack
    for number in range(stack.count()):
        meet(stack.widget(number))
    window.pages.built.connect(meet)
