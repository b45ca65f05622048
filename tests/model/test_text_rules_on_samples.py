"""The rules of years, names and headings on published text: nothing is said of what is right, much of what is made wrong."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import resources
from model.named_years import PERIOD, named_years
from model.unit_names import strange_selves
from model.wrong_years import wrong_years
from workflows.importing import import_file

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
YEARS, NAMES = (str(resources.path(f"text/{name}.toml")) for name in ("years", "unit_names"))

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")


@cache
def sentences() -> tuple[dict[str, Any], ...]:
    """The sentences with their year and office."""
    lines = (SAMPLES / "wordings.jsonl").read_text("utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


def test_no_year_of_a_published_sentence_is_called_wrong() -> None:
    wrong = [item["id"] for item in sentences() if wrong_years(item["text"], item["year"], False, YEARS)]
    assert wrong == []


def test_most_years_are_found_in_next_years_report() -> None:
    found = there = 0
    for item in sentences():
        starts = {one.start for one in wrong_years(item["text"], item["year"] + 1, False, YEARS)}
        own = [one for one in named_years(item["text"], 2000) if one.year == item["year"] and one.kind == PERIOD]
        there += len(own)
        found += sum(one.start in starts for one in own)
    assert found >= 0.88 * there > 200


def test_no_office_is_told_that_it_calls_itself_wrongly() -> None:
    # What stands in brackets, and names that were left open, say nothing of how an office calls itself.
    named = [item for item in sentences() if not any(mark in item["office"] for mark in "某(（")]
    assert len(named) > 500
    assert [item["id"] for item in named if strange_selves(item["text"], item["office"], NAMES)] == []


@pytest.mark.parametrize("name", ["huaian-2024.pdf", "wenzhou-2021.txt"])
def test_whole_reports_are_right(name: str) -> None:
    findings = import_file(SAMPLES / name).report.all_findings()
    assert [finding.key for finding in findings if finding.rule in ("T2", "T3", "T10", "T11")] == []
