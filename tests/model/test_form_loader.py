"""A broken description of a form is refused with a message that names the file and the key."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from model.audit import KINDS
from model.errors import FormError
from model.form_loader import load_form, load_rules
from model.layout import load_layout
from model.rule_keys import RULE_KEYS
from tests.builders import MADE_UP, made_up_form

FORM = (MADE_UP / "form.toml").read_text(encoding="utf-8")
RULES = (MADE_UP / "rules.toml").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(MADE_UP / "form.toml", tmp_path)
    shutil.copy(MADE_UP / "rules.toml", tmp_path)
    return tmp_path


def refusal(folder: Path, name: str, source: str, before: str, after: str) -> str:
    """The message for the file in which the one place `before` became `after`."""
    assert source.count(before) == 1, f"{source.count(before)} × {before}"
    (folder / name).write_text(source.replace(before, after), encoding="utf-8")
    with pytest.raises(FormError) as caught:
        load_form(folder)
    message = str(caught.value)
    assert str(folder / name) in message
    return message


ALL = '{ id = "all", path = ["二、结果", "（三）小计"], sum_of = ["bearing", "resting"] }'
SUM = '{ id = "sum", path = ["合计"], kind = "trees", sum_of = ["early", "late"] }'
EARLY = '{ id = "early", path = ["季节", "早季"], kind = "trees" }'
WEIGHT = 'columns = [{ id = "weight", path = ["采收重量"], kind = "yield", span = 2 }]'
ASPECT = 'short = "乙、总结"\n'
HONEY = 'rows = [{ id = "honey", path = ["蜂蜜"] }]'


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # a key that is not known, on every level
        ('edition = "made_up"', 'edition = "made_up"\nauthor = "x"', "author：不认识"),
        ("[kinds.trees]", '[kinds.trees]\ncolour = "x"', "kinds.trees.colour：不认识"),
        ('id = "year"', 'id = "year"\nfont = "x"', "titles[0].font：不认识"),
        ('short = "乙、总结"', 'short = "乙、总结"\nlength = 3', "sections[2].length：不认识"),
        ('name = "表乙"', 'name = "表乙"\ncolour = "x"', "grids[1].colour：不认识"),
        ('corner = "品种"', 'corner = "品种"\ncorners = "x"', "grids[0].blocks[1].corners：不认识"),
        (WEIGHT, WEIGHT.replace("span", "spans"), "grids[0].blocks[1].columns[0].spans：不认识"),
        (HONEY, HONEY.replace(" }", ", kind = 1 }"), "grids[0].blocks[1].rows[0].kind：不认识"),
        (ASPECT, f'{ASPECT}[[sections.aspects]]\nname = "甲"\nwords = ["乙"]\nword = "x"\n', "aspects[0].word：不认识"),
        (ASPECT, f'{ASPECT}[[sections.aspects]]\nname = "甲"\nwords = ["乙", " "]\n', "aspects[0].words：没有文字"),
        (ASPECT, f'{ASPECT}[[sections.aspects]]\nname = ""\nwords = ["乙"]\n', "aspects[0].name：没有文字"),
        # a key that is missing
        (ASPECT, f'{ASPECT}[[sections.aspects]]\nname = "甲"\n', "aspects[0].words：缺少"),
        ('edition = "made_up"\n', "", "edition：缺少"),
        ('document = "虚构办〔1999〕1号"\n', "", "document：缺少"),
        ("first_year = 1999\n", "", "first_year：缺少"),
        ('lines = ["{unit}", "{year}年果园工作报告"]', "", "titles[0].lines：缺少"),
        ('[kinds.trees]\nnumber = "whole"', "[kinds.trees]", "kinds.trees.number：缺少"),
        ('id = "opening"\n', "", "sections[0].id：缺少"),
        ('short = "果园与说明"', "", "sections[0].short：缺少"),
        ('name = "表乙"\n', "", "grids[1].name：缺少"),
        ('title = "收成情况"\n', "", "grids[1].title：缺少"),
        ('sheet = "表乙 收成"', "", "grids[1].sheet：缺少"),
        (EARLY, EARLY.replace('id = "early", ', ""), "grids[1].blocks[0].columns[0].id：缺少"),
        (EARLY, EARLY.replace(', kind = "trees"', ""), "grids[1].blocks[0].columns[0].kind：缺少"),
        (EARLY, EARLY.replace('path = ["季节", "早季"], ', ""), "grids[1].blocks[0].columns[0].path：缺少"),
        (HONEY, 'rows = [{ path = ["蜂蜜"] }]', "grids[0].blocks[1].rows[0].id：缺少"),
        (HONEY, 'rows = [{ id = "honey" }]', "grids[0].blocks[1].rows[0].path：缺少"),
        # a value of the wrong type
        ('edition = "made_up"', "edition = 2021", "edition：应为文字，实为整数"),
        ("first_year = 1999", 'first_year = "1999"', "first_year：应为整数，实为文字"),
        ("first_year = 1999", "first_year = true", "first_year：应为整数，实为true 或 false"),
        ("first_year = 1999", "first_year = 1999\nlast_year = 1999.5", "last_year：应为整数，实为小数"),
        ('lines = ["{unit}", "{year}年果园工作报告"]', "lines = [1]", "titles[0].lines：应是文字的列表"),
        (EARLY, EARLY.replace('["季节", "早季"]', '"早季"'), "columns[0].path：应为列表，实为文字"),
        (EARLY, EARLY.replace('["季节", "早季"]', '["季节", 1]'), "columns[0].path：应是文字的列表"),
        (WEIGHT, WEIGHT.replace("span = 2", 'span = "2"'), "columns[0].span：应为整数，实为文字"),
        (HONEY, 'rows = ["蜂蜜"]', "rows[0]：应是一个表"),
        (HONEY, 'rows = "蜂蜜"', "rows：应为列表，实为文字"),
        ("signed = true", 'signed = "yes"', "kinds.change.signed：应为true 或 false，实为文字"),
        ('units = ["吨", "公斤"]', "units = [1]", "kinds.yield.units：应是文字的列表"),
        ('[kinds.trees]\nnumber = "whole"\nunit = "棵"', '[kinds]\ntrees = "whole"', "kinds.trees：应是一个表"),
        # a value that makes no sense
        (
            '[kinds.trees]\nnumber = "whole"',
            '[kinds.trees]\nnumber = "round"',
            "kinds.trees.number：应为 whole 或 decimal",
        ),
        ("decimals = 3\n", "", "kinds.yield.decimals：小数须写明位数"),
        ('[kinds.trees]\nnumber = "whole"', '[kinds.trees]\nnumber = "whole"\ndecimals = 2', "kinds.trees.decimals："),
        (EARLY, EARLY.replace('["季节", "早季"]', "[]"), "columns[0].path：栏目名称不得为空"),
        (WEIGHT, WEIGHT.replace("span = 2", "span = 3"), "grids[0].blocks：各块宽度不一致"),
        (WEIGHT, WEIGHT.replace("span = 2", "span = 0"), "columns[0].span：应不小于1"),
        (WEIGHT, "columns = []", "grids[0].blocks[1]：至少要有一行一列"),
        (HONEY, "rows = []", "grids[0].blocks[1]：至少要有一行一列"),
        (
            '[[titles]]\nid = "year"\nlines = ["{unit}", "{year}年果园工作报告"]',
            "titles = []",
            "titles：至少要有一种标题",
        ),
        # a name that leads nowhere or to two places
        (EARLY, EARLY.replace('kind = "trees"', 'kind = "bushes"'), "columns[0].kind：没有数的种类“bushes”"),
        ('grid = "harvest"', 'grid = "harvests"', "sections[3].grid：没有表“harvests”"),
        ('grid = "harvest"\n', "", "sections：每张表须恰好属于一个部分"),
        ('grid = "harvest"', 'grid = "orchard"', "sections：每张表须恰好属于一个部分"),
        (ALL, ALL.replace('"resting"]', '"sleeping"]'), "grids[1].blocks[0].rows：“all”的合计项“sleeping”不存在"),
        (ALL, ALL.replace('"resting"]', '"all"]'), "grids[1].blocks[0].rows：“all”的合计项“all”不存在或本身是合计"),
        (SUM, SUM.replace('"late"]', '"later"]'), "grids[1].blocks[0].columns：“sum”的合计项“later”不存在"),
        (EARLY, EARLY.replace('"early"', '"late"'), "grids[1].blocks[0].columns：“late”重复"),
        (ALL, ALL.replace('id = "all"', 'id = "planted"'), "grids[1].blocks[0].rows：“planted”重复"),
        ('id = "summary"', 'id = "harvest"', "sections：“harvest”重复"),
        ('id = "harvest"\nname', 'id = "orchard"\nname', "grids：“orchard”重复"),
        ('{ id = "pears"', '{ id = "honey"', None),
    ],
)
def test_a_broken_form_is_refused(folder: Path, before: str, after: str, expected: str | None) -> None:
    if expected is None:  # the same row id in two blocks is fine while the cells differ
        (folder / "form.toml").write_text(FORM.replace(before, after), encoding="utf-8")
        assert "orchard.honey.standing" in load_form(folder).cells
        return
    assert expected in refusal(folder, "form.toml", FORM, before, after)


def test_two_cells_of_one_id_are_refused(folder: Path) -> None:
    before = 'columns = [{ id = "weight"'
    twice = FORM.replace(HONEY, HONEY.replace("honey", "pears"))
    message = refusal(folder, "form.toml", twice, before, before.replace("weight", "standing"))
    assert "grids：“orchard.pears.standing”重复" in message


RULE_BALANCE = 'left = ["planted"]\nright = ["all"]'
RULE_BLANK = 'kind = "blank"\nseverity = "error"'
RULE_ROWS = 'grid = "harvest"\nalong = "rows"'


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (RULE_BLANK, f"{RULE_BLANK}\ngrid = 'harvest'", "rules[2].grid：不认识"),
        ('number = "whole"', 'nubmer = "whole"', "rules[0].number：缺少"),
        ('number = "whole"', 'number = "round"', "rules[0].number：应为 whole 或 decimal"),
        ('kind = "blank"', 'kind = "empty"', "rules[2].kind：没有“empty”这种规则"),
        ('kind = "blank"\n', "", "rules[2].kind：缺少"),
        ('kind = "blank"', 'kind = "blank"\nneeds = ["luck"]', "rules[2].needs：没有“luck”这种条件"),
        ('kind = "blank"', 'kind = "blank"\nneeds = "full"', "rules[2].needs：应为列表，实为文字"),
        ('kind = "blank"', 'kind = "blank"\nname = " "', "rules[2].name：没有文字"),
        ('kind = "blank"', 'kind = "blank"\nabout = 3', "rules[2].about：应为文字，实为整数"),
        ('severity = "warning"', 'severity = "fatal"', "rules[6].severity：应为 error、warning 或 hint"),
        ('severity = "warning"\n', "", "rules[6].severity：缺少"),
        ('id = "B3"\n', "", "rules[2].id：缺少"),
        ('id = "B3"', 'id = "B2"', "rules：“B2”重复"),
        (RULE_ROWS, RULE_ROWS.replace("harvest", "harvests"), "rules[5].grid：没有表“harvests”"),
        (RULE_ROWS, 'along = "rows"', "rules[5].grid：缺少"),
        (RULE_ROWS, RULE_ROWS.replace("rows", "diagonals"), "rules[5].along：应为 columns 或 rows"),
        (RULE_ROWS, 'grid = "harvest"', "rules[5].along：缺少"),
        (RULE_BALANCE, RULE_BALANCE.replace("planted", "sown"), "rules[6].left：没有行“sown”"),
        (RULE_BALANCE, RULE_BALANCE.replace('"all"', '"every"'), "rules[6].right：没有行“every”"),
        (RULE_BALANCE, 'left = ["planted"]', "rules[6].right：缺少"),
        (RULE_BALANCE, RULE_BALANCE.replace('["planted"]', '"planted"'), "rules[6].left：应为列表，实为文字"),
        (RULE_BALANCE, RULE_BALANCE.replace('["planted"]', "[]"), "rules[6].left：至少要有一行"),
        (RULE_BALANCE, f"{RULE_BALANCE}\nmiddle = []", "rules[6].middle：不认识"),
    ],
)
def test_a_broken_rule_is_refused(folder: Path, before: str, after: str, expected: str) -> None:
    assert expected in refusal(folder, "rules.toml", RULES, before, after)


@pytest.mark.parametrize("name", ["form.toml", "rules.toml"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(FormError, match="读不到表样文件") as caught:
        load_form(folder)
    assert str(folder / name) in str(caught.value)


@pytest.mark.parametrize(
    "content", [b"edition = ", b"edition = 'x'\nedition = 'y'", b"\xff\xfe", b"[[[", b"a = 1 b = 2"]
)
def test_a_file_that_is_no_toml_is_named(folder: Path, content: bytes) -> None:
    (folder / "form.toml").write_bytes(content)
    with pytest.raises(FormError) as caught:
        load_form(folder)
    assert str(folder / "form.toml") in str(caught.value)


def test_a_mistake_in_the_toml_has_its_line(folder: Path) -> None:
    (folder / "form.toml").write_text("edition = 'x'\n\nfirst_year = \n", encoding="utf-8")
    with pytest.raises(FormError, match="line 3"):
        load_form(folder)


def test_every_kind_of_rule_that_may_be_written_can_be_run() -> None:
    assert RULE_KEYS.keys() == KINDS


def test_options_of_a_rule_that_are_left_out_have_their_default() -> None:
    (balance,) = (rule for rule in load_rules(MADE_UP / "rules.toml") if rule.kind == "balance")
    assert balance.option("left") == ("planted",)
    assert balance.option("left_name", "合计") == "合计"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[word.orchards]", "word：没有表“orchards”"),
        ("[screen.orchard]", "screen：不认识"),
        ("[word.orchard]\nlabel = [1]", "word.orchard.label：不认识"),
        ("[word.orchard]\nlabels = [100]", "word.orchard.labels：应有 2 个数"),
        ("[excel.orchard]\ncolumns = [1, 0]", "excel.orchard.columns：应是大于0的数的列表"),
        ('[excel.orchard]\nrows = ["x"]', "excel.orchard.rows：应是大于0的数的列表"),
        ("[excel.orchard]\nrows = []", "excel.orchard.rows：应有 至少 1 个数"),
        ('[word.orchard]\nnew_page = "yes"', "word.orchard.new_page：应为true 或 false，实为文字"),
        ('[window.orchard]\nrow = "high"', "window.orchard.row：应为整数，实为文字"),
        ("[word]\norchard = 3", "word.orchard：应是一个表"),
        ("[word_12]\norchard = 3", "word_12.orchard：应是一个表"),
        ("[word_12.orchards]", "word_12：没有表“orchards”"),
        ("line_breaks = [3]", "line_breaks：应是文字的列表"),
    ],
)
def test_a_broken_layout_is_refused(tmp_path: Path, text: str, expected: str) -> None:
    (tmp_path / "layout.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FormError) as caught:
        load_layout(tmp_path, made_up_form())
    assert str(tmp_path / "layout.toml") in str(caught.value)
    assert expected in str(caught.value)
