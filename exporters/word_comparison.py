"""修改对照: a report in the default template's looks, with everything marked in which it differs from an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from exporters import typesetting as ts
from exporters import word_elements as we
from exporters.word_marked_blocks import MarkedPictures, compared_blocks
from exporters.word_marks import marked_run, with_mark_styles
from exporters.word_pictures import FLAT, add_pictures
from exporters.word_style_names import StyleNames
from exporters.word_styles import (
    BODY_TEXT,
    HEADINGS,
    LIST_ITEM,
    SIGNATURE_UNIT,
    STATUTORY_TABLE,
    TABLE_HEADING,
    TABLE_LABEL,
    TABLE_TEXT,
    TITLE,
    families_of,
)
from exporters.word_text import shape_of
from model.form import Form
from model.placeholders import PATTERN, SECTION, canonical, text_of
from model.report import Report
from model.text_comparison import COME, GONE, SAME, Paragraph, Piece, compare_words
from ooxml.markup import WORD, parse_xml, to_bytes
from ooxml.package import Package

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
_LIST_HEADINGS, _LIST_WIDTHS = ("序号", "位置", "原为", "改为"), (640, 2600, 2802, 2802)
_LIST_MARGINS = "<w:tcMar>{}</w:tcMar>".format(
    "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 40), ("left", 60), ("bottom", 40), ("right", 60))
    )
)
_FIGURE_DIGITS = 5
"""More digits than these are set smaller: they would not fit into the narrowest column."""


class ListedChange(NamedTuple):
    """A line of the list in front: where, what it was and what it is."""

    place: str
    old: str
    new: str


class ComparisonHead(NamedTuple):
    """What stands in front of the marked report: title, a sentence on what is compared, and all changes."""

    title: str
    sentence: str
    changes: Sequence[ListedChange]


def word_comparison(template: bytes, old: Report, new: Report, head: ComparisonHead) -> bytes:
    """The comparison as a Word file. template: the form's default one.

    A figure that changed stands twice in its cell, the old one struck out above the new one. Both reports are on the
    same form. The same reports and head give the same bytes.
    """
    package = Package(template)
    root = parse_xml(package.read(DOCUMENT), DOCUMENT)
    names = StyleNames(parse_xml(package.read(STYLES), STYLES))
    pictures = MarkedPictures()
    _Marker(names, old, new, pictures).mark(root)
    _put_head(root, names, new.form, head)
    changed: dict[str, bytes | None] = {
        DOCUMENT: to_bytes(root),
        STYLES: with_mark_styles(package.read(STYLES)),
    }
    add_pictures(package, changed, {DOCUMENT: pictures.take()})
    return package.with_parts(changed)


class _Marker:
    def __init__(self, names: StyleNames, old: Report, new: Report, pictures: MarkedPictures) -> None:
        self._names, self._old, self._new = names, old, new
        self._pictures = pictures
        self._families = families_of(new.form)

    def mark(self, root: etree._Element) -> None:
        """Put both reports into every paragraph that is a placeholder."""
        for paragraph in list(root.iter(we.P)):
            whole = "".join(text.text or "" for text in we.own_texts(paragraph))
            if (match := PATTERN.fullmatch(whole.strip())) is None:
                continue
            name = canonical(match[1])
            if name.startswith(SECTION):
                we.replace(paragraph, *self._held(paragraph, list(self._section(name.removeprefix(SECTION)))))
            else:
                self._put(paragraph, name)

    def _held(self, paragraph: etree._Element, shown: list[etree._Element]) -> list[etree._Element]:
        """The last of these in place of the paragraph holds a 署名 below it, which must not stand alone on a page."""
        below = paragraph.getnext()
        if shown and below is not None and self._names.name(we.paragraph_style(below)) == SIGNATURE_UNIT:
            for name in ("keepNext", "keepLines"):
                we.put_paragraph_property(shown[-1], name)
        return shown

    def _section(self, section: str) -> Iterator[etree._Element]:
        for compared in compared_blocks(self._old, self._new, section):
            if compared.shows_object:
                yield from map(_element, self._pictures.paragraphs(compared, self._style(BODY_TEXT)))
                yield self._paragraph(BODY_TEXT, self._runs(compared.pieces, BODY_TEXT, 0), FLAT)
                continue
            kind, lead = shape_of(compared.text)
            style = LIST_ITEM if compared.is_item else HEADINGS[kind] if kind else BODY_TEXT
            flat = FLAT if compared.is_caption else ""
            yield self._paragraph(style, self._runs(compared.pieces, style, lead), flat)

    def _runs(self, pieces: Paragraph, style: str, lead: int) -> str:
        """The runs of a paragraph; the first `lead` characters of its new text are in the face of level 2."""
        runs: list[str] = []
        for piece in pieces:
            front = piece._replace(text=piece.text[:lead])
            rest = piece._replace(text=piece.text[lead:])
            runs += [
                marked_run(each, self._families[family])
                for each, family in ((front, HEADINGS[1]), (rest, style))
                if each.text
            ]
            lead = lead if piece.kind == GONE else max(0, lead - len(piece.text))
        return "".join(runs)

    def _paragraph(self, style: str, runs: str, properties: str = "") -> etree._Element:
        return _element(f'<w:p xmlns:w="{WORD}"><w:pPr>{self._style(style)}{properties}</w:pPr>{runs}</w:p>')

    def _style(self, name: str) -> str:
        return f'<w:pStyle w:val="{self._names.id(name)}"/>'

    def _put(self, paragraph: etree._Element, name: str) -> None:
        """An inline placeholder's paragraph: both texts in it, a cell's old figure in a paragraph of its own above."""
        pieces = compare_words(*(text_of(report, name) for report in (self._old, self._new)))
        in_cell = name in self._new.form.cells
        if not pieces and not in_cell:
            we.replace(paragraph)
            return
        family = self._families[self._names.name(we.paragraph_style(paragraph))]
        for run in list(paragraph.iterchildren(we.R)):
            paragraph.remove(run)
        if in_cell:
            self._put_figures(paragraph, name, family)
        else:
            _append(paragraph, "".join(marked_run(piece, family) for piece in pieces))

    def _put_figures(self, paragraph: etree._Element, cell: str, family: str) -> None:
        old, new = (text_of(report, cell) for report in (self._old, self._new))
        we.put_paragraph_property(paragraph, "jc").set(we.VAL, "center")
        pieces = (Piece(SAME, new),) if old == new else (Piece(GONE, old), Piece(COME, new))
        shown = [piece for piece in pieces if piece.text]
        for piece in shown[:-1]:
            above = _element(etree.tostring(paragraph, encoding="unicode"))
            _append(above, _figure_run(piece, family))
            paragraph.addprevious(above)
        for piece in shown[-1:]:
            _append(paragraph, _figure_run(piece, family))


def _figure_run(piece: Piece, family: str) -> str:
    longest = max(len(line) for line in piece.text.split("\n"))
    size = round(ts.TABLE_SIZE * min(1.0, _FIGURE_DIGITS / longest))
    is_wide = longest > _FIGURE_DIGITS and piece.text.isdecimal()
    return marked_run(piece, family, {"sz": str(size)} if is_wide else {})


def _put_head(root: etree._Element, names: StyleNames, form: Form, head: ComparisonHead) -> None:
    """The list of changes in front; the report itself begins on a new page."""
    body = we.child(root, we.BODY)
    assert body is not None
    first = body[0]
    we.put_paragraph_property(first, "pageBreakBefore")
    families = families_of(form)
    for text, style, gap in (
        (head.title, TITLE, ""),
        (head.sentence, BODY_TEXT, f'<w:spacing w:after="{ts.GRID_GAP}"/>'),
    ):
        run = marked_run(Piece(SAME, text), families[style])
        first.addprevious(
            _element(f'<w:p xmlns:w="{WORD}"><w:pPr><w:pStyle w:val="{names.id(style)}"/>{gap}</w:pPr>{run}</w:p>')
        )
    if head.changes:
        first.addprevious(_element(_list_table(names, families, head.changes)))


def _list_table(names: StyleNames, families: Mapping[str, str], changes: Iterable[ListedChange]) -> str:
    rows = [_row(names, families, _LIST_HEADINGS, heading=True)]
    rows += [
        _row(names, families, (str(number), change.place, change.old or "（空白）", change.new or "（空白）"))
        for number, change in enumerate(changes, 1)
    ]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in _LIST_WIDTHS)
    return (
        f'<w:tbl xmlns:w="{WORD}"><w:tblPr><w:tblStyle w:val="{names.id(STATUTORY_TABLE)}"/>'
        f'<w:tblW w:w="{sum(_LIST_WIDTHS)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0000"/><w:tblCaption w:val="修改一览"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(names: StyleNames, families: Mapping[str, str], texts: Sequence[str], heading: bool = False) -> str:
    cells = []
    for number, (text, width) in enumerate(zip(texts, _LIST_WIDTHS, strict=True)):
        style = TABLE_HEADING if heading else TABLE_TEXT if number else TABLE_LABEL
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{_LIST_MARGINS}<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
            f'<w:pStyle w:val="{names.id(style)}"/></w:pPr>{marked_run(Piece(SAME, text), families[style])}</w:p></w:tc>'
        )
    repeated = "<w:tblHeader/>" if heading else ""
    height = '<w:trHeight w:val="420" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _append(paragraph: etree._Element, runs: str) -> None:
    paragraph.extend(_element(f'<w:p xmlns:w="{WORD}">{runs}</w:p>'))


def _element(xml: str) -> etree._Element:
    element: etree._Element = etree.fromstring(xml)
    etree.cleanup_namespaces(element)
    return element
