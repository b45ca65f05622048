"""The one typst compiler: kept warm, and told beforehand which characters no font of the PC can show."""

from __future__ import annotations

import contextlib
import json
import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from exporters import typesetting as ts
from exporters.pdf_font_links import link_fonts, linked_fonts
from exporters.pdf_fonts import names
from exporters.pdf_text import MISSING
from model.errors import ExportError

STANDARD = "ua-1"
"""PDF/UA-1: for readers who can't see the page. With it typst refuses a character that no font has."""

_TEMPLATE = Path(__file__).resolve().parent / "templates" / "report.typ"

Kind = Literal["pdf", "png"]

_UNSHOWN = re.compile(r'the text `?"((?:[^"\\]|\\.)*)"`? could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}|\\(.)")
_PROBE = b'#set document(title: "probe")\n#set text(lang: "zh", font: json(bytes(sys.inputs.fonts)), fallback: sys.inputs.fallback == "yes")\n#for c in sys.inputs.text.clusters() [#c #parbreak()]'
_AT_ONCE = 64
_COMMON = "gb2312"
"""What every Chinese font has, and the two signs beside it that Python's table has otherwise."""
_COMMON_SIGNS = "—·"
_INVISIBLE = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\ufeff"


USUAL = tuple(tuple(names(family)) for family in ts.FAMILIES)
"""The families that the typesetting names where the office wants no others, a list for each use."""

NOT_SET, USE_WORD = "PDF 没有排成。", "报告没有改动；请改用 Word 导出，并告诉维护人员。"

_LINKS: list[Path] = []


class Unshown(Exception):
    """Characters that no font has, or not together with their neighbours; none when it is not known which."""

    def __init__(self, characters: frozenset[str]) -> None:
        super().__init__(characters)
        self.characters = characters


class Setter:
    """Sets pages of the template. One at a time: a second thread waits."""

    def __init__(self, links: Path | None = None) -> None:
        """links: the folder that remembers the fonts in use; with it only what is rare needs all fonts of the PC."""
        # Imported only when pages are set: the library is large.
        import typst

        self._typst = typst
        self._error: type[Exception] = typst.TypstError
        self._template = _TEMPLATE.read_bytes()
        self._lock = threading.Lock()
        self._known: dict[str, bool] = {}
        self._links = links
        linked = links and linked_fonts(links)
        self._quick = self._with(typst.Fonts(include_system_fonts=False, font_paths=[linked])) if linked else None
        self._compiler = None if linked else self._new()

    def _with(self, fonts: Any) -> Any:
        return self._typst.Compiler(font_paths=fonts, ignore_system_fonts=True)

    def _new(self) -> Any:
        fonts = self._typst.Fonts()
        if self._links and self._quick is None:
            link_fonts(self._links, fonts.fonts(), USUAL)
        return self._with(fonts)

    def set(
        self,
        content: str,
        pictures: Mapping[str, bytes],
        kind: Kind,
        resolution: float | None,
        *,
        usual: bool = False,
    ) -> tuple[bytes, ...]:
        """The document, or a picture for each page. content: the report as JSON.

        usual: it has no rare character and names no families but the usual ones. Raises Unshown when characters
        can't be shown, ExportError when the pages can't be set.
        """
        with self._lock:
            files = {"main.typ": self._template, "report.json": content.encode(), **pictures}
            if usual and self._quick is not None:
                # A character that one of the few fonts lacks stands in the others as they come, or nowhere.
                with contextlib.suppress(self._error):
                    return self._compiled(files, {"strict": "yes"}, kind, resolution, self._quick)
            try:
                return self._compiled(files, {}, kind, resolution)
            except self._error as error:
                if not _UNSHOWN.search(str(error)):
                    # The cause is in the library's own language: the log has it.
                    raise ExportError(NOT_SET, USE_WORD) from error
                raise Unshown(frozenset(_named(str(error)))) from error
            except BaseException as error:
                # The library breaks down on a few sequences of letters that are written from right to left.
                if type(error).__name__ != "PanicException":
                    raise
                self._compiler = self._new()
                turned = {c for c in content if unicodedata.bidirectional(c) in ("R", "AL", "AN", "NSM")}
                if not turned:
                    raise ExportError(NOT_SET, USE_WORD) from error
                raise Unshown(frozenset(turned)) from error

    def unshown(self, text: str, fonts: str) -> frozenset[str]:
        """Those characters of a text that no font of this PC has. fonts: the names to begin with, as JSON."""
        with self._lock:
            rare = {c for c in text if c != MISSING and c not in self._known and is_rare(c)}
            # What private use means is known to the office's own fonts alone: any other shows something else.
            private = {c for c in rare if unicodedata.category(c) == "Co"}
            for some in _chunks(sorted(rare - private)):
                self._probe(some, fonts, "yes")
            for some in _chunks(sorted(private)):
                self._probe(some, fonts, "no")
        return frozenset(c for c in set(text) if not self._known.get(c, True))

    def _probe(self, characters: list[str], fonts: str, fallback: str) -> None:
        """Find out which of these can be shown."""
        left = list(characters)
        while left:
            try:
                self._compiled(
                    {"main.typ": _PROBE},
                    {"text": "\u2060".join(left), "fonts": fonts, "fallback": fallback},
                    "pdf",
                    None,
                )
                break
            except self._error as error:
                found = [character for character in left if character in _named(str(error))] or left
                self._known.update(dict.fromkeys(found, False))
                left = [character for character in left if character not in found]
        self._known.update(dict.fromkeys(left, True))

    def _compiled(
        self,
        files: dict[str, bytes],
        inputs: dict[str, str],
        kind: Kind,
        resolution: float | None,
        compiler: Any = None,
    ) -> tuple[bytes, ...]:
        if compiler is None:
            compiler = self._compiler = self._compiler or self._new()
        made = compiler.compile(
            input=files,
            format=kind,
            ppi=resolution,
            sys_inputs=inputs,
            pdf_standards=[STANDARD] if kind == "pdf" else [],
        )
        return (made,) if isinstance(made, bytes) else tuple(made or ())


def remember_fonts_in(folder: Path) -> None:
    """Keep links to the fonts in use in this folder, for the processes that come after; before the first page is set."""
    _LINKS[:] = [folder]


@cache
def setter() -> Setter:
    """The compiler of this process; the first call may look through all fonts of the PC, which takes a while."""
    return Setter(*_LINKS)


def fonts_json(face: Iterable[object]) -> str:
    """A list of fonts as the probe takes it."""
    return json.dumps(list(face), ensure_ascii=False)


def _named(message: str) -> set[str]:
    """The characters that the library says it could not show."""
    texts = (_ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else m[2], text) for text in _UNSHOWN.findall(message))
    return {character for text in texts for character in text if not character.isascii()}


def is_rare(character: str) -> bool:
    """Whether not every Chinese font has it."""
    if character.isascii() or character in _COMMON_SIGNS:
        return False
    try:
        character.encode(_COMMON)
    except UnicodeEncodeError:
        return unicodedata.category(character) != "Zs" and character not in _INVISIBLE
    return False


def _chunks(characters: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(characters), _AT_ONCE):
        yield characters[start : start + _AT_ONCE]
