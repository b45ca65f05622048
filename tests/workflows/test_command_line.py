"""The public command line: names, shapes and exit statuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from docx import Document

import resources
from model import storage
from model.edits import Edit, SetExplanation
from model.state import Explanation
from tests.builders import beside, full_report, last_report, written
from tests.exporters.labelled_files import whole_template
from tests.workflows.command_runs import run
from workflows.forms import form
from workflows.unit_cards import Former, UnitCard, keep_card

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = resources.path("example", "example.nianbao")


def _json(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    return json.loads(run(capsys, *arguments)[1])


@pytest.fixture
def blank(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    file = tmp_path / "新.nianbao"
    assert run(capsys, "new", "--unit", "某某局", "--year", "2025", "-o", file)[0] == 0
    return file


RULES = {f"proactive.rules.{column}" for column in ("issued", "repealed", "in_force")}


def test_a_new_report_is_blank_but_for_what_its_kind_of_unit_has_none_of(
    blank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = _json(capsys, "show", blank, "--json")
    assert (shown["unit"], shown["year"], shown["edition"], shown["unit_kind"]) == (
        "某某局",
        2025,
        "2021",
        "department",
    )
    assert list(shown["cells"]) == list(form("2021").cells)
    assert {cell: value for cell, value in shown["cells"].items() if value is not None} == dict.fromkeys(RULES, 0)
    assert shown["sections"] == dict.fromkeys([section.id for section in form("2021").sections], "")
    assert (shown["units"], shown["stated"]) == ({}, {})


@pytest.mark.parametrize(("year", "edition"), [("2020", "2019"), ("2019", "2019"), ("2021", "2021"), ("2030", "2021")])
def test_the_edition_follows_the_year(
    year: str, edition: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "新.nianbao"
    run(capsys, "new", "--unit", "某某局", "--year", year, "-o", file)
    assert _json(capsys, "show", file, "--json")["edition"] == edition


@pytest.mark.parametrize(("unit", "said"), [("某某局", True), ("某某省人民政府", False), ("某某", False)])
def test_what_such_a_unit_has_none_of_is_entered_and_said(
    unit: str, said: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "新.nianbao"
    status, _, err = run(capsys, "new", "--unit", unit, "--year", "2025", "-o", file)
    assert status == 0
    assert ("“规章”已按单位类别（县级以上政府部门）填 0" in err) == bool(err) == said
    cells = _json(capsys, "show", file, "--json")["cells"]
    assert {cell for cell, value in cells.items() if value == 0} == (RULES if said else set())
    assert {value for cell, value in cells.items() if cell not in RULES} == {None}
    assert "P2" not in [finding["rule"] for finding in json.loads(run(capsys, "check", file, "--json")[1])["findings"]]


def test_year_and_edition_are_independent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "新.nianbao"
    run(capsys, "new", "--unit", "某某局", "--year", "2023", "--edition", "2019", "-o", file)
    status, out, _ = run(capsys, "check", file, "--json")
    assert status == 3
    assert "F1" in [finding["rule"] for finding in json.loads(out)["findings"]]


def test_show_and_check_speak_to_people_too(blank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "show", blank)
    assert status == 0
    assert "某某局" in out
    assert form("2021").sections[-1].heading in out
    status, out, _ = run(capsys, "check", blank)
    assert status == 3
    assert "没有上年报告，未作年度对照" in out
    *lines, last = out.rstrip().splitlines()
    counts = [sum(line.startswith(name) for line in lines) for name in ("错误", "警告", "提示")]
    assert counts[0] > 3
    assert last == "检查结果：错误 {} 处，警告 {} 处，提示 {} 处".format(*counts)


def test_the_example_is_without_errors(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "check", EXAMPLE, "--json")
    assert status == 0
    assert [(found["severity"], found["message"]) for found in json.loads(out)["findings"]] == [
        ("hint", "没有上年报告，未作年度对照")
    ]


@pytest.mark.parametrize("known", [True, False])
def test_a_former_name_that_the_units_card_knows_is_not_asked_about(
    known: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "data"))
    last, file = tmp_path / "上年.nianbao", tmp_path / "新.nianbao"
    run(capsys, "new", "--unit", "示例县信息办", "--year", "2024", "-o", last)
    if known:
        keep_card(UnitCard("示例县数据局", former=(Former("示例县信息办"),)))
    status, _, err = run(capsys, "new", "--last-year", last, "--unit", "示例县数据局", "-o", file)
    assert status == 0
    assert ("新报告是“示例县数据局”的，请核对" in err) != known


def test_show_json_has_last_years_figures_and_check_its_rules(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    carried = "requests.carried_out.business"
    figures = {carried: "3", "requests.received.business": "3"}
    one, other = last_report(figures, unit="甲局"), last_report({carried: "1"}, unit="乙局")
    file = tmp_path / "报告.nianbao"
    file.write_bytes(storage.dump(beside(written(full_report()), one, other)))
    last = _json(capsys, "show", file, "--json")["last_year"]
    assert {key: last[key] for key in ("unit", "year", "edition")} == {
        "unit": "甲局、乙局",
        "year": 2024,
        "edition": "2021",
    }
    assert set(last["cells"]) == set(form("2021").cells)
    assert (last["cells"][carried], last["cells"]["requests.carried_out.total"]) == (4, 4)
    assert last["cells"]["requests.carried_out.research"] is None
    status, out, _ = run(capsys, "check", file, "--json")
    rules = {finding["key"]: finding["severity"] for finding in json.loads(out)["findings"]}
    assert (status, rules["Y1:total"]) == (0, "warning"), "several predecessors"


def test_without_last_year_show_json_says_null(blank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _json(capsys, "show", blank, "--json")["last_year"] is None


def test_what_is_explained_is_counted_apart_and_is_no_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = beside(written(full_report()), last_report({"requests.carried_out.business": "3"}))
    errors = [finding for finding in report.findings() if finding.severity == "error" or finding.explainable]
    report.apply(Edit("说明", tuple(SetExplanation(found.key, Explanation("移交", found.figures)) for found in errors)))
    file = tmp_path / "报告.nianbao"
    file.write_bytes(storage.dump(report))
    status, out, _ = run(capsys, "check", file)
    assert status == 0
    assert "已说明：移交" in out
    assert out.rstrip().endswith(f"错误 0 处，警告 0 处，提示 0 处，已说明 {len(errors)} 处")
    keys = [(found["explained"], found["severity"]) for found in _json(capsys, "check", file, "--json")["findings"]]
    assert all(explained for explained, _ in keys)


def test_check_json_has_its_public_keys(blank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    findings = _json(capsys, "check", blank, "--json")["findings"]
    keys = ["key", "rule", "severity", "part", "cells", "text", "left", "right", "difference", "message", "explained"]
    assert findings
    assert all(set(keys) <= set(finding) for finding in findings)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("export",),
        ("export", EXAMPLE),
        ("export", EXAMPLE, "--word", "a.doc"),
        ("export", EXAMPLE, "--word", EXAMPLE),
        ("new", "--unit", "某某局", "--year", "2025", "-o", "a.txt"),
        ("new", "--unit", "某某局", "--year", "25", "-o", "a.nianbao"),
        ("new", "--unit", "某某局", "--year", "二〇二五", "-o", "a.nianbao"),
        ("new", "--unit", "某某局", "--year", "2025", "--edition", "2050", "-o", "a.nianbao"),
        ("show",),
        ("fly", EXAMPLE),
    ],
)
def test_wrong_usage_is_2_and_writes_nothing(
    arguments: tuple[object, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, _, err = run(capsys, *arguments)
    assert status == 2
    assert "用法不对" in err
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten_without_force(blank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = blank.read_bytes()
    status, _, err = run(capsys, "new", "--unit", "别的局", "--year", "2024", "-o", blank)
    assert (status, blank.read_bytes()) == (1, before)
    assert "--force" in err
    assert run(capsys, "new", "--unit", "别的局", "--year", "2024", "-o", blank, "--force")[0] == 0
    assert _json(capsys, "show", blank, "--json")["unit"] == "别的局"


@pytest.mark.parametrize("content", [b"", b"{", b"PK\x03\x04" + bytes(50), b"\xff\xfe\0", b"[1]", b"{}", b"\0" * 500])
@pytest.mark.parametrize("command", [("show",), ("check", "--json"), ("export", "--word", "o.docx")])
def test_a_file_that_is_no_report_is_told_in_chinese(
    content: bytes,
    command: tuple[str, ...],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "坏.nianbao").write_bytes(content)
    status, out, err = run(capsys, command[0], "坏.nianbao", *command[1:])
    assert (status, out) == (1, "")
    assert any("\u4e00" <= character <= "\u9fff" for character in err)
    assert "Traceback" not in err
    assert not (tmp_path / "o.docx").exists()


@pytest.mark.parametrize("missing", ["没有.nianbao", "."])
def test_a_missing_file_or_a_folder_is_told(missing: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "show", missing)
    assert status == 1
    assert "Traceback" not in err


def test_export_writes_both_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    word, excel = tmp_path / "报告.docx", tmp_path / "报告.xlsx"
    status, out, err = run(capsys, "export", EXAMPLE, "--word", word, "--excel", excel)
    assert (status, err) == (0, "")
    assert out.count("已写出并核对") == 2
    first = word.read_bytes(), excel.read_bytes()
    run(capsys, "export", EXAMPLE, "--word", word, "--excel", excel)
    assert (word.read_bytes(), excel.read_bytes()) == first


def test_a_template_is_known_by_its_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = tmp_path / "模板.dotx"
    template.write_bytes(resources.path("forms", "2021", "report.docx").read_bytes())
    word = tmp_path / "报告.docx"
    assert run(capsys, "export", EXAMPLE, "--word", word, "--template", template)[0] == 0
    assert word.exists()
    excel = tmp_path / "报告.xlsx"
    assert run(capsys, "export", EXAMPLE, "--excel", excel, "--template", template)[0] == 2
    assert not excel.exists()
    before = template.read_bytes()
    assert run(capsys, "export", EXAMPLE, "--word", template, "--template", template)[0] == 2
    assert template.read_bytes() == before
    template.write_bytes(b"nothing")
    assert run(capsys, "export", EXAMPLE, "--word", tmp_path / "二.docx", "--template", template)[0] == 1


def _labelled(path: Path, *lines: str) -> Path:
    document = Document()
    for line in ("年度报告格式模板", *lines):
        document.add_paragraph(line)
    document.save(str(path))
    return path


def test_a_template_without_placeholders_that_lacks_something_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template, output = _labelled(tmp_path / "模板.docx", "一、总体情况", "（文字描述）"), tmp_path / "一.docx"
    status, _, error = run(capsys, "export", EXAMPLE, "--word", output, "--template", template)
    assert status == 1
    assert "没有位置放下报告的全部内容" in error
    assert "表三" in error
    assert not output.exists()


def test_a_template_without_placeholders_is_filled_and_what_stays_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template, output = tmp_path / "模板.docx", tmp_path / "一.docx"
    template.write_bytes(whole_template(form("2021"), text="原有的一句话，不是占位的。").data)
    status, said, error = run(capsys, "export", EXAMPLE, "--word", output, "--template", template)
    assert status == 0
    assert "已写出并核对" in said
    assert "保留“一、总体情况”里原有的文字" in error
    assert "原有的一句话" in error
    texts = [paragraph.text for paragraph in Document(str(output)).paragraphs]
    assert "原有的一句话，不是占位的。" in texts
    assert "示例县数据局\n2025年政府信息公开工作年度报告" in texts


def test_two_templates_go_to_their_kinds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = resources.path("forms", "2021")
    outputs = ["--word", tmp_path / "一.docx", "--excel", tmp_path / "一.xlsx"]
    templates = ["--template", folder / "report.xlsx", "--template", folder / "report.docx"]
    assert run(capsys, "export", EXAMPLE, *outputs, *templates)[0] == 0
    doubled = ["--template", folder / "report.docx", "--template", folder / "report.docx"]
    assert run(capsys, "export", EXAMPLE, *outputs, *doubled)[0] == 2


def test_an_output_folder_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "export", EXAMPLE, "--word", tmp_path / "没有" / "报告.docx")
    assert status == 1
    assert "Traceback" not in err


def test_the_commands_start_without_qt() -> None:
    code = "import sys, main; main.main(['show', sys.argv[1]]); sys.exit('PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, str(EXAMPLE)], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0


def test_self_test_goes_the_whole_way(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "self-test")
    assert status == 0, out
    assert "失败" not in out


def test_an_unexpected_error_goes_to_the_log_and_no_traceback_to_the_clerk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))

    def fail(_: object) -> None:
        raise RuntimeError("broken inside")

    monkeypatch.setattr("workflows.document.read_report", fail)
    status, _, err = run(capsys, "show", EXAMPLE)
    assert status == 1
    assert "意外错误" in err
    assert "broken inside" not in err
    assert "RuntimeError: broken inside" in (tmp_path / "nianbao" / "nianbao.log").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", "--year", "二〇二五", "--unit", "甲局", "-o", "a.nianbao"), "--year 应为整数，写成了“二〇二五”"),
        (("show",), "缺少 文件"),
        (("show", "a", "b"), "不认识 b"),
        (("export", "a.nianbao", "--template"), "--template 后面要写一个值"),
        (("new", "--unit", " ", "--year", "2025", "-o", "a.nianbao"), "--unit 应写单位全称"),
        (("new", "--unit", "甲\n局", "--year", "2025", "-o", "a.nianbao"), "--unit 应写单位全称"),
    ],
)
def test_wrong_usage_is_told_in_chinese(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = run(capsys, *arguments)
    assert status == 2
    assert said in err
    assert "usage" not in err
    assert "用法：用法" not in err


def test_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ((), ("export",)):
        status, out, _ = run(capsys, *command, "--help")
        assert status == 0
        assert not {"usage", "options", "positional", "show this"} & set(out.split())


def test_two_outputs_that_are_one_file_are_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "一.docx"
    target.write_bytes(b"before")
    (tmp_path / "二.xlsx").symlink_to(target)
    assert run(capsys, "export", EXAMPLE, "--word", target, "--excel", tmp_path / "二.xlsx")[0] == 2
    assert target.read_bytes() == b"before"


def test_an_export_tells_of_errors_and_of_characters_that_cannot_be_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from model import storage
    from model.edits import Edit, ReplaceText
    from model.text import from_plain
    from tests.builders import report_with

    report = report_with()
    report.apply(Edit("输入", (ReplaceText("overview", 0, 0, from_plain("甲\x01乙")),)))
    (tmp_path / "一.nianbao").write_bytes(storage.dump(report))
    status, _, err = run(capsys, "export", tmp_path / "一.nianbao", "--word", tmp_path / "一.docx")
    assert status == 3
    assert "报告还有 4 处错误" in err
    assert form("2021").section("overview").heading in err
    assert "控制字符" in err


def test_characters_that_documents_have_otherwise_are_told_with_their_places() -> None:
    from model.edits import Edit, ReplaceText, SetCell
    from model.text import from_plain
    from tests.builders import report_with
    from workflows.export import characters_remark

    report = report_with()
    assert characters_remark(report) == ""
    report.apply(Edit("输入", (ReplaceText("problems", 0, 0, from_plain("甲\x01乙\u202e")),)))
    report.apply(Edit("输入", (SetCell("requests.received.business", "\u202e321"),)))
    control, turning = characters_remark(report).rstrip("。").split("。")
    heading = form("2021").section("problems").heading
    assert control.startswith(f"“{heading}”里有不能打印的控制字符")
    assert turning.startswith(f"“{heading}”、表三 一、本年新收政府信息公开申请数量，商业企业里有看不见的")


def test_an_import_with_open_questions_ends_with_3_and_lists_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "某某局\n2025年政府信息公开工作年度报告\n一、总体情况\n正常。\n二、主动公开政府信息情况\n行政处罚\n约3件\n"
    (tmp_path / "一.txt").write_text(text, encoding="utf-8")
    status, out, _ = run(capsys, "import", tmp_path / "一.txt", "-o", tmp_path / "一.nianbao")
    assert status == 3
    assert "约3件" in out


@pytest.mark.parametrize("arguments", [["frob"], [""], ["--at"], ["--colour"]])
def test_what_is_neither_file_nor_command_is_wrong_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    from workflows.window_arguments import parse

    assert parse(arguments) == 2
    assert "用法" in capsys.readouterr().err


def test_without_a_display_the_window_says_so() -> None:
    code = "import sys, main; sys.exit(main.main([]))"
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    environment.update(DISPLAY="", WAYLAND_DISPLAY="")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 1
    assert "没有显示器" in done.stderr


@pytest.mark.parametrize("command", [("new", "--unit", "甲局", "--year", "2025"), ("import", "来源.txt")])
def test_a_name_that_is_too_long_is_told(
    command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = run(capsys, *command, "-o", tmp_path / f"{'长' * 100}.nianbao")
    assert status == 1
    assert "太长" in err
