"""How long the audit takes: all of a report, after one cell, after one paragraph, and as its text grows.

usage: .venv/bin/python bench/audit.py [FILE.nianbao …] [--rounds N] [--by-rule]
Processor time, so that other work on the machine does not count. Each report (the example, one with much text, and those named) stands beside a report of the year before. "full": all
checks of a report just opened, its paragraphs new to the program ("again": seen before). "cell": one figure changed,
all that follows from it worked out and checked again. "paragraph": one of 500 characters written anew. The text then
grows from 1,000 to 100,000 characters: what 1,000 more cost at each size; the same everywhere is linear.
--by-rule: how long each rule takes of a full audit.
"""

from __future__ import annotations

import gc
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import _lru_cache_wrapper
from itertools import count
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from model import storage
from model.audit import checks_of
from model.edits import Edit, ReplaceText, SetCell, SetLastYear
from model.report import Report
from model.state import LastReport
from model.text import from_plain
from workflows.example import make_example
from workflows.forms import find_form

CELL = "requests.granted.natural_person"
SECTION = "overview"
PARAGRAPH = 500
GROWTH = (1_000, 3_000, 10_000, 30_000, 100_000)


def main() -> None:
    files = [Path(one) for one in sys.argv[1:] if one.endswith(".nianbao")]
    rounds = int(sys.argv[sys.argv.index("--rounds") + 1]) if "--rounds" in sys.argv else 60
    reports = {"example": make_example(), "18,000 characters": longer(make_example(), 18_000)}
    reports |= {file.stem: storage.load(file.read_bytes(), find_form) for file in files}
    print(f"{'median ms':24}{'characters':>11}{'full':>8}{'again':>8}{'cell':>8}{'paragraph':>11}  findings")
    for name, report in reports.items():
        beside_last(report)
        written = sum(len(report.plain(section.id)) for section in report.form.sections)
        times = [
            median(full(report, rounds, forget=forget_texts)),
            median(full(report, rounds, forget=lambda: None)),
            median(after_cell(report, rounds)),
            median(after_paragraph(report, rounds)),
        ]
        found = len(report.all_findings())
        print(f"{name:24}{written:11}{times[0]:8.2f}{times[1]:8.2f}{times[2]:8.2f}{times[3]:11.2f}  {found}")
    if "--by-rule" in sys.argv:
        by_rule(reports["18,000 characters"])
    growth(make_example())


def full(report: Report, rounds: int, *, forget: Callable[[], None]) -> Iterator[float]:
    """Milliseconds for all checks of the report."""
    state = report.state()
    for _ in range(rounds):
        opened = Report(state)
        forget()
        gc.collect()
        start = process_time()
        opened.findings()
        yield (process_time() - start) * 1000


def after_cell(report: Report, rounds: int) -> Iterator[float]:
    """Milliseconds for an edit of one cell with everything that follows."""
    opened = Report(report.state())
    opened.findings()
    value = opened.value(CELL)
    assert isinstance(value, int)
    for number in range(rounds):
        edit = Edit("填写", (SetCell(CELL, value + 1 + number % 7),))
        start = process_time()
        opened.apply(edit)
        yield (process_time() - start) * 1000


def after_paragraph(report: Report, rounds: int) -> Iterator[float]:
    """Milliseconds for a paragraph of 500 characters written anew, with everything that follows."""
    opened = Report(report.state())
    opened.findings()
    place = len(opened.text(SECTION))
    opened.apply(Edit("写", (ReplaceText(SECTION, place, place, from_plain(paragraph(random.Random(0)))),)))
    for number in range(rounds):
        blocks = from_plain(paragraph(random.Random(number + 1)))
        start = process_time()
        opened.apply(Edit("写", (ReplaceText(SECTION, place, place + 1, blocks),)))
        yield (process_time() - start) * 1000


def growth(report: Report) -> None:
    """How the time of a full audit and of one more paragraph grows with the text."""
    print(f"\n{'characters':>11}{'full ms':>10}{'ms for 1,000 more':>19}{'paragraph ms':>14}")
    before = (0, 0.0)
    steps = []
    for size in GROWTH:
        opened = longer(blank_text(report), size)
        beside_last(opened)
        taken = median(full(opened, 7 if size > 20_000 else 25, forget=forget_texts))
        more = (taken - before[1]) / (size - before[0]) * 1000 if before[0] else 0.0
        before = (size, taken)
        steps.append(more)
        print(f"{size:11}{taken:10.2f}{more:19.3f}{median(after_paragraph(opened, 9)):14.2f}")
    print(
        f"the last 1,000 characters cost {steps[-1] / (sum(steps[1:-1]) / len(steps[1:-1])):.2f} of what those before did"
    )


def by_rule(report: Report) -> None:
    """Print how long each rule takes, the slowest first."""
    taken: dict[str, float] = defaultdict(float)
    forget_texts()
    for check in checks_of(report.form):
        name = getattr(getattr(check.run, "rule", None), "id", None) or getattr(check.run, "relation", check.run)
        start = process_time()
        found = list(check.run(report))
        rule = name if isinstance(name, str) else getattr(name, "rule", found[0].rule if found else str(name)[:60])
        taken[rule] += (process_time() - start) * 1000
    print("\nms of a full audit by rule")
    for rule, milliseconds in sorted(taken.items(), key=lambda item: -item[1])[:25]:
        print(f"  {rule:60}{milliseconds:8.3f}")


def forget_texts() -> None:
    """Forget what is remembered of paragraphs: those of a report just opened are new to the program."""
    for one in gc.get_objects():
        if isinstance(one, _lru_cache_wrapper) and one.__wrapped__.__module__.startswith("model."):
            names = one.__wrapped__.__code__.co_varnames[: one.__wrapped__.__code__.co_argcount]
            # What depends on the form or on a file alone stays: the program has it from the first report on.
            if not {"form", "file", "folder", "path", "name"} & set(names) and names:
                one.cache_clear()


def longer(report: Report, size: int) -> Report:
    """The report with so many more characters of made-up text in sections one and five, in paragraphs."""
    chance = random.Random(size)
    sections = [section.id for section in report.form.sections if not section.grid and section.heading][:2]
    for number, section in enumerate(sections):
        written = [paragraph(chance) for _ in range(max(1, size // PARAGRAPH // len(sections)))]
        place = len(report.text(section))
        blocks = from_plain("\n".join(written))
        report.apply(Edit(f"写{number}", (ReplaceText(section, place, place, blocks),)))
    return report


def blank_text(report: Report) -> Report:
    """The report without its text."""
    for section in report.form.sections:
        report.apply(Edit("清空", (ReplaceText(section.id, 0, len(report.text(section.id)), ()),)))
    return report


_SENTENCES = (
    "{year}年，我局新收政府信息公开申请41件，其中自然人31件，均已按期答复。",
    "全年办结42件，其中予以公开19件、部分公开4件，因本机关不掌握相关信息等原因无法提供9件。",
    "全年通过门户网站主动公开信息{a}条，更新政策解读{b}篇，较上年增长{c}%。",
    "按照《{city}政务公开工作要点》（{city}办发〔{year}〕{c}号）的要求，逐项分解任务，明确责任科室和完成时限。",
    "围绕群众关心的教育、医疗、就业、住房等事项，及时公开办事指南，做到内容准确、更新及时、查找方便。",
    "加强对公开内容的审核，落实先审查后公开的要求，全年没有发生失泄密事件，也没有收到有关投诉。",
    "因政府信息公开被申请行政复议{c}件；政府网站在季度检查中没有发现不合格的栏目。",
    "下一步，将组织业务培训{c}次，参训人员{b}人次，着力解决部分栏目更新不够及时的问题。",
    "修订政府信息公开指南和目录，健全登记、审核、办理、答复、归档等各环节的制度，规范答复文书的格式。",
    "我局指定专人负责政府信息管理，对公文逐件标明公开属性，不予公开的写明理由，并定期清理已公开的信息。",
)
"""Two of five state what the grids hold, as the example's do; one has a figure that is not what the grid holds."""
_numbers = count(1)


def paragraph(chance: random.Random) -> str:
    """A paragraph of about 500 characters, as such reports have them, unlike any before."""
    text = f"（{next(_numbers)}）"
    while len(text) < PARAGRAPH:
        sentence = chance.choice(_SENTENCES)
        figures = {name: chance.randint(1, 90) for name in "abc"}
        text += sentence.format(year=chance.choice((2025, 2025, 2024)), city="示例县", **figures)
    return text[: PARAGRAPH - 1] + "。"


def beside_last(report: Report) -> None:
    """Put a report of the year before beside it: the same one, a little changed."""
    last = Report(report.state().alone())
    last.apply(Edit("上年", tuple(SetCell(cell, 1) for cell in list(report.form.inputs)[10:14])))
    kept = last.state()
    kept.fields["year"] = report.year - 1
    report.apply(Edit("上年", (SetLastYear((LastReport(kept, "上年.nianbao", ""),)),)))


if __name__ == "__main__":
    main()
