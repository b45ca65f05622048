"""All kinds of documents from the window, 生成发布材料, and the report's check code where the clerk sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from gui.main_window import MainWindow
from gui.publication_dialog import LEFT_OUT, PublicationDialog
from gui.windows import WindowList
from model.check_code import check_code
from model.edits import ReplaceText, SetCell, SetField
from model.errors import SaveError
from model.live_figures import stale_span
from model.text import TextBlock
from tests.builders import full_report, written
from workflows.export_kinds import KINDS, PUBLISHED, Wishes, usual_name
from workflows.publication import there_already
from workflows.unit_cards import UnitCard, keep_card

RECEIVED = "requests.received.natural_person"
COMMANDS = {
    "export_word": "word",
    "export_excel": "excel",
    "export_pdf": "pdf",
    "export_web_page": "html",
    "export_csv": "csv",
    "export_json": "json",
}


@pytest.fixture
def window(program: WindowList, qtbot) -> MainWindow:
    """A window with a report filled with 0 in which nothing is open."""
    window = program.open_report(written(full_report()), None)
    window.finish()
    return window


def answer(program: WindowList, *given: object) -> None:
    program.tools.interaction.answers.extend(given)


@pytest.mark.parametrize(("command", "kind"), COMMANDS.items())
def test_every_kind_is_written_where_the_clerk_wants_it(
    program: WindowList, window: MainWindow, tmp_path: Path, command: str, kind: str
) -> None:
    answer(program, tmp_path / "甲", "close")
    window.actions_[command].trigger()
    assert (tmp_path / f"甲{KINDS[kind].suffix}").stat().st_size > 1000
    asked = program.tools.interaction.asked
    assert usual_name(KINDS[kind], window.editor.report) in asked[0]
    assert "没有不同" in asked[-1]


@pytest.mark.parametrize("command", ["publish", "copy_web_page"])
def test_what_goes_to_the_public_is_asked_about_when_something_is_open(
    program: WindowList, window: MainWindow, command: str
) -> None:
    window.editor.do("填写", (ReplaceText("overview", 0, 0, (TextBlock((stale_span("37"),)),)),))
    answer(program, "look")
    window.actions_[command].trigger()
    assert "上年数字待改 1" in program.tools.interaction.asked[-1]
    assert window.panels.findings.model.pending


@pytest.mark.parametrize("mark", [".~lock.甲.docx#", "~$甲.docx"])
def test_a_file_that_is_open_elsewhere_is_asked_about(
    program: WindowList, window: MainWindow, tmp_path: Path, mark: str
) -> None:
    (tmp_path / mark).touch()
    answer(program, tmp_path / "甲.docx", "other", tmp_path / "乙.docx", "close")
    window.actions_["export_word"].trigger()
    assert "似乎正在" in program.tools.interaction.asked[1]
    assert (tmp_path / "乙.docx").exists()
    assert not (tmp_path / "甲.docx").exists()
    answer(program, tmp_path / "甲.docx", "")
    window.actions_["export_word"].trigger()
    assert not (tmp_path / "甲.docx").exists()


def test_all_files_of_a_publication_are_made_at_once(program: WindowList, window: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "发布"

    def choose(dialog: PublicationDialog) -> bool:
        assert dialog.kinds() == PUBLISHED
        dialog.boxes["pdf"].click()
        dialog.folder.setText(str(folder))
        return True

    answer(program, choose, "folder")
    window.actions_["publish"].trigger()
    report = window.editor.report
    assert len(list(folder.iterdir())) == len(PUBLISHED)
    assert program.tools.interaction.shown == [folder]
    assert check_code(report) in program.tools.interaction.asked[-1]
    assert program.tools.settings.get(LEFT_OUT) == "pdf"
    window.editor.do("填写", (SetField("contact.phone", "0000-1"),))

    def again(dialog: PublicationDialog) -> bool:
        assert "pdf" not in dialog.kinds()
        dialog.folder.setText(str(folder))
        return True

    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    opened = folder / f".~lock.{usual_name(KINDS['word'], report)}#"
    opened.touch()
    answer(program, again, "")
    window.actions_["publish"].trigger()
    assert "似乎正在 LibreOffice" in program.tools.interaction.asked[-1]
    opened.unlink()
    assert all(name in program.tools.interaction.asked[-1] for name in there_already(report, folder, dialog_kinds()))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    answer(program, again, "replace", "close")
    window.actions_["publish"].trigger()
    assert {path.name for path in folder.iterdir()} == set(before)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} != before


def dialog_kinds() -> tuple[str, ...]:
    return tuple(kind for kind in PUBLISHED if kind != "pdf")


def test_a_publication_without_a_kind_or_a_folder_is_not_begun(
    program: WindowList, window: MainWindow, qtbot, tmp_path: Path
) -> None:
    dialog = PublicationDialog(window.editor.report, tmp_path, program.tools)
    qtbot.addWidget(dialog)
    assert dialog.ok.isEnabled()
    assert dialog.red.isHidden()
    dialog.folder.setText(" ")
    assert not dialog.ok.isEnabled()
    dialog.folder.setText(str(tmp_path))
    for box in dialog.boxes.values():
        box.setChecked(False)
    assert not dialog.ok.isEnabled()


def test_a_publication_that_fails_says_why(
    program: WindowList, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise SaveError("没有存成：磁盘空间不够。", "请换一个盘。")

    monkeypatch.setattr("workflows.document_file.write_atomic", fail)

    def choose(dialog: PublicationDialog) -> bool:
        dialog.folder.setText(str(tmp_path / "发布"))
        return True

    answer(program, choose)
    window.actions_["publish"].trigger()
    assert "磁盘空间不够" in program.tools.interaction.asked[-1]
    assert not (tmp_path / "发布").exists()


def test_the_templates_of_the_units_card_are_used(
    program: WindowList, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple] = []
    monkeypatch.setattr("gui.template_gaps.accept_template", lambda *given: True)
    monkeypatch.setattr("workflows.export.export_word", lambda *given: calls.append(given))
    keep_card(UnitCard("示例县数据局", word_template="我的.docx"))
    answer(program, tmp_path / "甲.docx", "close")
    window.actions_["export_word"].trigger()
    assert calls[0][2] == Path("我的.docx")


def test_the_check_code_is_shown_and_copied(window: MainWindow, qtbot) -> None:
    page = window.pages.show("preface")
    report = window.editor.report
    qtbot.waitUntil(lambda: check_code(report) in page.hint("check_code"))
    before = check_code(report)
    window.editor.do("填写", (SetCell(RECEIVED, 3),))
    assert check_code(report) != before
    qtbot.waitUntil(lambda: check_code(report) in page.hint("check_code"))
    window.actions_["copy_check_code"].trigger()
    assert QGuiApplication.clipboard().text() == check_code(report)


def test_a_publication_is_made_as_it_was_asked_for(
    program: WindowList, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the red head where it is ticked; the next export begins beside it; nothing while errors are to be looked at."""
    asked: list[Wishes] = []

    def keep(report: object, folder: Path, kinds: object, wishes: Wishes) -> None:
        asked.append(wishes)

    def choose(dialog: PublicationDialog) -> bool:
        assert not dialog.red.isHidden()
        dialog.red.setChecked(True)
        dialog.folder.setText(str(tmp_path / "发布"))
        return True

    monkeypatch.setattr("gui.publication_dialog.write_publication", keep)
    monkeypatch.setattr("gui.publication_dialog._tell", lambda *_: None)
    window.editor.do("填写", (SetField("document.mark", "某某局文件"),))
    answer(program, choose)
    window.actions_["publish"].trigger()
    assert [wishes.red for wishes in asked] == [True]
    assert program.tools.settings.get("files/export_folder") == str(tmp_path)
    monkeypatch.setattr("gui.publication_dialog.may_go_out", lambda *_, **__: False)
    window.actions_["publish"].trigger()
    assert len(asked) == 1
