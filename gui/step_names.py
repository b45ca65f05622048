"""Steps as undo and redo name them: what was done, and where. No Qt here."""

from __future__ import annotations

from model.edits import SetCell, SetNote
from model.form import Form
from model.history import Step
from model.naming import column_name, place_code

COUNTED = " 格"
"""A step whose name ends so counts its cells itself: a move changes the cells left behind as well."""
_COUNTED = (COUNTED, " 处改动")


def step_words(form: Form, step: Step | None) -> str:
    """The step with its place: 填写 三（三）4 自然人, 粘贴 12 格, 输入文字 五、问题与改进; "" for none."""
    if step is None:
        return ""
    if step.name.endswith(_COUNTED):
        return step.name
    # Where figures change, what is noted beside others does not count: a total that the clipboard states otherwise.
    figures = frozenset(change.cell for change in step.redo.changes if isinstance(change, SetCell))
    cells = figures or step_cells(step)
    if len(cells) > 1:
        # After a name that ends in a digit the number would be read with it: 空格补 0，8 格.
        return f"{step.name}{'，' if step.name[-1:].isdigit() else ' '}{len(cells)} 格"
    if len(cells) == 1:
        (cell,) = cells
        return f"{step.name} {cell_words(form, cell)}" if cell in form.cells else step.name
    place = step.place
    # The name of a field's step says which field it is.
    if place is None or place.cell or place.section not in [section.id for section in form.sections]:
        return step.name
    return f"{step.name} {form.section(place.section).short}"


def step_cells(step: Step) -> frozenset[str]:
    """The cells that the step changes; none for one that replaces the whole report."""
    return frozenset(change.cell for change in step.redo.changes if isinstance(change, (SetCell, SetNote)))


def cell_words(form: Form, cell: str) -> str:
    """The cell as clerks say it: 三（三）4 自然人; a block that has a heading by that first."""
    code = place_code(form, cell)
    found = form.cells[cell]
    heading = form.grid(found.grid).blocks[found.block].heading
    return " ".join(name for name in (heading, code, column_name(form, cell).replace("›", " ")) if name)
