"""Filling the workbook: ours against XlsxWriter writing the same sheets from nothing, with the same formats.

usage: .venv/bin/python bench/excel.py [RUNS] [--last-year]
What XlsxWriter writes is read off our finished file by openpyxl before the clock runs. The runs take turns. Ours is
taken both ways: the template opened anew each time, and kept open, as the program keeps it.
"""

from __future__ import annotations

import gc
import io
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from openpyxl import load_workbook  # noqa: E402

from bench.peers import Peer  # noqa: E402
from exporters import excel  # noqa: E402
from importers.written_excel import read_written_excel  # noqa: E402
from model.edits import Edit, SetField, SetLastYear  # noqa: E402
from model.layout import load_layout  # noqa: E402
from model.report import Report  # noqa: E402
from model.state import LastReport  # noqa: E402
from ooxml.package import Package  # noqa: E402
from workflows.check_export import check_excel  # noqa: E402
from workflows.example import make_example  # noqa: E402
from workflows.forms import form_folder  # noqa: E402

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_BORDERS = {"thin": 1, "medium": 2}


class Description:
    """Our finished workbook as plain data that XlsxWriter can write."""

    def __init__(self, data: bytes) -> None:
        book, values = load_workbook(io.BytesIO(data)), load_workbook(io.BytesIO(data), data_only=True)
        self.formats: list[dict[str, Any]] = []
        self._charts = _charts(data)
        sheets = [self._sheet(sheet, values[sheet.title]) for sheet in book.worksheets]
        names = [(name, f"={item.attr_text}") for name, item in book.defined_names.items()]
        self.data = {"formats": self.formats, "sheets": sheets, "names": names}

    def _sheet(self, sheet: Any, values: Any) -> dict[str, Any]:
        heights = sorted(sheet.row_dimensions.items())
        cells = [self._cell(cell, values[cell.coordinate].value) for row in sheet.iter_rows() for cell in row]
        area = (sheet.print_area or "").split("!")[-1].replace("$", "")
        frozen = sheet[sheet.freeze_panes] if sheet.freeze_panes else None
        titles = int(sheet.print_title_rows.split("$")[-1]) if sheet.print_title_rows else 0
        return {
            "name": sheet.title,
            "widths": [
                dimension.width for _, dimension in sorted(sheet.column_dimensions.items()) if not dimension.hidden
            ],
            "heights": [(row - 1, dimension.height) for row, dimension in heights if dimension.height],
            "cells": [cell for cell in cells if cell is not None],
            "merged": [[a.min_row - 1, a.min_col - 1, a.max_row - 1, a.max_col - 1] for a in sheet.merged_cells.ranges],
            "conditions": [
                (str(area.sqref), {"type": "formula", "criteria": f"={rule.formula[0]}", "format": self._warning()})
                for area in sheet.conditional_formatting
                for rule in area.rules
            ],
            "frozen": [frozen.row - 1, frozen.column - 1] if frozen else None,
            "area": area,
            "titles": titles,
            "pages_high": sheet.page_setup.fitToHeight or 0,
            "hidden": sheet.sheet_state == "hidden",
            "hidden_columns": [
                column - 1
                for dimension in sheet.column_dimensions.values()
                if dimension.hidden
                for column in range(dimension.min, dimension.max + 1)
            ],
            "charts": self._charts.get(sheet.title, []),
        }

    def _cell(self, cell: Any, value: Any) -> list[Any] | None:
        if cell.value is None and not cell.has_style:
            return None
        content = [cell.value, "" if value is None else value] if cell.data_type == "f" else cell.value
        return [cell.row - 1, cell.column - 1, content, self._format(cell)]

    def _format(self, cell: Any) -> int:
        font, alignment, border = cell.font, cell.alignment, cell.border
        properties: dict[str, Any] = {"font_name": font.name, "font_size": font.size}
        for side in ("left", "right", "top", "bottom"):
            style = getattr(border, side).style
            if style:
                properties[side] = _BORDERS[style]
        wanted = {
            "align": alignment.horizontal,
            "valign": {"center": "vcenter"}.get(alignment.vertical, alignment.vertical),
            "text_wrap": alignment.wrap_text,
            "shrink": alignment.shrink_to_fit,
            "rotation": 270 if alignment.textRotation == 255 else 0,
            "bg_color": "#" + cell.fill.fgColor.rgb[2:] if cell.fill.fill_type else None,
            "num_format": cell.number_format if cell.number_format != "General" else None,
        }
        return self._number(properties | {key: value for key, value in wanted.items() if value})

    def _warning(self) -> int:
        return self._number({"bg_color": "#FFC7CE", "font_color": "#9C0006"})

    def _number(self, properties: dict[str, Any]) -> int:
        if properties not in self.formats:
            self.formats.append(properties)
        return self.formats.index(properties)


def _charts(data: bytes) -> dict[str, list[dict[str, Any]]]:
    """Our native charts by their sheet: title, references of the series, cells between which they stand, description."""
    package = Package(data)
    drawings = [name for name in package.names if name.startswith("xl/drawings/drawing")]
    anchors = [anchor for name in drawings for anchor in ElementTree.fromstring(package.read(name))]
    found: dict[str, list[dict[str, Any]]] = {}
    for number, anchor in enumerate(anchors, 1):
        root = ElementTree.fromstring(package.read(f"xl/charts/chart{number}.xml"))
        series = [[item.text for item in one.iter(f"{_CHART}f")] for one in root.iter(f"{_CHART}ser")]
        colours = [item.get("val") for one in root.iter(f"{_CHART}ser") for item in one.iter(f"{_MAIN}srgbClr")]
        place = [int(item.text or 0) for item in anchor.iter() if item.tag.rpartition("}")[2] in ("col", "row")]
        said = next(item for item in anchor.iter() if item.tag.endswith("cNvPr"))
        sheet = series[0][0].rpartition("!")[0].strip("'")
        found.setdefault(sheet, []).append(
            {"title": said.get("name"), "text": said.get("descr"), "series": series, "place": place, "colours": colours}
        )
    return found


def timed(job: Callable[[], object]) -> float:
    """Milliseconds that the job takes."""
    start = time.perf_counter()
    job()
    return (time.perf_counter() - start) * 1000


def _compared() -> Report:
    """The example with itself as last year's report: the workbook then has one sheet more."""
    report, last = make_example(), make_example()
    last.apply(Edit("年度", (SetField("year", report.year - 1),)))
    report.apply(Edit("上年", (SetLastYear((LastReport(last.state(), "上年.nianbao", "0" * 64),)),)))
    return report


def main(runs: int) -> None:
    """Measure and print medians and ratios."""
    report = _compared() if "--last-year" in sys.argv else make_example()
    folder = form_folder(report.form.edition)
    template, layout = (folder / "report.xlsx").read_bytes(), load_layout(folder, report.form)

    def kept() -> bytes:
        return excel.fill_excel(template, report, layout)

    def anew() -> float:
        excel.open_template.cache_clear()
        took = timed(kept)
        kept()  # Only from the second file on is the template kept.
        return took

    other, years, shuffle = Report(report.state()), count(2001), Random(1).shuffle

    def checked() -> None:
        # Never the same file again: what was read last is kept.
        other.apply(Edit("年度", (SetField("year", next(years)),)))
        check_excel(template, excel.fill_excel(template, other, layout), other)

    with tempfile.TemporaryDirectory() as name:
        files = [Path(name) / file for file in ("description.json", "out.xlsx")]
        files[0].write_text(json.dumps(Description(kept()).data, ensure_ascii=False), "utf-8")
        gc.collect()
        gc.freeze()
        peer = Peer("excel_peer.py", *map(str, files))
        jobs: dict[str, Callable[[], float]] = {
            "XlsxWriter": peer.run,
            "ours, opened anew": anew,
            "ours, kept open": lambda: timed(kept),
            "ours kept, checked": lambda: timed(checked),
        }
        times: dict[str, list[float]] = {job: [] for job in jobs}
        order = list(jobs)
        for run in range(runs + 2):
            # In an order of chance: a job is slower after the peer's, which leaves none of our data in the caches.
            shuffle(order)
            for job in order:
                took = jobs[job]()
                if run > 1:
                    times[job].append(took)
        peer.close()
        theirs = files[1].read_bytes()
        ours = read_written_excel(kept(), report.form).figures
        assert read_written_excel(theirs, report.form).figures == ours, "the two files differ"
    size = sum(len(Package(template).read(part)) for part in Package(template).names)
    print(
        f"template: {len(template)} bytes zipped, {size} unzipped, {len(report.form.cells)} cells; median of {runs} runs"
    )
    medians = {job: statistics.median(taken) for job, taken in times.items()}
    for job, middle in medians.items():
        print(f"{job:20} {middle:8.2f} ms   {middle / medians['XlsxWriter']:5.2f}x XlsxWriter")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
