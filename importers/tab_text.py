"""Tables as tab-separated text, as spreadsheets and browsers put them on the clipboard."""

from __future__ import annotations

from model.label_text import looks_like_figure

Rows = tuple[tuple[str, ...], ...]
"""Rows of cells as text."""


def split_text(text: str) -> Rows:
    """Cells parted by tabs, rows by line ends; a cell in quotation marks may hold both. Each row has its own length.

    One line end at the close is the clipboard's own and makes no row. A comma parts nothing.
    """
    rows: list[list[str]] = [[]]
    at, size = 0, len(text)
    while at <= size:
        cell, at = _quoted(text, at) if text[at : at + 1] == '"' else _plain(text, at)
        rows[-1].append(cell)
        if at >= size:
            break
        if text[at] == "\t":
            at += 1
            continue
        at += 2 if text[at : at + 2] == "\r\n" else 1
        if at >= size:
            break
        rows.append([])
    return tuple(map(tuple, rows)) if text else ()


def block_of_text(text: str) -> Rows:
    """The rows of a block that goes position for position: without blank lines behind it, each as long as it is.

    Where a row ends early nothing is said of the cells beyond; an empty cell between two tabs is one. Of several
    columns a blank line is no row's first cell.
    """
    rows = list(split_text(text))
    while rows and rows[-1] == ("",):
        rows.pop()
    alone = all(len(row) == 1 for row in rows)
    return tuple(row if alone or row != ("",) else () for row in rows)


def has_words(rows: Rows) -> bool:
    """Whether anything in the rows is no figure and not blank."""
    return any(is_word(text) for row in rows for text in row)


def is_word(text: str) -> bool:
    """Whether the cell holds neither a figure nor nothing."""
    return bool(text.strip()) and not looks_like_figure(text)


def _plain(text: str, at: int) -> tuple[str, int]:
    stop = at
    while stop < len(text) and text[stop] not in "\t\r\n":
        stop += 1
    return text[at:stop], stop


def _quoted(text: str, at: int) -> tuple[str, int]:
    """A cell in quotation marks, doubled inside; taken as it stands when they don't close at its end."""
    stop = at + 1
    while (stop := text.find('"', stop)) >= 0:
        if text[stop + 1 : stop + 2] == '"':
            stop += 2
        elif text[stop + 1 : stop + 2] in ("", "\t", "\r", "\n"):
            return text[at + 1 : stop].replace('""', '"'), stop + 1
        else:
            break
    return _plain(text, at)
