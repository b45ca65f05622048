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

BODY_SIZE, TITLE_SIZE, TABLE_SIZE, FOOTER_SIZE = 32, 44, 21, 28
"""Half points, as Word counts sizes."""

SMALLEST_FIGURE = 13
BAND_COLOUR = "C6D9F1"
"""The State Council's own blue behind the block headings of 表二; print on it copies well."""

CELL_MARGIN = 20
OUTER_RULE, INNER_RULE, PART_RULE = 8, 4, 6
"""Eighths of a point."""

# 署名 and 成文日期: the date ends four characters in from the right edge; widths in points at 16 pt.
SIGNATURE_INDENT = 128.0
HANZI_WIDTH, DIGIT_WIDTH, CHANGE_WIDTH = 15.75, 7.75, 4.0


class Family(NamedTuple):
    """A font family and what stands in for it, best first; all go into fontTable.xml."""

    name: str
    stand_ins: tuple[str, ...]
    kind: str
    pitch: str
    charset: str = "86"


TITLE = Family("方正小标宋简体", ("方正小标宋_GBK", "华文中宋", "STZhongsong", "宋体"), "script", "variable")
BODY = Family("仿宋_GB2312", ("仿宋", "FangSong", "华文仿宋", "STFangsong"), "modern", "fixed")
HEADING = Family("黑体", ("SimHei", "微软雅黑", "Microsoft YaHei"), "modern", "fixed")
SUBHEADING = Family("楷体_GB2312", ("楷体", "KaiTi", "华文楷体", "STKaiti"), "modern", "fixed")
TABLE = Family("宋体", ("SimSun", "新宋体", "NSimSun"), "auto", "variable")
LATIN = Family("Times New Roman", ("Liberation Serif",), "roman", "variable", "00")

FAMILIES = (BODY, HEADING, SUBHEADING, TABLE, TITLE, LATIN)

_EMS = {**dict.fromkeys("0123456789", 0.5), ".": 0.25, ",": 0.25, "-": 0.333, "+": 0.564, " ": 0.25}


def ems(text: str) -> float:
    """A line's width in ems, Latin letters and digits in Times New Roman."""
    if text.isdigit() and text.isascii():
        return len(text) * 0.5
    return sum(_EMS.get(character, 0.55 if character.isascii() else 1.0) for character in text)
