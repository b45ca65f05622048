"""Workbooks in the old format (.xls, .et) read as reports, and what is told of damaged and boundless ones."""

from __future__ import annotations

import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from importers.result import ImportResult
from model.errors import FileFormatError, ImportProblem, NoReport, ReportError
from model.report import Report
from tests.importers.other_workbooks import bytes_of, on_several_sheets
from tests.importers.site_pages import report_of, texts_of
from tests.ooxml.compound_files import compound_file
from workflows.importing import import_data
from workflows.source_kinds import OLD_EXCEL, kind_of

CELL, TOTAL = "requests.received.natural_person", "requests.received.total"


def figures(report: Report) -> dict[str, object]:
    return {cell: report.value(cell) for cell in report.form.cells}


def told(result: ImportResult) -> list[tuple[str, str]]:
    return [(item.where, item.reason) for item in result.unplaced if not item.furniture]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice writes the old format")
def test_the_old_format_is_read_alike(tmp_path: Path) -> None:
    report = report_of()
    book = on_several_sheets(report)
    book["requests"].row_dimensions[9].hidden = True
    book["requests"]["E7"].number_format = "0%"
    book["requests"]["F7"].value = "=5+6"
    book.create_sheet("选项").sheet_state = "hidden"
    book["选项"]["A1"] = 1
    source = tmp_path / "汇总.xlsx"
    source.write_bytes(bytes_of(book))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xls", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    data = source.with_suffix(".xls").read_bytes()
    assert kind_of(data) == OLD_EXCEL
    result = import_data(data, "汇总.xls")
    assert {cell: value for cell, value in figures(result.report).items() if cell not in (CELL, TOTAL)} == {
        cell: value for cell, value in figures(report).items() if cell not in (CELL, TOTAL)
    }
    assert "1000%" in result.cells[CELL].reason
    assert result.report.plain("overview") == texts_of(report.form)["overview"]
    assert [where for where, _ in told(result)] == ["工作表“requests”"]
    assert {"选项", "旧格式"} <= {item.text for item in result.unplaced}
    of_wps = [reason for where, reason in told(import_data(data, "汇总.ET")) if where == "工作簿"]
    assert len(of_wps) == 1
    assert "另存为 .xlsx" in of_wps[0]


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def old_workbook(*cells: tuple[int, int, float], codes: tuple[str, ...] = ("General",)) -> bytes:
    """A workbook of one sheet in the old format. cells: row and column from 0, figure; codes: styles, all cells the last."""
    formats = b"".join(
        record(0x41E, struct.pack("<HHB", 164 + number, len(code), 0) + code.encode())
        for number, code in enumerate(codes)
    )
    styles = b"".join(record(0xE0, struct.pack("<HH", 0, 164 + number) + bytes(16)) for number in range(len(codes)))
    begin = record(0x809, struct.pack("<HHHHLL", 0x600, 0x05, 0, 0, 0, 6))
    name = "表".encode("utf-16-le")
    head = begin + record(0x42, struct.pack("<H", 1200)) + formats + styles
    start = len(head) + 4 + 8 + len(name) + 4
    head += record(0x85, struct.pack("<LBBBB", start, 0, 0, len(name) // 2, 1) + name) + record(0x0A)
    sheet = record(0x809, struct.pack("<HHHHLL", 0x600, 0x10, 0, 0, 0, 6))
    sheet += b"".join(
        record(0x203, struct.pack("<HHHd", row, column, len(codes) - 1, value)) for row, column, value in cells
    )
    return compound_file({"Workbook": head + sheet + record(0x0A)})


def test_one_cell_in_the_far_corner_of_an_old_workbook_is_told_before_anything_is_laid_out() -> None:
    with pytest.raises(ImportProblem, match="IV65536"):
        import_data(old_workbook((0, 0, 1), (65535, 255, 1)), "旧.xls")
    with pytest.raises(NoReport):
        import_data(old_workbook((0, 0, 1), (3000, 200, 1)), "旧.xls")


def test_damage_to_an_old_workbook_is_told() -> None:
    data = old_workbook(*((row, 1, row) for row in range(40)))
    for place in range(512, len(data) - 1400, 37):
        damaged = data[:place] + bytes([data[place] ^ 0x5A]) + data[place + 1 :]
        with pytest.raises(ReportError):
            import_data(damaged, "旧.xls")
    with pytest.raises((FileFormatError, ImportProblem)):
        import_data(data[:2000], "旧.et")
