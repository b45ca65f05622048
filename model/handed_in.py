"""Many reports by unit and year: whose report of the year before is which, who has not handed in, who has twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from model.records import NamedTuple
from model.roster import Roster, RosterUnit, unit_key


class Heading(NamedTuple):
    """A report that is known by its unit and year. number: which of those at hand it is."""

    unit: str
    year: int
    number: int


class HandedIn:
    """Reports, looked up by all names that a roster knows of their units."""

    def __init__(self, reports: Iterable[Heading], roster: Roster) -> None:
        self._roster = roster
        self._by_name: dict[tuple[str, int], list[Heading]] = {}
        for report in reports:
            if report.unit.strip() and report.year:
                self._by_name.setdefault((unit_key(report.unit), report.year), []).append(report)

    def of(self, unit: str, year: int) -> tuple[Heading, ...]:
        """The unit's reports of that year, those of its predecessors as well, those of one name beside each other."""
        names = dict.fromkeys(map(unit_key, self._roster.names(unit))) if unit.strip() else {}
        return tuple(found for name in names for found in self._by_name.get((name, year), ()))

    def usual_year(self) -> int:
        """The year of most reports, of several the latest; 0 for none."""
        counts = Counter(year for (_, year), found in self._by_name.items() for _ in found)
        return max(counts, key=lambda year: (counts[year], year), default=0)

    def missing(self, year: int) -> tuple[RosterUnit, ...]:
        """The units of the roster that have to hand in and have not, in its order."""
        return tuple(unit for unit in self._roster.units if unit.due and not self.of(unit.name, year))

    def twice(self) -> tuple[tuple[Heading, ...], ...]:
        """The reports of one unit for one year, where there are several of them."""
        found: dict[tuple[str, int], list[Heading]] = {}
        for (name, year), reports in self._by_name.items():
            listed = self._roster.find(reports[0].unit)
            found.setdefault((name if listed is None else unit_key(listed.name), year), []).extend(reports)
        return tuple(tuple(reports) for reports in found.values() if len(reports) > 1)

    def unlisted(self) -> tuple[Heading, ...]:
        """One report of each unit that is not in the roster."""
        return tuple(found[0] for found in self._by_name.values() if self._roster.find(found[0].unit) is None)


def one_a_name(reports: Sequence[Heading]) -> tuple[Heading, ...]:
    """Of reports under the same name the first alone: others are the same report once more."""
    chosen: dict[str, Heading] = {}
    for report in reports:
        chosen.setdefault(unit_key(report.unit), report)
    return tuple(chosen.values())
