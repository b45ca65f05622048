"""Rows that are filled as text: the same file comes out as when every row goes through the tree."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from lxml import etree

from exporters import word_rows
from exporters.word import fill_word, forget_templates
from exporters.word_fonts import RunFonts
from exporters.word_rows import FoldedRows, RowFolder
from exporters.word_style_names import StyleNames
from importers.written_word import differences
from model.errors import ExportError, FileFormatError
from ooxml.package import Package
from tests.builders import FORMS, form_of, layout_of
from tests.exporters.documents import DOCUMENT, STYLES, counted_report, filled, part, template_of

FONTS = '<w:rFonts w:hint="eastAsia" w:eastAsia="宋体"/>'
CELL = "requests.received.natural_person"


def xml_of(edition: str = "2021") -> str:
    return Package(template_of(edition)).read(DOCUMENT).decode()


def template(change: Callable[[str], str], edition: str = "2021") -> bytes:
    xml = xml_of(edition)
    changed = change(xml)
    assert changed != xml
    return Package(template_of(edition)).with_parts({DOCUMENT: changed.encode()})


def folded(xml: str, edition: str = "2021") -> list[FoldedRows]:
    fonts = RunFonts(StyleNames(part(template_of(edition), STYLES)), form_of(edition))
    parts = RowFolder(frozenset(form_of(edition).cells), "Placeholder", fonts).fold(xml.encode())
    return [found for found in parts if isinstance(found, FoldedRows)]


def replaced(old: str, new: str, count: int = -1) -> Callable[[str], str]:
    return lambda xml: xml.replace(old, new, count)


def _around_row(before: str, after: str) -> Callable[[str], str]:
    """Wrap the row that holds the cell."""

    def change(xml: str) -> str:
        start = xml.rindex("<w:tr>", 0, xml.index(CELL))
        end = xml.index("</w:tr>", start) + len("</w:tr>")
        return f"{xml[:start]}{before}{xml[start:end]}{after}{xml[end:]}"

    return change


def _numbered(xml: str) -> str:
    """As Word saves it: an id on every row and paragraph."""
    numbers = iter(range(10**6))
    return re.sub("<w:(p|tr)>", lambda match: f'<w:{match[1]} w:rsidR="{next(numbers):08X}">', xml)


SPLIT = f'{{{{{CELL[:5]}</w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>{CELL[5:]}}}}}'
NESTED = (
    '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid>'
    "<w:tr><w:tc><w:p><w:r><w:t>内</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"
)
CHANGES: dict[str, Callable[[str], str]] = {
    "numbered": _numbered,
    "preserved": replaced("<w:t>{{", '<w:t xml:space="preserve">{{'),
    "split": replaced(f"{{{{{CELL}}}}}", SPLIT),
    "full_width": replaced(f"{{{{{CELL}}}}}", f"｛｛{CELL}｝｝"),
    "spaced": replaced(f"{{{{{CELL}}}}}", f"{{{{ {CELL} }}}}"),
    "in_a_sentence": replaced(f"{{{{{CELL}}}}}", f"共{{{{{CELL}}}}}件"),
    "own_style": replaced('<w:rStyle w:val="Placeholder"/>', '<w:rStyle w:val="Other"/>'),
    "other_hint": replaced(f"{FONTS}</w:rPr><w:t>{{{{", '<w:rFonts w:hint="default"/></w:rPr><w:t>{{'),
    "no_hint": replaced(f"{FONTS}</w:rPr><w:t>{{{{", '<w:rFonts w:ascii="A"/></w:rPr><w:t>{{'),
    "other_font": replaced(FONTS, '<w:rFonts w:hint="eastAsia" w:eastAsia="楷体"/>'),
    "escaped_font": replaced(FONTS, '<w:rFonts w:hint="eastAsia" w:eastAsia="甲&amp;乙"/>'),
    "font_in_apostrophes": replaced(FONTS, "<w:rFonts w:hint=\"eastAsia\" w:eastAsia='宋体'/>"),
    "theme_font": replaced(FONTS, '<w:rFonts w:hint="eastAsia" w:eastAsiaTheme="minorEastAsia"/>'),
    "no_font": replaced(FONTS, '<w:rFonts w:hint="eastAsia"/>'),
    "no_fonts": replaced(f"{FONTS}</w:rPr><w:t>{{{{", "<w:b/></w:rPr><w:t>{{"),
    "no_properties": replaced(f'<w:rPr><w:rStyle w:val="Placeholder"/>{FONTS}</w:rPr><w:t>{{{{', "<w:t>{{"),
    "own_margins": replaced(
        '<w:tcW w:w="660" w:type="dxa"/>',
        '<w:tcW w:w="660" w:type="dxa"/><w:tcMar><w:left w:w="5" w:type="dxa"/><w:right w:w="5" w:type="dxa"/></w:tcMar>',
    ),
    "row_in_a_control": _around_row("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    "table_in_a_cell": replaced(
        '<w:p><w:pPr><w:pStyle w:val="TableText"/>', NESTED + '<w:p><w:pPr><w:pStyle w:val="TableText"/>', 1
    ),
    "links_in_labels": lambda xml: re.sub(
        r"(<w:r>(?:(?!<w:r>).)*?<w:t>\d\..*?</w:r>)", r'<w:hyperlink w:anchor="a">\1</w:hyperlink>', xml
    ),
    "cells_in_controls": lambda xml: re.sub(
        r"(<w:tc>(?:(?!<w:tc>).)*?natural_person.*?</w:tc>)", r"<w:sdt><w:sdtContent>\1</w:sdtContent></w:sdt>", xml
    ),
    "comment": replaced("<w:body>", "<w:body><!-- <w:tr> -->"),
    "braces": replaced("自然人", "自然人{1}"),
    "blank_between": replaced("</w:tr><w:tr>", "</w:tr>\n<w:tr>"),
}


@pytest.mark.parametrize("edition", FORMS)
def test_most_of_a_default_template_is_folded(edition: str) -> None:
    form = form_of(edition)
    cells = [cell for rows in folded(xml_of(edition), edition) for cell in rows.cells]
    assert cells == [cell for cell in form.cells if cell in cells]
    assert len(cells) > 0.9 * len(form.cells)


@pytest.mark.parametrize("name", CHANGES)
def test_folding_changes_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    report, changed = counted_report(), template(CHANGES[name])
    data = filled(report, changed)
    assert differences(changed, data, report) == ()
    forget_templates()
    monkeypatch.setattr(word_rows, "_is_plain", lambda *_: False)
    by_tree = filled(report, changed)
    forget_templates()
    assert (canonical(data) == canonical(by_tree)) is True
    assert Package(data).read(STYLES) == Package(by_tree).read(STYLES)


def canonical(data: bytes) -> str:
    """The document, but for the attribute that keeps white space, which a figure has none of."""
    return str(etree.tostring(part(data), method="c14n").decode()).replace(' xml:space="preserve"', "")


@pytest.mark.parametrize(
    "name", ["split", "full_width", "in_a_sentence", "table_in_a_cell", "braces", "row_in_a_control"]
)
def test_a_row_that_needs_the_tree_keeps_none_of_the_others_there(name: str) -> None:
    rows = folded(CHANGES[name](xml_of())) if name != "full_width" else folded(xml_of())
    assert sum(len(found.cells) for found in rows) > 150


@pytest.mark.parametrize(
    "change",
    [
        replaced("</w:tcPr>", "", 1),
        replaced(f"{{{{{CELL}}}}}</w:t>", f"{{{{{CELL}}}}}</w:x>"),
        lambda xml: xml.replace("自然人", "自然人&", 1),
        lambda xml: xml.replace("（七）总计", "（七）\x01总计", 1),
        lambda xml: xml[: xml.rindex("{{requests")] + xml[xml.rindex("{{requests") :].replace("</w:tc>", "", 1),
        lambda xml: xml[: xml.rindex("{{requests")] + xml[xml.rindex("{{requests") :].replace("<w:tc>", "", 1),
    ],
)
def test_a_template_damaged_within_folded_rows_is_refused(change: Callable[[str], str]) -> None:
    report = counted_report()
    with pytest.raises(FileFormatError, match=r"word/document\.xml"):
        filled(report, template(change))


def test_a_wrong_placeholder_is_told_with_its_place_as_printed() -> None:
    wrong = template(replaced(f"{{{{{CELL}}}}}", "{{requests.received.nobody}}"))
    with pytest.raises(ExportError, match=r"正文第2个表格第4行第2格"):
        fill_word(wrong, counted_report(), layout_of("2021"))
