"""A report carried over from one edition's form to another's: nothing lost without being told, undone in one step."""

from __future__ import annotations

import pytest

from model.edits import Edit, ReplaceText, SetCell, SetField, SetNote
from model.fixes import Fix
from model.history import History
from model.live_figures import Formula, figure_span
from model.other_form import on_form
from model.text import Span, TextBlock, from_plain
from tests.builders import report_with
from workflows.forms import form
from workflows.other_edition import carried_over, edition_fixes

NEW, OLD = form("2021"), form("2019")


def old_report(figure: str = "3", year: int = 2023):
    return report_with(dict.fromkeys(OLD.inputs, figure), edition="2019", year=year)


def test_what_corresponds_is_carried_over_figure_by_figure() -> None:
    report = report_with({cell: str(number) for number, cell in enumerate(OLD.inputs, 1)}, edition="2019", year=2023)
    new = on_form(report.state(), NEW)
    assert new.values
    for cell, value in new.values.items():
        assert NEW.counterparts["2019"][cell] == (cell,)
        assert value == report.value(cell)
    taken = {cell for cell in NEW.inputs if NEW.counterparts["2019"].get(cell)}
    assert new.values.keys() == taken


def test_the_offer_tells_what_is_left_behind_and_undo_brings_it_back() -> None:
    report = old_report()
    report.apply(
        Edit("正文", (ReplaceText("overview", 0, 0, from_plain("原来的话。")), SetField("unit", "示例县数据局")))
    )
    (finding,) = (finding for finding in report.findings() if finding.rule == "F1")
    (fix,) = edition_fixes(report, finding)
    assert isinstance(fix, Fix)
    assert fix.name == "改用2021年版表样"
    found = carried_over(report)
    assert found is not None
    assert "规章" in found.lines[0]
    assert "（六）其他处理" in found.lines[1]
    assert found.lines[-1].startswith("改用后要补填：")
    before = report.state()
    history = History(report)
    history.do(Edit(fix.name, fix.changes))
    assert (report.form.edition, report.plain("overview"), report.unit) == ("2021", "原来的话。", "示例县数据局")
    assert not any(finding.rule == "F1" for finding in report.findings())
    assert tuple(edition_fixes(report, finding)) == ()
    assert carried_over(report) is None
    history.undo()
    assert report.state() == before


def test_what_is_blank_there_is_blank_here_and_0_stays_0() -> None:
    report = report_with({"requests.received.natural_person": "0"}, edition="2019", year=2023)
    new = on_form(report.state(), NEW)
    assert new.values == {"requests.received.natural_person": 0}
    found = carried_over(report)
    assert found is not None
    assert not any(line.startswith("不带过来") for line in found.lines)


def test_several_rows_become_one_only_when_all_are_filled_in() -> None:
    cells = NEW.inputs
    report = report_with(dict.fromkeys(cells, "2"), year=2020)
    sums = {cell: parts for cell, parts in OLD.counterparts["2021"].items() if len(parts) > 1 and cell in OLD.inputs}
    assert sums
    new = on_form(report.state(), OLD)
    assert {new.values[cell] for cell in sums} == {6}
    cell, parts = next(iter(sums.items()))
    report.apply(Edit("改", (SetCell(parts[0], None),)))
    assert cell not in on_form(report.state(), OLD).values
    found = carried_over(report)
    assert found is not None
    assert any(line.startswith("原来没有填全") for line in found.lines)


def test_text_that_is_no_figure_and_stated_totals_stay() -> None:
    report = old_report()
    cell, total = "requests.received.natural_person", "requests.received.total"
    report.apply(Edit("导入", (SetCell(cell, "3件"), SetNote(total, "stated", 20), SetNote(cell, "word", "待核"))))
    new = on_form(report.state(), NEW)
    assert new.values[cell] == "3件"
    assert new.notes[total].stated == 20
    assert new.notes[cell].word == "待核"


def test_live_figures_stay_live_where_their_cells_are_the_same() -> None:
    report = old_report()
    kept, gone = "requests.received.natural_person", "requests.other_processed.natural_person"
    assert gone in OLD.cells
    spans = (
        Span("收到"),
        figure_span(Formula("sum", (kept,))),
        Span("件，其他"),
        figure_span(Formula("sum", (gone,))),
        Span("件。"),
    )
    report.apply(Edit("正文", (ReplaceText("overview", 0, 0, (TextBlock(spans),)),)))
    (block,) = on_form(report.state(), NEW).texts["overview"]
    assert [span.kind for span in block.spans] == ["text", "figure", "text", "text", "text"]
    assert "".join(span.text for span in block.spans) == "收到3件，其他3件。"


@pytest.mark.parametrize(("edition", "year"), [("2021", 2024), ("2019", 2020), ("2019", 0)])
def test_nothing_is_offered_where_the_form_is_the_right_one(edition: str, year: int) -> None:
    assert carried_over(report_with(edition=edition, year=year)) is None
