"""A Word template without placeholders made into one with them, by its labels and headings.

What offices get from above is the form itself: empty cells, and words such as （文字描述） where text goes. Each place that
`model.template_outline` finds gets the placeholder for it, in the format of the place; nothing else changes. The
exporter for templates with placeholders does the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from exporters import labelled_word_writing as writing
from exporters import word_elements as we
from exporters.labelled_word_room import figure_rooms
from exporters.template_names import by_ids, word_names
from exporters.word_places import paragraph_place
from model.errors import ExportError
from model.form import Form
from model.label_edition import recognise_edition
from model.label_lines import is_prose
from model.label_wordings import Wordings
from model.placeholders import GRID, PATTERN, SECTION
from model.prepared_template import Prepared
from model.source import Place
from model.template_lacking import lacking_parts, template_notes
from model.template_outline import Line, Outline, SectionLines, read_outline
from model.template_unfit import refuse_unfit
from model.template_words import TemplateWords
from ooxml.markup import parse_xml, to_bytes
from ooxml.package import Package
from ooxml.tables import children
from ooxml.word_blocks import WordBlock, word_blocks

_DOCUMENT = "word/document.xml"
_BESIDE = re.compile(r"word/(?:header|footer|footnotes|endnotes)\d*\.xml")
_PLACES = 3
"""So many places are named; of more, their number is told."""
_UNIT, _DATE, _TITLE = "signature.unit", "signature.date", "title"


def prepare_word(
    template: bytes, form: Form, forms: Sequence[Form], wordings: Wordings, words: TemplateWords
) -> Prepared:
    """The template with placeholders in the places that its labels tell; as it is where they tell nothing.

    Placeholders that stand in it already win: what they name is filled there alone, and only empty cells and waiting
    words are filled besides. forms: all editions. Raises FileFormatError when the template can't be read, ExportError
    when it is of another edition.
    """
    package = Package(template)
    if _DOCUMENT not in package:
        return Prepared(template)
    root = parse_xml(package.read(_DOCUMENT), _DOCUMENT)
    body = we.child(root, we.BODY)
    blocks = list(word_blocks(body)) if body is not None else []
    typed = word_names(package)
    named = frozenset((*typed, *by_ids(form, typed)))
    outline = read_outline(form, [block.block for block in blocks], wordings, words)
    if not named:
        _refuse_other_edition(blocks, form, forms, wordings)
        refuse_unfit(form, outline, words)
    preparing = _Preparing(form, package, root, blocks, outline, words, named)
    if not preparing.write():
        return Prepared(template)
    data = package.with_parts({_DOCUMENT: to_bytes(root)})
    lacking = () if named else tuple(lacking_parts(form, outline, preparing.written))
    rooms = figure_rooms(package, outline.figures, blocks)
    return Prepared(data, lacking, tuple(preparing.notes()), labelled=True, rooms=rooms, bare=not named)


def _refuse_other_edition(blocks: Sequence[WordBlock], form: Form, forms: Sequence[Form], wordings: Wordings) -> None:
    found = recognise_edition(forms, [block.block for block in blocks], wordings)
    if found is not None and found.edition != form.edition:
        raise ExportError(
            f"这份模板是 {found.edition} 年版表样的，报告用的是 {form.edition} 年版。", "请换用同一版表样的模板。"
        )


def _beside_body(package: Package) -> Iterator[str]:
    """The parts that print text beside the body's: page headers and footers, notes."""
    yield from (name for name in package.names if _BESIDE.fullmatch(name))


def _text(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in we.own_texts(paragraph))


class _Preparing:
    """The placeholders of one template. named: those that stand in it already; written: those put in here."""

    def __init__(
        self,
        form: Form,
        package: Package,
        root: etree._Element,
        blocks: Sequence[WordBlock],
        outline: Outline,
        words: TemplateWords,
        named: frozenset[str],
    ) -> None:
        self._form, self._blocks, self._outline, self._words, self._named = form, blocks, outline, words, named
        self._package, self._root = package, root
        self.written: set[str] = set()
        self._accepted: list[str] = []
        self._named_places = {p: paragraph_place(_DOCUMENT, p) for p in root.iter(we.P) if self._is_to_tell(p)}
        self._sample = self._body_sample()

    def write(self) -> bool:
        """Put all placeholders; whether there was a place for any."""
        if not self._outline.figures and not any(section.heading for section in self._outline.sections.values()):
            return False
        self._put_figures()
        self._put_title()
        rooms = {section: self._put_section(section, lines) for section, lines in self._outline.sections.items()}
        self._put_signature(rooms)
        for place, name in self._outline.fields.items():
            self._make_plain(self._paragraph(place))
            writing.fill_behind_colon(self._paragraph(place), self._token(name))
        return bool(self.written)

    def notes(self) -> Iterator[str]:
        """What to look at in the finished document."""
        yield from template_notes(self._form, self._outline, texts=not self._named)
        yield from self._left_waiting()
        if places := tuple(dict.fromkeys(self._accepted)):
            more = f"等{len(places)}处" if len(places) > _PLACES else ""
            yield f"{'、'.join(places[:_PLACES])}{more}有修订，写进报告的内容后不再是修订"

    def _left_waiting(self) -> Iterator[str]:
        """Waiting words in places that are not looked at: text boxes, tables that are not known, page headers and footers."""
        others = ((part, parse_xml(self._package.read(part), part)) for part in _beside_body(self._package))
        found: dict[str, None] = {}
        for part, root in ((_DOCUMENT, self._root), *others):
            for paragraph in root.iter(we.P):
                text = _text(paragraph)
                if self._words.without_waiting(text) != text:
                    place = self._named_places.get(paragraph) or paragraph_place(part, paragraph)
                    found[f"{place}的“{text.strip()}”不知道填什么，没有改动"] = None
        yield from found

    def _is_to_tell(self, paragraph: etree._Element) -> bool:
        """Whether its place in the template may have to be named: it moves when lines are added above it."""
        text = _text(paragraph)
        return self._words.without_waiting(text) != text or writing.holds_changes(paragraph)

    def _token(self, name: str) -> str:
        self.written.add(name)
        return f"{{{{{name}}}}}"

    def _paragraph(self, place: Place) -> etree._Element:
        """The paragraph of a line; of a line in a table, the first of its cell."""
        return self._paragraphs(place)[0]

    def _paragraphs(self, place: Place) -> list[etree._Element]:
        block = self._blocks[place[0]]
        if not block.cells:
            return [block.element]
        cell = block.cells[place[1:]]
        # A cell without a paragraph is none that Word writes, but it can be read.
        return list(children(cell, we.P)) or [etree.SubElement(cell, we.P)]

    def _put_figures(self) -> None:
        for cell, place in self._outline.figures.items():
            paragraphs = self._paragraphs(place)
            text = "".join(map(_text, paragraphs))
            grid = f"{GRID}{self._form.cells[cell].grid}"
            if cell not in self._named and grid not in self._named and not PATTERN.search(text):
                self._make_plain(*paragraphs)
                writing.fill_cell(paragraphs, self._token(cell))

    def _make_plain(self, *paragraphs: etree._Element) -> None:
        """Before these are filled: what is written is nobody's tracked change."""
        changed = [paragraph for paragraph in paragraphs if writing.accept_changes(paragraph)]
        self._accepted.extend(self._named_places.get(paragraph, "") for paragraph in changed)

    def _fill(self, paragraph: etree._Element, name: str, *, hint: bool = False) -> None:
        self._make_plain(paragraph)
        writing.fill(paragraph, self._token(name), hint=hint)

    def _put_title(self) -> None:
        title, beside = self._outline.title, self._outline.beside
        if self._named:
            marked = [line for line in title if any(mark in line.text for mark in self._words.marks)]
            title, beside = (marked, ()) if _TITLE not in self._named else ((), ())  # type: ignore[assignment]
        for number, line in enumerate(title):
            if number:
                writing.remove(self._paragraph(line.place))
            else:
                self._fill(self._paragraph(line.place), _TITLE)
        for line in beside:
            writing.remove(self._paragraph(line.place))

    def _put_section(self, section: str, lines: SectionLines) -> etree._Element | None:
        """Put a section's placeholder and take waiting words away; the paragraph in which it stands, None without room."""
        wanted = SECTION + section not in self._named
        room = self._in_place_of_words(section, lines) if wanted else None
        for line in lines.lines:
            paragraph = self._paragraph(line.place)
            if paragraph is not room and (line.waiting or line.inside):
                self._take_words(paragraph, line)
        if room is None and wanted and not self._named:
            room = self._made_room(section, lines)
        return room

    def _in_place_of_words(self, section: str, lines: SectionLines) -> etree._Element | None:
        waiting = next((line for line in lines.lines if line.waiting), None)
        if waiting is None:
            return None
        paragraph = self._paragraph(waiting.place)
        if not writing.holds_more(paragraph):
            self._fill(paragraph, SECTION + section, hint=True)
            return paragraph
        made = writing.made_like(paragraph, self._token(SECTION + section))
        paragraph.addnext(made)
        return made

    def _take_words(self, paragraph: etree._Element, line: Line) -> None:
        if line.waiting:
            writing.remove(paragraph)
            return
        text = _text(paragraph)
        for match in reversed(list(self._words.inside.finditer(text))):
            writing.cut(paragraph, *match.span())

    def _made_room(self, section: str, lines: SectionLines) -> etree._Element | None:
        """A place where the template marks none: behind what stands in the section, else a blank line, else a new one."""
        token = SECTION + section
        first = next((found for found in self._outline.sections.values() if found.heading), None)
        if not lines.heading:
            return None if first is None else self._above(first.heading[0], token)
        grid = bool(self._form.section(section).grid)
        above = [line for line in lines.lines[: lines.above if grid else None] if line.place not in lines.heading]
        own = [line for line in above if not line.blank and not line.waiting]
        if above and not own and not grid and not writing.holds_more(blank := self._paragraph(above[0].place)):
            self._fill(blank, token)
            return blank
        made = writing.made_like(self._sample, self._token(token))
        self._paragraph(own[-1].place if own else lines.heading[-1]).addnext(made)
        return made

    def _above(self, heading: Place, token: str) -> etree._Element | None:
        """A new paragraph above the first heading, or above the table that it is in when the title is not there, too."""
        below = self._around(heading)
        if below.tag == we.TBL and any(line.place[0] == heading[0] for line in self._outline.title):
            return None
        made = writing.made_like(self._sample, self._token(token))
        below.addprevious(made)
        return made

    def _around(self, place: Place) -> etree._Element:
        """The paragraph of a line, or the table that it is in."""
        element: etree._Element = self._blocks[place[0]].element
        return element

    def _put_signature(self, rooms: dict[str, etree._Element | None]) -> None:
        """署名 and 成文日期: in the lines for them, else below the last section."""
        unit, date = self._outline.unit, self._outline.date
        unit_at = None if unit is None else self._paragraph(unit.place)
        date_at = None if date is None else self._paragraph(date.place)
        if unit_at is not None and _UNIT not in self._named:
            self._fill(unit_at, _UNIT, hint=True)
        if date_at is not None and _DATE not in self._named:
            self._fill(date_at, _DATE, hint=True)
        if self._named:
            return
        last = self._form.sections[-1].id
        below = rooms.get(last)
        if unit_at is None and date_at is None and below is not None:
            around = self._around(self._outline.sections[last].heading[0])
            unit_at = self._signature_below(around if around.tag == we.TBL else below, _UNIT)
        if unit_at is not None and date_at is None:
            made = writing.made_like(unit_at, self._token(_DATE)) if unit else None
            if made is not None:
                unit_at.addnext(made)
            else:
                self._signature_below(unit_at, _DATE)
        elif date_at is not None and unit_at is None and not self._is_signed(date):
            date_at.addprevious(writing.made_like(date_at, self._token(_UNIT)))

    def _is_signed(self, date: Line | None) -> bool:
        """Whether the template names a unit above the day: that stays as it stands."""
        lines = self._outline.sections.get(self._form.sections[-1].id)
        own = [line for line in lines.lines if not line.blank and not line.waiting] if lines else []
        signed = bool(own) and date is not None and own[-1].place < date.place and not is_prose(own[-1].text)
        if signed:
            self.written.add(_UNIT)
        return signed

    def _signature_below(self, paragraph: etree._Element, name: str) -> etree._Element:
        made = writing.signature_like(self._sample, self._token(name))
        paragraph.addnext(made)
        return made

    def _body_sample(self) -> etree._Element | None:
        """A copy of a paragraph that is set as running text: a waiting one, else the longest, else a blank one."""
        lines = [line for section in self._outline.sections.values() if section.heading for line in section.lines]
        waiting = [line for line in lines if line.waiting]
        own = sorted((line for line in lines if is_prose(line.text)), key=lambda line: -len(line.text))
        blank = [line for line in lines if line.blank]
        found = next((line for line in (*waiting, *own, *blank)), None)
        return None if found is None else self._paragraph(found.place)
