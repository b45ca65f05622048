"""Which figures of another edition's report are those of a form: `from_EDITION.toml` in the form's folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from model.toml_table import Table, read_table

Sources = dict[str, tuple[str, ...]]


def load_counterparts(folder: Path, cells: Sequence[str]) -> dict[str, Sources]:
    """Edition → cell of this form → the cells there whose sum is the same figure. Raises FormError.

    A name in the file stands for a cell or for all cells whose ids begin with it; the longest that fits
    decides. Each cell must be named, those without a counterpart under `without`.
    """
    return dict(_read(file, cells) for file in sorted(folder.glob("from_*.toml")))


def _read(file: Path, cells: Sequence[str]) -> tuple[str, Sources]:
    top = read_table(file)
    edition = top.get("edition", str)
    rules: dict[str, tuple[str, ...]] = {}
    names = {cell: _names(cell) for cell in cells}
    known = {name for found in names.values() for name in found}
    for name, sources in _rules(top):
        if name in rules:
            top.fail(f"“{name}”重复")
        if name not in known:
            top.fail(f"表样里没有“{name}”")
        rules[name] = sources
    top.finish()
    return edition, {cell: sources for cell in cells if (sources := _sources(top, rules, cell, names[cell]))}


def _rules(top: Table) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from ((name, (name,)) for name in top.words("same", []))
    sums = Table(top.file, "sums", top.get("sums", dict, {}))
    for name in sums.data:
        yield name, sums.words(name)
    yield from ((name, ()) for name in top.words("without", []))


def _sources(top: Table, rules: dict[str, tuple[str, ...]], cell: str, names: Sequence[str]) -> tuple[str, ...]:
    for name in names:
        if name in rules:
            return tuple(source + cell[len(name) :] for source in rules[name])
    top.fail(f"没有写明“{cell}”对应什么，没有对应的也要写在 without 里")
    return ()


def _names(cell: str) -> list[str]:
    """The cell's id and its beginnings, the longest first."""
    names = []
    while cell:
        names.append(cell)
        cell = cell.rpartition(".")[0]
    return names


def unknown_counterparts(counterparts: Sources, cells: Collection[str]) -> Iterator[str]:
    """The cells that are named as counterparts and that the other form does not have."""
    yield from (source for sources in counterparts.values() for source in sources if source not in cells)
