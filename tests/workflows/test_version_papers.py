"""修改对照, 审签单, 更正说明: written, read back by python-docx, and right about what was changed."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import pytest
from docx import Document
from docx.table import Table
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.word_comparison import ComparisonHead, ListedChange, word_comparison
from exporters.word_letter import word_letter
from importers.written_comparison import body_flow, comparison_sides
from model.check_code import check_code
from model.edits import Edit, ReplaceText, SetField
from model.entry import enter
from model.errors import ExportError
from model.placeholders import printed_figure
from model.printed_changes import printed_changes
from model.report import Report
from model.text import from_plain
from model.version_names import version_now
from tests.builders import FORMS, edits, form_of, report_with
from tests.exporters.audit import complaints
from tests.exporters.documents import example_report, filled, template_of, write
from tests.exporters.fonts import STAND_INS, missing_for_rendering
from tests.exporters.pages import set_pages
from workflows.correction_notice import draft_notice, export_notice, notice_of
from workflows.export_approval import export_approval
from workflows.export_comparison import export_comparison
from workflows.versions import PUBLISHED, compare, correction_of, counted, save_version, version_report

CELL = "requests.received.natural_person"
HEAD = ComparisonHead("示例县数据局2025年报告\n修改对照", "共 1 处不同。", (ListedChange("表三", "37", ""),))


def _type(report: Report, cell: str, typed: str) -> None:
    report.apply(Edit("填写", enter(report, cell, typed)))


def _replace(report: Report, section: str, old: str, new: str) -> None:
    plain = report.plain(section).replace(old, new)
    report.apply(Edit("写", (ReplaceText(section, 0, len(report.text(section)), from_plain(plain)),)))


def _texts(path: Path) -> list[str]:
    """All texts of a Word file in order, those in its tables included."""
    document = Document(str(path))
    found: list[str] = []
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            found += [cell.text for row in item.rows for cell in row.cells]
        else:
            found.append(item.text)
    return found


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_both_reports_can_be_read_out_of_the_comparison(data: st.DataObject) -> None:
    edition = data.draw(st.sampled_from(FORMS))
    form = form_of(edition)
    old = report_with(of=form)
    old.apply(data.draw(edits(form)))
    new = Report(old.state())
    for edit in data.draw(st.lists(edits(form), max_size=3)):
        new.apply(edit)
    written = word_comparison(template_of(edition), old, new, HEAD)
    assert written == word_comparison(template_of(edition), old, new, HEAD)
    for side, report in zip(comparison_sides(written), (old, new), strict=True):
        expected = body_flow(filled(report))
        assert side[-len(expected) :] == expected


def test_the_comparison_is_valid_and_marks_figures_and_words(tmp_path: Path) -> None:
    report = example_report()
    report.apply(save_version(report, "送审稿", "", datetime(2026, 1, 10, 9)))
    before = printed_figure(report, CELL)
    _type(report, CELL, "9876")
    _replace(report, "overview", "平稳有序", "平稳")
    path = tmp_path / "对照.docx"
    assert export_comparison(report, report.versions[0], None, path) >= 3
    assert not complaints(path.read_bytes(), tmp_path)
    marks: dict[str, list[str]] = {}
    document = Document(str(path))
    for run in document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}r"):
        if run.style:
            marks.setdefault(run.style, []).append(run.text)
    assert before in marks["RevisionGone"]
    assert "9876" in marks["RevisionCome"]
    assert "有序" in marks["RevisionGone"]
    assert any("送审稿" in text and "现在的内容" in text for text in _texts(path))


@pytest.mark.parametrize(
    ("before", "after", "listed"),
    [
        (
            "2025年，数字档案建设全面铺开。基础设施建设有序推进。",
            "2025年，基础设施建设有序推进。",
            ("2025年，数字档案建设全面铺开。基础设施建设有序推进。", "2025年，基础设施建设有序推进。"),
        ),
        (
            "本机关全面推进基础设施建设，成效明显。",
            "本机关全面推进基础设施建设，成效明显。增长12%。",
            ("…基础设施建设，成效明显。", "…基础设施建设，成效明显。增长12%。"),
        ),
        ("", "新写的一段。", ("（空白）", "新写的一段。")),
        ("删去的一段。", "", ("删去的一段。", "（空白）")),
    ],
)
def test_the_list_shows_what_stands_around_a_change_as_the_window_does(
    before: str, after: str, listed: tuple[str, str], tmp_path: Path
) -> None:
    old, new = (write(report_with(), {"overview": text}) for text in (before, after))
    old.apply(save_version(old, "送审稿", "", datetime(2026, 1, 10, 9)))
    report = Report(new.state()._replace(versions=old.versions))
    export_comparison(report, report.versions[0], None, tmp_path / "对照.docx")
    (row,) = Document(str(tmp_path / "对照.docx")).tables[0].rows[1:]
    assert tuple(cell.text for cell in row.cells[2:]) == listed
    (difference,) = compare(report, report.versions[0], None)
    assert difference.words.split("：", 1)[1] == " → ".join(listed).replace("（空白）", "空白")


def test_window_and_comparison_count_alike(tmp_path: Path) -> None:
    report = example_report()
    report.apply(save_version(report, "送审稿", "", datetime(2026, 1, 10, 9)))
    version = report.versions[0]
    _type(report, CELL, "9876")
    _replace(report, "overview", "平稳有序", "平稳")
    report.apply(Edit("期限", (SetField("deadline", "2026-01-31"),)))
    totals = sum(change.follows for change in printed_changes(version_report(report, version), report))
    assert totals
    told = f"有 2 处不同，另有 {totals} 个总计随之改变"
    lines = export_comparison(report, version, None, tmp_path / "对照.docx")
    assert lines == 2 + totals
    assert any(f"印出的内容{told}，逐项列在下表" in text for text in _texts(tmp_path / "对照.docx"))
    found = compare(report, version, None)
    assert counted(report, version, None, found) == told.replace("2 处不同", "3 处不同（1 处不印出）")
    printed = [one for one in found if one.is_printed]
    assert counted(report, version, None, printed) == told


def test_versions_on_different_forms_are_refused(tmp_path: Path) -> None:
    report = report_with({CELL: "1"})
    other = report_with({CELL: "1"}, edition="2019")
    report.apply(save_version(report, "送审稿", "", datetime(2026, 1, 10, 9)))
    version = report.versions[0]._replace(state=other.state().alone())
    with pytest.raises(ExportError, match="表样"):
        export_comparison(report, version, None, tmp_path / "a.docx")
    assert not list(tmp_path.iterdir())


def test_a_figure_moved_to_another_cell_is_no_valid_comparison() -> None:
    old, new = report_with({CELL: "37"}), report_with({CELL: "38"})
    written = word_comparison(template_of("2021"), old, new, HEAD)
    assert comparison_sides(written)[1][-1:] == body_flow(filled(new))[-1:]
    other = body_flow(filled(report_with({"requests.received.business": "38"})))
    assert comparison_sides(written)[1][-len(other) :] != other


def test_the_approval_sheet_names_title_version_and_code(tmp_path: Path) -> None:
    report = example_report()
    report.apply(save_version(report, "送审稿", "", datetime(2026, 1, 10, 9)))
    path = tmp_path / "审签单.docx"
    export_approval(report, path)
    texts = _texts(path)
    assert check_code(report) in texts
    assert "送审稿" in texts
    assert "\n".join(report.title_lines()) in texts
    for signer in ("拟稿", "科室负责人", "保密审查", "合法性审核", "分管领导", "主要领导"):
        assert signer in texts
    assert not complaints(path.read_bytes(), tmp_path)


@pytest.mark.skipif(bool(missing_for_rendering()), reason=missing_for_rendering() or "can be set")
def test_the_approval_sheet_is_one_page_whatever_the_unit_is_called(tmp_path: Path) -> None:
    report = example_report()
    report.apply(Edit("改名", (SetField("unit", "示例省示例自治州示例经济技术开发区管理委员会行政审批服务局"),)))
    report.apply(save_version(report, "送审稿", "", datetime(2026, 1, 10, 9)))
    export_approval(report, tmp_path / "审签单.docx")
    (pages,) = set_pages({"a": (tmp_path / "审签单.docx").read_bytes()}, tmp_path / "pages", STAND_INS).values()
    assert len(pages) == 1


def _correction() -> Report:
    report = example_report()
    report.apply(save_version(report, PUBLISHED, "", datetime(2026, 1, 28, 9)))
    return Report(correction_of(report, datetime(2026, 2, 2, 10)))


def test_a_notice_says_every_change_and_the_totals_that_follow(tmp_path: Path) -> None:
    report = _correction()
    old = [printed_figure(report, cell) for cell in (CELL, "requests.received.total")]
    _type(report, CELL, "9876")
    _replace(report, "overview", "平稳有序", "平稳")
    new = printed_figure(report, "requests.received.total")
    notice = draft_notice(report, date(2026, 2, 3))
    words = "\n".join(notice.paragraphs)
    assert "2026年1月28日" in words
    assert f"自然人由“{old[0]}”更正为“9876”" in words
    assert f"总计由“{old[1]}”更正为“{new}”" in words
    assert "删去“有序”" in words
    assert (notice.unit, notice.date) == ("示例县数据局", "2026年2月3日")
    path = tmp_path / "更正说明.docx"
    export_notice(report, notice_of(f"{notice.paragraphs[0]}\n\n  另起一段。", notice), path)
    assert _texts(path) == [notice.title, notice.paragraphs[0], "另起一段。", notice.unit, notice.date]
    assert not complaints(path.read_bytes(), tmp_path)


def test_a_correction_that_is_published_is_told_against_the_publication_before_it() -> None:
    report = _correction()
    _type(report, CELL, "9876")
    drafted = draft_notice(report, date(2026, 2, 3))
    report.apply(save_version(report, PUBLISHED, "", datetime(2026, 2, 3, 9)))
    assert draft_notice(report, date(2026, 2, 3)) == drafted


def test_there_is_no_notice_without_a_published_version_or_without_a_change() -> None:
    with pytest.raises(ExportError, match="还没有公开稿"):
        draft_notice(example_report(), date(2026, 2, 3))
    with pytest.raises(ExportError, match="没有改动"):
        draft_notice(_correction(), date(2026, 2, 3))


def test_the_unit_alone_signs_when_nobody_else_is_named() -> None:
    report = _correction()
    report.apply(Edit("署名", (SetField("signature.unit", ""),)))
    assert draft_notice(report, date(2026, 2, 3)).unit == report.unit


def test_the_sheet_says_which_version_the_report_is_by_now(tmp_path: Path) -> None:
    report = example_report()
    report.apply(save_version(report, "送审稿", "", datetime(2026, 1, 10, 9)))
    assert version_now(report) == "送审稿"
    _type(report, CELL, "99")
    assert version_now(report) == "送审稿（此后有改动）"
    export_approval(report, tmp_path / "审签单.docx")
    assert "送审稿（此后有改动）" in _texts(tmp_path / "审签单.docx")
    assert version_now(_correction()) == "更正稿"
    assert version_now(example_report()) == ""


def test_a_notice_names_the_report_as_it_was_published() -> None:
    report = _correction()
    title = "".join(report.title_lines())
    report.apply(Edit("改名", (SetField("unit", "示例县数据和政务服务局"),)))
    notice = draft_notice(report, date(2026, 2, 3))
    assert f"《{title}》" in notice.paragraphs[0]
    assert "示例县数据局2025年" in notice.title


def test_a_paragraph_written_anew_is_one_change_with_all_of_both() -> None:
    report = _correction()
    old = report.plain("other").split("\n")
    report.apply(Edit("写", (ReplaceText("other", 0, 1, from_plain("另有培训两次。")),)))
    _type(report, "proactive.fees.amount", "")
    words = draft_notice(report, date(2026, 2, 3)).paragraphs
    assert any(f"由“{old[0]}”更正为“另有培训两次。”" in line for line in words), words
    assert any(line.endswith(("更正为空白。", "更正为空白；")) for line in words)
    places = [next(number for number, line in enumerate(words) if part in line) for part in ("表二", "六、")]
    assert places == sorted(places), "in the order of the report"


def test_the_last_paragraph_of_a_notice_holds_the_signature() -> None:
    data = word_letter(form_of("2021"), "说明", ("一段。", "末段。"), "示例县数据局", "2026年2月3日")
    paragraphs = {p.text: p for p in Document(io.BytesIO(data)).paragraphs}
    assert paragraphs["末段。"].paragraph_format.keep_with_next
    assert not paragraphs["一段。"].paragraph_format.keep_with_next


def test_a_grid_that_fills_a_page_is_parted_when_it_changed(tmp_path: Path) -> None:
    report = example_report()
    report.apply(save_version(report, "送审稿", "", datetime(2026, 1, 10, 9)))
    count = {}
    for name, cell in (("small", "proactive.fees.amount"), ("large", CELL)):
        _type(report, cell, "77")
        export_comparison(report, report.versions[0], None, tmp_path / f"{name}.docx")
        count[name] = len(Document(str(tmp_path / f"{name}.docx")).tables)
    assert count["large"] == count["small"] + 1


def test_papers_name_unit_year_and_check_code_in_their_properties(tmp_path: Path) -> None:
    report = example_report()
    report.apply(save_version(report, PUBLISHED, "", datetime(2026, 1, 20, 9)))
    published = report.versions[-1]
    before = check_code(report)
    _type(report, CELL, "9876")
    report.apply(Edit("单位", (SetField("unit", "示例\x01{{year}}局"),)))
    export_comparison(report, published, None, tmp_path / "对照.docx")
    export_comparison(report, None, published, tmp_path / "倒过来.docx")
    export_notice(report, draft_notice(report, date(2026, 2, 3)), tmp_path / "说明.docx")
    titles = {"对照": "2025年报告修改对照", "倒过来": "2025年报告修改对照", "说明": "年度报告的说明"}
    for name, title in titles.items():
        found = Document(str(tmp_path / f"{name}.docx")).core_properties
        code, unit = (before, "示例县数据局") if name == "倒过来" else (check_code(report), "示例\ufffd{{year}}局")
        assert found.keywords == f"2025年度；校验码 {code}"
        assert (found.author, found.subject, found.category) == (unit, unit, "2025年度")
        assert found.title.endswith(title)
