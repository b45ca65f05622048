"""The headings of a report's sections as the document printed them from which it was read, and those left in the text.

Our own documents print the form's headings. What a document of others had otherwise is kept in the field
`source.headings`: the form's heading, ＝, what was printed there (nothing where the section was missing), parted by ；.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from model.form import Form
from model.label_text import core, numbering
from model.records import NamedTuple
from model.toml_table import read_table

FIELD = "source.headings"
_IS, _BREAK = "＝", "；"
NO_HEADING = "（没有标题）"
"""Said of a section whose grid was there without a heading."""

LONGEST = 40
"""A longer paragraph is no heading."""


class Wording(NamedTuple):
    """Other wordings of a heading. right: as good as the form's; loose: told as one only in front of its own section."""

    right: frozenset[str]
    loose: frozenset[str]


Wordings = Mapping[str, Wording]
"""By the core of the form's heading."""


@lru_cache(maxsize=4)
def heading_wordings(file: str) -> Wordings:
    """The wordings in this file. Raises FormError."""
    top = read_table(Path(file))
    found = {}
    for table in top.tables("headings"):
        right, loose = (frozenset(map(core, table.words(key, []))) for key in ("right", "loose"))
        found[core(table.get("heading", str))] = Wording(right, loose)
        table.finish()
    top.finish()
    return found


def printed_headings(form: Form, met: Iterable[tuple[str, str]], grids: Collection[str]) -> str:
    """The field for a document in which these sections (ids) had these headings; "" where all are the form's.

    grids: those of which figures were met. Where none of the sections of bare text is met, nothing is said of those that
    are missing: it is a file of grids.
    """
    printed: dict[str, str] = {}
    for name, text in met:
        printed[name] = printed.get(name, "") + text.strip()
    whole = any(section.heading and not section.grid and section.id in printed for section in form.sections)
    items = []
    for section in form.sections:
        had = printed.get(section.id) or (NO_HEADING if section.grid in grids else "")
        if section.heading and (whole if had in ("", NO_HEADING) else not is_statutory(section.heading, had)):
            items.append(f"{section.heading}{_IS}{_plain(had)}")
    return _BREAK.join(items)


def odd_headings(form: Form, field: str) -> dict[str, str]:
    """Section → the heading that the document had there, "" for none; only those that are not the form's."""
    said = dict(item.split(_IS, 1) for item in field.split(_BREAK) if _IS in item)
    return {section.id: said[section.heading] for section in form.sections if section.heading in said}


def without_heading(form: Form, field: str, section: str) -> str:
    """The field when this section's heading is the form's from now on."""
    kept = {name: text for name, text in odd_headings(form, field).items() if name != section}
    return _BREAK.join(f"{form.section(name).heading}{_IS}{text}" for name, text in kept.items())


def is_statutory(heading: str, printed: str) -> bool:
    """Whether a printed heading is the form's, its number left out or not."""
    number = numbering(printed)
    return core(printed) == core(heading) and number.ordinal in (0, numbering(heading).ordinal)


def is_right(heading: str, printed: str, wordings: Wordings) -> bool:
    """Whether a printed heading is as good as the form's."""
    number = numbering(printed)
    if number.ordinal not in (0, numbering(heading).ordinal):
        return False
    known = wordings.get(core(heading))
    return core(printed) == core(heading) or (known is not None and core(printed) in known.right)


@lru_cache(maxsize=1024)
def heading_in_text(form: Form, paragraph: str, section: str, first: bool, file: str) -> str:
    """The section (id) whose heading a paragraph of a section's text is, with its number; "" for none.

    first: whether the paragraph is the first of its section.
    """
    if len(paragraph) > LONGEST:
        return ""
    number = numbering(paragraph)
    if number.style != "level_one":
        return ""
    wordings = heading_wordings(file)
    for other in form.sections:
        if not other.heading or numbering(other.heading).ordinal != number.ordinal:
            continue
        known = wordings.get(core(other.heading))
        loose = known.loose if known is not None and first and other.id == section else frozenset()
        if is_right(other.heading, paragraph, wordings) or core(paragraph) in loose:
            return other.id
    return ""


def _plain(text: str) -> str:
    """A heading in one line, without the marks that part the items."""
    return " ".join(text.replace(_IS, "=").replace(_BREAK, ";").split())
