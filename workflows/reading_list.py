"""What a document gave, in lines for a person: what was read, what is doubtful, what found no place."""

from __future__ import annotations

from collections.abc import Iterator

from importers.result import ABSENT, DOUBTFUL, READ, VARIANT, ImportResult, where
from model.naming import cell_name
from model.number_text import number_text
from model.text import count_characters


def reading_lines(result: ImportResult) -> Iterator[str]:
    """The list that `import` prints and the window shows after reading a document."""
    report = result.report
    yield f"单位：{report.unit or '（没有读到）'}　年度：{report.year or '（没有读到）'}　表样：{report.form.edition}年版"
    inputs = [result.cells[cell].how for cell in report.form.inputs]
    yield (
        f"表格：读到 {inputs.count(READ) + inputs.count(VARIANT)} 格，"
        f"存疑 {inputs.count(DOUBTFUL)} 格，没有读到 {inputs.count(ABSENT)} 格"
    )
    for section in report.form.sections:
        text = report.text(section.id)
        if not section.grid or text:
            yield f"{section.heading or section.short}：{count_characters(text)} 字"
    yield from _doubts(result)
    yield from _stated(result)
    if result.unplaced:
        yield f"没有放进报告的内容 {len(result.unplaced)} 处："
    for item in result.unplaced:
        yield f"  {item.where}：“{item.text}” {item.reason}".rstrip()


def _doubts(result: ImportResult) -> Iterator[str]:
    form = result.report.form
    for cell, reading in result.cells.items():
        if reading.how == DOUBTFUL:
            places = "、".join(f"{where(origin)}“{origin.text}”" for origin in reading.origins)
            yield f"  存疑，没有填入：{cell_name(form, cell)} {places} {reading.reason}".rstrip()


def _stated(result: ImportResult) -> Iterator[str]:
    report = result.report
    for cell in report.form.totals:
        stated = report.stated(cell)
        if stated is not None:
            derived = number_text(report.value(cell)) or "空白"
            yield f"  合计不符：{cell_name(report.form, cell)} 文件所列 {number_text(stated)}，按各项计算为 {derived}"
