"""Every control of every window and dialog: reached by the keyboard, named, and each letter used once."""

from __future__ import annotations

import ast
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QScrollBar,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from gui.actions import COMMANDS
from gui.interaction import Choice, Interaction
from gui.letters import letter_of as letter
from gui.main_window import MainWindow
from gui.start_window import StartWindow
from gui.window_place import TITLE_BAR
from gui.windows import WindowList
from model.edits import Edit, ReplaceText, SetNote
from model.history import Place
from model.text import from_plain
from tests.builders import full_report, layout_of, report_with
from workflows.document import Document

GUI = Path(__file__).parent.parent.parent / "gui"
RECEIVED = "requests.received.natural_person"

SKIPPED = frozenset({"quit", "close", "full_screen"})


def controls(window: QWidget) -> Iterator[QWidget]:
    """The widgets of this window that take the focus by Tab and can be seen."""
    for widget in [window, *window.findChildren(QWidget)]:
        own = widget.window() is window and widget.isVisibleTo(window) and not isinstance(widget, QScrollBar)
        inner = isinstance(widget.parentWidget(), (QToolBar, QAbstractItemView)) or widget.focusProxy() is not None
        if own and not inner and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not _is_part(widget):
            yield widget


def _is_part(widget: QWidget) -> bool:
    """Whether it is the field within an editable list, or the like."""
    return (isinstance(widget, QLineEdit) and widget.objectName() in ("qt_spinbox_lineedit",)) or bool(
        widget.parentWidget() and widget.parentWidget().focusProxy() is widget
    )


def name_of(widget: QWidget, window: QWidget) -> str:
    """What a screen reader says of the widget."""
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, (QAbstractButton, QGroupBox)):
        return widget.text() if isinstance(widget, QAbstractButton) else widget.title()
    return next((label.text() for label in window.findChildren(QLabel) if label.buddy() is widget), "")


def chain(window: QWidget) -> set[QWidget]:
    """Every widget that Tab comes to from the window."""
    found, widget = [], window
    while widget is not None and widget not in found:
        found.append(widget)
        widget = widget.nextInFocusChain()
    return set(found)


def faults(window: QWidget) -> list[str]:
    """What is wrong with the controls of this window."""
    found, reached = [], chain(window)
    for widget in controls(window):
        where = f"{type(window).__name__}: {type(widget).__name__} “{getattr(widget, 'text', str)()}”"
        if not name_of(widget, window).strip():
            found.append(f"{where} has no name")
        if widget not in reached:
            found.append(f"{where} is not reached by Tab")
    return found + _letter_faults(window)


def room_faults(dialog: QDialog, room: QSize) -> list[str]:
    """Whether the dialog, as it is shown, is larger than there is room for."""
    size = dialog.size().expandedTo(dialog.minimumSizeHint())
    fits = size == size.boundedTo(room)
    found = [] if fits else [f"{type(dialog).__name__}: {size.width()}×{size.height()} has no room on a low screen"]
    for field in dialog.findChildren(QComboBox) + dialog.findChildren(QLineEdit) + dialog.findChildren(QPushButton):
        whole = not isinstance(field.parentWidget(), (QComboBox, QAbstractItemView))
        if whole and field.isVisible() and field.height() < field.sizeHint().height() - 1:
            found.append(f"{type(dialog).__name__}: {name_of(field, dialog)} is squeezed to {field.height()} pixels")
    for label in dialog.findChildren(QLabel):
        if label.isVisible() and label.wordWrap() and label.height() < label.heightForWidth(label.width()):
            found.append(f"{type(dialog).__name__}: not all of “{label.text()[:20]}” is seen")
    return found


def _letter_faults(window: QWidget) -> list[str]:
    letters: Counter[str] = Counter()
    found = []
    for widget in window.findChildren(QWidget):
        if widget.window() is not window or not widget.isVisibleTo(window):
            continue
        if isinstance(widget, QLabel) and widget.buddy() is not None and widget.text():
            letters[letter(widget.text())] += 1
            if not letter(widget.text()):
                found.append(f"{type(window).__name__}: label “{widget.text()}” has no letter")
        elif isinstance(widget, QPushButton) or (isinstance(widget, QAbstractButton) and widget.text()):
            if isinstance(widget.parentWidget(), QToolBar) or widget.property("switch"):
                continue
            letters[letter(widget.text())] += 1
            if isinstance(window, QDialog) and widget.text() and not letter(widget.text()):
                found.append(f"{type(window).__name__}: button “{widget.text()}” has no letter")
    twice = [name for name, count in letters.items() if name and count > 1]
    return found + ([f"{type(window).__name__}: Alt+{twice} twice"] if twice else [])


def menu_faults(menu: QMenu) -> list[str]:
    """Entries without a letter, and letters used twice."""
    entries = [action for action in menu.actions() if action.isVisible() and not action.isSeparator()]
    letters = Counter(letter(action.text()) for action in entries)
    found = [f"{menu.title()}: “{action.text()}” has no letter" for action in entries if not letter(action.text())]
    return found + [f"{menu.title()}: {name} twice" for name, count in letters.items() if name and count > 1]


def all_menus(window: MainWindow | StartWindow) -> list[QMenu]:
    """The menus of the window, those that are filled when they are opened filled."""
    for menu in window.findChildren(QMenu):
        if menu.menuAction().isEnabled():
            menu.aboutToShow.emit()
    return [menu for menu in window.findChildren(QMenu) if menu.actions()]


@pytest.fixture
def window(program: WindowList, tmp_path: Path, qtbot) -> MainWindow:
    """A window with a report that has a file, an error and a blank, everything built."""
    document = Document.new(full_report())
    document.save_as(tmp_path / "a.nianbao")
    document.close()
    found = program.open_file(tmp_path / "a.nianbao", None, RECEIVED)
    assert found is not None
    found.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is found)
    found.finish()
    found.editor.enter(RECEIVED, "3")
    found.editor.enter("disputes.reconsideration.upheld", "")
    return found


@pytest.fixture
def dialogs(program: WindowList, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """The dialogs that were opened → what is wrong with them."""
    seen: dict[str, list[str]] = {}

    def look(dialog: QDialog) -> bool:
        with monkeypatch.context() as small:
            # What a screen of 1366×768 has at 150 %, less the bar at its foot.
            small.setattr("gui.window_place.free_area", lambda _: QRect(0, 0, 910, 480))
            program.tools.interaction.prepare(dialog)
        dialog.ensurePolished()
        dialog.show()
        seen[type(dialog).__name__] = faults(dialog) + room_faults(dialog, QSize(910, 480 - TITLE_BAR))
        dialog.close()
        dialog.deleteLater()
        return False

    program.tools.interaction.gives_up = True
    monkeypatch.setattr(program.tools.interaction, "run", look)
    return seen


def _open_the_others(program: WindowList, window: MainWindow) -> None:
    """Dialogs that need more than a command: something to explain, a document, what a crash left."""
    window.pages.start_at(RECEIVED)
    for command in ("select_all", "copy_with_headings", "paste"):
        window.actions_[command].trigger()
    _open_those_of_documents(program, window)
    _open_those_of_what_came_back(program, window)
    _open_those_of_reading(program, window)


def _open_those_of_documents(program: WindowList, window: MainWindow) -> None:
    from gui.picture_dialog import PictureDialog
    from gui.publication_dialog import PublicationDialog
    from gui.template_check_dialog import TemplateCheckDialog
    from gui.template_gaps import GapsDialog
    from gui.version_papers import NoticeDialog
    from workflows.check_template import TemplateCheck, WrongPlaceholder
    from workflows.correction_notice import Notice
    from workflows.labelled_templates import Gaps

    run, report = program.tools.interaction.run, window.editor.report
    run(PublicationDialog(report, Path("发布"), program.tools, window))
    run(PictureDialog("插入图片", None, "", program.tools.theme, window))
    checked = TemplateCheck((WrongPlaceholder("{{untt}}", "正文第1段", "", "{{unit}}"),), 1, False, (), (), ())
    run(TemplateCheckDialog(checked, list(checked.lines()), "模板.docx", program.tools.theme, window))
    run(GapsDialog(Gaps(("表三：“总计”一列",), (), True), "模板.docx", program.tools.theme, window))
    run(NoticeDialog(Notice("关于更正的说明", ("一处。",), "示例县数据局", "2026年2月1日"), window))


def _open_those_of_what_came_back(program: WindowList, window: MainWindow) -> None:
    from gui.collection_dialogs import ReturnDialog
    from gui.explain_dialog import ExplainDialog
    from gui.recovery_dialog import RecoveryDialog
    from importers.own_figures import OwnFigure
    from importers.result import Unplaced
    from model.notes import Origin
    from model.number_text import Entry
    from workflows.collection_return import Returned, ReturnPlan
    from workflows.lock import LockOwner
    from workflows.recovery import Recovered

    run, report = program.tools.interaction.run, window.editor.report
    origin = Origin("办公室.xlsx")
    returned = Returned(RECEIVED, "表三 新收", OwnFigure(Entry(4, "", ""), origin), 3)
    told = (Unplaced("4", "表三!D6", "公式被改成了数", origin),)
    run(ReturnDialog(ReturnPlan("办公室", "办公室.xlsx", "张三", (), (returned,), (), ("表二 规章",), told), window))
    run(ExplainDialog(report.findings()[0], program.tools.theme, window))
    nowhere, day = Path("nowhere.recovery"), datetime(2026, 1, 15)
    left = Recovered(nowhere, None, "none", day, LockOwner.me(), report.state(), report, None, ())
    run(RecoveryDialog((left,), window))


def _open_those_of_reading(program: WindowList, window: MainWindow) -> None:
    from gui.import_into_dialog import ImportIntoDialog
    from gui.reading_wait import ReadingDialog
    from gui.review_dialog import ReviewDialog
    from importers.result import CellReading, ImportResult, Unplaced
    from model.notes import Doubt, Origin
    from workflows.import_into import IntoPlan
    from workflows.into_suggestions import Suggestion
    from workflows.reading_review import Review

    run, read = program.tools.interaction.run, report_with()
    doubt = Doubt("有两个数", (3, 4), (Origin("办公室.xlsx"), Origin("另一份.txt")))
    for cell in (RECEIVED, "requests.granted.business"):
        read.apply(Edit("导入", (SetNote(cell, "doubt", doubt),)))
    told = (Unplaced("没有地方的一行", "第3行", "不认识", Origin("报告.txt", row=3)),)
    result = ImportResult(read, told, dict.fromkeys(read.form.cells, CellReading("absent")), ())
    review = Review(read, result)
    run(ReviewDialog(review, layout_of("2021"), program.tools.theme, window, name="报告.txt", importing=True))
    different = Suggestion(
        "text", "六、其他事项 第1段", "没有。", "没有了。", "没有。", "没有了。", Place("other"), ("张三改",)
    )
    into = IntoPlan("审定稿.docx", (different,), ("文件是 2024 年的，报告是 2025 年的",), ("有 1 格没有读到",))
    run(ImportIntoDialog(into, program.tools.theme, window))
    run(ReadingDialog(threading.Thread(), lambda: None, "报告.docx", window))


def dialog_classes() -> set[str]:
    """The names of all dialogs in the code."""
    names = set()
    for file in GUI.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "QDialog" for base in node.bases):
                names.add(node.name)
    return names


@pytest.mark.parametrize("section", ["preface", "overview", "proactive", "requests", "disputes"])
def test_the_controls_of_a_window(window: MainWindow, section: str) -> None:
    window.pages.show(section)
    QApplication.processEvents()
    assert len(list(controls(window))) >= 4
    assert not faults(window)


def test_the_controls_of_the_start_page(program: WindowList, qtbot) -> None:
    start = program.show_start()
    QApplication.processEvents()
    assert len(list(controls(start))) >= 5
    assert not faults(start)
    bar = {letter(action.text()) for action in start.menuBar().actions()}
    own = {letter(button.text()) for button in start.findChildren(QPushButton)}
    own |= {letter(label.text()) for label in start.findChildren(QLabel) if label.buddy()}
    assert not bar & own, "a letter of a menu would not reach the page"
    start.close()


def test_the_letters_of_a_page_are_none_of_the_menus(window: MainWindow) -> None:
    bar = {letter(action.text()) for action in window.menuBar().actions()}
    for section in window.editor.report.form.sections:
        page = window.pages.show(section.id)
        letters = {letter(label.text()) for label in page.findChildren(QLabel) if label.buddy()}
        assert not bar & letters, section.id


def test_menu_entries_have_letters_each_once(program: WindowList, window: MainWindow) -> None:
    start = program.show_start()
    for one in (window, start):
        wrong = [fault for menu in all_menus(one) for fault in menu_faults(menu)]
        assert not wrong
    start.close()


def test_every_dialog_of_a_command(program: WindowList, window: MainWindow, dialogs: dict[str, list[str]]) -> None:
    window.editor.do("写", (ReplaceText("overview", 0, 0, from_plain("一共3件,都办结了.")),))
    for command in COMMANDS:
        for place in (Place("requests", RECEIVED), Place("overview", "")):
            if command.id not in SKIPPED and not command.submenu and window.actions_[command.id].isEnabled():
                before = len(dialogs)
                window.pages.go_to(place)
                window.actions_[command.id].trigger()
                if len(dialogs) > before:
                    break
    _open_the_others(program, window)
    assert set(dialogs) == dialog_classes(), "a dialog that no command opens here is opened in _open_the_others"
    assert not [fault for found in dialogs.values() for fault in found]


def test_a_cell_says_where_it_is_and_what_is_wrong(window: MainWindow) -> None:
    view = next(block.view for block in window.pages.show("requests").grid.blocks)
    index = view.model().index(0, 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    form = window.editor.report.form
    for label in (*form.row(RECEIVED).path, *form.column(RECEIVED).path):
        assert label in spoken
    assert "3" in spoken
    assert "错误" in spoken


@pytest.mark.parametrize(
    "choices",
    [
        (Choice("save", "保存"), Choice("discard", "不保存", destructive=True)),
        (Choice("retry", "重试"), Choice("save_as", "另存为…")),
        (Choice("go_on", "接着做"), Choice("report", "保存错误报告…")),
        (Choice("a", "甲"), Choice("b", "乙"), Choice("c", "丙(&A)")),
    ],
)
def test_every_answer_has_a_letter_of_its_own(qtbot, monkeypatch: pytest.MonkeyPatch, choices) -> None:
    seen: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: seen.extend(button.text() for button in box.buttons()))
    for ask in (Interaction().choose, Interaction().offer):
        seen.clear()
        ask(None, "问题", "怎么办？", choices)
        letters = [letter(text) for text in seen]
        assert len(seen) >= len(choices)
        assert all(letters)
        assert len(set(letters)) == len(letters)
        assert all(text.endswith("…") == ("…" in text) for text in seen)


def test_what_is_told_has_a_letter(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: seen.extend(button.text() for button in box.buttons()))
    Interaction().tell(None, "说明", "好了")
    assert [letter(text) for text in seen] == ["O"]


class _High(QWidget):
    """Wants nearly all of the tests' screen of 800 × 800 pixels."""

    def sizeHint(self) -> QSize:
        return QSize(300, 700)


def test_a_dialog_takes_the_room_that_its_fields_want(qtbot) -> None:
    """Not two thirds of the screen, as windows do of themselves: on a low one the fields would be squeezed."""
    dialog = QDialog()
    qtbot.addWidget(dialog)
    high = _High()
    QVBoxLayout(dialog).addWidget(high)
    Interaction().prepare(dialog)
    dialog.show()
    assert high.height() >= 700
