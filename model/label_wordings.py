"""How published reports word what the form prints: variants, misprints, titles and page furniture, read from data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from model.figure_words import FigureWords
from model.label_remarks import NO_REMARKS, Remarks
from model.label_text import plain
from model.records import NamedTuple
from model.toml_table import Table, read_table


class Wordings(NamedTuple):
    """Known wordings. labels, headings: by what the form prints; titles: regular expressions with {unit} and {year}.

    unit_endings, not_a_unit: what shows a unit's name, or that it is none; regions: endings of the regions' names. furniture, furniture_inside: beginnings
    and contents of the lines that a page puts around a report. contact: words by the field's name. remarks: what may
    stand beside a label's own words, and what shows that its figures are others. figures: words beside figures.
    unit_words: labels of the unit whose report it is; likely_unit_words: of the one that published it.
    """

    labels: Mapping[str, tuple[str, ...]]
    headings: Mapping[str, tuple[str, ...]]
    misprints: Mapping[str, str]
    titles: tuple[str, ...]
    unit_endings: tuple[str, ...]
    regions: tuple[str, ...]
    not_a_unit: tuple[str, ...]
    furniture: tuple[str, ...]
    furniture_inside: tuple[str, ...]
    contact: Mapping[str, tuple[str, ...]]
    remarks: Remarks = NO_REMARKS
    figures: FigureWords = FigureWords()
    unit_words: tuple[str, ...] = ()
    likely_unit_words: tuple[str, ...] = ()

    def is_furniture(self, line: str) -> bool:
        """Whether a page may have put this line around the report."""
        text = line.strip()
        return text.startswith(self.furniture) or any(part in text for part in self.furniture_inside)


NO_WORDINGS = Wordings({}, {}, {}, (), (), (), (), (), (), {})


def load_wordings(file: Path) -> Wordings:
    """The wordings described by this TOML file; raises FormError that names the file and the key."""
    top = read_table(file)
    titles = Table(file, "titles", top.get("titles", dict))
    furniture = Table(file, "furniture", top.get("furniture", dict))
    contact = Table(file, "contact", top.get("contact", dict))
    remarks = Table(file, "remarks", top.get("remarks", dict))
    figures = Table(file, "figures", top.get("figures", dict, {}))
    unit = Table(file, "unit", top.get("unit", dict, {}))
    wordings = Wordings(
        labels={table.get("label", str): table.words("variants") for table in top.tables("labels")},
        headings={table.get("heading", str): table.words("variants") for table in top.tables("headings")},
        misprints={str(wrong): str(right) for wrong, right in top.get("misprints", dict).items()},
        titles=titles.words("patterns"),
        unit_endings=titles.words("unit_endings"),
        regions=titles.words("regions"),
        not_a_unit=titles.words("not_a_unit"),
        furniture=furniture.words("starts"),
        furniture_inside=furniture.words("contains"),
        contact={name: contact.words(name) for name in contact.data},
        remarks=Remarks(_harmless(remarks), remarks.words("foreign", [])),
        figures=FigureWords(figures.words("counters", []), figures.words("none", [])),
        unit_words=unit.words("stated", []),
        likely_unit_words=unit.words("likely", []),
    )
    for table in (top, titles, furniture, contact, remarks, figures, unit):
        table.finish()
    return wordings


def _harmless(remarks: Table) -> frozenset[str]:
    """The remarks that change nothing; each group of them says why."""
    words: list[str] = []
    for group in remarks.tables("harmless", []):
        group.get("reason", str)
        words.extend(map(plain, group.words("words")))
        group.finish()
    return frozenset(words)
