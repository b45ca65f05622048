"""From slots in a part's XML to pieces: tokens stand for the slots until the XML is cut."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from lxml import etree

from exporters.word_rows import FoldedRows
from exporters.word_slots import Pieces, Slot


class SlotTable:
    """The slots of one part: each has a token that stands for it in the XML until the XML is cut into pieces."""

    def __init__(self, content: bytes) -> None:
        """content: the part's bytes, in which no token may occur by itself."""
        self._mark = f"slot{zlib.crc32(content):08x}n"
        while self._mark.encode() in content:
            self._mark += "n"
        self._slots: list[Slot] = []

    def __len__(self) -> int:
        return len(self._slots)

    def token(self, slot: Slot) -> str:
        """A token to stand in text or in an attribute."""
        self._slots.append(slot)
        return f"{self._mark}{len(self._slots) - 1};"

    def slot(self, text: str) -> Slot | None:
        """The slot that the text stands for, None when it is no token."""
        number = text.removeprefix(self._mark).removesuffix(";")
        return self._slots[int(number)] if text.startswith(self._mark) and number.isdecimal() else None

    def element(self, slot: Slot) -> etree._Element:
        """A token to stand where an element stood."""
        self._slots.append(slot)
        return etree.ProcessingInstruction(f"{self._mark}{len(self._slots) - 1}")

    def element_xml(self, slot: Slot) -> str:
        """The token of an element in XML that is yet to be parsed."""
        self._slots.append(slot)
        return f"<?{self._mark}{len(self._slots) - 1}?>"

    def elements(self, root: etree._Element) -> Iterator[tuple[etree._Element, Slot]]:
        """The tokens that stand as elements below the root, with their slots."""
        for instruction in root.iter(etree.ProcessingInstruction):
            if slot := self.slot(instruction.target):
                yield instruction, slot

    def pieces(self, xml: str) -> Pieces:
        """The XML cut at its tokens."""
        first, *rest = xml.split(self._mark)
        cut: list[str | Slot] = [first]
        for piece in rest:
            before = cut[-1]
            is_element = isinstance(before, str) and before.endswith("<?")
            number, _, after = piece.partition("?>" if is_element else ";")
            if is_element:
                cut[-1] = before[:-2]  # type: ignore[index]
            slot = self._slots[int(number)]
            cut += (*slot.pieces, after) if isinstance(slot, FoldedRows) else (slot, after)
        return tuple(cut)
