"""Word files for the tests: templates of the forms, clerks' templates made of a few paragraphs, reports."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache

from docx import Document
from docx.document import Document as DocumentObject
from lxml import etree

from exporters.templates.word_template import word_template
from exporters.word import fill_word
from model.edits import Edit, ReplaceText, SetField
from model.entry import enter
from model.report import Report
from model.text import from_plain
from ooxml.markup import OFFICE_RELATIONSHIPS, WORD
from ooxml.package import Package
from tests.builders import form_of, layout_of, report_with
from workflows.example import make_example

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
W = f"{{{WORD}}}"


@cache
def template_of(edition: str) -> bytes:
    return word_template(form_of(edition), layout_of(edition))


def filled(report: Report, template: bytes = b"") -> bytes:
    edition = report.form.edition
    return fill_word(template or template_of(edition), report, layout_of(edition))


def blank_report(edition: str = "2021") -> Report:
    return Report.blank(form_of(edition), "示例县数据局", 2025)


def counted_report(edition: str = "2021") -> Report:
    """Every input cell holds another figure, so that one in a wrong place is seen."""
    report = report_with(of=form_of(edition))
    changes = [
        change for number, cell in enumerate(report.form.inputs, 1) for change in enter(report, cell, str(number))
    ]
    report.apply(Edit("填写", tuple(changes)))
    return report


def example_report() -> Report:
    return make_example()


def write(report: Report, texts: Mapping[str, str] | None = None, fields: Mapping[str, str] | None = None) -> Report:
    """The report with these sections' text and these fields."""
    changes = [ReplaceText(section, 0, 10**6, from_plain(text)) for section, text in (texts or {}).items()]
    report.apply(Edit("写", (*changes, *(SetField(name, value) for name, value in (fields or {}).items()))))
    return report


def part(data: bytes, name: str = DOCUMENT) -> etree._Element:
    return etree.fromstring(Package(data).read(name))


def opened(data: bytes) -> DocumentObject:
    return Document(io.BytesIO(data))


def texts(data: bytes) -> list[str]:
    """The paragraphs of the body that are not in tables, blank ones included."""
    return [paragraph.text for paragraph in opened(data).paragraphs]


def paragraph_of(data: bytes, begins: str) -> etree._Element:
    """The first paragraph, in a table or not, whose text begins so."""
    for paragraph in part(data).iter(f"{W}p"):
        if "".join(text.text or "" for text in paragraph.iter(f"{W}t")).startswith(begins):
            return paragraph
    raise AssertionError(f"no paragraph begins with {begins}")


def has(element: etree._Element, path: str) -> bool:
    """Whether there is a `pPr/keepNext` or the like below the element."""
    return element.find("/".join(W + step for step in path.split("/"))) is not None


def attribute(element: etree._Element, path: str, name: str) -> str | None:
    found = element.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + name)


def run(text: str, properties: str = "") -> str:
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; a plain text is a run."""
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{inner}{''.join(r if r.startswith('<') else run(r) for r in runs)}</w:p>"


def table(*rows: list[str]) -> str:
    cells = ["".join(f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{c}</w:tc>' for c in row) for row in rows]
    grid = '<w:gridCol w:w="2000"/>' * max(len(row) for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


OFFICE_STYLES = (
    f'<w:styles xmlns:w="{WORD}"><w:style w:type="paragraph" w:default="1" w:styleId="1"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/>'
    '<w:rPr><w:rFonts w:eastAsia="华文楷体"/></w:rPr></w:style></w:styles>'
)


def office_template(
    body: str, parts: Mapping[str, str] | None = None, edition: str = "2021", styles: str = OFFICE_STYLES
) -> bytes:
    """A template as an office might make it: this body, these other parts (header1, footer1 …), its own styles."""
    base = Package(template_of(edition))
    size = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
    document = (
        f'<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE_RELATIONSHIPS}"><w:body>{body}{size}</w:body></w:document>'
    )
    changed = {DOCUMENT: document.encode(), STYLES: styles.encode(), "word/media/notes.xml": b"<office/>"}
    changed |= {f"word/{name}.xml": header(paragraph("页脚"), "ftr").encode() for name in ("footer1", "footer2")}
    for name, xml in (parts or {}).items():
        changed[f"word/{name}.xml"] = xml.encode()
    return base.with_parts(changed)


def header(body: str, tag: str = "hdr") -> str:
    return f'<w:{tag} xmlns:w="{WORD}">{body}</w:{tag}>'


def members(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)
