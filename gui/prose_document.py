"""Bringing a text document to the paragraphs that the model holds, touching only what differs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument

from gui.prose_pieces import Atom, Spans, atoms, cut, insert_spans, spans_of_atoms, trimmed, units_of
from model.text_edit import common_start


def block_format(line_height: int, indent: int) -> QTextBlockFormat:
    """How every paragraph is set: lines of one height, the first one set in."""
    block = QTextBlockFormat()
    block.setLineHeight(line_height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    block.setTextIndent(indent)
    return block


def fill(document: QTextDocument, block: QTextBlockFormat, held: Sequence[Spans]) -> None:
    """All of the document becomes these paragraphs."""
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.setBlockFormat(block)
    insert_spans(cursor, spans_of_atoms(atoms(held)))


def spans_between(cursor: QTextCursor, shown: Sequence[Spans]) -> list[Spans]:
    """What is selected, paragraph by paragraph; shown: what the document's paragraphs hold."""
    first, last = cursor.selectionStart(), cursor.selectionEnd()
    found = []
    block = cursor.document().findBlock(first)
    while cursor.hasSelection() and block.isValid() and block.position() <= last:
        base = block.position()
        found.append(cut(shown[block.blockNumber()], first - base, last - base))
        block = block.next()
    return found


def replace_differing(document: QTextDocument, shown: Sequence[Spans], held: Sequence[Spans]) -> tuple[int, int]:
    """Make of what is shown what is held: paragraph by paragraph when none came or went; start and end of what was written.

    One that differs has to be there.
    """
    cursor = QTextCursor(document)
    if len(held) != len(shown):
        return _replace(cursor, 0, atoms(shown), atoms(held))
    ends: list[int] = []
    for number, (old, new) in enumerate(zip(shown, held, strict=True)):
        if trimmed(old) != trimmed(new):
            start = document.findBlockByNumber(number).position()
            ends.extend(_replace(cursor, start, atoms([old]), atoms([new])))
    return ends[0], ends[-1]


def _replace(cursor: QTextCursor, base: int, old: list[Atom], new: list[Atom]) -> tuple[int, int]:
    """Make of the old atoms, which stand from base on, the new ones; the stretch that was written."""
    start = common_start(old, new)
    tail = common_start(old[start:][::-1], new[start:][::-1])
    first = base + units_of(old[:start])
    cursor.setPosition(first)
    cursor.setPosition(base + units_of(old[: len(old) - tail]), QTextCursor.MoveMode.KeepAnchor)
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    insert_spans(cursor, spans_of_atoms(new[start : len(new) - tail]))
    cursor.endEditBlock()
    return first, cursor.position()
