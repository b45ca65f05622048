"""A document made with a template without placeholders, read back by its labels: does each figure stand at its own?

Knows nothing of how the figures got there: the labels beside and above them are all that counts.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from model.errors import ImportProblem
from model.form import Form
from model.label_text import BLANKS, plain
from model.label_wordings import Wordings
from model.naming import cell_name
from model.placeholders import printed_date, printed_figure
from model.printed import printed_blocks
from model.report import Report
from model.sheet_source import sheet_table
from model.source import Place, SourceBlock, SourceParagraph, SourceTable
from model.template_outline import labelled_places
from model.template_words import TemplateWords
from model.text import block_text
from ooxml.characters import fit
from ooxml.word_blocks import word_blocks

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_KEPT = 4
_BODY = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}body"


def word_source(data: bytes) -> tuple[SourceBlock, ...]:
    """The blocks of a Word file's body. Raises ImportProblem when it can't be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = ElementTree.fromstring(archive.read("word/document.xml")).find(_BODY)
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError) as error:
        raise ImportProblem("写好的 Word 文件读不出来。", "请重新导出。") from error
    return () if body is None else tuple(block.block for block in word_blocks(body))


def excel_source(data: bytes) -> tuple[SourceBlock, ...]:
    """The shown sheets of a workbook, each as a table. Raises ImportProblem when it can't be read."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            shown = [item.name for item in book.sheets_metadata if item.visible == SheetVisibleEnum.Visible]
            return tuple(_sheet(book.get_sheet_by_name(name)) for name in shown)
    except CalamineError as error:
        raise ImportProblem("写好的工作簿读不出来。", "请重新导出。") from error


def _sheet(sheet: CalamineSheet) -> SourceTable:
    rows = sheet.to_python(skip_empty_area=False)
    texts = {
        (row, column): _text(value)
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if value != ""
    }
    merged = [((a + 1, b + 1), (c + 1, d + 1)) for (a, b), (c, d) in sheet.merged_cell_ranges or ()]
    return sheet_table(texts, merged)


def _text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def label_differences(
    blocks: Sequence[SourceBlock],
    report: Report,
    lacking: Collection[str],
    wordings: Wordings,
    words: TemplateWords,
    *,
    sheets: bool = False,
) -> Iterator[str]:
    """Figures of the report that do not stand where the document's labels say, as Chinese sentences.

    lacking: ids of the cells for which the template has no place. sheets: the blocks are sheets of a workbook.
    """
    pairs = [
        (bare, block)
        for bare, block in zip(_labels_alone(blocks, report), blocks, strict=True)
        if isinstance(bare, SourceTable) or bare.text.strip()
    ]
    places = _places(tuple(bare for bare, _ in pairs), report.form, wordings, words, sheets=sheets)
    texts = dict(_texts([block for _, block in pairs]))
    for cell in report.form.cells:
        if cell in lacking:
            continue
        if cell not in places:
            yield f"按标题找不到{cell_name(report.form, cell)}。"
        elif not _says(texts.get(places[cell], ""), report, cell):
            wanted = printed_figure(report, cell)
            yield f"{cell_name(report.form, cell)}应为“{wanted}”，那一格里是“{texts.get(places[cell], '')}”。"


_known: dict[tuple[str, bool, tuple[SourceBlock, ...]], dict[str, Place]] = {}
"""Where the figures are among the labels of the last templates: many reports are made with one."""


def _places(
    blocks: tuple[SourceBlock, ...], form: Form, wordings: Wordings, words: TemplateWords, *, sheets: bool
) -> Mapping[str, Place]:
    key = (form.edition, sheets, blocks)
    if key not in _known:
        found = labelled_places(form, blocks, wordings, words, sheets=sheets)
        while len(_known) >= _KEPT:
            _known.pop(next(iter(_known)), None)
        _known[key] = found
    return _known[key]


def _says(text: str, report: Report, cell: str) -> bool:
    """Whether the text is the cell's figure; a workbook has the unit and closing zeros in the number's format."""
    if _bare(text) == _bare(fit(printed_figure(report, cell))):
        return True
    value = report.value(cell)
    try:
        return isinstance(value, (int, Decimal)) and Decimal(text) == value
    except InvalidOperation:
        return False


def _labels_alone(blocks: Sequence[SourceBlock], report: Report) -> list[SourceBlock]:
    """The blocks without the report's own words, in which anything may stand that looks like a heading or a label."""
    paragraphs = {plain(fit(block_text(b))) for section in report.form.sections for b in report.text(section.id)}
    typed = {printed_figure(report, cell) for cell in report.form.inputs if isinstance(report.value(cell), str)}
    around = (*report.title_lines(), "".join(report.title_lines()), *map(str, report.fields.values()))
    dated = printed_date(str(report.fields["signature.date"]))
    own = paragraphs | {plain(fit(text)) for text in (*typed, *around, dated)}

    labels = {plain(cell.text) for grid in report.form.grids for part in printed_blocks(grid) for cell in part.cells}

    def without(text: str, known: Collection[str]) -> str:
        return "" if all(plain(line) in known or not line.strip() for line in text.split("\n")) else text

    def in_cell(text: str) -> str:
        return "" if text.isdecimal() else without(text, in_cells)

    in_cells = own - labels
    return [
        SourceTable(tuple(tuple(cell._replace(text=in_cell(cell.text)) for cell in row) for row in block.rows))
        if isinstance(block, SourceTable)
        else SourceParagraph(without(block.text, own))
        for block in blocks
    ]


def _texts(blocks: Sequence[SourceBlock]) -> Iterator[tuple[tuple[int, int, int], str]]:
    for number, block in enumerate(blocks):
        if isinstance(block, SourceTable):
            yield from (((number, cell.row, cell.column), cell.text) for row in block.rows for cell in row)


def _bare(text: str) -> str:
    return BLANKS.sub("", text)
