"""Word files with damaged markup: what is whole is read, no figure of a table that may have changed is certain."""

from __future__ import annotations

import pytest

from importers.result import DOUBTFUL, READ, ImportResult
from importers.word_damage import CHANGED
from model.errors import FileFormatError
from model.report import Report
from ooxml.package import Package
from tests.exporters.documents import counted_report, filled
from workflows.importing import import_data

DOCUMENT, PROPERTIES = "word/document.xml", "docProps/core.xml"


def second_table(content: bytes) -> tuple[int, int]:
    """Where the second table begins and ends."""
    begins = content.index(b"<w:tbl>", content.index(b"</w:tbl>"))
    return begins, content.index(b"</w:tbl>", begins)


def damaged(report: Report, old: bytes, new: bytes) -> ImportResult:
    """The report read from a file in the second table of which one piece of markup is another."""
    package = Package(filled(report))
    content = package.read(DOCUMENT)
    begins, ends = second_table(content)
    at = content.index(old, (begins + ends) // 2)
    assert begins < at < ends
    changed = content[:at] + new + content[at + len(old) :]
    return import_data(package.with_parts({DOCUMENT: changed}), "年报.docx")


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"</w:tc>", b"</w:tx>"), (b"</w:tr>", b"<w:tr>"), (b"<w:tc>", b"<w?tc>"), (b"</w:p>", b"")],
)  # fmt: skip
def test_figures_of_a_damaged_table_are_doubtful_those_before_are_read(old: bytes, new: bytes) -> None:
    report = counted_report()
    result = damaged(report, old, new)
    first, second, third = (
        {name: result.cells[name] for name in report.form.cells if name.startswith(f"{grid.id}.")}
        for grid in report.form.grids
    )
    assert {read.how for read in first.values()} == {READ}
    assert READ not in {read.how for read in second.values()}
    assert CHANGED in {read.reason for read in second.values() if read.how == DOUBTFUL}
    for name, read in {**first, **third}.items():
        assert read.how != READ or result.report.value(name) == report.value(name)
    assert any("有损坏" in item.reason for item in result.unplaced)


def test_a_sign_that_no_file_may_hold_spoils_its_own_figure_only() -> None:
    report = counted_report()
    result = damaged(report, b"</w:t>", b"\x00</w:t>")
    (spoilt,) = (name for name in report.form.cells if result.cells[name].how == DOUBTFUL)
    assert result.report.value(spoilt) != report.value(spoilt)
    assert all(result.report.value(name) == report.value(name) for name in report.form.inputs if name != spoilt)


def test_damaged_properties_keep_nobody_from_the_report() -> None:
    report = counted_report()
    package = Package(filled(report))
    result = import_data(package.with_parts({PROPERTIES: package.read(PROPERTIES)[:-20]}), "年报.docx")
    assert all(result.report.value(name) == report.value(name) for name in report.form.cells)


def test_a_file_that_is_cut_off_before_its_body_is_refused() -> None:
    package = Package(filled(counted_report()))
    content = package.read(DOCUMENT)
    with pytest.raises(FileFormatError):
        import_data(package.with_parts({DOCUMENT: content[: content.index(b"<w:body>")]}), "年报.docx")
