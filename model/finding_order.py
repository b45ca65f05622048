"""The order in which findings are shown, in the window, in documents and on the command line alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from model.findings import SEVERITIES, Finding
from model.form import Form


def in_order(form: Form, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors before warnings before hints, each in the order of the form; what may stay for its written reason last.

    What another finding's cause explains stands right behind that one, whatever its own severity.
    """
    given = tuple(findings)
    parts = {section.id: number for number, section in enumerate(form.sections)}
    cells = {cell: number for number, cell in enumerate(form.cells)}

    def place(finding: Finding) -> tuple[int, int, int]:
        text = finding.texts[0].start if finding.texts else -1
        first = min((cells.get(cell, 0) for cell in finding.cells), default=-1)
        return parts.get(finding.part, -1), text, first

    ordered = sorted(given, key=lambda one: (one.explained, SEVERITIES.index(one.severity), *place(one)))
    there = {one.key for one in given}
    under = {key: head for key, head in heads(given).items() if key in there and key != head}
    waiting: dict[str, list[Finding]] = {}
    for finding in ordered:
        waiting.setdefault(under.get(finding.key, ""), []).append(finding)
    found = tuple(_with_grouped(waiting.pop("", []), waiting))
    # Causes that explain each other stand under none: they must not be lost.
    return (*found, *(one for several in waiting.values() for one in several))


def reading_places(form: Form) -> Callable[[str, int | None, Iterable[str]], tuple[int, bool, int, int]]:
    """Where something stands as the form is read: its part, then the text by its offset, then the grid by its cells."""
    parts = {section.id: number for number, section in enumerate(form.sections)}
    cells = {cell: number for number, cell in enumerate(form.cells)}

    def place(part: str, start: int | None, named: Iterable[str]) -> tuple[int, bool, int, int]:
        first = min((cells.get(cell, 0) for cell in named), default=-1)
        return parts.get(part, -1), start is None, start or 0, first

    return place


def heads(findings: Iterable[Finding]) -> dict[str, str]:
    """Each finding that stands under another, by its key, and the key of that one."""
    return {key: head.key for head in findings for key in head.cause_of}


def top_of(key: str, under: dict[str, str]) -> str:
    """The finding under which this one stands at last."""
    seen = set()
    while key in under and key not in seen:
        seen.add(key)
        key = under[key]
    return key


def _with_grouped(findings: Iterable[Finding], waiting: dict[str, list[Finding]]) -> Iterator[Finding]:
    for finding in findings:
        yield finding
        yield from _with_grouped(waiting.pop(finding.key, []), waiting)
