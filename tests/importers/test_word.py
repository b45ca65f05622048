"""Word files as blocks: what is printed with all changes accepted, in order; what can't be read is told."""

from __future__ import annotations

import pytest

from importers.document import Remark
from importers.word import read_word
from model.errors import FileFormatError
from model.source import SourceTable
from ooxml.package import Package
from tests.importers.word_documents import cell, paragraph, row, run, table, widths, word_file

TRACKED = 'w:id="1" w:author="某人" w:date="2026-01-01T00:00:00Z"'
DELETED_MARK = f"<w:rPr><w:del {TRACKED}/></w:rPr>"
HIDDEN = "<w:vanish/>"


def field(instruction: str, result: str = "", *, separate: bool = True, end: bool = True) -> str:
    marks = ["begin", *(["separate"] if separate else []), *(["end"] if end else [])]
    parts = {mark: f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in marks}
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return "".join((parts["begin"], code, parts.get("separate", ""), result and run(result), parts.get("end", "")))


def box(text: str) -> str:
    """A text box as Word 2010 and later write it: for themselves, and again for older programs."""
    content = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        f"{content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def inserted(content: str) -> str:
    return f"<w:ins {TRACKED}>{content}</w:ins>"


def deleted(text: str) -> str:
    return f"<w:del {TRACKED}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def shown(body: str, styles: str = "") -> list[str | list[list[str]]]:
    """The paragraphs, and tables as rows of texts."""
    return [
        [[found.text for found in line] for line in block.rows] if isinstance(block, SourceTable) else block.text
        for block in read_word(word_file(body, styles=styles)).blocks
    ]


def remarks(body: str) -> tuple[Remark, ...]:
    return read_word(word_file(body)).remarks


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ((field(" PAGE ", "7"),), "7"),
        (('<w:fldSimple w:instr=" NUMPAGES ">' + run("9") + "</w:fldSimple>",), "9"),
        ((field(f"IF {field('PAGE', '3')} = 3", "是"),), "是"),
        (("前", field("PAGE", "8", end=False), "后"), "前8后"),
        (("前", field("PAGE", "", separate=False, end=False), "后"), "前后"),
        ((field(r"EQ \o\ac(○,12)", separate=False),), "⑫"),
        ((field(r"EQ \f(1,2)", separate=False),), r"{EQ \f(1,2)}"),
        ((field(" XE 索引 ", separate=False), "文"), "文"),
        (('<w:hyperlink r:id="x">' + run("链接") + "</w:hyperlink>",), "链接"),
        (("示", "<w:r><w:softHyphen/></w:r>", "例", "<w:r><w:noBreakHyphen/></w:r>", "3"), "示例-3"),
        (('<w:r><w:sym w:font="Symbol" w:char="F0B4"/></w:r>',), "×"),
        (('<w:r><w:sym w:font="Wingdings" w:char="F082"/></w:r>',), "②"),
        (('<w:r><w:sym w:font="别的字体" w:char="F082"/></w:r>',), "\uf082"),
        (('<w:r><w:sym w:font="Symbol" w:char="FFFFFFFF"/></w:r>',), "\ufffd"),
        ((f"<w:r><w:ruby><w:rt>{run('du')}</w:rt><w:rubyBase>{run('读')}</w:rubyBase></w:ruby></w:r>",), "读"),
        (("甲", run("看不见", HIDDEN), "乙"), "甲乙"),
        (("甲", run("看得见", '<w:vanish w:val="0"/>'), "乙"), "甲看得见乙"),
        (("共", inserted(run("3")), deleted("2"), "件"), "共3件"),
        ((f"<w:moveFrom {TRACKED}>{run('甲')}</w:moveFrom>乙<w:moveTo {TRACKED}>{run('丙')}</w:moveTo>",), "丙"),
        ((inserted(deleted("先写后删")), "留"), "留"),
        ((control(run("控件里的字")), "外"), "控件里的字外"),
        ((control(run("单击此处输入文字"), "<w:showingPlcHdr/>"), "外"), "外"),
        ((control(run("12"), "<w:showingPlcHdr/>"), "件"), "12件"),
        (('<w:smartTag><w:customXml w:element="a">' + run("标记里") + "</w:customXml></w:smartTag>",), "标记里"),
        (
            (
                '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w:x/></mc:Choice><mc:Fallback><w:t>☺</w:t>'
                "</mc:Fallback></mc:AlternateContent></w:r>",
            ),
            "☺",
        ),
    ],
)
def test_what_of_a_paragraph_is_printed(content: tuple[str, ...], text: str) -> None:
    assert shown(paragraph(*content)) == [text]


def test_a_field_over_several_paragraphs_is_its_result() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    first = paragraph(f'{begin}<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "一、总体情况")
    last = paragraph("二、主动公开", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    assert shown(first + last) == ["一、总体情况", "二、主动公开"]


def test_an_instruction_that_would_go_over_paragraphs_is_text() -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    assert shown(paragraph(begin, "一、总体情况") + paragraph("二、主动公开", end)) == ["一、总体情况", "二、主动公开"]


def test_paragraphs_whose_mark_is_deleted_are_joined_with_the_next() -> None:
    body = (
        paragraph("共收到", properties=DELETED_MARK) + "<w:bookmarkStart/>" + paragraph("申请", properties=DELETED_MARK)
    )
    assert shown(body + paragraph("3件。") + paragraph("另一段。")) == ["共收到申请3件。", "另一段。"]


def test_a_paragraph_with_a_deleted_mark_before_a_table_keeps_its_text() -> None:
    marked = paragraph("表前", properties=DELETED_MARK) + paragraph(properties=DELETED_MARK)
    assert shown(marked + table(row("甲", "1"))) == ["表前", [["甲", "1"]]]


def test_a_paragraph_with_a_deleted_mark_before_a_content_control_stays_in_front_of_it() -> None:
    marked = paragraph("甲", properties=DELETED_MARK) + control(paragraph("乙"))
    assert shown(marked + paragraph("丙")) == ["甲", "乙", "丙"]


def test_moved_paragraphs_stand_where_they_went_only() -> None:
    left = paragraph(
        f"<w:moveFrom {TRACKED}>{run('搬走的一段。')}</w:moveFrom>",
        properties=f"<w:rPr><w:moveFrom {TRACKED}/></w:rPr>",
    )
    came = paragraph(
        f"<w:moveTo {TRACKED}>{run('搬走的一段。')}</w:moveTo>", properties=f"<w:rPr><w:moveTo {TRACKED}/></w:rPr>"
    )
    assert shown(paragraph("一") + left + paragraph("二") + came) == ["一", "二", "搬走的一段。"]


def test_a_line_break_begins_a_block_and_a_mark_that_is_not_hidden_ends_one() -> None:
    broken = paragraph("上", "<w:r><w:br/></w:r>", "下", properties='<w:rPr><w:vanish w:val="0"/></w:rPr>')
    assert shown(broken + paragraph("后")) == ["上", "下", "后"]


@pytest.mark.parametrize("wrapper", ["customXml", "smartTag", "ins", "moveTo", "dir", "bdo", "sdtContent"])
def test_what_is_wrapped_stands_in_its_place(wrapper: str) -> None:
    def wrapped(content: str) -> str:
        return f"<w:{wrapper}>{content}</w:{wrapper}>"

    body = paragraph("前") + wrapped(paragraph("中") + table(wrapped(row("甲", wrapped(cell("1"))))))
    assert shown(body + paragraph("后")) == ["前", "中", [["甲", "1"]], "后"]


def test_a_hidden_mark_joins_as_well_and_hidden_rows_are_not_printed() -> None:
    body = paragraph("（一）主动公开。", properties=f"<w:rPr>{HIDDEN}</w:rPr>") + paragraph("全年发布。")
    rows = table(row("甲", "1"), row("乙", "2", properties="<w:hidden/>"), row("丙", "3"))
    assert shown(body + rows) == ["（一）主动公开。全年发布。", [["甲", "1"], ["丙", "3"]]]


def test_text_hidden_by_its_style_and_what_that_is_based_on() -> None:
    styles = (
        f'<w:style w:styleId="a"><w:rPr>{HIDDEN}</w:rPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        '<w:style w:styleId="c"><w:basedOn w:val="a"/><w:rPr><w:vanish w:val="false"/></w:rPr></w:style>'
        '<w:style w:styleId="d"><w:basedOn w:val="e"/></w:style><w:style w:styleId="e"><w:basedOn w:val="d"/></w:style>'
    )
    body = paragraph(
        *(run(text, f'<w:rStyle w:val="{name}"/>') for name, text in zip("abcde", "甲乙丙丁戊", strict=True))
    )
    of_style = paragraph("己", run("庚", '<w:vanish w:val="0"/>'), properties='<w:pStyle w:val="b"/>')
    assert shown(body + of_style, styles) == ["丙丁戊", "庚"]


def test_text_boxes_are_read_once_behind_their_paragraph() -> None:
    nested = paragraph("外", box("框").replace("</w:p></w:txbxContent>", f"{box('里')}</w:p></w:txbxContent>"))
    assert shown(nested + paragraph("后")) == ["外", "框", "里", "后"]


def test_a_text_box_in_a_table_within_a_cell_is_read_once() -> None:
    inner = table(row("其中", cell(paragraph("4", box("框")))))
    body = table(row("甲", "1"), row("乙", cell(paragraph("5") + inner)), row("丙", "2"))
    assert shown(body) == [[["甲", "1"], ["乙", "5"], ["丙", "2"]], "框", [["其中", "4"]]]


def test_rows_and_cells_that_changes_delete() -> None:
    body = table(
        row("甲", "1"),
        row("乙", "2", properties=f"<w:del {TRACKED}/>"),
        row("丙", cell("旧", f"<w:cellDel {TRACKED}/>"), "3"),
        row(cell("戊", f"<w:cellDel {TRACKED}/>")),
        row("丁", "4", properties=f"<w:ins {TRACKED}/>"),
    )
    assert shown(body) == [[["甲", "1"], ["丙", "3"], ["丁", "4"]]]


def test_a_merge_that_changes_made_and_one_that_they_undid() -> None:
    merged = f'<w:cellMerge {TRACKED} w:vMerge="%s"/>'
    undone = f'<w:vMerge/><w:cellMerge {TRACKED} w:vMergeOrig="cont"/>'
    (block,) = read_word(
        word_file(table(row(cell("甲", merged % "rest"), "1"), row(cell("", merged % "cont"), cell("2", undone))))
    ).blocks
    assert isinstance(block, SourceTable)
    assert [tuple(found) for line in block.rows for found in line] == [
        ("甲", 0, 0, 2, 1), ("1", 0, 1, 1, 1), ("2", 1, 1, 1, 1),
    ]  # fmt: skip


def test_rows_and_cells_in_content_controls_and_insertions() -> None:
    cells = control(cell("甲")) + inserted("") + control(control(cell("1")))
    body = control(table(control(row(cells)), control(row("乙", cell(control(paragraph("2")))))))
    assert shown(body) == [[["甲", "1"], ["乙", "2"]]]


def test_tables_that_arrange_the_page_are_taken_apart_others_are_not() -> None:
    grid = table(row("甲", "1"), row("乙", "2"))
    frame = table(row(cell(paragraph("标题") + grid)), row("脚"))
    assert shown(frame) == ["标题", [["甲", "1"], ["乙", "2"]], "脚"]
    assert shown(table(row("上"), row("下"))) == ["上", "下"]
    assert shown(table(row("左", cell(frame)))) == ["左", "标题", [["甲", "1"], ["乙", "2"]], "脚"]


def test_a_table_of_one_column_in_a_cell_is_the_cells_text_a_wider_one_comes_behind() -> None:
    single, pair = table(row("3")), table(row("其中", "4"))
    body = table(row("甲", cell(single)), row("乙", cell(paragraph("5") + pair)))
    assert shown(body) == [[["甲", "3"], ["乙", "5"]], [["其中", "4"]]]


def test_strict_files_and_main_parts_of_other_names() -> None:
    package = Package(word_file(paragraph("正文"), main="word/document2.xml"))
    strict = package.read("word/document2.xml").replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert [block.text for block in read_word(package.with_parts({"word/document2.xml": strict})).blocks] == ["正文"]


def test_a_file_without_a_body_is_refused() -> None:
    package = Package(word_file(""))
    empty = package.with_parts({"word/document.xml": b"<a/>"})
    with pytest.raises(FileFormatError, match="没有正文"):
        read_word(empty)


def test_what_was_changed_hidden_or_not_filled_in_is_told_and_needs_no_look() -> None:
    body = paragraph(
        inserted(run("增")), deleted("删"), run("藏", HIDDEN), control(run("请填写"), "<w:showingPlcHdr/>")
    )
    told = remarks(body)
    assert [remark.text for remark in told] == [
        "2 处修订",
        "1 处隐藏的文字，如“藏”",
        "1 处没有填的内容控件，如“请填写”",
    ]
    assert all(remark.furniture for remark in told)


EQUATION = "<m:oMath><m:r><m:t>3</m:t></m:r></m:oMath>"
PICTURE = "<w:r><w:drawing/></w:r>"


def test_pictures_equations_and_boxes_in_cells_are_told_with_their_place() -> None:
    body = paragraph("前") + table(
        row(cell("甲", '<w:gridSpan w:val="2"/>'), cell(paragraph(EQUATION))),
        row("乙", "丙", cell(paragraph(PICTURE))),
        row("丁", "戊", cell(paragraph(box("7")))),
    )
    assert [(remark.text, remark.place, remark.furniture) for remark in remarks(body)] == [
        ("3", (0, 1, 1, 3), False), ("图片", (0, 1, 2, 3), False), ("7", (0, 1, 3, 3), False),
    ]  # fmt: skip


def test_pictures_equations_and_notes_in_the_text() -> None:
    body = paragraph("前") + paragraph(PICTURE, EQUATION, box("框"), "<w:r><w:footnoteReference/></w:r>")
    told = remarks(body + '<w:altChunk r:id="x"/>')
    assert [(remark.text, remark.place[2], remark.furniture) for remark in told] == [
        ("1 处脚注、尾注", 0, True), ("嵌着 1 个别的文件", 0, False), ("3", 2, False), ("1 张图片", 2, True),
    ]  # fmt: skip


def test_text_that_a_merged_cell_covers_is_told() -> None:
    down, across = '<w:vMerge w:val="restart"/>', '<w:hMerge w:val="restart"/>'
    body = table(
        row(cell("甲", down), cell("1", across), cell("盖住", "<w:hMerge/>")),
        row(cell("也盖住", "<w:vMerge/>"), "2", "3"),
    )
    assert shown(body) == [[["甲", "1"], ["2", "3"]]]
    assert [(remark.text, remark.place) for remark in remarks(body)] == [
        ("盖住", (0, 1, 1, 0)), ("也盖住", (0, 1, 2, 0)),
    ]  # fmt: skip


RESTART, ACROSS = '<w:vMerge w:val="restart"/>', '<w:hMerge w:val="restart"/>'


def places(*rows: str) -> list[tuple[int, int, int, int, str]]:
    """Row, column, height, width and text of a table's cells."""
    (block,) = read_word(word_file(table(*rows))).blocks
    assert isinstance(block, SourceTable)
    return [
        (found.row, found.column, found.row_span, found.column_span, found.text)
        for line in block.rows
        for found in line
    ]


def test_cells_merged_down_and_across_at_once() -> None:
    assert places(
        row(cell("甲", RESTART + ACROSS), cell("", RESTART + "<w:hMerge/>"), "1"),
        row(cell("", "<w:vMerge/>" + ACROSS), cell("", "<w:vMerge/><w:hMerge/>"), "2"),
        row("乙", "丙", "3"),
    ) == [(0, 0, 2, 2, "甲"), (0, 2, 1, 1, "1"), (1, 2, 1, 1, "2"), (2, 0, 1, 1, "乙"), (2, 1, 1, 1, "丙"), (2, 2, 1, 1, "3")]  # fmt: skip
    assert places(
        row(cell("甲", RESTART + ACROSS), cell("", "<w:hMerge/>"), "1"),
        row(cell("", "<w:vMerge/>" + ACROSS), cell("", "<w:hMerge/>"), "2"),
    ) == [(0, 0, 2, 2, "甲"), (0, 2, 1, 1, "1"), (1, 2, 1, 1, "2")]


def test_a_merge_ends_at_a_row_without_that_column() -> None:
    assert places(
        row(cell("甲", RESTART), "1"),
        row("2", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="3"/>'),
        row(cell("乙", "<w:vMerge/>"), "3"),
    ) == [
        (0, 0, 1, 1, "甲"),
        (0, 1, 1, 1, "1"),
        (1, 0, 1, 1, ""),
        (1, 1, 1, 1, "2"),
        (2, 0, 1, 1, "乙"),
        (2, 1, 1, 1, "3"),
    ]


def test_shapes_from_before_tracked_changes_do_not_count() -> None:
    before = f'<w:tcPrChange {TRACKED}><w:tcPr><w:gridSpan w:val="2"/>{RESTART}</w:tcPr></w:tcPrChange>'
    free = f'<w:trPrChange {TRACKED}><w:trPr><w:gridBefore w:val="1"/><w:hidden/></w:trPr></w:trPrChange>'
    assert places(row(cell("甲", before), "1", properties=free), row("乙", "2")) == [
        (0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1"), (1, 0, 1, 1, "乙"), (1, 1, 1, 1, "2"),
    ]  # fmt: skip


def test_styles_from_before_tracked_changes_hide_nothing() -> None:
    styles = f'<w:style w:styleId="a"><w:rPr>{HIDDEN}</w:rPr></w:style>'
    of_run = f'<w:rPrChange {TRACKED}><w:rPr><w:rStyle w:val="a"/>{HIDDEN}</w:rPr></w:rPrChange>'
    of_paragraph = f'<w:pPrChange {TRACKED}><w:pPr><w:pStyle w:val="a"/></w:pPr></w:pPrChange>'
    assert shown(paragraph(run("甲", of_run), "乙", properties=of_paragraph), styles) == ["甲乙"]


def columns(xml: str) -> list[list[tuple[int, int]]]:
    """The columns of a table's cells and how many each takes."""
    (block,) = read_word(word_file(xml)).blocks
    assert isinstance(block, SourceTable)
    return [[(found.column, found.column_span) for found in line] for line in block.rows]


def spanning(*spans: int) -> str:
    return row(*(cell("字", f'<w:gridSpan w:val="{span}"/>') for span in spans))


def test_borders_close_together_are_one_others_are_not() -> None:
    askew = table(spanning(1, 2), spanning(2, 1))
    assert columns(widths(askew, 1000, 100, 1000)) == [[(0, 1), (1, 1)], [(0, 1), (1, 1)]]
    assert columns(widths(askew, 1000, 900, 1000)) == [[(0, 1), (1, 2)], [(0, 2), (2, 1)]]
    assert columns(askew) == [[(0, 1), (1, 2)], [(0, 2), (2, 1)]]
    narrow = table(spanning(1, 1, 1), spanning(2, 1), spanning(1, 2))
    assert columns(widths(narrow, 1000, 100, 1000))[0] == [(0, 1), (1, 1), (2, 1)]
