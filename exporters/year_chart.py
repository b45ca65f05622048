"""The year page's chart, drawn by typst: as SVG for the window, as PNG for the clipboard and for Word.

typst was chosen because the PDF needs it as well and it needs nothing else: a drawing library with its
arrays would add more than a hundred megabytes to the program.
"""

from __future__ import annotations

from typing import Literal

from model.checks import Number
from model.number_text import number_text
from model.year_chart import Pair, PairGroup, YearChart

WIDTH = 156
"""Millimetres: the text width of an A4 page as GB/T 9704 has it."""
PIXELS_PER_INCH = 300
FONTS = ("Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "SimHei")
THIS = "#1B5CA8"
LAST = "#9AA5B1"
BAR = 32
"""Millimetres of the longest bar."""

_HEAD = """\
#set page(width: {width}mm, height: auto, margin: (x: 1mm, y: 2mm), fill: white)
#set text(font: ({fonts}), size: 9pt, lang: "zh", region: "cn", fill: rgb("#1A2027"),
  cjk-latin-spacing: none)
#set par(leading: 0.4em, spacing: 0.5em)
#let swatch(colour, name) = box(rect(width: 3mm, height: 2.2mm, fill: rgb(colour))) + h(1.2mm) + name
#let bar(colour, length, figure, weight) = box(height: 3.1mm, stack(dir: ltr, spacing: 1.2mm,
  ..if length > 0mm {{ (rect(width: length, height: 2.6mm, fill: rgb(colour)),) }} else {{ () }},
  align(horizon, text(size: 8pt, weight: weight, figure))))
#let pair(label, ..bars) = grid(columns: (25.5mm, 1fr), column-gutter: 1.6mm, align: (right + horizon, left + horizon),
  text(size: 8.5pt, label), stack(dir: ttb, spacing: 0.5mm, ..bars))
#let group(title, unit, ..pairs) = block(breakable: false, width: 100%, below: 5mm, stack(dir: ttb, spacing: 2.1mm,
  text(weight: "bold", size: 9.5pt, title) + h(1.5mm) + text(size: 8pt, fill: rgb("#545E6B"), "单位：" + unit),
  line(length: 100%, stroke: 0.4pt + rgb("#C8CED7")), ..pairs))
"""


def year_chart_svg(chart: YearChart) -> bytes:
    """The chart as SVG; its characters are drawn as outlines, so it looks alike everywhere."""
    return _drawn(chart, "svg")


def year_chart_png(chart: YearChart) -> bytes:
    """The chart as PNG, `PIXELS_PER_INCH` to the inch."""
    return _drawn(chart, "png")


def chart_source(chart: YearChart) -> str:
    """The chart in typst's language. Every text of the report stands in it as a quoted string."""
    fonts = ", ".join(_quoted(font) for font in FONTS)
    left, right = _columns(chart.groups)
    return "\n".join(
        (
            _HEAD.format(width=WIDTH, fonts=fonts),
            f'#align(center, text(size: 11pt, weight: "bold", {_quoted(_title(chart))}))',
            "#v(0.5mm)",
            f"#align(center, text(size: 8.5pt, {_legend(chart)}))",
            "#v(2mm)",
            "#grid(columns: (1fr, 1fr), column-gutter: 6mm,",
            f"  [{_groups(left, chart)}],",
            f"  [{_groups(right, chart)}])",
        )
    )


def _drawn(chart: YearChart, format_: Literal["svg", "png"]) -> bytes:
    # Imported only when a chart is drawn: the library is large.
    import typst

    drawn = typst.compile(chart_source(chart).encode("utf-8"), format=format_, ppi=PIXELS_PER_INCH)
    return drawn if isinstance(drawn, bytes) else b"".join(drawn or ())


def _title(chart: YearChart) -> str:
    years = f"{chart.last_year}年与{chart.year}年" if chart.last_year else f"{chart.year}年"
    return f"{chart.unit}{years}政府信息公开主要数据"


def _legend(chart: YearChart) -> str:
    names = [f"swatch({_quoted(THIS)}, {_quoted(f'{chart.year}年')})"]
    if chart.last_year:
        names.append(f"swatch({_quoted(LAST)}, {_quoted(f'{chart.last_year}年')})")
    return " + h(6mm) + ".join(names)


def _columns(groups: tuple[PairGroup, ...]) -> tuple[list[PairGroup], list[PairGroup]]:
    """The groups in two columns, in order, of about the same height."""
    heights = [len(group.pairs) + 1.5 for group in groups]
    cuts = range(len(groups) + 1)
    best = min(cuts, key=lambda cut: (abs(sum(heights[:cut]) - sum(heights[cut:])), -cut))
    return list(groups[:best]), list(groups[best:])


def _groups(groups: list[PairGroup], chart: YearChart) -> str:
    return "\n".join(_group(group, chart) for group in groups)


def _group(group: PairGroup, chart: YearChart) -> str:
    pairs = ", ".join(_pair(pair, group.largest, chart) for pair in group.pairs)
    return f"#group({_quoted(group.title)}, {_quoted(group.unit)}, {pairs})"


def _pair(pair: Pair, largest: Number, chart: YearChart) -> str:
    bars = [_bar(THIS, pair.this, largest, "未填", "bold")]
    if chart.last_year:
        bars.append(_bar(LAST, pair.last, largest, "—", "regular"))
    return f"pair({', '.join((_quoted(pair.label), *bars))})"


def _bar(colour: str, figure: Number | None, largest: Number, missing: str, weight: str) -> str:
    length = float(figure) / float(largest) * BAR if figure and largest > 0 and figure > 0 else 0.0
    # A figure above nothing is seen, however small it is beside the largest.
    length = max(length, 0.3) if figure and figure > 0 else 0.0
    shown = missing if figure is None else number_text(figure)
    return f"bar({_quoted(colour)}, {length:.2f}mm, {_quoted(shown)}, {_quoted(weight)})"


def _quoted(text: str) -> str:
    """A string of typst's language; what can't be printed is left out."""
    plain = "".join(character for character in text if character.isprintable())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
