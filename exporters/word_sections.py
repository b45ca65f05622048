"""The paragraph of a section's placeholder made into a slot, with the heading before it and the table after it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from exporters import typesetting as ts
from exporters import word_elements as we
from exporters.word_fonts import RunFonts
from exporters.word_rows import FoldedRows
from exporters.word_slot_table import SlotTable
from exporters.word_slots import Choice, ParagraphShape, SectionText, Value
from exporters.word_style_names import StyleNames
from exporters.word_styles import HEADINGS, LIST_ITEM
from model.placeholders import SECTION
from ooxml.markup import escape, w

_SPACING, _AFTER = w("spacing"), w("after")
_STYLE_ALONE = re.compile(r'(<w:pPr><w:pStyle w:val="[^"<>]*"/>)</w:pPr>')


class SectionMaker:
    """Makes section placeholders into slots. fragment: an element's XML as it stands in the part.

    own: the ids of the only styles that headings may have, any where it is None; without theirs, headings then look as
    the text around them.
    """

    def __init__(
        self,
        slots: SlotTable,
        fragment: Callable[[etree._Element], str],
        names: StyleNames,
        fonts: RunFonts,
        own: frozenset[str] | None = None,
    ) -> None:
        self._slots, self._fragment, self._names, self._fonts, self._own = slots, fragment, names, fonts, own
        self._runs: dict[tuple[str, bool], _Runs] = {}
        self._headings: dict[tuple[str, bool], tuple[str, str]] = {}
        self._looks: dict[tuple[tuple[str, bool], _Last], _Look] = {}

    def make(self, paragraph: etree._Element, section: str, grid: str, signature: tuple[str, ...]) -> None:
        """Replace the paragraph. grid: the section's grid, "" for none.

        signature: the placeholders of a 署名 right below, which must not stand alone.
        """
        before, after = paragraph.getprevious(), paragraph.getnext()
        heading = before if before is not None and before.tag == we.P else None
        table = after if after is not None and after.tag == we.TBL and self._holds(after, grid) else None
        gap, new_page = "", False
        if table is not None and heading is not None:
            spacing = we.child(heading, we.PPR, _SPACING)
            gap = "" if spacing is None else str(spacing.get(_AFTER, ""))
            new_page = self._move_page_break(heading, table, section, gap)
        keep_next = bool(signature) or (table is not None and not new_page)
        last = _Last(gap, keep_next, keep_lines=bool(signature))
        look = self._look(paragraph, section, last)
        self._replace(paragraph, section, SectionText(section, look.shapes, look.lead_run, signature))

    def _look(self, paragraph: etree._Element, section: str, last: _Last) -> _Look:
        """Made once for all placeholders that are set alike, as they mostly are."""
        place = (self._fragment(paragraph).replace(section, "", 1), we.in_table(paragraph))
        if (key := (place, last)) not in self._looks:
            runs = self._runs[place] = self._runs.get(place) or self._runs_of(paragraph)
            shapes = (
                self._body_shape(paragraph, runs.body, last),
                self._heading_shape(paragraph, HEADINGS[1], runs.lead, last),
                self._heading_shape(paragraph, HEADINGS[2], runs.bold, last),
                self._heading_shape(paragraph, LIST_ITEM, runs.body, last),
            )
            self._looks[key] = _Look(shapes, runs.lead)
        return self._looks[key]

    def _replace(self, paragraph: etree._Element, section: str, slot: SectionText) -> None:
        parent = paragraph.getparent()
        breaks_pages = we.child(paragraph, we.PPR, w("sectPr")) is not None
        is_last = parent is not None and parent.tag != we.BODY and parent[-1] is paragraph
        if not breaks_pages and not is_last:
            we.replace(paragraph, self._slots.element(slot))
            return
        empty = etree.Element(we.P)
        properties = we.child(paragraph, we.PPR)
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
            slot = self._slots.slot(element)
            if isinstance(slot, Value):
                yield slot.name
            elif isinstance(slot, FoldedRows):
                yield slot.cells[0]

    def _move_page_break(self, heading: etree._Element, table: etree._Element, section: str, gap: str) -> bool:
        """With text between heading and grid, the heading's gap goes, and its page break goes to the grid.

        gap: the space in twips that the heading keeps to its grid, "" for none. Gives whether the grid starts a page.
        """
        page_break = we.child(heading, we.PPR, w("pageBreakBefore"))
        new_page = page_break is not None and page_break.get(we.VAL, "1") not in ("0", "false", "off")
        if not new_page and not gap:
            return False
        with_text = deepcopy(heading)
        properties = we.paragraph_properties(with_text)
        if new_page:
            properties.remove(we.child(properties, w("pageBreakBefore")))  # type: ignore[arg-type]
            self._switch_table(table, section)
        spacing = we.put_paragraph_property(with_text, "spacing")
        spacing.attrib.pop(_AFTER, "")
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

    def _heading_shape(self, paragraph: etree._Element, name: str, run: str, last: _Last) -> ParagraphShape:
        """By the style alone; where the template lacks it, as the text around it but for the run."""
        key = (name, we.in_table(paragraph))
        if key not in self._headings:
            self._headings[key] = self._heading(*key)
        named, plain_run = self._headings[key]
        if not named:
            return self._body_shape(paragraph, run, last)
        return ParagraphShape(f"<w:pPr>{named}</w:pPr>", f"<w:pPr>{named}{last.xml()}</w:pPr>", plain_run)

    def _heading(self, name: str, in_table: bool) -> tuple[str, str]:
        """The style's property and the run's properties, "" when the template lacks the style."""
        style = self._style(name)
        fonts = we.chinese_fonts(self._names.east_asian_font(style, in_table))
        return (f'<w:pStyle w:val="{escape(style)}"/>', f"<w:rPr>{fonts}</w:rPr>") if style else ("", "")

    def _body_shape(self, paragraph: etree._Element, run: str, last: _Last) -> ParagraphShape:
        own = we.child(paragraph, we.PPR)
        xml = "" if own is None else self._fragment(own)
        if last == _Last() and "<w:sectPr" not in xml and "<w:pPrChange" not in xml:
            return ParagraphShape(xml, xml, run)
        if style := _STYLE_ALONE.fullmatch(xml):
            return ParagraphShape(xml, f"{style[1]}{last.xml()}</w:pPr>", run)
        copy = etree.Element(we.P)
        if own is not None:
            copy.append(deepcopy(own))
            for name in ("sectPr", "pPrChange"):
                if (found := we.child(copy[0], w(name))) is not None:
                    copy[0].remove(found)
        final = deepcopy(copy)
        last.apply(final)
        return ParagraphShape(self._properties(copy, paragraph), self._properties(final, paragraph), run)

    def _properties(self, copy: etree._Element, paragraph: etree._Element) -> str:
        found = we.child(copy, we.PPR)
        return "" if found is None else self._bare(found, paragraph)

    def _runs_of(self, paragraph: etree._Element) -> _Runs:
        found = next((text.getparent() for text in paragraph.iter(we.T) if text.text and text.text.strip()), None)
        own = None if found is None else we.child(found, we.RPR)
        body = etree.Element(we.RPR) if own is None else deepcopy(own)
        self._fonts.dress(body, paragraph)
        xml = self._bare(body, paragraph)
        lead = deepcopy(body)
        if self._own is None or self._style(HEADINGS[1]):
            fonts = we.put_run_property(lead, "rFonts")
            fonts.set(we.EAST_ASIA, self._lead_family())
            fonts.attrib.pop(we.EAST_ASIA_THEME, "")
        return _Runs(xml, self._bare(lead, paragraph), "" if self._style(HEADINGS[2]) else self._bold(body, paragraph))

    def _style(self, name: str) -> str:
        """The id of a style that headings may have, "" for none."""
        style = self._names.id(name)
        return style if self._own is None or style in self._own else ""

    def _bold(self, body: etree._Element, paragraph: etree._Element) -> str:
        bold = deepcopy(body)
        if self._own is None:
            we.put_run_property(bold, "b")
        return self._bare(bold, paragraph)

    def _lead_family(self) -> str:
        style = self._style(HEADINGS[1])
        return (self._names.east_asian_font(style) if style else "") or ts.SUBHEADING.name


class _Look(NamedTuple):
    """How a section's text is set: its paragraphs, and the run of a sentence set apart."""

    shapes: tuple[ParagraphShape, ...]
    lead_run: str


class _Runs(NamedTuple):
    """The properties of a section's runs: of body text, of a sentence set apart, of a heading when its style is lacking."""

    body: str
    lead: str
    bold: str


class _Last(NamedTuple):
    """What a section's last paragraph has beside its own properties: the gap to a grid, the hold on what follows."""

    gap: str = ""
    keep_next: bool = False
    keep_lines: bool = False

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
