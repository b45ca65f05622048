"""From slots in a part's XML to pieces: tokens stand for the slots until the XML is cut."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from exporters.word_rows import FoldedRows
from exporters.word_slots import EncodedPieces, Pieces, Slot


class SlotTable:
    """The slots of one part: each has a token that stands for it in the XML until the XML is cut into pieces."""

    def __init__(self, content: bytes) -> None:
        """content: the part's bytes, in which no token may occur by itself."""
        self._mark = "slot-of-template-n"
        while self._mark.encode() in content:
            self._mark += "n"
        self._slots: list[Slot] = []

    def __len__(self) -> int:
        return len(self._slots)

    def token(self, slot: Slot) -> str:
        """A token to stand in text or in an attribute."""
        self._slots.append(slot)
        return f"{self._mark}{len(self._slots) - 1};"

    def slot(self, element: etree._Element) -> Slot | None:
        """The slot for which the element or its text stands, None when it is no token."""
        text = element.target if element.tag is etree.ProcessingInstruction else element.text  # type: ignore[attr-defined,comparison-overlap]
        number = (text or "").removeprefix(self._mark).removesuffix(";")
        return self._slots[int(number)] if number != text and number.isdecimal() else None

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
            if slot := self.slot(instruction):
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
            cut += (slot, after)
        return tuple(cut)


def as_bytes(pieces: Pieces) -> EncodedPieces:
    """A part's pieces as its bytes will hold them, folded rows cut at their figures: most pieces never change."""
    cut: list[bytes | str | Slot] = []
    for piece in pieces:
        if isinstance(piece, FoldedRows):
            cut += piece.pieces
        else:
            cut.append(piece.encode() if isinstance(piece, str) else piece)
    return tuple(cut)
