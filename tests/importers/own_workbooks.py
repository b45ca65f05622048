"""Our own workbooks as they come back: filled in, re-saved by other programs, changed by hands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from exporters.collection_form import collection_form
from model.collection import SECTION, UNIT, Order, row_ids
from model.guidance import Guidance, load_guidance
from tests.builders import MADE_UP, form_of, layout_of
from tests.exporters.workbooks import opened, parts, with_parts
from workflows.forms import form_folder

SECTION_ROWS = ("proactive.normative_documents", "requests.received", "requests.carried_in", "requests.granted")


def guidance_of(edition: str) -> Guidance:
    return load_guidance(MADE_UP if edition == "made_up" else form_folder(edition), form_of(edition))


@cache
def blank_form(edition: str, *, unit: str = "示例县数据局", year: int = 2025, password: str = "") -> bytes:
    form = form_of(edition)
    order = Order(UNIT, form, unit, year, "", tuple(row.id for row in row_ids(form)))
    return collection_form(order, layout_of(edition), guidance_of(edition), password)


@cache
def section_form(rows: tuple[str, ...] = SECTION_ROWS, *, unit: str = "示例县数据局", year: int = 2025) -> bytes:
    order = Order(SECTION, form_of("2021"), unit, year, "办公室", rows)
    return collection_form(order, layout_of("2021"), guidance_of("2021"))


def filled(data: bytes, figures: Mapping[str, object]) -> bytes:
    """The workbook with these cells typed into, by name: in its XML, as a program does that works nothing out.

    A value is a figure, text, or for a formula (formula, result).
    """
    changed = parts(data)
    workbook = changed["xl/workbook.xml"].decode()
    sheets = re.findall(r'<sheet [^>]*name="([^"]*)"', workbook)
    places = dict(re.findall(r'<definedName name="([^"]+)">([^<]*)<', workbook))
    for name, value in figures.items():
        sheet, _, place = places[name].rpartition("!")
        part = f"xl/worksheets/sheet{sheets.index(sheet.strip(chr(39))) + 1}.xml"
        changed[part] = _typed(changed[part], place.replace("$", "").split(":")[0], value)
    return with_parts(data, changed)


def _typed(sheet: bytes, place: str, value: object) -> bytes:
    if isinstance(value, tuple):
        inner, kind = f"<f>{value[0]}</f>" + (f"<v>{value[1]}</v>" if value[1] != "" else ""), ""
    elif isinstance(value, str):
        inner, kind = f'<is><t xml:space="preserve">{value}</t></is>', ' t="inlineStr"'
    else:
        inner, kind = f"<v>{value}</v>", ""
    pattern = rf'<c r="{place}"((?: s="\d+")?)(?: t="\w+")?(?:/>|>.*?</c>)'
    found, count = re.subn(pattern.encode(), rf'<c r="{place}"\1{kind}>{inner}</c>'.encode(), sheet, count=1)
    assert count == 1, place
    return found


def with_sheet_renamed(data: bytes, old: str, new: str) -> bytes:
    """As programs rename a sheet: the sheet, the names and the formulas that refer to it."""
    changed = {}
    for name, content in parts(data).items():
        if name == "xl/workbook.xml" or name.startswith("xl/worksheets/sheet"):
            text = content.decode()
            text = text.replace(f'name="{old}"', f'name="{new}"').replace(f"'{old}'!", f"'{new}'!")
            changed[name] = text.encode()
    return with_parts(data, changed)


def with_rows_inserted(data: bytes, sheet: str, before: int, count: int) -> bytes:
    """As programs put rows in: everything below moves, names and formulas of the sheet follow."""
    book = opened(data)
    number = book.sheetnames.index(sheet) + 1
    part = f"xl/worksheets/sheet{number}.xml"

    def moved(reference: re.Match[str]) -> str:
        row = int(reference[2])
        return f"{reference[1]}{row + count if row >= before else row}"

    def moved_all(text: str) -> str:
        return re.sub(r"(\$?[A-Z]{1,3}\$?)([0-9]{1,7})(?![0-9(])", moved, text)

    xml = parts(data)[part].decode()
    xml = re.sub(r'(<row [^>]*?r=")(\d+)', moved, xml)
    attributes = r'(?<=[ "])(r|ref|sqref|topLeftCell|activeCell)="([A-Z$][^"]*)"'
    xml = re.sub(attributes, lambda m: f'{m[1]}="{moved_all(m[2])}"', xml)
    xml = re.sub(r"(?<=<f>)[^<]*(?=</f>)", lambda m: moved_all(m[0]), xml)
    workbook = parts(data)["xl/workbook.xml"].decode()
    quoted = re.escape(f"'{sheet}'!")
    workbook = re.sub(rf"({quoted})([^<,]*)", lambda m: m[1] + moved_all(m[2]), workbook)
    return with_parts(data, {part: xml.encode(), "xl/workbook.xml": workbook.encode()})


def with_rows_hidden(data: bytes, part: str) -> bytes:
    """Every row of a sheet hidden, its columns one wide."""
    xml = parts(data)[part].decode()
    xml = xml.replace("<row ", '<row hidden="1" ')
    xml = re.sub(r'<col ([^>]*?)width="[^"]*"', r'<col \1width="1"', xml)
    return with_parts(data, {part: xml.encode()})


def as_wps_saves(data: bytes) -> bytes:
    """Habits of WPS: a used area of A1:A1, places without rows' spans, names of its own, no cell for covered places."""
    changed = {}
    for name, content in parts(data).items():
        if name.startswith("xl/worksheets/sheet"):
            text = re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1:A1"', content.decode())
            text = re.sub(r'<c r="[A-Z]+\d+"(?: s="\d+")?/>', "", text)
            changed[name] = text.encode()
        if name == "xl/workbook.xml":
            extra = '<definedName name="_xlnm._FilterDatabase" localSheetId="1" hidden="1">#REF!</definedName></definedNames>'
            changed[name] = content.decode().replace("</definedNames>", extra).encode()
    return with_parts(data, changed)


def without_names(data: bytes) -> bytes:
    """All defined names lost, as some converters leave a workbook."""
    text = parts(data)["xl/workbook.xml"].decode()
    return with_parts(data, {"xl/workbook.xml": re.sub(r"<definedNames>.*</definedNames>", "", text).encode()})


def with_names_moved(data: bytes, places: Mapping[str, str]) -> bytes:
    """As cutting and pasting leaves it: names refer to other places ("" for #REF!); what stands there stays."""
    text = parts(data)["xl/workbook.xml"].decode()
    for name, place in places.items():
        pattern = rf'(<definedName name="{re.escape(name)}"[^>]*>)([^<]*!)?([^<]*)<'
        text, count = re.subn(pattern, lambda m, at=place: f"{m[1]}{m[2] + at if at else '#REF!'}<", text)
        assert count == 1, name
    return with_parts(data, {"xl/workbook.xml": text.encode()})


def with_names_elsewhere(data: bytes, sheet: str) -> bytes:
    """A sheet renamed by a program that leaves the names as they were."""
    text = parts(data)["xl/workbook.xml"].decode()
    found = re.sub(rf'(<sheet [^>]*name="){sheet}"', r'\1改了名"', text)
    assert found != text
    return with_parts(data, {"xl/workbook.xml": found.encode()})


def without_sheet(data: bytes, name: str) -> bytes:
    """A sheet deleted with the names that refer to it."""
    text = parts(data)["xl/workbook.xml"].decode()
    text = re.sub(rf'<sheet [^>]*name="{name}"[^>]*/>', "", text)
    text = re.sub(rf"<definedName [^>]*>'?{name}'?![^<]*</definedName>", "", text)
    return with_parts(data, {"xl/workbook.xml": text.encode()})
