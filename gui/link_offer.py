"""The line under a paragraph that offers to tie the figure just typed to its cell: Tab does, Esc never again."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from gui.prose_edit import ProseEdit
from gui.prose_insert import replace_before
from gui.prose_pieces import units
from model.figure_offer import Offer, offer_for, offer_words
from model.form import Form
from model.live_figures import derive, figure_span
from model.phrases import Phrases, load_phrases
from workflows.forms import form_folder

OFFERS, REFUSED = "text/offers", "text/refused_offers"


class LinkOffer(QObject):
    """Watches one text. While nothing is offered it takes no key."""

    def __init__(self, prose: ProseEdit, window) -> None:
        super().__init__(prose)
        self._prose = prose
        self._window = window
        self._editor = window.editor
        self._at = -1
        self.offer: Offer | None = None
        self.line: _OfferLine | None = None
        prose.typed.connect(self._look)
        prose.moved.connect(self._moved)
        prose.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self.offer is None or kind not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.FocusOut):
            return False
        if kind == QEvent.Type.FocusOut:
            self._end()
            return False
        key, free = event.key(), not event.modifiers()
        if not free or key not in (Qt.Key.Key_Tab, Qt.Key.Key_Escape):
            return False
        event.accept()
        if kind == QEvent.Type.KeyPress:
            (self.accept if key == Qt.Key.Key_Tab else self.refuse)()
        return True

    def accept(self) -> None:
        """Tie the figure to its cell."""
        offer = self.offer
        self._end()
        if offer is not None:
            span = figure_span(offer.formula, derive(offer.formula, self._editor.report).text)
            replace_before(self._prose, units(offer.typed), (span,), "关联数据")

    def refuse(self) -> None:
        """Leave the figure as it is, and never offer it again for these words."""
        offer, settings = self.offer, self._window.tools.settings
        self._end()
        if offer is not None:
            settings.put(REFUSED, "\n".join((*refused_words(settings), offer.words)).strip())
            self._prose.moved.emit()

    def _look(self) -> None:
        """Something was typed: whether it can be tied."""
        settings = self._window.tools.settings
        offer = None
        if settings.get(OFFERS) and not self._editor.read_only and not self._prose.textCursor().hasSelection():
            before, after = self._prose.text_before_caret()
            offer = offer_for(self._editor.report, phrases_of(self._editor.report.form), before, after)
        if offer is None or offer.words in refused_words(settings):
            self._end()
            return
        self.offer = offer
        self._at = self._prose.textCursor().position()
        self._show(offer_words(offer, self._editor.report.form))

    def _show(self, words: str) -> None:
        if self.line is None:
            self.line = _OfferLine(self._prose, self._window.tools.theme)
        self.line.tell(words)
        self.line.stand_under(self._prose)

    def _moved(self) -> None:
        if self.offer is not None and self._prose.textCursor().position() != self._at:
            self._end()

    def _end(self) -> None:
        self.offer = None
        if self.line is not None:
            self.line.hide()


class _OfferLine(QFrame):
    """The line itself, over the text below the paragraph."""

    def __init__(self, prose: ProseEdit, theme) -> None:
        super().__init__(prose.viewport())
        self._theme = theme
        self.setObjectName("offer_line")
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        self.setFrameShape(QFrame.Shape.Box)
        self.words, self.keys = QLabel(), QLabel("Esc 不再提示")
        self.keys.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(8), theme.px(2), theme.px(8), theme.px(2))
        row.setSpacing(theme.px(14))
        for label in (self.words, self.keys):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setFont(theme.font())
            row.addWidget(label)

    def tell(self, words: str) -> None:
        """Say this."""
        self.words.setText(words)
        self.setAccessibleName(words)
        self.adjustSize()

    def stand_under(self, prose: ProseEdit) -> None:
        """Stand below the caret's paragraph, above the caret's line where there is no room."""
        block = prose.textCursor().block()
        bounds = prose.document().documentLayout().blockBoundingRect(block)
        top = round(bounds.bottom()) - prose.verticalScrollBar().value() + 1
        caret = prose.cursorRect()
        if top + self.height() > prose.viewport().height():
            below = caret.bottom() + 2
            fits = below + self.height() <= prose.viewport().height()
            top = below if fits else max(0, caret.top() - self.height() - 2)
        room = prose.viewport().width() - self.width() - self._theme.px(8)
        self.move(QPoint(max(0, min(caret.left() - self._theme.px(20), room)), top))
        self.show()
        self.raise_()


@lru_cache(maxsize=4)
def phrases_of(form: Form) -> Phrases:
    """The phrases of a form; read when they are wanted first."""
    return load_phrases(form_folder(form.edition), form)


def refused_words(settings) -> tuple[str, ...]:
    """The phrases whose figures the clerk does not want to be asked about."""
    return tuple(line for line in settings.get(REFUSED).split("\n") if line)
