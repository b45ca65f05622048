"""The first part: who reports, for which year, how to reach them, the opening paragraph, signature and deadline."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.editor import ReportEditor
from gui.field_text import day_note
from gui.navigator import day_text, deadline
from gui.page_head import PageHead
from gui.prose_edit import LINE_HEIGHT, ProseEdit
from gui.theme import Theme
from gui.unit_fields import ChoiceField, DateField, KindField, LineField, TitleField, YearField
from model.edits import Changed
from model.form import Section
from model.history import Place
from workflows.deadlines import is_sure, usual_days

WIDTH = 720
PREFACE_LINES = 8
BORDER = 8
AROUND = 24
RED_HEAD = ("document.mark", "document.number")


class UnitPage(QWidget):
    """noted: nothing to say of the place here, kept for likeness with the other pages."""

    noted = Signal(str)

    def __init__(self, editor: ReportEditor, theme: Theme, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._theme = theme
        self.section = section.id
        self.head = PageHead(theme, section.short)
        self._fields: dict[str, QWidget] = {}
        self._hints: dict[str, QLabel] = {}
        self.preface = ProseEdit(editor, theme, section.id)
        self.preface.setAccessibleName("开头说明")
        self._grid = QGridLayout()
        self._build()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self._scroll_area(), 1)
        self.setFocusProxy(self._fields["unit"])
        self._code_timer = QTimer(self, singleShot=True, interval=0)
        self._code_timer.timeout.connect(self._show_check_code)
        editor.changed.connect(self._changed)
        editor.history_changed.connect(self._take_read_only)
        self._refresh()

    def go_to(self, place: Place) -> None:
        """Go to a field (its name stands as the place's cell) or to a paragraph of the opening text."""
        field = self._fields.get(place.cell)
        if field is not None:
            if place.cell in RED_HEAD:
                self._fold_red_head(False)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_whole(field)
        elif place.paragraph or place.offset:
            self.preface.go_to(place)
            self.preface.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_whole(self.preface)

    def field(self, name: str) -> QWidget:
        """The widget of a field."""
        return self._fields[name]

    def hint(self, name: str) -> str:
        """What is said beside a field."""
        return self._hints[name].text()

    def note(self) -> str:
        """Nothing to say of the place."""
        return ""

    def _build(self) -> None:
        line = self._line
        self._group("单位")
        self._row(("单位名称(&U)", "unit", line("unit")))
        self._row(("单位类别(&K)", "unit_kind", KindField(self._editor)))
        self._group("报告")
        self._row(("年度(&Y)", "year", YearField(self._editor)), ("表样", "edition", None))
        self._row(("题目写法(&B)", "title", TitleField(self._editor)))
        self._row(("校验码", "check_code", None))
        self._group("联系方式")
        self._row(("地址(&A)", "contact.address", line("contact.address")))
        self._row(
            ("邮编(&P)", "contact.postcode", line("contact.postcode")),
            ("电话(&L)", "contact.phone", line("contact.phone")),
        )
        self._row(("电子邮箱(&O)", "contact.email", line("contact.email")))
        self._group("署名和期限")
        self._row(("署名(&S)", "signature.unit", line("signature.unit")))
        self._row(
            ("成文日期(&R)", "signature.date", DateField(self._editor, "signature.date")),
            ("报送期限(&D)", "deadline", DateField(self._editor, "deadline")),
        )
        self._build_red_head()
        self._row(("开头说明(&W)", "preface", self.preface))
        self._fields["contact.phone"].setPlaceholderText("区号-号码")
        self._fields["signature.unit"].setPlaceholderText("不填则不署名")

    def _build_red_head(self) -> None:
        """Folded away: most reports are printed without a red head."""
        self.red_head = QPushButton()
        self.red_head.setFlat(True)
        self.red_head.clicked.connect(self._open_or_fold_red_head)
        self._grid.addWidget(self.red_head, self._grid.rowCount(), 1, 1, 3, Qt.AlignmentFlag.AlignLeft)
        before = self._grid.count()
        self._row(("发文机关标志(&M)", RED_HEAD[0], self._line(RED_HEAD[0])))
        self._row(("发文字号(&Z)", RED_HEAD[1], self._line(RED_HEAD[1])))
        self._folded = [self._grid.itemAt(number).widget() for number in range(before, self._grid.count())]
        self._fields[RED_HEAD[0]].setPlaceholderText("如 示例县数据局文件；不填则不印红头")
        self._fields[RED_HEAD[1]].setPlaceholderText("如 示数据发〔2026〕1号")
        self._fold_red_head(True)

    def _open_or_fold_red_head(self) -> None:
        """With the focus on what is opened, so that it comes into sight."""
        self._fold_red_head(not self._is_red_head_folded)
        field = self.red_head if self._is_red_head_folded else self._fields[RED_HEAD[0]]
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_whole(field)

    def _fold_red_head(self, folded: bool) -> None:
        self._is_red_head_folded = folded
        self.red_head.setText(f"{'▸' if folded else '▾'} 红头(&N)")
        self.red_head.setAccessibleName(f"红头，{'收起' if folded else '展开'}")
        for widget in self._folded:
            widget.setVisible(not folded)

    def _line(self, name: str) -> QLineEdit:
        return LineField(self._editor, name)

    def _group(self, name: str) -> None:
        label = QLabel(name)
        label.setFont(self._theme.font(0, bold=True))
        row = self._grid.rowCount()
        label.setContentsMargins(0, self._theme.px(8 if row > 1 else 0), 0, 0)
        self._grid.addWidget(label, row, 0, 1, 4)

    def _row(self, *items: tuple[str, str, QWidget | None]) -> None:
        row = self._grid.rowCount()
        for at, (text, name, widget) in enumerate(items):
            label = QLabel(text)
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            if widget is self.preface:
                align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(label, row, 2 * at, align)
            hint = QLabel()
            hint.setTextFormat(Qt.TextFormat.PlainText)
            hint.setFont(self._theme.font(-1))
            hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            self._hints[name] = hint
            span = 3 if len(items) == 1 else 1
            if widget is None:
                hint.setFont(self._theme.font())
                hint.setWordWrap(True)
                self._grid.addWidget(hint, row, 2 * at + 1, 1, span)
                continue
            label.setBuddy(widget)
            widget.setAccessibleName(text.split("(")[0])
            self._fields[name] = widget
            self._grid.addWidget(widget, row, 2 * at + 1, 1, span)
            if name in ("signature.date", "deadline", "unit_kind", "title"):
                hint.setWordWrap(True)
                self._grid.addWidget(hint, row + 1, 2 * at + 1, 1, span)

    def _scroll_area(self) -> QScrollArea:
        theme = self._theme
        self.preface.setMinimumHeight(theme.px(PREFACE_LINES * LINE_HEIGHT + 2 * BORDER))
        self.preface.setFrameShape(QFrame.Shape.StyledPanel)
        self.preface.setProperty("field", True)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self._grid.setHorizontalSpacing(theme.px(10))
        self._grid.setVerticalSpacing(theme.px(6))
        paper = QWidget()
        paper.setMaximumWidth(theme.px(WIDTH))
        outer = QVBoxLayout(paper)
        outer.setContentsMargins(theme.px(12), theme.px(6), theme.px(20), theme.px(16))
        outer.addLayout(self._grid)
        outer.addStretch(1)
        self.scroll = QScrollArea()
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setWidgetResizable(True)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll.setWidget(paper)
        for field in self._fields.values():
            field.installEventFilter(self)
        self.preface.moved.connect(self._show_caret)
        return self.scroll

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field that gets the focus comes into sight whole, with its label and hint."""
        if event.type() == QEvent.Type.FocusIn and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._show_whole(watched)
        return False

    def _show_whole(self, field: QWidget) -> None:
        around = self._theme.px(AROUND)
        self._scroll_to(QRect(field.mapTo(self.scroll.widget(), QPoint(0, 0)), field.size()), around)
        if field is self.preface:
            self._show_caret()

    def _show_caret(self) -> None:
        """On a low window the box of the opening text is higher than what is seen: then the caret's line counts."""
        if self.preface.hasFocus():
            caret = self.preface.cursorRect()
            at = self.preface.viewport().mapTo(self.scroll.widget(), caret.topLeft())
            self._scroll_to(QRect(at, caret.size()), self._theme.px(BORDER))

    def _scroll_to(self, rect: QRect, around: int) -> None:
        """Scroll no more than is needed; `QScrollArea.ensureWidgetVisible` shows the caret alone of a text's box."""
        bar, height = self.scroll.verticalScrollBar(), self.scroll.viewport().height()
        top, bottom = rect.top() - around, rect.bottom() + 1 + around
        value = max(min(bar.value(), top), bottom - height)
        bar.setValue(value if rect.height() <= height else top)

    def showEvent(self, event: QShowEvent) -> None:
        """The check code is worked out only while it is seen, and never before the page is."""
        super().showEvent(event)
        self._code_timer.start()

    def _show_check_code(self) -> None:
        from model.check_code import check_code

        code = check_code(self._editor.report)
        self._hints["check_code"].setText(f"{code}　内容改动后跟着变；“导出→复制校验码”")

    def _changed(self, changed: Changed) -> None:
        if self.isVisible():
            self._code_timer.start()
        if changed.everything or changed.fields:
            self._refresh()

    def _take_read_only(self) -> None:
        for field in self._fields.values():
            if isinstance(field, LineField):
                field.setReadOnly(self._editor.read_only)
            elif isinstance(field, ChoiceField):
                field.setEnabled(not self._editor.read_only)

    def _refresh(self) -> None:
        report = self._editor.report
        if any(report.fields[name] for name in RED_HEAD):
            self._fold_red_head(False)
        for field in self._fields.values():
            if isinstance(field, (LineField, KindField, TitleField)):
                field.refresh()
        last = "起" if report.form.years[1] == 9999 else f"至 {report.form.years[1]} 年"
        self._hints["edition"].setText(
            f"{report.form.edition} 年版，适用 {report.form.years[0]} 年{last}\n{report.form.document}"
        )
        fields = report.fields
        self._hints["signature.date"].setText(day_note(str(fields["signature.date"])))
        own = str(fields["deadline"])
        due = deadline(fields)
        usual = "上级通知有期限的填在这里"
        if due.isValid():
            by = day_text(due) if is_sure(fields) else "，".join(usual_days(report.year))
            usual = f"上级通知另有期限的填在这里；不填按 {by}"
        self._hints["deadline"].setText(day_note(own) if own else usual)
        self._hints["unit_kind"].setVisible(False)
        self._hints["title"].setText("　".join(line for line in report.title_lines() if line))
