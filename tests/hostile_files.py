"""Files that are made to break whoever reads them, small for the tests and in full size for `bench/damaged.py`.

Each maker writes one file; size is 1.0 for the whole thing, less for the same thing smaller.
"""

from __future__ import annotations

import os
import random
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.hostile_packages import (
    LAUGHS,
    entity,
    excel_far_corner,
    excel_far_corner_alone,
    excel_laughs,
    excel_links,
    excel_of_rows,
    excel_of_strings,
    good,
    locked_zip,
    word_entity,
    word_laughs,
    word_links,
    word_nested,
    word_nested_often,
    word_of_cells,
    word_of_one_text,
    word_of_paragraphs,
    word_that_lies,
    word_too_large,
    zip_of_names,
    zip_of_overlaps,
    zip_of_zips,
)

Maker = Callable[[Path, float], None]


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


def page_entity(path: Path, _: float) -> None:
    """An external entity in a web page."""
    page = good(path.parent, "html").read_text("utf-8").replace("<body>", "<body><p>&e;</p>")
    path.write_text(f"{entity(path)}{page}", "utf-8")


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


def device(path: Path, _: float) -> None:
    """A device that never ends, under a document's name."""
    path.symlink_to("/dev/zero")


def system_file(path: Path, _: float) -> None:
    """A file of the system that says that it is empty."""
    path.symlink_to("/proc/self/status")


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
    "device": (".docx", device),
    "system file": (".txt", system_file),
    "word links": (".docm", word_links),
    "excel links": (".xlsm", excel_links),
}
"""What is wrong with a file → its suffix and its maker."""

SOUND = ("excel far corner", "page laughs", "page entity", "word links", "excel links")
"""Those that are reports all the same: what is hostile in them is passed over."""


def make(name: str, folder: Path, size: float) -> Path:
    """The hostile file of this name in the folder."""
    suffix, maker = MAKERS[name]
    path = folder / f"{name}{suffix}"
    maker(path, size)
    return path
