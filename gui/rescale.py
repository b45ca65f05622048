"""Sizes of widgets that are on the screen already, brought to another scale of the theme.

A widget takes its sizes when it is made. What it takes anew by itself when the theme changes is left alone: `Sizes`
remembers what there was before, and changes only what still is as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDockWidget,
    QGridLayout,
    QHeaderView,
    QLayout,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QTableView,
    QTextEdit,
    QToolBar,
    QWidget,
)
from shiboken6 import isValid

from gui.grid_view import GridView

_NONE = 16_777_215
"""Qt's word for no largest size."""

Setter = Callable[[int], object]
_DESIGNS = "designed_sizes"
_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_OWN_FONT = Qt.WidgetAttribute.WA_SetFont


class Sizes:
    """The sizes of all widgets of the program, as they are at this scale."""

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._found = [(widget, dict(_sizes(widget))) for widget in QApplication.allWidgets()]

    def scale_to(self, scale: float) -> None:
        """Give every size that is unchanged since then its value at the new scale."""
        for widget, before in self._found:
            if isValid(widget):
                self._rescale(widget, before, scale)

    def _rescale(self, widget: QWidget, before: dict[str, tuple[int, Setter]], scale: float) -> None:
        designs: dict[str, list[float]] = widget.property(_DESIGNS) or {}
        for name, (now, put) in dict(_sizes(widget)).items():
            was = before[name][0] if name in before else -1
            # A new style sheet may bring back a font from before: that is no sign that the widget sees to it.
            if was != now and (name != "font" or was < 0):
                continue
            design, shown = designs.get(name, [0.0, -1])
            if shown != was:
                design = was / self._scale
            size = round(design * scale)
            put(size)
            # The size as designed is kept: from rounded ones it would wander.
            designs[name] = [design, size]
        widget.setProperty(_DESIGNS, designs)


def _sizes(widget: QWidget) -> Iterator[tuple[str, tuple[int, Setter]]]:
    """Each size that was set on a widget, by a name, with what sets it."""
    if isinstance(widget, QHeaderView | GridView):
        # A grid measures itself, and headers are dealt with by their tables.
        return
    # A dock takes its bounds from its panel; its own ones would stand against that.
    if not widget.isWindow() and not isinstance(widget, QDockWidget):
        yield from _bounds(widget)
    if widget.testAttribute(_OWN_FONT) and widget.font().pixelSize() > 0:
        yield "font", (widget.font().pixelSize(), lambda size: widget.setFont(_sized(widget.font(), size)))
    if isinstance(widget, QAbstractButton | QToolBar | QAbstractItemView):
        yield "icon", (widget.iconSize().width(), lambda size: widget.setIconSize(QSize(size, size)))
    layout = widget.layout()
    if layout is not None and not isinstance(widget, QMainWindow):
        # Not by itemAt: it leaves wrappers of spacers behind, which come back as other layouts.
        for number, inner in enumerate((layout, *layout.findChildren(QLayout))):
            yield from _of_layout(inner, f"layout {number}")
    if isinstance(widget, QListWidget):
        yield from _of_list(widget)
    elif isinstance(widget, QTableView):
        yield from _of_header(widget.verticalHeader(), "rows")
        yield from _of_header(widget.horizontalHeader(), "columns")
    elif isinstance(widget, QTextEdit):
        yield from _of_text(widget)


def _bounds(widget: QWidget) -> Iterator[tuple[str, tuple[int, Setter]]]:
    for name, now, put in (
        ("least width", widget.minimumWidth(), widget.setMinimumWidth),
        ("least height", widget.minimumHeight(), widget.setMinimumHeight),
        ("most width", widget.maximumWidth(), widget.setMaximumWidth),
        ("most height", widget.maximumHeight(), widget.setMaximumHeight),
    ):
        if 0 < now < _NONE:
            yield name, (now, put)


def _of_layout(layout: QLayout, name: str) -> Iterator[tuple[str, tuple[int, Setter]]]:
    margins = layout.contentsMargins()
    for side in ("Left", "Top", "Right", "Bottom"):
        now = getattr(margins, side.lower())()
        if now:
            yield f"{name} {side}", (now, _margin_setter(layout, side))
    if isinstance(layout, QGridLayout):
        for way in ("Horizontal", "Vertical"):
            now = getattr(layout, f"{way.lower()}Spacing")()
            if now > 0:
                yield f"{name} {way}", (now, getattr(layout, f"set{way}Spacing"))
    elif layout.spacing() > 0:
        yield f"{name} spacing", (layout.spacing(), layout.setSpacing)


def _margin_setter(layout: QLayout, side: str) -> Setter:
    def put(size: int) -> None:
        margins = layout.contentsMargins()
        getattr(margins, f"set{side}")(size)
        layout.setContentsMargins(margins)

    return put


def _of_list(widget: QListWidget) -> Iterator[tuple[str, tuple[int, Setter]]]:
    for row in range(widget.count()):
        item = widget.item(row)
        if item.sizeHint().height() > 0:
            yield f"item {row}", (item.sizeHint().height(), _height_setter(item))


def _height_setter(item: QListWidgetItem) -> Setter:
    return lambda size: item.setSizeHint(QSize(0, size))


def _of_header(header: QHeaderView, name: str) -> Iterator[tuple[str, tuple[int, Setter]]]:
    yield f"{name} least", (header.minimumSectionSize(), header.setMinimumSectionSize)
    yield f"{name} usual", (header.defaultSectionSize(), header.setDefaultSectionSize)
    for section in range(header.count() if header.orientation() == Qt.Orientation.Horizontal else 0):
        if header.sectionResizeMode(section) != QHeaderView.ResizeMode.Stretch:
            size = header.sectionSize(section)
            yield f"{name} {section}", (size, lambda new, at=section: header.resizeSection(at, new))


def _of_text(widget: QTextEdit) -> Iterator[tuple[str, tuple[int, Setter]]]:
    """The margins of the sheet, the font, the height of a line and how far the first one is set in."""
    document = widget.document()
    frame = document.rootFrame()
    for side in ("Left", "Top", "Right", "Bottom"):
        now = round(getattr(frame.frameFormat(), f"{side.lower()}Margin")())

        def put(size: int, side: str = side) -> None:
            form = frame.frameFormat()
            getattr(form, f"set{side}Margin")(size)
            frame.setFrameFormat(form)

        if now:
            yield f"sheet {side}", (now, put)
    if document.defaultFont().pixelSize() > 0:
        font = document.defaultFont()
        yield "text", (font.pixelSize(), lambda size: document.setDefaultFont(_sized(font, size)))
    form = document.begin().blockFormat()
    if form.lineHeightType() == _FIXED:
        yield (
            "line",
            (round(form.lineHeight()), lambda size: _form_all(document, lambda f: f.setLineHeight(size, _FIXED))),
        )
    if form.textIndent():
        yield "indent", (round(form.textIndent()), lambda size: _form_all(document, lambda f: f.setTextIndent(size)))


def _form_all(document: QTextDocument, change: Callable[[QTextBlockFormat], object]) -> None:
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    form = QTextBlockFormat()
    change(form)
    cursor.mergeBlockFormat(form)


def _sized(font: QFont, pixels: int) -> QFont:
    found = QFont(font)
    found.setPixelSize(pixels)
    return found
