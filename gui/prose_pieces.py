"""Between the spans of the model and a text document: each span that is not plain text is a run of its own.

A run carries its span in the properties of its character format. One that is treated as a whole (a live
figure, or a kind this version does not know) has a narrow no-break space at both ends, in the document
only: it keeps the frame off its neighbours and the line from breaking between it and what follows. A live figure
with words (增长41.4%) has word joiners inside as well, so that it stays on one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import count

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextFormat

from model.live_figures import FIGURE, STALE
from model.records import NamedTuple
from model.text import OBJECTS, Span, TextBlock, block_of
from model.text import spans_of as held_spans

EDGE, JOINER = "\u202f", "\u2060"
OBJECT_CHARACTER = "\ufffc"
"""What stands in the document for a picture or a chart (`prose_objects`)."""
OBJECT_TYPE = QTextFormat.ObjectTypes.UserObject.value + 1
_LONGEST_JOINED = 40
"""Characters; a longer run may break: it would not fit on a line."""
Spans = tuple[Span, ...]
Atom = str | Span
"""A character of plain text, or a run."""

_USER = QTextFormat.Property.UserProperty.value
_KIND, _EXTRA, _TEXT, _NUMBER = _USER + 1, _USER + 2, _USER + 3, _USER + 4
_numbers = count(1)


class Run(NamedTuple):
    """A run in a paragraph. start, end: UTF-16 units from the paragraph's beginning, its edges included."""

    start: int
    end: int
    span: Span

    @property
    def whole(self) -> bool:
        """Whether caret and deletion treat it as one."""
        return is_whole(self.span)


def is_plain(span: Span) -> bool:
    """Whether the span is text and nothing else."""
    return span.kind == "text" and not span.extra


def is_object(span: Span) -> bool:
    """Whether the span stands for a picture or a chart, a paragraph of its own."""
    return span.kind in OBJECTS


def is_whole(span: Span) -> bool:
    """Whether the run of this span is treated as one; a figure still to be changed is edited like text."""
    return not is_plain(span) and span.kind != STALE


def joined(spans: Iterable[Span]) -> Spans:
    """The spans without empty ones, neighbouring plain ones joined."""
    found: list[Span] = []
    for span in spans:
        if found and is_plain(span) and is_plain(found[-1]):
            found[-1] = Span(found[-1].text + span.text)
        elif span.text or not is_plain(span):
            found.append(span)
    return tuple(span for span in found if span.text or not is_plain(span))


@lru_cache(maxsize=1024)
def trimmed(spans: Spans) -> Spans:
    """Without the white space at the two ends, as the model holds a paragraph."""
    if spans and is_plain(spans[0]):
        spans = (Span(spans[0].text.lstrip()), *spans[1:])
    if spans and is_plain(spans[-1]):
        spans = (*spans[:-1], Span(spans[-1].text.rstrip()))
    return joined(spans)


def spans_of(block: QTextBlock) -> Spans:
    """What a paragraph of the document holds; a run whose text was broken into is plain text."""
    text = block.text()
    return joined(span for start, end, style in _parts(block, text) for span in _spans(text[start:end], style))


def runs_of(block: QTextBlock) -> list[Run]:
    """The paragraph's runs that are unbroken, in order."""
    text = block.text()
    wide = _wide(text)
    found = []
    for start, end, style in _parts(block, text):
        at = start
        for span in _spans(text[start:end], style):
            length = len(shown_text(span))
            if not is_plain(span):
                found.append(Run(at + wide(at), at + length + wide(at + length), span))
            at += length
    return found


def runs_in(block: QTextBlock, spans: Spans) -> list[Run]:
    """As `runs_of` for a paragraph that is known to hold these spans."""
    if all(map(is_plain, spans)):
        return []
    found, at = [], 0
    for span in spans:
        start = at
        at += units(shown_text(span))
        if not is_plain(span):
            found.append(Run(start, at, span))
    # With a run broken into, the spans say less than the document.
    return found if at == block.length() - 1 else runs_of(block)


def shown_text(span: Span) -> str:
    """The span's text in the document, with its edges."""
    if not is_whole(span):
        return span.text
    if span.kind in OBJECTS:
        return OBJECT_CHARACTER
    # Digits hold together by themselves.
    joined = span.kind == FIGURE and not span.text.isascii() and len(span.text) <= _LONGEST_JOINED
    return f"{EDGE}{JOINER.join(span.text) if joined else span.text}{EDGE}"


def unmarked(text: str) -> str:
    """The document's text without what stands in it for the view alone."""
    return text.replace(EDGE, "").replace(JOINER, "")


def insert_spans(cursor: QTextCursor, spans: Iterable[Span]) -> None:
    """Insert the spans at the cursor; a line feed in plain text makes a new paragraph."""
    for span in spans:
        cursor.insertText(shown_text(span), format_of(span))


def format_of(span: Span) -> QTextCharFormat:
    """The character format that carries the span."""
    style = QTextCharFormat()
    if not is_plain(span):
        style.setProperty(_KIND, span.kind)
        style.setProperty(_EXTRA, span.extra)
        style.setProperty(_TEXT, span.text)
        # Two runs side by side stay two even when they are the same.
        style.setProperty(_NUMBER, next(_numbers))
        if is_object(span):
            style.setObjectType(OBJECT_TYPE)
    return style


def block_in(style: QTextFormat) -> TextBlock:
    """The picture or chart that a character format carries."""
    return _block_in(style.stringProperty(_TEXT), style.stringProperty(_KIND), style.stringProperty(_EXTRA))


@lru_cache(maxsize=64)
def _block_in(text: str, kind: str, extra: str) -> TextBlock:
    return block_of((Span(text, kind, extra),))


def atoms(paragraphs: Sequence[Spans]) -> list[Atom]:
    """All paragraphs as characters and runs, parted by line feeds."""
    found: list[Atom] = []
    for number, spans in enumerate(paragraphs):
        if number:
            found.append("\n")
        for span in spans:
            if is_plain(span):
                found.extend(span.text)
            else:
                found.append(span)
    return found


def spans_of_atoms(found: Iterable[Atom]) -> Spans:
    """The atoms as spans again."""
    return joined(Span(atom) if isinstance(atom, str) else atom for atom in found)


def units_of(found: Iterable[Atom]) -> int:
    """How many UTF-16 units the atoms take in the document."""
    return sum(units(atom if isinstance(atom, str) else shown_text(atom)) for atom in found)


def offset_in(spans: Spans, position: int) -> int:
    """The place in a paragraph's plain text that stands at these UTF-16 units of the document."""
    offset = 0
    for span in spans:
        taken = units(shown_text(span))
        if position <= taken and is_object(span):
            return offset + (len(span.text) if position else 0)
        if position <= taken:
            edge = 1 if is_whole(span) else 0
            return offset + min(len(span.text), points(span.text, max(0, position - edge)))
        position -= taken
        offset += len(span.text)
    return offset


def position_in(spans: Spans, offset: int) -> int:
    """The UTF-16 units in the document at which a place of a paragraph's plain text stands; within a run, its end."""
    position = 0
    for span in spans:
        if offset <= len(span.text):
            if is_whole(span):
                return position if offset == 0 else position + units(shown_text(span))
            return position + units(span.text[:offset])
        offset -= len(span.text)
        position += units(shown_text(span))
    return position


@lru_cache(maxsize=1024)
def normal(block: TextBlock) -> Spans:
    """A block's spans as the document holds them."""
    return joined(held_spans(block))


def units(text: str) -> int:
    """How many UTF-16 units Qt counts for this text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def points(text: str, taken: int) -> int:
    """How many characters take this many UTF-16 units."""
    found = 0
    for character in text:
        if taken <= 0:
            break
        taken -= 2 if character > "\uffff" else 1
        found += 1
    return found


def _parts(block: QTextBlock, text: str) -> Iterator[tuple[int, int, QTextCharFormat]]:
    """The stretches of one format, in code points."""
    flat = text.isascii() or units(text) == len(text)
    for part in block.textFormats():
        start, end = part.start, part.start + part.length
        yield (start, end, part.format) if flat else (points(text, start), points(text, end), part.format)


def _wide(text: str):
    """How many characters before a place take two units."""
    if units(text) == len(text):
        return lambda at: 0
    return lambda at: sum(character > "\uffff" for character in text[:at])


def _spans(text: str, style: QTextCharFormat) -> Iterator[Span]:
    kind = style.stringProperty(_KIND)
    if not kind:
        yield Span(text)
        return
    span = Span(style.stringProperty(_TEXT), kind, style.stringProperty(_EXTRA))
    before, found, after = text.partition(shown_text(span))
    if not found or (span.kind == STALE and (before or after)):
        yield Span(unmarked(text) if is_whole(span) else text)
        return
    # What was typed right beside a run may have taken its format.
    yield from (Span(before), span, Span(after))


def cut(spans: Spans, start: int, end: int) -> Spans:
    """What stands between two places of a paragraph, in UTF-16 units of the document; runs are taken whole."""
    found: list[Span] = []
    at = 0
    for span in spans:
        taken = units(shown_text(span))
        first, last = max(start - at, 0), min(end - at, taken)
        if first < last:
            if is_whole(span) or (first, last) == (0, taken):
                found.append(span)
            else:
                text = span.text[points(span.text, first) : points(span.text, last)]
                found.append(Span(text))
        at += taken
    return joined(found)


def mend(block: QTextBlock) -> None:
    """Take the properties of a run off the text beside or left of it; no character changes."""
    text = block.text()
    wide = _wide(text)
    for start, end, style in _parts(block, text):
        if not style.stringProperty(_KIND):
            continue
        at = start
        for span in _spans(text[start:end], style):
            length = len(shown_text(span)) if not is_plain(span) else len(span.text)
            if is_plain(span) and length:
                cursor = QTextCursor(block)
                cursor.setPosition(block.position() + at + wide(at))
                stop = at + length
                cursor.setPosition(block.position() + stop + wide(stop), QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(QTextCharFormat())
            at += length
