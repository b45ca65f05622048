"""The example report that comes with the program, made from resources/example/example.toml."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import resources
from model.edits import Change, Edit, ReplaceText, SetCell, SetField
from model.form import Form, join_id
from model.number_text import read_number
from model.report import Report
from model.storage import dump
from model.text import from_plain
from model.toml_table import Table, read_table
from workflows.forms import form


def example_file() -> Path:
    """The example as a report's file."""
    return resources.path("example", "example.nianbao")


def description() -> Path:
    """The text and figures of the example, for a person to edit."""
    return resources.path("example", "example.toml")


def make_example() -> Report:
    """The example as a report; raises FormError, naming file and key, when its description is broken."""
    top = read_table(description())
    form_used = form(top.get("edition", str))
    report = Report.blank(form_used, top.get("unit", str), top.get("year", int), top.get("unit_kind", str))
    changes = (*_fields(top), *_texts(top), *_figures(top, form_used))
    top.finish()
    report.apply(Edit("示例", changes))
    return report


def _fields(top: Table) -> Iterator[Change]:
    for group in ("contact", "signature"):
        for name, value in top.get(group, dict).items():
            yield SetField(f"{group}.{name}", value)


def _texts(top: Table) -> Iterator[Change]:
    for section, plain in top.get("sections", dict).items():
        yield ReplaceText(section, 0, 0, from_plain(plain.strip()))


def _figures(top: Table, form: Form) -> Iterator[Change]:
    figures = dict(top.get("figures", dict))
    for grid in form.grids:
        for b, block in enumerate(grid.blocks):
            for r, row in enumerate(block.rows):
                ids = [grid.cell_id(b, r, c) for c in range(len(block.columns))]
                inputs = [cell for cell in ids if not form.cells[cell].computed]
                values = figures.pop(join_id(grid.id, row.id), []) if inputs else []
                if len(values) != len(inputs):
                    top.fail(f"应有{len(inputs)}个数", f"figures.{join_id(grid.id, row.id)}")
                for cell, value in zip(inputs, values, strict=True):
                    yield SetCell(cell, read_number(str(value), form.cells[cell].kind).value)
    for name in figures:
        top.fail("表样里没有这一行", f"figures.{name}")


if __name__ == "__main__":
    example_file().write_bytes(dump(make_example()))
