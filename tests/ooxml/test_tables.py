"""Tables of Word files as cells with text and spans, by lxml and by the standard library alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from lxml import etree

from ooxml.markup import WORD
from ooxml.tables import paragraph_text, table_cells

Parse = Callable[[str], Any]
PARSERS = pytest.mark.parametrize("parse", [etree.fromstring, ElementTree.fromstring], ids=["lxml", "stdlib"])


def cell(text: str, span: int = 1, merge: str = "") -> str:
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += {"": "", "start": '<w:vMerge w:val="restart"/>', "on": "<w:vMerge/>"}[merge]
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def table(*rows: str) -> str:
    return f'<w:tbl xmlns:w="{WORD}">' + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


@PARSERS
def test_spans_and_texts(parse: Parse) -> None:
    xml = table(
        cell("甲", 2, "start") + cell("乙") + cell("丙", 1, "start"),
        cell("", 2, "on") + cell("丁") + cell("", 1, "on"),
        cell("1") + cell("2") + cell("3") + cell("戊", 1, "start"),
    )
    found = [tuple(c[:5]) for c in table_cells(parse(xml))]
    assert found == [
        (0, 0, 2, 2, "甲"), (0, 2, 1, 1, "乙"), (0, 3, 2, 1, "丙"), (1, 2, 1, 1, "丁"),
        (2, 0, 1, 1, "1"), (2, 1, 1, 1, "2"), (2, 2, 1, 1, "3"), (2, 3, 1, 1, "戊"),
    ]  # fmt: skip


@PARSERS
def test_rows_and_cells_in_content_controls_and_cells_left_out_at_the_start(parse: Parse) -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent><w:tr>{cell('甲')}</w:tr></w:sdtContent></w:sdt>"
    shifted = '<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>' + cell("乙") + "</w:tr>"
    xml = f'<w:tbl xmlns:w="{WORD}">{control}{shifted}</w:tbl>'
    assert [tuple(c[:5]) for c in table_cells(parse(xml))] == [(0, 0, 1, 1, "甲"), (1, 2, 1, 1, "乙")]


@PARSERS
def test_a_merge_that_continues_nothing_and_a_span_that_is_no_number_do_no_harm(parse: Parse) -> None:
    odd = '<w:tc><w:tcPr><w:gridSpan w:val="x"/></w:tcPr><w:p/></w:tc>'
    assert [tuple(c[:5]) for c in table_cells(parse(table(cell("甲", 1, "on") + odd)))] == [
        (0, 0, 1, 1, "甲"),
        (0, 1, 1, 1, ""),
    ]


@PARSERS
def test_a_paragraph_with_tabs_breaks_and_a_text_box(parse: Parse) -> None:
    xml = (
        f'<w:p xmlns:w="{WORD}"><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t>'
        "<w:br/><w:t>三</w:t></w:r><w:hyperlink><w:r><w:t>四</w:t></w:r></w:hyperlink>"
        "<w:r><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:r></w:p>"
    )
    assert paragraph_text(parse(xml)) == "一\t二\n三四"
