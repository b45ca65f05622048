"""How the web page looks: one style sheet for screen, phone and print, and the same in attributes for a site's editor.

Roles name what a piece of the page is; a `Dress` says how it is dressed. `SHEET` gives classes, which the style sheet
below knows; `INLINE` gives styles alone, for an editor that keeps neither style sheet nor classes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from model.form import Grid
from model.layout import PaperGrid
from model.records import NamedTuple

SERIF = '"Source Han Serif SC","Noto Serif CJK SC",SimSun,"Songti SC",STSong,serif'
SANS = '"Microsoft YaHei","PingFang SC","Source Han Sans SC","Noto Sans CJK SC","WenQuanYi Zen Hei",sans-serif'
NUMERALS = f'"Times New Roman","Liberation Serif",{SERIF}'

HINT = "表格较宽，可左右滑动查看。"
PLAIN_HINT = "屏幕较窄时可左右滑动查看表格。"
"""Where no style sheet shows it only then: an editor that drops what hides it shows it always."""
_VERTICAL_REM, _GROUP_REM, _ITEM_REM = 1.75, 4.5, 14.0
_SMALL_GROUP_REM, _SMALL_ITEM_REM, _NARROW_ITEM_REM = 3.5, 11.0, 7.75
_PLAIN_GROUP_REM = 4.0
"""Four characters in a line, in the larger print of a page without a style sheet."""
_FIGURE_REM, _DIGIT_REM, _FIGURE_PADDING_REM = 2.75, 0.5, 1.0
_TIGHT_FIGURE_REM, _TIGHT_DIGIT_REM, _TIGHT_PADDING_REM = 2.25, 0.4375, 0.5
_PAGE_REM, _NARROW_REM = 48, 56
"""The page's width without its margins; the screen's below which labels get smaller and stay in sight."""

_PHONE_REM = 20.5
"""What a table may take on a phone of 360 px: the rest is the page's margins."""


class Dress(NamedTuple):
    """attribute: "class" or "style". roles: what each role gets, nothing for one that is not named.

    linked: whether cells name their headings by id; ids have no place in a page that is somebody else's.
    """

    attribute: str
    separator: str
    roles: Mapping[str, str]
    linked: bool

    def of(self, *roles: str) -> str:
        """The attribute, with a space before it, of what has these roles; "" when none of them needs one."""
        found = self.separator.join(value for role in roles if (value := self.roles.get(role, "")))
        return f' {self.attribute}="{found}"' if found else ""


_MOST_LABELS = 6
_CLASSES = (
    *(
        "level3",
        "lead",
        "picture",
        "caption",
        "signature",
        "grid",
        "wide",
        "tight",
        "line",
        "words",
        "scroll",
        "hidden",
        "piece",
    ),
    *("band", "corner", "heading", "group", "item", "spans", "vertical", "computed", "ruled", "end", "foot", "centred"),
    *(f"{name}{number}" for name in ("column", "from") for number in range(_MOST_LABELS)),
)
SHEET = Dress("class", " ", MappingProxyType({name: name for name in _CLASSES}), linked=True)

_INDENT = "text-indent:2em;line-height:1.9;margin:0 0 6px"
_CELL = "border:1px solid #666;padding:4px 3px;font-weight:normal;vertical-align:middle;line-height:1.45"
INLINE = Dress(
    "style",
    ";",
    MappingProxyType(
        {
            "page": "max-width:800px;margin:0 auto",
            "title": "font-size:26px;line-height:1.5;text-align:center;margin:0 0 28px",
            "section": "font-size:20px;font-weight:bold;line-height:1.6;margin:28px 0 10px",
            "level2": "font-size:17px;font-weight:bold;line-height:1.9;margin:14px 0 4px",
            "level3": f"font-size:16px;font-weight:bold;{_INDENT}",
            "body": f"font-size:16px;{_INDENT}",
            "lead": "font-weight:bold",
            "list": "list-style:none;margin:0;padding:0",
            "picture": "text-align:center;margin:12px 0",
            "image": "max-width:100%;height:auto",
            "caption": "font-size:16px;line-height:1.9;margin:0;text-align:center",
            "signature": "text-align:center;width:14em;margin:28px 2em 0 auto",
            "signed": "font-size:16px;line-height:1.9;margin:0",
            "scroll": "overflow-x:auto;margin:8px 0 16px",
            "table": "width:100%;table-layout:fixed;border-collapse:collapse;border:1px solid #333;font-size:14px",
            "cell": _CELL,
            "band": "background-color:#c6d9f1;text-align:left",
            "corner": "text-align:left",
            "heading": "text-align:center;padding:4px 0;background-color:#f3f5f9",
            "group": "text-align:center",
            "item": "text-align:left",
            "piece": "display:inline-block",
            "vertical": "text-align:center;writing-mode:vertical-rl;letter-spacing:2px",
            "figure": "text-align:right;padding-right:8px;white-space:nowrap",
            "words": "white-space:normal;word-break:break-all",
            "centred": "text-align:center;padding-right:3px",
            "computed": "background-color:#f3f5f9",
        }
    ),
    linked=False,
)


class TableWidths(NamedTuple):
    """A grid's columns in rem. labels: on a wide screen, small_labels: on a phone and on paper; figure: least width.

    tight: figures are set smaller, for with larger ones the grid would not fit the page.
    """

    labels: tuple[float, ...]
    small_labels: tuple[float, ...]
    figure: float
    columns: int
    tight: bool

    @property
    def least(self) -> float:
        """What the grid takes with small labels."""
        return sum(self.small_labels) + self.columns * self.figure

    @property
    def plain_labels(self) -> tuple[float, ...]:
        """The labels where no rule makes them smaller on a phone: it shows the first figures beside them."""
        both = zip(self.labels, self.small_labels, strict=True)
        return tuple(min(label, max(small, _PLAIN_GROUP_REM)) for label, small in both)

    @property
    def plain_least(self) -> float:
        """What the grid takes with `plain_labels`."""
        return sum(self.plain_labels) + self.columns * self.figure

    @property
    def is_wide(self) -> bool:
        """Whether it is wider than a phone and scrolls there."""
        return self.least > _PHONE_REM


def hint_style(least: int) -> str:
    """The style of the hint above a table of at least so many pixels: it takes no room where the table has enough.

    Above such a width `width` is less than nothing, and the margin takes the line's height back, with the margin of the
    box below, which falls together with it.
    """
    lacking = f"({least}px - 100%)*999"
    return (
        f"width:calc({lacking});max-width:100%;height:24px;margin-bottom:clamp(-32px,{lacking},0px);overflow:hidden;"
        "font-size:14px;line-height:24px;color:#555"
    )


def table_widths(grid: Grid, paper: PaperGrid, figures: Iterable[tuple[int, int]]) -> TableWidths:
    """The widths for a grid. figures: how many digits each has, and how many print columns it may take."""
    levels = grid.label_levels
    if levels <= 1:
        labels, small = [_NARROW_ITEM_REM * 2] * levels, [_NARROW_ITEM_REM] * levels
    else:
        group, small_group = (_VERTICAL_REM, _VERTICAL_REM) if paper.vertical_label else (_GROUP_REM, _SMALL_GROUP_REM)
        labels = [group, *[_GROUP_REM] * (levels - 2), _ITEM_REM]
        small = [small_group, *[_SMALL_GROUP_REM] * (levels - 2), _SMALL_ITEM_REM]
    columns = grid.width - levels
    measured = tuple(figures)
    figure = max([_FIGURE_REM, *((digits * _DIGIT_REM + _FIGURE_PADDING_REM) / span for digits, span in measured)])
    if tight := sum(labels) + columns * figure > _PAGE_REM:
        labels = small
        smaller = ((digits * _TIGHT_DIGIT_REM + _TIGHT_PADDING_REM) / span for digits, span in measured)
        figure = max([_TIGHT_FIGURE_REM, *smaller])
    return TableWidths(tuple(labels), tuple(small), figure, columns, tight)


def style_sheet(grids: Mapping[str, TableWidths]) -> str:
    """The page's style sheet for these grids, by their ids."""
    return _SHEET + "".join(rule for grid, widths in grids.items() for rule in _grid_rules(f"#{grid}", widths))


def _grid_rules(grid: str, widths: TableWidths) -> Iterator[str]:
    """What depends on a grid's columns: their widths, when it scrolls, how far a label goes before it stays in sight."""
    small = "".join(_column_rules(grid, widths.small_labels))
    yield "".join(_column_rules(grid, widths.labels)) + "\n"
    yield f"@media print{{{small}}}\n"
    if widths.is_wide:
        small += "".join(
            f"{grid} .spans.from{start}{{left:-{sum(widths.small_labels[start:-1]):g}rem}}"
            for start in range(len(widths.small_labels) - 1)
        )
        yield f"@media screen{{{grid} table{{min-width:{widths.least:g}rem}}}}\n"
        yield f"@media screen and (max-width:{widths.least + 2:g}rem){{{grid}::before{{display:block}}}}\n"
    yield f"@media screen and (max-width:{_NARROW_REM}rem){{{small}}}\n"


def _column_rules(grid: str, labels: tuple[float, ...]) -> Iterator[str]:
    for number, width in enumerate(labels):
        yield f"{grid} .column{number}{{width:{width:g}rem}}"


_SHEET = f"""\
*{{box-sizing:border-box}}
html{{-webkit-text-size-adjust:100%;text-size-adjust:100%}}
body{{margin:0;background:#fff;color:#1a1a1a;font:17px/1.9 {SERIF}}}
main{{max-width:50rem;margin:0 auto;padding:2.25rem 1rem 3rem}}
h1{{margin:0 0 2rem;font-size:28px;font-weight:500;line-height:1.5;text-align:center;text-wrap:balance}}
h1 br{{display:none}}
.line{{display:block}}
h2{{margin:2.25rem 0 .75rem;font:600 20px/1.6 {SANS};text-wrap:balance}}
h3,h4{{margin:1.25rem 0 .25rem;font:600 17px/1.7 {SANS}}}
.level3{{font-family:inherit;text-indent:2em}}
ol,ul{{margin:0;padding:0;list-style:none}}
p,li{{margin:0 0 .25rem;text-indent:2em;white-space:pre-wrap;overflow-wrap:break-word}}
.lead{{font-family:{SANS};font-weight:600}}
.picture{{margin:.75rem 0;text-align:center}}
.caption{{text-indent:0;text-align:center}}
img{{max-width:100%;height:auto;vertical-align:top}}
.signature{{width:fit-content;max-width:100%;margin:2rem 4em 0 auto;text-align:center}}
.signature p{{margin:0;text-indent:0;text-align:center}}
.hidden{{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}}
.wide::before{{content:"{HINT}";display:none;margin:0 0 .25rem;font-size:14px;color:#555}}
.scroll{{position:relative;margin:.5rem 0 1rem;overflow-x:auto;border:1px solid #333;border-radius:3px}}
.scroll:focus-visible{{outline:2px solid #1f5fa8;outline-offset:2px}}
table{{width:100%;table-layout:fixed;border-collapse:separate;border-spacing:0;font-size:14px;line-height:1.45}}
th,td{{padding:.42em .35em;border:0 solid #8a8a8a;border-width:0 1px 1px 0;background:#fff;font-weight:400;vertical-align:middle}}
td:last-child,.end{{border-right:0}}
tbody:last-child tr:last-child>*,.foot{{border-bottom:0}}
.band{{background:#c6d9f1;font-family:{SANS};text-align:left;padding-left:.6em}}
.heading{{background:#f3f5f9;font-family:{SANS};text-align:center}}
.corner{{text-align:left;font-size:13px}}
.group{{text-align:center}}
.item{{text-align:left;padding-left:.5em}}
.piece{{display:inline-block}}
.vertical{{padding:.35em 0;text-align:center}}
.vertical span{{display:inline-block;writing-mode:vertical-rl;letter-spacing:.15em}}
td{{text-align:right;padding-left:0;padding-right:.8em;font:16px/1.45 {NUMERALS};font-variant-numeric:tabular-nums;white-space:nowrap}}
.words,td.corner{{white-space:normal;overflow-wrap:anywhere}}
td.corner{{padding-left:.5em}}
.tight th{{padding-left:.1em;padding-right:.1em;font-size:12px}}
.tight .item{{padding-left:.3em}}
.tight td[headers]{{padding-left:.1em;padding-right:.35em;font-size:14px}}
.centred td{{text-align:center;padding-right:0}}
.computed{{background:#f3f5f9}}
.ruled>*{{border-top:1px solid #8a8a8a}}
@media screen and (max-width:56rem){{
.wide th{{padding-left:.1em;padding-right:.1em;font-size:12px}}
.wide .item,.wide .spans{{padding-left:.3em}}
.wide td[headers]{{padding-right:.5em}}
.tight td[headers]{{padding-right:.25em}}
.wide .item,.wide .spans{{position:sticky;left:0;z-index:1}}
.wide .item>span,.wide .spans>span{{position:sticky;left:.3em;display:inline-block;max-width:10.5rem}}
.wide .group{{padding:.35em .1em}}
}}
@media screen and (max-width:40rem){{
body{{font-size:16px;line-height:1.85}}
main{{padding:1.5rem 1rem 2rem}}
h1{{font-size:21px;margin-bottom:1.5rem}}
h2{{font-size:18px}}
h3,h4{{font-size:16px}}
.signature{{margin-right:1em}}
}}
@page{{size:A4;margin:20mm 18mm}}
@media print{{
img{{width:auto;max-height:215mm}}
body{{font-size:12pt;line-height:1.75}}
main{{max-width:none;padding:0}}
h1{{font-size:20pt}}
h2{{font-size:14pt}}
h3,h4{{font-size:12pt}}
h1,h2,h3,h4{{break-after:avoid;break-inside:avoid}}
p,li{{orphans:2;widows:2}}
.scroll{{overflow:visible;border-radius:0}}
table,.corner{{font-size:9pt}}
td{{font-size:9pt;padding-right:.6em}}
.tight td[headers]{{font-size:8pt;padding-right:.15em}}
th,td{{padding-top:.3em;padding-bottom:.3em;print-color-adjust:exact;-webkit-print-color-adjust:exact}}
.grid,.scroll,table,tr,.picture,.signature{{break-inside:avoid}}
.group{{padding-left:.05em;padding-right:.05em}}
thead{{display:table-header-group}}
.signature{{break-before:avoid}}
}}
"""
