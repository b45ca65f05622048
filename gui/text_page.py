"""A part that is text: the sheet with the prose, at its right the outline and the counts."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPalette, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.editor import ReportEditor
from gui.page_head import PageHead
from gui.prose_clipboard import plain_of
from gui.prose_edit import ProseEdit
from gui.prose_pieces import is_object
from gui.theme import Theme
from gui.visible_text import visible
from gui.window_actions import Actions
from model.edits import Changed
from model.figure_choice import formula_words
from model.form import Section
from model.headings import outline_entry
from model.history import Place
from model.live_figures import formula_of
from model.text import block_text, count_characters

SHEET = 700
LEAST_SHEET = 560
SHEET_MARGIN = 48
SHEET_TOP = 18
OUTLINE = 196
BUTTONS = (("insert_figure", "插入数据 Ctrl+I"), ("find_replace", "查找替换"), ("tidy_punctuation", "标点整理"))
"""Commands in the head of the page, of those that there are, each with its words."""
_BLOCK = Qt.ItemDataRole.UserRole
_STEP = "\u3000"
"""What sets a heading of a lower level in."""


class TextPage(QWidget):
    """noted: where the caret is, for the status bar."""

    noted = Signal(str)

    def __init__(self, editor: ReportEditor, theme: Theme, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._theme = theme
        self.section = section.id
        self.head = PageHead(theme, section.heading or section.short)
        self.prose = ProseEdit(editor, theme, section.id)
        self.prose.setAccessibleName(section.heading)
        self.sheet = sheet(self.prose, theme)
        self.outline = Outline(self.prose, theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        self._body = QHBoxLayout()
        self._body.setSpacing(theme.px(18))
        self._body.addWidget(self.sheet, 1)
        self._body.addWidget(self.outline)
        layout.addLayout(self._body, 1)
        self.setFocusProxy(self.prose)
        self.prose.moved.connect(self._caret_moved)
        self.prose.selectionChanged.connect(lambda: self.noted.emit(self.note()))
        editor.changed.connect(self._changed)
        self._count()

    def go_to(self, place: Place) -> None:
        """Put the caret where this place is."""
        self.prose.go_to(place)

    def add_buttons(self, actions: Actions) -> None:
        """Put the commands over text into the head."""
        for command, text in BUTTONS:
            if command in actions:
                self.head.add(actions[command], text)

    def note(self) -> str:
        """Where the caret is, in words."""
        cursor = self.prose.textCursor()
        line = cursor.block().layout().lineForTextPosition(cursor.positionInBlock())
        number = line.lineNumber() + 1 if line.isValid() else 1
        return f"第 {cursor.blockNumber() + 1} 段　第 {number} 行{self._figure_words()}"

    def _figure_words(self) -> str:
        """Which live figure or picture the caret is at; the guidance that tells more may be closed."""
        if self.prose.objects.selected():
            words = "".join(span.text for span in self.prose.paragraph())
            return f"　　{visible(words)}　回车打开，Delete 删除"
        figure, form = self.prose.current_figure(), self._editor.report.form
        formula = formula_of(figure, form) if figure is not None else None
        return f"　　数据：{formula_words(formula, form)}" if formula is not None else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme, width = self._theme, event.size().width()
        beside = theme.px(OUTLINE + 18)
        outlined = width >= theme.px(LEAST_SHEET + 16) + beside
        self.outline.setVisible(outlined)
        spare = max(0, width - theme.px(SHEET) - (beside if outlined else 0))
        left = min(theme.px(50), spare * 50 // 94) if outlined else spare // 2
        self._body.setContentsMargins(
            max(theme.px(8), left), 0, max(theme.px(8), spare - left if outlined else left), 0
        )

    def _caret_moved(self) -> None:
        self.outline.follow()
        self.noted.emit(self.note())
        # Only then has the editor scrolled as far as the caret needs it.
        QTimer.singleShot(0, self, self._show_end)

    def _show_end(self) -> None:
        """With the caret in the last line the room below it is seen as well: the text ends here."""
        cursor = self.prose.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfLine)
        if cursor.atEnd() and QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            bar = self.prose.verticalScrollBar()
            bar.setValue(bar.maximum())

    def _changed(self, changed: Changed) -> None:
        if changed.everything or any(text.section == self.section for text in changed.texts):
            self._count()

    def _count(self) -> None:
        characters = count_characters(self._editor.report.text(self.section))
        self.head.set_note(f"共 {characters:,} 字")
        self.outline.refresh([block_text(block) for block in self._editor.report.text(self.section)], characters)


def sheet(prose: ProseEdit, theme: Theme) -> QFrame:
    """The prose on a white sheet with its margins."""
    frame = prose.document().rootFrame()
    form = frame.frameFormat()
    form.setLeftMargin(theme.px(SHEET_MARGIN))
    form.setRightMargin(theme.px(SHEET_MARGIN - 12))
    form.setTopMargin(theme.px(SHEET_TOP))
    form.setBottomMargin(theme.px(SHEET_TOP))
    frame.setFrameFormat(form)
    box = QFrame()
    box.setObjectName("sheet")
    box.setMaximumWidth(theme.px(SHEET))
    box.setStyleSheet("#sheet { border: 1px solid palette(mid); }")
    layout = QVBoxLayout(box)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.addWidget(prose)
    box.setFocusProxy(prose)
    return box


class Outline(QWidget):
    """The headings of the text, and how many characters it has."""

    def __init__(self, prose: ProseEdit, theme: Theme) -> None:
        super().__init__()
        self._prose = prose
        self._theme = theme
        self._headings: tuple[tuple[int, str], ...] = ()
        self.setFixedWidth(theme.px(OUTLINE))
        title = QLabel("提纲")
        title.setFont(theme.font(0, bold=True))
        self.list = QListWidget()
        self.list.setAccessibleName("提纲")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.viewport().setAutoFillBackground(False)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(4), 0, theme.px(12))
        layout.addWidget(title)
        layout.addWidget(self.list, 1)
        self.counts = self._counts(layout, theme)
        prose.selectionChanged.connect(self.follow)

    def refresh(self, paragraphs: list[str], characters: int) -> None:
        """Show the headings among these paragraphs, also those that run into their text, and the count."""
        self.counts["字数"].setText(f"{characters:,}")
        entries = ((number, *outline_entry(text)) for number, text in enumerate(paragraphs))
        headings = tuple((number, _STEP * max(0, level - 2) + text) for number, level, text in entries if level)
        if headings != self._headings:
            self._headings = headings
            self.list.clear()
            for number, text in headings:
                item = QListWidgetItem(text)
                item.setToolTip(text.strip())
                item.setSizeHint(QSize(0, self._theme.px(26)))
                item.setData(_BLOCK, number)
                self.list.addItem(item)
        self.follow()

    def follow(self) -> None:
        """Mark the heading under which the caret stands."""
        cursor = self._prose.textCursor()
        typed = tuple(span for span in self._prose.paragraph() if not is_object(span))
        self.counts["本段"].setText(f"{_count(plain_of([typed])):,}")
        self.counts["选中"].setText(f"{_count(self._prose.selected_text()):,}")
        above = [row for row, (number, _) in enumerate(self._headings) if number <= cursor.blockNumber()]
        self.list.setCurrentRow(above[-1] if above else -1)

    def _counts(self, layout: QVBoxLayout, theme: Theme) -> dict[str, QLabel]:
        grid = QGridLayout()
        grid.setVerticalSpacing(theme.px(4))
        labels = {}
        for row, name in enumerate(("字数", "本段", "选中")):
            title, labels[name] = QLabel(name), QLabel("0")
            for label in (title, labels[name]):
                label.setTextFormat(Qt.TextFormat.PlainText)
                if row:
                    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
                else:
                    label.setFont(theme.font(0, bold=True))
            labels[name].setAccessibleDescription(name)
            grid.addWidget(title, row, 0)
            grid.addWidget(labels[name], row, 1, Qt.AlignmentFlag.AlignRight)
        layout.addLayout(grid)
        return labels

    def _go(self, item: QListWidgetItem) -> None:
        block = self._prose.document().findBlockByNumber(item.data(_BLOCK))
        cursor = QTextCursor(block)
        self._prose.setTextCursor(cursor)
        self._prose.ensureCursorVisible()
        self._prose.setFocus(Qt.FocusReason.OtherFocusReason)


def _count(text: str) -> int:
    """How many characters, white space not counted."""
    return len("".join(text.split()))
