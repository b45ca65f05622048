"""A published report as text, with sentences of our own, for the tests of reading it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from model.form import Form
from tests.rendering import Shape, lines_of_grid

UNIT = "示例县数据局"
PREFACE = (
    "本报告按规定编写，数据从2023年1月1日起，到2023年12月31日止。"
    "如有疑问，请与我们联系（地址：示例县中心路8号（行政楼）3楼；邮编：123456；电话：0123-4567890；电子邮箱：gk@example.cn）。"
)
TEXTS = {
    "overview": ("（一）主动公开。全年发布信息321条。", "（二）依申请公开。办理规范，没有超期。"),
    "problems": ("一是人手不足；二是更新不够及时。下一步加强培训。",),
    "other": ("本年度没有收取信息处理费。",),
}


def published(
    form: Form,
    figures: Mapping[str, str],
    shape: Shape | None = None,
    *,
    title: Sequence[str] = (UNIT, "2023年政府信息公开工作年度报告"),
    before: Mapping[str, Sequence[str]] | None = None,
    end: Sequence[str] = (),
    top: Sequence[str] = (),
    grids: bool = True,
) -> str:
    """The report's text. before: text before the grid by section; top, end: lines around the report."""
    shape = shape or Shape()
    lines = [*top, *title, PREFACE]
    for section in form.sections:
        if not section.heading:
            continue
        lines.append(section.heading)
        lines.extend(TEXTS.get(section.id, ()))
        lines.extend((before or {}).get(section.id, ()))
        if section.grid and grids:
            lines.extend(lines_of_grid(form.grid(section.grid), dict(figures), shape))
    return "\n".join([*lines, *end])


def zeros(form: Form, **figures: str) -> dict[str, str]:
    """0 in every cell but the named ones; points in the names are written as two underscores."""
    return dict.fromkeys(form.cells, "0") | {cell.replace("__", "."): text for cell, text in figures.items()}
