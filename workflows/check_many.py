"""Many reports checked on all cores: first what each file holds, then each report beside those of the year before.

That the files are read before any is checked is how reports of two years may lie in one folder.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from model.handed_in import HandedIn, Heading, one_a_name
from model.records import NamedTuple
from model.roster import Roster, unit_key
from model.state import NO_MEMBERS, Members
from workflows import check_one, check_sources
from workflows.check_one import NO_PAPERS, Checked, CheckJob, Papers
from workflows.check_plan import Plan
from workflows.check_sources import Reading, Source
from workflows.many_processes import by_processes

if TYPE_CHECKING:
    from model.office_rules import OfficeRule

FILES_A_PROCESS = 8
"""Fewer files than this are done sooner than another process has started."""
_MOST_NAMED = 20

Job = TypeVar("Job")
Done = TypeVar("Done")
PapersOf = Callable[[Source], Papers]


class Told(NamedTuple):
    """What is to be said of all reports together. missing: names of units; twice: files of one unit for one year.

    unlisted: names of units that are not in the roster. year: the year that most of them are of. remarks: sentences about
    what was given beside the reports and could not be used.
    """

    year: int = 0
    missing: tuple[str, ...] = ()
    twice: tuple[tuple[Path, ...], ...] = ()
    unlisted: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class CheckRun:
    """The check of a plan's files. told: known after the first report was given."""

    def __init__(
        self,
        plan: Plan,
        roster: Roster,
        papers: PapersOf = lambda source: NO_PAPERS,
        rules: tuple[OfficeRule, ...] = (),
        stop: Callable[[], bool] = lambda: False,
        processes: int | None = None,
        members: Members = NO_MEMBERS,
    ) -> None:
        self._plan = plan
        self._members = members
        self._roster = roster
        self._papers = papers
        self._rules = rules
        self._stop = stop
        self._processes = processes
        self.told = Told()

    def readings(self) -> int:
        """How many documents of others are read before anything is checked."""
        return sum(not check_sources.is_own(path) for path in self._paths())

    def all(self, step: Callable[[str], None]) -> Iterator[Checked]:
        """What became of each file, in their order; fewer when a stop was asked for. step: a file was read or checked."""
        with tempfile.TemporaryDirectory() as folder:
            sources = self._read(Path(folder), step)
            if self._stop():
                return
            jobs = list(self._jobs(sources))
            told = _told([sources[path] for path in self._plan.files], self._roster)
            self.told = told._replace(remarks=tuple(self._remarks(sources, jobs)))
            for done in self._spread(check_one.check_one, jobs, check_one.ended):
                step(done.path.name)
                yield done

    def _paths(self) -> list[Path]:
        plan = self._plan
        return list(dict.fromkeys((*plan.files, *plan.last_year, *plan.earlier)))

    def _read(self, folder: Path, step: Callable[[str], None]) -> dict[Path, Source]:
        paths = self._paths()
        others = [path for path in paths if not check_sources.is_own(path)]
        wanted = [Reading(path, folder / f"{number}.nianbao") for number, path in enumerate(others)]
        found: dict[Path, Source] = {}
        try:
            for source in self._spread(check_sources.read_other, wanted, check_sources.ended):
                step(source.path.name)
                found[source.path] = source
        finally:
            check_sources.close_reader()
        found.update((path, check_sources.own_source(path)) for path in paths if check_sources.is_own(path))
        return found

    def _spread(self, run: Callable[[Job], Done], jobs: Sequence[Job], ended: Callable[[Job], Done]) -> Iterator[Done]:
        wanted = self._processes or min(os.cpu_count() or 1, len(jobs) // FILES_A_PROCESS)
        if wanted > 1:
            yield from by_processes(run, jobs, self._stop, wanted, ended)
            return
        for job in jobs:
            if self._stop():
                return
            yield run(job)

    def _jobs(self, sources: Mapping[Path, Source]) -> Iterator[CheckJob]:
        plan = self._plan
        last = _Shelf([sources[path] for path in dict.fromkeys((*plan.last_year, *plan.files))], self._roster)
        before = _Shelf([sources[path] for path in plan.earlier], self._roster)
        records = _Records(plan.records, self._roster)
        papers = list(check_sources.returned_papers(plan.returned))
        returned = HandedIn((Heading(one.unit, one.year, n) for n, one in enumerate(papers)), self._roster)
        for path in plan.files:
            source = sources[path]
            earlier: tuple[Any, ...] | None = None
            if plan.earlier:
                earlier = self._pair(source, before, source.year) or None
            elif plan.records:
                earlier = records.of(source) or None
            unit = self._roster.find(source.unit)
            kind = unit.kind if unit else ""
            years = self._last_year(source, last)
            found = returned.of(source.unit, source.year)
            replies = tuple(reply for one in found for reply in papers[one.number].replies)
            made = CheckJob(source, years, earlier, kind, self._papers(source), self._rules)
            yield made._replace(replies=replies, members=self._members)

    def _remarks(self, sources: Mapping[Path, Source], jobs: Sequence[CheckJob]) -> Iterator[str]:
        """What is to be said of last year's reports and of earlier versions."""
        plan = self._plan
        beside = [path for path in (*plan.last_year, *plan.earlier) if path not in plan.files]
        failed = [source for path in dict.fromkeys(beside) if (source := sources[path]).failed]
        yield from (f"没有用 {source.path}：{source.failed}" for source in failed)
        last = [sources[path] for path in plan.last_year]
        for paths in _Shelf(last, self._roster).doubles():
            yield f"同一单位的上年报告有 {len(paths)} 份，用了第一份：{'、'.join(map(str, paths))}。"
        if not plan.several and len(last) == 1 and not last[0].failed and not jobs[0].last_year:
            year = f"是 {last[0].year} 年的报告" if last[0].year else "没有写年度"
            yield f"没有用 {last[0].path}：它{year}，不是这份报告的上年报告。"
        if plan.earlier or plan.records:
            alone = [str(job.source.path) for job in jobs if job.earlier is None and not job.source.failed]
            if alone:
                yield f"没有找到上一版的 {len(alone)} 份：{'、'.join(alone[:_MOST_NAMED])}{'等' if len(alone) > _MOST_NAMED else ''}。"

    def _last_year(self, source: Source, shelf: _Shelf) -> tuple[Source, ...]:
        """Last year's reports of the unit; the only one that is given is meant, whatever its unit is called."""
        plan = self._plan
        if not plan.several and len(plan.last_year) == 1:
            found = [one for one in shelf.sources if one.path == plan.last_year[0] and not one.failed]
            return tuple(one for one in found if one.year == source.year - 1 or not source.year)
        return shelf.of(source, source.year - 1)

    def _pair(self, source: Source, shelf: _Shelf, year: int) -> tuple[Source, ...]:
        if not self._plan.several and len(shelf.sources) == 1 and not shelf.sources[0].failed:
            return tuple(shelf.sources)
        return shelf.of(source, year)[:1]


class _Shelf:
    """Reports that are looked up by unit and year."""

    def __init__(self, sources: Sequence[Source], roster: Roster) -> None:
        self.sources = sources
        self._held = HandedIn(_headings(sources), roster)

    def of(self, source: Source, year: int) -> tuple[Source, ...]:
        """The unit's reports of that year, one a name, but for the file itself."""
        if source.year <= 0:
            return ()
        found = [one for one in self._held.of(source.unit, year) if self.sources[one.number].path != source.path]
        return tuple(self.sources[one.number] for one in one_a_name(found))

    def doubles(self) -> Iterator[tuple[Path, ...]]:
        """The files that hold the report of one name for one year, where there are several."""
        found: dict[tuple[str, int], list[Path]] = {}
        for one in _headings(self.sources):
            found.setdefault((unit_key(one.unit), one.year), []).append(self.sources[one.number].path)
        return (tuple(paths) for (name, year), paths in found.items() if name and year and len(paths) > 1)


class _Records:
    """What was printed of earlier versions."""

    def __init__(self, records: Sequence[dict[str, Any]], roster: Roster) -> None:
        self._records = records
        headings = (Heading(str(one["unit"]), one["year"] or 0, number) for number, one in enumerate(records))
        self._held = HandedIn(headings, roster)

    def of(self, source: Source) -> tuple[dict[str, Any], ...]:
        """What was printed of this unit's report of this year; the only thing that was printed is meant, if it does not say."""
        if len(self._records) == 1 and not self._records[0]["unit"]:
            return tuple(self._records)
        return tuple(self._records[one.number] for one in self._held.of(source.unit, source.year)[:1])


def _headings(sources: Sequence[Source]) -> Iterator[Heading]:
    for number, source in enumerate(sources):
        if not source.failed:
            yield Heading(source.unit, source.year, number)


def _told(sources: Sequence[Source], roster: Roster) -> Told:
    held = HandedIn(_headings(sources), roster)
    year = held.usual_year()
    twice = tuple(tuple(sources[one.number].path for one in reports) for reports in held.twice())
    missing = tuple(unit.name for unit in held.missing(year)) if year else ()
    unlisted = tuple({unit_key(one.unit): one.unit for one in held.unlisted()}.values()) if roster.units else ()
    return Told(year, missing, twice, unlisted)
