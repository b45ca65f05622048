"""How a cell of a grid looks and what is said about it, worked out from the report alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from gui.theme import SEVERITY_FILLS
from gui.visible_text import shortened, told, visible
from model.edits import Changed
from model.findings import SEVERITIES, SEVERITY_NAMES, Finding
from model.form import Cell, Grid
from model.naming import cell_name
from model.number_text import Value, is_number, number_text
from model.records import NamedTuple
from model.report import Report


class CellLook(NamedTuple):
    """What is painted in a cell; fill, colour, mark_colour, left_colour and frame_colour are roles of the theme.

    line: the short line to write on in a blank cell. mark: "error", "warning", "hint" or "".
    left: small text at the left edge (文件 47, ×, ?). frame: "left" or "right" for a side of the
    relation looked at, else "". figure: the text is one, or at least no words. marked: it has just been changed
    by undo, redo or a paste. noted: a word or a sum belongs to it. struck: the small text is struck through, as what a paste replaces.
    last: last year's figure as it is shown beside the figure, "" for none.
    """

    text: str = ""
    fill: str = "input"
    colour: str = "text"
    bold: bool = False
    line: bool = False
    mark: str = ""
    mark_colour: str = "error"
    left: str = ""
    left_colour: str = "text"
    frame: str = ""
    frame_colour: str = "error"
    figure: bool = True
    marked: bool = False
    noted: bool = False
    struck: bool = False
    last: str = ""


_MOST_SEEN = 60
"""Characters of a text that was not understood; no cell shows more."""

EASILY_SEEN = 8
"""Figures of so many characters fit the narrowest column."""


class CellLooks:
    """The looks of all cells of one grid, kept current from what edits changed."""

    def __init__(
        self,
        report: Report,
        grid: Grid,
        *,
        with_findings: bool = True,
        shown: Callable[[], Iterable[Finding]] | None = None,
    ) -> None:
        """shown: which findings are shown, those of the report that are not pending without it."""
        self.grid = grid.id
        self._shown = shown
        self.cells = tuple(cell for cell in report.form.cells.values() if cell.grid == grid.id)
        self._ids = frozenset(cell.id for cell in self.cells)
        self.with_last_year = False
        self.with_findings = with_findings
        """Taken note of when the looks are worked out the next time."""
        self._marked: frozenset[str] = frozenset()
        self.take(report)

    def take(self, report: Report, relation: Finding | None = None) -> None:
        """Work everything out anew, from this report."""
        self._report = report
        self._relation = relation
        self._findings = self._findings_by_cell()
        self._looks = {cell.id: self._look(cell) for cell in self.cells}

    def __getitem__(self, cell: str) -> CellLook:
        return self._looks[cell]

    def findings(self, cell: str) -> Sequence[Finding]:
        """What is found wrong with a cell, the worst first."""
        return self._findings.get(cell, ())

    def update(self, changed: Changed) -> list[str]:
        """The cells that an edit made look different."""
        touched = {*changed.cells, *changed.totals}
        for finding in (*changed.findings_gone, *changed.findings_new):
            touched.update(finding.cells)
        touched &= self._ids
        if changed.findings_gone or changed.findings_new:
            self._findings = self._findings_by_cell()
        return self._refresh(touched)

    def look_at(self, relation: Finding | None) -> list[str]:
        """Frame this finding's cells; the cells that now look different."""
        touched = {*_sides(self._relation), *_sides(relation)} & self._ids
        self._relation = relation
        return self._refresh(touched)

    def show_last_year(self, shown: bool) -> None:
        """Whether each look has last year's figure, taken from the report anew."""
        self.with_last_year = shown
        self._refresh(self._ids)

    def mark(self, cells: Iterable[str]) -> list[str]:
        """Mark these cells, and no others, as just changed; the cells that now look different."""
        before, self._marked = self._marked, self._ids.intersection(cells)
        different = list(before ^ self._marked)
        for cell in different:
            self._looks[cell] = self._looks[cell]._replace(marked=cell in self._marked)
        return different

    def _refresh(self, cells: Iterable[str]) -> list[str]:
        form_cells = self._report.form.cells
        different = []
        for cell in cells:
            look = self._look(form_cells[cell])
            if look != self._looks[cell]:
                self._looks[cell] = look
                different.append(cell)
        return different

    def _findings_by_cell(self) -> dict[str, list[Finding]]:
        found: dict[str, list[Finding]] = {}
        shown = self._shown() if self._shown is not None else self._report.findings()
        for finding in shown if self.with_findings else ():
            if not finding.pending:
                for cell in finding.cells:
                    if cell in self._ids:
                        found.setdefault(cell, []).append(finding)
        for findings in found.values():
            findings.sort(key=lambda finding: SEVERITIES.index(finding.severity))
        return found

    def _look(self, cell: Cell) -> CellLook:
        look = _plain_look(self._report, cell)
        findings = self._findings.get(cell.id)
        if findings:
            look = _marked(look, findings)
        look = _noted(look, self._report, cell)
        if self.with_last_year:
            look = look._replace(last=last_year_shown(self._report, cell.id))
        relation = self._relation
        if relation is not None and cell.id in _sides(relation):
            side = "right" if cell.id in relation.right_cells else "left"
            look = look._replace(frame=side, frame_colour=relation.severity)
        return look._replace(marked=True) if cell.id in self._marked else look

    def tooltip(self, cell: str) -> str:
        """All that is to be said about a cell, a line each; "" when there is nothing. A long figure comes first."""
        text, remarks = cell_text(self._report, cell), self._remarks(cell)
        long = len(text) > EASILY_SEEN and is_number(self._report.value(cell))
        return "\n".join([text, *remarks] if long else remarks)

    def _remarks(self, cell: str) -> list[str]:
        report, notes = self._report, self._report.notes(cell)
        lines = [
            f"{SEVERITY_NAMES[finding.severity]}{'（已说明）' if finding.explained else ''}："
            f"{told(finding.message, report.value(cell))}（{finding.rule}）"
            for finding in self.findings(cell)
        ]
        if notes.stated is not None and not _same(notes.stated, report.value(cell)):
            computed = number_text(report.value(cell)) or "空白"
            lines.append(f"文件所列{told(number_text(notes.stated), notes.stated)}，计算结果{computed}")
        if notes.doubt is not None:
            candidates = "、".join(number_text(value) for value in notes.doubt.candidates)
            lines.append(f"待核对：{notes.doubt.reason}{f'；可能是{candidates}' if candidates else ''}")
        if _unfinished(report, report.form.cells[cell]):
            lines.append("未填完：所加的各项还有空白或看不懂的")
        if notes.sum and _sum_holds(notes.sum, report.value(cell)):
            lines.append(f"算式：{notes.sum}")
        if notes.word:
            lines.append(f"备注：{visible(notes.word)}")
        return lines

    def spoken(self, cell: str) -> str:
        """The cell in words for a screen reader: where, what it holds, in what state."""
        report, form_cell = self._report, self._report.form.cells[cell]
        value = report.value(cell)
        unit = report.unit_of(cell) if is_number(value) else ""
        held = told(number_text(value), value)
        words = [report.form.label(cell), f"{held}{unit}" if value is not None else "未填"]
        if form_cell.computed:
            words.append("自动计算")
        if last := last_year_text(report, cell):
            words.append(f"上年{last}")
        remarks = self._remarks(cell)
        return "，".join([*words, "；".join(remarks)] if remarks else words)

    def refusal(self, cell: str) -> str:
        """Why nothing can be typed into a computed cell."""
        return f"{cell_name(self._report.form, cell)}由程序自动计算，不能直接填写；请改它所加的各项"


def typed_text(report: Report, cell: str) -> str:
    """What is changed when the cell is opened: the sum that was typed, else what stands in the cell."""
    words = report.notes(cell).sum
    return f"={words}" if words and _sum_holds(words, report.value(cell)) else cell_text(report, cell)


def last_year_text(report: Report, cell: str) -> str:
    """Last year's figure with its unit where that is not the usual one, "" for none."""
    year = report.last_year
    value = year.value(cell) if year is not None else None
    if year is None or not is_number(value):
        return ""
    unit = year.unit_of(cell)
    return number_text(value) + ("" if unit == report.form.cells[cell].kind.unit else unit)


def last_year_shown(report: Report, cell: str) -> str:
    """Last year's figure as the cell shows it: a 0 is left out beside a 0."""
    text = last_year_text(report, cell)
    return "" if text == "0" and report.value(cell) == 0 else text


def cell_text(report: Report, cell: str) -> str:
    """What stands in the cell, with its unit where that is not the usual one."""
    value = report.value(cell)
    unit = report.unit_of(cell)
    usual = unit == report.form.cells[cell].kind.unit
    return number_text(value) + ("" if usual or not is_number(value) else unit)


def without_word(left: str) -> str:
    """The small text at the left without the word before its figure, for narrow cells; a sign stays."""
    word, _, figure = left.partition(" ")
    return figure if len(word) > 1 and figure else left


def _plain_look(report: Report, cell: Cell) -> CellLook:
    value = report.value(cell.id)
    text = cell_text(report, cell.id)
    if cell.computed:
        muted = value == 0 or not report.total(cell.id).complete
        return CellLook(text, "computed", "muted" if muted else "text", bold=value is not None and value != 0)
    if value is None:
        return CellLook(fill="blank", line=True)
    if isinstance(value, str):
        seen = shortened(visible(text), _MOST_SEEN)
        return CellLook(seen, "errorfill", left="×", left_colour="error", figure=False)
    return CellLook(text, colour="muted" if value == 0 else "text")


def _marked(look: CellLook, findings: Sequence[Finding]) -> CellLook:
    """The worst severity alone is drawn; an explained finding keeps its mark, in muted, and no fill."""
    open_findings = [finding for finding in findings if not finding.explained]
    if not open_findings:
        return look._replace(mark="warning", mark_colour="muted")
    severity = open_findings[0].severity
    # Text that was not understood has its × where the triangle would be.
    mark = "" if look.left else severity
    return look._replace(fill=SEVERITY_FILLS[severity], mark=mark, mark_colour=severity)


def _noted(look: CellLook, report: Report, cell: Cell) -> CellLook:
    notes = report.notes(cell.id)
    if notes.word or notes.sum:
        look = look._replace(noted=True)
    if notes.stated is not None and not _same(notes.stated, report.value(cell.id)):
        left = f"文件 {shortened(visible(number_text(notes.stated)), _MOST_SEEN)}"
        look = look._replace(fill="warnfill", left=left, left_colour="warning")
    if notes.doubt is not None:
        fill = look.fill if look.mark or look.left else "hintfill"
        left, colour = (look.left, look.left_colour) if look.left else ("?", "hint")
        look = look._replace(fill=fill, left=left, left_colour=colour)
    return look


def _same(stated: object, computed: object) -> bool:
    return not isinstance(stated, str) and stated == computed


def _unfinished(report: Report, cell: Cell) -> bool:
    return cell.computed and report.value(cell.id) is not None and not report.total(cell.id).complete


def _sides(finding: Finding | None) -> frozenset[str]:
    """The cells that are framed: both sides of a relation, and whatever else the finding is about."""
    if finding is None:
        return frozenset()
    return frozenset((*finding.left_cells, *finding.right_cells, *finding.cells))


def _sum_holds(words: str, value: Value) -> bool:
    # Imported only where a sum was kept: most reports have none at their start.
    from model.sums import sum_holds

    return sum_holds(words, value)
