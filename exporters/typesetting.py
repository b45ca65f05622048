"""The typesetting of official documents (GB/T 9704—2012) in one place: page, lines, sizes, font families.

Twips are twentieths of a point. The measures follow one idea: everything on a page is a multiple of the 28 pt line.
"""

from __future__ import annotations

from typing import NamedTuple

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
MARGIN_TOP, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT = 2098, 1984, 1588, 1474
HEADER_DISTANCE, FOOTER_DISTANCE = 851, 1440
TEXT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
TEXT_HEIGHT = 22 * 560

LINE = 560
TITLE_LINE = 700
TABLE_LINE = 260
FOOTER_LINE = 320
CHARACTER_SPACING = -5
GRID_GAP = 70
"""Before and after a grid: with it a grid and its gaps are a whole number of lines."""

BODY_SIZE, TITLE_SIZE, TABLE_SIZE, FOOTER_SIZE, HEADER_SIZE = 32, 44, 21, 28, 24
"""Half points, as Word counts sizes."""

TABLE_LINES = {10.5: TABLE_LINE, 12.0: 300}
"""Points of the text in the grids (五号, 小四号) → their lines in twips."""

CONTINUED = "（续）"
"""Behind the label of a group of rows that goes on in the second of two tables."""

PART_GAP = 20
"""The line in twips of the paragraph between the two tables of a grid; the second one begins a page."""

BASELINE = 0.8
"""Where in a line of exact height the baseline stands, from its top."""
ASCENT, DESCENT = 0.84, 0.14
"""How far Chinese characters reach above and below the baseline, in ems."""

# The red head of an official document, GB/T 9704—2012: the mark's upper edge 35 mm below that of the text (7.2.4), the
# number two blank lines below it (7.2.5), a red rule as wide as the text 4 mm below the number (7.2.7), the title two
# blank lines below the rule (7.3.1). The mark's size is the office's to choose.
RED = "FF0000"
RED_MARK_TOP, RED_RULE_GAP, RED_BLANK_LINES = 1984, 227, 2 * LINE
RED_RULE = 12
"""Eighths of a point."""
RED_LINE = 20
"""The line in twips of the paragraph whose lower border is the rule."""
LARGEST_MARK, SMALLEST_MARK = 124, 44
"""Half points: 22 mm, the most that GB/T 9704—1999 allowed. A mark too long for a line of that size is set smaller, down
to 二号, and then takes lines."""

LEAST_SHARED = 16
"""Half points. The figures of a grid are alike in size down to this; one that needs less is set smaller in its own cell."""
FEW_WIDE = 1 / 6
"""Of the figures that stand in a grid: no more than these are set smaller alone, whatever size they need."""
SMALLEST_FIGURE = 7
"""Half points. So small only where a figure would be torn over two lines, and read as another one."""
TIGHT_MARGINS = 50
"""What the widest figures leave of their column's width, in twips: half the cell's margins, and the table's outer rule,
which some programs take from the first and the last column."""
BAND_COLOUR = "C6D9F1"
"""The State Council's own blue behind the block headings of 表二; print on it copies well."""

CELL_MARGIN = 20
OUTER_RULE, INNER_RULE, PART_RULE = 8, 4, 6
"""Eighths of a point."""

# 署名 and 成文日期: the date ends four characters in from the right edge; widths in points at 16 pt.
SIGNATURE_INDENT = 128.0
HANZI_WIDTH, DIGIT_WIDTH, CHANGE_WIDTH = 15.75, 7.75, 4.0


class Family(NamedTuple):
    """A font family and what stands in for it, best first; all go into fontTable.xml.

    same: those of the stand-ins that are the same face under another name.
    """

    name: str
    stand_ins: tuple[str, ...]
    kind: str
    pitch: str
    charset: str = "86"
    same: tuple[str, ...] = ()


TITLE = Family(
    "方正小标宋简体",
    ("方正小标宋_GBK", "华文中宋", "STZhongsong", "宋体"),
    "script",
    "variable",
    same=("方正小标宋_GBK",),
)
BODY = Family(
    "仿宋_GB2312", ("仿宋", "FangSong", "华文仿宋", "STFangsong"), "modern", "fixed", same=("仿宋", "FangSong")
)
HEADING = Family("黑体", ("SimHei", "微软雅黑", "Microsoft YaHei"), "modern", "fixed", same=("SimHei",))
SUBHEADING = Family("楷体_GB2312", ("楷体", "KaiTi", "华文楷体", "STKaiti"), "modern", "fixed", same=("楷体", "KaiTi"))
TABLE = Family("宋体", ("SimSun", "新宋体", "NSimSun"), "auto", "variable", same=("SimSun",))
LATIN = Family("Times New Roman", ("Liberation Serif",), "roman", "variable", "00")

FAMILIES = (BODY, HEADING, SUBHEADING, TABLE, TITLE, LATIN)

DIGIT_EM = 0.5
DIGIT_EMS = {"Arial": 0.556, "Helvetica": 0.556, "Calibri": 0.507, "Cambria": 0.554, "Verdana": 0.636, "Tahoma": 0.546}
"""How wide a digit is in families of Latin letters where it is not half an em, as in Times New Roman and 仿宋."""

_EMS = {**dict.fromkeys("0123456789", 0.5), ".": 0.25, ",": 0.25, "-": 0.333, "+": 0.564, " ": 0.25}


def ems(text: str) -> float:
    """A line's width in ems, Latin letters and digits in Times New Roman."""
    if text.isdigit() and text.isascii():
        return len(text) * 0.5
    return sum(_EMS.get(character, 0.55 if character.isascii() else 1.0) for character in text)


def table_line(points: float) -> int:
    """The line of a grid's text of this size, in twips."""
    return TABLE_LINES.get(points) or round(points * TABLE_LINE / TABLE_SIZE * 2)


def red_rule_space() -> int:
    """Twips from the number's line to that of the rule: the rule is measured from the characters, not their line."""
    below = (1 - BASELINE) * LINE - DESCENT * BODY_SIZE * 10
    return round(RED_RULE_GAP - below) - RED_LINE


def mark_overhang(half_points: int) -> int:
    """How far in twips a mark of this size sticks out above its line, which is as high as the mark is."""
    return round((ASCENT - BASELINE) * half_points * 10)


def mark_size(mark: str) -> int:
    """The size in half points at which the mark of a red head stands on one line, see `LARGEST_MARK`."""
    fitting = int(TEXT_WIDTH / 10 / max(ems(mark), 1.0))
    return min(LARGEST_MARK, max(SMALLEST_MARK, fitting))
