"""The year before as a report's form sees it: figures, sums of predecessors, other editions."""

import tomllib
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.edits import Edit, ReplaceReport, SetCell, SetLastYear
from model.form import Form
from model.form_counterparts import load_counterparts, unknown_counterparts
from model.form_loader import load_form
from model.last_year import LastYear, year_change
from model.left_behind import in_words, left_behind, left_behind_lines
from model.report import Report
from tests.builders import MADE_UP, beside, last_report, report_with
from workflows.forms import editions, form, form_folder

RECEIVED = "requests.received.natural_person"
TOTAL = "requests.received.total"


def test_without_a_report_of_last_year_there_is_none() -> None:
    assert report_with().last_year is None


def test_figures_are_those_of_the_one_report() -> None:
    last = beside(report_with(), last_report({RECEIVED: "12", "requests.received.business": "3"})).last_year
    assert last is not None
    assert (last.unit, last.year, last.edition, last.same_edition) == ("示例县数据局", 2024, "2021", True)
    assert last.value(RECEIVED) == 12
    assert last.value(TOTAL) == 15
    assert last.value("requests.received.research") is None
    assert last.unit_of(RECEIVED) == "件"
    assert last.figure(RECEIVED, "件") == 12
    assert last.figure(RECEIVED, "万元") is None


def test_a_total_is_the_one_that_last_years_document_printed() -> None:
    last = beside(report_with(), last_report({RECEIVED: "12"}, stated={TOTAL: 13})).last_year
    assert last is not None
    assert last.value(TOTAL) == 13


def test_several_predecessors_are_added_up() -> None:
    reports = last_report({RECEIVED: "12"}, unit="甲局"), last_report({RECEIVED: "5"}, unit="乙局")
    last = beside(report_with(), *reports).last_year
    assert last is not None
    assert (last.unit, last.units) == ("甲局、乙局", ("甲局", "乙局"))
    assert last.value(RECEIVED) == 17
    assert last.value(TOTAL) == 17
    assert last.value("requests.received.research") is None, "blank in both is not 0"
    assert last.cells()[RECEIVED] == 17


def test_a_figure_that_was_not_understood_is_shown_alone_and_never_added_up() -> None:
    odd = last_report({RECEIVED: "约3"})
    one = beside(report_with(), odd).last_year
    two = beside(report_with(), odd, last_report({RECEIVED: "5"})).last_year
    assert one is not None
    assert two is not None
    assert one.value(RECEIVED) == "约3"
    assert one.figure(RECEIVED, "件") is None
    assert two.value(RECEIVED) is None


def test_figures_in_different_units_are_not_added_up() -> None:
    amount = "proactive.procurement.amount"
    reports = [last_report({amount: typed}, edition="2019", year=2019) for typed in ("3万元", "20000元")]
    last = beside(report_with(edition="2019", year=2020), *reports).last_year
    assert last is not None
    assert last.value(amount) is None
    alone = beside(report_with(edition="2019", year=2020), reports[1]).last_year
    assert alone is not None
    assert (alone.value(amount), alone.unit_of(amount)) == (20000, "元")


def test_of_another_edition_only_what_corresponds_has_a_figure() -> None:
    old = last_report(
        {RECEIVED: "8", "requests.other_processed.business": "2", "proactive.penalties.decisions": "4"},
        edition="2019",
        year=2020,
    )
    last = beside(report_with(year=2021), old).last_year
    assert last is not None
    assert not last.same_edition
    assert last.value(RECEIVED) == 8
    assert last.value("requests.results_total.business") == 2
    assert last.value("proactive.penalties.decisions") == 4
    assert last.value("requests.other_misc.business") is None
    assert not last.counterparts("requests.other_misc.business")
    assert not last.counterparts("proactive.fees.amount")
    assert last.cells()["requests.other_processed.business"] == 2, "its own cells"


def test_one_row_of_the_older_form_is_three_of_the_newer() -> None:
    rows = ("other_not_corrected", "other_fee_unpaid", "other_misc")
    newer = last_report({f"requests.{row}.business": str(i) for i, row in enumerate(rows, 1)}, year=2022)
    last = beside(report_with(edition="2019", year=2023), newer).last_year
    assert last is not None
    assert last.value("requests.other_processed.business") == 6
    assert last.value("requests.other_processed.total") == 6


@pytest.mark.parametrize("edition", editions())
def test_counterparts_are_cells_of_the_other_form_and_of_the_same_kind(edition: str) -> None:
    here = form(edition)
    for other, found in here.counterparts.items():
        there = form(other)
        assert not list(unknown_counterparts(found, there.cells))
        for cell, sources in found.items():
            assert {there.cells[source].kind.unit for source in sources} == {here.cells[cell].kind.unit}


_STATED = ("decisions", "other_processed")
"""What the documents say corresponds though it is printed under other headings."""


def test_what_corresponds_by_its_id_has_the_same_labels() -> None:
    here, there = form("2021"), form("2019")
    for cell, sources in here.counterparts["2019"].items():
        if not cell.endswith(_STATED):
            assert sources == (cell,)
            assert here.row(cell).path == there.row(cell).path
            assert here.column(cell).path == there.column(cell).path


def test_counterparts_go_both_ways() -> None:
    there = form("2019").counterparts["2021"]
    for cell in form("2021").counterparts["2019"]:
        assert there[cell] == (cell,)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('edition = "2019"\nsame = ["harvest"]\nwithout = ["moon"]', "moon"),
        ('edition = "2019"\nsame = ["harvest"]', "without"),
        ('edition = "2019"\nsame = ["harvest"]\nwithout = ["harvest"]', "重复"),
        ('edition = "2019"\nsimilar = ["harvest"]', "没有写明|similar"),
        ('same = ["harvest"]', "edition"),
    ],
)
def test_a_broken_file_of_counterparts_is_refused(tmp_path, text: str, why: str) -> None:
    (tmp_path / "from_2019.toml").write_text(text, encoding="utf-8")
    from model.errors import FormError

    cells = list(load_form(MADE_UP).cells)
    with pytest.raises(FormError, match=why) as refused:
        load_counterparts(tmp_path, cells)
    assert "from_2019.toml" in str(refused.value)


def test_the_year_before_follows_edits_and_undo() -> None:
    report = report_with()
    inverse = report.apply(Edit("上年", (SetLastYear((last_report({RECEIVED: "12"}),)),)))
    first = report.last_year
    assert first is not None
    assert report.last_year is first, "worked out once"
    other = report_with({}, edition="2019", year=2020)
    back = report.apply(Edit("换", (ReplaceReport(other.state()),)))
    assert report.last_year is None
    report.apply(back)
    assert report.last_year is not None
    assert report.last_year.value(RECEIVED) == 12
    report.apply(inverse)
    assert report.last_year is None


@pytest.mark.parametrize(
    ("this", "last", "expected"),
    [
        (3, 4, (-1, Decimal(-25))),
        (40, 37, (3, Decimal(300) / 37)),
        (5, 0, (5, None)),
        (0, 0, (0, None)),
        (Decimal("1.5"), Decimal("1.0"), (Decimal("0.5"), Decimal(50))),
        (None, 3, None),
        (3, None, None),
        ("约3", 3, None),
    ],
)
def test_a_change_has_a_difference_and_a_share(this, last, expected) -> None:
    assert year_change(this, last) == expected


def _sum_by_hand(form_: Form, reports: list[Report], cell: str) -> int:
    return sum(int(report.value(cell) or 0) for report in reports)


@given(st.lists(st.dictionaries(st.sampled_from(form("2021").inputs[:40]), st.integers(0, 99)), min_size=1, max_size=3))
@settings(max_examples=25, deadline=None)
def test_the_sum_is_that_of_the_reports_cell_by_cell(figures: list[dict[str, int]]) -> None:
    chosen = form("2021")
    reports = []
    for held in figures:
        report = Report.blank(chosen, "甲局", 2024)
        report.apply(Edit("填", tuple(SetCell(cell, figure) for cell, figure in held.items())))
        reports.append(report)
    last = LastYear(chosen, [last_report()._replace(state=report.state()) for report in reports])
    for cell in chosen.cells:
        held = [report.value(cell) for report in reports]
        expected = None if all(value is None for value in held) else _sum_by_hand(chosen, reports, cell)
        assert last.value(cell) == expected


def test_what_has_no_counterpart_is_all_that_no_pair_names() -> None:
    here, there = form("2021"), form("2019")
    gone = set(left_behind(here, there))
    taken = {source for sources in here.counterparts["2019"].values() for source in sources}
    together = {cell for cell in there.cells if cell.startswith("requests.other_processed")}
    assert gone | taken | together == set(there.cells)
    assert not gone & (taken | together)
    assert all(cell.startswith("proactive.") for cell in gone)


def test_cells_in_words_are_named_by_rows_and_only_the_columns_that_are_meant() -> None:
    there = form("2019")
    cells = [cell for cell in there.cells if cell.startswith(("proactive.rules", "proactive.fees"))]
    assert in_words(there, cells) == "表二 规章、行政事业性收费"
    some = ["proactive.licences.items_change", "proactive.penalties.items_change", "requests.granted.total"]
    assert in_words(there, some) == "表二 行政许可、行政处罚的本年增/减"
    assert list(left_behind_lines(there, [there])) == []


@pytest.mark.parametrize("edition", editions())
def test_each_pair_is_stated_row_by_row(edition: str) -> None:
    """A row that an edition adds must not be taken for one of the other edition by its grid's name alone."""
    for file in (form_folder(edition)).glob("from_*.toml"):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        named = {*data.get("same", ()), *data.get("sums", ()), *data.get("without", ())}
        assert not named & {grid.id for grid in form(edition).grids}
