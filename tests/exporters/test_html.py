"""The web page, seen as a browser sees it: through html5lib, which refuses what HTML does not allow."""

from __future__ import annotations

import re
from functools import cache
from xml.etree import ElementTree

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.html import html_fragment, html_inline_page, html_page
from exporters.html_text import Chart
from importers.html_blocks import read_html
from importers.written_html import differences
from model.edits import Edit, ReplaceText, SetCell
from model.pictures import picture_of
from model.report import Report
from model.source import SourceTable
from model.text import chart_block, picture_block
from tests.builders import FORMS, form_of, full_report, layout_of, report_with
from tests.exporters.documents import blank_report, counted_report, example_report, write

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082".replace(" ", "")
)
PAGES = pytest.mark.parametrize("make", [html_page, html_inline_page], ids=["page", "inline"])


@cache
def parser() -> html5lib.HTMLParser:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)


def parsed(data: bytes) -> ElementTree.Element:
    """The page's root; raises what html5lib finds wrong."""
    return parser().parse(data, transport_encoding="utf-8")


def page_of(report: Report, **options: object) -> bytes:
    return html_page(report, layout_of(report.form.edition), **options)


def text_of(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


def outline(root: ElementTree.Element) -> list[tuple[str, str]]:
    found = (element for element in root.iter() if re.fullmatch(r"h\d", element.tag))
    return [(element.tag, text_of(element)) for element in found]


@PAGES
@pytest.mark.parametrize("edition", FORMS)
def test_every_form_is_a_sound_page_that_says_what_the_report_says(make, edition: str) -> None:
    report = counted_report(edition)
    data = make(report, layout_of(edition))
    root = parsed(data)
    assert root.get("lang") == "zh-CN"
    assert root.findtext("head/title") == "".join(report.title_lines())
    assert differences(data, report) == ()
    sections = [section.heading for section in report.form.sections if section.heading]
    assert [text for tag, text in outline(root) if tag == "h2"] == sections


def test_the_same_report_gives_the_same_bytes() -> None:
    assert page_of(example_report()) == page_of(example_report())


def test_nothing_is_fetched_and_nothing_runs() -> None:
    root = parsed(page_of(example_report()))
    assert not {element.tag for element in root.iter() if isinstance(element.tag, str)} & {"script", "link", "iframe"}
    assert "http" not in page_of(example_report()).decode()
    assert not re.search(r"url\(|@import", root.findtext("head/style") or "")


def test_blank_cells_are_blank() -> None:
    root = parsed(page_of(blank_report()))
    assert {text_of(cell) for cell in root.iter("td") if cell.get("headers")} == {""}


def test_a_figure_names_all_of_its_headings() -> None:
    report = report_with({"requests.refused_state_secret.business": "37"})
    root = parsed(page_of(report))
    names = {element.get("id"): text_of(element) for element in root.iter("th")}
    cell = next(cell for cell in root.iter("td") if text_of(cell) == "37")
    path = ["申请人情况", "法人或其他组织", "商业企业", "三、本年度办理结果", "（三）不予公开", "1.属于国家秘密"]
    assert [names[heading] for heading in str(cell.get("headers")).split()] == path


def test_headings_say_what_they_head() -> None:
    root = parsed(page_of(blank_report()))
    scopes = {text_of(element): element.get("scope") for element in root.iter("th")}
    assert scopes["第二十条第（一）项"] == "rowgroup"
    assert scopes["三、本年度办理结果"] == "rowgroup"
    assert (scopes["法人或其他组织"], scopes["商业企业"], scopes["（三）不予公开"]) == ("colgroup", "col", "row")
    captions = [text_of(caption) for caption in root.iter("caption")]
    assert captions == [f"{grid.name} {grid.title}" for grid in form_of("2021").grids]


def test_headings_in_the_text_leave_no_level_out() -> None:
    texts = {"overview": "（一）主动公开\n1.强化管理\n正文。\n（二）依申请公开", "problems": "1.制度建设\n不足。"}
    found = outline(parsed(page_of(write(blank_report(), texts))))
    assert [item for item in found if item[0] > "h2"] == [
        ("h3", "（一）主动公开"),
        ("h4", "1.强化管理"),
        ("h3", "（二）依申请公开"),
        ("h3", "1.制度建设"),
    ]


def test_a_sentence_that_leads_a_paragraph_is_set_apart() -> None:
    root = parsed(page_of(write(blank_report(), {"overview": "（一）主动公开。全年发布信息。"})))
    lead = next(element for element in root.iter("span") if element.get("class") == "lead")
    assert (lead.text, lead.tail) == ("（一）主动公开。", "全年发布信息。")


def test_lists_are_lists_with_their_typed_numbers() -> None:
    typed = "1.做了甲事，完成了。\n（1）其一，好。\n（2）其二，好。\n2.做了乙事，完成了。\n另外，还有。"
    report = write(blank_report(), {"problems": typed})
    root = parsed(page_of(report))
    outer = next(root.iter("ol"))
    assert [item.text for item in outer.findall("li")] == ["1.做了甲事，完成了。", "2.做了乙事，完成了。"]
    assert [item.text for item in outer.findall("li/ol/li")] == ["（1）其一，好。", "（2）其二，好。"]
    assert differences(page_of(report), report) == ()


def test_pictures_are_in_the_page_with_their_words() -> None:
    report = blank_report()
    blocks = (picture_block(picture_of(PIXEL), '一张"图"'), chart_block())
    report.apply(Edit("图", (ReplaceText("overview", 0, 0, blocks),)))
    data = page_of(report, chart=Chart(picture_of(PIXEL), "新收 3 件"))
    images = list(parsed(data).iter("img"))
    assert [image.get("alt") for image in images] == ['一张"图"', "新收 3 件"]
    assert all(str(image.get("src")).startswith("data:image/png;base64,") for image in images)
    assert differences(data, report) == ()
    assert differences(data.replace("一张&quot;".encode(), "两张&quot;".encode()), report)


def test_a_chart_that_cannot_be_drawn_is_told() -> None:
    report = blank_report()
    report.apply(Edit("图", (ReplaceText("overview", 0, 0, (chart_block(),)),)))
    assert differences(page_of(report), report)


def test_the_facts_of_the_report_stand_in_the_head_alone() -> None:
    from model.check_code import check_code

    report = example_report()
    root = parsed(page_of(report))
    facts = {meta.get("name"): meta.get("content") for meta in root.iter("meta")}
    assert facts["nianbao-check-code"] == check_code(report)
    assert (facts["nianbao-year"], facts["nianbao-edition"]) == ("2025", "2021")
    body = root.find("body")
    assert body is not None
    assert check_code(report) not in text_of(body)


def test_signature_and_date_stand_at_the_end_only_where_given() -> None:
    root = parsed(page_of(write(blank_report(), fields={"signature.unit": "示例局", "signature.date": "2026-01-20"})))
    signed = next(element for element in root.iter("div") if element.get("class") == "signature")
    assert [text_of(line) for line in signed] == ["示例局", "2026年1月20日"]
    assert signed[1][0].get("datetime") == "2026-01-20"
    assert 'class="signature"' not in page_of(blank_report()).decode()


def test_the_piece_for_an_editor_has_styles_in_attributes_alone() -> None:
    fragment = html_fragment(example_report(), layout_of("2021"))
    assert not re.search(r"<style|<script|<link|\bclass=|\bid=|\bheaders=", fragment)
    tables = [block for block in read_html(fragment).blocks if isinstance(block, SourceTable)]
    assert len(tables) == 3


def test_a_phone_shows_figures_beside_the_labels_in_a_site_s_editor_too() -> None:
    fragment = html_fragment(full_report(), layout_of("2021"))
    for table in re.findall(r"<table.*?</table>", fragment, re.DOTALL):
        labels = [float(width) for width in re.findall(r'<col style="width:([\d.]+)px"', table)]
        assert sum(labels) <= 328 - 44


def test_above_a_wide_table_in_a_site_s_editor_stands_that_it_scrolls() -> None:
    """For the eye alone, only where the screen is narrower, and it never becomes text of the report."""
    report = example_report()
    data = html_inline_page(report, layout_of("2021"))
    hints = [element for element in parsed(data).iter("div") if element.get("aria-hidden")]
    assert [text_of(hint) for hint in hints] == ["屏幕较窄时可左右滑动查看表格。"] * 2
    assert ["(576px - 100%)" in hint.get("style") for hint in hints] == [True, False]
    fragment = html_fragment(report, layout_of("2021"))
    assert not [block for block in read_html(fragment).blocks if "滑动" in str(block)]
    assert differences(data, report) == ()
    other = data.replace("可左右滑动".encode(), "可上下滑动".encode())
    assert differences(other, report) == ("网页里多出“屏幕较窄时可上下滑动查看表格。”",) * 2


def test_a_tall_picture_is_no_higher_than_a_printed_page() -> None:
    printed = page_of(blank_report()).decode().split("@media print{", 1)[1]
    (height,) = re.findall(r"img\{width:auto;max-height:(\d+)mm\}", printed)
    assert int(height) < 297 - 2 * 20


def least_widths(data: bytes) -> dict[str, float]:
    """What each wide table takes at least, in rem."""
    found = re.findall(r"#(\w+) table\{min-width:([\d.]+)rem\}", data.decode())
    return {grid: float(width) for grid, width in found}


def test_columns_get_wider_with_the_longest_figure() -> None:
    """So that no figure runs into its neighbour, and the usual ones still fit the page of 48 rem."""
    usual, large, huge = (least_widths(page_of(full_report(figure=figure))) for figure in ("1", "12345", "123456789"))
    assert set(usual) == {"requests", "disputes"}
    assert usual["requests"] < large["requests"] <= 48 < huge["requests"]
    assert usual["disputes"] <= 48


def test_a_text_that_was_not_understood_makes_no_column_wider() -> None:
    report = blank_report()
    report.apply(Edit("填写", (SetCell("requests.received.business", "约三十件，另有若干件待核实" * 9),)))
    assert least_widths(page_of(report)) == least_widths(page_of(blank_report()))


HOSTILE = (
    "<script>alert(1)</script>",
    "&lt;&amp;&#60;",
    "\"'",
    "\u202e反\u202c",
    "受理\u202e1234\u202c件\u2066\u2069",
    "\x7f\x80\x85\x9f\ufdd0\ufdef\ufffe\U0001ffff\U0010fffe",
    "\u202e\x7f",
    "😀",
    "\x00\x0b\ud800",
    "a\tb\r\nc",
    "-->",
)


@PAGES
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(make, hostile: str) -> None:
    report = write(blank_report(), {"overview": f"前{hostile}后"}, {"unit": f"局{hostile}", "signature.unit": hostile})
    report.apply(Edit("填写", (SetCell("requests.received.business", hostile),)))
    data = make(report, layout_of("2021"))
    assert not list(parsed(data).iter("script"))
    assert differences(data, report) == ()


@PAGES
def test_what_html_forbids_and_what_turns_figures_round_is_not_in_the_page(make) -> None:
    forbidden = "\x7f\x80\x85\x9f\ufdd0\ufdef\U0001fffe\U0010ffff"
    report = write(
        blank_report(), {"overview": f"受理\u202e1234\u202c件\u2067\u200f{forbidden}末"}, {"unit": f"局{forbidden}"}
    )
    page = make(report, layout_of("2021")).decode()
    assert not set(page) & set(forbidden + "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert "受理1234件" + "\ufffd" * len(forbidden) + "末" in page


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc"], exclude_characters="\u2028\u2029"), max_size=60))
def test_any_text_comes_back(text: str) -> None:
    report = write(blank_report(), {"problems": text})
    assert differences(page_of(report), report) == ()
