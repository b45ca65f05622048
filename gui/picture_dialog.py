"""插入图片 and its 替代文字: the picture, and the words for those who can't see it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from gui.dialog_parts import closing, lay_out, primary, titled
from gui.lines_field import LinesField
from gui.theme import PAPER, Theme
from model.pictures import Picture

WIDTH, HEIGHT = 400, 240
"""Pixels of the picture's preview."""


class PictureDialog(QDialog):
    """One picture and one field; Enter is done. title: 插入图片 or 替代文字."""

    def __init__(
        self, title: str, picture: Picture | None, words: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.preview = QLabel()
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setFixedSize(theme.px(WIDTH), theme.px(HEIGHT))
        self.preview.setPixmap(_preview(picture, self.preview.size(), self.devicePixelRatioF()))
        self.preview.setAccessibleName("图片")
        self.size_note = QLabel(_size_words(picture))
        self.size_note.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.field = LinesField()
        self.field.setAccessibleName("替代文字")
        self.field.setPlainText(words)
        self.field.setPlaceholderText("如：2025年受理申请件数按月分布的柱状图，7月最多")
        self.field.setFixedSize(theme.px(WIDTH), theme.px(64))
        self.field.selectAll()
        self.keep = primary("插入" if title.startswith("插入") else "确定")
        self.keep.clicked.connect(self.accept)
        self.field.entered.connect(self.accept)
        note = QLabel("替代文字读给看不见图的人听，不印在纸上；空着会在检查结果里提示。")
        note.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        note.setWordWrap(True)
        parts = (self.preview, self.size_note, titled("替代文字(&T)", self.field), self.field, note)
        lay_out(self, parts, (None, closing(self, "取消"), self.keep), self.field)
        self.field.setFocus()

    def words(self) -> str:
        """The alternative text, on one line."""
        return " ".join(self.field.toPlainText().split())


def _preview(picture: Picture | None, space: QSize, ratio: float) -> QPixmap:
    image = QImage.fromData(picture.data) if picture is not None and picture.printable else QImage()
    if image.isNull():
        return QPixmap()
    most = space * ratio
    if image.width() > most.width() or image.height() > most.height():
        image = image.scaled(most, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    shown = QPixmap(image.size())
    shown.fill(QColor(PAPER))
    painter = QPainter(shown)
    painter.drawImage(0, 0, image)
    painter.end()
    shown.setDevicePixelRatio(ratio)
    return shown


def _size_words(picture: Picture | None) -> str:
    if picture is None or not picture.printable:
        return "图片打不开"
    kind, width, height, _ = picture.look
    size = f"{len(picture.data) / 1e6:.1f} MB" if len(picture.data) >= 1e6 else f"{len(picture.data) // 1000 + 1} KB"
    return f"{kind.upper()}，{width} × {height} 像素，{size}"
