"""Checks of figures against what the text says in words: a figure that it does not speak of, zeros that it belies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from model.audit_required import said_of
from model.checks import Check, Figures, is_full, printed, shown
from model.findings import EXPLAIN, Finding, TextPlace
from model.form import Form, Rule
from model.number_text import Value, is_number
from model.records import NamedTuple
from model.text_checks import is_blank, paragraphs, text_finding
from model.text_phrases import REACH, Match, Phrases, clause_around, read_phrases
from model.toml_table import read_table


def untold_checks(form: Form, rule: Rule) -> Iterator[Check]:
    """A figure above 0 of which a section says nothing."""
    yield Check((rule.option("cell"),), (rule.option("section"),), _Untold(rule))


class _Untold:
    """The words are those that the section has to say, in the same file."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.cell, self.section = rule.option("cell"), rule.option("section")
        self.wanted = said_of(rule.option("file"))[self.section].wanted

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        value = printed(figures, self.cell)
        if isinstance(value, str) or not value or value < 0:
            return
        texts = [paragraph.text for paragraph in paragraphs(figures, self.section)]
        absent = [wanted.name for wanted in self.wanted if not wanted.said_in(texts)]
        if absent:
            yield text_finding(
                self.rule,
                self.section,
                self.section,
                f"{self._figure(figures, value)}，{figures.form.section(self.section).short}里没有提到{'、'.join(absent)}",
                cells=(self.cell,),
                figures=((self.cell, value), ("text", "、".join(absent))),
                pending=is_blank(figures, self.section) or not is_full(figures, self.cell),
                advice="请补上",
            )

    def _figure(self, figures: Figures, value: Value) -> str:
        """The row as it is printed, without its number, and what it holds."""
        form = figures.form
        name = form.row(self.cell).short.lstrip("0123456789.")
        return f"{form.grid(form.cells[self.cell].grid).name}“{name}”{shown(value, figures.unit_of(self.cell))}"


class _Told(NamedTuple):
    counters: tuple[str, ...]
    phrases: Phrases


def belied_checks(form: Form, rule: Rule) -> Iterator[Check]:
    """A grid that holds nothing but 0 while the text counts what it counts."""
    cells = tuple(cell for cell in form.inputs if form.cells[cell].grid == rule.option("grid"))
    yield Check(cells, (*rule.option("sections"), "year"), _Belied(form, rule, cells))


class _Belied:
    """One finding with all places of the text."""

    def __init__(self, form: Form, rule: Rule, cells: tuple[str, ...]) -> None:
        self.rule, self.cells = rule, cells
        self.part = form.section_of_grid(rule.option("grid")).id
        self.file = rule.option("file")

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        if any(not is_number(value) or value for value in map(figures.value, self.cells)):
            return
        places: list[TextPlace] = []
        words: list[str] = []
        for section in self.rule.option("sections"):
            for paragraph in paragraphs(figures, section):
                for start, end in _counted(self.file, figures.year, paragraph.text):
                    places.append(paragraph.place(start, end))
                    words.append(paragraph.text[start:end])
        if words:
            grid = figures.form.grid(self.rule.option("grid"))
            yield text_finding(
                self.rule,
                grid.id,
                self.part,
                f"{grid.name}全部是0，文字却写着“{words[0]}”",
                places,
                figures=(("text", "；".join(words)),),
                advice=EXPLAIN,
            )


@lru_cache(maxsize=2048)
def _counted(file: str, year: int, text: str) -> tuple[tuple[int, int], ...]:
    """Where the paragraph counts some, from the phrase to the figure or the other way round."""
    told = _told(file)
    matches = told.phrases.find(text)
    if not matches:
        return ()
    figure = _figure(told.counters)
    return tuple(stretch for match in matches if (stretch := _with_figure(figure, year, text, match)))


def _with_figure(figure: re.Pattern[str], year: int, text: str, match: Match) -> tuple[int, int] | None:
    first, last = clause_around(text, match.start, match.end)
    if year and f"{year - 1}年" in text[first:last]:
        return None
    # 收到申请3件, 收到3件申请; 依申请公开事项共收到…，3件 is not one.
    found = figure.search(text, first, min(last, match.end + REACH))
    if found is None:
        return None
    return min(match.start, found.start()), max(match.end, found.end())


@lru_cache(maxsize=8)
def _figure(counters: tuple[str, ...]) -> re.Pattern[str]:
    units = "|".join(map(re.escape, counters))
    return re.compile(rf"(?<![0-9.第零每逐任])(?:[1-9][0-9]{{0,6}}|[一二两三四五六七八九十百]{{1,5}})余?(?:{units})")


@lru_cache(maxsize=8)
def _told(file: str) -> _Told:
    top = read_table(Path(file))
    told = _Told(top.words("counters"), read_phrases(top))
    top.finish()
    return told
