"""A Word template compiled once: placeholders found in its XML and turned into slots, all else left as it is.

Word splits a placeholder over several runs as soon as somebody edits it; what counts is the paragraph's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from exporters import typesetting as ts
from exporters import word_elements as we
from exporters.title_lines import TitleIndent
from exporters.word_conditions import Conditions, Mark
from exporters.word_figures import FigureCells
from exporters.word_fonts import RunFonts
from exporters.word_places import TemplatePlaces, part_place
from exporters.word_rows import FoldedRows, RowFolder, unfolded
from exporters.word_sections import SectionMaker
from exporters.word_slot_table import SlotTable, as_bytes
from exporters.word_slots import Choice, EncodedPieces, FigureRoom, Pieces, Plain, SignatureIndent, Slot, Value
from exporters.word_style_names import StyleNames
from exporters.word_styles import PLACEHOLDER, SIGNATURE_DATE, SIGNATURE_UNIT, TITLE, grid_styles
from exporters.word_table import grid_table
from exporters.word_troubles import Trouble, refuse
from model.errors import ExportError, FileFormatError
from model.form import Form
from model.layout import Layout
from model.placeholder_conditions import control_of
from model.placeholder_faults import bracket_fault
from model.placeholder_text import nesting_faults
from model.placeholders import BRACKETS, GRID, PATTERN, SECTION, canonical, is_block, is_text, resolved
from ooxml.markup import WORD, check_xml, parse_xml, to_bytes, w
from ooxml.namespaces import APPLICATION_PROPERTIES, CORE_PROPERTIES
from ooxml.package import Package

_SIGNATURE = ("signature.unit", "signature.date")
_OPTIONAL = (*_SIGNATURE, "document.mark", "document.number")
"""Placeholders that take no line where they stand alone and have nothing to say."""
_OTHER_NAMES = ("drawing", "pict", "object", "br", "cr", "tab", "fldChar", "instrText", "sym", "footnoteReference")
_OTHER_CONTENT = [w(name) for name in _OTHER_NAMES]
_UNTOUCHED = re.compile(
    r"word/(?:styles|settings|fontTable|webSettings|numbering|comments\w*)\.xml|word/theme/.*|word/glossary/.*"
)
_FORM_PARTS = re.compile(r"word/[^/]+\.xml")
_STYLES = "word/styles.xml"


class Hit(NamedTuple):
    """A placeholder in a paragraph: its canonical name, as it stands, and its place in the paragraph's text."""

    name: str
    text: str
    start: int
    stop: int


class CompiledTemplate(NamedTuple):
    """A template's package and, for each part that changes, its pieces.

    rooms: the styles whose measures follow their figures, by id.
    """

    package: Package
    parts: Mapping[str, EncodedPieces]
    rooms: Mapping[str, FigureRoom]


class Setting(NamedTuple):
    """What all parts of a template have in common. own_format: as `exporters.word.fill_word` has it."""

    form: Form
    layout: Layout
    names: StyleNames
    figures: FigureCells
    fonts: RunFonts
    own_format: bool = False


def compile_template(data: bytes, form: Form, layout: Layout, *, own_format: bool = False) -> CompiledTemplate:
    """Compile a template. Raises FileFormatError when it can't be read, ExportError naming every wrong placeholder."""
    package = Package(data)
    setting = _setting(package, form, layout)._replace(own_format=own_format)
    names = setting.names
    compilers = _compilers(package, setting, fold=True)
    if any(compiler.troubles for compiler in compilers):
        refuse(_all_troubles(package, setting), form)
    parts = {compiler.part: compiler.pieces() for compiler in compilers if compiler.slots}
    if not parts:
        raise ExportError(
            "模板里没有占位符，也没有认得的标题和表格，不知道内容该填在哪里。",
            "请选用上级发的空表，或在模板里写上占位符（“导出→插入占位符”里有清单）。",
        )
    slots = SlotTable(b"styles")
    if setting.figures.mark(slots) or names.added:
        parts[_STYLES] = slots.pieces(to_bytes(names.root).decode())
    for part in (CORE_PROPERTIES, APPLICATION_PROPERTIES):
        if part in package and b"{{" in (content := package.read(part)):
            parts[part] = _properties(content, form)
    encoded = {part: as_bytes(pieces) for part, pieces in parts.items()}
    return CompiledTemplate(package, encoded, setting.figures.rooms)


def wrong_placeholders(data: bytes, form: Form, layout: Layout) -> list[Trouble]:
    """Every placeholder of a template that can't be filled, with its place; raises as `compile_template` does else."""
    package = Package(data)
    return _all_troubles(package, _setting(package, form, layout))


def _all_troubles(package: Package, setting: Setting) -> list[Trouble]:
    # Places are counted in the tree, which must hold every row for it.
    return [trouble for compiler in _compilers(package, setting, fold=False) for trouble in compiler.troubles]


def _setting(package: Package, form: Form, layout: Layout) -> Setting:
    names = StyleNames(parse_xml(package.read(_STYLES), _STYLES)) if _STYLES in package else None
    if names is None or "word/document.xml" not in package:
        raise ExportError("模板不是完整的 Word 文件。", "请用 Word 或 WPS 打开它，另存为 .docx 后再试。")
    return Setting(form, layout, names, FigureCells(names), RunFonts(names, form))


def _compilers(package: Package, setting: Setting, fold: bool) -> list[PartCompiler]:
    return [
        PartCompiler(part, content, setting, fold)
        for part in package.names
        if _FORM_PARTS.fullmatch(part) and not _UNTOUCHED.fullmatch(part)
        if b"{" in (content := package.read(part)) or "｛".encode() in content
    ]


class PartCompiler:
    """One part of a template. Making it finds all placeholders; `pieces` gives the part with its slots."""

    def __init__(self, part: str, content: bytes, setting: Setting, fold: bool) -> None:
        self.part = part
        self.troubles: list[Trouble] = []
        self._form, self._layout, self._names, self._figures, self._fonts, own_format = setting
        self._placeholder_style = self._names.id(PLACEHOLDER)
        folded = frozenset(self._form.cells) if fold else frozenset()
        self._folder = RowFolder(folded, self._placeholder_style, self._fonts)
        self.root = self._parsed(content)
        if self.root.nsmap.get("w") != WORD:
            raise ExportError(
                f"模板的{part_place(part)}不是常见的 .docx 写法。",
                "请用 Word 或 WPS 打开它，另存为普通的 .docx 后再试。",
            )
        self._declared = we.declarations(self.root)
        self._sections: list[tuple[etree._Element, str]] = []
        self._optional: list[tuple[etree._Element, str]] = []
        self._conditions = Conditions(self._form, self.slots, self.fragment, self._trouble)
        # Grids that are put in move what stands below; whoever mends the template counts in it as it is.
        self._places = None if fold else TemplatePlaces(part, self.root)
        styles = frozenset(map(we.paragraph_style, self.root.iter(we.P))) if own_format else None
        self._fill(self.root)
        maker = SectionMaker(self.slots, self.fragment, self._names, self._fonts, styles)
        for paragraph, section in self._sections:
            maker.make(paragraph, section, self._form.section(section).grid, self._signature_after(paragraph))
        for paragraph, name in self._optional:
            self._make_optional(paragraph, name)
        self._conditions.apply()

    def _parsed(self, content: bytes) -> etree._Element:
        """The part's root, below which rows of plain figures are folded into slots."""
        try:
            parts = self._folder.fold(content)
        except UnicodeDecodeError:
            parts = [content]
        self.slots = SlotTable(unfolded(parts))
        folded = self._joined(parts)
        if not len(self.slots):
            return parse_xml(content, self.part)
        try:
            check_xml(self._folder.sample(), self.part)
        except FileFormatError:
            check_xml(content, self.part)
        return parse_xml(folded, self.part)

    def _joined(self, parts: Iterable[bytes | FoldedRows]) -> bytes:
        return b"".join([part if isinstance(part, bytes) else self.slots.element_xml(part).encode() for part in parts])

    def pieces(self) -> Pieces:
        """The part's XML, cut at its slots."""
        return self.slots.pieces(to_bytes(self.root).decode())

    def fragment(self, element: etree._Element) -> str:
        """An element's XML as it can stand in this part."""
        return we.bare_xml(element, self._declared)

    def _fill(self, root: etree._Element) -> None:
        paragraphs: dict[etree._Element, None] = {}
        for text in root.iter(we.T):
            content = text.text
            if content and ("{" in content or "｛" in content) and (paragraph := we.owner(text)) is not None:
                paragraphs[paragraph] = None
        for paragraph in paragraphs:
            self._fill_paragraph(paragraph, we.own_texts(paragraph))
        for element, slot in self.slots.elements(root):
            if isinstance(slot, FoldedRows):
                self._figures.add_rows(element, slot)

    def _fill_paragraph(self, paragraph: etree._Element, texts: list[etree._Element]) -> None:
        whole = texts[0].text or "" if len(texts) == 1 else "".join(text.text or "" for text in texts)
        hits = [self._hit(match) for match in PATTERN.finditer(whole)]
        is_one = len(hits) == 1 and whole == hits[0].text
        open_bracket = not is_one and BRACKETS.search(PATTERN.sub("", whole)) is not None
        if open_bracket:
            self._trouble(paragraph, *bracket_fault(whole))
        parted = [hit for hit in hits if len(texts) > 1 and we.is_parted(texts, hit.start, hit.stop)]
        wrong = [hit for hit in hits if not hit.name or hit in parted]
        for hit in wrong:
            self._trouble(paragraph, hit.text, "中间有换行或制表符，请把它写在一行里" if hit in parted else "")
        if open_bracket:
            self._is_balanced(paragraph, whole, hits)
        if wrong or not hits or open_bracket:
            return
        alone = len(hits) == 1 and whole.strip() == hits[0].text and not _has_other_content(paragraph)
        if any(is_block(hit.name) for hit in hits):
            self._fill_block(paragraph, hits, alone)
        elif alone and (control := control_of(hits[0].name)):
            self._conditions.add_alone(paragraph, hits[0].text, control)
        elif self._is_balanced(paragraph, whole, hits):
            self._fill_words(paragraph, texts, hits)
            if alone:
                self._note_alone(paragraph, hits[0].name)

    def _hit(self, match: re.Match[str]) -> Hit:
        name = canonical(match[1])
        if name not in self._form.cells and not control_of(name):
            name = resolved(self._form, name)
        return Hit(name, match[0], *match.span())

    def _is_balanced(self, paragraph: etree._Element, whole: str, hits: list[Hit]) -> bool:
        if not any(control_of(hit.name) for hit in hits):
            return True
        faults = list(nesting_faults(self._form, whole))
        for typed, wrong in faults:
            self._trouble(paragraph, typed, wrong)
        return not faults

    def _fill_words(self, paragraph: etree._Element, texts: list[etree._Element], hits: list[Hit]) -> None:
        within = False
        for hit in reversed(hits):
            control = control_of(hit.name)
            within = within or control is not None
            self._put(paragraph, texts, hit, Value(hit.name) if control is None else Mark(control))
        if within:
            self._conditions.add_within(paragraph)

    def _fill_block(self, paragraph: etree._Element, hits: list[Hit], alone: bool) -> None:
        if not alone:
            for hit in hits:
                if is_block(hit.name):
                    self._trouble(paragraph, hit.text, "应单独占一段")
        elif hits[0].name.startswith(SECTION):
            self._sections.append((paragraph, hits[0].name.removeprefix(SECTION)))
        else:
            self._put_grid(paragraph, hits[0].name.removeprefix(GRID))

    def _put_grid(self, paragraph: etree._Element, grid: str) -> None:
        """A table in the paragraph's place; where a table may not be the last thing, an empty paragraph follows."""
        described = self._form.grid(grid)
        styles = self._names.require(self._form, grid_styles(described))
        xml = grid_table(self._form, described, self._layout, styles)
        table = etree.fromstring(self._joined(self._folder.fold(xml.encode())))
        following = paragraph.getnext()
        needs_paragraph = following is None or following.tag == w("sectPr")
        has_section_break = we.child(paragraph, we.PPR, w("sectPr")) is not None
        new = [table]
        if needs_paragraph or has_section_break:
            empty = etree.Element(we.P)
            if (properties := we.child(paragraph, we.PPR)) is not None:
                empty.append(properties)
            new.append(empty)
        we.replace(paragraph, *new)
        self._fill(table)

    def _put(self, paragraph: etree._Element, texts: list[etree._Element], hit: Hit, slot: Slot) -> None:
        """The slot goes into the run in which the placeholder begins; the rest of it goes from the others."""
        token = self.slots.token(slot)
        position = 0
        for text in texts:
            content = text.text or ""
            start, stop = hit.start - position, hit.stop - position
            position += len(content)
            if 0 <= start < len(content):
                text.text = content[:start] + token + content[max(0, stop) :]
                self._dress(text, paragraph)
            elif start < 0 < stop:
                text.text = content[stop:]
            if stop <= len(content):
                return

    def _dress(self, text: etree._Element, paragraph: etree._Element) -> None:
        """The run is set as its own properties say, but not in the tiny type of placeholders in tables."""
        text.set(we.SPACE, "preserve")
        run = text.getparent()
        if run is None or run.tag != we.R:
            return
        properties = we.run_properties(run)
        style = properties[0] if len(properties) and properties[0].tag == we.RUN_STYLE else None
        if style is not None and style.get(we.VAL) == self._placeholder_style:
            properties.remove(style)
        self._fonts.dress(properties, paragraph)

    def _note_alone(self, paragraph: etree._Element, name: str) -> None:
        if name in self._form.cells:
            self._figures.add(paragraph, name)
        elif name in _OPTIONAL:
            self._optional.append((paragraph, name))
        elif name == "title":
            self._balance_title(paragraph)

    def _balance_title(self, paragraph: etree._Element) -> None:
        """Our title breaks where a word ends; one that an office indented stays as it is."""
        style = we.paragraph_style(paragraph)
        size, alignment = self._names.lookup(style, "rPr/sz"), self._names.lookup(style, "pPr/jc")
        half_points = "" if size is None else str(size.get(we.VAL, ""))
        indented = self._names.lookup(style, "pPr/ind") is not None or we.child(paragraph, we.PPR, w("ind")) is not None
        centred = alignment is not None and alignment.get(we.VAL) == "center"
        if self._names.name(style) == TITLE and half_points.isdecimal() and centred and not indented:
            slot = TitleIndent(self._text_width, int(half_points) / 2)
            we.replace(we.put_paragraph_property(paragraph, "ind"), self.slots.element(slot))

    def _signature_after(self, paragraph: etree._Element) -> tuple[str, ...]:
        following = paragraph.getnext()
        signed = any(other is following and name in _SIGNATURE for other, name in self._optional)
        return _SIGNATURE if signed else ()

    def _make_optional(self, paragraph: etree._Element, name: str) -> None:
        """署名, 成文日期 and a red head take no line when they are not given; our 署名 and 成文日期 stand on one axis."""
        style = self._names.name(we.paragraph_style(paragraph))
        if style in (SIGNATURE_UNIT, SIGNATURE_DATE):
            indent = we.put_paragraph_property(paragraph, "ind")
            indent.set(w("left"), self.slots.token(SignatureIndent(self._text_width)))
        if _is_needed(paragraph):
            return
        filled = self.slots.pieces(self.fragment(paragraph))
        we.replace(paragraph, self.slots.element(Choice((name,), filled, ())))

    @cached_property
    def _text_width(self) -> float:
        return _text_width(self.root)

    def _trouble(self, paragraph: etree._Element, placeholder: str, wrong: str) -> None:
        place = "" if self._places is None else self._places.of(paragraph)
        found = Trouble(placeholder, place, wrong)
        if found not in self.troubles:
            self.troubles.append(found)


def _has_other_content(paragraph: etree._Element) -> bool:
    """Whether there is more in the paragraph's runs than text; a tab stop among its properties is nothing."""
    found = (other.getparent() for other in paragraph.iter(*_OTHER_CONTENT))
    return any(parent is not None and parent.tag == we.R for parent in found)


def _is_needed(paragraph: etree._Element) -> bool:
    """Whether the paragraph can't go: it ends a section of pages, or is the last thing in a cell or a box."""
    if we.child(paragraph, we.PPR, w("sectPr")) is not None:
        return True
    parent = paragraph.getparent()
    return parent is not None and parent.tag != we.BODY and parent[-1] is paragraph


def _text_width(root: etree._Element) -> float:
    """The width of the text block in points, by the document's last section; our own page where none is given."""
    section = we.child(root, we.BODY, w("sectPr"))
    size = None if section is None else we.child(section, w("pgSz"))
    margins = None if section is None else we.child(section, w("pgMar"))
    if size is None or margins is None:
        return ts.TEXT_WIDTH / 20
    numbers = [size.get(w("w"), ""), margins.get(w("left"), ""), margins.get(w("right"), "")]
    if not all(number.isdecimal() for number in numbers):
        return ts.TEXT_WIDTH / 20
    width, left, right = map(int, numbers)
    return (width - left - right) / 20


def _properties(content: bytes, form: Form) -> Pieces:
    """The document's properties: title, unit and year as plain text. An unknown name stays as it stands."""
    pieces: list[str | Slot] = []
    left = 0
    text = content.decode()
    for match in PATTERN.finditer(text):
        name = canonical(match[1])
        if is_text(form, name):
            pieces += (text[left : match.start()], Plain(name))
            left = match.end()
    return (*pieces, text[left:])
