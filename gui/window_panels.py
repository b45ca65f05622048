"""The panels round the page: what is open by the clerk's wish, and what there is space for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QVBoxLayout, QWidget

from gui.space import FINDING_HEAD, FINDING_ROW, GUIDANCE, NAVIGATOR, RAIL, WindowSpace, least_page_width, window_space
from gui.tools import Tools
from model.form import Form
from model.layout import Layout

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from gui.findings_panel import FindingsPanel
    from gui.guidance_panel import GuidancePanel
    from gui.navigator import Navigator

_AREAS = {
    "navigator": Qt.DockWidgetArea.LeftDockWidgetArea,
    "findings": Qt.DockWidgetArea.BottomDockWidgetArea,
    "guidance": Qt.DockWidgetArea.RightDockWidgetArea,
}
_TITLES = {"navigator": "导航", "findings": "检查结果", "guidance": "填表说明"}


class WindowPanels(QObject):
    """Navigator, findings and guidance as docks. They are built after the first paint; until then the
    centre keeps their places free, so that the page has its size from the start.

    space_changed is called with the space there is whenever that changes.
    """

    def __init__(
        self,
        window: QMainWindow,
        stack: QWidget,
        tools: Tools,
        form: Form,
        layout: Layout,
        space_changed: Callable[[WindowSpace], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tools = tools
        self._space_changed = space_changed
        self._full_screen = False
        self._overlay = False
        self._docks: dict[str, QDockWidget] = {}
        self.space: WindowSpace | None = None
        self.navigator: Navigator | None = None
        self.findings: FindingsPanel | None = None
        self.guidance: GuidancePanel | None = None
        self._scale = tools.theme.px(1200) / 1200
        widths = (least_page_width(grid, layout.window[grid.id], self._scale) for grid in form.grids)
        self._page_width = max(widths, default=0)
        self._centre = _Centre(stack, tools)
        window.setCentralWidget(self._centre)
        window.setCorner(Qt.Corner.BottomLeftCorner, _AREAS["navigator"])
        window.setCorner(Qt.Corner.BottomRightCorner, _AREAS["guidance"])

    def put_navigator(self, navigator: Navigator) -> None:
        """Put the finished navigator into its place."""
        self.navigator = navigator
        if self.space is not None:
            navigator.set_rail(self.space.rail)
        self._dock("navigator", navigator)

    def put_findings(self, findings: FindingsPanel) -> None:
        """Put the finished findings into their place."""
        self.findings = findings
        findings.rows_wanted.connect(self._take_rows)
        if self.space is not None:
            findings.set_rows(self._rows(self.space))
        self._dock("findings", findings)

    def put_guidance(self, guidance: GuidancePanel) -> None:
        """Put the finished guidance into its place."""
        self.guidance = guidance
        self._dock("guidance", guidance)

    def fit(self) -> None:
        """Show what is open and has space."""
        size = self._window.size()
        space = window_space(size.width(), size.height(), self._page_width, self._scale)
        if space.guidance and self._overlay:
            self._close_overlay()
        changed = space != self.space
        self.space = space
        if changed and self.navigator is not None:
            self.navigator.set_rail(space.rail)
        if self.findings is not None:
            self.findings.set_rows(self._rows(space))
        for name, dock in self._docks.items():
            if dock.isHidden() == self._shown(name):
                dock.setVisible(self._shown(name))
        self._centre.keep_free(*self._free(space))
        if self._overlay:
            self._place_overlay()
        if changed:
            self._space_changed(space)

    def wanted(self, name: str) -> bool:
        """Whether the clerk has this panel open."""
        return self._tools.settings.get(f"panels/{name}")

    def visible(self, name: str) -> bool:
        """Whether the panel can be seen, or will be when it is built."""
        return self._shown(name) or (name == "guidance" and self._overlay)

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
        inside = [pane is focus or (focus is not None and pane.isAncestorOf(focus)) for pane in panes]
        at = inside.index(True) if True in inside else 0
        panes[(at + by) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    def _shown(self, name: str) -> bool:
        space = name != "guidance" or self.space is None or self.space.guidance
        return self.wanted(name) and space and not self._full_screen

    def _free(self, space: WindowSpace) -> tuple[int, int, int]:
        """How much the centre keeps free at the left, below and at the right for panels that are not built yet."""
        px = self._tools.theme.px
        sizes = {
            "navigator": px(RAIL if space.rail else NAVIGATOR),
            "findings": px(FINDING_HEAD + FINDING_ROW * self._rows(space)),
            "guidance": px(GUIDANCE),
        }
        left, below, right = (
            size if name not in self._docks and self._shown(name) else 0 for name, size in sizes.items()
        )
        return left, below, right

    def _rows(self, space: WindowSpace) -> int:
        return 1 if space.finding_rows == 1 else self._tools.settings.get("panels/findings_rows")

    def _take_rows(self, rows: int) -> None:
        self._tools.settings.put("panels/findings_rows", rows)
        self.fit()

    def _open_overlay(self) -> None:
        if self.guidance is None:
            return
        self._overlay = True
        self._docks["guidance"].setWidget(_Nothing())
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
        top = self._centre.geometry().top()
        width = self._tools.theme.px(GUIDANCE)
        bottom = self._window.statusBar().geometry().top()
        self.guidance.setGeometry(self._window.width() - width, top, width, bottom - top)

    def _dock(self, name: str, panel: QWidget) -> None:
        dock = QDockWidget(_TITLES[name], self._window)
        dock.setObjectName(name)
        dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        # The panels bring their own titles.
        dock.setTitleBarWidget(_Nothing())
        dock.setWidget(panel)
        dock.setVisible(self._shown(name))
        self._docks[name] = dock
        self._window.addDockWidget(_AREAS[name], dock)
        self.fit()


class _Centre(QWidget):
    """The page, with the places of the panels that are not built yet round it."""

    def __init__(self, stack: QWidget, tools: Tools) -> None:
        super().__init__()
        self._theme = tools.theme
        self._free = (0, 0, 0)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(stack)

    def keep_free(self, left: int, below: int, right: int) -> None:
        """Keep these places free."""
        if (left, below, right) != self._free:
            self._free = (left, below, right)
            self._layout.setContentsMargins(left, 0, right, below)

    def paintEvent(self, event: QPaintEvent) -> None:
        if any(self._free):
            from PySide6.QtGui import QPainter

            left, below, right = self._free
            painter = QPainter(self)
            page = self.width() - left - right
            painter.fillRect(0, 0, left, self.height(), self._theme.color("chrome"))
            painter.fillRect(left, self.height() - below, page, below, self._theme.color("surface"))
            painter.fillRect(left + page, 0, right, self.height(), self._theme.color("chrome"))


class _Nothing(QWidget):
    """A widget that takes no room."""

    def sizeHint(self) -> QSize:
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)
