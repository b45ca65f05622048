"""A report as `show` and `check` tell it: for people, and as the public JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from model.check_code import check_code
from model.finding_order import heads, in_order
from model.findings import SEVERITY_NAMES, Finding
from model.form import Form
from model.naming import column_name, row_name
from model.number_text import number_text
from model.report import Report

if TYPE_CHECKING:
    from model.point_answers import Answer


def show_json(report: Report) -> dict[str, Any]:
    """What `show --json` prints: what the report prints, and what stands beside it. Its keys are public."""
    return {
        **published_json(report),
        "unit_kind": report.fields["unit_kind"],
        "stated": {cell: report.stated(cell) for cell in report.form.totals if report.stated(cell) is not None},
        "last_year": _last_year_json(report),
    }


def published_json(report: Report) -> dict[str, Any]:
    """What documents print of the report, and its check code; the exported JSON file. Its keys are public."""
    form, fields = report.form, report.fields
    return {
        "unit": report.unit,
        "year": report.year,
        "edition": form.edition,
        "title": "".join(report.title_lines()),
        "check_code": check_code(report),
        "contact": {name: fields[f"contact.{name}"] for name in ("address", "postcode", "phone", "email")},
        "signature": {name: fields[f"signature.{name}"] for name in ("unit", "date")},
        "document": {name: fields[f"document.{name}"] for name in ("mark", "number")},
        "sections": {section.id: report.plain(section.id) for section in form.sections},
        "cells": {cell: report.value(cell) for cell in form.cells},
        "units": {c: report.unit_of(c) for c in form.inputs if report.unit_of(c) != form.cells[c].kind.unit},
    }


def _last_year_json(report: Report) -> dict[str, Any] | None:
    last = report.last_year
    if last is None:
        return None
    return {"unit": last.unit, "year": last.year, "edition": last.edition, "cells": last.cells()}


def check_json(report: Report, findings: Sequence[Finding]) -> dict[str, Any]:
    """What `check --json` prints of a report; its keys are public."""
    from model.audit_summary import place_words

    return {
        "findings": [_finding_json(finding) | {"place": place_words(report, finding)} for finding in findings],
        "text_figures": text_figures_json(report),
    }


def text_figures_json(report: Report) -> list[dict[str, Any]]:
    """Every figure in the text that was tied to cells; its keys are public."""
    from model.text_figures.report import figures_of_report

    return [
        {
            "section": figure.section,
            "start": figure.start,
            "end": figure.end,
            "figure": figure.figure,
            "cells": list(figure.cells),
            "of": None if figure.of is None else {name: list(cells) for name, cells in figure.of._asdict().items()},
            "kind": figure.kind,
            "found": figure.found,
            "expected": figure.expected,
            "certain": figure.certain,
        }
        for figure in figures_of_report(report)
    ]


def answers_json(found: Sequence[Answer]) -> list[dict[str, Any]]:
    """What became of the points of an earlier check; its keys are public."""
    return [
        {
            "key": point.key,
            "rule": point.rule,
            "severity": point.severity,
            "place": point.place,
            "message": point.words,
            "answer": answer,
            "now": words,
        }
        for point, answer, words, _number in found
    ]


def answer_lines(found: Sequence[Answer]) -> Iterator[str]:
    """The same as lines for a person, and a line that counts them."""
    from model.point_answers import count_words

    for point, answer, words, number in found:
        own = f"{re.split('[ ，›]', point.place)[-1]}："
        place = f"{point.place}：" if point.place and not point.words.startswith(point.place) else ""
        said = point.words.removeprefix(own) if place else point.words
        yield f"上次第 {number} 处　{answer}{f'（{words}）' if words else ''}　{place}{said}"
    yield f"对上次意见：{count_words(found) or '上次没有要改的'}"


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "key": finding.key,
        "rule": finding.rule,
        "severity": finding.severity,
        "part": finding.part,
        "cells": list(finding.cells),
        "text": finding.text._asdict() if finding.text else None,
        "left": finding.left,
        "right": finding.right,
        "difference": finding.difference,
        "message": finding.message,
        "explained": finding.explained,
        "cause_of": list(finding.cause_of),
    }


def show_text(report: Report) -> Iterator[str]:
    """The report as lines for a person: title, text, and the figures by their labels."""
    yield from report.title_lines()
    yield f"表样：{report.form.edition}年版（{report.form.document}）"
    yield f"校验码：{check_code(report)}"
    for section in report.form.sections:
        yield ""
        if section.heading:
            yield section.heading
        if report.plain(section.id):
            yield report.plain(section.id)
        if section.grid:
            yield from _grid_lines(report, section.grid)
    signature = [str(report.fields[f"signature.{name}"]) for name in ("unit", "date")]
    if any(signature):
        yield ""
        yield "　".join(signature)


def _grid_lines(report: Report, grid_id: str) -> Iterator[str]:
    grid = report.form.grid(grid_id)
    for b, block in enumerate(grid.blocks):
        columns = range(len(block.columns))
        heads = "　".join(column_name(report.form, grid.cell_id(b, 0, c)) for c in columns)
        yield f"{block.heading or grid.title}：{heads}"
        for r in range(len(block.rows)):
            cells = [grid.cell_id(b, r, c) for c in columns]
            figures = "　".join(_figure(report, cell) for cell in cells)
            yield f"  {row_name(report.form, cells[0])}　{figures}".rstrip()


def _figure(report: Report, cell: str) -> str:
    figure = number_text(report.value(cell)) or "（空）"
    unit = report.unit_of(cell)
    if unit != report.form.cells[cell].kind.unit:
        figure += unit
    stated = report.stated(cell)
    return figure if stated is None else f"{figure}（文件所列 {number_text(stated)}）"


def check_text(form: Form, findings: Sequence[Finding]) -> Iterator[str]:
    """The findings as lines for a person, errors first, what a cause explains set in below it, and a line that counts them."""
    parts = {section.id: f"{section.short}：" for section in form.sections}
    under = heads(findings)
    for finding in in_order(form, findings):
        explained = f"；已说明：{finding.reason}" if finding.explained else ""
        where = parts.get(finding.part, "") if finding.text is not None else ""
        mark = "　└ " if finding.key in under else ""
        yield f"{mark}{SEVERITY_NAMES[finding.severity]}：{where}{finding.message}{explained}（{finding.rule}）"
    yield counts_text(findings)


def counts_text(findings: Sequence[Finding]) -> str:
    """How many findings there are of each severity; those that may stay as explained are counted apart."""
    left = [finding for finding in findings if not finding.explained]
    counts = [(name, sum(f.severity == severity for f in left)) for severity, name in SEVERITY_NAMES.items()]
    explained = len(findings) - len(left)
    words = [f"{name} {count} 处" for name, count in counts] + ([f"已说明 {explained} 处"] if explained else [])
    return f"检查结果：{'，'.join(words)}"
