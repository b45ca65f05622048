"""The empty Word package on which the default templates are made: lean parts of our own, no theme, no ballast."""

from __future__ import annotations

from exporters import typesetting as ts
from exporters.templates.word_theme import theme
from exporters.word_elements import chinese_fonts
from exporters.word_styles import EVEN_FOOTER, FOOTER, UsedStyle, default_styles, style_sheet
from model.form import Form
from model.layout import USUAL
from ooxml.markup import CONTENT_TYPES as TYPES_NAMESPACE
from ooxml.markup import OFFICE_RELATIONSHIPS, RELATIONSHIPS, WORD
from ooxml.package import CONTENT_TYPES, make_package

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_APPLICATION_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_CORE_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_PARTS = {
    "document": f"{_WORD_TYPE}.document.main+xml",
    "styles": f"{_WORD_TYPE}.styles+xml",
    "settings": f"{_WORD_TYPE}.settings+xml",
    "fontTable": f"{_WORD_TYPE}.fontTable+xml",
    "footer1": f"{_WORD_TYPE}.footer+xml",
    "footer2": f"{_WORD_TYPE}.footer+xml",
}
_THEME = "word/theme/theme1.xml"
_THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
_ODD_FOOTER, _EVEN_FOOTER = "rId4", "rId5"
_CREATED = "2000-01-01T00:00:00Z"


def empty_package(form: Form, table_size: float = USUAL) -> bytes:
    """A Word file without content: page, styles, fonts and page numbers of the form's reports.

    table_size: of the text in the grids, in points.
    """
    styles = default_styles(form)
    return make_package(
        {
            CONTENT_TYPES: _content_types(),
            "_rels/.rels": _relationships(
                {
                    "rId1": ("officeDocument", "word/document.xml"),
                    "rId2": (_CORE_RELATIONSHIP, "docProps/core.xml"),
                    "rId3": ("extended-properties", "docProps/app.xml"),
                }
            ),
            "word/document.xml": _part(
                f'<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE_RELATIONSHIPS}"><w:body>{_section()}</w:body></w:document>'
            ),
            "word/_rels/document.xml.rels": _relationships(
                {
                    "rId1": ("styles", "styles.xml"),
                    "rId2": ("settings", "settings.xml"),
                    "rId3": ("fontTable", "fontTable.xml"),
                    "rId6": ("theme", "theme/theme1.xml"),
                    _ODD_FOOTER: ("footer", "footer1.xml"),
                    _EVEN_FOOTER: ("footer", "footer2.xml"),
                }
            ),
            "word/styles.xml": _part(style_sheet(form, table_size)),
            "word/settings.xml": _part(_settings()),
            "word/fontTable.xml": _part(_font_table()),
            _THEME: _part(theme()),
            "word/footer1.xml": _part(_footer(styles[FOOTER])),
            "word/footer2.xml": _part(_footer(styles[EVEN_FOOTER])),
            "docProps/core.xml": _part(_core()),
            "docProps/app.xml": _part(_application()),
        }
    )


def _part(xml: str) -> bytes:
    return f"{_HEAD}{xml}".encode()


def _content_types() -> bytes:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in _PARTS.items()
    )
    return _part(
        f'<Types xmlns="{TYPES_NAMESPACE}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}<Override PartName="/{_THEME}" ContentType="{_THEME_TYPE}"/><Override PartName="/docProps/core.xml" ContentType="{_CORE_TYPE}"/>'
        f'<Override PartName="/docProps/app.xml" ContentType="{_APPLICATION_TYPE}"/></Types>'
    )


def _relationships(targets: dict[str, tuple[str, str]]) -> bytes:
    items = []
    for key, (kind, target) in targets.items():
        address = kind if kind.startswith("http") else f"{OFFICE_RELATIONSHIPS}/{kind}"
        items.append(f'<Relationship Id="{key}" Type="{address}" Target="{target}"/>')
    return _part(f'<Relationships xmlns="{RELATIONSHIPS}">{"".join(items)}</Relationships>')


def _section() -> str:
    margins = (
        f'w:top="{ts.MARGIN_TOP}" w:right="{ts.MARGIN_RIGHT}" w:bottom="{ts.MARGIN_BOTTOM}" w:left="{ts.MARGIN_LEFT}" '
        f'w:header="{ts.HEADER_DISTANCE}" w:footer="{ts.FOOTER_DISTANCE}" w:gutter="0"'
    )
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{_ODD_FOOTER}"/><w:footerReference w:type="even" r:id="{_EVEN_FOOTER}"/>'
        f'<w:pgSz w:w="{ts.PAGE_WIDTH}" w:h="{ts.PAGE_HEIGHT}"/><w:pgMar {margins}/><w:docGrid w:linePitch="{ts.LINE}"/></w:sectPr>'
    )


def _settings() -> str:
    return (
        f'<w:settings xmlns:w="{WORD}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="640"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:doNotExpandShiftReturn/>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _font_table() -> str:
    fonts = "".join(
        f'<w:font w:name="{family.name}"><w:altName w:val="{",".join(family.stand_ins)}"/><w:charset w:val="{family.charset}"/>'
        f'<w:family w:val="{family.kind}"/><w:pitch w:val="{family.pitch}"/></w:font>'
        for family in ts.FAMILIES
    )
    return f'<w:fonts xmlns:w="{WORD}">{fonts}</w:fonts>'


def _footer(style: UsedStyle) -> str:
    fonts = f"<w:rPr>{chinese_fonts(style.family)}</w:rPr>"
    return (
        f'<w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:pStyle w:val="{style.id}"/></w:pPr>'
        f'<w:r>{fonts}<w:t xml:space="preserve">— </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r>{fonts}<w:t>1</w:t></w:r></w:fldSimple>'
        f'<w:r>{fonts}<w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )


def _core() -> str:
    spaces = {
        "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    declared = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in spaces.items())
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{_CREATED}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        f"<cp:coreProperties {declared}><dc:title>{{{{title}}}}</dc:title><dc:subject>{{{{unit}}}}</dc:subject>"
        "<dc:creator>{{unit}}</dc:creator><cp:keywords>{{year}}年度；校验码 {{check_code}}</cp:keywords>"
        f"{dates}<cp:category>{{{{year}}}}年度</cp:category><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _application() -> str:
    """单位, which Word shows among a document's properties beside its author, and the program's name."""
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>年报编辑器</Application><Company>{{unit}}</Company></Properties>"
    )
