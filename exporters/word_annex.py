"""A picture on a page of its own behind the report: the year chart as an annex of the Word file."""

from __future__ import annotations

import re

from exporters.typesetting import HEADING
from exporters.word_pictures import drawing, refusal, with_link, with_types
from model.pictures import PNG, look_at
from ooxml.markup import OFFICE_RELATIONSHIPS, escape
from ooxml.package import CONTENT_TYPES, Package

DOCUMENT = "word/document.xml"
RELATIONSHIPS = "word/_rels/document.xml.rels"
WIDTH, HEIGHT = 156, 205
"""Millimetres of the text area that the picture may take, its title above it."""

_PARAGRAPHS = """\
<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:pPr><w:pageBreakBefore/>\
<w:spacing w:before="0" w:after="160"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr>\
<w:rFonts w:ascii={font} w:hAnsi={font} w:eastAsia={font} w:cs={font}/><w:sz w:val="32"/></w:rPr><w:t>{title}</w:t></w:r>\
</w:p><w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:pPr>\
<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0" w:firstLineChars="0"/>\
<w:jc w:val="center"/></w:pPr>\
{drawing}</w:p>"""


def with_annex(document: bytes, picture: bytes, title: str, description: str) -> bytes:
    """The Word file with a PNG picture on a new last page under this title; all else stays as it stands.

    description: the picture's alternative text. Raises ExportError when the file has no usual body.
    """
    package = Package(document)
    if DOCUMENT not in package or RELATIONSHIPS not in package:
        raise refusal()
    body, relationships, types = (package.read(part) for part in (DOCUMENT, RELATIONSHIPS, CONTENT_TYPES))
    media = _free_name(package)
    relationship = _free_id(relationships)
    number = max((int(found) for found in re.findall(rb'docPr[^>]*? id="(\d+)"', body)), default=0) + 1
    _, width, height, _ = look_at(picture)
    scale = min(WIDTH / width, HEIGHT / height)
    run = drawing(relationship, number, (width * scale, height * scale), description)
    paragraphs = _PARAGRAPHS.format(font=f'"{escape(HEADING.name)}"', title=escape(title), drawing=run)
    link = f'<Relationship Id="{relationship}" Type="{OFFICE_RELATIONSHIPS}/image" Target="{media.removeprefix("word/")}"/>'
    return package.with_parts(
        {
            DOCUMENT: _spliced(body, paragraphs.encode("utf-8")),
            RELATIONSHIPS: with_link(relationships, link),
            CONTENT_TYPES: with_types(types, (PNG,)),
            media: picture,
        }
    )


def _spliced(body: bytes, paragraphs: bytes) -> bytes:
    """The paragraphs put at the end of the body, before the properties of its last section."""
    end = body.rfind(b"</w:body>")
    if end < 0:
        raise refusal()
    section = body.rfind(b"<w:sectPr", 0, end)
    last = body.rfind(b"</w:p>", 0, end)
    at = section if section > last else end
    return body[:at] + paragraphs + body[at:]


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
