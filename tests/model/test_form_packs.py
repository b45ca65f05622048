"""Both editions entry by entry: structure, measures and guidance, and every label against the facts.

The facts are a document that lies beside the project where it is developed; without it only the
tests that need nothing else are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from model.audit import checks_of
from model.form import Form, Grid
from model.guidance import load_guidance
from model.layout import LARGE, PAGE_PIXELS, PAGE_TWIPS, Layout, load_layout
from model.printed import printed_blocks
from workflows.forms import editions, form, form_folder

FACTS = Path(__file__).resolve().parents[3] / "shared" / "domain" / "forms.md"
ALL = [(edition, grid.id) for edition in editions() for grid in form(edition).grids]


def test_both_editions_are_there() -> None:
    assert editions() == ("2021", "2019")


@pytest.mark.parametrize(("edition", "cells", "relations"), [("2021", 200, 42), ("2019", 198, 40)])
def test_cells_and_relations_are_counted(edition: str, cells: int, relations: int) -> None:
    assert len(form(edition).cells) == cells
    assert len(form(edition).relations) == relations
    assert len(form(edition).inputs) + len(form(edition).totals) == cells
    assert len({(relation.rule, relation.instance) for relation in form(edition).relations}) == relations


@pytest.mark.parametrize(
    ("edition", "counts"),
    [("2021", {"A1": 25, "A2": 7, "A3": 7, "A4": 3}), ("2019", {"A1": 23, "A2": 7, "A3": 7, "A4": 3})],
)
def test_each_rule_has_its_relations(edition: str, counts: dict[str, int]) -> None:
    found = [relation.rule for relation in form(edition).relations]
    assert {rule: found.count(rule) for rule in found} == counts
    assert all(relation.severity == "error" for relation in form(edition).relations)


@pytest.mark.parametrize("edition", editions())
def test_every_relation_names_cells_of_the_form(edition: str) -> None:
    described = form(edition)
    for relation in described.relations:
        assert relation.left
        assert relation.right
        for cell in (*relation.left, *relation.right):
            assert described.cells[cell].grid == relation.grid
        if relation.kind == "total":
            (total,) = relation.right
            assert described.cells[total].computed
            assert relation.left == described.cells[total].parts or total == "requests.results_total.total"


@pytest.mark.parametrize("edition", editions())
def test_every_input_is_read_by_the_checks(edition: str) -> None:
    described = form(edition)
    read = {cell for check in checks_of(described) for cell in check.cells}
    assert read == set(described.cells)


@pytest.mark.parametrize("edition", editions())
def test_the_rules_have_the_names_of_the_audit(edition: str) -> None:
    entry, sums = ["E1", "E2", "E3", "E4", "F1"], ["A1", "A2", "A3", "A4"]
    years = {"2021": ["Y1", "Y2", "Y3", "Y4", "Y5", "Y6"], "2019": ["Y1", "Y4", "Y5"]}[edition]
    within = {"2021": ["P1", "P2", "P3", "P4", "P5"], "2019": ["P2", "P3", "P5"]}[edition]
    assert [rule.id for rule in form(edition).rules] == [
        *entry,
        *sums,
        "D1",
        "D2",
        "D3",
        "D4",
        "D5",
        "F2",
        "Y0",
        *years,
        *within,
        "G1",
        "G2",
        "G3",
        "T1",
        "T2",
        "T3",
        "T4",
        "T5",
        "T6",
        "T7",
        "T8",
        "T9",
        "T10",
        "T11",
    ]


@pytest.mark.parametrize(("edition", "grid_id"), ALL)
def test_the_printed_cells_tile_the_grid(edition: str, grid_id: str) -> None:
    grid = form(edition).grid(grid_id)
    for block in printed_blocks(grid):
        places = [
            (row, column)
            for cell in block.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        rows = range(block.first_row, block.first_row + block.rows)
        assert sorted(places) == [(row, column) for row in rows for column in range(block.columns)]


@pytest.mark.parametrize(("edition", "grid_id"), ALL)
def test_each_cell_is_printed_once(edition: str, grid_id: str) -> None:
    described = form(edition)
    printed = [cell for block in printed_blocks(described.grid(grid_id)) for cell in block.cells if cell.cell]
    assert [cell.cell for cell in printed] == [
        cell for cell in described.cells if described.cells[cell].grid == grid_id
    ]
    assert all((cell.role == "computed") == described.cells[cell.cell].computed for cell in printed)


def labels_of(grid: Grid) -> Iterator[str]:
    for block in printed_blocks(grid):
        yield from (cell.text for cell in block.cells if cell.text)


@pytest.mark.parametrize("edition", editions())
def test_labels_have_no_white_space_and_full_width_brackets(edition: str) -> None:
    for grid in form(edition).grids:
        for label in labels_of(grid):
            assert not re.search(r"[\s(),;:]", label), label


@pytest.mark.parametrize("edition", editions())
def test_names_tell_rows_and_columns_apart(edition: str) -> None:
    described = form(edition)
    names = [described.label(cell) for cell in described.cells]
    assert len(set(names)) == len(names)


def layout_of(edition: str) -> Layout:
    return load_layout(form_folder(edition), form(edition))


@pytest.mark.parametrize("edition", editions())
def test_line_breaks_are_those_of_labels(edition: str) -> None:
    labels = {label for grid in form(edition).grids for label in labels_of(grid)}
    layout = layout_of(edition)
    assert layout.breaks.keys() <= labels
    for label in labels:
        assert "".join(layout.pieces(label)) == label
    assert all(all(pieces) for pieces in layout.breaks.values())


@pytest.mark.parametrize(("edition", "grid_id"), ALL)
def test_a_grid_fills_the_page(edition: str, grid_id: str) -> None:
    layout = layout_of(edition)
    for word in (layout.word[grid_id], layout.sized(LARGE).word[grid_id]):
        assert sum(word.labels) + sum(word.columns) == PAGE_TWIPS
    excel = layout.excel[grid_id]
    assert abs(sum(excel.labels) + sum(excel.columns) - PAGE_PIXELS) <= 1


@pytest.mark.parametrize(("edition", "grid_id"), ALL)
def test_measures_name_rows_and_columns_of_the_grid(edition: str, grid_id: str) -> None:
    layout, grid = layout_of(edition), form(edition).grid(grid_id)
    rows = {row.id for block in grid.blocks for row in block.rows}
    columns = {column.id for block in grid.blocks for column in block.columns}
    assert set(layout.word[grid_id].ruled_rows) <= rows
    assert set(layout.excel[grid_id].ruled_rows) <= rows
    assert set(layout.window[grid_id].strong_rows) <= rows
    assert set(layout.window[grid_id].strong_columns) <= columns


@pytest.mark.parametrize(("edition", "grid_id"), ALL)
def test_a_row_has_a_height_for_its_longest_label(edition: str, grid_id: str) -> None:
    layout, grid = layout_of(edition), form(edition).grid(grid_id)
    lines = [1, *(len(layout.pieces(row.path[-1])) for block in grid.blocks for row in block.rows if row.path)]
    large = layout.sized(LARGE)
    large_lines = [len(large.pieces(row.path[-1])) for block in grid.blocks for row in block.rows if row.path]
    assert len(large.word[grid_id].rows) >= max(large_lines, default=1)
    for paper in (layout.word[grid_id], layout.excel[grid_id]):
        assert len(paper.rows) >= max(lines)
        assert all(low < high for low, high in pairwise(paper.rows))


@pytest.mark.parametrize("edition", editions())
def test_guidance_speaks_of_every_row_column_and_section(edition: str) -> None:
    described = form(edition)
    guidance = load_guidance(form_folder(edition), described)
    blocks = [(grid.id, block) for grid in described.grids for block in grid.blocks]
    assert guidance.rows.keys() == {f"{grid}.{row.id}" for grid, block in blocks for row in block.rows if row.path}
    assert guidance.columns.keys() == {f"{grid}.{column.id}" for grid, block in blocks for column in block.columns}
    assert guidance.sections.keys() == {section.id for section in described.sections}


def test_the_years_of_the_editions_meet() -> None:
    assert form("2019").years == (2019, 2020)
    assert form("2021").years[0] == 2021


class Facts:
    """What the document says, read from its tables and lists."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.of = {"2021": self._part("## Edition 2021"), "2019": self._part("## Edition 2019")}

    def _part(self, heading: str) -> str:
        return re.split(r"^## ", self.text.split(heading, 1)[1], maxsplit=1, flags=re.M)[0]

    def document(self, edition: str) -> str:
        return re.search(rf"^\| `{edition}` \| (国办公开办函〔\d+〕\d+号)", self.text, re.M)[1]

    def headings(self) -> list[str]:
        return re.findall(r"^\d\. ([一二三四五六]、\S+) — ", self.text, re.M)

    def rows_of(self, part: str) -> Iterator[list[str]]:
        """The cells of the table rows in this part of the document, headings left out."""
        for line in part.splitlines():
            if line.startswith("|") and not line.startswith(("| ---", "| block", "| label")):
                yield [cell.strip() for cell in line.strip("|").split("|")]

    def requests_rows(self) -> list[tuple[tuple[str, ...], str, bool]]:
        """Path, id and whether it is computed, for the rows of 表三 in edition 2021."""
        part = self.of["2021"].split("### Grid `requests`")[1].split("### Grid")[0]
        rows: list[tuple[tuple[str, ...], str, bool]] = []
        group: tuple[str, ...] = ()
        for label, row_id in self.rows_of(part):
            pieces = tuple(label.split(" > "))
            if pieces[0] in ("…", "三、本年度办理结果"):
                pieces = ("三、本年度办理结果", *pieces[1:])
                group = pieces[:2]
            elif re.match(r"\d\.", label):
                pieces = (*group, label)
            rows.append((pieces, re.match(r"`(\w+)`", row_id)[1], "computed" in row_id))
        return rows

    def requests_columns(self) -> list[tuple[tuple[str, ...], str]]:
        part = self.of["2021"].split("### Grid `requests`")[1]
        over, natural, group, total = re.search(
            r"Headings: (\S+) over all seven; (\S+) \(2 rows high\) · (\S+) over five · (\S+) \(2 rows high\)", part
        ).groups()
        inner = re.search(rf"under {group}: (.*)\.", part)[1].split(" · ")
        paths = [(over, natural), *((over, group, name) for name in inner), (over, total)]
        ids = re.findall(r"`(\w+)`", re.search(r"Column ids: (.*) \(computed", part)[1])
        return list(zip(paths, ids, strict=True))

    def corner(self) -> str:
        return re.search(r"Corner text \(.*?\): (\S+)", self.of["2021"])[1]

    def disputes_columns(self) -> list[tuple[tuple[str, ...], str]]:
        part = self.of["2021"].split("### Grid `disputes`")[1]
        first, second, direct, after = re.search(
            r"Headings: (\S+) over the first five; (\S+) over ten, split into (\S+) and (\S+);", part
        ).groups()
        outcomes = re.search(r"under each: (.*)\.", part)[1].split(" · ")
        groups = re.findall(r"`disputes\.(\w+)\.\*`", part)
        ids = re.findall(r"`(\w+)`", re.search(r" with (.*)", part)[1])
        paths = ((first,), (second, direct), (second, after))
        return [
            ((*path, outcome), f"{group}.{last}")
            for path, group in zip(paths, groups, strict=True)
            for outcome, last in zip(outcomes, ids, strict=True)
        ]

    def proactive_cells(self, edition: str) -> list[tuple[str, str, str, str, str]]:
        """Block heading, corner, row label, column heading and cell id, in order."""
        part = self.of[edition].split("rid `proactive`")[1].split("rid `requests`")[0]
        found: list[tuple[str, str, str, str, str]] = []
        heading, columns, names = "", [""], [""]
        for cells in self.rows_of(part):
            heading = cells[0] or heading
            if cells[1] and cells[1] != "the same three":
                columns = [re.sub(r" \(spans \d\)", "", name) for name in cells[1].split(" · ")]
            entries = [" → ".join(cells[2:])] if len(cells) == 4 else re.split(r"; (?=[^;]*→)", cells[2])
            for entry in entries:
                label, ids = entry.split(" → ")
                ids_found = re.findall(r"`([\w.*]+)`", ids)
                row = ids_found[0].rsplit(".", 1)[0]
                if not ids_found[0].endswith("*"):
                    names = [name.rsplit(".", 1)[1] for name in ids_found]
                for column, name in zip(columns[1:], names, strict=True):
                    found.append((heading, columns[0], label, column, f"{row}.{name}"))
        return found


def proactive_cells(described: Form) -> list[tuple[str, str, str, str, str]]:
    """The same as the facts have it, from the form."""
    grid = described.grid("proactive")
    return [
        (block.heading, block.corner, *row.path, *column.path, grid.cell_id(b, r, c))
        for b, block in enumerate(grid.blocks)
        for r, row in enumerate(block.rows)
        for c, column in enumerate(block.columns)
    ]


if FACTS.exists():
    facts = Facts(FACTS.read_text(encoding="utf-8"))

    @pytest.mark.parametrize("edition", editions())
    def test_document_and_headings_are_those_of_the_facts(edition: str) -> None:
        assert form(edition).document == facts.document(edition)
        assert len(facts.headings()) == 6
        assert [section.heading for section in form(edition).sections] == ["", *facts.headings()]

    @pytest.mark.parametrize(("edition", "count"), [("2021", 10), ("2019", 22)])
    def test_proactive_is_that_of_the_facts(edition: str, count: int) -> None:
        assert len(facts.proactive_cells(edition)) == count
        assert proactive_cells(form(edition)) == facts.proactive_cells(edition)

    def test_requests_of_2021_is_that_of_the_facts() -> None:
        (block,) = form("2021").grid("requests").blocks
        rows = facts.requests_rows()
        assert len(rows) == 25
        assert [(row.path, row.id, bool(row.sum_of)) for row in block.rows] == rows
        assert [(column.path, column.id) for column in block.columns] == facts.requests_columns()
        assert block.corner == facts.corner()

    def test_requests_of_2019_has_one_row_of_other_results() -> None:
        (block,) = form("2019").grid("requests").blocks
        rows = [(path, row, computed) for path, row, computed in facts.requests_rows() if not row.startswith("other_")]
        at = next(i for i, (_, row, _) in enumerate(rows) if row == "results_total")
        rows.insert(at, (("三、本年度办理结果", "（六）其他处理"), "other_processed", False))
        assert "（六）其他处理 is one row → `other_processed`" in facts.of["2019"]
        assert [(row.path, row.id, bool(row.sum_of)) for row in block.rows] == rows
        assert [(column.path, column.id) for column in block.columns] == facts.requests_columns()
        assert block.corner == facts.corner()

    @pytest.mark.parametrize("edition", editions())
    def test_disputes_is_that_of_the_facts(edition: str) -> None:
        (block,) = form(edition).grid("disputes").blocks
        assert [(column.path, column.id) for column in block.columns] == facts.disputes_columns()
        assert len(block.columns) == 15
        assert [row.path for row in block.rows] == [()]
        assert [column.id for column in block.columns if column.sum_of] == [
            column.id for column in block.columns if column.id.endswith(".total")
        ]

    @pytest.mark.parametrize("edition", editions())
    def test_the_aspects_of_section_one_are_those_of_the_facts(edition: str) -> None:
        named = re.search(r"一、总体情况 — text \((\S+)\)", facts.text)[1]
        aspects = form(edition).section("overview").aspects
        assert [aspect.name for aspect in aspects if not aspect.unit_kinds] == named.split("、")
