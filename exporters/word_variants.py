"""The default Word template as it is to be printed: two-sided, with a page header, with a red head, in other fonts.

What is not a matter of the template alone, the size of the grids, is another default template (`make_templates`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from exporters import typesetting as ts
from exporters.document_options import PLAIN, DocumentOptions
from exporters.template_fonts import with_families
from exporters.word_elements import chinese_fonts, put_mirror_margins
from exporters.word_styles import (
    EVEN_HEADER,
    HEADER,
    NORMAL,
    RED_LINE,
    RED_MARK,
    RED_NUMBER,
    Style,
    header_styles,
    red_styles,
    style_xml,
)
from model.errors import ExportError
from ooxml.markup import OFFICE_RELATIONSHIPS, WORD, escape, parse_xml, to_bytes
from ooxml.package import CONTENT_TYPES, Package

_DOCUMENT, _STYLES, _SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
_RELATIONSHIPS = "word/_rels/document.xml.rels"
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_HEADERS = {"default": ("rId101", "header1.xml", HEADER), "even": ("rId102", "header2.xml", EVEN_HEADER)}
_TITLE = b'<w:pStyle w:val="Title"/>'
_MARK, _NUMBER = "document.mark", "document.number"


def with_options(template: bytes, options: DocumentOptions) -> bytes:
    """The default template, in whichever size of the grids, with all else that the options ask for.

    The same bytes come back for plain options. Raises ExportError when the template is not as we make it,
    FileFormatError when it can't be read.
    """
    plain = options._replace(families={}, table_size=PLAIN.table_size)
    key = (plain.two_sided, plain.draft, plain.red_head.mark if plain.red_head else "")
    dressed = template if plain == PLAIN._replace(families={}) else _dressed(template, *key)
    families = tuple(sorted(options.families.items()))
    return _in_families(dressed, families) if families else dressed


@lru_cache(maxsize=8)
def _in_families(template: bytes, families: tuple[tuple[str, str], ...]) -> bytes:
    return with_families(template, dict(families))


@lru_cache(maxsize=8)
def _dressed(template: bytes, two_sided: bool, draft: str, mark: str) -> bytes:
    """mark: that of the red head, "" for no red head."""
    package = Package(template)
    parts = {name: package.read(name) for name in (_DOCUMENT, _STYLES, _SETTINGS, _RELATIONSHIPS, CONTENT_TYPES)}
    if two_sided:
        settings = parse_xml(parts[_SETTINGS], _SETTINGS)
        put_mirror_margins(settings)
        parts[_SETTINGS] = to_bytes(settings)
    if draft:
        _add_header(parts, draft)
    if mark:
        _add_red_head(parts, mark)
    return package.with_parts(parts)


def _add_header(parts: dict[str, bytes], text: str) -> None:
    """The text at the outer edge above every page."""
    links = types = references = ""
    for kind, (key, name, style) in _HEADERS.items():
        links += f'<Relationship Id="{key}" Type="{OFFICE_RELATIONSHIPS}/header" Target="{name}"/>'
        types += f'<Override PartName="/word/{name}" ContentType="{_HEADER_TYPE}"/>'
        references += f'<w:headerReference w:type="{kind}" r:id="{key}"/>'
        paragraph = _paragraph(_id(style), ts.HEADING.name, text)
        parts[f"word/{name}"] = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:hdr xmlns:w="{WORD}">{paragraph}</w:hdr>'.encode()
        )
    _insert(parts, _RELATIONSHIPS, b"</Relationships>", links)
    _insert(parts, CONTENT_TYPES, b"</Types>", types)
    _insert(parts, _DOCUMENT, b"<w:footerReference ", references)
    _add_styles(parts, header_styles())


def _add_red_head(parts: dict[str, bytes], mark: str) -> None:
    """Mark, number where there is one, and rule above the title, which stands two blank lines below."""
    rule = f'<w:p><w:pPr><w:pStyle w:val="{_id(RED_LINE)}"/></w:pPr></w:p>'
    head = (
        _paragraph(_id(RED_MARK), ts.TITLE.name, f"{{{{{_MARK}}}}}")
        + _paragraph(_id(RED_NUMBER), ts.BODY.name, f"{{{{{_NUMBER}}}}}")
        + rule
    )
    document = parts[_DOCUMENT]
    at = document.find(b"<w:body>")
    if at < 0 or _TITLE not in document:
        raise _refusal()
    at += len(b"<w:body>")
    body = document[at:].replace(_TITLE, _TITLE + f'<w:spacing w:before="{ts.RED_BLANK_LINES}"/>'.encode(), 1)
    parts[_DOCUMENT] = document[:at] + head.encode() + body
    _add_styles(parts, red_styles(mark))


def _paragraph(style: str, family: str, text: str) -> str:
    run = f"<w:r><w:rPr>{chinese_fonts(family)}</w:rPr><w:t>{escape(text)}</w:t></w:r>"
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


_IDS = {style.name: style.id for style in (*header_styles(), *red_styles(""))} | {NORMAL: "a"}


def _id(style: str) -> str:
    return _IDS[style]


def _add_styles(parts: dict[str, bytes], styles: Iterable[Style]) -> None:
    _insert(parts, _STYLES, b"</w:styles>", "".join(style_xml(style, _IDS) for style in styles))


def _insert(parts: dict[str, bytes], name: str, before: bytes, xml: str) -> None:
    """Put the XML before the first of these bytes."""
    at = parts[name].find(before)
    if at < 0:
        raise _refusal()
    parts[name] = parts[name][:at] + xml.encode() + parts[name][at:]


def _refusal() -> ExportError:
    return ExportError("程序自带的 Word 模板不完整，不能加上页眉或红头。", "请重新安装程序。")
