"""Finding words in figures, labels and text, in the order in which one reads."""

from __future__ import annotations

import pytest

from model.edits import Edit, ReplaceText, SetField
from model.find import hits, order_of
from model.report import Report
from model.text import from_plain
from tests.builders import FORMS, form_of, full_report, report_with

FIRST = "requests.received.natural_person"


def report_to_search() -> Report:
    report = report_with({FIRST: "128", "requests.carried_in.natural_person": "12"})
    text = "全年受理１２件。\n共12件，其中网上12件。ABC"
    report.apply(Edit("输入文字", (ReplaceText("overview", 0, 0, from_plain(text)),)))
    return report


def test_figures_labels_and_text_come_in_reading_order() -> None:
    found = hits(report_to_search(), "12")
    assert [
        (hit.place.section, hit.place.cell, hit.place.paragraph, hit.place.offset, hit.length) for hit in found
    ] == [
        ("overview", "", 0, 4, 2),
        ("overview", "", 1, 1, 2),
        ("overview", "", 1, 9, 2),
        ("requests", FIRST, 0, 0, 0),
        ("requests", "requests.received.total", 0, 0, 0),
        ("requests", "requests.carried_in.natural_person", 0, 0, 0),
        ("requests", "requests.carried_in.total", 0, 0, 0),
    ]
    assert list(found) == sorted(found)


@pytest.mark.parametrize("words", ["12", "１２"])
def test_half_and_full_width_are_alike(words: str) -> None:
    assert len(hits(report_to_search(), words)) == 7


@pytest.mark.parametrize(("words", "count"), [("abc", 1), ("ＡＢＣ", 1), ("", 0), (" ", 0), ("没有这样的字", 0)])
def test_letters_and_blanks(words: str, count: int) -> None:
    assert len(hits(report_to_search(), words)) == count


def test_a_label_is_found_at_its_first_figure() -> None:
    report = report_with()
    (hit,) = [hit for hit in hits(report, "自然人") if hit.label and hit.place.section == "requests"]
    assert hit.place.cell == FIRST
    (hit,) = hits(report, "不予处理")
    assert report.form.row(hit.place.cell).path[1].startswith("（五）")


@pytest.mark.parametrize("edition", FORMS)
def test_every_label_and_every_figure_can_be_found(edition: str) -> None:
    report = full_report(of=form_of(edition), figure="7")
    for grid in report.form.grids:
        section = report.form.section_of_grid(grid.id).id
        for block in grid.blocks:
            for words in {*(row.path[-1] for row in block.rows if row.path), *(c.path[-1] for c in block.columns)}:
                assert any(hit.label and hit.place.section == section for hit in hits(report, words)), words
    figures = {hit.place.cell for hit in hits(report, "7") if not hit.label}
    assert set(report.form.inputs) - figures <= {c for c in report.form.inputs if "7" not in str(report.value(c))}


def test_every_hit_s_place_has_the_hit_s_order() -> None:
    report = report_to_search()
    for hit in hits(report, "1"):
        if not hit.label:
            assert order_of(report, hit.place) == hit.order


def test_the_fields_come_before_the_opening_text() -> None:
    report = report_to_search()
    fields = {"unit": "某局", "contact.phone": "0571-12", "signature.unit": "某局", "signature.date": "2026-01-12"}
    report.apply(
        Edit(
            "填写",
            (
                *(SetField(name, value) for name, value in fields.items()),
                SetField("year", 2012),
                ReplaceText("preface", 0, 0, from_plain("某局12")),
            ),
        )
    )

    def found(words: str) -> list[tuple[str, int, int]]:
        first = report.form.sections[0].id
        hits_there = [hit for hit in hits(report, words) if hit.place.section == first]
        return [(hit.place.cell, hit.place.offset, hit.length) for hit in hits_there]

    title = ("title", "".join(report.title_lines()).index("12"), 2)
    assert found("12") == [
        ("year", 2, 2), title, ("contact.phone", 5, 2), ("signature.date", 8, 2), ("", 2, 2),
    ]  # fmt: skip
    assert found("某局") == [("unit", 0, 2), ("title", 0, 2), ("signature.unit", 0, 2), ("", 0, 2)]
    assert [order_of(report, hit.place) for hit in hits(report, "某局")] == [hit.order for hit in hits(report, "某局")]
