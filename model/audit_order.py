"""The check of numbering and punctuation: one finding a paragraph that names all that is wrong in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.checks import Check, Figures
from model.findings import Finding
from model.form import Form, Rule
from model.numbering import breaks
from model.paired_marks import singles_of
from model.punctuation import doubled_marks, half_width_marks
from model.records import NamedTuple
from model.text_checks import Paragraph, paragraphs, text_finding
from model.text_ranges import is_plain

_AROUND = 4
"""Characters on either side that tell a place from others of its kind."""


class _Fault(NamedTuple):
    start: int
    end: int
    words: str


def order_checks(form: Form, rule: Rule) -> Iterator[Check]:
    """A check for each section."""
    for section in form.sections:
        yield Check((), (section.id,), _Section(rule, section.id))


class _Section:
    """One finding for each paragraph in which something is wrong."""

    def __init__(self, rule: Rule, section: str) -> None:
        self.rule, self.section = rule, section

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        section = paragraphs(figures, self.section)
        faults = self._faults(figures, section)
        told: dict[str, int] = {}
        for place, here in sorted(faults.items()):
            first = min(here)
            around = section[place].text[max(0, first.start - _AROUND) : first.end + _AROUND]
            told[around] = told.get(around, 0) + 1
            number = f".{told[around]}" if told[around] > 1 else ""
            yield self._finding(section[place], here, f"{around}{number}")

    def _faults(self, figures: Figures, section: Sequence[Paragraph]) -> dict[int, list[_Fault]]:
        """What is wrong, by the paragraph's place: numbers, then marks."""
        faults: dict[int, list[_Fault]] = {}
        texts = [paragraph.text for paragraph in section]
        for one in breaks(texts):
            faults.setdefault(one.paragraph, []).append(_Fault(one.numbered.start, one.numbered.end, one.words))
        for place, single in singles_of(texts):
            words = f"“{single.mark}”没有配对" if single.mark not in "“”" else f"引号{single.mark}没有配对"
            faults.setdefault(place, []).append(_Fault(single.offset, single.offset + 1, words))
        blocks = figures.text(self.section)
        for place, paragraph in enumerate(section):
            half_width = [
                _Fault(offset, offset + len(old), "")
                for offset, old, _ in half_width_marks(paragraph.text)
                if is_plain(blocks[paragraph.number], offset, offset + len(old))
            ]
            doubled = [_Fault(at, at + len(marks), f"标点“{marks}”重复") for at, marks in doubled_marks(paragraph.text)]
            if half_width or doubled:
                faults.setdefault(place, []).extend((*half_width, *doubled))
        return faults

    def _finding(self, paragraph: Paragraph, faults: Sequence[_Fault], instance: str) -> Finding:
        half_width = sum(not fault.words for fault in faults)
        words = list(dict.fromkeys(fault.words for fault in faults if fault.words))
        if half_width:
            words.append(f"半角标点{half_width}处")
        return text_finding(
            self.rule,
            f"{self.section}.{instance}",
            self.section,
            f"第{paragraph.number + 1}段：{'；'.join(words)}",
            (paragraph.place(fault.start, fault.end) for fault in sorted(faults)),
            figures=(("text", "；".join(words)),),
            advice="请看一下" + ("，半角标点可用“编辑 › 标点整理”改" if half_width else ""),
        )
