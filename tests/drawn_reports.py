"""Reports by chance, to be written as documents and read again."""

from __future__ import annotations

import random

from hypothesis import strategies as st

from model.edits import Edit, SetCell
from model.report import Report
from tests.builders import report_with
from tests.exporters.documents import write


@st.composite
def reports_saying(draw: st.DrawFn, lines: st.SearchStrategy[str]) -> Report:
    """Any report: full, partly filled or nearly blank, with a few of these lines in each section."""
    edition = draw(st.sampled_from(("2021", "2019")))
    chance = random.Random(draw(st.integers(0, 10**6)))
    filled_in = draw(st.sampled_from((1.0, 0.7, 0.1)))
    report = report_with(edition=edition)
    figures = {cell: chance.choice((0, 0, 1, 3, 12, 999, 123456)) for cell in report.form.inputs}
    changes = [SetCell(cell, figure) for cell, figure in figures.items() if chance.random() < filled_in]
    report.apply(Edit("填写", tuple(changes)))
    texts = {section.id: "\n".join(draw(st.lists(lines, max_size=3))) for section in report.form.sections}
    fields = {
        "unit": draw(st.sampled_from(("示例县数据局", "某某市人民政府办公室", "甲县乙镇人民政府"))),
        "signature.unit": draw(st.sampled_from(("", "示例县数据局", "某局"))),
        "signature.date": draw(st.sampled_from(("", "2026-01-20"))),
    }
    return write(report, texts, fields)
