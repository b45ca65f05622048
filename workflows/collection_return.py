"""What comes back of a collection form: its figures into the open report, as one step, each with where it is from."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from importers.excel import OwnWorkbook, read_own
from importers.own_figures import OwnFigure
from importers.result import Unplaced
from model.collection import SECTION
from model.edits import Change, Edit, SetNote
from model.entry import put
from model.errors import ImportProblem
from model.naming import cell_name
from model.notes import Origin
from model.number_text import Value, number_text
from model.report import Report
from workflows.forms import editions, form
from workflows.importing import LARGEST_FILE, is_workbook


class Returned(NamedTuple):
    """A figure that came back. have: what the report holds now, None for nothing."""

    cell: str
    name: str
    figure: OwnFigure
    have: Value

    @property
    def have_text(self) -> str:
        """What the report holds, as text."""
        return number_text(self.have)

    @property
    def given_text(self) -> str:
        """What came back, as text with its unit."""
        return number_text(self.figure.entry.value) + self.figure.entry.unit


class ReturnPlan(NamedTuple):
    """What is to be done with a form that came back.

    giver: the section, or the unit. fresh: into blank cells. conflicts: the report has another figure there.
    same: it has this one already. blank: cells that were asked for and are not filled in. remarks: to be told.
    """

    giver: str
    source: str
    filler: str
    fresh: tuple[Returned, ...]
    conflicts: tuple[Returned, ...]
    same: tuple[Returned, ...]
    blank: tuple[str, ...]
    remarks: tuple[Unplaced, ...]


def read_returned(path: Path) -> OwnWorkbook:
    """The form in this file; raises ImportProblem when it is none, FileFormatError when it is damaged."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ImportProblem(f"{path.name} 太大，不像一份采集表。", "请核对是否选对了文件。")
        data = path.read_bytes()
    except OSError as error:
        raise ImportProblem(f"读不到 {path}。", "请检查文件是否还在、是否有权读取。") from error
    workbook = is_workbook(data, path.name)
    own = read_own(data, path.name, [form(edition) for edition in editions()]) if workbook else None
    if own is None:
        raise ImportProblem(f"{path.name} 不是本程序发出的采集表。", "请选择发出去的那份表填好后的文件（.xlsx）。")
    return own


def plan_return(report: Report, own: OwnWorkbook, source: str) -> ReturnPlan:
    """What the form would do to the report; nothing is changed. Only cells that it has are touched.

    Raises ImportProblem for a form of another edition, year or unit.
    """
    _refuse_other(report, own, source)
    fresh, conflicts, same = [], [], []
    for cell, figure in own.figures.items():
        have = report.value(cell)
        returned = Returned(cell, cell_name(report.form, cell), figure, have)
        unit = figure.entry.unit or report.form.cells[cell].kind.unit
        if have is None:
            fresh.append(returned)
        elif number_text(have) == number_text(figure.entry.value) and report.unit_of(cell) == unit:
            same.append(returned)
        else:
            conflicts.append(returned)
    asked = [cell for cell in own.cells if not report.form.cells[cell].computed]
    blank = tuple(cell_name(report.form, cell) for cell in asked if cell not in own.figures)
    filler = "，".join(own.filler[name] for name in ("filler", "leader", "date") if name in own.filler)
    giver = (own.section if own.kind == SECTION else own.unit) or own.unit or source
    return ReturnPlan(giver, source, filler, tuple(fresh), tuple(conflicts), tuple(same), blank, own.remarks)


def edit_of(report: Report, plan: ReturnPlan, replaced: Collection[str]) -> Edit:
    """One step that puts in what is fresh, and of the conflicts the cells in `replaced`; each keeps where it is from."""
    changes: list[Change] = []
    for returned in (*plan.fresh, *plan.same, *(item for item in plan.conflicts if item.cell in replaced)):
        entry = returned.figure.entry
        changes.extend(put(report, returned.cell, entry.value, entry.unit))
        if returned.figure.sum:
            changes.append(SetNote(returned.cell, "sum", returned.figure.sum))
        changes.append(SetNote(returned.cell, "origin", _origin(plan, returned.figure)))
    return Edit(f"填入{plan.giver}的采集表", tuple(changes))


def _origin(plan: ReturnPlan, figure: OwnFigure) -> Origin:
    who = f"{plan.giver}（{plan.filler}）" if plan.filler else plan.giver
    return figure.origin._replace(source=f"{who}，{figure.origin.source}")


def _refuse_other(report: Report, own: OwnWorkbook, source: str) -> None:
    if own.form.edition != report.form.edition:
        raise ImportProblem(
            f"{source} 是 {own.form.edition} 年版的表，报告用的是 {report.form.edition} 年版。",
            "请核对是否选对了文件。",
        )
    if own.year and report.year and own.year != report.year:
        raise ImportProblem(f"{source} 是 {own.year} 年度的表，报告是 {report.year} 年度的。", "请核对是否选对了文件。")
    if own.unit and report.unit and own.unit != report.unit:
        raise ImportProblem(
            f"{source} 是“{own.unit}”的表，报告是“{report.unit}”的。",
            "请核对；另一个单位的表可以用“文件→导入”读成一份报告。",
        )
