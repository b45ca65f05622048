"""Marks in a Word file for the leader's pen: what went is struck out, what came is underlined.

They are character styles, so that they can be restyled, are seen in every program, and come out on paper; tracked
changes would hang on each reader's settings, and accepting them by mistake would leave no trace.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from exporters.word_elements import chinese_fonts
from exporters.word_text import text_xml
from model.text_comparison import COME, GONE, SAME, Piece

GONE_STYLE, COME_STYLE = "RevisionGone", "RevisionCome"
"""Ids of the character styles; importers/written_comparison.py knows them as well."""

GONE_COLOUR, COME_COLOUR = "C00000", "1B5CA8"

_STYLE_IDS = MappingProxyType({GONE: GONE_STYLE, COME: COME_STYLE, SAME: ""})
_STYLES = (
    f'<w:style w:type="character" w:customStyle="1" w:styleId="{GONE_STYLE}"><w:name w:val="修改删去"/><w:qFormat/>'
    f'<w:rPr><w:strike/><w:color w:val="{GONE_COLOUR}"/></w:rPr></w:style>'
    f'<w:style w:type="character" w:customStyle="1" w:styleId="{COME_STYLE}"><w:name w:val="修改新增"/><w:qFormat/>'
    f'<w:rPr><w:color w:val="{COME_COLOUR}"/><w:u w:val="single"/></w:rPr></w:style>'
)


def with_mark_styles(styles: bytes) -> bytes:
    """The styles part with the two character styles at its end."""
    return styles.replace(b"</w:styles>", _STYLES.encode("utf-8") + b"</w:styles>")


def mark_style(kind: str) -> str:
    """The property of a run that came or went, as XML, "" for one that stayed."""
    style = _STYLE_IDS[kind]
    return f'<w:rStyle w:val="{style}"/>' if style else ""


def marked_run(piece: Piece, family: str, properties: Mapping[str, str] = MappingProxyType({})) -> str:
    """A run as XML. family: the East Asian one of its text; properties: further ones by name → value, in order."""
    mark = mark_style(piece.kind)
    more = "".join(f'<w:{name} w:val="{value}"/>' for name, value in properties.items())
    text = f'<w:t xml:space="preserve">{text_xml(piece.text)}</w:t>'
    return f"<w:r><w:rPr>{mark}{chinese_fonts(family)}{more}</w:rPr>{text}</w:r>"
