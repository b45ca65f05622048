"""The kinds of documents that a report is written as: one table for the window, the command line and publications."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from model.records import NamedTuple
from model.report import Report
from workflows.document_settings import PrintSettings, document_options
from workflows.file_names import name_of

if TYPE_CHECKING:
    from workflows.year_chart import Annex


class Wishes(NamedTuple):
    """How documents are wanted: as values, so that another process can be told of them.

    templates: own templates by their suffix. red: with the red head, where the report has one. annex: a picture for a
    last page of the Word file.
    """

    templates: Mapping[str, Path] = {}
    settings: PrintSettings = PrintSettings()
    red: bool = False
    annex: Annex | None = None


AS_USUAL = Wishes()


class Kind(NamedTuple):
    """A kind of document.

    compared: what is read back and compared before the file is put in place, in words; the numbers of `counted` go in.
    what: stands behind the report's name in the file's usual name.
    """

    id: str
    name: str
    suffix: str
    write: Callable[[Report, Path, Wishes], None]
    compared: str
    what: str = ""

    @property
    def flag(self) -> str:
        """Its word on the command line: --word."""
        return f"--{self.id.replace('_', '-')}"


def _word(report: Report, path: Path, wishes: Wishes) -> None:
    from workflows.export import export_word
    from workflows.template_files import WORD_SUFFIX

    options = document_options(report, wishes.settings, wishes.red)
    export_word(report, path, wishes.templates.get(WORD_SUFFIX), wishes.annex, options)


def _excel(report: Report, path: Path, wishes: Wishes) -> None:
    from workflows.export import export_excel
    from workflows.template_files import EXCEL_SUFFIX

    export_excel(report, path, wishes.templates.get(EXCEL_SUFFIX))


def _pdf(report: Report, path: Path, wishes: Wishes) -> None:
    from workflows.export_pdf import export_pdf

    export_pdf(report, path, document_options(report, wishes.settings, wishes.red))


def _html(report: Report, path: Path, _: Wishes) -> None:
    from workflows.export_html import export_html

    export_html(report, path)


def _html_inline(report: Report, path: Path, _: Wishes) -> None:
    from workflows.export_html import export_html

    export_html(report, path, inline=True)


def _csv(report: Report, path: Path, _: Wishes) -> None:
    from workflows.export_data import export_csv

    export_csv(report, path)


def _json(report: Report, path: Path, _: Wishes) -> None:
    from workflows.export_data import export_json

    export_json(report, path)


def _collection_form(report: Report, path: Path, _: Wishes) -> None:
    from workflows.collection_form import export_collection_form

    export_collection_form(report, path)


_ALL = "{cells} 格的数、{headings} 个标题、{paragraphs} 段文字"
_DATA = "{cells} 格的数、{paragraphs} 段文字"
_CELLS = "{cells} 格的数"

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.id: kind
        for kind in (
            Kind("word", "Word 文档", ".docx", _word, _ALL),
            Kind("excel", "Excel 工作簿", ".xlsx", _excel, _ALL),
            Kind("pdf", "PDF 文件", ".pdf", _pdf, _ALL),
            Kind("html", "网页", ".html", _html, _ALL),
            Kind("html_inline", "网页（网站编辑器用）", ".html", _html_inline, _ALL, "（网站编辑器用）"),
            Kind("csv", "CSV 数据", ".csv", _csv, _CELLS),
            Kind("json", "JSON 数据", ".json", _json, _DATA),
            Kind("collection_form", "采集表", ".xlsx", _collection_form, "空白的采集表"),
        )
    }
)
"""By id, in the order in which they are shown."""

PUBLISHED = tuple(kind for kind in KINDS if kind != "collection_form")
"""What a publication may consist of; a collection form holds nothing of the report."""

WITH_OPTIONS = ("word", "pdf")
"""Kinds of which the settings of printing and the red head are a matter."""


def usual_name(kind: Kind, report: Report) -> str:
    """The name of the kind's file for this report, suffix included."""
    return name_for(kind, report.unit, report.year)


def name_for(kind: Kind, unit: str, year: int) -> str:
    """`usual_name` of a report of which only unit and year are known."""
    if kind.id == "collection_form":
        from workflows.collection_form import unit_form_name

        return f"{unit_form_name(unit, year)}{kind.suffix}"
    return f"{name_of(unit, year, kind.what)}{kind.suffix}"


def counted(kind: Kind, report: Report) -> str:
    """What was compared in a written file of this kind, in words."""
    sections = report.form.sections
    return kind.compared.format(
        cells=len(report.form.cells),
        headings=sum(bool(section.heading) for section in sections),
        paragraphs=sum(len(report.text(section.id)) for section in sections),
    )
