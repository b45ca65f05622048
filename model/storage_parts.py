"""What a report's file holds beside the report itself: explanations, last year's reports, named versions, members."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from model.notes import is_value
from model.number_text import Value
from model.state import NO_MEMBERS, Explanation, LastReport, Member, Members, State, Version

ToJson = Callable[[State], dict[str, Any]]
FromJson = Callable[[dict[str, Any]], State]


def parts_to_json(state: State, to_json: ToJson) -> dict[str, Any]:
    """These parts for the file, only those that are there. to_json: makes the object of a state."""
    data: dict[str, Any] = {}
    if state.explanations:
        data["explanations"] = {
            key: _explanation_to_json(state.explanations[key]) for key in sorted(state.explanations)
        }
    if state.last_year:
        data["last_year"] = [
            {"file": last.file, "sha256": last.sha256, "report": to_json(last.state.alone())}
            for last in state.last_year
        ]
    if state.versions:
        data["versions"] = [
            {"name": kept.name, "time": kept.time, "note": kept.note, "report": to_json(kept.state.alone())}
            for kept in state.versions
        ]
    if state.members != NO_MEMBERS:
        data["members"] = _members_to_json(state.members)
    return data


def _members_to_json(members: Members) -> dict[str, Any]:
    reports = [
        {**member._asdict(), "values": dict(member.values), "units": dict(member.units)} for member in members.reports
    ]
    return {"roster": members.roster, "expected": list(members.expected), "reports": reports}


def members_from_json(_: FromJson, data: Any) -> Members:
    """From the file; ValueError when they have the wrong shape."""
    if not data:
        return NO_MEMBERS
    found = _object(data)
    expected = found.get("expected", [])
    if not isinstance(expected, list) or not all(isinstance(name, str) for name in expected):
        raise ValueError("expected is a list of texts")
    reports = tuple(_member(item) for item in _list(found.get("reports", [])))
    return Members(reports, tuple(expected), _text(found, "roster"))


def _member(item: dict[str, Any]) -> Member:
    values, units = _object(item.get("values", {})), _object(item.get("units", {}))
    if not all(is_value(value) for value in values.values()) or not all(
        isinstance(unit, str) for unit in units.values()
    ):
        raise ValueError("values is an object of figures, units one of texts")
    texts = {name: _text(item, name) for name in ("unit", "edition", "file", "sha256", "listed", "first_error")}
    return Member(**texts, year=_number(item, "year"), errors=_number(item, "errors"), values=values, units=units)


def _number(item: dict[str, Any], key: str) -> int:
    number = item.get(key, 0)
    if not isinstance(number, int) or isinstance(number, bool):
        raise ValueError(f"{key} is a whole number")
    return number


def _explanation_to_json(explanation: Explanation) -> dict[str, Any]:
    return {"reason": explanation.reason, "figures": dict(explanation.figures)}


def explanations_from_json(data: Any) -> dict[str, Explanation]:
    """From the file; ValueError when they have the wrong shape."""
    if not data:
        return {}
    if not isinstance(data, dict):
        raise ValueError("explanations is an object")
    return {key: _explanation(item) for key, item in data.items()}


def _explanation(item: Any) -> Explanation:
    figures: Mapping[str, Value] = _object(item).get("figures", {})
    if not isinstance(figures, dict) or not all(is_value(value) for value in figures.values()):
        raise ValueError("figures is an object of figures")
    return Explanation(_text(item, "reason"), tuple(figures.items()))


def last_year_from_json(from_json: FromJson, data: Any) -> tuple[LastReport, ...]:
    """From the file; ValueError when they have the wrong shape, and whatever from_json raises."""
    return tuple(
        LastReport(_state(item, from_json), _text(item, "file"), _text(item, "sha256")) for item in _list(data)
    )


def versions_from_json(from_json: FromJson, data: Any) -> tuple[Version, ...]:
    """From the file; ValueError when they have the wrong shape, and whatever from_json raises."""
    return tuple(
        Version(_text(item, "name"), _text(item, "time"), _text(item, "note"), _state(item, from_json))
        for item in _list(data)
    )


def _state(item: dict[str, Any], from_json: FromJson) -> State:
    return from_json(_object(item.get("report"))).alone()


def _list(data: Any) -> list[dict[str, Any]]:
    if not isinstance(data, (list, tuple)):
        raise ValueError("a list is wanted")
    return [_object(item) for item in data]


def _object(item: Any) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise ValueError("an object is wanted")
    return item


def _text(item: dict[str, Any], key: str) -> str:
    text = item.get(key, "")
    if not isinstance(text, str):
        raise ValueError(f"{key} is a text")
    return text


INNER_PARTS: Mapping[str, Callable[[FromJson, Any], Any]] = {
    "last_year": last_year_from_json,
    "versions": versions_from_json,
    "members": members_from_json,
}
"""The parts of a state that hold other reports, or what is kept of them: how each is read, given what reads a state."""
