"""Text with line breaks: kept as it was pasted, seen on one line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gui.editor import ReportEditor
from gui.findings_model import FindingsModel
from gui.grid_page import GridPage
from gui.theme import Theme
from gui.visible_text import shortened, told, visible

FIRST = "requests.received.natural_person"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize("text", ["1\n2", "1\r\n2", "1\r2", "1\u20282"])
def test_every_line_break_is_one_sign(text: str) -> None:
    assert visible(text) == "1⏎2"


def test_only_what_is_long_is_shortened() -> None:
    assert shortened("12345", 5) == "12345"
    assert shortened("123456", 5) == "1234…"
    assert told("“3件”看不出", "3件") == "“3件”看不出"
    assert told(f"“{'x' * 500}”看不出", "x" * 500).endswith("x…”看不出")


def test_a_pasted_cell_with_a_line_break_is_kept_and_seen(
    make_page: Callable[..., GridPage], editor: ReportEditor, theme: Theme, press: Callable[..., None]
) -> None:
    page = make_page()
    QGuiApplication.clipboard().setText('"1\n2"\t3')
    press(Qt.Key.Key_V, CONTROL)
    assert editor.report.value(FIRST) == "1\n2"
    page.show_cell(FIRST)
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_Return)
    assert editor.report.value(FIRST) == "1\n2"
    assert editor.history.names() == ("粘贴",)
    model = FindingsModel(editor, theme, page)
    shown = [model.index(row, column) for row in range(model.rowCount()) for column in range(4)]
    texts = [text for index in shown for role in (0, 3) if isinstance(text := index.data(role), str)]
    assert any("“1⏎2”" in text for text in texts)
    assert not any("\n" in text for text in texts)
