"""What `main.py check` writes, 校核报告 and 审核意见反馈单, and how the next version of a report is answered by it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from docx import Document
from docx.table import Table

import main
from model import storage
from model.edits import Edit, SetCell, SetExplanation
from model.errors import ExportError
from model.feedback import Wishes
from model.report import Report
from model.state import Explanation
from tests.builders import form_of, full_report
from tests.workflows.command_runs import run
from tests.workflows.test_command_check import put, report_of
from workflows import feedback as writing
from workflows.audit_report import write_audit_report_word
from workflows.feedback import write_feedback

RULES = "proactive.rules.issued"
FEEDBACK = "示例县乙局2025年政府信息公开工作年度报告审核意见反馈单.docx"


def rows_of(path: Path, table: int) -> list[list[str]]:
    """The rows of a table of a Word file, read by a library that did not write it."""
    return [[cell.text for cell in row.cells] for row in Document(str(path)).tables[table].rows]


def paragraphs(path: Path) -> list[str]:
    return [paragraph.text for paragraph in Document(str(path)).paragraphs]


def broken(received: int = 3) -> Report:
    report = report_of("示例县乙局", received=received)
    report.apply(Edit("填写", (SetCell(RULES, 2),)))
    return report


def test_each_unit_gets_its_papers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path / "报", "甲", report_of("示例县甲局"))
    put(tmp_path / "报", "乙", broken())
    put(tmp_path / "报", "乙又", broken())
    out = tmp_path / "出"
    options = (
        "--feedback",
        tmp_path / "单",
        "--word",
        out,
        "--html",
        out,
        "--return-by",
        "2026.1.25",
        "--contact",
        "张三",
    )
    status, said, err = run(capsys, "check", tmp_path / "报", *options)
    assert status == 3, err
    assert len(list(out.glob("*.docx"))) == len(list(out.glob("*.html"))) == 3
    names = sorted(path.name for path in (tmp_path / "单").glob("*.docx"))
    assert names == sorted([FEEDBACK, FEEDBACK.replace(".docx", "（2）.docx"), FEEDBACK.replace("乙", "甲")])
    assert f"已写出并核对：{tmp_path / '单' / FEEDBACK}" in said
    facts = dict(rows_of(tmp_path / "单" / FEEDBACK, 0))
    assert (facts["单位"], facts["年度"], facts["报送的文件"]) == ("示例县乙局", "2025年", "乙.nianbao")
    head, first, *_ = rows_of(tmp_path / "单" / FEEDBACK, 1)
    assert head == ["序号", "位置", "问题", "怎样办理", "办理情况"]
    assert "□已改" in first[4]
    assert any("新收3" in row[2] for row in rows_of(tmp_path / "单" / FEEDBACK, 1))
    assert "请于2026年1月25日前改正后重新报送，并附本单。" in paragraphs(tmp_path / "单" / FEEDBACK)
    assert "联系人和电话：张三。" in paragraphs(tmp_path / "单" / FEEDBACK)


def test_the_papers_of_one_report_go_where_they_are_told_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = put(tmp_path, "乙", broken())
    status, _, err = run(capsys, "check", file, "--word", tmp_path / "a.docx", "--html", tmp_path / "b.html")
    assert status == 3, err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.docx", "b.html", "乙.nianbao"]


@pytest.mark.parametrize("previous", ["单", "报"])
def test_the_next_version_is_answered_point_by_point(
    previous: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By what was kept beside the papers, or by the earlier versions themselves."""
    put(tmp_path / "报", "乙", broken())
    put(tmp_path / "报", "甲", report_of("示例县甲局"))
    assert run(capsys, "check", tmp_path / "报", "--feedback", tmp_path / "单")[0] == 3
    after = broken(received=0)
    warning = next(one for one in after.all_findings() if one.rule == "P2")
    after.apply(Edit("说明", (SetExplanation(warning.key, Explanation("经授权制定", warning.figures)),)))
    file = put(tmp_path / "二报", "随便叫什么", after)
    options = ("--previous", tmp_path / previous, "--feedback", tmp_path / "二单")
    status, out, err = run(capsys, "check", file, *options)
    assert status == 0, err
    assert "　已改　表三 自然人：" in out
    assert "　情况属实（经授权制定）　" in out
    table = rows_of(tmp_path / "二单" / FEEDBACK, 2)
    assert table[0][3] == "结果"
    assert {"已改", "情况属实", "未改"} == {row[3] for row in table[1:]}
    found = json.loads(run(capsys, "check", file, "--previous", tmp_path / previous, "--json")[1])
    assert {one["answer"] for one in found["answers"]} == {"已改", "情况属实", "未改"}


def test_what_is_no_result_of_a_check_answers_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = put(tmp_path, "乙", broken())
    for text in ("{", "[]", '{"files": [1]}', '{"findings": [{"rule": 1}]}', '{"findings": 3}'):
        (tmp_path / "a.json").write_text(text, "utf-8")
        status, out, err = run(capsys, "check", file, "--previous", tmp_path / "a.json")
        assert (status, out) == (1, "")
        assert "a.json" in err


def test_a_paper_that_can_not_be_written_is_told_and_the_others_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(tmp_path, "乙", broken())
    (tmp_path / "a.docx").mkdir()
    (tmp_path / "a.docx" / FEEDBACK.replace("审核意见反馈单", "校核报告")).mkdir()
    status, out, err = run(capsys, "check", file, "--word", tmp_path / "a.docx", "--html", tmp_path / "b.html")
    assert status == 1
    assert "校核报告没有写成" in err
    assert "错误" in out
    assert (tmp_path / "b.html").exists()


def test_a_paper_that_reads_otherwise_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = broken()
    real = writing.feedback

    def other(*given: object) -> object:
        found = real(*given)  # type: ignore[arg-type]
        monkeypatch.setattr("exporters.word_feedback.fill_paper", lambda *rest: data)
        return found

    write_feedback(report, (), tmp_path / "a.docx", Wishes())
    data = (tmp_path / "a.docx").read_bytes()
    monkeypatch.setattr(writing, "feedback", other)
    with pytest.raises(ExportError, match="读回来不一样"):
        write_feedback(report, report.all_findings(), tmp_path / "b.docx", Wishes())
    assert not (tmp_path / "b.docx").exists()


def test_the_same_findings_give_the_same_bytes_on_both_editions(tmp_path: Path) -> None:
    for edition in ("2021", "2019"):
        report = full_report(of=form_of(edition))
        report.apply(Edit("填写", (SetCell("requests.received.natural_person", 3),)))
        for name in ("a.docx", "b.docx"):
            write_feedback(report, report.all_findings(), tmp_path / name, Wishes("甲.docx", "2026-01-25", "{{unit}}"))
        assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
        assert "联系人和电话：{{unit}}。" in paragraphs(tmp_path / "a.docx")


def test_an_own_template_has_to_have_a_place_for_everything(tmp_path: Path) -> None:
    report = broken()
    document = Document()
    document.add_paragraph("{{审核概况}}")
    document.add_paragraph("{{需要办理的问题}}")
    document.save(str(tmp_path / "t.docx"))
    with pytest.raises(ExportError, match="上次意见的办理情况"):
        write_feedback(report, (), tmp_path / "a.docx", Wishes(), template=tmp_path / "t.docx")
    assert storage.dump(report)


def test_all_that_is_printed_as_json_is_as_its_schema_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schema = json.loads((Path(main.__file__).parent / "docs" / "schema" / "check.schema.json").read_text("utf-8"))
    one, other = put(tmp_path / "报", "乙", broken()), put(tmp_path / "报", "甲", report_of("示例县甲局"))
    (tmp_path / "报" / "坏.txt").write_text("会议通知", "utf-8")
    (tmp_path / "名录.csv").write_text("现用名,应报\n示例县丁局,是\n", "utf-8")
    calls = (
        (tmp_path / "报", "--roster", tmp_path / "名录.csv"),
        (one,),
        (one, other, "--previous", tmp_path / "报"),
        (one, "--previous", other),
    )
    for call in calls:
        out = run(capsys, "check", *call, "--json")[1]
        jsonschema.Draft202012Validator(schema).validate(json.loads(out))


@pytest.mark.parametrize(
    ("box", "reason", "answer", "words"),
    [
        ("☑情况属实", "说明：经授权制定", "情况属实", "经授权制定"),
        ("□情况属实√", "说明：经授权\n制定", "情况属实", "经授权 制定"),
        ("☑情况属实", "说明：", "未改", "没有写明原因"),
        ("□情况属实", "说明：经授权制定", "未改", ""),
    ],
)
def test_a_paper_that_came_back_answers_for_a_document(
    box: str, reason: str, answer: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A Word file holds no reasons: what was ticked and written on paper counts, but for errors of the arithmetic."""
    put(tmp_path / "报", "乙", broken(), "word")
    run(capsys, "check", tmp_path / "报", "--feedback", tmp_path / "单")
    paper = Document(str(tmp_path / "单" / FEEDBACK))
    for row in paper.tables[1].rows[1:]:
        row.cells[4].text = row.cells[4].text.replace("□情况属实", box).replace("说明：", reason)
    put(tmp_path / "二报", "乙", broken(), "word")
    paper.save(str(tmp_path / "二报" / f"乙局退回的{FEEDBACK}"))
    call = ("check", tmp_path / "二报", "--previous", tmp_path / "单", "--json")
    (entry,) = json.loads(run(capsys, *call)[1])["files"]
    found = {one["rule"]: one for one in entry["answers"]}
    assert found["P2"]["answer"] == answer
    assert words in found["P2"]["now"]
    assert found["A3"]["answer"] == "未改"


def test_an_own_template_is_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = put(tmp_path, "乙", broken())
    document = Document()
    for text in (
        "{{unit}}：",
        "{{审核概况}}",
        "{{需要办理的问题}}",
        "{{上次意见的办理情况}}",
        "{{已作的说明}}",
        "请快改。",
    ):
        document.add_paragraph(text)
    document.save(str(tmp_path / "t.docx"))
    status, _, err = run(capsys, "check", file, "--feedback", tmp_path / "单", "--template", tmp_path / "t.docx")
    assert status == 3, err
    assert paragraphs(tmp_path / "单" / FEEDBACK)[0] == "示例县乙局："
    assert "请快改。" in paragraphs(tmp_path / "单" / FEEDBACK)
    assert run(capsys, "check", file, "--feedback", tmp_path / "单", "--template", file)[0] == 1


def kept_rows(table: Table) -> list[int]:
    """The numbers, from the end, of the rows all of whose cells keep with what comes next."""
    kept = [all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells) for row in table.rows]
    return [number - len(kept) for number, row in enumerate(kept) if row]


def test_the_closing_lines_do_not_stand_alone_on_a_page(tmp_path: Path) -> None:
    """The last row of the tables before them keeps with what comes next, on the page of the signatures."""
    report = broken()
    warned = next(finding for finding in report.all_findings() if finding.explainable)
    report.apply(Edit("说明", (SetExplanation(warned.key, Explanation("经授权制定", warned.figures)),)))
    write_feedback(report, report.all_findings(), tmp_path / "单.docx", Wishes())
    write_audit_report_word(report, tmp_path / "校核.docx")
    _facts, *lists, _signed = Document(str(tmp_path / "单.docx")).tables
    assert [kept_rows(table) for table in lists] == [[-1], [-1]]
    assert kept_rows(Document(str(tmp_path / "校核.docx")).tables[-2]) == [-1]
