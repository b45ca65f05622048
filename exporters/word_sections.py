"""The paragraph of a section's placeholder made into a slot, with the heading before it and the table after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from exporters import typesetting as ts
from exporters import word_elements as we
from exporters.word_rows import FoldedRows
from exporters.word_slot_table import SlotTable
from exporters.word_slots import Choice, ParagraphShape, SectionText, Value
from exporters.word_style_names import StyleNames
from exporters.word_styles import HEADINGS
from model.placeholders import SECTION
from ooxml.markup import escape, w

_PLAIN_RUN = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'


class SectionMaker:
    """Makes section placeholders into slots. fragment: an element's XML as it stands in the part."""

    def __init__(self, slots: SlotTable, fragment: Callable[[etree._Element], str], names: StyleNames) -> None:
        self._slots, self._fragment, self._names = slots, fragment, names
        self._made: dict[tuple[str, str, _Last], tuple[tuple[ParagraphShape, ...], str]] = {}

    def make(self, paragraph: etree._Element, section: str, grid: str, signature: tuple[str, ...]) -> None:
        """Replace the paragraph. grid: the section's grid, "" for none.

        signature: the placeholders of a 署名 right below, which must not stand alone.
        """
        before, after = paragraph.getprevious(), paragraph.getnext()
        heading = before if before is not None and before.tag == we.P else None
        table = after if after is not None and after.tag == we.TBL and self._holds(after, grid) else None
        gap, new_page = "", False
        if table is not None and heading is not None:
            gap, new_page = self._gap(heading), self._move_page_break(heading, table, section)
        keep_next = bool(signature) or (table is not None and not new_page)
        last = _Last(gap, keep_next, keep_lines=bool(signature))
        shapes, lead_run = self._shapes(paragraph, last)
        slot = SectionText(section, shapes, lead_run, signature)
        self._replace(paragraph, section, slot)

    def _shapes(self, paragraph: etree._Element, last: _Last) -> tuple[tuple[ParagraphShape, ...], str]:
        """Made once for all placeholders that are set alike, as they mostly are."""
        own, run = paragraph.find(we.PPR), self._own_run(paragraph)
        key = ("" if own is None else self._fragment(own), "" if run is None else self._fragment(run), last)
        if key not in self._made:
            self._made[key] = self._make_shapes(paragraph, run, last)
        return self._made[key]

    def _make_shapes(
        self, paragraph: etree._Element, run: etree._Element | None, last: _Last
    ) -> tuple[tuple[ParagraphShape, ...], str]:
        lead_run = self._lead_run(paragraph, run)
        body = self._body_shape(paragraph, self._bare(_hinted(run), paragraph), last)
        level_2 = self._heading_shape(HEADINGS[1], last) or body._replace(run=lead_run)
        level_3 = self._heading_shape(HEADINGS[2], last) or body._replace(run=self._bold_run(paragraph, run))
        return (body, level_2, level_3), lead_run

    def _replace(self, paragraph: etree._Element, section: str, slot: SectionText) -> None:
        parent = paragraph.getparent()
        breaks_pages = paragraph.find(f"{we.PPR}/{w('sectPr')}") is not None
        is_last = parent is not None and parent.tag != we.BODY and parent[-1] is paragraph
        if not breaks_pages and not is_last:
            we.replace(paragraph, self._slots.element(slot))
            return
        empty = etree.Element(we.P)
        properties = paragraph.find(we.PPR)
        if properties is not None:
            empty.append(deepcopy(properties))
        if breaks_pages:
            we.replace(paragraph, self._slots.element(slot), empty)
            return
        filled = (slot,)
        blank = self._slots.pieces(self._bare(empty, paragraph))
        we.replace(paragraph, self._slots.element(Choice((SECTION + section,), filled, blank)))

    def _holds(self, table: etree._Element, grid: str) -> bool:
        """Whether the table is this grid: other tables below a section are none of ours."""
        names = self._names_in(table)
        return bool(grid) and next(names, "").startswith(f"{grid}.")

    def _names_in(self, table: etree._Element) -> Iterator[str]:
        for element in table.iter(we.T, etree.ProcessingInstruction):
            text = element.target if isinstance(element, etree._ProcessingInstruction) else element.text
            slot = self._slots.slot(text or "")
            if isinstance(slot, Value):
                yield slot.name
            elif isinstance(slot, FoldedRows):
                yield next(cell for cells in slot.places.values() for cell in cells)

    def _gap(self, heading: etree._Element) -> str:
        """The space in twips that the heading keeps to its grid, "" for none."""
        spacing = heading.find(f"{we.PPR}/{w('spacing')}")
        return "" if spacing is None else str(spacing.get(w("after"), ""))

    def _move_page_break(self, heading: etree._Element, table: etree._Element, section: str) -> bool:
        """With text between heading and grid, the heading's gap goes, and its page break goes to the grid.

        Gives whether the grid starts a page.
        """
        spacing = heading.find(f"{we.PPR}/{w('spacing')}")
        page_break = heading.find(f"{we.PPR}/{w('pageBreakBefore')}")
        new_page = page_break is not None and page_break.get(we.VAL, "1") not in ("0", "false", "off")
        if not new_page and (spacing is None or not spacing.get(w("after"))):
            return False
        with_text = deepcopy(heading)
        properties = we.paragraph_properties(with_text)
        if new_page:
            properties.remove(properties.find(w("pageBreakBefore")))  # type: ignore[arg-type]
            self._switch_table(table, section)
        spacing = we.put_paragraph_property(with_text, "spacing")
        spacing.attrib.pop(w("after"), "")
        above = heading.getprevious()
        if new_page and above is not None and above.tag == we.TBL and spacing.get(w("before")) is None:
            spacing.set(w("before"), str(ts.GRID_GAP))
        self._switch(heading, with_text, section)
        return new_page

    def _switch_table(self, table: etree._Element, section: str) -> None:
        first = next(table.iter(we.P), None)
        if first is not None:
            on_new_page = deepcopy(first)
            we.put_paragraph_property(on_new_page, "pageBreakBefore")
            self._switch(first, on_new_page, section)

    def _switch(self, paragraph: etree._Element, with_text: etree._Element, section: str) -> None:
        filled = self._slots.pieces(self._bare(with_text, paragraph))
        blank = self._slots.pieces(self._fragment(paragraph))
        we.replace(paragraph, self._slots.element(Choice((SECTION + section,), filled, blank)))

    def _bare(self, element: etree._Element, stands_at: etree._Element) -> str:
        """The XML of a copy, which stands in no part yet, with the namespaces of the place it is for."""
        parent = stands_at.getparent()
        assert parent is not None
        parent.append(element)
        xml = self._fragment(element)
        parent.remove(element)
        return xml

    def _heading_shape(self, name: str, last: _Last) -> ParagraphShape | None:
        """By the style alone, when the template has it."""
        style = self._names.id(name)
        if not style:
            return None
        named = f'<w:pStyle w:val="{escape(style)}"/>'
        return ParagraphShape(f"<w:pPr>{named}</w:pPr>", f"<w:pPr>{named}{last.xml()}</w:pPr>", _PLAIN_RUN)

    def _body_shape(self, paragraph: etree._Element, run: str, last: _Last) -> ParagraphShape:
        copy = etree.Element(we.P)
        own = paragraph.find(we.PPR)
        if own is not None:
            copy.append(deepcopy(own))
            for name in ("sectPr", "pPrChange"):
                if (found := copy[0].find(w(name))) is not None:
                    copy[0].remove(found)
        final = deepcopy(copy)
        last.apply(final)
        return ParagraphShape(self._properties(copy, paragraph), self._properties(final, paragraph), run)

    def _properties(self, copy: etree._Element, paragraph: etree._Element) -> str:
        found = copy.find(we.PPR)
        return "" if found is None else self._bare(found, paragraph)

    def _lead_run(self, paragraph: etree._Element, run: etree._Element | None) -> str:
        properties = _hinted(run)
        family = self._names.east_asian_font(HEADINGS[1]) or ts.SUBHEADING.name
        we.put_run_property(properties, "rFonts").set(w("eastAsia"), family)
        return self._bare(properties, paragraph)

    def _bold_run(self, paragraph: etree._Element, run: etree._Element | None) -> str:
        properties = _hinted(run)
        we.put_run_property(properties, "b")
        return self._bare(properties, paragraph)

    def _own_run(self, paragraph: etree._Element) -> etree._Element | None:
        """The placeholder's own properties."""
        found = next((text.getparent() for text in paragraph.iter(we.T) if text.text and text.text.strip()), None)
        return None if found is None else found.find(we.RPR)


def _hinted(run: etree._Element | None) -> etree._Element:
    """A copy with the hint that keeps quotation marks and dashes in the Chinese font."""
    properties = etree.Element(we.RPR) if run is None else deepcopy(run)
    we.put_run_property(properties, "rFonts").set(w("hint"), "eastAsia")
    return properties


class _Last(NamedTuple):
    """What a section's last paragraph has beside its own properties: the gap to a grid, the hold on what follows."""

    gap: str
    keep_next: bool
    keep_lines: bool

    def apply(self, paragraph: etree._Element) -> None:
        if self.keep_next:
            we.put_paragraph_property(paragraph, "keepNext")
        if self.keep_lines:
            we.put_paragraph_property(paragraph, "keepLines")
        if self.gap:
            we.put_paragraph_property(paragraph, "spacing").set(w("after"), self.gap)

    def xml(self) -> str:
        """The same for a paragraph without properties of its own but a style."""
        gap = f'<w:spacing w:after="{self.gap}"/>' if self.gap else ""
        return f"{'<w:keepNext/>' if self.keep_next else ''}{'<w:keepLines/>' if self.keep_lines else ''}{gap}"
