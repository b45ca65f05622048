"""Placeholders of templates: their names, what they stand for, how figures and dates are printed."""

from __future__ import annotations

import pytest

from model.edits import Edit, SetField, SetNote
from model.entry import enter
from model.placeholders import (
    PATTERN,
    canonical,
    catalogue,
    is_block,
    is_known,
    printed_date,
    printed_figure,
    resembling,
    text_of,
)
from tests.builders import made_up_form, report_with
from workflows.forms import editions, form

FORMS = [*map(form, editions()), made_up_form()]


@pytest.mark.parametrize("described", FORMS, ids=lambda described: described.edition)
def test_everything_in_the_list_is_known_and_has_a_meaning_and_a_text(described) -> None:
    report = report_with(of=described)
    listed = list(catalogue(described))
    assert len({item.placeholder for item in listed}) == len(listed)
    for item in listed:
        match = PATTERN.fullmatch(item.placeholder)
        assert match is not None
        name = canonical(match[1])
        assert is_known(described, name)
        assert item.meaning
        if not is_block(name):
            assert isinstance(text_of(report, name), str)
    assert {f"{{{{{cell}}}}}" for cell in described.cells} <= {item.placeholder for item in listed}


@pytest.mark.parametrize(
    "name",
    [
        "",
        "untt",
        "section:",
        "section:none",
        "heading:preface",
        "grid:none",
        "requests",
        "requests.received",
        "cell:unit",
    ],
)
def test_other_names_are_unknown(name: str) -> None:
    assert not is_known(form("2021"), name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" unit ", "unit"),
        ("section：overview", "section:overview"),
        ("requests．received。total", "requests.received.total"),
        ("un\u3000it", "unit"),
    ],
)
def test_names_are_taken_as_meant(typed: str, name: str) -> None:
    assert canonical(typed) == name


def test_a_misspelt_name_is_answered_with_the_one_that_is_meant() -> None:
    assert resembling(form("2021"), "requests.recieved.total") == "{{requests.received.total}}"
    assert resembling(form("2021"), "zzz") == ""


@pytest.mark.parametrize(
    ("date", "printed"),
    [
        ("2026-01-20", "2026年1月20日"),
        ("2026-1-2", "2026年1月2日"),
        ("", ""),
        ("二〇二六年一月", "二〇二六年一月"),
        ("2026-01", "2026-01"),
    ],
)
def test_dates_are_printed_as_documents_do(date: str, printed: str) -> None:
    report = report_with()
    report.apply(Edit("填", (SetField("signature.date", date),)))
    assert text_of(report, "signature.date") == printed == printed_date(date)


def test_figures_are_printed_as_they_are() -> None:
    report = report_with(
        {"proactive.procurement.amount": "35.60", "proactive.licences.items_change": "+3"}, edition="2019"
    )
    assert printed_figure(report, "proactive.procurement.amount") == "35.60"
    assert printed_figure(report, "proactive.licences.items_change") == "3"
    assert printed_figure(report, "proactive.rules.made") == ""
    report.apply(Edit("填", enter(report, "proactive.procurement.amount", "356000元")))
    assert printed_figure(report, "proactive.procurement.amount") == "356000元"
    report.apply(Edit("填", enter(report, "proactive.procurement.amount", "约36万")))
    assert printed_figure(report, "proactive.procurement.amount") == "约36万"
    report.apply(Edit("读", (SetNote("requests.received.total", "stated", 9),)))
    assert printed_figure(report, "requests.received.total") == ""


def test_a_report_without_a_year_prints_none() -> None:
    assert text_of(report_with(year=0), "year") == ""
