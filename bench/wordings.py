"""Figures found in published sentences and tied to cells (rule T1), against their answer key: recall and precision by kind.

usage: .venv/bin/python bench/wordings.py [--half develop|held|all] [--misses]
The sentences are read from ../shared/samples/wordings.jsonl where they are there; they are no part of the project. They
are split by office: those of the half `develop` were looked at while the engine was written, those of `held` were not.
`--misses` shows every miss of the half `develop`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from model.text_figures.paragraphs import figures_of_texts  # noqa: E402
from model.text_figures.result import TextFigure  # noqa: E402
from workflows.forms import edition_for, form  # noqa: E402

SAMPLES = ROOT.parent / "shared" / "samples" / "wordings.jsonl"
KINDS = ("cell", "sum", "share", "change", "zero")
Row = dict[str, Any]


class Miss(NamedTuple):
    what: str
    sentence: int
    around: str
    wanted: str
    given: str


class Score(NamedTuple):
    """wanted: certain marks with cells, met: those tied to exactly these cells; tied: ties; right: those that are; sure:
    ties called certain; sure_right: those of them that are right."""

    wanted: Counter[str]
    met: Counter[str]
    tied: Counter[str]
    right: Counter[str]
    sure: Counter[str]
    sure_right: Counter[str]
    misses: list[Miss]


def rows(half: str) -> list[Row]:
    """The sentences of the offices in one half."""
    read = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    return [row for row in read if half == "all" or (half == "develop") == _develop(row["office"])]


def _develop(office: str) -> bool:
    return int(sha256(office.encode()).hexdigest()[-1], 16) % 2 == 0


def reports(sentences: list[Row]) -> Iterator[list[Row]]:
    """The sentences by report, in reading order."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sentences:
        found[row["report"]].append(row)
    yield from found.values()


def measure(half: str) -> Score:
    """The score of the engine on one half, without grids."""
    score = Score(Counter(), Counter(), Counter(), Counter(), Counter(), Counter(), [])
    for report in reports(rows(half)):
        year = report[0]["year"]
        found = figures_of_texts([row["text"] for row in report], year, form(edition_for(year)))
        for row, figures in zip(report, found, strict=True):
            _compare(row, figures, score)
    return score


def _compare(row: Row, figures: tuple[TextFigure, ...], score: Score) -> None:
    left = list(figures)
    for mark in sorted(row["marks"], key=lambda item: item["kind"] == "none"):
        wanted = _meaning(mark)
        match = next((item for item in left if _overlap(item, mark) and _given(item) == wanted), None)
        if mark["kind"] == "none":
            continue
        if mark["certain"]:
            score.wanted[mark["kind"]] += 1
            if match:
                score.met[mark["kind"]] += 1
            else:
                near = [item for item in figures if _overlap(item, mark)]
                given = " | ".join(str(_given(item)) for item in near)
                score.misses.append(_miss("not tied", row, mark["start"], mark["end"], str(wanted), given))
        if match:
            left.remove(match)
            _tied(match, right=True, score=score)
    for item in left:
        _tied(item, right=False, score=score)
        sure = "WRONG, certain" if item.certain else "wrong"
        score.misses.append(_miss(sure, row, item.start, item.end, "", str(_given(item))))


def _tied(item: TextFigure, *, right: bool, score: Score) -> None:
    score.tied[item.kind] += 1
    score.right[item.kind] += right
    if item.certain:
        score.sure[item.kind] += 1
        score.sure_right[item.kind] += right


def _meaning(mark: Row) -> object:
    if mark.get("of"):
        return "of", frozenset(mark["of"]["numerator"]), frozenset(mark["of"]["denominator"])
    kind = mark["kind"] if mark["kind"] in ("change", "zero") else "cells"
    return kind, frozenset(mark["cells"])


def _given(item: TextFigure) -> object:
    if item.of is not None:
        return "of", frozenset(item.of.numerator), frozenset(item.of.denominator)
    return item.kind if item.kind in ("change", "zero") else "cells", frozenset(item.cells)


def _overlap(item: TextFigure, mark: Row) -> bool:
    return bool(item.start < mark["end"] and mark["start"] < item.end)


def _miss(what: str, row: Row, start: int, end: int, wanted: str, given: str) -> Miss:
    text = row["text"]
    around = f"{text[max(0, start - 30) : start]}⟦{text[start:end]}⟧{text[end : end + 20]}"
    return Miss(what, row["id"], around, wanted, given)


def table(score: Score) -> Iterator[str]:
    """The score by kind and in all, a line each."""
    yield f"{'kind':8}{'marks':>7}{'tied so':>9}{'recall':>8} |{'ties':>6}{'right':>7}{'precision':>11} |{'certain':>9}{'right':>7}{'':>10}"
    for kind in (*KINDS, "all"):
        values = [sum(part.values()) if kind == "all" else part[kind] for part in score[:6]]
        wanted, met, tied, right, sure, sure_right = values
        yield (
            f"{kind:8}{wanted:7}{met:9}{_share(met, wanted)} |{tied:6}{right:7}{_share(right, tied):>11} |"
            f"{sure:9}{sure_right:7}{_share(sure_right, sure):>10}"
        )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:7.1f}%" if whole else "      – "


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description="T1 on published sentences")
    parser.add_argument("--half", choices=("develop", "held", "all"), default="all")
    parser.add_argument("--misses", action="store_true")
    wanted = parser.parse_args()
    if not SAMPLES.exists():
        print(f"{SAMPLES.name} is not there: nothing measured")
        return 1
    for half in ("develop", "held") if wanted.half == "all" else (wanted.half,):
        score = measure(half)
        print(f"{half}:")
        print("\n".join(table(score)))
        if wanted.misses and half == "develop":
            for miss in score.misses:
                print(
                    f"#{miss.sentence} {miss.what}: {miss.around}\n      wanted {miss.wanted}\n      given  {miss.given}"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
