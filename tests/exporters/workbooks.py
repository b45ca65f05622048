"""Workbooks for the tests: templates of the forms, reports written with them, a clerk's template."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache

from openpyxl import Workbook, load_workbook

from exporters.excel import fill_excel
from exporters.templates.excel_template import excel_template
from model.edits import Edit, ReplaceText, SetField
from model.report import Report
from model.text import from_plain
from model.year_chart import load_chart
from tests.builders import form_of, layout_of
from workflows.forms import form_folder


@cache
def template_of(edition: str) -> bytes:
    groups = () if edition == "made_up" else load_chart(form_folder(edition), form_of(edition))
    return excel_template(form_of(edition), layout_of(edition), groups)


def written(report: Report, template: bytes = b"") -> bytes:
    edition = report.form.edition
    return fill_excel(template or template_of(edition), report, layout_of(edition))


def opened(data: bytes, *, values: bool = False) -> Workbook:
    return load_workbook(io.BytesIO(data), data_only=values)


def cell_at(book: Workbook, name: str):
    """The openpyxl cell that a workbook-wide defined name points at."""
    sheet, place = next(iter(book.defined_names[name].destinations))
    return book[sheet.replace("''", "'")][place.split(":")[0]]


def with_text(report: Report, texts: Mapping[str, str], **fields: str) -> Report:
    changes = [ReplaceText(section, 0, 10**6, from_plain(text)) for section, text in texts.items()]
    names = {name: name.replace("_", ".", 1) if "_" in name else name for name in fields}
    report.apply(Edit("写", (*changes, *(SetField(names[name], value) for name, value in fields.items()))))
    return report


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(data: bytes, changes: Mapping[str, bytes]) -> bytes:
    """The package with parts replaced or added, by the standard library."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts(data) | dict(changes)).items():
            archive.writestr(name, content)
    return stream.getvalue()
