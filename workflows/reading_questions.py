"""What a document left open, as questions to the clerk: what is alike is one question, however many cells it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from model.edits import Change, SetNote
from model.entry import accept
from model.form import Form
from model.label_text import means_none
from model.naming import cell_name, row_name
from model.notes import Origin
from model.number_text import number_text
from model.records import NamedTuple
from model.report import Report
from workflows.reading_doubts import (
    BLANK,
    CHOICE,
    EMPTY,
    NONE,
    PLAIN,
    SHARED,
    Doubtful,
    Group,
    grouped_doubts,
    lines_of,
)

ERROR, WARNING, HINT = "error", "warning", "hint"
LEAVE = "保持未填"
SHOWN = 3
_LONGEST = 24
_MOST_OPTIONS = 8


class Spot(NamedTuple):
    """One of the places that a question is about. cell: "" for what has no cell. origin: None where it is not known.

    where: the place in words, where the origin says less.
    """

    cell: str
    origin: Origin | None
    where: str = ""


class Option(NamedTuple):
    """An answer. changes: what it does to the report. released: cells that are plainly blank after it."""

    text: str
    changes: tuple[Change, ...] = ()
    released: tuple[str, ...] = ()


class Question(NamedTuple):
    """key: tells it from the others, also after other answers changed the report. level: ERROR, WARNING or HINT.

    options: the likeliest first. needed: whether it waits for an answer; else it is only to be looked at.
    """

    key: tuple[object, ...]
    level: str
    text: str
    spots: tuple[Spot, ...]
    options: tuple[Option, ...]
    needed: bool = True

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells that it is about, each once."""
        return tuple(dict.fromkeys(spot.cell for spot in self.spots if spot.cell))


def doubt_questions(report: Report) -> Iterator[Question]:
    """What is doubtful: those of one kind, of one row or column, or of one row of the document together."""
    for group in grouped_doubts(report):
        yield _QUESTIONS[group.kind](report, group)


def _none_question(report: Report, group: Group) -> Question:
    """All signs of one kind that may mean 0."""
    cells = [item.cell for item in group.items]
    text = f"{counted(report.form, cells)}写的是{_signs(group.items)}，可能是没有，也可能是没有填"
    options = zero_options(report, cells, lambda cell: accept(report, cell, 0))
    return _question(group, text, options)


def _blank_question(report: Report, group: Group) -> Question:
    """All blanks; those of a grid without any figure are likelier not filled in than all 0."""
    cells = [item.cell for item in group.items]
    options = zero_options(report, cells, lambda cell: accept(report, cell, 0))
    if group.kind == EMPTY:
        return _question(group, f"{counted(report.form, cells)}空白，整张表没有数", likelier_blank(options))
    return _question(group, f"{counted(report.form, cells)}空白", options)


def _plain_question(report: Report, group: Group) -> Question:
    """Figures that each have one cell, with one thing that makes them doubtful."""
    items = group.items
    where = _place(report.form, [item.cell for item in items])
    # Why a text is no figure is told with the text itself.
    text = f"{where}：{group.reason if _tells_text(items) else f'{_printed(items)}，{group.reason}'}"
    signs = [item for item in items if item.origin is not None and means_none(item.origin.text)]
    figures = [item for item in items if item.candidates and item not in signs]
    options = []
    if figures or signs:
        mark = f"，{_signs(signs)}填 0" if signs else ""
        options.append(Option(f"填{_figures(figures)}{mark}" if figures else "是 0", _accepted(report, items)))
    if figures and signs:
        changes = (*_accepted(report, figures), *_dropped(signs))
        options.append(Option(f"填{_figures(figures)}，{_signs(signs)}{LEAVE}", changes))
    return _question(group, text, (*options, _left(report, items)))


def _choice_question(report: Report, group: Group) -> Question:
    """Cells that may each hold one of several figures: those of one row of the document or of another."""
    first, cells = group.items[0], [item.cell for item in group.items]
    options = []
    for number in range(min(len(first.candidates), _MOST_OPTIONS)):
        values = "、".join(number_text(item.candidates[number].value) or "空白" for item in group.items[:SHOWN])
        more = f" 等 {len(cells)} 个数" if len(cells) > SHOWN else ""
        origin = first.candidates[number].origin
        where = f"（{_source_place(origin, whole=len(cells) == 1)}）" if origin is not None else ""
        changes = tuple(change for cell in cells for change in accept(report, cell, number))
        options.append(Option(f"填 {values}{more}{where}", changes))
    told = group.reason if _tells_text(group.items) else f"{_printed(group.items)}，{group.reason}"
    return _question(group, f"{_place(report.form, cells)}：{told}", (*options, _left(report, group.items)))


def _shared_question(report: Report, group: Group) -> Question:
    """Figures that may belong to one or another row of the form."""
    form = report.form
    lines = lines_of(form, group.items)
    options = []
    for name, items in lines[:_MOST_OPTIONS]:
        others = [item for item in group.items if item not in items]
        changes = (*_accepted(report, items), *_dropped(others))
        options.append(Option(f"是“{name}”的", changes, tuple(item.cell for item in others)))
    texts = listed(dict.fromkeys(item.origin.text for item in group.items if item.origin is not None))
    where = form.grid(form.cells[group.items[0].cell].grid).name
    text = f"{where}：{texts}可能属于{'、'.join(quoted(name) for name, _ in lines)}，{group.reason}"
    return _question(group, text, (*options, _left(report, group.items)))


_QUESTIONS = {
    NONE: _none_question,
    BLANK: _blank_question,
    EMPTY: _blank_question,
    PLAIN: _plain_question,
    CHOICE: _choice_question,
    SHARED: _shared_question,
}


def _question(group: Group, text: str, options: Sequence[Option]) -> Question:
    spots = [Spot(item.cell, candidate.origin) for item in group.items for candidate in item.candidates]
    spots += [Spot(item.cell, item.origin) for item in group.items if not item.candidates]
    key = ("doubt", group.kind, group.reason, *(item.cell for item in group.items))
    return Question(key, WARNING, text, tuple(dict.fromkeys(spots)), tuple(options))


def zero_options(report: Report, cells: Sequence[str], zero: Callable[[str], tuple[Change, ...]]) -> tuple[Option, ...]:
    """All of them are 0, none is filled in, only those of one grid are 0."""
    form = report.form

    def option(text: str, chosen: Sequence[str]) -> Option:
        doubtful = [cell for cell in cells if cell not in chosen and report.notes(cell).doubt is not None]
        changes = [change for cell in chosen for change in zero(cell)]
        return Option(text, (*changes, *(SetNote(cell, "doubt", None) for cell in doubtful)))

    several = len(cells) > 1
    options = [option("都是 0" if several else "是 0", cells), option(LEAVE, ())]
    grids = [grid for grid in form.grids if any(form.cells[cell].grid == grid.id for cell in cells)]
    for grid in grids if len(grids) > 1 else ():
        own = [cell for cell in cells if form.cells[cell].grid == grid.id]
        options.append(option(f"只有{grid.name}的 {len(own)} 格是 0，其余{LEAVE}", own))
    return tuple(options)


def likelier_blank(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """The same answers with the one that fills in nothing first."""
    return (options[1], options[0], *options[2:])


def _left(report: Report, items: Sequence[Doubtful]) -> Option:
    """The doubt is settled and nothing is filled in; what stands in the cell stays."""
    held = [report.value(item.cell) for item in items]
    kept = LEAVE if all(value is None for value in held) else "仍用现在的" if None not in held else "不填，有数的不变"
    return Option(kept, _dropped(items))


def _accepted(report: Report, items: Iterable[Doubtful]) -> tuple[Change, ...]:
    return tuple(change for item in items if item.candidates for change in accept(report, item.cell, 0))


def _dropped(items: Iterable[Doubtful]) -> tuple[Change, ...]:
    return tuple(SetNote(item.cell, "doubt", None) for item in items)


def _place(form: Form, cells: Sequence[str]) -> str:
    """The cell by its name, cells of one row by that of the row, others by the first."""
    if len(cells) == 1:
        return cell_name(form, cells[0])
    rows = {(form.cells[cell].grid, form.cells[cell].block, form.cells[cell].row) for cell in cells}
    row = row_name(form, cells[0])
    if len(rows) == 1 and row:
        return f"{form.grid(form.cells[cells[0]].grid).name} {row} {len(cells)} 格"
    return f"{cell_name(form, cells[0])} 等 {len(cells)} 格"


def counted(form: Form, cells: Sequence[str]) -> str:
    """How many cells, and how many of each grid: 这 45 格（表二 3 格，表三 42 格）."""
    if len(cells) == 1:
        return cell_name(form, cells[0])
    names = [form.grid(form.cells[cell].grid).name for cell in cells]
    counts = "，".join(f"{name} {names.count(name)} 格" for name in dict.fromkeys(names))
    return f"这 {len(cells)} 格（{counts}）" if len(set(names)) > 1 else f"{names[0]} 这 {len(cells)} 格"


def _tells_text(items: Sequence[Doubtful]) -> bool:
    return all(item.origin is not None and f"“{item.origin.text.strip()}”" in item.reason for item in items)


def _printed(items: Sequence[Doubtful]) -> str:
    """What the document has for these cells."""
    texts = [candidate.origin.text if candidate.origin is not None else number_text(candidate.value)
             for item in items for candidate in item.candidates]  # fmt: skip
    texts = texts if len(set(texts)) > SHOWN else list(dict.fromkeys(texts))
    return f"原文是{listed(texts)}" if texts else "原文里没有确定的数"


def _signs(items: Iterable[Doubtful]) -> str:
    """The signs that may mean 0, each once."""
    return listed(dict.fromkeys(item.origin.text.strip() for item in items if item.origin is not None))


def _figures(items: Sequence[Doubtful]) -> str:
    values = [number_text(item.candidates[0].value) for item in items if item.candidates]
    return f" {'、'.join(values[:SHOWN])}" + (f" 等 {len(values)} 个数" if len(values) > SHOWN else "")


def _source_place(origin: Origin, *, whole: bool) -> str:
    """The place in the document, that of the row alone where several of its cells are meant."""
    return (origin if whole else origin._replace(column=0)).words or origin.source


def listed(texts: Iterable[str]) -> str:
    """The first of the texts in quotation marks, and how many there are."""
    texts = list(texts)
    return "".join(map(quoted, texts[:SHOWN])) + (f"等 {len(texts)} 处" if len(texts) > SHOWN else "")


def quoted(text: str) -> str:
    """The text in quotation marks, on one line, as much as a list has room for."""
    flat = " ".join(text.split())
    return f"“{flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + '…'}”"
