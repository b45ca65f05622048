"""The panels round the page: what is open by the clerk's wish, and what there is space for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QWidget

from gui.editor import ReportEditor
from gui.navigator import Navigator
from gui.space import FINDING_HEAD, FINDING_ROW, GUIDANCE, WindowSpace, least_page_width, window_space
from gui.tools import Tools
from model.layout import Layout

_LEFT, _RIGHT, _BOTTOM = (
    Qt.DockWidgetArea.LeftDockWidgetArea,
    Qt.DockWidgetArea.RightDockWidgetArea,
    Qt.DockWidgetArea.BottomDockWidgetArea,
)


class WindowPanels(QObject):
    """Navigator, findings and guidance as docks; findings and guidance are built after the first paint.

    space_changed is called with the space there is whenever that changes.
    """

    def __init__(
        self,
        window: QMainWindow,
        editor: ReportEditor,
        tools: Tools,
        layout: Layout,
        space_changed: Callable[[WindowSpace], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tools = tools
        self._space_changed = space_changed
        self._full_screen = False
        self._overlay = False
        self.space: WindowSpace | None = None
        theme = tools.theme
        form = editor.report.form
        self._page_width = max(
            (least_page_width(grid, layout.window[grid.id], theme.px(1200) / 1200) for grid in form.grids), default=0
        )
        self.navigator = Navigator(editor, theme, tools.today)
        self.findings = None
        self.guidance = None
        self._docks = {
            "navigator": self._dock("navigator", "导航", self.navigator, _LEFT),
            "findings": self._dock(
                "findings", "检查结果", _stand_in(theme.px(1), theme.px(FINDING_HEAD + 2 * FINDING_ROW)), _BOTTOM
            ),
            "guidance": self._dock("guidance", "填表说明", _stand_in(theme.px(GUIDANCE), theme.px(1)), _RIGHT),
        }
        window.setCorner(Qt.Corner.BottomLeftCorner, _LEFT)
        window.setCorner(Qt.Corner.BottomRightCorner, _RIGHT)

    def put(self, findings: QWidget, guidance: QWidget) -> None:
        """Put the finished panels into their places."""
        self.findings, self.guidance = findings, guidance
        for name, panel in (("findings", findings), ("guidance", guidance)):
            old = self._docks[name].widget()
            self._docks[name].setWidget(panel)
            old.deleteLater()
        findings.rows_wanted.connect(self._take_rows)
        self.fit()

    def fit(self) -> None:
        """Show what is open and has space."""
        size = self._window.size()
        space = window_space(size.width(), size.height(), self._page_width, self._tools.theme.px(1200) / 1200)
        if space.guidance and self._overlay:
            self._close_overlay()
        changed = space != self.space
        self.space = space
        if changed:
            self.navigator.set_rail(space.rail)
        if self.findings is not None:
            self.findings.set_rows(self._rows(space))
        for name, dock in self._docks.items():
            shown = self.wanted(name) and not self._full_screen and (name != "guidance" or space.guidance)
            if dock.isHidden() == shown:
                dock.setVisible(shown)
        if self._overlay:
            self._place_overlay()
        if changed:
            self._space_changed(space)

    def wanted(self, name: str) -> bool:
        """Whether the clerk has this panel open."""
        return self._tools.settings.get(f"panels/{name}")

    def visible(self, name: str) -> bool:
        """Whether the panel can be seen."""
        return not self._docks[name].isHidden() or (name == "guidance" and self._overlay)

    def toggle(self, name: str) -> None:
        """Open or close a panel; the guidance without space comes over the right edge."""
        if name == "guidance" and self.space is not None and not self.space.guidance:
            (self._close_overlay if self._overlay else self._open_overlay)()
            return
        self._tools.settings.put(f"panels/{name}", not self.wanted(name))
        self.fit()

    def open(self, name: str) -> None:
        """Open a panel if it is closed."""
        if not self.visible(name):
            self.toggle(name)

    def set_full_screen(self, full: bool) -> None:
        """Nothing but the page, or everything as it was."""
        self._full_screen = full
        if full and self._overlay:
            self._close_overlay()
        self.fit()

    def rotate(self, page: QWidget, by: int) -> None:
        """Move the focus to the next pane: navigator, page, findings, guidance."""
        panes = [self.navigator, page, self.findings, self.guidance]
        panes = [pane for pane in panes if pane is not None and pane.isVisible()]
        focus = QApplication.focusWidget()
        at = next(
            (i for i, pane in enumerate(panes) if focus is not None and (pane is focus or pane.isAncestorOf(focus))), 0
        )
        panes[(at + by) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    def _rows(self, space: WindowSpace) -> int:
        return 1 if space.finding_rows == 1 else self._tools.settings.get("panels/findings_rows")

    def _take_rows(self, rows: int) -> None:
        self._tools.settings.put("panels/findings_rows", rows)
        self.fit()

    def _open_overlay(self) -> None:
        if self.guidance is None:
            return
        self._overlay = True
        self._docks["guidance"].setWidget(_stand_in(self._tools.theme.px(GUIDANCE), 1))
        self.guidance.setParent(self._window)
        self._place_overlay()
        self.guidance.show()
        self.guidance.raise_()

    def _close_overlay(self) -> None:
        self._overlay = False
        old = self._docks["guidance"].widget()
        self._docks["guidance"].setWidget(self.guidance)
        old.deleteLater()

    def _place_overlay(self) -> None:
        area = self._window.centralWidget().geometry()
        width = self._tools.theme.px(GUIDANCE)
        bottom = self._window.statusBar().geometry().top()
        self.guidance.setGeometry(self._window.width() - width, area.top(), width, bottom - area.top())

    def _dock(self, name: str, title: str, panel: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(name)
        dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        # The panels bring their own titles.
        dock.setTitleBarWidget(_StandIn(0, 0))
        dock.setWidget(panel)
        self._window.addDockWidget(area, dock)
        return dock


class _StandIn(QWidget):
    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self._size = QSize(width, height)

    def sizeHint(self) -> QSize:
        return self._size

    def minimumSizeHint(self) -> QSize:
        return self._size


def _stand_in(width: int, height: int) -> QWidget:
    """Holds a panel's place until it is built, so that the page has its size from the first paint on."""
    widget = _StandIn(width, height)
    if width > 1:
        widget.setFixedWidth(width)
    if height > 1:
        widget.setFixedHeight(height)
    return widget
