"""A process that opens a report's file and exports it as a checked PDF: what `pdf.py` measures as a whole.

usage: .venv/bin/python bench/pdf_child.py REPORT PDF
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from workflows.export_pdf import export_pdf
from workflows.report_files import read_report

if __name__ == "__main__":
    export_pdf(read_report(Path(sys.argv[1])), Path(sys.argv[2]))
