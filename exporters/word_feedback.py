"""审核意见反馈单 as a Word file: the template with its facts, tables and sentences filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exporters.word_paper import KEPT, Look, Make, PaperWriter, fill_paper
from exporters.word_styles import BODY_TEXT
from model.audit_paper import PaperTable
from model.feedback import ANSWERED, BLOCKS, FACTS, POINTS, REASONS, TITLE, Feedback
from model.report import Report

_FACTS = Look((1900, 6944), (0,), large=True, height=420)
_LOOKS: Mapping[str, Look] = {
    POINTS: Look((800, 1700, 3144, 1700, 1500), (0,), kept=True),
    ANSWERED: Look((640, 1900, 3404, 1000, 1900), (0, 3), kept=True),
    REASONS: Look((640, 2100, 3304, 2800), (0,), kept=True),
}


def word_feedback(template: bytes, report: Report, feedback: Feedback) -> bytes:
    """The paper's bytes; the same template, report and paper give the same. Raises ExportError for an unfit template."""
    tables = {table.id: table for table in feedback.paper.tables}
    blocks: dict[str, Make] = {name: _block(tables.get(table)) for table, name in BLOCKS.items()}
    blocks[FACTS] = lambda writer: (writer.table(FACTS, _FACTS, feedback.paper.facts), writer.space())
    return fill_paper(template, report, blocks, feedback.words, TITLE[-1])


def _block(table: PaperTable | None) -> Make:
    """A heading with its table, or with what stands there where it has no row; nothing where there is no such table."""

    def make(writer: PaperWriter) -> Sequence[str]:
        if table is None:
            return ()
        if not table.rows:
            return writer.heading(table.heading), writer.paragraph(table.empty, BODY_TEXT, KEPT)
        return writer.heading(table.heading), writer.table(table.heading, _LOOKS[table.id], table.rows, table.columns)

    return make
