"""The web page before judges that are none of ours: an HTML validator, an accessibility check, a browser.

usage: .venv/bin/python bench/web_page.py [FOLDER]
Writes the pages of six reports in both forms, the page and the piece for a site's editor, and has each read back by our
own check, by html5lib (strict), by the Nu HTML Checker (needs java), and opened in headless Chromium at 360 and 1280 px
with axe-core (needs chromium, node and npm). Pictures and PDFs of all are in FOLDER (bench/out/web) afterwards.
The tools come from npm into bench/.node on the first run. Ends with 1 when anything was found.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import html5lib  # noqa: E402

from exporters.html import html_inline_page, html_page  # noqa: E402
from importers.written_html import differences  # noqa: E402
from model.edits import Edit, ReplaceText, SetField  # noqa: E402
from model.report import Report  # noqa: E402
from model.text import from_plain  # noqa: E402
from tests.builders import form_of, full_report, layout_of, report_with  # noqa: E402
from tests.exporters.documents import blank_report  # noqa: E402
from workflows.example import make_example  # noqa: E402

TOOLS = ("axe-core@4.14.1", "puppeteer-core@24.43.1", "vnu-jar@26.9.27")
NODE = ROOT / "bench" / ".node"
CHARACTERS = 12_000
SENTENCES = (
    "各科室按照职责分工落实公开要求，发布前逐件审核，发布后定期回访，发现差错当日更正。",
    "对群众咨询较多的事项，编写了办事问答，与政策原文一并发布。",
    "申请由专人登记、分办、催办，答复前经法制审核，期限从收到之日起逐日记录。",
)


def reports() -> Iterator[tuple[str, Report]]:
    """The reports by the names of their pages."""
    yield "example", make_example()
    yield "large", large_report()
    yield "zero", full_report()
    yield "blank", blank_report()
    yield "edition-2019", full_report(edition="2019", figure="12")
    yield "made-up", full_report(of=form_of("made_up"), figure="1234")


def large_report() -> Report:
    """Figures of up to eight digits and 12,000 characters of text, with headings and lists."""
    form = form_of("2021")
    figures = {cell: str((number * 7919) % 99991) for number, cell in enumerate(form.inputs, 1)}
    figures |= {cell: str(11_398_889 - number) for number, cell in enumerate(form.inputs[6:9])}
    report = report_with(figures)
    paragraphs = ["（一）主动公开", "1.规范发布"]
    while sum(map(len, paragraphs)) < CHARACTERS:
        number = len(paragraphs)
        paragraphs.append("".join(SENTENCES[(number + place) % 3] for place in range(9)))
    paragraphs[12:12] = [
        "（二）依申请公开。全年受理平稳。各项按期办结。",
        "1.当面申请，登记在册。",
        "2.网上申请，自动登记。",
    ]
    changes = (
        ReplaceText("overview", 0, 0, from_plain("\n".join(paragraphs))),
        SetField("signature.unit", "示例市人民政府办公室"),
        SetField("signature.date", "2026-03-20"),
    )
    report.apply(Edit("长文", changes))
    return report


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "bench" / "out" / "web"
    folder.mkdir(parents=True, exist_ok=True)
    found = [complaint for name, report in reports() for complaint in _write(folder, name, report)]
    pages = sorted(folder.glob("*.html"))
    print(f"{len(pages)} pages; our check and html5lib strict: {len(found)} complaints")
    if not _has_tools():
        return 1
    found += _validator(pages)
    found += _browser(folder, pages)
    for complaint in found:
        print(complaint)
    return 1 if found else 0


def _write(folder: Path, name: str, report: Report) -> Iterator[str]:
    layout = layout_of(report.form.edition)
    for suffix, make in (("", html_page), ("-inline", html_inline_page)):
        start = perf_counter()
        data = make(report, layout)
        made = perf_counter()
        yield from (f"{name}{suffix}: {difference}" for difference in differences(data, report))
        print(
            f"{name + suffix:22}{len(data) / 1024:6.0f} KB  {(made - start) * 1000:5.1f} ms, "
            f"check {(perf_counter() - made) * 1000:5.1f} ms"
        )
        (folder / f"{name}{suffix}.html").write_bytes(data)
        try:
            html5lib.HTMLParser(strict=True).parse(data, transport_encoding="utf-8")
        except html5lib.html5parser.ParseError as error:
            yield f"{name}{suffix}: html5lib: {error}"


def _has_tools() -> bool:
    lacking = [tool for tool in ("java", "node", "npm", "chromium") if shutil.which(tool) is None]
    if lacking:
        print(f"not tried, for {', '.join(lacking)} is not there: validator and accessibility check")
        return False
    if not (NODE / "node_modules" / "vnu-jar").exists():
        command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(NODE), *TOOLS]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return True


def _validator(pages: list[Path]) -> list[str]:
    jar = NODE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-jar", str(jar), "--format", "json", "--stdout", *map(str, pages)]
    messages = json.loads(subprocess.run(command, check=False, capture_output=True, text=True).stdout)["messages"]
    print(f"Nu HTML Checker: {len(messages)} errors and warnings")
    return [f"{Path(item.get('url', '')).name}: {item['type']}: {item['message']}" for item in messages]


def _browser(folder: Path, pages: list[Path]) -> list[str]:
    command = ["node", str(ROOT / "bench" / "web_page.mjs"), str(shutil.which("chromium")), str(folder)]
    done = subprocess.run(
        [*command, *map(str, pages)], check=True, capture_output=True, text=True, cwd=NODE, env=_environment()
    )
    complaints: list[str] = []
    for item in json.loads(done.stdout):
        where = f"{item['page']} at {item['width']} px"
        complaints += [f"{where}: {violation}" for violation in item["violations"]]
        if item["across"] > 0:
            complaints.append(f"{where}: the page itself scrolls sideways by {item['across']} px")
        # What axe-core leaves open: contrast where merged cells lie over rows, headers of a table in several parts.
        left_open = ", ".join(rule.partition(" ")[0] for rule in item["open"]) or "nothing"
        broken = len(item["violations"])
        print(f"axe-core, {where}: {item['passes']} rules passed, {broken} broken, left open: {left_open}")
    return complaints


def _environment() -> dict[str, str]:
    """With the fonts of the tests, where they are there: fontconfig takes any Chinese font for any other else."""
    from tests.exporters.fonts import write_font_configuration

    file = write_font_configuration(NODE)
    return {**os.environ, "FONTCONFIG_FILE": str(file)}


if __name__ == "__main__":
    sys.exit(main())
