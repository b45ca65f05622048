"""A process that opens a report's file and exports it as a PDF: what `pdf.py` measures as a whole.

usage: .venv/bin/python bench/pdf_child.py REPORT PDF [--unchecked]
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from exporters.pdf import make_pdf
from model.layout import load_layout
from workflows.export_pdf import export_pdf, find_fonts_quickly
from workflows.forms import form_folder
from workflows.report_files import read_report

if __name__ == "__main__":
    report, target = read_report(Path(sys.argv[1])), Path(sys.argv[2])
    if "--unchecked" in sys.argv:
        find_fonts_quickly()
        target.write_bytes(make_pdf(report, load_layout(form_folder(report.form.edition), report.form)).data)
    else:
        export_pdf(report, target)
