"""A part of a Word file as steps: its tags that count, in their order, and the texts behind them.

Read with expat: a tree of all elements would take twice as long to make, and most of it is not looked at. A part that
is written as Word writes it is only checked by expat and cut at its texts; each stretch of markup between two of them
is looked at once: there are few different ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import compress
from xml.etree import ElementTree
from xml.parsers import expat

from ooxml.namespaces import WORD

Step = tuple[Sequence[str], str]
"""Kinds of tags in their order, and the text that follows the last of them."""

PARAGRAPH, PARAGRAPH_END, BOX_START, BOX_END = "p", "/p", "txbxContent", "/txbxContent"
TABLE_TAGS = ("tbl", "tr", "tc", "/tbl")
LINE_TAGS = ("br", "cr", "tab")
MERGE, SPAN, BEFORE = "vMerge", "gridSpan", "gridBefore"
"""A cell that is merged downwards; how many columns a cell takes, and a row leaves free before its first. The kind has
the value behind a colon, as `vMerge:continue`."""
_IGNORED, _OTHER, _TEXT_START, _TEXT_END = "", "other", "t", "/t"
_KINDS = {
    kind: kind
    for kind in (_TEXT_START, _TEXT_END, PARAGRAPH, PARAGRAPH_END, BOX_START, BOX_END, *TABLE_TAGS, *LINE_TAGS)
}
_NEVER_EMPTY = (_TEXT_START, PARAGRAPH, BOX_START, "tbl")
_TAG = re.compile(r"<(/?)w:(\w+)")
_COUNTED_TAGS = re.compile(r"</?w:(?:t(?:bl|r|c|ab|xbxContent)?|[bc]r|p|vMerge|grid(?:Span|Before))\b[^<>]*>")
_VALUE = re.compile(r"""\sw:val\s*=\s*["'](\w+)["']""")
_ROOT = re.compile(
    rb"""<\?xml version=["']1\.0["'] encoding=["'](?i:UTF-8)["'](?: standalone=["'](?:yes|no)["'])?\?>\s*(<\w[^<>]*>)"""
)
_NOT_CLEAR = (b"<!", b"<?", b"\r", b"xmlns")
_USUAL_PREFIXES = (b"<w:", b"</w:", b" w:", b" xml:")
_PREFIX = re.compile(r"[<\s/]([^\s<>/:=\"']+):")
_NAMESPACE = re.compile(r"""\sxmlns(?::([^\s=]+))?\s*=\s*["']([^"']*)["']""")


class Unusual(Exception):
    """The part writes what we look for in another way than Word does."""


class _Unclear(Exception):
    """The part can't be cut at its texts alone."""


@lru_cache(maxsize=16)
def check(content: bytes) -> None:
    """Raise ExpatError when the content is no XML or uses a prefix that it does not declare.

    Kept: the styles of many files are byte for byte the same.
    """
    expat.ParserCreate(namespace_separator=" ").Parse(content, True)


def steps_of(content: bytes, markups: Markups | None = None) -> list[Step]:
    """The steps of a part. markups: what is known of other parts already; what is new is added.

    Raises ExpatError when it is no XML or uses a prefix that it does not declare, Unusual.
    """
    try:
        return _clear_steps(content, Markups() if markups is None else markups)
    except _Unclear:
        return _token_steps(content)


def _clear_steps(content: bytes, markups: Markups) -> list[Step]:
    """The steps of a part in which all `<` and `>` are of tags; raises _Unclear where that is not plain to see."""
    root = _ROOT.match(content)
    if root is None or content.count(b"<") != content.count(b">"):
        raise _Unclear
    if any(content.find(mark[-1:], root.end()) >= 0 and content.find(mark, root.end()) >= 0 for mark in _NOT_CLEAR):
        raise _Unclear
    expat.ParserCreate().Parse(content, True)
    tag = root[1].decode()
    _kind(tag)
    first, *others = content.split(b"</w:t>")
    *cut, (last, _, _) = [piece.rpartition(b">") for piece in (first[root.end() :], *others)]
    found = [markups[markup] for markup, _, _ in cut]
    steps: list[Step] = list(zip(found, _texts([text for _, _, text in cut]), strict=True))
    steps.append((markups.kinds_of(last), ""))
    used = markups.prefixes(markup for markup, _, _ in cut) | _prefixes(last)
    if not used | {"w", *_PREFIX.findall(tag)} <= _declared([tag]):
        check(content)
    return steps


def _texts(texts: list[bytes]) -> list[str]:
    """The texts as they are meant: decoded at once, with their references resolved."""
    decoded = b"\0".join(texts).decode().split("\0") if texts else []
    return [_resolved(text) if "&" in text else text for text in decoded]


def _resolved(text: str) -> str:
    """A text with its references resolved; the part that it is of has been found sound."""
    return ElementTree.fromstring(f"<t>{text}</t>").text or ""


def _token_steps(content: bytes) -> list[Step]:
    tokens = _tokens(content)
    kinds = _TokenKinds()
    steps = list(_read_tokens(tokens, kinds))
    if not kinds.prefixes <= _declared(tokens):
        check(content)
    return steps


def _read_tokens(tokens: list[str], kinds: _TokenKinds) -> Iterator[Step]:
    reading = False
    found = list(map(kinds.__getitem__, tokens))
    for token, kind in compress(zip(tokens, found, strict=True), found):
        if kind in (_TEXT_START, _TEXT_END):
            reading = kind == _TEXT_START
        elif kind != _OTHER:
            yield (kind,), ""
        elif reading:
            yield (), token


def _tokens(content: bytes) -> list[str]:
    """The part's tags as they stand in it, and between them its texts with all references resolved.

    Expat gives a `<` in a text by itself: what is longer and begins with it is a tag.
    """
    tokens: list[str] = []
    parser = expat.ParserCreate()
    parser.CharacterDataHandler = parser.DefaultHandler = tokens.append
    parser.Parse(content, True)
    return tokens


def _declared(tokens: list[str]) -> set[str]:
    """The prefixes that the root element declares."""
    root = next(token for token in tokens if len(token) > 1 and token[0] == "<" and token[1] not in "?!")
    return {prefix for prefix, _ in _NAMESPACE.findall(root)} | {"xml", "xmlns"}


class _TokenKinds(dict[str, str]):
    """What each token is to the flow; a part has few different ones, and each is looked at once.

    prefixes: all that may be used as such.
    """

    def __init__(self) -> None:
        super().__init__()
        self.prefixes: set[str] = {"w"}

    def __missing__(self, token: str) -> str:
        is_tag = token[0] == "<" and len(token) > 1
        if is_tag and token.count(":") > token.count(" w:") + token.startswith(("<w:", "</w:")):
            self.prefixes.update(_PREFIX.findall(token))
        kind = self[token] = _kind(token) if is_tag else _OTHER
        return kind


def _kind(token: str) -> str:
    has_namespace = "xmlns" in token and any(
        (prefix == "w") != (uri == WORD) for prefix, uri in _NAMESPACE.findall(token)
    )
    if has_namespace or token == "<![CDATA[":
        raise Unusual
    match = _TAG.match(token)
    if (
        match is None
        or (match[2] in _NEVER_EMPTY and token.endswith("/>"))
        or (match[2] == "tab" and "w:pos=" in token)
    ):
        return _IGNORED
    if match[2] in (MERGE, SPAN, BEFORE):
        return _merge_kind(match[2], _VALUE.search(token))
    return _KINDS.get(match[1] + match[2], _IGNORED)


def _merge_kind(name: str, value: re.Match[str] | None) -> str:
    """How a cell is merged, as a kind; none where that changes nothing."""
    if name == MERGE:
        return f"{name}:{value[1] if value else 'continue'}"
    is_usual = value is None or not value[1].isdecimal() or int(value[1]) == (name == SPAN)
    return _IGNORED if is_usual or value is None else f"{name}:{int(value[1])}"


class Markups(dict[bytes, tuple[str, ...]]):
    """The kinds of tags in stretches of markup before a text, which lack the last `>`; each is looked at once."""

    def __init__(self) -> None:
        super().__init__()
        self._tags = _TokenKinds()
        self._prefixes: dict[bytes, set[str]] = {}

    def copied(self) -> Markups:
        """The same again, to be added to."""
        other = Markups()
        other.update(self)
        other._tags.update(self._tags)
        other._prefixes.update(self._prefixes)
        return other

    def __missing__(self, markup: bytes) -> tuple[str, ...]:
        start = markup.rfind(b"<")
        if self._tags[f"{markup[start:].decode()}>"] != _TEXT_START:
            raise _Unclear
        kinds = self[markup] = self.kinds_of(markup[:start])
        if prefixes := _prefixes(markup):
            self._prefixes[markup] = prefixes
        return kinds

    def kinds_of(self, markup: bytes) -> tuple[str, ...]:
        """The kinds that count; raises _Unclear when a text begins or ends in the markup."""
        found = map(self._tags.__getitem__, _COUNTED_TAGS.findall(f"{markup.decode()}>"))
        kinds = tuple([kind for kind in found if kind])
        if _TEXT_START in kinds or _TEXT_END in kinds:
            raise _Unclear
        return kinds

    def prefixes(self, markups: Iterable[bytes]) -> set[str]:
        """All that may be used as prefixes in these stretches, but for `w` and `xml`."""
        if not self._prefixes:
            return set()
        return set().union(*[self._prefixes[markup] for markup in self._prefixes.keys() & set(markups)])


def _prefixes(markup: bytes) -> set[str]:
    usual = sum(map(markup.count, _USUAL_PREFIXES))
    return set() if markup.count(b":") == usual else set(_PREFIX.findall(markup.decode()))
