"""Papers beside a report, from a Word template: its placeholders filled with words, and with headings and tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from lxml import etree

from exporters import typesetting as ts
from exporters import word_elements as we
from exporters.word_style_names import StyleNames
from exporters.word_styles import (
    BODY_TEXT,
    HEADINGS,
    STATUTORY_TABLE,
    TABLE_BAND,
    TABLE_HEADING,
    TABLE_LABEL,
    TABLE_TEXT,
    UsedStyle,
)
from exporters.word_text import text_xml
from model.errors import ExportError
from model.placeholders import PATTERN, canonical, is_text, text_of
from model.records import NamedTuple
from model.release_checks import NO, YES
from model.report import Report
from ooxml.markup import WORD, parse_xml, to_bytes
from ooxml.package import Package

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
_USED = (BODY_TEXT, HEADINGS[0], STATUTORY_TABLE, TABLE_BAND, TABLE_HEADING, TABLE_LABEL, TABLE_TEXT)
_LARGE, _LARGE_LINE = 24, 320
"""Half points of large text, and its lines in twips."""
_SYMBOLS = "Segoe UI Symbol"
"""Windows' family with ✓ and ✗, which Chinese families lack; other systems take what they have."""
_MOST_LINES = 24
"""A row of more lines may go on over a page's end: one that has to be whole and is higher than a page would be cut."""
GAP = 100
"""Before a heading and behind a table, in twips."""
KEPT = "<w:keepNext/>"
"""A paragraph's property: it stands on a page with what comes next."""


class Look(NamedTuple):
    """How a table is set. centred: its columns whose text stands in the middle; height: the least of a row, in twips.

    kept: the last row stands on a page with what comes behind the table.
    """

    widths: tuple[int, ...]
    centred: tuple[int, ...]
    large: bool = False
    height: int = 340
    kept: bool = False


Make = Callable[["PaperWriter"], Sequence[str]]
"""What stands in the place of a placeholder that has a paragraph of its own: paragraphs and tables as XML."""


def fill_paper(
    template: bytes, report: Report, blocks: Mapping[str, Make], words: Mapping[str, str], what: str
) -> bytes:
    """The template's bytes with the report's placeholders, these words and these blocks in their places.

    what: the paper's name. A paragraph that holds a placeholder alone whose words are "" goes. Raises ExportError for
    a placeholder that nobody knows, and for a block that the template has no place for.
    """
    package = Package(template)
    root = parse_xml(package.read(DOCUMENT), DOCUMENT)
    names = StyleNames(parse_xml(package.read(STYLES), STYLES))
    writer = PaperWriter(names.require(report.form, _USED))
    left = dict.fromkeys(blocks)
    for paragraph in list(root.iter(we.P)):
        name = _fill(paragraph, report, blocks, words)
        if name in blocks:
            we.replace(paragraph, *map(_element, blocks[name](writer)))
            left.pop(name, None)
        elif name:
            we.replace(paragraph)
    if left:
        raise ExportError(f"模板里没有占位符 {{{{{next(iter(left))}}}}}，{what}会缺一部分。", "请在模板里加上它。")
    changed: dict[str, bytes | None] = {DOCUMENT: to_bytes(root)}
    if names.added:
        changed[STYLES] = to_bytes(names.root)
    return package.with_parts(changed)


def _fill(paragraph: etree._Element, report: Report, blocks: Mapping[str, Make], words: Mapping[str, str]) -> str:
    """Put words into the paragraph; the name of the block that it stands for or of what is empty, "" for neither."""
    texts = we.own_texts(paragraph)
    whole = "".join(text.text or "" for text in texts)
    if "{" not in whole and "｛" not in whole:
        return ""
    match = PATTERN.fullmatch(whole.strip())
    alone = canonical(match[1]) if match else ""
    if alone in blocks or words.get(alone) == "":
        return alone

    def filled(found: re.Match[str]) -> str:
        name = canonical(found[1])
        if name in words:
            return words[name]
        if not is_text(report.form, name):
            raise ExportError(f"模板里有不认识的占位符 {found[0]}。", "请在模板里改正它，或用默认的模板。")
        return text_of(report, name)

    new = PATTERN.sub(filled, whole)
    if new != whole:
        texts[0].text = new
        for text in texts[1:]:
            text.text = ""
    return ""


class PaperWriter:
    """Makes paragraphs and tables in a template's styles, as XML."""

    def __init__(self, styles: Mapping[str, UsedStyle]) -> None:
        self._styles = styles

    def heading(self, text: str, properties: str = "") -> str:
        """A heading above a table."""
        return self.paragraph(text, HEADINGS[0], f'{properties}<w:spacing w:before="{GAP}" w:after="{GAP}"/>')

    def table(self, caption: str, look: Look, rows: Sequence[Sequence[str]], columns: Sequence[str] = ()) -> str:
        """A table; a row of one text goes over its whole width. columns: its headings, repeated on every page."""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in look.widths)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._styles[STATUTORY_TABLE].id}"/>'
            f'<w:tblW w:w="{sum(look.widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="0000"/><w:tblCaption w:val="{text_xml(caption)}"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(self._rows(look, rows, columns))}</w:tbl>"
        )

    def paragraph(self, text: str, style: str, properties: str = "", large: bool = False) -> str:
        """A paragraph. properties: further ones, in the schema's order."""
        used = self._styles[style]
        fonts = we.chinese_fonts(used.family)
        if text in (YES, NO):
            fonts = f'<w:rFonts w:ascii="{_SYMBOLS}" w:eastAsia="{_SYMBOLS}" w:hAnsi="{_SYMBOLS}" w:cs="{_SYMBOLS}"/>'
        size = f'<w:sz w:val="{_LARGE}"/><w:szCs w:val="{_LARGE}"/>' if large else ""
        run = f'<w:r><w:rPr>{fonts}{size}</w:rPr><w:t xml:space="preserve">{text_xml(text)}</w:t></w:r>' if text else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{used.id}"/>{properties}</w:pPr>{run}</w:p>'

    def space(self) -> str:
        """A little room behind a table."""
        return f'<w:p><w:pPr><w:spacing w:line="{GAP}" w:lineRule="exact"/></w:pPr></w:p>'

    def _rows(self, look: Look, rows: Sequence[Sequence[str]], columns: Sequence[str]) -> Iterator[str]:
        if columns:
            cells = "".join(self._cell(text, look, n, TABLE_HEADING) for n, text in enumerate(columns))
            yield _row(cells, look, whole=True, heading=True)
        for place, row in enumerate(rows, 1):
            if len(row) == 1:
                yield _row(self._band(row[0], look), look, whole=True)
                continue
            whole = _lines(row, look) <= _MOST_LINES
            styles = [TABLE_LABEL if n in look.centred else TABLE_TEXT for n in range(len(row))]
            kept = KEPT if look.kept and whole and place == len(rows) else ""
            cells = "".join(self._cell(text, look, n, styles[n], whole, kept) for n, text in enumerate(row))
            yield _row(cells, look, whole)

    def _cell(self, text: str, look: Look, number: int, style: str, whole: bool = True, kept: str = "") -> str:
        place = "center" if whole else "top"
        text = self.paragraph(text, style, f"{kept}{_line(look)}", look.large)
        return _tc(look.widths[number], text, "", place)

    def _band(self, text: str, look: Look) -> str:
        spacing = f"{KEPT}{_line(look)}"
        return _tc(sum(look.widths), self.paragraph(text, TABLE_BAND, spacing, look.large), _spanned(look))


def _line(look: Look) -> str:
    return f'<w:spacing w:line="{_LARGE_LINE}" w:lineRule="exact"/>' if look.large else ""


def _tc(width: int, content: str, spanned: str, place: str = "center") -> str:
    sides = (("top", 40), ("left", 70), ("bottom", 40), ("right", 70))
    margins = "".join(f'<w:{side} w:w="{room}" w:type="dxa"/>' for side, room in sides)
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{spanned}<w:tcMar>{margins}</w:tcMar><w:vAlign w:val="{place}"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def _spanned(look: Look) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ts.BAND_COLOUR}"/>'
    return f'<w:gridSpan w:val="{len(look.widths)}"/>{shade}'


def _row(cells: str, look: Look, whole: bool, heading: bool = False) -> str:
    height = f'<w:trHeight w:val="{look.height}" w:hRule="atLeast"/>'
    kept = "<w:cantSplit/>" if whole else ""
    return f"<w:tr><w:trPr>{kept}{height}{'<w:tblHeader/>' if heading else ''}</w:trPr>{cells}</w:tr>"


def _lines(row: Sequence[str], look: Look) -> int:
    """How many lines the row takes, about."""
    size = (_LARGE if look.large else ts.TABLE_SIZE) * 10
    return max(
        sum(1 + int(ts.ems(line) * size / (width - 140)) for line in text.split("\n"))
        for text, width in zip(row, look.widths, strict=True)
    )


def _element(xml: str) -> etree._Element:
    element: etree._Element = etree.fromstring(xml.replace(">", f' xmlns:w="{WORD}">', 1))
    etree.cleanup_namespaces(element)
    return element
