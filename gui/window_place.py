"""Where a window stands on the screen: never larger than what is free of it, never exactly over another one."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

STEP = 32
TITLE_BAR = 31
"""The frame's height that is reckoned with until the window manager has given the window one."""


def open_up(window: QWidget) -> None:
    """Make the window as large as what it holds wants to be: of itself it takes two thirds of the screen at most.

    Fields that get less are squeezed, as soon as the screen is low.
    """
    window.ensurePolished()
    wanted = window.sizeHint()
    if window.testAttribute(Qt.WidgetAttribute.WA_Resized):
        wanted = wanted.expandedTo(window.size())
    if window.hasHeightForWidth():
        wanted.setHeight(max(wanted.height(), window.heightForWidth(wanted.width())))
    window.resize(wanted)


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


def place_beside(window: QWidget, other: QWidget) -> None:
    """Put the window a step down and to the right of another one, as far as there is room for its size."""
    free, frame = free_area(other), frame_of(other)
    at = other.frameGeometry().topLeft() + QPoint(STEP, STEP)
    rect = cascaded_rect(at, window.size().grownBy(frame), free)
    window.resize(rect.marginsRemoved(frame).size())
    window.move(rect.topLeft())


def fitted_rect(rect: QRect, free: QRect) -> QRect:
    """The rectangle moved into the free one, and cut where it is larger."""
    size = rect.size().boundedTo(free.size())
    left = max(free.left(), min(rect.left(), free.right() + 1 - size.width()))
    top = max(free.top(), min(rect.top(), free.bottom() + 1 - size.height()))
    return QRect(QPoint(left, top), size)


def cascaded_rect(at: QPoint, size: QSize, free: QRect) -> QRect:
    """A rectangle of this size at this place, at the free one's left or upper edge where it would reach beyond it.

    Where there is no room to see the title of the window below, the report is worth more: all rows of its widest
    grid are seen in the second window as well.
    """
    size = size.boundedTo(free.size())
    left = at.x() if free.left() <= at.x() <= free.right() + 1 - size.width() else free.left()
    top = at.y() if free.top() <= at.y() <= free.bottom() + 1 - size.height() else free.top()
    return QRect(QPoint(left, top), size)


def free_area(window: QWidget) -> QRect:
    """What is free of the screen on which the window stands."""
    return window.screen().availableGeometry()


def frame_of(window: QWidget) -> QMargins:
    """The frame that the window manager has given the window, a title bar as long as that is not known."""
    handle = window.windowHandle()
    margins = handle.frameMargins() if handle is not None and window.isVisible() else QMargins()
    return margins if not margins.isNull() else QMargins(0, TITLE_BAR, 0, 0)
