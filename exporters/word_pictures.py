"""Pictures in a Word file: the inline drawing, the part with the bytes, the relationship and content type it needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from model.errors import ExportError
from model.pictures import Picture
from ooxml.characters import escape
from ooxml.namespaces import OFFICE_RELATIONSHIPS

if TYPE_CHECKING:
    from ooxml.package import Package

EMU = 36000
"""English metric units to the millimetre."""
_FIRST_NUMBER = 1_000_000
"""Drawings are numbered from here: a template's own ones have small numbers."""
_TYPES = {"png": "image/png", "jpeg": "image/jpeg"}
_DRAWING = """\
<w:r>{run}<w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" \
xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" \
xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" \
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">\
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>\
<wp:docPr id="{number}" name="{name}" descr={description}/><a:graphic>\
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>\
<pic:cNvPr id="{number}" name="{name}" descr={description}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>\
<a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>\
<a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{line}</pic:spPr>\
</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"""
_SPACE, _KEEP = 120, "<w:keepNext/>"
FLAT = '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>'
"""Properties of a paragraph that is centred and has no indent, as XML."""


def drawing(
    relationship: str, number: int, millimetres: tuple[float, float], description: str, run: str = "", line: str = ""
) -> str:
    """A run with a picture in it. number: unlike those of all other drawings of the file; description: its words.

    run: the run's properties; line: the one around the picture; both as XML, "" for none.
    """
    width, height = (max(1, round(length * EMU)) for length in millimetres)
    return _DRAWING.format(
        cx=width,
        cy=height,
        number=number,
        name=f"图 {number}",
        description=f'"{escape(description)}"',
        relationship=relationship,
        run=run,
        line=line,
    )


def picture_paragraph(run: str, style: str, keep_next: bool) -> str:
    """The paragraph of a picture: centred, as high as the picture. style: the text's own, as XML."""
    space = f'<w:spacing w:before="{_SPACE}" w:after="{_SPACE}" w:line="240" w:lineRule="auto"/>'
    return f"<w:p><w:pPr>{style}{_KEEP if keep_next else ''}{space}{FLAT}</w:pPr>{run}</w:p>"


def caption_properties(style: str, keep_next: bool) -> str:
    """The properties of the line below a picture that says what it is."""
    return f"<w:pPr>{style}{_KEEP if keep_next else ''}{FLAT}</w:pPr>"


class DrawnPictures:
    """The pictures that are drawn while a file is filled, part by part."""

    def __init__(self) -> None:
        self._part: dict[str, Picture] = {}
        self._count = 0

    def draw(self, picture: Picture, description: str, run: str = "", line: str = "") -> str:
        """The run that shows it in the part that is being filled. run: its properties; line: around it, both as XML."""
        relationship = f"rIdPicture{picture.digest[:16]}"
        self._part[relationship] = picture
        self._count += 1
        return drawing(relationship, _FIRST_NUMBER + self._count, picture.printed_size(), description, run, line)

    def take(self) -> Mapping[str, Picture]:
        """What the part shows that was filled just now, by relationship; another part begins."""
        taken, self._part = self._part, {}
        return taken


def add_pictures(
    package: Package, changed: dict[str, bytes | None], drawn: Mapping[str, Mapping[str, Picture]]
) -> None:
    """Add what the drawings need to the parts that change. drawn: for each part its pictures by relationship."""
    kinds: set[str] = set()
    for part, pictures in drawn.items():
        links = []
        for relationship, picture in pictures.items():
            kinds.add(picture.look.kind)
            media = f"word/media/{relationship}.{picture.look.kind}"
            changed[media] = picture.data
            links.append(
                f'<Relationship Id="{relationship}" Type="{OFFICE_RELATIONSHIPS}/image" '
                f'Target="{media.removeprefix("word/")}"/>'
            )
        if links:
            name = _relationships(part)
            changed[name] = _linked(package.read(name) if name in package else _NO_LINKS, links)
    if kinds:
        from ooxml.package import CONTENT_TYPES

        before = changed.get(CONTENT_TYPES) or package.read(CONTENT_TYPES)
        changed[CONTENT_TYPES] = with_types(before, sorted(kinds))


def with_types(types: bytes, kinds: Iterable[str]) -> bytes:
    """The content types with those of pictures of these kinds."""
    for kind in kinds:
        if re.search(rf'Extension="{kind}"'.encode("ascii"), types, re.IGNORECASE):
            continue
        start = re.search(rb"<Types[^>]*>", types)
        if start is None:
            raise refusal()
        default = f'<Default Extension="{kind}" ContentType="{_TYPES[kind]}"/>'.encode("ascii")
        types = types[: start.end()] + default + types[start.end() :]
    return types


def with_link(relationships: bytes, link: str) -> bytes:
    """A part's relationships with one more."""
    at = relationships.rfind(b"</Relationships>")
    if at < 0:
        raise refusal()
    return relationships[:at] + link.encode("ascii") + relationships[at:]


_NO_LINKS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


def _relationships(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _linked(relationships: bytes, links: Iterable[str]) -> bytes:
    empty = re.sub(rb"<Relationships([^>]*)/>", rb"<Relationships\1></Relationships>", relationships)
    for link in links:
        known = re.search(rb'Id="[^"]*"', link.encode("ascii"))
        if known is None or known[0] not in empty:
            empty = with_link(empty, link)
    return empty


def refusal() -> ExportError:
    """What is said of a template into which no picture can be put."""
    return ExportError("这个模板不是通常的 Word 文件，放不进图。", "请用默认模板导出，或不附图、删去文字里的图片。")
