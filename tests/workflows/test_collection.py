"""Sending a collection form out and taking it back, and our own workbooks from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.edits import Edit, SetField
from model.errors import ExportError, ImportProblem
from model.history import History
from ooxml.package import make_package
from tests.builders import report_with
from tests.importers.own_workbooks import blank_form, filled, section_form
from workflows.collection_form import (
    check_collection_form,
    export_collection_form,
    form_name,
    section_order,
    unit_order,
    write_collection_form,
)
from workflows.collection_return import edit_of, plan_return, read_returned
from workflows.command_line import run_command
from workflows.document import read_report
from workflows.export import export_excel
from workflows.forms import form
from workflows.importing import import_file

CELL, OTHER, THIRD = (f"requests.received.{name}" for name in ("natural_person", "business", "research"))


def _returned(tmp_path: Path, figures: dict[str, object], **choices) -> Path:
    path = tmp_path / "办公室.xlsx"
    path.write_bytes(filled(section_form(**choices), figures | {"report.filler": "张三"}))
    return path


def test_a_form_of_the_report_is_written_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    export_collection_form(report_with(), path)
    own = read_returned(path)
    assert (own.unit, own.year, own.figures) == ("示例县数据局", 2025, {})
    assert form_name(unit_order(form("2021"))) == "年报数据采集表"


def test_a_section_form_needs_a_section_and_rows(tmp_path: Path) -> None:
    report = report_with()
    with pytest.raises(ExportError, match="科室"):
        section_order(report, " ", ["requests.received"])
    with pytest.raises(ExportError, match="行"):
        section_order(report, "办公室", ["requests.nothing"])
    order = section_order(report, "办公室", ["requests.carried_in", "requests.received"])
    assert order.rows == ("requests.received", "requests.carried_in")
    assert form_name(order) == "示例县数据局2025年科室采集单（办公室）"
    write_collection_form(order, tmp_path / "单.xlsx", "abc")
    assert read_returned(tmp_path / "单.xlsx").section == "办公室"


def test_a_form_that_is_not_what_was_asked_for_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import exporters.collection_form as made

    path = tmp_path / "表.xlsx"
    path.write_bytes(b"old")
    wrong = filled(blank_form("2021"), {CELL: 1})
    monkeypatch.setattr(made, "collection_form", lambda *_: wrong)
    with pytest.raises(ExportError, match="没有保存"):
        export_collection_form(report_with(), path)
    assert path.read_bytes() == b"old"
    with pytest.raises(ExportError):
        check_collection_form(blank_form("2021", year=2024), unit_order(form("2021"), "示例县数据局", 2025))


def test_what_comes_back_fills_its_cells_as_one_step_and_keeps_where_it_is_from(tmp_path: Path) -> None:
    report = report_with({OTHER: "7", "proactive.licences.decisions": "9"})
    path = _returned(tmp_path, {CELL: 3, OTHER: 8, THIRD: 0})
    plan = plan_return(report, read_returned(path), path.name)
    assert [item.cell for item in plan.fresh] == [CELL, THIRD]
    assert [(item.cell, item.have_text, item.given_text) for item in plan.conflicts] == [(OTHER, "7", "8")]
    history = History(report)
    history.do(edit_of(report, plan, ()))
    assert [report.value(cell) for cell in (CELL, OTHER, THIRD)] == [3, 7, 0]
    origin = report.notes(CELL).origin
    assert origin is not None
    assert origin.source == "办公室（张三），办公室.xlsx 表三 申请办理!C6"
    assert report.notes(OTHER).origin is None
    history.undo()
    assert [report.value(cell) for cell in (CELL, OTHER, THIRD)] == [None, 7, None]
    assert report.notes(CELL).origin is None


def test_a_conflict_gives_way_where_the_clerk_says_so(tmp_path: Path) -> None:
    report = report_with({OTHER: "7", CELL: "3"})
    path = _returned(tmp_path, {CELL: 3, OTHER: 8})
    plan = plan_return(report, read_returned(path), path.name)
    assert [item.cell for item in plan.same] == [CELL]
    report.apply(edit_of(report, plan, {OTHER}))
    assert report.value(OTHER) == 8


def test_blanks_and_other_rows_touch_nothing(tmp_path: Path) -> None:
    report = report_with({CELL: "3", "proactive.licences.decisions": "9"})
    path = _returned(tmp_path, {OTHER: 1})
    plan = plan_return(report, read_returned(path), path.name)
    report.apply(edit_of(report, plan, ()))
    assert (report.value(CELL), report.value("proactive.licences.decisions")) == (3, 9)
    assert len(plan.blank) == 3 + 3 * 6 - 1


def test_the_source_is_never_exported(tmp_path: Path) -> None:
    report = report_with()
    path = _returned(tmp_path, {CELL: 3})
    report.apply(edit_of(report, plan_return(report, read_returned(path), path.name), ()))
    export_excel(report, tmp_path / "年报.xlsx")
    import zipfile

    with zipfile.ZipFile(tmp_path / "年报.xlsx") as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
    assert "张三".encode() not in content
    assert "办公室".encode() not in content


@pytest.mark.parametrize(
    ("choices", "told"), [({"year": 2024}, "2024 年度"), ({"unit": "测试县统计局"}, "测试县统计局")]
)
def test_a_form_of_another_year_or_unit_is_named(tmp_path: Path, choices: dict, told: str) -> None:
    path = _returned(tmp_path, {CELL: 3}, **choices)
    with pytest.raises(ImportProblem, match=told):
        plan_return(report_with(), read_returned(path), path.name)


def test_a_form_of_another_edition_is_named(tmp_path: Path) -> None:
    path = tmp_path / "旧.xlsx"
    path.write_bytes(blank_form("2019"))
    with pytest.raises(ImportProblem, match="2019 年版"):
        plan_return(report_with(), read_returned(path), path.name)


@pytest.mark.parametrize("content", [b"", b"text", b"PK\x03\x04nothing"])
def test_what_is_no_form_is_not_taken(tmp_path: Path, content: bytes) -> None:
    from model.errors import ReportError

    (tmp_path / "x.xlsx").write_bytes(content)
    with pytest.raises(ReportError):
        read_returned(tmp_path / "x.xlsx")


def test_our_workbooks_are_imported_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = report_with({CELL: "3", "proactive.fees.amount": "0.50"})
    report.apply(Edit("署名", (SetField("signature.unit", "示例县数据局"),)))
    export_excel(report, tmp_path / "年报.xlsx")
    target = tmp_path / "读回.nianbao"
    assert run_command(["import", str(tmp_path / "年报.xlsx"), "-o", str(target)]) == 0
    back = read_report(target)
    assert back.state().values == report.state().values
    assert back.fields["signature.unit"] == "示例县数据局"
    (tmp_path / "表.xlsx").write_bytes(filled(blank_form("2021"), {CELL: 3, "requests.received.total": 9}))
    assert run_command(["import", str(tmp_path / "表.xlsx"), "-o", str(target), "--force"]) == 3
    printed = capsys.readouterr().out
    assert "合计不符" in printed
    assert "公式被改成了数" in printed


def test_a_section_form_is_not_imported_as_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _returned(tmp_path, {CELL: 3})
    assert run_command(["import", str(path), "-o", str(tmp_path / "x.nianbao")]) == 1
    assert "收回采集表" in capsys.readouterr().err
    assert not (tmp_path / "x.nianbao").exists()


@pytest.mark.parametrize("read", [import_file, read_returned])
def test_an_old_or_locked_workbook_is_named_as_one(read, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    with pytest.raises(ImportProblem, match=r"旧格式.*\.xls.*密码"):
        read(path)


def test_a_folder_is_named_even_where_its_path_is_a_dot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ImportProblem, match=tmp_path.name):
        import_file(Path())


@pytest.mark.parametrize("read", [import_file, read_returned])
@pytest.mark.parametrize(
    ("parts", "told", "advice"),
    [
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, "OpenDocument 表格", "另存为“Excel 工作簿"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "OpenDocument 文件", "粘贴整篇报告"),
        ({"a.txt": b"a"}, "压缩包", "先解压"),
    ],
)
def test_a_package_of_no_kind_of_office_is_named_and_what_to_do(
    read, parts: dict[str, bytes], told: str, advice: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.ods"
    path.write_bytes(make_package(parts))
    with pytest.raises(ImportProblem) as caught:
        read(path)
    assert told in caught.value.summary
    assert advice in caught.value.advice


def test_a_workbook_in_place_of_a_report_is_to_be_imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "采集表.xlsx"
    path.write_bytes(blank_form("2021"))
    assert run_command(["export", str(path), "--csv"]) != 0
    assert "文件→导入" in capsys.readouterr().err
