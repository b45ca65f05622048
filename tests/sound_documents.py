"""Sound documents of a report as others make them, of every kind that is read: Word, workbooks, pages, PDF, text."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from html import unescape
from random import Random

from model.report import Report
from tests.importers.other_workbooks import bytes_of, on_one_sheet, on_several_sheets, side_by_side
from tests.importers.pdf_shapes import Shape
from tests.importers.site_pages import LAYOUTS, as_plain_text
from tests.importers.word_documents import counted, dragged_table, grid_table, report_file

Made = tuple[str, str, bytes]
"""A document's name, its suffix, its bytes."""

WITH_ANOTHER = "page lists"
"""The document that holds the report of the year before as well, hidden."""
_GB18030 = ("tables", "word")
_ARCHIVE = (
    b"From: <Saved by a browser>\r\nSubject: page\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="----part"\r\n\r\n------part\r\n'
    b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n%s\r\n------part--\r\n"
)


def documents_of_others(report: Report) -> Iterator[Made]:
    """The report as offices write it by hand and sites show it."""
    yield from _word(report)
    yield from _workbooks(report)
    yield from _pages(report)
    yield from _texts(report)
    for name, shape in (("ruled", Shape()), ("parted", Shape(parted=True)), ("unruled", Shape(table="stroke: none"))):
        yield f"pdf {name}", ".pdf", shape.pdf(report)


def _word(report: Report) -> Iterator[Made]:
    yield "word merged", ".docx", report_file(report, lambda grid: grid_table(counted(report, grid)))
    yield "word old", ".docx", report_file(report, lambda grid: grid_table(counted(report, grid), old_merges=True))
    chance = Random(7)
    yield "word dragged", ".docx", report_file(report, lambda grid: dragged_table(counted(report, grid), chance))


def _workbooks(report: Report) -> Iterator[Made]:
    yield "book merged", ".xlsx", bytes_of(on_one_sheet(report))
    yield "book repeated", ".xlsx", bytes_of(on_one_sheet(report, merged=False))
    yield "book sheets", ".xlsx", bytes_of(on_several_sheets(report))
    yield "book beside", ".xlsx", bytes_of(side_by_side(report))


def _pages(report: Report) -> Iterator[Made]:
    for name, make in LAYOUTS.items():
        page = make(report)
        encoding = "gb18030" if name in _GB18030 else "utf-8"
        yield f"page {name}", ".html", page.encode(encoding)
    content = quopri.encodestring(LAYOUTS["sections"](report).encode()).replace(b"\n", b"\r\n")
    yield "archive", ".mht", _ARCHIVE % content


def _texts(report: Report) -> Iterator[Made]:
    found = re.search(r"<pre>(.*?)</pre>", as_plain_text(report), re.DOTALL)
    assert found is not None
    text = unescape(found[1])
    yield "text utf-8", ".txt", text.encode()
    yield "text gb18030", ".txt", text.encode("gb18030")
