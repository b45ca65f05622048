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
from xml.parsers.expat import ExpatError

from importers.word_flow import MARKS, Item, check, flow, grid_flow
from model.errors import ImportProblem
from model.form import Form
from model.naming import cell_name
from model.placeholders import GRID, PATTERN, SECTION, canonical, printed_figure, text_of
from model.printed import printed_blocks
from model.report import Report
from model.text import block_text
from ooxml.characters import fit
from ooxml.tables import TableCell, paragraph_text, table_cells

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_CHANGED = re.compile(r"word/(?:styles|settings)\.xml|docProps/core\.xml")
_COMMON = re.compile(r"\{\{([a-z0-9_.:]+)\}\}")
"""A placeholder as it mostly is, with nothing in it to be taken as meant."""
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
    for part, (raw, expected) in _template_flows(template).items():
        if part not in after:
            found.append(f"文件里缺少“{part}”。")
        elif expected is not None:
            found += _compared(_expected(expected, report), _flow(after, part), report.form)
        elif after[part] != raw:
            if not _CHANGED.fullmatch(part):
                found.append(f"模板的“{part}”被改动了。")
            _check(after, part)
    return tuple(found[:_MOST_TOLD])


def forget_templates() -> None:
    """Let go of what is kept of the templates that written files were compared with."""
    _template_flows.cache_clear()


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
        raise _unreadable(name) from error


def _flow(parts: Mapping[str, bytes], name: str) -> list[str]:
    try:
        return flow(parts[name])
    except (ExpatError, ElementTree.ParseError) as error:
        raise _unreadable(name) from error


def _check(parts: Mapping[str, bytes], name: str) -> None:
    try:
        check(parts[name])
    except ExpatError as error:
        raise _unreadable(name) from error


def _unreadable(name: str) -> ImportProblem:
    return ImportProblem(f"写好的 Word 文件的“{name}”部分读不出来。", "请重新导出。")


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
            texts = _flow(parts, name)
            if any(("{" in text or "｛" in text) and PATTERN.search(text) for text in texts):
                items = tuple(map(_item, texts))
        flows[name] = (content, items)
    return flows


def _item(text: str) -> Item:
    """A text of a template; one that is a placeholder alone with that placeholder's name."""
    if text in MARKS:
        return MARKS[text]
    if not ("{" in text or "｛" in text):
        return Item(text)
    if match := _COMMON.fullmatch(text):
        return Item(text, match[1])
    match = PATTERN.fullmatch(text.strip())
    return Item(text) if match is None else Item(text, canonical(match[1]))


def _expected(template: Iterable[Item], report: Report) -> list[Item]:
    """The template's flow with the report in the places of the placeholders.

    Blank paragraphs are left out: a written file need not have a line for them, and its flow has none.
    """
    cells = report.form.cells
    found = []
    for item in template:
        text, name = item
        if name in cells:
            found.append(Item(printed_figure(report, name), name))
        elif name.startswith(SECTION):
            found += [Item(block_text(block)) for block in report.text(name.removeprefix(SECTION))]
        elif name.startswith(GRID):
            found += [_filled(other, report) for other in grid_flow(report.form.grid(name.removeprefix(GRID)))]
        elif "{" in text or "｛" in text:
            found.append(Item(PATTERN.sub(lambda match: text_of(report, canonical(match[1])), text), name))
        else:
            found.append(item)
    return [item for item in found if item.text and not fit(item.text).isspace()]


def _filled(item: Item, report: Report) -> Item:
    return Item(text_of(report, item.name), item.name) if item.name else item


def _compared(expected: Sequence[Item], found: Sequence[str], form: Form) -> Iterator[str]:
    if [item.text for item in expected] == found:
        return
    for want, have in zip_longest(expected, found):
        if want is None or have is None or ((want.text in MARKS or have in MARKS) and want.text != have):
            yield f"从“{_shown(want and want.text)}”起，文件里是“{_shown(have)}”。"
            return
        if want.text != have and _bare(want.text) != _bare(have):
            yield f"{_place(want, form)}应为“{_shown(want.text)}”，文件里是“{_shown(have)}”。"


def _bare(text: str) -> str:
    """Line breaks are a matter of layout; everything else counts."""
    return fit(text).replace("\r", "").replace("\n", "")


def _shown(text: str | None) -> str:
    if text is None:
        return "（没有了）"
    if text in MARKS:
        return "表格"
    return text if len(text) <= 40 else f"{text[:40]}…"


def _place(item: Item, form: Form) -> str:
    return cell_name(form, item.name) if item.name in form.cells else ""
