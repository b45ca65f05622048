"""The PDF: what it holds, that it is checked by another library, that nothing a clerk types can break it."""

from __future__ import annotations

import ctypes
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exporters.document_options import DocumentOptions, RedHead
from exporters.pdf_fonts import faces
from exporters.pdf_setter import NOT_SET, USE_WORD, setter
from exporters.pdf_text import LONGEST_WORD, lines_of, printed
from importers.pdf_pages import LinedTable, locked_document, read_pdf
from importers.written_pdf import Around, differences
from model.check_code import check_code
from model.edits import Edit, SetCell
from model.errors import ExportError, ImportProblem
from model.report import Report
from tests.builders import FORMS, edits, form_of, full_report
from tests.exporters.documents import blank_report, counted_report, example_report, write
from tests.exporters.pdfs import cells, content, made, tampered

ALL = DocumentOptions(True, 12.0, {}, "送审稿（未填 3 格）", RedHead("示例县数据局文件", "示数发〔2026〕3号"))


TWO_SIDED = DocumentOptions(two_sided=True, table_size=12.0)


def _found(report: Report, options: DocumentOptions = TWO_SIDED) -> tuple[str, ...]:
    pdf = made(report, options)
    head = tuple(options.red_head or ())
    return differences(pdf.data, report, Around(options.draft, head, pdf.missing))


@pytest.mark.parametrize("edition", FORMS)
@pytest.mark.parametrize("size", [10.5, 12.0])
def test_every_figure_stands_in_its_cell(edition: str, size: float) -> None:
    assert _found(counted_report(edition), DocumentOptions(table_size=size)) == ()


def test_the_example_holds_all_with_every_option() -> None:
    assert _found(example_report(), ALL) == ()


def test_outline_and_properties_say_what_it_is() -> None:
    report = example_report()
    read = read_pdf(made(report).data)
    assert read.tagged
    assert read.title == "".join(report.title_lines())
    assert check_code(report) in read.keywords
    headings = [section.heading for section in report.form.sections if section.heading]
    assert [entry.title for entry in read.bookmarks if entry.level == 0] == headings
    assert any(entry.level == 1 for entry in read.bookmarks)


def test_the_same_report_gives_the_same_bytes() -> None:
    first, between, again = made(example_report()), made(counted_report()), made(example_report())
    assert first.data == again.data != between.data


def test_a_grid_too_high_for_a_page_goes_on_with_its_headings() -> None:
    pages = read_pdf(made(counted_report(), DocumentOptions(table_size=12.0)).data).pages
    tables = [item for page in pages for item in page.flow if isinstance(item, LinedTable)]
    texts = [["".join(mark.text for mark in cell.marks) for cell in table.cells] for table in tables]
    first, second = (text for text in texts if "申请人情况" in text)
    assert "三、本年度办理结果" in first
    assert "三、本年度办理结果（续）" in second
    assert first[:10] == second[:10]


def test_blank_cells_are_blank() -> None:
    report = blank_report()
    report.apply(Edit("填写", (SetCell("requests.received.business", 31),)))
    pages = read_pdf(made(report).data).pages
    tables = [item for page in pages for item in page.flow if isinstance(item, LinedTable)]
    figures = ["".join(mark.text for mark in cell.marks) for table in tables for cell in table.cells]
    assert [text for text in figures if text.isdecimal()] == ["31", "31"]


@pytest.mark.parametrize(
    "text",
    [
        '#panic("x") $x^2$ *b* _i_ `c` @a <b> // c \\ " \' #let x = 1 ] ) }',
        "a\x00b\x01\x0bc\x0cd\x85e\ufffef\ud800g\tA\u200b中",
        "\u202e12 34\u202c 5\u0660 2 \u0627\u0644\u0639 12 (3) שלום 45",
        "😀👨‍👩‍👧‍👦🇨🇳✌🏽 ☎️ 3️⃣ é e\u0301 ﬁ ① ² ½ किताब ไทย 𠮷 \U0002ffff",
        "—―‐-–～∼·‧・•“”‘’…⋯μµΔ∆〇○",
        "1 2 12 1\u20032 1\u30002 -5 - 5",
        "1234567890" * 30 + "字" + "a" * 300,
        "（一）" + "字" * 50,
    ],
)
def test_whatever_is_typed_is_printed_and_found_again(text: str) -> None:
    assert _found(write(counted_report(), {"overview": f"前面的话。\n{text}\n后面的话。", "other": text})) == ()


def test_text_of_a_hundred_thousand_characters_is_set() -> None:
    assert _found(write(counted_report(), {"overview": "政府信息公开，2025年共12件。" * 5100})) == ()


def test_text_in_cells_is_printed_and_makes_its_row_higher() -> None:
    report = counted_report()
    typed = tuple(SetCell(cell, "不知道是多少，也许3件") for cell in report.form.inputs[:60])
    report.apply(Edit("填写", typed))
    assert _found(report) == ()


@pytest.mark.parametrize("text", ["长" * 41, "9" * 30])
def test_a_text_too_long_for_a_cell_is_refused_by_name(text: str) -> None:
    report = counted_report()
    report.apply(Edit("填写", (SetCell("requests.received.business", text),)))
    with pytest.raises(ExportError, match="商业企业"):
        made(report)


@pytest.mark.parametrize("figure", [1234567, 987654321012])
def test_large_figures_stay_in_their_cells(figure: int) -> None:
    report = counted_report()
    report.apply(Edit("填写", tuple(SetCell(cell, figure) for cell in report.form.inputs)))
    for options in (DocumentOptions(), DocumentOptions(table_size=12.0)):
        assert _found(report, options) == ()


def test_a_very_wide_figure_is_smaller_in_its_own_cell_alone() -> None:
    report = full_report(figure="12")
    report.apply(Edit("填写", (SetCell("disputes.reconsideration.upheld", 12345678901),)))
    assert _found(report) == ()
    grids = [item for item in content(report)["flow"] if item["kind"] == "grid"]
    cells = [cell for grid in grids for group in grid["groups"] for cell in group["cells"]]
    smaller = {"".join(cell["lines"]): cell["size"] for cell in cells if cell["size"] < 10.5}
    assert smaller.pop("12345678901") == 4.5
    assert all(len(text) >= 11 for text in smaller), "totals may be as wide"


@pytest.mark.parametrize(
    ("section", "text", "levels"),
    [
        ("overview", "1.制度建设\n正文。\n（一）甲\n2.乙", [1, 1, 2]),
        ("preface", "（一）甲\n1.乙\n正文。", [0, 1]),
        ("preface", "1.乙\n正文。", [0]),
    ],
)
def test_headings_leave_no_level_out(section: str, text: str, levels: list[int]) -> None:
    report = write(blank_report(), {section: text})
    assert _found(report) == ()
    own = {section.heading for section in report.form.sections}
    assert [mark.level for mark in read_pdf(made(report).data).bookmarks if mark.title not in own] == levels
    looks = {"".join(item["lines"]): item["look"] for item in content(report)["flow"] if item["kind"] == "heading"}
    assert {look for words, look in looks.items() if words[0].isdigit()} == {3}


def test_lines_of_the_same_length_are_paragraphs_of_their_own() -> None:
    text = "\n".join(f"（{number}）第{number}项工作；" for number in range(1, 60))
    assert _found(write(counted_report(), {"overview": text})) == ()


@pytest.mark.parametrize("character", "\ufeff\ufffc\u2800\u0301\u0300\u036f\u00ad\x7f\u200b")
def test_what_is_not_seen_stops_nothing(character: str) -> None:
    report = write(blank_report(), {"overview": f"中文{character}第1{character}2件"}, {"unit": f"示{character}例县"})
    assert _found(report) == ()
    assert "〓" not in json.dumps(content(report), ensure_ascii=False)


@pytest.mark.parametrize("character", "\ue202\ue47f\ueb10\uf161")
def test_private_use_without_a_font_of_ours_is_told_and_marked(character: str) -> None:
    report = write(blank_report(), {"overview": f"中文{character}第12件"})
    missing = made(report).missing
    assert missing == {character}
    assert printed(f"文{character}第", missing) == "文〓第"
    assert _found(report) == ()


_PASTED = st.one_of(
    st.sampled_from("\u00ad\x7f\x80\x85\ufeff\ufffc\u2800\ue202\u0301\u036f\u200b\u200d\u2060\u202e\u3164\x1f"),
    st.sampled_from("示例12（a，。3一、1.\n"),
    st.characters(exclude_categories=["Cs"]),
)


@settings(max_examples=8, deadline=None)
@given(st.text(_PASTED, max_size=12), st.text(_PASTED, max_size=10))
@example("文字", "\u200b\x1f\x1f")
@example("文字", "\u200d\x1f\x1f")
@example("\x1f\u200c\x1f", "\x1f\u200d\x1f")
@example("文字", "B\u0301")
def test_whatever_is_pasted_is_found_again(text: str, unit: str) -> None:
    report = write(blank_report(), {"overview": text}, {"unit": unit, "signature.unit": unit})
    assert _found(report) == ()


def test_a_bracket_that_begins_a_label_keeps_its_room() -> None:
    cells_found = [
        cell
        for page in read_pdf(made(counted_report(), DocumentOptions(table_size=12.0)).data).pages
        for table in page.flow
        if isinstance(table, LinedTable)
        for cell in table.cells
    ]
    begun = [cell for cell in cells_found if "".join(mark.text for mark in cell.marks).startswith("（一）予以公开")]
    assert begun
    assert begun[0].marks[0].left - begun[0].box[0] > 6


def test_the_mark_of_the_red_head_is_as_heavy_as_the_title() -> None:
    found = _font_names(made(example_report(), ALL).data)
    assert found["文件"] == found["工作年度报告"]


def _font_names(data: bytes) -> dict[str, str]:
    """The font of the first place where each of these words stands on the first page."""
    names = {}
    with locked_document(data) as (document, raw):
        text = document[0].get_textpage()
        for words in ("文件", "工作年度报告"):
            place, _ = text.search(words).get_next()
            name = ctypes.create_string_buffer(200)
            raw.FPDFText_GetFontInfo(text, place, name, 200, None)
            names[words] = name.value.decode()
        text.close()
    return names


def test_pages_that_the_library_refuses_are_told_in_chinese() -> None:
    with pytest.raises(ExportError, match="PDF 没有排成") as told:
        setter().set("{}", {}, "pdf", None)
    assert str(told.value) == f"{NOT_SET}{USE_WORD}"
    assert told.value.__cause__ is not None


@settings(max_examples=5, deadline=None)
@given(st.lists(edits(form_of("2021")), max_size=4))
def test_any_report_is_found_again(made_edits: list[Edit]) -> None:
    report = counted_report()
    for edit in made_edits:
        report.apply(edit)
    assert _found(report) == ()


def _change_cell(old: str, new: str) -> Callable[[dict[str, Any]], None]:
    def change(given: dict[str, Any]) -> None:
        next(cell for cell in cells(given) if cell["lines"] == [old])["lines"] = [new]

    return change


def _swap_cells(first: str, second: str) -> Callable[[dict[str, Any]], None]:
    def change(given: dict[str, Any]) -> None:
        one, other = (next(cell for cell in cells(given) if cell["lines"] == [text]) for text in (first, second))
        one["lines"], other["lines"] = other["lines"], one["lines"]

    return change


def _change_text(old: str, new: str) -> Callable[[dict[str, Any]], None]:
    def change(given: dict[str, Any]) -> None:
        given["flow"] = json.loads(json.dumps(given["flow"], ensure_ascii=False).replace(old, new, 1))

    return change


def _drop(kind: str) -> Callable[[dict[str, Any]], None]:
    def change(given: dict[str, Any]) -> None:
        given["flow"].remove(next(item for item in given["flow"] if item["kind"] == kind))

    return change


def _go_on_in_one_line(given: dict[str, Any]) -> None:
    first, second = (item for item in given["flow"] if item.get("lines") in (["甲句。"], ["乙句。"]))
    first["lines"] = ["甲句。乙句。"]
    given["flow"].remove(second)


def _no_heading(given: dict[str, Any]) -> None:
    heading = next(item for item in given["flow"] if item.get("lines") == ["（一）丙"])
    heading.update(kind="paragraph", lead="", centred=False, sticky=False, whole=False)


def _repeat_last(kind: str) -> Callable[[dict[str, Any]], None]:
    def change(given: dict[str, Any]) -> None:
        given["flow"].append(next(item for item in reversed(given["flow"]) if item["kind"] == kind))

    return change


def _narrow_last_column(given: dict[str, Any]) -> None:
    next(item for item in given["flow"] if item["kind"] == "grid")["columns"][-1] = 3


def _drop_last_row(given: dict[str, Any]) -> None:
    grid = [item for item in given["flow"] if item["kind"] == "grid"][-1]
    last = max(cell["y"] for group in grid["groups"] for cell in group["cells"])
    for group in grid["groups"]:
        group["cells"] = [cell for cell in group["cells"] if cell["y"] != last]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_go_on_in_one_line, "第 2 段没有另起一段"),
        (_no_heading, "书签应为“（一）丙”"),
        (_repeat_last("grid"), "多出 1 个表格"),
        (_repeat_last("paragraph"), "文件末尾多出“"),
        (_narrow_last_column, "超出了格子"),
        (_drop_last_row, "表四应有 4 行"),
    ],
)
def test_a_pdf_that_is_made_otherwise_is_told(change: Callable[[dict[str, Any]], None], told: str) -> None:
    report = write(counted_report(), {"overview": "甲句。\n乙句。\n（一）丙"})
    assert differences(tampered(report, lambda given: None), report) == ()
    assert told in "；".join(differences(tampered(report, change), report))


def test_a_red_head_that_is_not_there_is_told() -> None:
    report = counted_report()
    assert (
        "红头应为" in differences(made(report).data, report, Around("", ("示例县数据局文件", "示数发〔2026〕3号")))[0]
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_change_cell("17", "18"), "应为“17”，文件里是“18”"),
        (_change_cell("17", "1 7"), "应为“17”"),
        (_change_cell("17", ""), "应为“17”，文件里是“”"),
        (_change_cell("17", "-17"), "应为“17”"),
        (_change_cell("17", "170"), "应为“17”"),
        (_swap_cells("17", "71"), "应为“71”"),
        (_change_text("共12件", "共13件"), "第 1 段"),
        (_change_text("共12件", "共1 2件"), "第 1 段"),
        (_change_text("共1 2件", "共12件"), "第 2 段"),
        (_change_text("增长-5", "增长5"), "第 3 段"),
        (_change_text("新收", "上收"), "上收"),
        (_change_text("二、主动公开政府信息情况", "二、主动公开信息情况"), "主动公开"),
        (_drop("paragraph"), "应为“"),
        (_drop("grid"), "表二"),
        (lambda given: given.update(keywords=["校验码 00000000"]), "校验码"),
        (lambda given: given.update(title=["别的标题"]), "标题"),
        (lambda given: given.update(draft="送审稿"), "页眉"),
    ],
)
def test_a_pdf_that_says_something_else_is_told(change: Callable[[dict[str, Any]], None], told: str) -> None:
    report = write(counted_report(), {"overview": "全年共12件。\n共1 2件。\n增长-5%。"})
    assert differences(tampered(report, lambda given: None), report) == ()
    assert told in "；".join(differences(tampered(report, change), report))


def test_what_is_no_pdf_is_told() -> None:
    with pytest.raises(ImportProblem):
        differences(b"no PDF", counted_report())


@pytest.mark.parametrize(
    "parts",
    [
        "a" * LONGEST_WORD,
        "a" * 30,
        "|".join("a" * 60),
        "www.gov.cn/a",
        "https://|www.|example.|gov.|cn/|xxgk/|t2025_|01.|html?|id=|3&|b=|%E4",
        "some.|body_|else-|long@|mail.|example.|gov.|cn",
        "010-12345678/|3.14159,265-3/)",
        f"https://|{'|'.join('a' * 60)}|/|b",
    ],
)
def test_a_long_address_ends_a_line_behind_its_marks(parts: str) -> None:
    assert lines_of(parts.replace("|", "") + "\n中") == [parts.replace("|", "\u200b"), "中"]


def test_an_address_is_copied_as_it_was_typed() -> None:
    address, name = "https://www.example.gov.cn/xxgk/t2025_1234.html", "information_disclosure/2025"
    report = write(counted_report(), {"overview": f"{address}#a\n（一）{name}", "other": f"见{address}。"})
    report.apply(Edit("填写", (SetCell("proactive.fees.amount", "some.body@mail.example.gov.cn"),)))
    pdf = made(report)
    with locked_document(pdf.data) as (document, _):
        read = "".join(page.get_textpage().get_text_range() for page in document)
        titles = [entry.get_title() for entry in document.get_toc()]
    assert "\u200b" not in read
    assert "".join(read.split()).count(address) == 2
    assert "some.body@mail.example.gov.cn" in "".join(read.split())
    assert f"（一）{name}" in titles
    assert _found(report) == ()


def test_marks_that_turn_a_figure_round_are_not_printed() -> None:
    assert printed("\u202e12", ()) == "12"


def test_the_office_s_own_fonts_come_first() -> None:
    chosen = faces({"仿宋_GB2312": "华文仿宋", "Times New Roman": "Arial"})
    assert chosen["body"][0] == {"name": "Arial", "covers": "latin-in-cjk"}
    families = [name for name in chosen["body"] if isinstance(name, str)]
    assert families[:2] == ["华文仿宋", "STFangsong"]


def test_content_is_data_alone() -> None:
    """The report stands in no source text: the template is one and the same for all reports."""
    report = write(counted_report(), {"overview": "#panic()"})
    texts = [item["lines"] for item in content(report)["flow"] if item["kind"] == "paragraph"]
    assert ["#panic()"] in texts


def test_fonts_are_inside(tmp_path: Path) -> None:
    from shutil import which

    if which("pdffonts") is None:
        pytest.skip("pdffonts is not installed")
    from tests.exporters.pdfs import fonts

    rows = fonts(made(example_report()).data, tmp_path)
    assert len(rows) > 3
    assert all(" yes yes " in f" {' '.join(row)} " for row in rows)
