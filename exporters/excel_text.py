"""Text in worksheets: how much room it takes, and how a long paragraph is split over cells.

Excel shows at most 409 points of a row and holds at most 32,767 characters in a cell.
"""

from __future__ import annotations

import math
import re
import unicodedata

CELL_CHARACTERS = 32_767
SHEET_NAME_CHARACTERS = 31
FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""A text that begins with one becomes a formula when it is typed, or gone over with F2 and Enter."""
QUOTED_SIGNS = (*FORMULA_SIGNS, "'")
"""An apostrophe would be lost then."""
ROW_POINTS = 409.0
PARAGRAPH_CHARACTERS = 2_000

LINE_FACTOR = 1.38
"""Height of a line over the font's size, 14.5 pt at 10.5 pt."""
ROW_SLACK = 5.0
"""Points above and below the lines of a row: programs differ by some points."""

_CELL_PADDING = 7.0
_TEXT_LINE_FACTOR = 1.46
# Greek and Cyrillic are wide in Chinese faces, as are “ ” … —.
_NARROW = re.compile("[\0-\u02ff\u0500-\u1fff\u2000-\u200f\uff61-\uffdc]+")
_SENTENCE_END = re.compile(r"[。！？；!?;][”’」』）)]*\s*|\n")
_HEX_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def text_pixels(text: str, points: float) -> float:
    """A line's width in pixels: Chinese one em a character, everything else half of one."""
    narrow = len(text) if text.isascii() else sum(map(len, _NARROW.findall(text)))
    return (len(text) - narrow / 2) * points * 4 / 3


def line_count(text: str, points: float, pixels: float) -> int:
    """How many lines the text takes in a wrapped cell of this width; one more is never too few."""
    room = max(pixels - _CELL_PADDING, points * 4 / 3)
    return sum(_lines(line, points, room) for line in text.split("\n"))


def text_height(lines: int, points: float) -> float:
    """A row's height in points for so many lines of running text; may exceed what Excel shows.

    More than for labels: the faces that stand in for 宋体 have lines of up to 1.45 em.
    """
    return lines * _text_pitch(points) + ROW_SLACK


def row_height(lines: int, points: float) -> float:
    """A row's height in points for so many lines, with slack; may exceed what Excel shows."""
    return lines * round(points * LINE_FACTOR * 2) / 2 + ROW_SLACK


def most_lines(points: float) -> int:
    """How many lines fit in the highest row."""
    return max(1, int((ROW_POINTS - ROW_SLACK) // _text_pitch(points)))


def split_paragraph(text: str, points: float, pixels: float) -> list[str]:
    """The paragraph in pieces that each fit in a cell and a row; joined they give the paragraph again."""
    pieces = []
    while (room := _room(text, points, pixels)) < len(text):
        ends = [match.end() for match in _SENTENCE_END.finditer(text, room // 4, room)]
        cut = ends[-1] if ends else _not_within_a_pair(text, room)
        pieces.append(text[:cut])
        text = text[cut:]
    return [*pieces, text]


def _text_pitch(points: float) -> float:
    return math.ceil(points * _TEXT_LINE_FACTOR * 2) / 2


def cell_string(text: str) -> str:
    """The text as a cell's string holds it: `_x0041_` would be read as the character of that number."""
    return _HEX_ESCAPE.sub("_x005F_", text)


def _lines(line: str, points: float, room: float) -> int:
    width = text_pixels(line, points)
    # A closing mark may not begin a line and takes a character along: half an em a line is lost.
    return max(1, -int(-width // max(room - points * 2 / 3, 1)))


def _room(text: str, points: float, pixels: float) -> int:
    """How many characters from the beginning may stand in one row."""
    if len(text) <= PARAGRAPH_CHARACTERS and line_count(text, points, pixels) <= most_lines(points):
        return len(text)
    low, high = 1, min(len(text), PARAGRAPH_CHARACTERS)
    while low < high:
        middle = (low + high + 1) // 2
        if line_count(text[:middle], points, pixels) <= most_lines(points):
            low = middle
        else:
            high = middle - 1
    return low


def _not_within_a_pair(text: str, cut: int) -> int:
    """Not between a character and the marks that combine with it."""
    moved = cut
    while moved > cut // 2 and (unicodedata.combining(text[moved]) or text[moved] in "\u200d\ufe0f"):
        moved -= 1
    return moved or cut
