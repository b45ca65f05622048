"""Placeholders within the text of a workbook: in cells, headers and footers, text boxes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from functools import lru_cache

from exporters.excel_cells import Element, clear, s, set_string, string_element, text_nodes, write_text
from exporters.excel_text import CELL_CHARACTERS
from model.errors import ExportError
from model.placeholder_text import TextFilling
from model.placeholders import BRACKETS, PATTERN, SECTION, canonical, text_of
from model.report import Report
from ooxml.characters import fit

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DRAWING_PARAGRAPH = f"{_DRAWING}p"


@lru_cache(maxsize=1024)
def alone(text: str) -> str:
    """The canonical name of the placeholder that is all of the text, "" when there is more or none."""
    match = PATTERN.fullmatch(text.strip())
    return canonical(match[1]) if match else ""


def marked(text: str) -> bool:
    """Whether there is a placeholder in the text, or half of one."""
    return BRACKETS.search(text) is not None


class Inline:
    """Fills the texts of one sheet or drawing; where: its name for messages."""

    def __init__(self, report: Report, where: str = "", strings: Sequence[Element] = ()) -> None:
        self._report, self._where, self._strings = report, where, strings

    def filled(self, text: str, adapt: Callable[[str], str] = str) -> str:
        """The text with its placeholders, all known, replaced, each value adapted."""
        return self._filling(adapt).fill(text)

    def _filling(self, adapt: Callable[[str], str] = str) -> TextFilling:
        return TextFilling(self._report, lambda name: adapt(self._value(name)))

    def fill_cell(self, cell: Element, text: str, place: str) -> None:
        """Fill a text cell; one of several fonts keeps them unless a placeholder runs over two."""
        holder = string_element(cell, self._strings)
        if holder is None or len(text_nodes(holder)) < 2 or not self._fill_runs(cell, holder):
            self.put(cell, self.filled(text), place)

    def put(self, cell: Element, text: str, place: str) -> None:
        """Write text into a cell; raises ExportError when it is more than a cell holds."""
        if len(text) > CELL_CHARACTERS // 2 and len(fit(text).encode("utf-16-le")) > 2 * CELL_CHARACTERS:
            raise ExportError(
                f"模板{self._where}的 {place} 放不下：这段文字超过 {CELL_CHARACTERS} 个字符。",
                "请把这个占位符单独放在一张只有文字的工作表里，就会一段一行。",
            )
        write_text(cell, text)

    def _fill_runs(self, cell: Element, holder: Element) -> bool:
        copy = deepcopy(holder)
        nodes = text_nodes(copy)
        if any(marked(PATTERN.sub("", node.text or "")) for node in nodes):
            return False
        filling = self._filling()
        for node in nodes:
            set_string(node, filling.fill(node.text or ""))
        clear(cell)
        cell.set("t", "inlineStr")
        copy.tag = s("is")
        cell.append(copy)
        return True

    def fill_drawing(self, root: Element) -> None:
        """Fill the paragraphs of text boxes; one placeholder over several runs goes into the first of them."""
        for paragraph in root.iter(DRAWING_PARAGRAPH):
            nodes = list(paragraph.iter(f"{_DRAWING}t"))
            texts = [node.text or "" for node in nodes]
            if not marked("".join(texts)):
                continue
            if any(marked(PATTERN.sub("", text)) for text in texts):
                texts = ["".join(texts), *[""] * (len(texts) - 1)]
            filling = self._filling()
            for node, text in zip(nodes, texts, strict=True):
                node.text = fit(filling.fill(text))

    def _value(self, name: str) -> str:
        if name.startswith(SECTION):
            return self._report.plain(name.removeprefix(SECTION))
        return text_of(self._report, name)
