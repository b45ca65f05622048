"""What the names that the text gives to figures mean in a form: its wordings.toml, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from model.form import Form
from model.records import NamedTuple
from model.text_figures.lexicon import Lexicon, load_lexicon
from model.toml_table import Table, read_table

Names = tuple[str, ...]


class Wordings(NamedTuple):
    """cells: of each name; doubtful: the names that may mean another figure as well.

    left, right: the names on the two sides of the balance. open: names of figures that may be a side of it or what came in.
    sections: of a section, the thing that its text speaks of before it says so. shares: what a share may be a part of, by what it is
    a share of ("results", "parties", "rates"), the likeliest first.
    """

    lexicon: Lexicon
    cells: Mapping[str, tuple[str, ...]]
    doubtful: frozenset[str]
    left: Names
    right: Names
    shares: Mapping[str, tuple[Names, ...]]
    open: tuple[Names, ...]
    sections: Mapping[str, str]

    def cells_of(self, names: Names) -> tuple[str, ...]:
        """The cells that a figure with these names is the sum of."""
        return tuple(dict.fromkeys(cell for name in names for cell in self.cells[name]))


@lru_cache(maxsize=8)
def wordings_of(form: Form) -> Wordings | None:
    """The wordings that the form's rule of kind `text_figures` names, None without such a rule."""
    rule = next((rule for rule in form.rules if rule.kind == "text_figures"), None)
    return load_wordings(Path(rule.option("file")), form) if rule else None


@lru_cache(maxsize=8)
def load_wordings(file: Path, form: Form) -> Wordings:
    """The wordings in a file; FormError that names file and key for a cell that the form does not have."""
    top = read_table(file)
    lexicon = load_lexicon((file.parent / top.get("language", str)).resolve())
    cells, doubtful = (_cells(top, key, form) for key in ("cells", "doubtful"))
    balance, shares = (Table(file, key, top.get(key, dict)) for key in ("balance", "shares"))
    every = {**cells, **doubtful}
    wordings = Wordings(
        lexicon,
        every,
        frozenset(doubtful),
        _names(balance, "left", balance.get("left", list), every),
        _names(balance, "right", balance.get("right", list), every),
        {
            key: tuple(_names(shares, key, names, every) for names in shares.get(key, list))
            for key in ("results", "parties", "rates")
        },
        tuple((name,) for name in _names(balance, "open", balance.get("open", list), every)),
        _sections(top, form, lexicon),
    )
    for table in (balance, shares, top):
        table.finish()
    return wordings


def _cells(top: Table, key: str, form: Form) -> dict[str, tuple[str, ...]]:
    table = Table(top.file, key, top.get(key, dict))
    found = {name: table.words(name) for name in table.data}
    for name, cells in found.items():
        if unknown := [cell for cell in cells if cell not in form.cells]:
            table.fail(f"没有格“{unknown[0]}”", name)
        if not cells:
            table.fail("至少要有一格", name)
    return found


def _sections(top: Table, form: Form, lexicon: Lexicon) -> dict[str, str]:
    table = Table(top.file, "sections", top.get("sections", dict))
    known = {section.id for section in form.sections}
    for section, thing in table.data.items():
        if section not in known or thing not in lexicon.topics:
            table.fail(f"没有部分“{section}”或事项“{thing}”", section)
    return dict(table.data)


def _names(table: Table, key: str, names: object, known: Mapping[str, object]) -> Names:
    if not isinstance(names, list) or not names or not all(name in known for name in names):
        table.fail("应是本文件里的名称的列表", key)
    assert isinstance(names, list)
    return tuple(names)
