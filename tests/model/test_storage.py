"""The report's file: what is written is read back, and what is broken is told, never raised."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.check_code import check_code
from model.compare import differences
from model.edits import Edit, ReplaceText, SetCell, SetField, SetNote
from model.form import Form
from model.notes import Doubt, Origin
from model.pictures import picture_of
from model.report import Report
from model.state import Explanation, LastReport, Member, Members, State, Version
from model.storage import VERSION, dump, load
from model.text import Span, TextBlock, chart_block, from_plain, picture_block
from model.upgrades import STEPS
from tests.builders import full_report, made_up_form, report_with, values
from tests.pictures import png
from workflows.forms import form
from workflows.show import check_json, show_json

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "data" / "native"
FORMS = [form("2021"), form("2019"), made_up_form()]
CELL = "requests.received.natural_person"
SLOW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def _form_of(edition: str) -> Form | None:
    return next((one for one in FORMS if one.edition == edition), None)


@cache
def _schema(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((ROOT / "docs" / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def _told_apart(spans: list[Span]) -> tuple[Span, ...]:
    """The file does not tell how plain text is cut up: of plain spans the first, or none."""
    told = [span for span in spans if span != Span("")]
    return tuple(told[:1]) if all(span == Span(span.text) for span in told) else tuple(told)


ODD_TEXT = st.one_of(
    st.text(st.characters(exclude_characters="\r\n"), max_size=12),
    st.sampled_from(["\u2028“”", '"\\/', "\x00\x1f\x7f", "=1+1", "𠮷\ufeff\u200b", "　 ", "\ud800半", "<b>&amp;"]),
)
JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**20), 10**20),
        st.decimals(-(10**6), 10**6, places=3),
        ODD_TEXT,
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(ODD_TEXT, inner, max_size=3)),
    max_leaves=6,
)
KEYS = st.sampled_from(["later", "version_1", "contact.address", "", "未知"])
EXTRA = st.dictionaries(KEYS, JSON, max_size=3)
SPANS = st.builds(Span, ODD_TEXT, st.sampled_from(["text", "figure"]), st.sampled_from(["", '{"cell": [1.50]}']))
BLOCKS = st.one_of(
    st.builds(lambda text: TextBlock((Span(text),) if text else ()), ODD_TEXT),
    st.builds(
        TextBlock,
        st.lists(SPANS, max_size=3).map(_told_apart),
        st.sampled_from(["paragraph", "list"]),
        st.sampled_from(["", '{"level": 2}']),
        ODD_TEXT,
        st.none(),
        st.just(""),
    ),
    st.builds(picture_block, st.sampled_from([picture_of(png()), picture_of(b"no picture")]), ODD_TEXT),
    st.just(chart_block()),
)
VALUES = st.one_of(st.integers(0, 99), st.decimals(0, 99, places=2), ODD_TEXT.filter(bool))
ORIGINS = st.builds(Origin, ODD_TEXT, *[st.integers(0, 9)] * 4, ODD_TEXT)
EXPLANATIONS = st.dictionaries(
    st.sampled_from(["Y1:total", "Y4:reconsideration"]),
    st.builds(Explanation, ODD_TEXT, st.lists(st.tuples(st.just(CELL), VALUES), max_size=1).map(tuple)),
)
NOTES = {
    "stated": VALUES,
    "origin": ORIGINS,
    "doubt": st.builds(Doubt, ODD_TEXT, st.lists(VALUES, max_size=3).map(tuple)),
    "word": ODD_TEXT,
}


MEMBERS = st.builds(
    Member,
    ODD_TEXT,
    st.integers(0, 3000),
    st.sampled_from(["2021", "1999"]),
    ODD_TEXT,
    st.just("0" * 64),
    ODD_TEXT,
    st.dictionaries(st.sampled_from(form("2021").inputs), st.one_of(st.integers(0, 99), st.just("三")), max_size=2),
    st.dictionaries(st.sampled_from(form("2021").inputs), ODD_TEXT, max_size=1),
    st.integers(0, 9),
    ODD_TEXT,
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report with anything in it that a report can hold."""
    chosen = draw(st.sampled_from(FORMS))
    report = Report.blank(chosen, draw(ODD_TEXT), draw(st.integers(0, 3000)))
    changes: list[Any] = []
    for cell in draw(st.lists(st.sampled_from(chosen.inputs), max_size=8)):
        unit = draw(st.sampled_from(("", *chosen.cells[cell].kind.units)))
        changes.append(SetCell(cell, draw(values(chosen, cell)), unit))
    for section in chosen.sections:
        changes.append(ReplaceText(section.id, 0, 0, tuple(draw(st.lists(BLOCKS, max_size=2)))))
    for name in ("contact.phone", "signature.date", "deadline", "title"):
        changes.append(SetField(name, draw(ODD_TEXT) or "year"))
    for cell in draw(st.lists(st.sampled_from(tuple(chosen.cells)), max_size=4)):
        name = draw(st.sampled_from(tuple(NOTES)))
        changes.append(SetNote(cell, name, draw(NOTES[name])))
    report.apply(Edit("填写", tuple(changes)))
    extra = draw(EXTRA)
    for key in ("contact", "signature"):
        extra.update({key: inner} if (inner := draw(st.dictionaries(st.just("fax"), JSON))) else {})
    for cell in report.noted():
        if draw(st.booleans()):
            extra.setdefault("notes", {})[cell] = {"colour": draw(JSON)}
    state = report.state()._replace(extra=extra, explanations=draw(EXPLANATIONS))
    if draw(st.booleans()):
        state = state._replace(
            last_year=(LastReport(state.alone(), draw(ODD_TEXT), draw(ODD_TEXT)),),
            versions=(Version(draw(ODD_TEXT), "2026-01-20T09:30:00", draw(ODD_TEXT), state.alone()),),
            members=Members((draw(MEMBERS),), (draw(ODD_TEXT),), draw(ODD_TEXT)),
        )
    return Report(state)


@given(reports())
@SLOW
def test_what_is_written_is_read_back_byte_for_byte(report: Report) -> None:
    written = dump(report)
    again = load(written, _form_of)
    assert dump(again) == written
    assert differences(report, again) == ()
    data = json.loads(written)
    if report.form.edition in ("2021", "2019"):
        _schema("report").validate(data)


@given(reports(), reports())
@SLOW
def test_reports_without_a_difference_have_the_same_file(report: Report, other: Report) -> None:
    assert differences(report, report) == ()
    if dump(report) != dump(other):
        found = differences(report, other)
        assert found
        assert all(difference.words and difference.name for difference in found)


def test_figures_are_kept_to_the_last_zero() -> None:
    report = report_with({CELL: "１，２３４", "proactive.fees.amount": "12.500000"})
    again = load(dump(report), _form_of)
    assert again.value(CELL) == 1234
    assert str(again.value("proactive.fees.amount")) == "12.500000"
    assert b'"proactive.fees.amount": 12.500000,' in dump(report)


def test_text_that_was_not_understood_is_kept_as_typed() -> None:
    typed = dict(zip(form("2021").inputs, ["②", "3件", "1e3", "-5", " 1 2 ", "1.5", "10000000000001"], strict=False))
    report = report_with(typed)
    again = load(dump(report), _form_of)
    assert {cell: again.value(cell) for cell in typed} == typed


def test_the_layout_gives_each_entry_its_line() -> None:
    report = report_with({CELL: "3"})
    report.apply(Edit("文字", (ReplaceText("overview", 0, 0, from_plain("第一段\n第二段")),)))
    lines = dump(report).decode().splitlines()
    for line in (f'    "{CELL}": 3,', '      "第一段",', '      "第二段"', '  "year": 2025,'):
        assert lines.count(line) == 1
    assert dump(report).endswith(b"}\n")
    other = report_with({CELL: "4"})
    other.apply(Edit("文字", (ReplaceText("overview", 0, 0, from_plain("第一段\n第二段")),)))
    pairs = zip(lines, dump(other).decode().splitlines(), strict=True)
    codes = tuple(f'  "check_code": "{check_code(one)}",' for one in (report, other))
    assert [pair for pair in pairs if pair[0] != pair[1]] == [codes, (f'    "{CELL}": 3,', f'    "{CELL}": 4,')]


def test_a_check_code_in_the_file_is_never_believed() -> None:
    report = report_with({CELL: "3"})
    data = json.loads(dump(report))
    assert data["check_code"] == check_code(report)
    for said in ("00000000", 7, None):
        again = load(json.dumps({**data, "check_code": said}).encode(), _form_of)
        assert (check_code(again), dump(again)) == (check_code(report), dump(report))
    del data["check_code"]
    assert dump(load(json.dumps(data).encode(), _form_of)) == dump(report)


@pytest.mark.parametrize("text", ["\ud800", "\udc00\ud800", "甲\ud83d乙", "".join(["\ud83d", "\ude00"])])
def test_half_a_character_does_not_prevent_saving(text: str) -> None:
    report = report_with()
    report.apply(Edit("文字", (SetField("unit", text), ReplaceText("other", 0, 0, (TextBlock((Span(text),)),)))))
    written = dump(report)
    json.loads(written.decode("utf-8"))
    assert dump(load(written, _form_of)) == written


def _samples() -> list[Path]:
    return sorted(SAMPLES.glob("v*.nianbao"))


def test_there_is_a_sample_of_every_format_version() -> None:
    assert [path.stem for path in _samples()] == [f"v{version}" for version in range(1, VERSION + 1)]


@pytest.mark.parametrize("path", _samples(), ids=lambda path: path.stem)
def test_samples_of_every_version_are_read(path: Path) -> None:
    report = load(path.read_bytes(), _form_of)
    assert report.unit == "云岭市示范区档案馆"
    assert report.value("requests.received.research") == 1234
    assert report.value("requests.carried_in.business") == "约3件"
    assert str(report.value("proactive.fees.amount")) == "12.50"
    assert report.stated("requests.received.total") == 47
    assert report.notes("requests.carried_in.business").doubt == Doubt("看不清", (3, 8, Decimal("3.0"), "约3件"))
    assert report.plain("problems") == "共47件"
    assert "unknown" in report.extra


def test_what_version_1_reserved_is_kept_aside() -> None:
    report = load(_samples()[0].read_bytes(), _form_of)
    assert report.last_reports == report.versions == ()
    assert report.extra["version_1"]["last_year"]["year"] == 2024


def test_every_step_of_an_upgrade_has_its_version() -> None:
    assert [step.__name__ for step in STEPS] == [f"v{n}_to_v{n + 1}" for n in range(1, VERSION)]


def test_the_newest_sample_has_everything_of_its_version() -> None:
    report = load(_samples()[-1].read_bytes(), _form_of)
    assert report.last_reports[0].state.values["proactive.fees.amount"] == Decimal("10.00")
    assert report.versions[0].name == "初稿"
    assert report.explanations["Y1:requests.total"].figures == (("requests.carried_in.total", 5),)
    assert report.text("problems")[0].word == "待办公室核"


def test_the_newest_sample_is_written_as_it_was_read() -> None:
    data = _samples()[-1].read_bytes()
    assert dump(load(data, _form_of)) == data
    _schema("report").validate(json.loads(data))


def test_the_sample_with_pictures_is_written_as_it_was_read() -> None:
    data = (SAMPLES / "pictures.nianbao").read_bytes()
    report = load(data, _form_of)
    blocks = report.text("other")[:5]
    assert [block.kind for block in blocks] == ["picture", "paragraph", "picture", "chart", "picture"]
    assert [block.picture is not None for block in blocks] == [True, False, True, False, False]
    assert dump(report) == data
    _schema("report").validate(json.loads(data))


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_public_outputs_match_their_schemas(edition: str) -> None:
    sample = load(_samples()[-1].read_bytes(), _form_of)
    for report in (full_report(edition=edition), report_with({}, edition=edition), sample):
        for name, output in (("show", show_json(report)), ("check", check_json(report, report.findings()))):
            _schema(name).validate(json.loads(json.dumps(output, default=float)))


def test_schemas_refuse_what_is_not_promised() -> None:
    good = json.loads(dump(report_with({CELL: "3"})))
    for spoilt in ({**good, "cells": {CELL: True}}, {**good, "year": "2024"}, {**good, "version": 1}):
        assert list(_schema("report").iter_errors(spoilt))
    shown = json.loads(json.dumps(show_json(report_with()), default=float))
    del shown["units"]
    assert list(_schema("show").iter_errors(shown))
    assert list(_schema("check").iter_errors({"findings": [{"key": "x"}]}))


def test_a_state_shares_nothing_with_the_file() -> None:
    report = load(_samples()[-1].read_bytes(), _form_of)
    state: State = report.state()
    state.extra.clear()
    assert "unknown" in report.extra


def test_the_example_of_the_documentation_is_read() -> None:
    text = (ROOT / "docs" / "file-format.md").read_text(encoding="utf-8")
    example = text.partition("```json\n")[2].partition("```")[0]
    report = load(example.encode(), _form_of)
    assert report.value(CELL) == 37
    shown = dump(report).decode()
    for line in example.splitlines()[1:15]:
        assert line in shown.splitlines()


def test_the_documentation_names_every_key() -> None:
    text = (ROOT / "docs" / "file-format.md").read_text(encoding="utf-8")
    for key in json.loads(dump(report_with())):
        assert f"`{key}`" in text
