"""Other font families in the default template of the Word file: what is named there is named otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from ooxml.package import Package

_FONT = re.compile(rb'<w:font w:name="([^"]*)">.*?</w:font>', re.DOTALL)
_FONT_TABLE = "word/fontTable.xml"


def with_families(template: bytes, families: Mapping[str, str]) -> bytes:
    """The template with each family that is a key named as its value; everything else as it stands.

    The same bytes come back when there is nothing to change. Raises FileFormatError when the template can't be read.
    """
    changes = {old: new for old, new in families.items() if new and new != old}
    if not changes:
        return template
    package = Package(template)
    changed: dict[str, bytes | None] = {}
    for name in package.names:
        if name.endswith(".xml"):
            content = package.read(name)
            renamed = _renamed(content, changes)
            if name == _FONT_TABLE:
                renamed = _each_font_once(renamed)
            if renamed != content:
                changed[name] = renamed
    return package.with_parts(changed)


def _renamed(content: bytes, changes: Mapping[str, str]) -> bytes:
    """Whole values of attributes only, all at once: two families may change places."""
    values = {_value(old): _value(new) for old, new in changes.items()}
    pattern = re.compile(b"|".join(re.escape(value) for value in values))
    return pattern.sub(lambda match: values[match[0]], content)


def _value(family: str) -> bytes:
    return f'="{escape(family)}"'.encode()


def _each_font_once(content: bytes) -> bytes:
    """Two families that became the same one are described once."""
    seen: set[bytes] = set()

    def keep(match: re.Match[bytes]) -> bytes:
        if match[1] in seen:
            return b""
        seen.add(match[1])
        return match[0]

    return _FONT.sub(keep, content)
