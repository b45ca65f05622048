"""校核报告 from the menu 导出."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui.windows import WindowList
from model.errors import SaveError
from tests.builders import full_report
from workflows.audit_report import audit_report_name


@pytest.mark.parametrize(("command", "suffix"), [("audit_word", ".docx"), ("audit_page", ".html")])
def test_it_is_written_where_the_clerk_wants_it_and_what_was_found_is_said(
    program: WindowList, qtbot, tmp_path: Path, command: str, suffix: str
) -> None:
    window = program.open_report(full_report(), None)
    window.finish()
    said: list[str] = []
    window.editor.message.connect(said.append)
    program.tools.interaction.answers += [tmp_path / "甲", "close"]
    window.actions_[command].trigger()
    assert (tmp_path / f"甲{suffix}").stat().st_size > 1000
    asked = program.tools.interaction.asked
    assert audit_report_name(window.editor.report) in asked[0]
    assert "检查结果：" in asked[-1]
    assert any("已导出" in message and "提示" in message for message in said)


def test_a_failure_is_told_and_nothing_is_said_to_be_done(
    program: WindowList, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path, data: bytes) -> None:
        raise SaveError("磁盘已满。", "请清理磁盘。")

    window = program.open_report(full_report(), None)
    window.finish()
    monkeypatch.setattr("workflows.audit_report.write_document", fail)
    program.tools.interaction.answers += [tmp_path / "甲"]
    window.actions_["audit_word"].trigger()
    assert "磁盘已满" in program.tools.interaction.asked[-1]


def test_giving_up_writes_nothing(program: WindowList, qtbot, tmp_path: Path) -> None:
    window = program.open_report(full_report(), None)
    window.finish()
    program.tools.interaction.answers += [None]
    window.actions_["audit_page"].trigger()
    assert not list(tmp_path.glob("*.html"))
