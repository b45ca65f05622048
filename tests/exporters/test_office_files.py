"""Templates of offices with conditions, last year's figures and worked-out ones: filled, checked, all else as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from exporters.word import fill_word
from importers.written_word import differences
from model.errors import ExportError
from model.report import Report
from ooxml.package import Package
from tests.builders import beside, full_report, last_report, layout_of, report_with
from tests.exporters.audit import complaints
from tests.exporters.documents import (
    DOCUMENT,
    STYLES,
    W,
    attribute,
    blank_report,
    filled,
    header,
    members,
    office_template,
    paragraph,
    part,
    run,
    table,
    texts,
    write,
)
from tests.exporters.office_files import letterhead, plain_page

PERSON = "requests.received.natural_person"
LAST = {PERSON: "8"}


def report(figures: dict[str, str] | None = None, *, last: bool = True) -> Report:
    made = report_with({PERSON: "9", "requests.granted.natural_person": "2"} if figures is None else figures)
    write(
        made,
        {"overview": "第一段。\n（一）小标题\n1.甲项；\n2.乙项。", "other": "没有。"},
        {"signature.unit": "示例县数据局"},
    )
    zeros = dict.fromkeys(made.form.inputs, "0")
    return beside(made, last_report(zeros | LAST)) if last else made


def checked(template: bytes, filling: Report) -> bytes:
    data = filled(filling, template)
    assert differences(template, data, filling) == ()
    return data


def all_texts(data: bytes, name: str = DOCUMENT) -> str:
    return "|".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in part(data, name).iter(f"{W}p"))


def zero_disputes() -> dict[str, str]:
    return {cell: "0" for cell in report_with().form.inputs if cell.startswith("disputes.")}


@pytest.mark.parametrize("make", [letterhead, plain_page])
@pytest.mark.parametrize("filling", [report(), report(zero_disputes()), blank_report(), full_report()])
def test_two_templates_of_different_looks(make: Callable[[], bytes], filling: Report, tmp_path: Path) -> None:
    data = checked(make(), filling)
    before, after = (
        {said for said in complaints(each, tmp_path) if "stylesWithEffects" not in said} for each in (make(), data)
    )
    assert after <= before
    assert "{{" not in all_texts(data)
    assert filled(filling, make()) == data


@pytest.mark.parametrize("make", [letterhead, plain_page])
def test_everything_else_stays_as_it_was(make: Callable[[], bytes]) -> None:
    before, after = dict(members(make())), dict(members(checked(make(), report())))
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {
        DOCUMENT,
        STYLES,
        "word/header1.xml",
        "word/footer1.xml",
        "word/footnotes.xml",
        "docProps/core.xml",
        "docProps/app.xml",
    }
    old, new = (etree.fromstring(each[DOCUMENT]) for each in (before, after))
    assert _sections(old) == _sections(new)
    left = [etree.tostring(element, method="c14n") for element in new.iter()]
    for kept in old.find(f"{W}body"):
        xml = etree.tostring(kept, method="c14n")
        if b"{{" not in xml and b"\xe6\xb2\xa1\xe6\x9c\x89" not in xml:
            assert xml in left
    if make is letterhead:
        old_header, new_header = (etree.fromstring(each["word/header1.xml"]) for each in (before, after))
        pictures = [
            [etree.tostring(p, method="c14n") for p in root.iter(f"{W}drawing")] for root in (old_header, new_header)
        ]
        assert pictures[0] == pictures[1] != []


def _sections(root: etree._Element) -> list[bytes]:
    return [etree.tostring(found, method="c14n") for found in root.iter(f"{W}sectPr")]


def test_a_letterhead_says_what_the_figures_are() -> None:
    said = all_texts(
        checked(letterhead(), report(zero_disputes() | {PERSON: "9", "requests.granted.natural_person": "2"}))
    )
    assert "新收 9 件，上年 8 件，增长12.5%。" in said
    assert "本年没有行政复议和行政诉讼。" in said
    assert "见下页" not in said
    assert "比上年|新收|9|1|本年没有行政复议" in said, "the row without figures other than 0 is gone"
    other = all_texts(checked(letterhead(), report({PERSON: "7"}, last=False)))
    assert "新收 7 件，没有上年数。" in other
    assert "见下页" in other


def test_a_section_keeps_its_headings_and_lists() -> None:
    data = checked(letterhead(), report())
    heading = next(p for p in part(data).iter(f"{W}p") if "（一）小标题" in "".join(p.itertext()))
    assert attribute(heading, "pPr/pStyle", "val") == "Heading2"
    assert "1.甲项；|2.乙项。" in all_texts(data)


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({}, "都没填"),
        (zero_disputes(), "没有"),
        ({"disputes.reconsideration.upheld": "2"}, "有2件"),
    ],
)
def test_conditions_take_one_branch(figures: dict[str, str], said: str) -> None:
    choice = (
        "{{若 表四 全为0}}",
        "没有",
        "{{否则若 表四 未填}}",
        "都没填",
        "{{否则}}",
        "有{{表四 行政复议 结果维持}}件",
        "{{结束}}",
    )
    filling = report_with(figures)
    assert texts(checked(office_template("".join(map(paragraph, choice))), filling)) == [said]
    assert texts(checked(office_template(paragraph("".join(choice))), filling)) == [said]
    rows = table(*([paragraph(text), paragraph("")] for text in choice))
    assert all_texts(checked(office_template(rows + paragraph("尾")), filling)).replace(
        "||", "|"
    ) == f"{said}||尾".replace("||", "|")


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ("{{if:requests.received.total>=9}}", True),
        ("{{若 表三 新收 总计 ≥ 10}}", False),
        ("{{若 requests.received.total > 上年}}", True),
        ("{{若 上年 表三 新收 总计 = 8}}", True),
        ("{{若 上年 表四 全为0}}", True),
        ("{{若 表四 全为0}}", False),
        ("{{若 表四 未填}}", True),
        ("{{若 表三 未填全}}", True),
        ("{{若 表四 行政复议 有数}}", False),
        ("{{if:last:disputes:filled}}", False),
        ("{{若 地址 未填}}", True),
        ("{{若 文字:一 有字}}", True),
    ],
)
def test_what_conditions_can_ask(asked: str, holds: bool) -> None:
    body = paragraph(f"{asked.replace('>', '&gt;')}是{{{{else}}}}否{{{{end}}}}")
    assert texts(checked(office_template(body), report())) == ["是" if holds else "否"]


def test_conditions_within_conditions() -> None:
    lines = ("{{若 有上年}}", "甲", "{{若 表四 全为0}}", "乙", "{{否则}}", "丙", "{{结束}}", "丁", "{{结束}}")
    template = office_template("".join(map(paragraph, lines)))
    assert texts(checked(template, report())) == ["甲", "丙", "丁"]
    assert texts(checked(template, report(last=False))) == []


def test_section_breaks_and_the_last_paragraph_of_a_cell_stay() -> None:
    sideways = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    hidden = (
        paragraph("{{若 表四 全为0}}")
        + paragraph("甲", properties=sideways)
        + paragraph("{{结束}}", properties=sideways)
    )
    cell = paragraph("{{若 表四 全为0}}") + paragraph("乙") + paragraph("{{结束}}")
    data = checked(office_template(hidden + table([cell, paragraph("格")])), report())
    assert len(_sections(part(data))) == 3
    for found in part(data).iter(f"{W}tc"):
        assert found[-1].tag == f"{W}p"
    assert "甲" not in all_texts(data)
    assert "乙" not in all_texts(data)


def test_two_tables_never_run_together() -> None:
    one, other = table([paragraph("甲")]), table([paragraph("乙")])
    body = one + paragraph("{{若 表四 全为0}}") + paragraph("中") + paragraph("{{结束}}") + other
    tags = [element.tag for element in part(checked(office_template(body), report())).find(f"{W}body")]
    assert tags == [f"{W}tbl", f"{W}p", f"{W}tbl", f"{W}sectPr"]
    body = one + paragraph("{{若 表四 全为0}}") + paragraph("{{否则}}") + other + paragraph("{{结束}}") + other
    tags = [element.tag for element in part(checked(office_template(body), report())).find(f"{W}body")]
    assert tags == [f"{W}tbl", f"{W}p", f"{W}tbl", f"{W}p", f"{W}tbl", f"{W}sectPr"]


def test_a_table_without_rows_goes() -> None:
    rows = table([paragraph("{{若 表四 全为0}}")], [paragraph("甲")], [paragraph("{{结束}}")])
    data = checked(office_template(rows + paragraph("尾")), report())
    assert part(data).find(f".//{W}tbl") is None


def test_conditions_hold_in_headers_text_boxes_and_footnotes() -> None:
    data = checked(letterhead(), report(last=False))
    assert "不附上年数" in all_texts(data, "word/footer1.xml")
    assert "2025年的数。" in all_texts(data, "word/footnotes.xml")
    assert "{{unit}} 这句请科室核对" in all_texts(data, "word/comments.xml")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (paragraph("{{若 表四 全为0}}") + paragraph("甲"), "“{{若 表四 全为0}}”（正文第1段，在同一处"),
        (paragraph("甲") + paragraph("{{结束}}"), "“{{结束}}”（正文第2段，前面没有“若”）"),
        (
            paragraph("{{若 表九 全为0}}") + paragraph("{{结束}}"),
            "“{{若 表九 全为0}}”（正文第1段，看不懂这个条件：“表九”不是表、行、格或部分）",
        ),
        (paragraph("甲{{若 表四 全为0}}乙"), "“{{若 表四 全为0}}”（正文第1段，后面没有“结束”）"),
        (paragraph("甲{{否则}}乙{{结束}}"), "“{{否则}}”（正文第1段，前面没有“若”）"),
        (
            paragraph("{{若 表四 全为0}}") + table([paragraph("{{结束}}"), paragraph("格")]),
            "正文第1个表格第1行第1格，前面没有“若”",
        ),
        (paragraph("{{若 表四 全为0}}{{否则}}{{否则}}{{结束}}"), "“否则”后面只能是“结束”"),
        (paragraph("{{上年:requests.recieved.total}}"), "是不是“{{上年:requests.received.total}}”？"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(body: str, told: str) -> None:
    with pytest.raises(ExportError) as raised:
        filled(report(), office_template(body + paragraph("{{unit}}")))
    assert told in str(raised.value)


TYPED = "甲{{若 requests.received.total = 9}}共{{上年:表三 新收 总计}}件{{结束}}。"
_APART = (
    lambda a, b: run(a)
    + '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="3" w:name="x"/>'
    + run(b)
    + '<w:bookmarkEnd w:id="3"/>',
    lambda a, b: run(a) + '<w:ins w:id="1" w:author="a" w:date="2026-01-01T00:00:00Z">' + run(b, "<w:b/>") + "</w:ins>",
    lambda a, b: '<w:smartTag w:uri="u" w:element="e">' + run(a) + "</w:smartTag>" + run(b),
    lambda a, b: "<w:sdt><w:sdtContent>" + run(a) + "</w:sdtContent></w:sdt>" + run(b),
    lambda a, b: run(a) + '<w:hyperlink w:anchor="x">' + run(b) + "</w:hyperlink>",
)


@pytest.mark.parametrize("apart", _APART)
def test_placeholders_split_at_every_character(apart: Callable[[str, str], str]) -> None:
    filling = report()
    whole = "".join(f"<w:p>{apart(TYPED[:at], TYPED[at:])}</w:p>" for at in range(1, len(TYPED)))
    assert texts_of_paragraphs(checked(office_template(whole), filling)) == ["甲共8件。"] * (len(TYPED) - 1)
    alone = "{{若 表四 未填}}"
    blocks = "".join(
        f"<w:p>{apart(alone[:at], alone[at:])}</w:p>" + paragraph("是") + paragraph("{{结束}}")
        for at in range(1, len(alone))
    )
    assert texts_of_paragraphs(checked(office_template(blocks), filling)) == ["是"] * (len(alone) - 1)


def test_every_character_in_a_run_of_its_own() -> None:
    body = "<w:p>" + "".join(run(character) for character in TYPED) + "</w:p>"
    assert texts_of_paragraphs(checked(office_template(body), report())) == ["甲共8件。"]


def texts_of_paragraphs(data: bytes) -> list[str]:
    return [text for text in all_texts(data).split("|") if text]


def test_line_breaks_and_tabs_of_a_branch_go_with_it() -> None:
    body = (
        "<w:p>"
        + run("甲{{若 表四 全为0}}乙")
        + "<w:r><w:br/></w:r><w:r><w:tab/></w:r>"
        + run("丙{{结束}}丁")
        + "</w:p>"
    )
    data = checked(office_template(body), report())
    assert part(data).find(f".//{W}r/{W}br") is None
    assert part(data).find(f".//{W}r/{W}tab") is None


def test_figures_that_cannot_be_worked_out() -> None:
    body = paragraph("{{占比:requests.granted.total/requests.results_total.total,1}}、{{上年:表三 新收 总计}}")
    assert texts(checked(office_template(body), report({}, last=False))) == ["〔未填〕、〔未填〕"]


def test_templates_are_kept_for_other_reports() -> None:
    template = office_template(
        paragraph("{{若 表四 全为0}}") + paragraph("无") + paragraph("{{结束}}") + paragraph("{{unit}}")
    )
    zero, other = report(zero_disputes()), report()
    for filling, count in ((zero, 2), (other, 1), (zero, 2)):
        data = fill_word(template, filling, layout_of("2021"))
        assert differences(template, data, filling) == ()
        assert len(texts(data)) == count


def test_a_wrong_branch_is_found_by_the_check() -> None:
    template = office_template(paragraph("{{若 表四 全为0}}无{{否则}}有{{结束}}{{unit}}"))
    data = filled(report(), template)
    wrong = Package(data).with_parts({DOCUMENT: Package(data).read(DOCUMENT).replace("有".encode(), "无".encode())})
    assert differences(template, wrong, report())


def test_conditions_in_a_header_alone() -> None:
    template = office_template(
        paragraph("{{unit}}"), {"header1": header(paragraph("{{若 表四 全为0}}") + paragraph("{{结束}}"))}
    )
    data = checked(template, report())
    assert part(data, "word/header1.xml")[-1].tag == f"{W}p"


CONDITIONS = ("表四 全为0", "表四 未填", f"{PERSON} = 9", "上年 表三 新收 总计 = 8", "有上年报告", f"{PERSON} > 上年")


@st.composite
def _body(draw: st.DrawFn, depth: int = 3) -> str:
    """Paragraphs, tables and conditions around them, in them and within their words."""
    kinds = ["words", "inline", "table", *(["condition", "rows", "cell"] if depth else [])]
    parts = []
    for kind in draw(st.lists(st.sampled_from(kinds), max_size=3)):
        asked = draw(st.sampled_from(CONDITIONS)).replace(">", "&gt;")
        if kind == "words":
            parts.append(paragraph(draw(st.sampled_from(["甲", f"{{{{{PERSON}}}}}件", "{{section:overview}}"]))))
        elif kind == "inline":
            parts.append(paragraph("乙", f"{{{{若 {asked}}}}}丙", run("{{否则}}丁", "<w:b/>"), "{{结束}}"))
        elif kind == "table":
            parts.append(table([paragraph("戊"), paragraph("{{requests.received.total}}")]))
        elif kind == "rows":
            row = [paragraph("己"), paragraph("{{requests.received.total}}")]
            parts.append(
                table([paragraph(f"{{{{若 {asked}}}}}"), paragraph("")], row, [paragraph("{{结束}}"), paragraph("")])
            )
        else:
            inside = paragraph(f"{{{{若 {asked}}}}}") + draw(_body(depth - 1)) + paragraph("{{结束}}")
            parts.append(inside if kind == "condition" else table([inside, paragraph("格")]))
    return "".join(parts)


@settings(max_examples=40, deadline=None)
@given(body=_body(), figures=st.sampled_from([{}, {PERSON: "9"}, zero_disputes()]), last=st.booleans())
def test_whatever_conditions_there_are_the_check_agrees(body: str, figures: dict[str, str], last: bool) -> None:
    data = checked(office_template(body + paragraph("{{unit}}")), report(figures, last=last))
    for holder in part(data).iter(f"{W}tc"):
        assert holder[-1].tag == f"{W}p"
    for found in part(data).iter(f"{W}tbl"):
        assert found.find(f"{W}tr") is not None
