"""The cells of a worksheet's XML: found by place, made where there is none, written as figure, text or formula."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple, cast

from lxml import etree

from exporters.excel_formulas import Place, address, parse_address
from exporters.excel_text import cell_string
from ooxml.characters import escape, fit
from ooxml.markup import SHEET, XML

Element = etree._Element  # noqa: SLF001 - lxml has no public name for it

_SPACE = f"{{{XML}}}space"


def s(name: str) -> str:
    """A SpreadsheetML name as lxml writes it."""
    return f"{{{SHEET}}}{name}"


SHEET_DATA, ROW, CELL = s("sheetData"), s("row"), s("c")
VALUE, FORMULA, INLINE, TEXT, RUN = s("v"), s("f"), s("is"), s("t"), s("r")
_REFERENCES = etree.XPath("s:sheetData/s:row/s:c/@r", namespaces={"s": SHEET}, smart_strings=False)


class Order(NamedTuple):
    """The rows' numbers and the cells' places in the order of the sheet's XML."""

    rows: tuple[int, ...]
    cells: tuple[Place, ...]


def order_of(root: Element) -> Order:
    """The order of a sheet's rows and cells; those without a number follow the one before."""
    elements, references = list(root.iter(ROW)), cast("list[str]", _REFERENCES(root))
    rows: list[int] = []
    for row in elements:
        rows.append(int(row.get("r") or (rows[-1] + 1 if rows else 1)))
    if sum(map(len, elements)) == len(references):
        return Order(tuple(rows), tuple(map(parse_address, references)))
    return Order(tuple(rows), tuple(place for row in zip(rows, elements, strict=True) for place in _places_of(*row)))


def _places_of(number: int, row: Element) -> Iterator[Place]:
    column = 0
    for cell in row.iterchildren(CELL):
        reference = cell.get("r")
        column = parse_address(reference)[1] if reference else column + 1
        yield number, column


def text_cells(root: Element, order: Order, shared: Collection[str]) -> list[tuple[Place, Element]]:
    """The cells that hold text of their own or one of these shared strings."""
    holders = [value for value in root.iter(VALUE) if value.text in shared]
    found = {item.getparent() for item in (*holders, *root.iter(INLINE))}
    cells = zip(order.cells, root.iter(CELL), strict=True) if found else ()
    return [(place, cell) for place, cell in cells if cell in found and cell.get("t") in ("s", "inlineStr")]


class Cells:
    """One sheet's cells by place; changes the tree that it was given."""

    def __init__(self, root: Element, order: Order) -> None:
        data = root.find(SHEET_DATA)
        self.data = data if data is not None else etree.SubElement(root, SHEET_DATA)
        self.rows = dict(zip(order.rows, self.data.iterchildren(ROW), strict=True))
        self.places = dict(zip(order.cells, self.data.iter(CELL), strict=True))

    def cell(self, place: Place) -> Element:
        """The cell at the place, made when there is none."""
        found = self.places.get(place)
        if found is None:
            row = self.rows.get(place[0])
            if row is None:
                row = _inserted(self.data, etree.Element(ROW, r=str(place[0])), place[0], self.rows)
            columns = {column: cell for (number, column), cell in self.places.items() if number == place[0]}
            found = _inserted(row, etree.Element(CELL, r=address(place)), place[1], columns)
            self.places[place] = found
        return found


def _inserted(parent: Element, new: Element, number: int, siblings: dict[int, Element]) -> Element:
    """The new row or cell put where its number belongs: Excel refuses a sheet out of order."""
    following = [other for other in siblings if other > number]
    if following:
        siblings[min(following)].addprevious(new)
    else:
        parent.append(new)
    siblings[number] = new
    return new


def child(element: Element, tag: str) -> Element | None:
    """The first child with this tag; several times faster than `find`."""
    return next(element.iterchildren(tag), None)


def value_text(cell: Element) -> str:
    """What stands in the cell's value element, "" when there is none."""
    value = child(cell, VALUE)
    return "" if value is None else value.text or ""


def string_of(cell: Element, strings: Sequence[Element]) -> str:
    """A text cell's text, "" for any other cell."""
    holder = string_element(cell, strings)
    return "" if holder is None else text_of_string(holder)


def text_of_string(holder: Element) -> str:
    """The text of a string, runs joined."""
    if len(holder) == 1 and holder[0].tag == TEXT:
        return holder[0].text or ""
    return "".join([node.text or "" for node in text_nodes(holder)])


def string_element(cell: Element, strings: Sequence[Element]) -> Element | None:
    """The element that holds a text cell's text: its own, or one of the shared strings."""
    kind = cell.get("t")
    if kind == "inlineStr":
        return child(cell, INLINE)
    if kind == "s":
        index = value_text(cell)
        return strings[int(index)] if index.isdecimal() and int(index) < len(strings) else None
    return None


def text_nodes(holder: Element) -> list[Element]:
    """The text elements of a string, of its runs when it has some; phonetic readings are left out."""
    if len(holder) == 1 and holder[0].tag == TEXT:
        return [holder[0]]
    return [node for item in holder for node in _texts_of(item)]


def _texts_of(item: Element) -> list[Element]:
    if item.tag == TEXT:
        return [item]
    return item.findall(TEXT) if item.tag == RUN else []


def clear(cell: Element) -> None:
    """Make the cell blank; its style stays."""
    if len(cell) or cell.get("t") is not None:
        cell.attrib.pop("t", "")
        for item in list(cell):
            cell.remove(item)


def write_number(cell: Element, digits: str) -> None:
    """Make the cell hold a figure."""
    clear(cell)
    etree.SubElement(cell, VALUE).text = digits


def write_text(cell: Element, text: str) -> None:
    """Make the cell hold text, whatever it begins with; never a formula."""
    clear(cell)
    if fit(text):
        cell.set("t", "inlineStr")
        set_string(etree.SubElement(etree.SubElement(cell, INLINE), TEXT), text)


def set_string(node: Element, text: str) -> None:
    """Put text into a text element, as `fit` has it, white space kept."""
    text = fit(text)
    node.text = cell_string(text)
    if text != text.strip() or "\n" in text or "\r" in text:
        node.set(_SPACE, "preserve")


def cell_text_xml(text: str) -> str:
    """A cell's text as it stands in XML, as `fit` has it."""
    return escape(cell_string(fit(text)))


def write_result(cell: Element, result: str, text: bool = False) -> None:
    """Give the cell's formula its result, a figure's digits or text; "" is a blank text."""
    for item in list(cell):
        if item.tag != FORMULA:
            cell.remove(item)
    if cell.get("t") is not None:
        cell.attrib.pop("t")
    if text or not result:
        cell.set("t", "str")
    etree.SubElement(cell, VALUE).text = cell_string(fit(result)) if text else result


def forget_result(cell: Element) -> None:
    """Take away a formula's result that no longer holds; programs work it out when it is missing."""
    value = child(cell, VALUE)
    if value is not None:
        cell.remove(value)
        cell.attrib.pop("t", "")
