"""单位类别, guessed from names."""

import pytest

from workflows.unit_kinds import guess_unit_kind, unit_kinds


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("国家数据局", "state_council_department"),
        ("浙江省人民政府", "provincial_government"),
        ("北京市人民政府", "provincial_government"),
        ("广西壮族自治区人民政府", "provincial_government"),
        ("淮安市人民政府", "city_government"),
        ("江苏省淮安市人民政府办公室", "city_government"),
        ("大理白族自治州人民政府", "city_government"),
        ("示例县人民政府", "county_government"),
        ("南京市玄武区人民政府", "county_government"),
        ("示例县城关镇人民政府", "township_government"),
        ("示例区新华街道办事处", "township_government"),
        ("温州市大数据发展管理局", "department"),
        ("示例县发展和改革委员会", "department"),
        ("浙江省教育厅", "department"),
        ("", ""),
    ],
)
def test_guess(unit: str, kind: str) -> None:
    assert guess_unit_kind(unit) == kind


def test_townships_have_no_deadline() -> None:
    deadlines = {kind.id: kind.deadline for kind in unit_kinds()}
    assert deadlines["township_government"] is None
    assert deadlines["department"] == (1, 31)
    assert deadlines["county_government"] == (3, 31)
