"""检查 → 年度对比: the main figures of this year and the last as a chart, to look at, to copy, to annex."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.interaction import FileKind
from gui.theme import PAPER, Theme
from model.atomic import write_atomic
from model.errors import ReportError
from workflows.year_chart import chart_annex, chart_of, chart_png, chart_svg, chart_words

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from model.report import Report

PICTURES = FileKind("图片", (".png",))
WIDTH = 700
"""Pixels of the chart when there is room."""


class YearDialog(QDialog):
    """The chart on paper, as it will be printed. Accepted: it is to be annexed to the Word file."""

    def __init__(self, report: Report, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self.setWindowTitle("年度对比")
        chart = chart_of(report)
        self.picture = QSvgWidget()
        self.picture.load(QByteArray(chart_svg(report)))
        self.picture.setAccessibleName("主要数据图")
        self.picture.setAccessibleDescription(chart_words(chart))
        self.picture.setFixedSize(self._size(theme))
        self.note = QLabel("" if chart.last_year else "没有上年报告，只画本年；可用“检查→打开上年报告”补上")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.copy = QPushButton("复制图片(&C)")
        self.save = QPushButton("存为图片(&S)…")
        self.annex = QPushButton("附在 Word 报告后面(&W)…")
        self.annex.setProperty("primary", "true")
        self.annex.setDefault(True)
        self.copy.clicked.connect(self.copy_picture)
        self.annex.clicked.connect(self.accept)
        self._lay_out(theme)

    def copy_picture(self) -> None:
        """Put the chart on the clipboard, as a picture and its figures as text."""
        data = QMimeData()
        data.setImageData(QImage.fromData(chart_png(self._report)))
        data.setText(chart_words(chart_of(self._report)))
        QGuiApplication.clipboard().setMimeData(data)
        self.note.setText("已复制，可以粘贴到 Word、WPS 或幻灯片里")

    def tell_saved(self, name: str) -> None:
        """Say that the picture was written."""
        self.note.setText(f"已存为 {name}")

    def _size(self, theme: Theme) -> QSize:
        size = QSize(self.picture.renderer().defaultSize())
        return size.scaled(theme.px(WIDTH), 100000, Qt.AspectRatioMode.KeepAspectRatio)

    def _lay_out(self, theme: Theme) -> None:
        paper = QFrame()
        paper.setStyleSheet(f"background: {PAPER}")
        inside = QVBoxLayout(paper)
        inside.setContentsMargins(*[theme.px(14)] * 4)
        inside.addWidget(self.picture)
        area = QScrollArea()
        area.setWidget(paper)
        area.setAccessibleName("主要数据图")
        area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        close = QPushButton("关闭(&X)")
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (close, self.copy, self.save, self.annex):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(area, 1)
        layout.addWidget(self.note)
        layout.addLayout(buttons)
        free = self.screen().availableSize()
        wanted = paper.sizeHint() + QSize(44, 104)
        self.resize(wanted.boundedTo(QSize(1240, 640)).boundedTo(free - QSize(40, 60)))


def show(window: MainWindow) -> None:
    """Show the chart of the window's report; what the clerk wants done with it is done here."""
    tools, editor = window.tools, window.editor
    editor.commit_wanted.emit()
    try:
        dialog = YearDialog(editor.report, tools.theme, window)
    except (ReportError, ImportError, RuntimeError) as error:
        told = ReportError(f"图没有画成：{error}", "报告没有改动；请重新安装程序，或把这句话告诉维护人员。")
        tools.interaction.tell_error(window, "年度对比", told)
        return
    dialog.save.clicked.connect(lambda: _save(window, dialog))
    if tools.interaction.run(dialog):
        from gui.export_commands import export

        export(window, "word", annex=chart_annex(editor.report))


def _save(window: MainWindow, dialog: YearDialog) -> None:
    tools, report = window.tools, window.editor.report
    suggestion = tools.settings.folder("files/export_folder") / f"{report.unit}{report.year}年年度对比.png"
    path = tools.interaction.file_to_save(dialog, "存为图片", suggestion, PICTURES)
    if path is None:
        return
    try:
        write_atomic(path, chart_png(report))
    except ReportError as error:
        tools.interaction.tell_error(dialog, "图片没有存成", error)
        return
    dialog.tell_saved(path.name)
