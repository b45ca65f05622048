"""Damaged documents: never a wrong figure told as read, never a fault, and what is whole is still read.

A fixed share of what `bench/damaged.py` reads in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.damage import Good, mutants, sound, worth
from tests.hostile_files import good
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


def test_a_heading_that_lost_its_cell_moves_no_column(documents: dict[str, Good], tmp_path: Path) -> None:
    """What stands behind it in its row slips to the left, below the headings of others."""
    page = documents["html"]
    widest = max(re.findall(rb"<table.*?</table>", page.data, re.DOTALL), key=len)
    head = re.search(rb"<tr.*?</tr>\s*<tr.*?</tr>\s*<tr.*?</tr>", widest, re.DOTALL)
    assert head is not None
    tags = list(re.finditer(rb"<t[dh][^>]*>", head[0]))
    assert len(tags) > 8
    file = tmp_path / "缺一格.html"
    for tag in tags:
        changed = head[0][: tag.start()] + head[0][tag.end() :]
        file.write_bytes(page.data.replace(head[0], changed))
        found = worth(page, read_one(file).data)
        assert not found.wrong
        assert found.read
