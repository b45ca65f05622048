"""Placeholders of templates: `{{unit}}`, a cell's id, `{{section:overview}}`, `{{grid:requests}}`.

What they are called, what they stand for and what they mean in Chinese; documents of all kinds use this one list.
Full-width brackets, colons and points and white space inside the brackets are taken as meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from model.dates import day_of
from model.form import Form
from model.naming import leading_number
from model.number_text import is_number, number_text
from model.records import NamedTuple
from model.report import Report

PATTERN = re.compile(r"(?:\{\{|｛｛)([^{}｛｝\n\t]{1,200}?)(?:\}\}|｝｝)")
BRACKETS = re.compile(r"\{\{|\}\}|｛｛|｝｝")
"""A pair of brackets that is left when all placeholders are taken out was typed wrong."""

SECTION = "section:"
GRID = "grid:"
HEADING = "heading:"

_FULL_WIDTH = str.maketrans("：．。＿", ":.._")
FIELDS = {
    "unit": "单位名称",
    "year": "报告年度，如 2025",
    "title": "报告标题（两行）",
    "contact.address": "地址",
    "contact.postcode": "邮编",
    "contact.phone": "电话",
    "contact.email": "电子邮箱",
    "signature.unit": "署名",
    "signature.date": "成文日期，如 2026年1月20日",
    "document.mark": "红头：发文机关标志",
    "document.number": "红头：发文字号",
    "version": "版本：最近一次存的版本的名称，如 送审稿",
    "check_code": "校验码：内容相同则校验码相同，八位",
}

_FIELDS_IN_CHINESE = {
    "单位": "unit",
    "单位名称": "unit",
    "年度": "year",
    "报告年度": "year",
    "标题": "title",
    "报告标题": "title",
    "地址": "contact.address",
    "邮编": "contact.postcode",
    "电话": "contact.phone",
    "电子邮箱": "contact.email",
    "署名": "signature.unit",
    "成文日期": "signature.date",
    "发文机关标志": "document.mark",
    "发文字号": "document.number",
    "版本": "version",
    "校验码": "check_code",
}
_SHORT = 4
"""Characters that no cell's name falls short of: decimals and the like."""
_LIKE_A_FIELD = 0.65
"""邮箱 is 电子邮箱: names of fields are short, and there are few."""
_KINDS_IN_CHINESE = {"文字": "section", "标题": "heading", "表格": "grid"}


class Listed(NamedTuple):
    """A placeholder as a clerk types it, and what it stands for in Chinese."""

    placeholder: str
    meaning: str


def canonical(name: str) -> str:
    """The name between the brackets as the lists have it."""
    return "".join(name.split()).translate(_FULL_WIDTH)


def is_known(form: Form, name: str) -> bool:
    """Whether the form has something for this canonical name."""
    return name in form.cells or name in FIELDS or bool(resolved(form, name))


@lru_cache(maxsize=4096)
def resolved(form: Form, name: str) -> str:
    """The name by ids for a canonical one that may be in Chinese, "" for an unknown one.

    Placeholders of conditions stay as they are; whether they are understood is said by `condition_of`.
    """
    if name in form.cells or name in FIELDS or not name:
        return name
    from model.placeholder_cells import cell_named
    from model.placeholder_conditions import condition_of, control_of
    from model.placeholder_figures import worked_out

    if control := control_of(name):
        return name if not control.says or condition_of(form, control.says) is not None else ""
    if found := worked_out(form, name):
        return found.name
    kind, colon, part = name.partition(":")
    if colon:
        return _part(form, _KINDS_IN_CHINESE.get(kind, kind), part)
    return _FIELDS_IN_CHINESE.get(name, "") or cell_named(form, name)


def spelled_kind(word: str) -> str:
    """SECTION, GRID or HEADING for the word before the colon, Chinese or English; "" for another one."""
    kind = f"{_KINDS_IN_CHINESE.get(word, word)}:"
    return kind if kind in (SECTION, GRID, HEADING) else ""


def _part(form: Form, kind: str, part: str) -> str:
    """A section, heading or grid by its id or its name in Chinese, "" for an unknown one."""
    if kind == "grid":
        found = [grid.id for grid in form.grids if part in (grid.id, grid.name, grid.title)]
    elif kind in ("section", "heading"):
        titled = [section for section in form.sections if section.heading or kind == "section"]
        found = [section.id for section in titled if part == section.id]
        found = found or [section.id for section in titled if part in _section_names(section.heading or section.short)]
    else:
        return ""
    return f"{kind}:{found[0]}" if len(found) == 1 else ""


def _section_names(heading: str) -> tuple[str, ...]:
    """一、总体情况, 总体情况 and 一."""
    number = leading_number(heading)
    return tuple(filter(None, (heading, heading.removeprefix(f"{number}、"), number)))


def is_text(form: Form, name: str) -> bool:
    """Whether a canonical name stands for words in a line: no block, no condition, and known."""
    if name in form.cells or name in FIELDS:
        return True
    found = resolved(form, name)
    from model.placeholder_conditions import control_of

    return bool(found) and not is_block(found) and control_of(found) is None


def is_block(name: str) -> bool:
    """Whether it stands for whole paragraphs or a table, not for a word in a line."""
    return name.startswith((SECTION, GRID))


def resembling(form: Form, name: str) -> str:
    """The known placeholder that looks most like an unknown name, "" when none does."""
    kind, colon, rest = name.partition(":")
    near = ""
    if colon and not is_block(name):
        # Of a figure that is worked out, the cell that is misspelt.
        parts = re.split(r"([-+/,，])", rest)
        near = f"{kind}:{''.join(part if len(part) < _SHORT else _nearest(form, part) or part for part in parts)}"
    if not resolved(form, near):
        near = _nearest(form, name)
    return f"{{{{{near}}}}}" if near else ""


def _nearest(form: Form, name: str) -> str:
    from model.placeholder_conditions import listed

    known = [entry.placeholder.strip("{}") for entry in catalogue(form)]
    if name not in form.cells:
        known += [canonical(saying) for saying, _ in listed(form)]
        known += [label for cell in form.cells for label in (canonical(form.label(cell)),)]
    from difflib import get_close_matches

    found = get_close_matches(name, known, n=1, cutoff=0.75)
    found = found or get_close_matches(name, _FIELDS_IN_CHINESE, n=1, cutoff=_LIKE_A_FIELD)
    return found[0] if found else ""


def catalogue(form: Form) -> Iterator[Listed]:
    """All placeholders of a form, in the order of the report."""
    for name, meaning in FIELDS.items():
        yield Listed(f"{{{{{name}}}}}", meaning)
    for section in form.sections:
        if section.heading:
            yield Listed(f"{{{{{HEADING}{section.id}}}}}", f"标题：{section.heading}")
        before = "表前的文字" if section.grid else "全文" if section.heading else "开头一段"
        yield Listed(f"{{{{{SECTION}{section.id}}}}}", f"{section.heading or '一、之前'}：{before}")
    for grid in form.grids:
        yield Listed(f"{{{{{GRID}{grid.id}}}}}", f"{grid.name}：整个表格")
    for cell in form.cells:
        yield Listed(f"{{{{{cell}}}}}", form.label(cell))


def text_of(report: Report, name: str) -> str:
    """What an inline placeholder stands for; lines of the title are parted by line feeds, blank is "".

    Raises KeyError for a name that `is_known` denies or that stands for a block.
    """
    if name in report.form.cells:
        return printed_figure(report, name)
    if name.startswith(HEADING) and name.removeprefix(HEADING) in {s.id for s in report.form.sections}:
        return report.form.section(name.removeprefix(HEADING)).heading
    if name == "title":
        return "\n".join(report.title_lines())
    if name == "year":
        return str(report.year) if report.year else ""
    if name == "signature.date":
        return printed_date(str(report.fields[name]))
    if name == "version":
        from model.version_names import version_now

        return version_now(report)
    if name == "check_code":
        from model.check_code import check_code

        return check_code(report)
    return str(report.fields[name]) if name in FIELDS else _worked_out(report, name)


def _worked_out(report: Report, name: str) -> str:
    from model.placeholder_figures import figure_of, worked_out

    if found := worked_out(report.form, name):
        return figure_of(found, report).text
    by_ids = resolved(report.form, name)
    if by_ids in ("", name):
        raise KeyError(name)
    return text_of(report, by_ids)


def printed_figure(report: Report, cell: str) -> str:
    """A cell as documents print it: blank as "", text as typed, a unit only where it is not the usual one.

    A total is the derived one; what another document stated is never printed.
    """
    value = report.value(cell)
    text, kind = number_text(value), report.form.cells[cell].kind
    if not (kind.units and is_number(value)):  # as mostly: few cells carry a unit
        return text
    unit = report.unit_of(cell)
    return text if unit == kind.unit else text + unit


def printed_figures(report: Report) -> dict[str, str]:
    """All cells of the form as documents print them."""
    form, values = report.form, report.state().values
    plain = _cells_without_units(form)
    return {
        cell: str(value) if type(value := values.get(cell)) is int and cell in plain else printed_figure(report, cell)
        for cell in form.cells
    }


@cache
def _cells_without_units(form: Form) -> frozenset[str]:
    return frozenset(name for name, cell in form.cells.items() if not cell.kind.units)


def printed_date(date: str) -> str:
    """A date as official documents print it: 2026年1月20日; what is no date as it was typed."""
    day = day_of(date)
    return date if day is None else f"{day.year}年{day.month}月{day.day}日"
