"""Rows of tables folded into one slot before a part is parsed, so that its tree holds only what has to be looked into.

Most of a template is rows in which every placeholder is a cell's whole content, in one run. Those are filled as text;
every other row stays in the tree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from exporters.word_fonts import RunFonts
from exporters.word_slots import EncodedPieces, Filling, Slot, render_part
from ooxml.markup import WORD

_ROW_STARTS, _ROW_END, _CELL_END = (b"<w:tr>", b"<w:tr "), b"</w:tr>", b"</w:t></w:r></w:p></w:tc>"
_TEXT, _TEXT_END = b"<w:t>", b"</w:t>"
_FIGURE = re.compile(rb"\{\{([\w.]{1,200})\}\}" + _CELL_END)
_CELL_START, _CELL_PROPERTIES_END = re.compile(rb"<w:tc(?: [^<>]*)?><w:tcPr>"), b"</w:tcPr>"
_WIDTH = re.compile(rb'<w:tcW [^<>]*?\bw:w="([0-9]+)"')
_PARAGRAPH_START = re.compile(
    r"(?P<before><w:p(?: [^<>]*)?>"
    r'<w:pPr><w:pStyle w:val="(?P<style>[^"<>]+)"/>(?P<pPr>.*?)</w:pPr><w:r(?: [^<>]*)?><w:rPr>)'
    r"(?P<rPr>.*)(?P<after></w:rPr><w:t(?: [^<>]*)?>)"
)
_FONTS = re.compile(r"<w:rFonts((?: [^<>]*)?)/>")
_ROOT = re.compile(rb'(?:\xef\xbb\xbf)?(?:<\?xml [^<>]*\?>)?\s*(<(w:\w+)(?:\s+[\w:.-]+\s*=\s*"[^<>"]*")*\s*>)')
_FULL_WIDTH_BRACKET = re.compile("｛".encode() + b"|" + "｝".encode())


class Place(NamedTuple):
    """Where figures stand: the paragraph's style id, the cell's width in twips."""

    style: str
    width: int


class FoldedRows(NamedTuple):
    """Rows of one table. before: the XML before each figure; cells: the figures' cell ids; end: the XML after the last.

    places: where the figures stand, with their cell ids.
    """

    before: tuple[bytes, ...]
    cells: tuple[str, ...]
    end: bytes
    places: Mapping[Place, list[str]]

    @property
    def pieces(self) -> EncodedPieces:
        """The rows cut at their figures."""
        pieces: list[bytes | str | Slot] = [self.end] * (2 * len(self.cells) + 1)
        pieces[:-1:2] = self.before
        pieces[1::2] = self.cells
        return tuple(pieces)

    def render(self, filling: Filling) -> str:
        return render_part(self.pieces, filling).decode()


def unfolded(parts: Iterable[bytes | FoldedRows]) -> bytes:
    """The XML that is left of a part besides its folded rows."""
    return b"".join([part for part in parts if isinstance(part, bytes)])


class RowFolder:
    """Folds rows of a part. cells: the form's cell ids. placeholder_style: the style that figures shall not keep."""

    def __init__(self, cells: frozenset[str], placeholder_style: str, fonts: RunFonts) -> None:
        self._cells, self._run_fonts = cells, fonts
        self._placeholder = f'<w:rStyle w:val="{placeholder_style}"/>'
        self._starts: dict[bytes, _Lead | None] = {}
        self._paragraphs: dict[bytes, _Paragraph | None] = {}
        self._root = (b"", b"")
        self._has_attributes = True
        self._sample: list[bytes] = []
        self._sampled: set[bytes] = set()

    def fold(self, content: bytes) -> list[bytes | FoldedRows]:
        """The part's XML in its order, with what could be folded; all as it stands when the part is not plain enough.

        A table's first row is never folded: a page break may have to go into it. Raises UnicodeDecodeError.
        """
        root = _ROOT.match(content)
        if root is None or f'xmlns:w="{WORD}"'.encode() not in root[1]:
            return [content]
        self._root = (root[1], root[2])
        parts = self._fold(content)
        rest = unfolded(parts)[root.end() :]
        # All that is folded is in the sample, and there is far less of that.
        if _is_plain(rest) and _is_plain(b"".join(self._sample)):
            return parts
        self._sample, self._sampled = [], set()
        return [content]

    def _fold(self, content: bytes) -> list[bytes | FoldedRows]:
        self._has_attributes = b"<w:tc " in content
        cut = _FIGURE.split(content)
        read = {text: self._read_gap(text) for text in dict.fromkeys(cut[::2])}
        gaps, names = [read[text] for text in cut[::2]], [name.decode() for name in cut[1::2]]
        parts: list[bytes | FoldedRows] = []
        left, after = 0, gaps[0].text
        for start, stop in self._stretches(gaps, names):
            *whole, last = after, *_as_it_stands(gaps, names, left, start)
            parts += (*whole, last.removesuffix(gaps[start].start))
            parts.append(self._folded(gaps[start : stop + 1], names[start:stop]))
            left, after = stop, gaps[stop].text[len(gaps[stop].end) :]
        return [*parts, after, *_as_it_stands(gaps, names, left, len(names))]

    def sample(self) -> bytes:
        """XML with what was folded of this part, but once only what it repeats: mostly sound when the part is sound.

        It is not where markup that opens something repeats more often than what closes it.
        """
        tag, name = self._root
        return b"%b%b</%b>" % (tag, b"".join(self._sample), name)

    def _add_to_sample(self, rows: bytes) -> None:
        """Markup between two texts is sound wherever it is sound once, as it mostly leaves open what was open before."""
        pieces = rows.split(_TEXT)
        kept, labels = pieces[:1], []
        for piece in pieces[1:-1]:
            label, _, markup = piece.partition(_TEXT_END)
            if markup in self._sampled:
                labels.append(label)
            else:
                kept.append(piece)
                self._sampled.add(markup)
        self._sample += (_TEXT.join((*kept, *pieces[1:][-1:])), _TEXT, *labels, _TEXT_END)

    def _stretches(self, gaps: list[_Gap], names: list[str]) -> Iterator[tuple[int, int]]:
        """The gaps in which a row begins and a later one ends, between which all can be folded."""
        fits = list(map(self._cells.__contains__, names))
        breaks = [number for number, gap in enumerate(gaps[1:-1], 1) if not (gap.folded and fits[number])]
        for first, last in pairwise((0, *breaks, len(names))):
            start = next((n for n in range(first, last) if gaps[n].end and gaps[n].lead and fits[n]), last)
            stop = next((n for n in range(last, start, -1) if gaps[n].ends), start)
            if stop > start:
                yield start, stop

    def _folded(self, gaps: list[_Gap], names: list[str]) -> FoldedRows:
        first, *others, last = gaps
        places: dict[Place, list[str]] = defaultdict(list)
        for gap, name in zip(gaps, names, strict=False):
            places[gap.lead.place].append(name)  # type: ignore[union-attr]
        texts = dict.fromkeys([gap.text for gap in others])
        self._add_to_sample(_CELL_END.join((first.start, *texts, last.end)))
        before = (first.lead.xml, *[gap.folded for gap in others])  # type: ignore[union-attr]
        return FoldedRows(before, tuple(names), _CELL_END + last.end, places)

    def _read_gap(self, text: bytes) -> _Gap:
        first, clean = text.find(_ROW_END) + len(_ROW_END), _is_clean(text)
        if first < len(_ROW_END):
            lead = self._read_lead(text, clean)
            return _Gap(text, b"", False, text, lead, _CELL_END + lead.xml if lead else b"")
        last = text.rfind(_ROW_END) + len(_ROW_END)
        end, rows, start = text[:first], text[first:last], text[last:]
        lead = self._read_lead(start, clean or _is_clean(start)) if start.startswith(_ROW_STARTS) else None
        if rows and lead:
            above = _rows_at_end(rows)
            rows, start, lead = rows.removesuffix(above), above + start, _Lead(above + lead.xml, lead.place)
        ends = clean or _is_clean(end)
        folded = _CELL_END + end + lead.xml if lead and ends and not rows else b""
        return _Gap(text, end, ends, start, lead, folded)

    def _read_lead(self, text: bytes, clean: bool) -> _Lead | None:
        if not clean:
            return None
        cell = max(text.rfind(b"<w:tc>"), 0)
        if self._has_attributes:
            cell = max(text.rfind(b"<w:tc ", cell), cell)
        start = text[cell:]
        if start not in self._starts:
            self._starts[start] = self._read_start(start)
        lead = self._starts[start]
        return _Lead(text[:cell] + lead.xml, lead.place) if lead else None

    def _read_start(self, xml: bytes) -> _Lead | None:
        cell, end, rest = xml.partition(_CELL_PROPERTIES_END)
        if rest not in self._paragraphs:
            self._paragraphs[rest] = self._read_paragraph(rest.decode())
        paragraph, width = self._paragraphs[rest], _WIDTH.search(cell)
        if paragraph is None or width is None or not _CELL_START.match(cell) or b"<w:tcMar>" in cell:
            return None
        return _Lead(cell + end + paragraph.xml, Place(paragraph.style, int(width[1])))

    def _read_paragraph(self, xml: str) -> _Paragraph | None:
        match = _PARAGRAPH_START.fullmatch(xml)
        if match is None or "</w:pPr>" in match["pPr"] or "</w:rPr>" in match["rPr"]:
            return None
        run = self._run_properties(match["rPr"], match["style"])
        return None if run is None else _Paragraph((match["before"] + run + match["after"]).encode(), match["style"])

    def _run_properties(self, xml: str, style: str) -> str | None:
        """Without the placeholder's tiny type, with the Chinese font and the hint that keeps signs in it."""
        own = xml.removeprefix(self._placeholder)
        fonts = _FONTS.match(own)
        if fonts is None and ("<w:rFonts" in own or "<w:rStyle" in own):
            return None
        attributes = self._run_fonts.dress_in_cell(fonts[1] if fonts else "", style)
        return None if attributes is None else f"<w:rFonts{attributes}/>{own[fonts.end() if fonts else 0 :]}"


class _Paragraph(NamedTuple):
    """A figure's paragraph up to the figure, as it is printed; its style's id."""

    xml: bytes
    style: str


class _Lead(NamedTuple):
    """What stands in a row before a figure, as it is printed; where the figure stands."""

    xml: bytes
    place: Place


class _Gap(NamedTuple):
    """What stands between two figures.

    end: up to the end of the row, "" when no row ends; ends: whether that may be folded. start: from the row of the next
    figure on; lead: the same as it is printed, None when it may not be folded. folded: all of it as it is printed, with
    the end of the first figure's cell, "" when it may not be folded.
    """

    text: bytes
    end: bytes
    ends: bool
    start: bytes
    lead: _Lead | None
    folded: bytes


def _as_it_stands(gaps: list[_Gap], names: list[str], start: int, stop: int) -> list[bytes]:
    """The figures from start to stop, each with the gap after it."""
    return [b"{{%b}}%b%b" % (names[n].encode(), _CELL_END, gaps[n + 1].text) for n in range(start, stop)]


def _rows_at_end(xml: bytes) -> bytes:
    """The rows without figures with which the XML ends, one after the other; never a table's first row."""
    table = xml.rfind(b"<w:tbl>")
    rows = xml[xml.find(_ROW_END, table) + len(_ROW_END) :] if table >= 0 else xml
    following = sum(rows.count(_ROW_END + start) for start in _ROW_STARTS)
    are_rows = rows.startswith(_ROW_STARTS) and following == rows.count(_ROW_END) - 1 and _is_clean(rows)
    return rows if are_rows else b""


def _is_clean(xml: bytes) -> bool:
    return not (b"{" in xml or b"}" in xml or b"<w:tbl>" in xml)


def _is_plain(xml: bytes) -> bool:
    """Whether `w:` means what it means around it, every `<` begins a tag and every placeholder has common brackets."""
    has_others = b"xmlns:w=" in xml or (b"!" in xml and b"<!" in xml) or (b"?" in xml and b"<?" in xml)
    return not has_others and _FULL_WIDTH_BRACKET.search(xml) is None
