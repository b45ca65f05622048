"""The rows of the findings panel: what the audit says, the worst first."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from gui.editor import ReportEditor
from gui.finding_rows import Row, Wanted, counts_by, rows_of
from gui.icons import icon
from gui.theme import Theme
from gui.visible_text import visible
from model.edits import Changed
from model.finding_order import in_order
from model.findings import SEVERITIES, SEVERITY_NAMES, Finding, is_written

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
_INSET = "\u3000\u3000"
"""What sets in the message of a finding that another one explains."""


class FindingsModel(QAbstractTableModel):
    """The findings that are wanted; pending ones only after 检查全部. counts: of each severity, as far as wanted."""

    counted = Signal()

    def __init__(self, editor: ReportEditor, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self._icons = {name: icon(theme, name) for name in (*SEVERITIES, "blank")}
        self._icons.update({f"explained {name}": icon(theme, name, "muted") for name in SEVERITIES})
        self._folds = {False: icon(theme, "chevron", "muted"), True: icon(theme, "chevron_down", "muted")}
        self._theme = theme
        self.wanted = Wanted()
        self._opened: set[str] = set()
        """The keys of the findings whose consequences are shown."""
        self.pending = False
        self.counts: Mapping[str, int] = {}
        self._rows: tuple[Row, ...] = ()
        self._read()
        editor.changed.connect(self._changed)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 5

    def data(self, index: QModelIndex, role: int = _DISPLAY):
        row, column = self._rows[index.row()], index.column()
        finding = row.finding
        if role == _DISPLAY:
            return self._text(row, column)
        if role == _DECORATION:
            return self._icon(row, column)
        if role == _FOREGROUND:
            if finding.explained:
                return self._theme.color("muted")
            return self._theme.color("muted" if _unfilled(finding) else finding.severity) if column == ICON else None
        if role == _ALIGNMENT and column == GAP:
            return _AT_THE_RIGHT
        if role == _TOOL_TIP:
            return _tip(row)
        if role == _SPOKEN:
            return f"{_kind(finding)}：{visible(finding.message)}{_under_words(row)}"
        return None

    def finding(self, row: int) -> Finding:
        """The finding in this row."""
        return self._rows[row].finding

    def row(self, number: int) -> Row:
        """All that is known of this row."""
        return self._rows[number]

    def row_of(self, key: str) -> int:
        """The row of the finding with this key, that of its cause while it is folded away, -1 when it is not shown."""
        rows = enumerate(self._rows)
        return next((n for n, row in rows if row.finding.key == key), self._row_of_cause(key))

    def want(self, wanted: Wanted) -> None:
        """List what is wanted from now on."""
        if wanted != self.wanted:
            self.wanted = wanted
            self._reset()

    def show_severity(self, severity: str, shown: bool) -> None:
        """Switch a severity on or off."""
        severities = self.wanted.severities | {severity} if shown else self.wanted.severities - {severity}
        self.want(self.wanted._replace(severities=severities))

    def show_pending(self, shown: bool) -> None:
        """Whether to show what only says that the report is not filled in yet."""
        self.pending = shown
        if shown:
            # What has not been looked at so far, because there is no text, is looked at now.
            self._editor.report.all_findings()
        self._reset()

    def open(self, key: str, opened: bool) -> None:
        """Show what the finding with this key explains, or fold it away."""
        (self._opened.add if opened else self._opened.discard)(key)
        self._reset()

    def counts_by(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """How many findings there are of each rule and in each part, to choose among; as far as the other is wanted."""
        found, wanted = self._found(), self.wanted
        rules = counts_by(one for one in found if wanted.part in ("", one.part))[0]
        return rules, counts_by(one for one in found if wanted.rule in ("", one.rule))[1]

    @property
    def left_out(self) -> int:
        """How many findings are not listed because only one rule or part is wanted, or their severity is not."""
        listed = {row.finding.key for row in self._rows} | {
            key for row in self._rows if row.under for key in row.finding.cause_of
        }
        return sum(not one.explained and one.key not in listed for one in self._editor.visible_findings())

    def _row_of_cause(self, key: str) -> int:
        rows = enumerate(self._rows)
        return next((n for n, row in rows if row.under and key in row.finding.cause_of), -1)

    def _icon(self, row: Row, column: int):
        finding = row.finding
        if column == ICON:
            if finding.explained:
                return self._icons[f"explained {finding.severity}"]
            return self._icons["blank" if _unfilled(finding) else finding.severity]
        return self._folds[row.open] if column == MESSAGE and row.under else None

    def _text(self, row: Row, column: int) -> str:
        finding = row.finding
        if column == ICON:
            return "已说明" if finding.explained else _kind(finding)
        if column == PART:
            return self._editor.report.form.section(finding.part).short
        if column == END:
            return ""
        if column == MESSAGE:
            return (_INSET if row.explained_by else "") + visible(finding.words)
        consequences = f"连带 {row.under} 处" if row.under else ""
        return "　".join(filter(None, (consequences, finding.gap)))

    def _changed(self, changed: Changed) -> None:
        if changed.everything:
            self._opened.clear()
            self._reset()
        elif changed.findings_gone or changed.findings_new:
            self._renew()

    def _renew(self) -> None:
        """Findings came, went or say something else; while they stand in the same rows only those are told of."""
        before = self._rows
        self._read()
        if [row.finding.key for row in before] != [row.finding.key for row in self._rows]:
            after, self._rows = self._rows, before
            self.beginResetModel()
            self._rows = after
            self.endResetModel()
        elif rows := [number for number, old in enumerate(before) if old != self._rows[number]]:
            self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[-1], self.columnCount() - 1))
        self.counted.emit()

    def _reset(self) -> None:
        self.beginResetModel()
        self._read()
        self.endResetModel()
        self.counted.emit()

    def _read(self) -> None:
        self.counts = self._editor.counts(self.wanted.about)
        found = in_order(self._editor.report.form, self._editor.visible_findings())
        rows = rows_of(found, self.wanted, self._opened)
        self._rows = (*rows, *map(Row, self._checked())) if self.pending else rows

    def _found(self) -> tuple[Finding, ...]:
        found = self._editor.visible_findings()
        return (*found, *self._pending()) if self.pending else found

    def _checked(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self._pending() if self.wanted.about(finding))

    def _pending(self) -> tuple[Finding, ...]:
        """What is only said when everything is checked: what was not compared, and what is not filled in yet."""
        everything = self._editor.report.all_findings()
        found, seen = self._editor.report.findings(), {finding.key for finding in self._editor.visible_findings()}
        pending = (finding for finding in found if finding.pending and finding.key not in seen)
        return (*everything[len(found) :], *pending)


def _tip(row: Row) -> str:
    finding = row.finding
    reason = f"\n{'已说明' if finding.explained else '原说明'}：{visible(finding.reason)}" if finding.reason else ""
    return f"{visible(finding.message)}（规则 {finding.rule}）{_under_words(row)}{reason}"


def _under_words(row: Row) -> str:
    if not row.under:
        return ""
    keys = "左方向键收起" if row.open else "右方向键展开"
    return f"\n另有 {row.under} 处多半由它引起，{keys}"


def _kind(finding: Finding) -> str:
    """What kind of thing it is; what is pending is something not filled in yet, no error."""
    if _unfilled(finding):
        return "未填" if finding.difference is None else "未定"
    return SEVERITY_NAMES[finding.severity]


def _unfilled(finding: Finding) -> bool:
    """Whether it only says that the report is not filled in yet; what is pending about words that stand there does not."""
    return finding.pending and not is_written(finding)
