"""Files that are made to break whoever reads them, small for the tests and in full size for `bench/damaged.py`.

Each maker writes one file; size is 1.0 for the whole thing, less for the same thing smaller.
"""

from __future__ import annotations

import io
import os
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
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

Maker = Callable[[Path, float], None]


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


def page_laughs(path: Path, _: float) -> None:
    """A billion laughs in a web page."""
    page = good(path.parent, "html").read_text("utf-8").replace("<!doctype html>", "").replace("<!DOCTYPE html>", "")
    path.write_text(f"<!DOCTYPE html [{LAUGHS}]>{page.replace('</body>', '<p>&l9;</p></body>')}", "utf-8")


def old_xml_laughs(path: Path, _: float) -> None:
    """A billion laughs in the workbook of Excel 2003 that is one XML file and is often called .xls."""
    cell = '<Cell><Data ss:Type="String">&l9;</Data></Cell>'
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    book = f'<Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="1"><Table><Row>{cell}</Row></Table>'
    text = f'<?xml version="1.0"?><!DOCTYPE d [{LAUGHS}]>{book}</Worksheet></Workbook>'
    path.write_text(text, "utf-8")


def _entity(path: Path) -> str:
    secret = path.parent / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    return f'<!DOCTYPE d [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'


def word_entity(path: Path, _: float) -> None:
    """An external entity in a Word file."""
    document = parts_of(good(path.parent, "word"))[DOCUMENT].decode()
    head, rest = document.split("?>", 1)
    changed = f"{head}?>{_entity(path)}{rest}".replace("</w:t>", "&e;</w:t>", 1)
    _with(path, "word", {DOCUMENT: changed.encode()})


def page_entity(path: Path, _: float) -> None:
    """An external entity in a web page."""
    page = good(path.parent, "html").read_text("utf-8").replace("<body>", "<body><p>&e;</p>")
    path.write_text(f"{_entity(path)}{page}", "utf-8")


def word_nested(path: Path, size: float) -> None:
    """Five thousand tables in each other."""
    deep = int(5000 * size)
    _with(path, "word", {DOCUMENT: _word("<w:tbl><w:tr><w:tc>" * deep + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * deep)})


def word_nested_often(path: Path, size: float) -> None:
    """Thousands of tables, sixty deep, again and again."""
    one = "<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60
    _with(path, "word", {DOCUMENT: _word(one * int(1000 * size))})


def page_nested(path: Path, size: float) -> None:
    """Fifty thousand tables in each other."""
    deep = int(50_000 * size)
    path.write_text(f"<html>{'<table><tr><td>' * deep}1{'</td></tr></table>' * deep}</html>", "utf-8")


def page_of_tags(path: Path, size: float) -> None:
    """Four million beginnings of comments, and nothing closed."""
    path.write_text(f"<html><table>{'<!--' * int(900_000 * size)}", "utf-8")


def page_of_spans(path: Path, size: float) -> None:
    """Cells that want to span everything."""
    cells = '<td rowspan="65534" colspan="1000">1</td>' * 50
    path.write_text(f"<html><table>{f'<tr>{cells}</tr>' * int(1500 * size)}</table></html>", "utf-8")


def text_of_digits(path: Path, size: float) -> None:
    """90 MB of one line."""
    path.write_bytes(b"9" * int(90e6 * size))


def text_of_lines(path: Path, size: float) -> None:
    """Millions of lines."""
    path.write_bytes(b"9\n" * int(40e6 * size))


def text_of_tabs(path: Path, size: float) -> None:
    """Two million empty cells under the title of a report."""
    head = "示例局2025年政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况\n"
    path.write_text(head + ("\t" * 1000 + "\n") * int(2000 * size), "utf-8")


def noise(path: Path, size: float) -> None:
    """90 MB of noise."""
    path.write_bytes(random.Random(1).randbytes(int(90e6 * size)))


def too_large(path: Path, size: float) -> None:
    """200 MB, as a Word file would begin."""
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(int(200e6 * size))


def locked_office(path: Path, _: float) -> None:
    """What Word and Excel write with a password: an old container with the encrypted package in it."""
    directory = "".join(f"{name:\0<32}" for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage"))
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + directory.encode("utf-16-le") + bytes(4096))


def locked_zip(path: Path, _: float) -> None:
    """A zip whose members are marked as encrypted."""
    data = bytearray(good(path.parent, "word").read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    path.write_bytes(data)


def pdf_bomb(path: Path, size: float) -> None:
    """A page whose content unpacks to a gigabyte."""
    packer = zlib.compressobj(9)
    chunk = b"0 0 m " * 170_000
    content = b"".join([packer.compress(chunk) for _ in range(int(1000 * size) or 1)]) + packer.flush()
    path.write_bytes(pdf_of(content, b"/Filter /FlateDecode"))


def pdf_of_pages(path: Path, size: float) -> None:
    """A page tree that leads back into itself, wide and deep."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    objects.append(b"<< /Type /Pages /Count 100000 /Kids [" + b"2 0 R 3 0 R " * int(50_000 * size) + b"] >>")
    objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>")
    path.write_bytes(_pdf(objects))


def pdf_of_brackets(path: Path, size: float) -> None:
    """Arrays in arrays without end."""
    path.write_bytes(_pdf([b"<< /Type /Catalog /Pages " + b"[" * int(2e6 * size)]))


def pdf_of_lines(path: Path, size: float) -> None:
    """A hundred thousand drawn lines that all cross each other."""
    draws = [f"{n % 500} 0 m {n % 500} 800 l S 0 {n % 700} m 590 {n % 700} l S\n" for n in range(int(50_000 * size))]
    path.write_bytes(pdf_of("".join(draws).encode()))


def locked_pdf(path: Path, _: float) -> None:
    """A PDF that asks for a password."""
    key = b"<" + b"41" * 32 + b">"
    lock = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O " + key + b" /U " + key + b" >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 0 /Kids [] >>", lock]
    path.write_bytes(_pdf(objects, b"/Encrypt 3 0 R /ID [<41> <41>]"))


def pdf_of(content: bytes, filters: bytes = b"") -> bytes:
    """A PDF of one page with this content."""
    return _pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            b"<< /Length " + str(len(content)).encode() + b" " + filters + b" >>\nstream\n" + content + b"\nendstream",
        ]
    )


def _pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    data = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{at:010} 00000 n \n" for at in places)
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R ".encode() + trailer + b" >>\nstartxref\n"
    return data + table.encode() + end + f"{len(data)}\n%%EOF\n".encode()


def truncated(path: Path, _: float) -> None:
    """Half of a Word file."""
    data = good(path.parent, "word").read_bytes()
    path.write_bytes(data[: len(data) // 2])


def empty(path: Path, _: float) -> None:
    """0 bytes."""
    path.write_bytes(b"")


def folder(path: Path, _: float) -> None:
    """A folder with a document's name."""
    path.mkdir()


def pipe(path: Path, _: float) -> None:
    """A pipe that nobody ever writes to."""
    os.mkfifo(path)


def looped_link(path: Path, _: float) -> None:
    """A link to itself."""
    path.symlink_to(path)


MAKERS: Mapping[str, tuple[str, Maker]] = {
    "word paragraphs": (".docx", word_of_paragraphs),
    "word one text": (".docx", word_of_one_text),
    "word cells": (".docx", word_of_cells),
    "word too large": (".docx", word_too_large),
    "word lies": (".docx", word_that_lies),
    "word laughs": (".docx", word_laughs),
    "word entity": (".docx", word_entity),
    "word nested": (".docx", word_nested),
    "word nested often": (".docx", word_nested_often),
    "zip overlaps": (".docx", zip_of_overlaps),
    "zip of zips": (".zip", zip_of_zips),
    "zip of names": (".xlsx", zip_of_names),
    "excel strings": (".xlsx", excel_of_strings),
    "excel rows": (".xlsx", excel_of_rows),
    "excel far corner": (".xlsx", excel_far_corner),
    "excel far corner alone": (".xlsx", excel_far_corner_alone),
    "excel laughs": (".xlsx", excel_laughs),
    "page laughs": (".html", page_laughs),
    "page entity": (".html", page_entity),
    "page nested": (".html", page_nested),
    "page tags": (".html", page_of_tags),
    "page spans": (".html", page_of_spans),
    "old xml laughs": (".xls", old_xml_laughs),
    "text digits": (".txt", text_of_digits),
    "text lines": (".txt", text_of_lines),
    "text tabs": (".txt", text_of_tabs),
    "noise": (".docx", noise),
    "200 MB": (".docx", too_large),
    "locked office": (".docx", locked_office),
    "locked zip": (".docx", locked_zip),
    "locked pdf": (".pdf", locked_pdf),
    "pdf bomb": (".pdf", pdf_bomb),
    "pdf pages": (".pdf", pdf_of_pages),
    "pdf brackets": (".pdf", pdf_of_brackets),
    "pdf lines": (".pdf", pdf_of_lines),
    "truncated": (".docx", truncated),
    "empty": (".docx", empty),
    "folder": (".docx", folder),
    "pipe": (".docx", pipe),
    "looped link": (".docx", looped_link),
}
"""What is wrong with a file → its suffix and its maker."""

SOUND = ("excel far corner", "page laughs", "page entity")
"""Those that are reports all the same: what is hostile in them is passed over."""


def make(name: str, folder: Path, size: float) -> Path:
    """The hostile file of this name in the folder."""
    suffix, maker = MAKERS[name]
    path = folder / f"{name}{suffix}"
    maker(path, size)
    return path
