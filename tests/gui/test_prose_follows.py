"""What a text shows is what the report holds, however live figures came in and whatever their cells became meanwhile."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from gui.editor import ReportEditor
from gui.prose_edit import ProseEdit
from gui.prose_pieces import is_plain, normal, spans_of, trimmed
from gui.theme import Theme
from model.edits import Edit, ReplaceText
from model.entry import enter
from model.live_figures import UNFILLED, Formula, figure_span
from model.text import Span, TextBlock
from tests.builders import report_with

NATURAL, BUSINESS = "requests.received.natural_person", "requests.received.business"
TEXT = (
    TextBlock((Span("共"), figure_span(Formula("sum", (NATURAL,))), Span("件，"))),
    TextBlock((figure_span(Formula("sum", (NATURAL, BUSINESS))), figure_span(Formula("sum", (BUSINESS,))))),
)
STEPS = 60
_KEEP = QTextCursor.MoveMode.KeepAnchor


@pytest.fixture
def open_text(make_editor: Callable[..., ReportEditor], theme: Theme, qtbot) -> Callable[[dict[str, str]], ProseEdit]:
    def open_(values: dict[str, str]) -> ProseEdit:
        editor = make_editor(report_with(values))
        editor.report.apply(Edit("导入", (ReplaceText("overview", 0, 0, TEXT if values else ()),)))
        prose = ProseEdit(editor, theme, "overview")
        qtbot.addWidget(prose)
        prose.show()
        return prose

    return open_


def shown(prose: ProseEdit) -> list[tuple[Span, ...]]:
    """What stands in the document, read from the document itself."""
    document = prose.document()
    found = [trimmed(spans_of(document.findBlockByNumber(number))) for number in range(document.blockCount())]
    return found if any(found) else []


def held(prose: ProseEdit) -> list[tuple[Span, ...]]:
    """What stands in the report."""
    return [normal(block) for block in prose._editor.report.text("overview")]


def test_figures_pasted_into_another_report_show_that_reports_figures(open_text) -> None:
    full, blank = open_text({NATURAL: "7", BUSINESS: "99"}), open_text({})
    full.selectAll()
    full.copy()
    blank.paste()
    assert [span.text for spans in held(blank) for span in spans if not is_plain(span)] == [UNFILLED] * 3
    assert shown(blank) == held(blank)
    assert "7" not in blank.toPlainText()
    assert blank.textCursor().atEnd()
    assert all(blank.is_troubled(run.span) for run in blank.chips.runs(blank.document().firstBlock()))


@pytest.mark.parametrize("read_elsewhere", [True, False])
def test_a_copied_figure_whose_cell_changed_comes_in_as_it_is_now(open_text, *, read_elsewhere: bool) -> None:
    prose = open_text({NATURAL: "7", BUSINESS: "1"})
    prose.selectAll()
    prose.copy()
    if not read_elsewhere:
        prose.textCursor().removeSelectedText()
    else:
        prose.moveCursor(QTextCursor.MoveOperation.End)
    prose._editor.report.apply(Edit("填写", enter(prose._editor.report, NATURAL, "8")))
    prose.paste()
    assert shown(prose) == held(prose)
    assert "8" in prose.toPlainText()
    assert "7" not in prose.toPlainText()


@pytest.mark.parametrize("seed", range(12))
def test_shown_is_held_after_every_step(open_text, seed: int) -> None:
    chance = random.Random(seed)
    texts = [open_text({NATURAL: "7", BUSINESS: "99"}), open_text({NATURAL: "3", BUSINESS: ""}), open_text({})]
    for _ in range(STEPS):
        prose = chance.choice(texts)
        step(prose, chance)
        for each in texts:
            assert shown(each) == held(each)


def step(prose: ProseEdit, chance: random.Random) -> None:
    """Something that a clerk may do in this text or in the cells that it reads."""
    editor = prose._editor
    select(prose, chance)
    match chance.randrange(7):
        case 0:
            prose.copy()
        case 1:
            prose.cut()
        case 2 | 3:
            prose.paste()
        case 4:
            (editor.undo if chance.random() < 0.7 else editor.redo)()
        case 5:
            editor.enter(chance.choice((NATURAL, BUSINESS)), chance.choice(("", "0", "5", "12", "x")))
        case 6:
            prose.textCursor().insertText(chance.choice(("件", "x", "\n")))
            prose._mend()
    QApplication.processEvents()


def select(prose: ProseEdit, chance: random.Random) -> None:
    """Put the caret somewhere, or select a stretch."""
    cursor, length = prose.textCursor(), prose.document().characterCount() - 1
    cursor.setPosition(chance.randint(0, length))
    prose.setTextCursor(cursor)
    if chance.random() < 0.6:
        cursor = prose.textCursor()
        cursor.setPosition(chance.randint(0, length), _KEEP)
        prose.setTextCursor(cursor)
