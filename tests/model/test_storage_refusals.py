"""What a hand editor, a power cut or another program did to a report's file is read or refused, never raised."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from model.edits import Edit, SetNote
from model.errors import FileFormatError
from model.naming import cell_name
from model.report import Report
from model.storage import dump, load
from model.text import block_text
from tests.builders import report_with
from tests.exporters.documents import template_of
from workflows.forms import find_form, form

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "native" / "v1.nianbao"
CELL = "requests.received.natural_person"
NAME = cell_name(form("2021"), CELL)


def _spoilt(change: Any) -> bytes:
    data = json.loads(dump(report_with({CELL: "3"})))
    change(data)
    return json.dumps(data, ensure_ascii=False).encode()


HAND_EDITS = {
    "version text": (lambda d: d.update(version="1"), "“版本”应是"),
    "version 0": (lambda d: d.update(version=0), "“版本”应是"),
    "version true": (lambda d: d.update(version=True), "“版本”应是"),
    "newer version": (lambda d: d.update(version=99), "更新的版本"),
    "edition": (lambda d: d.update(edition="1999"), "“1999”"),
    "edition number": (lambda d: d.update(edition=2021), "“2021”"),
    "year text": (lambda d: d.update(year="2024年"), "“年度”应是整数"),
    "year point": (lambda d: d.update(year=2024.0), "“年度”应是整数"),
    "year null": (lambda d: d.update(year=None), "“年度”应是整数"),
    "unit number": (lambda d: d.update(unit=5), "“单位名称”应是引号"),
    "unit list": (lambda d: d.update(unit=[]), "“单位名称”应是引号"),
    "contact": (lambda d: d.update(contact="无"), "“联系方式”应是一个表"),
    "phone": (lambda d: d["contact"].update(phone=123), "“电话”应是引号"),
    "signature date": (lambda d: d["signature"].update(date=False), "“成文日期”应是引号"),
    "sections": (lambda d: d.update(sections=[]), "“文字”应是一个表"),
    "section name": (lambda d: d["sections"].update(summary=[]), "“summary”不是"),
    "section text": (lambda d: d["sections"].update(overview="文字"), "“一、总体情况”应是段落"),
    "paragraph": (lambda d: d["sections"].update(overview=[5]), "“一、总体情况”应是段落"),
    "block kind": (lambda d: d["sections"].update(overview=[{"spans": [], "kind": 3}]), "“一、总体情况”"),
    "span": (lambda d: d["sections"].update(overview=[{"spans": [{"text": 3}]}]), "“一、总体情况”"),
    "cells": (lambda d: d.update(cells=None), "“表格里的数”应是一个表"),
    "cell name": (lambda d: d["cells"].update({"requests.x.y": 3}), "“requests.x.y”不是"),
    "total": (lambda d: d["cells"].update({"requests.received.total": 3}), "总计”是程序算出的"),
    "cell true": (lambda d: d["cells"].update({CELL: True}), f"“{NAME}”应是数"),
    "cell list": (lambda d: d["cells"].update({CELL: [3]}), f"“{NAME}”应是数"),
    "unit of a count": (lambda d: d["units"].update({CELL: "万元"}), f"“{NAME}”这一格不带单位"),
    "unknown money": (lambda d: d["units"].update({"proactive.fees.amount": "美元"}), "的单位应是万元"),
    "units": (lambda d: d.update(units=3), "“单位”应是一个表"),
    "notes": (lambda d: d.update(notes=[]), "“备注”应是一个表"),
    "note": (lambda d: d["notes"].update({CELL: "注"}), f"“{NAME}”的备注不是备注"),
    "note word": (lambda d: d["notes"].update({CELL: {"word": 3}}), f"“{NAME}”的备注不是备注"),
    "note stated": (lambda d: d["notes"].update({CELL: {"stated": True}}), f"“{NAME}”的备注不是备注"),
    "note origin": (lambda d: d["notes"].update({CELL: {"origin": {"page": 1}}}), f"“{NAME}”的备注不是备注"),
    "origin page": (lambda d: d["notes"].update({CELL: {"origin": {"source": "", "page": True}}}), "不是备注"),
    "doubt": (lambda d: d["notes"].update({CELL: {"doubt": {"reason": "", "candidates": [{}]}}}), "不是备注"),
    "members": (lambda d: d.update(members=[3]), "“下级报告”不是它应有的样子"),
    "member": (lambda d: d.update(members={"reports": [{"unit": 3}]}), "“下级报告”不是它应有的样子"),
    "member year": (lambda d: d.update(members={"reports": [{"year": "二"}]}), "“下级报告”不是它应有的样子"),
    "expected": (lambda d: d.update(members={"expected": [3]}), "“下级报告”不是它应有的样子"),
    "note cell": (lambda d: d["notes"].update(x={}), "“x”不是"),
}


@pytest.mark.parametrize(("change", "words"), HAND_EDITS.values(), ids=HAND_EDITS)
def test_every_hand_edited_bad_value_is_named(change: Any, words: str) -> None:
    with pytest.raises(FileFormatError) as caught:
        load(_spoilt(change), find_form)
    assert words in caught.value.summary
    assert caught.value.advice.endswith("。")


@pytest.mark.parametrize(
    ("written", "spoilt", "line"),
    [
        ('"year": 2025', '"year": []', 6),
        (f'"{CELL}": 3', f'"{CELL}": [3]', None),
        (f'"{CELL}": 3', f'"{CELL}": NaN', None),
    ],
)
def test_the_line_of_a_bad_value_is_named_and_no_id(written: str, spoilt: str, line: int | None) -> None:
    text = dump(report_with({CELL: "3"})).decode()
    assert written in text
    line = line or text[: text.index(written)].count("\n") + 1
    with pytest.raises(FileFormatError) as caught:
        load(text.replace(written, spoilt).encode(), find_form)
    assert f"第 {line} 行" in caught.value.summary
    assert CELL not in caught.value.summary
    assert "null" not in str(caught.value)


def test_the_line_of_a_figure_that_stands_twice_is_named() -> None:
    text = dump(report_with({CELL: "3"})).decode().replace(f'"{CELL}": 3,', f'"{CELL}": 3,\n"{CELL}": 4,')
    with pytest.raises(FileFormatError) as caught:
        load(text.encode(), find_form)
    line = text[: text.rindex(f'"{CELL}"')].count("\n") + 1
    assert f"第 {line} 行" in caught.value.summary


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
        load(data, find_form)
    assert words in caught.value.summary


@pytest.mark.parametrize("data", [template_of("2021"), b"%PDF-1.7"], ids=["Word", "PDF"])
def test_another_document_is_to_be_imported(data: bytes) -> None:
    with pytest.raises(FileFormatError) as opened:
        load(data, find_form)
    assert "文件→导入" in opened.value.advice


def test_a_file_cut_off_anywhere_says_so() -> None:
    whole = SAMPLE.read_bytes().rstrip()
    for length in [*range(1, 200), *range(200, len(whole), 97), *range(len(whole) - 100, len(whole))]:
        for filled in (b"", b"\0" * 50):
            with pytest.raises(FileFormatError, match="不完整"):
                load(whole[:length] + filled, find_form)


class TestAHandEditorMay:
    """What docs/file-format.md allows."""

    def _load(self, change: Any) -> Report:
        return load(_spoilt(change), find_form)

    def test_leave_out_what_is_blank(self) -> None:
        report = load(b'{"format": "nianbao", "version": 1, "edition": "2021"}', find_form)
        assert dump(report) == dump(Report.blank(form("2021")))

    def test_begin_with_a_byte_order_mark_and_use_other_line_ends(self) -> None:
        data = dump(report_with({CELL: "3"}))
        assert dump(load(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"), find_form)) == data

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

    report = load(_spoilt(change), find_form)
    report.apply(Edit("清除", (SetNote(CELL, "origin", None),)))
    assert json.loads(dump(report))["notes"] == {}


ODD_VALUES: list[Any] = [None, True, 0, -1, 1.5, 1e300, 10**30, "", "x", "\ud800", [], [[]], {}, {"a": 1}, [None], "5"]


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(deep for key, item in inner for deep in _paths(item, (*path, key)))]


def test_any_value_in_any_place_is_read_or_refused_with_a_message() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
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
    whole, chance = SAMPLE.read_bytes(), random.Random(2025)
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
        report = load(data, find_form)
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
    assert dump(load(written, find_form)) == written
    return "read"
