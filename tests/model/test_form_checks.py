"""Descriptions that have the right keys and types and are wrong all the same."""

import pytest

from tests.model.test_form_loader import ALL, EARLY, FORM, HONEY, RULES, SUM, folder, refusal

__all__ = ["folder"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('edition = "made_up"', 'edition = ""', "edition：不能是空的"),
        ("first_year = 1999", "first_year = 1999\nlast_year = 1998", "last_year：比 first_year 还早"),
        ('lines = ["{unit}", "{year}年果园工作报告"]', "lines = []", "titles.year.lines：不能是空的"),
        ('"{unit}", "{year}', '"{unit", "{year}', "titles.year.lines：“{”不认识"),
        ('"{unit}", "{year}', '"{owner}", "{year}', "titles.year.lines：“{owner}”不认识"),
        ("[kinds.trees]", '[[titles]]\nid = "year"\nlines = ["甲"]\n\n[kinds.trees]', "titles：“year”重复"),
        ('heading = "乙、总结"', 'heading = "甲、树木情况"', "sections：“甲、树木情况”重复"),
        (
            'short = "乙、总结"',
            'short = "乙、总结"\n[[sections.aspects]]\nname = "甲"\nwords = []\n[[sections.aspects]]\nname = "甲"\nwords = []',
            "sections.summary.aspects：“甲”重复",
        ),
        ('id = "summary"', 'id = "Summary"', "sections：编号“Summary”"),
        (HONEY, HONEY.replace('"honey"', '"a b"'), "grids.orchard.blocks[1]"),
        (HONEY, HONEY.replace('"honey"', '"蜂蜜"'), "编号“蜂蜜”"),
        (HONEY, HONEY.replace('["蜂蜜"]', '["蜂\\u0001蜜"]'), "控制字符"),
        (HONEY, HONEY.replace('["蜂蜜"]', '[" "]'), "名称不能是空的"),
        ('{ id = "pines", path = ["松树"] }', '{ id = "pines", path = [] }', "每行都要有名称"),
        (SUM, SUM.replace('["early", "late"]', '["early", "late", "early"]'), "sum.sum_of：“early”重复"),
        (ALL, ALL.replace('["bearing", "resting"]', '["bearing", "bearing"]'), "all.sum_of：“bearing”重复"),
        ("decimals = 3", "decimals = 99", "kinds.yield.decimals：至多 12 位"),
        ('units = ["吨", "公斤"]', 'units = ["公斤", "吨"]', "kinds.yield.units：第一个应与 unit 相同"),
        ('units = ["吨", "公斤"]', 'units = ["吨", "公斤", "公斤"]', "kinds.yield.units：“公斤”重复"),
        ('sheet = "表乙 收成"', 'sheet = "表乙/收成"', "grids.harvest.sheet：不能用作工作表名"),
        ('sheet = "表乙 收成"', f'sheet = "{"长" * 32}"', "grids.harvest.sheet：不能用作工作表名"),
        (SUM, SUM.replace('"trees"', '"yield"'), "有几种单位的数不能合计"),
        (EARLY, EARLY.replace('"trees"', '"yield"'), "有几种单位的数不能合计"),
    ],
)
def test_it_is_refused_with_its_key(folder, before: str, after: str, expected: str) -> None:
    assert expected in refusal(folder, "form.toml", FORM, before, after)


def test_a_balance_may_not_count_a_row_twice(folder) -> None:
    (folder / "rules.toml").write_text(
        RULES.replace('left = ["planted"]', 'left = ["planted", "planted"]'), encoding="utf-8"
    )
    from model.errors import FormError
    from model.form_loader import load_form

    with pytest.raises(FormError, match=r"rules\.C3：“harvest\.planted\.early”重复"):
        load_form(folder)


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ('[word.harvest]\nruled_rows = ["nothing"]\n', "word.harvest.ruled_rows：没有“nothing”"),
        ('[window.harvest]\nstrong_columns = ["nothing"]\n', "window.harvest.strong_columns：没有“nothing”"),
        ('[word_12.harvest]\nsplit_before = ["nothing"]\n', "word_12.harvest.split_before：没有“nothing”"),
        ('line_breaks = ["没有|的名称"]\n', "line_breaks：没有名称“没有的名称”"),
        ('line_breaks_12 = ["没有|的名称"]\n', "line_breaks_12：没有名称“没有的名称”"),
    ],
)
def test_a_layout_that_names_nothing_is_refused(folder, layout: str, expected: str) -> None:
    from model.errors import FormError
    from model.layout import load_layout
    from tests.builders import made_up_form

    (folder / "layout.toml").write_text(layout, encoding="utf-8")
    with pytest.raises(FormError) as caught:
        load_layout(folder, made_up_form())
    assert expected in str(caught.value)
