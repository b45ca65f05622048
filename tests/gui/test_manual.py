"""帮助: what the manual says of menus and keys is so; F1 opens it where it fits; finding, going back, zoom."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QTextDocument, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gui.actions import COMMANDS, MENUS, SUBMENUS, plain
from gui.keys_list import KEYS_OF_THE_GRID, key_rows
from gui.look import CHOICES
from gui.main_window import MainWindow
from gui.manual import ManualWindow, show_at
from gui.manual_places import DIALOGS, FIRST, offer_help, place_in
from gui.theme import THEMES
from gui.windows import WindowList
from tests.builders import full_report
from tests.gui.test_accessibility import dialog_classes, faults
from workflows.manual import TOPICS, Topic, read_manual, read_topic
from workflows.manual_text import Span

PAGES = [read_topic(name) for name in TOPICS]
NAMED = {(MENUS[command.menu].split("(")[0], command.plain): command for command in COMMANDS}

ELSEWHERE = {
    *("1", "2", "3", "4", "5", ".", "/"),  # picking a figure
    *("空格", "Ctrl+回车"),  # the preview of a paste, filling a selection
    *("Ctrl", "Shift", "Alt", "Ctrl+方向键", "数字"),
    "Alt+←",
}
"""Keys that are no command's, with the tests of their own windows."""


def in_english(key: str) -> str:
    """A key as the table of commands writes it."""
    return key.replace("回车", "Return").replace("+空格", "+Space")


def keys_of_commands() -> set[str]:
    """All keys in the two tables of gui/actions.py."""
    own = {key for command in COMMANDS for key in (*command.keys, *command.grid_keys)}
    for keys, _ in KEYS_OF_THE_GRID:
        own |= {in_english(key) for key in keys.split(" / ")}
    return own | {"Alt+1", "Alt+7"}


def spans(topic: Topic) -> list[list[Span]]:
    """The stretches of each cell of a page."""
    return [list(cell) for block in topic.blocks for cell in block.cells]


def path_of(text: str) -> list:
    """The menus, the command and the list of choices that follow it."""
    menu, *rest = text.split("→")
    within = rest[:1] if len(rest) > 1 and rest[0] in map(plain, SUBMENUS.values()) else []
    command, *deeper = rest[len(within) :]
    return [menu, *within, command, deeper]


@pytest.mark.parametrize("topic", PAGES, ids=TOPICS)
def test_every_command_that_is_named_is_in_its_menu_with_its_key(topic: Topic) -> None:
    for cell in spans(topic):
        for at, span in enumerate(cell):
            if span.kind == "strong":
                menu, *within, command, deeper = path_of(span.text)
                assert (menu, command) in NAMED, span.text
                assert within == [plain(SUBMENUS[key]) for key in [NAMED[menu, command].under] if key], span.text
                assert not deeper or deeper[0] in {name.split("(")[0] for name in CHOICES.values()}
                if [one.text for one in cell[at + 1 : at + 2]] == ["（"] and cell[at + 2].kind == "key":
                    found = NAMED[menu, command]
                    assert in_english(cell[at + 2].text) in (*found.keys, *found.grid_keys), span.text
            else:
                assert "→" not in span.text, "a command is written in bold"


@pytest.mark.parametrize("topic", PAGES, ids=TOPICS)
def test_every_key_that_is_named_does_something(topic: Topic) -> None:
    known = keys_of_commands() | ELSEWHERE
    for cell in spans(topic):
        for span in cell:
            if span.kind == "key":
                assert in_english(span.text) in known or span.text in known, span.text


def test_the_manual_says_something_of_most_commands() -> None:
    told = {span.text for topic in PAGES for cell in spans(topic) for span in cell if span.kind == "strong"}
    assert len(told) > 45


def test_every_dialog_has_its_place() -> None:
    assert set(DIALOGS) == dialog_classes()
    sections = {topic.id: topic.sections for topic in PAGES}
    for place in DIALOGS.values():
        name, _, section = place.partition("#")
        assert not section or section in sections[name], place


def test_the_list_of_keys_is_the_one_of_the_program() -> None:
    keys = next(topic for topic in read_manual(key_rows()) if topic.id == "keys")
    rows = [block.texts for block in keys.blocks if block.kind == "row"]
    assert ("文件", "保存", "Ctrl+S") in rows
    assert len(rows) == len(key_rows()) + 1


@pytest.fixture
def window(program: WindowList, qtbot: QtBot) -> MainWindow:
    """A window with a whole report."""
    found = program.open_report(full_report(), None)
    found.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is found)
    found.finish()
    return found


@pytest.fixture
def manual(program: WindowList, qtbot: QtBot) -> ManualWindow:
    """The manual at the first page."""
    found = show_at(program.tools, FIRST)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is found)
    yield found
    if isValid(found):
        found.close()


def shown() -> ManualWindow:
    """The manual that is open."""
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, ManualWindow) and one.isVisible()]
    assert len(found) == 1
    return found[0]


def press_f1(widget, qtbot: QtBot) -> ManualWindow:
    """Press F1 and wait for the manual."""
    QTest.keyClick(widget, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), ManualWindow))
    return shown()


@pytest.mark.parametrize(
    ("section", "place"),
    [
        ("preface", "units#page"),
        ("overview", "text"),
        ("proactive", "grids#grid-proactive"),
        ("requests", "grids#grid-requests"),
        ("disputes", "grids#grid-disputes"),
    ],
)
def test_each_part_has_its_place(window: MainWindow, section: str, place: str) -> None:
    window.pages.show(section)
    assert place_in(window) == place
    name, _, heading = place.partition("#")
    assert not heading or heading in read_topic(name).sections


def test_panels_and_bars_have_theirs(window: MainWindow) -> None:
    window.pages.show("requests")
    window.panels.findings.setFocus()
    assert place_in(window) == "checks#findings"
    window.panels.guidance.setFocus()
    assert place_in(window) == "checks#guidance"
    window.panels.navigator.setFocus()
    assert place_in(window) == "look#window"
    window.pages.page.setFocus()
    window.actions_["find"].trigger()
    assert place_in(window) == "text#tools"


def test_the_text_before_a_grid_is_text(window: MainWindow) -> None:
    page = window.pages.show("requests")
    page.show_text(True)
    page.prose.setFocus()
    assert place_in(window) == "text"


def test_the_places_of_windows_are_in_the_manual() -> None:
    sections = {topic.id: topic.sections for topic in PAGES}
    for place in ("checks#findings", "checks#guidance", "look#window", "text#tools", "text#figures", "units#page"):
        name, _, section = place.partition("#")
        assert section in sections[name]


def test_f1_in_a_grid_opens_its_section(window: MainWindow, qtbot: QtBot) -> None:
    window.pages.start_at("requests.received.natural_person")
    window.pages.page.setFocus()
    manual = press_f1(QApplication.focusWidget(), qtbot)
    assert manual.page.topic.id == "grids"
    assert manual.page.verticalScrollBar().value() > 0
    assert "填表格" in manual.windowTitle()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.pages.show("overview")
    assert press_f1(window.pages.page.prose, qtbot) is manual
    assert manual.page.topic.id == "text"
    manual.close()


def test_f1_works_while_a_figure_is_picked(window: MainWindow, qtbot: QtBot) -> None:
    window.pages.show("overview").prose.setFocus()
    window.actions_["insert_figure"].trigger()
    assert press_f1(QApplication.focusWidget(), qtbot).page.topic.id == "text"
    shown().close()


def test_f1_on_the_start_page(program: WindowList, qtbot: QtBot) -> None:
    start = program.show_start()
    start.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is start)
    manual = press_f1(start, qtbot)
    assert manual.page.topic.id == FIRST
    manual.close()
    start.close()


def test_f1_in_a_dialog_opens_the_manual_over_it(window: MainWindow, qtbot: QtBot) -> None:
    class TidyDialog(QDialog):
        """Stands for the program's own."""

    dialog = TidyDialog(window)
    offer_help(dialog)
    QLineEdit(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    manual = press_f1(dialog, qtbot)
    assert manual.page.topic.id == "text"
    assert manual.parentWidget() is dialog
    dialog.close()
    dialog.deleteLater()


def test_the_manual_goes_with_the_last_window(window: MainWindow, qtbot: QtBot) -> None:
    manual = press_f1(window, qtbot)
    window.close()
    qtbot.waitUntil(lambda: not [one for one in QApplication.topLevelWidgets() if one is manual and one.isVisible()])


def test_links_and_going_back(manual: ManualWindow) -> None:
    assert not manual.back.isEnabled()
    manual.page.anchorClicked.emit(QUrl("paste#preview"))
    assert manual.page.topic.id == "paste"
    assert manual.list.currentItem().text() == "粘贴"
    at = manual.page.verticalScrollBar().value()
    assert at > 0
    QTest.keyClick(manual, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert manual.page.topic.id == FIRST
    assert not manual.back.isEnabled()
    QTest.keyClick(manual, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert manual.page.topic.id == "paste"
    assert abs(manual.page.verticalScrollBar().value() - at) < 60
    assert not manual.forward.isEnabled()


def test_topics_are_chosen_by_the_keyboard(manual: ManualWindow) -> None:
    QTest.keyClick(manual.page, Qt.Key.Key_F6)
    assert manual.list.hasFocus()
    QTest.keyClick(manual.list, Qt.Key.Key_Down)
    assert manual.page.topic.id == TOPICS[1]
    assert manual.list.hasFocus()


def test_finding_goes_through_all_pages(manual: ManualWindow) -> None:
    QTest.keyClick(manual.page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert manual.field.hasFocus()
    QTest.keyClicks(manual.field, "Ctrl+Shift+N")
    total = sum(topic.count("Ctrl+Shift+N") for topic in read_manual(key_rows()))
    assert manual.note.text() == f"共 {total} 处"
    visible = [
        manual.list.item(row).text() for row in range(manual.list.count()) if not manual.list.item(row).isHidden()
    ]
    assert "开始（1）" in visible
    assert "导出" not in visible
    seen = []
    for _ in range(total + 1):
        QTest.keyClick(manual.field, Qt.Key.Key_Return)
        assert manual.page.textCursor().selectedText() == "Ctrl+Shift+N"
        seen.append((manual.page.topic.id, manual.page.textCursor().position(), manual.note.text()))
    assert seen[-1] == seen[0]
    assert len(set(seen)) == total
    QTest.keyClick(manual.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert manual.note.text() == f"{total} / {total}"
    QTest.keyClick(manual, Qt.Key.Key_Escape)
    assert manual.field.text() == ""
    assert not manual.list.item(TOPICS.index("export")).isHidden()
    QTest.keyClick(manual, Qt.Key.Key_Escape)
    assert not manual.isVisible()


def test_what_is_nowhere_is_said(manual: ManualWindow) -> None:
    manual.field.setFocus()
    QTest.keyClicks(manual.field, "zzz")
    assert manual.note.text() == "没有找到"
    QTest.keyClick(manual.field, Qt.Key.Key_Return)
    assert manual.page.topic.id == FIRST


def test_zoom_is_remembered(manual: ManualWindow, program: WindowList) -> None:
    def size() -> int:
        return manual.page.document().firstBlock().charFormat().font().pixelSize()

    before = size()
    QTest.keyClick(manual, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert size() > before
    assert program.tools.settings.get("manual/zoom") == 110
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(manual.page.viewport(), turn)
    assert size() == before


def test_pictures_fit_and_nothing_else_is_loaded(manual: ManualWindow) -> None:
    kind = QTextDocument.ResourceType.ImageResource.value
    picture = manual.page.loadResource(kind, QUrl("pictures/start_page"))
    assert 200 < picture.deviceIndependentSize().width() <= manual.page.viewport().width()
    manual.resize(QSize(640, 500))
    manual.page._fit()
    assert manual.page.loadResource(kind, QUrl("pictures/start_page")).deviceIndependentSize().width() < 440
    for other in ("https://example.org/a.png", "pictures/../start.md", "pictures/nothing", "file:///a.png"):
        assert manual.page.loadResource(kind, QUrl(other)) is None
    assert manual.page.loadResource(QTextDocument.ResourceType.HtmlResource.value, QUrl("pictures/start_page")) is None


@pytest.mark.parametrize("name", THEMES)
def test_colours_follow_the_theme(manual: ManualWindow, program: WindowList, name: str) -> None:
    program.tools.theme.use(name)
    text = manual.page.toHtml().lower()
    assert program.tools.theme.hex("text").lower() in text
    assert manual.page.palette().base().color() == program.tools.theme.color("surface")
    others = {"light": "#e6e9ed", "dark": "#1a2027", "contrast": "#1a2027"}
    assert others[name] not in text


def test_the_controls_of_the_manual(manual: ManualWindow) -> None:
    assert not faults(manual)


def test_names_are_plain_for_screen_readers(manual: ManualWindow) -> None:
    assert manual.page.accessibleName() == "手册：开始"
    assert manual.list.accessibleName() == "目录"
    assert not re.search(r"[&(]", manual.field.accessibleName())
