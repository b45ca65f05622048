"""Tables on the clipboard, in the shapes that Excel, WPS and browsers give them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData

from gui.clipboard import mime_data, parse_html, rows_of, write_html, write_text
from importers.tab_text import split_text


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", ()),
        ("5", (("5",),)),
        ("5\n", (("5",),)),
        ("5\r\n", (("5",),)),
        ("1\t2\r\n3\t4\r\n", (("1", "2"), ("3", "4"))),
        ("1\t2\n3\t4", (("1", "2"), ("3", "4"))),
        ("1\r2\r", (("1",), ("2",))),
        ("1\t\t3\n", (("1", "", "3"),)),
        ("\t\t3\n", (("", "", "3"),)),
        ("1\n\n3\n", (("1",), ("",), ("3",))),
        ("1\n\n", (("1",), ("",))),
        ("1\t2\n3\n", (("1", "2"), ("3",))),
        ("1,234\t5\n", (("1,234", "5"),)),
        ('"a\tb"\t2\n', (("a\tb", "2"),)),
        ('"两\n行"\t2\n', (("两\n行", "2"),)),
        ('"说""好"""\t2\n', (('说"好"', "2"),)),
        ('"3.危及"的\t2\n', (('"3.危及"的', "2"),)),
        ('"开着\t2\n', (('"开着', "2"),)),
        ("１２\t 3 \n", (("１２", " 3 "),)),
    ],
)
def test_text(text: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert split_text(text) == rows


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        ("<p>没有表</p>", ()),
        ("<table><tr><td>1</td><td>2</td></tr></table>", (("1", "2"),)),
        ("<table><tr><td>1<td>2<tr><td>3<td>4</table>", (("1", "2"), ("3", "4"))),
        ("<table><tr><td colspan=2>a</td></tr><tr><td>1</td><td>2</td></tr></table>", (("a", ""), ("1", "2"))),
        ('<table><tr><td rowspan="2">a</td><td>1</td></tr><tr><td>2</td></tr></table>', (("a", "1"), ("", "2"))),
        ("<table><tr><td> 1,234 </td><td>&lt;2&amp;</td></tr></table>", (("1,234", "<2&"),)),
        ("<table><tr><td>甲<br>乙</td></tr></table>", (("甲\n乙",),)),
        ("<table><tr><td>1<table><tr><td>里</td></tr></table></td></tr></table>", (("1\n里",),)),
        ("<table><tr><td>1</td></tr></table><table><tr><td>2</td></tr></table>", (("1",),)),
        ("Version:0.9\r\n<html><body><!--StartFragment--><table><tr><td>7</td></tr></table>", (("7",),)),
        ("<table><tr><td colspan=x>1</td></tr></table>", (("1",),)),
        ("<table>\n<tr>\n<td>1</td>\n</tr>\n</table>\n", (("1",),)),
    ],
)
def test_html(source: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert parse_html(source) == rows


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\t\n\r"'), max_size=6)


@settings(max_examples=60)
@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(cells, min_size=n, max_size=n), min_size=1, max_size=4)))
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    expected = tuple(map(tuple, rows))
    if write_text(rows) and not write_text(rows).endswith(("\n", "\r")):
        assert split_text(write_text(rows)) == expected


def test_html_is_read_back() -> None:
    rows = (("1", "", "<b>"), ("3件", "4.50", '"'))
    assert parse_html(write_html(rows)) == rows


def test_text_goes_before_html() -> None:
    data = mime_data([["1", "2"]])
    assert data.text() == "1\t2"
    assert rows_of(data) == (("1", "2"),)
    alone = QMimeData()
    alone.setHtml("<table><tr><td>9</td></tr></table>")
    assert rows_of(alone) == (("9",),)
    assert rows_of(QMimeData()) == ()
    assert rows_of(None) == ()
