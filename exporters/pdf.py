"""A report as a PDF, set by typst as the Word file is set: tagged, with bookmarks, with the fonts of the PC inside."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from exporters import typesetting as ts
from exporters.document_options import PLAIN, DocumentOptions
from exporters.pdf_flow import Flow
from exporters.pdf_fonts import WITHOUT_BOLD, faces, true_title_faces
from exporters.pdf_setter import Kind, Unshown, fonts_json, is_rare, setter
from exporters.pdf_text import lost_accents, printed
from model.check_code import check_code
from model.errors import ExportError
from model.layout import Layout
from model.report import Report
from ooxml.characters import fit

_MOST_TRIES = 12


class Pdf(NamedTuple):
    """A finished PDF. missing: the characters that no font of this PC has, in whose place 〓 is printed."""

    data: bytes
    missing: frozenset[str]


def make_pdf(report: Report, layout: Layout, options: DocumentOptions = PLAIN) -> Pdf:
    """The report as a PDF. The same report and fonts give the same bytes.

    Raises ExportError when a cell holds a text that no table has room for, or the library can't set the pages.
    """
    pages, missing = _set(report, layout, options, "pdf", None)
    return Pdf(pages[0], missing)


def make_preview(report: Report, layout: Layout, options: DocumentOptions = PLAIN) -> Pdf:
    """The same pages without the check code among the document's properties.

    It changes with every figure and would have all pages set anew, not only what follows the change.
    """
    pages, missing = _set(report, layout, options, "pdf", None, coded=False)
    return Pdf(pages[0], missing)


def warm_up() -> None:
    """Find the PC's fonts, which takes the longest of the first PDF."""
    setter()


def unshown(report: Report, options: DocumentOptions = PLAIN) -> frozenset[str]:
    """The report's characters that no font of this PC has."""
    text = fit(_all_text(report, options))
    return setter().unshown(text, fonts_json(faces(options.families)["body"]))


def unaccented(report: Report, options: DocumentOptions = PLAIN) -> frozenset[str]:
    """The report's signs that are printed without the accents that were typed."""
    return lost_accents(fit(_all_text(report, options)))


def keywords(report: Report) -> Sequence[str]:
    """The document's keywords, the words of the Word file's: year and check code."""
    return [*([f"{report.year}年度"] if report.year else []), f"校验码 {check_code(report)}"]


def _set(
    report: Report,
    layout: Layout,
    options: DocumentOptions,
    kind: Kind,
    resolution: float | None,
    *,
    coded: bool = True,
) -> tuple[tuple[bytes, ...], frozenset[str]]:
    """The pages, and the characters in whose place something else is printed."""
    text = fit(_all_text(report, options))
    has_rare = any(map(is_rare, set(text)))
    missing: frozenset[str] = unshown(report, options) if has_rare else frozenset()
    for tries in range(_MOST_TRIES):
        flow = Flow(report, layout, options, missing)
        content = _content(report, options, flow, missing, coded)
        try:
            pages = setter().set(content, flow.pictures, kind, resolution, usual=not (has_rare or options.families))
            return pages, missing & set(text)
        except Unshown as found:
            if found.characters <= missing or tries > _MOST_TRIES - 3:
                # Signs that can be shown alone but not together: whatever is not common is left out.
                missing |= {character for character in text if is_rare(character)}
            missing |= found.characters
    raise ExportError("有的字在这台电脑上没有字体，PDF 没有排成。", "请安装含有这些字的字体，或改用 Word 导出。")


def _all_text(report: Report, options: DocumentOptions) -> str:
    """All that the report's own fields, figures and text have in characters."""
    head = options.red_head or ()
    fields = (str(value) for value in report.fields.values())
    values = (value for value in map(report.value, report.form.inputs) if isinstance(value, str))
    texts = (report.plain(section.id) for section in report.form.sections)
    return "".join((options.draft, *head, *fields, *values, *texts))


def _content(report: Report, options: DocumentOptions, flow: Flow, missing: frozenset[str], coded: bool = True) -> str:
    """All that the template needs to know, as JSON."""
    content = {
        "title": [printed(line, missing) for line in report.title_lines()],
        "unit": printed(report.unit, missing),
        "keywords": keywords(report) if coded else (),
        "draft": printed(options.draft, missing),
        "page": _page(options),
        "faces": faces(options.families),
        "title_faces": true_title_faces(options.families),
        "without_bold": WITHOUT_BOLD,
        "band": ts.BAND_COLOUR,
        "flow": flow.items(),
    }
    return json.dumps(content, ensure_ascii=False)


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
        "header_ascent": top - (ts.HEADER_DISTANCE + ts.FOOTER_LINE) / 20,
        "footer_descent": bottom - (ts.FOOTER_DISTANCE + ts.FOOTER_LINE) / 20,
    }
