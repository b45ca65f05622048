"""How documents are to be printed, in the settings: fonts, size of the grids, two-sided, the header of drafts."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from gui.document_settings import TABLE_SIZES
from gui.font_notice import TOLD, installed_families, lacking_here
from gui.settings import Settings
from gui.theme import Theme
from gui.unit_page import ChoiceField
from workflows.word_fonts import FONT_CHOICES, FontChoice, lacking, lacking_words

SIZE, TWO_SIDED, DRAFT = "word/table_half_points", "word/two_sided", "word/draft_header"
_LETTERS = "TBHSGN"


class DocumentFields(QWidget):
    """Shows what is set; `keep` keeps what is chosen."""

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__()
        self._installed = installed_families()
        self.fonts = {one.id: _font_field(one, settings, self._installed) for one in FONT_CHOICES}
        self.lacking = muted("", theme)
        self.lacking.setWordWrap(True)
        self.size = choice(TABLE_SIZES.items(), settings.get(SIZE))
        self.two_sided = QCheckBox("双面打印：奇偶页的内外边距对调(&D)")
        self.two_sided.setChecked(settings.get(TWO_SIDED))
        self.draft = QCheckBox("不是公开稿的，页眉印“送审稿（未填 n 格）”(&P)")
        self.draft.setChecked(settings.get(DRAFT))
        self._lay_out()
        for field in self.fonts.values():
            field.currentTextChanged.connect(self._say_what_is_lacking)
        self._say_what_is_lacking()

    def keep(self, settings: Settings) -> None:
        """Keep everything as it is chosen; what the chosen fonts lack here has been said."""
        for one in FONT_CHOICES:
            settings.put(f"word/font_{one.id}", _chosen_font(self.fonts[one.id], one))
        settings.put(SIZE, self.size.currentData())
        settings.put(TWO_SIDED, self.two_sided.isChecked())
        settings.put(DRAFT, self.draft.isChecked())
        settings.put(TOLD, lacking_words(lacking_here(settings)))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(4)
        for one, letter in zip(FONT_CHOICES, _LETTERS, strict=True):
            form.addRow(f"{one.name}(&{letter})", self.fonts[one.id])
            self.fonts[one.id].setAccessibleName(f"文件的{one.name}字体")
        form.addRow("表格字号(&Z)", self.size)
        self.size.setAccessibleName("表格字号")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(form)
        for widget in (self.lacking, self.two_sided, self.draft):
            layout.addWidget(widget)

    def _say_what_is_lacking(self) -> None:
        chosen = {one.id: _chosen_font(self.fonts[one.id], one) for one in FONT_CHOICES}
        self.lacking.setText(lacking_words(lacking(chosen, self._installed)))
        self.lacking.setVisible(bool(self.lacking.text()))


def _font_field(one: FontChoice, settings: Settings, installed: frozenset[str]) -> QComboBox:
    field = ChoiceField()
    field.setEditable(True)
    for number, name in enumerate((one.usual, *one.others)):
        words = ["通用"] if number == 0 else []
        words += [] if name in installed else ["本机没有"]
        field.addItem(f"{name}（{'，'.join(words)}）" if words else name, name)
    chosen = settings.get(f"word/font_{one.id}") or one.usual
    if field.findData(chosen) < 0:
        field.addItem(chosen, chosen)
    field.setCurrentIndex(field.findData(chosen))
    return field


def _chosen_font(field: QComboBox, one: FontChoice) -> str:
    """The family that is chosen or typed, "" for the usual one."""
    typed = field.currentText().strip()
    at = field.findText(typed)
    name = field.itemData(at) if at >= 0 else typed
    return "" if name in ("", one.usual) else name


def choice(choices, chosen) -> QComboBox:
    """A list of values with their names."""
    field = ChoiceField()
    for value, name in choices:
        field.addItem(name, value)
    field.setCurrentIndex(max(0, field.findData(chosen)))
    return field


def muted(text: str, theme: Theme) -> QLabel:
    """A remark in small letters."""
    label = QLabel(text)
    label.setFont(theme.font(-1))
    label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
    return label
