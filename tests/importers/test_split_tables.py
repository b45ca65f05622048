"""Tables that go on with the one before them are read as one; no others are."""

from __future__ import annotations

import pytest

from importers.split_tables import joined_tables
from ooxml.tables import TableCell

HEADS = (("项目", 0, 0, 2), ("数量", 0, 2, 1))


def table(*rows: tuple[tuple[str, int, int, int], ...]) -> tuple[TableCell, ...]:
    """Rows of (text, column, row span, column span) below the usual headings; text of figures is a number."""
    cells = [
        TableCell(0, column, 1, span, text, None) for text, _, column, span in ((t, r, c, s) for t, r, c, s in HEADS)
    ]
    for number, row in enumerate(rows, 1):
        cells += [TableCell(number, column, height, span, text, None) for text, column, height, span in row]
    return tuple(cells)


FIRST = table((("组", 0, 2, 1), ("甲", 1, 1, 1), ("1", 2, 1, 1)), (("乙", 1, 1, 1), ("2", 2, 1, 1)))
SECOND = table((("组（续）", 0, 2, 1), ("丙", 1, 1, 1), ("3", 2, 1, 1)), (("丁", 1, 1, 1), ("4", 2, 1, 1)))


def shown(cells: tuple[TableCell, ...]) -> list[tuple[int, int, int, str]]:
    return sorted((cell.row, cell.column, cell.row_span, cell.text) for cell in cells)


def test_a_table_that_goes_on_is_joined_with_its_group() -> None:
    (joined,) = joined_tables([FIRST, SECOND])
    assert shown(joined) == [
        (0, 0, 1, "项目"), (0, 2, 1, "数量"), (1, 0, 4, "组"), (1, 1, 1, "甲"), (1, 2, 1, "1"), (2, 1, 1, "乙"),
        (2, 2, 1, "2"), (3, 1, 1, "丙"), (3, 2, 1, "3"), (4, 1, 1, "丁"), (4, 2, 1, "4"),
    ]  # fmt: skip


def test_three_parts_are_joined_as_well() -> None:
    (joined,) = joined_tables([FIRST, SECOND, SECOND])
    assert max(cell.row for cell in joined) == 6
    assert next(cell.row_span for cell in joined if cell.text == "组") == 6


@pytest.mark.parametrize(
    "other",
    [
        FIRST,
        table((("组", 0, 1, 1), ("丙", 1, 1, 1), ("3", 2, 1, 1))),
        tuple(cell._replace(text="别的") if cell.text == "数量" and cell.row == 0 else cell for cell in SECOND)[1:],
    ],
)
def test_others_stay_by_themselves(other: tuple[TableCell, ...]) -> None:
    assert joined_tables([FIRST, other]) == (FIRST, other)


def test_a_label_of_another_group_stays_a_cell_of_its_own() -> None:
    other = tuple(cell._replace(text="别组（续）") if cell.text == "组（续）" else cell for cell in SECOND)
    (joined,) = joined_tables([FIRST, other])
    assert (3, 0, 2, "别组（续）") in shown(joined)
