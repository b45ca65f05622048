"""Figures as wide as their columns: LibreOffice sets none of them over two lines, in our grids or in an office's own."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from exporters.document_options import PLAIN
from exporters.templates.word_template import word_template as own_template
from exporters.word_variants import with_options
from model.edits import Edit
from model.entry import enter
from model.form import Grid
from model.layout import LARGE, USUAL
from model.placeholders import printed_figure
from model.report import Report
from tests.builders import form_of, layout_of
from tests.exporters.documents import counted_report, filled
from tests.exporters.fonts import STAND_INS, missing_for_rendering
from tests.exporters.labelled_files import WordTable, spots, whole_template, word_table
from tests.exporters.pages import Page, set_pages
from workflows.labelled_templates import fitted, prepared

pytestmark = pytest.mark.skipif(bool(missing_for_rendering()), reason=missing_for_rendering() or "can be set")

DIGITS = (6, 7, 8, 11, 12)
FIGURE = "123456789012"
FONT = '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/>'
KINDS = ("usual", "large", "office")


def _wide(digits: int) -> Report:
    """One wide figure in each block of each grid, at its left edge."""
    report = counted_report()
    first = [next(c for c in report.form.cells.values() if (c.grid, c.block) == block) for block in _blocks()]
    changes = [change for cell in first for change in enter(report, cell.id, FIGURE[:digits])]
    report.apply(Edit("填写", tuple(changes)))
    return report


def _blocks() -> list[tuple[str, int]]:
    return list(dict.fromkeys((cell.grid, cell.block) for cell in form_of("2021").cells.values()))


def _office_tables(grid: Grid) -> list[WordTable]:
    """As narrow as the form from above has its columns, with the usual margins, in 小四."""
    made = word_table(spots(grid), f'{FONT}<w:sz w:val="24"/><w:szCs w:val="24"/>')
    narrow = re.sub(r'w:w="(\d+)"', lambda match: f'w:w="{int(match[1]) * 640 // 800}"', made.xml)
    fixed = '<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    return [made._replace(xml=narrow.replace("<w:tblPr/>", fixed))]


def _made(kind: str, report: Report) -> bytes:
    if kind == "office":
        ready = prepared(whole_template(report.form, tables=_office_tables).data, ".docx", report.form)
        return filled(report, fitted(ready, ".docx", report).data)
    options = PLAIN._replace(table_size=LARGE if kind == "large" else USUAL)
    template = own_template(report.form, layout_of("2021"), options.table_size)
    return filled(report, with_options(template, options))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Page]]:
    documents = {f"{kind}{digits}": _made(kind, _wide(digits)) for kind in KINDS for digits in DIGITS}
    folder: Path = tmp_path_factory.mktemp("wide")
    return set_pages(documents, folder, STAND_INS)


@pytest.mark.parametrize("digits", DIGITS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_figure_is_torn(kind: str, digits: int, pages: dict[str, list[Page]]) -> None:
    report = _wide(digits)
    wanted = Counter(figure for cell in report.form.cells if len(figure := printed_figure(report, cell)) >= digits)
    found = Counter(word.text for page in pages[f"{kind}{digits}"] for word in page)
    assert {figure: found[figure] for figure in wanted} == wanted
    assert sum(wanted.values()) > len(_blocks())
