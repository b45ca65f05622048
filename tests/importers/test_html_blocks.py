"""HTML from the clipboard, as Excel, WPS, Word and web pages put it there."""

from __future__ import annotations

import pytest

from importers.html_blocks import LARGEST, read_html, rows_of_table
from model.source import SourceParagraph, SourceTable

EXCEL = """Version:1.0\r
StartHTML:0000000105\r
EndHTML:0000001000\r
StartFragment:0000000200\r
EndFragment:0000000900\r
<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta name=ProgId content=Excel.Sheet><meta name=Generator content="Microsoft Excel 15">
<style><!--table {mso-displayed-decimal-separator:"\\.";} td {padding:0}--></style></head><body>
<table border=0 cellpadding=0 width=216 style='border-collapse:collapse'>
<!--StartFragment--> <col width=72 span=3 style='width:54pt'>
 <tr height=19><td height=19 class=xl65 style='height:14.25pt'>1.属于
  国家秘密</td><td class=xl66 align=right x:num="1234">1,234</td>
  <td class=xl66><span style='mso-spacerun:yes'>&nbsp;</span>7&nbsp;</td></tr>
 <![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td><td width=72>9</td></tr><![endif]>
<!--EndFragment--></table></body></html>"""

WORD = """<html><head><meta name=ProgId content=Word.Document><!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]-->
</head><body><p class=MsoNormal>表三<o:p></o:p></p><table class=MsoTableGrid border=1>
<tr style='mso-yfti-irow:0'><td width=189 rowspan=2 style='border:solid windowtext 1.0pt'>
<p class=MsoNormal align=center><span style='font-family:宋体'>甲</span></p></td>
<td><p class=MsoNormal><span lang=EN-US>3<o:p></o:p></span></p></td></tr>
<tr><td><p class=MsoNormal><del cite="mailto:x">4</del><ins>5</ins></p></td></tr></table></body></html>"""


def tables(source: str) -> list[tuple[tuple[str, ...], ...]]:
    return [rows_of_table(block) for block in read_html(source).blocks if isinstance(block, SourceTable)]


def paragraphs(source: str) -> list[str]:
    return [block.text for block in read_html(source).blocks if isinstance(block, SourceParagraph)]


def test_excel() -> None:
    clip = read_html(EXCEL)
    assert clip.program == "Excel"
    assert len(clip.blocks) == 1
    assert tables(EXCEL) == [(("1.属于国家秘密", "1,234", "7"),)]


def test_word() -> None:
    assert read_html(WORD).program == "Word"
    assert paragraphs(WORD) == ["表三"]
    assert tables(WORD) == [(("甲", "3"), ("", "5"))]


@pytest.mark.parametrize(
    ("head", "program"),
    [
        ('<meta name="Generator" content="WPS Office ET"/><meta name=ProgId content=Excel.Sheet>', "WPS"),
        ('<meta name="generator" content="LibreOffice 7.4"/>', "LibreOffice"),
        ("<p>Excel 表格</p>", ""),
    ],
)
def test_the_program_is_told_by_what_it_says_of_itself(head: str, program: str) -> None:
    assert read_html(f"{head}<table><tr><td>1</table>").program == program


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("12<sup>1</sup>", "12 1"),
        ("<s>36</s>37", "36 37"),
        ('<span style="text-decoration:line-through">36</span>37', "36 37"),
        ('<span style="vertical-align: super">3</span>7', "3 7"),
        ('<span style="font-size:0">3</span>7', "3 7"),
        ('<span style="font-size:0.9em;vertical-align:middle">3</span>7', "37"),
        ("<del>36</del>37", "37"),
        ("36<br>37", "36\n37"),
        ("<p>36</p><p>37</p>", "36\n37"),
        ("<ul><li>36<li>37</ul>", "36\n37"),
        ('<span style="display:none">9</span>37', "37"),
        ("<span hidden>9</span>37", "37"),
        ("<!-- 9 -->37", "37"),
        ("<style>td{}</style>37<script>9</script>", "37"),
        ("<b>3</b><i>7</i>", "37"),
        ("&nbsp;37&nbsp;", "37"),
        ("<font>三</font> <u>件</u>", "三 件"),
        ("<table><tr><td>37</td></tr></table>", "37"),
        ("&lt;7&amp;", "<7&"),
    ],
)
def test_what_stands_in_a_cell(cell: str, text: str) -> None:
    """Figures that are set apart are never run together."""
    assert tables(f"<table><tr><td>{cell}</td><td>x</td></tr></table>") == [((text, "x"),)]


def test_a_table_that_arranges_a_page_is_none() -> None:
    page = "<table><tr><td>导航</td><td><p>三、</p><table><tr><td>1<td>2<tr><td>3<td>4</table>尾</td></tr></table>"
    assert tables(page) == [(("1", "2"), ("3", "4"))]
    assert paragraphs(page) == ["导航", "三、", "尾"]


def test_several_tables_stand_in_order_with_the_text_between() -> None:
    blocks = read_html("<p>甲</p><table><tr><td>1</table>乙<table><tr><td>2</table>").blocks
    assert [block.text if isinstance(block, SourceParagraph) else "table" for block in blocks] == [
        "甲", "table", "乙", "table",
    ]  # fmt: skip


def test_spans_reach_no_further_than_the_table() -> None:
    (table,) = read_html("<table><tr><td rowspan=9 colspan=3>a<td>1<tr><td>2</table>").blocks
    assert isinstance(table, SourceTable)
    assert [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for row in table.rows for cell in row] == [
        ("a", 0, 0, 2, 3), ("1", 0, 3, 1, 1), ("2", 1, 3, 1, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "source",
    [
        "",
        "no tags at all",
        "</table></td><table>",
        "<table><table><table>",
        "<td>1</td><tr>",
        "<![foo[<table><tr><td>1",
        "<!-- never closed <table><tr><td>1</td></tr></table>",
        "<table><tr><td rowspan=-1 colspan=99999999999>1</table>",
        "<table>" * 500 + "<tr><td>1",
        "<span style=display:none><table><tr><td>1</td></tr></table>",
    ],
)
def test_broken_html_is_read_as_far_as_it_goes(source: str) -> None:
    for block in read_html(source).blocks:
        assert isinstance(block, SourceTable | SourceParagraph)


def test_a_hidden_row_without_its_end_hides_nothing_else() -> None:
    source = "<table><tr style='display:none'><td>9<tr><td>1<td style='display:none'>8<td>2<tr><td>3<td>4</table>"
    assert tables(source) == [(("1", "2"), ("3", "4"))]


def test_what_is_too_large_is_not_read() -> None:
    assert read_html("<table><tr><td>1</td></tr></table>" + " " * LARGEST).blocks == ()
