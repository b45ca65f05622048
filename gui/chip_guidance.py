"""What the guidance says of the live figure at the caret: which cell, this year and last, its keys. No Qt here."""

from __future__ import annotations

from collections.abc import Iterator

from gui.guidance_lines import Line, grouped
from gui.visible_text import shortened, visible
from gui.year_lines import last_year_lines
from model.figure_choice import formula_words, reason_words
from model.live_figures import Formula, derive, formula_of
from model.naming import column_name
from model.report import Report
from model.text import Span

_LONGEST = 40
KEYS = "F2 改为其他数据　Alt+Enter 到表格　Ctrl+Shift+I 变成普通文字"


def figure_lines(report: Report, span: Span, paragraph: int) -> tuple[Line, ...]:
    """All that there is to say of this figure in blocks parted by rules; paragraph: its number from 0."""
    formula = formula_of(span, report.form)
    where = Line("path", f"第 {paragraph + 1} 段 · 数据", role="muted")
    if formula is None:
        words = Line("text", "这处数据看不出取自哪一格，文字照原样保留；请改为其他数据，或变成普通文字。", role="error")
        return (where, Line("name", shortened(visible(span.text), _LONGEST)), Line("rule", ""), words, _keys())
    return (
        where,
        *_name(report, formula),
        Line("rule", ""),
        *_figures(report, formula, span),
        Line("rule", ""),
        Line("title", "随表格更新"),
        Line("text", "表格中的数改动后，这里随之更新；导出为普通文字。"),
        _keys(),
    )


def _keys() -> Line:
    return Line("muted", KEYS, role="muted")


def _name(report: Report, formula: Formula) -> Iterator[Line]:
    form = report.form
    if formula.what != "sum" or len(formula.cells) > 1:
        yield Line("name", formula_words(formula, form))
        return
    (cell,) = formula.cells
    names = (form.grid(form.cells[cell].grid).name, form.row(cell).short, column_name(form, cell).replace("›", "　"))
    yield Line("name", "　".join(filter(None, names)))


def _figures(report: Report, formula: Formula, span: Span) -> Iterator[Line]:
    derived = derive(formula, report)
    if len(formula.cells) == 1 and not formula.other:
        (cell,) = formula.cells
        yield Line("sum", "本年", grouped(report.value(cell)))
        yield from last_year_lines(report, cell)
    if formula.what not in ("sum",) or len(formula.cells) > 1 or derived.reason:
        yield Line("figure", "文中显示", visible(span.text))
    if derived.reason:
        yield Line("text", reason_words(derived, report.form), role="warning")
