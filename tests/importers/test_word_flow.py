"""The flow of a Word part: texts in order, marks of tables and boxes, whatever way the XML is written."""

from __future__ import annotations

from xml.parsers.expat import ExpatError

import pytest

from importers import word_steps
from importers.word_flow import BOX, CELL, END, ROW, TABLE, Markups, check, flow
from ooxml.package import Package
from tests.builders import FORMS
from tests.exporters.documents import DOCUMENT, counted_report, filled, template_of

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OTHER = ' xmlns:v="urn:schemas-microsoft-com:vml"'
DECLARATIONS = [
    "",
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n',
    "<?xml version='1.0' encoding='utf-8'?>",
]
"""With one of them, a part is cut at its texts; without, it is read token by token."""


def document(body: str, more: str = "", prefix: str = "w", declaration: str = "") -> bytes:
    xml = f'<w:document xmlns:w="{WORD}"{more}><w:body>{body}</w:body></w:document>'
    return declaration.encode() + xml.replace("w:", f"{prefix}:").replace("xmlns:w=", f"xmlns:{prefix}=").encode()


def text(content: str) -> str:
    return f"<w:p><w:r><w:t>{content}</w:t></w:r></w:p>"


@pytest.mark.parametrize("declaration", DECLARATIONS)
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
        (text("a>b") + text(">") + text("c"), ["a>b", ">", "c"]),
        ('<w:p w:x="/>" w:y=\'">\'><w:r w:z=">"><w:t w:x="a>">文</w:t ></w:r></w:p >', ["文"]),
        ("<w:p><w:r><w:t>甲<w:x/>乙</w:t><w:t >丙</w:t\n></w:r></w:p>", ["甲乙丙"]),
        (text("一\r\n二\r三&#10;"), ["一\n二\n三\n"]),
        (text("问?答!<?x <w:t> ?>"), ["问?答!"]),
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
def test_the_flow_of_a_part(body: str, expected: list[str], declaration: str) -> None:
    assert flow(document(body, declaration=declaration)) == expected
    assert flow(document(body, prefix="ns0", declaration=declaration)) == expected


@pytest.mark.parametrize("declaration", DECLARATIONS)
@pytest.mark.parametrize(
    ("body", "more", "expected"),
    [
        (text("<![CDATA[</w:t><w:t>]]>甲"), "", ["</w:t><w:t>甲"]),
        (text("&lt;/w:t>乙"), "", ["</w:t>乙"]),
        (text("外") + f'<x:p xmlns:x="{WORD}"><x:r><x:t>内</x:t></x:r></x:p>', "", ["外", "内"]),
        ('<w:p xmlns:w="urn:other"><w:t>不是</w:t></w:p>' + text("是"), "", ["是"]),
        (f'<v:shape style="a: b"/>{text("文")}', OTHER, ["文"]),
        (f"<v:shape{OTHER}/>{text('文')}", "", ["文"]),
    ],
)
def test_a_part_is_read_by_its_namespaces(body: str, more: str, expected: list[str], declaration: str) -> None:
    assert flow(document(body, more, declaration=declaration)) == expected


@pytest.mark.parametrize("declaration", DECLARATIONS)
@pytest.mark.parametrize(
    "body", ["<w:p>", "<v:shape/>", '<w:p v:id="1"/>', "<w:p></w:r>", "&x;", "\x01", "<w:t>x</w:t"]
)
def test_what_is_no_xml_is_refused(body: str, declaration: str) -> None:
    for broken in (body, text("前") + body + text("后")):
        with pytest.raises(ExpatError):
            flow(document(broken, declaration=declaration))
        with pytest.raises(ExpatError):
            check(document(broken, declaration=declaration))


@pytest.mark.parametrize("declaration", DECLARATIONS)
def test_the_usual_prefix_must_be_declared_too(declaration: str) -> None:
    with pytest.raises(ExpatError):
        flow(f'{declaration}<x:document xmlns:x="urn:other"><w:p><w:t>文</w:t></w:p></x:document>'.encode())


def test_what_is_known_of_other_parts_changes_nothing() -> None:
    prefixed = text("前") + '<v:shape/><w:p v:id="1"><w:t>文</w:t></w:p>'
    known = Markups()
    assert flow(document(prefixed, OTHER, declaration=DECLARATIONS[1]), known) == ["前", "文"]
    assert flow(document(prefixed, OTHER, declaration=DECLARATIONS[1]), known) == ["前", "文"]
    with pytest.raises(ExpatError):
        flow(document(prefixed, declaration=DECLARATIONS[1]), known)
    with pytest.raises(ExpatError):
        flow(document(prefixed, declaration=DECLARATIONS[1]), known.copied())


@pytest.mark.parametrize("edition", FORMS)
def test_templates_and_written_files_are_cut_at_their_texts_and_read_as_by_tokens(
    edition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = [Package(data).read(DOCUMENT) for data in (template_of(edition), filled(counted_report(edition)))]
    by_tokens = [flow(content.partition(b"?>")[2]) for content in parts]
    monkeypatch.delattr(word_steps, "_tokens")
    assert [flow(content) for content in parts] == by_tokens
