"""本单位规则 in the window: the reports are checked by them, broken ones are told once, the dialog shows the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QToolBar

from gui.office_rules_dialog import OfficeRulesDialog
from gui.strip import Strip
from tests.gui.fakes import FakeInteraction
from workflows import office_rules_file
from workflows.office_rules_file import FILE, own_file

RULE = '[[rules]]\nid = "本局-1"\nkind = "at_most"\nleft = "表三 新收 自然人"\nright = 5\nmessage = "收了{left}件"\n'
BROKEN = '[[rules]]\nid = "本局-2"\nkind = "sum"\n'
CELL = "requests.received.natural_person"


@pytest.fixture(autouse=True)
def _no_office_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(office_rules_file, "office_files", lambda: (tmp_path / "nowhere" / FILE,))


def own(window) -> list[str]:
    """What is found by the office's own rules."""
    return [finding.message for finding in window.editor.report.findings() if finding.rule.startswith("本局")]


def strips(window) -> list[Strip]:
    """The strips that are shown."""
    return [strip for bar in window.findChildren(QToolBar, "strip_bar") for strip in bar.findChildren(Strip)]


def answer(window, act) -> FakeInteraction:
    """What the clerk does in the dialog."""
    interaction = window.tools.interaction
    interaction.answers.append(act)
    return interaction


def test_a_report_is_checked_by_the_rules_in_force(program, file: Path) -> None:
    own_file().write_text(RULE, "utf-8")
    window = program.open_file(file, None)
    window.finish()
    assert own(window) == ["本单位规则：收了37件，相差32件；情况属实的，请写明原因（Alt+M）"]
    assert own(window)[0] in [finding.message for finding in window.editor.visible_findings()]
    assert not strips(window)
    window.editor.enter(CELL, "5")
    assert own(window) == []
    window.editor.undo()
    assert len(own(window)) == 1


def test_a_broken_rule_is_told_once_and_leads_to_the_dialog(program, file: Path) -> None:
    own_file().write_text(RULE + BROKEN, "utf-8")
    window = program.open_file(file, None)
    window.finish()
    (strip,) = strips(window)
    assert strip.text.whole == "本单位规则有写错的：第 7 行（规则“本局-2”）：缺少 left；其余的照常检查"
    assert len(own(window)) == 1
    seen: list[str] = []

    def look(dialog: OfficeRulesDialog) -> bool:
        seen.extend(dialog.table.item(row, 2).text() for row in range(dialog.table.rowCount()))
        return False

    answer(window, look)
    strip.button.click()
    assert seen == ["写错了：缺少 left", "警告　收了{left}件"]
    assert program.broken_rules_told
    another = program.open_blank()
    another.finish()
    assert not strips(another)


def test_the_dialog_writes_the_example_and_reads_it_again(window) -> None:
    def act(dialog: OfficeRulesDialog) -> bool:
        assert "现在没有本单位规则" in dialog.file.text()
        dialog.example.click()
        assert str(own_file()) in dialog.file.text()
        assert not dialog.example.isEnabled()
        own_file().write_text(RULE, "utf-8")
        dialog.again.click()
        assert dialog.note.text() == "规则 1 条"
        assert len(own(window)) == 1
        dialog.folder.click()
        own_file().unlink()
        dialog.again.click()
        return False

    interaction = answer(window, act)
    window.actions_["office_rules"].trigger()
    assert interaction.shown == [own_file().parent]
    assert own(window) == []
