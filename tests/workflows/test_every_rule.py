"""Every rule finds something in a report that was broken on purpose, on the command line, under its own id."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from model.edits import Edit, ReplaceText, SetField, SetLastYear, SetMembers, SetNote
from model.number_text import Value
from model.report import Report
from model.state import LastReport, Member, Members
from model.text import from_plain
from tests.builders import full_report, last_report, report_with, written
from tests.workflows.command_runs import run
from workflows.document import Document
from workflows.forms import editions, form

GOVERNMENT = "示例县人民政府"


def _with(report: Report, figures: Mapping[str, str]) -> Report:
    """The report with these figures typed over its own."""
    from model.entry import enter

    for cell, typed in figures.items():
        report.apply(Edit("填写", enter(report, cell, typed)))
    return report


def _figures(**cells: str) -> Report:
    """A sound report all 0 but for these cells; a name's double underscores are the points of its id."""
    return _with(written(full_report()), {name.replace("__", "."): typed for name, typed in cells.items()})


def _stated(cell: str, value: Value) -> Report:
    report = written(full_report())
    report.apply(Edit("导入", (SetNote(cell, "stated", value),)))
    return report


def _text(section: str, words: str, report: Report | None = None) -> Report:
    report = report or written(full_report())
    blocks = from_plain(words)
    report.apply(Edit("文字", (ReplaceText(section, 0, len(report.text(section)), blocks),)))
    return report


def _beside(report: Report, last: LastReport) -> Report:
    report.apply(Edit("上年", (SetLastYear((last,)),)))
    return report


def _last(figures: Mapping[str, str] | None = None, **more: object) -> LastReport:
    zeros = dict.fromkeys(form("2021").inputs, "0")
    return last_report(zeros | dict(figures or {}), **more)  # type: ignore[arg-type]


def _sum_of(*members: Member, figures: Mapping[str, str] | None = None, expected: tuple[str, ...] = ()) -> Report:
    report = _with(written(full_report()), figures or {})
    changes = (SetField("unit", GOVERNMENT), SetMembers(Members(members, expected)))
    report.apply(Edit("汇总", changes))
    return report


def _kept_text() -> Report:
    words = "及时更新网站信息公开专栏，规范办理每一件申请，对答复文书逐件审核，没有出现超期答复的情形。"
    last = _text("overview", words, written(full_report()))
    last.apply(Edit("年度", (SetField("year", 2024),)))
    report = _text("overview", words)
    return _beside(report, LastReport(last.state(), "上年.nianbao", "0" * 64))


STOCK = "proactive.normative_documents"

BROKEN: Mapping[str, Callable[[], Report]] = {
    "E1": lambda: _figures(requests__received__business="1.5"),
    "E2": lambda: _figures(proactive__fees__amount="-3"),
    "E3": lambda: _figures(requests__received__business=""),
    "E4": lambda: _figures(requests__received__business="若干"),
    "F1": lambda: written(full_report(edition="2019")),
    "F2": lambda: _beside(written(full_report()), _last(stated={"requests.received.total": 7})),
    "A1": lambda: _stated("requests.received.total", 7),
    "A2": lambda: _stated("requests.results_total.natural_person", 7),
    "A3": lambda: _figures(requests__received__business="3"),
    "A4": lambda: _stated("disputes.reconsideration.total", 2),
    "Y1": lambda: _beside(written(full_report()), _last({"requests.carried_out.business": "2"})),
    "Y2": lambda: _beside(written(full_report()), _last({f"{STOCK}.in_force": "9"})),
    "Y3": lambda: _beside(_figures(proactive__normative_documents__repealed="9"), _last({f"{STOCK}.in_force": "2"})),
    "Y4": lambda: _beside(written(full_report()), _last({"disputes.reconsideration.pending": "2"})),
    "Y5": lambda: _beside(_figures(proactive__licences__decisions="90"), _last({"proactive.licences.decisions": "20"})),
    "Y6": lambda: _beside(_figures(proactive__fees__amount="35000"), _last({"proactive.fees.amount": "3.5"})),
    "P1": lambda: _figures(proactive__normative_documents__issued="5", proactive__normative_documents__in_force="2"),
    "P2": lambda: _figures(proactive__rules__issued="1", proactive__rules__in_force="1"),
    "P3": lambda: _beside(_figures(disputes__litigation_after_reconsideration__upheld="2"), _last()),
    "P4": lambda: _text(
        "other",
        "没有其他需要报告的事项，各项工作按部署正常推进。",
        _figures(requests__received__business="1", requests__other_fee_unpaid__business="1"),
    ),
    "P5": lambda: _text("overview", "全年共收到政府信息公开申请3件，均按时答复。"),
    "G1": lambda: _sum_of(Member("示例县数据局", 2025, "2021", values={"requests.received.business": 2})),
    "G2": lambda: _sum_of(Member("示例县数据局", 2024, "2021"), expected=("示例县数据局",)),
    "G3": lambda: _sum_of(Member("示例县数据局", 2025, "2021", errors=2, first_error="自然人：相差1件")),
    "T1": lambda: _text("overview", "全年收到政府信息公开申请12件，均已答复。"),
    "T2": lambda: _text("overview", "2024年，我局及时主动公开政府信息。"),
    "T3": lambda: _text("preface", "现公布邻县水务局2025年政府信息公开工作年度报告。"),
    "T4": lambda: _text("preface", "本报告依照《中华人民共和国政府信息公开条例》编制。"),
    "T5": lambda: _text("overview", "一年来，各项工作平稳有序，成效良好。"),
    "T6": lambda: _text("problems", "无"),
    "T7": lambda: _text("overview", "全年主动公开信息XX条。"),
    "T8": lambda: _text("overview", "一是主动公开;三是（管理。"),
    "T9": lambda: _text("overview", "申请人身份证号11010519491231002X。"),
    "T10": _kept_text,
    "T11": lambda: _text("overview", "一、概述\n及时主动公开政府信息。"),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_every_rule_speaks(rule: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = Document.new(BROKEN[rule]())
    document.save_as(tmp_path / "a.nianbao")
    document.close()
    status, output, _ = run(capsys, "check", tmp_path / "a.nianbao", "--json")
    findings = json.loads(output)["findings"]
    said = [found for found in findings if found["rule"] == rule]
    assert said, findings
    assert all(found["message"] and "None" not in found["message"] for found in said)
    assert status == (3 if any(found["severity"] == "error" for found in findings) else 0)


def test_no_rule_is_left_out() -> None:
    known = {rule.id for edition in editions() for rule in form(edition).rules}
    # Y0 says only that there is no last year; those of D speak of live figures and pictures (tests/model).
    assert {rule for rule in known if rule != "Y0" and not rule.startswith("D")} == BROKEN.keys()


def test_a_sound_report_is_silent() -> None:
    report = report_with(dict.fromkeys(form("2021").inputs, "0"))
    said = [finding.message for finding in written(report).all_findings() if finding.rule != "Y0"]
    assert said == []
