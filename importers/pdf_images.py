"""The pictures inside a PDF as pdfium sees them: size, the bytes where they went in as they were, and their words."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

from importers.pdf_pages import locked_document


class PdfPicture(NamedTuple):
    """A picture. width, height: pixels; data: as it lies in the file."""

    width: int
    height: int
    data: bytes


class PdfPictures(NamedTuple):
    """All pictures in the order of the pages, and the alternative texts that the structure tells, in its order."""

    pictures: tuple[PdfPicture, ...]
    words: tuple[str, ...]


def read_pictures(data: bytes) -> PdfPictures:
    """The pictures of a PDF. Raises ImportProblem when it is none."""
    with locked_document(data) as (document, raw):
        pictures: list[PdfPicture] = []
        words: list[str] = []
        for number in range(len(document)):
            page = document[number]
            objects = [raw.FPDFPage_GetObject(page, at) for at in range(raw.FPDFPage_CountObjects(page))]
            pictures += _pictures(objects, raw)
            words += _words(page, raw)
            page.close()
        return PdfPictures(tuple(pictures), tuple(words))


def _pictures(objects: list[Any], raw: Any) -> Iterator[PdfPicture]:
    for found in objects:
        kind = raw.FPDFPageObj_GetType(found)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            count = raw.FPDFFormObj_CountObjects(found)
            yield from _pictures([raw.FPDFFormObj_GetObject(found, at) for at in range(count)], raw)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            width, height = ctypes.c_uint(), ctypes.c_uint()
            raw.FPDFImageObj_GetImagePixelSize(found, ctypes.byref(width), ctypes.byref(height))
            length = raw.FPDFImageObj_GetImageDataRaw(found, None, 0)
            buffer = (ctypes.c_ubyte * length)()
            raw.FPDFImageObj_GetImageDataRaw(found, buffer, length)
            yield PdfPicture(width.value, height.value, bytes(buffer))


def _words(page: Any, raw: Any) -> Iterator[str]:
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    try:
        for at in range(raw.FPDF_StructTree_CountChildren(tree)):
            yield from _words_of(raw.FPDF_StructTree_GetChildAtIndex(tree, at), raw)
    finally:
        raw.FPDF_StructTree_Close(tree)


def _words_of(element: Any, raw: Any) -> Iterator[str]:
    if not element:
        return
    length = raw.FPDF_StructElement_GetAltText(element, None, 0)
    if length > 2:
        buffer = (ctypes.c_char * length)()
        raw.FPDF_StructElement_GetAltText(element, buffer, length)
        yield bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
    for at in range(raw.FPDF_StructElement_CountChildren(element)):
        yield from _words_of(raw.FPDF_StructElement_GetChildAtIndex(element, at), raw)
