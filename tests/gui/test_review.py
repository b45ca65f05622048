"""The review of what was read, with real keys: before a report is opened, and of one that was saved with doubts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolBar, QWidget

import resources
from gui.main_window import MainWindow
from gui.review_commands import review_import
from gui.review_dialog import ReviewDialog
from gui.review_source import SourceView
from gui.theme import THEMES, Theme
from gui.window_place import TITLE_BAR
from gui.windows import WindowList
from importers.result import ImportResult
from importers.text import read_text
from model.edits import Edit, SetNote
from model.label_wordings import load_wordings
from model.notes import Doubt, Origin
from model.report import Report
from tests.builders import FORMS, form_of, layout_of
from tests.importers.published import published, zeros
from tests.rendering import Shape
from workflows.document import Document
from workflows.forms import form
from workflows.reading_doubts import doubtful_cells
from workflows.reading_review import STEP, Review

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NEW = form("2021")
GRANTED = "requests.granted.natural_person"
RECEIVED = tuple(f"requests.received.{column}" for column in ("natural_person", "business", "research"))
RULES = tuple(f"proactive.rules.{column}" for column in ("issued", "repealed", "in_force"))
Look = Callable[[ReviewDialog], object]


@pytest.fixture(scope="module")
def text() -> str:
    """A report with a guess in one cell and dashes in three."""
    figures = {GRANTED: "约3", **dict.fromkeys(RULES, "—")}
    return published(NEW, zeros(NEW, **figures), Shape(style="rows"))


@pytest.fixture
def result(text: str) -> ImportResult:
    return read_text(text, "样本.txt", (NEW,), load_wordings(resources.path("labels.toml")))


def until(condition: Callable[[], bool]) -> None:
    """Let what is waiting go on until this is so."""
    for _ in range(20_000):
        if condition():
            return
        QApplication.processEvents()
    raise AssertionError("it never came to this")


def press(key: Qt.Key | str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)
    QApplication.processEvents()


def shown(dialog: QWidget, look: Look) -> bool:
    """What exec does, but without an event loop of its own; look closes the dialog by keys."""
    assert isinstance(dialog, ReviewDialog)
    dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
    dialog.show()
    dialog.activateWindow()
    until(lambda: QApplication.activeWindow() is dialog)
    look(dialog)
    accepted = dialog.result() == ReviewDialog.DialogCode.Accepted
    assert not dialog.isVisible()
    return accepted


def imported(program: WindowList, result: ImportResult, look: Look) -> MainWindow | None:
    """The window with the report, after a review that look goes through; None when it was given up."""
    program.tools.interaction.answers.append(lambda dialog: shown(dialog, look))
    review_import(None, program.tools, result, "样本.txt")
    return program.windows[-1] if program.windows else None


def reviewed(program: WindowList, window: MainWindow, look: Look, command: str = "review") -> None:
    program.tools.interaction.answers.append(lambda dialog: shown(dialog, look))
    window.actions_[command].trigger()


def values(report: Report, *cells: str) -> list[object]:
    return [report.value(cell) for cell in cells]


def opened(program: WindowList, result: ImportResult, folder: Path) -> MainWindow:
    """A window on the report as `import` saves it."""
    document = Document.new(result.report)
    document.save_as(folder / "a.nianbao")
    document.close()
    window = program.open_file(folder / "a.nianbao", None)
    assert isinstance(window, MainWindow)
    window.activateWindow()
    until(lambda: QApplication.activeWindow() is window)
    window.finish()
    QApplication.processEvents()
    return window


def strips(window: MainWindow) -> list[QToolBar]:
    return [bar for bar in window.findChildren(QToolBar, "strip_bar") if bar.isVisible()]


def test_enter_takes_the_first_answers_and_opens_the_report(program: WindowList, result: ImportResult) -> None:
    def answer(dialog: ReviewDialog) -> None:
        assert QApplication.focusWidget() is dialog.questions
        assert "其余 2 处以后核对" in dialog.finish.text()
        press(Key.Key_Return)
        press(Key.Key_Return)
        assert QApplication.focusWidget() is dialog.finish
        assert dialog.finish.text() == "打开这份报告(&O)"
        press(Key.Key_Return)

    window = imported(program, result, answer)
    assert window is not None
    assert values(window.editor.report, GRANTED, *RULES) == [3, 0, 0, 0]
    assert window.editor.history.names() == (STEP,)
    assert not window.editor.document.saved
    window.editor.undo()
    assert values(window.editor.report, GRANTED, *RULES) == [None] * 4
    assert len(doubtful_cells(window.editor.report)) == 4


def test_digits_choose_and_arrows_move(program: WindowList, result: ImportResult) -> None:
    def answer(dialog: ReviewDialog) -> None:
        press(Key.Key_Down)
        first = dialog.questions.question()
        press("2")
        assert dialog.review.answer(first) == 1
        assert dialog.questions.question() is not first
        press(Key.Key_Down if dialog.questions.currentRow() == 0 else Key.Key_Up)
        press("9")
        assert dialog.review.answer(first) == 1, "there is no ninth answer"
        press("1")
        assert dialog.review.answer(first) == 0
        press(Key.Key_Escape)

    window = imported(program, result, answer)
    assert window is not None
    assert len(doubtful_cells(window.editor.report)) in (1, 3)


def test_esc_leaves_the_rest_open_and_nothing_doubtful_comes_in(program: WindowList, result: ImportResult) -> None:
    window = imported(program, result, lambda dialog: press(Key.Key_Escape))
    assert window is not None
    assert values(window.editor.report, GRANTED, *RULES) == [None] * 4
    assert not window.editor.history.names()
    window.finish()
    until(lambda: bool(strips(window)))
    assert "4 格" in strips(window)[0].findChild(QWidget, "strip").text.whole


def test_an_import_can_be_given_up(program: WindowList, result: ImportResult) -> None:
    def give_up(dialog: ReviewDialog) -> None:
        press(Key.Key_Return)
        QTest.keyClick(dialog.cancel, Key.Key_Space)

    assert imported(program, result, give_up) is None


def test_what_needs_no_answer_is_given_up_by_esc(program: WindowList, text: str) -> None:
    plain = text.replace("约3", "0").replace("—", "0")
    read = read_text(plain, "样本.txt", (NEW,), load_wordings(resources.path("labels.toml")))

    def look(dialog: ReviewDialog) -> None:
        assert QApplication.focusWidget() is dialog.finish
        press(Key.Key_Escape)

    assert imported(program, read, look) is None
    window = imported(program, read, lambda dialog: press(Key.Key_Return))
    assert window is not None
    assert not window.editor.history.names()


@pytest.mark.parametrize("rounds", range(6))
def test_esc_leaves_from_wherever_the_focus_is(program: WindowList, result: ImportResult, rounds: int) -> None:
    def leave(dialog: ReviewDialog) -> None:
        press(Key.Key_Return)
        for _ in range(rounds):
            press(Key.Key_F6)
        press(Key.Key_Escape)

    window = imported(program, result, leave)
    assert window is not None
    assert window.editor.history.names() == (STEP,)
    assert doubtful_cells(window.editor.report)


def test_a_figure_is_typed_in_place_of_the_answers(program: WindowList, result: ImportResult) -> None:
    def answer(dialog: ReviewDialog) -> None:
        while GRANTED not in dialog.questions.question().cells:
            press(Key.Key_Down)
        press(Key.Key_F2)
        assert dialog.form.editing()
        press(Key.Key_5)
        press(Key.Key_Return)
        until(lambda: QApplication.focusWidget() is dialog.questions)
        assert GRANTED not in dialog.questions.question().cells
        assert dialog.review.reviewed.value(GRANTED) == 5
        press(Key.Key_Return, CONTROL)

    window = imported(program, result, answer)
    assert window is not None
    assert window.editor.report.value(GRANTED) == 5
    assert set(doubtful_cells(window.editor.report)) == set(RULES)


def test_cells_of_one_question_are_typed_one_after_the_other(program: WindowList, result: ImportResult) -> None:
    def answer(dialog: ReviewDialog) -> None:
        while RULES[0] not in dialog.questions.question().cells:
            press(Key.Key_Down)
        press(Key.Key_F2)
        for figure, cell in zip("123", RULES, strict=True):
            assert dialog.form.page.current_cell() == cell
            press(figure)
            press(Key.Key_Return)
        until(lambda: QApplication.focusWidget() is dialog.questions)
        press(Key.Key_Escape)

    window = imported(program, result, answer)
    assert window is not None
    assert values(window.editor.report, *RULES) == [1, 2, 3]


def test_what_is_being_typed_is_kept_when_the_review_ends(program: WindowList, result: ImportResult) -> None:
    def answer(dialog: ReviewDialog) -> None:
        dialog.form.edit(GRANTED)
        press(Key.Key_7)
        dialog.finish.click()

    window = imported(program, result, answer)
    assert window is not None
    assert window.editor.report.value(GRANTED) in (7, 37)


def test_any_cell_can_be_corrected_and_cleared(program: WindowList, result: ImportResult) -> None:
    def correct(dialog: ReviewDialog) -> None:
        dialog.form.show_cell(RECEIVED[0], focus=True)
        press(Key.Key_8)
        press(Key.Key_Return)
        dialog.form.show_cell(RECEIVED[1], focus=True)
        press(Key.Key_Delete)
        press(Key.Key_Escape)

    window = imported(program, result, correct)
    assert window is not None
    assert values(window.editor.report, *RECEIVED) == [8, None, 0]


def test_the_last_answer_is_taken_back(program: WindowList, result: ImportResult) -> None:
    def answer(dialog: ReviewDialog) -> None:
        press(Key.Key_Return)
        assert len(dialog.review.open_questions()) == 1
        press(Key.Key_Z, CONTROL)
        assert len(dialog.review.open_questions()) == 2
        assert values(dialog.form.report, GRANTED, *RULES) == [None] * 4
        press(Key.Key_Escape)

    imported(program, result, answer)


def test_the_place_in_the_document_goes_with_the_cell(program: WindowList, result: ImportResult) -> None:
    def look(dialog: ReviewDialog) -> None:
        while RULES[0] not in dialog.questions.question().cells:
            press(Key.Key_Down)
        assert dialog.source.framed_text() == "—"
        seen = [dialog.source.textCursor().position()]
        for cell in RULES[1:]:
            press(Key.Key_Right)
            assert dialog.form.page.current_cell() == cell
            seen.append(dialog.source.textCursor().position())
        assert len(set(seen)) == 3
        assert dialog.place.whole.startswith("3/3")
        press(Key.Key_Left)
        assert dialog.source.textCursor().position() == seen[1]
        dialog.form.show_cell(GRANTED, focus=True)
        dialog.show_origin(GRANTED)
        assert dialog.source.framed_text() == "约3"
        press(Key.Key_Right)
        assert dialog.source.framed_text() == "0", "the grid's next cell"
        press(Key.Key_Escape)

    imported(program, result, look)


def test_a_question_is_spoken_with_its_answers(program: WindowList, result: ImportResult) -> None:
    def look(dialog: ReviewDialog) -> None:
        item = dialog.questions.currentItem()
        spoken = item.data(Qt.ItemDataRole.AccessibleTextRole)
        for option in dialog.questions.question().options:
            assert option.text in spoken
        assert "还没有答" in spoken
        press("2")
        assert "已答：保持未填" in item.data(Qt.ItemDataRole.AccessibleTextRole)
        assert "→ 保持未填" in item.text()
        press(Key.Key_Escape)

    imported(program, result, look)


def test_an_answer_is_chosen_with_the_mouse(program: WindowList, result: ImportResult) -> None:
    def look(dialog: ReviewDialog) -> None:
        question = dialog.questions.question()
        place = dialog.options.visualItemRect(dialog.options.item(1)).center()
        QTest.mouseClick(dialog.options.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert dialog.review.answer(question) == 1
        press(Key.Key_Escape)

    imported(program, result, look)


def test_a_file_that_was_saved_with_doubts_offers_the_review(
    program: WindowList, result: ImportResult, tmp_path: Path
) -> None:
    window = opened(program, result, tmp_path)
    (bar,) = strips(window)
    program.tools.interaction.answers.append(lambda dialog: shown(dialog, _answer_all))
    bar.findChild(QWidget, "strip").button.click()
    report = window.editor.report
    assert values(report, GRANTED, *RULES) == [3, 0, 0, 0]
    assert window.editor.history.names() == (STEP,)
    assert not strips(window)
    assert "写入 4 格" in window.status.place.whole


def _answer_all(dialog: ReviewDialog) -> None:
    assert dialog.open_source.isVisible(), "the document is not there"
    assert not dialog.cancel.isVisible(), "there is nothing to give up"
    press(Key.Key_Return)
    assert dialog.cancel.isVisible()
    press(Key.Key_Return)
    assert dialog.finish.text() == "写入 4 格(&O)"
    press(Key.Key_Return)


def test_a_file_without_doubts_offers_nothing(program: WindowList, file: Path) -> None:
    window = program.open_file(file, None)
    window.finish()
    assert not strips(window)
    window.actions_["review"].trigger()
    assert "没有从文件读入" in window.status.place.whole
    window.actions_["show_origin"].trigger()
    assert not program.tools.interaction.asked


def test_a_review_that_changes_nothing_is_no_step(program: WindowList, result: ImportResult, tmp_path: Path) -> None:
    window = opened(program, result, tmp_path)
    reviewed(program, window, lambda dialog: press(Key.Key_Escape))
    assert not window.editor.history.names()
    assert window.editor.document.saved
    assert strips(window)


@pytest.fixture
def reads(text: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that were read, in this process: what the process apart does is tested elsewhere."""
    from workflows.importing import import_file

    names: list[str] = []

    class Process:
        def read(self, path: Path) -> ImportResult:
            names.append(path.name)
            return import_file(path)

    monkeypatch.setattr("gui.reading_wait.read_apart", lambda window, tools, read, source: read(Process()))
    return names


def test_the_document_beside_the_report_is_shown(
    program: WindowList, result: ImportResult, text: str, tmp_path: Path, reads: list[str]
) -> None:
    (tmp_path / "样本.txt").write_text(text, "utf-8")
    window = opened(program, result, tmp_path)

    def look(dialog: ReviewDialog) -> None:
        assert not dialog.open_source.isVisible()
        assert dialog.source.framed_text() in ("约3", "—")
        press(Key.Key_Escape)

    reviewed(program, window, look)
    reviewed(program, window, look)
    assert reads == ["样本.txt"], "it is read once"


def test_the_document_is_asked_for(
    program: WindowList, result: ImportResult, text: str, tmp_path: Path, reads: list[str]
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "另一个名字.txt").write_text(text, "utf-8")
    window = opened(program, result, tmp_path)

    def look(dialog: ReviewDialog) -> None:
        assert dialog.source.empty
        program.tools.interaction.answers.append(tmp_path / "elsewhere" / "另一个名字.txt")
        dialog.open_source.click()
        assert dialog.source.framed_text() in ("约3", "—")
        assert QApplication.focusWidget() is dialog.questions
        press(Key.Key_Escape)

    reviewed(program, window, look)


def test_another_document_is_told_as_such(
    program: WindowList, result: ImportResult, text: str, tmp_path: Path, reads: list[str]
) -> None:
    (tmp_path / "样本.txt").write_text("另加一行\n\n" + text, "utf-8")
    window = opened(program, result, tmp_path)

    def look(dialog: ReviewDialog) -> None:
        assert "这份文件里找不到" in dialog.place.whole
        assert dialog.source.framed_text() == ""
        press(Key.Key_Escape)

    reviewed(program, window, look)


def test_where_any_figure_was_read_can_be_seen(
    program: WindowList, result: ImportResult, text: str, tmp_path: Path, reads: list[str]
) -> None:
    (tmp_path / "样本.txt").write_text(text.replace("约3", "3").replace("—", "0"), "utf-8")
    read = read_text(
        (tmp_path / "样本.txt").read_text("utf-8"), "样本.txt", (NEW,), load_wordings(resources.path("labels.toml"))
    )
    window = opened(program, read, tmp_path)
    window.pages.start_at(GRANTED)

    def look(dialog: ReviewDialog) -> None:
        assert dialog.form.page.current_cell() == GRANTED
        assert dialog.source.framed_text() == "3"
        assert "“3”" in dialog.place.whole
        press(Key.Key_Escape)

    reviewed(program, window, look, "show_origin")


def test_looking_where_a_figure_was_read_changes_none(
    program: WindowList, result: ImportResult, text: str, tmp_path: Path, reads: list[str]
) -> None:
    (tmp_path / "样本.txt").write_text(text, "utf-8")
    window = opened(program, result, tmp_path)
    report = window.editor.report
    sure = next(cell for cell in report.form.inputs if report.notes(cell).origin and report.notes(cell).doubt is None)
    window.pages.start_at(sure)
    before = report.state()

    def look(dialog: ReviewDialog) -> None:
        assert dialog.windowTitle() == "看原文"
        assert not dialog.below.isVisible(), "nobody asked the questions"
        for key in (Key.Key_7, Key.Key_Return, Key.Key_Delete, Key.Key_Escape):
            press(key)

    reviewed(program, window, look, "show_origin")
    assert window.editor.report.state() == before
    assert not window.editor.history.names()


def test_the_origin_of_a_doubtful_figure_comes_with_its_question(
    program: WindowList, result: ImportResult, text: str, tmp_path: Path, reads: list[str]
) -> None:
    (tmp_path / "样本.txt").write_text(text, "utf-8")
    window = opened(program, result, tmp_path)
    report = window.editor.report
    doubtful = [cell for cell in report.form.inputs if report.notes(cell).doubt is not None][-1]
    window.pages.start_at(doubtful)

    def look(dialog: ReviewDialog) -> None:
        question = dialog.questions.question()
        assert question is not None
        assert doubtful in question.cells
        assert QApplication.focusWidget() is dialog.questions
        press(Key.Key_Escape)

    reviewed(program, window, look, "show_origin")


def test_a_report_that_may_only_be_read_is_only_looked_at(
    program: WindowList, result: ImportResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(program, result, tmp_path)
    window.editor.document.read_only = True

    def look(dialog: ReviewDialog) -> None:
        dialog.questions.setFocus()
        press(Key.Key_Return)
        press("1")
        press(Key.Key_F2)
        assert not dialog.form.editing()
        assert not dialog.review.begun
        assert dialog.finish.text() == "关闭(&O)"
        press(Key.Key_Escape)

    reviewed(program, window, look)
    assert not window.editor.history.names()


@pytest.mark.parametrize("edition", FORMS)
def test_any_form_is_reviewed_by_enter_alone(program: WindowList, edition: str, theme: Theme) -> None:
    report = Report.blank(form_of(edition), "局", 2025)
    for number, cell in enumerate(report.form.inputs[:40]):
        origin = Origin("a.docx", 1, 1, number // 4, number % 4 + 1, str(number))
        doubt = Doubt("不认识行标题", (number,), (origin,)) if number % 2 else Doubt("有两个数", (1, 2))
        report.apply(Edit("导入", (SetNote(cell, "doubt", doubt),)))
    dialog = ReviewDialog(Review(report), layout_of(edition), theme)

    def answer(_: ReviewDialog) -> None:
        for _ in range(200):
            if not dialog.isVisible():
                return
            press(Key.Key_Return)

    assert shown(dialog, answer)
    assert not doubtful_cells(dialog.review.reviewed)
    dialog.deleteLater()


@pytest.mark.parametrize("name", THEMES)
def test_the_frame_stands_around_the_figure(qtbot, result: ImportResult, name: str) -> None:
    theme = Theme(name)
    view = SourceView(theme)
    qtbot.addWidget(view)
    view.resize(420, 300)
    view.show_source(result.source)
    view.show()
    origin = result.report.notes(GRANTED).origin
    before = _count(view, theme, "accent")
    assert view.show_place(origin)
    assert _count(view, theme, "accent") > before + 60
    assert not view.show_place(Origin("样本.txt", row=9999))
    assert _count(view, theme, "accent") == before


def _count(view: SourceView, theme: Theme, role: str) -> int:
    """Pixels of this colour within the view's own frame."""
    image = view.viewport().grab(QRect(4, 4, view.viewport().width() - 8, view.viewport().height() - 8)).toImage()
    wanted = theme.color(role).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize(("width", "height"), [(1366, 728), (910, 480)])
def test_all_parts_have_room_on_small_screens(
    qtbot, result: ImportResult, theme: Theme, monkeypatch: pytest.MonkeyPatch, width: int, height: int
) -> None:
    """1366×768 as it is and at 150 %."""
    monkeypatch.setattr("gui.review_dialog.free_area", lambda _: QRect(0, 0, width, height))
    dialog = ReviewDialog(Review(result.report, result), layout_of("2021"), theme, source=result.source, importing=True)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.width() <= width
    assert dialog.height() <= height - TITLE_BAR
    for part, least in ((dialog.questions, 72), (dialog.options, 72), (dialog.source, 140), (dialog.form, 140)):
        assert part.isVisible()
        assert part.height() >= least, type(part).__name__
    assert dialog.finish.width() >= dialog.finish.sizeHint().width()
