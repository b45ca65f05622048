"""What two reports differ in, cell by cell and paragraph by paragraph, in words for the clerk."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from model.form import Form
from model.json_text import one_line
from model.naming import FIELD_NAMES, cell_name
from model.notes import CellNotes, notes_to_json
from model.number_text import number_text
from model.records import NamedTuple
from model.report import Report
from model.state import FIELDS
from model.text import SWAPPED, Text, block_text, to_json

NOTE_NAMES = {"stated": "原件所印合计", "origin": "出处", "doubt": "疑问", "word": "备注"}


class Difference(NamedTuple):
    """One thing that differs. kind: form, field, text, cell, note, explanation, last_year, members, versions or other.

    place: the field, section or cell; paragraph: its number from 0 in the second report, -1 where
    kind is not text. name: the place in words. old, new: as the reports have it, "" for nothing.
    """

    kind: str
    place: str
    name: str
    old: str
    new: str
    paragraph: int = -1

    @property
    def is_printed(self) -> bool:
        """Whether a document of the second report reads differently for it."""
        if self.kind == "field":
            # The program starts without it.
            from model.check_code import NOT_PRINTED

            return self.place not in NOT_PRINTED
        return self.kind in ("form", "cell") or (self.kind == "text" and self.old != self.new)

    @property
    def words(self) -> str:
        """The difference on one line; of a paragraph the words that differ, with a little around them."""
        old, new = self.old, self.new
        if self.kind == "text":
            # The program starts without it.
            from model.text_comparison import beginning, differing_stretch

            if old == new and old:
                return f"{self.name}：“{beginning(old)}”文字没有变，备注、关联的数据或格式不同"
            old, new = differing_stretch(old, new)
        return f"{self.name}：{old or '空白'} → {new or '空白'}"


def differences(report: Report, other: Report) -> tuple[Difference, ...]:
    """What becomes what from one report to the other, in the order of the report; none for equal files."""
    return (
        *_forms(report, other),
        *_fields(report, other),
        *_texts(report, other),
        *_cells(report, other),
        *_explanations(report, other),
        *_kept_reports(report, other),
        *_extras(report, other),
    )


def _forms(report: Report, other: Report) -> Iterator[Difference]:
    old, new = report.form.edition, other.form.edition
    if old != new:
        yield Difference("form", "edition", "表样", f"{old}年版", f"{new}年版")


def _fields(report: Report, other: Report) -> Iterator[Difference]:
    for name in FIELDS:
        if report.fields[name] != other.fields[name]:
            old, new = _field_words(report, name), _field_words(other, name)
            yield Difference("field", name, FIELD_NAMES[name], old, new)


def _field_words(report: Report, name: str) -> str:
    return "".join(report.title_lines()) if name == "title" else str(report.fields[name] or "")


def _texts(report: Report, other: Report) -> Iterator[Difference]:
    places = {section.id: section for form in (report.form, other.form) for section in form.sections}
    for section in places.values():
        old = report.text(section.id) if _has_section(report.form, section.id) else ()
        new = other.text(section.id) if _has_section(other.form, section.id) else ()
        if old != new:
            yield from _paragraphs(section.id, section.short, old, new)


def _has_section(form: Form, section: str) -> bool:
    return any(section == one.id for one in form.sections)


def _paragraphs(section: str, name: str, old: Text, new: Text) -> Iterator[Difference]:
    from difflib import SequenceMatcher

    before, after = ([one_line(item) for item in to_json(text)] for text in (old, new))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, stop, new_start, new_stop in matcher.get_opcodes():
        if kind == "equal":
            continue
        pairs = zip_longest(old[start:stop], new[new_start:new_stop])
        for number, (gone, come) in enumerate(pairs, new_start):
            texts = [block_text(block) if block else "" for block in (gone, come)]
            if gone and come and gone.picture != come.picture and texts[0] == texts[1]:
                texts[1] += SWAPPED
            yield Difference("text", section, f"{name} 第{number + 1}段", texts[0], texts[1], number)


def _cells(report: Report, other: Report) -> Iterator[Difference]:
    forms = {cell: form for form in (other.form, report.form) for cell in form.cells}
    order = dict.fromkeys((*report.form.cells, *other.form.cells))
    for cell in order:
        name = cell_name(forms[cell], cell)
        old, new = _figure(report, cell), _figure(other, cell)
        if old != new:
            yield Difference("cell", cell, name, old, new)
        yield from _notes(cell, name, report.notes(cell), other.notes(cell))


def _figure(report: Report, cell: str) -> str:
    """What was filled in, with its unit where that is not the default; a total follows from the others."""
    found = report.form.cells.get(cell)
    if found is None or found.computed:
        return ""
    unit = report.unit_of(cell)
    shown = unit if unit != found.kind.unit else ""
    return f"{number_text(report.value(cell))}{shown}"


def _notes(cell: str, name: str, old: CellNotes, new: CellNotes) -> Iterator[Difference]:
    for part in CellNotes._fields:
        before, after = (one_line(notes_to_json(notes).get(part)) for notes in (old, new))
        if before != after:
            yield Difference("note", cell, f"{name} {NOTE_NAMES[part]}", _note_words(old, part), _note_words(new, part))


def _note_words(notes: CellNotes, part: str) -> str:
    value = notes_to_json(notes).get(part, "")
    if isinstance(value, dict):
        return "，".join(
            number_text(item) if not isinstance(item, list) else _list_words(item) for item in value.values()
        )
    return number_text(value)  # type: ignore[arg-type]


def _list_words(items: list[object]) -> str:
    return "或".join(str(item) for item in items)


def _explanations(report: Report, other: Report) -> Iterator[Difference]:
    messages = {finding.key: finding.message for each in (other, report) for finding in each.findings()}
    for key in sorted({*report.explanations, *other.explanations}):
        old, new = (each.explanations.get(key) for each in (report, other))
        if old != new:
            name = f"情况说明（{messages.get(key, key)}）"
            yield Difference("explanation", key, name, old.reason if old else "", new.reason if new else "")


def _kept_reports(report: Report, other: Report) -> Iterator[Difference]:
    lasts = [
        [f"{last.state.fields['unit']}{last.state.fields['year']}年" for last in each.last_reports]
        for each in (report, other)
    ]
    if report.last_reports != other.last_reports:
        yield Difference("last_year", "last_year", "上年报告", "、".join(lasts[0]), "、".join(lasts[1]))
    if report.members != other.members:
        old, new = ("、".join(member.unit for member in each.members.reports) for each in (report, other))
        yield Difference("members", "members", "下级报告", old, new)
    if report.versions != other.versions:
        old, new = ("、".join(version.name for version in each.versions) for each in (report, other))
        yield Difference("versions", "versions", "保存的版本", old, new)


def _extras(report: Report, other: Report) -> Iterator[Difference]:
    for key in dict.fromkeys((*report.extra, *other.extra)):
        old, new = (one_line(_ordered(each.extra.get(key, ""))) for each in (report, other))
        if old != new:
            yield Difference("other", key, f"文件里的其他内容 {key}", old.strip('"'), new.strip('"'))


def _ordered(value: Any) -> Any:
    """The value with the keys of its objects in order: their order is no difference."""
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value)}
    return [_ordered(item) for item in value] if isinstance(value, list) else value
