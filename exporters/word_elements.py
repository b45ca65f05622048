"""Small changes to a Word document's elements that keep the order which the schema asks for."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from ooxml.markup import escape, w

P, R, T, TBL, TC, BODY = w("p"), w("r"), w("t"), w("tbl"), w("tc"), w("body")
PPR, RPR, STYLE, VAL = w("pPr"), w("rPr"), w("pStyle"), w("val")
RUN_STYLE, FONTS, HINT = w("rStyle"), w("rFonts"), w("hint")
ASCII, EAST_ASIA, EAST_ASIA_THEME = w("ascii"), w("eastAsia"), w("eastAsiaTheme")
_LINE_PARTS = (w("br"), w("cr"), w("tab"))
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_PARAGRAPH_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_RUN_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath rPrChange"
)
_SETTINGS_BEFORE_MIRROR = (
    "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
    "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts "
    "embedSystemFonts saveSubsetFonts saveFormsData"
)


def _ranks(names: str) -> Mapping[object, int]:
    return {w(name): rank for rank, name in enumerate(names.split())}


_PARAGRAPH_RANKS, _RUN_RANKS = _ranks(_PARAGRAPH_ORDER), _ranks(_RUN_ORDER)


def child(element: etree._Element | None, *tags: str) -> etree._Element | None:
    """The first child of the first tag, its first child of the next tag, and so on; faster than `find`."""
    found = element
    for tag in tags:
        if found is None:
            return None
        found = next(found.iterchildren(tag), None)
    return found


def paragraph_properties(paragraph: etree._Element) -> etree._Element:
    """The paragraph's properties, made when there are none."""
    found = child(paragraph, PPR)
    if found is None:
        found = etree.Element(PPR)
        paragraph.insert(0, found)
    return found


def run_properties(run: etree._Element) -> etree._Element:
    """The run's properties, made when there are none."""
    found = child(run, RPR)
    if found is None:
        found = etree.Element(RPR)
        run.insert(0, found)
    return found


def east_asian_attribute(family: str) -> str:
    """The attribute of `w:rFonts` that names the East Asian family, "" for none."""
    return f' w:eastAsia="{escape(family)}"' if family else ""


def chinese_fonts(family: str) -> str:
    """The font property of a run that holds Chinese: its family, and the hint that sets “ ” — … × in it, too."""
    return f'<w:rFonts w:hint="eastAsia"{east_asian_attribute(family)}/>'


def put_paragraph_property(paragraph: etree._Element, name: str) -> etree._Element:
    """The paragraph's own property of this name, made in its place when there is none."""
    return _put(paragraph_properties(paragraph), w(name), _PARAGRAPH_RANKS)


def put_run_property(properties: etree._Element, name: str) -> etree._Element:
    """The property of this name in a run's (or style's) `w:rPr`, made in its place when there is none."""
    return _put(properties, w(name), _RUN_RANKS)


def put_mirror_margins(settings: etree._Element) -> None:
    """Turn on margins for two-sided print in the settings part."""
    if child(settings, w("mirrorMargins")) is None:
        before = {w(name) for name in _SETTINGS_BEFORE_MIRROR.split()}
        place = next((i for i, other in enumerate(settings) if other.tag not in before), len(settings))
        settings.insert(place, etree.Element(w("mirrorMargins")))


def _put(parent: etree._Element, tag: str, ranks: Mapping[object, int]) -> etree._Element:
    found = child(parent, tag)
    if found is not None:
        return found
    rank = ranks[tag]
    place = 0
    for number, other in enumerate(parent, 1):
        if ranks.get(other.tag, rank) < rank:
            place = number
    made = etree.Element(tag)
    parent.insert(place, made)
    return made


def own_texts(paragraph: etree._Element) -> list[etree._Element]:
    """The paragraph's text elements, those in text boxes inside it left out."""
    return [text for text in paragraph.iter(T) if owner(text) is paragraph]


def is_parted(texts: list[etree._Element], start: int, stop: int) -> bool:
    """Whether a line break or a tab stands within this stretch of what the texts of one paragraph say together."""
    within: list[etree._Element] = []
    position = 0
    for text in texts:
        length = len(text.text or "")
        if length and position < stop and position + length > start:
            within.append(text)
        position += length
    if len(within) < 2:
        return False
    paragraph = owner(within[0])
    assert paragraph is not None
    passed = False
    for element in paragraph.iter(T, *_LINE_PARTS):
        if element is within[-1]:
            return False
        passed = passed or element is within[0]
        # Tab stops among the properties are no tabs.
        if passed and element.tag in _LINE_PARTS and (run := element.getparent()) is not None and run.tag == R:
            return True
    return False


def owner(element: etree._Element) -> etree._Element | None:
    """The paragraph in which the element stands, the innermost one."""
    return next(element.iterancestors(P), None)


def replace(old: etree._Element, *new: etree._Element) -> None:
    """Put the new elements where the old one stands; what follows stays."""
    parent = old.getparent()
    assert parent is not None
    place = parent.index(old)
    tail, old.tail = old.tail, None
    parent[place : place + 1] = list(new)
    if new:
        new[-1].tail = tail


def paragraph_style(paragraph: etree._Element) -> str:
    """The paragraph's style id, "" for the default one."""
    if len(paragraph) and paragraph[0].tag == PPR:
        properties = paragraph[0]
        if len(properties) and properties[0].tag == STYLE:
            return str(properties[0].get(VAL, ""))
    return ""


def in_table(paragraph: etree._Element) -> bool:
    """Whether the paragraph stands in a table's cell."""
    return next(paragraph.iterancestors(TBL), None) is not None


def declarations(root: etree._Element) -> tuple[str, ...]:
    """The namespaces that the root declares, as they stand in XML."""
    return tuple(f' xmlns:{prefix}="{uri}"' if prefix else f' xmlns="{uri}"' for prefix, uri in root.nsmap.items())


def bare_xml(element: etree._Element, declared: tuple[str, ...]) -> str:
    """An element's XML as it can stand in a part whose root has these declarations."""
    xml = etree.tostring(element, encoding="unicode", with_tail=False)
    together = "".join(declared)
    if 0 <= (at := xml.find(together)) < xml.find(">"):  # as the library mostly writes them
        return xml[:at] + xml[at + len(together) :]
    head, mark, rest = xml.partition(">")
    for declaration in declared:
        head = head.replace(declaration, "", 1)
    return head + mark + rest
