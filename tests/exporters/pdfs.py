"""PDFs for the tests: made, taken apart by poppler, tampered with."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from exporters import pdf
from exporters.document_options import PLAIN, DocumentOptions
from exporters.pdf import Pdf, make_pdf
from exporters.pdf_setter import setter
from model.report import Report
from tests.builders import layout_of
from tests.exporters.pages import Page, pages_of


def made(report: Report, options: DocumentOptions = PLAIN) -> Pdf:
    return make_pdf(report, layout_of(report.form.edition), options)


def content(report: Report, options: DocumentOptions = PLAIN) -> dict[str, Any]:
    """What the template gets."""
    flow = pdf.Flow(report, layout_of(report.form.edition), options)
    return dict(json.loads(pdf._content(report, options, flow, frozenset())))


def tampered(report: Report, change: Callable[[dict[str, Any]], None], options: DocumentOptions = PLAIN) -> bytes:
    """The report's PDF with something changed in it, all else as it should be."""
    given = content(report, options)
    change(given)
    return setter().set(json.dumps(given), {}, "pdf", None)[0]


def cells(given: dict[str, Any]) -> list[dict[str, Any]]:
    """All cells of all tables."""
    return [
        cell for item in given["flow"] if item["kind"] == "grid" for group in item["groups"] for cell in group["cells"]
    ]


def words(data: bytes, folder: Path) -> list[Page]:
    file = folder / "made.pdf"
    file.write_bytes(data)
    return pages_of(file)


def fonts(data: bytes, folder: Path) -> list[list[str]]:
    """Rows of pdffonts: name, type, whether embedded …"""
    file = folder / "made.pdf"
    file.write_bytes(data)
    listed = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True).stdout
    return [re.split(r"\s{2,}", line) for line in listed.splitlines()[2:]]
