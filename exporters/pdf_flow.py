"""A report as the items that the PDF's template sets one after the other: title, headings, paragraphs, grids, 署名."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from exporters import typesetting as ts
from exporters.document_options import DocumentOptions, RedHead
from exporters.pdf_grid import grid_items
from exporters.pdf_text import lines_of, printed
from exporters.title_lines import title_indent
from exporters.word_slots import Filling, SignatureIndent
from exporters.word_text import section_paragraphs
from model.form import Section
from model.headings import LEVEL_2, depths, shape_of
from model.layout import Layout
from model.lists import List, lists_in
from model.pictures import Picture
from model.report import Report
from model.text import Text, block_text, is_caption, is_object, printed_picture
from ooxml.characters import fit

Item = dict[str, Any]

_GAP = ts.GRID_GAP / 20
_LINE = ts.LINE / 20
SILENT_PICTURE = "图片"
_WRAPPER = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" height="{height}">'
    '<image width="{width}" height="{height}" xlink:href="data:image/{kind};base64,{data}"/></svg>'
)
_WHOLE = 20 * 28
"""Characters of a last paragraph that is kept in one piece with 署名; a longer one would not fit a page."""


class Flow:
    """The items of a report, and the pictures among them. missing: characters that no font has."""

    def __init__(self, report: Report, layout: Layout, options: DocumentOptions, missing: Collection[str] = ()) -> None:
        self._report, self._options, self._missing = report, options, missing
        self._layout = layout.sized(options.table_size)
        self._filling = Filling(report)
        self.pictures: dict[str, bytes] = {}

    def items(self) -> list[Item]:
        """All items in their order. Raises ExportError when a cell's text cannot be set."""
        return [
            *self._head(),
            *(item for section in self._report.form.sections for item in self._section(section)),
            *self._signature(),
        ]

    def _text(self, text: str) -> str:
        return printed(text, self._missing)

    def _lines(self, text: str) -> list[str]:
        return lines_of(text, self._missing)

    def _head(self) -> Iterator[Item]:
        if self._options.red_head is not None:
            yield self._red_head(self._options.red_head)
        lines = [line for text in self._report.title_lines() for line in self._lines(text)]
        above = _LINE if self._options.red_head is None else ts.RED_BLANK_LINES / 20
        indent = title_indent(lines, ts.TEXT_WIDTH / 20, ts.TITLE_SIZE / 2)
        yield {"kind": "title", "lines": lines, "above": above, "indent": indent}

    def _red_head(self, head: RedHead) -> Item:
        size = ts.mark_size(head.mark)
        return {
            "kind": "red_head",
            "mark": self._text(head.mark),
            "number": self._text(head.number),
            "size": size / 2,
            "above": (ts.RED_MARK_TOP + ts.mark_overhang(size)) / 20,
            "number_gap": ts.RED_BLANK_LINES / 20,
            "rule_gap": (ts.red_rule_space() + ts.RED_LINE) / 20,
            "rule": ts.RED_RULE / 8,
            "colour": ts.RED,
        }

    def _section(self, section: Section) -> Iterator[Item]:
        """Heading, text, grid. A grid that fills a page starts one: with its heading, or alone below text."""
        filled = bool(section_paragraphs(self._report, section.id))
        text = list(self._blocks(self._report.text(section.id), 1 if section.heading else 0)) if filled else []
        new_page = bool(section.grid) and self._layout.word[section.grid].new_page
        if section.heading:
            after = _GAP if section.grid and not text else 0.0
            yield self._heading(section.heading, 1, 1, new_page and not text, after)
        if text and section.grid:
            text[-1] |= {"after": 0.0 if new_page else _GAP, "sticky": not new_page}
        if text and section is self._report.form.sections[-1] and self._is_signed:
            long = sum(len(line) for line in text[-1].get("lines", ())) > _WHOLE
            text[-1] |= {"sticky": True, "whole": not long}
        yield from text
        if section.grid:
            yield from self._grid(section.grid, new_page and bool(text))

    def _grid(self, grid: str, new_page: bool) -> Iterator[Item]:
        items = list(grid_items(self._filling, self._report.form.grid(grid), self._layout, self._lines))
        items[0]["new_page"] = new_page
        items[-1]["after"] = _GAP
        yield from items

    def _blocks(self, blocks: Text, above_all: int) -> Iterator[Item]:
        """The items of a text; a block of a kind that is unknown here is set as a paragraph.

        above_all: how many levels of headings stand above those in the text.
        """
        texts = ["" if is_object(block) else block_text(block) for block in blocks]
        lists = {found[0].paragraph: found for found in lists_in(texts)}
        levels = [above_all + depth for depth in depths(texts)]
        number = 0
        while number < len(blocks):
            block, above = blocks[number], blocks[number - 1] if number else None
            if number in lists:
                yield self._list(lists[number], texts)
                number += len(lists[number])
                continue
            if (picture := printed_picture(block)) is not None:
                below = blocks[number + 1 : number + 2]
                yield self._picture(picture, block.alternative, sticky=bool(below) and is_caption(below[0]))
            elif above is not None and is_caption(block) and printed_picture(above) is not None:
                yield self._body(texts[number]) | {"centred": True}
            else:
                yield from self._paragraph(block_text(block), levels[number])
            number += 1

    def _list(self, items: List, texts: Sequence[str]) -> Item:
        """A list with the numbers as they were typed; inner lists stand in the item before them."""
        entries: list[Item] = []
        for item in items:
            level = entries
            for _ in range(item.level):
                level[-1]["inner_ordered"] = level[-1].get("inner_ordered", item.ordered)
                level = level[-1]["inner"]
            level.append(self._body(texts[item.paragraph]) | {"inner": []})
        ordered = items[0].ordered
        return {"kind": "list", "items": entries, "ordered": ordered, "sticky": False, "whole": False, "after": 0.0}

    def _picture(self, picture: Picture, alternative: str, *, sticky: bool) -> Item:
        """A picture as large as in the Word file. One without words says that it is a picture: PDF/UA wants words."""
        name = f"{picture.digest[:16]}.svg"
        self.pictures[name] = _wrapped(picture)
        return {
            "kind": "picture",
            "file": name,
            "width": picture.printed_size()[0] / 25.4 * 72,
            "alt": self._text(alternative).strip() or SILENT_PICTURE,
            "new_page": False,
            "sticky": sticky,
            "after": 0.0,
        }

    def _paragraph(self, text: str, level: int) -> Iterator[Item]:
        shape = shape_of(text)
        if shape.kind:
            yield self._heading(text, level, 2 if shape.kind == LEVEL_2 else 3)
            return
        yield self._body(text, shape.lead)

    def _body(self, text: str, lead: int = 0) -> Item:
        before, lines = self._text(text[:lead]), self._lines(text[lead:])
        return {
            "kind": "paragraph",
            "lead": before,
            "lines": lines,
            "centred": False,
            "sticky": False,
            "whole": False,
            "after": 0.0,
        }

    def _heading(self, text: str, level: int, look: int, new_page: bool = False, after: float = 0.0) -> Item:
        """level: what readers are told; look: the level as which it is printed."""
        return {
            "kind": "heading",
            "level": level,
            "look": look,
            "lines": self._lines(text),
            "new_page": new_page,
            "above": 0.0,
            "after": after,
        }

    @property
    def _is_signed(self) -> bool:
        return any(self._filling.text(name) for name in ("signature.unit", "signature.date"))

    def _signature(self) -> Iterator[Item]:
        if self._is_signed:
            unit, date = (fit(self._filling.text(f"signature.{name}")) for name in ("unit", "date"))
            indent = float(SignatureIndent(ts.TEXT_WIDTH / 20).render(self._filling)) / 20
            yield {"kind": "signature", "unit": self._text(unit), "date": self._text(date), "indent": indent}


def _wrapped(picture: Picture) -> bytes:
    """The picture inside an SVG: the library takes files from memory as text alone. A JPEG goes into the PDF as it is."""
    kind, width, height, _ = picture.look
    return _WRAPPER.format(kind=kind, width=width, height=height, data=picture.encoded).encode("ascii")
