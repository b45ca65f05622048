"""Reading a form's description from its folder; a broken one is refused with file and key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from model.form import (
    Aspect,
    Block,
    Cell,
    Column,
    Form,
    Grid,
    NumberKind,
    Relation,
    Row,
    Rule,
    Section,
    Title,
    join_id,
)
from model.form_checks import problems
from model.form_counterparts import load_counterparts
from model.rule_checks import rule_problems
from model.rule_keys import COMMON_KEYS, NEEDS, RULE_KEYS
from model.toml_table import Table, read_table
from model.unit_kinds import UnitKind

SEVERITIES = ("error", "warning", "hint")
NUMBERS = ("whole", "decimal")


def load_form(folder: Path, unit_kinds: Sequence[UnitKind] = ()) -> Form:
    """The form described in this folder; raises FormError. unit_kinds: those that its rules may name."""
    top = read_table(folder / "form.toml")
    kinds = _kinds(top)
    grids = tuple(_grid(table, kinds) for table in top.tables("grids"))
    _unique(top, "grids", [grid.id for grid in grids])
    cells = _cells(top, grids)
    sections = tuple(_section(table, {grid.id for grid in grids}) for table in top.tables("sections"))
    _unique(top, "sections", [section.id for section in sections])
    titles = tuple(_title(table) for table in top.tables("titles"))
    if not titles:
        top.fail("至少要有一种标题", "titles")
    placed = [section.grid for section in sections if section.grid]
    if sorted(placed) != sorted(grid.id for grid in grids):
        top.fail("每张表须恰好属于一个部分", "sections")
    rules = load_rules(folder / "rules.toml")
    form = Form(
        edition=top.get("edition", str),
        document=top.get("document", str),
        years=(top.get("first_year", int), top.get("last_year", int, 9999)),
        titles=titles,
        sections=sections,
        grids=grids,
        cells=cells,
        rules=rules,
        relations=tuple(_relations(folder / "rules.toml", rules, grids, cells)),
        counterparts=load_counterparts(folder, [cell.id for cell in cells]),
        unit_kinds=tuple(unit_kinds),
    )
    top.finish()
    for problem in problems(form):
        top.fail(problem.why, problem.key)
    for problem in rule_problems(form):
        Table(folder / "rules.toml", "", {}).fail(problem.why, problem.key)
    return form


def load_rules(file: Path) -> tuple[Rule, ...]:
    """The rules of a rules.toml, each a named kind with its options; raises FormError."""
    top = read_table(file)
    rules = tuple(_rule(table) for table in top.tables("rules", []))
    _unique(top, "rules", [rule.id for rule in rules])
    top.finish()
    return rules


def _rule(table: Table) -> Rule:
    rule_id, kind, severity = (table.get(key, str) for key in ("id", "kind", "severity"))
    if severity not in SEVERITIES:
        table.fail("应为 error、warning 或 hint", "severity")
    if kind not in RULE_KEYS:
        table.fail(f"没有“{kind}”这种规则", "kind")
    options = dict(_rule_options(table, {**RULE_KEYS[kind], **COMMON_KEYS}))
    if options.get("number", "whole") not in NUMBERS:
        table.fail("应为 whole 或 decimal", "number")
    for key in ("name", "about"):
        if not options.get(key, key).strip():
            table.fail("没有文字", key)
    if unknown := [need for need in options.get("needs", ()) if need not in NEEDS]:
        table.fail(f"没有“{unknown[0]}”这种条件", "needs")
    table.finish()
    return Rule(rule_id, kind, severity, tuple(options.items()))


def _rule_options(table: Table, keys: Mapping[str, type]) -> Iterator[tuple[str, Any]]:
    for key, want in keys.items():
        name = key.rstrip("?")
        if name == key or name in table.data:
            yield name, _data_file(table) if name == "file" else _option(table, name, want)


def _option(table: Table, name: str, want: type) -> Any:
    return table.words(name) if want is list else table.get(name, want)


def _data_file(table: Table) -> str:
    """The file with a rule's own data, named from the form's folder."""
    file = (table.file.parent / table.get("file", str)).resolve()
    if not file.is_file():
        table.fail(f"没有文件 {file}", "file")
    return str(file)


def _unique(table: Table, key: str, ids: Sequence[str]) -> None:
    if len(set(ids)) < len(ids):
        table.fail(f"“{next(item for item in ids if ids.count(item) > 1)}”重复", key)


def _kinds(top: Table) -> dict[str, NumberKind]:
    kinds = {}
    for name, data in top.get("kinds", dict).items():
        table = Table(top.file, f"kinds.{name}", data)
        number = table.get("number", str)
        if number not in NUMBERS:
            table.fail("应为 whole 或 decimal", "number")
        decimals = table.get("decimals", int, 0)
        if (number == "decimal") != (decimals > 0):
            table.fail("小数须写明位数，整数不得有位数", "decimals")
        kinds[name] = NumberKind(
            name,
            number == "whole",
            table.get("signed", bool, False),
            decimals,
            table.get("unit", str, ""),
            table.words("units", []),
        )
        table.finish()
    return kinds


def _title(table: Table) -> Title:
    title = Title(table.get("id", str), table.words("lines"))
    table.finish()
    return title


def _section(table: Table, grids: set[str]) -> Section:
    grid = table.get("grid", str, "")
    if grid and grid not in grids:
        table.fail(f"没有表“{grid}”", "grid")
    section = Section(
        table.get("id", str),
        table.get("heading", str, ""),
        table.get("short", str),
        grid,
        tuple(_aspect(aspect) for aspect in table.tables("aspects", [])),
    )
    table.finish()
    return section


def _aspect(table: Table) -> Aspect:
    aspect = Aspect(table.get("name", str), table.words("words"), table.words("unit_kinds", []))
    if not all(word.strip() for word in (aspect.name, *aspect.words)):
        table.fail("没有文字", "words" if aspect.name.strip() else "name")
    table.finish()
    return aspect


def _grid(table: Table, kinds: Mapping[str, NumberKind]) -> Grid:
    blocks = tuple(_block(block, kinds) for block in table.tables("blocks"))
    if not blocks:
        table.fail("至少要有一块", "blocks")
    grid = Grid(
        table.get("id", str),
        table.get("name", str),
        table.get("title", str),
        table.get("sheet", str),
        table.get("note", str, ""),
        blocks,
    )
    if len({sum(column.span for column in block.columns) for block in blocks}) > 1:
        table.fail("各块宽度不一致（各列 span 之和）", "blocks")
    table.finish()
    return grid


def _block(table: Table, kinds: Mapping[str, NumberKind]) -> Block:
    columns = tuple(_column(column, kinds) for column in table.tables("columns"))
    rows = tuple(_row(row) for row in table.tables("rows"))
    if not columns or not rows:
        table.fail("至少要有一行一列")
    _unique(table, "columns", [column.id for column in columns])
    _unique(table, "rows", [row.id for row in rows])
    for key, line in (("columns", columns), ("rows", rows)):
        known = {item.id for item in line if not item.sum_of}
        for item in line:
            for part in item.sum_of:
                if part not in known:
                    table.fail(f"“{item.id}”的合计项“{part}”不存在或本身是合计", key)
    block = Block(table.get("heading", str, ""), table.get("corner", str, ""), columns, rows)
    table.finish()
    return block


def _column(table: Table, kinds: Mapping[str, NumberKind]) -> Column:
    path = table.words("path")
    kind = table.get("kind", str)
    if kind not in kinds:
        table.fail(f"没有数的种类“{kind}”", "kind")
    if not path:
        table.fail("栏目名称不得为空", "path")
    if table.get("span", int, 1) < 1:
        table.fail("应不小于1", "span")
    column = Column(
        table.get("id", str),
        path,
        table.get("short", str, path[-1]),
        kinds[kind],
        table.get("span", int, 1),
        table.words("sum_of", []),
    )
    table.finish()
    return column


def _row(table: Table) -> Row:
    path = table.words("path")
    short = table.get("short", str, path[-1] if path else "")
    row = Row(table.get("id", str), path, short, table.words("sum_of", []))
    table.finish()
    return row


def _cells(top: Table, grids: Iterable[Grid]) -> tuple[Cell, ...]:
    cells = []
    for grid in grids:
        for b, block in enumerate(grid.blocks):
            for r, row in enumerate(block.rows):
                for c, column in enumerate(block.columns):
                    parts = _parts(grid.id, row, column)
                    cells.append(Cell(grid.cell_id(b, r, c), grid.id, b, r, c, column.kind, parts))
    _unique(top, "grids", [cell.id for cell in cells])
    return tuple(cells)


def _parts(grid: str, row: Row, column: Column) -> tuple[str, ...]:
    if column.sum_of:
        return tuple(join_id(grid, row.id, part) for part in column.sum_of)
    return tuple(join_id(grid, part, column.id) for part in row.sum_of)


def _relations(file: Path, rules: Iterable[Rule], grids: Iterable[Grid], cells: Iterable[Cell]) -> Iterable[Relation]:
    by_id = {grid.id: grid for grid in grids}
    for position, rule in enumerate(rules):
        if rule.kind not in ("total", "balance"):
            continue
        place = Table(file, f"rules[{position}]", {})
        grid = by_id.get(rule.option("grid"))
        if grid is None:
            place.fail(f"没有表“{rule.option('grid')}”", "grid")
        else:
            yield from (_totals if rule.kind == "total" else _balances)(place, rule, grid)


def _totals(place: Table, rule: Rule, grid: Grid) -> Iterable[Relation]:
    along = rule.option("along")
    if along not in ("columns", "rows"):
        place.fail("应为 columns 或 rows", "along")
    for block in grid.blocks:
        for row in block.rows:
            for column in block.columns:
                line: Row | Column = column if along == "columns" else row
                if not line.sum_of:
                    continue
                total = join_id(grid.id, row.id, column.id)
                if along == "columns":
                    parts = tuple(join_id(grid.id, row.id, part) for part in line.sum_of)
                    scope = row.short or "›".join(column.path[:-1])
                else:
                    parts = tuple(join_id(grid.id, part, column.id) for part in line.sum_of)
                    scope = column.short
                instance = total.removeprefix(f"{grid.id}.")
                yield Relation(rule.id, instance, "total", rule.severity, grid.id, scope, parts, (total,))


def _balances(place: Table, rule: Rule, grid: Grid) -> Iterable[Relation]:
    block = grid.blocks[0]
    known = {row.id for row in block.rows}
    for side in ("left", "right"):
        if not rule.option(side):
            place.fail("至少要有一行", side)
        for row_id in rule.option(side):
            if row_id not in known:
                place.fail(f"没有行“{row_id}”", side)
    for column in block.columns:
        left, right = (
            tuple(join_id(grid.id, row_id, column.id) for row_id in rule.option(side)) for side in ("left", "right")
        )
        yield Relation(rule.id, column.id, "balance", rule.severity, grid.id, column.short, left, right)
