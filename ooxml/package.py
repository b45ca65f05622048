"""Word and Excel files as packages of parts: opened with limits, changed parts written, all others copied raw.

Everything stays in memory: a package comes from bytes and gives bytes. The same parts give the same bytes,
whatever the clock says.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import NamedTuple

from model.errors import FileFormatError


class Limits(NamedTuple):
    """The most that is read of a package, in bytes and members; absolute, honest files stay far below."""

    file: int = 128 * 2**20
    members: int = 4096
    member: int = 64 * 2**20
    total: int = 256 * 2**20


LIMITS = Limits()

CONTENT_TYPES = "[Content_Types].xml"

_KINDS = {
    ".docx": b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    ".xlsx": b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_DATE = (1 << 5) | 1  # 1980-01-01, the zip format's first day
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_DECLARED_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_ALLOWED_ENCODINGS = {b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii"}


class _Member(NamedTuple):
    """A member as it lies in a package: its name, method (0 or 8), check sum, both sizes, compressed bytes."""

    name: str
    method: int
    check: int
    size: int
    data: memoryview | bytes


class Package:
    """A .docx or .xlsx file in memory. Reads parts; `with_parts` gives the bytes of a changed package."""

    def __init__(self, data: bytes, limits: Limits = LIMITS) -> None:
        """Take a file's bytes.

        Raises FileFormatError when they are no package or exceed the limits: declared here, true sizes at reading.
        """
        if len(data) > limits.file:
            raise _too_large(f"文件有 {len(data) // 2**20} MB")
        if data[:4] == _OLD_OFFICE:
            raise FileFormatError(
                "这是旧格式（.doc、.xls）或加了密码的文件。",
                "请用 Word、WPS 或 Excel 去掉密码，另存为 .docx 或 .xlsx 后再试。",
            )
        self._data = memoryview(data)
        self._entries = _entries(data, limits)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the package's order."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """A part's bytes.

        Raises FileFormatError when the part is missing or damaged, is longer than declared, or is XML with a
        document type declaration (which could pull in other files or swell without end).
        """
        entry = self._entries.get(name)
        if entry is None:
            raise FileFormatError(
                f"文件里没有“{name}”这一部分，可能已损坏。", "请重新取得这个文件，或用 Word、WPS 打开后另存。"
            )
        raw = self._raw(entry)
        content = bytes(raw) if entry.compress_type == zipfile.ZIP_STORED else _inflate(raw, entry)
        if len(content) != entry.file_size or zlib.crc32(content) != entry.CRC:
            raise _damaged(name)
        if name.endswith((".xml", ".rels", ".vml")):
            refuse_doctype(content, name)
        return content

    def with_parts(self, changed: Mapping[str, bytes | None], level: int = 6) -> bytes:
        """The package's bytes with these parts replaced, added at the end, or for None left out.

        level: how hard the changed parts are compressed, 1 (fast) to 9 (small).
        """
        members = []
        for name, entry in self._entries.items():
            if name not in changed:
                members.append(_Member(name, entry.compress_type, entry.CRC, entry.file_size, self._raw(entry)))
            elif (content := changed[name]) is not None:
                members.append(_compressed(name, content, level))
        for name, content in changed.items():
            if name not in self._entries and content is not None:
                members.append(_compressed(name, content, level))
        return _written(members)

    def _raw(self, entry: zipfile.ZipInfo) -> memoryview:
        start = entry.header_offset
        header = self._data[start : start + _LOCAL.size]
        if len(header) < _LOCAL.size or bytes(header[:4]) != b"PK\x03\x04":
            raise _damaged(entry.filename)
        *_, name_length, extra_length = _LOCAL.unpack(header)
        start += _LOCAL.size + name_length + extra_length
        raw = self._data[start : start + entry.compress_size]
        if len(raw) != entry.compress_size:
            raise _damaged(entry.filename)
        return raw


def make_package(parts: Mapping[str, bytes]) -> bytes:
    """A new package of these parts, in this order; the content types come first."""
    ordered = sorted(parts, key=lambda name: name != CONTENT_TYPES)
    return _written([_compressed(name, parts[name]) for name in ordered])


def refuse_doctype(content: bytes, name: str) -> None:
    """Raise FileFormatError when the XML has a document type declaration or an encoding that could hide one."""
    encoding = _DECLARED_ENCODING.match(content.removeprefix(b"\xef\xbb\xbf"))
    hidden = encoding is not None and encoding[1].lower() not in _ALLOWED_ENCODINGS
    text = content.replace(b"\0", b"") if b"\0" in content[:64] else content
    if hidden or (b"!" in text and _DOCTYPE.search(text)):
        raise FileFormatError(
            f"文件的“{name}”部分含有不安全的声明，没有打开。", "请用 Word、WPS 或 Excel 打开后另存，再试一次。"
        )


def _entries(data: bytes, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, UnicodeDecodeError, struct.error, NotImplementedError) as error:
        raise FileFormatError(
            "这不是 Word（.docx）或 Excel（.xlsx）文件，或文件已损坏。", "请重新取得文件，或用 Word、WPS 打开后另存。"
        ) from error
    if len(found) > limits.members:
        raise _too_large(f"文件里有 {len(found)} 个部分")
    if sum(entry.file_size for entry in found) > limits.total or any(
        entry.file_size > limits.member for entry in found
    ):
        raise _too_large("文件解开后过大")
    folders = sum(entry.filename.endswith("/") for entry in found)
    entries = {entry.filename: entry for entry in found if not entry.filename.endswith("/")}
    for entry in found:
        if entry.flag_bits & _ENCRYPTED:
            raise FileFormatError("文件加了密码，打不开。", "请去掉密码后再试。")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _damaged(entry.filename)
    if len(entries) + folders != len(found):
        raise FileFormatError("文件里有重名的部分，可能已损坏。", "请用 Word、WPS 或 Excel 打开后另存，再试一次。")
    return entries


def _inflate(raw: memoryview, entry: zipfile.ZipInfo) -> bytes:
    """Never more than one byte over the declared size is unpacked, whatever the data holds."""
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(raw, entry.file_size + 1)
    except zlib.error as error:
        raise _damaged(entry.filename) from error


def _compressed(name: str, content: bytes, level: int = 6) -> _Member:
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = packer.compress(content) + packer.flush()
    return _Member(name, zipfile.ZIP_DEFLATED, zlib.crc32(content), len(content), data)


def _written(members: list[_Member]) -> bytes:
    pieces: list[bytes | memoryview] = []
    directory: list[bytes] = []
    offset = 0
    for member in members:
        name = member.name.encode()
        flags = 0 if member.name.isascii() else _UTF8_NAME
        common = (flags, member.method, 0, _DATE, member.check, len(member.data), member.size, len(name), 0)
        pieces += [_LOCAL.pack(b"PK\x03\x04", 20, *common), name, member.data]
        directory += [_CENTRAL.pack(b"PK\x01\x02", 20, 20, *common, 0, 0, 0, 0, offset), name]
        offset += _LOCAL.size + len(name) + len(member.data)
    entries = b"".join(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(members), len(members), len(entries), offset, 0)
    return b"".join([*pieces, entries, end])


def _damaged(name: str) -> FileFormatError:
    return FileFormatError(f"文件的“{name}”部分已损坏。", "请重新取得这个文件，或用 Word、WPS 打开后另存。")


def _too_large(what: str) -> FileFormatError:
    return FileFormatError(f"{what}，超出了程序允许的范围，没有打开。", "请核对是不是拿错了文件。")


def package_kind(data: bytes) -> str:
    """ ".docx" or ".xlsx" by the content, "" for any other package; raises FileFormatError when it is none."""
    types = Package(data).read(CONTENT_TYPES)
    for kind, mark in _KINDS.items():
        if mark in types:
            return kind
    return ""
