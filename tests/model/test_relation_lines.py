"""The relations of a form as lines of a workbook: sums, differences, words."""

from __future__ import annotations

import pytest

from model.relation_lines import BALANCED, BLANK, UNBALANCED, UNREADABLE, line_figures, relation_lines, verdict
from tests.builders import FORMS, form_of, full_report, report_with

CELL = "requests.received.natural_person"
BALANCE = "A3.natural_person"


def _line(report, key: str):
    lines = relation_lines(report.form)
    return dict(zip((line.key for line in lines), line_figures(report, lines), strict=True))[key]


@pytest.mark.parametrize("edition", FORMS)
def test_each_relation_of_the_form_has_a_line(edition: str) -> None:
    form = form_of(edition)
    lines = relation_lines(form)
    assert sorted(line.key for line in lines) == sorted(f"{r.rule}.{r.instance}" for r in form.relations)
    assert all(cell in form.inputs for line in lines for cell in line.inputs)
    assert all(len(line.name.split("：")[0]) <= 12 for line in lines)


def test_balances_come_first_and_speak_as_the_form_says() -> None:
    lines = relation_lines(form_of("2021"))
    assert lines[0].name == "自然人：新收＋结转＝总计＋结转下年"
    assert lines[7].name == "自然人：（七）总计＝各项结果之和"
    assert lines[14].name == "一、本年新收政府信息公…：总计＝六类之和"
    assert lines[-1].name == "复议后起诉：总计＝四种结果之和"
    assert relation_lines(form_of("made_up"))[0].name == "早季：一、栽种＝（三）小计"


def test_a_blank_is_not_zero() -> None:
    report = full_report(figure="0")
    assert _line(report, BALANCE).state == BALANCED
    report = report_with({CELL: "0"})
    assert _line(report, BALANCE)[:4] == (0, None, None, BLANK)
    assert verdict(line_figures(report, relation_lines(report.form))) == "有 42 项未填全，填全后才能判断"


def test_a_difference_is_told_with_its_unit() -> None:
    report = full_report(figure="0")
    report = report_with({**dict.fromkeys(report.form.inputs, "0"), CELL: "3"})
    said = _line(report, BALANCE)
    assert (said.left, said.right, said.difference, said.state) == (3, 0, 3, UNBALANCED)
    assert said.result == "不平衡，相差 3 件"
    assert verdict(line_figures(report, relation_lines(report.form))) == "有 2 项不平衡，见下表红色各行"


def test_text_that_is_no_figure_is_no_blank() -> None:
    report = report_with({**dict.fromkeys(full_report().form.inputs, "0"), CELL: "②"})
    assert _line(report, BALANCE).state == UNREADABLE
    lines = relation_lines(report.form)
    assert verdict(line_figures(report, lines)) == "有 3 项有的不是数，改好后才能判断；其余 39 项平衡"
    odd_and_open = verdict(line_figures(report_with({CELL: "②"}), lines))
    assert odd_and_open == "有 3 项有的不是数；有 39 项未填全，改好、填全后才能判断"
