"""A compiled template: the parts' XML as pieces of text, and between them slots that a report fills."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple, Protocol

from exporters import typesetting as ts
from exporters.word_pictures import DrawnPictures, caption_properties, picture_paragraph
from exporters.word_text import section_paragraphs, shape_of, text_xml
from model.lists import lists_in
from model.number_text import is_number
from model.placeholder_conditions import Decisions
from model.placeholders import SECTION, printed_figures, text_of
from model.report import Report
from model.text import TextBlock, is_caption, printed_picture
from ooxml.characters import escape


class Filling:
    """A report as the slots ask for it; what was asked once is kept."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._texts = printed_figures(report)
        self._xml = {
            name: (text if text.isdecimal() else text_xml(text)).encode() for name, text in self._texts.items()
        }
        self._sections: dict[str, tuple[str, ...]] = {}
        self._measures: dict[int, FigureMeasures] = {}
        self.pictures = DrawnPictures()
        self.decisions = Decisions(report)

    def text(self, name: str) -> str:
        """What an inline placeholder stands for."""
        found = self._texts.get(name)
        if found is None:
            found = self._texts[name] = text_of(self.report, name)
        return found

    def texts(self, cells: Iterable[str]) -> Iterable[str]:
        """The figures of these cells."""
        return map(self._texts.__getitem__, cells)

    def xml(self, name: str) -> bytes:
        """What an inline placeholder stands for, as XML within `w:t`."""
        found = self._xml.get(name)
        if found is None:
            found = self._xml[name] = text_xml(self.text(name)).encode()
        return found

    def paragraphs(self, section: str) -> tuple[str, ...]:
        """A section's paragraphs."""
        found = self._sections.get(section)
        if found is None:
            found = self._sections[section] = section_paragraphs(self.report, section)
        return found

    def measures(self, room: FigureRoom) -> FigureMeasures:
        """The measures of the figures in this room."""
        found = self._measures.get(id(room))
        if found is None:
            found = self._measures[id(room)] = room.measures(self)
        return found

    def mark(self, name: str, before: bytes) -> None:
        """Put this before what the placeholder stands for wherever it stands within `w:t`."""
        self._xml[name] = before + self.xml(name)

    def any_filled(self, names: Iterable[str]) -> bool:
        """Whether any of these placeholders has something to say."""
        return any(
            bool(self.paragraphs(name.removeprefix(SECTION))) if name.startswith(SECTION) else bool(self.text(name))
            for name in names
        )


class Slot(Protocol):
    """A place in a part that a report fills."""

    def render(self, filling: Filling) -> str:
        """The XML that stands here for the report."""


Pieces = tuple[str | Slot, ...]


def render(pieces: Pieces, filling: Filling) -> str:
    """The part's XML for the report."""
    return "".join([piece if type(piece) is str else piece.render(filling) for piece in pieces])  # type: ignore[union-attr]


EncodedPieces = tuple[bytes | str | Slot, ...]
"""Pieces as the part's bytes will hold them; the name of an inline placeholder within `w:t` stands for itself."""


def render_part(pieces: EncodedPieces, filling: Filling) -> bytes:
    """A part for the report."""
    xml = filling.xml
    return b"".join(
        [
            piece if type(piece) is bytes else xml(piece) if type(piece) is str else piece.render(filling).encode()  # type: ignore[union-attr]
            for piece in pieces
        ]
    )


class Value(NamedTuple):
    """An inline placeholder within `w:t`."""

    name: str

    def render(self, filling: Filling) -> str:
        return filling.xml(self.name).decode()


class Plain(NamedTuple):
    """An inline placeholder outside of text, where no line break can stand."""

    name: str

    def render(self, filling: Filling) -> str:
        return escape(filling.text(self.name).replace("\r", "").replace("\n", ""))


class Choice(NamedTuple):
    """One of two stretches of XML: whether any of these placeholders has something to say."""

    names: tuple[str, ...]
    filled: Pieces
    blank: Pieces

    def render(self, filling: Filling) -> str:
        return render(self.filled if filling.any_filled(self.names) else self.blank, filling)


class ParagraphShape(NamedTuple):
    """A paragraph's properties, those of one that is the section's last, and its runs', as XML."""

    paragraph: str
    last_paragraph: str
    run: str


class SectionText(NamedTuple):
    """A section's paragraphs. shapes: of body, level 2, level 3, items of lists; lead_run: of a sentence set apart.

    last_needs: the last paragraph is set as such when one of these placeholders is filled; empty: always.
    """

    section: str
    shapes: tuple[ParagraphShape, ...]
    lead_run: str
    last_needs: tuple[str, ...]

    def render(self, filling: Filling) -> str:
        paragraphs = filling.paragraphs(self.section)
        end = len(paragraphs) - 1 if not self.last_needs or filling.any_filled(self.last_needs) else -1
        if not paragraphs:
            return ""
        items = {item.paragraph for found in lists_in(paragraphs) for item in found}
        blocks = filling.report.text(self.section)
        pictured = any(block.picture is not None for block in blocks)
        return "".join(
            [
                (pictured and self._picture(blocks, number, number == end, filling))
                or self._paragraph(text, number == end, number in items)
                for number, text in enumerate(paragraphs)
            ]
        )

    def _picture(self, blocks: Sequence[TextBlock], number: int, last: bool, filling: Filling) -> str:
        """A picture, or the line below one that says what it is; "" for any other text."""
        block, body = blocks[number], self.shapes[0]
        kept = last and "<w:keepNext/>" in body.last_paragraph
        if (picture := printed_picture(block)) is not None:
            kept = kept or (number + 1 < len(blocks) and is_caption(blocks[number + 1]))
            run = filling.pictures.draw(picture, block.alternative)
            return picture_paragraph(run, _style(body), kept)
        if number and is_caption(block) and printed_picture(blocks[number - 1]) is not None:
            run = _run(body.run, filling.paragraphs(self.section)[number])
            return f"<w:p>{caption_properties(_style(body), kept)}{run}</w:p>"
        return ""

    def _paragraph(self, text: str, last: bool, is_item: bool) -> str:
        kind, lead = shape_of(text)
        shape = self.shapes[-1 if is_item else kind]
        runs = _run(self.lead_run, text[:lead]) + _run(shape.run, text[lead:])
        return f"<w:p>{shape.last_paragraph if last else shape.paragraph}{runs}</w:p>"


def _style(shape: ParagraphShape) -> str:
    """The style that a paragraph's properties name, as XML."""
    found = re.search(r'<w:pStyle w:val="[^"<>]*"/>', shape.paragraph)
    return found[0] if found else ""


def _run(properties: str, text: str) -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text_xml(text)}</w:t></w:r>' if text else ""


class SignatureIndent(NamedTuple):
    """The left indent in twips that sets 署名 and 成文日期 centred on one axis. width: of the text block, points."""

    width: float

    def render(self, filling: Filling) -> str:
        return str(signature_indent(filling.text("signature.unit"), filling.text("signature.date"), self.width))


def signature_indent(unit: str, date: str, width: float) -> int:
    """The left indent in twips that sets both centred on one axis, the date four characters in from the right.

    width: of the text block, points. Source: GB/T 9704—2012, 7.3.5.
    """
    unit_width, date_width = text_width(unit), text_width(date)
    left = width - ts.SIGNATURE_INDENT - (date_width or unit_width)
    return max(0, round(min(left, width - unit_width - 8) * 20))


def text_width(text: str) -> float:
    """The width of a line of body text in points, with the space that programs add between Chinese and digits."""
    narrow = [character.isascii() for character in text]
    changes = sum(a != b for a, b in pairwise(narrow))
    return sum(ts.DIGIT_WIDTH if is_narrow else ts.HANZI_WIDTH for is_narrow in narrow) + changes * ts.CHANGE_WIDTH


class FigureMeasures(NamedTuple):
    """Left and right indent in twips and the size in half points; those of figures too wide for it, by cell id."""

    left: int
    right: int
    size: int
    wide: Mapping[str, FigureMeasures] = MappingProxyType({})


class FigureRoom(NamedTuple):
    """The figures of one style: their cells by the width of the column, the narrowest first, and the cells' margins.

    Widths in twips; size: in half points; digit: how wide a digit is, 1 for half an em.
    """

    columns: tuple[tuple[int, tuple[str, ...]], ...]
    left_margin: int
    right_margin: int
    size: int
    digit: float = 1.0

    def measures(self, filling: Filling) -> FigureMeasures:
        """The measures that all figures share, and those of single ones that are too wide for it.

        The right indent centres the widest figure of the column in which there is least room; the others stand below
        its last digit. A figure wider than its column takes from the margins, then the size goes down, so far that
        figures do not touch the rules: that of a few in their own cells alone, else that of all of them, as long as
        they are easily read. Text that is no figure may break over lines instead.
        """
        columns = [self._widths(width, cells, filling) for width, cells in self.columns]
        if self._size(columns) == self.size:
            return self._placed(columns, self.size)
        wide = self._wide(filling)
        left = [(width, tuple(cell for cell in cells if cell not in wide)) for width, cells in self.columns]
        columns = [self._widths(width, cells, filling) for width, cells in left]
        return self._placed(columns, self._size(columns))._replace(wide=wide)

    def _wide(self, filling: Filling) -> Mapping[str, FigureMeasures]:
        """The measures of figures that are set smaller alone; the same cell in two columns has those of the narrower."""
        alone: dict[str, FigureMeasures] = {}
        cells = [(width, cell) for width, cells in reversed(self.columns) for cell in cells]
        for width, cell in cells:
            column = [self._widths(width, (cell,), filling)]
            if (size := self._size(column)) < self.size:
                alone[cell] = self._placed(column, size)
        are_few = len(alone) <= ts.FEW_WIDE * sum(map(bool, filling.texts(cell for _, cell in cells)))
        return {cell: found for cell, found in alone.items() if are_few or found.size < ts.LEAST_SHARED}

    def _placed(self, columns: list[tuple[int, float, float]], size: int) -> FigureMeasures:
        fitting = all(figure * size * 10 < width - self._margins for width, _, figure in columns)
        if fitting and any(widest * size * 10 > width - self._margins for width, widest, _ in columns):
            return FigureMeasures(0, 0, size)
        gap = max(min((width - widest * size * 10) / 2 for width, widest, _ in columns), ts.CELL_MARGIN / 2)
        return FigureMeasures(min(0, round(gap) - self.left_margin), round(gap) - self.right_margin, size)

    @property
    def _margins(self) -> int:
        return self.left_margin + self.right_margin

    def _widths(self, width: int, cells: tuple[str, ...], filling: Filling) -> tuple[int, float, float]:
        """A column's width, and the ems of its longest text and its longest figure."""
        texts = dict(zip(filling.texts(cells), cells, strict=True))
        widths = {text: ts.ems(text) * self.digit for text in texts}
        figures = (widths[text] for text, cell in texts.items() if is_number(filling.report.value(cell)))
        return width, max((0.5, *widths.values())), max(figures, default=0.0)

    def _size(self, columns: list[tuple[int, float, float]]) -> int:
        if all(figure * self.size * 10 <= width - ts.TIGHT_MARGINS for width, _, figure in columns):
            return self.size
        fitting = min(int((width - ts.TIGHT_MARGINS) / figure / 10) for width, _, figure in columns if figure)
        return max(ts.SMALLEST_FIGURE, min(self.size, fitting))


class FigureMeasure(NamedTuple):
    """An attribute of a style whose measures follow its figures: which of them, by its number."""

    room: FigureRoom
    number: int

    def render(self, filling: Filling) -> str:
        return str(filling.measures(self.room)[self.number])
