"""Word files, workbooks and zips that are made to break whoever reads them; see tests/hostile_files.py."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from ooxml.package import CONTENT_TYPES, Package, make_package
from workflows.example import make_example
from workflows.export_kinds import AS_USUAL, KINDS

DOCUMENT, STRINGS = "word/document.xml", "xl/sharedStrings.xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "政府信息公开">' for n in range(10))
SECRET = "那个不该读到的文件"
"""What stands in the file that external entities point at."""


def good(folder: Path, kind: str) -> Path:
    """The example report as a sound document of this kind."""
    path = folder / f"好的{KINDS[kind].suffix}"
    if not path.exists():
        KINDS[kind].write(make_example(), path, AS_USUAL)
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of a Word or Excel file."""
    package = Package(path.read_bytes())
    return {name: package.read(name) for name in package.names}


def _with(path: Path, kind: str, changed: Mapping[str, bytes]) -> None:
    path.write_bytes(make_package(parts_of(good(path.parent, kind)) | dict(changed)))


def _word(body: str, before: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document {_W}><w:body>{body}</w:body></w:document>'.encode()
    )


def _sheet_name(path: Path) -> str:
    return next(name for name in parts_of(good(path.parent, "excel")) if name.startswith("xl/worksheets/sheet"))


def word_of_paragraphs(path: Path, size: float) -> None:
    """60 MB of XML in 60 KB: ten million paragraphs with nothing in them."""
    _with(path, "word", {DOCUMENT: _word("<w:p/>" * int(10e6 * size))})


def word_of_one_text(path: Path, size: float) -> None:
    """60 MB of one text."""
    _with(path, "word", {DOCUMENT: _word(f"<w:p><w:r><w:t>{'9' * int(60e6 * size)}</w:t></w:r></w:p>")})


def word_of_cells(path: Path, size: float) -> None:
    """60 MB of one row of a table."""
    _with(path, "word", {DOCUMENT: _word(f"<w:tbl><w:tr>{'<w:tc><w:p/></w:tc>' * int(3e6 * size)}</w:tr></w:tbl>")})


def word_too_large(path: Path, size: float) -> None:
    """300 MB of spaces in 300 KB, declared as they are."""
    parts = parts_of(good(path.parent, "word"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        archive.writestr("word/media/image1.xml", b" " * int(300 * 2**20 * size))


def word_that_lies(path: Path, size: float) -> None:
    """A part that unpacks to far more than it says."""
    data = bytearray(_package_bytes(path, _word("<w:p/>" * int(3e6 * size))))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark)
        while at >= 0:
            if struct.unpack_from("<L", data, at + offset)[0] > 100_000:
                struct.pack_into("<L", data, at + offset, 4000)
            at = data.find(mark, at + 4)
    path.write_bytes(data)


def _package_bytes(path: Path, document: bytes) -> bytes:
    return make_package(parts_of(good(path.parent, "word")) | {DOCUMENT: document})


def zip_of_overlaps(path: Path, size: float) -> None:
    """A thousand members that are all the same compressed bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    plain = b" " * int(4 * 2**20 * max(size, 0.1))
    raw = packer.compress(plain) + packer.flush()
    common = (20, 0, 8, 0, 33, zlib.crc32(plain), len(raw), len(plain))
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", *common, 5, 0) + b"a.xml" + raw
    entries = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, *common, 5, 0, 0, 0, 0, 0, 0) + f"{n:05}".encode()
        for n in range(1000)
    )
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1000, 1000, len(entries), len(local), 0)
    path.write_bytes(local + entries + end)


def zip_of_zips(path: Path, size: float) -> None:
    """Zips in zips in zips."""
    data = b"0" * int(10e6 * size)
    for depth in range(5):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(10):
                archive.writestr(f"{depth}{number}.zip", data)
        data = held.getvalue()
    path.write_bytes(data)


def zip_of_names(path: Path, size: float) -> None:
    """A hundred thousand empty members."""
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(int(100_000 * size)):
            archive.writestr(f"word/{number}.xml", b"")


def excel_of_strings(path: Path, size: float) -> None:
    """45 MB of shared strings."""
    items = "<si><t>9</t></si>" * int(45e6 / 17 * size)
    _with(path, "excel", {STRINGS: f"<sst {_S}>{items}</sst>".encode()})


def excel_of_rows(path: Path, size: float) -> None:
    """45 MB of rows."""
    rows = "<row><c><v>1</v></c></row>" * int(45e6 / 26 * size)
    name = _sheet_name(path)
    _with(path, "excel", {name: f"<worksheet {_S}><sheetData>{rows}</sheetData></worksheet>".encode()})


def excel_far_corner(path: Path, _: float) -> None:
    """One cell in the last row and column, and a merged cell over all of the sheet."""
    cell = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>远</t></is></c></row>'
    merged = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    name = _sheet_name(path)
    content = parts_of(good(path.parent, "excel"))[name].decode()
    content = content.replace(
        "</sheetData>", f"{cell}</sheetData>{merged}" if "<mergeCells" not in content else f"{cell}</sheetData>"
    )
    content = content.replace("</mergeCells>", '<mergeCell ref="A1:XFD1048576"/></mergeCells>')
    _with(path, "excel", {name: content.encode()})


def excel_far_corner_alone(path: Path, _: float) -> None:
    """A workbook with one cell, in the last row and column."""
    cell = (
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    )
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    to_book = f'<Relationship Id="r1" Type="{links}/officeDocument" Target="xl/workbook.xml"/>'
    to_sheet = f'<Relationship Id="r1" Type="{links}/worksheet" Target="worksheets/sheet1.xml"/>'
    book = f'<workbook {_S} xmlns:r="{links}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>'
    parts = {
        CONTENT_TYPES: types.encode(),
        "_rels/.rels": relations.format(to_book).encode(),
        "xl/workbook.xml": book.encode(),
        "xl/_rels/workbook.xml.rels": relations.format(to_sheet).encode(),
        "xl/worksheets/sheet1.xml": f"<worksheet {_S}>{cell}</worksheet>".encode(),
    }
    path.write_bytes(make_package(parts))


def word_laughs(path: Path, _: float) -> None:
    """A billion laughs in a Word file."""
    body = "<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>"
    _with(path, "word", {DOCUMENT: _word(body, f"<!DOCTYPE d [{LAUGHS}]>")})


def excel_laughs(path: Path, _: float) -> None:
    """A billion laughs in a workbook."""
    text = f'<?xml version="1.0"?><!DOCTYPE d [{LAUGHS}]><sst {_S}><si><t>&l9;</t></si></sst>'
    _with(path, "excel", {STRINGS: text.encode()})


def entity(path: Path) -> str:
    secret = path.parent / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    return f'<!DOCTYPE d [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'


def word_entity(path: Path, _: float) -> None:
    """An external entity in a Word file."""
    document = parts_of(good(path.parent, "word"))[DOCUMENT].decode()
    head, rest = document.split("?>", 1)
    changed = f"{head}?>{entity(path)}{rest}".replace("</w:t>", "&e;</w:t>", 1)
    _with(path, "word", {DOCUMENT: changed.encode()})


_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FIELDS = (
    "INCLUDETEXT {0}",
    "INCLUDEPICTURE {0}",
    "DDEAUTO cmd /c {0}",
    "LINK Word.Document.8 {0}",
    "MACROBUTTON x {0}",
)


def word_links(path: Path, _: float) -> None:
    """A Word file with macros, that wants text, pictures, a template and a program from elsewhere."""
    parts = parts_of(good(path.parent, "word"))
    links = "word/_rels/document.xml.rels"
    wanted = "".join(
        f'<Relationship Id="x{kind}" Type="{_RELATION}/{kind}" Target="http://127.0.0.1:9/x" TargetMode="External"/>'
        for kind in ("attachedTemplate", "image", "oleObject", "subDocument", "frame")
    )
    fields = "".join(f'<w:p><w:fldSimple w:instr="{field.format("http://127.0.0.1:9/x")}"/></w:p>' for field in _FIELDS)
    changed = {
        links: parts[links].replace(b"</Relationships>", f"{wanted}</Relationships>".encode()),
        DOCUMENT: parts[DOCUMENT].replace(b"<w:body>", f"<w:body>{fields}".encode()),
        CONTENT_TYPES: parts[CONTENT_TYPES].replace(
            b"openxmlformats-officedocument.wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"
        ),
        "word/vbaProject.bin": b"\xd0\xcf\x11\xe0AutoOpen Shell",
    }
    path.write_bytes(make_package(parts | changed))


def excel_links(path: Path, _: float) -> None:
    """A workbook with macros, whose formulas want figures from other files and addresses."""
    parts = parts_of(good(path.parent, "excel"))
    links, types = "xl/_rels/workbook.xml.rels", parts[CONTENT_TYPES]
    wanted = f'<Relationship Id="x1" Type="{_RELATION}/externalLink" Target="externalLinks/externalLink1.xml"/>'
    cells = "".join(
        f'<row r="{row}"><c r="Z{row}"><f>{formula}</f></c></row>'
        for row, formula in enumerate(("[1]表!A1", 'WEBSERVICE("http://127.0.0.1:9/x")', "cmd|'/c calc'!A1"), 900)
    )
    sheet = sorted(name for name in parts if name.startswith("xl/worksheets/sheet"))[-1]
    changed = {
        links: parts[links].replace(b"</Relationships>", f"{wanted}</Relationships>".encode()),
        sheet: parts[sheet].replace(b"</sheetData>", f"{cells}</sheetData>".encode()),
        "xl/externalLinks/externalLink1.xml": f'<externalLink {_S}><externalBook r:id="r1"/></externalLink>'.encode(),
        CONTENT_TYPES: types.replace(
            b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
        ),
        "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0Auto_Open Shell",
    }
    path.write_bytes(make_package(parts | changed))


def word_nested(path: Path, size: float) -> None:
    """Five thousand tables in each other."""
    deep = int(5000 * size)
    _with(path, "word", {DOCUMENT: _word("<w:tbl><w:tr><w:tc>" * deep + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * deep)})


def word_nested_often(path: Path, size: float) -> None:
    """Thousands of tables, sixty deep, again and again."""
    one = "<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60
    _with(path, "word", {DOCUMENT: _word(one * int(1000 * size))})


def locked_zip(path: Path, _: float) -> None:
    """A zip whose members are marked as encrypted."""
    data = bytearray(good(path.parent, "word").read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    path.write_bytes(data)
