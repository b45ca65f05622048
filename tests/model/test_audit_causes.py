"""Probable causes: said where one wrong figure explains everything, and only there; what stands under what."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.audit import Audit
from model.audit_causes import probable
from model.edits import Edit, ReplaceText, SetCell, SetExplanation, SetNote
from model.finding_order import in_order
from model.findings import Finding, TextPlace
from model.number_text import Value
from model.report import Report
from model.state import Explanation
from model.text import from_plain
from tests.builders import beside, edits, form_of, full_report, last_report
from workflows.forms import form

BALANCED = {
    "requests.received.natural_person": 37,
    "requests.carried_in.natural_person": 2,
    "requests.granted.natural_person": 20,
    "requests.partly_granted.natural_person": 4,
    "requests.unavailable_not_held.natural_person": 13,
    "requests.carried_out.natural_person": 2,
    "requests.received.business": 12,
    "requests.granted.business": 5,
    "requests.refused_third_party.business": 4,
    "requests.carried_out.business": 3,
    "disputes.reconsideration.upheld": 3,
    "disputes.reconsideration.pending": 12,
}


def _typed(figures: Mapping[str, Value], start: Mapping[str, Value] = BALANCED) -> Report:
    report = full_report()
    changes = {**start, **figures}
    report.apply(Edit("填写", tuple(SetCell(cell, value) for cell, value in changes.items())))
    return report


def _read(figures: Mapping[str, Value]) -> Report:
    """A document that printed its right totals, with these figures in place of the right ones."""
    report = _typed({})
    report.apply(Edit("读入", tuple(SetNote(cell, "stated", report.value(cell)) for cell in report.form.totals)))
    for cell, value in figures.items():
        change = SetNote(cell, "stated", value) if report.form.cells[cell].computed else SetCell(cell, value)
        report.apply(Edit("错", (change,)))
    return report


def _shown(report: Report) -> dict[str, Finding]:
    return {finding.key: finding for finding in report.findings() if not finding.pending}


def _cause(report: Report) -> tuple[str, str, set[str]]:
    """The one cause that is said: of which finding, in which words, and what else it explains."""
    found = _shown(report)
    (head,) = (finding for finding in found.values() if finding.cause)
    assert {head.key, *head.cause_of} == set(found), "one wrong figure explains everything"
    return head.key, head.cause.removeprefix("可能原因：").removesuffix("，请与台账核对"), set(head.cause_of)


def test_a_report_that_adds_up_has_no_findings() -> None:
    assert not _shown(_typed({}))
    assert not _shown(_read({}))


def test_one_wrong_figure_of_a_document_breaks_its_row_and_its_column() -> None:
    report = _read({"requests.granted.business": 2})
    head, words, others = _cause(report)
    assert (head, others) == ("A1:granted.total", {"A2:results_total.business"})
    assert words == "商业企业“（一）予以公开”应为 5（现为 2）"
    assert _shown(report)[head].message.endswith("，相差3件。可能原因：" + words + "，请与台账核对")
    assert "requests.granted.business" in _shown(report)[head].cells


@pytest.mark.parametrize(
    ("cell", "broken"),
    [
        ("requests.results_total.business", 3),
        ("requests.results_total.total", 3),
        ("requests.granted.total", 2),
        ("requests.received.total", 2),
        ("requests.received.natural_person", 2),
        ("requests.carried_out.business", 2),
    ],
)
def test_a_stated_total_is_told_from_its_parts(cell: str, broken: int) -> None:
    report = _read({})
    right = report.stated(cell) if report.form.cells[cell].computed else report.value(cell)
    assert isinstance(right, int)
    report = _read({cell: right + 40})
    head, words, others = _cause(report)
    assert 1 + len(others) == broken
    assert words.endswith(f"应为 {right}（现为 {right + 40}）")
    assert cell in _shown(report)[head].cells


def test_where_two_figures_would_do_nothing_is_said() -> None:
    group = _shown(_read({"disputes.reconsideration.pending": 13}))
    assert [(key, found.cause) for key, found in group.items()] == [("A4:reconsideration.total", "")]
    typed = _shown(_typed({"requests.received.business": 15}))
    assert not any(found.cause for found in typed.values())


def test_two_wrong_figures_each_have_their_cause() -> None:
    found = _shown(
        _read(
            {"requests.granted.business": 2, "disputes.litigation_direct.total": 0}
            | {"requests.carried_out.natural_person": 7}
        )
    )
    heads = [finding for finding in found.values() if finding.cause]
    assert [finding.key for finding in heads] == ["A1:granted.total", "A1:carried_out.total"]


def test_digits_changed_about_and_typed_twice_are_told_by_their_look() -> None:
    assert _cause(_typed({"requests.received.natural_person": 73}))[1].endswith(
        "应为 37（现为 73，像是两位数字颠倒了）"
    )
    assert _cause(_typed({"requests.received.business": 122}))[1].endswith("应为 12（现为 122，像是多打了一位数字）")
    assert "（现为 21，像是两位" in _cause(_read({"disputes.reconsideration.pending": 21}))[1]


def test_neighbours_changed_about() -> None:
    same_row = {"requests.granted.natural_person": 5, "requests.granted.business": 20}
    assert _cause(_read(same_row))[1] == "自然人与商业企业“（一）予以公开”两格像是填反了（现为 5 和 20）"
    same_column = {"requests.granted.natural_person": 4, "requests.partly_granted.natural_person": 20}
    words = _cause(_read(same_column))[1]
    assert words.startswith("自然人“（一）予以公开”与“（二）部分公开")
    assert words.endswith("”两格像是填反了（现为 4 和 20）")
    typed = {"requests.received.natural_person": 12, "requests.received.business": 37}
    assert "两格像是填反了" in _cause(_typed(typed))[1]


def test_a_figure_beside_its_place() -> None:
    moved = {"requests.refused_third_party.business": 0, "requests.refused_third_party.research": 4}
    assert _cause(_read(moved))[1] == "科研机构“4.保护第三方合法权益”的 4 像是应填在商业企业"
    down = {"requests.granted.business": 0, "requests.partly_granted.business": 5}
    words = _cause(_read(down))[1]
    assert words.startswith("商业企业“（二）部分公开")
    assert words.endswith("的 5 像是应填在“（一）予以公开”")


def test_a_row_and_a_column_that_slipped() -> None:
    row = {"natural_person": 0, "business": 2, "research": 3}
    found = _cause(_typed({f"requests.carried_out.{column}": figure for column, figure in row.items()}))
    assert found[1] == "“四、结转下年度继续办理”一行的数错开了一格（应为自然人 2、商业企业 3）"
    rows = [row.id for row in form("2021").grid("requests").blocks[0].rows]
    results = rows[rows.index("granted") : rows.index("results_total")]
    was = [BALANCED.get(f"requests.{row}.natural_person", 0) for row in results]
    slipped = dict(zip((f"requests.{row}.natural_person" for row in results), [0, *was[:-1]], strict=True))
    words = _cause(_read(slipped))[1]
    assert words.startswith("自然人一栏的数错开了一格（应为（一）予以公开 20、")


def test_the_figure_that_a_slipped_line_lost_is_told_by_the_totals() -> None:
    columns = ["natural_person", "business", "research", "social_welfare", "legal_service", "other_org"]
    start = {f"requests.{row}.{column}": 4 + i for i, column in enumerate(columns) for row in ("received", "granted")}
    report = _typed(start, dict.fromkeys(BALANCED, 0))
    report.apply(Edit("读入", tuple(SetNote(cell, "stated", report.value(cell)) for cell in report.form.totals)))
    slipped = zip(columns, [0, 4, 5, 6, 7, 8], strict=True)
    report.apply(Edit("错", tuple(SetCell(f"requests.granted.{column}", figure) for column, figure in slipped)))
    words = _cause(report)[1]
    assert words == "“（一）予以公开”一行的数错开了一格（应为自然人 4、商业企业 5、科研机构 6 等）"


def test_what_is_blank_or_not_understood_in_a_document() -> None:
    assert _cause(_read({"requests.granted.business": None}))[1].endswith("应为 5（现未填）")
    head, words, others = _cause(_read({"requests.granted.business": "五件"}))
    assert head == "E4:requests.granted.business"
    assert words.endswith("应为 5（现为“五件”）")
    assert others == {"A1:granted.total", "A2:results_total.business"}


def _last_year(report: Report, *, natural_person: int) -> Report:
    """Beside a report of last year with much the same figures that left this open."""
    figures = dict.fromkeys(report.form.inputs, 0) | BALANCED
    figures |= {"requests.carried_out.natural_person": natural_person, "requests.carried_out.business": 0}
    figures |= {"requests.received.natural_person": 35 + natural_person, "requests.received.business": 9}
    return beside(report, last_report({cell: str(figure) for cell, figure in figures.items()}))


def test_what_last_year_left_open_tells_the_figure() -> None:
    report = _last_year(_typed({"requests.carried_in.natural_person": 1}), natural_person=2)
    head, words, others = _cause(report)
    assert (head, others) == ("Y1:natural_person", {"A3:natural_person", "A3:total", "Y1:total"})
    assert words == "自然人“二、上年结转政府信息公开申请数量”应为 2（现为 1）"
    right = {"requests.carried_in.natural_person": 1, "requests.granted.natural_person": 19}
    assert not any(found.cause for found in _shown(_last_year(_typed(right), natural_person=2)).values())


def test_that_only_one_figure_is_large_enough_to_be_wrong_is_no_cause() -> None:
    slipped = {"received": 0, "carried_in": 0, "granted": 12, "partly_granted": 5}
    report = _typed({f"requests.{row}.business": figure for row, figure in slipped.items()})
    found = _shown(_last_year(report, natural_person=2))
    assert "A3:business" in found
    assert [one.key for one in found.values() if one.cause] == []


def test_other_findings_that_the_same_figure_makes_stand_under_its_cause() -> None:
    report = _read({"requests.granted.natural_person": 200})
    last = dict.fromkeys(report.form.inputs, "0") | {
        "requests.granted.natural_person": "20",
        "requests.received.natural_person": "22",
        "requests.carried_out.natural_person": "2",
    }
    beside(report, last_report(last))
    found = _shown(report)
    (head,) = (finding for finding in found.values() if finding.cause)
    assert set(head.cause_of) == {"A2:results_total.natural_person", "Y5:requests.granted.natural_person"}


def test_the_total_column_that_repeats_one_column_stands_under_it() -> None:
    found = _shown(_typed({"requests.received.business": 15}))
    assert found["A3:business"].cause_of == ("A3:total",)
    both = _shown(_typed({"requests.received.business": 15, "requests.received.natural_person": 39}))
    assert both["A3:natural_person"].cause_of == ("A3:total",)
    assert not both["A3:business"].cause_of
    last = _shown(_last_year(_typed({}), natural_person=3))
    assert last["Y1:natural_person"].cause_of == ("Y1:total",)


def test_leaps_of_a_total_that_is_one_part_and_stocks_are_said_once() -> None:
    documents = "proactive.normative_documents"
    report = _typed({"requests.received.business": 82, "requests.granted.business": 75, f"{documents}.repealed": 9})
    zeros = dict.fromkeys(report.form.inputs, "0")
    beside(report, last_report(zeros))
    found = _shown(report)
    assert found["Y5:requests.granted.business"].cause_of == ()
    assert found[f"Y3:{documents.split('.')[1]}"].cause_of == ("Y2:normative_documents",)
    alone = full_report()
    alone.apply(Edit("填", (SetCell("disputes.reconsideration.other", 30),)))
    found = _shown(beside(alone, last_report(zeros)))
    assert found["Y5:disputes.reconsideration.other"].cause_of == ("Y5:disputes.reconsideration.total",)


def test_money_in_another_unit_is_said_as_a_cause() -> None:
    report = full_report()
    report.apply(Edit("填", (SetCell("proactive.fees.amount", 400),)))
    beside(report, last_report(dict.fromkeys(report.form.inputs, "0") | {"proactive.fees.amount": "0.04"}))
    found = _shown(report)["Y6:proactive.fees.amount"]
    assert found.cause == "可能原因：本年应为 0.04 万元（现为 400，像是按元填了），请与台账核对"
    assert found.cause_of == ("Y5:proactive.fees.amount",)


def test_a_column_that_is_full_has_its_cause_while_others_are_being_filled_in() -> None:
    report = _typed({"requests.received.business": 122, "requests.granted.research": None})
    found = _shown(report)
    assert list(found) == ["A3:business"]
    assert found["A3:business"].cause.startswith(
        "可能原因：商业企业“一、本年新收政府信息公开申请数量”应为 12（现为 122"
    )


def test_a_figure_of_the_text_tells_which_cell_is_wrong() -> None:
    report = _typed({"requests.granted.business": 2})
    known = _shown(report)
    assert probable(report, known) == []
    said = Finding("T1", "x", "error", "overview", "", ("requests.granted.total",), (TextPlace("overview", 0, 3),))
    said = said._replace(left=25, right=22, difference=3)
    (guess,) = probable(report, known | {said.key: said})
    assert guess.changes == (("requests.granted.business", 5),)
    other = said._replace(left=26, difference=4)
    assert probable(report, known | {said.key: other}) == []


def test_an_explained_finding_takes_no_part() -> None:
    report = _last_year(_typed({}), natural_person=3)
    found = _shown(report)["Y1:natural_person"]
    written = Explanation("有一件撤回", found.figures)
    gone_and_new: list[Finding] = []
    report.listen(lambda changed: gone_and_new.extend((*changed.findings_gone, *changed.findings_new)))
    report.apply(Edit("说明", (SetExplanation("Y1:natural_person", written),)))
    assert _shown(report)["Y1:natural_person"].cause_of == ()
    assert {finding.key for finding in gone_and_new} == {"Y1:natural_person"}


def test_findings_are_shown_errors_first_and_what_is_explained_behind_its_cause() -> None:
    report = _last_year(_typed({"requests.carried_in.natural_person": 1}), natural_person=2)
    report.apply(Edit("文件", (SetCell("proactive.normative_documents.issued", 3),)))
    keys = [finding.key for finding in in_order(report.form, report.findings())]
    expected = ["Y1:natural_person", "A3:natural_person", "A3:total", "Y1:total", "Y2:normative_documents"]
    assert keys == [*expected, "P1:normative_documents"]


@given(st.data(), st.sampled_from(["2021", "2019"]))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_an_edit_changes_of_the_causes_is_told_and_is_what_a_fresh_audit_says(
    data: st.DataObject, edition
) -> None:
    report = full_report(of=form_of(edition))
    report.all_findings()
    seen = {finding.key: finding for finding in report.findings()}

    def follow(changed) -> None:
        for finding in changed.findings_gone:
            assert seen.pop(finding.key) == finding
        for finding in changed.findings_new:
            assert finding.key not in seen
            seen[finding.key] = finding

    report.listen(follow)
    for edit in data.draw(st.lists(st.one_of(edits(report.form), _figures(report)), max_size=6)):
        report.apply(edit)
        fresh = Audit(report.form)
        fresh.run_all(report)
        fresh.complete(report)
        numeric = {finding.key: finding for finding in report.findings() if not finding.texts}
        assert {key: found for key, found in seen.items() if not found.texts} == numeric
        assert {one.key: one for one in fresh.findings() if one.cells and not one.texts} == {
            key: one for key, one in numeric.items() if one.cells
        }


def _figures(report: Report) -> st.SearchStrategy[Edit]:
    """Small figures in few cells, so that they meet."""
    cells = [cell for cell in report.form.inputs if cell.endswith((".business", ".research", ".upheld", ".pending"))]
    one = st.tuples(st.sampled_from(cells), st.integers(0, 3)).map(lambda drawn: SetCell(*drawn))
    return st.lists(one, min_size=1, max_size=3).map(lambda changes: Edit("填", tuple(changes)))


def test_the_texts_own_figure_tells_the_cell_of_a_typed_report() -> None:
    report = _typed({"requests.granted.business": 2})
    words = "全年办结政府信息公开申请46件，其中予以公开25件。"
    report.apply(Edit("写", (ReplaceText("overview", 0, 0, from_plain(words)),)))
    found = {key: one for key, one in _shown(report).items() if one.rule in ("A3", "T1")}
    (head,) = (finding for finding in found.values() if finding.cause)
    assert head.cause == "可能原因：商业企业“（一）予以公开”应为 5（现为 2），请与台账核对"
    assert {head.key, *head.cause_of} == set(found)
    assert {finding.rule for finding in found.values()} == {"A3", "T1"}


def test_the_same_other_figure_in_two_places_of_the_text_is_said_once() -> None:
    report = _typed({})
    words = "我局新收政府信息公开申请48件。"
    for section in ("overview", "problems"):
        report.apply(Edit("写", (ReplaceText(section, 0, 0, from_plain(words)),)))
    report.apply(Edit("写", (ReplaceText("problems", 1, 1, from_plain("新收政府信息公开申请50件。")),)))
    said = [finding for finding in report.findings() if finding.rule == "T1"]
    assert len(said) == 3
    assert [len(finding.cause_of) for finding in said] == [1, 0, 0]
    assert said[0].cause_of == (said[1].key,)
