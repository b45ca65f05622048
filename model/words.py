"""Words on cells and paragraphs: who gave a figure, what is still open. Seen in the editor alone, never exported."""

from __future__ import annotations

from model.edits import Change, ReplaceText, SetNote
from model.history import Place
from model.records import NamedTuple
from model.report import Report
from model.text import block_text


class Word(NamedTuple):
    """A word and the cell or paragraph that it is on."""

    place: Place
    text: str


def words(report: Report) -> tuple[Word, ...]:
    """All words in the order of the form: of each section its text, then its grid."""
    found = []
    for section in report.form.sections:
        for number, block in enumerate(report.text(section.id)):
            if block.word:
                found.append(Word(Place(section.id, "", number), block.word))
        if section.grid:
            cells = (cell.id for cell in report.form.cells.values() if cell.grid == section.grid)
            found.extend(Word(Place(section.id, cell), text) for cell in cells if (text := report.notes(cell).word))
    return tuple(found)


def word_at(report: Report, place: Place) -> str:
    """The word on this cell or paragraph, "" for none."""
    if place.cell:
        return report.notes(place.cell).word
    text = report.text(place.section)
    return text[place.paragraph].word if place.paragraph < len(text) else ""


def may_have_word(report: Report, place: Place) -> bool:
    """Whether there is a cell or a paragraph that is not empty: an empty one can't hold a word."""
    if place.cell:
        return place.cell in report.form.cells
    text = report.text(place.section)
    return place.paragraph < len(text) and bool(block_text(text[place.paragraph]))


def word_changes(report: Report, place: Place, text: str) -> tuple[Change, ...]:
    """The changes that put this word there, "" takes it away; none when it is there already."""
    text = text.strip()
    if text == word_at(report, place):
        return ()
    if place.cell:
        return (SetNote(place.cell, "word", text or None),)
    block = report.text(place.section)[place.paragraph]
    return (ReplaceText(place.section, place.paragraph, place.paragraph + 1, (block._replace(word=text),)),)
