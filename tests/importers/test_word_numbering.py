"""Numbers that Word's lists print stand in front of the text."""

from __future__ import annotations

import pytest

from importers.word import read_word
from importers.word_number_forms import number_in
from ooxml.package import Package
from tests.importers.word_documents import cell, paragraph, row, table, word_file


def level(depth: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def pattern(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def listed(number: int, of: int, change: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{change}</w:num>'


def item(text: str, number: int | None = 1, depth: int | None = 0, style: str = "") -> str:
    said = "" if depth is None else f'<w:ilvl w:val="{depth}"/>'
    said += "" if number is None else f'<w:numId w:val="{number}"/>'
    name = f'<w:pStyle w:val="{style}"/>' if style else ""
    return paragraph(text, properties=f"{name}<w:numPr>{said}</w:numPr>" if said else name)


def texts(body: str, numbering: str, styles: str = "") -> list[str]:
    return [block.text for block in read_word(word_file(body, numbering=numbering, styles=styles)).blocks]  # type: ignore[union-attr]


HEADINGS = pattern(
    0, level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3.")
)
ONE_LIST = HEADINGS + listed(1, 0)


def test_levels_begin_anew_below_a_higher_one() -> None:
    body = "".join(
        item(text, depth=depth) for text, depth in (("总", 0), ("甲", 1), ("子", 2), ("丑", 2), ("乙", 1), ("寅", 2), ("分", 0), ("丙", 1))
    )  # fmt: skip
    expected = ["一、总", "（一）甲", "1.子", "2.丑", "（二）乙", "1.寅", "二、分", "（一）丙"]
    assert texts(body, ONE_LIST) == expected


def test_text_in_between_and_empty_paragraphs() -> None:
    body = item("甲") + paragraph("不在列表里") + item("") + item("乙") + item("丙", 0)
    assert texts(body, ONE_LIST) == ["一、甲", "不在列表里", "", "三、乙", "丙"]


def test_lists_of_one_pattern_go_on_counting_unless_they_begin_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "第%1条")}</w:lvlOverride>'
    numbering = HEADINGS + listed(1, 0) + listed(2, 0) + listed(3, 0, anew) + listed(4, 0, other)
    body = item("甲") + item("乙", 2) + item("丙", 3) + item("丁", 3) + item("戊", 1) + item("己", 4)
    assert texts(body, numbering) == ["一、甲", "二、乙", "五、丙", "六、丁", "三、戊", "第4条 己"]


def test_numbers_by_styles() -> None:
    numbering = (
        pattern(0, level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", '<w:pStyle w:val="b"/>'))
        + listed(1, 0)
    )  # fmt: skip
    style = '<w:style w:styleId="{}"><w:basedOn w:val="{}"/><w:pPr>{}</w:pPr></w:style>'
    styles = (
        style.format("a", "", '<w:numPr><w:numId w:val="1"/></w:numPr>')
        + style.format("b", "", '<w:numPr><w:numId w:val="1"/></w:numPr>')
        + style.format("c", "a", "")
        + style.format("d", "d", "")
    )
    body = "".join(item(text, None, None, style) for text, style in zip("甲乙丙丁", "abcd", strict=True))
    assert texts(body, numbering, styles) == ["一、甲", "一.1 乙", "二、丙", "丁"]
    deeper = item("戊", None, 1, "a") + item("己", 0, None, "a")
    assert texts(body + deeper, numbering, styles) == ["一、甲", "一.1 乙", "二、丙", "丁", "二.1 戊", "己"]


def test_a_list_that_takes_its_levels_from_a_style_of_lists() -> None:
    link, styled = '<w:numStyleLink w:val="S"/>', '<w:styleLink w:val="S"/>'
    numbering = pattern(0, link) + pattern(1, styled, level(0, "decimal", "(%1)")) + listed(1, 0)
    assert texts(item("甲") + item("乙"), numbering) == ["(1)甲", "(2)乙"]


def test_digits_in_all_places_levels_that_never_begin_anew_and_places_without_a_number() -> None:
    numbering = (
        pattern(
            0,
            level(0, "chineseCounting", "%1、"),
            level(1, "decimal", "%1.%2、", "<w:isLgl/>"),
            level(2, "decimal", "注%3：", '<w:lvlRestart w:val="0"/>'),
            level(3, "none", "附件%4："),
        )
        + listed(1, 0)
    )  # fmt: skip
    body = "".join(item("文", depth=depth) for depth in (1, 0, 1, 2, 0, 2, 3))
    assert texts(body, numbering) == ["0.1、文", "一、文", "1.1、文", "注1：文", "二、文", "注2：文", "附件：文"]


@pytest.mark.parametrize(
    ("mark", "more", "text", "printed"),
    [
        ("%1.", "", "2024年", "1. 2024年"),
        ("%1", "", "加强", "1 加强"),
        ("%1", '<w:suff w:val="nothing"/>', "加强", "1加强"),
        ("%1", '<w:suff w:val="nothing"/>', "3件", "1 3件"),
        ("%1", '<w:suff w:val="nothing"/>', "３件", "1 ３件"),
        ("%1．", '<w:suff w:val="space"/>', "加强", "1．加强"),
    ],
)
def test_a_number_and_a_figure_stay_two(mark: str, more: str, text: str, printed: str) -> None:
    assert texts(item(text), pattern(0, level(0, "decimal", mark, more)) + listed(1, 0)) == [printed]


def test_parts_that_nothing_refers_to_are_found_by_their_usual_names() -> None:
    package = Package(word_file(item("甲"), numbering=ONE_LIST))
    cut_off = package.with_parts({"word/_rels/document.xml.rels": b"<damaged"})
    assert [block.text for block in read_word(cut_off).blocks] == ["一、甲"]  # type: ignore[union-attr]


def test_bullets_and_broken_numberings_print_nothing() -> None:
    bullets = pattern(0, level(0, "bullet", "●")) + listed(1, 0)
    assert texts(item("甲") + item("乙", 9) + item("丙", 1, 7), bullets) == ["甲", "乙", "丙"]
    assert texts(item("甲"), listed(1, 3)) == ["甲"]
    assert texts(item("甲"), pattern(0, level(0, "decimal", "%1%9").replace('"0"', '"x"')) + listed(1, 0)) == ["甲"]


def test_numbers_in_cells() -> None:
    numbering = pattern(0, level(0, "decimal", "%1.")) + listed(1, 0)
    body = table(row(cell(item("国家秘密")), "3"), row(cell(item("其他")), "4"))
    (block,) = read_word(word_file(body, numbering=numbering)).blocks
    assert [[found.text for found in line] for line in block.rows] == [["1.国家秘密", "3"], ["2.其他", "4"]]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("decimal", "1 10 21"), ("decimalZero", "01 10 21"), ("chineseCounting", "一 十 二十一"),
        ("japaneseCounting", "一 十 二十一"), ("chineseLegalSimplified", "壹 壹拾 贰拾壹"),
        ("ideographDigital", "一 一〇 二一"), ("ideographTraditional", "甲 癸 21"), ("ideographZodiac", "子 酉 21"),
        ("ideographEnclosedCircle", "㊀ ㊉ 21"), ("decimalEnclosedCircleChinese", "① ⑩ 21"),
        ("decimalEnclosedParen", "⑴ ⑽ 21"), ("decimalEnclosedFullstop", "⒈ ⒑ 21"), ("decimalFullWidth", "１ １０ ２１"),
        ("lowerLetter", "a j u"), ("upperLetter", "A J U"), ("lowerRoman", "i x xxi"), ("upperRoman", "I X XXI"),
        ("none", "  "), ("an unknown one", "1 10 21"),
    ],
)  # fmt: skip
def test_forms_of_numbers(form: str, numbers: str) -> None:
    assert " ".join(number_in(form, number) for number in (1, 10, 21)) == numbers
    assert len(number_in(form, 99_999)) < 40
