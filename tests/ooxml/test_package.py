"""Packages: limits, refusals, raw copies, the same bytes each time."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.errors import FileFormatError
from ooxml.package import CONTENT_TYPES, LIMITS, Package, make_package, package_kind

PARTS = {
    CONTENT_TYPES: b"<Types/>",
    "word/document.xml": b"<a>" + b"x" * 5000 + b"</a>",
    "word/media/image1.png": bytes(range(256)),
}


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_what_is_made_can_be_read_by_others() -> None:
    data = make_package(PARTS)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == PARTS
        assert archive.namelist()[0] == CONTENT_TYPES
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_parts_give_the_same_bytes() -> None:
    assert make_package(PARTS) == make_package(dict(PARTS))
    assert (
        Package(make_package(PARTS)).names[0]
        == CONTENT_TYPES
        == Package(make_package(dict(reversed(PARTS.items())))).names[0]
    )
    assert Package(make_package(PARTS)).with_parts({}) == make_package(PARTS)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_unchanged_parts_are_copied_as_they_lie(method: int) -> None:
    source = zipped(PARTS, method)
    result = Package(source).with_parts(
        {"word/document.xml": b"<b/>", "word/new.xml": b"<c/>", "word/media/image1.png": None}
    )
    with zipfile.ZipFile(io.BytesIO(result)) as archive, zipfile.ZipFile(io.BytesIO(source)) as before:
        assert archive.testzip() is None
        assert archive.read("word/document.xml") == b"<b/>"
        assert archive.read("word/new.xml") == b"<c/>"
        assert "word/media/image1.png" not in archive.namelist()
        old, new = before.getinfo(CONTENT_TYPES), archive.getinfo(CONTENT_TYPES)
        assert (old.CRC, old.compress_size, old.compress_type) == (new.CRC, new.compress_size, new.compress_type)


def test_names_beyond_ascii_survive() -> None:
    data = Package(zipped({"word/图片.png": b"1"})).with_parts({})
    assert Package(data).read("word/图片.png") == b"1"


def test_folders_and_data_before_the_package_are_no_trouble() -> None:
    data = b"#!junk" + zipped({"word/": b"", "word/a.xml": b"<a/>"})
    assert Package(data).names == ("word/a.xml",)
    assert Package(data).read("word/a.xml") == b"<a/>"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是 Word"),
        (b"hello", "不是 Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧格式"),
        (make_package(PARTS)[:-30], "不是 Word"),
    ],
)
def test_what_is_no_package_is_told(data: bytes, said: str) -> None:
    with pytest.raises(FileFormatError, match=said):
        Package(data)


def test_too_many_members_too_large_ones_and_too_much_in_all_are_refused() -> None:
    for limits in (
        LIMITS._replace(members=2),
        LIMITS._replace(member=4999),
        LIMITS._replace(total=5200),
        LIMITS._replace(file=100),
    ):
        with pytest.raises(FileFormatError, match="超出"):
            Package(zipped(PARTS), limits)
    Package(zipped(PARTS), LIMITS._replace(members=3, member=5007))


def test_a_bomb_is_never_unpacked_beyond_what_it_declares() -> None:
    """A member that declares 10 bytes and holds 30 million."""
    data = bytearray(zipped({"word/document.xml": b"<a/>" + b" " * 30_000_000}))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.index(signature) + offset
        data[at : at + 4] = struct.pack("<L", 10)
    with pytest.raises(FileFormatError, match="已损坏"):
        Package(bytes(data)).read("word/document.xml")


def test_a_member_with_a_wrong_check_sum_is_refused() -> None:
    data = bytearray(make_package(PARTS))
    at = data.index(b"word/document.xml") + 40
    data[at] ^= 0xFF
    with pytest.raises(FileFormatError, match=r"word/document\.xml"):
        Package(bytes(data)).read("word/document.xml")


def test_an_encrypted_member_is_told() -> None:
    data = bytearray(zipped({"a.xml": b"<a/>"}))
    at = data.index(b"PK\x01\x02") + 8
    data[at] |= 1
    with pytest.raises(FileFormatError, match="密码"):
        Package(bytes(data))


def test_double_names_are_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.xml", "<a/>")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.xml", "<b/>")
    with pytest.raises(FileFormatError, match="重名"):
        Package(buffer.getvalue())


def test_other_methods_of_packing_are_refused() -> None:
    with pytest.raises(FileFormatError, match="已损坏"):
        Package(zipped({"a.xml": b"<a/>"}, zipfile.ZIP_LZMA))


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a><a/>',
        b"\xef\xbb\xbf<?xml version='1.0' encoding='GB18030'?><a/>",
    ],
)
def test_a_document_type_is_refused_however_it_is_written(content: bytes) -> None:
    with pytest.raises(FileFormatError, match="不安全"):
        Package(zipped({"a.xml": content})).read("a.xml")


def test_a_missing_part_is_named() -> None:
    with pytest.raises(FileFormatError, match=r"word/styles\.xml"):
        Package(zipped(PARTS)).read("word/styles.xml")


@settings(max_examples=60)
@given(st.binary(max_size=400), st.integers(0, 2**20))
def test_damage_anywhere_is_an_error_that_is_told_or_does_no_harm(noise: bytes, at: int) -> None:
    data = bytearray(make_package(PARTS))
    at %= len(data)
    data[at : at + len(noise)] = noise
    try:
        package = Package(bytes(data))
        for name in package.names:
            package.read(name)
    except FileFormatError:
        pass


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("wordprocessingml.document.main", ".docx"),
        ("spreadsheetml.sheet.main", ".xlsx"),
        ("presentationml.presentation.main", ""),
    ],
)
def test_the_kind_is_told_by_the_content(content: str, kind: str) -> None:
    types = f'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{content}+xml"/></Types>'
    assert package_kind(zipped({CONTENT_TYPES: types.encode()})) == kind
