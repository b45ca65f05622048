"""Reading the reports that a government's report adds up, from files of every kind."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from model.edits import Edit, SetField
from model.entry import enter
from model.report import Report
from model.roster import Roster, RosterUnit
from model.state import Members
from tests.builders import full_report
from tests.workflows.command_runs import run
from workflows.document import Document
from workflows.export import export_word
from workflows.members import joined, member_files, read_members, with_roster

CELL = "requests.received.natural_person"
GRANTED = "requests.granted.natural_person"
GOVERNMENT = "示例县人民政府"


def report_of(unit: str, figures: Mapping[str, str], year: int = 2025, edition: str = "2021") -> Report:
    """A unit's report with these figures, 0 in the other cells."""
    report = full_report(edition=edition)
    report.apply(Edit("单位", (SetField("unit", unit), SetField("year", year))))
    for cell, typed in figures.items():
        report.apply(Edit("填", enter(report, cell, typed)))
    return report


def saved(report: Report, path: Path) -> Path:
    """The report's file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    document = Document.new(report)
    document.save_as(path)
    document.close()
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Members of several kinds below a folder, with a roster and files that are none."""
    members = tmp_path / "下级"
    saved(report_of("甲局", {CELL: "3", GRANTED: "3"}), members / "甲局" / "年报.nianbao")
    export_word(report_of("乙镇人民政府", {CELL: "5", GRANTED: "5"}), members / "乙镇.docx")
    (members / "坏.docx").write_bytes(b"PK\x03\x04broken")
    (members / "单位名录.csv").write_text(
        "现用名,曾用名,类别,应报\n甲局（新）,甲局,,是\n乙镇人民政府,,,是\n丙局,,,是\n丁局,,,否\n示例县人民政府,,,是\n",
        "utf-8",
    )
    return members


def test_members_are_read_from_files_of_any_kind(folder: Path, tmp_path: Path) -> None:
    own = saved(report_of(GOVERNMENT, {}), folder / "汇总.nianbao")
    files = member_files([folder], print, own)
    assert [name for _, name in files] == ["乙镇.docx", "坏.docx", "甲局/年报.nianbao"]
    seen: list[str] = []
    roster = Roster([RosterUnit("甲局（新）", ("甲局",)), RosterUnit("丁局", due=False), RosterUnit(GOVERNMENT)])
    found = read_members(files, roster, GOVERNMENT, "单位名录.csv", step=seen.append)
    assert seen == ["乙镇.docx", "坏.docx", "年报.nianbao"]
    assert [(one.unit, one.listed, one.year, one.edition) for one in found.members.reports] == [
        ("乙镇人民政府", "", 2025, "2021"),
        ("甲局", "甲局（新）", 2025, "2021"),
    ]
    assert [one.values[CELL] for one in found.members.reports] == [5, 3]
    assert found.members.reports[0].values["requests.received.total"] == 5
    assert [one.errors for one in found.members.reports] == [1, 1]
    assert all(len(one.sha256) == 64 for one in found.members.reports)
    assert (found.members.expected, found.members.roster) == (("甲局（新）",), "单位名录.csv")
    ((path, why),) = found.failed
    assert path.name == "坏.docx"
    assert why


def test_a_stop_gives_what_was_read(folder: Path) -> None:
    seen: list[str] = []
    found = read_members(member_files([folder], print), Roster(), step=seen.append, stop=lambda: len(seen) == 1)
    assert len(found.members.reports) == 1


def test_a_file_that_is_read_again_takes_its_own_place(folder: Path) -> None:
    files = member_files([folder / "甲局"], print)
    first = read_members(files, Roster()).members
    saved(report_of("甲局", {CELL: "4"}), folder / "甲局" / "年报2.nianbao")
    both = joined(first, read_members(member_files([folder / "甲局"], print), Roster()).members)
    assert [one.file for one in both.reports] == ["年报.nianbao", "年报2.nianbao"]
    assert joined(both, both) == both
    listed = with_roster(both, Roster([RosterUnit("新甲局", ("甲局",))]), "名录.csv")
    assert {one.listed for one in listed.reports} == {"新甲局"}
    assert joined(listed, Members()).expected == ("新甲局",)


def test_check_against_members(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = saved(report_of(GOVERNMENT, {CELL: "9", GRANTED: "9"}), tmp_path / "汇总.nianbao")
    status, out, told = run(capsys, "check", own, "--members", folder, "--json", "--no-rules")
    found = {finding["key"]: finding for finding in json.loads(out)["findings"] if finding["rule"][0] == "G"}
    assert status == 3
    assert {"G1:requests.received", "G1:requests.granted", "G2:missing"} <= set(found)
    received = found["G1:requests.received"]
    assert (received["left"], received["right"], received["difference"]) == (9, 8, 1)
    assert "还缺丙局的报告" in found["G2:missing"]["message"]
    assert set(found["G2:missing"]["cause_of"]) >= {"G1:requests.received"}
    assert f"没有读入 {folder / '坏.docx'}：" in told


def test_members_go_with_one_report_and_have_to_be_there(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = saved(report_of(GOVERNMENT, {}), tmp_path / "汇总.nianbao")
    assert run(capsys, "check", folder, "--members", folder)[0] == 2
    empty = tmp_path / "空"
    empty.mkdir()
    status, _, told = run(capsys, "check", own, "--members", empty)
    assert (status, "没有可以读的报告" in told) == (1, True)
