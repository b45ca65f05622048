"""Damaged documents: never a wrong figure told as read, never a fault, and what is whole is still read.

A fixed share of what `bench/damaged.py` reads in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ooxml.package import make_package
from tests.damage import Good, mutants, sound, worth
from tests.hostile_packages import good, parts_of
from tests.importers.site_pages import report_of
from tests.sound_documents import documents_of_others
from workflows.example import make_example
from workflows.import_many import read_one
from workflows.reading_process import ReadingProcess

KINDS = ("word", "excel", "html", "pdf")
EACH = 22
SEED = 3
ASKED_SHARE = 0.6
FAULTS = ("意外", "还没有读完", "内存太多", "不合规矩")


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadingProcess]:
    with pytest.MonkeyPatch.context() as patched, ReadingProcess() as made:
        for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
            patched.setenv(name, str(tmp_path_factory.mktemp("data")))
        yield made


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Good]:
    """The example as a document of each kind, the sound ones."""
    folder = tmp_path_factory.mktemp("好的")
    found = {}
    for kind in KINDS:
        path = good(folder, kind)
        found[kind] = sound(f"例-{kind}", path.suffix, path.read_bytes(), make_example())
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_damaged_is_never_read_wrong(
    documents: dict[str, Good], process: ReadingProcess, tmp_path: Path, kind: str
) -> None:
    document = documents[kind]
    assert len(document.read) == len(document.truth)
    outside = read = 0
    for number, mutant in enumerate(mutants(document, EACH, SEED)):
        file = tmp_path / f"{number}{document.suffix}"
        file.write_bytes(mutant.data)
        reading = read_one(file, read=process.read)
        assert not [word for word in FAULTS if word in reading.failed], (mutant.what, reading.failed)
        found = worth(document, reading.data)
        assert not found.wrong, mutant.what
        if mutant.outside:
            outside += found.of
            read += found.read
    assert outside
    assert read >= ASKED_SHARE * outside


def test_the_same_seed_gives_the_same_damage(documents: dict[str, Good]) -> None:
    once, again, other = (list(mutants(documents["word"], 20, seed)) for seed in (1, 1, 2))
    assert once == again
    assert once != other
    assert len({mutant.data for mutant in once}) == len(once) > 10


def test_a_wrong_figure_would_be_seen(documents: dict[str, Good], tmp_path: Path) -> None:
    """The check itself: a page in which one figure was changed."""
    page = documents["html"]
    cell = next(cell for cell, value in page.truth.items() if value and cell.startswith("requests.received"))
    figure = f">{page.truth[cell]}<".encode()
    assert figure in page.data
    file = tmp_path / "改.html"
    file.write_bytes(page.data.replace(figure, b">98765<", 1))
    assert worth(page, read_one(file).data).wrong


def test_a_heading_that_lost_its_cell_moves_no_column(tmp_path: Path) -> None:
    """What stands behind it in its row slips to the left, below the headings of others."""
    report = report_of()
    page = next(sound(*made, report) for made in documents_of_others(report) if made[0] == "page sections")
    widest = max(re.findall(rb"<table.*?</table>", page.data, re.DOTALL), key=len)
    head = re.match(rb"<table[^>]*>.*?(<tr.*?</tr>\s*<tr.*?</tr>\s*<tr.*?</tr>)", widest, re.DOTALL)
    assert head is not None
    tags = list(re.finditer(rb"<t[dh][^>]*>", head[1]))
    assert len(tags) > 8
    file = tmp_path / "缺一格.html"
    for tag in tags:
        changed = head[1][: tag.start()] + head[1][tag.end() :]
        file.write_bytes(page.data.replace(head[1], changed))
        found = worth(page, read_one(file).data)
        assert not found.wrong
        assert found.read


@pytest.mark.parametrize("part", ["_rels/.rels", "xl/styles.xml", "docProps/core.xml"])
def test_a_workbook_is_read_without_what_is_beside_its_figures(
    documents: dict[str, Good], tmp_path: Path, part: str
) -> None:
    book = documents["excel"]
    parts = parts_of(good(tmp_path, "excel"))
    file = tmp_path / "坏.xlsx"
    file.write_bytes(make_package({**parts, part: parts[part][: len(parts[part]) // 2]}))
    reading = read_one(file)
    found = worth(book, reading.data)
    assert (found.read, found.wrong) == (found.of, ())
    assert any(part in item["text"] for item in reading.data["unplaced"]) == (part == "xl/styles.xml")


def test_a_text_with_lost_bytes_is_read_where_it_is_whole(tmp_path: Path) -> None:
    """A lost byte in running text costs a character; one in a table may have parted two cells or rows."""
    report = report_of()
    for name, suffix, data in documents_of_others(report):
        if suffix != ".txt":
            continue
        text = sound(name, suffix, data, report)
        assert len(text.read) == len(text.truth)
        lines = data.split(b"\n")
        running, row = (next(n for n, line in enumerate(lines) if found(line)) for found in (_is_running, _is_row))
        for number, fewest, most in ((running, len(text.truth), len(text.truth)), (row, 1, len(text.truth) - 1)):
            changed = lines.copy()
            changed[number] = b"\xff" + lines[number][1:]
            file = tmp_path / f"{name}{suffix}"
            file.write_bytes(b"\n".join(changed))
            found = worth(text, read_one(file).data)
            assert not found.wrong
            assert fewest <= found.read <= most


def _is_running(line: bytes) -> bool:
    return len(line) > 150 and b"\t" not in line


def _is_row(line: bytes) -> bool:
    return line.count(b"\t") > 5


def test_a_heading_row_that_slipped_aside_moves_no_figure(tmp_path: Path) -> None:
    report = report_of()
    text = next(sound(*made, report) for made in documents_of_others(report) if made[1] == ".txt")
    lines = text.data.split(b"\n")
    headings = [n for n, line in enumerate(lines) if b"\t" in line and not re.search(rb"\t\d", line)]
    assert len(headings) > 4
    for number in headings:
        file = tmp_path / "错开.txt"
        file.write_bytes(b"\n".join([*lines[:number], b"\t" + lines[number], *lines[number + 1 :]]))
        found = worth(text, read_one(file).data)
        assert not found.wrong
        assert found.read


def test_of_two_reports_none_is_told_as_the_one(tmp_path: Path) -> None:
    """A page hides other years' reports; where what hides them is damaged, nobody knows which is meant."""
    report = report_of()
    page = next(sound(*made, report) for made in documents_of_others(report) if made[0] == "page lists")
    assert len(page.read) == len(page.truth)
    shown = page.data.replace(b"display : none", b"isplay : none")
    own_title, other_title = (f"{year}年政府信息公开工作年度报告".encode() for year in (report.year, report.year - 1))
    assert shown != page.data
    assert own_title in shown
    for damaged in (shown, shown.replace(other_title, b""), shown.replace(own_title, b"")):
        file = tmp_path / "两份.html"
        file.write_bytes(damaged)
        assert not worth(page, read_one(file).data).wrong


def test_a_cell_that_lost_its_tag_spoils_its_row(tmp_path: Path) -> None:
    """The figures behind it slip to the left; a lost quotation mark takes in what stands up to the next one."""
    report = report_of()
    page = next(sound(*made, report) for made in documents_of_others(report) if made[0] == "page tables")
    rows = [match for match in re.finditer(rb"<tr.*?</tr>", page.data, re.DOTALL) if match[0].count(b"<td") > 6]
    assert len(rows) > 20
    file = tmp_path / "坏.html"
    for row in rows[3::4]:
        for old, new in ((b"<td>", b""), (b"</td>", b"</td>" + bytes(16)), (b"<td>", b'<td align="left>')):
            changed = row[0].replace(old, new, 1)
            file.write_bytes(page.data[: row.start()] + changed + page.data[row.end() :])
            assert changed != row[0]
            assert not worth(page, read_one(file).data).wrong


def test_a_pdf_without_its_end_is_read_and_told(documents: dict[str, Good], tmp_path: Path) -> None:
    pdf = documents["pdf"]
    end = pdf.data.rfind(b"trailer")
    assert end > 0
    for length in (end, end + 10, len(pdf.data) - 30):
        file = tmp_path / "断.pdf"
        file.write_bytes(pdf.data[:length])
        reading = read_one(file)
        found = worth(pdf, reading.data)
        assert (found.read, found.wrong) == (found.of, ())
        assert any("末尾缺失" in item["reason"] for item in reading.data["unplaced"])


def test_a_page_cut_within_a_figure_tells_no_part_of_it(documents: dict[str, Good], tmp_path: Path) -> None:
    report = report_of()
    page = next(sound(*made, report) for made in documents_of_others(report) if made[0] == "page tables")
    file = tmp_path / "断.html"
    long = list(re.finditer(rb"<td[^>]*>(\d\d+)</td>", page.data))
    assert len(long) > 20
    for figure in long[::8]:
        file.write_bytes(page.data[: figure.start(1) + 1])
        assert not worth(page, read_one(file).data).wrong


def test_a_total_that_is_no_figure_is_doubtful_in_our_own_page(documents: dict[str, Good], tmp_path: Path) -> None:
    page = documents["html"]
    cell = next(cell for cell in page.truth if cell == "requests.results_total.total")
    (figure,) = re.finditer(rb"<td[^>]*>(%d)</td>" % page.truth[cell], page.data)
    file = tmp_path / "坏.html"
    file.write_bytes(page.data[: figure.start(1)] + b"\xe6" + page.data[figure.start(1) :])
    reading = read_one(file)
    assert reading.data["cells"][cell]["how"] == "doubtful"
    assert (worth(page, reading.data).read, worth(page, reading.data).wrong) == (len(page.truth) - 1, ())


def test_a_row_of_a_page_that_zeros_ate_into_is_not_told(tmp_path: Path) -> None:
    """A bad disk leaves blocks of zeros: the rest of one row then follows upon the beginning of another."""
    report = report_of()
    page = next(sound(*made, report) for made in documents_of_others(report) if made[0] == "page sections")
    rows = [match for match in re.finditer(rb"<tr.*?</tr>", page.data, re.DOTALL) if match[0].count(b"<td") > 6]
    file = tmp_path / "坏.html"
    assert len(rows) > 20
    for begin in range(rows[5].start(), rows[6].start(), 3):
        for size in (rows[7].start() - rows[5].start(), 40):
            file.write_bytes(page.data[:begin] + bytes(size) + page.data[begin + size :])
            assert not worth(page, read_one(file).data).wrong


def test_damaged_properties_of_a_pdf_prove_nothing(
    documents: dict[str, Good], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object) -> str:
        return b"\x00".decode("utf-16-le")

    monkeypatch.setattr("pypdfium2.PdfDocument.get_metadata_value", damaged)
    pdf = documents["pdf"]
    file = tmp_path / "好.pdf"
    file.write_bytes(pdf.data)
    found = worth(pdf, read_one(file).data)
    assert (found.read, found.wrong) == (found.of, ())
