"""The sheets of a workbook as one document: which sheet comes first does not tell which section of the form does.

Offices keep the text on one sheet and each grid on its own. Within a sheet headings stand in order; the stretches that
they begin are put into the form's order here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from model.form import Form
from model.label_headings import Heading
from model.label_lines import NumberedLine, numbered
from model.records import NamedTuple
from model.source import SourceBlock, SourceTable

FindHeadings = Callable[[Sequence[NumberedLine]], Sequence[Heading]]


class Ordered(NamedTuple):
    """Parts by their numbers in the order of the form. loose: of these, lines that belong to no section."""

    numbers: tuple[int, ...]
    loose: frozenset[int]


class _Stretch(NamedTuple):
    """Parts from one heading to the next. section: "" above a sheet's first heading; heading: the heading's parts."""

    section: str
    heading: frozenset[int]
    numbers: tuple[int, ...]


def in_order(
    form: Form,
    sheets: Sequence[int],
    blocks: Sequence[SourceBlock],
    find: FindHeadings,
    is_title: Callable[[str], bool],
) -> Ordered:
    """The parts of the sheets as one document would have them. sheets: of each part the number of its sheet.

    A heading that another sheet has above the grid or the text itself, as in a list of contents, is in none of them:
    it stays as it stands. What is above the first heading of a sheet opens the document where the title is in it; on
    the others it is the sheet's own.
    """
    by_sheet = [
        _stretches([number for number, _ in group], blocks, find)
        for _, group in groupby(enumerate(sheets), key=lambda item: item[1])
    ]
    opening = _opening(by_sheet, blocks, is_title)
    order = {section.id: place for place, section in enumerate(form.sections)}
    loose: set[int] = set()
    placed: list[tuple[int, _Stretch]] = []
    last = -1
    for stretches in by_sheet:
        for stretch in stretches:
            if stretch.section:
                last = order[stretch.section]
            elif stretch is not opening:
                loose.update(number for number in stretch.numbers if not isinstance(blocks[number], SourceTable))
            placed.append((-1 if stretch is opening else last, stretch))
    whole = [stretch for _, stretch in sorted(placed, key=lambda item: item[0])]
    mains = {
        section: max((one for one in whole if one.section == section), key=lambda one: _weight(form, one, blocks))
        for section in {stretch.section for stretch in whole if stretch.section}
    }
    return Ordered(tuple(_numbers(whole, mains)), frozenset(loose))


def _stretches(numbers: Sequence[int], blocks: Sequence[SourceBlock], find: FindHeadings) -> list[_Stretch]:
    """A sheet's stretches, the first that above its headings."""
    lines = [numbered(number, block) for number in numbers if not isinstance(block := blocks[number], SourceTable)]
    headings = sorted(find(lines), key=lambda heading: min((heading.block, *heading.more)))
    starts = [min((heading.block, *heading.more)) for heading in headings]
    stops = [*starts[1:], numbers[-1] + 1]
    found = [_Stretch("", frozenset(), tuple(number for number in numbers if not starts or number < starts[0]))]
    for heading, start, stop in zip(headings, starts, stops, strict=True) if starts else ():
        within = tuple(number for number in numbers if start <= number < stop)
        found.append(_Stretch(heading.section, frozenset((heading.block, *heading.more)), within))
    return found


def _opening(
    by_sheet: Sequence[Sequence[_Stretch]], blocks: Sequence[SourceBlock], is_title: Callable[[str], bool]
) -> _Stretch:
    """What is above the headings of the sheet with the title, else of the first."""
    firsts = [stretches[0] for stretches in by_sheet]
    titled = (first for first in firsts if any(is_title(_text(blocks[number])) for number in first.numbers))
    return next(titled, firsts[0])


def _weight(form: Form, stretch: _Stretch, blocks: Sequence[SourceBlock]) -> tuple[bool, int]:
    """How sure a section is to stand here: with its grid, else with text."""
    own = [blocks[number] for number in stretch.numbers if number not in stretch.heading]
    grid = bool(form.section(stretch.section).grid) and any(isinstance(block, SourceTable) for block in own)
    return grid, sum(isinstance(block, SourceTable) or bool(block.text.strip()) for block in own)


def _numbers(whole: Sequence[_Stretch], mains: dict[str, _Stretch]) -> list[int]:
    """All parts but the headings that another sheet repeats; the stretch that a section stands in goes first."""
    numbers: list[int] = []
    begun: set[str] = set()
    for stretch in whole:
        main = mains.get(stretch.section)
        if main is not None and stretch.section not in begun:
            begun.add(stretch.section)
            numbers.extend(main.numbers)
        if stretch is not main:
            numbers.extend(number for number in stretch.numbers if number not in stretch.heading)
    return numbers


def _text(block: SourceBlock) -> str:
    return "" if isinstance(block, SourceTable) else block.text
