"""The report's file: what is written is read back, and what is broken is told, never raised."""

from __future__ import annotations

import json
import random
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.compare import differences
from model.edits import Edit, ReplaceText, SetCell, SetField, SetNote
from model.errors import FileFormatError
from model.form import Form
from model.notes import Doubt, Origin
from model.report import Report, State
from model.storage import VERSION, dump, load
from model.text import Span, TextBlock, block_text, from_plain
from tests.builders import full_report, made_up_form, report_with, values
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
KEYS = st.sampled_from(["later", "last_year", "versions", "contact.address", "", "未知"])
EXTRA = st.dictionaries(KEYS, JSON, max_size=3)
SPANS = st.builds(Span, ODD_TEXT, st.sampled_from(["text", "figure"]), st.sampled_from(["", '{"cell": [1.50]}']))
BLOCKS = st.one_of(
    st.builds(lambda text: TextBlock((Span(text),) if text else ()), ODD_TEXT),
    st.builds(
        TextBlock,
        st.lists(SPANS, max_size=3).map(tuple),
        st.sampled_from(["paragraph", "list"]),
        st.sampled_from(["", '{"level": 2}']),
    ),
)
VALUES = st.one_of(st.integers(0, 99), st.decimals(0, 99, places=2), ODD_TEXT.filter(bool))
ORIGINS = st.builds(Origin, ODD_TEXT, *[st.integers(0, 9)] * 4, ODD_TEXT)
NOTES = {
    "stated": VALUES,
    "origin": ORIGINS,
    "doubt": st.builds(Doubt, ODD_TEXT, st.lists(VALUES, max_size=3).map(tuple)),
    "word": ODD_TEXT,
}


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
    return Report(report.state()._replace(extra=extra))


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
    assert [pair for pair in pairs if pair[0] != pair[1]] == [(f'    "{CELL}": 3,', f'    "{CELL}": 4,')]


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
    assert set(report.extra) >= {"last_year", "versions", "explanations", "unknown"}


def test_the_newest_sample_is_written_as_it_was_read() -> None:
    data = _samples()[-1].read_bytes()
    assert dump(load(data, _form_of)) == data
    _schema("report").validate(json.loads(data))


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_public_outputs_match_their_schemas(edition: str) -> None:
    sample = load(_samples()[-1].read_bytes(), _form_of)
    for report in (full_report(edition=edition), report_with({}, edition=edition), sample):
        for name, output in (("show", show_json(report)), ("check", check_json(report.findings()))):
            _schema(name).validate(json.loads(json.dumps(output, default=float)))


def test_schemas_refuse_what_is_not_promised() -> None:
    good = json.loads(dump(report_with({CELL: "3"})))
    for spoilt in ({**good, "cells": {CELL: True}}, {**good, "year": "2024"}, {**good, "version": 2}):
        assert list(_schema("report").iter_errors(spoilt))
    shown = json.loads(json.dumps(show_json(report_with()), default=float))
    del shown["units"]
    assert list(_schema("show").iter_errors(shown))
    assert list(_schema("check").iter_errors({"findings": [{"key": "x"}]}))


def _spoilt(change: Any) -> bytes:
    data = json.loads(dump(report_with({CELL: "3"})))
    change(data)
    return json.dumps(data, ensure_ascii=False).encode()


HAND_EDITS = {
    "version text": (lambda d: d.update(version="1"), "version 应是"),
    "version 0": (lambda d: d.update(version=0), "version 应是"),
    "version true": (lambda d: d.update(version=True), "version 应是"),
    "newer version": (lambda d: d.update(version=99), "更新的版本"),
    "edition": (lambda d: d.update(edition="1999"), "“1999”"),
    "edition number": (lambda d: d.update(edition=2021), "“2021”"),
    "year text": (lambda d: d.update(year="2024年"), "year 应是整数"),
    "year point": (lambda d: d.update(year=2024.0), "year 应是整数"),
    "year null": (lambda d: d.update(year=None), "year 应是整数"),
    "unit number": (lambda d: d.update(unit=5), "unit 应是引号"),
    "unit list": (lambda d: d.update(unit=[]), "unit 应是引号"),
    "contact": (lambda d: d.update(contact="无"), "contact 应是一个表"),
    "phone": (lambda d: d["contact"].update(phone=123), "contact.phone 应是引号"),
    "signature date": (lambda d: d["signature"].update(date=False), "signature.date 应是引号"),
    "sections": (lambda d: d.update(sections=[]), "sections 应是一个表"),
    "section name": (lambda d: d["sections"].update(summary=[]), "sections.summary 不是"),
    "section text": (lambda d: d["sections"].update(overview="文字"), "sections.overview 应是段落"),
    "paragraph": (lambda d: d["sections"].update(overview=[5]), "sections.overview 应是段落"),
    "block kind": (lambda d: d["sections"].update(overview=[{"spans": [], "kind": 3}]), "sections.overview"),
    "span": (lambda d: d["sections"].update(overview=[{"spans": [{"text": 3}]}]), "sections.overview"),
    "cells": (lambda d: d.update(cells=None), "cells 应是一个表"),
    "cell name": (lambda d: d["cells"].update({"requests.x.y": 3}), "cells.requests.x.y 不是"),
    "total": (lambda d: d["cells"].update({"requests.received.total": 3}), "requests.received.total 是程序算出的"),
    "cell true": (lambda d: d["cells"].update({CELL: True}), f"cells.{CELL} 应是数"),
    "cell list": (lambda d: d["cells"].update({CELL: [3]}), f"cells.{CELL} 应是数"),
    "unit of a count": (lambda d: d["units"].update({CELL: "万元"}), f"units.{CELL} 这一格不带单位"),
    "unknown money": (lambda d: d["units"].update({"proactive.fees.amount": "美元"}), "应是万元"),
    "units": (lambda d: d.update(units=3), "units 应是一个表"),
    "notes": (lambda d: d.update(notes=[]), "notes 应是一个表"),
    "note": (lambda d: d["notes"].update({CELL: "注"}), f"notes.{CELL} 不是备注"),
    "note word": (lambda d: d["notes"].update({CELL: {"word": 3}}), f"notes.{CELL} 不是备注"),
    "note stated": (lambda d: d["notes"].update({CELL: {"stated": True}}), f"notes.{CELL} 不是备注"),
    "note origin": (lambda d: d["notes"].update({CELL: {"origin": {"page": 1}}}), f"notes.{CELL} 不是备注"),
    "origin page": (lambda d: d["notes"].update({CELL: {"origin": {"source": "", "page": True}}}), "不是备注"),
    "doubt": (lambda d: d["notes"].update({CELL: {"doubt": {"reason": "", "candidates": [{}]}}}), "不是备注"),
    "note cell": (lambda d: d["notes"].update(x={}), "notes.x 不是"),
}


@pytest.mark.parametrize(("change", "words"), HAND_EDITS.values(), ids=HAND_EDITS)
def test_every_hand_edited_bad_value_is_named(change: Any, words: str) -> None:
    with pytest.raises(FileFormatError) as caught:
        load(_spoilt(change), _form_of)
    assert words in caught.value.summary
    assert caught.value.advice.endswith("。")


RAW = {
    "empty": (b"", "是空的"),
    "white": (b" \r\n", "是空的"),
    "zeros": (b"\0" * 100, "是空的"),
    "word": (b"PK\x03\x04", "Word、Excel"),
    "old word": (b"\xd0\xcf\x11\xe0", "Word、Excel"),
    "pdf": (b"%PDF-1.7", "PDF"),
    "text": ("某某局2025年报".encode(), "不是年报文件"),
    "gbk text": ("某某局".encode("gbk"), "不是年报文件"),
    "list": (b"[1]", "不是年报文件"),
    "other json": (b'{"a": 1}', "不是年报文件"),
    "gbk json": ('{\n"unit": "某某局"}'.encode("gbk"), "第 2 行不是 UTF-8"),
    "comma": (b'{"format": "nianbao",\n "version": 1,}', "第 2 行第 15 个字符"),
    "twice": (b'{"format": "nianbao", "year": 1, "year": 2}', "“year”写了两次"),
    "nan": (b'{"format": "nianbao", "year": NaN}', "“NaN”不是数"),
    "endless": (b'{"format": "nianbao", "year": 1e999999999}', "不是能用的数"),
    "long": (b'{"format": "nianbao", "year": ' + b"9" * 5000 + b"}", "太长"),
    "deep": (b'{"format": "nianbao", "x": ' + b"[" * 500 + b"]" * 500 + b"}", "层次太多"),
    "very deep": (b'{"format": "nianbao", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "层次太多"),
}


@pytest.mark.parametrize(("data", "words"), RAW.values(), ids=RAW)
def test_files_that_are_no_reports_are_told_apart(data: bytes, words: str) -> None:
    with pytest.raises(FileFormatError) as caught:
        load(data, _form_of)
    assert words in caught.value.summary


def test_a_file_cut_off_anywhere_says_so() -> None:
    whole = _samples()[-1].read_bytes().rstrip()
    for length in [*range(1, 200), *range(200, len(whole), 97), *range(len(whole) - 100, len(whole))]:
        for filled in (b"", b"\0" * 50):
            with pytest.raises(FileFormatError, match="不完整"):
                load(whole[:length] + filled, _form_of)


class TestAHandEditorMay:
    """What docs/file-format.md allows."""

    def _load(self, change: Any) -> Report:
        return load(_spoilt(change), _form_of)

    def test_leave_out_what_is_blank(self) -> None:
        report = load(b'{"format": "nianbao", "version": 1, "edition": "2021"}', _form_of)
        assert dump(report) == dump(Report.blank(form("2021")))

    def test_begin_with_a_byte_order_mark_and_use_other_line_ends(self) -> None:
        data = dump(report_with({CELL: "3"}))
        assert dump(load(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"), _form_of)) == data

    def test_write_a_figure_as_text(self) -> None:
        assert self._load(lambda d: d["cells"].update({CELL: "３8"})).value(CELL) == 38
        assert self._load(lambda d: d["cells"].update({CELL: " "})).value(CELL) is None

    def test_write_a_figure_that_the_cell_can_not_hold_and_is_shown_it(self) -> None:
        for wrong, kept in ((-5, "-5"), (1.5, "1.5"), (10**13, "10000000000000"), ("5e", "5e")):
            report = self._load(lambda d, wrong=wrong: d["cells"].update({CELL: wrong}))
            assert report.value(CELL) == kept
            assert any(CELL in finding.cells and finding.rule.startswith("E") for finding in report.findings())

    def test_put_several_paragraphs_into_one_string(self) -> None:
        report = self._load(lambda d: d["sections"].update(other=["一\n二\r\n三", "四"]))
        assert [block_text(block) for block in report.text("other")] == ["一", "二", "三", "四"]

    def test_name_the_default_unit(self) -> None:
        report = self._load(lambda d: d["units"].update({"proactive.fees.amount": "万元"}))
        assert report.state().units == {}

    def test_add_keys_of_his_own(self) -> None:
        def change(data: dict[str, Any]) -> None:
            data["mine"] = {"a": [1, 2.50]}
            data["contact.address"] = "a name like a field"
            data["contact"]["fax"] = "1"
            data["notes"][CELL] = {"mine": 1, "doubt": {"reason": "x", "mine": 2}}
            data["sections"]["other"] = [{"kind": "paragraph", "mine": 3, "spans": [{"text": "x", "mine": 4}]}]

        report = self._load(change)
        written = json.loads(dump(report))
        assert (written["mine"], written["contact"]["fax"]) == ({"a": [1, 2.5]}, "1")
        assert written["contact.address"] == "a name like a field"
        assert written["notes"][CELL] == {"doubt": {"reason": "x", "candidates": [], "mine": 2}, "mine": 1}
        block = {"kind": "paragraph", "spans": [{"kind": "text", "text": "x", "mine": 4}], "mine": 3}
        assert written["sections"]["other"] == [block]


def test_unknown_keys_of_a_note_go_with_the_note() -> None:
    def change(data: dict[str, Any]) -> None:
        data["notes"][CELL] = {"origin": {"source": "x", "mine": 1}}

    report = load(_spoilt(change), _form_of)
    report.apply(Edit("清除", (SetNote(CELL, "origin", None),)))
    assert json.loads(dump(report))["notes"] == {}


ODD_VALUES: list[Any] = [None, True, 0, -1, 1.5, 1e300, 10**30, "", "x", "\ud800", [], [[]], {}, {"a": 1}, [None], "5"]


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(deep for key, item in inner for deep in _paths(item, (*path, key)))]


def test_any_value_in_any_place_is_read_or_refused_with_a_message() -> None:
    text = _samples()[-1].read_text(encoding="utf-8")
    places = [path for path in _paths(json.loads(text)) if path and path[0] != "cells"]
    places += [("cells", CELL), ("cells", "proactive.fees.amount")]
    outcomes = {"read": 0, "refused": 0}
    for path in places:
        for odd in ODD_VALUES:
            data = json.loads(text)
            target = data
            for key in path[:-1]:
                target = target[key]
            target[path[-1]] = odd
            outcomes[_read_or_refuse(json.dumps(data).encode())] += 1
    assert min(outcomes.values()) > 100


def test_any_damage_to_the_bytes_is_read_or_refused_with_a_message() -> None:
    whole, chance = _samples()[-1].read_bytes(), random.Random(2025)
    outcomes = {"read": 0, "refused": 0}
    for _ in range(1500):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 1, 2, 8))):
            place = chance.randrange(len(data))
            kind = chance.randrange(4)
            if kind == 0:
                data[place] = chance.randrange(256)
            elif kind == 1:
                del data[place : place + chance.randrange(1, 40)]
            elif kind == 2:
                data[place:place] = data[place : place + chance.randrange(1, 40)]
            else:
                data[place] = ord(chance.choice('{}[]",:0-.eE\\ \n'))
        outcomes[_read_or_refuse(bytes(data))] += 1
    assert min(outcomes.values()) > 20


def _read_or_refuse(data: bytes) -> str:
    """What is read is written and read again; what is refused has a message. Any other error fails the test."""
    try:
        report = load(data, _form_of)
    except FileFormatError as error:
        refusal = error.summary
    else:
        refusal = ""
    if refusal:
        assert refusal.endswith("。")
        assert refusal.isprintable()
        assert len(refusal) < 200
        return "refused"
    written = dump(report)
    assert dump(load(written, _form_of)) == written
    return "read"


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
