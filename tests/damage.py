"""Sound documents damaged by a seeded chance, and what a reading of them is worth beside the truth.

What is damaged: bytes flipped, zeroed, cut off, swapped; parts of packages dropped, emptied, swapped; nodes of XML and
tags of pages dropped, repeated, swapped, outside the grids and inside. No digit of a figure is ever changed into another
digit, none is taken out or put in: that would be another sound document.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from importers.result import READ, VARIANT
from model.number_text import Value
from model.report import Report
from ooxml.package import Package, make_package
from tests.damaged_bytes import Change, Way, blocks_swapped, cut, dropped, flipped, put_in, zeroed
from tests.importers.site_pages import YEAR
from tests.sound_documents import WITH_ANOTHER
from workflows.import_many import reading_json
from workflows.importing import import_data

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TABLES = re.compile(rb"<table\b.*?</table>|<w:tbl>.*?</w:tbl>", re.DOTALL)
_TEXTS = re.compile(rb">([^<]*)<")
_LONG_LINE = 60
"""Characters of a line of text that is certainly no label of a grid."""


class Good(NamedTuple):
    """A sound document. truth: what each cell of its report says; read: the cells that are read of the sound file.

    beside: years of which reports are hidden in it. When what hides them is damaged, one of them may be what is shown;
    told by its year, its figures are right.
    """

    name: str
    suffix: str
    data: bytes
    truth: Mapping[str, Value]
    read: frozenset[str]
    beside: frozenset[int] = frozenset()


class Mutant(NamedTuple):
    """A damaged document. outside: whether the damage surely lies outside the grids."""

    good: Good
    what: str
    data: bytes
    outside: bool


class Worth(NamedTuple):
    """What a reading is worth: how many cells were read of those of the sound file, and which of them are wrong."""

    read: int
    of: int
    wrong: tuple[str, ...]


def sound(name: str, suffix: str, data: bytes, report: Report | None = None) -> Good:
    """A document that is read as it is. report: what it was made from, where that is known."""
    told = reported(reading_json(Path(name), "", import_data(data, f"{name}{suffix}")))
    truth = told if report is None else {cell: report.value(cell) for cell in report.form.cells}
    beside = frozenset((YEAR - 1,)) if name.endswith(WITH_ANOTHER) else frozenset[int]()
    return Good(name, suffix, data, truth, frozenset(cell for cell in told if truth.get(cell) is not None), beside)


def reported(reading: Mapping[str, Any]) -> dict[str, Value]:
    """The figures that are told as read. reading: what `import --json` prints of a source."""
    return {cell: found["value"] for cell, found in reading["cells"].items() if found["how"] in (READ, VARIANT)}


def worth(good: Good, reading: Mapping[str, Any]) -> Worth:
    """What this reading of a damaged document is worth."""
    told = {} if reading["year"] in good.beside else reported(reading)
    wrong = tuple(cell for cell, value in told.items() if value is not None and value != good.truth.get(cell))
    return Worth(len((good.read & told.keys()) - set(wrong)), len(good.read), wrong)


def mutants(good: Good, count: int, seed: int) -> Iterator[Mutant]:
    """So many damaged documents; the same seed gives the same ones."""
    chance = random.Random(f"{seed} {good.name}")
    ways = list(_ways(good))
    made = 0
    while made < count:
        what, way, outside = ways[made % len(ways)]
        data = way(good.data, chance)
        made += 1
        if data is not None and data != good.data:
            yield Mutant(good, what, data, outside)


def _ways(good: Good) -> Iterator[tuple[str, Way, bool]]:
    packed = good.data.startswith(b"PK")
    if packed or good.data.startswith((b"%PDF", b"\xd0\xcf")):
        yield "bytes flipped", lambda data, chance: flipped(data, chance, range(len(data))), False
        yield "block zeroed", zeroed, False
        yield "blocks swapped", blocks_swapped, False
    yield "cut", cut, False
    if packed:
        yield from _package_ways(good)
    elif good.data.startswith(b"%PDF"):
        yield from _pdf_ways()
    elif b"<table" in good.data:
        yield from _page_ways()
    elif not good.data.startswith(b"\xd0\xcf"):
        yield from _text_ways()


def _package_ways(good: Good) -> Iterator[tuple[str, Way, bool]]:
    for what, change in (
        ("part dropped", lambda content, _: None),
        ("part emptied", lambda content, _: b""),
        ("part cut", cut),
        ("part flipped", lambda content, chance: flipped(content, chance, range(len(content)))),
    ):
        yield what, _in_other_part(change), True
    yield "other part's packed bytes flipped", _packed_flipped, True
    yield "parts swapped", _parts_swapped, True
    inside: list[tuple[str, Callable[[Any, random.Random], bool]]] = [
        ("nodes dropped", _drop), ("attributes dropped", _drop_attribute), ("nodes repeated", _repeat),
    ]  # fmt: skip
    for what, change in inside:
        yield f"{what} in grids", _in_grid_part(change, True), False
    if good.suffix == ".docx":
        for what, change in (*inside, ("nodes swapped", _swap)):
            yield f"{what} outside", _in_grid_part(change, False), True
        yield "markup flipped outside", _in_grid_bytes(False), True
        yield "markup cut behind the grids", _cut_behind, True
    yield "markup flipped in grids", _in_grid_bytes(True), False
    yield "text flipped in grids", _in_grid_bytes(True, texts=True), False


def _pdf_ways() -> Iterator[tuple[str, Way, bool]]:
    yield "objects dropped", lambda data, chance: _without(data, chance, _objects(data)), False
    yield "objects swapped", _objects_swapped, False
    yield "outline flipped", lambda data, chance: _flipped_in(data, chance, re.finditer(rb"/Title[^>]*", data)), True
    yield "end flipped", lambda data, chance: flipped(data, chance, range(data.rfind(b"xref"), len(data))), True
    yield "end cut", lambda data, chance: data[: data.rfind(b"trailer") + chance.randrange(8)], True


def _page_ways() -> Iterator[tuple[str, Way, bool]]:
    yield "block zeroed", zeroed, False
    for what, change in (("bytes dropped", dropped), ("bytes put in", put_in)):
        yield f"{what} in grids", _at_positions(change, True), False
        yield f"{what} outside", _at_positions(change, False), True
    yield "tags dropped in grids", lambda data, chance: _without(data, chance, _tags(data, True)), False
    yield "tags dropped outside", lambda data, chance: _without(data, chance, _tags(data, False)), True
    yield "spans dropped", _spans_dropped, False
    yield "bytes flipped in grids", _at_positions(flipped, True), False
    yield "bytes flipped outside", _at_positions(flipped, False), True
    yield "cut behind the grids", _cut_behind_tables, True


def _text_ways() -> Iterator[tuple[str, Way, bool]]:
    yield "block zeroed", zeroed, False
    for what, change in (("flipped", flipped), ("dropped", dropped), ("put in", put_in)):
        yield f"bytes {what}", _anywhere(change), False
        yield f"text {what}", _in_long_lines(change), True
    yield "lines dropped", lambda data, chance: _lines_changed(data, chance, lambda line: b""), False
    yield "lines repeated", lambda data, chance: _lines_changed(data, chance, lambda line: line * 2), False
    yield "lines joined", lambda data, chance: _lines_changed(data, chance, lambda line: line.rstrip(b"\r\n")), False
    yield "text dropped", _text_dropped, True


# --- packages


def _parts(data: bytes) -> dict[str, bytes]:
    package = Package(data)
    return {name: package.read(name) for name in package.names}


def _grid_parts(parts: Mapping[str, bytes]) -> list[str]:
    """The parts that hold the grids: of a workbook all sheets and the texts that they share."""
    if "word/document.xml" in parts:
        return ["word/document.xml"]
    return [name for name in parts if name.startswith("xl/worksheets/sheet") or name == "xl/sharedStrings.xml"]


def _in_other_part(change: Callable[[bytes, random.Random], bytes | None]) -> Way:
    def way(data: bytes, chance: random.Random) -> bytes:
        parts = _parts(data)
        grids = _grid_parts(parts)
        name = chance.choice([name for name in parts if name not in grids and parts[name]])
        content = change(parts[name], chance)
        return make_package({key: value for key, value in {**parts, name: content}.items() if value is not None})

    return way


def _parts_swapped(data: bytes, chance: random.Random) -> bytes:
    parts = _parts(data)
    grids = _grid_parts(parts)
    one, other = chance.sample([name for name in parts if name not in grids], 2)
    return make_package({**parts, one: parts[other], other: parts[one]})


def _packed_flipped(data: bytes, chance: random.Random) -> bytes:
    grids = _grid_parts(_parts(data))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [entry for entry in archive.infolist() if entry.filename not in grids and entry.compress_size > 8]
    entry = chance.choice(entries)
    start = entry.header_offset + 30 + len(entry.filename.encode())
    return flipped(data, chance, range(start, start + entry.compress_size)) or data


def _in_grid_part(change: Callable[[Any, random.Random], bool], inside: bool) -> Way:
    def way(data: bytes, chance: random.Random) -> bytes | None:
        parts = _parts(data)
        name = chance.choice([name for name in _grid_parts(parts) if parts[name]])
        root = etree.fromstring(parts[name])
        nodes = [node for node in root.iter() if isinstance(node.tag, str) and _may_go(node, inside)]
        done = [change(chance.choice(nodes), chance) for _ in range(chance.randint(1, 3) if nodes else 0)]
        if not any(done):
            return None
        return make_package({**parts, name: etree.tostring(root, xml_declaration=True, encoding="UTF-8")})

    return way


def _may_go(node: Any, inside: bool) -> bool:
    """Whether the node lies where it is wanted, and no figure goes with it in pieces."""
    if node.getparent() is None or node.tag in (f"{_WORD}body", f"{_SHEET}sheetData"):
        return False
    if node.tag.startswith(_SHEET):
        return inside
    in_table = any(True for _ in node.iterancestors(f"{_WORD}tbl"))
    holds_table = node.tag == f"{_WORD}tbl" or any(True for _ in node.iter(f"{_WORD}tbl"))
    return in_table if inside else not in_table and not holds_table


def _drop(node: Any, _: random.Random) -> bool:
    parent = node.getparent()
    if parent is None:
        return False
    parent.remove(node)
    return True


def _drop_attribute(node: Any, chance: random.Random) -> bool:
    if not node.attrib:
        return False
    del node.attrib[chance.choice(sorted(node.attrib))]
    return True


def _repeat(node: Any, _: random.Random) -> bool:
    # A figure's text twice is another figure.
    if node.getparent() is None or node.tag in (f"{_WORD}t", f"{_WORD}r", f"{_SHEET}v", f"{_SHEET}t", f"{_SHEET}si"):
        return False
    node.addnext(etree.fromstring(etree.tostring(node, with_tail=False)))
    return True


def _swap(node: Any, _: random.Random) -> bool:
    following = node.getnext()
    if following is None or following.tag == f"{_WORD}tbl" or not isinstance(following.tag, str):
        return False
    following.addnext(node)
    return True


def _in_grid_bytes(inside: bool, *, texts: bool = False) -> Way:
    """Bytes of markup flipped, those of the cells' text only with `texts`; its digits stay."""

    def way(data: bytes, chance: random.Random) -> bytes | None:
        parts = _parts(data)
        name = chance.choice([name for name in _grid_parts(parts) if len(parts[name]) > 1000])
        content = parts[name]
        places = _positions(content, inside) if name.startswith("word") else range(100, len(content))
        within = {at for match in _TEXTS.finditer(content) for at in range(match.start(1), match.end(1))}
        places = [at for at in places if (at in within) == texts] if inside else places
        changed = flipped(content, chance, places)
        return None if changed is None else make_package({**parts, name: changed})

    return way


def _cut_behind(data: bytes, chance: random.Random) -> bytes:
    parts = _parts(data)
    content = parts["word/document.xml"]
    at = chance.randrange(content.rfind(b"</w:tbl>") + len(b"</w:tbl>"), len(content))
    return make_package({**parts, "word/document.xml": content[:at]})


# --- pages, texts, PDF


def _positions(data: bytes, inside: bool) -> list[int]:
    grids = [match.span() for match in _TABLES.finditer(data)]
    if inside:
        return [at for start, stop in grids for at in range(start, stop)]
    places: list[int] = []
    before = 0
    for start, stop in (*grids, (len(data), len(data))):
        places.extend(range(before, start))
        before = stop
    return places


def _at_positions(change: Change, inside: bool) -> Way:
    return lambda data, chance: change(data, chance, _positions(data, inside))


def _anywhere(change: Change) -> Way:
    return lambda data, chance: change(data, chance, range(len(data)))


def _in_long_lines(change: Change) -> Way:
    return lambda data, chance: change(data, chance, _long_lines(data))


def _tags(data: bytes, inside: bool) -> list[re.Match[bytes]]:
    places = set(_positions(data, inside))
    return [match for match in re.finditer(rb"<[^>]*>", data) if match.start() in places]


def _without(data: bytes, chance: random.Random, found: Sequence[re.Match[bytes]]) -> bytes | None:
    if not found:
        return None
    gone = chance.sample(found, min(len(found), chance.randint(1, 3)))
    for match in sorted(gone, key=lambda match: -match.start()):
        before, after = data[: match.start()], data[match.end() :]
        # What stood apart must not become one number.
        if before[-1:].isdigit() and after[:1].isdigit():
            continue
        data = before + after
    return data


def _spans_dropped(data: bytes, chance: random.Random) -> bytes | None:
    return _without(data, chance, list(re.finditer(rb' (?:rowspan|colspan)="?\d+"?', data)))


def _flipped_in(data: bytes, chance: random.Random, found: Iterator[re.Match[bytes]]) -> bytes | None:
    return flipped(data, chance, [at for match in found for at in range(match.start() + 6, match.end())])


def _cut_behind_tables(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(data.rfind(b"</table>") + 8, len(data))]


def _objects(data: bytes) -> list[re.Match[bytes]]:
    return list(re.finditer(rb"\d+ 0 obj\b.*?endobj", data, re.DOTALL))


def _objects_swapped(data: bytes, chance: random.Random) -> bytes:
    bodies = list(re.finditer(rb"(?<= 0 obj)\b.*?(?=endobj)", data, re.DOTALL))
    one, other = sorted(chance.sample(bodies, 2), key=lambda match: match.start())
    between = data[one.end() : other.start()]
    return data[: one.start()] + other[0] + between + one[0] + data[other.end() :]


def _is_long(line: bytes) -> bool:
    return len(line) > 2 * _LONG_LINE and b"\t" not in line


def _long_lines(data: bytes) -> list[int]:
    places: list[int] = []
    at = 0
    for line in data.split(b"\n"):
        if _is_long(line):
            places.extend(range(at, at + len(line)))
        at += len(line) + 1
    return places


def _lines_changed(data: bytes, chance: random.Random, change: Callable[[bytes], bytes]) -> bytes:
    lines = data.splitlines(keepends=True)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(lines) - 1)
        new = change(lines[at])
        if not (new[-1:].isdigit() and lines[at + 1][:1].isdigit()):
            lines[at] = new
    return b"".join(lines)


def _text_dropped(data: bytes, chance: random.Random) -> bytes | None:
    lines = data.splitlines(keepends=True)
    long = [n for n, line in enumerate(lines) if _is_long(line)]
    if not long:
        return None
    del lines[chance.choice(long)]
    return b"".join(lines)
