"""The default Word template: everything that does not depend on a report."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from exporters import typesetting as ts
from exporters.templates.word_template import word_template
from exporters.word_styles import HEADINGS, default_styles
from exporters.word_table import grid_table, grid_tables
from model.layout import LARGE, USUAL
from model.placeholders import PATTERN, canonical, catalogue, is_known
from model.printed import printed_blocks
from ooxml.package import Package
from ooxml.tables import children, paragraph_text, table_cells
from tests.builders import FORMS, form_of, layout_of
from tests.exporters.audit import complaints
from tests.exporters.documents import STYLES, W, attribute, has, opened, part, template_of
from workflows.forms import form_folder


@pytest.mark.parametrize("edition", FORMS)
def test_the_same_form_gives_the_same_bytes_and_few_of_them(edition: str) -> None:
    assert word_template(form_of(edition), layout_of(edition)) == template_of(edition)
    assert len(template_of(edition)) <= 20_000


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_the_template_that_comes_with_the_program_is_the_one_made_now(edition: str) -> None:
    for name, size in (("report.docx", USUAL), ("report_12.docx", LARGE)):
        made = word_template(form_of(edition), layout_of(edition), size)
        assert (form_folder(edition) / name).read_bytes() == made, "run python -m exporters.make_templates"


@pytest.mark.parametrize("edition", FORMS)
def test_it_keeps_to_the_schemas(edition: str, tmp_path: Path) -> None:
    assert complaints(template_of(edition), tmp_path) == []


@pytest.mark.parametrize("edition", FORMS)
def test_every_cell_section_and_field_has_its_place_once(edition: str) -> None:
    form = form_of(edition)
    found = Counter(canonical(name) for name in PATTERN.findall("\n".join(_all_texts(edition))))
    wanted = {"title", "signature.unit", "signature.date", *form.cells, *(f"section:{s.id}" for s in form.sections)}
    assert found == Counter(wanted)
    assert all(is_known(form, name) for name in found)
    assert wanted - set(form.cells) <= {canonical(listed.placeholder.strip("{}")) for listed in catalogue(form)}


def _all_texts(edition: str) -> list[str]:
    return [paragraph_text(p) for p in part(template_of(edition)).iter(f"{W}p")]


@pytest.mark.parametrize("edition", FORMS)
def test_headings_stand_in_the_order_of_the_form(edition: str) -> None:
    paragraphs = opened(template_of(edition)).paragraphs
    headings = [p.text for p in paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings == [section.heading for section in form_of(edition).sections if section.heading]


@pytest.mark.parametrize("edition", FORMS)
def test_grids_have_the_merged_cells_of_the_form(edition: str) -> None:
    form = form_of(edition)
    tables = list(part(template_of(edition)).iter(f"{W}tbl"))
    assert len(tables) == len(form.grids)
    for table, grid in zip(tables, form.grids, strict=True):
        printed = {
            (c.row, c.column, c.row_span, c.column_span, c.text or f"{{{{{c.cell}}}}}" if c.text or c.cell else "")
            for block in printed_blocks(grid)
            for c in block.cells
        }
        found = {(*cell[:4], cell.text.replace("\n", "")) for cell in table_cells(table)}
        assert found == printed


@pytest.mark.parametrize("edition", FORMS)
def test_every_width_is_set_and_they_add_up(edition: str) -> None:
    for table in part(template_of(edition)).iter(f"{W}tbl"):
        columns = [int(c.get(f"{W}w", "0")) for c in table.iter(f"{W}gridCol")]
        assert attribute(table, "tblPr/tblW", "w") == str(sum(columns))
        assert sum(columns) <= ts.TEXT_WIDTH
        assert attribute(table, "tblPr/tblLayout", "type") == "fixed"
        for row in children(table, f"{W}tr"):
            cells = list(children(row, f"{W}tc"))
            spans = [int(attribute(cell, "tcPr/gridSpan", "val") or 1) for cell in cells]
            assert sum(spans) == len(columns)
            at = 0
            for cell, span in zip(cells, spans, strict=True):
                assert attribute(cell, "tcPr/tcW", "w") == str(sum(columns[at : at + span]))
                at += span


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_the_official_grids_are_as_wide_as_the_text(edition: str) -> None:
    for table in part(template_of(edition)).iter(f"{W}tbl"):
        assert attribute(table, "tblPr/tblW", "w") == str(ts.TEXT_WIDTH)


@pytest.mark.parametrize("edition", FORMS)
def test_rows_do_not_break_and_heading_rows_repeat(edition: str) -> None:
    tables = list(part(template_of(edition)).iter(f"{W}tbl"))
    for table, grid in zip(tables, form_of(edition).grids, strict=True):
        rows = list(children(table, f"{W}tr"))
        assert all(has(row, "trPr/cantSplit") for row in rows)
        headers = [number for number, row in enumerate(rows) if has(row, "trPr/tblHeader")]
        blocks = printed_blocks(grid)
        assert headers == list(range(blocks[0].heading_rows if len(blocks) == 1 else 1))
        kept = [all(has(p, "pPr/keepNext") for p in row.iter(f"{W}p")) for row in rows]
        assert kept == [True] * (len(rows) - 1) + [False]
        assert not any(has(p, "pPr/keepNext") for p in rows[-1].iter(f"{W}p"))


@pytest.mark.parametrize("edition", FORMS)
@pytest.mark.parametrize("size", [USUAL, LARGE])
def test_the_first_row_of_every_table_is_marked_as_its_heading(edition: str, size: float) -> None:
    for table in part(word_template(form_of(edition), layout_of(edition), size)).iter(f"{W}tbl"):
        assert has(next(children(table, f"{W}tr")), "trPr/tblHeader")


def test_a_heading_that_is_not_that_of_all_rows_is_marked_only_where_no_page_can_end() -> None:
    form, layout, styles = form_of("2021"), layout_of("2021"), default_styles(form_of("2021"))
    grid = form.grid("proactive")
    (ours,) = grid_tables(form, grid, layout, styles)
    assert ours.count("<w:tblHeader/>") == 1
    assert "<w:tblHeader/>" not in grid_table(form, grid, layout, styles), "on a page of which nothing is known"
    high = layout.word["proactive"]._replace(rows=(2000,))
    (parted,) = grid_tables(form, grid, layout._replace(word={**layout.word, "proactive": high}), styles)
    assert "<w:tblHeader/>" not in parted


def test_the_grid_of_requests_fills_a_page_with_its_heading() -> None:
    """21 + 2 + 2 rows and three heading rows take 588 pt; one line of 28 pt is left for the heading."""
    table = list(part(template_of("2021")).iter(f"{W}tbl"))[1]
    heights = [int(h.get(f"{W}val", "0")) for h in table.iter(f"{W}trHeight")]
    assert sum(heights) == 588 * 20
    assert {h.get(f"{W}hRule") for h in table.iter(f"{W}trHeight")} == {"atLeast"}


@pytest.mark.parametrize("edition", FORMS)
def test_the_label_beside_a_group_of_rows_is_vertical_where_the_layout_says_so(edition: str) -> None:
    turned = [
        "".join("".join(cell.itertext()).split())
        for cell in part(template_of(edition)).iter(f"{W}tc")
        if attribute(cell, "tcPr/textDirection", "val") == "tbRlV" and "".join(cell.itertext())
    ]
    form, layout = form_of(edition), layout_of(edition)
    wanted = [
        "".join(cell.text.split())
        for grid in form.grids
        if layout.word[grid.id].vertical_label
        for block in printed_blocks(grid)
        for cell in block.cells
        if cell.role == "row_label" and cell.row_span > 1 and cell.column == 0 and block.label_columns > 1
    ]
    assert turned == wanted
    assert edition not in ("2021", "2019") or turned == ["三、本年度办理结果"]


@pytest.mark.parametrize("edition", FORMS)
def test_headings_have_the_levels_by_which_word_s_navigation_pane_shows_them(edition: str) -> None:
    styles = {attribute(s, "name", "val"): s for s in part(template_of(edition), STYLES).iter(f"{W}style")}
    levels = [attribute(styles[f"heading {level}"], "pPr/outlineLvl", "val") for level in (1, 2, 3)]
    assert levels == ["0", "1", "2"]
    assert not any(has(s, "pPr/outlineLvl") for name, s in styles.items() if "heading" not in (name or ""))


def test_page_lines_and_page_numbers() -> None:
    root = part(template_of("2021"))
    section = root.find(f"{W}body/{W}sectPr")
    assert section is not None
    assert (attribute(section, "pgSz", "w"), attribute(section, "pgSz", "h")) == ("11906", "16838")
    margins = [attribute(section, "pgMar", side) for side in ("top", "bottom", "left", "right", "footer")]
    assert margins == ["2098", "1984", "1588", "1474", "1440"]
    assert attribute(section, "docGrid", "type") is None
    references = {f.get(f"{W}type") for f in section.iter(f"{W}footerReference")}
    assert references == {"default", "even"}
    assert has(part(template_of("2021"), "word/settings.xml"), "evenAndOddHeaders")
    for name in ("footer1", "footer2"):
        footer = part(template_of("2021"), f"word/{name}.xml")
        assert paragraph_text(footer[0]) == "— 1 —"
        assert attribute(footer[0], "fldSimple", "instr") == " PAGE "


@pytest.mark.parametrize("edition", FORMS)
def test_styles_name_their_fonts_and_the_fonts_their_stand_ins(edition: str) -> None:
    styles = part(template_of(edition), STYLES)
    by_name = {attribute(s, "name", "val"): s for s in styles.iter(f"{W}style")}
    fonts = {name: attribute(style, "rPr/rFonts", "eastAsia") for name, style in by_name.items()}
    assert [fonts[name] for name in HEADINGS] == ["黑体", "楷体_GB2312", "仿宋_GB2312"]
    assert (fonts["Title"], fonts["Normal"], fonts["表格文字"]) == ("方正小标宋简体", "仿宋_GB2312", "宋体")
    assert attribute(by_name["Normal"], "pPr/spacing", "line") == "560"
    assert attribute(by_name["Normal"], "rPr/spacing", "val") == "-5"
    listed = {
        f.get(f"{W}name"): attribute(f, "altName", "val") for f in part(template_of(edition), "word/fontTable.xml")
    }
    assert {font for font in fonts.values() if font} <= set(listed)
    assert (listed["仿宋_GB2312"] or "").startswith("仿宋,")
    assert (listed["楷体_GB2312"] or "").startswith("楷体,")
    assert (listed["方正小标宋简体"] or "").startswith("方正小标宋_GBK,华文中宋,")
    raw = Package(template_of(edition)).read(STYLES)
    assert b"Theme" not in raw
