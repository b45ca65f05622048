"""Where a window stands on the screen: never larger than what is free of it, never exactly over another one."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

STEP = 32
TITLE_BAR = 31
"""The frame's height that is reckoned with until the window manager has given the window one."""


def fit_to_screen(window: QWidget) -> None:
    """Bring the window with its frame onto the screen's free area, smaller if it must be."""
    if window.isMaximized() or window.isFullScreen():
        return
    free, frame = free_area(window), frame_of(window)
    now = window.geometry()
    fitted = fitted_rect(now.marginsAdded(frame), free).marginsRemoved(frame)
    if fitted.size() != now.size():
        window.resize(fitted.size())
    # A window that was not shown yet and has no place of its own is placed by the window manager.
    if fitted.topLeft() != now.topLeft() and (window.isVisible() or now.topLeft() != QPoint(0, 0)):
        window.move(fitted.topLeft() - QPoint(frame.left(), frame.top()))


def place_beside(window: QWidget, other: QWidget, least: QSize) -> None:
    """Put the window a step down and to the right of another one, so that both titles are seen.

    least: the size below which the window can't be used well; rather than that it stands at the screen's edge.
    """
    free, frame = free_area(other), frame_of(other)
    at = other.frameGeometry().topLeft() + QPoint(STEP, STEP)
    size = window.size().grownBy(frame)
    rect = cascaded_rect(at, size, least.grownBy(frame), free)
    window.resize(rect.marginsRemoved(frame).size())
    window.move(rect.topLeft())


def fitted_rect(rect: QRect, free: QRect) -> QRect:
    """The rectangle moved into the free one, and cut where it is larger."""
    size = rect.size().boundedTo(free.size())
    left = max(free.left(), min(rect.left(), free.right() + 1 - size.width()))
    top = max(free.top(), min(rect.top(), free.bottom() + 1 - size.height()))
    return QRect(QPoint(left, top), size)


def cascaded_rect(at: QPoint, size: QSize, least: QSize, free: QRect) -> QRect:
    """A rectangle at this place, cut at the free one's edges; at its left or upper edge where too little would be left.

    Both edges at once only where there is no other way: the window would stand exactly over the other one.
    """
    if not free.contains(at):
        at = free.topLeft()
    enough = least.expandedTo(free.size() * 3 / 4).boundedTo(size)
    left = at.x() if free.right() + 1 - at.x() >= enough.width() else free.left()
    top = at.y() if free.bottom() + 1 - at.y() >= enough.height() else free.top()
    return QRect(left, top, min(size.width(), free.right() + 1 - left), min(size.height(), free.bottom() + 1 - top))


def free_area(window: QWidget) -> QRect:
    """What is free of the screen on which the window stands."""
    return window.screen().availableGeometry()


def frame_of(window: QWidget) -> QMargins:
    """The frame that the window manager has given the window, a title bar as long as that is not known."""
    handle = window.windowHandle()
    margins = handle.frameMargins() if handle is not None and window.isVisible() else QMargins()
    return margins if not margins.isNull() else QMargins(0, TITLE_BAR, 0, 0)
