"""Rules of an office's own, as they stand in its file 本单位规则.toml (docs/office-rules.md).

What is wrong with one of them is told with its line in the file and takes no other down. The checks are made in
model/audit_office.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from model.findings import SEVERITIES, SEVERITY_NAMES
from model.form import Form, Section
from model.naming import leading_number
from model.office_keys import Keys, Wrong, check_names
from model.office_terms import SIGNS, Condition, Term, TermError, read_condition, sum_words
from model.records import NamedTuple
from model.text_phrases import GAP, PLACES
from model.toml_blocks import Block, read_blocks

NAME = "本单位规则"
HEADER = "rules"
ARITHMETIC = ("sum", "compare", "share")
TEXTS = ("required", "forbidden")

_SIDES = {"left": list, "right": list}
_KINDS: dict[str, dict[str, Any]] = {
    "sum": _SIDES,
    "at_most": _SIDES,
    "at_least": _SIDES,
    "compare": {**_SIDES, "is": str},
    "share": {"part": list, "whole": list, "least?": Decimal, "most?": Decimal},
    "required": {"section?": list, "phrases": list, "unless?": list, "not_in?": list},
    "forbidden": {"section?": list, "phrases": list, "unless?": list, "not_in?": list},
}
_COMMON = {"id": str, "kind": str, "severity?": str, "message?": str, "edition?": str, "when?": list}
_KIND_WORDS = {
    "合计相等": "sum",
    "不大于": "at_most",
    "不小于": "at_least",
    "比较": "compare",
    "占比": "share",
    "必须写": "required",
    "不得写": "forbidden",
}
_SEVERITY_WORDS = {words: severity for severity, words in SEVERITY_NAMES.items()}
_PLACE_WORDS = {"书名号": "titles", "引号": "quotes", "括号": "brackets", "网址": "addresses"}
_FIXED_SIGNS = {"sum": "=", "at_most": "≤", "at_least": "≥"}
_PLACES = re.compile(r"\{([^{}]*)\}")
_OF_ALL = ("year", "unit")
_FILLED = {
    "sum": ("left", "right", "difference", "left_names", "right_names"),
    "compare": ("left", "right", "difference", "left_names", "right_names"),
    "share": ("left", "right", "share", "left_names", "right_names"),
    "required": ("phrases", "section"),
    "forbidden": ("phrase", "section"),
}
"""What a message may hold in braces, by kind."""

_OURS = re.compile(r"[A-Za-z]{1,2}\d{1,3}", re.ASCII)
_LONGEST_ID, _LONGEST_TEXT = 40, 300


KIND_NAMES = {"sum": "合计相等", "compare": "比较", "share": "占比", "required": "必须写", "forbidden": "不得写"}
"""What kinds of rules are called."""


class OfficeRule(NamedTuple):
    """A rule. kind: sum, compare, share, required or forbidden. edition: "" for both. line: in the file.

    left, sign, right: the comparison that has to hold; of a share part and whole, of which it is at least `least` and
    at most `most` per cent. sections: as written, () for the whole text. phrases, unless, not_in: as in
    model/text_phrases.py. when: comparisons that have to hold as well for the
    rule to say anything. message: in the office's words, "" for ours.
    """

    id: str
    kind: str
    severity: str
    line: int
    edition: str = ""
    message: str = ""
    left: tuple[Term, ...] = ()
    sign: str = ""
    right: tuple[Term, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    sections: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    when: tuple[Condition, ...] = ()


class RuleProblem(NamedTuple):
    """What is wrong with a rule. line: in the file, from 1. rule: its id as far as it is known."""

    line: int
    rule: str
    why: str

    @property
    def words(self) -> str:
        """The whole sentence."""
        which = f"（规则“{self.rule}”）" if self.rule else ""
        return f"第 {self.line} 行{which}：{self.why}"


class OfficeRules(NamedTuple):
    """The rules that can be used, and what is wrong with the others."""

    rules: tuple[OfficeRule, ...] = ()
    problems: tuple[RuleProblem, ...] = ()


def read_rules(text: str, forms: Sequence[Form]) -> OfficeRules:
    """The rules of a file's text. forms: of all editions, whose cells and sections they may name."""
    rules: list[OfficeRule] = []
    problems: list[RuleProblem] = []
    taken = {rule.id.casefold() for form in forms for rule in form.rules}
    for block in read_blocks(text):
        try:
            rule = _rule(block, forms, taken, rules)
        except Wrong as wrong:
            line = block.wrong_line or block.line_of(wrong.key, wrong.text)
            problems.append(RuleProblem(line, _id_of(block), wrong.why))
        else:
            rules.append(rule)
    return OfficeRules(tuple(rules), tuple(problems))


def _rule(block: Block, forms: Sequence[Form], taken: set[str], others: Iterable[OfficeRule]) -> OfficeRule:
    if not block.header:
        raise Wrong(block.why or "规则要写在一行 [[rules]] 的下面", next(iter(block.data or {}), ""))
    if block.header != HEADER or not block.twice:
        raise Wrong(f"方括号里应是 [[{HEADER}]]", "")
    if block.data is None:
        raise Wrong(block.why)
    keys = Keys(block.data)
    rule_id = _free_id(keys.text("id"), taken, others)
    named = keys.text("kind")
    kind = _KIND_WORDS.get(named, named)
    if kind not in _KINDS:
        raise Wrong(f"没有“{named}”这种规则，可用 {'、'.join(_KINDS)}", "kind")
    keys.refuse_others({**_COMMON, **_KINDS[kind]})
    edition = keys.text("edition", "")
    if edition and edition not in {form.edition for form in forms}:
        raise Wrong(f"没有“{edition}”这种表样，可用 {'、'.join(form.edition for form in forms)}", "edition")
    meant = [form for form in forms if edition in ("", form.edition)]
    rule = OfficeRule(rule_id, _FAMILY.get(kind, kind), _severity(keys), block.line, edition)
    rule = _FILLERS[rule.kind](rule, kind, keys, meant)
    return rule._replace(when=_conditions(keys, meant), message=_message(keys, rule.kind))


def _free_id(rule_id: str, taken: set[str], others: Iterable[OfficeRule]) -> str:
    if len(rule_id) > _LONGEST_ID or ":" in rule_id or not rule_id.isprintable() or any(map(str.isspace, rule_id)):
        raise Wrong(f"id 应是不带空格和冒号的文字，最多 {_LONGEST_ID} 个字", "id")
    if rule_id.casefold() in taken or _OURS.fullmatch(rule_id):
        raise Wrong(f"id “{rule_id}”这样的编号留给程序自带的规则，请换一个，如 本局-{rule_id}", "id")
    other = next((rule for rule in others if rule.id.casefold() == rule_id.casefold()), None)
    if other is not None:
        raise Wrong(f"id “{rule_id}”在第 {other.line} 行的规则里已经用过", "id")
    return rule_id


def _severity(keys: Keys) -> str:
    written = keys.text("severity", "warning")
    severity = _SEVERITY_WORDS.get(written, written)
    if severity not in SEVERITIES:
        raise Wrong("severity 应是 error、warning 或 hint（错误、警告、提示）", "severity")
    return severity


def _message(keys: Keys, kind: str) -> str:
    message = " ".join(keys.text("message", "").split())
    if len(message) > _LONGEST_TEXT:
        raise Wrong(f"message 太长，最多 {_LONGEST_TEXT} 个字", "message")
    allowed = (*_FILLED[kind], *_OF_ALL)
    for name in _PLACES.findall(message):
        if name not in allowed:
            usable = "、".join(f"{{{word}}}" for word in allowed)
            raise Wrong(f"message 里的 {{{name}}} 不认识，可用 {usable}", "message", f"{{{name}}}")
    return message


def filled(message: str, figures: dict[str, str]) -> str:
    """An office's message with what stands in braces filled in."""
    return _PLACES.sub(lambda place: figures.get(place[1], place[0]), message)


def _conditions(keys: Keys, forms: Sequence[Form]) -> tuple[Condition, ...]:
    found = []
    for written in keys.words("when", ()):
        try:
            condition = read_condition(written)
        except TermError as error:
            raise Wrong(f"when 里的{error}", "when", written) from error
        check_names((*condition.left, *condition.right), forms, "when")
        found.append(condition)
    return tuple(found)


def _compared(rule: OfficeRule, kind: str, keys: Keys, forms: Sequence[Form]) -> OfficeRule:
    left, right = keys.sum("left", forms), keys.sum("right", forms)
    if not any(term.cell for term in (*left, *right)):
        raise Wrong("left 和 right 里至少要有一格", "left")
    sign = _FIXED_SIGNS.get(kind) or SIGNS.get(keys.text("is"))
    if sign is None:
        raise Wrong("is 应是 =、≠、<、≤、>、≥ 中的一个", "is")
    return rule._replace(left=left, sign=sign, right=right)


def _shared(rule: OfficeRule, kind: str, keys: Keys, forms: Sequence[Form]) -> OfficeRule:
    least, most = keys.number("least"), keys.number("most")
    if least is None and most is None:
        raise Wrong("要写 least（不少于百分之几）或 most（不多于百分之几）", "part")
    if least is not None and most is not None and least > most:
        raise Wrong("least 比 most 还大", "least")
    part, whole = keys.sum("part", forms), keys.sum("whole", forms)
    if not all(any(term.cell for term in side) for side in (part, whole)):
        raise Wrong("part 和 whole 里都要有格", "part")
    return rule._replace(left=part, right=whole, least=least, most=most)


def _worded(rule: OfficeRule, kind: str, keys: Keys, forms: Sequence[Form]) -> OfficeRule:
    sections = keys.words("section", ())
    for name in sections:
        if not any(section_named(form, name) for form in forms):
            names = "、".join(section.short for section in forms[0].sections)
            raise Wrong(f"报告里没有“{name}”这一部分，可用 {names}", "section", name)
    phrases, unless = keys.words("phrases"), keys.words("unless", ())
    for key, words in (("phrases", phrases), ("unless", unless)):
        for word in words:
            if not all(word.split(GAP)):
                raise Wrong(f"“{word}”的开头、末尾或两个{GAP}之间没有文字", key, word)
    places = keys.words("not_in", ())
    for place in places:
        if _PLACE_WORDS.get(place, place) not in PLACES:
            raise Wrong(f"not_in 里的“{place}”不认识，可用 {'、'.join(_PLACE_WORDS)}", "not_in", place)
    not_in = tuple(_PLACE_WORDS.get(place, place) for place in places)
    return rule._replace(sections=sections, phrases=phrases, unless=unless, not_in=not_in)


def rule_words(rule: OfficeRule) -> str:
    """What a rule asks for, in a sentence: the office's own where it gave one."""
    if rule.message:
        return rule.message
    if rule.kind in TEXTS:
        where = f"{'、'.join(rule.sections)}：" if rule.sections else ""
        return f"{where}{KIND_NAMES[rule.kind]} {'、'.join(rule.phrases)}"
    left, right = sum_words(rule.left), sum_words(rule.right)
    if rule.kind != "share":
        return f"{left} {rule.sign} {right}"
    bounds = [f"{sign} {bound:f}%" for sign, bound in (("≥", rule.least), ("≤", rule.most)) if bound is not None]
    return f"{left} 占 {right} {'，'.join(bounds)}"


def section_named(form: Form, name: str) -> str:
    """The id of the section with this id, number (五), name or heading; "" when there is none."""
    wanted = "".join(name.split())
    return next((section.id for section in form.sections if wanted in _section_names(section)), "")


def _section_names(section: Section) -> tuple[str, ...]:
    names = (section.id, section.short, section.heading, leading_number(section.heading))
    return tuple("".join(name.split()) for name in names if name)


def _id_of(block: Block) -> str:
    """A rule's id for messages, also of a block that can't be read."""
    if block.data is not None:
        found = block.data.get("id", "")
        return found if isinstance(found, str) else ""
    line = block.lines[block.line_of("id") - block.line]
    written = re.fullmatch(r"""\s*["']?id["']?\s*=\s*["'](.+?)["']\s*(?:#.*)?""", line)
    return written[1] if written else ""


_FAMILY = {"at_most": "compare", "at_least": "compare"}
_Filler = Callable[[OfficeRule, str, Keys, Sequence[Form]], OfficeRule]
_FILLERS: dict[str, _Filler] = {
    "sum": _compared,
    "compare": _compared,
    "share": _shared,
    "required": _worded,
    "forbidden": _worded,
}
