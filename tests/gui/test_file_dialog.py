"""Qt's own file dialog: wide enough, and Chinese whatever the system's language is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QTreeView

from gui.file_dialog import SIZE, dress_file_dialog
from gui.interaction import FileKind, Interaction
from gui.start import translate


@pytest.fixture
def dialog(application: QApplication, tmp_path: Path, qtbot) -> QFileDialog:
    """A dressed dialog on a folder with a folder and a file of 2 KB in it."""
    translate(application)
    (tmp_path / "甲").mkdir()
    (tmp_path / "乙.txt").write_bytes(b"0" * 2048)
    found = QFileDialog(None, "打开", str(tmp_path))
    found.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(found)
    dress_file_dialog(found)
    found.show()
    return found


def test_columns_are_chinese_and_not_cut(dialog: QFileDialog, qtbot) -> None:
    view = dialog.findChild(QTreeView, "treeView")
    model, root = view.model(), view.rootIndex
    screen = dialog.screen().availableSize()
    assert dialog.size() == SIZE.boundedTo(screen * 0.9)
    qtbot.waitUntil(lambda: model.rowCount(root()) == 2)
    rows = [[model.index(row, column, root()).data() for column in range(4)] for row in range(2)]
    assert [row[:3] for row in sorted(rows)] == [["乙.txt", "2.0 kB", "txt 文件"], ["甲", "", "文件夹"]]
    for row in rows:
        assert row[3][:2] == "20"
        assert row[3][4] == row[3][7] == "-"
    for column in range(1, 4):
        width = view.fontMetrics().horizontalAdvance(max((row[column] for row in rows), key=len))
        assert width + 8 <= view.columnWidth(column)
    assert QLocale().language() == QLocale.Language.Chinese
    headings = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(4)]
    assert not any(heading.isascii() for heading in headings)


def test_the_file_that_is_chosen_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.docx"
    dressed = []
    monkeypatch.setattr("gui.file_dialog.dress_file_dialog", dressed.append)
    monkeypatch.setattr(QFileDialog, "exec", lambda dialog: True)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda dialog: [str(path)])
    kind = FileKind("Word 文档", (".docx",))
    assert Interaction().file_to_save(None, "导出", tmp_path / "b.docx", kind) == path
    assert Interaction().file_to_open(None, "打开", tmp_path, (kind,)) == path
    monkeypatch.setattr(QFileDialog, "exec", lambda dialog: False)
    assert Interaction().file_to_open(None, "打开", tmp_path, (kind,)) is None
    assert len(dressed) == 3
