"""The East Asian font of every run: in Latin type “ ” — … × would be set half as wide."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from lxml import etree

from exporters.document_options import DocumentOptions, RedHead
from exporters.word_variants import with_options
from importers.written_word import differences
from model.edits import Edit
from model.entry import enter
from model.report import Report
from ooxml.package import Package
from tests.builders import FORMS, form_of
from tests.exporters.documents import (
    DOCUMENT,
    OFFICE_STYLES,
    STYLES,
    W,
    attribute,
    blank_report,
    counted_report,
    example_report,
    filled,
    header,
    office_template,
    paragraph,
    paragraph_of,
    part,
    run,
    table,
    template_of,
    write,
)

CHINESE = re.compile("[“”‘’—…×\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
SIGNS = "他说：“‘一网通办’——好”……3×4＝12"
PARAGRAPHS = f"{SIGNS}\n（一）标题“甲”\n（二）引题“乙”。{SIGNS}\n1.细目——丙\n" + f"长段{SIGNS}" * 200
CELL = "requests.received.natural_person"


def full_report(edition: str) -> Report:
    """Text of every shape in all sections, signs in figures, unit and signature."""
    report = write(
        counted_report(edition),
        {section.id: PARAGRAPHS for section in form_of(edition).sections},
        {"unit": "示例县“数据”局", "signature.unit": "示例县——数据局", "signature.date": "2026-01-20"},
    )
    report.apply(Edit("填写", tuple(enter(report, report.form.inputs[0], "约“30”件…"))))
    return report


def unset_runs(data: bytes) -> list[str]:
    """What is wrong with the runs that hold Chinese, in body, tables, headers and footers."""
    package = Package(data)
    fonts = style_fonts(part(data, STYLES))
    parts = [n for n in package.names if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", n)]
    return [wrong for name in parts for wrong in _wrong_runs(part(data, name), fonts)]


def _wrong_runs(root: etree._Element, fonts: Callable[[str | None], str | None]) -> Iterator[str]:
    for found in root.iter(f"{W}r"):
        text = "".join(found.itertext(f"{W}t"))
        if not CHINESE.search(text):
            continue
        holder = next(found.iterancestors(f"{W}p"))
        lead = bool(re.match("（二）引题[^。]*。$", text))
        named, hint = attribute(found, "rPr/rFonts", "eastAsia"), attribute(found, "rPr/rFonts", "hint")
        wanted = fonts("Heading2" if lead else attribute(holder, "pPr/pStyle", "val"))
        if hint != "eastAsia" or not named or named != wanted:
            yield f"{text[:20]}: hint {hint}, font {named}, style {wanted}"


def style_fonts(styles: etree._Element) -> Callable[[str | None], str | None]:
    """The East Asian font of a paragraph style: its own, that of the style it builds on, the document's."""
    by_id = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
    default = next(key for key, s in by_id.items() if s.get(f"{W}default") and s.get(f"{W}type") == "paragraph")
    everywhere = attribute(styles, "docDefaults/rPrDefault/rPr/rFonts", "eastAsia")

    def font(style_id: str | None) -> str | None:
        style = by_id.get(style_id or default)
        if style is None:
            return everywhere
        own, base = attribute(style, "rPr/rFonts", "eastAsia"), attribute(style, "basedOn", "val")
        return own or (font(base) if base else everywhere)

    return font


@pytest.mark.parametrize("edition", FORMS)
@pytest.mark.parametrize("report_of", [full_report, blank_report, counted_report])
def test_every_run_with_chinese_has_the_hint_and_names_the_font_of_its_style(
    edition: str, report_of: Callable[[str], Report]
) -> None:
    report = report_of(edition)
    assert unset_runs(template_of(edition)) == []
    assert unset_runs(filled(report)) == []
    options = DocumentOptions(two_sided=True, draft="送审稿（未填 3 格）", red_head=RedHead("示例县数据局文件"))
    assert unset_runs(filled(report, with_options(template_of(edition), options))) == []


def test_the_example_too() -> None:
    assert unset_runs(filled(example_report())) == []


@pytest.mark.parametrize("lost", [' w:hint="eastAsia"', r' w:eastAsia="[^"]*"', r"<w:rFonts[^>]*/>"])
@pytest.mark.parametrize("name", [DOCUMENT, "word/footer1.xml", "word/footer2.xml"])
def test_a_run_that_lacks_either_is_found(name: str, lost: str) -> None:
    """The walk above sees each single run: in text, in each grid, in the footers."""
    package = Package(filled(full_report("2021")))
    xml = package.read(name).decode()
    runs = [m for m in re.finditer(r"<w:r>.*?</w:r>", xml) if CHINESE.search("".join(re.findall(r">([^<]+)<", m[0])))]
    assert len(runs) == (2 if "footer" in name else len(runs)) > 0
    tried = runs[:: max(1, len(runs) // 20)]
    for match in tried:
        damaged = re.sub(lost, "", match[0], count=1)
        assert damaged != match[0]
        data = package.with_parts({name: f"{xml[: match.start()]}{damaged}{xml[match.end() :]}".encode()})
        assert len(unset_runs(data)) == 1


def test_the_walk_meets_every_kind_of_run() -> None:
    """Title, text of each shape, labels, figures that are text, signature and page numbers hold Chinese."""
    data = filled(full_report("2021"))
    met = {
        attribute(holder, "pPr/pStyle", "val")
        for name in (DOCUMENT, "word/footer1.xml", "word/footer2.xml")
        for holder in part(data, name).iter(f"{W}p")
        if CHINESE.search("".join(holder.itertext(f"{W}t")))
    }
    text = {"Title", "BodyText", "Heading1", "Heading2", "Heading3", "SignatureUnit", "SignatureDate"}
    tables = {"TableText", "TableLabel", "TableVerticalLabel", "TableHeading", "TableBand"}
    assert met >= text | tables | {"Footer", "EvenFooter"}
    assert any(style.startswith("Figures") for style in met)


RESTYLED = {
    "BodyText": "华文仿宋",
    "Heading2": "华文楷体",
    "Heading3": "微软雅黑",
    "Title": "华文中宋",
    "Figures3x1": "新宋体",
}


def restyled(fonts: dict[str, str]) -> bytes:
    """The default template, with these fonts in these styles and nothing else changed."""
    package = Package(template_of("2021"))
    styles = etree.fromstring(package.read(STYLES))
    for style in styles.iter(f"{W}style"):
        if family := fonts.get(style.get(f"{W}styleId", "")):
            properties = style.find(f"{W}rPr")
            if properties is None:
                properties = etree.SubElement(style, f"{W}rPr")
            for old in properties.findall(f"{W}rFonts"):
                properties.remove(old)
            properties.insert(0, etree.Element(f"{W}rFonts", {f"{W}eastAsia": family}))
    return package.with_parts({STYLES: etree.tostring(styles)})


def font_of(data: bytes, begins: str, name: str = "eastAsia") -> list[str | None]:
    return [attribute(r, "rPr/rFonts", name) for r in paragraph_of(data, begins).iter(f"{W}r")]


def test_a_clerks_fonts_of_styles_reach_all_that_is_filled_in() -> None:
    template, report = restyled(RESTYLED), full_report("2021")
    data = filled(report, template)
    assert differences(template, data, report) == ()
    assert font_of(data, SIGNS) == ["华文仿宋"]
    assert font_of(data, "（一）标题") == ["华文楷体"]
    assert font_of(data, "（二）引题") == ["华文楷体", "华文仿宋"]
    assert font_of(data, "1.细目") == ["微软雅黑"]
    assert font_of(data, "示例县“数据”局") == ["华文中宋"]
    figures = [p for p in part(data).iter(f"{W}p") if attribute(p, "pPr/pStyle", "val") == "Figures3x1"]
    assert {attribute(p, "r/rPr/rFonts", "eastAsia") for p in figures} == {"新宋体"}
    assert font_of(data, "示例县——数据局") == ["仿宋_GB2312"]


def test_runs_without_a_placeholder_stay_as_they_stand_in_a_clerks_template() -> None:
    template = restyled({"Heading1": "微软雅黑", "TableLabel": "微软雅黑"})
    before, after = (
        {
            "".join(r.itertext(f"{W}t")): etree.tostring(r)
            for r in part(data).iter(f"{W}r")
            if "{{" not in "".join(r.itertext(f"{W}t"))
        }
        for data in (template, filled(blank_report(), template))
    )
    kept = before.keys() & after.keys()
    assert kept == before.keys()
    assert all(before[text] == after[text] for text in kept)


def test_a_font_that_a_clerk_gave_a_placeholder_itself_stays() -> None:
    xml = Package(template_of("2021")).read(DOCUMENT).decode()
    own = re.sub(r'w:eastAsia="仿宋_GB2312"(/></w:rPr><w:t>\{\{section)', r'w:eastAsia="隶书"\1', xml)
    own = re.sub(rf'w:eastAsia="宋体"(/></w:rPr><w:t>\{{\{{{CELL}\}})', r'w:eastAsia="幼圆"\1', own)
    template = Package(restyled(RESTYLED)).with_parts({DOCUMENT: own.encode()})
    data = filled(write(blank_report(), {"overview": SIGNS}), template)
    assert font_of(data, SIGNS) == ["隶书"]
    faces = [attribute(r, "rPr/rFonts", "eastAsia") for r in part(data).iter(f"{W}r")]
    assert faces.count("幼圆") == 1


NORMAL = '<w:style w:type="paragraph" w:default="1" w:styleId="1"><w:name w:val="Normal"/>{}</w:style>'
DEFAULTS = "<w:docDefaults><w:rPrDefault><w:rPr>{}</w:rPr></w:rPrDefault></w:docDefaults>"
THEME = '<w:rFonts w:eastAsiaTheme="minorEastAsia" w:eastAsia="宋体"/>'


def office_styles(*parts: str) -> str:
    return f'<w:styles xmlns:w="{W[1:-1]}">{"".join(parts)}</w:styles>'


def named(family: str) -> str:
    return f'<w:rFonts w:eastAsia="{family}"/>'


@pytest.mark.parametrize(
    ("styles", "font"),
    [
        (office_styles(DEFAULTS.format(named("华文宋体")), NORMAL.format("")), "华文宋体"),
        (office_styles(DEFAULTS.format(named("甲")), NORMAL.format(f"<w:rPr>{named('乙')}</w:rPr>")), "乙"),
        (office_styles(DEFAULTS.format(named("甲&amp;乙")), NORMAL.format("")), "甲&乙"),
        (office_styles(DEFAULTS.format(THEME), NORMAL.format("")), None),
        (office_styles(DEFAULTS.format(named("甲")), NORMAL.format(f"<w:rPr>{THEME}</w:rPr>")), None),
        (office_styles(NORMAL.format("")), None),
        (
            office_styles(DEFAULTS.format(named("甲")), NORMAL.format('<w:rPr><w:rFonts w:ascii="Arial"/></w:rPr>')),
            "甲",
        ),
    ],
)
def test_fonts_come_from_the_style_those_it_builds_on_or_the_documents_defaults(styles: str, font: str | None) -> None:
    """What a theme names is left to the theme."""
    body = (
        paragraph("{{section:overview}}")
        + paragraph("单位{{unit}}")
        + table([paragraph("合计"), paragraph("{{" + CELL + "}}")])
    )
    report = write(blank_report(), {"overview": SIGNS})
    report.apply(Edit("填写", enter(report, CELL, "37")))
    template = office_template(body, {"header1": header(paragraph("眉{{unit}}"))}, styles=styles)
    data = filled(report, template)
    assert differences(template, data, report) == ()
    for begins in (SIGNS, "单位", "37"):
        assert font_of(data, begins) == [font]
        assert font_of(data, begins, "hint") == ["eastAsia"]
    assert attribute(part(data, "word/header1.xml"), "p/r/rPr/rFonts", "eastAsia") == font
    assert font_of(data, "合计") == [None]


def test_a_table_style_with_fonts_of_its_own_is_not_overruled_by_the_documents_defaults() -> None:
    face = (
        '<w:style w:type="table" w:styleId="t"><w:name w:val="表"/><w:rPr><w:rFonts w:eastAsia="乙"/></w:rPr></w:style>'
    )
    styles = office_styles(DEFAULTS.format(named("甲")), NORMAL.format(""), face)
    outer, inner = paragraph("{{section:overview}}"), paragraph("{{section:problems}}")
    body = (
        outer + paragraph("在外{{unit}}") + table([paragraph("在内{{unit}}"), paragraph("{{" + CELL + "}}")], [inner])
    )
    report = write(counted_report(), {"overview": "外段", "problems": "内段"})
    data = filled(report, office_template(body, styles=styles))
    assert font_of(data, "外段") == ["甲"]
    assert font_of(data, "内段") == [None]
    assert font_of(data, "在外") == ["甲"]
    assert font_of(data, "在内") == [None]
    assert font_of(data, "1") == [None]


def test_the_font_of_a_character_style_stays() -> None:
    styles = OFFICE_STYLES.replace(
        "</w:styles>",
        '<w:style w:type="character" w:styleId="c"><w:name w:val="强调"/><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style></w:styles>',
    )
    body = paragraph(run("单位{{unit}}", '<w:rStyle w:val="c"/>'), properties='<w:pStyle w:val="2"/>')
    assert font_of(filled(blank_report(), office_template(body, styles=styles)), "单位") == ["黑体"]


def test_a_whole_grid_takes_the_fonts_of_the_offices_own_styles() -> None:
    own = OFFICE_STYLES.replace(
        "</w:styles>",
        '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="表格标签居中"/><w:rPr><w:rFonts w:eastAsia="幼圆"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="y"><w:name w:val="表三数字"/><w:basedOn w:val="x"/></w:style></w:styles>',
    )
    data = filled(counted_report(), office_template(paragraph("{{grid:requests}}"), styles=own))
    assert list(_wrong_runs(part(data), style_fonts(part(data, STYLES)))) == []
    fonts = {
        (attribute(p, "pPr/pStyle", "val"), attribute(p, "r/rPr/rFonts", "eastAsia"))
        for p in part(data).iter(f"{W}p")
        if p.find(f"{W}r") is not None
    }
    assert {("x", "幼圆"), ("y", "幼圆"), ("TableText", "宋体"), ("TableHeading", "黑体")} <= fonts


def test_chains_of_styles_that_go_round_end() -> None:
    loop = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:name w:val="{a}"/><w:basedOn w:val="{b}"/></w:style>'
        for a, b in pairwise("pqp")
    )
    styles = office_styles(DEFAULTS.format(named("甲")), NORMAL.format(""), loop)
    body = paragraph("单位{{unit}}", properties='<w:pStyle w:val="p"/>')
    assert font_of(filled(blank_report(), office_template(body, styles=styles)), "单位") == ["甲"]
