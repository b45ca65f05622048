"""What pasting, filling and clearing would change: worked out before anything is changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from model.edits import Change, SetNote
from model.entry import enter, put
from model.number_text import is_number, number_text, read_number
from model.report import Report


class Paste(NamedTuple):
    """A paste as worked out. written: cells that get what stands on the clipboard, blanks included.

    outside: how many figures find no cell. computed: (cell, text) that fell on computed cells.
    unread: how many texts are not understood and kept as they stand.
    """

    changes: tuple[Change, ...]
    written: tuple[str, ...]
    outside: int
    computed: tuple[tuple[str, str], ...]
    unread: int


def paste_block(
    report: Report, cells: Sequence[Sequence[str]], row: int, column: int, rows: Sequence[Sequence[str]]
) -> Paste:
    """Put the rows position for position, from this row and column of the cells on."""
    pairs: list[tuple[str, str]] = []
    outside = 0
    for i, texts in enumerate(rows, row):
        for j, text in enumerate(texts, column):
            if i < len(cells) and j < len(cells[i]):
                pairs.append((cells[i][j], text))
            else:
                outside += bool(text.strip())
    return _paste(report, pairs, outside)


def paste_one(report: Report, cells: Iterable[str], text: str) -> Paste:
    """Put one text into each of these cells; computed ones among several are passed over."""
    chosen = list(cells)
    inputs = [cell for cell in chosen if not report.form.cells[cell].computed]
    return _paste(report, [(cell, text) for cell in inputs or chosen], 0)


def _paste(report: Report, pairs: list[tuple[str, str]], outside: int) -> Paste:
    changes: list[Change] = []
    computed, written, unread = [], [], 0
    for cell, text in pairs:
        if report.form.cells[cell].computed:
            if text.strip():
                computed.append((cell, text))
            continue
        changes.extend(enter(report, cell, text))
        written.append(cell)
        unread += bool(read_number(text, report.form.cells[cell].kind).reason)
    return Paste(tuple(changes), tuple(written), outside, tuple(computed), unread)


def paste_message(report: Report, paste: Paste) -> str:
    """What the clerk is told; to be asked after the paste was made: totals are compared as they are now."""
    differing = sum(not _agrees(report, cell, text) for cell, text in paste.computed)
    parts = []
    if paste.outside:
        parts.append(f"{paste.outside} 个数超出表格，没有写入")
    if differing:
        parts.append(f"{differing} 个数与自动计算的结果不同，没有写入")
    if paste.unread:
        parts.append(f"{paste.unread} 格看不懂，已照原样保留")
    return "粘贴：" + ("；".join(parts) if parts else f"{len(paste.written)} 格")


def _agrees(report: Report, cell: str, text: str) -> bool:
    value = read_number(text, report.form.cells[cell].kind).value
    return is_number(value) and value == report.value(cell)


def clear_changes(report: Report, cells: Iterable[str]) -> tuple[Change, ...]:
    """The changes that empty the input cells among these."""
    changes: list[Change] = []
    for cell in cells:
        if not report.form.cells[cell].computed:
            changes.extend(put(report, cell, None))
    return tuple(changes)


def drop_stated(report: Report, cell: str) -> tuple[Change, ...]:
    """The changes that give up the total as a document printed it: the computed one stands."""
    return (SetNote(cell, "stated", None),) if report.stated(cell) is not None else ()


class NoteChoice(NamedTuple):
    """What can be done about a cell's notes: an entry of the context menu, and the step that it makes.

    parted: a line stands above it.
    """

    text: str
    name: str
    changes: tuple[Change, ...]
    parted: bool = False


def note_choices(report: Report, cell: str) -> list[NoteChoice]:
    """A stated total can be given up; a doubt is settled by one of its candidates or by leaving things as they are."""
    notes, choices = report.notes(cell), []
    if kept := drop_stated(report, cell):
        choices.append(NoteChoice("删除文件所列数（采用计算结果）", "删除文件所列数", kept, parted=True))
    if notes.doubt is not None:
        candidates = () if report.form.cells[cell].computed else notes.doubt.candidates
        for number, value in enumerate(candidates):
            changes = put(report, cell, value)
            choices.append(NoteChoice(f"填 {number_text(value)}", "填写", changes, parted=number == 0))
        changes = (SetNote(cell, "doubt", None),)
        choices.append(NoteChoice("就用现在的，不再提示", "核对", changes, parted=not candidates))
    return choices
