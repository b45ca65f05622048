"""Sending out the collection form: to units, all of it, or to a section of the own office, some rows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from model.collection import SECTION, UNIT, Order, cells_of, chosen_grids, row_ids
from model.errors import ExportError
from model.form import Form
from model.layout import load_layout
from model.report import Report
from workflows.document_file import write_document
from workflows.file_names import file_name
from workflows.forms import form_folder, guidance


def unit_order(form: Form, unit: str = "", year: int = 0) -> Order:
    """A form of all rows for a unit; unit "" and year 0 are left to be filled in there."""
    return Order(UNIT, form, unit, year, "", tuple(row.id for row in row_ids(form)))


def section_order(report: Report, section: str, rows: Iterable[str]) -> Order:
    """A form of some rows for a section of the report's unit.

    Raises ExportError when the section has no name, no row is chosen, or the report has no unit or year.
    """
    wanted = set(rows)
    chosen = tuple(row.id for row in row_ids(report.form) if row.id in wanted)
    if not section.strip():
        raise ExportError("没有写明发给哪个科室。", "请填写科室名称。")
    if not chosen:
        raise ExportError("没有选任何一行。", "请至少选一行。")
    if not report.unit or not report.year:
        raise ExportError("报告还没有单位名称或年度，收回时对不上。", "请先在“单位与说明”里填写。")
    return Order(SECTION, report.form, report.unit, report.year, section.strip(), chosen)


def form_name(order: Order) -> str:
    """The name that the file gets, without its suffix."""
    if order.kind == SECTION:
        return file_name(f"{order.unit}{order.year}年科室采集单（{order.section}）")
    return unit_form_name(order.unit, order.year)


def unit_form_name(unit: str, year: int) -> str:
    """The name of a form of all rows, without its suffix; "" and 0 for what is filled in there."""
    return file_name(f"{unit}{f'{year}年' if year else ''}年报数据采集表")


def export_collection_form(report: Report, path: Path, password: str = "") -> None:
    """The blank form of all rows for the report's unit and year; raises as `write_collection_form` does."""
    write_collection_form(unit_order(report.form, report.unit, report.year), path, password)


def write_collection_form(order: Order, path: Path, password: str = "") -> None:
    """The form as a workbook at `path`, read back before it is put there.

    Raises ExportError when the form cannot be made or is not read back as it should be, SaveError when the file can't
    be written; what stood at `path` before is then whole.
    """
    from exporters.collection_form import collection_form

    folder = form_folder(order.form.edition)
    data = collection_form(order, load_layout(folder, order.form), guidance(order.form.edition), password)
    check_collection_form(data, order)
    write_document(path, data)


def check_collection_form(data: bytes, order: Order) -> None:
    """Raise ExportError when the workbook is not a blank form of this order with its seal whole."""
    from importers.excel import read_own

    own = read_own(data, "采集表", [order.form])
    wanted = cells_of(chosen_grids(order.form, order.rows))
    said = None if own is None else (own.kind, own.unit, own.year, own.section)
    whole = said == (order.kind, order.unit, order.year, order.section)
    if own is None or not whole or set(own.cells) != set(wanted) or own.figures or own.remarks:
        raise ExportError("写好的采集表读回来不一样，没有保存。", "请重试一次，并把这句话告诉维护人员。")
