"""What a document gave, in lines for a person: what was read, and what is left for the clerk to look at."""

from __future__ import annotations

from collections.abc import Iterator

from importers.result import DOUBTFUL, READ, VARIANT, ImportResult, grouped_doubts, where
from model.naming import cell_name
from model.number_text import number_text
from model.text import count_characters


def reading_lines(result: ImportResult) -> Iterator[str]:
    """The whole list, as `import` prints it."""
    # Text of one cell may stand on several lines of the document.
    yield from ("".join(line.splitlines()) for line in (*summary_lines(result), *open_lines(result)))


def has_open_questions(result: ImportResult) -> bool:
    """Whether something of the document is not in the report, or is there without being understood."""
    report = result.report
    return (
        any(reading.how == DOUBTFUL for reading in result.cells.values())
        or any(not item.furniture for item in result.unplaced)
        or any(isinstance(report.value(cell), str) for cell in report.form.inputs)
    )


def summary_lines(result: ImportResult) -> Iterator[str]:
    """Which report it is, whether its form is that of its year, how many cells were read, how long each text is."""
    report = result.report
    unit, year = report.unit or "没有认出", report.year or "没有认出"
    yield f"单位：{unit}　年度：{year}　表样：{report.form.edition}年版"
    editions = {rule.id for rule in report.form.rules if rule.kind == "edition"}
    yield from (f"表样与年度不符：{one.statement}" for one in report.findings() if one.rule in editions)
    ways = [result.cells[cell].how for cell in report.form.inputs]
    read, doubtful = ways.count(READ) + ways.count(VARIANT), ways.count(DOUBTFUL)
    absent = len(ways) - read - doubtful
    yield f"表格 {len(ways)} 格：读到 {read} 格，拿不准 {doubtful} 格（留空，待核对），没有读到 {absent} 格"
    lengths = []
    for section in report.form.sections:
        text = report.text(section.id)
        if not section.grid or text:
            lengths.append(f"{section.short} {count_characters(text)} 字")
    yield f"文字：{'，'.join(lengths)}"


def open_lines(result: ImportResult) -> Iterator[str]:
    """A line for each thing that is doubtful, does not add up, or found no place."""
    report = result.report
    for cells, reason, origins in grouped_doubts(result):
        places = "、".join(f"{where(origin)}“{origin.text}”" for origin in origins)
        # A doubtful total beside doubtful figures is worked out from them.
        named = [cell for cell in cells if not report.form.cells[cell].computed] or cells
        more = f"等 {len(named)} 格" if len(named) > 1 else ""
        yield f"拿不准　{cell_name(report.form, named[0])}{more}：{places}　{reason}".rstrip()
    for cell in report.form.totals:
        stated = report.stated(cell)
        if stated is not None:
            derived = number_text(report.value(cell)) or "空白"
            name = cell_name(report.form, cell)
            yield f"合计不符　{name}：文件所列 {number_text(stated)}，按各项计算为 {derived}"
    for cell in report.form.inputs:
        value = report.value(cell)
        if isinstance(value, str):
            yield f"看不出是什么数，照原样填入　{cell_name(report.form, cell)}：“{value}”"
    for item in result.unplaced:
        yield f"没有读入　{item.where}：“{item.text}”　{item.reason}".rstrip()
