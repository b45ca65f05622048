"""The commands on named versions: keep one, look at them, correct a published report."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QLineEdit, QMainWindow, QWidget

from gui.dialog_parts import closing, lay_out, primary
from gui.interaction import Choice
from gui.unit_page import ChoiceField
from model.old_figures import count_stale
from model.report import Report
from workflows import versions


class SaveVersionDialog(QDialog):
    """Asks for the name and a note."""

    def __init__(self, suggested: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("存为版本")
        self.name = ChoiceField()
        self.name.setEditable(True)
        self.name.addItems(versions.NAMES)
        self.name.setCurrentText(suggested)
        self.note = QLineEdit()
        self.note.setPlaceholderText("可以不填，如“报局办公室审”")
        self.hint = QLabel()
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.hint.setWordWrap(True)
        self.ok = primary("存为版本(&S)")
        self.ok.clicked.connect(self.accept)
        layout = QGridLayout()
        for row, (text, widget) in enumerate((("名称(&N)", self.name), ("说明(&M)", self.note))):
            label = QLabel(text)
            label.setBuddy(widget)
            widget.setAccessibleName(text.split("(")[0])
            layout.addWidget(label, row, 0)
            layout.addWidget(widget, row, 1)
        layout.addWidget(self.hint, 2, 0, 1, 2)
        layout.setColumnMinimumWidth(1, 320)
        lay_out(self, (layout,), (None, closing(self, "取消"), self.ok), layout)
        self.name.currentTextChanged.connect(self._named)
        self._named()

    def _named(self, *_: object) -> None:
        name = self.name.currentText().strip()
        self.ok.setEnabled(bool(name))
        final = "存为公开稿以后，报告不能再改；要改请用“文件→版本→更正”。"
        self.hint.setText(final if name == versions.PUBLISHED else "版本存在报告的文件里，随文件一起保存。")


def save(window: QMainWindow) -> None:
    """Ask for a name and keep the report under it."""
    editor = window.editor
    editor.commit_wanted.emit()
    if editor.read_only:
        editor.refuse()
        return
    dialog = SaveVersionDialog(_next_name(editor.report), window)
    if not window.tools.interaction.run(dialog):
        return
    name, note = dialog.name.currentText(), dialog.note.text()
    if name.strip() != versions.PUBLISHED or _may_publish(window):
        edit = versions.save_version(editor.report, name, note, datetime.now())
        editor.do(edit.name, edit.changes)
        editor.message.emit(f"已{edit.name}，保存文件后随文件留存")


def _may_publish(window: QMainWindow) -> bool:
    """Ask once more when the report that can't be changed from then on has something open."""
    from gui.export_check import still_left

    report = window.editor.report
    left = still_left(report)
    if not left:
        return True
    text = f"报告还有：{'，'.join(left)}。\n\n存为{versions.PUBLISHED}以后不能再改，要改只能另开更正。仍然要存吗？"
    choices = (Choice("look", "去看看"), Choice("publish", f"仍然存为{versions.PUBLISHED}", destructive=True))
    answer = window.tools.interaction.choose(window, f"存为{versions.PUBLISHED}", text, choices)
    if answer == "look":
        stale = count_stale(report.text(section.id) for section in report.form.sections)
        window.actions_["stale_figures" if stale and len(left) == 1 else "check_all"].trigger()
    return answer == "publish"


def show(window: QMainWindow) -> None:
    """Show the versions; go back to one where the clerk wants it."""
    window.editor.commit_wanted.emit()
    _run(window, None)


def correct(window: QMainWindow) -> None:
    """Open a copy of the published report to correct; in such a copy, list what it changes."""
    editor = window.editor
    editor.commit_wanted.emit()
    final = versions.published(editor.report)
    if final is None:
        editor.message.emit("还没有公开稿；用“文件→版本→存为版本”存一个公开稿以后，才有更正")
    elif editor.document.final:
        now = datetime.now()
        opened = window.tools.windows.open_report(
            Report(versions.correction_of(editor.report, now)), window, unsaved=True
        )
        if editor.document.path is not None:
            opened.editor.document.suggested = versions.correction_path(editor.document.path)
        opened.editor.message.emit("这是更正用的副本，原公开稿不动；再用“文件→版本→更正”可以看改了哪些")
    else:
        _run(window, final)


def _run(window: QMainWindow, compared) -> None:
    from gui.version_papers import comparison
    from gui.versions_dialog import VersionsDialog

    dialog = VersionsDialog(window.editor.document, compared, window, partial(comparison, window))
    if window.tools.interaction.run(dialog) and dialog.chosen() is not None:
        edit = versions.restore_version(window.editor.report, dialog.chosen())
        window.editor.do(edit.name, edit.changes)


def _next_name(report: Report) -> str:
    """The name that comes after the newest one; a correction is published again."""
    names = [version.name for version in report.versions if version.name in versions.NAMES]
    at = versions.NAMES.index(names[-1]) + 1 if names else 0
    return versions.NAMES[min(at, len(versions.NAMES) - 1)]
