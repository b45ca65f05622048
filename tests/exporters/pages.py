"""Word files set as pages by LibreOffice, with the tests' own fonts, and the words on those pages with their boxes."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import NamedTuple

from tests.exporters.fonts import write_font_configuration

_PAGE = re.compile(r"<page [^>]*>(.*?)</page>", re.DOTALL)
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


class Word(NamedTuple):
    """A stretch of text without white space; box in points from the page's top left."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


Page = list[Word]


def set_pages(documents: Mapping[str, bytes], folder: Path, stand_ins: Mapping[str, str]) -> dict[str, list[Page]]:
    """Each document's pages; one run of LibreOffice sets them all."""
    return {name: pages_of(file) for name, file in converted(documents, folder, stand_ins, "pdf").items()}


def converted(documents: Mapping[str, bytes], folder: Path, stand_ins: Mapping[str, str], kind: str) -> dict[str, Path]:
    """Each document as LibreOffice saves it in another format, or in the same one anew."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, data in documents.items():
        file = folder / f"{name}.docx"
        file.write_bytes(data)
        files.append(str(file))
    environment = {**os.environ, "FONTCONFIG_FILE": str(write_font_configuration(folder, stand_ins))}
    result = folder / kind
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", kind, "--outdir", str(result), *files],
        env=environment, capture_output=True, timeout=300, check=True,
    )  # fmt: skip
    return {name: result / f"{name}.{kind}" for name in documents}


def pages_of(pdf: Path) -> list[Page]:
    """A PDF's pages as poppler reads them."""
    listed = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    return [
        [Word(*map(float, match[:4]), unescape(match[4])) for match in _WORD.findall(page)]
        for page in _PAGE.findall(listed)
    ]


def page_with(pages: list[Page], text: str) -> int:
    """The number, from 0, of the first page that has this text within a line."""
    for number, page in enumerate(pages):
        if text in "".join(word.text for word in page):
            return number
    raise AssertionError(f"no page has {text}")
