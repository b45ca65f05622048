"""The panels round the page: what is open by the clerk's wish, and what there is space for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDockWidget,
    QMainWindow,
    QPlainTextEdit,
    QStackedWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from gui import window_place
from gui.panel_places import AREAS, FLOAT, SIDES, TITLES, PanelPlace, floating_rect, read_place
from gui.space import FINDING_HEAD, FINDING_ROW, GUIDANCE, NAVIGATOR, RAIL, WindowSpace, least_page_width, window_space
from gui.tools import Tools
from model.form import Form
from model.layout import Layout

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from gui.findings_panel import FindingsPanel
    from gui.guidance_panel import GuidancePanel
    from gui.navigator import Navigator

USUAL_ROWS = 2
WIDEST = 16_777_215
FLOATING = 0.5
"""How much of the window's width and height a panel takes at most when it comes out."""


class WindowPanels(QObject):
    """Navigator, findings and guidance as docks. They are built after the first paint; until then the
    centre keeps their places free, so that the page has its size from the start.

    space_changed is called with the space there is whenever that changes.
    """

    def __init__(
        self,
        window: QMainWindow,
        stack: QStackedWidget,
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
        self._places = {name: read_place(name, tools.settings.get(f"panels/{name}_place")) for name in SIDES}
        self.space: WindowSpace | None = None
        self.navigator: Navigator | None = None
        self.findings: FindingsPanel | None = None
        self.guidance: GuidancePanel | None = None
        self._tight = False
        """Whether the findings give a row to the grid, which then shows all of its rows."""
        stack.currentChanged.connect(lambda _: self.look_at_grid())
        self._stack = stack
        self._grids = [(grid, layout.window[grid.id]) for grid in form.grids]
        self._measure()
        self._centre = _Centre(stack, tools)
        window.setCentralWidget(self._centre)
        for corner, side in (
            ("TopLeft", "left"),
            ("BottomLeft", "left"),
            ("TopRight", "right"),
            ("BottomRight", "right"),
        ):
            window.setCorner(Qt.Corner[f"{corner}Corner"], AREAS[side])

    def take_scale(self) -> None:
        """The theme's scale has changed: share the space out anew."""
        self._measure()
        self.fit()

    def put_navigator(self, navigator: Navigator) -> None:
        """Put the finished navigator into its place."""
        self.navigator = navigator
        self._dock("navigator", navigator, navigator.foot)

    def put_findings(self, findings: FindingsPanel) -> None:
        """Put the finished findings into their place."""
        self.findings = findings
        findings.rows_wanted.connect(self._take_rows)
        self._dock("findings", findings, findings.head)
        self.look_at_grid()

    def put_guidance(self, guidance: GuidancePanel) -> None:
        """Put the finished guidance into its place."""
        self.guidance = guidance
        self._dock("guidance", guidance, guidance.head)

    def fit(self) -> None:
        """Show what is open and has space."""
        size = self._window.size()
        space = window_space(size.width(), size.height(), self._page_width, self._scale)
        if space.guidance and self._overlay:
            self._close_overlay()
        changed = space != self.space
        self.space = space
        self._size_panels(space)
        for name, dock in self._docks.items():
            if dock.isHidden() == self._shown(name):
                dock.setVisible(self._shown(name))
        self._centre.keep_free(self._free(space))
        if self._overlay:
            self._place_overlay()
        if changed:
            self._space_changed(space)

    def look_at_grid(self) -> None:
        """The grid that is shown was laid out anew: see whether a row of the findings helps it."""
        tight = self._helps()
        if tight != self._tight:
            self._tight = tight
            # Not in the midst of the layout that told it.
            QTimer.singleShot(0, self, self.fit)

    def _helps(self) -> bool:
        grid = getattr(self._stack.currentWidget(), "grid", None)
        docked = self.findings is not None and self._shown("findings") and not self._floats("findings")
        if grid is None or grid.measures() is None or not docked or self.space.finding_rows == 1:
            return False
        if self._tools.settings.get("panels/findings_rows") != USUAL_ROWS or not (self._tight or grid.measures().down):
            return False
        row, needed = self._tools.theme.px(FINDING_ROW), grid.least_height()
        room = grid.height() - row * (self.findings.rows == 1)
        return room < needed <= room + row

    def wanted(self, name: str) -> bool:
        """Whether the clerk has this panel open."""
        return self._tools.settings.get(f"panels/{name}")

    def visible(self, name: str) -> bool:
        """Whether the panel can be seen, or will be when it is built."""
        return self._shown(name) or (name == "guidance" and self._overlay)

    def place(self, name: str) -> PanelPlace:
        """Where the panel is by the clerk's wish."""
        return self._places[name]

    def move(self, name: str, place: PanelPlace) -> None:
        """Dock a panel at a side, or let it float; it stays so for the next start."""
        if name == "guidance" and self._overlay:
            self._close_overlay()
        self._places[name] = place
        self._tools.settings.put(f"panels/{name}_place", place.text)
        if name in self._docks:
            self._put_in_place(name)
        self.fit()

    def reset(self) -> None:
        """All panels open, each in its usual place."""
        self._tools.settings.put("panels/findings_rows", USUAL_ROWS)
        for name, sides in SIDES.items():
            self._tools.settings.put(f"panels/{name}", True)
            self.move(name, PanelPlace(sides[0]))

    def remember(self) -> None:
        """Keep where floating panels were put, for the next start."""
        for name, dock in self._docks.items():
            if dock.isFloating():
                self._places[name] = PanelPlace(FLOAT, dock.geometry())
                self._tools.settings.put(f"panels/{name}_place", self._places[name].text)

    def toggle(self, name: str) -> None:
        """Open or close a panel; the guidance without space comes over the right edge."""
        if name == "guidance" and not self._has_space(name):
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
        pane = panes[(at + by) % len(panes)]
        # A floating panel is a window of its own.
        pane.window().activateWindow()
        pane.setFocus(Qt.FocusReason.TabFocusReason)

    def _floats(self, name: str) -> bool:
        return self._places[name].side == FLOAT

    def _has_space(self, name: str) -> bool:
        return name != "guidance" or self.space is None or self.space.guidance or self._floats(name)

    def _measure(self) -> None:
        self._scale = self._tools.theme.scale
        self._page_width = max((least_page_width(*grid, self._scale) for grid in self._grids), default=0)

    def _shown(self, name: str) -> bool:
        return self.wanted(name) and self._has_space(name) and not self._full_screen

    def _size_panels(self, space: WindowSpace) -> None:
        """Docked panels have their measures, floating ones are as large as the clerk makes them."""
        px = self._tools.theme.px
        if self.navigator is not None:
            self.navigator.set_rail(space.rail and not self._floats("navigator"))
        if self.findings is not None:
            self.findings.set_rows(self._rows(space))
            if self._floats("findings"):
                self.findings.setMaximumHeight(WIDEST)
        if self.guidance is not None:
            self.guidance.setFixedWidth(px(GUIDANCE))
            if self._floats("guidance"):
                self.guidance.setMaximumWidth(WIDEST)

    def _free(self, space: WindowSpace) -> dict[str, int]:
        """How much the centre keeps free at each side for panels that are not built yet."""
        px = self._tools.theme.px
        sizes = {
            "navigator": px(RAIL if space.rail else NAVIGATOR),
            "findings": px(FINDING_HEAD + FINDING_ROW * self._rows(space)),
            "guidance": px(GUIDANCE),
        }
        free = dict.fromkeys(AREAS, 0)
        for name, size in sizes.items():
            if name not in self._docks and self._shown(name) and not self._floats(name):
                free[self._places[name].side] += size
        return free

    def _rows(self, space: WindowSpace) -> int:
        return 1 if space.finding_rows == 1 or self._tight else self._tools.settings.get("panels/findings_rows")

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

    def _dock(self, name: str, panel: QWidget, handle: QWidget) -> None:
        from gui.panel_drag import PanelDrag

        dock = QDockWidget(TITLES[name], self._window)
        dock.setObjectName(name)
        # Moved by its head or by the menu: Qt's own ways need a title bar, and the panels bring their own titles.
        dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        dock.setTitleBarWidget(_Nothing())
        # What is seen of the dock itself is the frame of a floating panel.
        dock.setAutoFillBackground(True)
        dock.setBackgroundRole(QPalette.ColorRole.Dark)
        dock.setWidget(panel)
        dock.setVisible(self._shown(name))
        self._docks[name] = dock
        PanelDrag(name, dock, handle, self._window, lambda place: self.move(name, place))
        self._put_in_place(name)
        self.fit()

    def _put_in_place(self, name: str) -> None:
        """Dock or float the panel; at one side the navigator stands outside of the guidance."""
        dock, place = self._docks[name], self._places[name]
        if self.space is not None:
            self._size_panels(self.space)
        dock.widget().side = place.side
        frame = int(place.side == FLOAT)
        dock.setContentsMargins(frame, frame, frame, frame)
        if place.side == FLOAT:
            if self._window.dockWidgetArea(dock) == Qt.DockWidgetArea.NoDockWidgetArea:
                self._window.addDockWidget(AREAS[SIDES[name][0]], dock)
            dock.setFloating(True)
            self._float_at(dock, place.rect)
            return
        dock.setFloating(False)
        self._window.addDockWidget(AREAS[place.side], dock)
        both = [self._docks.get(other) for other in ("navigator", "guidance")]
        if None not in both and self._places["navigator"].side == self._places["guidance"].side:
            first, second = both if place.side == "left" else reversed(both)
            self._window.splitDockWidget(first, second, Qt.Orientation.Horizontal)

    def _float_at(self, dock: QDockWidget, rect: QRect) -> None:
        """Where the clerk left it, or out of the way of what he is doing; always on the screen."""
        free = window_place.free_area(self._window)
        if rect.isEmpty():
            # The page gets the room that the panel had.
            self._window.layout().activate()
            inner = QRect(self._window.mapToGlobal(QPoint(0, 0)), self._window.size())
            size = dock.sizeHint().expandedTo(dock.size())
            size = size.boundedTo(QSize(round(inner.width() * FLOATING), round(inner.height() * FLOATING)))
            page = self._stack.currentWidget()
            inner.setTop(_on_screen(page).top() + page.head.height())
            inner.setBottom(inner.bottom() - self._window.statusBar().height())
            others = [_on_screen(other) for other in self._docks.values() if other.isVisible() and other is not dock]
            rect = floating_rect(size.expandedTo(dock.minimumSizeHint()), inner, free, self._cell(), others)
        dock.setGeometry(window_place.fitted_rect(rect, free))

    def _cell(self) -> QRect:
        """Where on the screen the clerk fills something in."""
        focus = self._centre.focusWidget()
        if isinstance(focus, QAbstractItemView):
            place = focus.visualRect(focus.currentIndex())
        elif isinstance(focus, QTextEdit | QPlainTextEdit):
            place = focus.cursorRect()
        else:
            return QRect() if focus is None else _on_screen(focus)
        return QRect(focus.viewport().mapToGlobal(place.topLeft()), place.size())


def _on_screen(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


class _Centre(QWidget):
    """The page, with the places of the panels that are not built yet round it."""

    def __init__(self, stack: QWidget, tools: Tools) -> None:
        super().__init__()
        self._theme = tools.theme
        self._free = dict.fromkeys(AREAS, 0)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        # Bars that come and go above and below the page take no more than their own height.
        self._layout.setSpacing(0)
        self._layout.addWidget(stack)

    def keep_free(self, free: dict[str, int]) -> None:
        """Keep this much free at each side."""
        if free != self._free:
            self._free = free
            self._layout.setContentsMargins(free["left"], free["top"], free["right"], free["bottom"])

    def paintEvent(self, event: QPaintEvent) -> None:
        if any(self._free.values()):
            from PySide6.QtGui import QPainter

            free, painter = self._free, QPainter(self)
            page = self.width() - free["left"] - free["right"]
            painter.fillRect(0, 0, free["left"], self.height(), self._theme.color("chrome"))
            painter.fillRect(self.width() - free["right"], 0, free["right"], self.height(), self._theme.color("chrome"))
            for top, height in ((0, free["top"]), (self.height() - free["bottom"], free["bottom"])):
                painter.fillRect(free["left"], top, page, height, self._theme.color("surface"))


class _Nothing(QWidget):
    """A widget that takes no room."""

    def sizeHint(self) -> QSize:
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)
