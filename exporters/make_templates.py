"""Makes the default templates of all editions: `python -m exporters.make_templates [EDITION…]`.

Run it after a change of a form's description or layout; the same description gives the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from model.form_loader import load_form
from model.layout import LARGE, load_layout
from model.year_chart import load_chart

FORMS = Path(__file__).resolve().parent.parent / "resources" / "forms"
WORD_NAME, EXCEL_NAME, APPROVAL_NAME, AUDIT_NAME = "report.docx", "report.xlsx", "approval.docx", "audit.docx"
FEEDBACK_NAME = "feedback.docx"
LARGE_WORD_NAME = "report_12.docx"
"""The Word template with text of 12 points in its grids."""


def make_templates(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """The templates of the form in this folder: where each belongs, and its bytes. Nothing is written."""
    from exporters.templates.approval_template import approval_template
    from exporters.templates.audit_template import audit_template
    from exporters.templates.excel_template import excel_template
    from exporters.templates.feedback_template import feedback_template
    from exporters.templates.word_template import word_template

    form = load_form(folder)
    layout = load_layout(folder, form)
    yield folder / WORD_NAME, word_template(form, layout)
    yield folder / LARGE_WORD_NAME, word_template(form, layout, LARGE)
    yield folder / EXCEL_NAME, excel_template(form, layout, load_chart(folder, form))
    yield folder / APPROVAL_NAME, approval_template(form)
    yield folder / AUDIT_NAME, audit_template(form)
    yield folder / FEEDBACK_NAME, feedback_template(form)


def main(editions: list[str]) -> None:
    """Write the templates of these editions, of all when none is named."""
    folders = [file.parent for file in sorted(FORMS.glob("*/form.toml"))]
    for folder in folders:
        if not editions or folder.name in editions:
            for path, data in make_templates(folder):
                path.write_bytes(data)
                sys.stdout.write(f"{path.relative_to(FORMS)}: {len(data)} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1:])
