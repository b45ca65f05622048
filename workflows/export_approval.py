"""审签单 of a report: the sheet that goes round with it to be signed."""

from __future__ import annotations

from pathlib import Path

from model.report import Report
from workflows.forms import form_folder

APPROVAL_TEMPLATE = "approval.docx"


def export_approval(report: Report, path: Path, template: Path | None = None) -> None:
    """The sheet at `path`, by the edition's template or an own one; errors as `workflows.export.export_word`."""
    from workflows.export import export_word

    export_word(report, path, template or form_folder(report.form.edition) / APPROVAL_TEMPLATE)
