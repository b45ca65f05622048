"""The characters of a PDF's page as a reader sees them: upright, each once, as the character that is meant.

pdfium gives them in the page's own coordinates, a table that lies on its side as well; here most of a page's text
runs from left to right, whatever way the page is turned.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from importers.pdf_drawn import Box
from importers.pdf_pages import code_points

UNKNOWN = "\ufffd"
"""Where the font does not tell which character it shows."""

_HYPHENS = ("\x02", "\u00ad", "\u2010", "\u2011", "\ufffe")
"""How hyphens come out of a PDF, at the end of a line and within it."""

_LIKE_RADICALS = "⺁厂⺇几⺝月⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻑长⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟"
_RADICALS = dict(zip(_LIKE_RADICALS[::2], _LIKE_RADICALS[1::2], strict=True))
"""Radicals that fonts give for the character that looks like them; only those that stand for a whole one."""

_UPRIGHT_FORMS = dict(
    zip(
        "︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄︐︑︒︓︔︕︖︙︱",
        "（）｛｝〔〕【】《》〈〉「」『』，、。：；！？…—",
        strict=True,
    )
)
"""Marks as they stand in vertical lines."""

_TURN = math.pi / 2
_ASKEW = 0.1
"""Radians from the page's four directions; what leans more is a watermark."""
_TWICE = 0.2
"""Of a character's size: the same character once more as near as this was printed twice to look bold."""
_OVER = 0.75
"""Of a digit's width: one that begins nearer to another's beginning lies over it."""
_INVISIBLE = 3
_HALF_A_PAGE = 0.5


class TooLong(Exception):
    """A page has more characters than are read."""


class Glyph(NamedTuple):
    """A character. left … top: its place in points from the page's lower left, the width it takes, its inked height.

    base: where it stands on its line; size: its font's; space: whether a typed space stands before it; turns: quarter
    turns to the left against most of the page's text.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    base: float
    size: float
    space: bool = False
    turns: int = 0

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of what is inked."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


class Sheet(NamedTuple):
    """A page's characters. turns: what brings the page's own coordinates to these; askew: characters that lean.

    pictured: whether a picture covers most of the page; recognised: whether the text lies unseen over it, as programs
    put it that read scans.
    """

    width: float
    height: float
    turns: int
    glyphs: tuple[Glyph, ...]
    askew: str
    pictured: bool
    recognised: bool


class _Found(NamedTuple):
    """A character in the page's own coordinates. angle: quarter turns to the left, with a fraction when it leans."""

    text: str
    box: Box
    origin: tuple[float, float]
    size: float
    angle: float
    space: bool


def sheet_of(page: Any, raw: Any, pictures: Sequence[Box], most: int) -> Sheet:
    """The page's characters. pictures: where it has pictures. most: raises TooLong when it has more characters."""
    text = page.get_textpage()
    try:
        if text.count_chars() > most:
            raise TooLong
        found = list(_characters(text, raw))
        pictured = _is_pictured(page, pictures)
        recognised = pictured and _is_unseen(text, raw)
    finally:
        text.close()
    level = [item for item in found if abs(item.angle - round(item.angle)) * _TURN <= _ASKEW]
    askew = "".join(item.text for item in found if abs(item.angle - round(item.angle)) * _TURN > _ASKEW)
    turns = _most([round(item.angle) % 4 for item in level])
    frame = page.get_cropbox()
    width, height = frame[2] - frame[0], frame[3] - frame[1]
    glyphs = [glyph for item in level if (glyph := _glyph(item, turns, frame)) is not None]
    if turns % 2:
        width, height = height, width
    return Sheet(width, height, turns, tuple(_legible(list(_once(glyphs)))), askew, pictured, recognised)


def upright(box: Box, turns: int, frame: Box) -> Box:
    """A box of the page's own coordinates as it lies when the page is turned upright. frame: what of it is shown."""
    left, bottom, right, top = box
    if turns == 1:
        return bottom - frame[1], frame[2] - right, top - frame[1], frame[2] - left
    if turns == 2:
        return frame[2] - right, frame[3] - top, frame[2] - left, frame[3] - bottom
    if turns == 3:
        return frame[3] - top, left - frame[0], frame[3] - bottom, right - frame[0]
    return left - frame[0], bottom - frame[1], right - frame[0], top - frame[1]


def _most(turns: Sequence[int]) -> int:
    return Counter(turns).most_common(1)[0][0] if turns else 0


def _characters(text: Any, raw: Any) -> Iterator[_Found]:
    """All that is no white space."""
    tight = [ctypes.c_double() for _ in range(4)]
    x, y = ctypes.c_double(), ctypes.c_double()
    loose, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    sides = [ctypes.byref(tight[side]) for side in (0, 2, 1, 3)]
    origin, rest = (ctypes.byref(x), ctypes.byref(y)), (ctypes.byref(loose), ctypes.byref(matrix))
    space = False
    for number, code in code_points(text, raw):
        lost = raw.FPDFText_HasUnicodeMapError(text, number) == 1 or 0xD800 <= code < 0xE000
        character = UNKNOWN if lost else _meant(chr(code))
        if not character:
            space = space or not raw.FPDFText_IsGenerated(text, number)
            continue
        raw.FPDFText_GetCharBox(text, number, sides[0], sides[1], sides[2], sides[3])
        raw.FPDFText_GetLooseCharBox(text, number, rest[0])
        raw.FPDFText_GetMatrix(text, number, rest[1])
        raw.FPDFText_GetCharOrigin(text, number, *origin)
        scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c)) or 1.0
        angle = math.atan2(matrix.b, matrix.a) / _TURN
        box = _joined([side.value for side in tight], loose, round(angle) % 2 == 1)
        yield _Found(character, box, (x.value, y.value), raw.FPDFText_GetFontSize(text, number) * scale, angle, space)
        space = False


def _meant(character: str) -> str:
    """The character that is meant, "" for white space and what is nothing."""
    if character in _HYPHENS:
        return "-"
    if character.isspace() or unicodedata.category(character) in ("Cc", "Cf"):
        return ""
    if "\u2e80" <= character <= "\u2eff":
        return _RADICALS.get(character, character)
    if character in _UPRIGHT_FORMS:
        return _UPRIGHT_FORMS[character]
    if "\u2f00" <= character <= "\u2fd5" or "\uf900" <= character <= "\ufb06":
        return unicodedata.normalize("NFKC", character)
    return character


def _joined(tight: Sequence[float], loose: Any, stands: bool) -> Box:
    """Along the line the width that the character takes, across it what is inked. tight: left, bottom, right, top."""
    left, bottom, right, top = tight
    if right <= left or top <= bottom:
        return loose.left, min(loose.bottom, loose.top), loose.right, max(loose.bottom, loose.top)
    if stands:
        return left, min(loose.bottom, loose.top), right, max(loose.bottom, loose.top)
    return loose.left, bottom, loose.right, top


def _glyph(found: _Found, turns: int, frame: Box) -> Glyph | None:
    """The character upright; None when it lies outside of what is shown of the page."""
    box = upright(found.box, turns, frame)
    width, height = frame[2] - frame[0], frame[3] - frame[1]
    if turns % 2:
        width, height = height, width
    if box[2] < 0 or box[3] < 0 or box[0] > width or box[1] > height:
        return None
    base = upright((*found.origin, *found.origin), turns, frame)[1]
    return Glyph(found.text, *box, base, found.size, found.space, (round(found.angle) - turns) % 4)


def _once(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """The glyphs without those that lie on the same character again."""
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        across, up = int(glyph.left // 4), int(glyph.base // 4)
        near = (
            other for i in (-1, 0, 1) for j in (-1, 0, 1) for other in seen.get((glyph.text, across + i, up + j), ())
        )
        close = _TWICE * glyph.size
        if any(abs(other.left - glyph.left) < close and abs(other.base - glyph.base) < close for other in near):
            continue
        seen.setdefault((glyph.text, across, up), []).append(glyph)
        yield glyph


def _legible(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """The glyphs, digits printed over each other as unknown: nobody can tell what figures they are of."""
    digits: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.text.isdigit():
            digits.setdefault((int(glyph.left // 4), int(glyph.base // 4)), []).append(glyph)
    for glyph in glyphs:
        hidden = glyph.text.isdigit() and any(_is_over(glyph, other) for other in _near(digits, glyph))
        yield glyph._replace(text=UNKNOWN) if hidden else glyph


def _near(digits: Mapping[tuple[int, int], Sequence[Glyph]], glyph: Glyph) -> Iterator[Glyph]:
    across, up = int(glyph.left // 4), int(glyph.base // 4)
    return (other for i in (-1, 0, 1) for j in (-1, 0, 1) for other in digits.get((across + i, up + j), ()))


def _is_over(glyph: Glyph, other: Glyph) -> bool:
    close = _OVER * min(glyph.right - glyph.left, other.right - other.left)
    level = abs(other.base - glyph.base) < _TWICE * glyph.size
    return other is not glyph and level and abs(other.left - glyph.left) < close


def _is_pictured(page: Any, pictures: Sequence[Box]) -> bool:
    width, height = page.get_size()
    return any((box[2] - box[0]) * (box[3] - box[1]) > _HALF_A_PAGE * width * height for box in pictures)


def _is_unseen(text: Any, raw: Any) -> bool:
    """Whether most of the text is there for searching only."""
    count = text.count_chars()
    tried = [raw.FPDFText_GetTextObject(text, number) for number in range(0, count, max(1, count // 50))]
    modes = [raw.FPDFTextObj_GetTextRenderMode(found) for found in tried if found]
    return bool(modes) and modes.count(_INVISIBLE) * 2 > len(modes)
