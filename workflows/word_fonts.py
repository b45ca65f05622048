"""The fonts of the Word file that the clerk can choose, where the default template is used."""

from __future__ import annotations

from collections.abc import Mapping

from exporters import typesetting
from model.records import NamedTuple


class FontChoice(NamedTuple):
    """What a font is for; the usual family and those that offices use in its place."""

    id: str
    name: str
    usual: str
    others: tuple[str, ...]


_LATIN_OTHERS = ("仿宋_GB2312", "宋体", "Arial", "Calibri")
"""Offices that set numbers otherwise mostly take the body's family or one without serifs."""

FONT_CHOICES = tuple(
    FontChoice(
        id,
        name,
        family.name,
        _LATIN_OTHERS if id == "latin" else tuple(other for other in family.stand_ins if not other.isascii()),
    )
    for id, name, family in (
        ("title", "标题", typesetting.TITLE),
        ("body", "正文", typesetting.BODY),
        ("heading", "一级标题", typesetting.HEADING),
        ("subheading", "二级标题", typesetting.SUBHEADING),
        ("table", "表格", typesetting.TABLE),
        ("latin", "字母和数字", typesetting.LATIN),
    )
)


def families(chosen: Mapping[str, str]) -> dict[str, str]:
    """Usual family → the one to name instead. chosen: a choice's id → the family, "" for the usual one."""
    return {
        choice.usual: chosen[choice.id]
        for choice in FONT_CHOICES
        if chosen.get(choice.id) and chosen[choice.id] != choice.usual
    }
