"""The red head as it is printed, in the Word file by LibreOffice and in our PDF: measured in the pages' pixels."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from exporters.document_options import PLAIN, DocumentOptions, RedHead
from exporters.word_variants import with_options
from model.report import Report
from tests.exporters.documents import example_report, filled, template_of, write
from tests.exporters.fonts import STAND_INS, missing_for_rendering
from tests.exporters.pages import converted
from tests.exporters.pdfs import made

pytestmark = pytest.mark.skipif(bool(missing_for_rendering()), reason=missing_for_rendering() or "can be set")

DOTS = 144
HEAD = RedHead("示例县数据局文件", "示数据发〔2026〕1号")
OPTIONS = PLAIN._replace(red_head=HEAD)


def _report() -> Report:
    return write(example_report(), fields={"document.mark": HEAD.mark, "document.number": HEAD.number})


def _word(report: Report, options: DocumentOptions, folder: Path) -> Path:
    document = filled(report, with_options(template_of("2021"), options))
    return converted({"made": document}, folder, STAND_INS, "pdf")["made"]


def _pdf(report: Report, options: DocumentOptions, folder: Path) -> Path:
    file = folder / "made.pdf"
    file.write_bytes(made(report, options).data)
    return file


def _rows(pdf: Path) -> list[tuple[int, int]]:
    """For each row of the first page's pixels how many of them are red and how many dark."""
    done = subprocess.run(["pdftoppm", "-r", str(DOTS), "-l", "1", str(pdf)], capture_output=True, check=True)
    header, size, depth, pixels = done.stdout.split(b"\n", 3)
    assert (header, depth) == (b"P6", b"255")
    width = 3 * int(size.split()[0])
    rows = [pixels[at : at + width] for at in range(0, len(pixels), width)]
    return [
        (
            sum(r > 180 and g < 120 for r, g in zip(row[::3], row[1::3], strict=True)),
            sum(r < 120 for r in row[::3]),
        )
        for row in rows
    ]


def _millimetres(rows: int) -> float:
    return rows * 25.4 / DOTS


@pytest.mark.parametrize("make", [_word, _pdf])
def test_mark_and_rule_are_where_the_standard_wants_them(
    make: Callable[[Report, DocumentOptions, Path], Path], tmp_path: Path
) -> None:
    """GB/T 9704—2012: the mark 35 mm below the text's upper edge (7.2.4), the rule 4 mm below the number (7.2.7)."""
    rows = _rows(make(_report(), OPTIONS, tmp_path))
    wide = max(red for red, _ in rows)
    rule = [number for number, (red, _) in enumerate(rows) if red == wide]
    assert _millimetres(wide) == pytest.approx(156, abs=1), "as wide as the text"
    assert len(rule) <= 4
    mark = next(number for number, (red, _) in enumerate(rows) if red)
    assert _millimetres(mark) == pytest.approx(37 + 35, abs=1.5)
    above = max(number for number, (_, dark) in enumerate(rows[: rule[0]]) if dark)
    assert _millimetres(rule[0] - above) == pytest.approx(4, abs=0.6)


@pytest.mark.parametrize("make", [_word, _pdf])
def test_nothing_is_red_without_one(make: Callable[[Report, DocumentOptions, Path], Path], tmp_path: Path) -> None:
    assert not any(red for red, _ in _rows(make(_report(), PLAIN, tmp_path)))
