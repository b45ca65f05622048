"""The window that the program starts with when it is given no file: the start page under the usual menus."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QMainWindow

from gui.actions import COMMANDS, PARTS
from gui.features import STARTED, function_named, runner
from gui.space import STATUS_BAR, TOOL_BAR_TEXT
from gui.start_page import StartPage, Way
from gui.tools import Tools
from gui.window_actions import Actions
from gui.window_bars import Menus, ToolBar
from gui.window_files import WindowFiles
from gui.window_place import fit_to_screen
from gui.window_transfer import WindowTransfer
from model.errors import ReportError
from model.storage import SUFFIX
from workflows.forms import edition_for, form
from workflows.version import NAME, VERSION

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent

WAYS = (
    ("new_from_last", "依据上年报告新建(&L)", "单位、联系方式、文字带过来；上年结转自动填好", "last_year"),
    ("new", "新建空白报告(&N)", "选单位和年度，直接进表格", "new"),
    ("import", "导入已有报告(&M)", "Word、Excel、PDF、网页，或复制的文字", "import"),
    ("open", "打开(&O)", f"*{SUFFIX}", "open"),
    ("example", "打开示例(&S)", "虚构单位的完整报告，可以随意改", "example"),
)
"""Command, name, what it does, icon. The letters are none of the menus'."""

NOT_HERE = "先打开或新建一份报告"


class _Messages(QObject):
    """Stands where a window has its editor: all that it takes is a sentence for the status bar."""

    message = Signal(str)


class StartWindow(QMainWindow):
    """closed: the window is gone. It gives way to the first report that is opened from it."""

    closed = Signal()
    untouched = True

    def __init__(self, tools: Tools, year: int) -> None:
        super().__init__()
        self._tools = tools
        self._painted = False
        self.editor = _Messages(self)
        self.editor.message.connect(self._say)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(True)
        self.setWindowTitle(NAME)
        self.files = WindowFiles(self, None, tools, self._say)
        self.transfer = WindowTransfer(self, None, tools)
        self.actions_ = Actions(self, tools.theme, self._handlers())
        self._allow()
        Menus(self, self.actions_, tools.theme, {"recent": self.files.fill_recent}).fill()
        self.tool_bar = ToolBar(self, self.actions_, tools.theme)
        self.addToolBar(self.tool_bar)
        self.page = StartPage(tools.theme, self._ways(), self._go, year, form(edition_for(year)).document, self._now)
        self.page.files.set_paths(tools.settings.recent_files())
        self.page.list.opened.connect(self.files.open_path)
        self.page.list.removed.connect(tools.settings.drop_recent_file)
        self.page.list.folder_wanted.connect(lambda path: tools.interaction.show_folder(path.parent))
        self.setCentralWidget(self.page)
        self._build_status_bar()
        tools.theme.changed.connect(self._fit_tool_bar)
        self.setMinimumSize(640, 400)
        self.resize(1366, 697)
        self.restoreGeometry(tools.settings.get("window/geometry"))
        fit_to_screen(self)
        self.page.setFocus()

    @property
    def tools(self) -> Tools:
        """What all windows share."""
        return self._tools

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._after_paint)
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_tool_bar()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.page.files.stop()
        if not self.isFullScreen():
            self._tools.settings.put("window/geometry", self.saveGeometry())
        event.accept()
        self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        function_named("gui.drops:welcome")(event)

    def dropEvent(self, event: QDropEvent) -> None:
        function_named("gui.drops:take")(event, self, self._take_files)

    def _fit_tool_bar(self) -> None:
        self.tool_bar.show_text(self.width() >= self._tools.theme.px(TOOL_BAR_TEXT))

    def _after_paint(self) -> None:
        fit_to_screen(self)
        self.page.files.start_reading()
        self._tools.windows.recovery_offered = True
        for name in STARTED:
            function_named(name)(self)

    def finish(self) -> None:
        """Everything is built from the start."""

    def _now(self) -> datetime:
        """The moment, on the day that the windows were told it is."""
        return datetime.combine(self._tools.today().toPython(), datetime.now().time())

    def _handlers(self):
        here = {
            "new": self.files.new,
            "open": self.files.open,
            "import": self.transfer.import_file,
            "paste_report": self.transfer.paste_report,
            "close": self.close,
            "quit": self._tools.windows.close_all,
        }
        runs = {c.id: runner(c.runs, self) for c in COMMANDS if c.runs and c.anywhere and not c.submenu}
        self._here = {*here, *runs, *(command.id for command in COMMANDS if command.submenu and command.anywhere)}
        return {**{command.id: lambda: None for command in COMMANDS}, **here, **runs}

    def _allow(self) -> None:
        """Only what makes sense without a report can be chosen."""
        for command in COMMANDS:
            action = self.actions_[command.id]
            if command.id not in self._here:
                action.setEnabled(False)
                action.setToolTip(f"{command.plain}：{NOT_HERE}")
                action.setStatusTip(NOT_HERE)
        for number in range(1, PARTS + 1):
            self.actions_[f"part_{number}"].setVisible(False)

    def _ways(self) -> list[Way]:
        commands = {command.id: command for command in COMMANDS}
        ways = []
        for command, name, note, icon in WAYS:
            keys = commands[command].keys if command in commands else ()
            if command == "example" or command in self._here:
                ways.append(Way(command, name, note, keys[0] if keys else "", icon))
        return ways

    def _go(self, command: str) -> None:
        if command == "example":
            self._open_example()
        else:
            self.actions_[command].trigger()

    def _open_example(self) -> None:
        """The example as a new report: its own file stays as it is."""
        from workflows.example import example_file
        from workflows.report_files import read_report

        try:
            report = read_report(example_file())
        except ReportError as error:
            self._tools.interaction.tell_error(self, "打不开示例", error)
            return
        self._tools.windows.open_report(report, self)

    def _take_files(self, paths: list[Path]) -> None:
        for path in paths:
            if path.suffix.lower() == SUFFIX:
                self.files.open_path(path)
            else:
                self.transfer.import_path(path)

    def _say(self, text: str) -> None:
        self._word.setText(text)

    def _build_status_bar(self) -> None:
        self._word = QLabel("就绪")
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.setFixedHeight(self._tools.theme.px(STATUS_BAR))
        bar.setContentsMargins(self._tools.theme.px(7), 0, self._tools.theme.px(8), 0)
        bar.addWidget(self._word)
        version = QLabel(f"不联网　版本 {'.'.join(VERSION.split('.')[:2])}")
        version.setForegroundRole(version.palette().ColorRole.PlaceholderText)
        bar.addPermanentWidget(version)
