"""The report for other programs: figures as CSV, all that documents print as JSON; checked before it replaces a file."""

from __future__ import annotations

from pathlib import Path

from model.json_text import encoded, laid_out
from model.report import Report
from workflows.document_file import write_document

CSV_SUFFIX = ".csv"
JSON_SUFFIX = ".json"


def export_csv(report: Report, path: Path) -> None:
    """A row a cell: unit, year, edition, cell id, label path, value; read back and compared before it is put there.

    Raises ExportError when what was written is not what the report says, SaveError when the file can't be written;
    what stood there is then whole.
    """
    from exporters.csv_cells import cells_csv
    from workflows.check_export import check_csv

    data = cells_csv(report)
    check_csv(data, report)
    write_document(path, data)


def export_json(report: Report, path: Path) -> None:
    """What documents print of the report, as docs/schema/export.schema.json has it; else as `export_csv`."""
    from workflows.check_export import check_json
    from workflows.show import published_json

    data = encoded(laid_out(published_json(report)))
    check_json(data, report)
    write_document(path, data)
