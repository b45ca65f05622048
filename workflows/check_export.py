"""Reading a document back after it was made, with other code than made it: a difference is an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from model.errors import ExportError
from model.naming import cell_name
from model.number_text import is_number, number_text
from model.report import Report
from ooxml.characters import fit

if TYPE_CHECKING:
    from importers.written_excel import WrittenExcel

_MOST_TOLD = 5
_OTHER_TEMPLATE = "请换用默认模板再试，并把这句话告诉维护人员。"
_TELL = "请把这句话告诉维护人员。"


def check_word(template: bytes, written: bytes, report: Report) -> None:
    """The Word file holds what its template and the report say; raises ExportError that names what differs."""
    from importers.written_word import differences

    _refuse("Word", differences(template, written, report))


def check_excel(template: bytes, written: bytes, report: Report) -> None:
    """The workbook's figures, headings and text are the report's; raises ExportError that names what differs."""
    _refuse("Excel", tuple(_excel_differences(template, written, report)))


def check_properties(written: bytes, report: Report) -> None:
    """The file's properties hold the report's check code and name no author but the unit; raises ExportError else."""
    from importers.written_properties import lacking_properties

    _refuse("Word 或 Excel", tuple(lacking_properties(written, report)))


def check_annex(document: bytes, annexed: bytes, picture: bytes) -> None:
    """The Word file with its annex is the one without it and a last picture; raises ExportError else.

    Read with python-docx, which neither wrote the report nor the annex.
    """
    from importers.annexed_word import has_annex_alone

    if not has_annex_alone(document, annexed, picture):
        raise ExportError("附上图以后，Word 文件的其他内容变了，没有保存。", "请不附图导出，并把这句话告诉维护人员。")


def check_html(written: bytes, report: Report) -> None:
    """The web page's headings, text, pictures and tables are the report's; raises ExportError that names what differs."""
    from importers.written_html import differences

    _refuse("网页", differences(written, report), _TELL)


def check_csv(written: bytes, report: Report) -> None:
    """The CSV file's cells are the report's; raises ExportError that names what differs."""
    from importers.written_csv import differences

    _refuse("CSV", differences(written, report), _TELL)


def check_json(written: bytes, report: Report) -> None:
    """The JSON file says what the report says; raises ExportError that names what differs."""
    from importers.written_json import differences

    _refuse("JSON", differences(written, report), _TELL)


def _refuse(kind: str, differences: Sequence[str], advice: str = _OTHER_TEMPLATE) -> None:
    if differences:
        told = "；".join(difference.rstrip("。") for difference in differences[:_MOST_TOLD])
        raise ExportError(f"写好的 {kind} 文件与报告不一致，没有保存：{told}。", advice)


def _excel_differences(template: bytes, written: bytes, report: Report) -> Iterator[str]:
    from importers.written_excel import read_written_excel
    from workflows.check_derived import derived_differences

    expected, found = read_written_excel(template, report.form), read_written_excel(written, report.form)
    yield from _figure_differences(expected, found, report)
    for section in report.form.sections:
        if section.id in expected.texts and found.texts.get(section.id) != fit(report.plain(section.id)):
            yield f"“{section.heading or section.short}”的文字不一致"
        if section.id in expected.headings and found.headings.get(section.id) != section.heading:
            yield f"标题“{section.heading}”不一致"
    yield from _worked_out_differences(expected.worked_out, found.worked_out, report)
    yield from derived_differences(report, expected, found)
    yield from _property_differences(expected.properties, found.properties, report)


def _figure_differences(expected: WrittenExcel, found: WrittenExcel, report: Report) -> Iterator[str]:
    for cell in expected.figures:
        if cell not in found.figures:
            yield f"缺少{cell_name(report.form, cell)}"
            continue
        if cell in expected.formulas and cell not in found.formulas:
            yield f"{cell_name(report.form, cell)}的公式丢失"
        have, want = found.figures[cell], report.value(cell)
        kind, unit = report.form.cells[cell].kind, found.units.get(cell, "")
        if not kind.units and not unit and type(have) is type(want) is int and have == want:
            continue
        yield from _figure_difference(report, cell, number_text(have), unit)


def _figure_difference(report: Report, cell: str, have: str, have_unit: str) -> Iterator[str]:
    value, unit = report.value(cell), report.unit_of(cell)
    # A unit is printed behind a figure alone, and only where it is not the usual one.
    unit = unit if is_number(value) and unit != report.form.cells[cell].kind.unit else ""
    want = number_text(value)
    if (fit(want), unit) != (have, have_unit):
        yield f"{cell_name(report.form, cell)}应为“{want}{unit}”，写成了“{have}{have_unit}”"


def _worked_out_differences(placeholders: Mapping[str, str], found: Mapping[str, str], report: Report) -> Iterator[str]:
    """Last year's figures, changes, shares: placeholders and what was written, by the same keys."""
    from model.placeholders import PATTERN, canonical, text_of

    for key, placeholder in placeholders.items():
        match = PATTERN.fullmatch(placeholder.strip())
        want, have = (fit(text_of(report, canonical(match[1]))) if match else placeholder), found.get(key, "")
        if want != have and not (_as_number(want) is not None and _as_number(want) == _as_number(have)):
            yield f"{placeholder}应为“{want}”，写成了“{have}”"


def _as_number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _property_differences(template: bytes, written: bytes, report: Report) -> Iterator[str]:
    from importers.written_properties import property_differences

    if template and not written:
        yield "文件里没有了模板的文件属性"
    elif template:
        yield from property_differences(template, written, report)
