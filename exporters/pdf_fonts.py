"""The fonts of the PDF: each of the typesetting's families with all that may stand in for it, as typst takes them.

typst knows a font by its English name as a rule, and looks through the list for each character.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from exporters import typesetting as ts

_ENGLISH = MappingProxyType(
    {
        "方正小标宋简体": "FZXiaoBiaoSong-B05S",
        "方正小标宋_GBK": "FZXiaoBiaoSong-B05",
        "华文中宋": "STZhongsong",
        "仿宋_GB2312": "FangSong_GB2312",
        "仿宋": "FangSong",
        "方正仿宋_GBK": "FZFangSong-Z02",
        "华文仿宋": "STFangsong",
        "楷体_GB2312": "KaiTi_GB2312",
        "楷体": "KaiTi",
        "方正楷体_GBK": "FZKai-Z03",
        "华文楷体": "STKaiti",
        "黑体": "SimHei",
        "方正黑体_GBK": "FZHei-B01",
        "微软雅黑": "Microsoft YaHei",
        "宋体": "SimSun",
        "新宋体": "NSimSun",
        "方正书宋_GBK": "FZShuSong-Z01",
    }
)
_SONG = ("方正书宋_GBK", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN", "AR PL SungtiL GB")
_FREE = MappingProxyType(
    {
        ts.TITLE.name: ("Noto Serif CJK SC", "Source Han Serif SC"),
        ts.BODY.name: ("方正仿宋_GBK", "AR PL SungtiL GB", "宋体", *_SONG),
        ts.HEADING.name: ("方正黑体_GBK", "WenQuanYi Zen Hei", "Noto Sans CJK SC", "Source Han Sans SC"),
        ts.SUBHEADING.name: ("方正楷体_GBK", "AR PL KaitiM GB", "AR PL UKai CN", "LXGW WenKai", "宋体", *_SONG),
        ts.TABLE.name: _SONG,
        ts.LATIN.name: ("Nimbus Roman", "Tinos", "Libertinus Serif"),
    }
)
"""What Linux has, UOS and Kylin among them; the last of all comes with typst."""

WITHOUT_BOLD = ("宋体", "SimSun", "新宋体", "NSimSun")
"""Stand-ins of the title that are thin and have no heavier face."""

Face = list[str | dict[str, str]]


def faces(chosen: Mapping[str, str]) -> dict[str, Face]:
    """The faces by their use. chosen: usual family → the one that the office wants in its place."""
    latin: Face = [{"name": name, "covers": "latin-in-cjk"} for name in names(ts.LATIN, chosen)]
    return {
        "title": [*names(ts.TITLE, chosen)],
        "page_number": [*names(ts.TABLE, chosen)],
        "body": [*latin, *names(ts.BODY, chosen)],
        "heading": [*latin, *names(ts.HEADING, chosen)],
        "subheading": [*latin, *names(ts.SUBHEADING, chosen)],
        "table": [*latin, *names(ts.TABLE, chosen)],
    }


def names(family: ts.Family, chosen: Mapping[str, str] = MappingProxyType({})) -> list[str]:
    """A family as typst may know it, after it all that may stand in for it. chosen: as for `faces`."""
    wanted = chosen.get(family.name, "")
    listed = (wanted, family.name, *family.stand_ins, *_FREE.get(family.name, ()))
    return list(dict.fromkeys(_with_english(name for name in listed if name)))


def true_title_faces(chosen: Mapping[str, str]) -> int:
    """How many names at the head of the title's list need not be set heavier."""
    title = faces(chosen)["title"]
    return next((place for place, name in enumerate(title) if name in WITHOUT_BOLD), len(title))


def _with_english(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield name
        if name in _ENGLISH:
            yield _ENGLISH[name]
