"""Pages of offices' sites read as reports: the report's text and figures, free of all that stands around it."""

from __future__ import annotations

import base64
import quopri
import re
from collections.abc import Callable

import pytest

from importers.page_characters import decoded
from importers.result import DOUBTFUL, READ, ImportResult
from importers.saved_page import read_page
from model.errors import ImportProblem, NoReport, SeveralReports
from model.report import Report
from tests.builders import FORMS, report_with
from tests.importers.site_pages import (
    LAYOUTS,
    MENU,
    OTHER_YEARS,
    SIGNATURE,
    TITLE,
    UNIT,
    YEAR,
    by_divisions,
    by_sections,
    flow,
    grid_html,
    links,
    report_of,
    texts_of,
)
from workflows.importing import import_data
from workflows.source_kinds import ARCHIVE, PAGE, kind_of

EDITIONS = [edition for edition in FORMS if edition != "made_up"]


def read(page: str | bytes) -> ImportResult:
    return import_data(page if isinstance(page, bytes) else page.encode(), "年报.html")


def assert_read(result: ImportResult, report: Report) -> None:
    """Every figure, every word of the text, the unit, the year, the signature, and nothing else."""
    found = result.report
    assert {cell: found.value(cell) for cell in report.form.cells} == {
        cell: report.value(cell) for cell in report.form.cells
    }
    assert {section.id: found.plain(section.id) for section in report.form.sections} == texts_of(report.form)
    assert (found.unit, found.year, found.form.edition) == (UNIT, YEAR, report.form.edition)
    assert (found.fields["signature.unit"], found.fields["signature.date"]) == (SIGNATURE[0], "2025-01-15")
    assert found.fields["contact.phone"] == "0000-7654321"
    assert {reading.how for reading in result.cells.values()} == {READ}
    assert [item for item in result.unplaced if not item.furniture] == []


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_report_is_read_out_of_every_kind_of_page(layout: str, edition: str) -> None:
    report = report_of(edition)
    assert_read(read(LAYOUTS[layout](report)), report)


@pytest.mark.parametrize("layout", set(LAYOUTS) - {"plain text", "sections"})
def test_what_stands_around_it_is_told_as_such(layout: str) -> None:
    result = read(LAYOUTS[layout](report_of()))
    told = "\n".join(item.text for item in result.unplaced)
    assert OTHER_YEARS[0] in told or layout in ("lists", "named elements")
    assert re.search("示ICP备|网站标识码", told)


def test_all_words_of_the_page_are_in_the_report_or_told() -> None:
    page = by_divisions(report_of())
    result = read(page)
    told = {"".join(item.text.split()) for item in result.unplaced}
    everything = "".join(told)
    for word in (
        *MENU,
        *OTHER_YEARS,
        "索引号：",
        "000014349/2025-00012",
        "分享到：微信微博",
        "下一篇：没有了",
        "浏览次数：128",
    ):
        assert "".join(word.split()) in everything
    assert "扫一扫" not in everything
    assert "请输入" not in everything


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8 undeclared": lambda page: _without_declaration(page).encode(),
    "utf-8 declared as gb2312": lambda page: page.replace("charset=utf-8", "charset=gb2312").encode(),
    "utf-8 with mark": lambda page: page.encode("utf-8-sig"),
    "utf-8 with a lost byte": lambda page: page.encode().replace("网站标识码".encode(), "网站标识码".encode()[:-1]),
    "gb18030 undeclared": lambda page: _without_declaration(page).encode("gb18030"),
    "gbk declared": lambda page: page.replace("charset=utf-8", "charset=GBK").encode("gbk"),
    "gb2312 declared": lambda page: page.replace("charset=utf-8", 'charset="gb2312"').encode("gb18030"),
    "gb18030 declared as utf-8": lambda page: page.encode("gb18030"),
    "gb18030 declared as iso-8859-1": lambda page: page.replace("charset=utf-8", "charset=iso-8859-1").encode(
        "gb18030"
    ),
    "gb18030 with a lost byte": lambda page: page.encode("gb18030").replace(
        "网站标识码".encode("gbk"), b"\xcd\xf8\xd5"
    ),
    "gb18030 declared as nonsense": lambda page: page.replace("charset=utf-8", "charset=hex").encode("gb18030"),
    "utf-16 with mark": lambda page: page.encode("utf-16"),
    "utf-16 without mark": lambda page: page.encode("utf-16-le"),
    "utf-16 big end first": lambda page: page.encode("utf-16-be"),
}


def _without_declaration(page: str) -> str:
    shorter = re.sub("<meta http-equiv[^>]*>", "", page)
    assert shorter != page
    return shorter


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_characters_are_told_by_the_bytes_whatever_is_declared(encoding: str) -> None:
    report = report_of()
    data = ENCODINGS[encoding](by_divisions(report))
    assert kind_of(data) == PAGE
    assert_read(read(data), report)


def test_a_page_in_another_encoding_is_read_as_it_says() -> None:
    assert decoded("<meta charset=big5>政府資訊公開年報".encode("big5")) == "<meta charset=big5>政府資訊公開年報"


def _part(content: bytes, kind: str, transfer: str, *more: str) -> bytes:
    if transfer == "base64":
        content = base64.encodebytes(content)
    elif transfer == "quoted-printable":
        content = quopri.encodestring(content).replace(b"\n", b"\r\n")
    head = [f"Content-Type: {kind}", f"Content-Transfer-Encoding: {transfer}", *more]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + content


def _archive(kind: str, *parts: bytes, head: str = "", before: str = "", mark: str = "----=_Part_1") -> bytes:
    lines = f'{head}MIME-Version: 1.0\r\nContent-Type: {kind}; boundary="{mark}"\r\n\r\n{before}'.encode()
    return lines + b"".join(f"\r\n--{mark}\r\n".encode() + part for part in parts) + f"\r\n--{mark}--\r\n".encode()


def by_word(page: str) -> bytes:
    """A text in front, the page's headers and footers as another page, a list of the files."""
    header = "<div id=h1><p class=MsoHeader>示例县水利局</p></div><div id=f1><p class=MsoFooter>- 1 -</p></div>"
    return _archive(
        "multipart/related",
        _part(page.encode("gb18030"), 'text/html; charset="gb2312"', "quoted-printable", "Content-Location: file:///C:/1.htm"),
        _part(header.encode("gb18030"), 'text/html; charset="gb2312"', "quoted-printable"),
        _part(b"<xml><o:MainFile HRef=1.htm/></xml>", 'text/xml; charset="utf-8"', "quoted-printable"),
        before="此文档为“单个文件网页”，也称为“Web 档案”文件。\r\n",
    )  # fmt: skip


def by_chrome(page: str) -> bytes:
    """Long folded headers, the page with a frame, styles and pictures as further parts."""
    frame = "<html><body><p>在线客服</p><ul><li>工作时间</li></ul></body></html>"
    return _archive(
        'multipart/related;\r\n\ttype="text/html"',
        _part(page.encode(), "text/html", "quoted-printable", "Content-ID: <frame-A1@mhtml.blink>"),
        _part(b"\x89PNG\r\n\x1a\n", "image/png", "base64"),
        _part(b"td { color: red }", "text/css", "quoted-printable"),
        _part(frame.encode(), "text/html", "quoted-printable", "Content-ID: <frame-B2@mhtml.blink>"),
        head="From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.cn/nb/2024.html\r\n"
        "Subject: =?utf-8?Q?=E5=B9=B4=E6=8A=A5?=\r\nDate: Wed, 15 Jan 2025 01:00:00 -0000\r\n",
        mark="----MultipartBoundary--aB1cD2----",
    )


def by_frame(page: str) -> bytes:
    """The report stands in a frame of the page."""
    outer = f"<html><body><div>{'　'.join(MENU)}</div><iframe src='cid:frame-B2@mhtml.blink'></iframe></body></html>"
    return _archive(
        "multipart/related",
        _part(outer.encode(), "text/html", "quoted-printable"),
        _part(page.encode(), "text/html", "quoted-printable", "Content-ID: <frame-B2@mhtml.blink>"),
    )


def by_explorer(page: str) -> bytes:
    """Parts within a part, the page in base64 and in the wide characters that it calls unicode."""
    inner = _archive(
        "multipart/alternative", _part(page.encode("utf-16"), 'text/html; charset="unicode"', "base64"), mark="in"
    )
    return _archive("multipart/related", inner.removeprefix(b"MIME-Version: 1.0\r\n"), head="From: <Saved>\r\n")


def by_wps(page: str) -> bytes:
    return _archive("multipart/related", _part(page.encode(), "text/html;charset=utf-8", "base64"))


def alone(page: str) -> bytes:
    """A single page, without further parts."""
    return b"MIME-Version: 1.0\r\n" + _part(page.encode("gb18030"), "text/html; charset=gbk", "8bit")


@pytest.mark.parametrize("archive", [by_word, by_chrome, by_frame, by_explorer, by_wps, alone])
def test_a_page_in_an_archive(archive: Callable[[str], bytes]) -> None:
    report = report_of()
    data = archive(by_divisions(report))
    assert kind_of(data) == ARCHIVE
    assert_read(import_data(data, "年报.mht"), report)


def test_an_archive_without_a_page_is_told() -> None:
    for data in (_archive("multipart/related", _part(b"x", "image/png", "base64")), b"MIME-Version: 1.0\r\n\r\nx"):
        with pytest.raises(ImportProblem, match="没有网页"):
            import_data(data, "年报.mht")


SHELL = (
    '<html><head><title>年报</title></head><body><div id="app"></div><script src="/js/app.js"></script></body></html>'
)
EMPTY = {
    "shell": (SHELL, "脚本"),
    "frameset": ('<html><frameset cols="20%,*"><frame src="menu.htm"><frame src="nb2024.htm"></frameset></html>', "nb2024.htm"),
    "frame": ('<html><body><div>导航</div><iframe src="/nb/2024.htm"></iframe></body></html>', "/nb/2024.htm"),
    "attachment": (f'<body><h1>{TITLE}</h1><p>见附件</p><p><a href="/f/1.docx?d=1">年报正文.docx</a></p></body>', "“年报正文.docx”"),
    "scanned attachment": ('<body><p>公告</p><a href="/f/1.pdf"><img src="pdf.png"></a></body>', "“1.pdf”"),
    "list of years": (f'<body><p>年报</p><ul>{"".join(f"<li>{title}</li>" for title in OTHER_YEARS)}</ul></body>', "列出了 2023、2022、2021、2020 年"),
    "list of links": (f'<body><p>年报</p><ul>{links(OTHER_YEARS)}</ul><script src="a.js"></script></body>', "列出了 2023、2022、2021、2020 年"),
    "nothing": ("<html><body><h1>关于召开会议的通知</h1><p>请准时参加。</p></body></html>", "没有找到"),
}  # fmt: skip


@pytest.mark.parametrize("page", EMPTY)
def test_why_a_page_holds_no_report_is_told(page: str) -> None:
    source, told = EMPTY[page]
    with pytest.raises(NoReport, match=re.escape(told)):
        read(source)


def test_a_frame_of_advertisement_beside_the_report_is_no_matter() -> None:
    report = report_of()
    assert_read(
        read(
            by_divisions(report).replace('<div class="share">', '<iframe src="/ad.htm">9</iframe><div class="share">')
        ),
        report,
    )


def test_two_reports_on_a_page_are_told() -> None:
    page = by_divisions(report_of())
    other = page.replace(UNIT, "测试县教育局").replace("2024年", "2023年")
    with pytest.raises(SeveralReports, match="不止一份"):
        read(page.replace("</body>", f"{other}</body>"))


def test_the_other_years_of_a_page_are_no_reports_while_they_are_hidden() -> None:
    report = report_of()
    page, old = (
        by_sections(report),
        flow(report_with(of=report.form), "<p>{}</p>".format, lambda grid: grid_html(report, grid)),
    )
    hidden = f'<div style="DISPLAY: none"><h1>{OTHER_YEARS[0]}</h1>{old}</div>'
    assert_read(read(page.replace("<footer>", f"{hidden}<footer>")), report)


def test_what_only_a_script_would_show_is_read_where_there_is_no_other() -> None:
    report = report_of()
    page = by_sections(report).replace("<body>", '<body><div style="display:none">').replace("</body>", "</div></body>")
    assert_read(read(page), report)


def test_a_row_that_is_not_seen_is_told_and_no_figure_of_it_read() -> None:
    page = by_sections(report_of()).replace("<tr><td>规章</td>", '<tr style="display:none"><td>规章</td>')
    result = read(page)
    assert result.report.value("proactive.rules.issued") is None
    assert [item.reason for item in result.unplaced if not item.furniture] == [
        "表格里有网页不显示的行、列或格，没有读入"
    ]


def test_a_page_in_parts_tells_what_it_has_not_got() -> None:
    report = report_of()
    whole = by_divisions(report)
    pager = '<div class="pages"><a href="2024_2.html">下一页 &gt;</a></div>'
    first = whole[: whole.index("<p><strong>四、")] + f"{pager}</div></body></html>"
    told = [item.text for item in read(first).unplaced if "分成几页" in item.reason]
    sections = [section.heading for section in report.form.sections if section.id in ("problems", "other")]
    assert told == [report.form.grid("disputes").name, *sections]
    assert all(
        "分成几页" not in item.reason for item in read(whole.replace('<div class="tool">', f"{pager}<div>")).unplaced
    )


def test_grids_that_are_pictures_are_told() -> None:
    report = report_of()
    page = f"<h1>{TITLE}</h1>" + flow(report, "<p>{}</p>".format, lambda grid: f'<p><img src="{grid.id}.png"></p>')
    result = read(page)
    told = [item for item in result.unplaced if "图片" in item.reason]
    assert [item.text for item in told] == [grid.name for grid in report.form.grids]
    assert result.report.plain("overview") == texts_of(report.form)["overview"]


def _as_divisions(report: Report) -> str:
    """The grids without tables: a cell an element, a row an element."""
    grids = lambda grid: re.sub(r"<(/?)(?:table|tr|td)\b", r"<\1div", grid_html(report, grid))  # noqa: E731
    return f"<h1>{TITLE}</h1>{flow(report, '<p>{}</p>'.format, grids)}<p>{SIGNATURE[0]}<p>{SIGNATURE[1]}"


def _as_tables_in_cells(report: Report) -> str:
    grids = lambda grid: grid_html(report, grid, "<table><tr><td>{}</td></tr></table>".format)  # noqa: E731
    return f"<h1>{TITLE}</h1>{flow(report, '<p>{}</p>'.format, grids)}<p>{SIGNATURE[0]}<p>{SIGNATURE[1]}"


def _with_an_element_closed_too_early(report: Report) -> str:
    return by_divisions(report).replace("三、收到和处理", "</div></div>三、收到和处理")


def _with_a_link_left_open(report: Report) -> str:
    return (
        by_divisions(report)
        .replace("（二）依申请公开。", '<a href="1.htm">（二）依申请公开。')
        .replace("三、收", '<a href="2.htm">三、收')
    )


def _with_characters_as_numbers(report: Report) -> str:
    return "".join(f"&#{ord(c)};" if c > "\x7f" else c for c in by_divisions(report))


def _with_the_title_in_the_index_alone(report: Report) -> str:
    return re.sub(r'<h1>.*?</h1>|<meta name="ArticleTitle"[^>]*>', "", by_divisions(report))


def _with_another_heading_above_the_title(report: Report) -> str:
    return by_divisions(report).replace("<h1>", '<div class="tab">详细信息</div><h1>')


def _with_pictures_inside(report: Report) -> str:
    return by_divisions(report).replace('<img src="logo.png"', f'<img src="data:image/png;base64,{"iVBO" * 1_500_000}"')


ODD = [
    _as_divisions, _as_tables_in_cells, _with_an_element_closed_too_early, _with_a_link_left_open,
    _with_characters_as_numbers, _with_the_title_in_the_index_alone, _with_another_heading_above_the_title,
    _with_pictures_inside,
]  # fmt: skip


@pytest.mark.parametrize("make", ODD)
def test_pages_that_are_made_otherwise(make: Callable[[Report], str]) -> None:
    report = report_of()
    assert_read(read(make(report)), report)


def test_a_link_within_the_text_is_text() -> None:
    report = report_of()
    line = '<p><a href="/list.htm">示例县水库名录</a></p>'
    page = by_divisions(report).replace(
        '<p style="text-indent:2em"><span>（二）依', f'{line}<p style="text-indent:2em"><span>（二）依'
    )
    assert read(page).report.plain("overview").split("\n")[2] == "示例县水库名录"


def test_a_figure_set_apart_is_not_run_together() -> None:
    page = by_sections(report_of()).replace("<td>1</td>", "<td>1<sup>①</sup></td>", 1)
    result = read(page)
    cell = "proactive.rules.repealed"
    assert result.report.value(cell) != 1
    assert result.cells[cell].how != READ or isinstance(result.report.value(cell), str)
    assert result.cells[cell].how != DOUBTFUL or result.report.value(cell) is None


def test_a_page_larger_than_any_report_is_refused() -> None:
    with pytest.raises(ImportProblem, match="太大"):
        read_page(b"<html>" + b"<p>1</p>" * 600_000)
