"""PDFs for the tests, set by typst: a form's grids in the shapes in which offices print them, made from its labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from model.form import Grid
from model.placeholders import printed_figure
from model.printed import PrintedCell, printed_blocks
from model.report import Report

FONTS = '("Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "WenQuanYi Zen Hei")'


@cache
def _compiler() -> Any:
    import typst

    return typst.Compiler(font_paths=typst.Fonts(), ignore_system_fonts=True)


def pdf_of(source: str) -> bytes:
    """What typst makes of this source."""
    return bytes(_compiler().compile(input=source.encode(), format="pdf"))


def quoted(text: str) -> str:
    """The text as typst shows it and nothing else."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{escaped}"'


class Shape:
    """How a report is set. table: what typst's table gets besides; cell: what each of its figures is put into."""

    def __init__(
        self,
        *,
        page: str = "margin: (x: 20mm, y: 25mm)",
        table: str = "stroke: 0.5pt",
        align: str = "center + horizon",
        figure: str = "{}",
        around: str = "{}",
        before: str = "",
        size: str = "9pt",
        upright: Sequence[str] = (),
        parted: bool = False,
        headed: bool = False,
        columns: dict[str, str] | None = None,
        dropped: Iterable[str] = (),
    ) -> None:
        self.page, self.table, self.figure, self.around, self.before = page, table, figure, around, before
        self.align = align
        self.size, self.upright, self.parted, self.headed = size, upright, parted, headed
        self.columns, self.dropped = columns or {}, frozenset(dropped)

    def source(self, report: Report) -> str:
        """The whole report."""
        parts = [
            f'#set page({self.page})\n#set text(font: {FONTS}, size: 12pt, lang: "zh")\n#set par(justify: true)\n',
            self.before,
            *(f"#align(center, text(size: 18pt)[{quoted(line)}])\n" for line in report.title_lines()),
        ]
        for section in report.form.sections:
            if section.heading:
                parts.append(f"\n#h(2em){quoted(section.heading)}\n\n")
            parts += (f"\n#h(2em){quoted(text)}\n\n" for text in report.plain(section.id).split("\n") if text)
            if section.grid and section.grid not in self.dropped:
                parts += self.tables(report, report.form.grid(section.grid))
        parts.append(
            f"\n#align(right)[{quoted(report.unit)}]\n\n#align(right)[{quoted(f'{report.year + 1}年1月20日')}]\n"
        )
        return "".join(parts)

    def pdf(self, report: Report) -> bytes:
        """The whole report as a PDF."""
        return pdf_of(self.source(report))

    def tables(self, report: Report, grid: Grid) -> Iterable[str]:
        """A grid, in one table or a table for each of its blocks."""
        blocks = printed_blocks(grid)
        groups = [[block] for block in blocks] if self.parted else [list(blocks)]
        for group in groups:
            cells = sorted((cell for block in group for cell in block.cells), key=lambda cell: (cell.row, cell.column))
            heads = group[0].heading_rows if self.headed and len(group) == 1 else 0
            inner = "".join(self._cell(report, cell) for cell in cells if cell.row - group[0].first_row < heads)
            header = f"table.header(repeat: true, {inner})," if heads else ""
            body = "".join(self._cell(report, cell) for cell in cells if cell.row - group[0].first_row >= heads)
            columns = self.columns.get(grid.id) or _columns(grid)
            made = f"table(columns: {columns}, align: {self.align}, {self.table}, {header}{body})"
            yield f"\n#[#set par(justify: false)\n#set text(size: {self.size})\n#{self.around.format(made)}]\n\n"

    def _cell(self, report: Report, cell: PrintedCell) -> str:
        text = printed_figure(report, cell.cell) if cell.cell else cell.text
        inner = self.figure.format(quoted(text)) if cell.cell else quoted(text)
        if cell.text in self.upright:
            inner = " #linebreak() ".join(quoted(character) for character in cell.text)
        spans = f"rowspan: {cell.row_span}, colspan: {cell.column_span}, x: {cell.column}"
        return f"table.cell({spans})[{inner}], "


LABEL_WIDTHS = ("", "35mm, ", "14mm, 44mm, ", "8mm, 14mm, 42mm, ")


def _columns(grid: Grid) -> str:
    """Widths of the label columns by their number; the figures share the rest."""
    figures = grid.width - grid.label_levels
    return f"({LABEL_WIDTHS[grid.label_levels]}{'1fr, ' * figures})"
