"""检查模板: what is told of a template, in the workflow and on the command line; remarks before an export."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from main import main
from model.errors import ExportError
from tests.builders import form_of, full_report, report_with
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
