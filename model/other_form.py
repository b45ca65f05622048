"""A report made on one edition's form, carried over to another's: what corresponds, and what is left behind.

A figure is taken as it stands and never worked out anew: the sum of several cells only when all of them hold figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from model.checks import is_full, number_of, printed
from model.form import Form
from model.last_year import StateFigures
from model.left_behind import in_words, left_behind, only_together
from model.live_figures import FIGURE, formula_of
from model.naming import row_name
from model.notes import NO_NOTES, CellNotes
from model.number_text import Value, is_number
from model.state import State
from model.text import Span, Text


def on_form(state: State, form: Form) -> State:
    """The report on this form, with all that corresponds; its texts, fields and what is kept inside it are the same."""
    figures = StateFigures(state)
    sources = form.counterparts.get(state.form.edition, {})
    values: dict[str, Value] = {}
    units: dict[str, str] = {}
    notes: dict[str, CellNotes] = {}
    for cell in form.inputs:
        taken = _taken(figures, sources.get(cell, ()), form, cell)
        if taken is not None:
            values[cell] = taken
            unit = figures.unit_of(sources[cell][0])
            if unit != form.cells[cell].kind.unit:
                units[cell] = unit
    for cell in form.cells:
        kept = _notes(state, sources.get(cell, ()))
        if kept != NO_NOTES and (cell in form.totals or cell in values):
            notes[cell] = kept if cell in form.totals else kept._replace(stated=None)
    fields = dict(state.fields)
    if fields["title"] not in {title.id for title in form.titles}:
        fields["title"] = form.titles[0].id
    texts = _texts(state, form, sources)
    return state.copy()._replace(form=form, fields=fields, texts=texts, values=values, units=units, notes=notes)


def _taken(figures: StateFigures, sources: tuple[str, ...], form: Form, cell: str) -> Value:
    """What the cell takes over; None where nothing corresponds, or where something is blank that would have to be added."""
    kind = form.cells[cell].kind
    if not sources or any(figures.unit_of(source) not in (kind.unit, *kind.units) for source in sources):
        return None
    values = [_whole(figures, source) for source in sources]
    if len(values) == 1:
        return values[0]
    alike = len({figures.unit_of(source) for source in sources}) == 1
    return sum(map(number_of, values)) if alike and all(map(is_number, values)) else None


def _whole(figures: StateFigures, cell: str) -> Value:
    """The figure as printed; None for a computed one of which parts are blank."""
    whole = is_full(figures, cell) or figures.stated(cell) is not None or not figures.form.cells[cell].computed
    return printed(figures, cell) if whole else None


def _notes(state: State, sources: tuple[str, ...]) -> CellNotes:
    """What stands beside the one cell that corresponds; of several added up, nothing."""
    return state.notes.get(sources[0], NO_NOTES) if len(sources) == 1 else NO_NOTES


def _texts(state: State, form: Form, sources: Mapping[str, tuple[str, ...]]) -> dict[str, Text]:
    """The texts by the form's sections; those of sections that it has not got follow the last one."""
    texts = {section.id: _frozen(state.texts.get(section.id, ()), state.form, sources) for section in form.sections}
    last = form.sections[-1].id
    for section in state.form.sections:
        if section.id not in texts:
            texts[last] = (*texts[last], *_frozen(state.texts[section.id], state.form, sources))
    return texts


def _frozen(text: Text, old: Form, sources: Mapping[str, tuple[str, ...]]) -> Text:
    """The text with those live figures as plain text whose cells are not the same here."""

    def same(span: Span) -> bool:
        formula = formula_of(span, old)
        cells = (*formula.cells, *formula.other) if formula is not None else ()
        return bool(cells) and all(sources.get(cell) == (cell,) for cell in cells)

    return tuple(
        block
        if all(span.kind != FIGURE or same(span) for span in block.spans)
        else block._replace(
            spans=tuple(span if span.kind != FIGURE or same(span) else Span(span.text) for span in block.spans)
        )
        for block in text
    )


def carry_over_lines(state: State, form: Form) -> Iterator[str]:
    """Sentences that say, before it is done, which figures are not carried over and what is to be filled in afterwards."""
    old = state.form
    gone = tuple(cell for cell in left_behind(form, old) if cell in state.values)
    if gone:
        yield f"不带过来（{form.edition}年版没有对应的格）：{in_words(old, gone)}。"
    rows: dict[str, int] = {}
    for cell, parts in only_together(form, old):
        if cell in state.values:
            rows[row_name(old, cell)] = len(parts)
    for name, count in rows.items():
        yield f"不带过来（这里分为 {count} 行，要分开填）：“{name}”。"
    new = on_form(state, form)
    sources = form.counterparts.get(old.edition, {})
    torn, blank = [], []
    for cell in form.inputs:
        if cell not in new.values:
            held = any(source in state.values for source in sources.get(cell, ()))
            torn.extend([cell] if held else [])
            blank.extend([] if sources.get(cell) else [cell])
    if torn:
        yield f"原来没有填全、不能合计，没有带过来：{in_words(form, torn)}。"
    if blank:
        yield f"改用后要补填：{in_words(form, blank)}。"
