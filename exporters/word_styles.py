"""The paragraph, character and table styles of our Word files, by the names that a clerk sees.

A clerk's template may restyle any of them: they are looked up by name, and only what is missing is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from exporters import typesetting as ts
from model.form import Column, Form, Grid
from model.layout import USUAL
from ooxml.characters import escape
from ooxml.namespaces import WORD

NORMAL, BODY_TEXT, TITLE = "Normal", "Body Text", "Title"
HEADINGS = ("heading 1", "heading 2", "heading 3")
LIST_ITEM = "List Paragraph"
"""列表段落 in the window of Word and WPS: the items of lists, with the numbers as they were typed."""
TABLE_TEXT, TABLE_LABEL, VERTICAL_LABEL = "表格文字", "表格标签居中", "表格竖排标签"
TABLE_HEADING, TABLE_BAND = "表格栏目", "表格条款"
SIGNATURE_UNIT, SIGNATURE_DATE = "署名", "成文日期"
FOOTER, EVEN_FOOTER = "footer", "偶数页页脚"
HEADER, EVEN_HEADER = "header", "偶数页页眉"
RED_MARK, RED_NUMBER, RED_LINE = "发文机关标志", "发文字号", "版头分隔线"
STATUTORY_TABLE, PLACEHOLDER = "法定表格", "占位符"


class Style(NamedTuple):
    """A style. id: as we write it. base: the name of the style it builds on, "" for none.

    kind: "paragraph", "character" or "table". paragraph, run, table: its properties as XML in the schema's order.
    family: the East Asian family, None for that of its base. latin: the family of Latin letters and digits beside it.
    """

    name: str
    id: str
    base: str
    paragraph: str = ""
    run: str = ""
    table: str = ""
    kind: str = "paragraph"
    following: str = ""
    family: ts.Family | None = None
    latin: ts.Family = ts.LATIN


class UsedStyle(NamedTuple):
    """A style of ours as a file has it: its id there, and the East Asian family in which it sets text, "" for unknown."""

    id: str
    family: str


def figure_style(grid: Grid, column: Column) -> str:
    """The name of the style of a column's figures: wider cells have their own, since each has its own right indent."""
    width = sum(other.span for other in grid.blocks[0].columns)
    if column.span == 1:
        return f"{grid.name}数字"
    return f"{grid.name}通栏数字" if column.span == width else f"{grid.name}跨{column.span}栏数字"


def grid_styles(grid: Grid) -> tuple[str, ...]:
    """The names of the styles that a grid's table uses."""
    figures = {figure_style(grid, column): None for block in grid.blocks for column in block.columns}
    return (STATUTORY_TABLE, TABLE_TEXT, TABLE_LABEL, VERTICAL_LABEL, TABLE_HEADING, TABLE_BAND, *figures)


def fonts(family: ts.Family, latin: ts.Family = ts.LATIN) -> str:
    """The font property of a style: the East Asian family, and the family of Latin letters and digits."""
    return f'<w:rFonts w:ascii="{latin.name}" w:eastAsia="{family.name}" w:hAnsi="{latin.name}" w:cs="{latin.name}"/>'


def size(half_points: int) -> str:
    """The size property, in half points."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _lines(twips: int, before: int = 0, after: int = 0) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{twips}" w:lineRule="exact"/>'


_LOOSE = '<w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
_TABLE_FLAT = '<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/>'


@cache
def styles_of(form: Form, table_size: float = USUAL) -> Mapping[str, Style]:
    """All styles of a form's Word files by name, each after the one it builds on. table_size: of the grids, in points."""
    tables = [*_table_styles(table_size), *_figure_styles(form, table_size)]
    return {style.name: style for style in (*_text_styles(), *tables, *_other_styles())}


@cache
def families_of(form: Form) -> Mapping[str, str]:
    """The East Asian family of each style of a form's Word files, by the style's name."""
    families: dict[str, str] = {}
    for style in styles_of(form).values():
        families[style.name] = style.family.name if style.family else families.get(style.base, ts.BODY.name)
    return families


def default_styles(form: Form) -> Mapping[str, UsedStyle]:
    """The styles by name as the default template has them."""
    return {name: UsedStyle(style.id, families_of(form)[name]) for name, style in styles_of(form).items()}


def _text_styles() -> Iterable[Style]:
    normal_run = f'<w:spacing w:val="{ts.CHARACTER_SPACING}"/><w:kern w:val="0"/>' + size(ts.BODY_SIZE)
    normal = f'<w:widowControl w:val="0"/>{_LOOSE}{_lines(ts.LINE)}<w:jc w:val="both"/>'
    yield Style(NORMAL, "a", "", normal, normal_run, family=ts.BODY)
    yield Style(BODY_TEXT, "BodyText", NORMAL, '<w:ind w:firstLineChars="200" w:firstLine="640"/>')
    yield Style(
        TITLE,
        "Title",
        NORMAL,
        f'<w:keepNext/><w:keepLines/>{_lines(ts.TITLE_LINE, before=560, after=840)}<w:jc w:val="center"/>',
        '<w:spacing w:val="0"/>' + size(ts.TITLE_SIZE),
        following=BODY_TEXT,
        family=ts.TITLE,
        latin=ts.TITLE,
    )
    faces = ((ts.HEADING, ""), (ts.SUBHEADING, ""), (ts.BODY, "<w:b/><w:bCs/>"))
    for level, (name, (family, run)) in enumerate(zip(HEADINGS, faces, strict=True)):
        kept = f'<w:keepNext/><w:keepLines/><w:outlineLvl w:val="{level}"/>'
        yield Style(name, f"Heading{level + 1}", BODY_TEXT, kept, run, following=BODY_TEXT, family=family)
    yield Style(LIST_ITEM, "ListParagraph", BODY_TEXT)
    centred = '<w:ind w:left="4400"/><w:jc w:val="center"/>'
    yield Style(SIGNATURE_UNIT, "SignatureUnit", NORMAL, f"<w:keepNext/>{_lines(ts.LINE, before=560)}{centred}")
    yield Style(SIGNATURE_DATE, "SignatureDate", NORMAL, centred)


def _table_styles(points: float) -> Iterable[Style]:
    run = '<w:spacing w:val="0"/>' + size(round(points * 2))
    flat = f'{_LOOSE}{_lines(ts.table_line(points))}{_TABLE_FLAT}<w:jc w:val="left"/>'
    yield Style(TABLE_TEXT, "TableText", NORMAL, flat, run, family=ts.TABLE)
    yield Style(TABLE_LABEL, "TableLabel", TABLE_TEXT, '<w:jc w:val="center"/>')
    yield Style(VERTICAL_LABEL, "TableVerticalLabel", TABLE_LABEL, "", '<w:spacing w:val="60"/>')
    yield Style(TABLE_HEADING, "TableHeading", TABLE_TEXT, '<w:jc w:val="center"/>', family=ts.HEADING)
    yield Style(TABLE_BAND, "TableBand", TABLE_TEXT, family=ts.HEADING)


def _figure_styles(form: Form, points: float) -> Iterable[Style]:
    right = '<w:ind w:left="0" w:right="0"/><w:jc w:val="right"/>'
    for number, grid in enumerate(form.grids, 2):
        names = {figure_style(grid, column): column.span for block in grid.blocks for column in block.columns}
        for name, span in sorted(names.items(), key=lambda item: item[1]):
            yield Style(name, f"Figures{number}x{span}", TABLE_TEXT, right, size(round(points * 2)))


def _other_styles() -> Iterable[Style]:
    run = '<w:spacing w:val="0"/>' + size(ts.FOOTER_SIZE)
    odd = '<w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>'
    even = '<w:ind w:leftChars="100" w:left="280" w:rightChars="0" w:right="0"/><w:jc w:val="left"/>'
    yield Style(FOOTER, "Footer", NORMAL, f"{_lines(ts.FOOTER_LINE)}{odd}", run, family=ts.TABLE, latin=ts.TABLE)
    yield Style(EVEN_FOOTER, "EvenFooter", FOOTER, even)
    yield Style(PLACEHOLDER, "Placeholder", "", run=f'<w:color w:val="2F6EBA"/>{size(2)}', kind="character")
    yield Style(STATUTORY_TABLE, "StatutoryTable", "Normal Table", table=_table_properties(), kind="table")


def header_styles() -> Iterable[Style]:
    """The styles of a page header, at the outer edge like the page's number; no default template has them."""
    run = '<w:spacing w:val="0"/>' + size(ts.HEADER_SIZE)
    odd, even = '<w:jc w:val="right"/>', '<w:jc w:val="left"/>'
    yield Style(HEADER, "Header", NORMAL, f"{_lines(ts.FOOTER_LINE)}{odd}", run, family=ts.HEADING)
    yield Style(EVEN_HEADER, "EvenHeader", HEADER, even)


def red_styles(mark: str) -> Iterable[Style]:
    """The styles of a red head with this mark; no default template has them."""
    points = ts.mark_size(mark)
    line, after = points * 10, '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>'
    run = f'<w:color w:val="{ts.RED}"/><w:spacing w:val="0"/>{size(points)}'
    kept = "<w:keepNext/><w:keepLines/>"
    top = _lines(line, before=ts.RED_MARK_TOP + ts.mark_overhang(points))
    yield Style(RED_MARK, "RedMark", NORMAL, f"{kept}{top}{after}", run, family=ts.TITLE, latin=ts.TITLE)
    number = _lines(ts.LINE, before=ts.RED_BLANK_LINES)
    yield Style(RED_NUMBER, "RedNumber", NORMAL, f"{kept}{number}{after}", '<w:spacing w:val="0"/>')
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="{ts.RED_RULE}" w:space="0" w:color="{ts.RED}"/></w:pBdr>'
    spacing = _lines(ts.RED_LINE, before=ts.red_rule_space())
    yield Style(RED_LINE, "RedLine", NORMAL, f"{kept}{rule}{_LOOSE}{spacing}{after}", size(2))


def _table_properties() -> str:
    sides = "".join(_rule(side, ts.OUTER_RULE) for side in ("top", "left", "bottom", "right"))
    inside = _rule("insideH", ts.INNER_RULE) + _rule("insideV", ts.INNER_RULE)
    margins = "".join(
        f'<w:{side} w:w="{ts.CELL_MARGIN if side in ("left", "right") else 0}" w:type="dxa"/>'
        for side in ("top", "left", "bottom", "right")
    )
    return f"<w:tblBorders>{sides}{inside}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar>"


def _rule(side: str, eighths: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="000000"/>'


def style_xml(style: Style, ids: Mapping[str, str]) -> str:
    """The style as an element; ids: the style id of each name it may refer to."""
    default = ' w:default="1"' if style.name == NORMAL else ""
    own = "" if style.name in (NORMAL, BODY_TEXT, TITLE, LIST_ITEM, FOOTER, HEADER, *HEADINGS) else ' w:customStyle="1"'
    parts = [
        f'<w:style w:type="{style.kind}"{default}{own} w:styleId="{ids[style.name]}"><w:name w:val="{escape(style.name)}"/>'
    ]
    if style.base:
        parts.append(f'<w:basedOn w:val="{ids[style.base]}"/>')
    if style.following:
        parts.append(f'<w:next w:val="{ids[style.following]}"/>')
    parts.append("<w:qFormat/>")
    run = (fonts(style.family, style.latin) if style.family else "") + style.run
    for tag, content in (("pPr", style.paragraph), ("rPr", run), ("tblPr", style.table)):
        if content:
            parts.append(f"<w:{tag}>{content}</w:{tag}>")
    parts.append("</w:style>")
    return "".join(parts)


def style_sheet(form: Form, table_size: float = USUAL) -> str:
    """The whole styles part of a default template with grids in this size."""
    styles = styles_of(form, table_size)
    ids = {name: style.id for name, style in styles.items()} | {"Normal Table": "TableNormal"}
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(ts.BODY)}{size(ts.BODY_SIZE)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    fixed = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
    )
    ours = "".join(style_xml(style, ids) for style in styles.values())
    return f'<w:styles xmlns:w="{WORD}">{defaults}{fixed}{ours}</w:styles>'
