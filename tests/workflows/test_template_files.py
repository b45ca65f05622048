"""Files chosen as a template: told by their content, each other kind with what it is and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters.templates.excel_template import excel_template
from model.errors import ExportError
from ooxml.package import Package, make_package
from tests.builders import form_of, layout_of, report_with
from tests.exporters.documents import office_template, paragraph, template_of
from workflows.check_template import check_template
from workflows.labelled_templates import gaps
from workflows.template_files import template_kind

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def old(stream: str) -> bytes:
    return OLD + stream.encode("utf-16-le") + b"\0" * 200


def package(types: bytes, **parts: bytes) -> bytes:
    return make_package({"[Content_Types].xml": b"<Types>" + types + b"</Types>", **parts})


def encrypted_member() -> bytes:
    data = bytearray(package(b""))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


WORD = office_template(paragraph("{{unit}}"))


@pytest.mark.parametrize(
    ("data", "said", "advice"),
    [
        (b"", "是空文件", "重新取得"),
        (old("WordDocument"), "是旧格式的文字文件（.doc、.wps）", "另存为“Word 文档（.docx）”"),
        (old("Workbook"), "旧格式的表格（.xls、.et）", "另存为“Excel 工作簿（.xlsx）”"),
        (old("EncryptedPackage"), "加了打开密码", "去掉打开密码"),
        (old("PowerPoint Document"), "演示文稿", "请选择 Word"),
        (OLD, "旧格式", "另存为"),
        (b"%PDF-1.7", "PDF", "发文单位"),
        (b"{\\rtf1", "RTF", "另存为"),
        (b"\xff\xd8\xff\xe0", "图片", "发文单位"),
        (b"\r\n<html>", "网页", "另存为"),
        (b"Rar!\x1a\x07", "压缩包", "解压"),
        ("只是文字".encode(), "不是 Word（.docx）或 Excel（.xlsx）文件", "请选择"),
        (WORD[: len(WORD) // 2], "打不开", "重新取得"),
        (encrypted_member(), "加了密码", "去掉密码"),
        (package(b"application/vnd.ms-word.document.macroEnabled.main+xml"), "带有宏", "另存为"),
        (package(b"wordprocessingml.template.main+xml"), "是 Word 模板（.dotx）", "另存为"),
        (package(b"spreadsheetml.template.main+xml"), "是 Excel 模板（.xltx）", "另存为"),
        (package(b"x"), "不是 Word（.docx）或 Excel（.xlsx）文件", "请选择"),
        (make_package({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument", "另存为"),
        (make_package({"OFD.xml": b"<OFD/>"}), "OFD", "发文单位"),
        (make_package({"a.txt": b"a"}), "压缩包", "解压"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_files_are_told_with_their_name_and_what_to_do(
    data: bytes, said: str, advice: str, tmp_path: Path
) -> None:
    path = tmp_path / "下发的表.docx"
    path.write_bytes(data)
    with pytest.raises(ExportError) as raised:
        check_template(path, form_of("2021"))
    assert "下发的表.docx" in raised.value.summary
    assert said in raised.value.summary
    assert advice in raised.value.advice


def test_a_folder_and_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="是一个文件夹，不是模板"):
        template_kind(tmp_path)
    with pytest.raises(ExportError, match="读不到模板"):
        template_kind(tmp_path / "没有.docx")


@pytest.mark.parametrize("name", ["模板.doc", "模板.xlsx", "模板"])
def test_a_renamed_word_file_is_told_by_its_content(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(template_of("2021"))
    assert template_kind(path) == ".docx"
    assert check_template(path, form_of("2021")).usable


def test_a_renamed_workbook_is_told_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(excel_template(form_of("2021"), layout_of("2021")))
    assert template_kind(path) == ".xlsx"
    assert check_template(path, form_of("2021")).usable
    with pytest.raises(ExportError, match=r"的内容是 .xlsx 文件，不能用来写 .docx 文件"):
        gaps(report_with(), path, ".docx")


def test_a_damaged_part_is_told(tmp_path: Path) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(Package(WORD).with_parts({"word/document.xml": b"<w:document"}))
    with pytest.raises(ExportError, match="模板"):
        check_template(path, form_of("2021"))
