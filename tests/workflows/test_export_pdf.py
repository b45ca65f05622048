"""Exporting a PDF: checked before it takes the old file's place, the old file whole when anything fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters import pdf
from exporters.document_options import DocumentOptions, RedHead
from exporters.pdf import Pdf
from importers.pdf_pages import read_pdf
from model.errors import ExportError, SaveError
from tests.exporters.documents import counted_report, example_report, write
from workflows.export_pdf import check_pdf, export_pdf, fonts_remark, pdf_of
from workflows.log_file import log_file


def test_the_file_holds_the_report(tmp_path: Path) -> None:
    path = tmp_path / "报告.pdf"
    options = DocumentOptions(True, 12.0, {}, "送审稿", RedHead("示例县数据局文件", ""))
    export_pdf(example_report(), path, options)
    check_pdf(path.read_bytes(), example_report(), options)
    assert read_pdf(path.read_bytes()).title.endswith("年度报告")


def test_what_differs_is_refused_and_the_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "报告.pdf"
    path.write_bytes(b"old")
    other = pdf.make_pdf(write(counted_report(), {"other": "别的话。"}), *_layout())
    monkeypatch.setattr(pdf, "make_pdf", lambda *_: Pdf(other.data, frozenset()))
    with pytest.raises(ExportError, match="与报告不一致"):
        export_pdf(counted_report(), path)
    assert path.read_bytes() == b"old"


def test_what_the_library_says_goes_to_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))

    def refuse(*_: object, **__: object) -> None:
        raise ExportError("PDF 没有排成。", "请改用 Word 导出。") from RuntimeError("skipped a level")

    monkeypatch.setattr("exporters.pdf.make_pdf", refuse)
    with pytest.raises(ExportError, match="没有排成"):
        export_pdf(example_report(), tmp_path / "报告.pdf")
    assert "skipped a level" in log_file().read_text("utf-8")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SaveError):
        export_pdf(counted_report(), tmp_path / "没有" / "报告.pdf")


def test_characters_without_a_font_are_named() -> None:
    assert fonts_remark(counted_report()) == ""
    report = write(counted_report(), {"other": "未定义的字\U0002fffd。"})
    assert "\U0002fffd" in fonts_remark(report)
    assert "〓" in "".join(
        mark.text for page in read_pdf(pdf_of(report)).pages for mark in page.flow if hasattr(mark, "text")
    )


def test_accents_that_are_left_out_are_told() -> None:
    assert fonts_remark(write(counted_report(), {"other": "Caf\u0065\u0301，é。"})) == ""
    assert "“x\u0304文\u0301”" in fonts_remark(write(counted_report(), {"other": "x\u0304，文\u0301。"}))


def _layout() -> tuple[object]:
    from tests.builders import layout_of

    return (layout_of("2021"),)
