"""How cells look while a paste is only proposed: what is new, changed, unclear, refused, stated otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gui.cell_look import CellLook, CellLooks, cell_text
from gui.visible_text import MOST_TOLD, shortened, visible
from model.findings import Finding
from model.form import Cell, Grid
from model.number_text import number_text
from model.paste_plan import CHANGED, CLEARED, NEW, REFUSED, SAME, STATED, UNCLEAR, UNPLACED, Mark
from model.report import Report

_MOST_SEEN = 60
_REMARKS = {
    NEW: "新填",
    SAME: "与原来相同",
    CHANGED: "改动，原为{before}",
    CLEARED: "清空，原为{before}",
    UNCLEAR: "待确认：剪贴板里是“{text}”，没有选“写入”",
    UNPLACED: "剪贴板里有数可能属这一格，认不准，不写入",
    REFUSED: "不能识别，不写入：剪贴板里是“{text}”",
    STATED: "文件所列{text}，计算结果{value}",
}


class PasteLooks(CellLooks):
    """The looks of one grid. The report is a copy in which the paste was made already; its findings stay out of sight."""

    def __init__(self, report: Report, grid: Grid, marks: Mapping[str, Mark]) -> None:
        self._marks = marks
        super().__init__(report, grid)

    def take_marks(self, marks: Mapping[str, Mark]) -> None:
        """These are the marks from now on; `update` tells which cells they change."""
        self._marks = marks

    def _findings_by_cell(self) -> dict[str, list[Finding]]:
        return {}

    def _look(self, cell: Cell) -> CellLook:
        mark = self._marks.get(cell.id)
        look = self._untouched(cell, touched=mark is not None)
        if mark is None:
            return look
        if mark.kind in (UNCLEAR, UNPLACED, REFUSED):
            return _open_look(look, mark)
        if mark.kind == STATED:
            left = f"文件 {shortened(visible(mark.text), _MOST_SEEN)}"
            return look._replace(
                fill="warnfill", mark="warning", mark_colour="warning", left=left, left_colour="warning"
            )
        if mark.kind in (CHANGED, CLEARED):
            look = look._replace(left=shortened(visible(mark.before), _MOST_SEEN), left_colour="muted", struck=True)
            look = look._replace(bold=True, colour="accent") if mark.kind == CHANGED else look
        return look._replace(mark="warning", mark_colour="muted") if mark.decided else look

    def _untouched(self, cell: Cell, *, touched: bool) -> CellLook:
        """A figure that the block does not bring is muted."""
        value = self._report.value(cell.id)
        text = shortened(visible(cell_text(self._report, cell.id)), _MOST_SEEN)
        if cell.computed:
            return CellLook(text, "computed", "text" if value else "muted", bold=bool(value))
        if value is None:
            return CellLook(fill="blank", line=True)
        return CellLook(text, colour="text" if touched else "muted", figure=not isinstance(value, str))

    def _remarks(self, cell: str) -> list[str]:
        mark = self._marks.get(cell)
        if mark is None:
            return []
        value = number_text(self._report.value(cell)) or "空白"
        told = _REMARKS[mark.kind].format(
            text=shortened(visible(mark.text), MOST_TOLD), before=mark.before, value=value
        )
        return [told]

    def findings(self, cell: str) -> Sequence[Finding]:
        return ()


def _open_look(look: CellLook, mark: Mark) -> CellLook:
    """Not written: the block's text stands there with its sign, the cell's own figure small beside it."""
    refused = mark.kind == REFUSED
    severity, sign = ("error", "×") if refused else ("warning", "?")
    return look._replace(
        text=shortened(visible(mark.text), _MOST_SEEN) or look.text,
        fill="errorfill" if refused else "warnfill",
        colour=severity,
        line=False,
        figure=False,
        mark=severity,
        mark_colour=severity,
        left=f"{sign} {mark.before}" if mark.before else sign,
        left_colour=severity,
    )
