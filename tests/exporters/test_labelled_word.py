"""Word templates without placeholders: every figure goes where its labels say, what has no place is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from importers.written_labels import label_differences, word_source
from importers.written_word import differences
from model.edits import Edit
from model.entry import enter
from model.errors import ExportError
from model.form import Form, Grid
from model.placeholders import printed_figure
from model.prepared_template import Prepared
from model.report import Report
from ooxml.package import Package
from tests.builders import FORMS, form_of, made_up_form
from tests.exporters.documents import (
    DOCUMENT,
    W,
    attribute,
    counted_report,
    filled,
    has,
    header,
    opened,
    paragraph,
    paragraph_of,
    part,
    run,
    texts,
    write,
)
from tests.exporters.labelled_files import (
    BOLD,
    MARKED_WAITING,
    WAITING,
    Made,
    Spot,
    WordTable,
    blocks,
    broken,
    figures_in,
    one_a_line,
    spots,
    torn,
    unlike,
    whole_template,
    word_table,
    word_template,
)
from tests.labelled_blocks import drawn_block
from workflows.export import export_word
from workflows.forms import form
from workflows.labelled_templates import _prepare, _wordings, _words

STATUTORY = Path(__file__).parents[3] / "shared" / "samples" / "statutory-template.docx"
TEXTS = {
    "preface": "开头一段。",
    "overview": "第一段。\n（一）小标题\n第二段。",
    "proactive": "表二前的话。",
    "problems": "问题一段。",
    "other": "其他一段。",
}
CHANGED = "proactive.rules.issued"
SIGNED = {"signature.unit": "示例县数据局", "signature.date": "2026-01-20"}


def report(edition: str = "2021") -> Report:
    """Every figure is another one."""
    made = counted_report(edition)
    return write(made, TEXTS if edition != "made_up" else {"summary": "总结。"}, SIGNED)


def prepare(data: bytes, of: Form | None = None) -> Prepared:
    return _prepare(data, ".docx", of or form("2021"))


def made_with(template: Made, filling: Report) -> tuple[bytes, Prepared]:
    """The finished document, which both readers find to be right."""
    ready = prepare(template.data, filling.form)
    data = filled(filling, ready.data)
    assert differences(ready.data, data, filling) == ()
    lacking = {cell for found in ready.lacking for cell in found.cells}
    assert list(label_differences(word_source(data), filling, lacking, _wordings(), _words())) == []
    return data, ready


def wanted(filling: Report) -> dict[str, list[str]]:
    return {cell: [printed_figure(filling, cell)] for cell in filling.form.cells}


def told(ready: Prepared, filling: Report) -> list[str]:
    return [lacking.what for lacking in ready.lacking if lacking.concerns(filling)]


def shown(data: bytes) -> list[str]:
    """The paragraphs of the body in which something stands."""
    return [text for text in texts(data) if text.strip()]


# The form as offices get it


@pytest.mark.parametrize("edition", FORMS)
def test_every_figure_goes_into_its_cell(edition: str) -> None:
    filling = report(edition)
    template = whole_template(form_of(edition), title="年度报告格式模板", edition=edition)
    data, ready = made_with(template, filling)
    assert unlike(figures_in(data, template.tables), wanted(filling)) == {}
    assert told(ready, filling) == []


def test_text_title_and_signature_go_to_their_places() -> None:
    data, _ = made_with(whole_template(form("2021")), report())
    assert shown(data) == [
        "示例县数据局\n2025年政府信息公开工作年度报告",
        "开头一段。",
        "一、总体情况",
        "第一段。",
        "（一）小标题",
        "第二段。",
        "二、主动公开政府信息情况",
        "表二前的话。",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "问题一段。",
        "六、其他需要报告的事项",
        "其他一段。",
        "示例县数据局",
        "2026年1月20日",
    ]


def test_a_report_without_text_leaves_the_template_as_it_is_but_for_the_figures() -> None:
    template = whole_template(form("2021"))
    filling = counted_report()
    data, _ = made_with(template, filling)
    kept = [text for text in shown(data) if not text.startswith("示例县")]
    assert kept == [section.heading for section in form("2021").sections if section.heading]


@pytest.mark.parametrize(
    "waiting",
    [
        "(文字描述)",
        "[文字说明]",
        "【文字描述】",
        "文字描述：",
        "（文字描述，收费情况在此处报告。）",
        "（请填写本部分内容）",
        "××××××",
        "……",
        "____________",
        "（此处填写文字，不超过800字）",
        "（文字描述（800字以内））",
        "文字描述",
    ],
)
def test_no_waiting_words_survive(waiting: str) -> None:
    data, _ = made_with(whole_template(form("2021"), text=waiting), report())
    assert waiting not in "".join(texts(data))
    assert "第一段。" in texts(data)


def test_waiting_words_go_from_a_report_without_text_too() -> None:
    data, _ = made_with(whole_template(form("2021")), counted_report())
    assert WAITING not in "".join(texts(data))


def test_waiting_words_behind_a_heading_and_split_over_runs() -> None:
    body = paragraph(run("一、总体情况（文"), run("字描", BOLD), run("述）"))
    data, _ = made_with(word_template("××局年度报告样表", body, "二、主动公开政府信息情况"), report())
    assert shown(data)[2:7] == ["一、总体情况", "第一段。", "（一）小标题", "第二段。", "二、主动公开政府信息情况"]


@pytest.mark.parametrize(
    "title",
    [
        "政府信息公开工作年度报告格式模板",
        "附件：政府信息公开工作年度报告（样表）",
        "××市××局20××年政府信息公开工作年度报告",
        "示例县某局2024年政府信息公开工作年度报告",
        "附件",
        "年度报告样表",
    ],
)
def test_the_title_becomes_the_reports(title: str) -> None:
    data, ready = made_with(whole_template(form("2021"), title=title), report())
    assert shown(data)[0] == "示例县数据局\n2025年政府信息公开工作年度报告"
    assert title not in "".join(texts(data))
    assert told(ready, report()) == []


def test_lines_beside_the_title_go() -> None:
    head = [paragraph("附件1"), paragraph("××市××局"), paragraph("政府信息公开工作年度报告"), paragraph("（20××年度）")]
    data, _ = made_with(word_template(*head, "（前言）", "一、总体情况", WAITING), report())
    assert shown(data)[:3] == ["示例县数据局\n2025年政府信息公开工作年度报告", "开头一段。", "一、总体情况"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["××市××局", "20××年×月×日"], ["示例县数据局", "2026年1月20日"]),
        (["（单位名称）（盖章）"], ["示例县数据局", "2026年1月20日"]),
        (["2021年1月20日"], ["示例县数据局", "2026年1月20日"]),
        (["示例县某中心", "    年  月  日"], ["示例县某中心", "2026年1月20日"]),
    ],
)
def test_the_lines_of_the_signature_are_filled(lines: list[str], expected: list[str]) -> None:
    body = ["××局年度报告样表", "五、存在的主要问题及改进情况", WAITING, "六、其他需要报告的事项", WAITING, *lines]
    data, _ = made_with(word_template(*body), report())
    assert shown(data)[-3:] == ["其他一段。", *expected]


def test_the_unit_and_the_ways_to_reach_it_go_behind_their_labels() -> None:
    filling = write(report(), {}, {"contact.phone": "0000-1234567"})
    head = ["年度报告样表", "填报单位（盖章）：______", "联系电话：", "地址：人民路1号"]
    data, _ = made_with(word_template(*head, "一、总体情况", WAITING), filling)
    assert shown(data)[1:4] == ["填报单位（盖章）：示例县数据局", "联系电话：0000-1234567", "地址：人民路1号"]


# Formats


def test_figures_take_the_format_of_their_cells_and_text_that_of_its_paragraph() -> None:
    size = '<w:sz w:val="18"/>'
    hint = f'<w:rFonts w:eastAsia="仿宋"/><w:i/><w:color w:val="FF0000"/>{size}'
    place = paragraph(run(WAITING, hint), properties='<w:spacing w:line="500"/><w:ind w:firstLine="640"/>')
    grid = form("2021").grid("requests")
    template = word_template("年度报告样表", "一、总体情况", place, word_table(spots(grid), size))
    data, _ = made_with(template, report())
    figure = printed_figure(report(), "requests.received.business")
    cell = next(c for c in part(data).iter(f"{W}tc") if "".join(c.itertext()) == figure)
    assert cell.find(f"{W}p/{W}pPr/{W}jc").get(f"{W}val") == "center"
    assert cell.find(f"{W}p/{W}r/{W}rPr/{W}sz").get(f"{W}val") == "18"
    text = paragraph_of(data, "第一段")
    assert text.find(f"{W}pPr/{W}spacing").get(f"{W}line") == "500"
    properties = text.find(f"{W}r/{W}rPr")
    assert properties.find(f"{W}rFonts").get(f"{W}eastAsia") == "仿宋"
    assert properties.find(f"{W}color") is None
    assert properties.find(f"{W}i") is None
    preface = paragraph_of(data, "开头一段")
    assert preface.find(f"{W}pPr/{W}spacing").get(f"{W}line") == "500"


@pytest.mark.parametrize("sample", ["0", "XX", "/", "—", "\u3000\u3000", "（数字）", "××件", "123"])
def test_what_stands_in_the_cells_goes(sample: str) -> None:
    filling = report()
    tables = [word_table(spots(grid, sample=sample)) for grid in form("2021").grids]
    template = word_template("年度报告样表", *tables)
    data, _ = made_with(template, filling)
    assert unlike(figures_in(data, template.tables), wanted(filling)) == {}


def test_blank_figures_leave_no_sample_behind() -> None:
    filling = write(Report.blank(form("2021"), "示例县数据局", 2025))
    template = whole_template(form("2021"), tables=lambda grid: [word_table(spots(grid, sample="0"))])
    data, _ = made_with(template, filling)
    found = figures_in(data, template.tables)
    assert {text for cell in form("2021").inputs for text in found[cell]} == {""}


# Looks of tables


def _grid_by_grid(change: object) -> Made:
    return word_template("年度报告样表", *(table for grid in form("2021").grids for table in change(grid)))  # type: ignore[operator]


@pytest.mark.parametrize(
    "looks",
    [
        lambda grid: [word_table(spots(grid, one_a_line))],
        lambda grid: [word_table(spots(grid, broken))],
        lambda grid: [word_table(part) for part in blocks(grid)],
        lambda grid: [word_table(spots(grid), width=20)],
    ],
    ids=["one character a line", "labels over lines", "a table a block", "room to the right"],
)
def test_looks_of_tables(looks: object) -> None:
    template = _grid_by_grid(looks)
    filling = report()
    data, ready = made_with(template, filling)
    assert unlike(figures_in(data, template.tables), wanted(filling)) == {}
    assert not any(lacking.cells for lacking in ready.lacking)


@pytest.mark.parametrize("headings", [0, 3])
@pytest.mark.parametrize("at", [9, 13, 20])
def test_a_table_torn_over_pages(at: int, headings: int) -> None:
    grid = form("2021").grid("requests")
    above, below = torn(spots(grid), at, headings)
    template = word_template("三、收到和处理政府信息公开申请情况", word_table(above), paragraph(), word_table(below))
    filling = report()
    data, ready = made_with(template, filling)
    placed = {cell for cell in filling.form.cells if cell.startswith("requests.")}
    lacking = {cell for found in ready.lacking for cell in found.cells}
    assert unlike(figures_in(data, template.tables), {c: wanted(filling)[c] for c in placed - lacking}) == {}
    assert not lacking & placed


def test_grids_inside_tables_that_arrange_the_page() -> None:
    inner = word_table(spots(form("2021").grid("requests")))
    outer = (
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>"
        f"<w:tr><w:tc>{paragraph('三、收到和处理政府信息公开申请情况')}{paragraph()}{inner.xml}{paragraph()}</w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph('五、存在的主要问题及改进情况')}{paragraph(WAITING)}</w:tc></w:tr></w:tbl>"
    )
    filling = report()
    data, _ = made_with(word_template("年度报告样表", outer), filling)
    shown_cells = ["".join(cell.itertext()) for cell in part(data).iter(f"{W}tc")]
    assert printed_figure(filling, "requests.received.total") in shown_cells
    assert any("问题一段。" in text and WAITING not in text for text in shown_cells)


def test_the_whole_form_in_one_table() -> None:
    filling = report()
    lines: list[Spot] = [(0, 0, 1, 15, "政府信息公开工作年度报告（样表）", "")]
    row = 1
    for section in form("2021").sections:
        if section.heading:
            lines.append((row, 0, 1, 15, section.heading, ""))
            row += 1
        if section.grid:
            found = spots(form("2021").grid(section.grid))
            lines += [(row + r, *rest) for r, *rest in found]
            row += max(r + rs for r, _, rs, *_ in found)
        else:
            lines.append((row, 0, 1, 15, WAITING, ""))
            row += 1
    template = word_template(word_table(lines))
    data, _ = made_with(template, filling)
    assert unlike(figures_in(data, template.tables), wanted(filling)) == {}
    assert "第二段。" in "".join(part(data).itertext())
    assert WAITING not in "".join(part(data).itertext())


def test_headings_as_numbered_paragraphs() -> None:
    def listed(heading: str) -> str:
        number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        return paragraph(heading.partition("、")[2], properties=number)

    data, ready = made_with(whole_template(form("2021"), heading=listed), report())
    assert told(ready, report()) == []
    assert shown(data)[2:4] == ["总体情况", "第一段。"]
    assert not paragraph_of(data, "表二前的话").findall(f"{W}pPr/{W}numPr")


PITCH = '<w:spacing w:line="560" w:lineRule="exact"/>'
SUBHEADED = "第一段。\n（一）小标题\n（二）引题。正文。\n1.细目"


def _subheaded(tmp_path: Path, *more: str) -> bytes:
    """A report with headings in its text, by a template without placeholders whose text is all 宋体."""
    waiting = paragraph(run(WAITING, '<w:rFonts w:eastAsia="宋体"/>'), properties=PITCH)
    made = whole_template(form("2021"), text=waiting)
    data = Package(made.data)
    body = data.read(DOCUMENT).decode().replace("<w:sectPr>", f"{''.join(more)}<w:sectPr>", 1)
    template, out = tmp_path / "空表.docx", tmp_path / "年报.docx"
    template.write_bytes(data.with_parts({DOCUMENT: body.encode()}))
    export_word(write(report(), {"overview": SUBHEADED}), out, template)
    return out.read_bytes()


def test_headings_in_a_text_keep_the_format_of_its_place(tmp_path: Path) -> None:
    """Neither our own face nor a style of headings that the template names but does not use."""
    data = _subheaded(tmp_path)
    for begins in ("第一段", "（一）", "（二）", "1.细目"):
        found = paragraph_of(data, begins)
        assert attribute(found, "pPr/spacing", "line") == "560"
        assert attribute(found, "r/rPr/rFonts", "eastAsia") == "宋体"
        assert "楷体" not in etree.tostring(found, encoding="unicode")
        assert not has(found, "r/rPr/b")


def test_headings_in_a_text_have_the_style_that_the_template_itself_uses(tmp_path: Path) -> None:
    own = paragraph("（九）附则", properties='<w:pStyle w:val="2"/>')
    assert attribute(paragraph_of(_subheaded(tmp_path, own), "（一）"), "pPr/pStyle", "val") == "2"


def test_a_table_that_is_in_the_template_twice_is_filled_once() -> None:
    grid = form("2021").grid("disputes")
    template = word_template("年度报告样表", word_table(spots(grid)), paragraph(), word_table(spots(grid)))
    filling = report()
    ready = prepare(template.data)
    found = figures_in(filled(filling, ready.data), template.tables)
    for cell in (name for name in form("2021").cells if name.startswith("disputes.")):
        assert sorted(found[cell]) == ["", printed_figure(filling, cell)]
    assert any("行政复议" in note and "没有填数" in note for note in ready.notes)


# What has no place


def test_the_form_twice_over_is_refused() -> None:
    """It was filled half and half: headings of one, tables of the other."""
    once = Package(whole_template(form("2021")).data)
    body = once.read(DOCUMENT).decode()
    start, stop = body.index("<w:body>") + len("<w:body>"), body.rindex("<w:sectPr")
    twice = once.with_parts({DOCUMENT: (body[:stop] + body[start:]).encode()})
    with pytest.raises(ExportError, match="模板里有两份表样"):
        prepare(twice)


def test_a_row_that_stands_twice_is_told() -> None:
    """Its second one stays blank."""
    grid = form("2021").grid("requests")
    whole = spots(grid)
    label = next(text for _, _, _, _, text, _ in whole if "重复申请" in text)
    row = next(r for r, _, _, _, text, _ in whole if text == label)
    again = [(r, c, rs, cs, text, "") for r, c, rs, cs, text, _ in whole if r == row and rs == 1]
    moved = [(r + (r > row), c, rs + (r <= row < r + rs - 1), cs, text, cell) for r, c, rs, cs, text, cell in whole]
    moved += [(row + 1, *rest) for _, *rest in again]
    made = whole_template(form("2021"), tables=lambda one: (word_table(moved if one.id == "requests" else spots(one)),))
    filling = report()
    data, ready = made_with(made, filling)
    assert [note for note in ready.notes if label in note] == [
        f"表里“{label}”一行不止一次出现，只填其中一行，其余的原样留着"
    ]
    found = {cell: texts for cell, texts in figures_in(data, made.tables).items() if cell}
    assert unlike(found, wanted(filling)) == {}
    assert not [note for note in prepare(whole_template(form("2021")).data).notes if "不止一次" in note]


def _finished(sample: str, filled: int, text: str, waiting: str = "") -> bytes:
    """A document with figures in the first cells of each grid, and this text below its headings."""
    of = form("2021")

    def tables(grid: Grid) -> tuple[WordTable, ...]:
        cells = [spot[5] for spot in spots(grid) if spot[5]]
        kept = cells[: len(cells) * filled // 100]
        return (word_table((*spot[:4], sample if spot[5] in kept else spot[4], spot[5]) for spot in spots(grid)),)

    made = whole_template(of, title="示例县数据局2024年政府信息公开工作年度报告", text=text, tables=tables)
    if not waiting:
        return made.data
    data = Package(made.data)
    body = data.read(DOCUMENT).decode().replace("<w:sectPr>", f"{paragraph(waiting)}<w:sectPr>", 1)
    return data.with_parts({DOCUMENT: body.encode()})


PROSE = "去年全年认真做好政府信息公开工作，及时公开各类信息。"


@pytest.mark.parametrize("sample", ["3", "0"])
def test_a_finished_report_is_no_template(sample: str) -> None:
    with pytest.raises(ExportError, match="已经写好的年报") as refused:
        prepare(_finished(sample, 100, PROSE))
    assert "依据上年报告新建" in refused.value.advice


@pytest.mark.parametrize(
    ("filled", "text", "waiting"), [(10, PROSE, ""), (100, WAITING, ""), (100, PROSE, WAITING), (0, PROSE, "")]
)
def test_samples_alone_make_no_finished_report(filled: int, text: str, waiting: str) -> None:
    assert prepare(_finished("3", filled, text, waiting)).labelled


def test_our_own_finished_report_is_no_template() -> None:
    with pytest.raises(ExportError, match="已经写好的年报"):
        prepare(filled(write(report(), {"problems": PROSE, "overview": PROSE})))


def test_what_is_missing_is_told_and_the_rest_is_filled() -> None:
    filling = report()
    grid = form("2021").grid("requests")
    whole = spots(grid)
    dropped = next(row for row, _, _, _, text, _ in whole if text == "2.重复申请")
    kept = [
        (r - (r > dropped), c, rs - (r < dropped < r + rs), cs, text, cell)
        for r, c, rs, cs, text, cell in whole
        if r != dropped
    ]
    template = word_template("年度报告样表", "三、收到和处理政府信息公开申请情况", word_table(kept))
    data, ready = made_with(template, filling)
    said = told(ready, filling)
    assert "表三：“2.重复申请”一行" in said
    assert any(line.startswith("表二") and line.endswith("整个表格") for line in said)
    assert "标题“一、总体情况”和这一部分的文字" in said
    assert any(lacking.loses(filling) for lacking in ready.lacking)
    placed = {cell for _, _, _, _, _, cell in kept if cell}
    assert unlike(figures_in(data, template.tables), {cell: wanted(filling)[cell] for cell in placed}) == {}


def test_rows_of_zeros_that_are_missing_lose_nothing() -> None:
    lacking = next(found for found in prepare(word_template("一、总体情况", WAITING).data).lacking if found.cells)
    assert not lacking.loses(Report.blank(form("2021"), "示例县数据局", 2025))


def test_text_of_the_templates_own_is_kept_and_told() -> None:
    body = ["年度报告样表", "一、总体情况", "本部分原有的一句话，不是占位的。", "二、主动公开政府信息情况"]
    data, ready = made_with(word_template(*body), report())
    assert any("本部分原有的一句话" in line for line in ready.notes)
    assert shown(data)[2:5] == ["一、总体情况", "本部分原有的一句话，不是占位的。", "第一段。"]


def test_rows_that_the_form_has_not_are_told_and_left_alone() -> None:
    whole = spots(form("2021").grid("requests"))
    last = max(row for row, *_ in whole)
    extra: list[Spot] = [(last + 1, 0, 1, 3, "五、上年数", ""), *((last + 1, c, 1, 1, "", "") for c in range(3, 10))]
    template = word_template("年度报告样表", word_table([*whole, *extra]))
    filling = report()
    data, ready = made_with(template, filling)
    assert any("五、上年数" in line for line in ready.notes)
    row = part(data).findall(f".//{W}tr")[-1]
    assert "".join(row.itertext()) == "五、上年数"


def test_another_edition_is_refused_with_words() -> None:
    old = whole_template(form("2019"), edition="2019")
    with pytest.raises(ExportError, match=r"2019 年版表样.*2021 年版"):
        prepare(old.data)


def test_a_document_that_is_no_form_is_left_as_it_is() -> None:
    template = word_template(
        "关于开会的通知", "请准时参加。", word_table([(0, 0, 1, 1, "时间", ""), (0, 1, 1, 1, "", "")])
    )
    ready = prepare(template.data)
    assert not ready.labelled
    assert ready.data == template.data


# Placeholders and labels together


def test_placeholders_win_for_what_they_name() -> None:
    filling = report()
    grid = form("2021").grid("requests")
    first = "requests.received.natural_person"
    marked = [(*spot[:4], "", spot[5]) for spot in spots(grid)]
    own = f"共{{{{{first}}}}}件。"
    data = filled(filling, prepare(word_template(own, "一、总体情况", WAITING, word_table(marked)).data).data)
    assert shown(data)[0] == f"共{printed_figure(filling, first)}件。"


def test_a_template_with_placeholders_gets_no_lines_added() -> None:
    template = word_template("{{unit}}的函", "一、总体情况", WAITING, "六、其他需要报告的事项", WAITING)
    data = filled(report(), prepare(template.data).data)
    assert shown(data) == [
        "示例县数据局的函",
        "一、总体情况",
        "第一段。",
        "（一）小标题",
        "第二段。",
        "六、其他需要报告的事项",
        "其他一段。",
    ]


# Nothing else changes


def _outside(data: bytes, tokens: Sequence[str] = ()) -> list[str]:
    """The body's elements but for paragraphs outside of tables; in cells, without runs."""
    root = part(data)
    for paragraph_element in list(root.iter(f"{W}p")):
        for runs in paragraph_element.findall(f"{W}r"):
            paragraph_element.remove(runs)
    return [etree.tostring(table).decode() for table in root.iter(f"{W}tbl")]


def test_nothing_else_changes() -> None:
    template = whole_template(form("2021"))
    data, _ = made_with(template, report())
    before, after = Package(template.data), Package(data)
    assert before.names == after.names
    for name in before.names:
        if name != DOCUMENT and b"{{" not in before.read(name):
            assert before.read(name) == after.read(name), name
    assert _outside(template.data) == _outside(data)


def test_the_same_template_gives_the_same_bytes() -> None:
    template = whole_template(form("2021"))
    assert prepare(template.data) == prepare(template.data)


@pytest.mark.skipif(not STATUTORY.exists(), reason="the sample is not here")
def test_the_statutory_sample() -> None:
    source = STATUTORY.read_bytes()
    filling = report()
    ready = prepare(source)
    assert told(ready, filling) == []
    assert ready.notes == ()
    data = filled(filling, ready.data)
    assert differences(ready.data, data, filling) == ()
    assert list(label_differences(word_source(data), filling, (), _wordings(), _words())) == []
    assert "文字描述" not in "".join(part(data).itertext())
    assert _outside(source) == _outside(data)
    before, after = Package(source), Package(data)
    assert [name for name in before.names if before.read(name) != after.read(name)] == [DOCUMENT]
    _same_but_for_what_was_filled(source, data)


def _same_but_for_what_was_filled(source: bytes, data: bytes) -> None:
    """Each element of the sample's body is there again, in order, but for title and places of text."""
    old = [etree.tostring(element) for element in part(source).find(f"{W}body")]
    new = {etree.tostring(element) for element in part(data).find(f"{W}body")}
    changed = [element for element in old if element not in new]
    shown_changes = ["".join(etree.fromstring(element).itertext()) for element in changed]
    plain = [text for text in shown_changes if text and not text.startswith(("第二十条", "（本列", "行政复议"))]
    assert [text[:5] for text in plain] == ["政府信息公", "（文字描述", "（文字描述", "（文字描述"]


# By chance


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(("2021", "2019", "made_up")), st.integers(0, 10**6))
def test_no_figure_goes_where_its_labels_do_not_say(edition: str, seed: int) -> None:
    of = made_up_form() if edition == "made_up" else form(edition)
    drawn = drawn_block(of, seed)
    table = word_table(
        [(s.row, s.column, s.row_span, s.column_span, "" if s.cell else s.text, s.cell) for s in drawn.spots]
    )
    template = word_template("标题", table, edition=edition)
    try:
        ready = prepare(template.data, of)
    except ExportError:
        return
    lacking = {cell for found in ready.lacking for cell in found.cells}
    for cell, found in figures_in(ready.data, template.tables).items():
        for text in found:
            allowed = (f"{{{{{cell}}}}}", "" if cell else "{{title}}")
            assert not text.startswith("{{") or text in allowed, (seed, cell, text)
    placed = {cell for cell, found in figures_in(ready.data, template.tables).items() if f"{{{{{cell}}}}}" in found}
    if ready.labelled:
        assert placed | lacking == set(of.cells)
        assert not placed & lacking


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_dropped_headings_rows_and_columns_are_told(data: st.DataObject) -> None:
    of = form("2021")
    grid = data.draw(st.sampled_from(of.grids))
    cells = [spot for spot in spots(grid) if spot[5]]
    rows = sorted({row for row, *_ in cells})
    gone = data.draw(st.sets(st.sampled_from(rows), max_size=3)) if len(rows) > 1 else set()
    kept = _without_rows(spots(grid), gone)
    headings = [section.heading for section in of.sections if section.heading]
    left = data.draw(st.lists(st.sampled_from(headings), unique=True, min_size=1))
    left = [heading for heading in headings if heading in left]
    template = word_template("标题样表", word_table(kept), *(part for heading in left for part in (heading, WAITING)))
    ready = prepare(template.data)
    missing = {cell for found in ready.lacking for cell in found.cells}
    assert {spot[5] for spot in spots(grid) if spot[5] and spot[0] in gone} <= missing
    for heading in headings:
        assert any(f"标题“{heading}”" in found.what for found in ready.lacking) == (heading not in left)
    for cell, found in figures_in(ready.data, template.tables).items():
        assert all(not text.startswith("{{") or text == f"{{{{{cell}}}}}" for text in found)


def _without_rows(whole: Sequence[Spot], gone: set[int]) -> list[Spot]:
    """The table with these rows taken out as Word takes them out: merged cells get shorter."""
    kept = []
    for row, column, height, width, text, cell in whole:
        left = [r for r in range(row, row + height) if r not in gone]
        if left:
            up = sum(r < left[0] for r in gone)
            kept.append((left[0] - up, column, len(left), width, text, cell))
    return kept


def test_a_made_grid_is_whole() -> None:
    """The tests' own tables hold each cell of the form once."""
    for edition in FORMS:
        for grid in form_of(edition).grids:
            table = word_table(spots(grid))
            ids = [cell for row in table.cells for cell in row if cell]
            assert sorted(ids) == sorted(cell.id for cell in form_of(edition).cells.values() if cell.grid == grid.id)
            assert isinstance(table, WordTable)


def test_a_file_made_by_python_docx_is_filled(tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph("政府信息公开工作年度报告格式模板")
    document.add_paragraph("四、政府信息公开行政复议、行政诉讼情况")
    found = spots(form("2021").grid("disputes"))
    table = document.add_table(4, 15)
    for row, column, height, width, text, _ in found:
        cell = table.cell(row, column)
        if height > 1 or width > 1:
            cell = cell.merge(table.cell(row + height - 1, column + width - 1))
        cell.text = text
    path = tmp_path / "模板.docx"
    document.save(str(path))
    filling = report()
    data = filled(filling, prepare(path.read_bytes()).data)
    row = [cell.text for cell in opened(data).tables[0].rows[3].cells]
    assert row == [printed_figure(filling, cell) for *_, cell in found if cell]


def test_words_in_the_places_of_figures_are_replaced_and_told() -> None:
    found = [
        (*spot[:4], "县级无此项", spot[5]) if spot[5] == "proactive.rules.issued" else spot for spot in _proactive()
    ]
    filling = report()
    template = word_template("年度报告样表", word_table(found))
    data, ready = made_with(template, filling)
    name = next(spot[5] for spot in found if spot[4] == "县级无此项")
    assert figures_in(data, template.tables)[name] == [printed_figure(filling, name)]
    assert any("县级无此项" in note and "换成" in note for note in ready.notes)


def _proactive() -> list[Spot]:
    return spots(form("2021").grid("proactive"))


def test_figures_that_were_typed_as_words_or_with_a_unit_are_read_back() -> None:
    filling = report()
    fees, first = "proactive.fees.amount", "disputes.reconsideration.upheld"
    for cell, typed in ((fees, "3000元"), (first, "待核")):
        filling.apply(Edit("填写", enter(filling, cell, typed)))
    template = whole_template(form("2021"))
    data, _ = made_with(template, filling)
    assert unlike(figures_in(data, template.tables), wanted(filling)) == {}


def test_text_that_reads_like_headings_does_not_confuse_the_check() -> None:
    filling = write(report(), {"overview": "二、主动公开政府信息情况\n四、政府信息公开行政复议、行政诉讼情况\n规章"})
    template = whole_template(form("2021"))
    data, _ = made_with(template, filling)
    assert unlike(figures_in(data, template.tables), wanted(filling)) == {}


@pytest.mark.parametrize("beside", [WAITING, ""])
def test_headings_with_the_places_of_their_text_beside_them(beside: str) -> None:
    rows = [
        (0, 0, 1, 1, "一、总体情况", ""),
        (0, 1, 1, 1, beside, ""),
        (1, 0, 1, 1, "五、存在的主要问题及改进情况", ""),
    ]
    data, _ = made_with(word_template("年度报告样表", word_table([*rows, (1, 1, 1, 1, beside, "")])), report())
    cells = [cell.text for row in opened(data).tables[0].rows for cell in row.cells]
    assert [text.strip() for text in cells] == [
        "一、总体情况",
        "第一段。\n（一）小标题\n第二段。",
        "五、存在的主要问题及改进情况",
        "问题一段。",
    ]


def test_waiting_words_where_nothing_can_be_filled_are_told() -> None:
    box = '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
    template = word_template("年度报告样表", paragraph(box.format(paragraph(WAITING))), "一、总体情况", WAITING)
    assert any("文本框" in note and WAITING in note for note in prepare(template.data).notes)


def test_waiting_words_in_page_headers_and_footers_are_told() -> None:
    template = whole_template(form("2021")).data
    beside = {"footer1": header(paragraph(run(f"示例县{WAITING}")), "ftr"), "header7": header(paragraph(run(WAITING)))}
    package = Package(template).with_parts({f"word/{name}.xml": xml.encode() for name, xml in beside.items()})
    assert sorted(prepare(package).notes) == [
        f"页眉的“{WAITING}”不知道填什么，没有改动",
        f"页脚的“示例县{WAITING}”不知道填什么，没有改动",
    ]


@pytest.mark.parametrize("mark", ["ins", "moveTo"])
def test_what_is_written_stands_in_no_tracked_change(mark: str) -> None:
    """Another person's insertion and deletion in a cell, and the insertion that its paragraph's mark is."""
    who = 'w:id="9" w:author="a" w:date="2026-01-01T00:00:00Z"'
    change = f"<w:{mark} {who}>{run('7')}</w:{mark}><w:del {who}><w:r><w:delText>8</w:delText></w:r></w:del>"
    marked = f"<w:p><w:pPr><w:rPr><w:ins {who}/></w:rPr></w:pPr>{change}</w:p>"
    table = word_table([(*spot[:4], "可改" if spot[5] == CHANGED else spot[4], spot[5]) for spot in _proactive()])
    assert table.xml.count(paragraph("可改")) == 1
    table = table._replace(xml=table.xml.replace(paragraph("可改"), marked))
    filling = report()
    template = word_template(
        "年度报告样表", table, "一、总体情况", f"<w:p><w:{mark} {who}>{run(WAITING)}</w:{mark}></w:p>"
    )
    data, ready = made_with(template, filling)
    assert figures_in(data, template.tables)[CHANGED] == [printed_figure(filling, CHANGED)]
    assert not [node.tag for tag in (mark, "ins", "del", "delText") for node in part(data).iter(f"{W}{tag}")]
    note = next(note for note in ready.notes if "修订" in note)
    assert note == "正文第1个表格第3行第2格、正文第3段有修订，写进报告的内容后不再是修订"


def test_figures_of_the_templates_own_are_replaced_and_told() -> None:
    """A template that is somebody's finished report; what only marks the places of figures is no such figure."""
    signs = iter(["9", "12,5", "0", "XX", "/", "", "３"] * 30)
    grids = [[(*s[:4], next(signs) if s[5] else s[4], s[5]) for s in spots(grid)] for grid in form("2021").grids]
    own = sum(bool(s[5]) and s[4] in ("9", "12,5", "３") for grid in grids for s in grid)
    template = word_template("年度报告样表", *map(word_table, grids))
    data, ready = made_with(template, report())
    assert unlike(figures_in(data, template.tables), wanted(report())) == {}
    (note,) = (note for note in ready.notes if "原有" in note)
    assert note.startswith(f"表里原有{own}个不是 0 的数，都换成报告里的数：表二 规章，本年制发件数“9”、")
    assert note.endswith("等")


@pytest.mark.parametrize("line", ["————————", "现将20××年政府信息公开工作年度报告公布如下："])
def test_lines_that_only_look_like_places_stay(line: str) -> None:
    data, _ = made_with(word_template("年度报告样表", line, "一、总体情况", WAITING), report())
    assert line in shown(data)


def test_a_cell_without_a_paragraph_is_filled() -> None:
    whole = word_table(spots(form("2021").grid("disputes")))
    broken_cells = whole.xml.replace("<w:p></w:p></w:tc>", "</w:tc>")
    template = word_template("年度报告样表", whole._replace(xml=broken_cells))
    filling = report()
    data = filled(filling, prepare(template.data).data)
    names = [cell for row in whole.cells for cell in row if cell]
    assert unlike(figures_in(data, template.tables), {cell: wanted(filling)[cell] for cell in names}) == {}


def test_a_figure_in_a_wrong_cell_is_found_by_the_labels() -> None:
    template, filling = whole_template(form("2021")), report()
    first, second = "requests.received.natural_person", "requests.granted.business"
    ready = prepare(template.data)
    swapped = Package(ready.data).read(DOCUMENT)
    for name, other in ((first, "@"), (second, first), ("@", second)):
        swapped = swapped.replace(f"{{{{{name}}}}}".encode(), f"{{{{{other}}}}}".encode())
    wrong = filled(filling, Package(ready.data).with_parts({DOCUMENT: swapped}))
    said = " ".join(label_differences(word_source(wrong), filling, (), _wordings(), _words()))
    assert "一、本年新收政府信息公开申请数量，自然人应为" in said
    assert "（一）予以公开，商业企业应为" in said


def test_what_a_document_lacks_is_found_by_the_labels() -> None:
    filling = report()
    data, _ = made_with(whole_template(form("2021")), filling)
    lost = Package(data).read(DOCUMENT).replace("2.重复申请".encode(), b"")
    said = list(
        label_differences(word_source(Package(data).with_parts({DOCUMENT: lost})), filling, (), _wordings(), _words())
    )
    assert any("按标题找不到" in line and "重复申请" in line for line in said)


@pytest.mark.parametrize("waiting", MARKED_WAITING)
def test_no_mark_of_waiting_words_is_left(waiting: str) -> None:
    data, ready = made_with(whole_template(form("2021"), text=waiting), report())
    lines = shown(data)
    at = lines.index("一、总体情况")
    assert lines[at + 1 : at + 4] == ["第一段。", "（一）小标题", "第二段。"]
    assert not ready.notes


def test_a_subheading_before_waiting_words_stays() -> None:
    data, ready = made_with(whole_template(form("2021"), text="（一）主动公开。（文字描述）"), report())
    lines = shown(data)
    assert lines[lines.index("一、总体情况") + 1] == "（一）主动公开。"
    assert any("主动公开" in note for note in ready.notes)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("科研机构", "二、上年结转政府信息公开申请数量"),
        ("社会公益组织", "2.其他法律行政法规禁止公开"),
        ("三、本年度办理结果", "8.属于行政查询事项"),
        ("自然人", "商业企业"),
    ],
)
def test_one_swap_of_labels_is_told_in_few_words(one: str, other: str) -> None:
    """Two labels of 表三 have changed places: their rows and columns are told together, not each cell or row."""
    swapped = {one: other, other: one}

    def tables(grid: Grid) -> list[WordTable]:
        found = spots(grid)
        if grid.id == "requests":
            found = [(*spot[:4], swapped.get(spot[4], spot[4]), spot[5]) for spot in found]
        return [word_table(found)]

    ready = prepare(whole_template(form("2021"), tables=tables).data)
    figures = [lacking for lacking in ready.lacking if lacking.cells]
    assert len(figures) + len(ready.notes) <= 3


def test_the_same_words_in_many_places_of_figures_are_told_once() -> None:
    found = spots(form("2021").grid("requests"), sample="必填项")
    data, ready = made_with(word_template("年度报告样表", word_table(found)), report())
    assert [note for note in ready.notes if "必填项" in note] == [
        "表三 一、本年新收政府信息公开申请数量，自然人等 175 格里原有的“必填项”换成报告里的数"
    ]
    assert "必填项" not in "".join(part(data).itertext())
