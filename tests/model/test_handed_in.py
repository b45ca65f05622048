"""Reports by unit and year, through the roster's former names."""

from __future__ import annotations

from model.handed_in import HandedIn, Heading, one_a_name
from model.roster import Roster, RosterUnit

ROSTER = Roster(
    (
        RosterUnit("文旅局", ("文化局", "旅游委")),
        RosterUnit("财政局"),
        RosterUnit("档案馆", due=False),
        RosterUnit("民政局"),
    )
)


def handed_in(*reports: tuple[str, int]) -> HandedIn:
    return HandedIn((Heading(unit, year, number) for number, (unit, year) in enumerate(reports)), ROSTER)


def test_all_predecessors_of_a_unit_are_found_by_the_year() -> None:
    held = handed_in(("文化局", 2024), ("旅游委", 2024), ("文化局", 2023), ("财政局", 2024), ("", 2024), ("文旅局", 0))
    assert [report.number for report in held.of("文旅局", 2024)] == [0, 1]
    assert [report.number for report in held.of("文旅局", 2023)] == [2]
    assert [report.number for report in held.of(" 财政 局", 2024)] == [3]
    assert held.of("", 2024) == ()
    assert held.of("没有的局", 2024) == ()


def test_who_is_missing_and_who_handed_in_twice() -> None:
    held = handed_in(("文化局", 2025), ("文旅局", 2025), ("财政局", 2025), ("交通局", 2025), ("财政局", 2024))
    assert held.usual_year() == 2025
    assert [unit.name for unit in held.missing(2025)] == ["民政局"]
    assert [[report.number for report in reports] for reports in held.twice()] == [[0, 1]]
    assert [report.unit for report in held.unlisted()] == ["交通局"]


def test_the_same_report_once_more_is_one() -> None:
    held = handed_in(("文化局", 2024), ("文化局", 2024), ("旅游委", 2024))
    assert [report.number for report in one_a_name(held.of("文旅局", 2024))] == [0, 2]


def test_without_a_roster_a_unit_is_known_by_its_name() -> None:
    held = HandedIn([Heading("甲局", 2024, 0), Heading("乙局", 2024, 1)], Roster())
    assert [report.number for report in held.of("甲局", 2024)] == [0]
    assert held.missing(2024) == ()
    assert HandedIn([], Roster()).usual_year() == 0
