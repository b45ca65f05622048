"""What the text has to say: the opening's period and address, the aspects of a section, sections that may not be empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from model.checks import Check, Figures
from model.findings import SEVERITIES, Finding
from model.form import Form, Rule
from model.headings import heading_level
from model.records import NamedTuple
from model.section_aspects import section_aspects
from model.text_checks import Paragraph, is_blank, paragraphs, text_finding
from model.text_phrases import Phrases, read_phrases
from model.toml_table import Table, read_table


class Wanted(NamedTuple):
    """Something that is to be said. field: of the report, where it may stand instead; "" for none."""

    name: str
    phrases: Phrases
    shapes: tuple[str, ...] = ()
    field: str = ""
    advice: str = ""

    def said_in(self, texts: Sequence[str]) -> bool:
        """Whether one of the paragraphs says it."""
        return self.phrases.in_any(texts) or any(re.search(shape, text) for shape in self.shapes for text in texts)


class Group(NamedTuple):
    """What the opening says, told in one finding. advice: with {year}."""

    id: str
    severity: str
    advice: str
    wanted: tuple[Wanted, ...]


class Said(NamedTuple):
    """What a section has to say; see resources/text/required.toml."""

    least: int
    empty_severity: str
    empty: str
    nothing: frozenset[str]
    headings: Phrases | None
    wanted: tuple[Wanted, ...]


def opening_checks(form: Form, rule: Rule) -> Iterator[Check]:
    """A check for each group of what the opening says."""
    for group in _groups(rule.option("file")):
        fields = [wanted.field for wanted in group.wanted if wanted.field]
        year = ("year",) if "{year}" in group.advice else ()
        yield Check((), (rule.option("section"), rule.option("also"), *fields, *year), _Opening(rule, group))


class _Opening:
    """One finding that names what is absent."""

    def __init__(self, rule: Rule, group: Group) -> None:
        self.rule, self.group = rule, group
        self.section = rule.option("section")

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        absent = absent_of(figures, self.rule, self.group.id)
        if not absent:
            return
        filled = [wanted.name for wanted in absent if wanted.field and str(figures.fields[wanted.field]).strip()]
        advice = self.group.advice.format(year=figures.year or "本")
        if filled:
            advice = f"{advice}。{'、'.join(filled)}只填在“联系方式”里，不会自动印进正文"
        yield text_finding(
            self.rule,
            self.group.id,
            self.section,
            f"开头没有写明{'、'.join(wanted.name for wanted in absent)}",
            severity=self.group.severity,
            figures=(("text", "、".join(wanted.name for wanted in absent)),),
            pending=is_blank(figures, self.section),
            advice=advice,
        )


def absent_of(figures: Figures, rule: Rule, group: str) -> tuple[Wanted, ...]:
    """What of a group the opening does not say."""
    texts = [paragraph.text for paragraph in paragraphs(figures, rule.option("section"))]
    texts += beginning(paragraphs(figures, rule.option("also")))
    return tuple(
        wanted
        for one in _groups(rule.option("file"))
        if one.id == group
        for wanted in one.wanted
        if not wanted.said_in(texts)
    )


def beginning(section: Sequence[Paragraph]) -> list[str]:
    """A section up to its first paragraph that is no heading."""
    texts = []
    for paragraph in section:
        texts.append(paragraph.text)
        if not heading_level(paragraph.text):
            break
    return texts


def aspect_checks(form: Form, rule: Rule) -> Iterator[Check]:
    """The check of the section's aspects; which of them are asked for depends on the kind of unit."""
    yield Check((), (rule.option("section"), "unit", "unit_kind"), _Aspects(rule))


class _Aspects:
    """One finding that lists what the section does not speak of."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.section = rule.option("section")

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        section = figures.form.section(self.section)
        spoken = section_aspects(section, figures.unit_kind, figures.text(self.section))
        absent = [aspect.name for aspect in spoken if not aspect.spoken]
        if absent:
            yield text_finding(
                self.rule,
                self.section,
                self.section,
                f"{section.short}疑似没有写到{'、'.join(absent)}",
                figures=(("text", "、".join(absent)),),
                pending=is_blank(figures, self.section),
                advice="请补上，没有这方面情况的也写一句",
            )


def section_checks(form: Form, rule: Rule) -> Iterator[Check]:
    """A check for each of the sections that the rule names."""
    said = said_of(rule.option("file"))
    for section in rule.option("sections"):
        yield Check((), (section,), _Section(rule, section, said[section]))


class _Section:
    """One finding a section: it says nothing, too little, or not what it has to say."""

    def __init__(self, rule: Rule, section: str, said: Said) -> None:
        self.rule, self.section, self.said = rule, section, said

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        said = self.said
        written = [_content(said.headings, paragraph.text) for paragraph in paragraphs(figures, self.section)]
        texts = [content.text for content in written if content.plain]
        length = sum(content.length for content in written if content.plain)
        if not texts:
            yield self._finding(figures, "还没有写", said.empty, said.empty_severity)
        elif all(content.plain in said.nothing for content in written if content.plain):
            yield self._finding(figures, f"只写了“{texts[0].strip()}”", said.empty, said.empty_severity)
        elif length < said.least:
            yield self._finding(figures, f"只写了{length}个字", said.empty)
        elif absent := [wanted for wanted in said.wanted if not wanted.said_in(texts)]:
            names = "、".join(wanted.name for wanted in absent)
            advice = "；".join(filter(None, (wanted.advice for wanted in absent))) or "请补上"
            yield self._finding(figures, f"疑似没有写明{names}", advice)

    def _finding(self, figures: Figures, statement: str, advice: str, severity: str = "") -> Finding:
        name = figures.form.section(self.section).short
        return text_finding(
            self.rule,
            self.section,
            self.section,
            f"{name}{statement}",
            severity=severity or self.rule.severity,
            figures=(("text", statement),),
            pending=is_blank(figures, self.section),
            advice=advice,
        )


_LONGEST = 30
"""Characters of a line that may only announce what follows."""

_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]")
_JOINS = re.compile(r"[^\w]|[和与及的]")


class _Content(NamedTuple):
    """What a paragraph says. plain: without marks; "" for a heading. length: in characters, white space not counted."""

    text: str
    plain: str
    length: int


@lru_cache(maxsize=1024)
def _content(headings: Phrases | None, paragraph: str) -> _Content:
    text = "".join(paragraph.split())
    if headings is not None and len(text) <= _LONGEST and headings.find(text):
        numbered = _NUMBER.match(text)
        left = text[numbered.end() :] if numbered else text
        for match in reversed(headings.find(left)):
            left = left[: match.start] + left[match.end :]
        plain = _JOINS.sub("", left)
        if len(plain) <= 1:
            return _Content(left.strip("：:"), plain, len(plain))
    return _Content(paragraph, "".join(re.findall(r"\w", text)), len(text))


@lru_cache(maxsize=8)
def _groups(file: str) -> tuple[Group, ...]:
    top = read_table(Path(file))
    groups = tuple(_group(table) for table in top.tables("groups"))
    top.finish()
    return groups


def _group(table: Table) -> Group:
    wanted = tuple(_wanted(one) for one in table.tables("wanted"))
    group = Group(table.get("id", str), _severity(table, "severity"), table.get("advice", str), wanted)
    table.finish()
    return group


def _wanted(table: Table) -> Wanted:
    wanted = Wanted(
        table.get("name", str),
        read_phrases(table),
        table.words("shapes", []),
        table.get("field", str, ""),
        table.get("advice", str, ""),
    )
    table.finish()
    return wanted


@lru_cache(maxsize=8)
def said_of(file: str) -> dict[str, Said]:
    """What the sections have to say, by their ids; raises FormError that names file and key."""
    top = read_table(Path(file))
    sections = {table.get("id", str): _section(table) for table in top.tables("sections")}
    top.finish()
    return sections


def _section(table: Table) -> Said:
    said = Said(
        table.get("least", int),
        _severity(table, "empty_severity"),
        table.get("empty", str),
        frozenset(table.words("nothing", [])),
        read_phrases(table, "headings") if "headings" in table.data else None,
        tuple(_wanted(wanted) for wanted in table.tables("wanted")),
    )
    table.finish()
    return said


def _severity(table: Table, key: str) -> str:
    severity: str = table.get(key, str)
    if severity not in SEVERITIES:
        table.fail("应为 error、warning 或 hint", key)
    return severity
