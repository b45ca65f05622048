"""A report as a PDF, set by typst as the Word file is set: tagged, with bookmarks, with the fonts of the PC inside."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import resources
from exporters import typesetting as ts
from exporters.document_options import PLAIN, DocumentOptions
from exporters.pdf_flow import Flow
from exporters.pdf_fonts import WITHOUT_BOLD, faces, true_title_faces
from exporters.pdf_text import printed
from model.check_code import check_code
from model.errors import ExportError
from model.layout import Layout
from model.report import Report

if TYPE_CHECKING:
    import typst

STANDARD = "ua-1"
"""PDF/UA-1: for readers who can't see the page."""

_TEMPLATE = ("typst", "report.typ")
_HEADER_LINE = _FOOTER_LINE = ts.FOOTER_LINE
_UNSHOWN = re.compile(r'the text `?"((?:[^"\\]|\\.)*)"`? could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}|\\(.)")
_MOST_TRIES = 60


class Pdf(NamedTuple):
    """A finished PDF. missing: the characters that no font of this PC has, in whose place 〓 is printed."""

    data: bytes
    missing: frozenset[str]


class Pages(NamedTuple):
    """Pages as pictures. missing: as in `Pdf`."""

    pictures: tuple[bytes, ...]
    missing: frozenset[str]


def make_pdf(report: Report, layout: Layout, options: DocumentOptions = PLAIN) -> Pdf:
    """The report as a PDF. The same report and fonts give the same bytes.

    Raises ExportError when a cell holds a text that no table has room for, or the library can't set the pages.
    """
    pages, missing = _setter().set(report, layout, options, "pdf")
    return Pdf(pages[0], missing)


def make_pages(report: Report, layout: Layout, options: DocumentOptions = PLAIN, resolution: float = 96.0) -> Pages:
    """The same pages as PNG pictures. resolution: dots an inch. Raises as `make_pdf`."""
    return Pages(*_setter().set(report, layout, options, "png", resolution))


def warm_up() -> None:
    """Find the PC's fonts, which takes the longest of the first PDF."""
    _setter()


class _Setter:
    """The one compiler: it keeps the fonts and what did not change since the last time."""

    def __init__(self) -> None:
        # Imported only when pages are set: the library is large.
        import typst

        self._compiler = typst.Compiler()
        self._error: type[Exception] = typst.TypstError
        self._template = resources.path(*_TEMPLATE).read_bytes()
        self._missing: frozenset[str] = frozenset()
        self._lock = threading.Lock()

    def set(
        self,
        report: Report,
        layout: Layout,
        options: DocumentOptions,
        kind: Literal["pdf", "png"],
        resolution: float | None = None,
    ) -> tuple[tuple[bytes, ...], frozenset[str]]:
        """The document, or a picture for each page; and the characters that could not be shown."""
        with self._lock:
            for _ in range(_MOST_TRIES):
                flow = Flow(report, layout, options, self._missing)
                content = _content(report, options, flow, self._missing)
                try:
                    return self._compiled(content, flow.pictures, kind, resolution), self._seen_missing(report)
                except self._error as error:
                    self._note_missing(error)
            raise ExportError("有太多的字在这台电脑上没有字体。", "请安装含有这些字的字体后再导出。")

    def _compiled(
        self, content: str, pictures: Mapping[str, bytes], kind: Literal["pdf", "png"], resolution: float | None
    ) -> tuple[bytes, ...]:
        standards: Any = [STANDARD] if kind == "pdf" else []
        made = self._compiler.compile(
            input={"main.typ": self._template, **pictures},
            format=kind,
            ppi=resolution,
            sys_inputs={"report": content},
            pdf_standards=standards,
        )
        return (made,) if isinstance(made, bytes) else tuple(made or ())

    def _note_missing(self, error: Exception) -> None:
        found = {character for text in _UNSHOWN.findall(str(error)) for character in _unescaped(text)}
        new = found - self._missing
        if not new:
            raise ExportError(f"PDF 没有排成：{error}", "报告没有改动；请把这句话告诉维护人员。") from error
        self._missing |= new

    def _seen_missing(self, report: Report) -> frozenset[str]:
        if not self._missing:
            return self._missing
        plain = "".join(report.plain(section.id) for section in report.form.sections)
        values = "".join(str(report.value(cell)) for cell in report.form.inputs)
        fields = "".join(str(value) for value in report.fields.values())
        return self._missing & set(plain + values + fields)


@cache
def _setter() -> _Setter:
    return _Setter()


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else match[2], text)


def _content(report: Report, options: DocumentOptions, flow: Flow, missing: frozenset[str]) -> str:
    """All that the template needs to know, as JSON."""
    content = {
        "title": [printed(line, missing) for line in report.title_lines()],
        "unit": printed(report.unit, missing),
        "keywords": keywords(report),
        "draft": printed(options.draft, missing),
        "page": _page(options),
        "faces": faces(options.families),
        "title_faces": true_title_faces(options.families),
        "without_bold": WITHOUT_BOLD,
        "band": ts.BAND_COLOUR,
        "flow": flow.items(),
    }
    return json.dumps(content, ensure_ascii=False)


def keywords(report: Report) -> Sequence[str]:
    """The document's keywords: year and check code."""
    return [*([f"{report.year}年"] if report.year else []), f"校验码 {check_code(report)}"]


def _page(options: DocumentOptions) -> dict[str, object]:
    """The page in points. The header's line and the page number keep their distance to the paper's edges."""
    top, bottom = ts.MARGIN_TOP / 20, ts.MARGIN_BOTTOM / 20
    return {
        "width": ts.PAGE_WIDTH / 20,
        "height": ts.PAGE_HEIGHT / 20,
        "top": top,
        "bottom": bottom,
        "left": ts.MARGIN_LEFT / 20,
        "right": ts.MARGIN_RIGHT / 20,
        "two_sided": options.two_sided,
        "header_ascent": top - (ts.HEADER_DISTANCE + _HEADER_LINE) / 20,
        "footer_descent": bottom - (ts.FOOTER_DISTANCE + _FOOTER_LINE) / 20,
    }
