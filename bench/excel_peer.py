"""XlsxWriter writing the sheets from nothing; run by excel.py in the peers' environment. usage: excel_peer.py DESCRIPTION OUTPUT"""

from __future__ import annotations

import io
import json
import sys
import time
from pathlib import Path

import xlsxwriter


def write(book: dict) -> bytes:
    """The workbook that the description asks for."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    formats = [workbook.add_format(properties) for properties in book["formats"]]
    for description in book["sheets"]:
        sheet = workbook.add_worksheet(description["name"])
        set_page(sheet, description)
        for column, width in enumerate(description["widths"]):
            sheet.set_column(column, column, width)
        for column in description["hidden_columns"]:
            sheet.set_column(column, column, None, None, {"hidden": True})
        for row, height in description["heights"]:
            sheet.set_row(row, height)
        for row, column, value, number in description["cells"]:
            if isinstance(value, str):
                sheet.write_string(row, column, value, formats[number])
            elif value is None:
                sheet.write_blank(row, column, None, formats[number])
            elif isinstance(value, list):
                sheet.write_formula(row, column, value[0], formats[number], value[1])
            else:
                sheet.write_number(row, column, value, formats[number])
        for area in description["merged"]:
            # The cells are written above; this is what merge_range does beside writing them.
            sheet.merge.append(area)
        for area, options in description["conditions"]:
            options = {**options, "format": formats[options["format"]]}
            sheet.conditional_format(area.split(" ")[0], {**options, "multi_range": area})
        for chart in description["charts"]:
            add_chart(workbook, sheet, chart)
    for name, formula in book["names"]:
        workbook.define_name(name, formula)
    workbook.close()
    return buffer.getvalue()


def add_chart(workbook, sheet, description: dict) -> None:
    """A native chart as ours: clustered columns with values, names and Chinese fonts."""
    chart = workbook.add_chart({"type": "column"})
    font = {"name": "宋体", "size": 8}
    for (head, names, values), colour in zip(description["series"], description["colours"], strict=False):
        chart.add_series(
            {
                "name": f"={head}",
                "categories": f"={names}",
                "values": f"={values}",
                "fill": {"color": f"#{colour}"},
                "gap": 60,
                "data_labels": {"value": True, "position": "outside_end", "font": font},
            }
        )
    chart.set_title({"name": description["title"], "name_font": {"name": "黑体", "size": 10.5}})
    chart.set_x_axis({"num_font": font, "line": {"color": "#8C96A3"}, "major_tick_mark": "none"})
    chart.set_y_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": 318, "height": 230})
    sheet.insert_chart(description["place"][1], description["place"][0], chart, {"description": description["text"]})


def set_page(sheet, description: dict) -> None:
    """What the design asks of a printed sheet."""
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.fit_to_pages(1, description["pages_high"])
    sheet.center_horizontally()
    sheet.set_margins(0.78, 0.78, 0.79, 0.71)
    sheet.set_header('&R&"宋体,Regular"&9&A')
    sheet.set_footer('&C&"宋体,Regular"&10— &P —')
    sheet.hide_gridlines(2)
    sheet.set_zoom(130)
    if description["frozen"]:
        sheet.freeze_panes(*description["frozen"])
    if description["area"]:
        sheet.print_area(description["area"])
    if description["titles"]:
        sheet.repeat_rows(0, description["titles"] - 1)
    if description["hidden"]:
        sheet.hide()


description, output = (Path(name) for name in sys.argv[1:])
book = json.loads(description.read_text("utf-8"))
print("ready", flush=True)
data = b""
for _ in sys.stdin:
    start = time.perf_counter()
    data = write(book)
    print((time.perf_counter() - start) * 1000, flush=True)
    output.write_bytes(data)
