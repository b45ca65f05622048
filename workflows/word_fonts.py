"""The fonts of finished documents: what a clerk can choose, what a PC lacks of them and what stands in there.

A file names the families that were chosen, never what stands in for them on the PC where it is made: elsewhere they
are mostly there, and where they are not, each program finds the stand-ins in the file itself (`w:altName`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

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


class Lacking(NamedTuple):
    """A family that this PC has not got, and what is seen in its place. stand_in: "" when there is nothing of the kind.

    same: it is the same face under another name, which needs no word.
    """

    family: str
    stand_in: str
    same: bool = False


def lacking(chosen: Mapping[str, str], installed: Collection[str]) -> tuple[Lacking, ...]:
    """The families of documents that are not among those installed here. chosen: as for `families`."""
    named = {choice.usual: chosen.get(choice.id) or choice.usual for choice in FONT_CHOICES}
    there = {name.lower() for name in installed}
    found = {
        family: _missing(family, usual, there)
        for usual, family in named.items()
        if family and family.lower() not in there
    }
    return tuple(found.values())


def _missing(family: str, usual: str, there: Collection[str]) -> Lacking:
    described = next(one for one in typesetting.FAMILIES if one.name == usual)
    before = (usual,) if family != usual else ()
    stand_in = next((name for name in (*before, *described.stand_ins) if name.lower() in there), "")
    return Lacking(family, stand_in, family == usual and stand_in in described.same)


def lacking_words(found: Iterable[Lacking]) -> str:
    """What the clerk is told of them in one sentence, "" when nothing needs a word."""
    told = [one for one in found if not one.same]
    if len(told) == 1 and told[0].stand_in:
        return f"这台电脑缺少 {told[0].family}，以 {told[0].stand_in} 代替"
    each = (f"{one.family}（{f'以 {one.stand_in} 代替' if one.stand_in else '没有可代替的'}）" for one in told)
    return f"这台电脑缺少 {'、'.join(each)}" if told else ""
