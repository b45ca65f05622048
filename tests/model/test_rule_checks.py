"""Rules that name what the form does not have are refused with file and key; a made-up form's are obeyed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from model.errors import FormError
from model.form import Form
from model.form_loader import load_form
from model.report import Report
from model.state import LastReport
from model.unit_kinds import UnitKind
from tests.builders import MADE_UP, beside, report_with

RULES = (MADE_UP / "rules.toml").read_text(encoding="utf-8")
ADDED = """
[[rules]]
id = "Z1"
kind = "carried_over"
severity = "error"
grid = "harvest"
row = "planted"
last_row = "resting"
eased_severity = "hint"
eased_section = "opening"
eased_words = ["霜冻"]

[[rules]]
id = "Z2"
kind = "stock"
severity = "warning"
grid = "harvest"
rows = ["planted"]
stock = "sum"
added = "early"
removed = "late"

[[rules]]
id = "Z3"
kind = "still_open"
severity = "warning"
grid = "harvest"
groups = ["bearing"]
open = "early"
total = "sum"

[[rules]]
id = "Z4"
kind = "wrong_unit"
severity = "warning"
cells = ["orchard.honey.weight"]
times = 1000
within = 3

[[rules]]
id = "Z5"
kind = "leap"
severity = "hint"
least = 5
times = 3

[[rules]]
id = "Z6"
kind = "unit_kind"
severity = "warning"
grid = "orchard"
rows = ["pines"]
unit_kinds = ["forest"]

[[rules]]
id = "Z7"
kind = "stock_floor"
severity = "warning"
grid = "harvest"
rows = ["bearing"]
stock = "early"
added = "late"
removed = "sum"

[[rules]]
id = "Z8"
kind = "followed"
severity = "hint"
cell = "harvest.planted.late"
first = "harvest.planted.early"
without_kinds = ["forest"]
"""
FOREST = UnitKind("forest", "林场", None, ("林场$",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(MADE_UP / "form.toml", tmp_path)
    (tmp_path / "rules.toml").write_text(RULES + ADDED, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('row = "planted"', 'row = "moon"', "row：没有行“moon”"),
        ('last_row = "resting"', 'last_row = "moon"', "last_row：没有行“moon”"),
        ('eased_section = "opening"', 'eased_section = "moon"', "eased_section：没有“moon”"),
        ('eased_severity = "hint"', 'eased_severity = "loud"', "eased_severity：应为"),
        ('eased_words = ["霜冻"]', "eased_words = [1]", "eased_words：应是文字"),
        ('last_row = "resting"\n', "", "last_row：缺少"),
        ('rows = ["planted"]', 'rows = ["moon"]', "rows：表“harvest”没有可填的行“moon”"),
        ('rows = ["planted"]', "rows = []", "rows：至少要有一行"),
        ('added = "early"', 'added = "moon"', "added：没有格“harvest.planted.moon”"),
        ('groups = ["bearing"]', 'groups = ["moon"]', "open：没有格“harvest.moon.early”"),
        ('groups = ["bearing"]', "groups = []", "groups：至少要有一组"),
        ('cells = ["orchard.honey.weight"]', 'cells = ["moon"]', "cells：没有格“moon”"),
        ("within = 3", "within = 1000", "within：应不小于1"),
        ("times = 3", "times = 1", "times：应不小于2"),
        ("least = 5", 'least = "5"', "least：应为整数"),
        ('unit_kinds = ["forest"]', 'unit_kinds = ["desert"]', "unit_kinds：没有单位类别“desert”"),
        ('rows = ["bearing"]', 'rows = ["moon"]', "rows：表“harvest”没有可填的行“moon”"),
        ('removed = "sum"', 'removed = "moon"', "removed：没有格“harvest.bearing.moon”"),
        ('first = "harvest.planted.early"', 'first = "moon"', "first：没有格“moon”"),
        ('cell = "harvest.planted.late"', 'cell = "harvest.planted.sum"', "cell：该列没有上一级列标题"),
        ('without_kinds = ["forest"]', 'without_kinds = ["desert"]', "without_kinds：没有单位类别“desert”"),
        ('rows = ["pines"]', 'rows = ["palms"]', "rows：表“orchard”没有可填的行“palms”"),
    ],
)
def test_a_rule_that_names_what_is_not_there_is_refused(folder: Path, before: str, after: str, expected: str) -> None:
    text = RULES + ADDED
    assert text.count(before) == 1
    (folder / "rules.toml").write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(FormError) as refused:
        load_form(folder, [FOREST])
    assert str(folder / "rules.toml") in str(refused.value)
    assert expected in str(refused.value)


def _beside(form: Form, figures: dict[str, str], last: dict[str, str]) -> Report:
    kept = LastReport(report_with(last, of=form).state(), "", "")
    return beside(report_with(figures, of=form), kept)


def _keys(report: Report, rule: str) -> set[str]:
    return {finding.key for finding in report.findings() if finding.rule == rule}


def test_the_rules_of_a_made_up_form_are_obeyed_by_the_same_code(folder: Path) -> None:
    form = load_form(folder, [FOREST])
    honey, planted = "orchard.honey.weight", "harvest.planted"
    report = _beside(
        form,
        {
            f"{planted}.early": "2",
            f"{planted}.late": "9",
            "harvest.bearing.late": "3",
            honey: "2000",
            "orchard.pines.standing": "20",
        },
        {
            "harvest.planted.early": "1",
            "harvest.resting.early": "3",
            "harvest.bearing.early": "4",
            honey: "2.5",
            "orchard.pines.standing": "5",
        },
    )
    assert _keys(report, "Z1") == {"Z1:early", "Z1:sum"}
    assert _keys(report, "Z3") == {"Z3:bearing"}
    assert _keys(report, "Z4") == {f"Z4:{honey}"}
    assert "Z5:orchard.pines.standing" in _keys(report, "Z5")
    assert _keys(report, "Z6") == {"Z6:pines"}
    assert _keys(report, "Z7") == {"Z7:bearing"}
    assert _keys(report, "Z8") == {"Z8"}
    statement = next(finding.statement for finding in report.findings() if finding.key == "Z1:early")
    assert statement.startswith("早季：一、栽种2棵，上年报告的（二）休眠3棵")
