"""What was cut in a grid and waits to be moved: it stays where it is, framed, until it is pasted or given up."""

from __future__ import annotations

import os
from itertools import count

from PySide6.QtCore import QByteArray, QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from gui.editor import ReportEditor
from gui.grid_view import GridView
from model.records import NamedTuple

_FORMAT = "application/x-nianbao-cut"
_numbers = count(1)


class Cut(NamedTuple):
    """The cells row by row, the view in which they are framed, and the mark on the clipboard that they belong to."""

    cells: tuple[tuple[str, ...], ...]
    view: GridView
    mark: bytes


class CutKeeper(QObject):
    """One cut at a time for a report; it ends with a paste, Esc, any change, or something else on the clipboard."""

    def __init__(self, editor: ReportEditor) -> None:
        super().__init__(editor)
        self._cut: Cut | None = None
        editor.changed.connect(lambda _: self.end())
        QGuiApplication.clipboard().dataChanged.connect(self._clipboard_changed)

    @property
    def owner(self) -> bytes:
        """What the marks of this report's cuts begin with; another program that runs has others."""
        return f"{os.getpid()} {id(self)} ".encode()

    @property
    def cut(self) -> Cut | None:
        """What waits to be moved."""
        return self._cut

    def begin(self, view: GridView, block: tuple[int, int, int, int], cells: tuple[tuple[str, ...], ...]) -> None:
        """Frame this block of the view; what stands in it is on the clipboard already."""
        self.end()
        mark = self.owner + str(next(_numbers)).encode()
        data, copied = QMimeData(), QGuiApplication.clipboard().mimeData()
        for name in copied.formats():
            data.setData(name, copied.data(name))
        data.setData(_FORMAT, QByteArray(mark))
        QGuiApplication.clipboard().setMimeData(data)
        self._cut = Cut(cells, view, mark)
        view.show_cut(block)

    def end(self) -> bool:
        """Give up what was cut: whether there was anything."""
        cut, self._cut = self._cut, None
        if cut is not None:
            cut.view.show_cut(None)
        return cut is not None

    def _clipboard_changed(self) -> None:
        if self._cut is not None:
            data = QGuiApplication.clipboard().mimeData()
            if data is None or bytes(data.data(_FORMAT).data()) != self._cut.mark:
                self.end()


def keeper(editor: ReportEditor) -> CutKeeper:
    """The report's keeper of what was cut, made when it is first wanted."""
    found = editor.findChild(CutKeeper)
    return found if isinstance(found, CutKeeper) else CutKeeper(editor)


def cut_elsewhere(editor: ReportEditor) -> bool:
    """Whether what is on the clipboard was cut in another report: it is copied from there, not moved."""
    data = QGuiApplication.clipboard().mimeData()
    mark = b"" if data is None else bytes(data.data(_FORMAT).data())
    return bool(mark) and not mark.startswith(keeper(editor).owner)
