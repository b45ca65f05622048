"""A Word document's tree made as it is printed when all tracked changes are accepted.

What goes: what changes delete, instructions of fields, hidden text, prompts of content controls that nobody filled in,
and all but one of the ways in which a drawing is written for newer and older programs.
Source: ISO/IEC 29500-1, 17.13.5 (revisions), 17.16 (fields), 17.5.2 (content controls); 29500-3 (alternatives).
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

from importers.document import Remark
from importers.word_fields import drop_instructions
from model.label_text import looks_like_figure
from ooxml.markup import w

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATIVES = f"{_COMPATIBILITY}AlternateContent"
_PARAGRAPH, _TABLE, _ROW, _CELL, _RUN, _TEXT = (w(name) for name in ("p", "tbl", "tr", "tc", "r", "t"))
_CONTROL, _CONTENT = w("sdt"), w("sdtContent")
_PARAGRAPH_PROPERTIES, _RUN_PROPERTIES, _ROW_PROPERTIES = w("pPr"), w("rPr"), w("trPr")
_VALUE, _DOWN = w("val"), w("vMerge")
_GONE = (w("del"), w("moveFrom"))
_CELL_GONE, _CELL_MERGED = w("cellDel"), w("cellMerge")
_CHANGES = (*_GONE, w("ins"), w("moveTo"), _CELL_GONE, _CELL_MERGED, w("cellIns"))
_HIDDEN, _HIDDEN_ROW, _PROMPT, _FIELD = w("vanish"), w("hidden"), w("showingPlcHdr"), w("fldChar")
_PRINTED = (_TEXT, *(w(name) for name in ("tab", "br", "cr", "sym", "noBreakHyphen", "drawing", "pict", "object")))
_MERGES = {"rest": "restart", "cont": "continue"}
_OFF = ("0", "false", "off")
_LONGEST = 20

_FORMER = tuple(w(f"{name}Change") for name in ("rPr", "pPr", "trPr", "tcPr", "tblPr", "tblPrEx", "tblGrid", "sectPr"))
"""How something looked before a change: nothing of it is printed."""

SPECIAL = (_ALTERNATIVES, *_CHANGES, *_FORMER, _HIDDEN, _HIDDEN_ROW, _PROMPT, _FIELD)
"""The elements without which a document is printed as it stands."""


def as_printed(root: Any, met: Set[str], hidden_styles: Set[str]) -> tuple[Remark, ...]:
    """Change the tree; what is to be told of it. met: which of SPECIAL it has. hidden_styles: their ids."""
    remarks: list[Remark] = []
    for former in list(root.iter(*_FORMER)) if not met.isdisjoint(_FORMER) else ():
        _remove(former)
    if _ALTERNATIVES in met:
        _choose_alternatives(root)
    if not met.isdisjoint(_CHANGES):
        remarks.append(Remark(f"{_accept_changes(root)} 处修订", "全文", "文件里有没有接受的修订，已按全部接受读入"))
    if _FIELD in met:
        drop_instructions(root)
    if hidden_styles or not met.isdisjoint((_HIDDEN, _HIDDEN_ROW)):
        remarks.extend(_told(_drop_hidden(root, hidden_styles), "隐藏的文字", "设成了隐藏，印不出来，没有读入"))
    if _PROMPT in met:
        remarks.extend(_told(_drop_prompts(root), "没有填的内容控件", "里面只有提示的文字，没有读入"))
    return tuple(remarks)


def hidden_styles(styles: Any) -> Set[str]:
    """The ids of the styles whose text is hidden, by themselves or by what they are based on."""
    own: dict[str, bool | None] = {}
    base: dict[str, str] = {}
    for style in styles.iter(w("style")):
        name, link = style.get(w("styleId"), ""), style.find(w("basedOn"))
        mark = style.find(f"{_RUN_PROPERTIES}/{_HIDDEN}")
        own[name] = None if mark is None else _is_on(mark)
        base[name] = "" if link is None else link.get(_VALUE, "")

    def is_hidden(name: str) -> bool:
        seen: set[str] = set()
        while own.get(name) is None and name in base and name not in seen:
            seen.add(name)
            name = base[name]
        return bool(own.get(name))

    return {name for name in own if is_hidden(name)}


def _told(texts: list[str], what: str, reason: str) -> Iterator[Remark]:
    shown = [text for text in ("".join(text.split()) for text in texts) if text]
    if shown:
        first = shown[0] if len(shown[0]) <= _LONGEST else f"{shown[0][:_LONGEST]}……"
        yield Remark(f"{len(shown)} 处{what}，如“{first}”", "全文", reason)


def _is_on(mark: Any) -> bool:
    return mark.get(_VALUE, "1") not in _OFF


def _choose_alternatives(root: Any) -> None:
    """Keep the first alternative that has text, else the first of all."""
    for element in list(root.iter(_ALTERNATIVES)):
        alternatives = list(element)
        with_text = (found for found in alternatives if next(found.iter(_TEXT), None) is not None)
        chosen = next(with_text, alternatives[0] if alternatives else ())
        parent = element.getparent()
        place = parent.index(element)
        parent[place : place + 1] = list(chosen)


def _accept_changes(root: Any) -> int:
    """Take out what changes delete or move away, join the paragraphs whose mark they delete; how many there were."""
    changed = sum(1 for _ in root.iter(*_CHANGES))
    for mark in list(root.iter(_CELL_GONE)):
        _remove(_above(mark, _CELL))
    for mark in list(root.iter(_CELL_MERGED)):
        _merge_as_changed(mark)
    for element in list(root.iter(*_GONE)):
        parent = element.getparent()
        if parent.tag == _ROW_PROPERTIES:
            _remove(_above(element, _ROW))
        elif parent.tag == _RUN_PROPERTIES and parent.getparent().tag == _PARAGRAPH_PROPERTIES:
            continue
        else:
            parent.remove(element)
    for row in list(root.iter(_ROW)):
        if next(row.iter(_CELL), None) is None:
            _remove(row)
    _join_paragraphs(root, _GONE)
    return changed


def _merge_as_changed(mark: Any) -> None:
    properties, merge = mark.getparent(), _MERGES.get(mark.get(_DOWN, ""), "")
    for before in properties.findall(_DOWN):
        properties.remove(before)
    if merge:
        mark.tag = _DOWN
        mark.attrib.clear()
        mark.set(_VALUE, merge)


def _join_paragraphs(root: Any, marks: tuple[str, ...]) -> None:
    """Put the content of each paragraph whose own mark bears one of these in front of that of the next."""
    # From the last on: a long row of such paragraphs would be moved again and again.
    for mark in reversed(list(root.iter(*marks))):
        properties = mark.getparent()
        holder = properties.getparent()
        if properties.tag == _RUN_PROPERTIES and holder is not None and holder.tag == _PARAGRAPH_PROPERTIES:
            _join_with_next(holder.getparent())


def _join_with_next(paragraph: Any) -> None:
    following = paragraph.getnext()
    while following is not None and following.tag not in (_PARAGRAPH, _TABLE, _CONTROL):
        following = following.getnext()
    content = [child for child in paragraph if child.tag != _PARAGRAPH_PROPERTIES]
    if following is not None and following.tag == _PARAGRAPH:
        at = 1 if len(following) and following[0].tag == _PARAGRAPH_PROPERTIES else 0
        following[at:at] = content
    elif next(paragraph.iter(*_PRINTED), None) is not None:
        return
    _remove(paragraph)


def _drop_hidden(root: Any, styles: Set[str]) -> list[str]:
    """Take out what is hidden; the texts that were."""
    runs = [_above(mark, _RUN) for mark in root.iter(_HIDDEN) if _is_on(mark) and _is_of_run(mark)]
    for mark in root.iter(*((w("rStyle"), w("pStyle")) if styles else ())):
        if mark.get(_VALUE) in styles:
            owner = _above(mark, _RUN if mark.tag == w("rStyle") else _PARAGRAPH)
            runs.extend(run for run in (() if owner is None else owner.iter(_RUN)) if not _is_shown(run))
    texts = [_emptied(run) for run in dict.fromkeys(runs) if run is not None]
    for mark in list(root.iter(_HIDDEN_ROW)):
        row = _above(mark, _ROW) if mark.getparent().tag == _ROW_PROPERTIES and _is_on(mark) else None
        if row is not None:
            texts.append("".join(text.text or "" for text in row.iter(_TEXT)))
            _remove(row)
    for mark in list(root.iter(_HIDDEN)):
        if not _is_on(mark):
            _remove(mark)
    _join_paragraphs(root, (_HIDDEN,))
    return texts


def _is_of_run(mark: Any) -> bool:
    properties = mark.getparent()
    return bool(properties.tag == _RUN_PROPERTIES and properties.getparent().tag == _RUN)


def _is_shown(run: Any) -> bool:
    """Whether a run says that it is not hidden, whatever its style says."""
    mark = run.find(f"{_RUN_PROPERTIES}/{_HIDDEN}")
    return mark is not None and not _is_on(mark)


def _drop_prompts(root: Any) -> list[str]:
    """Take out the prompts of content controls; a figure among them was put there by someone, and stays."""
    texts = []
    for mark in list(root.iter(_PROMPT)):
        control = _above(mark, _CONTROL)
        content = None if control is None or not _is_on(mark) else control.find(_CONTENT)
        text = "" if content is None else "".join(found.text or "" for found in content.iter(_TEXT))
        if text.strip() and not looks_like_figure(text):
            texts.append(_emptied(content))
    return texts


def _emptied(holder: Any) -> str:
    """Take out all that is printed; the text that was."""
    text = ""
    for element in list(holder.iter(*_PRINTED)):
        text += (element.text or "") if element.tag == _TEXT else ""
        if element.getparent().tag == _RUN:
            _remove(element)
    return text


def _above(element: Any, tag: str) -> Any:
    return next(element.iterancestors(tag), None)


def _remove(element: Any) -> None:
    parent = None if element is None else element.getparent()
    if parent is not None:
        parent.remove(element)
