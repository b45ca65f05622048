"""What the guidance says of a cell or a part, as lines to paint. No Qt here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from gui.guidance_lines import Line, grouped
from gui.visible_text import told, visible
from gui.year_lines import explainable_lines, last_year_lines
from model.form import Form, Relation
from model.naming import place_code
from model.number_text import Value, is_number
from model.report import Report
from model.section_aspects import section_aspects
from model.sums import sum_holds

SHORT_LIST = 8
"""A formula with more parts than this names only those that are not 0."""

_SHORT_TEXT = 8
"""A longer text that was not understood gets lines of its own."""


class CellGuidance(Protocol):
    """What a cell counts, and by which article."""

    @property
    def text(self) -> str: ...
    @property
    def article(self) -> str: ...


class Guidance(Protocol):
    """The guidance of a form."""

    @property
    def form(self) -> Form: ...
    def cell(self, cell_id: str) -> CellGuidance: ...
    def section(self, section_id: str) -> CellGuidance: ...


def cell_lines(report: Report, guidance: Guidance | None, cell: str) -> tuple[Line, ...]:
    """All that there is to say of this cell now, in blocks parted by rules."""
    words = _words(guidance.cell(cell)) if guidance else ()
    figure = () if report.form.cells[cell].computed else _figure(report, cell)
    last = () if report.form.cells[cell].computed else tuple(last_year_lines(report, cell))
    blocks = [tuple(_names(report.form, cell)), (*figure, *last, *_notes(report, cell))]
    if report.form.cells[cell].computed:
        formula = (*_formula(report, cell), *last_year_lines(report, cell, total=True))
        blocks.extend([formula, *_balances(report, cell), *explainable_lines(report, cell), words])
    else:
        blocks.extend([words, *_balances(report, cell), *explainable_lines(report, cell)])
    return with_rules(blocks)


def section_lines(report: Report, guidance: Guidance | None, section_id: str) -> tuple[Line, ...]:
    """What is to be said of a part as a whole."""
    section = report.form.section(section_id)
    names = (Line("name", section.short),)
    words = _words(guidance.section(section_id)) if guidance else ()
    return with_rules([names, words, aspect_lines(report, section_id)])


def aspect_lines(report: Report, section_id: str) -> tuple[Line, ...]:
    """What the part has to speak of, and whether its text does."""
    aspects = section_aspects(report.form.section(section_id), report.unit_kind, report.text(section_id))
    marks = (
        Line("mark", f"✓ {name}", role="ok") if spoken else Line("mark", f"○ {name}", role="muted")
        for name, spoken in aspects
    )
    return (Line("title", "本节要写到"), *marks) if aspects else ()


def sentence(guidance: Guidance | None, cell: str) -> str:
    """What the cell counts, in one line for the status bar."""
    if guidance is None:
        return ""
    words = guidance.cell(cell)
    text = words.text.split("\n")[0].split("。")[0]
    return f"{text}（{words.article}）" if words.article and text else text


def with_rules(blocks: list[tuple[Line, ...]]) -> tuple[Line, ...]:
    lines: list[Line] = []
    for block in blocks:
        if block:
            lines.extend([Line("rule", ""), *block] if lines else block)
    return tuple(lines)


def _words(words: CellGuidance) -> tuple[Line, ...]:
    if not words.text:
        return ()
    article = (Line("muted", f"依据：{words.article}", role="muted"),) if words.article else ()
    return (Line("title", "填什么"), *(Line("text", part) for part in words.text.split("\n")), *article)


def _names(form: Form, cell: str) -> Iterator[Line]:
    place = form.cells[cell]
    block = form.grid(place.grid).blocks[place.block]
    row, column = form.row(cell).path, form.column(cell).path
    if block.heading or not row:
        path, name, beside = (*((block.heading,) if block.heading else ()), *row, *column[:-1]), column[-1], ""
    else:
        path, name, beside = row[:-1], row[-1], column[-1]
    if path:
        yield Line("path", " › ".join(path).replace("› （", "›（"), role="muted")
    yield Line("name", name)
    if beside:
        yield Line("text", f"列：{beside}", role="muted")
    if place.computed:
        yield Line("text", "自动计算，不能直接填写", role="muted")


def _figure(report: Report, cell: str) -> tuple[Line, ...]:
    value = report.value(cell)
    unit = report.form.cells[cell].kind.unit
    foreign = f" {report.unit_of(cell)}" if report.unit_of(cell) != unit else ""
    if isinstance(value, str) and len(value) > _SHORT_TEXT:
        return (Line("title", "本年"), Line("text", grouped(value), role="error"), *_reasons(report, cell))
    if isinstance(value, str):
        return (Line("sum", "本年", grouped(value), "error"), *_reasons(report, cell))
    if value is None:
        return (Line("sum", "本年", "未填", "muted"),)
    return (Line("sum", "本年", grouped(value) + foreign),)


def _reasons(report: Report, cell: str) -> Iterator[Line]:
    for finding in report.findings():
        if finding.cells == (cell,) and not finding.pending:
            yield Line("text", told(finding.message, report.value(cell)), role="error")


def _notes(report: Report, cell: str) -> Iterator[Line]:
    notes = report.notes(cell)
    if isinstance(notes.stated, str) and len(notes.stated) > _SHORT_TEXT:
        yield Line("text", f"文件所列：{grouped(notes.stated)}", role="warning")
    elif notes.stated is not None:
        yield Line("figure", "文件所列", grouped(notes.stated), "warning")
    if notes.doubt is not None:
        yield Line("text", notes.doubt.reason, role="warning")
    if notes.origin is not None:
        where = " ".join(filter(None, (notes.origin.source, notes.origin.words)))
        yield Line("muted", f"来自 {where}：{grouped(notes.origin.text) or '空白'}", role="muted")
    if sum_holds(notes.sum, report.value(cell)):
        yield Line("text", f"算式：{notes.sum}", role="muted")
    if notes.word:
        yield Line("text", f"备注：{visible(notes.word)}")


def _formula(report: Report, cell: str) -> Iterator[Line]:
    form, parts = report.form, report.form.cells[cell].parts
    along_rows = len({form.cells[part].row for part in parts}) > 1
    shown = parts if len(parts) <= SHORT_LIST else tuple(part for part in parts if report.value(part))
    for i, part in enumerate(shown):
        name = _row_name(form, part) if along_rows else form.column(part).short
        blank = report.value(part) is None
        yield Line("figure", f"＋ {name}" if i else name, grouped(report.value(part)), "muted" if blank else "text")
    left = [part for part in parts if part not in shown]
    blanks = sum(report.value(part) is None for part in left)
    if len(left) > blanks:
        yield Line("figure", f"其余 {len(left) - blanks} 项", "0", "muted")
    if blanks:
        yield Line("figure", f"其余 {blanks} 项", "未填", "muted")
    total = report.total(cell)
    if total.value is None:
        yield Line("sum", "合计", "未填", "muted")
    elif total.complete:
        yield Line("sum", "合计", grouped(total.value))
    else:
        yield Line("sum", "合计（未填完）", grouped(total.value), "muted")


def _balances(report: Report, cell: str) -> Iterator[tuple[Line, ...]]:
    for relation in relations_of(report.form, cell):
        yield tuple(_balance(report, relation))


def relations_of(form: Form, cell: str) -> tuple[Relation, ...]:
    """The balances in which the cell stands; else those of which a total adds it up."""
    balances = [relation for relation in form.relations if relation.kind == "balance"]
    direct = tuple(relation for relation in balances if cell in (*relation.left, *relation.right))
    if direct:
        return direct
    return tuple(
        relation
        for relation in balances
        if any(cell in form.cells[other].parts for other in (*relation.left, *relation.right))
    )


def _balance(report: Report, relation: Relation) -> Iterator[Line]:
    left, right = _sum(report, relation.left), _sum(report, relation.right)
    blanks = _blanks(report, relation)
    columns = {report.form.cells[cell].column for cell in (*relation.left, *relation.right)}
    title = "本列勾稽关系" if len(columns) == 1 else "勾稽关系"
    if blanks:
        yield Line("title", title, role="muted")
        if all(_printed(report, cell) is None for cell in (*relation.left, *relation.right)):
            yield Line("text", f"还有 {blanks} 格未填", role="muted")
            return
    elif left == right:
        yield Line("title", title)
    else:
        yield Line("title", f"{title}不平", role="error")
    rule = next(rule for rule in report.form.rules if rule.id == relation.rule)
    yield from _side(report, relation.left, left, rule.option("left_name", "合计"))
    yield Line("thin", "")
    yield from _side(report, relation.right, right, rule.option("right_name", "合计"))
    yield from _verdict(report, relation, left, right, blanks)


def _verdict(report: Report, relation: Relation, left, right, blanks: int) -> Iterator[Line]:
    unit = report.form.cells[relation.left[0]].kind.unit
    gap = grouped(abs(left - right))
    if blanks:
        state = f"尚有 {gap} {unit}未列结果" if left > right else f"已多列 {gap} {unit}" if left < right else "目前相等"
        yield Line("text", f"还有 {blanks} 格{_open_word(report, relation)}，{state}", role="muted")
    elif left == right:
        yield Line("sum", "✓ 相等", "", "ok")
    else:
        more = "后者" if right > left else "前者"
        yield Line("sum", "相差", f"{more}多 {gap} {unit}", "error")


def _side(report: Report, cells: tuple[str, ...], total, name_of_sum: str) -> Iterator[Line]:
    for i, cell in enumerate(cells):
        name = _row_name(report.form, cell)
        value = _printed(report, cell)
        yield Line("figure", f"＋ {name}" if i else name, grouped(value), "muted" if value is None else "text")
    yield Line("sum", name_of_sum, grouped(total))


def _row_name(form: Form, cell: str) -> str:
    """The row's number and short name: 一、新收."""
    code, short = place_code(form, cell), form.row(cell).short
    if short.startswith(code) or code == form.row(cell).path[-1]:
        return short
    last = form.row(cell).path[-1]
    if last == short:
        return short
    return f"{code}{short}" if code.endswith("）") else f"{code}、{short}"


def _open_word(report: Report, relation: Relation) -> str:
    """What the cells without a figure are: blank, or some of them not understood."""
    inputs = {i for cell in (*relation.left, *relation.right) for i in _inputs(report.form, cell)}
    return "未填或看不懂" if any(isinstance(report.value(cell), str) for cell in inputs) else "未填"


def _printed(report: Report, cell: str) -> Value:
    stated = report.stated(cell)
    return report.value(cell) if stated is None else stated


def _sum(report: Report, cells: tuple[str, ...]):
    return sum(value for cell in cells if is_number(value := _printed(report, cell)))


def _blanks(report: Report, relation: Relation) -> int:
    """How many input cells of the relation hold no figure: blank, or text that was not understood."""
    form, inputs = report.form, set()
    for cell in (*relation.left, *relation.right):
        inputs.update(_inputs(form, cell))
    return sum(not is_number(report.value(cell)) for cell in inputs)


def _inputs(form: Form, cell: str) -> Iterator[str]:
    if form.cells[cell].computed:
        for part in form.cells[cell].parts:
            yield from _inputs(form, part)
    else:
        yield cell
