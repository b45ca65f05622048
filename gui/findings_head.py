"""The head of the findings' panel: its title, a switch for each severity with its count, and what alone is listed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QTableView, QToolButton, QWidget

from gui.editor import ReportEditor
from gui.findings_model import FindingsModel
from gui.icons import icon
from gui.space import FINDING_HEAD
from gui.theme import Theme
from model.findings import SEVERITIES, SEVERITY_NAMES, counted

_KEYS = "回车 到那一处　F4 它的下一处　F8 下一处问题"
_ROOM_FOR_KEYS = 760
_LONGEST = 20
"""Characters of what alone is listed, as the button says it."""


class FindingsHead(QWidget):
    """close: what closes the panel."""

    def __init__(
        self, editor: ReportEditor, model: FindingsModel, theme: Theme, table: QTableView, close: QAction
    ) -> None:
        super().__init__()
        self._editor = editor
        self._model = model
        self._theme = theme
        self.setFixedHeight(theme.px(FINDING_HEAD - 1))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(10), theme.px(2), theme.px(8), theme.px(2))
        row.setSpacing(theme.px(6))
        self.title = QLabel("检查结果(&J)")
        self.title.setFont(theme.font(0, bold=True))
        self.title.setBuddy(table)
        row.addWidget(self.title)
        row.addSpacing(theme.px(7))
        self.switches = {severity: self._switch(severity) for severity in SEVERITIES}
        self.pending = self._button("含未填", "检查全部以后，没有填的格也列在这里；再按一下收起")
        self.filter = self._button("筛选", "只看某一部分或某一类问题（Ctrl+J）")
        # In a narrow window its words are cut rather than the window kept wide; the tool tip has them.
        self.filter.setMinimumWidth(theme.px(40))
        self.filter.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.everything = self._button("全部列出", "不再只看一部分或一类问题", checkable=False)
        for button in (*self.switches.values(), self.pending, self.filter, self.everything):
            row.addWidget(button)
        row.addStretch(1)
        self.keys = QLabel(_KEYS)
        self.keys.setFont(theme.font(-1))
        # It goes before it keeps the panel from becoming narrower.
        self.keys.setMinimumWidth(1)
        self.keys.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        row.addWidget(self.keys)
        row.addWidget(close_button(close, theme, self))
        self._connect()
        self._show()

    def open_filter(self) -> None:
        """Open the menu from which one part or one rule is chosen."""
        # Imported when it is wanted: rules have no names before.
        from gui.findings_filter import filter_menu

        menu = filter_menu(self._model, self._editor.report.form, self)
        menu.popup(self.filter.mapToGlobal(self.filter.rect().bottomLeft()))
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _connect(self) -> None:
        self.pending.hide()
        self.pending.toggled.connect(self._model.show_pending)
        self.filter.clicked.connect(self.open_filter)
        self.everything.clicked.connect(self._list_everything)
        self._model.counted.connect(self._show)

    def _switch(self, severity: str) -> QToolButton:
        button = self._button("", f"显示或不显示{SEVERITY_NAMES[severity]}")
        button.setChecked(severity in self._model.wanted.severities)
        button.setIcon(icon(self._theme, severity))
        button.setIconSize(QSize(self._theme.px(13), self._theme.px(13)))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.toggled.connect(lambda on: self._model.show_severity(severity, on))
        return button

    def _button(self, text: str, tip: str, *, checkable: bool = True) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setCheckable(checkable)
        button.setProperty("switch", True)
        button.setFixedHeight(self._theme.px(20))
        button.setToolTip(tip)
        return button

    def _list_everything(self) -> None:
        self._model.want(self._model.wanted._replace(rule="", part=""))
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        """Say how many there are of each, and what alone is listed."""
        wanted = self._model.wanted
        for severity, button in self.switches.items():
            text = counted(severity, self._model.counts[severity])
            button.setText(text)
            button.setAccessibleName(text)
        if self.pending.isChecked() != self._model.pending:
            self.pending.setChecked(self._model.pending)
        self.pending.setVisible(self._model.pending)
        self.filter.setChecked(wanted.narrowed)
        self.everything.setVisible(wanted.narrowed)
        self._say_what()
        self._fit()

    def _say_what(self) -> None:
        words = ""
        if self._model.wanted.narrowed:
            from gui.findings_filter import narrowed_words

            words = f"只看：{narrowed_words(self._editor.report.form, self._model.wanted)}"
        self.filter.setText(f"{words[: _LONGEST - 1]}…" if len(words) > _LONGEST else words or "筛选")
        self.filter.setAccessibleName(words or "筛选")
        self.filter.setToolTip(f"{words or '只看某一部分或某一类问题'}（Ctrl+J）")

    def _fit(self) -> None:
        narrowed = self._model.wanted.narrowed
        self.keys.setVisible(self.width() >= self._theme.px(_ROOM_FOR_KEYS + 220 * narrowed))


def close_button(action: QAction, theme: Theme, parent: QWidget) -> QToolButton:
    """A small button that closes a panel."""
    button = QToolButton(parent)
    button.setIcon(icon(theme, "close", "muted"))
    button.setIconSize(QSize(theme.px(14), theme.px(14)))
    button.setFixedSize(theme.px(20), theme.px(20))
    button.setStyleSheet("padding: 0")
    button.setToolTip(f"关闭（{action.shortcut().toString()}）")
    button.setAccessibleName(f"关闭{action.text().split('(')[0]}")
    button.clicked.connect(action.trigger)
    return button
