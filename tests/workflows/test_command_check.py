"""`main.py check`: many reports in any form, beside last year's, through the roster; what is printed, and the exit status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from importers.result import ImportResult
from model import storage
from model.edits import Edit, ReplaceText, SetCell, SetField
from model.report import Report
from model.text import from_plain
from tests.builders import full_report, report_with, written
from tests.workflows.command_runs import run
from workflows.export_kinds import AS_USUAL, KINDS
from workflows.importing import import_file

RECEIVED, CARRIED_IN, CARRIED_OUT = (
    f"requests.{row}.natural_person" for row in ("received", "carried_in", "carried_out")
)


class Here:
    """Reads documents in this process: faster where it is not about the others."""

    def read(self, path: Path, source: bool) -> ImportResult:
        return import_file(path)

    def close(self) -> None:
        pass


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are read by this process."""
    monkeypatch.setattr("workflows.check_sources.ReadingProcess", Here)


TEXT_FIGURE = {"section", "start", "end", "figure", "cells", "of", "kind", "found", "expected", "certain"}
KEYS = {"source", "unit", "year", "status", "findings", "text_figures"}


def report_of(unit: str, year: int = 2025, **figures: int) -> Report:
    """A sound report, with these figures of a column besides."""
    report = written(report_with(dict.fromkeys(full_report().form.inputs, "0"), year=year))
    cells = (SetCell(f"requests.{row}.natural_person", value) for row, value in figures.items())
    report.apply(Edit("填写", (SetField("unit", unit), *cells)))
    return report


def put(folder: Path, name: str, report: Report, kind: str = "") -> Path:
    """The report in the folder, as its own file or as a document of a kind."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}{KINDS[kind].suffix if kind else storage.SUFFIX}"
    if kind:
        KINDS[kind].write(report, path, AS_USUAL)
    else:
        path.write_bytes(storage.dump(report))
    return path


@pytest.fixture
def this(tmp_path: Path) -> Path:
    """A folder with the reports of three units in three forms; the second does not add up."""
    folder = tmp_path / "今年"
    put(folder, "甲", report_of("示例县甲局"))
    put(folder, "乙", report_of("示例县乙局", received=3), "word")
    put(folder, "丙", report_of("示例县丙局"), "html")
    return folder


def files(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict[str, dict[str, Any]], str]:
    """The exit status, the entries by their units, and the messages."""
    status, out, err = run(capsys, "check", *arguments, "--json")
    return status, {one["unit"]: one for one in json.loads(out)["files"]}, err


def rules(entry: dict[str, Any]) -> set[str]:
    return {finding["rule"] for finding in entry["findings"]}


def test_a_folder_gives_an_entry_for_each_of_its_files(this: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, found, err = files(capsys, this)
    assert status == 3
    assert {unit: one["status"] for unit, one in found.items()} == {
        "示例县甲局": "ok",
        "示例县乙局": "errors",
        "示例县丙局": "ok",
    }
    assert all(set(one) == KEYS for one in found.values())
    assert found["示例县乙局"]["year"] == 2025
    assert Path(found["示例县乙局"]["source"]) == this / "乙.docx"
    assert "3 个文件：检查了 3 份，有错误的 1 份" in err


@pytest.mark.usefixtures("here")
def test_one_file_of_a_folder_is_still_a_list_and_one_file_alone_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(tmp_path / "一", "甲", report_of("示例县甲局"), "word")
    assert list(files(capsys, file.parent)[1]) == ["示例县甲局"]
    other = put(tmp_path / "二", "乙", report_of("示例县乙局"))
    assert list(files(capsys, file, other)[1]) == ["示例县甲局", "示例县乙局"]
    status, out, _ = run(capsys, "check", file, "--json")
    assert status == 0
    assert {"findings", "text_figures"} <= set(json.loads(out))


@pytest.mark.usefixtures("here")
def test_what_can_not_be_read_is_told_and_counts(this: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (this / "乙.docx").unlink()
    (this / "坏.docx").write_bytes(b"PK\x03\x04" + bytes(300))
    (this / "通知.txt").write_text("会议通知\n今天天气很好。", "utf-8")
    status, out, err = run(capsys, "check", this, "--json")
    found = {Path(one["source"]).name: one["status"] for one in json.loads(out)["files"]}
    assert status == 3
    assert (found["坏.docx"], found["通知.txt"], found["甲.nianbao"]) == ("unreadable", "no_report", "ok")
    assert "坏.docx" in err
    assert "没有检查成 2 份" in err


def test_nothing_that_can_be_read_is_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.nianbao").write_bytes(b"{")
    (tmp_path / "b.txt").write_text("会议通知", "utf-8")
    assert files(capsys, tmp_path)[0] == 1
    (tmp_path / "空").mkdir()
    assert run(capsys, "check", tmp_path / "空")[0] == 1


@pytest.mark.usefixtures("here")
def test_the_text_names_each_file_and_then_what_was_found(this: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "check", this)
    assert status == 3
    heads = [line for line in out.splitlines() if not line.startswith(" ")]
    assert [head.split("　")[1] for head in heads] == ["示例县丙局", "示例县乙局", "示例县甲局"]
    assert "    错误：自然人：新收3" in out


@pytest.mark.usefixtures("here")
def test_last_years_reports_are_found_by_unit_and_year(
    this: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "去年", "乱叫的名字", report_of("示例县甲局", 2024, received=2, carried_out=2), "excel")
    put(tmp_path / "去年", "前年", report_of("示例县丙局", 2023, received=2, carried_out=2))
    _, found, _ = files(capsys, this, "--last-year", tmp_path / "去年")
    assert "Y1" in rules(found["示例县甲局"])
    assert "Y0" in rules(found["示例县丙局"])
    assert not rules(found["示例县丙局"]) & {"Y1", "F2"}


@pytest.mark.usefixtures("here")
def test_reports_of_two_years_may_lie_in_one_folder(this: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(this, "甲去年", report_of("示例县甲局", 2024, received=2, carried_out=2), "word")
    _status, out, _ = run(capsys, "check", this, "--json")
    entries = [one for one in json.loads(out)["files"] if one["unit"] == "示例县甲局"]
    assert [("Y1" in rules(one), one["year"]) for one in entries] == [(True, 2025), (False, 2024)]


@pytest.mark.usefixtures("here")
def test_the_roster_leads_to_all_predecessors_and_gives_the_kind_of_unit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = put(tmp_path / "今年", "甲", report_of("示例县甲局", received=0, carried_in=5, granted=5))
    for name, figure in (("示例县乙局", 2), ("示例县丙局", 3)):
        put(tmp_path / "去年", name, report_of(name, 2024, received=figure, carried_out=figure), "word")
    roster = tmp_path / "今年" / "单位名录.csv"
    roster.write_bytes(
        "现用名,曾用名,类别,应报\n示例县甲局,示例县乙局、示例县丙局,国务院部门,\n,,,\n,多余,,\n".encode("gb18030")
    )
    _, found, err = files(capsys, tmp_path / "今年", "--last-year", tmp_path / "去年")
    assert not rules(found["示例县甲局"]) & {"Y0", "Y1"}
    assert "单位名录.csv：第 4 行" in err
    report = report_of("示例县甲局")
    report.apply(Edit("填写", (SetCell("proactive.rules.issued", 2), SetCell("proactive.rules.in_force", 2))))
    put(tmp_path / "今年", "甲", report)
    assert "P2" not in rules(files(capsys, tmp_path / "今年")[1]["示例县甲局"])
    roster.unlink()
    assert "P2" in rules(files(capsys, tmp_path / "今年")[1]["示例县甲局"])
    assert new.exists()


@pytest.mark.usefixtures("here")
def test_who_is_missing_and_who_handed_in_twice_is_told(this: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(this, "甲又", report_of("示例县甲局"), "word")
    roster = this.parent / "名录.csv"
    roster.write_text("现用名,应报\n示例县甲局,是\n示例县丁局,是\n示例县戊局,否\n", "utf-8")
    _status, out, err = run(capsys, "check", this, "--roster", roster, "--json")
    told = json.loads(out)
    assert told["missing"] == ["示例县丁局"]
    assert [[Path(path).name for path in paths] for paths in told["twice"]] == [["甲.nianbao", "甲又.docx"]]
    assert sorted(told["unlisted"]) == ["示例县丙局", "示例县乙局"]
    assert "示例县丁局" in err
    assert "示例县戊局" not in err


def test_the_only_report_of_last_year_that_is_given_is_meant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever its unit is called; of another year it is none."""
    new = put(tmp_path, "甲", report_of("示例县甲局"))
    old = put(tmp_path, "旧", report_of("旧名", 2024, received=2, carried_out=2))
    older = put(tmp_path, "更旧", report_of("旧名", 2023, received=2, carried_out=2))
    for last, expected in ((old, True), (older, False)):
        found = json.loads(run(capsys, "check", new, "--last-year", last, "--json")[1])
        assert ("Y1" in rules(found)) == expected


@pytest.mark.usefixtures("here")
def test_a_doubtful_figure_of_a_document_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = put(tmp_path, "甲", report_of("示例县甲局"), "html")
    page = file.read_text("utf-8")
    at = page.index(">0<", page.index("本年制发"))
    file.write_text(f"{page[:at]}>/<{page[at + 3 :]}", "utf-8")
    found = json.loads(run(capsys, "check", file, "--json")[1])
    (doubt,) = [one for one in found["findings"] if one["rule"] == "E4"]
    assert "“/”" in doubt["message"]
    assert doubt["severity"] == "warning"
    (blank,) = [one for one in found["findings"] if one["rule"] == "E3"]
    assert "1格未填" in blank["message"]


@pytest.mark.usefixtures("here")
def test_what_a_document_leaves_blank_is_told_once_a_grid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And not again as a figure that may mean several things."""
    file = put(tmp_path, "甲", report_of("示例县甲局"), "html")
    page = file.read_text("utf-8")
    at = page.index("予以公开")
    file.write_text(page[:at] + page[at:].replace(">0<", "><", 9), "utf-8")
    found = json.loads(run(capsys, "check", file, "--json")[1])
    (blank,) = [one for one in found["findings"] if one["rule"] in ("E3", "E4")]
    assert "格未填，第一处是" in blank["message"]


def test_of_many_files_of_one_unit_some_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(30):
        put(tmp_path, f"甲{number}", report_of("示例县甲局"))
    (told,) = [line for line in run(capsys, "check", tmp_path)[2].splitlines() if "同一年度" in line]
    assert told.startswith("同一单位同一年度报了 30 份：")
    assert told.endswith(" 等 30 个。")
    assert told.count(".nianbao") < 30


@pytest.mark.parametrize(
    "options",
    [
        ("--return-by", "2026-01-25"),
        ("--contact", "张三"),
        ("--template", "a.docx"),
        ("--feedback", "{here}/单", "--return-by", "明天"),
        ("--word", "{here}/a.txt"),
        ("--html", "{here}/a.docx"),
        ("--feedback", "{here}/甲.nianbao"),
        ("--rules", "x.toml", "--no-rules"),
    ],
)
def test_wrong_usage_is_2_and_writes_nothing(
    tmp_path: Path, options: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(tmp_path, "甲", report_of("示例县甲局"))
    status, out, err = run(capsys, "check", file, *(option.format(here=tmp_path) for option in options))
    assert (status, out) == (2, "")
    assert "用法不对" in err
    assert list(tmp_path.iterdir()) == [file]


def test_several_reports_are_not_written_into_one_file(this: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "check", this, "--word", this.parent / "a.docx")
    assert status == 2
    assert "文件夹" in err


def test_what_is_given_beside_and_can_not_be_used_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = put(tmp_path / "今年", "甲", report_of("示例县甲局"))
    for name in ("一", "二"):
        put(tmp_path / "去年", name, report_of("示例县甲局", 2024))
    (tmp_path / "去年" / "坏.docx").write_bytes(b"PK\x03\x04" + bytes(300))
    told = run(capsys, "check", new, "--last-year", tmp_path / "去年")[2]
    assert "坏.docx" in told
    assert "有 2 份，用了第一份" in told
    other = put(tmp_path / "别的", "乙", report_of("示例县乙局"))
    put(tmp_path / "别的", "丙", report_of("示例县丙局"))
    told = run(capsys, "check", new, "--last-year", other, "--previous", tmp_path / "别的")[2]
    assert "它是 2025 年的报告" in told
    assert "没有找到上一版的 1 份" in told
    for option in ("--last-year", "--previous", "--roster"):
        status, out, err = run(capsys, "check", new, option, tmp_path / "没有")
        assert (status, out) == (1, "")
        assert "找不到" in err


def test_a_damaged_report_of_last_year_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = put(tmp_path / "今年", "甲", report_of("示例县甲局"))
    old = put(tmp_path / "去年", "甲", report_of("示例县甲局", 2024))
    old.write_bytes(old.read_bytes()[:-300])
    status, out, err = run(capsys, "check", new, "--last-year", tmp_path / "去年")
    assert status == 0
    assert "没有上年报告" in out
    assert "上年报告没有用上" in err


def test_figures_of_the_text_are_printed_with_their_cells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also where the grid is blank: tying needs none."""
    words = "2025年，我局共收到政府信息公开申请12件，其中予以公开5件，占41.7%。"
    full, blank = report_of("示例县甲局"), Report.blank(full_report().form, "示例县乙局", 2025)
    for number, report in enumerate((full, blank)):
        report.apply(Edit("文字", (ReplaceText("overview", 0, len(report.text("overview")), from_plain(words)),)))
        found = json.loads(run(capsys, "check", put(tmp_path, str(number), report), "--json")[1])["text_figures"]
        assert all(set(one) == TEXT_FIGURE for one in found)
        first = found[0]
        assert words[first["start"] : first["end"]] == first["figure"] == "12"
        assert (first["section"], first["cells"], first["kind"]) == ("overview", ["requests.received.total"], "cell")
        assert (first["found"], first["expected"]) == (12, None if report is blank else 0)
        (share,) = [one for one in found if one["kind"] == "share"]
        assert share["cells"] == []
        assert set(share["of"]) == {"numerator", "denominator"}
