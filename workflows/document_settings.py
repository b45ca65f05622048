"""How this report's documents are meant to be printed: from the clerk's settings and from the report itself."""

from __future__ import annotations

from collections.abc import Mapping

from exporters.document_options import DocumentOptions, RedHead
from model.layout import USUAL
from model.records import NamedTuple
from model.report import Report
from workflows.versions import NAMES, PUBLISHED, is_final
from workflows.word_fonts import families

DRAFT = "送审稿"


class PrintSettings(NamedTuple):
    """What a clerk sets once. fonts: a choice's id (`workflows.word_fonts`) → the family, "" for the usual one.

    draft_header: the pages of a report that is not final say so.
    """

    two_sided: bool = False
    table_size: float = USUAL
    fonts: Mapping[str, str] = {}
    draft_header: bool = True


def document_options(report: Report, settings: PrintSettings, red: bool = False) -> DocumentOptions:
    """The options for the report's documents. red: with its red head, where it has one."""
    return DocumentOptions(
        settings.two_sided,
        settings.table_size,
        families(settings.fonts),
        draft_header(report) if settings.draft_header else "",
        red_head(report) if red else None,
    )


def draft_header(report: Report) -> str:
    """送审稿（未填 3 格） for a report that is not the published one, "" for that.

    It bears the name of the newest version while it still is as it was kept under it; changed since, kept under a name
    of the clerk's own, or never kept, it is 送审稿. Without blank cells there is nothing in brackets.
    """
    if is_final(report):
        return ""
    blanks = len(report.blanks())
    return _draft_name(report) + (f"（未填 {blanks} 格）" if blanks else "")


def _draft_name(report: Report) -> str:
    newest = report.versions[-1] if report.versions else None
    if newest is None or newest.name not in NAMES or newest.name == PUBLISHED:
        return DRAFT
    return newest.name if newest.state.content() == report.state().content() else DRAFT


def red_head(report: Report) -> RedHead | None:
    """The report's red head, None when no 发文机关标志 is given."""
    mark, number = (str(report.fields[f"document.{name}"]).strip() for name in ("mark", "number"))
    return RedHead(mark, number) if mark else None
