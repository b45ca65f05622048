"""How the cells look while what was read is reviewed: what a question is about, what the answers changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gui.cell_look import CellLook, CellLooks, cell_text
from model.findings import Finding
from model.form import Cell, Grid
from model.report import Report
from workflows.reading_source import place_words


class ReviewLooks(CellLooks):
    """The looks of one grid of the reviewed report, a copy. original: the report as it was read."""

    def __init__(self, report: Report, original: Report, grid: Grid) -> None:
        self._original = original
        self._asked: frozenset[str] = frozenset()
        super().__init__(report, grid, with_findings=False)

    def ask(self, cells: Iterable[str]) -> list[str]:
        """The current question is about these cells; those that now look different."""
        before, self._asked = self._asked, self._ids.intersection(cells)
        return self._refresh(before ^ self._asked)

    def findings(self, cell: str) -> Sequence[Finding]:
        return ()

    def _look(self, cell: Cell) -> CellLook:
        look = super()._look(cell)
        if not cell.computed and cell_text(self._report, cell.id) != cell_text(self._original, cell.id):
            look = look._replace(bold=True, colour="accent")
        if cell.id in self._asked:
            look = look._replace(frame="right", frame_colour="warning")
        return look

    def _remarks(self, cell: str) -> list[str]:
        lines = super()._remarks(cell)
        origin = self._report.notes(cell).origin
        if origin is not None:
            words = place_words(origin)
            where = f"（{words}）" if words else ""
            lines.append(f"原文{where}：{origin.text.strip() or '空白'}")
        return lines
