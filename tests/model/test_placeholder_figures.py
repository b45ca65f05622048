"""Cells by their Chinese names, figures that are worked out, conditions: what is understood, what it gives."""

from __future__ import annotations

import pytest

from model.naming import cell_name
from model.placeholder_cells import cell_named, cells_named
from model.placeholder_conditions import condition_of, control_of, outcome
from model.placeholder_figures import KINDS, worked_out
from model.placeholder_list import entries, found_in, groups
from model.placeholder_text import filled_text, nesting_faults, remarks
from model.placeholders import canonical, is_known, resembling, resolved, text_of
from tests.builders import beside, last_report, made_up_form, report_with
from workflows.forms import editions, form

FORMS = [*map(form, editions()), made_up_form()]
CELL = "requests.received.natural_person"


@pytest.mark.parametrize("described", FORMS, ids=lambda described: described.edition)
def test_every_cell_is_found_by_what_is_printed_of_it(described) -> None:
    for cell in described.cells:
        for name in (described.label(cell), cell_name(described, cell)):
            assert cell_named(described, canonical(name)) in (cell, ""), name
    found = [cell for cell in described.cells if cell_named(described, canonical(described.label(cell))) == cell]
    assert len(found) == len(described.cells)


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("表四", 15),
        ("表四 行政复议", 5),
        ("表三 （三）不予公开", 56),
        ("表三 不予公开", 56),
        ("requests.received", 7),
        ("表三 一、本年新收", 7),
        ("表九", 0),
        ("", 0),
    ],
)
def test_rows_groups_and_grids(typed: str, count: int) -> None:
    assert len(cells_named(form("2021"), canonical(typed))) == count


def test_what_could_be_two_cells_is_none() -> None:
    assert not is_known(form("2021"), canonical("表四 总计"))
    assert not is_known(form("2021"), canonical("表三 总计"))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("文字：一", "section:overview"),
        ("标题:总体情况", "heading:overview"),
        ("标题:单位与说明", ""),
        ("表格:表三", "grid:requests"),
        ("单位 名称", "unit"),
        ("表三 新收 自然人", CELL),
        ("上年：表三 新收 自然人", f"last:{CELL}"),
        ("占比：表三 新收 自然人／表三 新收 总计，2", f"share:{CELL}/requests.received.total,2"),
        ("合计:requests.received.business＋" + CELL, f"sum:requests.received.business+{CELL}"),
        ("上年:表九", ""),
        ("上年:表三", ""),
        (f"占比:{CELL},1", ""),
        (f"增减率:{CELL},3", ""),
    ],
)
def test_names_in_chinese(typed: str, name: str) -> None:
    assert resolved(form("2021"), canonical(typed)) == name


@pytest.mark.parametrize("described", FORMS, ids=lambda described: described.edition)
def test_all_that_is_listed_is_known_once_and_can_be_found(described) -> None:
    listed = list(entries(described))
    assert len({entry.placeholder for entry in listed}) == len(listed)
    assert {entry.group for entry in listed} == set(groups(described))
    for entry in listed:
        assert is_known(described, canonical(entry.placeholder.strip("{}"))), entry
        assert entry.meaning
        assert found_in(entry, entry.placeholder)


@pytest.mark.parametrize(
    ("kind", "this", "last", "printed"),
    [
        ("last", "9", "8", "8"),
        ("change", "5", "8", "-3"),
        ("change", "8", "0", "8"),
        ("change_size", "5", "8", "3"),
        ("change_word", "5", "8", "下降"),
        ("change_word", "9", "8", "增长"),
        ("change_word", "8", "8", "持平"),
        ("change_rate", "9", "8", "12.5%"),
        ("change_rate", "7", "8", "-12.5%"),
        ("change_rate", "8", "8", "0.0%"),
        ("change_rate", "8", "0", "〔未填〕"),
        ("compared", "7", "8", "下降12.5%"),
        ("compared", "8", "8", "持平"),
        ("last", "8", "", "〔未填〕"),
        ("change", "", "8", "〔未填〕"),
        ("change", "三件", "8", "〔未填〕"),
    ],
)
def test_figures_against_last_year(kind: str, this: str, last: str, printed: str) -> None:
    report = beside(report_with({CELL: this}), last_report({CELL: last}))
    for word in (kind, KINDS[kind].word):
        assert text_of(report, f"{word}:{CELL}") == printed
    assert bool(list(remarks(report, [[f"{kind}:{CELL}"]]))) == (printed == "〔未填〕")


def test_sums_differences_and_shares() -> None:
    report = report_with({CELL: "1", "requests.received.business": "2", "requests.granted.business": "4"})
    business = "requests.received.business"
    assert text_of(report, f"合计:{CELL}+{business}") == "3"
    assert text_of(report, f"差:{CELL}-{business}") == "-1"
    assert text_of(report, f"占比:{CELL}/{CELL}+{business}") == "33.3%"
    assert text_of(report, f"占比:{CELL}/{CELL}+{business},0,汉字") == "百分之三十三"
    assert text_of(report, f"占比:{CELL}/requests.carried_in.business") == "〔未填〕"


def test_names_by_ids_mean_the_same_again() -> None:
    for kind in KINDS.values():
        name = f"{kind.id}:{kind.example.format(CELL, 'requests.received.business')}"
        found = worked_out(form("2021"), name)
        assert found is not None
        assert worked_out(form("2021"), found.name) == found


def test_a_blank_is_not_zero_and_is_told() -> None:
    described = form("2021")
    zeros = {cell: "0" for cell in described.inputs if cell.startswith("disputes.")}
    condition = condition_of(described, "表四全为0")
    assert condition is not None
    assert outcome(condition, report_with(zeros)).holds
    short = outcome(condition, report_with(zeros | {"disputes.reconsideration.upheld": ""}))
    assert not short.holds
    assert "没有填" in short.remark
    assert not outcome(condition, report_with(zeros | {"disputes.reconsideration.upheld": "1"})).remark
    compared = condition_of(described, f"{CELL}>0")
    assert compared is not None
    assert "没有填" in outcome(compared, report_with()).remark
    assert list(remarks(report_with(), [[canonical(f"若 {CELL} > 0"), "结束"]]))


@pytest.mark.parametrize("says", ["表九全为0", "表四", "表四>0", f"{CELL}>很多", "", "表四全部为零吗", f"{CELL}>表四"])
def test_conditions_that_are_not_understood(says: str) -> None:
    assert condition_of(form("2021"), says) is None


@pytest.mark.parametrize("name", ["ifx", "若", "endx", "elif", "else:"])
def test_other_names_are_no_conditions(name: str) -> None:
    assert control_of(name) is None


def test_a_text_with_conditions_within_conditions() -> None:
    report = report_with({CELL: "3"})
    text = f"甲{{{{若 {CELL} > 1}}}}乙{{{{若 {CELL} > 5}}}}丙{{{{否则}}}}{{{{{CELL}}}}}{{{{结束}}}}丁{{{{结束}}}}戊"
    assert filled_text(report, text, lambda name: text_of(report, name)) == "甲乙3丁戊"
    assert not list(nesting_faults(report.form, text))
    assert [wrong for _, wrong in nesting_faults(report.form, "{{否则}}{{若 表四 有数}}")] == [
        "前面没有“若”",
        "后面没有“结束”",
    ]


def test_misspelt_cells_of_worked_out_figures() -> None:
    described = form("2021")
    assert resembling(described, "上年:requests.recieved.total") == "{{上年:requests.received.total}}"
    assert resembling(described, "若表四全力0") == "{{若表四全为0}}"
