"""Word files for the tests of reading them, put together by hand: as Word, WPS and others write such things."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from random import Random
from xml.sax.saxutils import escape

from model.form import Grid
from model.number_text import number_text
from model.report import Report
from ooxml.namespaces import CONTENT_TYPES as TYPES
from ooxml.namespaces import OFFICE_RELATIONSHIPS, RELATIONSHIPS, WORD
from ooxml.package import make_package
from tests.exporters.labelled_files import Spot, spots

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SPACES = {
    "w": WORD,
    "r": OFFICE_RELATIONSHIPS,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
SPACES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _SPACES.items())


def word_file(body: str, *, styles: str = "", numbering: str = "", main: str = "word/document.xml") -> bytes:
    """A file with this body. styles, numbering: what stands in these parts, "" for no such part."""
    folder, _, name = main.rpartition("/")
    others = {kind: xml for kind, xml in (("styles", styles), ("numbering", numbering)) if xml}
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{_MAIN}"/></Types>',
        "_rels/.rels": _links({"officeDocument": main}),
        main: f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        f"{folder}/_rels/{name}.rels": _links({kind: f"{kind}.xml" for kind in others}),
        **{f"{folder}/{kind}.xml": f"<w:{kind} {SPACES}>{xml}</w:{kind}>" for kind, xml in others.items()},
    }
    return make_package({part: xml.encode() for part, xml in parts.items()})


def _links(targets: Mapping[str, str]) -> str:
    items = (
        f'<Relationship Id="r{number}" Type="{OFFICE_RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{RELATIONSHIPS}">{"".join(items)}</Relationships>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    """Content that begins with < stands as it is, other is a run of text."""
    runs = (part if part.startswith("<") else run(part) for part in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def cell(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    given = (part if part.startswith("<") else cell(part) for part in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(given)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


Writer = Callable[[Spot], str]
"""What stands in a cell, as XML."""


def plainly(spot: Spot) -> str:
    return "".join(paragraph(line) if line else "<w:p/>" for line in escape(spot[4]).split("\n"))


def grid_table(wanted: Sequence[Spot], write: Writer = plainly, *, old_merges: bool = False, scale: int = 1) -> str:
    """A table of these cells. old_merges: across by hMerge, cell by cell. scale: columns of the file to each of the grid."""
    begun = {(spot[0], spot[1]): spot for spot in wanted}
    height = max(spot[0] + spot[2] for spot in wanted)
    width = max(spot[1] + spot[3] for spot in wanted)
    covered = {(r + d, c): spot for (r, c), spot in begun.items() for d in range(1, spot[2])}
    rows = []
    for number in range(height):
        cells, column = "", 0
        while column < width:
            spot, over = begun.get((number, column)), covered.get((number, column))
            span = spot[3] if spot else over[3] if over else 1
            down = '<w:vMerge w:val="restart"/>' if spot and spot[2] > 1 else "" if spot or not over else "<w:vMerge/>"
            content = write(spot) if spot else "<w:p/>"
            if old_merges and span > 1:
                cells += cell(content, f'{down}<w:hMerge w:val="restart"/>') + cell("<w:p/>", "<w:hMerge/>") * (
                    span - 1
                )
            else:
                across = f'<w:gridSpan w:val="{span * scale}"/>' if span * scale > 1 else ""
                cells += cell(content, f"{across}{down}")
            column += span
        rows.append(f"<w:tr>{cells}</w:tr>")
    return table(*rows)


def counted(report: Report, grid: Grid) -> list[Spot]:
    """A grid as the form prints it, with the report's figures."""
    return [(*spot[:4], number_text(report.value(spot[5])) if spot[5] else spot[4], spot[5]) for spot in spots(grid)]


def report_file(report: Report, grids: Callable[[Grid], str], **parts: str) -> bytes:
    """A whole report. grids: each grid as XML; parts: as of `word_file`."""
    body = paragraph(report.unit) + paragraph(f"{report.year}年政府信息公开工作年度报告")
    for section in report.form.sections:
        if section.heading:
            body += paragraph(section.heading)
        body += grids(report.form.grid(section.grid)) if section.grid else paragraph(f"关于{section.id}的一段话。")
    return word_file(body, **parts)


def dragged_table(wanted: Sequence[Spot], chance: Random, by: int = 1) -> str:
    """The same as hands leave it: in each row borders stand up to a few tenths of a column away from where they were."""
    begun = {(spot[0], spot[1]): spot for spot in wanted}
    width = max(spot[1] + spot[3] for spot in wanted)
    covered = {(r + d, c): spot for (r, c), spot in begun.items() for d in range(1, spot[2])}
    rows = []
    for number in range(max(spot[0] + spot[2] for spot in wanted)):
        found = [
            (column, begun.get((number, column)), covered.get((number, column)))
            for column in range(width)
            if (number, column) in begun or (number, column) in covered
        ]
        edges = [0]
        for (_, left, over), (column, right, below) in pairwise(found):
            # Borders of cells that are merged over rows were dragged as one.
            held = over or below or any(spot is not None and spot[2] > 1 for spot in (left, right))
            edges.append(column * 10 + (0 if held else chance.randint(-by, by)))
        edges.append(width * 10)
        cells = ""
        for (_, spot, over), begin, end in zip(found, edges[:-1], edges[1:], strict=True):
            down = "<w:vMerge/>" if over else '<w:vMerge w:val="restart"/>' if spot and spot[2] > 1 else ""
            cells += cell(plainly(spot) if spot else "<w:p/>", f'<w:gridSpan w:val="{end - begin}"/>{down}')
        rows.append(f"<w:tr>{cells}</w:tr>")
    return widths(table(*rows), *[120] * (width * 10))


def widths(xml: str, *columns: int) -> str:
    """The table with columns of these widths."""
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    return xml.replace("<w:tblGrid/>", f"<w:tblGrid>{grid}</w:tblGrid>")
