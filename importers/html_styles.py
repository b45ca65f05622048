"""What a page's style sheets say of what is seen: elements that are hidden, elements in which white space counts.

Only rules for a single element name, class or id, as they stand in the page itself; nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

_LONGEST = 200_000
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BRACES = re.compile(r"[{}]")
_HIDES = re.compile(r"(?:^|[;\s])display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE)
_SHOWS = re.compile(r"(?:^|[;\s])display\s*:(?!\s*none)", re.IGNORECASE)
_KEEPS_SPACE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_KINDS = (_HIDES, _SHOWS, _KEEPS_SPACE)
_COLLAPSES = re.compile(r"white-space\s*:\s*(?:normal|nowrap)", re.IGNORECASE)
_NAMES = re.compile(r"[.#]?[\w-]+")
_SELECTOR = re.compile(r"(?:[.#]?[\w-]+)(?:[.#][\w-]+)*")

Rules = Mapping[str, Collection[frozenset[str]]]
NO_RULES: Rules = MappingProxyType({})


class Styles(NamedTuple):
    """Rules by one of their names, each as the set of names that an element must have: p, .note, #footer."""

    hidden: Rules = NO_RULES
    shown: Rules = NO_RULES
    exact: Rules = NO_RULES

    def hides(self, tag: str, attributes: Mapping[str, str | None], style: str) -> bool:
        """Whether the element is not seen. style: what stands in its own attribute."""
        if "hidden" in attributes or _HIDES.search(style):
            return True
        if not self.hidden or _SHOWS.search(style):
            return False
        names = _names(tag, attributes)
        found = max(map(len, _met(self.hidden, names)), default=0)
        return bool(found) and not any(len(rule) > found for rule in _met(self.shown, names))

    def keeps_space(self, tag: str, attributes: Mapping[str, str | None], style: str) -> bool:
        """Whether line ends and spaces in the element are those that are seen."""
        if _KEEPS_SPACE.search(style):
            return True
        if not self.exact or _COLLAPSES.search(style):
            return False
        return any(_met(self.exact, _names(tag, attributes)))


NO_STYLES = Styles()


def styles_in(text: str) -> Styles:
    """The rules of these style sheets; those for other media, and all that is more intricate, are passed over."""
    rules = list(_rules(_COMMENT.sub("", text[:_LONGEST])))
    return Styles(*(_by_name(names for names, body in rules if kind.search(body)) for kind in _KINDS))


def _by_name(rules: Iterable[frozenset[str]]) -> Rules:
    found: dict[str, set[frozenset[str]]] = {}
    for rule in rules:
        found.setdefault(min(rule), set()).add(rule)
    return found


def _met(rules: Rules, names: frozenset[str]) -> Iterator[frozenset[str]]:
    """The rules that an element with these names meets."""
    return (rule for name in names for rule in rules.get(name, ()) if rule <= names)


def _rules(text: str) -> Iterator[tuple[frozenset[str], str]]:
    """Each selector of a rule with what the rule says."""
    depth = start = 0
    selectors = ""
    for brace in _BRACES.finditer(text):
        if brace[0] == "{":
            if depth == 0:
                selectors, start = text[start : brace.start()], brace.end()
            depth += 1
            continue
        depth = max(0, depth - 1)
        if depth == 0:
            for selector in selectors.split(",") if "@" not in selectors else ():
                if _SELECTOR.fullmatch(selector.strip()):
                    yield frozenset(_NAMES.findall(selector.strip())), text[start : brace.start()]
            start = brace.end()


def _names(tag: str, attributes: Mapping[str, str | None]) -> frozenset[str]:
    classes = (f".{name}" for name in (attributes.get("class") or "").split())
    identity = attributes.get("id")
    return frozenset((tag, *classes, *((f"#{identity}",) if identity else ())))
