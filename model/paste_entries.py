"""What a clerk has to look at before a block is pasted: one entry for each doubt, refusal and piece without a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from model.form import Form
from model.label_catalogue import Catalogue
from model.label_remarks import ABOUT_TABLE
from model.label_text import looks_like_figure
from model.naming import column_name, row_name
from model.number_text import Value, number_text
from model.paste_plan import BLANK, DASH, DOUBT, OPEN, REFUSED, TOTAL, Item, Lost, PastePlan
from model.records import NamedTuple

ERROR, WARNING, HINT = "error", "warning", "hint"
_SHOWN = 3
_LONGEST = 16


class Entry(NamedTuple):
    """One thing to look at. level: ERROR (not written), WARNING (to be decided or looked at) or HINT.

    cell: where to look, "" for nowhere. numbers: the plan's items that are written together if the clerk says so,
    () where there is nothing to decide.
    """

    level: str
    text: str
    cell: str = ""
    numbers: tuple[int, ...] = ()


def entries(form: Form, plan: PastePlan, catalogue: Catalogue) -> tuple[Entry, ...]:
    """The entries that do not depend on what the clerk decides, the worst first."""
    name = _Names(form, plan)
    refused = [
        Entry(ERROR, f"{name.cell(item)}：{_quoted(item.text)}不写入，{item.reason}", item.cells[0])
        for item in plan.items
        if item.kind == REFUSED
    ]
    found = [*refused, *_dashes(plan, name), *_doubts(plan, name), *_blanks(form, plan, name), *_lost(plan)]
    found += [*_variants(form, plan, catalogue), *_lines(plan)]
    order = (ERROR, WARNING, HINT)
    return tuple(sorted(found, key=lambda entry: order.index(entry.level)))


def stated_entries(
    form: Form, plan: PastePlan, stated: Mapping[str, Value], totals: Mapping[str, Value]
) -> tuple[Entry, ...]:
    """The totals that the block states otherwise than they come to. totals: what each comes to."""
    name = _Names(form, plan)
    return tuple(
        Entry(
            WARNING,
            f"{name.cell(item)}：文件里是 {item.text.strip()}，按各项相加是 {number_text(totals[item.cells[0]]) or '空白'}",
            item.cells[0],
        )
        for item in plan.items
        if item.kind == TOTAL and item.cells[0] in stated
    )


class _Names:
    """Names of cells, with the grid where the block has figures of several."""

    def __init__(self, form: Form, plan: PastePlan) -> None:
        self._form = form
        grids = {form.cells[cell].grid for item in plan.items for cell in item.cells}
        self._several = len(grids) > 1
        self.tables = _several_tables(plan)

    def cell(self, item: Item) -> str:
        """The row and column of the item's first cell."""
        names = (row_name(self._form, item.cells[0]), column_name(self._form, item.cells[0]))
        return self._grid(item) + "，".join(filter(None, names))

    def row(self, item: Item) -> str:
        """The row of the item's first cell, its column where the row has no label."""
        return self._grid(item) + (row_name(self._form, item.cells[0]) or column_name(self._form, item.cells[0]))

    def _grid(self, item: Item) -> str:
        return f"{self._form.grid(self._form.cells[item.cells[0]].grid).name} " if self._several else ""


def _several_tables(plan: PastePlan) -> bool:
    return len({item.place[0] for item in plan.items} | {lost.place[0] for lost in plan.lost}) > 1


def _dashes(plan: PastePlan, name: _Names) -> Iterator[Entry]:
    for number, item in enumerate(plan.items):
        if item.kind == DASH:
            text = f"{name.cell(item)}：{_quoted(item.text)}{item.reason}"
            yield Entry(WARNING, text, item.cells[0], (number,))


def _doubts(plan: PastePlan, name: _Names) -> Iterator[Entry]:
    """Figures of one row that are doubtful for one reason are one doubt, those below one heading or title as well."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for number, item in enumerate(plan.items):
        if item.kind in (DOUBT, OPEN):
            groups.setdefault((item.kind, item.place[0], item.reason), []).append(number)
    for numbers in (part for group in groups.values() for part in _one_doubt_each(plan, group)):
        items = [plan.items[number] for number in numbers]
        first = items[0]
        texts = _listed([item.text for item in items])
        if first.kind == DOUBT:
            rows = len({item.place[1] for item in items})
            where = name.cell(first) if len(items) == 1 or rows > 1 else name.row(first)
            where += f" 等 {len(items)} 格" if rows > 1 else ""
            yield Entry(WARNING, f"{where}：{texts}，{first.reason}", first.cells[0], tuple(numbers))
        else:
            where = _row_of(first.place, name.tables)
            yield Entry(WARNING, f"{where}{texts}：{first.reason}；不写入", first.cells[0])


def _one_doubt_each(plan: PastePlan, group: list[int]) -> Iterator[list[int]]:
    """The items of a table with the same reason: together where one title or one heading is the reason, else by rows."""
    items = [plan.items[number] for number in group]
    if items[0].kind == DOUBT and (
        items[0].reason.startswith(ABOUT_TABLE) or len({item.place[2] for item in items}) == 1
    ):
        yield group
        return
    rows: dict[int, list[int]] = {}
    for number in group:
        rows.setdefault(plan.items[number].place[1], []).append(number)
    yield from rows.values()


def _blanks(form: Form, plan: PastePlan, name: _Names) -> Iterator[Entry]:
    """All blanks of a grid over filled cells are one question."""
    groups: dict[str, list[int]] = {}
    for number, item in enumerate(plan.items):
        if item.kind == BLANK:
            groups.setdefault(form.cells[item.cells[0]].grid, []).append(number)
    for numbers in groups.values():
        first = plan.items[numbers[0]]
        where = name.cell(first) + (f" 等 {len(numbers)} 格" if len(numbers) > 1 else "")
        yield Entry(
            WARNING, f"{where}：剪贴板里是空白，原来有数；保持原数，选“写入”才清空", first.cells[0], tuple(numbers)
        )


def _lost(plan: PastePlan) -> Iterator[Entry]:
    """What stands in one row and has no place is told together."""
    several = _several_tables(plan)
    rows: dict[tuple[int, int], list[Lost]] = {}
    for lost in plan.lost:
        if lost.text.strip():
            rows.setdefault(lost.place[:2], []).append(lost)
    for items in rows.values():
        level = WARNING if any(looks_like_figure(item.text) for item in items) else HINT
        texts = _listed([item.text for item in items])
        yield Entry(level, f"{_row_of(items[0].place, several)}{texts}：{items[0].reason}；不写入")


def _variants(form: Form, plan: PastePlan, catalogue: Catalogue) -> Iterator[Entry]:
    """Labels that are worded otherwise than in the form, each once."""
    told: set[str] = set()
    for item in plan.items:
        for label in () if item.exact or item.kind in (DOUBT, OPEN) else item.labels:
            match = catalogue.match(label)
            if match is None or match.exact or label in told:
                continue
            told.add(label)
            path = (form.row if match.of("row") else form.column)(item.cells[0]).path
            if path:
                yield Entry(HINT, f"{_quoted(label)}已对应到“{path[-1]}”", item.cells[0])


def _lines(plan: PastePlan) -> Iterator[Entry]:
    if plan.lines:
        yield Entry(HINT, f"表外的 {plan.lines} 段文字不写入；整篇报告请用“文件→粘贴整篇报告”")


def _row_of(place: tuple[int, int, int], tables: bool) -> str:
    table = f"第 {place[0] + 1} 张表" if tables else ""
    return f"{table}第 {place[1] + 1} 行"


def _listed(texts: Sequence[str]) -> str:
    more = f"等 {len(texts)} 处" if len(texts) > _SHOWN else ""
    return "".join(map(_quoted, texts[:_SHOWN])) + more


def _quoted(text: str) -> str:
    flat = " ".join(text.split())
    return f"“{flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + '…'}”"
