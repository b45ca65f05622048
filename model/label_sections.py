"""The report's outline: its title and the headings of its sections, told by their wording and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence

from model.form import Form
from model.label_headings import LONGEST, Heading, HeadingReader
from model.label_lines import NumberedLine
from model.label_text import BLANKS, plain, without_remark
from model.label_wordings import Wordings
from model.records import NamedTuple

_TITLE_LINES = 4
_FEWEST_ENTRIES = 3
"""Of how many headings on end a table of contents consists."""

_YEAR_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_QUOTES = '《》"“”'
_UNIT = re.compile(r"[\u4e00-\u9fff（）()·、\d]{2,40}", re.ASCII)


_Chain = tuple[Heading, "_Chain"] | None
"""A heading and those before it."""


class Title(NamedTuple):
    """The report's title over one or several lines. text: without white space; unit "", year 0 when it names none."""

    blocks: tuple[int, ...]
    text: str
    unit: str
    year: int


def find_headings(
    form: Form, wordings: Wordings, lines: Sequence[NumberedLine], is_label: Callable[[str], bool]
) -> tuple[Heading, ...]:
    """The headings of the sections, in order; of several that may be one the surest, of equals the last.

    is_label: whether a text is a label of a grid, which no unknown heading is.
    """
    reader = HeadingReader(form, wordings, is_label)
    position = {section.id: i for i, section in enumerate(form.sections)}
    best: dict[int, tuple[int, _Chain]] = {}
    for heading in _without_contents([list(reader.read(lines, place)) for place in range(len(lines))], lines):
        at = position[heading.section]
        before = [best[place] for place in sorted(best) if place < at]
        weight, chain = max(before, key=lambda item: item[0], default=(0, None))
        if at not in best or weight + heading.weight >= best[at][0]:
            best[at] = weight + heading.weight, (heading, chain)
    chain = max((best[place] for place in sorted(best)), key=lambda item: item[0], default=(0, None))[1]
    headings: list[Heading] = []
    while chain:
        headings.append(chain[0])
        chain = chain[1]
    return tuple(reversed(headings))


def _without_contents(found: Sequence[Sequence[Heading]], lines: Sequence[NumberedLine]) -> Iterator[Heading]:
    """The headings without those of a table of contents: lines of nothing but headings, most of which come again."""
    filled = [place for place, line in enumerate(lines) if line.text.strip()]
    run: list[int] = []
    contents: set[int] = set()
    for place in (*filled, None):
        whole = place is not None and any(not heading.rest for heading in found[place])
        if whole and place is not None:
            run.append(place)
            continue
        if len(run) >= _FEWEST_ENTRIES:
            named = {heading.section for entry in run for heading in found[entry]}
            later = {heading.section for headings in found[run[-1] + 1 :] for heading in headings}
            contents.update(run if 2 * len(named & later) > len(named) else ())
        run = []
    for place, headings in enumerate(found):
        if place not in contents:
            yield from headings


def find_titles(
    forms: Sequence[Form], wordings: Wordings, lines: Sequence[NumberedLine], starts: Container[int] = ()
) -> tuple[Title, ...]:
    """All titles among the lines: a report's page often prints its title twice.

    starts: blocks with which something else begins than what stands above. A line without a year is a title only where
    no line with one is.
    """
    own = {_escaped("".join(title.lines)) for form in forms for title in form.titles}
    patterns = [_pattern(text) for text in (*sorted(own), *wordings.titles)]
    endings = tuple({pattern.pattern[-1] for pattern in patterns})
    filled = [line for line in lines if line.text.strip()]
    titles: list[Title] = []
    for end in range(len(filled)):
        if not plain(filled[end].text[-LONGEST:]).strip(_QUOTES).endswith(endings):
            continue
        first = max(0, end + 1 - _TITLE_LINES)
        first = next((place for place in range(end, first, -1) if filled[place].block in starts), first)
        title = _title_of(filled[first : end + 1], patterns, wordings)
        if title:
            titles.append(title)
    return tuple([title for title in titles if title.year] or titles)


def _escaped(text: str) -> str:
    return re.escape(plain(text)).replace(re.escape("{unit}"), "{unit}").replace(re.escape("{year}"), "{year}")


def _pattern(text: str) -> re.Pattern[str]:
    unit, year = r"(?P<unit>(?:[^\d。；;]|(?<!\d)\d{1,3}(?!\d))*?)", r"(?P<year>(?:\d{4}|[〇○零一二三四五六七八九]{4}))"
    return re.compile(text.replace("{unit}", unit).replace("{year}", year))


def _title_of(lines: Sequence[NumberedLine], patterns: Sequence[re.Pattern[str]], wordings: Wordings) -> Title | None:
    """The title that ends with the last of these lines, with the lines above that belong to the unit's name."""
    found: Title | None = None
    for count in range(1, len(lines) + 1):
        taken = lines[-count:]
        if len(taken[0].text.strip()) > LONGEST + 20 or (found and found.unit and not _goes_on(taken[0], wordings)):
            break
        whole = plain("".join(line.text for line in taken)).strip(_QUOTES)
        for match in filter(None, (pattern.fullmatch(whole) for pattern in patterns)):
            named = match.groupdict().get("year") or ""
            if _good_unit(match["unit"], wordings, lone=count > 1) and (named or match["unit"]):
                year = int(named.translate(_YEAR_DIGITS) or 0)
                unit = _as_printed(taken, whole, match.span("unit"))
                found = Title(tuple(line.block for line in taken), whole, unit, year)
                break
    return found


def _as_printed(lines: Sequence[NumberedLine], whole: str, span: tuple[int, int]) -> str:
    """The unit's name with its marks as they are printed; whole is the title with all of them made plain."""
    printed = BLANKS.sub("", "".join(line.text for line in lines)).strip(_QUOTES)
    return (printed if len(printed) == len(whole) else whole)[slice(*span)]


def _goes_on(line: NumberedLine, wordings: Wordings) -> bool:
    """Whether a unit's name goes on in the next line: 温州市, not 温州市大数据局."""
    name = without_remark(plain(line.text))
    return not name.endswith(wordings.unit_endings) or name.endswith(wordings.regions)


def _good_unit(unit: str, wordings: Wordings, lone: bool) -> bool:
    """Whether this can be a unit's name; in a line of its own it must end like one."""
    if not unit:
        return True
    if _UNIT.fullmatch(unit) is None or any(word in unit for word in wordings.not_a_unit):
        return False
    return not lone or not wordings.unit_endings or without_remark(unit).endswith(wordings.unit_endings)
