"""A window with one report: puts navigator, page, findings, guidance and status bar together and wires them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget

from gui.actions import COMMANDS, PARTS
from gui.editor import ReportEditor
from gui.features import ATTACHED, function_named, runner
from gui.space import WindowSpace
from gui.status_bar import StatusBar, counts_text
from gui.tools import Tools
from gui.window_actions import Actions
from gui.window_bars import Menus, ToolBar
from gui.window_editing import WindowEditing
from gui.window_files import WindowFiles
from gui.window_pages import WindowPages
from gui.window_panels import WindowPanels
from gui.window_place import fit_to_screen, place_beside
from gui.window_transfer import WindowTransfer
from model.edits import Changed
from model.layout import load_layout
from model.storage import SUFFIX
from workflows.document import Document
from workflows.forms import form_folder

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QCloseEvent,
        QContextMenuEvent,
        QDragEnterEvent,
        QDropEvent,
        QPaintEvent,
        QResizeEvent,
        QWheelEvent,
    )

USUAL_SIZE = QSize(1366, 697)
LEAST_SIZE = QSize(640, 400)
PAUSE = 50
"""Milliseconds after the first paint in which a key that is waiting goes first, and what it changes is painted."""


class MainWindow(QMainWindow):
    """closed: the window is gone. Findings, guidance and the other pages are built after the first paint."""

    closed = Signal()

    def __init__(self, document: Document, tools: Tools, at: str = "") -> None:
        super().__init__()
        self._tools = tools
        self._painted = False
        self._was_read_only = False
        self._cascaded: QRect | None = None
        self.begun_with: tuple[str, ...] = ()
        """The steps that the program itself made in the new report."""
        self._to_build = [
            self._begin_checks,
            self._build_navigator,
            self._build_findings,
            self._build_guidance,
            self._attach,
        ]
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.editor = ReportEditor(document, self)
        self.editor.checks = False
        self.editor.want_last_year(tools.settings.get("grid/last_year"))
        self.status = StatusBar(self.editor, tools.theme)
        layout = load_layout(form_folder(document.report.form.edition), document.report.form)
        self.pages = WindowPages(self.editor, tools.theme, layout, self)
        self.files = WindowFiles(self, self.editor, tools, self.status.set_file_state)
        self.transfer = WindowTransfer(self, self.editor, tools)
        self.editing = WindowEditing(self, self.editor, self.pages, tools)
        self.actions_ = Actions(self, tools.theme, self._handlers())
        menus = Menus(self, self.actions_, tools.theme, {"recent": self.files.fill_recent})
        self._to_build.insert(0, menus.fill)
        self.tool_bar = ToolBar(self, self.actions_, tools.theme)
        self.addToolBar(self.tool_bar)
        self.setStatusBar(self.status)
        form = document.report.form
        self.panels = WindowPanels(self, self.pages.stack, tools, form, layout, self._take_space)
        self._connect()
        self.setMinimumSize(LEAST_SIZE)
        self.resize(USUAL_SIZE)
        self.restoreGeometry(tools.settings.get("window/geometry"))
        fit_to_screen(self)
        self.panels.fit()
        self.layout().activate()
        self.pages.start_at(at)
        # Once more when all stands that keeps messages, or has some of its own: what was said before is not seen.
        self._to_build.append(lambda: self.pages.tell_missing(at))
        self._name_parts()
        self._refresh()

    @property
    def tools(self) -> Tools:
        """What all windows share."""
        return self._tools

    @property
    def untouched(self) -> bool:
        """Whether nothing has been done in this window: a new report, as it was opened."""
        document = self.editor.document
        return document.path is None and document.saved and document.history.names() == self.begun_with

    def come_to_front(self, at: str = "") -> None:
        """Show this window, at this cell if it is one."""
        self.show()
        self.raise_()
        self.activateWindow()
        if at:
            self.pages.start_at(at)

    def stand_beside(self, other: QWidget) -> None:
        """Stand so that the other window's title is seen if there is room; the place is not kept for the next start."""
        place_beside(self, other)
        self._cascaded = self.geometry()

    def finish(self) -> None:
        """Build all that is still to be built."""
        while self._to_build:
            self._to_build.pop(0)()

    def later(self, act: Callable[[], object]) -> None:
        """Do this once the window was painted first."""
        self._to_build.insert(0, act)
        if self._painted:
            self._build_next()

    def check_all(self) -> None:
        """Show all findings, also those that only say that the report is not filled in yet."""
        self.editor.commit_wanted.emit()
        self.finish()
        self.panels.open("findings")
        self.editor.all_checked.emit()
        self.panels.findings.list_all()
        self.editor.message.emit(f"检查完毕：{counts_text(self.editor, hints=True)}")
        self._refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            # Only a window that is shown has the frame that the window manager gave it. And what stands in the
            # window is painted after the window itself.
            QTimer.singleShot(0, self, self._after_first_paint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panels.fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_close():
            event.ignore()
            return
        if not self.isFullScreen() and self.size() != (self._cascaded or QRect()).size():
            self._tools.settings.put("window/geometry", self.saveGeometry())
        self.panels.remember()
        self.editor.document.close()
        event.accept()
        self.closed.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        function_named("gui.context_menu:show")(self, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        function_named("gui.zoom:turned")(self, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        function_named("gui.drops:welcome")(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped: reports as they are, other files as something to import."""
        function_named("gui.drops:take")(event, self, self._take_files)

    def _after_first_paint(self) -> None:
        fit_to_screen(self)
        QTimer.singleShot(PAUSE, self, self._build_next)

    def _build_next(self) -> None:
        """Build one panel, then let what is waiting go first."""
        if self._to_build:
            self._to_build.pop(0)()
            QTimer.singleShot(0, self, self._build_next)

    def _begin_checks(self) -> None:
        self.editor.begin_checks()
        self._refresh()

    def _build_navigator(self) -> None:
        from gui.navigator import Navigator

        navigator = Navigator(self.editor, self._tools.theme, self._tools.today)
        navigator.show_part(self.pages.section)
        navigator.picked.connect(lambda section: self.pages.show(section, focus=False))
        self.pages.shown.connect(navigator.show_part)
        self.panels.put_navigator(navigator)

    def _build_findings(self) -> None:
        from gui.findings_panel import FindingsPanel

        self.panels.put_findings(FindingsPanel(self.editor, self._tools.theme, self.actions_["show_findings"]))

    def _build_guidance(self) -> None:
        from gui.guidance_panel import GuidancePanel

        panel = GuidancePanel(self.editor, self._tools.theme, self.actions_["show_guidance"])
        panel.set_section(self.pages.section)
        self.pages.shown.connect(panel.set_section)
        self.panels.put_guidance(panel)
        self._load_guidance()

    def _attach(self) -> None:
        for name in ATTACHED:
            function_named(name)(self)

    def _load_guidance(self) -> None:
        """Hand out the texts of the report's form."""
        from model.guidance import load_guidance

        form = self.editor.report.form
        if self.editing.guidance is None or self.editing.guidance.form is not form:
            self.editing.set_guidance(load_guidance(form_folder(form.edition), form))
            self.panels.guidance.set_guidance(self.editing.guidance)
        self._tell_sentence()

    def _take_files(self, paths: list[Path]) -> None:
        for path in paths:
            if path.suffix.lower() == SUFFIX:
                self.files.open_path(path)
            else:
                self.transfer.import_path(path)

    def _handlers(self):
        panel = {f"show_{name}": self._toggler(name) for name in ("navigator", "findings", "guidance")}
        parts = {f"part_{i}": self._part_shower(i - 1) for i in range(1, PARTS + 1)}
        return {
            **{command.id: runner(command.runs, self) for command in COMMANDS if command.runs and not command.submenu},
            **self.files.handlers(),
            **self.transfer.handlers(),
            **self.editing.handlers(),
            **panel,
            **parts,
            "close": self.close,
            "quit": self._tools.windows.close_all,
            "check_all": self.check_all,
            "next_finding": lambda: self._step_finding(1),
            "previous_finding": lambda: self._step_finding(-1),
            "next_pane": lambda: self.panels.rotate(self.pages.page, 1),
            "previous_pane": lambda: self.panels.rotate(self.pages.page, -1),
            "full_screen": self._toggle_full_screen,
        }

    def _connect(self) -> None:
        editor = self.editor
        editor.take_whole_report = self.transfer.take_pasted
        editor.choose_paste = lambda clip: function_named("gui.paste_asking:ask")(self, clip)
        editor.history_changed.connect(self._refresh)
        editor.changed.connect(self._changed)
        editor.cell_changed.connect(self._cell_changed)
        editor.relation_changed.connect(self._refresh)
        self.pages.shown.connect(self._refresh)
        self.pages.noted.connect(self.status.set_note)
        self.pages.built.connect(self._dress_page)
        QApplication.instance().focusChanged.connect(self._focus_changed)

    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        """While a cell's editor is open undo has something to take back."""
        if any(isinstance(widget, QLineEdit) and self.isAncestorOf(widget) for widget in (old, new)):
            self.actions_.update(self.editing.conditions())

    def _dress_page(self, page: QWidget) -> None:
        """Give a new page's head its buttons."""
        if hasattr(page, "grid"):
            page.head.add(self.actions_["show_last_year"], "上年数")
            page.head.add(self.actions_["fill_zero"], "空格补 0")
            page.text_shown.connect(self._refresh)
            page.grid.laid_out.connect(self.panels.look_at_grid)
            page.grid.selection_changed.connect(lambda: self.status.watch(page.grid))
        elif hasattr(page, "outline"):
            page.add_buttons(self.actions_)
        page.head.add(self.actions_["full_screen"])
        if self.panels.space is not None:
            page.head.show_note(self.panels.space.head_note)

    def _take_space(self, space: WindowSpace) -> None:
        self.tool_bar.show_text(space.tool_bar_text)
        for i in range(self.pages.stack.count()):
            self.pages.stack.widget(i).head.show_note(space.head_note)
        self._tell_sentence()

    def _changed(self, changed: Changed) -> None:
        if changed.everything:
            self._name_parts()
            if self.panels.guidance is not None:
                self._load_guidance()
            self._refresh()
        # What else changed is a step, of which the history tells as well.

    def _cell_changed(self, _: str) -> None:
        self._tell_sentence()
        self.actions_.update(self.editing.conditions())

    def _tell_sentence(self) -> None:
        hidden = not self.panels.visible("guidance")
        self.status.set_sentence(self.editing.sentence() if hidden else "")

    def _name_parts(self) -> None:
        sections = self.editor.report.form.sections
        for i in range(1, PARTS + 1):
            action = self.actions_[f"part_{i}"]
            action.setVisible(i <= len(sections))
            if i <= len(sections):
                action.setText(f"{sections[i - 1].short}(&{i})")

    def _refresh(self, *_: object) -> None:
        """Bring title, names of steps and what is enabled up to date."""
        document, report = self.editor.document, self.editor.report
        name = document.path.name if document.path else "未命名"
        final = document.final
        mark = "（只读）" if document.read_only else "（公开稿）" if final else ""
        self.setWindowTitle(f"{report.unit or '未填单位'} {report.year or '—'}年 — {name}{mark}[*]")
        self.setWindowModified(not document.saved)
        if document.read_only or final or self._was_read_only:
            self.status.set_file_state("公开稿，不能修改" if final else document.read_only_reason)
        self._was_read_only = document.read_only or final
        self.actions_.name_steps(self.editor.undo_words(), self.editor.redo_words())
        self.actions_.update(self.editing.conditions())
        for panel in ("navigator", "findings", "guidance"):
            self.actions_[f"show_{panel}"].setChecked(self.panels.visible(panel))
        self.actions_["text_before"].setChecked(self.editing.text_before_open())
        self.actions_["show_last_year"].setChecked(self.editor.shows_last_year)
        self.actions_["full_screen"].setChecked(self.isFullScreen())

    def _toggler(self, panel: str):
        def toggle() -> None:
            self.finish()
            self.panels.toggle(panel)
            self._tell_sentence()
            self._refresh()

        return toggle

    def _part_shower(self, number: int):
        def show() -> None:
            sections = self.editor.report.form.sections
            if number < len(sections):
                # The key may have been pressed in a floating panel, which is a window of its own.
                self.activateWindow()
                self.pages.show(sections[number].id)
                self.pages.page.setFocus(Qt.FocusReason.ShortcutFocusReason)

        return show

    def _step_finding(self, by: int) -> None:
        self.editor.commit_wanted.emit()
        self.finish()
        self.panels.findings.step(by)

    def _toggle_full_screen(self) -> None:
        full = not self.isFullScreen()
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        for widget in (self.menuBar(), self.tool_bar, self.status):
            widget.setVisible(not full)
        self.panels.set_full_screen(full)
        self._refresh()
