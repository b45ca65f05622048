"""The East Asian font of the runs that the exporter fills: named on each, so that “ ” — … × are set in it, too.

A run keeps the font that a clerk gave it. The one that the default template writes is none of his: the style's holds.
"""

from __future__ import annotations

import re

from lxml import etree

from exporters import word_elements as we
from exporters.word_style_names import StyleNames
from exporters.word_styles import families_of
from model.form import Form

_NAMED = re.compile(r'\sw:eastAsia="([^"&]*)"')


class RunFonts:
    """The fonts of runs, by a template's styles."""

    def __init__(self, names: StyleNames, form: Form) -> None:
        self._names = names
        self._ours = {name.lower(): family for name, family in families_of(form).items()}

    def dress(self, properties: etree._Element, paragraph: etree._Element) -> None:
        """Give the properties of a run in this paragraph the hint for Chinese and the family that it is set in."""
        fonts = we.put_run_property(properties, "rFonts")
        fonts.set(we.HINT, "eastAsia")
        if fonts.get(we.EAST_ASIA_THEME) is not None:
            return
        own, run_style = fonts.get(we.EAST_ASIA, ""), next(properties.iterchildren(we.RUN_STYLE), None)
        style = we.paragraph_style(paragraph)
        by_run_style = None if run_style is None else self._names.named_font(str(run_style.get(we.VAL, "")))
        family = self._family(style, own, we.in_table(paragraph)) if by_run_style is None else own or by_run_style
        if family:
            fonts.set(we.EAST_ASIA, family)
        else:
            fonts.attrib.pop(we.EAST_ASIA, "")

    def dress_in_cell(self, attributes: str, style: str) -> str | None:
        """The same for the attributes of `w:rFonts` as XML, in a table, without a style of the run.

        None when they are not plain enough to be read as text.
        """
        if "w:hint" in attributes and 'w:hint="eastAsia"' not in attributes:
            return None
        hinted = attributes if "w:hint" in attributes else f'{attributes} w:hint="eastAsia"'
        if "w:eastAsiaTheme=" in attributes:
            return hinted
        named = _NAMED.search(attributes)
        if "&" in style or (named is None and "w:eastAsia" in attributes):
            return None
        own = named[1] if named else ""
        family = self._family(style, own, in_table=True)
        if family == own:
            return hinted
        return f"{_NAMED.sub('', hinted)}{we.east_asian_attribute(family)}"

    def _family(self, style: str, own: str, in_table: bool) -> str:
        """The family for a run that names this one itself, "" for none."""
        if own and own != self._ours.get(self._names.name(style).lower()):
            return own
        return self._names.east_asian_font(style, in_table)
