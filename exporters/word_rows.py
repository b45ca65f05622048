"""Rows of tables folded into one slot before a part is parsed, so that its tree holds only what has to be looked into.

Most of a template is rows in which every placeholder is a cell's whole content, in one run. Those are filled as text;
every other row stays in the tree.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

from exporters.word_slots import Filling, Pieces, Slot, Value, render
from ooxml.markup import WORD

_ROW_STARTS, _ROW_END, _CELL_END = ("<w:tr>", "<w:tr "), "</w:tr>", "</w:t></w:r></w:p></w:tc>"
_CELL_START = re.compile(
    r"(?P<before><w:tc(?: [^<>]*)?><w:tcPr>(?P<tcPr>.*)</w:tcPr><w:p(?: [^<>]*)?>"
    r'<w:pPr><w:pStyle w:val="(?P<style>[^"<>]+)"/>(?P<pPr>.*)</w:pPr><w:r(?: [^<>]*)?><w:rPr>)'
    r"(?P<rPr>.*)(?P<after></w:rPr><w:t(?: [^<>]*)?>)"
)
_WIDTH = re.compile(r'<w:tcW [^<>]*?\bw:w="([0-9]+)"')
_FONTS = re.compile(r"<w:rFonts((?: [^<>]*)?)/>")


class Place(NamedTuple):
    """Where figures stand: the paragraph's style id, the cell's width in twips."""

    style: str
    width: int


class FoldedRows(NamedTuple):
    """Rows of one table. places: where its figures stand, with their cell ids."""

    pieces: Pieces
    places: dict[Place, list[str]]

    def render(self, filling: Filling) -> str:
        return render(self.pieces, filling)


class RowFolder:
    """Folds rows of a part. cells: the form's cell ids. placeholder_style: the style that figures shall not keep."""

    def __init__(self, cells: Container[str], placeholder_style: str) -> None:
        self._cells = cells
        self._placeholder = f'<w:rStyle w:val="{placeholder_style}"/>'
        self._leads: dict[str, _Lead | None] = {}
        self._starts: dict[str, _Lead | None] = {}

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
            if not (row.startswith(_ROW_STARTS) and self._take(row + _ROW_END, folding)):
                yield from folding.finish()
                yield row + _ROW_END
        yield from folding.finish()
        yield rest

    def _take(self, row: str, folding: _Folding) -> bool:
        """Add the row to those that are folded; false when it has to stay in the tree."""
        text, *rest = row.split("{{")
        if row.count("{") + row.count("}") != 4 * len(rest) or "<w:tbl" in row:
            return False
        pieces: list[str | Slot] = []
        figures: list[tuple[Place, str]] = []
        for piece in rest:
            lead = self._leads[text] if text in self._leads else self._read_lead(text)
            name, _, text = piece.partition("}}")
            if lead is None or name not in self._cells:
                return False
            pieces += (lead.xml, Value(name))
            figures.append((lead.place, name))
            if not text.startswith(_CELL_END):
                return False
        folding.add(row, [*pieces, text], figures)
        return True

    def _read_lead(self, text: str) -> _Lead | None:
        """What stands before a figure, as it is printed; None when the row has to stay in the tree."""
        cell = max(text.rfind("<w:tc>"), text.rfind("<w:tc "), 0)
        start = text[cell:]
        if start not in self._starts:
            self._starts[start] = self._read_start(start)
        lead = self._starts[start]
        self._leads[text] = lead and lead._replace(xml=text[:cell] + lead.xml)
        return self._leads[text]

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
    xml: str
    place: Place


class _Folding:
    """Rows that follow each other."""

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._rows: list[str] = []
        self._pieces: list[str | Slot] = []
        self._places: dict[Place, list[str]] = {}

    def add(self, row: str, pieces: list[str | Slot], figures: list[tuple[Place, str]]) -> None:
        self._rows.append(row)
        self._pieces += pieces
        for place, cell in figures:
            self._places.setdefault(place, []).append(cell)

    def finish(self) -> Iterator[str | FoldedRows]:
        """The rows so far; those without any figure as they stand."""
        if self._places:
            yield FoldedRows(tuple(self._pieces), self._places)
        elif self._rows:
            yield "".join(self._rows)
        self._clear()


def _is_plain(xml: str) -> bool:
    """Whether `w:` means the same everywhere, every `<` begins a tag and every placeholder has common brackets."""
    has_others = ("!" in xml and "<!" in xml) or (xml.count("?") > 2 and xml.find("<?", 2) >= 0)
    is_bound = xml.count("xmlns:w=") == 1 and f'xmlns:w="{WORD}"' in xml
    return is_bound and not has_others and "｛" not in xml and "｝" not in xml
