"""The styles part of a template: ids by the names a clerk sees, what a style sets, missing ones of ours added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from exporters.word_styles import NORMAL, style_xml, styles_of
from model.form import Form
from ooxml.markup import WORD, w

_VAL, _ID, _BASE = w("val"), w("styleId"), w("basedOn")


class StyleNames:
    """A template's styles. `root` is the part's root element and is changed by `require`."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.added = False
        self._by_name: dict[str, etree._Element] = {}
        self._by_id: dict[str, etree._Element] = {}
        for style in root.iter(w("style")):
            name = style.find(w("name"))
            if name is not None:
                self._by_name.setdefault(str(name.get(_VAL, "")).lower(), style)
            self._by_id.setdefault(str(style.get(_ID, "")), style)

    def id(self, name: str) -> str:
        """The id of the style with this name, "" when the template has none."""
        style = self._by_name.get(name.lower())
        return "" if style is None else str(style.get(_ID, ""))

    def name(self, style_id: str) -> str:
        """The name of the style with this id, "" when there is none."""
        style = self._by_id.get(style_id)
        found = None if style is None else style.find(w("name"))
        return "" if found is None else str(found.get(_VAL, ""))

    def element(self, style_id: str) -> etree._Element | None:
        """The style with this id."""
        return self._by_id.get(style_id)

    def lookup(self, style_id: str, path: str) -> etree._Element | None:
        """What the style or the nearest one it builds on sets, by the path below `w:style`, as `rPr/rFonts`."""
        steps = "/".join(w(step) for step in path.split("/"))
        seen: set[str] = set()
        while style_id and style_id not in seen:
            seen.add(style_id)
            style = self._by_id.get(style_id)
            if style is None:
                return None
            if (found := style.find(steps)) is not None:
                return found
            base = style.find(_BASE)
            style_id = "" if base is None else str(base.get(_VAL, ""))
        return None

    def east_asian_font(self, name: str) -> str:
        """The East Asian family of the style with this name, "" when it names none."""
        fonts = self.lookup(self.id(name), "rPr/rFonts")
        return "" if fonts is None else str(fonts.get(w("eastAsia"), ""))

    def require(self, form: Form, names: Iterable[str]) -> Mapping[str, str]:
        """The ids of these styles of ours by name; those that the template lacks are added as we have them."""
        ours = styles_of(form)
        for name in names:
            self._add(form, name)
        return {name: self.id(name) for name in ours}

    def _add(self, form: Form, name: str) -> None:
        style = styles_of(form).get(name)
        if style is None or self.id(name):
            return
        if style.base != NORMAL:
            self._add(form, style.base)
        ids = {other: self.id(other) for other in (style.base, style.following) if other}
        ids[name] = self._free_id(style.id)
        shown = style if ids.get(style.following) else style._replace(following="")
        shown = shown if ids.get(style.base) else shown._replace(base="")
        xml = style_xml(shown, ids).replace("<w:style ", f'<w:style xmlns:w="{WORD}" ', 1)
        element = etree.fromstring(xml)
        self.root.append(element)
        self._by_name[name.lower()] = self._by_id[ids[name]] = element
        self.added = True

    def _free_id(self, wanted: str) -> str:
        number, found = 1, wanted
        while found in self._by_id:
            number += 1
            found = f"{wanted}{number}"
        return found
