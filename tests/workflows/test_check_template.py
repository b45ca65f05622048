"""检查模板: what is told of a template, in the workflow and on the command line; remarks before an export."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from main import main
from model.errors import ExportError
from model.placeholder_cells import cell_named, spelled
from model.placeholder_faults import fault_of
from model.placeholders import canonical, is_known
from tests.builders import FORMS, form_of, full_report, report_with
from tests.exporters.documents import office_template, paragraph, table, template_of
from tests.exporters.labelled_files import spots, word_table, word_template
from tests.exporters.office_files import letterhead
from tests.exporters.test_excel_conditions import template as workbook
from workflows.check_template import check_template
from workflows.export import export_word
from workflows.labelled_templates import gaps

FONTS = frozenset({"宋体", "Calibri"})


def file(folder: Path, data: bytes, name: str = "模板.docx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_wrong_placeholders_with_their_place_and_what_was_meant(tmp_path: Path) -> None:
    body = (
        paragraph("{{untt}}")
        + table([paragraph("格"), paragraph("{{requests.recieved.total}}")])
        + paragraph("{{若 表四 有数}}")
    )
    found = check_template(file(tmp_path, office_template(body)), form_of("2021"))
    assert not found.usable
    assert [line.words() for line in found.wrong] == [
        "正文第1段：“{{untt}}”没有这个占位符，是不是“{{unit}}”？",
        "正文第1个表格第1行第2格：“{{requests.recieved.total}}”没有这个占位符，是不是“{{requests.received.total}}”？",
        "正文第2段：“{{若 表四 有数}}”在同一处（同一格、同一个表、同一串段落）没有“结束”",
    ]


def test_what_has_no_place(tmp_path: Path) -> None:
    body = "".join(map(paragraph, ("{{title}}", "{{section:overview}}", "{{grid:proactive}}", "{{grid:disputes}}")))
    found = check_template(file(tmp_path, office_template(body)), form_of("2021"))
    assert found.usable
    said = [line for heading, line in found.lines(report_with()) if heading == "没有位置"]
    assert said == ["表三（收到和处理政府信息公开申请情况）：整个表格"]
    assert len([line for heading, line in found.lines() if heading == "没有位置"]) > 5


def test_fonts_that_this_pc_lacks(tmp_path: Path) -> None:
    found = check_template(file(tmp_path, template_of("2021")), form_of("2021"))
    assert not found.lacking
    said = [line for _, line in found.lines(installed=FONTS)]
    assert "这台电脑没有“仿宋_GB2312”" in said
    assert not any("“宋体”" in line for line in said)


def test_the_letterhead_is_fine(tmp_path: Path) -> None:
    found = check_template(file(tmp_path, letterhead()), form_of("2021"))
    assert found.usable
    assert not found.wrong


@pytest.mark.parametrize("body", [paragraph("没有占位符")])
def test_a_template_without_anything(body: str, tmp_path: Path) -> None:
    found = check_template(file(tmp_path, office_template(body)), form_of("2021"))
    assert not found.usable
    assert next(found.lines())[0] == "不能用"


def test_a_file_that_is_no_template(tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        check_template(file(tmp_path, b"x"), form_of("2021"))


def test_a_workbook(tmp_path: Path) -> None:
    made = workbook({"A1": "{{untt}}", "A2": "{{若 表四 有数}}甲"})
    found = check_template(file(tmp_path, made, "模板.xlsx"), form_of("2021"))
    assert [line.place for line in found.wrong] == ["工作表“汇总”的 A1", "工作表“汇总”的 A2"]
    assert "楷体" in found.fonts


def test_what_cannot_be_worked_out_is_told_before_an_export(tmp_path: Path) -> None:
    body = "".join(
        map(paragraph, ("{{上年:requests.received.total}}", "{{若 requests.received.total > 3}}", "甲", "{{结束}}"))
    )
    notes = gaps(report_with(), file(tmp_path, office_template(body))).notes
    assert len(notes) == 2
    assert "没有上年数" in notes[0]
    assert "按不成立处理" in notes[1]


def test_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = file(tmp_path, letterhead()), file(tmp_path, office_template(paragraph("{{untt}}")), "坏.docx")
    assert main(["check-template", str(good)]) == 0
    assert "可以用" in capsys.readouterr().out
    assert main(["check-template", str(bad), "--edition", "2019"]) == 3
    assert "是不是“{{unit}}”" in capsys.readouterr().out
    assert main(["check-template", str(good), "--edition", "1999"]) == 2
    assert "没有 1999 年版" in capsys.readouterr().err


def test_a_condition_around_an_empty_table_of_the_form(tmp_path: Path) -> None:
    """The check by labels does not look for a table that the clerk's own condition leaves out."""
    grid = form_of("2021").grids[-1]
    made = word_template(
        "四、政府信息公开行政复议、行政诉讼情况", "{{若 表四 有数}}", word_table(spots(grid)), "{{结束}}", "{{unit}}"
    )
    template, target = file(tmp_path, made.data), tmp_path / "成品.docx"
    for figure, tables in (("0", 0), ("2", 1)):
        export_word(full_report(figure=figure), target, template)
        assert len(Document(str(target)).tables) == tables


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "“{{}}”花括号里没有写名称"),
        ("  ", "花括号里没有写名称"),
        ("12", "是数字，不是名称；要填哪一格请写它的名称，如 {{表三 新收 总计}}"),
        ("表四 总计", "有 3 格，要写明是哪一格，如 {{表四 行政复议 总计}}、{{表四 行政诉讼 未经复议直接起诉 总计}}、"),
        ("表三 总计", "指不清是哪一格，可能是 {{表三 新收 总计}}、"),
        ("表三 新收", "有 7 格，要写明是哪一格，如 {{表三 新收 总计}}"),
        ("requests.received", "如 {{requests.received.total}}、{{requests.received.natural_person}}"),
        ("表三", "是整个表，不是一格；整个表格写 {{表格:表三}}"),
        ("总记", "没有这个占位符；像“总计”，还要写明是哪一格，如 {{表三 新收 总计}}"),
        ("表三 新收 总记", "没有这个占位符，是不是“{{表三 新收 总计}}”？"),
        ("表四 维持", "像“结果维持”"),
        ("邮箱", "是不是“{{电子邮箱}}”？"),
        ("文字:七", "没有“七”这个部分，可以写：单位与说明、一、二、三、四、五、六"),
        ("文字:总体", "是不是“{{文字:总体情况}}”？"),
        ("表格:表五", "没有“表五”这个表，可以写：表二、表三、表四"),
        ("上年:表四 总计", "里的“表四总计”有 3 格"),
        ("占比:表三 新收 总记/表三 新收 总计", "是不是“{{占比:表三 新收 总计/表三新收总计}}”？"),
        ("占比:表三 新收 总计", "写法不对，应写成 {{占比:甲/乙,1}}"),
        ("增减率:表三 新收 总计,3", "逗号后面只能写小数位数（0 到 2）和“汉字”"),
        ("若 表四 总计 > 0", "看不懂这个条件：“表四总计”有 3 格"),
        ("若 表四 全都是零", "看不懂这个条件，要写表、行或格，后面写“全为0”"),
        ("若", "没有写条件"),
    ],
)
def test_why_a_placeholder_is_wrong_and_what_was_meant(typed: str, said: str, tmp_path: Path) -> None:
    found = check_template(file(tmp_path, office_template(paragraph(f"{{{{{typed}}}}}"))), form_of("2021"))
    assert said in found.wrong[0].words()
    assert found.wrong[0].words().startswith("正文第1段：“{{")


@pytest.mark.parametrize("edition", FORMS)
def test_what_is_suggested_is_known(edition: str) -> None:
    described = form_of(edition)
    for cell in list(described.cells)[::11]:
        misspelt = fault_of(described, canonical(f"{spelled(described, cell)}计")).meant
        assert not misspelt or is_known(described, canonical(misspelt.strip("{}")))
        assert cell_named(described, canonical(spelled(described, cell))) == cell


def test_many_slips_are_no_other_edition(tmp_path: Path) -> None:
    rows = [
        [paragraph("甲"), paragraph(f"{{{{request.received.{part}}}}}")]
        for part in ("total", "natural_person", "business", "research", "welfare", "legal_service", "other")
    ]
    path = file(tmp_path, office_template(table(*rows)))
    found = check_template(path, form_of("2021"))
    assert not found.edition
    assert all("是不是" in wrong.words() for wrong in found.wrong)
    with pytest.raises(ExportError) as raised:
        gaps(report_with(), path)
    assert "年版" not in str(raised.value)
    assert "有 7 个占位符不能用" in str(raised.value)


def test_a_template_of_another_edition_is_told_as_such(tmp_path: Path) -> None:
    path = file(tmp_path, template_of("2019"))
    found = check_template(path, form_of("2021"))
    assert next(found.lines()) == ("不能用", "这是 2019 年版表样的模板，请换用同一版表样的模板")
    assert "是 2019 年版的，2021 年版没有" in found.wrong[0].words()
    for refused in (
        lambda: gaps(report_with(), path),
        lambda: export_word(report_with(), tmp_path / "成品.docx", path),
    ):
        with pytest.raises(ExportError, match="这份模板是 2019 年版表样的，报告用的是 2021 年版"):
            refused()
    assert not (tmp_path / "成品.docx").exists()


def test_all_fonts_of_a_workbook_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = Workbook()
    book.active["A1"] = "{{unit}}"
    book.active["A1"].font = Font(name="黑体")
    book.active["A2"] = CellRichText("甲", TextBlock(InlineFont(rFont="隶书"), "乙"))
    book.active.oddFooter.center.text = "第&P页"
    book.active.oddFooter.center.font = "楷体_GB2312,Regular"
    path = tmp_path / "模板.xlsx"
    book.save(path)
    assert main(["check-template", str(path)]) == 0
    fonts = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("用到的字体"))
    assert {"黑体", "隶书", "楷体_GB2312"} <= set(fonts.removeprefix("用到的字体  ").split("、"))


def test_a_template_by_labels_is_told_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = word_template("四、政府信息公开行政复议、行政诉讼情况", word_table(spots(form_of("2021").grids[-1])))
    assert main(["check-template", str(file(tmp_path, made.data))]) == 0
    assert "可以用：按标题认出了各处" in capsys.readouterr().out


def test_a_few_names_of_another_edition_are_slips(tmp_path: Path) -> None:
    """One of them alone, or fewer than what is wrong otherwise."""
    old = [cell for cell in form_of("2019").cells if not is_known(form_of("2021"), cell)]
    for number, (names, edition) in enumerate(
        ((old[:1], ""), (old[:2], "2019"), ([*old[:2], "requests.reeceived.total", "untt", "yeer"], ""))
    ):
        body = "".join(paragraph(f"{{{{{name}}}}}") for name in ("unit", *names))
        path = file(tmp_path, office_template(body), f"{number}.docx")
        assert check_template(path, form_of("2021")).edition == edition


def test_fonts_are_the_same_in_capitals_and_without(tmp_path: Path) -> None:
    found = check_template(file(tmp_path, template_of("2021")), form_of("2021"))
    installed = [name.lower() for name in found.fonts]
    assert "仿宋_gb2312" in installed
    assert not [line for heading, line in found.lines(installed=installed) if heading == "字体"]


@pytest.mark.parametrize(("body", "lacking"), [("{{unit}}{{year}}", False), ("{{unit}}", True), ("{{title}}", False)])
def test_unit_and_year_together_stand_for_the_title(tmp_path: Path, body: str, lacking: bool) -> None:
    found = check_template(file(tmp_path, office_template(paragraph(body))), form_of("2021"))
    assert any(one.field == "title" for one in found.lacking) is lacking


def test_what_labels_have_no_place_for_is_told_once(tmp_path: Path) -> None:
    made = word_template("四、政府信息公开行政复议、行政诉讼情况", word_table(spots(form_of("2021").grids[-1])))
    told = [line for heading, line in check_template(file(tmp_path, made.data), form_of("2021")).lines()]
    assert len(told) > 5
    assert len(set(told)) == len(told)


def test_the_command_takes_a_template_for_one_of_the_edition_in_force(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for edition, status in (("2021", 0), ("2019", 3)):
        path = file(tmp_path, template_of(edition))
        assert main(["check-template", str(path)]) == status
        assert main(["check-template", str(path), "--edition", edition]) == 0
        capsys.readouterr()


def test_places_are_counted_in_the_template_as_it_is(tmp_path: Path) -> None:
    """Whatever grids are put in above: the clerk looks for them in his own file."""
    body = (
        paragraph("{{表格:表四}}")
        + paragraph("甲{{nope1}}")
        + table([paragraph("格"), paragraph("{{nope2}}")])
        + paragraph("乙")
        + paragraph("{{表格:表三}}")
        + paragraph("丙{{nope3}}")
        + paragraph("{{若 表四 全为0}}")
    )
    found = check_template(file(tmp_path, office_template(body)), form_of("2021"))
    assert [(wrong.typed, wrong.place) for wrong in found.wrong] == [
        ("{{nope1}}", "正文第2段"),
        ("{{nope2}}", "正文第1个表格第1行第2格"),
        ("{{nope3}}", "正文第5段"),
        ("{{若 表四 全为0}}", "正文第6段"),
    ]


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_a_bracket_that_is_left_open_hides_no_other_placeholder(suffix: str, tmp_path: Path) -> None:
    typed = "坏{{unitt}}，{{未完，{{若 表四 全为0}}再说{{yeer}}。"
    if suffix == ".docx":
        path = file(tmp_path, office_template(paragraph(typed)))
    else:
        path = tmp_path / "模板.xlsx"
        book = Workbook()
        book.active["A1"] = typed
        book.save(path)
    found = check_template(path, form_of("2021"))
    assert {(wrong.typed, wrong.wrong) for wrong in found.wrong} == {
        ("{{unitt}}", "没有这个占位符"),
        ("{{未完，", "括号不成对"),
        ("{{若 表四 全为0}}", "后面没有“结束”"),
        ("{{yeer}}", "没有这个占位符"),
    }


@pytest.mark.parametrize("apart", [False, True])
def test_what_stands_in_a_branch_that_is_not_printed_is_not_told(apart: bool, tmp_path: Path) -> None:
    lines = (
        "{{若 有上年报告}}",
        "比上年{{比上年:表三 新收 总计,1}}",
        "{{否则}}",
        "{{差:表三 新收 总计-表四 行政复议 总计}}",
    )
    lines = (*lines, "{{若 上年 表四 全为0}}", "无", "{{结束}}", "{{结束}}")
    body = "".join(map(paragraph, lines if apart else ["".join(lines)]))
    told = gaps(report_with(), file(tmp_path, office_template(body))).notes
    assert not [note for note in told if "compared" in note or "比上年" in note]
    assert [note for note in told if "没有上年报告" in note] == [
        note for note in told if note.startswith("条件“上年表四全为0”")
    ]
    assert len([note for note in told if "印成〔未填〕" in note]) == 1
