"""单位名录: names, former names, kinds and who has to hand in; broken lines are told with their number."""

from __future__ import annotations

import pytest

from model.errors import FileFormatError
from model.roster import Roster, read_roster, unit_key
from model.unit_kinds import UnitKind

KINDS = (
    UnitKind("township_government", "乡镇人民政府、街道办事处", None, ()),
    UnitKind("department", "县级以上政府部门", (1, 31), ()),
)


def roster(*lines: str) -> Roster:
    return read_roster("\n".join(lines), KINDS)


def test_a_unit_is_found_by_each_of_its_names() -> None:
    found = roster("现用名,曾用名,类别,应报", "市文旅局,市文化局、市旅游委；市广电局/市体育局,县级以上政府部门,是")
    assert not found.faults
    for name in ("市文旅局", "市文化局", "市旅游委", "市广电局", "市体育局", " 市 文旅局"):
        unit = found.find(name)
        assert unit is not None
        assert (unit.name, unit.kind, unit.due) == ("市文旅局", "department", True)
    assert found.names("市文化局")[0] == "市文旅局"
    assert found.find("市财政局") is None
    assert found.names("市财政局") == ("市财政局",)


def test_a_current_name_goes_before_a_former_one_and_a_shared_former_name_tells_nothing() -> None:
    found = roster("现用名,曾用名", "甲局,乙局", "乙局,", "丙局,丁局", "戊局,丁局")
    assert found.find("乙局") == found.units[1]
    assert found.find("丁局") is None
    assert found.names("戊局") == ("戊局", "丁局")


def test_columns_in_any_order_tabs_and_a_title_above() -> None:
    found = roster("2025年单位名录", "", "应报\t单位名称\t备注\t曾用名", "否\t甲局\t撤并\t乙局", "是\t丙镇\t\t")
    assert [(unit.name, unit.former, unit.due, unit.line) for unit in found.units] == [
        ("甲局", ("乙局",), False, 4),
        ("丙镇", (), True, 5),
    ]


def test_all_have_to_hand_in_where_nobody_is_marked() -> None:
    assert all(unit.due for unit in roster("现用名", "甲局", "乙局").units)
    assert all(unit.due for unit in roster("现用名,应报", "甲局,", "乙局,").units)
    assert [unit.due for unit in roster("现用名,应报", "甲局,√", "乙局,").units] == [True, False]


def test_broken_lines_are_named_and_the_others_count() -> None:
    found = roster(
        "现用名,曾用名,类别,应报",
        ",乙局,,",
        '甲局,"没有完,,',
        "丙局,,某某单位,也许",
        "丙局,,,",
        "丁局,,,,多出",
        "戊局\ufffd,,,",
        '"己局, 分局","庚局\n辛局",街道办事处,是',
    )
    assert [unit.name for unit in found.units] == ["丙局", "己局, 分局"]
    assert found.units[0].kind == ""
    assert found.units[0].due
    assert found.units[1].former == ("庚局", "辛局")
    assert found.units[1].kind == "township_government"
    assert [fault.split(" ")[1] for fault in found.faults] == ["2", "3", "4", "4", "5", "6", "7"]
    said = "\n".join(found.faults)
    assert all(word in said for word in ("某某单位", "也许", "与第 4 行重复"))


def test_a_file_without_the_heading_is_no_roster() -> None:
    with pytest.raises(FileFormatError, match="现用名"):
        roster("甲局,乙局", "丙局,丁局")
    with pytest.raises(FileFormatError):
        roster("")


def test_names_that_differ_in_spaces_and_width_are_the_same() -> None:
    assert unit_key("甲局（本级） ") == unit_key("甲 局(本级)")
    assert unit_key("甲局") != unit_key("乙局")
