"""Our own Word files read back, to see that they hold what the report says.

Read with zipfile and the standard library's XML reader alone: not with what wrote them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple
from xml.etree import ElementTree

from importers.word_flow import PARAGRAPH, Item, flow, grid_flow
from model.errors import ImportProblem
from model.form import Form
from model.naming import cell_name
from model.placeholders import GRID, PATTERN, SECTION, canonical, text_of
from model.printed import printed_blocks
from model.report import Report
from model.text import block_text
from ooxml.characters import fit
from ooxml.tables import TableCell, paragraph_text, table_cells

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_CHANGED = re.compile(r"word/(?:styles|settings)\.xml|docProps/core\.xml")
_MOST_TOLD = 10


class WrittenReport(NamedTuple):
    """What a Word file made with a default template holds. All of it is text as printed.

    cells: figures by cell id, blank as "". sections: their paragraphs by section id, headings left out.
    """

    title: tuple[str, ...]
    headings: tuple[str, ...]
    sections: Mapping[str, tuple[str, ...]]
    cells: Mapping[str, str]
    signature: tuple[str, ...]


def read_written_word(data: bytes, form: Form) -> WrittenReport:
    """Title, headings, text and figures of a file made with a default template.

    Tables are known by their labels in their places. Raises ImportProblem when the file can't be read.
    """
    parts = _parts(data)
    body = _parsed(parts, _DOCUMENT).find(f"{_WORD}body")
    styles = _style_names(_parsed(parts, _STYLES))
    by_heading = {section.heading: section.id for section in form.sections if section.heading}
    opening = next((section.id for section in form.sections if not section.heading), "")
    title: list[str] = []
    headings: list[str] = []
    signature: list[str] = []
    texts: dict[str, list[str]] = {section.id: [] for section in form.sections}
    cells: dict[str, str] = {}
    here = opening
    for element in () if body is None else body:
        if element.tag == f"{_WORD}tbl":
            cells |= _grid_cells(table_cells(element), form)
        elif element.tag == f"{_WORD}p" and (text := paragraph_text(element)):
            style = styles.get(_style(element), "")
            if style == "title":
                title += text.split("\n")
            elif style == "heading 1" and text in by_heading:
                headings.append(text)
                here = by_heading[text]
            elif style in ("署名", "成文日期"):
                signature.append(text)
            else:
                texts.setdefault(here, []).append(text)
    return WrittenReport(
        tuple(title), tuple(headings), {key: tuple(value) for key, value in texts.items()}, cells, tuple(signature)
    )


def differences(template: bytes, written: bytes, report: Report) -> tuple[str, ...]:
    """What a written file holds otherwise than its template and the report say, as Chinese sentences; none is well.

    Goes through the template and the written file side by side: what stood in the template must stand there still,
    and each placeholder's place must hold what the report has. Raises ImportProblem when a file can't be read.
    """
    after = _parts(written)
    found: list[str] = []
    for part, (raw, expected_flow) in _template_flows(template).items():
        if part not in after:
            found.append(f"文件里缺少“{part}”。")
        elif expected_flow is None:
            if after[part] != raw and not _CHANGED.fullmatch(part):
                found.append(f"模板的“{part}”被改动了。")
        else:
            expected = list(_expected(expected_flow, report))
            found += _compared(expected, flow(_parsed(after, part)), report.form)
    return tuple(found[:_MOST_TOLD])


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise ImportProblem("写好的 Word 文件读不出来。", "请重新导出。") from error


def _parsed(parts: Mapping[str, bytes], name: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(parts[name])
    except (KeyError, ElementTree.ParseError) as error:
        raise ImportProblem(f"写好的 Word 文件的“{name}”部分读不出来。", "请重新导出。") from error


def _style_names(styles: ElementTree.Element) -> dict[str, str]:
    names = {}
    for style in styles.iter(f"{_WORD}style"):
        name = style.find(f"{_WORD}name")
        if name is not None:
            names[style.get(f"{_WORD}styleId", "")] = name.get(f"{_WORD}val", "").lower()
    return names


def _style(paragraph: ElementTree.Element) -> str:
    found = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    return "" if found is None else found.get(f"{_WORD}val", "")


def _grid_cells(cells: Sequence[TableCell], form: Form) -> dict[str, str]:
    """The figures of the grid whose labels stand in this table, all in their places; none when no grid's do."""
    texts = {(cell.row, cell.column): "".join(cell.text.split()) for cell in cells}
    for grid in form.grids:
        printed = [cell for block in printed_blocks(grid) for cell in block.cells]
        if all(cell.cell or texts.get((cell.row, cell.column)) == "".join(cell.text.split()) for cell in printed):
            return {cell.cell: texts.get((cell.row, cell.column), "") for cell in printed if cell.cell}
    return {}


@lru_cache(maxsize=8)
def _template_flows(template: bytes) -> Mapping[str, tuple[bytes, tuple[Item, ...] | None]]:
    """For each part of a template its bytes, and its flow where it holds placeholders."""
    parts = _parts(template)
    flows: dict[str, tuple[bytes, tuple[Item, ...] | None]] = {}
    for name, content in parts.items():
        items = None
        if name.startswith("word/") and name.endswith(".xml") and (b"{" in content or "｛".encode() in content):
            found = [_named(item) for item in flow(_parsed(parts, name))]
            items = tuple(found) if any(item.name or PATTERN.search(item.text) for item in found) else None
        flows[name] = (content, items)
    return flows


def _named(item: Item) -> Item:
    """A paragraph that is one placeholder alone, with that placeholder's name."""
    match = PATTERN.fullmatch(item.text.strip()) if "{" in item.text or "｛" in item.text else None
    return item if match is None else item._replace(name=canonical(match[1]))


def _expected(template: Iterable[Item], report: Report) -> Iterator[Item]:
    """The template's flow with the report in the places of the placeholders."""
    for item in template:
        name = item.name
        if name.startswith(SECTION):
            for block in report.text(name.removeprefix(SECTION)):
                yield Item(PARAGRAPH, block_text(block))
        elif name.startswith(GRID):
            yield from _filled(grid_flow(report.form.grid(name.removeprefix(GRID))), report)
        elif name in report.form.cells:
            yield Item(PARAGRAPH, text_of(report, name), name)
        elif name or (item.text and PATTERN.search(item.text)):
            yield Item(PARAGRAPH, _replaced(item.text, report), name)
        else:
            yield item


def _replaced(text: str, report: Report) -> str:
    return PATTERN.sub(lambda match: text_of(report, canonical(match[1])), text)


def _filled(items: Iterable[Item], report: Report) -> Iterator[Item]:
    for item in items:
        yield item._replace(text=text_of(report, item.name)) if item.name else item


def _compared(expected: Iterable[Item], found: Iterable[Item], form: Form) -> Iterator[str]:
    """Blank paragraphs of a report are left out on both sides: a written file need not have a line for them."""
    wanted = [item for item in expected if item.kind != PARAGRAPH or item.text.strip()]
    for want, have in zip_longest(wanted, found):
        if want is None or have is None or want.kind != have.kind:
            yield f"从“{_shown(want)}”起，文件里是“{_shown(have)}”。"
            return
        if want.kind == PARAGRAPH and want.text != have.text and _bare(want.text) != _bare(have.text):
            yield f"{_place(want, form)}应为“{_shown(want)}”，文件里是“{_shown(have)}”。"


def _bare(text: str) -> str:
    """Line breaks are a matter of layout; everything else counts."""
    return fit(text).replace("\r", "").replace("\n", "")


def _shown(item: Item | None) -> str:
    if item is None:
        return "（没有了）"
    return item.text if len(item.text) <= 40 else f"{item.text[:40]}…" if item.kind == PARAGRAPH else "表格"


def _place(item: Item, form: Form) -> str:
    return cell_name(form, item.name) if item.name in form.cells else ""
