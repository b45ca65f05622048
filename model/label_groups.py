"""Rows beside which only the name of their group stands: which rows of the group they are is then only supposed."""

from __future__ import annotations

from collections.abc import Sequence

from model.label_catalogue import Catalogue
from model.label_found import Found, GroupRow


def within_groups(catalogue: Catalogue, found: Sequence[Found]) -> list[Found]:
    """The same, with the rows of a group that stand in several rows told apart by their order, as a proposal only.

    Just one row of a group stands for all of them together; of several each has its own figures.
    """
    rows: dict[tuple[int, tuple[int, ...]], dict[int, None]] = {}
    for item in found:
        if item.group is not None:
            rows.setdefault((item.group.block, item.group.rows), {})[item.group.number] = None
    kept = list(found)
    for place, item in enumerate(found):
        numbers = tuple(rows[item.group.block, item.group.rows]) if item.group is not None else ()
        if item.group is not None and len(numbers) > 1:
            kept[place] = _one_of_several(catalogue, item, item.group, numbers)
    return kept


def _one_of_several(catalogue: Catalogue, item: Found, group: GroupRow, numbers: Sequence[int]) -> Found:
    if len(numbers) != len(group.rows):
        reason = f"“{group.label}”下面有{len(numbers)}行没有行标题，不能确定各是哪一行"
        return item._replace(reason=reason, together=False)
    block = catalogue.blocks[group.block]
    row = group.rows[numbers.index(group.number)]
    own = {block.cell_id(row, column) for column in range(len(block.block.columns))}
    reason = f"“{group.label}”下面的行没有行标题，按表样的次序推定"
    return item._replace(cells=tuple(cell for cell in item.cells if cell in own), reason=reason, together=False)
