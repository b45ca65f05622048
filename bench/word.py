"""Filling the Word template: ours against docxtpl with an equal template, and against unzipping and zipping it.

usage: .venv/bin/python bench/word.py [RUNS]
The runs take turns, so that a change in the machine's speed meets all, and what is taken is processor time (all of it is
work in memory in one thread): on a quiet machine it is the clock's, on one that others load their work is left out, though
it still makes ours slower by emptying the processor's caches; so take the run in which the floor was fastest. docxtpl opens its template each time, as it
must; ours is taken both ways: opened anew each time, and kept compiled, as the program keeps it. The check after
writing reads the template, too: anew each time, or kept. Anew means that nothing of an earlier run is used: what is kept of
templates is let go of before the clock starts, and no compiled form is kept on disk. The floor packs every member at the usual level 6. Ours copies the members that do not change, and
packs the others at level 3, which makes a file a tenth larger; the second floor packs all members at that level.
The report's check code is worked out before, for both: a report keeps it until it changes.
"""

from __future__ import annotations

import io
import json
import re
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.peers import Peer  # noqa: E402
from exporters import word  # noqa: E402
from importers.written_word import differences, forget_templates  # noqa: E402
from model.layout import load_layout  # noqa: E402
from model.placeholders import PATTERN, SECTION, text_of  # noqa: E402
from model.report import Report  # noqa: E402
from ooxml.package import Package  # noqa: E402
from workflows.example import make_example  # noqa: E402
from workflows.forms import form_folder  # noqa: E402

CLOCK = time.perf_counter if sys.platform == "win32" else time.process_time
"""On Windows, processor time is counted in steps far longer than a run."""

_DOCUMENT = "word/document.xml"
_SECTION_PARAGRAPH = re.compile(r"<w:p>(?:(?!</w:p>).)*\{\{section:(\w+)\}\}.*?</w:p>")


def peer_template(data: bytes) -> bytes:
    """The same template with docxtpl's kind of placeholders: flat names, a loop for each section."""
    package = Package(data)
    changed = {}
    for part in (_DOCUMENT, "docProps/core.xml", "docProps/app.xml"):
        xml = package.read(part).decode()
        xml = _SECTION_PARAGRAPH.sub(_loop, xml)
        changed[part] = PATTERN.sub(
            lambda match: match[0] if match[1].startswith("line_") else f"{{{{{_flat(match[1])}}}}}", xml
        ).encode()
    return package.with_parts(changed)


def _loop(match: re.Match[str]) -> str:
    name = f"section_{match[1]}"
    texts = (f"{{%p for line_x in {name} %}}", "{{line_x}}", "{%p endfor %}")
    return "".join(match[0].replace(f"{{{{section:{match[1]}}}}}", text) for text in texts)


def _flat(name: str) -> str:
    return re.sub(r"\W", "_", name)


def context(report: Report) -> dict[str, object]:
    """What docxtpl fills in."""
    names = ("title", "unit", "year", "check_code", "signature.unit", "signature.date", *report.form.cells)
    values: dict[str, object] = {_flat(name): text_of(report, name) for name in names}
    for section in report.form.sections:
        text = report.plain(section.id)
        values[_flat(SECTION + section.id)] = text.split("\n") if text else []
    return values


def zip_floor(data: bytes, level: int = 6) -> bytes:
    """Unzip every member and zip it again."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as target,
    ):
        for name in source.namelist():
            target.writestr(name, source.read(name))
    return buffer.getvalue()


def timed(job: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    """Milliseconds of processor time that the job takes; what is done before it is not counted."""
    before()
    start = CLOCK()
    job()
    return (CLOCK() - start) * 1000


def figures_equal(ours: bytes, theirs: bytes) -> bool:
    """Whether both files print the same text."""
    texts = []
    for data in (ours, theirs):
        xml = Package(data).read(_DOCUMENT).decode()
        texts.append("".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", xml)).replace("\n", ""))
    return texts[0] == texts[1]


def main(runs: int) -> None:
    """Measure and print medians and ratios."""
    report = make_example()
    folder = form_folder(report.form.edition)
    template, layout = (folder / "report.docx").read_bytes(), load_layout(folder, report.form)

    def forget() -> None:
        word.forget_templates()
        forget_templates()

    def fill() -> bytes:
        return word.fill_word(template, report, layout)

    def fill_and_check() -> None:
        assert not differences(template, fill(), report)

    with tempfile.TemporaryDirectory() as name:
        files = [Path(name) / file for file in ("peer.docx", "context.json", "out.docx")]
        files[0].write_bytes(peer_template(template))
        files[1].write_text(json.dumps(context(report)), "utf-8")
        peer = Peer("word_peer.py", *map(str, files))
        jobs: dict[str, Callable[[], float]] = {
            "docxtpl": peer.run,
            "floor: unzip and zip": lambda: timed(lambda: zip_floor(template)),
            "floor at level 3": lambda: timed(lambda: zip_floor(template, 3)),
            "ours, opened anew": lambda: timed(fill, forget),
            "ours, kept": lambda: timed(fill),
            "opened anew, checked": lambda: timed(fill_and_check, forget),
            "kept, checked": lambda: timed(fill_and_check),
        }
        times: dict[str, list[float]] = {job: [] for job in jobs}
        for run in range(runs + 2):
            for job, work in jobs.items():
                took = work()
                if run > 1:
                    times[job].append(took)
        peer.close()
        assert figures_equal(fill(), files[2].read_bytes()), "the two files differ"
    size = sum(len(Package(template).read(part)) for part in Package(template).names)
    print(
        f"template: {len(template)} bytes zipped, {size} unzipped, {len(report.form.cells)} cells; median of {runs} runs"
    )
    medians = {job: statistics.median(taken) for job, taken in times.items()}
    for job, middle in medians.items():
        print(
            f"{job:22} {middle:8.2f} ms   docxtpl takes {medians['docxtpl'] / middle:6.1f}x as long"
            f"   {middle / medians['floor: unzip and zip']:6.2f}x the floor"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
