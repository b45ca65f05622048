"""Figures in the narrow cells of a template that is not ours: set smaller where one would be torn over two lines.

A figure of which the last digit stands in the next line, or on the next page, is read as another figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from exporters import typesetting as ts
from exporters import word_elements as we
from exporters.word_figures import FigureCells
from exporters.word_style_names import StyleNames
from model.placeholders import PATTERN, canonical
from model.prepared_template import Prepared
from model.source import Place, SourceTable
from ooxml.markup import parse_xml, to_bytes, w
from ooxml.package import Package
from ooxml.word_blocks import WordBlock

_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_SIZES = (w("sz"), w("szCs"))
_SIDE_ORDER = {w("top"): 0, w("left"): 1, w("start"): 1, w("bottom"): 2, w("right"): 3, w("end"): 3}
_BEHIND_MARGINS = tuple(
    w(name)
    for name in (
        "textDirection",
        "tcFitText",
        "vAlign",
        "hideMark",
        "headers",
        "cellIns",
        "cellDel",
        "cellMerge",
        "tcPrChange",
    )
)
_USUAL_SIZE = 20
"""Half points where nothing names a size."""
_EASILY_READ = 14
"""Half points. Before a figure gets smaller, the margins of its cell do."""
_LEAST_MARGIN = 20
"""Twips that stay of a cell's margin."""
_SURE = 0.88
"""Of a line that is counted on: digits are half an em wide in most faces, and up to 0.56 em in some."""


def figure_rooms(package: Package, figures: Mapping[str, Place], blocks: Sequence[WordBlock]) -> dict[str, float]:
    """How many ems of a figure fit into one line of its cell, by cell id; without the cells whose width is not told."""
    if _STYLES not in package:
        return {}
    names = StyleNames(parse_xml(package.read(_STYLES), _STYLES))
    measure = _Measure(names)
    grids = {number: list(_columns(block)) for number, block in enumerate(blocks) if block.cells}
    found = {}
    for cell, place in figures.items():
        block = blocks[place[0]]
        width = measure.width(block.cells[place[1:]], _grid_width(block, place, grids[place[0]]))
        paragraph = next(block.cells[place[1:]].iter(we.P), None)
        if width > 0 and paragraph is not None:
            found[cell] = width * _SURE / (measure.size(paragraph) * 10)
    return found


def with_smaller_figures(prepared: Prepared, wide: Mapping[str, float]) -> Prepared:
    """The template with these figures' runs set smaller. wide: the ems that each of the figures takes, by cell id."""
    package = Package(prepared.data)
    root = parse_xml(package.read(_DOCUMENT), _DOCUMENT)
    measure = _Measure(StyleNames(parse_xml(package.read(_STYLES), _STYLES)))
    for text in root.iter(we.T):
        match = PATTERN.fullmatch(text.text or "")
        name, run = canonical(match[1]) if match else "", text.getparent()
        paragraph = we.owner(text)
        if name in wide and run is not None and paragraph is not None:
            size = int(measure.size(paragraph) * prepared.rooms[name] / wide[name])
            if size < _EASILY_READ:
                size = int((prepared.rooms[name] * measure.size(paragraph) + _widened(paragraph, measure)) / wide[name])
            for tag in ("sz", "szCs"):
                we.put_run_property(we.run_properties(run), tag).set(we.VAL, str(max(size, ts.SMALLEST_FIGURE)))
    return prepared._replace(data=package.with_parts({_DOCUMENT: to_bytes(root)}))


def _widened(paragraph: etree._Element, measure: _Measure) -> float:
    """Take what can be spared of the margins of the paragraph's cell; what a line gains, in ems of half a point."""
    cell = next(paragraph.iterancestors(we.TC), None)
    before = measure.margins(cell) if cell is not None else (0, 0)
    if cell is None or max(before) <= _LEAST_MARGIN:
        return 0.0
    margins = [min(side, _LEAST_MARGIN) for side in before]
    _put_margins(cell, *margins)
    return (sum(before) - sum(margins)) * _SURE / 10


def _put_margins(cell: etree._Element, left: int, right: int) -> None:
    properties = we.child(cell, w("tcPr"))
    if properties is None:
        properties = etree.Element(w("tcPr"))
        cell.insert(0, properties)
    found = we.child(properties, w("tcMar"))
    if found is None:
        found = etree.Element(w("tcMar"))
        properties.insert(
            next((n for n, part in enumerate(properties) if part.tag in _BEHIND_MARGINS), len(properties)), found
        )
    for side, width in ((w("left"), left), (w("right"), right)):
        place = _SIDE_ORDER[side]
        for old in [part for part in found if _SIDE_ORDER.get(part.tag) == place]:
            found.remove(old)
        made = etree.Element(side)
        made.set(w("w"), str(width))
        made.set(w("type"), "dxa")
        found.insert(sum(_SIDE_ORDER.get(part.tag, 0) < place for part in found), made)


class _Measure:
    """Widths of cells and sizes of type, by a template's styles."""

    def __init__(self, names: StyleNames) -> None:
        self._names, self._cells = names, FigureCells(names)

    def width(self, cell: etree._Element, by_grid: int) -> int:
        """Twips for text in one line, 0 when no width is told. by_grid: what the table's grid gives the cell."""
        named = we.child(cell, w("tcPr"), w("tcW"))
        own = _number(named, "w") if named is not None and named.get(w("type"), "dxa") == "dxa" else 0
        widths = [width for width in (own, by_grid) if width]
        return min(widths) - sum(self._cells.margins(cell)) if widths else 0

    def margins(self, cell: etree._Element) -> tuple[int, int]:
        """The cell's left and right margins in twips."""
        return self._cells.margins(cell)

    def size(self, paragraph: etree._Element) -> int:
        """The size of the paragraph's first run in half points: its own, its style's, the document's."""
        run = next((text.getparent() for text in we.own_texts(paragraph)), None)
        own = _number(we.child(run, we.RPR, _SIZES[0])) or _number(we.child(paragraph, we.PPR, we.RPR, _SIZES[0]))
        if own:
            return own
        style = self._names.lookup(we.paragraph_style(paragraph) or self._names.id("Normal"), "rPr/sz")
        defaults = we.child(self._names.root, w("docDefaults"), w("rPrDefault"), we.RPR, _SIZES[0])
        return _number(style) or _number(defaults) or _USUAL_SIZE


def _columns(block: WordBlock) -> Iterator[int]:
    """The widths of the table's grid columns in twips."""
    grid = we.child(block.element, w("tblGrid"))
    for column in () if grid is None else grid.iterchildren(w("gridCol")):
        yield _number(column, "w")


def _grid_width(block: WordBlock, place: Place, columns: Sequence[int]) -> int:
    assert isinstance(block.block, SourceTable)
    cell = next(cell for cell in block.block.rows[place[1]] if cell.column == place[2])
    return sum(columns[cell.column : cell.column + cell.column_span])


def _number(element: etree._Element | None, name: str = "val") -> int:
    value = "" if element is None else str(element.get(w(name), ""))
    return int(value) if value.isdecimal() else 0
