"""The rows of the findings panel: what the audit says, the worst first."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from gui.editor import ReportEditor
from gui.icons import icon
from gui.theme import Theme
from gui.visible_text import visible
from model.edits import Changed
from model.findings import SEVERITIES, SEVERITY_NAMES, Finding

ICON, PART, MESSAGE, GAP, END = range(5)
"""The columns."""

# Enum members are slow to reach and to compare; Qt asks for data hundreds of times a change.
_DISPLAY = Qt.ItemDataRole.DisplayRole.value
_DECORATION = Qt.ItemDataRole.DecorationRole.value
_FOREGROUND = Qt.ItemDataRole.ForegroundRole.value
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole.value
_TOOL_TIP = Qt.ItemDataRole.ToolTipRole.value
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole.value
_AT_THE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FindingsModel(QAbstractTableModel):
    """The findings of the severities that are switched on; pending ones only after 检查全部."""

    counted = Signal()

    def __init__(self, editor: ReportEditor, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self._icons = {name: icon(theme, name) for name in (*SEVERITIES, "blank")}
        self._icons["explained"] = icon(theme, "warning", "muted")
        self._theme = theme
        self._shown = {"error", "warning"}
        self.pending = False
        self.counts = editor.counts()
        self._rows: tuple[Finding, ...] = ()
        self._read()
        editor.changed.connect(self._changed)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 5

    def data(self, index: QModelIndex, role: int = _DISPLAY):
        finding, column = self._rows[index.row()], index.column()
        if role == _DISPLAY:
            return self._text(finding, column)
        if role == _DECORATION and column == ICON:
            return self._icons["explained" if finding.explained else "blank" if finding.pending else finding.severity]
        if role == _FOREGROUND and column == ICON:
            return self._theme.color("muted" if finding.pending or finding.explained else finding.severity)
        if role == _ALIGNMENT and column == GAP:
            return _AT_THE_RIGHT
        if role == _TOOL_TIP:
            reason = (
                f"\n{'已说明' if finding.explained else '原说明'}：{visible(finding.reason)}" if finding.reason else ""
            )
            return f"{visible(finding.message)}（规则 {finding.rule}）{reason}"
        if role == _SPOKEN:
            return f"{_kind(finding)}：{visible(finding.message)}"
        return None

    def finding(self, row: int) -> Finding:
        """The finding in this row."""
        return self._rows[row]

    def row_of(self, key: str) -> int:
        """The row of the finding with this key, -1 when it is not shown."""
        return next((row for row, finding in enumerate(self._rows) if finding.key == key), -1)

    def show_severity(self, severity: str, shown: bool) -> None:
        """Switch a severity on or off."""
        (self._shown.add if shown else self._shown.discard)(severity)
        self._reset()

    def show_pending(self, shown: bool) -> None:
        """Whether to show what only says that the report is not filled in yet."""
        self.pending = shown
        self._reset()

    def _text(self, finding: Finding, column: int) -> str:
        if column == ICON:
            return "已说明" if finding.explained else _kind(finding)
        if column == PART:
            return self._editor.report.form.section(finding.part).short
        if column == END:
            return ""
        return visible(finding.words) if column == MESSAGE else finding.gap

    def _changed(self, changed: Changed) -> None:
        if changed.everything:
            self._reset()
        elif changed.findings_gone or changed.findings_new:
            self._renew()

    def _renew(self) -> None:
        """Findings came, went or say something else; while they stand in the same rows only those are told of."""
        before = self._rows
        self._read()
        if [finding.key for finding in before] != [finding.key for finding in self._rows]:
            after, self._rows = self._rows, before
            self.beginResetModel()
            self._rows = after
            self.endResetModel()
        elif rows := [row for row, old in enumerate(before) if old != self._rows[row]]:
            self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[-1], self.columnCount() - 1))
        self.counted.emit()

    def _reset(self) -> None:
        self.beginResetModel()
        self._read()
        self.endResetModel()
        self.counted.emit()

    def _read(self) -> None:
        self.counts = self._editor.counts()
        rows = [finding for finding in self._editor.visible_findings() if finding.severity in self._shown]
        # What may stay comes after all that is still to be looked at.
        rows.sort(key=lambda finding: (finding.explained, SEVERITIES.index(finding.severity)))
        self._rows = (*rows, *self._checked()) if self.pending else tuple(rows)

    def _checked(self) -> tuple[Finding, ...]:
        """What is only said when everything is checked: what was not compared, and what is not filled in yet."""
        found = self._editor.report.findings()
        said_once = self._editor.report.all_findings()[len(found) :]
        return (*said_once, *(finding for finding in found if finding.pending))


def _kind(finding: Finding) -> str:
    """What kind of thing it is; what is pending is something not filled in yet, no error."""
    if finding.pending:
        return "未填" if finding.difference is None else "未定"
    return SEVERITY_NAMES[finding.severity]
