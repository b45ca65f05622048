"""What of a PDF can't be read, and is said: scans, what a program recognised in one, locked and damaged files, too much."""

from __future__ import annotations

import base64
import io
import re
import zlib

import pytest

import importers.pdf as pdf
from importers.pdf import read_pdf_document
from importers.pdf_told import RECOGNISED
from importers.result import DOUBTFUL
from model.errors import ImportProblem
from tests.builders import form_of
from tests.exporters.documents import counted_report
from tests.importers.pdf_shapes import Shape
from workflows.importing import import_data

FORMS = (form_of("2021"),)
LOCKED = zlib.decompress(
    base64.b64decode(
        "eNqFUruO00AUFR2yhMQn3Cbl4nnbI5lIsHEkxK4SJexSrLYYz4yzQYkdObNoswV8Cc02tJR0SEgUKen4A0RBjUSBGDtPlAJb1h2f"
        "ufec+2r1O90j/EgErU+/7v4EGBCU2asgSSDsq5GdA/HIAMIXi5mF8Fg5NSlH0G4HtjC1I9kLOC6vCwcYwudjM4cLoE3o5SZ4xbcL"
        "pf+EFs4Wbg5sJXdqzVg9LW88C/IvRqvvsmapvOMmrYGdl9eV9ryepd3el9pTYntKJ7YYuSugBMLueOJs5e1EOduxujRN0NxVVk2D"
        "5eP03ssP4uvvN/dvfy47Dz5+m35Zvivff37LH94tfnyvydeuaxm+X1C3zigcOrM+Pbl2V+nrOvWwU+rezBa106m/SIfnZJsXFnUZ"
        "dSWb7IZOFUZVZudCYgh7kHAcoZgRRvJcaqUiQ7jMbIYiSk3uUU0sJ5hrHDOOUWyUjBQnRgoa4yjLkNfopZB404cjjGrWge+/F5x2"
        "N5l7U+1+ziChhBsuI5rHiiJlZCbziCtl8hgJJnI/JIIZE1KiTFqGMUMRVsxIjJiMmcZe7Wwleu61diO6qWweIBAB2j4gOKcccthi"
        "2He4uSl2mGAHGCb0ACNEHmDUL8EWc5UaT3y/61kNyrLe42bDhuNbCwLCZx24SHKcqVhr68tGKsZIc2yYjKzSCpMoU+3/e/gVTgtd"
        "LWYOeKPQbJyqXNMBweKg1Up73eAvaaf8zA=="
    )
)
"""A blank page that only opens with a password."""


def scanned(report_pdf: bytes, *, recognised: bool) -> bytes:
    """Each page as a picture of it; recognised: with the page's text unseen over the picture."""
    import pypdfium2
    import pypdfium2.raw as raw

    source = pypdfium2.PdfDocument(report_pdf)
    made = source if recognised else pypdfium2.PdfDocument.new()
    for number in range(len(source)):
        shown = source[number]
        width, height = shown.get_size()
        page = shown if recognised else made.new_page(width, height)
        bitmap = shown.render(scale=0.5)
        image = raw.FPDFPageObj_NewImageObj(made)
        assert raw.FPDFImageObj_SetBitmap(None, 0, image, bitmap.raw)
        assert raw.FPDFImageObj_SetMatrix(image, width, 0, 0, height, 0, 0)
        if recognised:
            for place in range(raw.FPDFPage_CountObjects(page)):
                found = raw.FPDFPage_GetObject(page, place)
                if raw.FPDFPageObj_GetType(found) == raw.FPDF_PAGEOBJ_TEXT:
                    assert raw.FPDFTextObj_SetTextRenderMode(found, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
        raw.FPDFPage_InsertObject(page, image)
        assert raw.FPDFPage_GenerateContent(page)
    return saved(made)


def saved(document: object) -> bytes:
    target = io.BytesIO()
    document.save(target)  # type: ignore[attr-defined]
    return target.getvalue()


def test_a_scan_is_told() -> None:
    with pytest.raises(ImportProblem, match="没有文字，像是扫描件") as told:
        import_data(scanned(Shape().pdf(counted_report()), recognised=False), "扫描.pdf")
    assert "识别软件" in told.value.advice


def test_figures_that_a_program_recognised_in_a_scan_are_all_doubtful() -> None:
    report = counted_report()
    result = import_data(scanned(Shape().pdf(report), recognised=True), "识别.pdf")
    assert {read.how for read in result.cells.values()} == {DOUBTFUL}
    assert {read.reason for read in result.cells.values()} == {RECOGNISED}
    assert all(result.report.value(cell) is None for cell in report.form.inputs)
    assert [item.reason for item in result.unplaced if item.reason == RECOGNISED]


@pytest.mark.parametrize(
    ("limit", "words"), [("MOST_PAGES", "超过"), ("MOST_CHARACTERS", "文字太多")], ids=["pages", "characters"]
)
def test_more_than_any_report_has_is_refused(monkeypatch: pytest.MonkeyPatch, limit: str, words: str) -> None:
    data = Shape(page="width: 210mm, height: 120mm, margin: 15mm").pdf(counted_report())
    read_pdf_document(data, FORMS)
    monkeypatch.setattr(pdf, limit, 2 if limit == "MOST_PAGES" else 500)
    with pytest.raises(ImportProblem, match=words):
        read_pdf_document(data, FORMS)


def test_a_locked_file_is_told() -> None:
    with pytest.raises(ImportProblem, match="加了打开密码"):
        read_pdf_document(LOCKED)


def test_a_damaged_file_is_told() -> None:
    with pytest.raises(ImportProblem, match="读不出来，可能已损坏"):
        read_pdf_document(b"%PDF-1.7\n" + bytes(200))


def test_a_figure_that_damage_made_another_is_doubtful() -> None:
    report = counted_report()
    data = Shape().pdf(report)
    broken = damaged(data)
    result = import_data(broken, "坏.pdf")
    assert "read" not in {read.how for read in result.cells.values()}
    assert any("损坏" in item.reason for item in result.unplaced)


def damaged(data: bytes) -> bytes:
    """The file with the check sum of its first page's content changed, as when a bit of it flipped."""
    streams = [
        match for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL) if len(match[1]) > 99
    ]
    changed = bytearray(data)
    for match in streams:
        changed[match.end(1) - 1] ^= 1
    return bytes(changed)
