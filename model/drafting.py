"""What a new report may be filled in with: the form's drafting.toml, read strictly, and what its rules carry over."""

from __future__ import annotations

from pathlib import Path

from model.form import Form, Grid, join_id
from model.records import NamedTuple
from model.toml_table import Table, read_table


class Sentence(NamedTuple):
    """A sentence to offer. under: the aspect after whose heading it stands, "" for the section's end."""

    section: str
    under: str
    text: str

    def of_year(self, year: int) -> str:
        """The sentence as it is offered in a report of this year."""
        return self.text.replace("{year}", str(year) if year else "本")


class ZeroGrid(NamedTuple):
    """A grid that may be filled in with nothing but 0, with the sentences that then fit."""

    grid: str
    sentences: tuple[Sentence, ...]


class Drafting(NamedTuple):
    """carry_over: input cells of this year, each with the cell whose figure of last year it takes.

    rules: the input cells that only some kinds of units fill in. still_open: cells whose cases of last year
    come up again this year.
    """

    carry_over: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    zero: tuple[ZeroGrid, ...]
    still_open: tuple[str, ...] = ()


def load_drafting(folder: Path, form: Form) -> Drafting:
    """What the form's rules and the folder's drafting.toml say; only the rules without the file.

    Raises FormError that names file and key for what the form does not have.
    """
    file = folder / "drafting.toml"
    if not file.exists():
        return Drafting(_carry_over(form), (), (), _still_open(form))
    top = read_table(file)
    drafting = Drafting(
        _carry_over(form),
        _rules(Table(file, "rules", top.get("rules", dict)), form),
        tuple(_zero(table, form) for table in top.tables("zero")),
        _still_open(form),
    )
    top.finish()
    return drafting


def _carry_over(form: Form) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, str]] = []
    for rule in form.rules:
        if rule.kind == "carried_over":
            grid = form.grid(rule.option("grid"))
            for into, column in _inputs(form, grid, rule.option("row")):
                pairs.append((into, join_id(grid.id, rule.option("last_row"), column)))
    return tuple(pairs)


def _still_open(form: Form) -> tuple[str, ...]:
    rules = (rule for rule in form.rules if rule.kind == "still_open")
    return tuple(
        join_id(rule.option("grid"), group, rule.option("open")) for rule in rules for group in rule.option("groups")
    )


def _rules(table: Table, form: Form) -> tuple[str, ...]:
    grid = _grid(table, form)
    row = _row(table, grid, "row")
    table.finish()
    return tuple(cell for cell, _ in _inputs(form, grid, row))


def _zero(table: Table, form: Form) -> ZeroGrid:
    grid = _grid(table, form)
    zero = ZeroGrid(grid.id, tuple(_sentence(item, form) for item in table.tables("sentences", [])))
    table.finish()
    return zero


def _sentence(table: Table, form: Form) -> Sentence:
    sentence = Sentence(table.get("section", str), table.get("under", str, ""), table.get("text", str))
    section = next((section for section in form.sections if section.id == sentence.section), None)
    if section is None:
        table.fail(f"没有部分“{sentence.section}”", "section")
    elif sentence.under and sentence.under not in {aspect.name for aspect in section.aspects}:
        table.fail(f"该部分没有“{sentence.under}”这一方面", "under")
    if not sentence.text.strip():
        table.fail("没有文字", "text")
    table.finish()
    return sentence


def _grid(table: Table, form: Form) -> Grid:
    name = table.get("grid", str)
    if name not in {grid.id for grid in form.grids}:
        table.fail(f"没有表“{name}”", "grid")
    return form.grid(name)


def _row(table: Table, grid: Grid, key: str) -> str:
    row: str = table.get(key, str)
    if row not in {line.id for block in grid.blocks for line in block.rows}:
        table.fail(f"没有行“{row}”", key)
    return row


def _inputs(form: Form, grid: Grid, row: str) -> list[tuple[str, str]]:
    """The row's input cells with the ids of their columns."""
    cells = [(join_id(grid.id, row, c.id), c.id) for block in grid.blocks for c in block.columns]
    return [(cell, column) for cell, column in cells if cell in form.cells and not form.cells[cell].computed]
