"""A Word file with an annex read beside the one without it, by python-docx: it wrote neither of them."""

from __future__ import annotations

from io import BytesIO

from docx import Document


def has_annex_alone(document: bytes, annexed: bytes, picture: bytes) -> bool:
    """Whether the second file is the first one with two paragraphs more, and holds the picture."""
    before, after = Document(BytesIO(document)), Document(BytesIO(annexed))
    old, new = (
        [element for element in each.element.body if not element.tag.endswith("sectPr")] for each in (before, after)
    )
    same = len(new) == len(old) + 2 and all(one.xml == other.xml for one, other in zip(old, new, strict=False))
    pictures = [part.blob for part in after.part.package.iter_parts() if part.partname.endswith(".png")]
    return same and picture in pictures
