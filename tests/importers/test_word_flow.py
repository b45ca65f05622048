"""The flow of a Word part: texts in order, marks of tables and boxes, whatever way the XML is written."""

from __future__ import annotations

from xml.parsers.expat import ExpatError

import pytest

from importers.word_flow import BOX, CELL, END, ROW, TABLE, check, flow

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OTHER = ' xmlns:v="urn:schemas-microsoft-com:vml"'


def document(body: str, more: str = "", prefix: str = "w") -> bytes:
    xml = f'<w:document xmlns:w="{WORD}"{more}><w:body>{body}</w:body></w:document>'
    return xml.replace("w:", f"{prefix}:").replace("xmlns:w=", f"xmlns:{prefix}=").encode()


def text(content: str) -> str:
    return f"<w:p><w:r><w:t>{content}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (text("一") + text("二"), ["一", "二"]),
        ("<w:p/><w:p><w:r><w:t/></w:r></w:p>" + text(" ") + text("后"), ["后"]),
        (
            '<w:p w:rsidR="1"><w:r><w:t xml:space="preserve">甲 </w:t><w:br/><w:t>乙</w:t><w:tab/></w:r></w:p>',
            ["甲 \n乙\t"],
        ),
        ('<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="5"/></w:tabs></w:pPr><w:r><w:t>文</w:t></w:r></w:p>', ["文"]),
        (text("a&lt;p&gt;&amp;b&#22235;") + text("&lt;"), ["a<p>&b四", "<"]),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>\n<w:r><w:t>页</w:t></w:r></w:p>", ["页"]),
        (
            f"<w:tbl><w:tblPr/><w:tr><w:tc>{text('甲')}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>",
            [TABLE, ROW, CELL, "甲", CELL, END],
        ),
        (
            f"<w:p><w:r><w:t>前</w:t></w:r><w:r><w:txbxContent>{text('框')}</w:txbxContent></w:r><w:r><w:t>后</w:t></w:r></w:p>",
            ["前后", BOX, "框", END],
        ),
        ("<w:p><w:r><w:t><![CDATA[<p>{{unit}}]]></w:t></w:r></w:p>", ["<p>{{unit}}"]),
        ("<w:p><!-- <w:t>x</w:t> --><w:r><w:t>文</w:t></w:r></w:p>", ["文"]),
    ],
)
def test_the_flow_of_a_part(body: str, expected: list[str]) -> None:
    assert flow(document(body)) == expected
    assert flow(document(body, prefix="ns0")) == expected


def test_a_part_is_read_by_its_namespaces() -> None:
    assert flow(document(text("<![CDATA[</w:t><w:t>]]>甲"))) == ["</w:t><w:t>甲"]
    assert flow(document(text("&lt;/w:t>乙"))) == ["</w:t>乙"]
    inner = f'<x:p xmlns:x="{WORD}"><x:r><x:t>内</x:t></x:r></x:p>'
    assert flow(document(text("外") + inner)) == ["外", "内"]
    assert flow(document('<w:p xmlns:w="urn:other"><w:t>不是</w:t></w:p>' + text("是"))) == ["是"]
    assert flow(document(f'<v:shape style="a: b"/>{text("文")}', OTHER)) == ["文"]
    assert flow(document(f"<v:shape{OTHER}/>{text('文')}")) == ["文"]


@pytest.mark.parametrize("body", ["<w:p>", "<v:shape/>", '<w:p v:id="1"/>', "<w:p></w:r>", "&x;", "\x01"])
def test_what_is_no_xml_is_refused(body: str) -> None:
    with pytest.raises(ExpatError):
        flow(document(body))
    with pytest.raises(ExpatError):
        check(document(body))
