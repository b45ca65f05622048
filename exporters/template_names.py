"""What an office's template names: its placeholders, however they are split over runs, and its fonts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from exporters import word_elements as we
from exporters.excel_book import open_book
from exporters.excel_cells import s
from exporters.excel_inline import DRAWING_PARAGRAPH
from model.form import Form
from model.placeholders import PATTERN, canonical, resolved
from ooxml.markup import parse_xml, w
from ooxml.package import Package

_HEADER_FONT = re.compile(r'&"([^",]*)')
"""In a page header: &"楷体,Regular"."""
_WORD_FONTS = tuple(w(name) for name in ("ascii", "hAnsi", "eastAsia", "cs"))
_THEME_FACES = tuple(DRAWING_PARAGRAPH.removesuffix("p") + name for name in ("latin", "ea"))


def word_names(package: Package) -> list[str]:
    """The canonical names of all placeholders of a Word template, in their order, each once."""
    return list(dict.fromkeys(name for names in word_name_runs(package) for name in names))


def word_name_runs(package: Package) -> Iterator[tuple[str, ...]]:
    """The same part by part, with all repetitions: conditions begin and end within a part."""
    for part in package.names:
        if not (part.startswith("word/") and part.endswith(".xml")):
            continue
        content = package.read(part)
        if b"{" in content or "｛".encode() in content:
            paragraphs = parse_xml(content, part).iter(we.P)
            texts = ("".join(found.text or "" for found in we.own_texts(paragraph)) for paragraph in paragraphs)
            yield tuple(name for text in texts for name in _names_in(text))


def excel_name_runs(template: bytes, form: Form) -> Iterator[tuple[str, ...]]:
    """The same of a workbook, text by text: conditions end within a cell. Cells that have a defined name come first."""
    book = open_book(template)
    yield tuple(name for name in book.names if name in form.cells)
    for sheet in book.sheets:
        texts = list(sheet.placeholders.values())
        if sheet.marked_page:
            texts += [node.text or "" for node in sheet.tree.root.iterfind(f"{s('headerFooter')}/*")]
        yield from (tuple(_names_in(text)) for text in texts)
    for root in book.drawings.values():
        for paragraph in root.iter(DRAWING_PARAGRAPH):
            yield tuple(_names_in("".join(map(str, paragraph.itertext()))))


def by_ids(form: Form, names: Iterable[str]) -> list[str]:
    """The names by ids, unknown ones left out."""
    return [found for name in names if (found := resolved(form, name))]


def _names_in(text: str) -> Iterator[str]:
    return (canonical(match[1]) for match in PATTERN.finditer(text))


def word_fonts(package: Package) -> Iterator[str]:
    """The font families that a Word template's text, styles and theme name."""
    for part in package.names:
        if part.startswith("word/theme/"):
            yield from _theme_fonts(package, part)
        elif part.startswith("word/") and part.endswith(".xml") and part != "word/fontTable.xml":
            for fonts in parse_xml(package.read(part), part).iter(we.FONTS):
                yield from (name for attribute in _WORD_FONTS if (name := fonts.get(attribute)))


def excel_fonts(package: Package) -> Iterator[str]:
    """The font families that a workbook names: in its styles, within texts of its cells, page headers, text boxes, charts."""
    for part in package.names:
        if part == "xl/styles.xml":
            for name in parse_xml(package.read(part), part).iterfind(f"{s('fonts')}/{s('font')}/{s('name')}"):
                yield name.get("val") or ""
        elif part == "xl/sharedStrings.xml" or part.startswith("xl/worksheets/sheet"):
            yield from _sheet_fonts(parse_xml(package.read(part), part))
        elif part.startswith(("xl/drawings/drawing", "xl/charts/chart")):
            yield from _drawn_fonts(parse_xml(package.read(part), part))


def _sheet_fonts(root: etree._Element) -> Iterator[str]:
    yield from (name.get("val") or "" for name in root.iter(s("rFont")))
    for node in root.iterfind(f"{s('headerFooter')}/*"):
        yield from (name for name in _HEADER_FONT.findall(node.text or "") if name not in ("-", ""))


def _drawn_fonts(root: etree._Element) -> Iterator[str]:
    """Those of a text box or a chart; + begins a reference to the theme's."""
    names = (face.get("typeface") or "" for face in root.iter(*_THEME_FACES))
    yield from (name for name in names if name and not name.startswith("+"))


def _theme_fonts(package: Package, part: str) -> Iterator[str]:
    """Those of the theme that stand for this country's writing: others are never used here."""
    if part.endswith(".xml"):
        yield from _drawn_fonts(parse_xml(package.read(part), part))
