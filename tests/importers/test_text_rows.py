"""Rows of fields parted by tabs: cut at the end, with a field missing, quoted, with labels repeated; nothing shifts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import resources
from importers.result import ABSENT, DOUBTFUL, READ, VARIANT, ImportResult, grouped_doubts
from importers.text import read_text
from model.form import Form
from model.label_wordings import load_wordings
from tests.importers.published import UNIT, published, zeros
from tests.rendering import Shape, figures_of, lines_of_grid
from workflows.forms import form

WORDINGS = load_wordings(resources.path("labels.toml"))
NEW, OLD = form("2021"), form("2019")
_MANY = 100
APPLICANTS = ("natural_person", "business", "research", "social_welfare", "legal_service", "other_org")


def read(text: str) -> ImportResult:
    return read_text(text, "样本.txt", (NEW, OLD), WORDINGS)


def requests(of: Form, *blank: str) -> dict[str, str]:
    """A different figure in each cell, blank ones in these columns of the grid of requests."""
    return {
        cell: "" if cell.startswith("requests.") and cell.endswith(blank) else text
        for cell, text in figures_of(of).items()
    }


def assert_read(of: Form, figures: dict[str, str], result: ImportResult) -> None:
    report = result.report
    assert {cell: str(report.value(cell) or "") for cell in of.inputs} == {cell: figures[cell] for cell in of.inputs}
    assert not [cell for cell in of.inputs if figures[cell] and result.cells[cell].how not in (READ, VARIANT)]


def wrong(of: Form, figures: dict[str, str], result: ImportResult) -> list[str]:
    """Cells that hold another cell's figure."""
    report = result.report
    inputs = [c for c in of.inputs if report.value(c) is not None and str(report.value(c)) != figures[c]]
    cell_of = {text: cell for cell, text in figures.items()}
    stated = [c for c in of.totals if str(report.stated(c)) in cell_of and cell_of[str(report.stated(c))] != c]
    return [*inputs, *stated]


def one_field_less(text: str) -> Iterator[str]:
    """The text with each field of each row of fields taken out in turn, and each heading and label left blank."""
    lines = text.split("\n")
    for i, line in enumerate(lines):
        fields = line.split("\t")
        for k in range(len(fields) if len(fields) > 1 else 0):
            for instead in ([], [""]) if fields[k] and not fields[k].isdigit() else ([],):
                yield "\n".join([*lines[:i], "\t".join([*fields[:k], *instead, *fields[k + 1 :]]), *lines[i + 1 :]])


def a_share(texts: Iterator[str]) -> list[str]:
    """All of a few texts; of many every fifth, which meets each row and each column."""
    every = list(texts)
    return every if len(every) < _MANY else every[::5]


@pytest.mark.parametrize("of", [NEW, OLD], ids=["2021", "2019"])
@pytest.mark.parametrize("section", ["proactive", "requests", "disputes"])
@pytest.mark.parametrize(
    ("style", "blank"), [("spread", ()), ("spread_headings", ()), ("trimmed", ()), ("trimmed", (".total",))]
)
def test_whichever_field_is_missing_no_figure_is_read_in_another_cell(
    of: Form, section: str, style: str, blank: tuple[str, ...]
) -> None:
    figures = requests(of, *blank) if blank else figures_of(of)
    lines = lines_of_grid(of.grid(section), figures, Shape(style=style.removesuffix("_headings")))
    if style == "spread_headings":
        width = max(line.count("\t") for line in lines)
        lines = [line + "\t" * (width - line.count("\t")) for line in lines]
    start = f"{UNIT}2023年政府信息公开工作年度报告\n{of.section(section).heading}\n"
    for text in a_share(one_field_less("\n".join(lines))):
        result = read_text(start + text, "样本.txt", (of,), WORDINGS)
        assert not wrong(of, figures, result), text


def one_field_more(text: str) -> Iterator[str]:
    """The text with an empty field put before each field of each row of figures in turn."""
    lines = text.split("\n")
    for i, line in enumerate(lines):
        fields = line.split("\t")
        for k in range(len(fields) if any(field.isdigit() for field in fields) else 0):
            yield "\n".join([*lines[:i], "\t".join([*fields[:k], "", *fields[k:]]), *lines[i + 1 :]])


@pytest.mark.parametrize("of", [NEW, OLD], ids=["2021", "2019"])
@pytest.mark.parametrize("section", ["proactive", "requests", "disputes"])
def test_wherever_an_empty_field_is_too_many_no_figure_is_read_in_another_cell(of: Form, section: str) -> None:
    figures = figures_of(of)
    lines = lines_of_grid(of.grid(section), figures, Shape(style="spread"))
    start = f"{UNIT}2023年政府信息公开工作年度报告\n{of.section(section).heading}\n"
    for text in a_share(one_field_more("\n".join(lines))):
        result = read_text(start + text, "样本.txt", (of,), WORDINGS)
        assert not wrong(of, figures, result), text


@pytest.mark.parametrize("of", [NEW, OLD], ids=["2021", "2019"])
@pytest.mark.parametrize("blank", [(), (".total",), (".total", ".other_org"), (*APPLICANTS[1:], ".total")])
def test_rows_that_are_all_cut_alike_are_read(of: Form, blank: tuple[str, ...]) -> None:
    figures = requests(of, *blank)
    result = read(published(of, figures, Shape(style="trimmed")))
    assert_read(of, figures, result)
    assert not result.unplaced


def row_of(row: str) -> list[str]:
    return [f"requests.{row}.{column}" for column in APPLICANTS]


def without_field(text: str, row: str, field: str) -> str:
    """The text without this field in the line that holds this label."""
    lines = [line.replace(f"\t{field}", "", 1) if row in line else line for line in text.split("\n")]
    return "\n".join(lines)


def test_a_row_with_a_field_missing_is_doubtful_and_the_others_are_read() -> None:
    figures = figures_of(NEW)
    text = published(NEW, figures, Shape(style="spread"))
    result = read(without_field(text, "（一）予以公开", figures["requests.granted.research"]))
    assert [result.cells[cell].how for cell in row_of("granted")] == [DOUBTFUL] * 6
    assert "6个数" in result.cells["requests.granted.natural_person"].reason
    others = [cell for cell in NEW.inputs if cell not in row_of("granted")]
    assert {result.cells[cell].how for cell in others} == {READ}
    assert not wrong(NEW, figures, result)


def test_a_row_alone_cut_at_the_end_is_doubtful() -> None:
    figures = figures_of(NEW) | dict.fromkeys(("requests.received.other_org", "requests.received.total"), "")
    lines = published(NEW, figures, Shape(style="spread")).split("\n")
    result = read("\n".join(line.rstrip("\t") if line.startswith("一、本年新收") else line for line in lines))
    assert {result.cells[cell].how for cell in row_of("received")} == {DOUBTFUL}
    assert not wrong(NEW, figures, result)


def test_a_row_without_the_blank_field_of_a_merged_label_has_a_figure_for_each_column() -> None:
    text = published(NEW, figures_of(NEW), Shape(style="spread")).replace("\t（一）予以公开\t\t", "\t（一）予以公开\t")
    assert_read(NEW, figures_of(NEW), read(text))


@pytest.mark.parametrize("of", [NEW, OLD], ids=["2021", "2019"])
def test_labels_repeated_in_every_covered_cell(of: Form) -> None:
    result = read(published(of, figures_of(of), Shape(style="repeated")))
    assert_read(of, figures_of(of), result)
    assert not result.unplaced


def test_a_reason_does_not_contradict_itself() -> None:
    text = published(NEW, figures_of(NEW), Shape(style="plain")).replace("法人或其他组织\n", "")
    result = read(text)
    reasons = {reading.reason for reading in result.cells.values() if reading.how == DOUBTFUL}
    assert reasons
    assert not [reason for reason in reasons if re.search(r"有(\d+)个数，表上有\1栏", reason)]


# Quoted cells


def quoted(cell: str, at: int = 3) -> str:
    return f'"{cell[:at]}\n{cell[at:]}"'


def test_quoted_cells_of_any_row_and_column() -> None:
    text = published(NEW, figures_of(NEW), Shape(style="spread"))
    labels = [label for row in NEW.grid("requests").blocks[0].rows for label in row.path]
    labels += [heading for column in NEW.grid("disputes").blocks[0].columns for heading in column.path]
    for label in dict.fromkeys(label for label in labels if len(label) > 3):
        text = text.replace(f"\t{label}\t", f"\t{quoted(label)}\t").replace(f"\n{label}\t", f"\n{quoted(label)}\t")
    text = text.replace("三安全", '三安全""')
    note = NEW.grid("requests").blocks[0].corner
    text = text.replace(note, quoted(quoted(note, 9)[1:-1], 20))
    result = read(text)
    assert_read(NEW, figures_of(NEW), result)
    assert not result.unplaced
    assert [result.report.plain(section) for section in ("proactive", "requests", "disputes")] == ["", "", ""]


def test_a_quoted_cell_keeps_the_lines_of_its_origin() -> None:
    text = published(NEW, figures_of(NEW), Shape(style="spread"))
    changed = text.replace("\n一、本年新收", '\n"一、本\n年新收').replace(
        "政府信息公开申请数量\t", '政府信息公开申请数量"\t', 1
    )
    result = read(changed)
    assert_read(NEW, figures_of(NEW), result)
    figure = figures_of(NEW)["requests.carried_in.business"]
    line = next(i for i, line in enumerate(changed.split("\n"), 1) if figure in line.split("\t"))
    assert result.cells["requests.carried_in.business"].origins[0].row == line


def test_marks_of_ordinary_text_stay() -> None:
    said = ('"放管服"改革继续深入。', '单位说"好', '"十四五"')
    report = read(published(NEW, zeros(NEW), before={"overview": said})).report
    assert report.plain("overview").endswith("\n".join(said))


def test_a_quoted_cell_of_text_is_its_paragraphs() -> None:
    report = read(published(NEW, zeros(NEW), before={"overview": ('"第一段说""好""。\n第二段。"',)})).report
    assert report.plain("overview").endswith('第一段说"好"。\n第二段。')


# A heading cell that is blank


@pytest.mark.parametrize("style", ["marked", "rows", "spread", "trimmed"])
def test_a_blank_heading_in_its_place_is_the_one_that_lacks(style: str) -> None:
    text = published(NEW, figures_of(NEW), Shape(style=style))
    start = text.index("三、收到和处理")
    mended = text[start:].replace("自然人", "", 1)
    assert_read(NEW, figures_of(NEW), read(text[:start] + mended))


@pytest.mark.parametrize("style", ["plain", "spaced"])
def test_a_heading_that_is_not_there_leaves_the_forms_columns_to_be_confirmed(style: str) -> None:
    figures = figures_of(NEW)
    text = published(NEW, figures, Shape(style=style))
    start = text.index("三、收到和处理")
    result = read(text[:start] + text[start:].replace("自然人\n" if style == "plain" else "自然人  ", "", 1))
    for cell in row_of("granted"):
        doubt = result.report.notes(cell).doubt
        assert doubt is not None
        assert [str(value) for value in doubt.candidates] == [figures[cell]]
        assert doubt.reason == "没有列标题“自然人”，按表样的次序推定"


@pytest.mark.parametrize("heading", ["自然人", "商业企业", "其他"])
def test_a_heading_lost_and_a_column_blank_are_not_taken_for_each_other(heading: str) -> None:
    figures = requests(NEW, ".total")
    text = published(NEW, figures, Shape(style="plain"))
    start = text.index("三、收到和处理")
    result = read(text[:start] + text[start:].replace(f"{heading}\n", "", 1))
    assert not wrong(NEW, figures, result)
    for cell in row_of("granted"):
        assert int(figures[cell]) in result.report.notes(cell).doubt.candidates  # type: ignore[union-attr]


# What stands between


@pytest.mark.parametrize("number", ["4", "— 4 —", "第4页", "\n4\n"])
def test_a_page_number_between_the_rows_is_no_text(number: str) -> None:
    text = published(NEW, figures_of(NEW), Shape(style="spread"))
    result = read(text.replace("\t\t2.其他法律", f"{number}\n\t\t2.其他法律"))
    assert_read(NEW, figures_of(NEW), result)
    assert result.report.plain("requests") == ""
    assert [(item.text, item.reason, item.furniture) for item in result.unplaced] == [(number.strip(), "页码", True)]


@pytest.mark.parametrize("style", ["marked", "plain", "rows", "spread", "spaced"])
@pytest.mark.parametrize("sign", ["×", "✕"])
def test_a_cross_in_place_of_a_figure_is_not_lost(style: str, sign: str) -> None:
    rules = [f"proactive.rules.{column}" for column in ("issued", "repealed", "in_force")]
    result = read(published(NEW, zeros(NEW, **dict.fromkeys(rules, sign)), Shape(style=style)))
    assert [result.cells[cell].how for cell in rules] == [DOUBTFUL] * 3
    assert [result.report.value(cell) for cell in rules] == [None] * 3


@pytest.mark.parametrize("style", ["marked", "plain", "rows", "spread"])
def test_what_is_no_figure_at_all_is_kept_or_told(style: str) -> None:
    text = published(NEW, zeros(NEW, **{"proactive.rules.issued": "↑"}), Shape(style=style))
    result = read(text)
    kept = str(result.report.value("proactive.rules.issued")) == "↑"
    assert kept or "↑" in [item.text for item in result.unplaced]


# The list of doubts


def test_doubts_are_grouped_by_row_and_reason() -> None:
    figures = figures_of(NEW)
    text = without_field(
        published(NEW, figures, Shape(style="spread")), "（一）予以公开", figures["requests.granted.research"]
    )
    rules = [f"proactive.rules.{column}" for column in ("issued", "repealed", "in_force")]
    for cell in rules:
        text = text.replace(f"\t{figures[cell]}", "\t/", 1)
    first, second = grouped_doubts(read(text))
    assert first.cells == tuple(rules)
    assert [origin.column for origin in first.origins] == [2, 3, 4]
    assert second.cells == (*row_of("granted"), "requests.granted.total")
    assert "6个数" in second.reason
    assert [origin.text for origin in second.origins] == [
        figures[f"requests.granted.{c}"]
        for c in ("natural_person", "business", "social_welfare", "legal_service", "other_org", "total")
    ]
    assert not list(grouped_doubts(read(published(NEW, zeros(NEW)))))


def test_a_grid_left_blank_and_cut_has_no_figures() -> None:
    result = read(published(NEW, dict.fromkeys(NEW.cells, ""), Shape(style="trimmed")))
    assert {reading.how for reading in result.cells.values()} == {ABSENT}
    assert not result.unplaced


def test_a_figure_in_quotes_is_the_figure() -> None:
    figures = figures_of(NEW)
    text = published(NEW, figures, Shape(style="spread"))
    cell = "requests.received.natural_person"
    quoted_text = text.replace(f"\t{figures[cell]}\t", f'\t"{figures[cell]}"\t', 1)
    assert quoted_text != text
    assert_read(NEW, figures, read(quoted_text))
