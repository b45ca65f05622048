"""Live figures leave the program as plain text; the report's own file keeps their formulas."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import openpyxl

from model.edits import Edit, ReplaceText
from model.live_figures import UNFILLED, Formula, figure_span, stale_span
from model.report import Report
from model.storage import dump
from model.text import Span, TextBlock
from tests.builders import report_with
from workflows.export import export_excel, export_word
from workflows.show import check_text, show_json

NATURAL, BUSINESS = "requests.received.natural_person", "requests.received.business"
SHARE = Formula("share", (NATURAL,), (NATURAL, BUSINESS), 1)
SENTENCE = f"新收37件，占78.7%，{UNFILLED}件，上年41件。"


def report() -> Report:
    """A report whose section one has live figures, one of them without a source, and a figure of last year."""
    made = report_with({NATURAL: "37", BUSINESS: "10"})
    spans = (
        Span("新收"),
        figure_span(Formula("sum", (NATURAL,))),
        Span("件，占"),
        figure_span(SHARE),
        Span("，"),
        figure_span(Formula("sum", ("requests.granted.business",))),
        Span("件，上年"),
        stale_span("41"),
        Span("件。"),
    )
    made.apply(Edit("插入", (ReplaceText("overview", 0, 0, (TextBlock(spans, word="待核"),)),)))
    return made


def test_word_gets_plain_text(tmp_path: Path) -> None:
    export_word(report(), tmp_path / "a.docx")
    paragraphs = [paragraph.text for paragraph in docx.Document(str(tmp_path / "a.docx")).paragraphs]
    assert SENTENCE in paragraphs


def test_excel_gets_plain_text(tmp_path: Path) -> None:
    export_excel(report(), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert any(SENTENCE in str(cell.value) for sheet in book for row in sheet for cell in row)


def test_show_tells_plain_text() -> None:
    assert SENTENCE in json.dumps(show_json(report()), ensure_ascii=False)


def test_the_file_keeps_the_formulas() -> None:
    (block,) = json.loads(dump(report()))["sections"]["overview"]
    assert block["word"] == "待核"
    assert block["spans"][3] == {
        "kind": "figure",
        "text": "78.7%",
        "what": "share",
        "cells": [NATURAL],
        "other": [NATURAL, BUSINESS],
        "decimals": 1,
    }
    assert block["spans"][7] == {"kind": "stale", "text": "41"}


def test_what_is_printed_of_them_names_the_section() -> None:
    made = report()
    lines = [line for line in check_text(made.form, made.findings()) if "文字第1段" in line or "第1段的" in line]
    assert len(lines) == 2
    assert all(f"：{made.form.section('overview').short}：" in line for line in lines)
