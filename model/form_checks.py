"""What a form's description must keep beyond having the right keys and types.

Each problem is told with the key at which it stands; the loader refuses the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from model.form import Block, Column, Form, Grid, Row, Section
from model.records import NamedTuple

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_IN_IDS = _LETTERS.union("0123456789_")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|[{}]")
_NOT_IN_SHEET_NAMES = frozenset("[]:*?/\\")
LONGEST_SHEET_NAME = 31
MOST_DECIMALS = 12


class Problem(NamedTuple):
    """What is wrong, in Chinese, and the key at which it stands."""

    key: str
    why: str


def problems(form: Form) -> Iterator[Problem]:
    """All that is wrong with a form that could be put together."""
    yield from _whole(form)
    yield from _titles(form)
    yield from _sections(form)
    for grid in form.grids:
        yield from _grid(grid)
    yield from _kinds(form)
    for relation in form.relations:
        key = f"rules.{relation.rule}"
        if len({form.cells[cell].kind.units for cell in (*relation.left, *relation.right)} - {()}) > 1:
            yield Problem(key, "两边的数单位不同，不能比较")
        yield from _doubled(key, (*relation.left, *relation.right))


def _whole(form: Form) -> Iterator[Problem]:
    if not form.edition or not form.edition.isprintable():
        yield Problem("edition", "不能是空的")
    if form.years[0] > form.years[1]:
        yield Problem("last_year", "比 first_year 还早")


def _titles(form: Form) -> Iterator[Problem]:
    yield from _doubled("titles", [title.id for title in form.titles])
    for title in form.titles:
        if not any(title.lines):
            yield Problem(f"titles.{title.id}.lines", "不能是空的")
        for line in title.lines:
            for found in _PLACEHOLDER.findall(line):
                if found not in ("{unit}", "{year}"):
                    yield Problem(f"titles.{title.id}.lines", f"“{found}”不认识，只能用 {{unit}} 和 {{year}}")


def _sections(form: Form) -> Iterator[Problem]:
    yield from _doubled("sections", [section.heading for section in form.sections if section.heading])
    for section in form.sections:
        yield from _id("sections", section.id)
        yield from _label(f"sections.{section.id}.short", section.short)
        if section.heading:
            yield from _label(f"sections.{section.id}.heading", section.heading)
        yield from _aspects(f"sections.{section.id}.aspects", section, {kind.id for kind in form.unit_kinds})


def _aspects(key: str, section: Section, known: set[str]) -> Iterator[Problem]:
    yield from _doubled(key, [aspect.name for aspect in section.aspects])
    for aspect in section.aspects:
        for name in aspect.unit_kinds:
            # Where the kinds of units are not known, none can be missed.
            if known and name not in known:
                yield Problem(f"{key}.unit_kinds", f"没有单位类别“{name}”")


def _grid(grid: Grid) -> Iterator[Problem]:
    key = f"grids.{grid.id}"
    yield from _id("grids", grid.id)
    for name in ("name", "title", "sheet"):
        yield from _label(f"{key}.{name}", getattr(grid, name))
    if len(grid.sheet) > LONGEST_SHEET_NAME or not _NOT_IN_SHEET_NAMES.isdisjoint(grid.sheet):
        yield Problem(f"{key}.sheet", f"不能用作工作表名：至多 {LONGEST_SHEET_NAME} 个字，不含 [ ] : * ? / \\")
    for number, block in enumerate(grid.blocks):
        yield from _block(f"{key}.blocks[{number}]", block)


def _block(key: str, block: Block) -> Iterator[Problem]:
    for column in block.columns:
        yield from _id(f"{key}.columns", column.id)
        yield from _line(f"{key}.columns.{column.id}", column)
        if column.sum_of and len(column.kind.units) > 1:
            yield Problem(f"{key}.columns.{column.id}.sum_of", "有几种单位的数不能合计")
    for row in block.rows:
        if row.id or len(block.rows) > 1:
            yield from _id(f"{key}.rows", row.id)
        if not row.path and len(block.rows) > 1:
            yield Problem(f"{key}.rows.{row.id}.path", "有几行时每行都要有名称")
        yield from _line(f"{key}.rows.{row.id}", row)
        if row.sum_of and any(len(column.kind.units) > 1 for column in block.columns):
            yield Problem(f"{key}.rows.{row.id}.sum_of", "有几种单位的数不能合计")


def _line(key: str, line: Row | Column) -> Iterator[Problem]:
    for label in line.path:
        yield from _label(f"{key}.path", label)
    yield from _doubled(f"{key}.sum_of", line.sum_of)


def _kinds(form: Form) -> Iterator[Problem]:
    for kind in {cell.kind for cell in form.cells.values()}:
        key = f"kinds.{kind.id}"
        if kind.decimals > MOST_DECIMALS:
            yield Problem(f"{key}.decimals", f"至多 {MOST_DECIMALS} 位")
        if kind.units and kind.units[0] != kind.unit:
            yield Problem(f"{key}.units", "第一个应与 unit 相同")
        yield from _doubled(f"{key}.units", kind.units)


def _id(key: str, name: str) -> Iterator[Problem]:
    if not all(part[:1] in _LETTERS and _IN_IDS.issuperset(part) for part in name.split(".")):
        yield Problem(key, f"编号“{name}”只能用小写字母、数字和下划线，以字母开头")


def _label(key: str, label: str) -> Iterator[Problem]:
    if not label.strip() or not label.isprintable():
        yield Problem(key, "名称不能是空的，也不能有控制字符")


def _doubled(key: str, names: Sequence[str] | Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield Problem(key, f"“{name}”重复")
        seen.add(name)
