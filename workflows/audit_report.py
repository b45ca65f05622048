"""校核报告: the audit of a report as a paper to be signed, as a Word file and as a web page; read back before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import resources
from model.audit_paper import TITLE, AuditPaper, audit_paper
from model.audit_summary import AuditSummary, audit_summary
from model.check_code import check_code
from model.errors import ExportError
from model.release_checks import ReleaseChecks, load_release_checks
from model.report import Report
from workflows.document_file import write_document
from workflows.file_names import report_name
from workflows.forms import form_folder

AUDIT_TEMPLATE = "audit.docx"
NAME = "校核报告"


def release_data() -> ReleaseChecks:
    """Which rules make up 发布前检查表; raises FormError when the data is broken."""
    return load_release_checks(resources.path("text", "release_checks.toml"))


def summary_of(report: Report, day: date | None = None) -> AuditSummary:
    """What the paper says of the report as it is now. day: of the check, None to print none."""
    printed = f"{day.year}年{day.month}月{day.day}日" if day is not None else ""
    return audit_summary(report, release_data(), printed)


def audit_report_name(report: Report) -> str:
    """What the paper's file is called, without suffix."""
    return report_name(report, NAME)


def write_audit_report_word(
    report: Report, path: Path, day: date | None = None, template: Path | None = None
) -> AuditSummary:
    """The paper as a Word file at `path`, by the edition's template or an own one; what it says.

    The same report and day give the same bytes. Raises ExportError when the template does not fit or what was written
    is not what was found, SaveError when the file can't be written; what stood there is then whole.
    """
    from exporters.own_properties import with_report_in_properties
    from exporters.word_audit import word_audit
    from importers.written_audit import word_differences
    from workflows.check_export import check_properties

    summary = summary_of(report, day)
    paper = audit_paper(summary)
    source = template or form_folder(report.form.edition) / AUDIT_TEMPLATE
    data = word_audit(_template(source), report, paper)
    _refuse(word_differences(data, paper))
    data = with_report_in_properties(data, report, f"{report.unit}{report.year or ''}年{''.join(TITLE)}")
    check_properties(data, report)
    _refuse(word_differences(data, paper))
    write_document(path, data)
    return summary


def write_audit_report_html(report: Report, path: Path, day: date | None = None) -> AuditSummary:
    """The same as one web page, nothing fetched from elsewhere; errors as `write_audit_report_word`."""
    from exporters.html_audit import html_audit
    from importers.written_audit import page_differences

    summary = summary_of(report, day)
    paper: AuditPaper = audit_paper(summary)
    data = html_audit(report, paper)
    _refuse(page_differences(data, paper, check_code(report)))
    write_document(path, data)
    return summary


def _template(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ExportError(f"读不到模板 {path.name}。", "请换一个模板，或重新安装程序。") from error


def _refuse(differences: Sequence[str]) -> None:
    if differences:
        told = "；".join(differences)
        raise ExportError(f"写好的校核报告读回来不一样，没有保存：{told}。", "请把这句话告诉维护人员。")
