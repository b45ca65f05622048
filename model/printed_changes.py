"""What differs between two reports on paper: fields that are printed, paragraphs, figures and the totals that follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from model.check_code import NOT_PRINTED
from model.form import Section
from model.naming import FIELD_NAMES, cell_name
from model.placeholders import printed_date, printed_figure
from model.records import NamedTuple
from model.report import Report
from model.text import block_text, with_swaps_told
from model.text_comparison import (
    COME,
    GONE,
    SAME,
    Paragraph,
    Piece,
    beginning,
    compare_paragraphs,
    new_text,
    old_text,
    stretches,
)


class PrintedChange(NamedTuple):
    """One thing that reads differently. kind: field, text or cell. place: its name in words.

    old, new: as printed, "" for nothing. pieces: of a paragraph, what stayed, went and came; empty for other kinds.
    follows: a total, which nobody changed: it follows from other figures.
    """

    kind: str
    place: str
    old: str
    new: str
    pieces: Paragraph = ()
    follows: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether a paragraph came, went or was written anew: nothing of it stayed."""
        return bool(self.pieces) and all(piece.kind != SAME for piece in self.pieces)

    @property
    def words(self) -> tuple[str, str]:
        """Of a paragraph, what went and what came and nothing of what stayed."""
        return _words(self.pieces, GONE), _words(self.pieces, COME)

    @property
    def short(self) -> tuple[str, str]:
        """Old and new on a line each, as the window lists them: of a paragraph what differs with a little around it.

        Without that, a paragraph that lost a sentence looks as if it were gone. Of one that came or went, the beginning.
        """
        if not self.pieces:
            return self.old, self.new
        return (beginning(self.old), beginning(self.new)) if self.is_whole else stretches(self.pieces)


def printed_changes(old: Report, new: Report) -> tuple[PrintedChange, ...]:
    """All of them in the order of the report. Both reports are on the same form."""
    return tuple(_all(old, new))


def changed_totals(old: Report, new: Report) -> int:
    """How many totals read differently. Both reports are on the same form."""
    totals = (cell for cell, described in new.form.cells.items() if described.computed)
    return sum(printed_figure(old, cell) != printed_figure(new, cell) for cell in totals)


def count_words(changes: int, totals: int, hidden: int = 0) -> str:
    """How many changes there are beside so many totals that follow, in words: as the window and 修改对照 both say it.

    hidden: those of the changes that no document prints.
    """
    if not changes:
        return f"有 {totals} 个总计不同"
    told = f"（{hidden} 处不印出）" if hidden else ""
    return f"有 {changes} 处不同{told}" + (f"，另有 {totals} 个总计随之改变" if totals else "")


def _all(old: Report, new: Report) -> Iterator[PrintedChange]:
    yield from _fields(old, new)
    for section in new.form.sections:
        yield from _texts(old, new, section)
        if section.grid:
            yield from _cells(old, new, section.grid)


def _fields(old: Report, new: Report) -> Iterator[PrintedChange]:
    for name, words in FIELD_NAMES.items():
        was, now = _field(old, name), _field(new, name)
        if was != now and name not in NOT_PRINTED:
            yield PrintedChange("field", words, was, now)


def _field(report: Report, name: str) -> str:
    if name == "title":
        return "".join(report.title_lines()).replace(report.unit, "", 1).replace(str(report.year), "", 1)
    text = str(report.fields[name] or "")
    return printed_date(text) if name == "signature.date" else text


def _texts(old: Report, new: Report, section: Section) -> Iterator[PrintedChange]:
    name = section.heading or section.short
    texts = old.text(section.id), with_swaps_told(old.text(section.id), new.text(section.id))
    before, after = ([block_text(block) for block in text] for text in texts)
    number = old_number = 0
    compared = compare_paragraphs(before, after)
    moved = _moved(compared)
    for pieces in _rewritten_in_one(compared, moved):
        was, now = old_text(pieces), new_text(pieces)
        number, old_number = number + bool(now), old_number + bool(was)
        if any(piece.kind != SAME for piece in pieces):
            place = f"“{name}”第{number}段" if now else f"“{name}”原第{old_number}段"
            if pieces in moved:
                place += "（移来）" if now else "（移走）"
            yield PrintedChange("text", place, was, now, pieces)


def _moved(paragraphs: Iterable[Paragraph]) -> set[Paragraph]:
    """The paragraphs that went as a whole and came, word for word, at another place of the section."""
    whole = {paragraph[0] for paragraph in paragraphs if len(paragraph) == 1}
    texts = {piece.text for piece in whole if {Piece(GONE, piece.text), Piece(COME, piece.text)} <= whole}
    return {(piece,) for piece in whole if piece.text in texts and piece.kind != SAME}


def _rewritten_in_one(paragraphs: Iterable[Paragraph], moved: set[Paragraph]) -> Iterator[Paragraph]:
    """A paragraph that went and one that came in its place are one that was written anew, unless it was moved."""
    gone: Paragraph = ()
    for paragraph in paragraphs:
        if paragraph in moved:
            if gone:
                yield gone
            gone = ()
            yield paragraph
            continue
        kinds = {piece.kind for piece in paragraph}
        if gone and kinds == {COME}:
            yield (*gone, *paragraph)
            gone = ()
            continue
        if gone:
            yield gone
        gone = paragraph if kinds == {GONE} else ()
        if not gone:
            yield paragraph
    if gone:
        yield gone


def _cells(old: Report, new: Report, grid: str) -> Iterator[PrintedChange]:
    for cell in (cell for cell in new.form.cells if new.form.cells[cell].grid == grid):
        was, now = printed_figure(old, cell), printed_figure(new, cell)
        if was != now:
            yield PrintedChange("cell", cell_name(new.form, cell), was, now, follows=new.form.cells[cell].computed)


def _words(pieces: Paragraph, kind: str) -> str:
    """The words of this kind, … between them; what stands before the first tells where they are."""
    return "……".join(piece.text for piece in pieces if piece.kind == kind)
