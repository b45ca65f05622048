"""Breaking a printed label into lines: at the places that its layout names, else between characters.

Qt's own wrapping puts 、 at a line's start or breaks a number from what it numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from model.naming import leading_number

LINE_PITCH = 1.22
"""From line to line, in sizes of the font."""

_NEVER_FIRST = "、，。；：！？）》」』”’…"
_NEVER_LAST = "（《「『“‘"

WidthOf = Callable[[str], float]
PiecesOf = Callable[[str], tuple[str, ...]]


def whole_label(label: str) -> tuple[str, ...]:
    """The label in one piece: for a form whose layout names no breaks."""
    return (label,)


def label_lines(pieces: Sequence[str], width: float, width_of: WidthOf) -> tuple[str, ...]:
    """As few lines as the width allows; a break stands between pieces where those lines are enough."""
    by_pieces = _by_pieces(pieces, width, width_of)
    anywhere = _broken("".join(pieces), width, width_of) if len(by_pieces) > 1 else by_pieces
    return tuple(anywhere if len(anywhere) < len(by_pieces) else by_pieces)


def _by_pieces(pieces: Sequence[str], width: float, width_of: WidthOf) -> list[str]:
    lines: list[str] = []
    for piece in pieces:
        if lines and width_of(lines[-1] + piece) <= width:
            lines[-1] += piece
        elif width_of(piece) <= width:
            lines.append(piece)
        else:
            started = lines.pop() if lines else ""
            lines.extend(_broken(started + piece, width, width_of))
    return lines


def stacked_lines(label: str) -> tuple[str, ...]:
    """The label from top to bottom, a character a line, its number kept together: 三、 本 年 度."""
    number = leading_number(label)
    start = len(number) + (bool(number) and not number.startswith("（"))
    return (*([label[:start]] if start else []), *label[start:])


def _broken(text: str, width: float, width_of: WidthOf) -> list[str]:
    lines = []
    while text:
        stop = _last_fit(text, width, width_of)
        lines.append(text[:stop])
        text = text[stop:]
    return lines


def _last_fit(text: str, width: float, width_of: WidthOf) -> int:
    """How much of the text fits, moved back to where a line may end; always at least one character."""
    stop = len(text)
    while stop > 1 and width_of(text[:stop]) > width:
        stop -= 1
    if stop == len(text):
        return stop
    good = stop
    while good > 1 and not _may_break(text, good):
        good -= 1
    return good if _may_break(text, good) else stop


def _may_break(text: str, at: int) -> bool:
    if text[at] in _NEVER_FIRST or text[at - 1] in _NEVER_LAST:
        return False
    return not (text[at].isascii() and text[at - 1].isascii() and text[at].isalnum() and text[at - 1].isalnum())
