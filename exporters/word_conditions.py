"""Conditions in a Word template: paragraphs, tables, rows and stretches of text that are printed only if they hold.

A condition that stands alone in paragraphs or rows of a table is about all that lies between them; one within a
paragraph about its words. What Word needs stays: section breaks, the last paragraph of a cell, what parts two tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.sax.saxutils import unescape

from lxml import etree

from exporters import word_elements as we
from exporters.word_merged_cells import ROW, WRAPPED, GuardedRow, goes_on, keep_labels, table_rows
from exporters.word_rows import FoldedRows
from exporters.word_slot_table import SlotTable
from exporters.word_slots import Filling, Pieces, Slot, Value, render
from model.form import Form
from model.placeholder_conditions import Control, Guards, Nesting
from ooxml.markup import escape, w

_BLOCKS = (we.P, we.TBL, ROW, w("sdt"))
_CLOSED = {w(name) for name in ("tc", "txbxContent", "hdr", "ftr", "footnote", "endnote")}
"""What has to end with a paragraph."""
_TABLE_STARTS = ("<w:tbl>", "<w:tbl ")
_GAP = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
"""Parts two tables that would run together."""


class Mark(NamedTuple):
    """A condition's placeholder within a paragraph, until the paragraph is gone through."""

    control: Control

    def render(self, filling: Filling) -> str:
        return ""


class Shown(NamedTuple):
    """XML that is printed within these branches only."""

    guards: Guards
    pieces: Pieces

    def render(self, filling: Filling) -> str:
        return render(self.pieces, filling) if filling.decisions.shown(self.guards) else ""


class AnyShown(NamedTuple):
    """A paragraph that is printed when one of its stretches is."""

    stretches: tuple[Guards, ...]
    pieces: Pieces

    def render(self, filling: Filling) -> str:
        return render(self.pieces, filling) if any(map(filling.decisions.shown, self.stretches)) else ""


class Item(NamedTuple):
    """A block; kept: what stands there when it is not printed."""

    guards: Guards
    pieces: Pieces
    kept: Pieces = ()


class Blocks(NamedTuple):
    """Blocks one after the other, some within branches.

    before, after: what stands there besides: "p", "tbl" or "". closing: the paragraph with which its holder ends when
    it would end with none, "" where that need not be.
    """

    items: tuple[Item, ...]
    before: str
    after: str
    closing: str

    def render(self, filling: Filling) -> str:
        printed: list[str] = []
        end, left_out = self.before, True
        for item in self.items:
            pieces = item.pieces if filling.decisions.shown(item.guards) else item.kept
            text = render(pieces, filling)
            if not text:
                left_out = True
                continue
            if left_out and end == "tbl" and text.startswith(_TABLE_STARTS):
                printed.append(_GAP)
            printed.append(text)
            end = "tbl" if text.endswith("</w:tbl>") else "p" if "<w:p" in text else end
            left_out = False
        if self.after == "tbl" and end == "tbl":
            printed.append(_GAP)
        if self.closing and end != "p":
            printed.append(self.closing)
        return "".join(printed)


class WholeTable(NamedTuple):
    """A table of which no row may be printed: it goes with the last of them."""

    rows: Blocks
    pieces: Pieces

    def render(self, filling: Filling) -> str:
        return render(self.pieces, filling) if self.rows.render(filling) else ""


class _Met(NamedTuple):
    """A condition's placeholder that stands alone: its paragraph, as typed, and what it does."""

    paragraph: etree._Element
    typed: str
    control: Control


class Conditions:
    """The conditions of one part. trouble: takes a paragraph, what was typed and what is wrong with it."""

    def __init__(
        self,
        form: Form,
        slots: SlotTable,
        fragment: Callable[[etree._Element], str],
        trouble: Callable[[etree._Element, str, str], None],
    ) -> None:
        self._form, self._slots, self._fragment, self._trouble = form, slots, fragment, trouble
        self._alone: list[_Met] = []
        self._within: list[etree._Element] = []

    def add_alone(self, paragraph: etree._Element, typed: str, control: Control) -> None:
        """A placeholder that is all there is in a paragraph."""
        self._alone.append(_Met(paragraph, typed, control))

    def add_within(self, paragraph: etree._Element) -> None:
        """A paragraph with marks among its texts, all balanced."""
        self._within.append(paragraph)

    def apply(self) -> None:
        """Make slots of all that stands within conditions, what lies deepest first."""
        holders: dict[etree._Element, dict[etree._Element, _Met]] = {}
        for met in self._alone:
            row = _row_of(met)
            element = met.paragraph if row is None else row
            holder = element.getparent()
            if holder is not None:
                holders.setdefault(holder, {})[element] = met
        paragraphs = dict.fromkeys(self._within)
        for element in sorted((*holders, *paragraphs), key=_depth, reverse=True):
            if element in paragraphs:
                self._guard_words(element)
            else:
                self._guard_blocks(element, holders[element])

    def _guard_blocks(self, holder: etree._Element, met: dict[etree._Element, _Met]) -> None:
        if next(iter(met)).tag == ROW and (wrong := self._keep_labels(holder, met)):
            begin = next(iter(met.values()))
            self._trouble(begin.paragraph, begin.typed, wrong)
        items = self._items(holder, met)
        if items is None:
            return
        children = list(holder)
        places = [children.index(element) for element in met]
        first, last = children[places[0]], children[places[-1]]
        following = last.getnext()
        is_end = following is None and holder.tag in _CLOSED
        closing = self._bare_paragraph(met[last].paragraph, with_break=False) if is_end else ""
        slot = Blocks(tuple(items), _kind(first.getprevious()), _kind(following), closing)
        covered = children[places[0] : places[-1] + 1]
        for element in covered[1:]:
            holder.remove(element)
        we.replace(first, self._slots.element(slot))
        if holder.tag == we.TBL and not _has_rows(holder):
            pieces = self._slots.pieces(self._fragment(holder))
            we.replace(holder, self._slots.element(WholeTable(slot, pieces)))

    def _keep_labels(self, holder: etree._Element, met: dict[etree._Element, _Met]) -> str:
        """See to cells merged over rows of which some may not be printed; what is wrong, "" when nothing is."""
        self._unfold(holder)
        table = holder if holder.tag == we.TBL else next(holder.iterancestors(we.TBL))
        cells = (cell for row in table_rows(table) for cell in row.iter(we.TC))
        if not any(map(goes_on, cells)):
            return ""
        if table is not holder:
            return WRAPPED
        nesting, rows = Nesting(self._form), list[GuardedRow]()
        for element in holder:
            if element in met:
                nesting.meet(met[element].control)
            guards = None if element in met else nesting.guards if element.tag in _BLOCKS else ()
            rows += [GuardedRow(row, guards) for row in table_rows(element)]
        return keep_labels(rows, self._slots, self._fragment)

    def _unfold(self, table: etree._Element) -> None:
        """Rows that were folded into a slot stand in the table again, filled as before."""
        for element in [child for child in table if _is_slot(child)]:
            slot = self._slots.slot(element)
            if isinstance(slot, FoldedRows):
                xml = "".join(
                    piece.decode() if isinstance(piece, bytes) else self._slots.token(Value(str(piece)))
                    for piece in slot.pieces
                )
                declared = "".join(we.declarations(table.getroottree().getroot()))
                we.replace(element, *etree.fromstring(f"<w:tbl{declared}>{xml}</w:tbl>"))

    def _items(self, holder: etree._Element, met: dict[etree._Element, _Met]) -> list[Item] | None:
        """What stands from the first condition to the last; None when they are wrong, which is told."""
        nesting, opened, items = Nesting(self._form), list[_Met](), list[Item]()
        sound, reached = True, 0
        for element in holder:
            found = met.get(element)
            if found is None:
                if 0 < reached < len(met):
                    items.append(self._item(element, nesting.guards))
                continue
            reached += 1
            if wrong := nesting.meet(found.control):
                self._trouble(found.paragraph, found.typed, wrong)
                sound = False
            _follow(opened, found)
            if _breaks_section(found.paragraph):
                items.append(Item((), (self._bare_paragraph(found.paragraph, with_break=True),)))
            else:
                items.append(Item((), ()))  # never printed: two tables that it parts must not run together
        for left in opened:
            self._trouble(left.paragraph, left.typed, "在同一处（同一格、同一个表、同一串段落）没有“结束”")
        return items if sound and not opened else None

    def _item(self, element: etree._Element, guards: Guards) -> Item:
        pieces = self._slots.pieces(self._fragment(element))
        if element.tag not in _BLOCKS and not _is_slot(element):
            return Item((), pieces)  # bookmarks and the like: they have their other half elsewhere
        kept = (self._bare_paragraph(element, with_break=True),) if _breaks_section(element) else ()
        return Item(guards, pieces, kept)

    def _bare_paragraph(self, paragraph: etree._Element, *, with_break: bool) -> str:
        """An empty paragraph with the same properties."""
        properties = we.child(paragraph, we.PPR)
        if properties is None:
            return "<w:p/>"
        xml = self._fragment(properties)
        if not with_break and (section := we.child(properties, w("sectPr"))) is not None:
            xml = xml.replace(self._fragment(section), "")
        return f"<w:p>{xml}</w:p>"

    def _guard_words(self, paragraph: etree._Element) -> None:
        nesting = Nesting(self._form)
        stretches: dict[Guards, None] = {}
        for run in [run for run in paragraph.iter(we.R) if we.owner(run) is paragraph]:
            for element in list(run):
                if element.tag == we.T:
                    for guards in self._guard_text(element, nesting):
                        stretches[guards] = None
                elif element.tag != we.RPR:
                    # What stands in a text box has conditions of its own.
                    guards = () if next(element.iter(w("txbxContent")), None) is not None else nesting.guards
                    stretches[guards] = None
                    if guards:
                        slot = Shown(guards, self._slots.pieces(self._fragment(element)))
                        we.replace(element, self._slots.element(slot))
        if () not in stretches and not _is_needed(paragraph):
            whole = AnyShown(tuple(stretches), self._slots.pieces(self._fragment(paragraph)))
            we.replace(paragraph, self._slots.element(whole))

    def _guard_text(self, text: etree._Element, nesting: Nesting) -> Iterator[Guards]:
        """Put slots for the stretches of a text; gives the branches in which there are words."""
        put: list[str] = []
        stretch: list[str | Slot] = []

        def end_stretch() -> Iterator[Guards]:
            if any(piece.strip() if isinstance(piece, str) else True for piece in stretch):
                yield nesting.guards
            if nesting.guards and any(stretch):
                put.append(self._slots.token(Shown(nesting.guards, tuple(stretch))))
            else:
                put.extend(unescape(p) if isinstance(p, str) else self._slots.token(p) for p in stretch)
            stretch.clear()

        for piece in self._slots.pieces(escape(text.text or "")):
            if isinstance(piece, Mark):
                yield from end_stretch()
                nesting.meet(piece.control)
            else:
                stretch.append(piece)
        yield from end_stretch()
        text.text = "".join(put)


def _follow(opened: list[_Met], found: _Met) -> None:
    if found.control.kind == "if":
        opened.append(found)
    elif found.control.kind == "end" and opened:
        opened.pop()


def _row_of(met: _Met) -> etree._Element | None:
    """The row of a table that holds nothing but the placeholder."""
    cell = met.paragraph.getparent()
    row = cell.getparent() if cell is not None and cell.tag == we.TC else None
    if row is None or row.tag != ROW:
        return None
    text = "".join(found.text or "" for found in row.iter(we.T))
    holds_more = next(row.iter(etree.ProcessingInstruction, w("drawing"), w("pict"), w("object")), None) is not None
    return None if holds_more or text.strip() != met.typed else row


def _is_slot(element: etree._Element) -> bool:
    return element.tag is etree.ProcessingInstruction  # type: ignore[comparison-overlap]


def _depth(element: etree._Element) -> int:
    return sum(1 for _ in element.iterancestors())


def _kind(element: etree._Element | None) -> str:
    return "" if element is None else {we.P: "p", we.TBL: "tbl"}.get(str(element.tag), "")


def _has_rows(table: etree._Element) -> bool:
    """Whether the table has rows besides those of the one slot among its children."""
    slots = sum(map(_is_slot, table))
    return slots > 1 or we.child(table, ROW) is not None


def _breaks_section(element: etree._Element) -> bool:
    return element.tag == we.P and we.child(element, we.PPR, w("sectPr")) is not None


def _is_needed(paragraph: etree._Element) -> bool:
    """Whether the paragraph can't go: it ends a section of pages, or is the last thing in a cell or a box."""
    parent = paragraph.getparent()
    is_last = parent is not None and parent.tag != we.BODY and parent[-1] is paragraph
    return is_last or _breaks_section(paragraph)
