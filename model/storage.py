"""The report's own file, *.nianbao: one UTF-8 JSON document. See docs/file-format.md.

Version 1: format, version, edition, year, unit, unit_kind, title, deadline, contact, signature,
sections, cells, units, notes. Version 2: explanations, last_year, versions, live figures in sections, pictures.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any, NoReturn

from model import text as text_model
from model.errors import IMPORT_INSTEAD, FileFormatError
from model.form import Form
from model.json_text import Refused, encoded, entries, read_json
from model.naming import FIELD_NAMES, cell_name
from model.notes import CellNotes, notes_from_json, notes_to_json
from model.number_text import LARGEST, Value, number_text, read_number
from model.pictures import Picture, pictures_entry, pictures_from_json, pictures_to_json
from model.report import Report
from model.state import FIELDS, State
from model.storage_parts import INNER_PARTS, explanations_from_json, parts_to_json
from model.text import Text
from model.upgrades import upgraded

__all__ = ["FORMAT", "SUFFIX", "VERSION", "dump", "dump_state", "load", "to_json"]

FORMAT = "nianbao"
VERSION = 2
SUFFIX = ".nianbao"
GROUPS = ("contact", "signature", "document", "publication", "source")
OPTIONAL_GROUPS = ("document", "publication", "source")
"""Those that are written only when something stands in them: most reports have no red head."""

GROUP_NAMES = {
    "contact": "联系方式",
    "signature": "署名",
    "document": "红头",
    "publication": "发布",
    "source": "原件",
    "sections": "文字",
    "cells": "表格里的数",
    "units": "单位",
    "notes": "备注",
    "explanations": "情况说明",
    "last_year": "上年报告",
    "versions": "版本",
    "members": "下级报告",
    "pictures": "图片",
}
TOP_FIELDS = ("year", "unit", "unit_kind", "title", "deadline")
PARTS = ("sections", "cells", "units", "notes", "explanations", "last_year", "versions", "members", "pictures")
KNOWN = ("format", "version", "check_code", "edition", *TOP_FIELDS, *GROUPS, *PARTS)

_DAMAGED = "请换一份完好的文件，或请发来文件的人重新发送。"
_OURS = "请选择 .nianbao 文件。"
_NEWER = "请安装新版程序后再打开，原文件没有改动。"
_MEND = "如果文件是手工改过的，请改回来；否则请换一份完好的文件。"


def dump(report: Report) -> bytes:
    """The report as the bytes of its file; the same report gives the same bytes."""
    return dump_state(report.state())


def dump_state(state: State) -> bytes:
    """A state as the bytes of a report's file; works in a thread, on a copy that nobody changes."""
    pictures: dict[str, Picture] = {}
    data = _whole(state, pictures)
    parts = [b"{\n"]
    for key, value in data.items():
        # Pictures go in as bytes: as text of the document they would be copied often while nobody else could work.
        entry = pictures_entry(pictures, value) if key == "pictures" else [encoded(next(entries({key: value})))]
        parts += [*entry, b",\n"]
    return b"".join((*parts[:-1], b"\n}\n"))


def to_json(report: Report) -> dict[str, Any]:
    """The report as the object that its file holds, keys in the order of the file."""
    return state_to_json(report.state())


def state_to_json(state: State) -> dict[str, Any]:
    """A state as the object that a file of it holds, keys in the order of the file; each picture stands in it once."""
    pictures: dict[str, Picture] = {}
    data = _whole(state, pictures)
    if "pictures" in data:
        data["pictures"] = pictures_to_json(pictures) | data["pictures"]
    return data


def _whole(state: State, pictures: dict[str, Picture]) -> dict[str, Any]:
    """All of a state but its pictures, which are added to these; under `pictures` only what can't be read of them."""
    from model.check_code import code_of

    # For other readers; this program works it out anew and never believes what a file says.
    head = {"format": FORMAT, "version": VERSION, "check_code": code_of(state)}
    data = head | _state_to_json(state, pictures)
    unread = {name: item for name, item in state.extra.get("pictures", {}).items() if name not in pictures}
    if pictures or unread:
        data["pictures"] = unread
    return data


def _state_to_json(state: State, pictures: dict[str, Picture]) -> dict[str, Any]:
    """A state without its pictures, which are added to those that there are."""
    form = state.form
    data: dict[str, Any] = {"format": FORMAT, "version": VERSION, "edition": form.edition}
    data.update({name: state.fields[name] for name in TOP_FIELDS})
    for group in GROUPS:
        known = {name: state.fields[f"{group}.{name}"] for name in _names_in(group)}
        found = known | state.extra.get(group, {})
        if group not in OPTIONAL_GROUPS or any(found.values()):
            data[group] = found
    data["sections"] = {section.id: text_model.to_json(state.texts[section.id], pictures) for section in form.sections}
    data["cells"] = {cell: state.values.get(cell) for cell in form.inputs}
    data["units"] = {cell: state.units[cell] for cell in form.inputs if cell in state.units}
    data["notes"] = _notes_to_json(form, state)
    data.update(parts_to_json(state, lambda inner: _state_to_json(inner, pictures)))
    data.update({key: value for key, value in state.extra.items() if key not in KNOWN})
    return data


class _Misfit(FileFormatError):
    """Something in the file is not what it should be. keys: the way to it through the file's objects."""

    def __init__(self, keys: tuple[str, ...], summary: str) -> None:
        super().__init__(summary, _MEND)
        self.keys = keys


def load(data: bytes, form_of: Callable[[str], Form | None]) -> Report:
    """The report that the bytes hold; form_of gives the form of an edition, None when there is none.

    Raises FileFormatError that says what is wrong with the file and where.
    """
    document = _parse(data)
    try:
        return _report(document, form_of)
    except _Misfit as error:
        line = _line_of(_decode(data), error.keys)
        raise FileFormatError(f"文件第 {line} 行：{error.summary}", error.advice) from error


def _report(document: dict[str, Any], form_of: Callable[[str], Form | None]) -> Report:
    return Report(_state(document, form_of, {}))


def _form(document: dict[str, Any], form_of: Callable[[str], Form | None]) -> Form:
    version = document.get("version", 0)
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        _fail(("version",), "版本", f"应是 1 到 {VERSION} 的整数")
    if version > VERSION:
        raise FileFormatError("这份报告是用更新的版本保存的，本程序读不了。", _NEWER)
    edition = document.get("edition")
    form = form_of(edition) if isinstance(edition, str) else None
    if form is None:
        raise FileFormatError(f"文件写的表样是“{_shown(edition)}”，本程序没有这种表样。", _NEWER)
    return form


def _parse(data: bytes) -> dict[str, Any]:
    if not data.strip(b"\0 \r\n\t"):
        raise FileFormatError("文件是空的，没有内容。", _DAMAGED)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        advice = f"{IMPORT_INSTEAD}{_OURS}"
        raise FileFormatError("这不是年报文件（看起来是 Word、Excel 或 PDF 文件）。", advice)
    text = _decode(data)
    try:
        document = read_json(text)
    except json.JSONDecodeError as error:
        _explain(text, error)
    except Refused as error:
        raise FileFormatError(f"文件{_place(text, error.written)}有读不了的内容：{error}。", _MEND) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise FileFormatError("这不是年报文件。", _OURS)
    return document


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
            raise FileFormatError("这不是年报文件（不是 UTF-8 文字）。", _OURS) from error
        # Bytes that a power cut left unwritten are zeros.
        if error.reason == "unexpected end of data" or data.endswith(b"\0"):
            raise FileFormatError("文件不完整，后面一部分丢失了。", _DAMAGED) from error
        line = data.count(b"\n", 0, error.start) + 1
        advice = "如果用记事本改过，请用“另存为”，编码选 UTF-8；否则请换一份完好的文件。"
        raise FileFormatError(f"文件第 {line} 行不是 UTF-8 文字。", advice) from error


def _explain(text: str, error: json.JSONDecodeError) -> NoReturn:
    whole = text.rstrip("\0 \r\n\t")
    if not whole.lstrip().startswith("{"):
        raise FileFormatError("这不是年报文件。", _OURS) from error
    cut = error.pos >= len(whole) or not whole.endswith("}")
    if cut:
        raise FileFormatError("文件不完整，后面一部分丢失了。", _DAMAGED) from error
    raise FileFormatError(f"文件第 {error.lineno} 行第 {error.colno} 个字符处有误。", _MEND) from error


def _fail(keys: tuple[str, ...], name: str, why: str) -> NoReturn:
    raise _Misfit(keys, f"“{_shown(name)}”{why}。")


def _line_of(text: str, keys: Iterable[str]) -> int:
    """The line on which the last of these keys stands, each looked for behind the one before."""
    at = 0
    for key in keys:
        at = max(at, text.find(f'"{key}"', at))
    return text.count("\n", 0, at) + 1


def _place(text: str, written: str) -> str:
    """Where in the file this stands last, in words."""
    at = text.rfind(written) if written else -1
    return f"第 {text.count(chr(10), 0, at) + 1} 行" if at >= 0 else "里"


def _field_name(field: str) -> str:
    return FIELD_NAMES.get(field, field)


def _shown(value: object) -> str:
    """A value of the file in a message: short, and without what a message can't hold."""
    text = "".join(character if character.isprintable() else "�" for character in str(value))
    return text if len(text) <= 60 else f"{text[:60]}…"


def _state(
    document: dict[str, Any], form_of: Callable[[str], Form | None], outer_pictures: Mapping[str, Picture]
) -> State:
    """outer_pictures: those of the report inside which this one is kept."""
    form = _form(document, form_of)
    document = upgraded(document)
    extra: dict[str, Any] = {key: value for key, value in document.items() if key not in KNOWN}
    fields = _fields(form, document, extra)
    own, unread = pictures_from_json(_table(document, "pictures"))
    pictures = {**outer_pictures, **own}
    if unread:
        extra["pictures"] = unread

    def inner(data: dict[str, Any]) -> State:
        return _state(data, form_of, pictures)

    texts = _texts(form, document, pictures)
    entered = {cell: _value(form, cell, value) for cell, value in _cells(form, document, "cells", form.inputs).items()}
    values: dict[str, Value] = {cell: value for cell, value in entered.items() if value is not None}
    units = _units(form, document)
    notes = _notes(form, document, extra)
    explanations = _part(document, "explanations", explanations_from_json)
    state = State(form, fields, texts, values, units, notes, extra, explanations)
    return state._replace(**{key: _part(document, key, partial(read, inner)) for key, read in INNER_PARTS.items()})


def _part(document: dict[str, Any], key: str, read: Callable[[Any], Any]) -> Any:
    """One of the parts beside the figures; what is wrong inside it is told with its way through the file."""
    try:
        return read(document.get(key) or ())
    except ValueError:
        _fail((key,), GROUP_NAMES[key], "不是它应有的样子（见 docs/file-format.md）")
    except _Misfit as error:
        raise _Misfit((key, *error.keys), error.summary) from error


def _cells(form: Form, document: Mapping[str, Any], key: str, known: Iterable[str]) -> dict[str, Any]:
    table = _table(document, key)
    for name in sorted(table.keys() - set(known)):
        if name in form.cells:
            _fail((key, name), cell_name(form, name), "是程序算出的合计，不能填写")
        _fail((key, name), name, "不是这种表样里的项")
    return table


def _table(document: Mapping[str, Any], key: str) -> dict[str, Any]:
    table = document.get(key, {})
    if not isinstance(table, dict):
        _fail((key,), GROUP_NAMES[key], "应是一个表（花括号里的各项）")
    return table


def _names_in(group: str) -> tuple[str, ...]:
    return tuple(name.removeprefix(f"{group}.") for name in FIELDS if name.startswith(f"{group}."))


def _fields(form: Form, document: dict[str, Any], extra: dict[str, Any]) -> dict[str, str | int]:
    found = {name: document[name] for name in TOP_FIELDS if name in document}
    for group in GROUPS:
        table, names = _table(document, group), _names_in(group)
        found.update({f"{group}.{name}": table[name] for name in names if name in table})
        strange = {key: value for key, value in table.items() if key not in names}
        if strange:
            extra[group] = strange
    fields = {name: _field(name, kind, found.get(name, kind())) for name, kind in FIELDS.items()}
    fields["title"] = fields["title"] or form.titles[0].id
    return fields


def _field(name: str, kind: type, value: object) -> str | int:
    if kind is str and isinstance(value, str):
        return value
    if kind is int and isinstance(value, int) and not isinstance(value, bool):
        return value
    why = "应是整数，如 2024" if kind is int else "应是引号里的文字"
    _fail(tuple(name.split(".")), _field_name(name), why)


def _texts(form: Form, document: dict[str, Any], pictures: Mapping[str, Picture]) -> dict[str, Text]:
    sections = _table(document, "sections")
    for name in sorted(sections.keys() - {section.id for section in form.sections}):
        _fail(("sections", name), name, "不是这种表样里的部分")
    texts = {}
    for section in form.sections:
        try:
            texts[section.id] = text_model.from_json(_split(sections.get(section.id, [])), pictures)
        except ValueError:
            _fail(("sections", section.id), section.short, "应是段落的列表（方括号里每段一个引号）")
    return texts


def _split(items: object) -> object:
    """A hand editor may have put several paragraphs into one string; a block holds no line break."""
    if not isinstance(items, list) or not any(isinstance(item, str) and _breaks(item) for item in items):
        return items
    paragraphs: list[object] = []
    for item in items:
        paragraphs.extend(
            item.replace("\r\n", "\n").replace("\r", "\n").split("\n") if isinstance(item, str) else [item]
        )
    return paragraphs


def _breaks(text: str) -> bool:
    return "\n" in text or "\r" in text


def _value(form: Form, cell: str, value: object) -> Value:
    """A figure that the cell can't hold is kept as text, so that the audit shows it; other types are refused."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, str, type(None))):
        _fail(("cells", cell), cell_name(form, cell), "应是数，如 12，或引号里的文字")
    kind = form.cells[cell].kind
    if value is None or (type(value) is int and kind.whole and 0 <= value <= LARGEST):
        return value
    entry = read_number(number_text(value), kind)
    # "5万元" in one string names a unit as well; only the table of units may do that.
    return value if isinstance(value, str) and entry.unit else entry.value


def _units(form: Form, document: dict[str, Any]) -> dict[str, str]:
    units = {}
    for cell, unit in _cells(form, document, "units", form.inputs).items():
        allowed = form.cells[cell].kind.units
        if unit not in allowed:
            why = f"的单位应是{'、'.join(allowed)}" if allowed else "这一格不带单位"
            _fail(("units", cell), cell_name(form, cell), why)
        if unit != allowed[0]:
            units[cell] = unit
    return units


def _notes(form: Form, document: dict[str, Any], extra: dict[str, Any]) -> dict[str, CellNotes]:
    notes = {}
    for cell, data in _cells(form, document, "notes", form.cells).items():
        try:
            notes[cell] = notes_from_json(data)
        except (ValueError, AttributeError, TypeError):
            _fail(("notes", cell), cell_name(form, cell), "的备注不是备注的样子（stated、origin、doubt、word、sum）")
        strange = _unknown(data, CellNotes._fields)
        for part in ("origin", "doubt"):
            if isinstance(data.get(part), dict):
                inner = _unknown(data[part], type(getattr(notes[cell], part))._fields)
                strange.update({part: inner} if inner else {})
        if strange:
            extra.setdefault("notes", {})[cell] = strange
    return {cell: note for cell, note in notes.items() if not note.empty}


def _unknown(data: Mapping[str, Any], known: Iterable[str]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in tuple(known)}


def _notes_to_json(form: Form, state: State) -> dict[str, Any]:
    strange = state.extra.get("notes", {})
    found = {}
    for cell in form.cells:
        data: dict[str, Any] = notes_to_json(state.notes[cell]) if cell in state.notes else {}
        for key, value in strange.get(cell, {}).items():
            if key not in CellNotes._fields:
                data[key] = value
            elif key in data:
                data[key] = {**data[key], **value}
        if data:
            found[cell] = data
    return found
