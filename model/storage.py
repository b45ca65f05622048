"""The report's own file, *.nianbao: one UTF-8 JSON document. See docs/file-format.md.

Version 1: format, version, edition, year, unit, unit_kind, title, deadline, contact, signature,
sections, cells, units, notes. Reserved for later: last_year, versions, explanations.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NoReturn

from model import text as text_model
from model.errors import FileFormatError
from model.form import Form
from model.notes import CellNotes, notes_from_json, notes_to_json
from model.number_text import Value, number_text, read_number
from model.report import FIELDS, Report, State

FORMAT = "nianbao"
VERSION = 1
SUFFIX = ".nianbao"
GROUPS = ("contact", "signature")
NOTE_KEYS = ("stated", "origin", "doubt", "word")
KNOWN = ("format", "version", "edition", *GROUPS, "sections", "cells", "units", "notes")

_RESTORE = "请用“文件→备份”找回以前的版本，或请发来文件的人重新发送。"


def dump(report: Report) -> bytes:
    """The report as the bytes of its file; the same report gives the same bytes."""
    return (_layout(to_json(report)) + "\n").encode("utf-8")


def to_json(report: Report) -> dict[str, Any]:
    """The report as the object that its file holds, keys in the order of the file."""
    form, state = report.form, report.state()
    extra = state.extra
    data: dict[str, Any] = {"format": FORMAT, "version": VERSION, "edition": form.edition}
    data.update({name: report.fields[name] for name in ("year", "unit", "unit_kind", "title", "deadline")})
    for group in GROUPS:
        names = [name for name in FIELDS if name.startswith(f"{group}.")]
        data[group] = {name.split(".")[1]: report.fields[name] for name in names} | extra.get(group, {})
    data["sections"] = {section.id: text_model.to_json(report.text(section.id)) for section in form.sections}
    data["cells"] = {cell: state.values.get(cell) for cell in form.inputs}
    data["units"] = {cell: state.units[cell] for cell in form.inputs if cell in state.units}
    strange = extra.get("notes", {})
    noted = {cell: report.notes(cell) for cell in form.cells if not report.notes(cell).empty or cell in strange}
    data["notes"] = {cell: notes_to_json(notes) | strange.get(cell, {}) for cell, notes in noted.items()}
    data.update({key: value for key, value in extra.items() if key not in KNOWN})
    return data


def load(data: bytes, form_of: Callable[[str], Form | None]) -> Report:
    """The report that the bytes hold; form_of gives the form of an edition, None when there is none.

    Raises FileFormatError that says what is wrong with the file and where.
    """
    document = _parse(data)
    version = document.get("version")
    if not isinstance(version, int) or isinstance(version, bool):
        _fail("version", "应是整数")
    if version > VERSION:
        raise FileFormatError(
            "这份报告是用更新的版本保存的，本程序读不了。", "请安装新版程序后再打开，原文件没有改动。"
        )
    edition = document.get("edition")
    form = form_of(edition) if isinstance(edition, str) else None
    if form is None:
        raise FileFormatError(f"文件写的表样是“{edition}”，本程序没有这种表样。", "请安装新版程序后再打开。")
    return Report(_state(form, document))


def _parse(data: bytes) -> dict[str, Any]:
    if not data.strip(b"\0 \r\n\t"):
        raise FileFormatError("文件是空的，没有内容。", _RESTORE)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise FileFormatError(
            "这不是年报文件（看起来是 Word、Excel 或 PDF 文件）。", "请用“文件→导入”读入，或选择 .nianbao 文件。"
        )
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise FileFormatError("这不是年报文件（不是 UTF-8 文字）。", "请选择 .nianbao 文件。") from error
    except json.JSONDecodeError as error:
        if not data.lstrip().startswith(b"{"):
            raise FileFormatError("这不是年报文件。", "请选择 .nianbao 文件。") from error
        cut = not data.rstrip().endswith(b"}")
        what = "文件不完整，后面一部分丢失了" if cut else f"文件第 {error.lineno} 行有误"
        raise FileFormatError(f"{what}。", _RESTORE) from error
    except (ValueError, RecursionError) as error:
        raise FileFormatError("文件里有读不了的数或层次。", _RESTORE) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise FileFormatError("这不是年报文件。", "请选择 .nianbao 文件。")
    return document


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _fail(key: str, why: str) -> NoReturn:
    raise FileFormatError(f"文件里的 {key} {why}。", _RESTORE)


def _state(form: Form, document: dict[str, Any]) -> State:
    extra: dict[str, Any] = {key: value for key, value in document.items() if key not in (*KNOWN, *FIELDS)}
    fields = _fields(form, document, extra)
    texts = {}
    sections = _table(document, "sections", {section.id for section in form.sections})
    for section in form.sections:
        try:
            texts[section.id] = text_model.from_json(sections.get(section.id, []))
        except ValueError:
            _fail(f"sections.{section.id}", "应是段落的列表")
    values, units = {}, {}
    for cell, value in _table(document, "cells", set(form.inputs)).items():
        read = _value(form, cell, value)
        if read is not None:
            values[cell] = read
    for cell, unit in _table(document, "units", set(form.inputs)).items():
        if unit not in form.cells[cell].kind.units:
            _fail(f"units.{cell}", f"不能是“{unit}”")
        units[cell] = unit
    return State(form, fields, texts, values, units, _notes(form, document, extra), extra)


def _table(document: dict[str, Any], key: str, known: set[str]) -> dict[str, Any]:
    table = document.get(key, {})
    if not isinstance(table, dict):
        _fail(key, "应是一个表")
    for name in table:
        if name not in known:
            _fail(f"{key}.{name}", "不是这种表样里的项")
    return table


def _fields(form: Form, document: dict[str, Any], extra: dict[str, Any]) -> dict[str, str | int]:
    fields: dict[str, str | int] = {}
    for group in GROUPS:
        if not isinstance(document.get(group, {}), dict):
            _fail(group, "应是一个表")
        names = {name.split(".")[1] for name in FIELDS if name.startswith(f"{group}.")}
        strange = {key: value for key, value in document.get(group, {}).items() if key not in names}
        if strange:
            extra[group] = strange
    for name, kind in FIELDS.items():
        group, _, key = name.rpartition(".")
        value = (document.get(group, {}) if group else document).get(key, kind())
        if not isinstance(value, kind) or isinstance(value, bool):
            _fail(name, "应是整数" if kind is int else "应是文字")
        fields[name] = value
    fields["title"] = fields["title"] or form.titles[0].id
    return fields


def _value(form: Form, cell: str, value: object) -> Value:
    """A figure outside the cell's kind is kept as text, so that the audit shows it; other types are refused."""
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        _fail(f"cells.{cell}", "应是数、文字或 null")
    kind = form.cells[cell].kind
    entry = read_number(number_text(value), kind)
    return entry.value


def _notes(form: Form, document: dict[str, Any], extra: dict[str, Any]) -> dict[str, CellNotes]:
    notes = {}
    for cell, data in _table(document, "notes", set(form.cells)).items():
        try:
            notes[cell] = notes_from_json(data)
            strange = {key: value for key, value in data.items() if key not in NOTE_KEYS}
        except (ValueError, AttributeError, TypeError):
            _fail(f"notes.{cell}", "不是备注的样子")
        if strange:
            extra.setdefault("notes", {})[cell] = strange
    return {cell: note for cell, note in notes.items() if not note.empty}


def _layout(document: Mapping[str, Any]) -> str:
    """JSON with a line for each entry of the first two levels, so that a text tool can compare versions."""
    lines = []
    for key, value in document.items():
        lines.append(f"  {_scalar(key)}: {_second(value)}")
    return "{\n" + ",\n".join(lines) + "\n}"


def _second(value: Any) -> str:
    if isinstance(value, dict) and value:
        body = ",\n".join(f"    {_scalar(key)}: {_third(item)}" for key, item in value.items())
        return "{\n" + body + "\n  }"
    return _scalar(value)


def _third(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"      {_scalar(item)}" for item in value) + "\n    ]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    return "".join(json_pieces(value))


def json_pieces(value: Any) -> Iterator[str]:
    """Any value as JSON on one line, decimals with all their digits."""
    if isinstance(value, Decimal):
        yield number_text(value)
    elif isinstance(value, dict):
        yield "{"
        for index, (key, item) in enumerate(value.items()):
            yield ", " if index else ""
            yield f"{json.dumps(key, ensure_ascii=False)}: "
            yield from json_pieces(item)
        yield "}"
    elif isinstance(value, (list, tuple)):
        yield "["
        for index, item in enumerate(value):
            yield ", " if index else ""
            yield from json_pieces(item)
        yield "]"
    else:
        yield json.dumps(value, ensure_ascii=False)
