"""上年数字待改: the figures of last year that are marked in the text, with their context."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from gui.dialog_parts import closing, lay_out, primary, titled
from gui.editor import ReportEditor
from gui.places_table import PlacesTable
from gui.visible_text import visible
from model.edits import ReplaceText
from model.history import Place
from model.old_figures import StaleFigure, count_stale, stale_figures, without_mark

STEP = "上年数字不用改"
COLUMNS = ("在哪里", "上下文", "数字")


class StaleFiguresDialog(QDialog):
    """went_to: the place that the clerk wants to go to, None for none."""

    def __init__(self, editor: ReportEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._figures: list[StaleFigure] = []
        self.went_to: Place | None = None
        self.setWindowTitle("上年数字待改")
        self.resize(760, 400)
        self.table = PlacesTable("上年数字待改", COLUMNS, (1,))
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.keep = QPushButton("没有变，去掉标记(&K)")
        self.keep.setEnabled(not editor.read_only)
        self.go = primary("转到此处(&G)")
        self.keep.clicked.connect(self._keep)
        self.go.clicked.connect(self._go)
        self.table.itemDoubleClicked.connect(self._go)
        title = titled("文字里还是上年的数(&T)", self.table)
        lay_out(self, (title, self.table), (self.keep, self.note, closing(self), self.go), self.table)
        self.table.setFocus()
        self._fill()

    def _fill(self) -> None:
        report = self._editor.report
        self._figures = [
            one for section in report.form.sections for one in stale_figures(section.id, report.text(section.id))
        ]
        row = max(0, self.table.currentRow())
        self.table.put_rows(
            [
                (
                    f"{report.form.section(one.section).short} 第 {one.paragraph + 1} 段",
                    visible(f"{one.before}【{one.text}】{one.after}"),
                    one.text,
                )
                for one in self._figures
            ]
        )
        if self._figures:
            self.table.setCurrentCell(min(row, len(self._figures) - 1), 0)
        self.keep.setEnabled(bool(self._figures) and not self._editor.read_only)
        self.go.setEnabled(bool(self._figures))
        self.note.setText(f"共 {len(self._figures)} 个" if self._figures else "文字里没有待改的上年数字")

    def _keep(self) -> None:
        """The marked figures stay as they are: each selected one's mark goes, all as one step."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        chosen = [self._figures[row] for row in rows]
        blocks: dict[tuple[str, int], list[StaleFigure]] = {}
        for figure in chosen:
            blocks.setdefault((figure.section, figure.paragraph), []).append(figure)
        changes = []
        for (section, number), figures in blocks.items():
            block = self._editor.report.text(section)[number]
            for figure in figures:
                block = without_mark(block, figure.offset)
            changes.append(ReplaceText(section, number, number + 1, (block,)))
        if chosen:
            first = chosen[0]
            self._editor.do(STEP, tuple(changes), Place(first.section, "", first.paragraph, first.offset))
            self._fill()

    def _go(self, *_: object) -> None:
        row = self.table.currentRow()
        if row >= 0:
            figure = self._figures[row]
            self.went_to = Place(figure.section, "", figure.paragraph, figure.offset)
            self.accept()


def show(window) -> bool:
    """Show the list, and go where the clerk wants to go; whether nothing is left in it."""
    editor = window.editor
    editor.commit_wanted.emit()
    dialog = StaleFiguresDialog(editor, window)
    window.tools.interaction.run(dialog)
    if dialog.went_to is not None:
        editor.go_to.emit(dialog.went_to)
    return not count_stale(editor.report.text(section.id) for section in editor.report.form.sections)
