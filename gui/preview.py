"""打印预览: the true pages of the report in a window of their own, always as the report is now; printing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.dialog_parts import icon_button
from gui.document_settings import document_options
from gui.preview_paper import PAGE, WIDTH, PaperView
from gui.preview_setting import PageSetting
from gui.window_place import fit_to_screen, free_area
from model.errors import ReportError

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from workflows.document_settings import DocumentOptions
    from workflows.page_pictures import DrawnPdf

NAME = "打印预览"
WORKING = "正在排版…"
HELP = "export#preview"
SIZE = 860, 900
SOON = 30
"""Milliseconds after which the pages are begun: the window is painted by then."""


def show(window: MainWindow) -> None:
    """The preview of this window's report, at the part where the clerk is."""
    window.editor.commit_wanted.emit()
    found = next((one for one in window.findChildren(PreviewWindow) if one.isVisible()), None)
    preview = found or PreviewWindow(window)
    preview.go_to_part(window.pages.section)
    preview.show()
    preview.raise_()
    preview.activateWindow()


class PreviewWindow(QWidget):
    """Pages of one report's window. Esc closes; Ctrl+P prints; the keys of `PaperView` turn and zoom."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, Qt.WindowType.Window)
        self.tools, self._editor, self._window = window.tools, window.editor, window
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{NAME} — {self._editor.report.unit or '未命名'}")
        self._part = ""
        self._print_wanted = False
        self._options: DocumentOptions | None = None
        self.paper = PaperView(self.tools.theme)
        self.paper.show_note(WORKING)
        self.setting = PageSetting(self)
        self.number, self.count = QSpinBox(), QLabel()
        self.note, self.percent = QLabel(), QLabel()
        self._lay_out()
        self._connect()
        window.closed.connect(self.close)
        free = free_area(self)
        px = self.tools.theme.px
        self.resize(min(px(SIZE[0]), free.width() - 16), min(px(SIZE[1]), free.height() - 48))
        fit_to_screen(self)
        self.paper.setFocus(Qt.FocusReason.OtherFocusReason)
        # Finding the PC's fonts keeps all threads waiting for a moment, the first time: what is going on is seen by then.
        QTimer.singleShot(SOON, self, self.set_anew)

    def set_anew(self, *_: object) -> None:
        """Set the pages of the report as it is now."""
        self._tell("")
        self.red.setVisible(self._has_red_head())
        self._options = self._wanted_options()
        self.setting.set(self._editor.report.state(), self._options)

    def _wanted_options(self) -> DocumentOptions:
        red = self.red.isChecked() and self._has_red_head()
        return document_options(self.tools.settings, self._editor.report, red)

    def go_to_part(self, section: str) -> None:
        """Show the page on which this part of the report begins, at once or as soon as there are pages."""
        self._part = section
        if self.paper.pages is not None:
            self._find_part(self.paper.pages)

    def print_pages(self) -> None:
        """Ask how, and print; once the pages are those of the report as it is."""
        pages = self.paper.pages
        self._print_wanted = self.setting.busy or pages is None
        if self._print_wanted or pages is None:
            return
        # Imported only when something is printed.
        from gui.export_check import may_go_out
        from gui.preview_print import printer_for

        report = self._editor.report
        if not may_go_out(self._window, parent=self):
            return
        printer = printer_for(pages, "".join(report.title_lines()), self.tools.settings.get("word/two_sided"))
        if self.tools.interaction.set_up_print(self, printer, len(pages.sizes)):
            self._print(printer, self.paper.pages or pages)

    def _print(self, printer, pages: DrawnPdf) -> None:
        from gui.export_check import left_words
        from gui.preview_print import print_pages

        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        failed = False
        try:
            for done in print_pages(printer, pages, self.paper.number):
                self._tell(f"正在打印，第 {done} 页…")
                self.note.repaint()
        except RuntimeError:
            failed = True
        finally:
            QApplication.restoreOverrideCursor()
        done = "；".join(filter(None, ("已交给打印机", left_words(self._editor.report))))
        self._tell("" if failed else done)
        if failed:
            error = ReportError("没有印成：用不了这台打印机。", "请看打印机是否连好、有没有权使用，或换一台。")
            self.tools.interaction.tell_error(self, "打印", error)

    def _has_red_head(self) -> bool:
        return bool(str(self._editor.report.fields.get("document.mark", "")).strip())

    def _ready(self, pages: DrawnPdf) -> None:
        first = self.paper.pages is None
        self.count.setText(f"页，共 {len(pages.sizes)} 页")
        self.number.setRange(1, len(pages.sizes))
        self.paper.show_pages(pages)
        self.print_button.setEnabled(True)
        if first:
            self._find_part(pages)
        if self._print_wanted and not self.setting.busy:
            self.print_pages()

    def _find_part(self, pages: DrawnPdf) -> None:
        heading = self._editor.report.form.section(self._part).heading if self._part else ""
        self.paper.turn_to(pages.page_of(heading) if heading else 0)

    def _failed(self, error: ReportError) -> None:
        """Pages that are no longer the report's must not be printed."""
        self._print_wanted = False
        self.paper.show_note(str(error))
        self.print_button.setEnabled(False)
        self._tell("")

    def _tell(self, text: str) -> None:
        self.note.setText(text)
        self.note.setToolTip(text)

    def _turned(self, number: int) -> None:
        self.number.blockSignals(True)
        self.number.setValue(number + 1)
        self.number.blockSignals(False)
        last = len(self.paper.pages.sizes) - 1 if self.paper.pages is not None else 0
        self.back.setEnabled(number > 0)
        self.forward.setEnabled(number < last)

    def _zoomed(self, percent: int) -> None:
        self.percent.setText(f"{percent}%")
        self.width_button.setChecked(self.paper.fitted == WIDTH)
        self.page_button.setChecked(self.paper.fitted == PAGE)

    def _lay_out(self) -> None:
        px = self.tools.theme.px
        self.print_button = QPushButton("打印(&P)…")
        self.print_button.setProperty("primary", "true")
        self.print_button.setEnabled(False)
        self.back = self._tool("back", "上一页（PageUp）", lambda: self.paper.turn_to(self.paper.number - 1))
        self.forward = self._tool("forward", "下一页（PageDown）", lambda: self.paper.turn_to(self.paper.number + 1))
        self.number.setRange(1, 1)
        self.number.setAccessibleName("页码")
        self.number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.number.setKeyboardTracking(False)
        label = QLabel("第(&G)")
        label.setBuddy(self.number)
        self.width_button = self._choice("适合宽度(&W)", lambda: self.paper.fit(WIDTH))
        self.page_button = self._choice("整页(&E)", lambda: self.paper.fit(PAGE))
        self.red = self._choice("红头(&R)", self.set_anew)
        self.red.setChecked(True)
        self.red.setVisible(self._has_red_head())
        smaller = self._tool("zoom_out", "缩小（Ctrl+-）", lambda: self.paper.zoom_by(-1))
        larger = self._tool("zoom_in", "放大（Ctrl++）", lambda: self.paper.zoom_by(1))
        self.percent.setMinimumWidth(px(40))
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        top = QHBoxLayout()
        for widget in (self.print_button, self.back, self.forward, label, self.number, self.count):
            top.addWidget(widget)
        top.addWidget(self.note, 1)
        for widget in (self.red, self.width_button, self.page_button, smaller, self.percent, larger):
            top.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(8), px(6), px(8), px(8))
        layout.setSpacing(px(6))
        layout.addLayout(top)
        layout.addWidget(self.paper, 1)

    def _tool(self, name: str, text: str, run: Callable[[], object]) -> QToolButton:
        return icon_button(self.tools.theme, name, text, run)

    def _choice(self, text: str, run) -> QPushButton:
        button = QPushButton(text)
        button.setCheckable(True)
        button.clicked.connect(lambda _=False: run())
        return button

    def _connect(self) -> None:
        self._editor.changed.connect(self.set_anew)
        self.setting.ready.connect(self._ready)
        self.setting.failed.connect(self._failed)
        self.paper.turned.connect(self._turned)
        self.paper.zoomed.connect(self._zoomed)
        self.number.valueChanged.connect(lambda page: self.paper.turn_to(page - 1))
        self.print_button.clicked.connect(self.print_pages)
        for keys, run in (
            ("Ctrl+P", self.print_pages),
            ("Ctrl++", lambda: self.paper.zoom_by(1)),
            ("Ctrl+=", lambda: self.paper.zoom_by(1)),
            ("Ctrl+-", lambda: self.paper.zoom_by(-1)),
            ("Ctrl+0", lambda: self.paper.zoom_by(0)),
            ("F1", self._help),
            ("Esc", self.close),
            ("Ctrl+W", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(run)

    def _help(self) -> None:
        from gui.manual import show_at

        show_at(self.tools, HELP)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # The settings of documents may have been changed in the meantime.
        if event.type() != QEvent.Type.ActivationChange or not self.isActiveWindow() or self.paper.pages is None:
            return
        # Nothing else is set anew: what was just told of printing would be wiped out.
        if self._wanted_options() != self._options:
            self.set_anew()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._editor.changed.disconnect(self.set_anew)
        self.paper.show_note("")
        super().closeEvent(event)
