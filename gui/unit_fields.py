"""The fields of the first part's page: lines of text, the year, days, lists; each is a field of the report."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit

from gui.editor import ReportEditor
from gui.history_keys import changes_text, is_history_key, is_window_key
from model.dates import read_day, read_year
from model.edits import SetField
from model.history import Place
from workflows.unit_kinds import guess_unit_kind, unit_kinds


class LineField(QLineEdit):
    """A line of text that is a field of the report: each key goes in at once, undo is the report's."""

    def __init__(self, editor: ReportEditor, name: str) -> None:
        super().__init__()
        self._editor = editor
        self._name = name
        self.setReadOnly(editor.read_only)
        self.textEdited.connect(self._typed)
        self.editingFinished.connect(self._finished)
        editor.commit_wanted.connect(self._finished)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and is_window_key(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_history_key(event):
            # The window had no use for it; the field keeps no history of its own.
            self._finished()
            return
        if self.isReadOnly() and changes_text(event):
            self._editor.refuse()
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu without the field's own undo and redo, which come first in it."""
        menu = self.createStandardContextMenu()
        if not self.isReadOnly():
            for action in menu.actions()[:3]:
                menu.removeAction(action)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def refresh(self) -> None:
        """Show what the report holds; the caret stays where nothing changed."""
        text = self.shown()
        if text != self.text() and not (self.hasFocus() and self.read(self.text()) == self._held()):
            self.setText(text)

    def shown(self) -> str:
        """The field's value as it is shown."""
        return str(self._held())

    def read(self, text: str) -> object:
        """What was typed as the field's value, None for what is not to go in yet."""
        return text.strip()

    def _finished(self) -> None:
        """What was typed is complete: the field was left, or something is about to be saved or undone."""
        self.refresh()

    def _held(self) -> object:
        return self._editor.report.fields[self._name]

    def _typed(self, text: str) -> None:
        value = self.read(text)
        if value is not None and value != self._held():
            name = f"修改{self.accessibleName()}"
            place = Place(self._editor.report.form.sections[0].id, self._name)
            self._editor.do(name, (SetField(self._name, value),), place, merge=f"field {self._name}")


class YearField(LineField):
    """The report year: four digits; anything else is said and put back."""

    def __init__(self, editor: ReportEditor) -> None:
        super().__init__(editor, "year")
        self.setPlaceholderText("四位数字")

    def shown(self) -> str:
        return str(self._held() or "")

    def read(self, text: str) -> object:
        return read_year(text)

    def refresh(self) -> None:
        if not self.hasFocus() or self.read(self.text()) not in (None, self._held()):
            self.setText(self.shown())

    def _finished(self) -> None:
        if self.isModified() and self.read(self.text()) is None:
            self._editor.message.emit(f"“{self.text()}”不是年度，请填四位数字；年度没有改")
            self.setText(self.shown())


class DateField(LineField):
    """A day: 2026-01-20, 2026年1月20日, 2026.1.20 are understood, anything else is kept and said."""

    def __init__(self, editor: ReportEditor, name: str) -> None:
        super().__init__(editor, name)
        self.setPlaceholderText("年-月-日")

    def read(self, text: str) -> object:
        return read_day(text)


class ChoiceField(QComboBox):
    """A list whose wheel changes nothing while it only scrolls past."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style sheet takes the arrow away: paint one."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1.4))
        x, y = self.width() - 14, self.height() / 2
        painter.drawPolyline([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])


class KindField(ChoiceField):
    """单位类别: guessed from the name until it is chosen."""

    def __init__(self, editor: ReportEditor) -> None:
        super().__init__()
        self._editor = editor
        self.setEnabled(not editor.read_only)
        self.addItem("", "")
        for kind in unit_kinds():
            self.addItem(kind.name, kind.id)
        self.activated.connect(self._chosen)

    def refresh(self) -> None:
        """Show what the report holds, and what the name suggests."""
        names = {kind.id: kind.name for kind in unit_kinds()}
        guess = names.get(guess_unit_kind(self._editor.report.unit), "看不出，请选择")
        self.setItemText(0, f"按名称判断：{guess}")
        self.setCurrentIndex(max(0, self.findData(self._editor.report.fields["unit_kind"])))

    def _chosen(self, index: int) -> None:
        _set(self._editor, "unit_kind", self.itemData(index), "修改单位类别")


class TitleField(ChoiceField):
    """The wording of the report's title."""

    def __init__(self, editor: ReportEditor) -> None:
        super().__init__()
        self._editor = editor
        self.setEnabled(not editor.read_only)
        self.activated.connect(self._chosen)

    def refresh(self) -> None:
        """Show the wordings of the form, with this report's year."""
        report = self._editor.report
        wordings = [
            (" ".join(report.form.title_lines(title.id, "", report.year)).strip(), title.id)
            for title in report.form.titles
        ]
        if [(self.itemText(i), self.itemData(i)) for i in range(self.count())] != wordings:
            self.clear()
            for text, title in wordings:
                self.addItem(text, title)
        self.setCurrentIndex(max(0, self.findData(report.fields["title"])))

    def _chosen(self, index: int) -> None:
        _set(self._editor, "title", self.itemData(index), "修改题目写法")


def _set(editor: ReportEditor, name: str, value: str, step: str) -> None:
    if value != editor.report.fields[name]:
        editor.do(step, (SetField(name, value),), Place(editor.report.form.sections[0].id, name))
