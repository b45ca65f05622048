"""The styles part of a template: ids by the names a clerk sees, what a style sets, missing ones of ours added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from exporters import word_elements as we
from exporters.word_styles import NORMAL, UsedStyle, style_xml, styles_of
from model.form import Form
from ooxml.markup import WORD, w

_VAL, _ID, _BASE, _TYPE, _DEFAULT = w("val"), w("styleId"), w("basedOn"), w("type"), w("default")
_NAME, _STYLE, _DEFAULTS = w("name"), w("style"), w("rPrDefault")


class StyleNames:
    """A template's styles. `root` is the part's root element and is changed by `require`.

    latin_families: the families that any of them names for Latin letters and digits.
    """

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.added = False
        self._by_name: dict[str, etree._Element] = {}
        self._by_id: dict[str, etree._Element] = {}
        self._names: dict[str, str] = {}
        self._fonts: dict[tuple[str, bool], str] = {}
        for style in root.iterchildren(_STYLE):
            name = _name(style)
            if name:
                self._by_name.setdefault(name.lower(), style)
            key = str(style.get(_ID, ""))
            self._by_id.setdefault(key, style)
            self._names.setdefault(key, name)
        all_fonts = list(root.iter(we.FONTS))
        self._named = {key: family for fonts in all_fonts for key, family in _named(fonts)}
        self.latin_families = {str(fonts.get(we.ASCII, "")) for fonts in all_fonts}

    def id(self, name: str) -> str:
        """The id of the style with this name, "" when the template has none."""
        style = self._by_name.get(name.lower())
        return "" if style is None else str(style.get(_ID, ""))

    def name(self, style_id: str) -> str:
        """The name of the style with this id, "" when there is none."""
        return self._names.get(style_id, "")

    def element(self, style_id: str) -> etree._Element | None:
        """The style with this id."""
        return self._by_id.get(style_id)

    def lookup(self, style_id: str, path: str) -> etree._Element | None:
        """What the style or the nearest one it builds on sets, by the path below `w:style`, as `rPr/rFonts`."""
        steps = [w(step) for step in path.split("/")]
        found = (we.child(self._by_id[style], *steps) for style in self._chain(style_id))
        return next((element for element in found if element is not None), None)

    def _chain(self, style_id: str) -> Iterator[str]:
        """The ids of the style and of those it builds on."""
        seen: set[str] = set()
        while style_id and style_id not in seen and (style := self._by_id.get(style_id)) is not None:
            yield style_id
            seen.add(style_id)
            style_id = str(next((base.get(_VAL, "") for base in style.iterchildren(_BASE)), ""))

    def named_font(self, style_id: str) -> str | None:
        """The East Asian family that the style or the nearest one it builds on names: "" by a theme, None for none."""
        return next((self._named[style] for style in self._chain(style_id) if style in self._named), None)

    def east_asian_font(self, style_id: str, in_table: bool = False) -> str:
        """The East Asian family in which a paragraph of this style is set, "" when a theme or nothing names it.

        style_id: as the paragraph names it, "" when it names none. in_table: fonts of a table's style, should there be
        any, come before the document's defaults; which of them holds is not told.
        """
        key = (style_id, in_table)
        if key not in self._fonts:
            family = self.named_font(style_id if style_id in self._by_id else self._default())
            if family is None and not (in_table and self._tables_name_fonts()):
                family = self._named.get("")
            self._fonts[key] = family or ""
        return self._fonts[key]

    def _default(self) -> str:
        """The id of the style of paragraphs that name none."""
        defaults = (key for key, style in self._by_id.items() if style.get(_DEFAULT) in ("1", "true", "on"))
        return next((key for key in defaults if self._by_id[key].get(_TYPE) == "paragraph"), "")

    def _tables_name_fonts(self) -> bool:
        tables = (style for style in self._by_id.values() if style.get(_TYPE) == "table")
        return any(next(table.iter(we.FONTS), None) is not None for table in tables)

    def require(self, form: Form, names: Iterable[str]) -> Mapping[str, UsedStyle]:
        """These styles of ours, for a table, by name; those that the template lacks are added as we have them."""
        for name in names:
            self._add(form, name)
        ids = {name: self.id(name) for name in styles_of(form)}
        return {name: UsedStyle(found, self.east_asian_font(found, in_table=True)) for name, found in ids.items()}

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
        self._names[ids[name]] = name
        self._named.update(named for fonts in element.iter(we.FONTS) for named in _named(fonts))
        self.added = True

    def _free_id(self, wanted: str) -> str:
        number, found = 1, wanted
        while found in self._by_id:
            number += 1
            found = f"{wanted}{number}"
        return found


def _name(style: etree._Element) -> str:
    """The style's name, which Office always writes first."""
    first = style[0] if len(style) else None
    if first is None or first.tag != _NAME:
        first = next(style.iterchildren(_NAME), None)
    return "" if first is None else str(first.get(_VAL, ""))


def _named(fonts: etree._Element) -> Iterator[tuple[str, str]]:
    """The id of the style whose font property this is, "" for the document's defaults; its East Asian family, if any."""
    properties = fonts.getparent()
    owner = None if properties is None else properties.getparent()
    family = "" if fonts.get(we.EAST_ASIA_THEME) is not None else fonts.get(we.EAST_ASIA) or None
    if owner is None or family is None:
        return
    if owner.tag == _DEFAULTS:
        yield "", family
    elif owner.tag == _STYLE and owner.get(_ID):
        yield str(owner.get(_ID)), family
