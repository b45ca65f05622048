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

from importers.split_tables import joined_tables
from importers.word_flow import BEGINS, GOES_ON, SPANS, Item, Markups, check, flow, grid_flow, is_mark
from importers.written_conditions import decided, has_conditions
from importers.written_pictures import has_pictures, is_addition, picture_differences
from importers.written_properties import forget_properties, one_line, property_differences
from model.errors import ImportProblem
from model.form import Form
from model.naming import cell_name
from model.placeholder_text import filled_text
from model.placeholders import GRID, HEADING, PATTERN, SECTION, canonical, printed_figures, resolved, text_of
from model.printed import printed_blocks
from model.report import Report
from model.text import block_text, printed_picture
from ooxml.characters import fit
from ooxml.namespaces import APPLICATION_PROPERTIES, CORE_PROPERTIES
from ooxml.tables import TableCell, paragraph_text, table_cells

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_COMMON = re.compile(r"\{\{([a-z0-9_.:]+)\}\}")
"""A placeholder as it mostly is, with nothing in it to be taken as meant."""
_FILLED = re.compile(r"word/(?!comments|styles|settings|fontTable|webSettings|numbering)[^/]+\.xml")
"""Parts in which placeholders are filled; in others, as an office's own comments, they stay as they are."""
_MOST_TOLD = 10


class WrittenReport(NamedTuple):
    """What a Word file made with a default template holds. All of it is text as printed.

    cells: figures by cell id, blank as "". sections: their paragraphs by section id, headings left out.
    red_head: 发文机关标志 and 发文字号 where they are printed.
    """

    title: tuple[str, ...]
    headings: tuple[str, ...]
    sections: Mapping[str, tuple[str, ...]]
    cells: Mapping[str, str]
    signature: tuple[str, ...]
    red_head: tuple[str, ...] = ()


def read_written_word(data: bytes, form: Form, *, blanks: bool = False) -> WrittenReport:
    """Title, headings, text and figures of a file made with a default template.

    Tables are known by their labels in their places; two with the same headings, of which the second goes on with the
    first, are read as one. blanks: blank paragraphs are read as well. Raises ImportProblem when the file can't be read.
    """
    parts = _parts(data)
    body = _parsed(parts, _DOCUMENT).find(f"{_WORD}body")
    styles = _style_names(_parsed(parts, _STYLES))
    by_heading = {section.heading: section.id for section in form.sections if section.heading}
    opening = next((section.id for section in form.sections if not section.heading), "")
    title: list[str] = []
    headings: list[str] = []
    signature: list[str] = []
    red_head: list[str] = []
    texts: dict[str, list[str]] = {section.id: [] for section in form.sections}
    here = opening
    tables: list[tuple[TableCell, ...]] = []
    for element in () if body is None else body:
        if element.tag == f"{_WORD}tbl":
            tables.append(table_cells(element))
        elif element.tag == f"{_WORD}p" and ((text := paragraph_text(element)) or blanks):
            style = styles.get(_style(element), "")
            if style == "title":
                title += text.split("\n")
            elif style == "heading 1" and text in by_heading:
                headings.append(text)
                here = by_heading[text]
            elif style in ("署名", "成文日期"):
                signature.append(text)
            elif style in ("发文机关标志", "发文字号"):
                red_head.append(text)
            else:
                texts.setdefault(here, []).append(text)
    cells = {name: text for table in joined_tables(tables) for name, text in _grid_cells(table, form).items()}
    sections = {key: tuple(value) for key, value in texts.items()}
    return WrittenReport(tuple(title), tuple(headings), sections, cells, tuple(signature), tuple(red_head))


def differences(template: bytes, written: bytes, report: Report) -> tuple[str, ...]:
    """What a written file holds otherwise than its template and the report say, as Chinese sentences; none is well.

    Goes through the template and the written file side by side: what stood in the template must stand there still,
    and each placeholder's place must hold what the report has. Raises ImportProblem when a file can't be read.
    """
    after = _parts(written)
    found: list[str] = []
    pictures = has_pictures(report)
    for part, (raw, expected) in _template_flows(template).items():
        if part not in after:
            found.append(f"文件里缺少“{part}”。")
        elif expected is not None:
            expected = _for_report(expected, report)
            found += _compared(expected, _flow(after, part, expected.markups.copied()), report)
            if pictures:
                named = [resolved(report.form, name) for _, name in expected.slots if name]
                sections = [name.removeprefix(SECTION) for name in named if name.startswith(SECTION)]
                found += picture_differences(after, part, sections, report)
        elif after[part] != raw:
            if pictures and is_addition(part, raw, after[part]):
                continue
            if part in (CORE_PROPERTIES, APPLICATION_PROPERTIES):
                found += property_differences(raw, _checked(after, part), report)
                continue
            if part != _STYLES:
                found.append(f"模板的“{part}”被改动了。")
            _check(after, part)
    return tuple(found[:_MOST_TOLD])


def cells_left_out(template: bytes, report: Report) -> frozenset[str]:
    """The cells whose placeholders stand in a template within conditions that do not hold for the report."""
    named: set[str] = set()
    left: set[str] = set()
    for _, found in _template_flows(template).values():
        if found is not None:
            named |= _cells_in(found, report.form)
            left |= _cells_in(_for_report(found, report), report.form)
    return frozenset(named - left)


def parts_compared(template: bytes, report: Report) -> frozenset[str]:
    """By ids, the placeholders that a template prints for this report: what stands for each is compared by `differences`.

    A heading of the form that stands in the template as it is, is one, too.
    """
    headings = {section.heading: f"{HEADING}{section.id}" for section in report.form.sections if section.heading}
    named: set[str] = set()

    def noted(name: str) -> str:
        named.add(name)
        return ""

    for _, found in _template_flows(template).values():
        if found is not None:
            shown = _for_report(found, report)
            named.update(headings[text] for text in shown.texts if text in headings)
            for number, _ in shown.slots:
                filled_text(report, shown.texts[number], noted)
    return frozenset(named)


def _cells_in(found: _TemplateFlow, form: Form) -> set[str]:
    names = {resolved(form, name) for _, name in found.slots if name}
    grids = {name.removeprefix(GRID) for name in names if name.startswith(GRID)}
    return {cell.id for cell in form.cells.values() if cell.id in names or cell.grid in grids}


def forget_templates() -> None:
    """Let go of what is kept of the templates that written files were compared with."""
    _template_flows.cache_clear()
    check.cache_clear()
    forget_properties()


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


def _flow(parts: Mapping[str, bytes], name: str, markups: Markups) -> list[str]:
    try:
        return flow(parts[name], markups)
    except (ExpatError, ElementTree.ParseError) as error:
        raise _unreadable(name) from error


def _check(parts: Mapping[str, bytes], name: str) -> None:
    try:
        check(parts[name])
    except ExpatError as error:
        raise _unreadable(name) from error


def _checked(parts: Mapping[str, bytes], name: str) -> bytes:
    _check(parts, name)
    return parts[name]


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


class _TemplateFlow(NamedTuple):
    """The flow of a template's part. slots: where in it placeholders stand, with the name of one that stands alone.

    markups: its markup, most of which a written file repeats. decides: it holds conditions, so that the slots are
    another report's others.
    """

    texts: list[str]
    slots: tuple[tuple[int, str], ...]
    markups: Markups
    decides: bool


@lru_cache(maxsize=8)
def _template_flows(template: bytes) -> Mapping[str, tuple[bytes, _TemplateFlow | None]]:
    """For each part of a template its bytes, and its flow where it holds placeholders."""
    parts = _parts(template)
    flows: dict[str, tuple[bytes, _TemplateFlow | None]] = {}
    for name, content in parts.items():
        kept = None
        if _FILLED.fullmatch(name) and (b"{" in content or "｛".encode() in content):
            texts = _flow(parts, name, markups := Markups())
            slots = _slots(texts)
            if any(PATTERN.search(texts[number]) for number, _ in slots):
                decides = has_conditions([texts[number] for number, _ in slots])
                kept = _TemplateFlow(texts, slots, markups, decides)
        flows[name] = (content, kept)
    return flows


def _slots(texts: Sequence[str]) -> tuple[tuple[int, str], ...]:
    return tuple((number, _name(text)) for number, text in enumerate(texts) if "{" in text or "｛" in text)


def _name(text: str) -> str:
    """The placeholder that is the whole of a template's text, "" when there is more to it."""
    if match := _COMMON.fullmatch(text):
        return match[1]
    match = PATTERN.fullmatch(text.strip())
    return canonical(match[1]) if match else ""


def _for_report(template: _TemplateFlow, report: Report) -> _TemplateFlow:
    """The flow without what the report does not print."""
    if not template.decides:
        return template
    left = decided(template.texts, report)
    return template._replace(texts=left, slots=_slots(left), decides=False)


class _Expected(NamedTuple):
    """A flow as a written file should have it. names: the placeholders' names of its texts by their number."""

    texts: list[str]
    names: Mapping[int, str]


def _expected(template: _TemplateFlow, report: Report) -> _Expected:
    """The template's flow with the report in the places of the placeholders.

    Blank paragraphs are left out: a written file need not have a line for them, and its flow has none.
    """
    figures = printed_figures(report)
    texts: list[str] = []
    names: dict[int, str] = {}
    after = 0
    for number, name in template.slots:
        texts += template.texts[after:number]
        after = number + 1
        text = figures.get(name, "")
        if text.isdecimal():
            names[len(texts)] = name
            texts.append(text)
            continue
        here = ((text, name),) if name in figures else _filling(template.texts[number], name, report)
        for text, placeholder in here:
            if fit(text).strip():
                names[len(texts)] = placeholder
                texts.append(text)
    return _Expected(texts + template.texts[after:], names)


def _filling(text: str, name: str, report: Report) -> Iterable[tuple[str, str]]:
    """What stands in a written file for a template's text that holds placeholders but is no figure."""
    name = (name and resolved(report.form, name)) or name
    if name.startswith(SECTION):
        blocks = report.text(name.removeprefix(SECTION))
        return [Item(block_text(block)) for block in blocks if printed_picture(block) is None]
    if name.startswith(GRID):
        flow_of_grid = grid_flow(report.form.grid(name.removeprefix(GRID)))
        return [Item(text_of(report, item.name), item.name) if item.name else item for item in flow_of_grid]
    return (Item(filled_text(report, text, lambda found: text_of(report, found)), name),)


def _compared(template: _TemplateFlow, found: Sequence[str], report: Report) -> Iterator[str]:
    expected, names = _expected(template, report)
    if expected == found:
        return
    for number, (want, have) in enumerate(zip_longest(expected, found)):
        if want is None or have is None or ((is_mark(want) or is_mark(have)) and want != have):
            yield f"从“{_shown(want)}”起，文件里是“{_shown(have)}”。"
            return
        if want != have and _bare(want) != _bare(have):
            place = _place(names.get(number, ""), report.form)
            yield f"{place}应为“{_shown(want)}”，文件里是“{_shown(have)}”。"


def _bare(text: str) -> str:
    """Line breaks are a matter of layout; everything else counts."""
    return one_line(fit(text))


def _shown(text: str | None) -> str:
    if text is None:
        return "（没有了）"
    if is_mark(text):
        return "合并的格" if text.startswith((BEGINS, GOES_ON, SPANS)) else "表格"
    return text if len(text) <= 40 else f"{text[:40]}…"


def _place(name: str, form: Form) -> str:
    return cell_name(form, name) if name in form.cells else ""
