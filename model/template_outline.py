"""A template without placeholders: which of its places are for which figures, texts and fields of the report.

Found by labels and headings alone, as in documents that are read (`model.labels`). The places are those of the blocks
that were given, so that exporters can write there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from model.form import Form
from model.label_catalogue import Catalogue, FormBlock
from model.label_headings import Heading, HeadingReader
from model.label_lines import NumberedLine, is_prose, numbered
from model.label_sections import Title, find_headings
from model.label_text import looks_like_figure, plain
from model.label_wordings import Wordings
from model.labels import DOUBTFUL, Figure, Label, Placement, Unplaced, place
from model.placeholders import BRACKETS
from model.records import NamedTuple
from model.source import Place, SourceBlock, SourceCell, SourceParagraph, SourceTable
from model.table_parts import Part, parts_of
from model.template_repeats import repeated_grids, repeated_rows
from model.template_sheets import in_order
from model.template_words import TemplateWords

_SAMPLE = 1_000_001
"""Figures that are put into all places found, to see whether labels still tell where each belongs."""

_LONGEST_TITLE = 60
_LABELS_OF_A_GRID = 3
"""So many labels of the form in a table make it more than a list that happens to name one."""
_DIGIT, _FIGURE = re.compile("[0-9０-９]"), re.compile("[1-9１-９]")
_NOTHING = re.compile(r"\W*(?:[一二三四五六七八九十\d]{1,3}[)）.、．]\W*)?")
"""What is left of a line of waiting words when they are taken out: marks and the number of a point alone."""
_HANZI = re.compile("[\u4e00-\u9fff].*[\u4e00-\u9fff]", re.DOTALL)


class Line(NamedTuple):
    """A line outside of the grids. inside: waiting words stand within other text, which stays without them."""

    place: Place
    text: str
    waiting: bool = False
    inside: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing stands there."""
        return not self.text.strip()


class SectionLines(NamedTuple):
    """A section: the places of its heading (none for the opening), the lines below it, where its grid begins.

    lines: those above the section's grid, then those below it. above: how many of them stand above the grid.
    """

    heading: tuple[Place, ...]
    lines: tuple[Line, ...]
    above: int


class Outline(NamedTuple):
    """What a template has room for.

    figures: the places by cell id, each certain. sections: by section id, those whose heading is there, and the
    opening. title: the lines of the title, the first of which it goes into. beside: lines beside it that go.
    unit, date: the lines of the signature. fields: the placeholder that goes behind a label, by the label's place.
    unknown: labels in grids that the form does not have, and what stands in places that no label tells. replaced:
    words, not figures or signs for them, that stand in the places of figures, by cell id. unfilled: the first label of
    each table of which labels are known but no place is for a figure: it is there already, or too unlike the form.
    own_figures: figures other than 0 that stand in the places of the report's, by cell id. filled: in how many of these
    places digits stand, 0 among them. repeated_grids, repeated_rows: as `model.template_repeats` tells them.
    """

    figures: Mapping[str, Place]
    sections: Mapping[str, SectionLines]
    title: tuple[Line, ...]
    beside: tuple[Line, ...]
    unit: Line | None
    date: Line | None
    fields: Mapping[Place, str]
    unknown: tuple[Unplaced, ...]
    replaced: Mapping[str, str]
    unfilled: tuple[str, ...]
    own_figures: Mapping[str, str] = MappingProxyType({})
    filled: int = 0
    repeated_grids: tuple[str, ...] = ()
    repeated_rows: tuple[str, ...] = ()


def read_outline(
    form: Form, blocks: Sequence[SourceBlock], wordings: Wordings, words: TemplateWords, *, sheets: bool = False
) -> Outline:
    """The outline of a template; nothing in it when the form's labels and headings are not met.

    sheets: the blocks are sheets of a workbook, in whose order nothing is to be read.
    """
    return _Template(form, blocks, wordings, words, sheets=sheets).outline()


def labelled_places(
    form: Form, blocks: Sequence[SourceBlock], wordings: Wordings, words: TemplateWords, *, sheets: bool = False
) -> dict[str, Place]:
    """The places of the figures alone, by cell id, in a template or in a document that was made with one.

    sheets: the blocks are sheets of a workbook.
    """
    return _Template(form, blocks, wordings, words, sheets=sheets).figures()


class _Template:
    def __init__(
        self,
        form: Form,
        blocks: Sequence[SourceBlock],
        wordings: Wordings,
        words: TemplateWords,
        *,
        sheets: bool = False,
    ) -> None:
        self._form, self._wordings, self._words = form, wordings, words
        self._catalogue = Catalogue(form, wordings)
        self._reader = HeadingReader(form, wordings, self._is_label)
        self._parts = list(self._all_parts(blocks))
        self._bare = [self._without_samples(part.block) for _, part in self._parts]
        self._loose: frozenset[int] = frozenset()
        if sheets and len(blocks) > 1 and self._parts:
            self._put_in_order()
        self._placement = place(form, self._bare, wordings)

    def outline(self) -> Outline:
        figures = self._proven_figures()
        sections = self._sections()
        title, beside = self._title(sections)
        unit, date = self._signature(sections)
        taken = {line.place for line in (*title, *beside, unit, date) if line is not None}
        kept = {name: self._without(section, taken) for name, section in sections.items()}
        loose = [
            self._line(number, block.text)
            for number in self._loose
            if not isinstance(block := self._parts[number][1].block, SourceTable)
        ]
        lines = (*(line for section in kept.values() for line in section.lines), *loose)
        fields = {line.place: name for line in lines if (name := self._words.field(line.text))}
        kept = {name: self._without(section, set(fields)) for name, section in kept.items()}
        unknown = tuple(item._replace(place=self._origin(item.place)) for item in self._placement.unplaced)
        words = {item.cell: item.text for item in self._placement.figures if item.cell in figures and item.text.strip()}
        unfilled, typed = tuple(self._unfilled(figures)), self._typed_figures(figures)
        own = {cell: text for cell, text in typed.items() if _FIGURE.search(text)}
        repeated = repeated_grids(self._form, self._bare, self._wordings)
        rows = tuple(repeated_rows(self._placement, figures))
        return Outline(
            figures, kept, title, beside, unit, date, fields, unknown, words, unfilled, own, len(typed), repeated, rows
        )

    def _put_in_order(self) -> None:
        """Bring the parts of several sheets into the form's order."""

        def find(lines: Sequence[NumberedLine]) -> Sequence[Heading]:
            return find_headings(self._form, self._wordings, lines, self._is_label)

        sheets = [number for number, _ in self._parts]
        ordered = in_order(self._form, sheets, self._bare, find, self._is_title)
        self._parts = [self._parts[number] for number in ordered.numbers]
        self._bare = [self._bare[number] for number in ordered.numbers]
        self._loose = frozenset(place for place, number in enumerate(ordered.numbers) if number in ordered.loose)

    def figures(self) -> dict[str, Place]:
        """The cells' places as the labels tell them."""
        return {figure.cell: self._origin(figure.place) for figure in self._placement.figures if figure.cell}

    def _is_label(self, text: str) -> bool:
        return self._catalogue.match(text) is not None

    def _is_grid_label(self, text: str) -> bool:
        match = self._catalogue.match(text)
        return match is not None and bool(match.of("column", "row", "block", "corner", "note"))

    def _is_line(self, text: str) -> bool:
        if (self._words.waits(text) and _HANZI.search(text)) or is_prose(text) or self._words.field(text):
            return True
        if self._words.is_beside_title(text) or self._words.is_date(text):
            return True
        left = self._words.without_waiting(text)
        if left != text and not self._is_grid_label(left):
            return True
        line = numbered(0, SourceParagraph(left))
        return self._is_title(text) or any(self._reader.read([line], 0))

    def _is_title(self, text: str) -> bool:
        flat = plain(text)
        sentence = any(mark in flat for mark in "。,;") or flat.endswith(":")
        return len(flat) <= _LONGEST_TITLE and any(words in flat for words in self._words.title) and not sentence

    def _all_parts(self, blocks: Sequence[SourceBlock]) -> Iterator[tuple[int, Part]]:
        """The blocks with their numbers, tables cut into grids and lines."""
        for number, block in enumerate(blocks):
            if isinstance(block, SourceTable):
                yield from ((number, part) for part in parts_of(block, self._is_grid_label, self._is_line))
            else:
                yield number, Part(block, 0)

    def _origin(self, where: Place) -> Place:
        """The place among the blocks that were given."""
        number, part = self._parts[where[0]]
        return number, part.row + where[1], part.column + where[2]

    def _without_samples(self, block: SourceBlock) -> SourceBlock:
        if not isinstance(block, SourceTable):
            return SourceParagraph(self._words.without_waiting(block.text))
        return SourceTable(tuple(tuple(self._emptied(cell) for cell in row) for row in block.rows))

    def _emptied(self, cell: SourceCell) -> SourceCell:
        text = self._words.without_waiting(cell.text)
        sample = looks_like_figure(text) or self._words.waits(text) or BRACKETS.search(text)
        left_over = text != cell.text and _NOTHING.fullmatch(text)
        return cell._replace(text="" if (sample or left_over) and not self._is_label(text) else text)

    def _proven_figures(self) -> dict[str, Place]:
        """The cells' places, without those whose labels would not tell where a figure that stands there belongs."""
        found = {figure.cell: figure.place for figure in self._placement.figures if figure.cell}
        samples = {where: str(_SAMPLE + number) for number, where in enumerate(found.values())}
        filled = [
            block if not isinstance(block, SourceTable) else _with_samples(block, number, samples)
            for number, block in enumerate(self._bare)
        ]
        proof = {item.place: item for item in place(self._form, filled, self._wordings).figures}
        return {
            cell: self._origin(at)
            for cell, at in found.items()
            if _is_borne_out(cell, proof.get(at)) and self._is_told(cell, at, proof[at].labels)
        }

    def _typed_figures(self, figures: Mapping[str, Place]) -> dict[str, str]:
        """The template's figures in these places; signs such as XX only mark where figures go, as 0 mostly does."""
        texts = {
            (number, part.row + cell.row, part.column + cell.column): cell.text
            for number, part in self._parts
            if isinstance(part.block, SourceTable)
            for row in part.block.rows
            for cell in row
            if _DIGIT.search(cell.text) and looks_like_figure(cell.text) and not self._words.waits(cell.text)
        }
        return {cell: texts[place] for cell, place in figures.items() if place in texts}

    def _is_told(self, cell: str, place: Place, labels: Sequence[str]) -> bool:
        """Whether the labels name the cell's column and row, not their order alone, where there are several to choose from."""
        number, block = next((n, b) for n, b in enumerate(self._catalogue.blocks) if self._owns(b, cell))
        at = self._form.cells[cell]
        rows = self._naming("row", number, at.row, labels)
        columns = self._naming("column", number, at.column, labels)
        if block.unlabelled:
            return (bool(columns) or len(block.block.columns) == 1) and self._is_next_to_headings(place)
        if len(block.block.columns) == 1:
            return bool(rows)
        return any(row < column for row in rows for column in columns)

    def _is_next_to_headings(self, place: Place) -> bool:
        """Whether nothing unknown stands between the headings and the row: that would be the row with the figures."""
        headings = [label.place[1] for label in self._placement.labels if label.place[0] == place[0]]
        last = max((row for row in headings if row < place[1]), default=-1)
        strange = (item.place for item in self._placement.unplaced if item.place[0] == place[0])
        return not any(last < row < place[1] for _, row, _ in strange)

    def _naming(self, role: str, block: int, member: int, labels: Sequence[str]) -> list[int]:
        """Which of the labels, those of the row come first, name this row or column and no other."""
        matches = [self._catalogue.match(text) for text in labels]
        return [
            place
            for place, match in enumerate(matches)
            if match and any(use.block == block and use.members == {member} for use in match.of(role))
        ]

    def _owns(self, block: FormBlock, cell: str) -> bool:
        at = self._form.cells[cell]
        return block.grid.id == at.grid and block.number == at.block

    def _unfilled(self, figures: Mapping[str, Place]) -> Iterator[str]:
        """The first label of each table in which a whole grid might stand and no figure goes."""
        filled = {figure.place[0] for figure in self._placement.figures if figure.cell in figures}
        labels: dict[int, list[str]] = {}
        for label in self._placement.labels:
            if label.role in ("column_heading", "row_label") and label.place[0] not in filled:
                labels.setdefault(label.place[0], []).append(label.text)
        yield from (texts[0] for texts in labels.values() if len(texts) >= _LABELS_OF_A_GRID)

    def _sections(self) -> dict[str, SectionLines]:
        headings = _headings(self._placement)
        opening = next((section.id for section in self._form.sections if not section.heading), "")
        starts = sorted((min(places), section) for section, places in headings.items())
        first = starts[0][0] if starts else len(self._parts)
        found = {opening: self._lines(range(first), ())} if opening else {}
        stops = [*(start for start, _ in starts[1:]), len(self._parts)] if starts else []
        for (_, section), stop in zip(starts, stops, strict=True):
            places = headings[section]
            found[section] = self._lines(range(min(places), stop), places)
        return found

    def _lines(self, numbers: range, heading: Sequence[int]) -> SectionLines:
        """The lines of a section; waiting words in the heading's own line are among them."""
        above: list[Line] = []
        below: list[Line] = []
        lines = above
        for number in numbers:
            block = self._parts[number][1].block
            if isinstance(block, SourceTable):
                lines = below if self._holds_figures(number) else lines
            elif number not in heading:
                line = self._line(number, block.text)
                if number not in self._loose or line.waiting or line.inside:
                    lines.append(line)
            elif self._words.without_waiting(block.text) != block.text or self._rest_waits(number):
                lines.append(Line(self._origin((number, 0, 0)), block.text, inside=True))
        places = tuple(self._origin((number, 0, 0)) for number in heading)
        return SectionLines(places, (*above, *below), len(above))

    def _line(self, number: int, text: str) -> Line:
        left = self._words.without_waiting(text)
        whole = self._words.waits(text) or (
            left != text and (_NOTHING.fullmatch(left) is not None or self._words.waits(left))
        )
        return Line(self._origin((number, 0, 0)), text, whole, left != text and not whole)

    def _rest_waits(self, number: int) -> bool:
        return any(line.place[0] == number and self._words.waits(line.text) for line in self._placement.lines)

    def _holds_figures(self, number: int) -> bool:
        return any(figure.place[0] == number for figure in self._placement.figures)

    def _title(self, sections: Mapping[str, SectionLines]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        """The lines of the title above the first heading, and those beside it; what is below the title stays."""
        opening = next((section for section in sections.values() if not section.heading), None)
        lines = [line for line in opening.lines if not line.blank] if opening else []
        named = self._title_places(self._placement.titles)
        title = [line for line in lines if line.place in named or self._is_title(line.text)]
        beside = [line for line in lines if line not in title and self._words.is_beside_title(line.text)]
        if not title:
            marked = [line for line in lines if self._is_marked(line.text)]
            title, beside = marked[-1:], [line for line in (*beside, *marked) if line not in marked[-1:]]
        return tuple(title), tuple(dict.fromkeys(beside))

    def _title_places(self, titles: Sequence[Title]) -> frozenset[Place]:
        return frozenset(self._origin((block, 0, 0)) for title in titles for block in title.blocks)

    def _is_marked(self, text: str) -> bool:
        short = len(plain(text)) <= _LONGEST_TITLE and "。" not in text
        return short and any(mark in plain(text) for mark in self._words.marks)

    def _signature(self, sections: Mapping[str, SectionLines]) -> tuple[Line | None, Line | None]:
        """The last lines of the last section that are for the unit and the day."""
        last = list(sections.values())[-1] if sections else None
        lines = [line for line in last.lines if not line.blank] if last and last.heading else []
        date = lines.pop() if lines and self._words.is_date(lines[-1].text) else None
        is_unit = bool(lines) and self._words.is_unit(lines[-1].text) and not self._only_waits(lines)
        return lines[-1] if is_unit else None, date

    def _only_waits(self, lines: Sequence[Line]) -> bool:
        """Whether the last line is rather the place of the section's text: signs alone, and nothing else waits."""
        return lines[-1].waiting and not any(line.waiting for line in lines[:-1])

    @staticmethod
    def _without(section: SectionLines, places: set[Place]) -> SectionLines:
        kept = [line for line in section.lines if line.place not in places]
        above = sum(line.place not in places for line in section.lines[: section.above])
        return section._replace(lines=tuple(kept), above=above)


def _headings(placement: Placement) -> dict[str, tuple[int, ...]]:
    """The numbers of the blocks of each section's heading."""
    found: dict[str, tuple[int, ...]] = {}
    for label in placement.labels:
        if label.section:
            found[label.section] = (*found.get(label.section, ()), _block(label))
    return found


def _block(label: Label) -> int:
    return label.place[0]


def _with_samples(table: SourceTable, number: int, samples: Mapping[Place, str]) -> SourceTable:
    return SourceTable(
        tuple(
            tuple(cell._replace(text=samples.get((number, cell.row, cell.column), cell.text)) for cell in row)
            for row in table.rows
        )
    )


def _is_borne_out(cell: str, figure: Figure | None) -> bool:
    return figure is not None and figure.cell == cell and figure.certainty != DOUBTFUL
