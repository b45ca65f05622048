"""Names of cells, rows and columns, short and clear, made from the labels as printed."""

from __future__ import annotations

from collections.abc import Sequence

from model.form import Form

FIELD_NAMES = {
    "unit": "单位名称",
    "unit_kind": "单位类别",
    "year": "年度",
    "title": "标题写法",
    "deadline": "报送期限",
    "contact.address": "地址",
    "contact.postcode": "邮编",
    "contact.phone": "电话",
    "contact.email": "电子邮箱",
    "signature.unit": "署名",
    "signature.date": "成文日期",
    "document.mark": "发文机关标志",
    "document.number": "发文字号",
    "publication.address": "发布网址",
    "publication.date": "发布日期",
    "source.headings": "原件的标题",
}
"""The report's fields as the clerk sees them."""

_NUMERALS = "一二三四五六七八九十"


def column_name(form: Form, cell_id: str) -> str:
    """The column's heading, with as many headings above it as are needed to tell it from the others."""
    cell = form.cells[cell_id]
    paths = [column.path for column in form.grid(cell.grid).blocks[cell.block].columns]
    return _shortest(form.column(cell_id).path, paths)


def row_name(form: Form, cell_id: str) -> str:
    """The row's label, with as many labels before it as are needed; "" for a row without a label."""
    cell = form.cells[cell_id]
    paths = [row.path for row in form.grid(cell.grid).blocks[cell.block].rows]
    return _shortest(form.row(cell_id).path, paths)


def cell_name(form: Form, cell_id: str) -> str:
    """Grid, row and column in words: 表三 4.保护第三方合法权益，自然人."""
    names = [name for name in (row_name(form, cell_id), column_name(form, cell_id)) if name]
    return f"{form.grid(form.cells[cell_id].grid).name} {'，'.join(names)}"


def short_cell_name(form: Form, cell_id: str) -> str:
    """Grid, row and column by their short names: 表三 新收，自然人."""
    names = [name for name in (form.row(cell_id).short, short_column_name(form, cell_id)) if name]
    return f"{form.grid(form.cells[cell_id].grid).name} {'，'.join(names)}"


def short_column_name(form: Form, cell_id: str) -> str:
    """The column's short name, where the heading alone tells it from the others."""
    column, name = form.column(cell_id), column_name(form, cell_id)
    return column.short if name == column.path[-1] else name


def place_code(form: Form, cell_id: str) -> str:
    """The row's numbers alone, as clerks say them: 三（三）4; the label itself where it has no number."""
    path = form.row(cell_id).path
    numbers = [number for label in path if (number := leading_number(label))]
    return "".join(numbers) or "".join(path)


def _shortest(path: Sequence[str], others: Sequence[Sequence[str]]) -> str:
    for length in range(1, len(path) + 1):
        if sum(other[-length:] == path[-length:] for other in others) == 1:
            return "›".join(path[-length:])
    return "›".join(path)


def leading_number(label: str) -> str:
    """The number with which a label begins, without the mark behind it: 一, （一）, 1; "" for none."""
    # Not by a pattern: the window needs it before its first paint, and patterns take long to compile.
    if label.startswith("（"):
        inner, closed, _ = label[1:].partition("）")
        return f"（{inner}）" if closed and inner and not inner.strip(_NUMERALS) else ""
    rest = label.lstrip(_NUMERALS)
    if rest != label:
        return label[: len(label) - len(rest)] if rest.startswith("、") else ""
    digits = next((place for place, character in enumerate(label) if not character.isdecimal()), len(label))
    return label[:digits] if digits and label[digits : digits + 1] in (".", "．", "、") else ""
