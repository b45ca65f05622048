"""A picture on a page of its own behind the report: the year chart as an annex of the Word file."""

from __future__ import annotations

import re
import struct
from xml.sax.saxutils import escape, quoteattr

from exporters.typesetting import HEADING
from model.errors import ExportError
from ooxml.package import CONTENT_TYPES, Package

DOCUMENT = "word/document.xml"
RELATIONSHIPS = "word/_rels/document.xml.rels"
EMU = 36000
"""English metric units to the millimetre."""
WIDTH, HEIGHT = 156, 205
"""Millimetres of the text area that the picture may take, its title above it."""

_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_PARAGRAPHS = """\
<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:pPr><w:pageBreakBefore/>\
<w:spacing w:before="0" w:after="160"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr>\
<w:rFonts w:ascii={font} w:hAnsi={font} w:eastAsia={font} w:cs={font}/><w:sz w:val="32"/></w:rPr><w:t>{title}</w:t></w:r>\
</w:p><w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:pPr>\
<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0" w:firstLineChars="0"/>\
<w:jc w:val="center"/></w:pPr>\
<w:r><w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" \
xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" \
xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" \
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">\
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>\
<wp:docPr id="{number}" name="{name}" descr={description}/><a:graphic>\
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>\
<pic:cNvPr id="{number}" name="{name}" descr={description}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>\
<a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>\
<a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>\
</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"""


def with_annex(document: bytes, picture: bytes, title: str, description: str) -> bytes:
    """The Word file with a PNG picture on a new last page under this title; all else stays as it stands.

    description: the picture's alternative text. Raises ExportError when the file has no usual body.
    """
    package = Package(document)
    if DOCUMENT not in package or RELATIONSHIPS not in package:
        raise _refusal()
    body, relationships, types = (package.read(part) for part in (DOCUMENT, RELATIONSHIPS, CONTENT_TYPES))
    media = _free_name(package)
    relationship = _free_id(relationships)
    number = max((int(found) for found in re.findall(rb'docPr[^>]*? id="(\d+)"', body)), default=0) + 1
    width, height = picture_size(picture)
    scale = min(WIDTH / width, HEIGHT / height)
    paragraphs = _PARAGRAPHS.format(
        font=quoteattr(HEADING.name),
        title=escape(title),
        cx=round(width * scale * EMU),
        cy=round(height * scale * EMU),
        number=number,
        name=f"图 {number}",
        description=quoteattr(description),
        relationship=relationship,
    )
    link = f'<Relationship Id="{relationship}" Type="{_IMAGE}" Target="{media.removeprefix("word/")}"/>'
    return package.with_parts(
        {
            DOCUMENT: _spliced(body, paragraphs.encode("utf-8")),
            RELATIONSHIPS: _before_end(relationships, b"</Relationships>", link.encode("ascii")),
            CONTENT_TYPES: _with_png(types),
            media: picture,
        }
    )


def picture_size(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG picture in pixels; ValueError when it is none."""
    if picture[:8] != b"\x89PNG\r\n\x1a\n" or picture[12:16] != b"IHDR":
        raise ValueError("not a PNG picture")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def _spliced(body: bytes, paragraphs: bytes) -> bytes:
    """The paragraphs put at the end of the body, before the properties of its last section."""
    end = body.rfind(b"</w:body>")
    if end < 0:
        raise _refusal()
    section = body.rfind(b"<w:sectPr", 0, end)
    last = body.rfind(b"</w:p>", 0, end)
    at = section if section > last else end
    return body[:at] + paragraphs + body[at:]


def _with_png(types: bytes) -> bytes:
    if re.search(rb'Extension="png"', types, re.IGNORECASE):
        return types
    start = re.search(rb"<Types[^>]*>", types)
    if start is None:
        raise _refusal()
    return types[: start.end()] + b'<Default Extension="png" ContentType="image/png"/>' + types[start.end() :]


def _before_end(content: bytes, end: bytes, added: bytes) -> bytes:
    at = content.rfind(end)
    if at < 0:
        raise _refusal()
    return content[:at] + added + content[at:]


def _free_name(package: Package) -> str:
    number = 1
    while (name := f"word/media/annex{number}.png") in package:
        number += 1
    return name


def _free_id(relationships: bytes) -> str:
    number = 1
    while f'"rIdAnnex{number}"'.encode("ascii") in relationships:
        number += 1
    return f"rIdAnnex{number}"


def _refusal() -> ExportError:
    return ExportError("这个模板不是通常的 Word 文件，附不上图。", "请用默认模板导出，或不附图。")
