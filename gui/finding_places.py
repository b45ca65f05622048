"""The places of a finding, one after another: the cells of both sides, then its stretches of text. No Qt here."""

from __future__ import annotations

from model.findings import Finding, TextPlace
from model.history import Place
from model.report import Report
from model.state import FIELDS


def places_of(finding: Finding, report: Report) -> tuple[Place, ...]:
    """All places of the finding, each once; only its part, or a field there, when it names no place."""
    form = report.form
    cells = dict.fromkeys((*finding.left_cells, *finding.right_cells, *finding.cells))
    # What the finding names first stands first: a likely cause before the sums that it broke.
    first = [cell for cell in finding.cells[:1] if cell in cells]
    found = [
        Place(form.section_of_grid(form.cells[cell].grid).id, cell)
        for cell in dict.fromkeys((*first, *cells))
        if cell in form.cells
    ]
    found += [text_place(report, stretch) for stretch in finding.texts]
    if not found:
        found.append(Place(finding.part, finding.instance if finding.instance in FIELDS else ""))
    return tuple(dict.fromkeys(found))


def text_place(report: Report, stretch: TextPlace) -> Place:
    """Where a stretch of a section's text begins; its end for the very first, a place that means the part as a whole."""
    at = stretch.start or stretch.end
    before = report.plain(stretch.section)[:at].split("\n")
    return Place(stretch.section, "", len(before) - 1, len(before[-1]))
