"""How pictures and charts look in a text: as wide as the text allows, with their alternative text below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QImage,
    QPainter,
    QPen,
    QPyTextObject,
    QTextBlock,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
)
from PySide6.QtWidgets import QTextEdit

from gui.icons import icon
from gui.prose_pieces import block_in
from gui.theme import PAPER, Theme
from gui.visible_text import visible
from model.pictures import Picture
from model.text import CHART, TextBlock

if TYPE_CHECKING:
    from gui.prose_charts import Charts

LARGEST = 420
"""Pixels of height."""
BOX = QSize(420, 96)
"""Pixels of what stands for a chart, or for a picture that can't be shown."""
WORDS = 22
"""Pixels of the line of words below a picture."""
_CHART_WORDS = "年度图表：现在的样子，导出时按当时的数据画"
_ICON = 24
_MOST_KEPT = 24


class Pictures(QPyTextObject):
    """Paints the objects of one editor's document."""

    def __init__(self, edit: QTextEdit, theme: Theme) -> None:
        super().__init__(edit)
        self._edit = edit
        self._theme = theme
        self._scaled: dict[tuple[str, int, int], QImage] = {}
        self.charts: Charts | None = None

    def intrinsicSize(self, document: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        """The size of an object, its words included."""
        block = block_in(form)
        size = self._picture_size(block, self._width(document))
        return QSizeF(size.width(), size.height() + (0 if self._is_undrawn(block) else self._theme.px(WORDS)))

    def drawObject(
        self, painter: QPainter, place: QRectF, document: QTextDocument, position: int, form: QTextFormat
    ) -> None:
        """Paint the picture and its words."""
        block = block_in(form)
        area = place.toAlignedRect()
        painter.save()
        if self._is_undrawn(block):
            self._box(painter, area, "年度图表", "导出时按当时的数据画；双击看现在的样子", troubled=False)
        else:
            words = QRect(area.left(), area.bottom() + 1 - self._theme.px(WORDS), area.width(), self._theme.px(WORDS))
            area.setBottom(words.top() - 1)
            self._picture(painter, area, block)
            self._words(painter, words, block)
        painter.restore()

    def place(self, block: QTextBlock) -> QRect:
        """Where the object of this paragraph is in the viewport."""
        layout = self._edit.document().documentLayout()
        whole = layout.blockBoundingRect(block)
        size = self.intrinsicSize(self._edit.document(), block.position(), block.begin().fragment().charFormat())
        shift = QPoint(self._edit.horizontalScrollBar().value(), self._edit.verticalScrollBar().value())
        top = whole.top()
        left = whole.left() + (whole.width() - size.width()) / 2
        return QRectF(left, top, size.width(), size.height()).toAlignedRect().translated(-shift)

    def frame(self, painter: QPainter, block: QTextBlock, area: QRect) -> None:
        """A frame around the object of this paragraph: it is selected."""
        place = self.place(block)
        if place.intersects(area):
            width = max(2, self._theme.frame)
            painter.setPen(QPen(self._theme.color("accent"), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(width // 2, width // 2, -width // 2, -width // 2))

    def forget(self) -> None:
        """Let go of the pictures as they were painted."""
        self._scaled.clear()

    def _width(self, document: QTextDocument) -> int:
        form: QTextFrameFormat = document.rootFrame().frameFormat()
        taken = form.leftMargin() + form.rightMargin() + 2 * document.documentMargin()
        return max(40, int((document.textWidth() if document.textWidth() > 0 else BOX.width()) - taken))

    def _shown(self, block: TextBlock) -> Picture | None:
        """What is shown: a chart as it would be printed now."""
        if block.kind != CHART:
            return block.picture
        return self.charts.picture if self.charts is not None else None

    def _is_undrawn(self, block: TextBlock) -> bool:
        return block.kind == CHART and self._shown(block) is None

    def _picture_size(self, block: TextBlock, width: int) -> QSize:
        picture = self._shown(block)
        if picture is None or not picture.printable:
            return QSize(min(width, self._theme.px(BOX.width())), self._theme.px(BOX.height()))
        own = QSize(*(self._theme.px(pixels) for pixels in picture.look[1:3]))
        most = QSize(width, self._theme.px(LARGEST))
        if own.width() > most.width() or own.height() > most.height():
            own = own.scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
        return own.expandedTo(QSize(1, 1))

    def _picture(self, painter: QPainter, area: QRect, block: TextBlock) -> None:
        size = self._picture_size(block, area.width())
        where = QRect(area.left() + (area.width() - size.width()) // 2, area.top(), size.width(), size.height())
        image = self._image(block, where.size() * painter.device().devicePixelRatioF())
        if image is None:
            self._box(painter, area, "图片打不开", "导出时只印它的说明；请删去，重新插入", troubled=True)
            return
        # What is transparent shows the paper on which it will be printed.
        painter.fillRect(where, QColor(PAPER))
        painter.drawImage(where, image)

    def _image(self, block: TextBlock, size: QSize) -> QImage | None:
        picture = self._shown(block)
        if picture is None or not picture.printable:
            return None
        key = picture.digest, size.width(), size.height()
        if key not in self._scaled:
            while len(self._scaled) >= _MOST_KEPT:
                self._scaled.pop(next(iter(self._scaled)))
            image = QImage.fromData(picture.data)
            if not image.isNull():
                smooth = Qt.TransformationMode.SmoothTransformation
                image = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            self._scaled[key] = image
        image = self._scaled[key]
        return None if image.isNull() else image

    def _words(self, painter: QPainter, area: QRect, block: TextBlock) -> None:
        words = visible(block.alternative).strip()
        is_chart = block.kind == CHART
        painter.setFont(self._theme.font(-1))
        painter.setPen(self._theme.color("muted" if words or is_chart else "warning"))
        shown = _CHART_WORDS if is_chart else f"替代文字：{words}" if words else "没有替代文字，双击写上"
        elided = QFontMetrics(painter.font()).elidedText(shown, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, elided)

    def _box(self, painter: QPainter, area: QRect, title: str, words: str, *, troubled: bool) -> None:
        theme = self._theme
        inner = area.adjusted(0, 0, -1, -1)
        painter.fillRect(inner, theme.color("warnfill" if troubled else "chip"))
        painter.setPen(QPen(theme.color("warning" if troubled else "chipline"), 1))
        painter.drawRect(inner)
        side = theme.px(_ICON)
        mark = QRect(area.center().x() - side // 2, area.top() + theme.px(10), side, side)
        icon(theme, "chart" if not troubled else "picture").paint(painter, mark)
        below = area.adjusted(theme.px(8), theme.px(10) + side, -theme.px(8), -theme.px(6))
        painter.setFont(theme.font(0, bold=True))
        painter.setPen(theme.color("text"))
        half = below.height() // 2
        painter.drawText(below.adjusted(0, 0, 0, -half), Qt.AlignmentFlag.AlignCenter, title)
        painter.setFont(theme.font(-1))
        painter.setPen(theme.color("muted"))
        metrics = QFontMetrics(painter.font())
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below.adjusted(0, half, 0, 0), Qt.AlignmentFlag.AlignCenter, elided)
