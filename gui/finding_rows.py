"""Which findings the panel lists, in which order, and which stand under another that explains them. No Qt here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from model.findings import SEVERITIES, Finding
from model.records import NamedTuple


class Wanted(NamedTuple):
    """What the clerk wants to see. rule, part: the one rule and the one part of the report, "" for all of them."""

    severities: frozenset[str] = frozenset(("error", "warning"))
    rule: str = ""
    part: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether only one rule or one part is wanted."""
        return bool(self.rule or self.part)

    def about(self, finding: Finding) -> bool:
        """Whether the finding is of the rule and the part that are wanted, whatever its severity."""
        return self.rule in ("", finding.rule) and self.part in ("", finding.part)


class Row(NamedTuple):
    """A finding in the list. under: how many others its likely cause explains; they follow it while it is open.

    explained_by: the key of the finding whose cause explains this one, "" for none.
    """

    finding: Finding
    under: int = 0
    open: bool = False
    explained_by: str = ""


def rows_of(findings: Iterable[Finding], wanted: Wanted, opened: Collection[str]) -> tuple[Row, ...]:
    """The rows for these findings, the worst first, what may stay at the end; opened: keys of causes that are open."""
    listed = [one for one in findings if one.severity in wanted.severities and wanted.about(one)]
    listed.sort(key=lambda one: (one.explained, SEVERITIES.index(one.severity)))
    heads = _heads(listed)
    under: dict[str, list[Finding]] = {}
    for finding in listed:
        if finding.key in heads:
            under.setdefault(heads[finding.key], []).append(finding)
    rows: list[Row] = []
    for finding in listed:
        if finding.key not in heads:
            children = under.get(finding.key, ())
            is_open = finding.key in opened
            rows.append(Row(finding, len(children), is_open and bool(children)))
            rows.extend(Row(child, explained_by=finding.key) for child in children if is_open)
    return tuple(rows)


def _heads(listed: Sequence[Finding]) -> dict[str, str]:
    """Keys of findings that stand under another → that one's; what stands under another has none under itself.

    Nothing worse is folded away under what is less bad.
    """
    there = {finding.key: SEVERITIES.index(finding.severity) for finding in listed if not finding.explained}
    heads: dict[str, str] = {}
    leading: set[str] = set()
    for finding in listed:
        if finding.explained or finding.key in heads:
            continue
        for key in finding.cause_of:
            free = key != finding.key and key not in leading and key not in heads
            if free and there.get(key, -1) >= there[finding.key]:
                heads[key] = finding.key
                leading.add(finding.key)
    return heads


def counts_by(findings: Iterable[Finding]) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """How many findings there are of each rule and in each part; those that may stay are left out."""
    left = [finding for finding in findings if not finding.explained]
    return Counter(one.rule for one in left), Counter(one.part for one in left)
