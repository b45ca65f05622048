"""Our own CSV files read back and compared with the report, cell by cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import zip_longest

from model.errors import ImportProblem
from model.naming import cell_name
from model.number_text import is_number, number_text
from model.report import Report
from ooxml.characters import fit

_MARK = b"\xef\xbb\xbf"
_WIDTH = 6
_MOST_TOLD = 10


def differences(data: bytes, report: Report) -> tuple[str, ...]:
    """What the file holds otherwise than the report says, as Chinese sentences; none is well.

    Raises ImportProblem when it is no such file at all.
    """
    if not data.startswith(_MARK):
        raise ImportProblem("写好的 CSV 文件开头没有编码标记，Excel 打开会是乱码。", "请重新导出。")
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise ImportProblem("写好的 CSV 文件读不出来。", "请重新导出。") from error
    return tuple(_differences(rows[1:], report))[:_MOST_TOLD]


def _differences(rows: list[list[str]], report: Report) -> Iterator[str]:
    head = [fit(report.unit), str(report.year or ""), report.form.edition]
    for number, (row, cell) in enumerate(zip_longest(rows, report.form.cells), 2):
        if cell is None:
            yield f"第 {number} 行是多出来的"
            continue
        name = cell_name(report.form, cell)
        if row is None or len(row) != _WIDTH or row[3] != cell:
            yield f"第 {number} 行应为{name}"
            continue
        if [_read(row[0]), *row[1:3]] != head or row[4] != report.form.label(cell):
            yield f"{name}的单位、年度、年版或名称不一致"
        if not _same(row[5], report, cell):
            yield f"{name}写成了“{row[5]}”"


def _same(written: str, report: Report, cell: str) -> bool:
    value = report.value(cell)
    if not is_number(value):
        return _read(written) == fit(number_text(value))
    kind = report.form.cells[cell].kind
    unit = next((unit for unit in sorted(kind.units, key=len, reverse=True) if written.endswith(unit)), "")
    try:
        figure = Decimal(written.removesuffix(unit))
    except InvalidOperation:
        return False
    # As text, so that 3.10 is not 3.1 and 2.0 not 2.
    return format(figure, "f") == number_text(value) and (unit or kind.unit) == report.unit_of(cell)


def _read(text: str) -> str:
    """The text without the apostrophe that keeps it from being a formula."""
    return text.removeprefix("'")
