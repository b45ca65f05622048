"""审核意见反馈单 of a report as a Word file, read back before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from model.errors import ExportError
from model.feedback import TITLE, Wishes, feedback
from model.findings import Finding
from model.point_answers import Answer
from model.report import Report
from workflows.document_file import write_document
from workflows.forms import form_folder
from workflows.template_files import read_template

FEEDBACK_TEMPLATE = "feedback.docx"
NAME = TITLE[-1]


def write_feedback(
    report: Report,
    findings: Sequence[Finding],
    path: Path,
    wishes: Wishes,
    answered: Sequence[Answer] | None = None,
    template: Path | None = None,
) -> None:
    """The paper at `path`, by the edition's template or an own one. The same findings and wishes give the same bytes.

    Raises ExportError when the template does not fit or what was written is not what was found, SaveError when the
    file can't be written; what stood there is then whole.
    """
    from exporters.own_properties import with_properties, with_report_in_properties
    from exporters.word_feedback import word_feedback
    from importers.written_audit import word_differences
    from importers.written_comparison import body_flow
    from ooxml.characters import fit
    from workflows.check_export import check_properties

    found = feedback(report, findings, wishes, answered)
    source = read_template(template or form_folder(report.form.edition) / FEEDBACK_TEMPLATE)
    data = word_feedback(source if template is None else with_properties(source), report, found)
    data = with_report_in_properties(data, report, f"{report.unit}{report.year or ''}年{''.join(TITLE)}")
    check_properties(data, report)
    lacking = list(word_differences(data, found.paper))
    written, asked = body_flow(data), "".join(body_flow(source))
    said = (fit(text) for name, text in found.words.items() if text and name in asked)
    lacking += [f"缺少“{text}”" for text in said if text not in written]
    if lacking:
        told = "；".join(lacking)
        raise ExportError(f"写好的{NAME}读回来不一样，没有保存：{told}。", "请把这句话告诉维护人员。")
    write_document(path, data)
