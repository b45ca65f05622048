"""Rows of tables folded into one slot before a part is parsed, so that its tree holds only what has to be looked into.

Most of a template is rows in which every placeholder is a cell's whole content, in one run. Those are filled as text;
every other row stays in the tree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from exporters.word_slots import Filling, Pieces, Slot, Value, render
from ooxml.markup import WORD

_ROW_STARTS, _ROW_END, _CELL_END = ("<w:tr>", "<w:tr "), "</w:tr>", "</w:t></w:r></w:p></w:tc>"
_FIGURE = re.compile(r"\{\{([\w.]{1,200})\}\}" + _CELL_END)
_CELL_START = re.compile(
    r"(?P<before><w:tc(?: [^<>]*)?><w:tcPr>(?P<tcPr>.*)</w:tcPr><w:p(?: [^<>]*)?>"
    r'<w:pPr><w:pStyle w:val="(?P<style>[^"<>]+)"/>(?P<pPr>.*)</w:pPr><w:r(?: [^<>]*)?><w:rPr>)'
    r"(?P<rPr>.*)(?P<after></w:rPr><w:t(?: [^<>]*)?>)"
)
_WIDTH = re.compile(r'<w:tcW [^<>]*?\bw:w="([0-9]+)"')
_FONTS = re.compile(r"<w:rFonts((?: [^<>]*)?)/>")
_ROOT = re.compile(r'\ufeff?(?:<\?xml [^<>]*\?>)?\s*(<(w:\w+)(?:\s+[\w:.-]+\s*=\s*"[^<>"]*")*\s*>)')


class Place(NamedTuple):
    """Where figures stand: the paragraph's style id, the cell's width in twips."""

    style: str
    width: int


class FoldedRows(NamedTuple):
    """Rows of one table. places: where its figures stand, with their cell ids."""

    pieces: Pieces
    places: Mapping[Place, list[str]]

    def render(self, filling: Filling) -> str:
        return render(self.pieces, filling)


class RowFolder:
    """Folds rows of a part. cells: the form's cell ids. placeholder_style: the style that figures shall not keep."""

    def __init__(self, cells: frozenset[str], placeholder_style: str) -> None:
        self._cells = cells
        self._placeholder = f'<w:rStyle w:val="{placeholder_style}"/>'
        self._leads: dict[str, _Lead | None] = {}
        self._starts: dict[str, _Lead | None] = {}
        self._sample: list[str] = []

    def fold(self, xml: str) -> Iterator[str | FoldedRows]:
        """The part's XML in its order, with what could be folded; all as it stands when the part is not plain enough.

        A table's first row is never folded: a page break may have to go into it.
        """
        if not _is_plain(xml):
            yield xml
            return
        *rows, rest = xml.split(_ROW_END)
        folding = _Folding()
        for row in rows:
            if not (row.startswith(_ROW_STARTS) and self._take(row, folding)):
                yield from folding.finish()
                yield row + _ROW_END
        yield from folding.finish()
        yield rest

    def sample(self, xml: str) -> str:
        """XML that is sound when all is sound that was folded of this part: what it repeats stands there once."""
        root = _ROOT.match(xml)
        return f"{root[1]}{''.join(self._sample)}</{root[2]}>" if root else ""

    def _take(self, row: str, folding: _Folding) -> bool:
        """Add the row to those that are folded; false when it has to stay in the tree."""
        first, *rest = _FIGURE.split(row)
        if row.count("{") + row.count("}") != 2 * len(rest):
            return False
        if not rest:
            self._sample.append(row + _ROW_END)
            return "<w:tbl>" not in row and folding.add(row + _ROW_END)
        names, end = rest[::2], _CELL_END + rest[-1] + _ROW_END
        leads, sample = [self._read_lead(first)], [first]
        for text in rest[1:-1:2]:
            if text not in self._leads:
                self._leads[text] = self._read_lead(text, _CELL_END)
                sample += (_CELL_END, text)
            leads.append(self._leads[text])
        found = [lead for lead in leads if lead is not None]
        if len(found) < len(leads) or "<w:tbl>" in end or not self._cells.issuperset(names):
            return False
        self._sample += (*sample, end)
        return folding.add(end, found, names)

    def _read_lead(self, text: str, before: str = "") -> _Lead | None:
        """What stands before a figure, as it is printed; None when the row has to stay in the tree."""
        cell = max(text.rfind("<w:tc>"), text.rfind("<w:tc "), 0)
        start = text[cell:]
        if start not in self._starts:
            self._starts[start] = self._read_start(start)
        lead = self._starts[start]
        return None if lead is None or "<w:tbl>" in text else _Lead(before + text[:cell] + lead.xml, lead.place)

    def _read_start(self, xml: str) -> _Lead | None:
        match = _CELL_START.fullmatch(xml)
        if match is None or any(f"</w:{name}>" in match[name] for name in ("tcPr", "pPr", "rPr")):
            return None
        width, run = _WIDTH.search(match["tcPr"]), self._run_properties(match["rPr"])
        if width is None or run is None or "<w:tcMar>" in match["tcPr"]:
            return None
        return _Lead(match["before"] + run + match["after"], Place(match["style"], int(width[1])))

    def _run_properties(self, xml: str) -> str | None:
        """Without the placeholder's tiny type, with the hint that keeps signs in the Chinese font."""
        own = xml.removeprefix(self._placeholder)
        fonts = _FONTS.match(own)
        if fonts is None:
            return None if "<w:rFonts" in own or "<w:rStyle" in own else f'<w:rFonts w:hint="eastAsia"/>{own}'
        if "w:hint=" in fonts[1]:
            return own if 'w:hint="eastAsia"' in fonts[1] else None
        return f'<w:rFonts{fonts[1]} w:hint="eastAsia"/>{own[fonts.end() :]}'


class _Lead(NamedTuple):
    """What stands before a figure, from the figure before it on."""

    xml: str
    place: Place


class _Folding:
    """Rows that follow each other."""

    def __init__(self) -> None:
        self._pieces: list[str | Slot] = []
        self._places: dict[Place, list[str]] = defaultdict(list)

    def add(self, end: str, leads: Iterable[_Lead] = (), names: Iterable[str] = ()) -> bool:
        """Add a row: for each figure what stands before it and its cell id, and what stands after the last one."""
        for lead, name in zip(leads, names, strict=True):
            self._pieces += (lead.xml, Value(name))
            self._places[lead.place].append(name)
        self._pieces.append(end)
        return True

    def finish(self) -> Iterator[str | FoldedRows]:
        """The rows so far; those without any figure as they stand."""
        if self._places:
            yield FoldedRows(tuple(self._pieces), self._places)
        elif self._pieces:
            yield "".join(map(str, self._pieces))
        self._pieces, self._places = [], defaultdict(list)


def _is_plain(xml: str) -> bool:
    """Whether `w:` means the same everywhere, every `<` begins a tag and every placeholder has common brackets."""
    root = _ROOT.match(xml)
    if root is None or xml.count("xmlns:w=") != 1 or f'xmlns:w="{WORD}"' not in root[1]:
        return False
    has_others = ("!" in xml and "<!" in xml) or (xml.count("?") > 2 and xml.find("<?", root.start(1)) >= 0)
    return not has_others and "｛" not in xml and "｝" not in xml
