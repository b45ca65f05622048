"""Native charts of the default template as parts of the package: DrawingML, with fonts, texts for the blind, caches.

The library that makes the sheets can name neither an East Asian font nor a chart's alternative text.
"""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence

from lxml import etree

from exporters.excel_cells import s
from exporters.excel_formulas import quoted_sheet
from exporters.templates.excel_chart_sheet import FIRST_ROW, SHEET, ChartPlace
from exporters.year_chart import LAST, THIS
from ooxml.characters import escape
from ooxml.markup import CONTENT_TYPES, OFFICE_RELATIONSHIPS, RELATIONSHIPS, parse_xml, to_bytes

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_ANCHORS = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "[Content_Types].xml"
_PIXEL = 9525
_HALVES = (((0, 0), (1, 128 * _PIXEL)), ((1, 132 * _PIXEL), (4, 98 * _PIXEL)))
"""Where each half of the page begins and ends: column, and offset within it."""
_PLOT = (
    '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    '<c:x val="0.03"/><c:y val="0.25"/><c:w val="0.94"/><c:h val="0.47"/></c:manualLayout></c:layout>'
)
"""The bars below the title and the figure on the highest of them: left to themselves some programs set both in one line."""


def add_charts(parts: MutableMapping[str, bytes], sheet_part: str, places: Sequence[ChartPlace]) -> None:
    """Put the charts into the package of a workbook in which this sheet has no drawing yet."""
    drawing = "xl/drawings/drawing1.xml"
    anchors, relations = [], []
    for number, place in enumerate(places, 1):
        part = f"xl/charts/chart{number}.xml"
        parts[part] = _chart(place)
        anchors.append(_anchor(number, place))
        relations.append((f"rId{number}", f"{OFFICE_RELATIONSHIPS}/chart", f"/{part}"))
        _register(parts, part, _CHART_TYPE)
    parts[drawing] = (
        f'{_DECLARATION}<xdr:wsDr xmlns:xdr="{_ANCHORS}" xmlns:a="{_MAIN}">{"".join(anchors)}</xdr:wsDr>'
    ).encode()
    parts["xl/drawings/_rels/drawing1.xml.rels"] = _relations(relations)
    _register(parts, drawing, _DRAWING_TYPE)
    folder, _, name = sheet_part.rpartition("/")
    parts[f"{folder}/_rels/{name}.rels"] = _relations([("rId1", f"{OFFICE_RELATIONSHIPS}/drawing", f"/{drawing}")])
    root = parse_xml(parts[sheet_part], sheet_part)
    link = etree.SubElement(root, s("drawing"))
    link.set(f"{{{OFFICE_RELATIONSHIPS}}}id", "rId1")
    parts[sheet_part] = to_bytes(root)


def _register(parts: MutableMapping[str, bytes], part: str, kind: str) -> None:
    types = parse_xml(parts[_TYPES], _TYPES)
    etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{part}", ContentType=kind)
    parts[_TYPES] = to_bytes(types)


def _relations(items: Sequence[tuple[str, str, str]]) -> bytes:
    links = "".join(f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"/>' for id_, kind, target in items)
    return f'{_DECLARATION}<Relationships xmlns="{RELATIONSHIPS}">{links}</Relationships>'.encode()


def _anchor(number: int, place: ChartPlace) -> str:
    (column, offset), (end_column, end_offset) = _HALVES[place.half]
    title = escape(place.title)
    text = escape(f"柱形图：{place.title}，本年与上年。数据见上表第 {place.first} 至 {place.last} 行。")
    return (
        f"<xdr:twoCellAnchor><xdr:from><xdr:col>{column}</xdr:col><xdr:colOff>{offset}</xdr:colOff>"
        f"<xdr:row>{place.top}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
        f"<xdr:to><xdr:col>{end_column}</xdr:col><xdr:colOff>{end_offset}</xdr:colOff>"
        f"<xdr:row>{place.bottom}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
        f'<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="{number + 1}" name="{title}" descr="{text}"/>'
        "<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>"
        '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
        f'<a:graphic><a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}" xmlns:r="{OFFICE_RELATIONSHIPS}" '
        f'r:id="rId{number}"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>'
    )


def _chart(place: ChartPlace) -> bytes:
    sheet = escape(quoted_sheet(SHEET))
    series = "".join(
        _series(n, sheet, place, column, colour) for n, (column, colour) in enumerate((("C", THIS), ("D", LAST)))
    )
    labels = (
        "<c:dLbls><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        + _text_properties(8)
        + '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )
    return (
        f'{_DECLARATION}<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_MAIN}" xmlns:r="{OFFICE_RELATIONSHIPS}">'
        '<c:roundedCorners val="0"/><c:chart>'
        f"{_title(place.title)}"
        f'<c:autoTitleDeleted val="0"/><c:plotArea>{_PLOT}<c:barChart><c:barDir val="col"/>'
        f'<c:grouping val="clustered"/><c:varyColors val="0"/>{series}{labels}'
        '<c:gapWidth val="60"/><c:axId val="111"/><c:axId val="222"/></c:barChart>'
        '<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"{_line('8C96A3')}{_text_properties(8)}"
        '<c:crossAx val="222"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
        '<c:valAx><c:axId val="222"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>'
        '<c:delete val="1"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        '<c:crossAx val="111"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
        '</c:plotArea><c:legend><c:legendPos val="b"/><c:overlay val="0"/>'
        + _text_properties(8)
        + '</c:legend><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f'<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln w="6350"><a:solidFill>'
        f'<a:srgbClr val="C8CED7"/></a:solidFill></a:ln></c:spPr>{_text_properties(9)}</c:chartSpace>'
    ).encode()


def _series(number: int, sheet: str, place: ChartPlace, column: str, colour: str) -> str:
    head = f"{sheet}!${column}${FIRST_ROW - 1}"
    values = f"{sheet}!${column}${place.first}:${column}${place.last}"
    names = f"{sheet}!$B${place.first}:$B${place.last}"
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>{head}</c:f><c:strCache/>'
        f'</c:strRef></c:tx><c:spPr><a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill></c:spPr>'
        f'<c:invertIfNegative val="0"/><c:cat><c:strRef><c:f>{names}</c:f><c:strCache/></c:strRef></c:cat>'
        f"<c:val><c:numRef><c:f>{values}</c:f><c:numCache><c:formatCode>General</c:formatCode></c:numCache></c:numRef>"
        "</c:val></c:ser>"
    )


def _title(text: str) -> str:
    return (
        "<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr/></a:pPr><a:r>"
        f'<a:rPr lang="zh-CN" sz="1050" b="1"><a:latin typeface="黑体"/><a:ea typeface="黑体"/></a:rPr>'
        f'<a:t>{escape(text)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def _text_properties(points: int) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr lang="zh-CN" sz="{points * 100}"><a:latin typeface="Times New Roman"/>'
        '<a:ea typeface="宋体"/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def _line(colour: str) -> str:
    return f'<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln></c:spPr>'
