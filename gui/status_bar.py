"""The line at the foot of the window: where the clerk is, messages, and what is left to do."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStatusBar, QWidget

from gui.cell_look import EASILY_SEEN, cell_text
from gui.editor import ReportEditor
from gui.grid_selection import Selection
from gui.theme import Theme
from gui.visible_text import told, visible
from model.findings import SEVERITIES, counted
from model.naming import column_name, place_code

MESSAGE_MILLISECONDS = 8000
HEIGHT = 24


class SelectionSource(Protocol):
    """A page that tells what is selected on it."""

    def isVisible(self) -> bool: ...
    def selection(self) -> Selection | None: ...


class ElidedLabel(QLabel):
    """A label for one line that ends in … where the space ends; the whole text is its tool tip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.set_whole(text)

    @property
    def whole(self) -> str:
        """The text, whether all of it is seen or not."""
        return self._whole

    def set_whole(self, text: str) -> None:
        """Show this text, as much as there is room for."""
        if text != self._whole:
            self._whole = text
            self.setAccessibleName(text)
            self._fit()
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 4, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(20, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width() - 2, 0))
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class StatusBar(QStatusBar):
    """Left the place or, for eight seconds, a message; right the counts and whether the file is read-only.

    While several cells are selected: left how many, right what their figures come to.
    """

    def __init__(self, editor: ReportEditor, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._theme = theme
        self._sentence = ""
        self._note = ""
        self._source: SelectionSource | None = None
        self._selection: Selection | None = None
        self.setSizeGripEnabled(False)
        self.setFixedHeight(theme.px(HEIGHT))
        self.place = ElidedLabel()
        self.counts = QLabel()
        self.file = QLabel()
        self.zoom = QLabel()
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(theme.px(7), 0, theme.px(8), 0)
        layout.setSpacing(theme.px(20))
        layout.addWidget(self.place, 1)
        for label, name in ((self.counts, "填报情况"), (self.file, "文件状态"), (self.zoom, "显示比例")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAccessibleDescription(name)
            label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
            layout.addWidget(label)
        self.file.hide()
        self.addWidget(row, 1)
        self._timer = QTimer(self, singleShot=True, interval=MESSAGE_MILLISECONDS)
        self._timer.timeout.connect(self._show_place)
        theme.changed.connect(self._show_zoom)
        self.zoom.setText(f"{theme.scale:.0%}")
        editor.message.connect(self.say)
        editor.cell_changed.connect(self._show_place)
        editor.changed.connect(self._changed)
        editor.checks_began.connect(self._changed)
        self._changed()

    def _show_zoom(self) -> None:
        self.zoom.setText(f"{self._theme.scale:.0%}")

    def say(self, text: str) -> None:
        """Show a message for a while."""
        self.place.set_whole(visible(text))
        self._timer.start()

    def set_sentence(self, sentence: str) -> None:
        """What the cell counts, in a sentence: shown beside the place while the guidance has no room."""
        if sentence != self._sentence:
            self._sentence = sentence
            self._refresh()

    def set_note(self, note: str) -> None:
        """The place where there is no current cell: paragraph and line."""
        if note != self._note:
            self._note = note
            self._refresh()

    def watch(self, page: SelectionSource) -> None:
        """What is selected on this page may have changed, or the page was shown or hidden."""
        if page.isVisible():
            self._source = page
        elif self._source is page:
            self._source = None
        self._take_selection()

    def set_file_state(self, text: str) -> None:
        """What is to be said of the file: saved when, or who has it open."""
        self.file.setText(text)
        self.file.setVisible(bool(text))

    def _refresh(self) -> None:
        if not self._timer.isActive():
            self._show_place()

    def _show_place(self) -> None:
        self._timer.stop()
        self.place.set_whole(self._place_text())

    def _place_text(self) -> str:
        if self._selection is not None:
            return f"已选 {self._selection.rows} 行 × {self._selection.columns} 列"
        cell, form = self._editor.current_cell, self._editor.report.form
        if not cell or cell not in form.cells:
            return self._note
        heading = form.grid(form.cells[cell].grid).blocks[form.cells[cell].block].heading
        code = place_code(form, cell)
        columns = (column_name(form, cell).replace("›", "　"),) if code else form.column(cell).path
        place = "　".join(name for name in (heading, code, *columns) if name)
        if form.cells[cell].computed:
            place += "（自动计算）"
        place += self._held(cell)
        place += self._last_year(cell)
        return f"{place}：{self._sentence}" if self._sentence else place

    def _last_year(self, cell: str) -> str:
        if self._editor.report.last_year is None:
            return ""
        from gui.year_lines import last_year_figure

        last = last_year_figure(self._editor.report, cell)
        return f"　　上年 {last}" if last else ""

    def _held(self, cell: str) -> str:
        """What stands in the cell, where the grid may have no room for it."""
        value, text = self._editor.report.value(cell), cell_text(self._editor.report, cell)
        if isinstance(value, str):
            return f"　　“{told(text, value)}”"
        return f"　　{text}" if len(text) > EASILY_SEEN else ""

    def _changed(self, *_: object) -> None:
        self._take_selection()

    def _take_selection(self) -> None:
        before, self._selection = self._selection, self._source.selection() if self._source is not None else None
        chosen = self._selection
        self.counts.setText(counts_text(self._editor) if chosen is None else selection_text(chosen))
        if chosen != before:
            self._refresh()


def selection_text(selection: Selection) -> str:
    """Sum, count and average of what is selected; no sum of figures in different units."""
    count = f"计数 {selection.count:,}"
    if not selection.count or selection.mixed:
        return count
    return f"求和 {selection.total:,}　{count}　平均 {_average(selection)}"


def _average(selection: Selection) -> str:
    """With one decimal more than the figures have, half up, unless it is a whole number."""
    exponent = selection.total.as_tuple().exponent if isinstance(selection.total, Decimal) else 0
    rounded = selection.average.quantize(Decimal(1).scaleb(int(exponent) - 1), ROUND_HALF_UP)
    return f"{rounded.to_integral_value():,}" if rounded == rounded.to_integral_value() else f"{rounded:,}"


def counts_text(editor: ReportEditor, *, hints: bool = False) -> str:
    """What is left to do, in words; "" while that is not known yet. hints: how many of those there are as well."""
    if not editor.checks:
        return ""
    counts = editor.counts()
    words = [counted(severity, counts[severity]) for severity in SEVERITIES if hints or severity != "hint"]
    return "　".join((f"未填 {len(editor.report.blanks()):,} 格", *words))
