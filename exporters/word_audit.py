"""校核报告 as a Word file: the template with its facts, its tables and the report's own placeholders filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exporters.templates.audit_template import BLOCKS, FACTS
from exporters.word_paper import KEPT, Look, Make, PaperWriter, fill_paper
from exporters.word_styles import BODY_TEXT
from model.audit_paper import FINDINGS, REASONS, RELEASE, RULES, AuditPaper, PaperTable
from model.report import Report

_FACTS = Look((1900, 6944), (0,), large=True, height=420)
_LOOKS: Mapping[str, Look] = {
    RELEASE: Look((1100, 3500, 4244), (0,), large=True, height=420),
    RULES: Look((800, 2000, 4544, 1500), (0, 3)),
    FINDINGS: Look((720, 720, 1800, 3704, 1900), (0, 1)),
    REASONS: Look((640, 2300, 3004, 2100, 800), (0, 4), kept=True),
}


def word_audit(template: bytes, report: Report, paper: AuditPaper) -> bytes:
    """The paper's bytes; the same template, report and paper give the same. Raises ExportError for an unfit template."""
    blocks: dict[str, Make] = {BLOCKS[table.id]: _block(table) for table in paper.tables}
    blocks[FACTS] = lambda writer: (writer.table(FACTS, _FACTS, paper.facts), writer.space())
    return fill_paper(template, report, blocks, {}, "校核报告")


def _block(table: PaperTable) -> Make:
    """A heading with its table, or with what stands there where it has no row."""

    def make(writer: PaperWriter) -> Sequence[str]:
        heading = writer.heading(table.heading, "<w:pageBreakBefore/>" if table.id == RULES else "")
        if not table.rows:
            return heading, writer.paragraph(table.empty, BODY_TEXT, KEPT)
        return heading, writer.table(table.heading, _LOOKS[table.id], table.rows, table.columns)

    return make
