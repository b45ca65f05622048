"""What a file is, told by its content alone; the same for sources and for templates."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.errors import FileFormatError, ImportProblem
from model.storage import dump
from ooxml.package import make_package
from tests.ooxml.compound_files import book_head, compound_file, word_head
from workflows import source_kinds as kinds
from workflows.example import make_example
from workflows.importing import import_data
from workflows.source_kinds import kind_of


def package(types: str) -> bytes:
    return make_package({"[Content_Types].xml": f"<Types>{types}</Types>".encode()})


WORD_TYPE, BOOK_TYPE = "wordprocessingml.document.main+xml", "spreadsheetml.sheet.main+xml"
FILES = [
    (package(WORD_TYPE), kinds.WORD),
    (package(WORD_TYPE + "presentationml"), kinds.WORD),
    (package("wordprocessingml.template.main+xml"), kinds.WORD_TEMPLATE),
    (package("ms-word.document.macroEnabled.main+xml"), kinds.WORD_MACROS),
    (package("ms-word.template.macroEnabledTemplate.main+xml"), kinds.WORD_MACROS),
    (package(BOOK_TYPE), kinds.EXCEL),
    (package("spreadsheetml.template.main+xml"), kinds.EXCEL_TEMPLATE),
    (package("ms-excel.sheet.macroEnabled.main+xml"), kinds.EXCEL_MACROS),
    (package("ms-excel.sheet.binary.macroEnabled.main"), kinds.EXCEL_BINARY),
    (package("presentationml.presentation.main+xml"), kinds.SLIDES),
    (package("x"), kinds.PACKAGE),
    (make_package({"mimetype": b"application/vnd.oasis.opendocument.text"}), kinds.OPEN_TEXT),
    (make_package({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), kinds.OPEN_SHEET),
    (make_package({"mimetype": b"application/vnd.oasis.opendocument.graphics"}), kinds.OPEN_OTHER),
    (make_package({"OFD.xml": b"<OFD/>"}), kinds.OFD),
    (make_package({"a.txt": b"a"}), kinds.PACKED),
    (compound_file({"WordDocument": word_head(False)}), kinds.OLD_WORD),
    (compound_file({"WordDocument": word_head(False)}, {"Workbook": book_head(False)}), kinds.OLD_WORD),
    (compound_file({"Workbook": book_head(False)}), kinds.OLD_EXCEL),
    (compound_file({"Book": book_head(False)}), kinds.OLD_EXCEL),
    (compound_file({"PowerPoint Document": b""}), kinds.SLIDES),
    (compound_file({"别的": b""}), kinds.OLD_OFFICE),
    (compound_file({"WordDocument": word_head(True)}), kinds.LOCKED),
    (compound_file({"Workbook": book_head(True)}), kinds.LOCKED),
    (compound_file({"EncryptedPackage": b""}), kinds.LOCKED),
    (compound_file({"EncryptedPackage": b""})[:1500], kinds.LOCKED),
    (b"{\\rtf1\\ansi", kinds.RTF),
    (b"%PDF-1.7", kinds.PDF),
    (b"junk before it\n%PDF-1.4", kinds.PDF),
    (b"<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?><w:wordDocument/>", kinds.WORD_XML),
    (b"\xef\xbb\xbf<?xml version='1.0'?><a/>", kinds.XML),
    (b"\r\n<!DOCTYPE html><html>", kinds.PAGE),
    ("<html><body>".encode("utf-16"), kinds.PAGE),
    (b"From: <x>\r\nSubject: =?x?=\r\nMIME-Version: 1.0\r\n\r\n<html>", kinds.ARCHIVE),
    (b"\x89PNG\r\n", kinds.PICTURE),
    (b"Rar!\x1a\x07", kinds.PACKED),
    (dump(make_example()), kinds.REPORT),
    ("今天天气很好。".encode(), kinds.TEXT),
    (b"", kinds.TEXT),
]  # fmt: skip


@pytest.mark.parametrize(("data", "kind"), FILES, ids=lambda value: value if isinstance(value, str) else "")
def test_the_kind(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind
    assert kinds.WHAT[kind]


def test_a_damaged_package_is_told() -> None:
    with pytest.raises(FileFormatError):
        kind_of(package(WORD_TYPE)[:-30])


@pytest.mark.parametrize(
    ("data", "said", "advice"),
    [
        (compound_file({"EncryptedPackage": b""}), "加了打开密码", "去掉打开密码"),
        (compound_file({"WordDocument": word_head(True)}), "加了打开密码", "去掉打开密码"),
        (compound_file({"WordDocument": word_head(False)}), "旧格式的文字文件", "另存为“Word 文档（.docx）”"),
        (compound_file({"别的": b""}), "旧格式", "另存为"),
        (b"\x89PNG", "是图片", "识别软件"),
        (make_package({"OFD.xml": b"<OFD/>"}), "OFD", "粘贴整篇报告"),
        (make_package({"a.txt": b"a"}), "压缩包", "解压"),
        (package("presentationml.presentation.main+xml"), "演示文稿", "粘贴整篇报告"),
        (b"<?xml version='1.0'?><a/>", "XML", "粘贴整篇报告"),
    ],
)
def test_what_is_not_read_is_told_with_what_to_do(data: bytes, said: str, advice: str) -> None:
    with pytest.raises(ImportProblem) as raised:
        import_data(data, "来的文件.docx")
    assert raised.value.summary.startswith("来的文件.docx")
    assert said in raised.value.summary
    assert advice in raised.value.advice


def test_no_other_module_tells_kinds_by_their_beginnings() -> None:
    folder = Path(__file__).parents[2] / "workflows"
    telling = {file.name for file in folder.glob("*.py") if "\\xd0\\xcf\\x11\\xe0" in file.read_text("utf-8")}
    assert telling == {"source_kinds.py", "office_conversion.py"}
