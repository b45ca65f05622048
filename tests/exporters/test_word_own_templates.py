"""Templates that offices make: placeholders anywhere, split by Word, wrong ones told with their place."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from exporters.word import fill_word
from importers.written_word import differences, read_written_word
from model.edits import Edit, SetCell
from model.errors import ExportError, FileFormatError
from model.placeholders import printed_figure
from model.report import Report
from ooxml.package import Package, make_package
from tests.builders import FORMS, form_of, full_report, layout_of
from tests.exporters.audit import complaints
from tests.exporters.documents import (
    DOCUMENT,
    OFFICE_STYLES,
    STYLES,
    W,
    attribute,
    blank_report,
    counted_report,
    filled,
    has,
    header,
    members,
    office_template,
    opened,
    paragraph,
    paragraph_of,
    part,
    run,
    table,
    texts,
    write,
)
from workflows.check_export import check_word

CELL = "requests.received.natural_person"


def report() -> Report:
    made = write(blank_report(), {"overview": "第一段。\n（一）小标题\n第二段。"}, {"signature.unit": "示例县数据局"})
    made.apply(Edit("填写", (SetCell(CELL, 37), SetCell("requests.received.business", 5))))
    return made


def checked(template: bytes, filling: Report | None = None) -> bytes:
    """The filled template, which the independent reader finds to be right."""
    filling = filling or report()
    data = filled(filling, template)
    assert differences(template, data, filling) == ()
    return data


@pytest.mark.parametrize(
    "typed",
    ["{{unit}}", "{{ unit }}", "｛｛unit｝｝", "{{ｕnit}}".replace("ｕ", "u"), "{{\u3000unit\u3000}}", "{{un it}}"],
)
def test_brackets_and_spaces_are_taken_as_meant(typed: str) -> None:
    assert texts(checked(office_template(paragraph(f"前{typed}后")))) == ["前示例县数据局后"]


def test_full_width_points_and_colons_are_taken_as_meant() -> None:
    body = paragraph("共{{requests．received．total}}件") + paragraph("{{section：overview}}")
    assert texts(checked(office_template(body))) == ["共42件", "第一段。", "（一）小标题", "第二段。"]


@pytest.mark.parametrize(
    "runs",
    [
        ("前{", "{unit}}后"),
        ("前{{", "unit", "}}后"),
        ("前{{un", "it}", "}后"),
        ("前", "{{", "u", "n", "i", "t", "}}", "后"),
        ("前{{unit", "}}后"),
    ],
)
def test_placeholders_that_word_split_over_runs(runs: tuple[str, ...]) -> None:
    marks = '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
    styled = [run(text, "<w:b/>" if number == 0 else "<w:i/>") for number, text in enumerate(runs)]
    data = checked(office_template(paragraph(marks.join(styled))))
    assert texts(data) == ["前示例县数据局后"]
    first = next(part(data).iter(f"{W}r"))
    assert has(first, "rPr/b") if "{" in runs[0] else True


def test_several_placeholders_in_one_paragraph_keep_each_the_format_of_its_run() -> None:
    body = paragraph(
        run("{{unit}}", "<w:b/>"),
        run("{{ye", "<w:i/>"),
        run("ar}}年："),
        run("{{" + CELL + "}}件，共{{requests.received.total}}件"),
    )
    data = checked(office_template(body))
    assert texts(data) == ["示例县数据局2025年：37件，共42件"]
    first, second, third, fourth = part(data).iter(f"{W}r")
    assert has(first, "rPr/b")
    assert has(second, "rPr/i")
    assert second.findtext(f"{W}t") == "2025"
    assert third.findtext(f"{W}t") == "年："
    assert attribute(fourth, "rPr/rFonts", "hint") == "eastAsia"


def test_the_title_in_one_paragraph_breaks_its_line() -> None:
    assert texts(checked(office_template(paragraph("{{title}}")))) == ["示例县数据局\n2025年政府信息公开工作年度报告"]


def test_headers_footers_and_text_boxes_are_filled_and_all_else_is_copied() -> None:
    box = f'<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>{paragraph("框：{{unit}}")}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
    parts = {
        "header1": header(paragraph("眉{{year}}")),
        "footer3": header(paragraph("脚{{heading:overview}}"), "ftr"),
        "header2": header(paragraph("不动")),
    }
    template = office_template(paragraph(run("正文") + box), parts)
    data = checked(template)
    assert "".join(t.text or "" for t in part(data).iter(f"{W}t")) == "正文框：示例县数据局"
    assert part(data, "word/header1.xml").findtext(f".//{W}t") == "眉2025"
    assert part(data, "word/footer3.xml").findtext(f".//{W}t") == "脚一、总体情况"
    before, after = dict(members(template)), dict(members(data))
    changed = {name for name in before if before[name] != after[name]}
    properties = {"docProps/core.xml", "docProps/app.xml"}
    assert changed == {DOCUMENT, "word/header1.xml", "word/footer3.xml", *properties}


def test_nothing_else_in_a_part_changes() -> None:
    """The XML of the template and of the result differ in the runs of placeholders alone."""
    body = (
        paragraph("按{{unit}}", properties='<w:jc w:val="center"/><w:rPr><w:b/></w:rPr>')
        + "<w:sdt><w:sdtPr><w:id w:val=\"5\"/></w:sdtPr><w:sdtContent>" + paragraph("<w:hyperlink w:anchor=\"x\"><w:r><w:t>链接</w:t></w:r></w:hyperlink>") + "</w:sdtContent></w:sdt>"
        + table([paragraph("合计"), paragraph("{{" + CELL + "}}")])
    )  # fmt: skip
    template = office_template(body)
    before, after = part(template), part(checked(template))
    for text in after.iter(f"{W}t"):
        text.text = (text.text or "").replace("示例县数据局", "{{unit}}")
        text.text = "{{" + CELL + "}}" if text.text == "37" else text.text
    for root in (before, after):
        for fonts in list(root.iter(f"{W}rFonts")):
            fonts.getparent().remove(fonts)
        for properties in [p for p in root.iter(f"{W}rPr") if len(p) == 0]:
            properties.getparent().remove(properties)
    assert etree.tostring(after, method="c14n") == etree.tostring(before, method="c14n")


def test_a_section_takes_the_format_of_its_placeholder() -> None:
    properties = '<w:spacing w:line="400" w:lineRule="exact"/><w:ind w:firstLine="480"/>'
    body = paragraph(
        run("{{section:overview}}", '<w:rFonts w:eastAsia="华文仿宋"/><w:sz w:val="24"/>'), properties=properties
    ) + paragraph("尾")
    data = checked(office_template(body))
    assert texts(data) == ["第一段。", "（一）小标题", "第二段。", "尾"]
    for begins in ("第一段", "第二段"):
        found = paragraph_of(data, begins)
        assert attribute(found, "pPr/spacing", "line") == "400"
        assert attribute(found, "r/rPr/rFonts", "eastAsia") == "华文仿宋"
        assert attribute(found, "r/rPr/rFonts", "hint") == "eastAsia"
    assert attribute(paragraph_of(data, "（一）"), "pPr/pStyle", "val") == "2"


def test_without_a_style_for_headings_a_section_sets_them_by_face() -> None:
    styles = f'<w:styles xmlns:w="{W[1:-1]}"><w:style w:type="paragraph" w:default="1" w:styleId="1"><w:name w:val="Normal"/></w:style></w:styles>'
    filling = write(report(), {"overview": "（一）小标题\n（二）引题。正文。\n1.细目"})
    data = checked(office_template(paragraph("{{section:overview}}"), styles=styles), filling)
    assert attribute(paragraph_of(data, "（一）"), "r/rPr/rFonts", "eastAsia") == "楷体_GB2312"
    assert attribute(paragraph_of(data, "（二）"), "r/rPr/rFonts", "eastAsia") == "楷体_GB2312"
    assert has(paragraph_of(data, "1.细目"), "r/rPr/b")


@pytest.mark.parametrize("filled_in", [True, False])
def test_a_section_in_a_cell_or_before_a_section_break_leaves_the_document_whole(
    filled_in: bool, tmp_path: Path
) -> None:
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    body = (
        table([paragraph("{{section:overview}}")])
        + paragraph("{{section:overview}}", properties=page)
        + paragraph("尾")
    )
    filling = report() if filled_in else blank_report()
    data = checked(office_template(body), filling)
    assert complaints(data, tmp_path) == []
    assert len(list(part(data).iter(f"{W}sectPr"))) == 2
    cell = next(part(data).iter(f"{W}tc"))
    assert cell[-1].tag == f"{W}p"


@pytest.mark.parametrize("edition", FORMS)
def test_a_whole_grid_in_place_of_a_paragraph(edition: str, tmp_path: Path) -> None:
    filling = counted_report(edition)
    body = "".join(paragraph(grid.title) + paragraph(f"{{{{grid:{grid.id}}}}}") for grid in filling.form.grids)
    template = office_template(body, edition=edition)
    data = checked(template, filling)
    assert complaints(data, tmp_path) == []
    read = read_written_word(data, filling.form)
    assert dict(read.cells) == {cell: printed_figure(filling, cell) for cell in filling.form.cells}
    body_element = part(data).find(f"{W}body")
    assert body_element is not None
    assert body_element[-2].tag == f"{W}p"
    names = [attribute(s, "name", "val") for s in part(data, STYLES)]
    assert len(names) == len(set(names))
    assert "Title" not in names
    ids = {s.get(f"{W}styleId") for s in part(data, STYLES)}
    used = {e.get(f"{W}val") for tag in ("pStyle", "tblStyle", "rStyle") for e in part(data).iter(f"{W}{tag}")}
    assert used <= ids


def test_the_layout_of_a_grid_is_the_one_given_though_the_template_is_kept() -> None:
    template = office_template(paragraph("{{grid:requests}}"))
    filling, layout = report(), layout_of("2021")
    plain = layout._replace(breaks={})
    first, second = (fill_word(template, filling, given) for given in (layout, plain))
    assert len(list(part(first).iter(f"{W}br"))) > len(list(part(second).iter(f"{W}br"))) == 0


def test_styles_of_ours_that_the_office_changed_are_used_as_they_are() -> None:
    own = OFFICE_STYLES.replace(
        "</w:styles>",
        '<w:style w:type="paragraph" w:styleId="x9"><w:name w:val="表三数字"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style></w:styles>',
    )
    data = checked(office_template(paragraph("{{grid:requests}}"), styles=own))
    cell = paragraph_of(data, "37")
    assert attribute(cell, "pPr/pStyle", "val") == "x9"
    style = next(s for s in part(data, STYLES) if s.get(f"{W}styleId") == "x9")
    assert not has(style, "pPr/ind")


def test_the_gap_of_figures_follows_the_width_that_the_office_gave_its_cells() -> None:
    own = OFFICE_STYLES.replace(
        "</w:styles>",
        '<w:style w:type="paragraph" w:styleId="x9"><w:name w:val="本局数字"/><w:pPr><w:ind w:right="0"/><w:jc w:val="right"/></w:pPr><w:rPr><w:sz w:val="24"/></w:rPr></w:style></w:styles>',
    )
    body = table([paragraph("新收"), paragraph("{{" + CELL + "}}", properties='<w:pStyle w:val="x9"/>')])
    style = next(s for s in part(checked(office_template(body, styles=own)), STYLES) if s.get(f"{W}styleId") == "x9")
    assert attribute(style, "pPr/ind", "right") == str((2000 - 240) // 2 - 108)
    assert attribute(style, "rPr/sz", "val") == "24"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (paragraph("{{untt}}"), ["“{{untt}}”（正文第1段）", "是不是“{{unit}}”"]),
        (paragraph("甲") + paragraph("乙{{section:overvew}}"), ["“{{section:overvew}}”（正文第2段，没有“overvew”这个部分", "“{{section:overview}}”"]),
        (table([paragraph("甲"), paragraph("{{requests.received.totl}}")]), ["（正文第1个表格第1行第2格）", "“{{requests.received.total}}”"]),
        (paragraph("{{heading:preface}}"), ["{{heading:preface}}"]),
        (paragraph("前{{section:overview}}后"), ["“{{section:overview}}”", "单独占一段"]),
        (paragraph("{{grid:requests}}。"), ["“{{grid:requests}}”", "单独占一段"]),
        (paragraph("{{unit}"), ["括号不成对"]),
        (paragraph("甲{{ }}乙{{}}"), ["“{{}}”（正文第1段，花括号里没有写名称）"]),
        (paragraph("{{表四 总计}}"), ["有 3 格", "{{表四 行政诉讼 复议后起诉 总计}}"]),
        (paragraph(run("{{单位"), "<w:r><w:tab/></w:r>", run("名称}}")), ["“{{单位名称}}”（正文第1段，中间有换行或制表符"]),
        (paragraph(run("{{单位"), "<w:r><w:br/></w:r>", run("名称}}")), ["“{{单位名称}}”（正文第1段，中间有换行或制表符"]),
        (paragraph("{{unit}} 和 unit}}"), ["括号不成对"]),
        (paragraph("{{a}}") + paragraph("{{b}}"), ["有 2 个占位符", "{{a}}", "{{b}}"]),
    ],
)  # fmt: skip
def test_placeholders_that_cannot_be_filled_are_all_named_with_their_place(body: str, told: list[str]) -> None:
    with pytest.raises(ExportError) as raised:
        filled(report(), office_template(body))
    for words in told:
        assert words in str(raised.value)


def test_wrong_placeholders_in_header_footer_and_text_box_are_named_by_place() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('{{框}}')}</w:txbxContent></w:pict></w:r>"
    parts = {"header1": header(paragraph("{{眉}}")), "footer1": header(paragraph("{{脚}}"), "ftr")}
    with pytest.raises(ExportError) as raised:
        filled(report(), office_template(paragraph(box) + paragraph("{{unit}}"), parts))
    for words in ("“{{眉}}”（页眉）", "“{{脚}}”（页脚）", "“{{框}}”（正文的文本框）"):
        assert words in str(raised.value)


def test_a_template_without_placeholders_is_told() -> None:
    with pytest.raises(ExportError, match="没有占位符"):
        filled(report(), office_template(paragraph("正文")))


def test_what_is_no_word_file_is_told() -> None:
    with pytest.raises(FileFormatError):
        filled(report(), b"no")
    with pytest.raises(ExportError, match="不是完整的 Word 文件"):
        filled(report(), make_package({"[Content_Types].xml": b"<Types/>"}))


def test_a_document_type_in_a_template_is_refused() -> None:
    package = Package(office_template(paragraph("{{unit}}")))
    bad = package.with_parts(
        {DOCUMENT: b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hosts">]>' + package.read(DOCUMENT)}
    )
    with pytest.raises(FileFormatError, match="不安全"):
        filled(report(), bad)


def test_a_template_whose_text_looks_like_our_own_marks_is_left_alone() -> None:
    odd = "measure-1-of-figures slot12345678n0; &lt;?slot?&gt; &amp;#x1; {{unit}}"
    assert texts(checked(office_template(paragraph(odd)))) == [
        "measure-1-of-figures slot12345678n0; <?slot?> &#x1; 示例县数据局"
    ]


def test_other_names_of_namespaces_are_told() -> None:
    package = Package(office_template(paragraph("{{unit}}")))
    renamed = (
        package.read(DOCUMENT)
        .replace(b"<w:", b"<x:")
        .replace(b"</w:", b"</x:")
        .replace(b"xmlns:w=", b"xmlns:x=")
        .replace(b" w:", b" x:")
    )
    with pytest.raises(ExportError, match="另存为普通的"):
        filled(report(), package.with_parts({DOCUMENT: renamed}))


def test_a_template_saved_by_another_program_still_works() -> None:
    """python-docx writes every part anew."""
    import io

    template = office_template(paragraph("{{unit}}") + table([paragraph("{{" + CELL + "}}")]))
    buffer = io.BytesIO()
    opened(template).save(buffer)
    assert texts(checked(buffer.getvalue())) == ["示例县数据局"]


def test_form_ids_of_another_edition_are_unknown() -> None:
    with pytest.raises(ExportError, match=r"requests\.other_misc\.total"):
        filled(blank_report("2019"), office_template(paragraph("{{requests.other_misc.total}}"), edition="2019"))
    assert "requests.other_misc.total" in form_of("2021").cells


def test_a_section_with_tab_stops_among_its_properties_stands_alone() -> None:
    tabs = '<w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs>'
    assert len(texts(checked(office_template(paragraph("{{section:overview}}", properties=tabs))))) == 3


def test_a_section_beside_a_break_or_a_picture_does_not() -> None:
    with pytest.raises(ExportError, match="单独占一段"):
        filled(report(), office_template(paragraph(run("{{section:overview}}"), "<w:r><w:br/></w:r>")))


def test_paragraph_and_table_around_a_section_that_are_not_its_grid_stay_as_they_are() -> None:
    before = paragraph("前", properties='<w:pageBreakBefore/><w:spacing w:after="156"/>')
    body = before + paragraph("{{section:overview}}") + table([paragraph("合计"), paragraph("{{" + CELL + "}}")])
    data = checked(office_template(body))
    assert has(paragraph_of(data, "前"), "pPr/pageBreakBefore")
    assert attribute(paragraph_of(data, "前"), "pPr/spacing", "after") == "156"
    assert not has(paragraph_of(data, "第二段"), "pPr/keepNext")
    assert not has(paragraph_of(data, "合计"), "pPr/pageBreakBefore")


@pytest.mark.parametrize(
    ("between", "blank_lines"),
    [
        (("{{若}}", "乙", "{{结束}}", ""), (1, 1)),
        (("{{若}}", "乙", "{{结束}}"), (1, 1)),
        (("{{若}}", "乙", "{{结束}}", "", ""), (2, 2)),
        (("", "{{若}}", "乙", "{{结束}}"), (1, 1)),
        (("{{若}}", "", "乙", "", "{{结束}}", ""), (1, 2)),
    ],
)
def test_tables_around_a_condition_are_parted_by_the_templates_own_blank_lines(
    between: tuple[str, ...], blank_lines: tuple[int, int]
) -> None:
    """One blank line is added only where two tables would run together. Counted before the last table."""
    says = "{{若 表四 有数}}"
    lines = [table([paragraph(text)]) if text == "乙" else paragraph(text.replace("{{若}}", says)) for text in between]
    template = office_template(
        table([paragraph("甲")]) + "".join(lines) + table([paragraph("丙")]) + paragraph("{{unit}}")
    )
    for figure, tables, blanks in (("0", "甲丙", blank_lines[0]), ("2", "甲乙丙", blank_lines[1])):
        found = full_report(figure=figure)
        data = filled(found, template)
        check_word(template, data, found)
        body = list(part(data).find(f"{W}body"))
        places = [at for at, element in enumerate(body) if element.tag == f"{W}tbl"]
        assert "".join("".join(body[at].itertext()) for at in places) == tables
        assert places[-1] - places[-2] - 1 == blanks
        assert all(one + 1 < other for one, other in pairwise(places))
