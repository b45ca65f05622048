"""Hundreds of reports by chance in all the shapes that are met: no figure is read in a wrong cell, and most are read."""

from __future__ import annotations

import pytest

from tests.met_documents import drawn

CHUNKS, EACH = 9, 60
"""540 reports in all, each of them as tables or as text, on either edition or on a form that no office has."""

LEAST_LISTED = 0.999
"""Of the figures of reports written only in ways that are known to be met. Measured over 3,900 reports: 0.99997."""

LEAST_STRANGE = 0.97
"""Where rows and columns lack or are too many and labels are misspelt. Measured over 3,700 reports: 0.9965."""


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_figure_is_read_in_a_wrong_cell_and_most_are_read(chunk: int) -> None:
    listed = chunk % 2 == 0
    read = printed = 0
    for seed in range(chunk * EACH, (chunk + 1) * EACH):
        report = drawn(seed, listed=listed)
        result = report.read()
        assert result.report.form is report.form, seed
        assert not report.wrong(result), seed
        found, of = report.read_cells(result)
        read, printed = read + found, printed + of
    assert read / printed >= (LEAST_LISTED if listed else LEAST_STRANGE)


def test_the_shapes_are_different_and_hold_figures() -> None:
    reports = [drawn(seed, listed=False) for seed in range(60)]
    assert len({report.text() for report in reports}) == 60
    assert {report.form.edition for report in reports} == {"2021", "2019", "made_up"}
    assert {report.as_text for report in reports} == {True, False}
    assert all(len(report.figures - report.open) > 10 for report in reports)
