"""Two templates of very different looks, as offices make them: a letterhead of Word's, a plain page of WPS's."""

from __future__ import annotations

import io
from functools import cache

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Cm, Pt

from ooxml.markup import WORD
from tests.exporters.documents import office_template, paragraph, run, table
from tests.pictures import png

CELL = "requests.received.total"
GRANTED, RESULTS = "requests.granted.total", "requests.results_total.total"
_W = f'xmlns:w="{WORD}"'
_BOX = (
    f'<w:r {_W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">'
    '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="1800000" cy="720000"/>'
    '<wp:docPr id="77" name="印章位置"/><a:graphic><a:graphicData '
    'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="720000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    "</wps:spPr><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
    "</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect><v:textbox><w:txbxContent>{}</w:txbxContent>"
    "</v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
_FOOTNOTES = (
    f'<w:footnotes {_W}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:t xml:space="preserve">{{year}}年的数。</w:t></w:r></w:p></w:footnote></w:footnotes>'
)
_FOOTNOTE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


@cache
def letterhead() -> bytes:
    """Word's own styles and theme, a picture in the header, a box for the seal, 表四 on a page turned sideways."""
    document = Document()
    document.sections[0].header.paragraphs[0].add_run("{{unit}} ").add_picture(io.BytesIO(png(60, 40)), width=Cm(2))
    document.sections[0].footer.paragraphs[0].add_run("{{若 有上年报告}}附上年数{{否则}}不附上年数{{结束}}")
    document.add_heading("{{title}}", 0)
    document.add_paragraph("（本页由办公室印制）", style="Intense Quote")
    document.add_paragraph("{{section:overview}}")
    noted = document.add_paragraph("新收 {{" + CELL + "}} 件")
    noted._p.append(parse_xml(f'<w:r {_W}><w:footnoteReference w:id="1"/></w:r>'))
    noted.add_run(
        "，{{若 有上年报告}}上年 {{上年:表三 新收 总计}} 件，{{比上年:" + CELL + ",1}}{{否则}}没有上年数{{结束}}。"
    )
    document.add_comment(noted.runs[0], text="{{unit}} 这句请科室核对", author="办公室")
    _figures(document)
    document.add_paragraph("{{若 表四 全为0}}")
    document.add_paragraph("本年没有行政复议和行政诉讼。")
    document.add_paragraph("{{否则}}")
    document.add_paragraph("行政复议和行政诉讼情况见下页。").add_run().add_break()
    document.add_paragraph("{{结束}}")
    turned = document.add_section()
    turned.orientation = WD_ORIENT.LANDSCAPE
    turned.page_width, turned.page_height = turned.page_height, turned.page_width
    document.add_paragraph("{{若 表四 有数}}")
    document.add_paragraph("{{grid:disputes}}")
    document.add_paragraph("{{结束}}")
    seal = document.add_paragraph("盖章处")
    inside = f"<w:p {_W}><w:r><w:t>{{{{signature.unit}}}}</w:t></w:r></w:p>"
    seal._p.append(parse_xml(_BOX.replace("{}", inside)))
    _add_footnotes(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _figures(document) -> None:
    """A table of the office's own with a style of its own, in which rows depend on figures."""
    own = document.add_table(rows=0, cols=3, style="Light Grid Accent 1")
    for texts in (
        ("项目", "本年", "比上年"),
        ("新收", "{{" + CELL + "}}", "{{增减:" + CELL + "}}"),
        ("{{若 表三 不予公开 有数}}", "", ""),
        ("不予公开", "{{表三 1.属于国家秘密 总计}}", "{{占比:" + GRANTED + "/" + RESULTS + "，2}}"),
        ("{{结束}}", "", ""),
    ):
        cells = own.add_row().cells
        for cell, text in zip(cells, texts, strict=True):
            cell.paragraphs[0].add_run(text).font.size = Pt(11)


def _add_footnotes(document) -> None:
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTE_TYPE, _FOOTNOTES.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def plain_page() -> bytes:
    """Raw WPS: rsid runs, smart tags, content controls, tracked changes, bookmarks across placeholders, a frame of a table."""
    split = (
        '<w:p w:rsidR="00A1"><w:bookmarkStart w:id="0" w:name="数"/>'
        + run("共{{requests.rec")
        + '<w:proofErr w:type="spellStart"/><w:smartTag w:uri="urn:x" w:element="place">'
        + run("eived.")
        + "</w:smartTag>"
        + '<w:ins w:id="9" w:author="办公室" w:date="2026-01-05T08:00:00Z">'
        + run("total}", "<w:b/>")
        + "</w:ins>"
        + '<w:bookmarkEnd w:id="0"/><w:sdt><w:sdtContent>'
        + run("}件", "<w:i/>")
        + "</w:sdtContent></w:sdt></w:p>"
    )
    cell = paragraph("{{若 表四 未填}}") + paragraph("没有填") + paragraph("{{结束}}")
    inner = table(
        [paragraph("格"), cell], [paragraph("{{否则若 有上年}}".replace("否则若 有上年", "year")), paragraph("年")]
    )
    sideways = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    body = (
        paragraph(
            run("关于", '<w:color w:val="FF0000"/><w:sz w:val="52"/>'), run("{{title}}", '<w:color w:val="FF0000"/>')
        )
        + split
        + inner
        + paragraph("{{若 " + CELL + " = 0}}")
        + paragraph("没有申请", properties=sideways)
        + table([paragraph("甲"), paragraph("{{" + CELL + "}}")])
        + paragraph("{{结束}}")
        + table([paragraph("乙"), paragraph("{{" + GRANTED + "}}")])
        + paragraph("{{section:other}}")
    )
    return office_template(body)
