"""Conditions on rows of an office's table whose labels are merged downwards: every row that is printed keeps its label."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.written_word import differences
from model.errors import ExportError
from model.report import Report
from ooxml.package import Package
from ooxml.tables import table_cells
from tests.builders import full_report, report_with
from tests.exporters.audit import complaints
from tests.exporters.documents import DOCUMENT, W, filled, office_template, paragraph, part, template_of

PERSON = "requests.received.natural_person"
YES, NO = f"{{{{若 {PERSON} = 9}}}}", f"{{{{若 {PERSON} = 8}}}}"
ELSE, END = "{{否则}}", "{{结束}}"
START, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def report() -> Report:
    return report_with({PERSON: "9"})


def cell(text: str = "", properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{properties}</w:tcPr>{paragraph(text)}</w:tc>'


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def template(*rows: str) -> bytes:
    grid = '<w:gridCol w:w="2000"/>' * 3
    return office_template(f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>" + paragraph("尾"))


def printed(data: bytes) -> list[tuple[str, ...]]:
    """The table's rows, each with the texts of all cells that reach over it."""
    cells = table_cells(part(data).find(f".//{W}tbl"))
    count = max(found.row for found in cells) + 1
    return [
        tuple(found.text for found in sorted(cells, key=lambda c: c.column) if 0 <= n - found.row < found.row_span)
        for n in range(count)
    ]


def checked(made: bytes, filling: Report) -> bytes:
    data = filled(filling, made)
    assert differences(made, data, filling) == ()
    return data


def test_the_label_moves_to_the_first_row_that_is_printed() -> None:
    made = template(
        row(cell("上"), cell("1")),
        row(cell(NO), cell()),
        row(cell("标签", START), cell("2")),
        row(cell(ELSE, ON), cell()),
        row(cell("", ON), cell(f"{{{{{PERSON}}}}}")),
        row(cell(END, ON), cell()),
        row(cell("", ON), cell("4")),
    )
    data = checked(made, report())
    assert printed(data) == [("上", "1"), ("标签", "9"), ("标签", "4")]
    assert printed(checked(made, report_with({PERSON: "8"}))) == [("上", "1"), ("标签", "2"), ("标签", "4")]


def test_rows_do_not_join_the_group_above_when_the_first_of_their_own_goes() -> None:
    made = template(
        row(cell("甲", START), cell("1")),
        row(cell("", ON), cell("2")),
        row(cell(NO), cell()),
        row(cell("乙", START), cell("3")),
        row(cell(END, ON), cell()),
        row(cell("", ON), cell("4")),
    )
    assert printed(checked(made, report())) == [("甲", "1"), ("甲", "2"), ("乙", "4")]


def test_a_merged_cell_that_begins_in_the_row_of_a_condition_has_no_label() -> None:
    made = template(
        row(cell("甲", START), cell("1")),
        row(cell("", START), cell(NO)),
        row(cell("", ON), cell("2")),
        row(cell("", ON), cell(ELSE)),
        row(cell("乙", ON), cell("3")),
        row(cell("", ON), cell(END)),
        row(cell("", ON), cell("4")),
    )
    data = checked(made, report())
    assert printed(data) == [("甲", "1"), ("", "3"), ("", "4")]


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_a_row_of_the_form_itself_goes(edition: str, tmp_path: Path) -> None:
    """In our own grid the first row of 三、, with the label down the side; its rows are mostly folded into one slot."""
    document = Package(template_of(edition)).read(DOCUMENT).decode()
    rows = re.findall(r"<w:tr>.*?</w:tr>", document, re.DOTALL)
    first = next(found for found in rows if "requests.granted.natural_person" in found)
    wide = '<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/><w:gridSpan w:val="{}"/>{}</w:tcPr>{}</w:tc>'
    begin = row(wide.format(8844, 10, "", paragraph("{{若 requests.granted.natural_person > 5}}")))
    end = row(cell(END, ON), wide.format(8484, 9, "", paragraph("")))
    made = Package(template_of(edition)).with_parts({DOCUMENT: document.replace(first, begin + first + end).encode()})
    for figure, count in (("2", 1), ("7", 0)):
        filling = full_report(edition=edition, figure=figure)
        data = checked(made, filling)
        tables = [table_cells(found) for found in part(data).iter(f"{W}tbl")]
        side = next(c for cells in tables for c in cells if c.text.startswith("三、本年度办理结果"))
        whole = next(
            c
            for found in part(filled(filling)).iter(f"{W}tbl")
            for c in table_cells(found)
            if c.text.startswith("三、本年度办理结果")
        )
        assert side.row_span == whole.row_span - count
        assert side.element.find(f"{W}tcPr/{W}textDirection") is not None
        assert complaints(data, tmp_path) == []


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            (
                row(cell("甲", '<w:gridSpan w:val="2"/>' + START), cell("1")),
                row(cell(NO, '<w:gridSpan w:val="2"/>' + ON), cell()),
                row(cell("", ON), cell("2"), cell("3")),
                row(cell(END), cell(), cell()),
            ),
            "宽窄不一",
        ),
        (
            (
                row(cell("甲", START), cell("1")),
                "<w:sdt><w:sdtContent>",
                row(cell(NO), cell()),
                row(cell("", ON), cell("2")),
                row(cell(END), cell()),
                "</w:sdtContent></w:sdt>",
            ),
            "内容控件",
        ),
    ],
)
def test_what_cannot_keep_its_label_is_refused_with_what_to_do(rows: tuple[str, ...], told: str) -> None:
    with pytest.raises(ExportError, match=told) as raised:
        filled(report(), template(*rows))
    assert "正文第1个表格" in str(raised.value)
    assert "取消合并" in str(raised.value)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t xml:space="preserve">标签', '<w:vMerge/></w:tcPr><w:p><w:r><w:t xml:space="preserve">标签'),
        ("标签", "甲"),
        ('<w:gridSpan w:val="2"/>', ""),
    ],
)  # fmt: skip
def test_the_check_tells_how_cells_are_merged(old: str, new: str) -> None:
    made = template(
        row(cell("上", '<w:gridSpan w:val="2"/>'), cell("1")),
        row(cell(NO), cell(), cell()),
        row(cell("标签", START), cell(), cell("2")),
        row(cell(END), cell(), cell()),
        row(cell("", ON), cell(), cell("{{unit}}")),
    )
    data = checked(made, report())
    xml = Package(data).read(DOCUMENT).decode()
    assert xml.count(old) == 1
    wrong = Package(data).with_parts({DOCUMENT: xml.replace(old, new).encode()})
    assert differences(made, wrong, report())


@st.composite
def _rows(draw: st.DrawFn) -> tuple[list[str], list[tuple[str, str]]]:
    """Rows of a template, and of what is printed with the report: each its label and its number."""
    lines: list[str | int] = []
    shown: set[int] = set()
    number = 0
    for kind in draw(st.lists(st.sampled_from(["plain", YES, NO]), min_size=1, max_size=5)):
        parts = [("", True)] if kind == "plain" else [(kind, kind == YES), (ELSE, kind == NO)]
        for typed, holds in parts:
            lines += [typed] if typed else []
            count = draw(st.integers(1 if kind == "plain" else 0, 2))
            lines += range(number, number + count)
            shown |= set(range(number, number + count)) if holds else set()
            number += count
        lines += [] if kind == "plain" else [END]
    labels = [chr(0x4E00 + n) for n, k in enumerate(draw(st.lists(st.integers(1, 3), min_size=20, max_size=20))) for _ in range(k)]  # fmt: skip
    made, begun = [], ""
    for line in lines:
        if isinstance(line, str):
            made.append(row(cell("", ON if begun and draw(st.booleans()) else ""), cell(line)))
        else:
            goes_on = labels[line] == begun
            begun = labels[line]
            made.append(row(cell("" if goes_on else begun, ON if goes_on else START), cell(str(line))))
    return made, [(labels[n], str(n)) for n in range(number) if n in shown]


@settings(max_examples=30, deadline=None)
@given(rows=_rows())
def test_every_printed_row_keeps_its_label(rows: tuple[list[str], list[tuple[str, str]]]) -> None:
    made, wanted = rows
    body = template(*made, row(cell("末"), cell("{{unit}}")))
    data = checked(body, report())
    assert printed(data)[:-1] == wanted
    restarts = part(data).iter(f"{W}vMerge")
    groups = sum(1 for _ in groupby(label for label, _ in wanted))
    assert sum(found.get(f"{W}val") == "restart" for found in restarts) >= groups
