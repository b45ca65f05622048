"""Our own JSON files read back and compared with the report, key by key and cell by cell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from model.check_code import check_code
from model.errors import ImportProblem
from model.naming import cell_name
from model.report import Report

_MOST_TOLD = 10


def differences(data: bytes, report: Report) -> tuple[str, ...]:
    """What the file holds otherwise than the report says, as Chinese sentences; none is well.

    Raises ImportProblem when it is no such file at all.
    """
    try:
        found = json.loads(data.decode("utf-8"), parse_float=Decimal)
    except ValueError as error:
        raise ImportProblem("写好的 JSON 文件读不出来。", "请重新导出。") from error
    if not isinstance(found, dict):
        raise ImportProblem("写好的 JSON 文件里不是一份报告。", "请重新导出。")
    return tuple(_differences(found, report))[:_MOST_TOLD]


def _differences(found: dict[str, Any], report: Report) -> Iterator[str]:
    facts = {
        "unit": report.unit,
        "year": report.year,
        "edition": report.form.edition,
        "title": "".join(report.title_lines()),
        "check_code": check_code(report),
        "sections": {section.id: report.plain(section.id) for section in report.form.sections},
    }
    for group in ("contact", "signature", "document"):
        facts[group] = {
            name.removeprefix(f"{group}."): str(value)
            for name, value in report.fields.items()
            if name.startswith(f"{group}.")
        }
    for name, value in facts.items():
        if found.get(name) != value:
            yield f"“{name}”不一致"
    cells, units = found.get("cells"), found.get("units")
    if not isinstance(cells, dict) or not isinstance(units, dict) or list(cells) != list(report.form.cells):
        yield "“cells”里的格不全或次序不对"
        return
    for cell, value in cells.items():
        kind, expected = report.form.cells[cell].kind, report.value(cell)
        # As text, so that 3.10 is not 3.1; a figure is no text. JSON tells no decimal 0 from a whole one.
        if _kind(value) != _kind(expected) or str(value) != str(expected):
            yield f"{cell_name(report.form, cell)}写成了“{value}”"
        if units.get(cell, kind.unit) != report.unit_of(cell):
            yield f"{cell_name(report.form, cell)}的单位不一致"


def _kind(value: object) -> str:
    is_figure = isinstance(value, (int, Decimal)) and not isinstance(value, bool)
    return "figure" if is_figure else type(value).__name__
