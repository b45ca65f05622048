"""Reading a finished report: its Word file against python-docx, its workbook against pandas with calamine.

usage: .venv/bin/python bench/reading.py [RUNS]
The runs take turns and what is taken is processor time, as in word.py. python-docx reads the text of every cell of the
same tables, by `row.cells` and by `table.cell(row, column)`, and the file is opened anew each time, as ours is; it reads
no other text. Ours is taken both ways: the reader alone (all paragraphs, lists' numbers, text boxes, tables with their
merged cells), and all of an import, up to the report with the origin of each figure. pandas reads the sheets that hold
the report, all their cells; our reader reads all sheets, with formulas, merged cells, formats and the names of cells.
What was read is compared: the same texts of cells and figures on both sides.
"""

from __future__ import annotations

import gc
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from docx import Document  # noqa: E402
from openpyxl import load_workbook  # noqa: E402

from bench.peers import Peer  # noqa: E402
from importers.word import read_word  # noqa: E402
from importers.workbook_cells import read_cells  # noqa: E402
from model.report import Report  # noqa: E402
from model.source import SourceTable  # noqa: E402
from workflows.example import make_example  # noqa: E402
from workflows.export_kinds import AS_USUAL, KINDS  # noqa: E402
from workflows.importing import import_data  # noqa: E402

CLOCK = time.perf_counter if sys.platform == "win32" else time.process_time
_SLOW = "python-docx, table.cell()"
_SLOW_RUNS = 5
_WITHOUT_REPORT = ("校核", "上年对比", "主要数据")
"""Sheets that repeat what stands on the others; nobody reads a report from them."""


def timed(job: Callable[[], object]) -> float:
    """Milliseconds of processor time that the job takes; it does not clear away what others have left."""
    gc.collect()
    start = CLOCK()
    job()
    return (CLOCK() - start) * 1000


def by_row_cells(data: bytes) -> list[list[list[str]]]:
    """The text of the tables' cells as most programs read it."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(io.BytesIO(data)).tables]


def by_cell(data: bytes) -> list[list[list[str]]]:
    """The same by row and column."""
    return [
        [[table.cell(row, column).text for column in range(len(table.columns))] for row in range(len(table.rows))]
        for table in Document(io.BytesIO(data)).tables
    ]


def spread(table: SourceTable) -> list[list[str]]:
    """A table of ours as python-docx gives it: the text of a merged cell in each place that it covers."""
    width = max(cell.column + cell.column_span for row in table.rows for cell in row)
    texts = [[""] * width for _ in table.rows]
    for cell in (cell for row in table.rows for cell in row):
        for row in range(cell.row, cell.row + cell.row_span):
            texts[row][cell.column : cell.column + cell.column_span] = [cell.text] * cell.column_span
    return texts


def figures(report: Report) -> dict[str, object]:
    """All figures."""
    return {cell: report.value(cell) for cell in report.form.cells}


def main(runs: int) -> None:
    """Measure and print medians and ratios."""
    report = make_example()
    with tempfile.TemporaryDirectory() as name:
        paths = {kind: Path(name) / f"report{KINDS[kind].suffix}" for kind in ("word", "excel")}
        for kind, path in paths.items():
            KINDS[kind].write(report, path, AS_USUAL)
        word, excel = (paths[kind].read_bytes() for kind in ("word", "excel"))
        names = [sheet.title for sheet in load_workbook(io.BytesIO(excel)) if sheet.sheet_state == "visible"]
        pandas = Peer("reading_peer.py", str(paths["excel"]), *(n for n in names if n not in _WITHOUT_REPORT))
        jobs: dict[str, Callable[[], float]] = {
            "Word: ours, reader": lambda: timed(lambda: read_word(word)),
            "Word: ours, import": lambda: timed(lambda: import_data(word, "report.docx")),
            "python-docx, row.cells": lambda: timed(lambda: by_row_cells(word)),
            _SLOW: lambda: timed(lambda: by_cell(word)),
            "Excel: ours, reader": lambda: timed(lambda: read_cells(excel)),
            "Excel: ours, import": lambda: timed(lambda: import_data(excel, "report.xlsx")),
            "pandas with calamine": pandas.run,
        }
        times: dict[str, list[float]] = {job: [] for job in jobs}
        for run in range(runs + 2):
            for job, work in jobs.items():
                if job != _SLOW or run < _SLOW_RUNS + 2:
                    took = work()
                    times[job] += [took] if run > 1 else []
        pandas.close()
        tables = [spread(block) for block in read_word(word).blocks if isinstance(block, SourceTable)]
        assert tables == by_row_cells(word) == by_cell(word), "the texts of cells differ"
        assert figures(import_data(word, "a.docx").report) == figures(report), "the Word file's figures differ"
        assert figures(import_data(excel, "a.xlsx").report) == figures(report), "the workbook's figures differ"
    print(f"Word {len(word)} bytes, Excel {len(excel)} bytes, {len(report.form.cells)} cells; median of {runs} runs")
    medians = {job: statistics.median(taken) for job, taken in times.items()}
    for job, middle in medians.items():
        print(f"{job:26} {middle:8.2f} ms")
    reader, whole = medians["Word: ours, reader"], medians["Word: ours, import"]
    for peer in ("python-docx, row.cells", _SLOW):
        print(
            f"{peer} takes {medians[peer] / reader:.1f}x as long as our reader, {medians[peer] / whole:.1f}x our import"
        )
    for ours in ("reader", "import"):
        print(
            f"Excel: our {ours} takes {medians[f'Excel: ours, {ours}'] / medians['pandas with calamine']:.2f}x pandas"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
