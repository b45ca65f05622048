"""Exporting a PDF: checked before it takes the old file's place, the old file whole when anything fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from exporters import pdf
from exporters.document_options import DocumentOptions, RedHead
from exporters.pdf import Pdf
from importers.pdf_drawing import DrawnPdf
from importers.pdf_images import read_pictures
from importers.pdf_pages import read_pdf
from model.edits import Edit, ReplaceText
from model.errors import ExportError, SaveError
from model.report import Report
from model.text import chart_block
from tests.exporters.documents import counted_report, example_report, write
from workflows.export_pdf import FONTS_FOLDER, check_pdf, export_pdf, fonts_remark, pdf_of
from workflows.log_file import log_file
from workflows.page_pictures import set_pages


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


@pytest.mark.parametrize(
    ("maker", "run"),
    [
        ("make_pdf", lambda report, folder: export_pdf(report, folder / "报告.pdf")),
        ("make_preview", lambda report, _: set_pages(report.state(), DocumentOptions())),
    ],
)
def test_what_the_library_says_goes_to_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, maker: str, run: Callable[[Report, Path], object]
) -> None:
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))

    def refuse(*_: object, **__: object) -> None:
        raise ExportError("PDF 没有排成。", "请改用 Word 导出。") from RuntimeError("skipped a level")

    monkeypatch.setattr(f"exporters.pdf.{maker}", refuse)
    with pytest.raises(ExportError, match="没有排成"):
        run(example_report(), tmp_path)
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


def test_many_characters_without_a_font_are_named_in_part() -> None:
    strange = "".join(chr(0xF0000 + at) for at in range(25))
    told = fonts_remark(write(counted_report(), {"other": f"{strange}。"}))
    assert f"“{strange[:20]}…”" in told


def test_the_chart_stands_in_the_file_and_in_the_preview() -> None:
    report = example_report()
    report.apply(Edit("图", (ReplaceText("overview", 0, 0, (chart_block(),)),)))
    data = pdf_of(report)
    assert len(read_pictures(data).pictures) == 1
    preview, file = set_pages(report.state(), DocumentOptions()), DrawnPdf(data)
    assert preview.sizes == file.sizes
    for number in range(len(file.sizes)):
        assert preview.picture(number, 40).pixels == file.picture(number, 40).pixels


def test_the_fonts_of_the_pc_are_remembered_with_the_programs_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    monkeypatch.setattr("exporters.pdf_setter.remember_fonts_in", asked.append)
    monkeypatch.setattr("workflows.log_file.data_folder", lambda: tmp_path)
    pdf_of(counted_report())
    set_pages(counted_report().state(), DocumentOptions())
    assert asked == [tmp_path / FONTS_FOLDER] * 2


def _layout() -> tuple[object]:
    from tests.builders import layout_of

    return (layout_of("2021"),)
